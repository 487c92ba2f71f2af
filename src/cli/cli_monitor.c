/* cli_monitor.c: see cli_monitor.h. */
#include "cli/cli_monitor.h"
#include "base/file.h"

bool cli_monitor_open(struct cli *cli, size_t arguments_least, size_t arguments_most, struct store **store, enum cli_status *status)
{
    struct err err = {0};
    *status = CLI_USAGE;
    if (cli->count == 0)
        return cli_misused(cli, "needs the folder of a monitor"), false;
    if (cli->count < arguments_least)
        return cli_misused(cli, "needs %zu arguments", arguments_least), false;
    if (cli->count > arguments_most)
        return cli_misused(cli, "\"%s\" is one argument too many", cli->arguments[arguments_most]), false;
    if (store_open(store, cli->arguments[0], STORE_READ, &err))
        return true;
    *status = cli_fail(&err);
    return false;
}

enum cli_status cli_monitor_close(struct store *store, enum cli_status status)
{
    struct err err = {0};
    return store_close(store, &err) ? status : cli_fail(&err);
}

bool cli_monitor_date(struct cli *cli, struct store *store, day *date, struct err *err)
{
    *date = cli->values.date;
    return *date != DAY_NONE || status_date(store, date, err);
}

/* ---- Analysts' articles ---- */

struct note_job {
    struct store *store;
    const struct coder *coder;
    struct arena *arena;
    const struct store_note *note;
    struct cli_notes *notes;
    struct err *err;                /* the monitor's: ends it all */
    struct err why;                 /* the note's: it is refused */
    bool good;
};

/* Read and coded as a document of its own; nothing of it stays in the arena. */
static void note_store(void *at)
{
    struct note_job *job = at;
    struct coder_options plain = {0};
    struct coded_list coded = {0};
    struct store_added added;
    char path[1024];
    str bytes;
    snprintf(path, sizeof path, "%.*s", STR_ARG(job->note->path));
    job->good = true;
    if (!file_read(job->arena, path, INTAKE_DOCUMENT_MAX, &bytes, &job->why))
        return;
    struct raw_document document = intake_memory(arena_printf(job->arena, "notes/articles/%.*s", STR_ARG(job->note->name)), STR(""),
                                                 STR("text/markdown"), bytes);
    if (!coder_run(job->coder, job->arena, &document, &plain, &coded, &job->why))
        return;
    if (coded.len == 0) {
        err_fail(&job->why, ERR_INPUT, path, "holds no article");
        return;
    }
    job->good = store_note_put(job->store, job->note, &coded.at[0], &added, job->err);
    job->notes->stored++;
    job->notes->reports += coded.at[0].events.len;
}

static bool note_put(struct note_job *job, struct err *err)
{
    struct store_added added;
    if (job->note->state == STORE_NOTE_GONE) {
        job->notes->gone++;
        return store_note_put(job->store, job->note, NULL, &added, err);
    }
    if (job->note->state == STORE_NOTE_KNOWN)
        return true;
    arena_reset(job->arena);
    bool kept = arena_try(job->arena, note_store, job, &job->why);
    if (kept && !job->good)
        return false;
    if (job->why.code != ERR_NONE) {
        log_err(&job->why);
        job->notes->refused++;
    }
    return true;
}

bool cli_notes_refresh(struct store *store, const struct coder *coder, struct arena *arena, struct cli_notes *notes, struct err *err)
{
    struct store_note_list list = {0};
    struct arena *listed = arena_make(0);
    *notes = (struct cli_notes){0};
    if (!listed)
        return err_fail(err, ERR_MEMORY, "", "out of memory");
    bool good = store_notes_list(store, listed, &list, err);
    for (size_t i = 0; good && i < list.len && !cli_stop; i++) {
        struct note_job job = {.store = store, .coder = coder, .arena = arena, .note = &list.at[i], .notes = notes, .err = err};
        good = note_put(&job, err);
    }
    arena_free(listed);
    return good && store_commit(store, err);
}

/* ---- Similar articles ---- */

struct adding {struct story_index *index; struct err *err; size_t added; bool good;};

static bool add(void *context, const struct store_streamed *streamed)
{
    struct adding *adding = context;
    struct story_document document = {.id = streamed->id, .article = streamed->article, .at = streamed->at, .actors = streamed->actors,
        .types = streamed->types};
    adding->good = story_index_add(adding->index, &document, adding->err);
    adding->added++;
    return adding->good;
}

/* The saved index, if it is whole and of this archive; else an empty one. */
static struct story_index *index_start(const char *path, uint64_t removals, uint64_t *last)
{
    struct story_index *index = NULL;
    struct err ignored = {0};
    uint64_t check;
    *last = 0;
    if (story_index_load(&index, path, &ignored)) {
        story_index_marks(index, last, &check);
        if (check == removals)
            return index;
        story_index_free(index);
        *last = 0;
    }
    return story_index_make();
}

static const char *index_path(const char *folder, char *path, size_t room)
{
    snprintf(path, room, "%s/index/similar.bin", folder);
    return path;
}

bool cli_index_open(struct store *store, struct arena *arena, struct story_index **index, bool *changed, struct err *err)
{
    char path[1024];
    uint64_t removals = store_removals(store), from, last;
    struct adding adding = {.index = index_start(index_path(store_folder(store), path, sizeof path), removals, &from), .err = err, .good = true};
    *index = adding.index;
    if (!adding.index)
        return err_fail(err, ERR_MEMORY, "", "out of memory");
    last = from;
    if (!store_stream(store, arena, from, add, &adding, &last, err) || !adding.good) {
        story_index_free(adding.index);
        *index = NULL;
        return false;
    }
    story_index_mark(adding.index, last, removals);
    if (changed)
        *changed = adding.added > 0 || from == 0;
    return true;
}

bool cli_index_save(const struct story_index *index, const char *folder, struct err *err)
{
    char path[1024];
    return story_index_save(index, index_path(folder, path, sizeof path), err);
}
