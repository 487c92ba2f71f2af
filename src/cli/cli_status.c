/* cli_status.c: `entente status`: the board, or one category with its reasons. */
#include "cli/cli_monitor.h"
#include "cli/cli_print.h"

#define MARK_COLUMNS 16

static enum cli_colour colour_of(enum status_word word)
{
    return word == STATUS_IMPROVING ? CLI_GOOD : word == STATUS_DETERIORATING ? CLI_BAD : word == STATUS_UNCLEAR ? CLI_DOUBT : CLI_PLAIN;
}

static void print_word(const struct cli *cli, enum status_word word, struct buf *out)
{
    struct buf text = buf_make(cli->arena);
    buf_printf(&text, "%s %s", status_word_mark(word), status_word_name(word));
    buf_add(out, str_from(cli_print_colour(cli, colour_of(word))));
    cli_print_column(out, buf_str(&text), MARK_COLUMNS);
    buf_add(out, str_from(cli_print_colour(cli, CLI_PLAIN)));
}

static void print_row(const struct cli *cli, const struct status *status, size_t depth, struct buf *out)
{
    print_word(cli, status->status, out);
    buf_printf(out, "%*s", (int)(2 * depth), "");
    cli_print_coloured(cli, out, CLI_BOLD, status->title);
    buf_printf(out, "  %.*s, since ", STR_ARG(status->category));
    cli_print_day(out, status->since);
    buf_printf(out, "%s\n%*s", status->since_bounded ? " or before" : "", MARK_COLUMNS + (int)(2 * depth), "");
    cli_print_wrapped(out, status->reason, MARK_COLUMNS + 2 * depth, MARK_COLUMNS + 2 * depth, (size_t)cli->width);
}

static enum cli_status board(struct cli *cli, struct store *store, day date)
{
    struct status_list list = {0};
    struct err err = {0};
    struct buf out = buf_make(cli->arena);
    const struct monitor *monitor = store_monitor(store);
    if (!status_board(store, cli->arena, date, &list, &err))
        return cli_fail(&err);
    if (!cli->values.json) {
        cli_print_text(&out, monitor->name);
        buf_add(&out, STR(" on "));
        cli_print_day(&out, date);
        buf_add(&out, STR("\n\n"));
    }
    for (size_t i = 0; i < list.len; i++) {
        struct json_out json = json_out_make(&out);
        const struct monitor_category *category = monitor_category_find(monitor, list.at[i].category);
        if (cli->values.json) {
            status_write(&list.at[i], &json);
            buf_add_char(&out, '\n');
        } else {
            print_row(cli, &list.at[i], category ? category->depth : 0, &out);
        }
    }
    return cli_finish(&out);
}

static void print_moves(const struct cli *cli, const struct status *status, struct buf *out)
{
    if (status->moves.len)
        buf_add(out, STR("\nWhat moves it, strongest first:\n"));
    for (size_t i = 0; i < status->moves.len; i++) {
        const struct status_move *move = &status->moves.at[i];
        buf_printf(out, "  %s %+.2f  ", move->effect > 0 ? "▲" : move->effect < 0 ? "▼" : "▬", move->effect);
        cli_print_day(out, move->at);
        buf_printf(out, "  %-11.*s %.*s  [%s]\n      ", STR_ARG(move->type), STR_ARG(move->parties), move->event);
        cli_print_wrapped(out, move->text, 6, 6, (size_t)cli->width);
    }
}

static void print_flips(const struct status *status, struct buf *out)
{
    static const char *const what[] = {"the source", "the event", "the day"};
    if (status->flips.len)
        buf_add(out, STR("\nIt would be another without:\n"));
    for (size_t i = 0; i < status->flips.len; i++) {
        const struct status_flip *flip = &status->flips.at[i];
        buf_printf(out, "  %s %.*s: %s %s\n", what[flip->leave], STR_ARG(flip->name), status_word_mark(flip->becomes), status_word_name(flip->becomes));
    }
}

static void print_details(const struct cli *cli, const struct status *status, struct buf *out)
{
    print_row(cli, status, 0, out);
    buf_printf(out, "\nImproving %.0f %%, unchanged %.0f %%, deteriorating %.0f %%.\n", 100 * status->p.improving, 100 * status->p.unchanged,
               100 * status->p.deteriorating);
    buf_printf(out, "%u events in %u reports in the last %d days; %.1f would be expected from the %d days before. %u of %u sources were heard.\n",
               status->events, status->reports, status->window, status->events_before, status->before, status->sources_heard, status->sources_known);
    if (status->override.is) {
        buf_printf(out, "An analyst decided: %s (computed: %s). ", status_word_name(status->override.word), status_word_name(status->computed));
        cli_print_text(out, status->override.author);
        buf_add(out, STR(": "));
        cli_print_text(out, status->override.reason);
        buf_add_char(out, '\n');
    }
    print_moves(cli, status, out);
    print_flips(status, out);
}

static enum cli_status category(struct cli *cli, struct store *store, str name, day date)
{
    struct status status;
    struct err err = {0};
    struct buf out = buf_make(cli->arena);
    bool found;
    if (!status_category(store, cli->arena, name, date, true, &status, &found, &err))
        return cli_fail(&err);
    if (!found) {
        str nearest = monitor_category_nearest(store_monitor(store), name);
        return cli_misused(cli, "there is no category \"%.*s\"; the nearest is \"%.*s\"", STR_ARG(name), STR_ARG(nearest));
    }
    if (cli->values.json) {
        struct json_out json = json_out_make(&out);
        status_write(&status, &json);
        buf_add_char(&out, '\n');
    } else {
        print_details(cli, &status, &out);
    }
    return cli_finish(&out);
}

static enum cli_status run(struct cli *cli)
{
    struct store *store;
    enum cli_status status;
    struct err err = {0};
    day date;
    if (!cli_monitor_open(cli, 1, 2, &store, &status))
        return status;
    if (!cli_monitor_date(cli, store, &date, &err))
        status = cli_fail(&err);
    else if (cli->count == 2)
        status = category(cli, store, str_from(cli->arguments[1]), date);
    else
        status = board(cli, store, date);
    return cli_monitor_close(store, status);
}

static const struct cli_option options[] = {CLI_OPT_DATE, CLI_OPT_JSON, CLI_OPT_END};
const struct cli_command cli_status_ = {
    "status", "DIR [CATEGORY] [--date D] [--json]", "is it getting better, worse, or the same? the board, or one category with its reasons",
    "Prints for each category of the monitor its status (improving ▲, deteriorating ▼, unchanged ▬, unclear ?), since when, and the reason in a sentence. "
    "With CATEGORY also the probabilities, the events that move it most, and what would turn it if it were left out.\n\n"
    "Only dated events count that are neither negated, future, hypothetical nor historical. The same monitor and date always give the same answer.",
    "entente status minsk\nentente status minsk russia.kremlin --date 2016-02-29", options, run,
};
