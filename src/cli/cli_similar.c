/* cli_similar.c: `entente similar`: articles similar to one of the archive, or to a page that is not in it. */
#include "cli/cli_flow.h"
#include "cli/cli_monitor.h"
#include "cli/cli_print.h"

#define SIMILAR_MAX 10

static void write_similar(const struct story_similar *similar, const struct store_article *article, struct buf *out)
{
    struct json_out json = json_out_make(out);
    struct str_list terms = {(str *)similar->terms, similar->term_count, similar->term_count};
    struct str_list actors = {(str *)similar->actors, similar->actor_count, similar->actor_count};
    json_object(&json);
    json_key_int(&json, STR("article"), similar->id);
    json_key_str(&json, STR("title"), article->article.title);
    json_key_str(&json, STR("url"), article->article.url);
    json_key_str(&json, STR("published"), article->article.published);
    json_key_double(&json, STR("score"), similar->score, 3);
    json_key_str(&json, STR("reason"), str_from(story_reason_name(similar->reason)));
    if (similar->days == INT32_MAX)
        json_key_str(&json, STR("days"), STR(""));
    else
        json_key_int(&json, STR("days"), similar->days);
    cli_strings_write(&json, STR("terms"), &terms);
    cli_strings_write(&json, STR("actors"), &actors);
    json_key_str(&json, STR("why"), similar->why);
    json_object_end(&json);
    buf_add_char(out, '\n');
}

/* The reason for people: ids become the names by which the archive knows them; "rus.person", the people of a country, is nobody. */
static str why_named(struct cli *cli, struct store *store, const struct story_similar *similar)
{
    struct buf out = buf_make(cli->arena);
    size_t named = 0;
    if (similar->reason != STORY_SAME_ACTORS)
        return similar->why;
    for (size_t i = 0; i < similar->actor_count; i++)
        if (!str_ends(similar->actors[i], STR(".person")))
            buf_printf(&out, "%s%.*s", named++ ? ", " : "same actors: ", STR_ARG(store_actor_name(store, cli->arena, similar->actors[i])));
    buf_add(&out, str_from_at(similar->why, str_find_char(similar->why, ';', 0)));
    return named ? buf_str(&out) : similar->why;
}

static enum cli_status print_list(struct cli *cli, struct store *store, const struct story_similar_list *list)
{
    struct buf out = buf_make(cli->arena);
    struct err err = {0};
    for (size_t i = 0; i < list->len; i++) {
        struct store_article article;
        bool found;
        if (!store_article(store, cli->arena, list->at[i].id, 0, &article, &found, &err))
            return cli_fail(&err);
        if (!found)
            continue;
        if (cli->values.json) {
            write_similar(&list->at[i], &article, &out);
            continue;
        }
        buf_printf(&out, "%.2f  ", list->at[i].score);
        cli_print_day(&out, article.at);
        buf_printf(&out, "  %lld  ", (long long)article.id);
        cli_print_coloured(cli, &out, CLI_BOLD, article.article.title);
        buf_add(&out, STR("\n      "));
        cli_print_wrapped(&out, why_named(cli, store, &list->at[i]), 6, 6, (size_t)cli->width);
    }
    if (list->len == 0 && !cli->values.json)
        buf_add(&out, STR("Nothing similar is in the archive.\n"));
    return cli_finish(&out);
}

static bool similar_of_file(struct cli *cli, const struct story_index *index, size_t limit, struct story_similar_list *list, struct err *err)
{
    struct coder coder;
    struct coder_options plain = {0};
    struct coded_list coded = {0};
    struct raw_document document;
    struct intake *intake = intake_open(&cli->arguments[1], 1);
    if (!intake)
        return err_fail(err, ERR_MEMORY, "", "out of memory");
    enum intake_step step = intake_next(intake, cli->arena, &document, err);
    intake_close(intake);
    if (step == INTAKE_END)
        return err_fail(err, ERR_INPUT, cli->arguments[1], "holds no document");
    if (step == INTAKE_REFUSED || !coder_open(&coder, err))
        return false;
    bool good = coder_run(&coder, cli->arena, &document, &plain, &coded, err);
    if (good) {
        struct story_document asked = story_document_of(cli->arena, &coded.at[0]);
        good = story_similar_to(index, cli->arena, &asked, limit, list, err);
        for (size_t i = 0; good && i < list->len; i++)        /* ids in coded are the coder's, which is closed below */
            for (size_t k = 0; k < list->at[i].actor_count; k++)
                list->at[i].actors[k] = arena_str(cli->arena, list->at[i].actors[k]);
    }
    coder_close(&coder);
    return good;
}

static enum cli_status similar(struct cli *cli, struct store *store, const struct story_index *index)
{
    struct story_similar_list list = {0};
    struct err err = {0};
    int64_t id;
    bool found = true;
    size_t limit = cli->values.limit > 0 ? (size_t)cli->values.limit : SIMILAR_MAX;
    bool number = str_int64(str_from(cli->arguments[1]), &id) && id > 0;
    bool good = number ? story_similar(index, cli->arena, id, limit, &list, &found, &err) : similar_of_file(cli, index, limit, &list, &err);
    if (!good)
        return cli_fail(&err);
    if (!found)
        return cli_misused(cli, "there is no article %lld", (long long)id);
    return print_list(cli, store, &list);
}

static enum cli_status run(struct cli *cli)
{
    struct store *store;
    struct story_index *index;
    enum cli_status status;
    struct err err = {0};
    if (!cli_monitor_open(cli, 2, 2, &store, &status))
        return status;
    struct arena *arena = arena_make(CLI_DOCUMENT_MEMORY);
    if (!arena || !cli_index_open(store, arena, &index, NULL, &err)) {
        err_fail(&err, ERR_MEMORY, "", "out of memory");
        status = cli_fail(&err);
    } else {
        status = similar(cli, store, index);
        story_index_free(index);
    }
    arena_free(arena);
    return cli_monitor_close(store, status);
}

static const struct cli_option options[] = {
    {"limit", 'n', OPT_NUMBER, "N", "at most so many (default: 10)", offsetof(struct cli_values, limit)},
    CLI_OPT_JSON, CLI_OPT_END,
};
const struct cli_command cli_similar = {
    "similar", "DIR ARTICLE|FILE [--limit N] [--json]", "similar articles, each with its reason",
    "Prints the articles of the archive that are most similar to ARTICLE (its number) or to the first article of FILE, which need not be in the archive: "
    "near duplicates first, then the same story, the same actors, and background, each with what both have in common.",
    "entente similar minsk 12\nentente similar minsk page.html", options, run,
};
