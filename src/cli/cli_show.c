/* cli_show.c: `entente show`: one article, event or actor. */
#include "cli/cli_event.h"
#include "cli/cli_monitor.h"

static void print_field(const char *name, str value, struct buf *out)
{
    if (value.len == 0)
        return;
    buf_printf(out, "%-14s ", name);
    cli_print_text(out, value);
    buf_add_char(out, '\n');
}

static void print_list(const char *name, const struct str_list *list, struct buf *out)
{
    for (size_t i = 0; i < list->len; i++)
        print_field(i ? "" : name, list->at[i], out);
}

static void print_article(const struct cli *cli, const struct store_article *stored, struct buf *out)
{
    const struct article *article = &stored->article;
    cli_print_coloured(cli, out, CLI_BOLD, article->title);
    buf_printf(out, "\n%-14s %lld, version %u of %u\n%-14s ", "article", (long long)stored->id, stored->version, stored->versions, "content of");
    cli_print_day(out, stored->at);
    buf_printf(out, "%s%.*s\n", stored->date_how.len ? ", by " : "", STR_ARG(stored->date_how));
    print_field("published", article->published, out);
    print_list("authors", &article->authors, out);
    print_field("address", article->url, out);
    print_field("page", article->page, out);
    print_field("status there", article->category_status, out);
    print_field("image", article->image.credit, out);
    print_list("similar there", &article->similar_on_page, out);
    print_list("notes", &article->notes, out);
    for (size_t i = 0; i < stored->categories.len; i++) {
        const struct store_category_count *category = &stored->categories.at[i];
        buf_printf(out, "%-14s %.*s: %u events\n", i ? "" : "categories", STR_ARG(category->title), category->events);
    }
    for (size_t i = 0; i < article->paragraphs.len; i++) {
        buf_add_char(out, '\n');
        cli_print_wrapped(out, article->paragraphs.at[i].text, 0, 0, (size_t)cli->width);
    }
    buf_printf(out, "\n%zu events\n", stored->events.len);
    for (size_t i = 0; i < stored->events.len; i++)
        cli_event_print(cli, &stored->events.at[i], out);
}

static enum cli_status show_article(struct cli *cli, struct store *store, int64_t id)
{
    struct store_article article;
    struct buf out = buf_make(cli->arena);
    struct err err = {0};
    bool found;
    if (!store_article(store, cli->arena, id, 0, &article, &found, &err))
        return cli_fail(&err);
    if (!found)
        return cli_misused(cli, "there is no article %lld", (long long)id);
    if (cli->values.json) {
        struct json_out json = json_out_make(&out);
        page_article_write(&article.article, &json);
        buf_add_char(&out, '\n');
        for (size_t i = 0; i < article.events.len; i++)
            cli_event_json(&article.events.at[i], &out);
    } else {
        print_article(cli, &article, &out);
    }
    return cli_finish(&out);
}

static void print_event(const struct cli *cli, const struct store_event *stored, const struct store_event_list *reports, struct buf *out)
{
    const struct event *event = &stored->event;
    cli_event_print(cli, stored, out);
    buf_printf(out, "%-14s %.*s %.*s; CAMEO %.*s, Goldstein %+.1f\n", "what", STR_ARG(event->type), STR_ARG(event->mode), STR_ARG(event->cameo),
               event->goldstein);
    print_list("contexts", &event->contexts, out);
    buf_printf(out, "%-14s %.*s%s%.*s (%.*s)\n", "when", STR_ARG(event->date), event->date_to.len ? " to " : "", STR_ARG(event->date_to),
               STR_ARG(event->date_from));
    print_field("where", event->place_text, out);
    print_field("speaker", event->speaker, out);
    buf_printf(out, "%-14s \"%.*s\", frame %.*s\n%-14s %.2f\n", "called by", STR_ARG(event->trigger), STR_ARG(event->frame), "confidence", event->confidence);
    print_list("categories", &stored->categories, out);
    print_list("notes", &event->notes, out);
    buf_printf(out, "\n%zu reports\n", reports->len);
    for (size_t i = 0; i < reports->len; i++) {
        buf_printf(out, "%-14s article %lld: ", reports->at[i].event.id, (long long)reports->at[i].article);
        cli_print_text(out, reports->at[i].title);
        buf_add(out, STR("  "));
        cli_print_text(out, reports->at[i].host);
        buf_add_char(out, '\n');
    }
}

/* *found false: no event of that id. */
static enum cli_status show_event(struct cli *cli, struct store *store, str id, bool *found)
{
    struct store_event event;
    struct store_event_list reports = {0};
    struct buf out = buf_make(cli->arena);
    struct err err = {0};
    if (!store_event(store, cli->arena, id, &event, &reports, found, &err))
        return cli_fail(&err);
    if (*found && cli->values.json)
        cli_event_json(&event, &out);
    else if (*found)
        print_event(cli, &event, &reports, &out);
    return cli_finish(&out);
}

static enum cli_status show_actor(struct cli *cli, struct store *store, str id)
{
    struct store_actor actor;
    struct buf out = buf_make(cli->arena);
    struct err err = {0};
    bool found;
    if (!store_actor(store, cli->arena, id, cli->values.from, cli->values.until, 20, &actor, &found, &err))
        return cli_fail(&err);
    if (!found)
        return cli_misused(cli, "there is no article, event or actor \"%.*s\"", STR_ARG(id));
    cli_print_coloured(cli, &out, CLI_BOLD, actor.name);
    buf_add_char(&out, '\n');
    print_field("actor", actor.id, &out);
    print_field("country", actor.country, &out);
    print_field("sector", actor.sector, &out);
    buf_printf(&out, "%-14s %u verbal and %u material cooperation, %u verbal and %u material conflict\n", "events", actor.events[0], actor.events[1],
               actor.events[2], actor.events[3]);
    for (size_t i = 0; i < actor.counterparts.len; i++) {
        const struct store_actor_row *row = &actor.counterparts.at[i];
        buf_printf(&out, "%-14s %u+%u / %u+%u  ", i ? "" : "with", row->events[0], row->events[1], row->events[2], row->events[3]);
        cli_print_text(&out, row->name);
        buf_printf(&out, "  %.*s\n", STR_ARG(row->id));
    }
    return cli_finish(&out);
}

static enum cli_status run(struct cli *cli)
{
    struct store *store;
    enum cli_status status;
    int64_t number;
    bool found = false;
    if (!cli_monitor_open(cli, 2, 2, &store, &status))
        return status;
    str id = str_from(cli->arguments[1]);
    if (id.len == 16)
        status = show_event(cli, store, id, &found);
    if (!found)
        status = str_int64(id, &number) ? show_article(cli, store, number) : show_actor(cli, store, id);
    return cli_monitor_close(store, status);
}

static const struct cli_option options[] = {CLI_OPT_JSON, CLI_OPT_END};
const struct cli_command cli_show = {
    "show", "DIR ID [--json]", "one article, event or actor",
    "ID is an article's number, an event's id or key (16 characters), or an actor's id. An article is printed with its text and events, an event with the "
    "sentence, the words that call it and all reports of it, an actor with those whom it deals with.",
    "entente show minsk 12\nentente show minsk blr.person.lukashenko", options, run,
};
