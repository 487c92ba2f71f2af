/* fuzz_file.h: an input as a file that intake opens by its path. */
#ifndef ENTENTE_TESTS_FUZZ_FILE_H
#define ENTENTE_TESTS_FUZZ_FILE_H

#include "fuzz.h"
#include "intake/intake.h"
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#define FUZZ_STEPS_PER_BYTE 1                           /* a container has no more records than bytes */

/* All documents of the bytes, one after another; each is given to use, which may be NULL. Aborts where intake does not come to an end. */
static inline void fuzz_documents(const uint8_t *data, size_t size, void (*use)(const struct raw_document *document, struct arena *arena))
{
    char path[64], *paths[] = {path};
    int file = memfd_create("fuzz", 0);
    size_t steps = 0;
    if (file < 0 || write(file, data, size) != (ssize_t)size)
        abort();
    snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    struct intake *intake = intake_open(paths, 1);
    struct arena *arena = arena_make(FUZZ_MEMORY);
    for (;;) {
        struct raw_document document;
        struct err err = {0};
        arena_reset(arena);
        enum intake_step step = intake_next(intake, arena, &document, &err);
        if (step == INTAKE_END)
            break;
        if (++steps > FUZZ_STEPS_PER_BYTE * size + 16)
            abort();
        if (step == INTAKE_DOCUMENT && use)
            use(&document, arena);
    }
    intake_close(intake);
    arena_free(arena);
    close(file);
}
#endif
