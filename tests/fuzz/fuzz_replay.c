/* fuzz_replay.c: runs a fuzz target over the files of folders, each whole and each cut at a few places. */
#include "fuzz.h"
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

enum {BYTES_MAX = 1 << 20, CUTS = 5};

static size_t replay_file(const char *path)
{
    static uint8_t bytes[BYTES_MAX];
    FILE *file = fopen(path, "rb");
    if (!file)
        return 0;
    size_t size = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    for (size_t cut = 0; cut <= CUTS; cut++) {          /* a copy of its own size, so that an overrun is seen */
        size_t part = size * (CUTS - cut) / CUTS;
        uint8_t *copy = malloc(part ? part : 1);
        if (!copy)
            return 0;
        for (size_t i = 0; i < part; i++)
            copy[i] = bytes[i];
        LLVMFuzzerTestOneInput(copy, part);
        free(copy);
    }
    return 1;
}

int main(int argc, char **argv)
{
    size_t files = 0;
    for (int i = 1; i < argc; i++) {
        DIR *folder = opendir(argv[i]);
        struct dirent *entry;
        while (folder && (entry = readdir(folder))) {
            char path[4096];
            if (entry->d_name[0] == '.')
                continue;
            snprintf(path, sizeof path, "%s/%s", argv[i], entry->d_name);
            files += replay_file(path);
        }
        if (folder)
            closedir(folder);
    }
    fprintf(stderr, "%zu files\n", files);
    return files == 0;                                  /* a corpus that is not found is no success */
}
