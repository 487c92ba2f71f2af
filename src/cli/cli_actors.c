/* cli_actors.c: `entente actors`: who is meant by a phrase, why, and whether the tables of actors are sound. */
#include "cli/cli_flow.h"
#include "cli/cli_tables.h"

struct naming {struct text *text; struct actor *actor; day date;};

static void write_mention(const struct json *id, const struct mention *mention, struct buf *out)
{
    struct json_out json = json_out_make(out);
    json_object(&json);
    json_key(&json, STR("id"));
    if (id->type == JSON_NUMBER)
        json_raw(&json, id->string);
    else
        json_str(&json, id->string);
    json_key_str(&json, STR("actor"), mention->actor);
    json_key_str(&json, STR("name"), mention->name);
    json_key_str(&json, STR("country"), mention->country);
    json_key_str(&json, STR("sector"), mention->sector);
    json_key_str(&json, STR("how"), mention->how);
    json_object_end(&json);
    buf_add_char(out, '\n');
}

static void work(void *context, struct cli_result *result)
{
    const struct naming *naming = context;
    const struct json *object, *id;
    struct err err = {0};
    struct date date;
    if (!json_read(result->arena, result->line, false, &object, &err)) {
        err_fail(&result->err, ERR_INPUT, result->where, "no JSON: %s", err.why);
        return;
    }
    str phrase = json_find_str(object, STR("phrase")), when = json_find_str(object, STR("date"));
    id = json_find(object, STR("id"));
    if (!id || phrase.len == 0) {
        err_fail(&result->err, ERR_INPUT, result->where, "needs an object with id and phrase");
        return;
    }
    day at = naming->date;
    if (when.len && !date_read_iso(when, &date)) {
        err_fail(&result->err, ERR_INPUT, result->where, "date \"%.*s\" is no date; write YYYY-MM-DD", (int)(when.len < 40 ? when.len : 40), when.at);
        return;
    }
    if (when.len)
        at = date_first(&date);
    struct mention mention = {0};
    if (!actor_phrase(naming->actor, naming->text, result->arena, phrase, json_find_str(object, STR("context")), at, &mention, NULL))
        mention = (struct mention){0};
    write_mention(id, &mention, &result->out);
}

static enum cli_status why(struct cli *cli, const struct naming *naming)
{
    struct mention mention = {0};
    struct buf steps = buf_make(cli->arena);
    bool found = actor_phrase(naming->actor, naming->text, cli->arena, str_from(cli->values.why), str_from(cli->values.text), cli->values.date,
                              &mention, &steps);
    buf_printf(&steps, "%s: %.*s%s%.*s\n", found ? "actor" : "no actor", STR_ARG(mention.actor), mention.actor.len ? " " : "", STR_ARG(mention.name));
    if (found)
        buf_printf(&steps, "country %.*s, sector %.*s, how %.*s\n", STR_ARG(mention.country), STR_ARG(mention.sector), STR_ARG(mention.how));
    return cli_finish(&steps);
}

static enum cli_status lint(struct cli *cli)
{
    char folder[1024];
    struct err err = {0};
    struct buf out = buf_make(cli->arena);
    if (!cli_tables_folder(cli->count ? cli->arguments[0] : NULL, "data/actor", folder, sizeof folder, &err))
        return cli_fail(&err);
    size_t problems = actor_lint(cli->arena, folder, &out);
    buf_printf(&out, "%s: %zu problem%s\n", folder, problems, problems == 1 ? "" : "s");
    enum cli_status status = cli_finish(&out);
    return status == CLI_DONE && problems ? CLI_REFUSED : status;
}

static enum cli_status run(struct cli *cli)
{
    struct naming naming = {.date = cli->values.date};
    struct err err = {0};
    enum cli_status status;
    if (cli->values.lint)
        return lint(cli);
    if (!cli->values.phrases && !cli->values.why)
        return cli_misused(cli, "needs --phrases FILE, --why PHRASE or --lint");
    if (cli->count)
        return cli_misused(cli, "\"%s\" is one argument too many", cli->arguments[0]);
    if (!text_open(&naming.text, &err))
        return cli_fail(&err);
    if (!actor_open(&naming.actor, &err)) {
        text_close(naming.text);
        return cli_fail(&err);
    }
    if (cli->values.why) {
        status = why(cli, &naming);
    } else {
        struct cli_flow flow = {.cli = cli, .unit = "phrases", .work = work, .context = &naming};
        status = cli_flow_lines(&flow, cli->values.phrases);
    }
    actor_close(naming.actor);
    text_close(naming.text);
    return status;
}

static const struct cli_option options[] = {
    {"phrases", 0, OPT_TEXT, "FILE", "JSON Lines with id, phrase, and optionally date and context", offsetof(struct cli_values, phrases)},
    {"date", 'd', OPT_DAY, "DATE", "day at which offices are asked, for lines without a date", offsetof(struct cli_values, date)},
    {"lint", 0, OPT_FLAG, NULL, "check the tables of actors", offsetof(struct cli_values, lint)},
    {"why", 0, OPT_TEXT, "PHRASE", "every step that resolves one phrase", offsetof(struct cli_values, why)},
    {"text", 0, OPT_TEXT, "TEXT", "with --why: the sentence in which the phrase stands", offsetof(struct cli_values, text)},
    CLI_OPT_JOBS, CLI_OPT_END,
};
const struct cli_command cli_actors = {
    "actors", "--phrases FILE.jsonl [--date D]\n--why PHRASE [--text T] [--date D]\n--lint [FOLDER]", "who is meant by a phrase",
    "Resolves phrases to actors as of a day: \"the Russian president\" is another person in 2010 than in 2014. Prints one line for each input line: id, "
    "actor (dotted from broad to narrow, empty where the lexicon has none), name, country, sector in PLOVER's codes, and how it was found.\n\n"
    "--lint checks each line of the tables in FOLDER (default: data/actor here, else the program's own) and prints what is wrong, with file and line.",
    "entente actors --why 'the Russian president' --date 2010-01-01\nentente actors --phrases phrases.jsonl", options, run,
};
