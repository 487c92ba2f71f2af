/* base_folder.h: a temporary folder for one test program; made by the group's setup, emptied and removed by its teardown. */
#ifndef ENTENTE_TEST_BASE_FOLDER_H
#define ENTENTE_TEST_BASE_FOLDER_H

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static char folder[64];

static inline int folder_make(void **state)
{
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/entente-test-XXXXXX");
    return mkdtemp(folder) == NULL;
}

/* The path of a name in the folder, in the buffer that the caller gives. */
static inline const char *folder_path(char path[512], const char *name)
{
    snprintf(path, 512, "%s/%s", folder, name);
    return path;
}

/* The number of files in the folder; removes them if asked to. */
static inline int folder_count(int wipe)
{
    char path[512];
    int count = 0;
    DIR *open = opendir(folder);
    for (struct dirent *entry; open && (entry = readdir(open)); ) {
        if (entry->d_name[0] == '.')
            continue;
        count++;
        if (wipe)
            remove(folder_path(path, entry->d_name));
    }
    if (open)
        closedir(open);
    return count;
}

static inline int folder_end(void **state)
{
    (void)state;
    folder_count(1);
    return rmdir(folder);
}

#endif
