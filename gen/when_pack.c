/* when_pack.c: data/when/ to when.pack. Called as: gen_when OUTPUT SOURCE_DIR. A broken line is named on stderr and left out. */
#include "when/when_inner.h"

#include <stdio.h>

int main(int argc, char **argv)
{
    struct err err = {0};
    char text[1100];
    struct arena *arena = arena_make(0);
    if (argc != 3 || arena == NULL) {
        fputs("usage: gen_when OUTPUT SOURCE_DIR\n", stderr);
        return 2;
    }
    struct buf problems = buf_make(arena);
    struct pack_out pack;
    str folder = arena_printf(arena, "%s/data/when", argv[2]);
    bool done = when_tables_read(arena, folder.at, &pack, &problems, &err) && pack_out_write(&pack, argv[1], &err);
    fprintf(stderr, "%.*s", STR_ARG(buf_str(&problems)));
    if (!done)
        fprintf(stderr, "gen_when: %s\n", err_text(&err, text, sizeof text));
    arena_free(arena);
    return done ? 0 : 1;
}
