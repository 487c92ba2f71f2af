/* cli_triggers.c: `entente triggers`: the event frames: are they sound, which of them fires, and which never do. */
#include "cli/cli_tables.h"
#include "coder/coder.h"

static void why_sentences(const struct coder *coder, struct arena *arena, struct coded_article *coded, struct buf *out)
{
    for (size_t i = 0; i < coded->sentences.len; i++) {
        struct sentence *sentence = &coded->sentences.at[i];
        if (!sentence->tree)
            text_tree(coder->text, arena, sentence);
        event_why(coder->event, coder->actor, arena, sentence, &coded->mentions, out);
    }
}

static enum cli_status why(struct cli *cli, const struct coder *coder)
{
    struct coder_options plain = {.statements = true};
    struct coded_article coded;
    struct err err = {0};
    struct buf out = buf_make(cli->arena);
    str sentence = str_from(cli->values.why);
    if (!coder_sentence(coder, cli->arena, STR("sentence"), sentence, cli->values.date, &plain, &coded, &err))
        return cli_fail(&err);
    why_sentences(coder, cli->arena, &coded, &out);
    for (size_t i = 0; i < coded.events.len; i++) {
        struct json_out json = json_out_make(&out);
        event_write(&coded.events.at[i], &json);
        buf_add_char(&out, '\n');
    }
    return cli_finish(&out);
}

static enum cli_status lint(struct cli *cli)
{
    char folder[1024];
    struct text *text = NULL;
    struct actor *actor = NULL;
    struct err err = {0};
    struct buf out = buf_make(cli->arena);
    size_t problems = 0;
    bool good = cli_tables_folder(cli->count ? cli->arguments[0] : NULL, "data/event", folder, sizeof folder, &err)
        && text_open(&text, &err) && actor_open(&actor, &err);
    if (good) {
        problems = event_lint(cli->arena, folder, text, actor, &out);
        buf_printf(&out, "%s: %zu problem%s\n", folder, problems, problems == 1 ? "" : "s");
    }
    if (actor)
        actor_close(actor);
    if (text)
        text_close(text);
    if (!good)
        return cli_fail(&err);
    enum cli_status status = cli_finish(&out);
    return status == CLI_DONE && problems ? CLI_REFUSED : status;
}

static enum cli_status run(struct cli *cli)
{
    struct coder coder;
    struct err err = {0};
    if (cli->values.lint)
        return lint(cli);
    if (!cli->values.why && !cli->values.unused && !cli->values.conflicts)
        return cli_misused(cli, "needs --lint, --why SENTENCE, --unused or --conflicts");
    if (!coder_open(&coder, &err))
        return cli_fail(&err);
    enum cli_status status;
    if (cli->values.why) {
        status = why(cli, &coder);
    } else {
        struct buf out = buf_make(cli->arena);
        event_frames_report(coder.event, cli->arena, cli->values.unused ? EVENT_UNUSED : EVENT_CONFLICTS, &out);
        status = cli_finish(&out);
    }
    coder_close(&coder);
    return status;
}

static const struct cli_option options[] = {
    {"lint", 0, OPT_FLAG, NULL, "check the tables of frames and run every example", offsetof(struct cli_values, lint)},
    {"why", 0, OPT_TEXT, "SENTENCE", "every step of coding one sentence", offsetof(struct cli_values, why)},
    {"date", 'd', OPT_DAY, "DATE", "with --why: the day of the sentence", offsetof(struct cli_values, date)},
    {"unused", 0, OPT_FLAG, NULL, "frames that none of the examples calls", offsetof(struct cli_values, unused)},
    {"conflicts", 0, OPT_FLAG, NULL, "frames that answer to the same words", offsetof(struct cli_values, conflicts)},
    CLI_OPT_END,
};
const struct cli_command cli_triggers = {
    "triggers", "--lint [FOLDER]\n--why SENTENCE [--date D]\n--unused\n--conflicts", "the event frames: checked, explained, counted",
    "A frame says which words call an event, who stands where, and which type results; frames are lines in data/event, each with an example that must "
    "come out. --lint checks the tables in FOLDER (default: data/event here, else the program's own) and runs every example.\n\n"
    "--why shows for one sentence which frames its words call, which of them match, and which slot failed.",
    "entente triggers --why 'Minsk accused Warsaw of meddling.'\nentente triggers --lint data/event", options, run,
};
