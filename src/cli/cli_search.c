/* cli_search.c: `entente search`: full text over articles and events. */
#include "cli/cli_event.h"
#include "cli/cli_monitor.h"

static void print_snippet(const struct cli *cli, const struct store_hit *hit, struct buf *out)
{
    struct buf text = buf_make(cli->arena);
    size_t at = 0;
    for (size_t i = 0; i < hit->mark_count; i++) {    /* found words stand between » and « where there is no colour */
        buf_add(&text, str_sub(hit->snippet, at, hit->marks[i].start));
        buf_add(&text, STR("»"));
        buf_add(&text, str_sub(hit->snippet, hit->marks[i].start, hit->marks[i].end));
        buf_add(&text, STR("«"));
        at = hit->marks[i].end;
    }
    buf_add(&text, str_from_at(hit->snippet, at));
    buf_printf(out, "%12s", "");
    cli_print_wrapped(out, buf_str(&text), 12, 12, (size_t)cli->width);
}

static void print_found(const struct cli *cli, const struct store_found *found, struct buf *out)
{
    for (size_t i = 0; i < found->articles.len; i++) {
        cli_article_line(cli, &found->articles.at[i].article, out);
        print_snippet(cli, &found->articles.at[i], out);
    }
    buf_printf(out, "%zu of ", found->articles.len);
    cli_print_number(out, found->article_total);
    buf_add(out, STR(" articles\n\n"));
    for (size_t i = 0; i < found->events.len; i++)
        cli_event_print(cli, &found->events.at[i].event, out);
    buf_printf(out, "%zu of ", found->events.len);
    cli_print_number(out, found->event_total);
    buf_add(out, STR(" events\n"));
}

static void write_found(const struct store_found *found, struct buf *out)
{
    for (size_t i = 0; i < found->articles.len; i++) {
        const struct store_hit *hit = &found->articles.at[i];
        struct json_out json = json_out_make(out);
        json_object(&json);
        json_key_int(&json, STR("article_id"), hit->article.id);
        json_key_str(&json, STR("title"), hit->article.article.title);
        json_key_str(&json, STR("url"), hit->article.article.url);
        json_key_str(&json, STR("host"), hit->article.article.host);
        json_key_str(&json, STR("published"), hit->article.article.published);
        json_key_str(&json, STR("snippet"), hit->snippet);
        json_object_end(&json);
        buf_add_char(out, '\n');
    }
    for (size_t i = 0; i < found->events.len; i++)
        cli_event_json(&found->events.at[i].event, out);
}

static enum cli_status search(struct cli *cli, struct store *store)
{
    struct store_filter filter = cli_event_filter(&cli->values);
    struct store_found found = {0};
    struct buf out = buf_make(cli->arena), query = buf_make(cli->arena);
    struct err err = {0};
    for (size_t i = 1; i < cli->count; i++)
        buf_printf(&query, "%s%s", i > 1 ? " " : "", cli->arguments[i]);
    filter.text = buf_str(&query);
    filter.order = STORE_BEST;
    if (filter.limit == 0)
        filter.limit = 10;
    if (!store_search(store, cli->arena, &filter, &found, &err))
        return cli_fail(&err);
    if (cli->values.json)
        write_found(&found, &out);
    else
        print_found(cli, &found, &out);
    return cli_finish(&out);
}

static enum cli_status run(struct cli *cli)
{
    struct store *store;
    enum cli_status status;
    if (!cli_monitor_open(cli, 2, SIZE_MAX - 1, &store, &status))
        return status;
    return cli_monitor_close(store, search(cli, store));
}

static const struct cli_option options[] = {CLI_OPT_FILTERS, CLI_OPT_JSON, CLI_OPT_END};
const struct cli_command cli_search = {
    "search", "DIR QUERY [filters] [--json]", "full text over articles and events",
    "Searches words (in any form, case and accents ignored), \"a phrase\", AND, OR, NOT, -word, word* and parentheses, in titles, texts and the sentences of "
    "events; source:, actor:, type:, category:, from: and to: narrow it. Prints the best articles and events.",
    "entente search minsk 'forum regions -football'\nentente search minsk '\"border zone\" actor:rus.*'", options, run,
};
