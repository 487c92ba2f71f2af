/* cli_event.h: events and articles of an archive as several commands print them. */
#ifndef ENTENTE_CLI_EVENT_H
#define ENTENTE_CLI_EVENT_H

#include "cli/cli_print.h"
#include "store/store.h"

/* The record of `code` and behind it what the archive knows: article_id, title, host, counted, not_counted, at, reports, categories. */
void cli_event_json(const struct store_event *event, struct buf *out);
/* "Belarus → Russia", "Minsk and Moscow": the parties as the archive names them. */
void cli_event_parties(const struct event *event, struct buf *out);
/* Two lines: day, type, parties, id; the sentence. */
void cli_event_print(const struct cli *cli, const struct store_event *event, struct buf *out);
void cli_article_line(const struct cli *cli, const struct store_article *article, struct buf *out);    /* one line: day, number, title, host */
/* The filters of the options of cli_event_options; text "" unless the caller sets it. */
struct store_filter cli_event_filter(const struct cli_values *values);

#define CLI_OPT_FILTERS \
    {"actor", 0, OPT_TEXT, "ACTORS", "ids with commas, rus.* for a subtree", offsetof(struct cli_values, actor)}, \
    {"between", 0, OPT_TEXT, "ACTORS", "with --actor: events between these two sides", offsetof(struct cli_values, between)}, \
    {"type", 0, OPT_TEXT, "TYPE", "PLOVER type, such as CONSULT", offsetof(struct cli_values, type)}, \
    {"context", 0, OPT_TEXT, "CONTEXT", "what it was about, such as economic", offsetof(struct cli_values, context)}, \
    {"category", 0, OPT_TEXT, "NAME", "a category of monitor.ini", offsetof(struct cli_values, category)}, \
    {"source", 0, OPT_TEXT, "HOST", "the host that reported it", offsetof(struct cli_values, source)}, \
    {"quad", 0, OPT_NUMBER, "1-4", "verbal cooperation 1, material 2; verbal conflict 3, material 4", offsetof(struct cli_values, quad)}, \
    {"from", 0, OPT_DAY, "DATE", "first day", offsetof(struct cli_values, from)}, \
    {"to", 0, OPT_DAY, "DATE", "last day", offsetof(struct cli_values, until)}, \
    {"limit", 'n', OPT_NUMBER, "N", "at most so many (default: 50)", offsetof(struct cli_values, limit)}, \
    {"offset", 0, OPT_NUMBER, "N", "leave out the first N", offsetof(struct cli_values, offset)}

#endif
