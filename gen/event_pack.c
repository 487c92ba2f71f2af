/* event_pack.c: data/event/ to event.pack. Called as: gen_event OUTPUT SOURCE_DIR. A broken line is named on stderr and left out. */
#include "event/event_frame.h"

#include <stdio.h>

int main(int argc, char **argv)
{
    struct err err = {0};
    char text[1100];
    struct arena *arena = arena_make(0);
    if (argc != 3 || arena == NULL) {
        fputs("usage: gen_event OUTPUT SOURCE_DIR\n", stderr);
        return 2;
    }
    struct buf problems = buf_make(arena);
    struct pack_out pack;
    str folder = arena_printf(arena, "%s/data/event", argv[2]);
    if (event_tables_read(arena, folder.at, &pack, &problems, &err) == SIZE_MAX || !pack_out_write(&pack, argv[1], &err)) {
        fprintf(stderr, "gen_event: %s\n", err_text(&err, text, sizeof text));
        return 1;
    }
    fprintf(stderr, "%.*s", STR_ARG(buf_str(&problems)));
    arena_free(arena);
    return 0;
}
