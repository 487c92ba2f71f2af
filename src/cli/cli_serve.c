/* cli_serve.c: `entente serve`: the site; analysts' articles that change while it runs are coded and appear. */
#include "cli/cli_flow.h"
#include "cli/cli_monitor.h"
#include "site/site.h"

struct serving {
    const char *folder;
    struct store *reader;           /* looks for changed notes; the site's threads have readers of their own */
    struct coder coder;
    struct arena *arena, *listed;
    bool coded;                     /* coder is open */
};

static bool notes_changed(struct serving *serving, bool *changed, struct err *err)
{
    struct store_note_list list = {0};
    arena_reset(serving->listed);
    *changed = false;
    if (!store_notes_list(serving->reader, serving->listed, &list, err))
        return false;
    for (size_t i = 0; i < list.len; i++)
        *changed |= list.at[i].state != STORE_NOTE_KNOWN;
    return true;
}

/* A writer only for as long as something is to be stored, so that `add` can run beside. */
static bool refresh(void *context, struct err *err)
{
    struct serving *serving = context;
    struct store *writer;
    struct cli_notes notes;
    bool changed;
    if (!notes_changed(serving, &changed, err) || !changed)
        return err->code == ERR_NONE;
    if (!serving->coded && !(serving->coded = coder_open(&serving->coder, err)))
        return false;
    if (!store_open(&writer, serving->folder, STORE_WRITE, err))
        return false;
    bool good = cli_notes_refresh(writer, &serving->coder, serving->arena, &notes, err);
    return store_close(writer, good ? err : NULL) && good;
}

static void started(void *context, const char *address)
{
    const struct serving *serving = context;
    printf("%s is served at %s (Ctrl-C ends it)\n", serving->folder, address);
    fflush(stdout);
}

static enum cli_status serve(struct cli *cli, struct serving *serving)
{
    struct site_plan plan = {.folder = serving->folder, .host = cli->values.host, .port = (int)cli->values.port, .stop = &cli_stop,
        .started = started, .refresh = refresh, .context = serving};
    struct err err = {0};
    if (site_serve(&plan, &err))
        return CLI_DONE;
    return cli_fail(&err);
}

static enum cli_status run(struct cli *cli)
{
    struct serving serving = {0};
    enum cli_status status;
    if (cli->values.port < 0 || cli->values.port > 65535)
        return cli_misused(cli, "--port is a number up to 65535");
    if (!cli_monitor_open(cli, 1, 1, &serving.reader, &status))
        return status;
    serving.folder = cli->arguments[0];
    serving.arena = arena_make(CLI_DOCUMENT_MEMORY);
    serving.listed = arena_make(0);
    if (serving.arena && serving.listed)
        status = serve(cli, &serving);
    coder_close(&serving.coder);
    arena_free(serving.arena);
    arena_free(serving.listed);
    return cli_monitor_close(serving.reader, status);
}

static const struct cli_option options[] = {
    {"host", 0, OPT_TEXT, "H", "address to listen on (default: 127.0.0.1)", offsetof(struct cli_values, host)},
    {"port", 'p', OPT_NUMBER, "P", "port (default: 8080; 0: any free one)", offsetof(struct cli_values, port)},
    CLI_OPT_END,
};
const struct cli_command cli_serve = {
    "serve", "DIR [--host H] [--port P]", "the site and the API",
    "Serves the monitor as a web site: board, categories, articles, events, actors, trends, search, each also as JSON below /api/v1. Pages only read; "
    "analysts' articles in DIR/notes/articles that appear or change while it runs are coded and shown. Ends at an interrupt.",
    "entente serve minsk --port 8081", options, run,
};
