/* page_read.c: reads pages and prints their articles as JSON Lines, as `entente read --jobs 1` does: for measuring the reader alone.
 * Refused inputs are named on stderr. --repeat N reads each document N times and prints it once.
 */
#include "page/page.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct job {const struct raw_document *document; struct arena *arena; int repeat;};

static void read_and_print(void *context)
{
    struct job *job = context;
    struct article_list list = {0};
    for (int i = 0; i < job->repeat; i++) {
        list = (struct article_list){0};
        page_read(job->document, job->arena, &list);
    }
    for (size_t i = 0; i < list.len; i++) {
        struct buf buf = buf_make(job->arena);
        struct json_out out = json_out_make(&buf);
        page_article_write(&list.at[i], &out);
        buf_add_char(&buf, '\n');
        fwrite(buf.at, 1, buf.len, stdout);
    }
}

int main(int argc, char **argv)
{
    int repeat = 1, first = 1, status = 0;
    if (argc > 2 && strcmp(argv[1], "--repeat") == 0) {
        repeat = atoi(argv[2]);
        first = 3;
    }
    struct intake *intake = intake_open(argv + first, (size_t)(argc - first));
    struct arena *arena = arena_make((size_t)2 << 30);
    struct raw_document document;
    char text[1200];
    if (!intake || !arena)
        return 3;
    for (;;) {
        struct err err = {0};
        arena_reset(arena);
        enum intake_step step = intake_next(intake, arena, &document, &err);
        if (step == INTAKE_END)
            break;
        struct job job = {&document, arena, repeat};
        if (step == INTAKE_REFUSED || !arena_try(arena, read_and_print, &job, &err)) {
            fprintf(stderr, "page_read: %s\n", err_text(&err, text, sizeof text));
            status = 1;
        }
    }
    intake_close(intake);
    arena_free(arena);
    return status;
}
