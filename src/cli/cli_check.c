/* cli_check.c: `entente check`: is the archive whole, and what has it heard from? */
#include "cli/cli_monitor.h"
#include "cli/cli_print.h"

static void print_coverage(const struct store_summary *summary, const struct store_source_list *sources, struct buf *out)
{
    struct {uint64_t count; const char *what;} parts[] = {{summary->articles, " articles in "}, {summary->versions, " versions; "},
        {summary->reports, " reports of "}, {summary->events, " events, of which "}, {summary->counted, " count and "},
        {summary->undated, " are undated; "}, {summary->bytes / 1024, " kB\n"}};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        cli_print_number(out, parts[i].count);
        buf_add(out, str_from(parts[i].what));
    }
    if (summary->first != DAY_NONE) {
        buf_add(out, STR("documents from "));
        cli_print_day(out, summary->first);
        buf_add(out, STR(" to "));
        cli_print_day(out, summary->last);
        buf_add_char(out, '\n');
    }
    for (size_t i = 0; i < sources->len; i++) {
        const struct store_source *source = &sources->at[i];
        buf_add(out, STR("  "));
        cli_print_column(out, source->host.len ? source->host : STR("(no address)"), 32);
        buf_printf(out, " %6llu documents, ", (unsigned long long)source->documents);
        cli_print_day(out, source->first);
        buf_add(out, STR(" to "));
        cli_print_day(out, source->last);
        buf_add_char(out, '\n');
    }
}

static enum cli_status check(struct cli *cli, struct store *store)
{
    struct store_summary summary;
    struct store_source_list sources = {0};
    struct buf out = buf_make(cli->arena);
    struct err err = {0};
    size_t problems;
    if (!store_check(store, cli->arena, &out, &problems, &err) || !store_summary(store, &summary, &err)
        || !store_sources(store, cli->arena, DAY_NONE, DAY_NONE, &sources, &err))
        return cli_fail(&err);
    print_coverage(&summary, &sources, &out);
    buf_printf(&out, "%zu problem%s\n", problems, problems == 1 ? "" : "s");
    enum cli_status status = cli_finish(&out);
    return status == CLI_DONE && problems ? CLI_UNUSABLE : status;
}

static enum cli_status run(struct cli *cli)
{
    struct store *store;
    enum cli_status status;
    if (!cli_monitor_open(cli, 1, 1, &store, &status))
        return status;
    return cli_monitor_close(store, check(cli, store));
}

static const struct cli_option options[] = {CLI_OPT_END};
const struct cli_command cli_check = {
    "check", "DIR", "is the archive whole, and what has it heard from?",
    "Checks the archive (its pages, its references, every count against the events it was made from), prints what is wrong, and then what it holds: articles, "
    "events, days, and the documents of each source. Exit status 3 where something is wrong.",
    "entente check minsk", options, run,
};
