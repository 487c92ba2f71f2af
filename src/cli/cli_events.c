/* cli_events.c: `entente events`: events of the archive by filters. */
#include "cli/cli_event.h"
#include "cli/cli_monitor.h"

static enum cli_status list(struct cli *cli, struct store *store)
{
    struct store_filter filter = cli_event_filter(&cli->values);
    struct store_event_list events = {0};
    struct buf out = buf_make(cli->arena);
    struct err err = {0};
    uint64_t total;
    if (!store_event_list(store, cli->arena, &filter, &events, &total, &err))
        return cli_fail(&err);
    for (size_t i = 0; i < events.len; i++) {
        if (cli->values.json)
            cli_event_json(&events.at[i], &out);
        else
            cli_event_print(cli, &events.at[i], &out);
    }
    if (!cli->values.json) {
        buf_printf(&out, "%zu of ", events.len);
        cli_print_number(&out, total);
        buf_add(&out, total == 1 ? STR(" event\n") : STR(" events\n"));
    }
    return cli_finish(&out);
}

static enum cli_status run(struct cli *cli)
{
    struct store *store;
    enum cli_status status;
    if (cli->values.quad < 0 || cli->values.quad > 4)
        return cli_misused(cli, "--quad is 1, 2, 3 or 4");
    if (!cli_monitor_open(cli, 1, 1, &store, &status))
        return status;
    return cli_monitor_close(store, list(cli, store));
}

static const struct cli_option options[] = {
    CLI_OPT_FILTERS,
    {"counted", 0, OPT_FLAG, NULL, "only events that count", offsetof(struct cli_values, counted)},
    {"all", 'a', OPT_FLAG, NULL, "every report, not one for each event", offsetof(struct cli_values, all)},
    CLI_OPT_JSON, CLI_OPT_END,
};
const struct cli_command cli_events = {
    "events", "DIR [filters] [--json]", "events of the archive, the newest first",
    "Prints the events that fit all filters: day, type, parties, id, and the sentence that says so. Of several reports of one event the first is printed "
    "unless --all is given. Events that do not count for a status say why.",
    "entente events minsk --actor 'blr.*' --between 'rus.region.*' --from 2014-06-01 --to 2014-06-30\nentente events minsk --type SANCTION --json", options,
    run,
};
