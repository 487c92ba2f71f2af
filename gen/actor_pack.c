/* actor_pack.c: compiles the tables of data/actor into one mapped file. Called as: gen_actor OUTPUT SOURCE_DIR
 *
 * Broken lines are told on stderr with file, line and reason, and left out. Exit status 1 only where a table cannot be read or the
 * output not be written.
 */
#include <stdio.h>

#include "actor/actor_tables.h"

struct job {const char *output, *folder; struct arena *arena; struct err err; bool done;};

static void compile(void *at)
{
    struct job *job = at;
    struct tables tables;
    struct buf problems = buf_make(job->arena);
    job->done = tables_read(&tables, job->arena, job->folder, &problems, &job->err) && tables_write(&tables, job->output, &job->err);
    fprintf(stderr, "%.*s", STR_ARG(buf_str(&problems)));
}

int main(int argc, char **argv)
{
    char folder[512], text[1100];
    struct job job = {.folder = folder, .arena = arena_make(0)};
    if (argc != 3 || job.arena == NULL) {
        fprintf(stderr, "usage: gen_actor OUTPUT SOURCE_DIR\n");
        return 2;
    }
    job.output = argv[1];
    snprintf(folder, sizeof folder, "%s/data/actor", argv[2]);
    if (!arena_try(job.arena, compile, &job, &job.err) || !job.done)
        fprintf(stderr, "gen_actor: %s\n", err_text(&job.err, text, sizeof text));
    arena_free(job.arena);
    return job.done ? 0 : 1;
}
