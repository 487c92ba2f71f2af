/* cli_add.c: `entente add`: reads and codes with many workers, stores with one writer, in the order of the input.
 *
 * An article is stored whole or not at all; the store commits now and then, and the last commit comes before the summary is printed. After
 * an interrupt what is stored is committed and counted, and the rest is left.
 */
#include "cli/cli_flow.h"
#include "cli/cli_monitor.h"
#include "cli/cli_print.h"

#include <malloc.h>

struct adding {
    struct coder coder;
    struct store *store;
    size_t articles, versions, known, reports, counted;
    struct cli_notes notes;
};

static void work(void *context, struct cli_result *result)
{
    static const struct coder_options plain = {0};
    const struct adding *adding = context;
    coder_run(&adding->coder, result->arena, &result->document, &plain, &result->coded, &result->err);
}

static bool take(void *context, struct cli_result *result, struct err *err)
{
    struct adding *adding = context;
    for (size_t i = 0; i < result->coded.len; i++) {
        struct store_added added;
        if (!store_add(adding->store, &result->coded.at[i], &added, err))
            return false;
        adding->articles += added.outcome == STORE_NEW;
        adding->versions += added.outcome == STORE_VERSION;
        adding->known += added.outcome == STORE_SAME;
        adding->reports += added.reports;
        adding->counted += added.counted;
    }
    return true;
}

static void summary_write(const struct adding *adding, uint64_t pages, uint64_t refused, bool json, struct buf *out)
{
    if (json) {
        struct json_out object = json_out_make(out);
        json_object(&object);
        json_key_int(&object, STR("pages"), (int64_t)pages);
        json_key_int(&object, STR("articles"), (int64_t)adding->articles);
        json_key_int(&object, STR("versions"), (int64_t)adding->versions);
        json_key_int(&object, STR("known"), (int64_t)adding->known);
        json_key_int(&object, STR("refused"), (int64_t)refused);
        json_key_int(&object, STR("events"), (int64_t)adding->reports);
        json_key_int(&object, STR("counted"), (int64_t)adding->counted);
        json_key_int(&object, STR("notes"), (int64_t)adding->notes.stored);
        json_object_end(&object);
        buf_add_char(out, '\n');
        return;
    }
    struct {size_t count; const char *what;} parts[] = {{pages, " pages read: "}, {adding->articles, " new articles, "},
        {adding->versions, " new versions, "}, {adding->known, " known already, "}, {(size_t)refused, " inputs refused; "},
        {adding->reports, " events, of which "}, {adding->counted, " count"}};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        cli_print_number(out, parts[i].count);
        buf_add(out, str_from(parts[i].what));
    }
    if (adding->notes.stored + adding->notes.gone)
        buf_printf(out, "; %zu analysts' articles stored, %zu taken away", adding->notes.stored, adding->notes.gone);
    buf_add_char(out, '\n');
}

/* What follows the pages: analysts' articles, the index of similar ones (*index NULL where it is as it was). */
static bool upkeep(struct adding *adding, struct story_index **index, struct err *err)
{
    bool changed;
    struct arena *arena = arena_make(CLI_DOCUMENT_MEMORY);
    bool good = arena != NULL || err_fail(err, ERR_MEMORY, "", "out of memory");
    good = good && cli_notes_refresh(adding->store, &adding->coder, arena, &adding->notes, err);
    good = good && cli_index_open(adding->store, arena, index, &changed, err);
    arena_free(arena);
    if (good && !changed) {
        story_index_free(*index);
        *index = NULL;
    }
    return good;
}

/* Commits, keeps up, closes. The index is written when the store's memory is free again: both are large. */
static bool finish(struct adding *adding, const char *folder, struct err *err)
{
    struct story_index *index = NULL;
    malloc_trim(0);                 /* the workers' arenas have ended */
    bool good = store_commit(adding->store, err) && (cli_stop || upkeep(adding, &index, err));
    good = store_close(adding->store, good ? err : NULL) && good;
    malloc_trim(0);
    good = good && (!index || cli_index_save(index, folder, err));
    story_index_free(index);
    return good;
}

static enum cli_status add(struct cli *cli, struct adding *adding)
{
    struct cli_flow flow = {.cli = cli, .unit = "pages", .work = work, .take = take, .context = adding};
    struct err err = {0};
    struct buf out = buf_make(cli->arena);
    const char *folder = cli->arguments[0];
    cli->arguments++;               /* the folder is not input */
    cli->count--;
    enum cli_status status = cli->count ? cli_flow_documents(&flow) : CLI_DONE;
    if (status == CLI_UNUSABLE)
        return cli_monitor_close(adding->store, status);
    if (!finish(adding, folder, &err))
        return cli_fail(&err);
    summary_write(adding, flow.taken, flow.refused + adding->notes.refused, cli->values.json, &out);
    enum cli_status written = cli_finish(&out);
    return status == CLI_DONE && adding->notes.refused ? CLI_REFUSED : status == CLI_DONE ? written : status;
}

static enum cli_status run(struct cli *cli)
{
    struct adding adding = {0};
    struct err err = {0};
    if (cli->count == 0)
        return cli_misused(cli, "needs the folder of a monitor, and files");
    if (!store_open(&adding.store, cli->arguments[0], STORE_WRITE, &err))
        return cli_fail(&err);
    enum cli_status status;
    if (coder_open(&adding.coder, &err)) {
        status = add(cli, &adding);
    } else {
        status = cli_fail(&err);
        cli_monitor_close(adding.store, status);
    }
    coder_close(&adding.coder);
    return status;
}

static const struct cli_option options[] = {CLI_OPT_JSON, CLI_OPT_JOBS, CLI_OPT_END};
const struct cli_command cli_add = {
    "add", "DIR [FILE…]", "read, code and store pages",
    "Takes what read takes and stores the articles with their events in the monitor DIR. An article that is there already with the same content is not stored "
    "again; one with the same address and other content is a new version. Then the analysts' articles in DIR/notes/articles that have changed are coded "
    "and stored, also where no FILE is given, and the index of similar articles is brought up to date.\n\n"
    "Prints one line of what was done. An interrupt stores what is finished and says how much that was. One process at a time may add to a monitor.",
    "entente add minsk pages/ archive.warc.gz\nentente add minsk            # only the analysts' articles", options, run,
};
