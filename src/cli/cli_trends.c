/* cli_trends.c: `entente trends`: what is new: bursts, rises and falls, new pairs and actors. */
#include "cli/cli_monitor.h"
#include "cli/cli_print.h"

static void print_trend(const struct cli *cli, const struct trend *trend, struct buf *out)
{
    cli_print_day(out, trend->from);
    if (trend->to != trend->from) {
        buf_add(out, STR(" to "));
        cli_print_day(out, trend->to);
    }
    buf_printf(out, "  %s%s%s  ", cli_print_colour(cli, CLI_BOLD), trend_kind_name(trend->kind), cli_print_colour(cli, CLI_PLAIN));
    cli_print_text(out, trend->title);
    buf_add(out, STR("\n    "));
    cli_print_wrapped(out, trend->sentence, 4, 4, (size_t)cli->width);
    for (size_t i = 0; i < trend->evidence.len; i++) {
        const struct store_count *count = &trend->evidence.at[i];
        buf_add(out, STR("    · "));
        cli_print_day(out, count->at);
        buf_printf(out, " %.*s %.*s [%s]\n", STR_ARG(count->type), STR_ARG(count->parties), count->event);
    }
}

static enum cli_status run(struct cli *cli)
{
    struct store *store;
    enum cli_status status;
    struct trend_list list = {0};
    struct err err = {0};
    struct buf out = buf_make(cli->arena);
    day date;
    if (!cli_monitor_open(cli, 1, 1, &store, &status))
        return status;
    if (!cli_monitor_date(cli, store, &date, &err) || !status_trends(store, cli->arena, date, &list, &err))
        return cli_monitor_close(store, cli_fail(&err));
    for (size_t i = 0; i < list.len; i++) {
        struct json_out json = json_out_make(&out);
        if (cli->values.json) {
            trend_write(&list.at[i], &json);
            buf_add_char(&out, '\n');
        } else {
            print_trend(cli, &list.at[i], &out);
        }
    }
    if (list.len == 0 && !cli->values.json) {
        buf_add(&out, STR("Nothing new as of "));
        cli_print_day(&out, date);
        buf_add(&out, STR(".\n"));
    }
    return cli_monitor_close(store, cli_finish(&out));
}

static const struct cli_option options[] = {CLI_OPT_DATE, CLI_OPT_JSON, CLI_OPT_END};
const struct cli_command cli_trends = {
    "trends", "DIR [--date D] [--json]", "what is new: bursts, turning points, new pairs",
    "Looks at all categories, relations, actors, event types and contexts that are watched and prints what is unusual as of a day, newest first, with the "
    "events that show it. So many series are looked at that chance alone would find something: what is printed keeps the share of false finds small.",
    "entente trends minsk --date 2017-03-31", options, run,
};
