/* cli_event.c: see cli_event.h. */
#include "cli/cli_event.h"

void cli_event_json(const struct store_event *event, struct buf *out)
{
    char at[12];
    struct json_out json = json_out_make(out);
    event_write(&event->event, &json);
    out->len--;                     /* its closing brace; the archive's keys follow */
    json.comma = true;
    json_key_int(&json, STR("article_id"), event->article);
    json_key_str(&json, STR("title"), event->title);
    json_key_str(&json, STR("host"), event->host);
    json_key_bool(&json, STR("counted"), event->counted);
    json_key_str(&json, STR("not_counted"), event->not_counted);
    json_key_str(&json, STR("at"), day_write(event->at, at));
    json_key_int(&json, STR("reports"), event->reports);
    cli_strings_write(&json, STR("categories"), &event->categories);
    json_object_end(&json);
    buf_add_char(out, '\n');
}

static void add_side(const struct participant_list *side, struct buf *out)
{
    for (size_t i = 0; i < side->len; i++) {
        const struct participant *party = &side->at[i];
        buf_add(out, i == 0 ? STR("") : i + 1 == side->len ? STR(" and ") : STR(", "));
        cli_print_text(out, party->name.len ? party->name : party->text);
    }
    if (side->len == 0)
        buf_add(out, STR("(not named)"));
}

void cli_event_parties(const struct event *event, struct buf *out)
{
    add_side(&event->source, out);
    if (event->recipient.len == 0)
        return;
    buf_add(out, event->reciprocal ? STR(" ↔ ") : STR(" → "));
    add_side(&event->recipient, out);
}

void cli_event_print(const struct cli *cli, const struct store_event *event, struct buf *out)
{
    cli_print_day(out, event->at);
    buf_add_char(out, ' ');
    buf_add(out, str_from(cli_print_colour(cli, CLI_BOLD)));
    cli_print_column(out, event->event.type.len ? event->event.type : STR("statement"), 11);
    buf_add(out, str_from(cli_print_colour(cli, CLI_PLAIN)));
    cli_event_parties(&event->event, out);
    buf_printf(out, "  [%s]", event->event.id);
    if (event->reports > 1)
        buf_printf(out, " %u reports", event->reports);
    if (!event->counted)
        buf_printf(out, " not counted: %.*s", STR_ARG(event->not_counted));
    buf_add(out, STR("\n           "));
    cli_print_wrapped(out, event->event.text, 11, 11, (size_t)cli->width);
}

void cli_article_line(const struct cli *cli, const struct store_article *article, struct buf *out)
{
    cli_print_day(out, article->at);
    buf_printf(out, "  %lld  ", (long long)article->id);
    cli_print_coloured(cli, out, CLI_BOLD, article->article.title);
    buf_add(out, STR("  "));
    cli_print_text(out, article->article.host);
    buf_add_char(out, '\n');
}

struct store_filter cli_event_filter(const struct cli_values *values)
{
    struct store_filter filter = store_filter_all();
    filter.actor = str_from(values->actor);
    filter.between = str_from(values->between);
    filter.type = str_from(values->type);
    filter.context = str_from(values->context);
    filter.category = str_from(values->category);
    filter.source = str_from(values->source);
    filter.quad = (int)values->quad;
    filter.from = values->from;
    filter.to = values->until;
    filter.limit = values->limit > 0 ? (size_t)values->limit : 0;
    filter.offset = values->offset > 0 ? (size_t)values->offset : 0;
    filter.counted = values->counted;
    filter.one_per_event = !values->all;
    return filter;
}
