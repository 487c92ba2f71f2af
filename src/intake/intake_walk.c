/* intake_walk.c: paths to files.
 *
 * Folders are walked depth first, the names of each sorted by bytes, so that the order is the same on every machine. A folder's
 * names are held while it is walked, nothing else.
 */
#include "intake/intake_walk.h"
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void folder_close(struct intake_folder *folder)
{
    for (size_t i = 0; i < folder->count; i++)
        free(folder->names[i]);
    free(folder->names);
    free(folder->path);
    *folder = (struct intake_folder){0};
}

static bool folder_names(struct intake_folder *folder, DIR *dir)
{
    struct dirent *entry;
    size_t room = 0;
    while ((entry = readdir(dir))) {
        if (entry->d_name[0] == '.')
            continue;
        if (folder->count == room) {
            room = room ? 2 * room : 64;
            char **names = realloc(folder->names, room * sizeof *names);
            if (!names)
                return false;
            folder->names = names;
        }
        if (!(folder->names[folder->count] = strdup(entry->d_name)))
            return false;
        folder->count++;
    }
    if (folder->count)
        qsort(folder->names, folder->count, sizeof *folder->names, by_bytes);
    return true;
}

/* Takes path over. */
static bool folder_open(struct intake_walk *walk, char *path, struct err *err)
{
    DIR *dir = walk->depth < INTAKE_FOLDERS_MAX ? opendir(path) : NULL;
    if (!dir) {
        err_fail(err, ERR_INPUT, path, "the folder cannot be read: %s", walk->depth < INTAKE_FOLDERS_MAX ? strerror(errno) : "it lies too deep");
        free(path);
        return false;
    }
    struct intake_folder *folder = &walk->folders[walk->depth];
    *folder = (struct intake_folder){.path = path};
    bool read = folder_names(folder, dir);
    closedir(dir);
    if (!read) {
        err_fail(err, ERR_MEMORY, path, "out of memory while reading the folder");
        folder_close(folder);
        return false;
    }
    walk->depth++;
    return true;
}

static char *path_join(const char *folder, const char *name)
{
    size_t len = strlen(folder), room = len + strlen(name) + 2;
    char *path = malloc(room);
    if (path)
        snprintf(path, room, "%s%s%s", folder, len && folder[len - 1] == '/' ? "" : "/", name);
    return path;
}

/* The next name, folder or file; NULL at the end (*ended) or for lack of memory. */
static char *walk_name(struct intake_walk *walk, bool *ended)
{
    *ended = false;
    while (walk->depth) {
        struct intake_folder *folder = &walk->folders[walk->depth - 1];
        if (folder->next < folder->count)
            return path_join(folder->path, folder->names[folder->next++]);
        folder_close(folder);
        walk->depth--;
    }
    if (walk->next < walk->count)
        return strdup(walk->paths[walk->next++]);
    *ended = true;
    return NULL;
}

enum intake_walk_step intake_walk_next(struct intake_walk *walk, struct err *err)
{
    for (;;) {
        bool ended;
        struct stat status;
        char *path = walk_name(walk, &ended);
        if (!path) {
            if (!ended)
                err_fail(err, ERR_MEMORY, "", "out of memory while walking the inputs");
            return ended ? WALK_END : WALK_REFUSED;
        }
        free(walk->path);
        walk->path = NULL;
        if (strcmp(path, "-") != 0 && stat(path, &status) == 0) {
            if (S_ISDIR(status.st_mode)) {
                if (!folder_open(walk, path, err))
                    return WALK_REFUSED;
                continue;
            }
            if (!S_ISREG(status.st_mode) && walk->depth) {
                err_fail(err, ERR_INPUT, path, "is neither a file nor a folder");
                free(path);
                return WALK_REFUSED;
            }
        }
        walk->path = path;
        return WALK_FILE;
    }
}

void intake_walk_close(struct intake_walk *walk)
{
    while (walk->depth)
        folder_close(&walk->folders[--walk->depth]);
    free(walk->path);
    walk->path = NULL;
}
