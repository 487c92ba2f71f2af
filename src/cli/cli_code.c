/* cli_code.c: `entente code`: pages, or sentences one by one, to events. What is coded of a sentence: cli_sentence.c. */
#include "cli/cli_code.h"
#include "cli/cli_text.h"

#include <string.h>

static void write_uncoded(const struct coded_article *coded, struct buf *out)
{
    for (size_t i = 0; i < coded->uncoded.len; i++) {
        const struct event_uncoded *at = &coded->uncoded.at[i];
        struct json_out json = json_out_make(out);
        json_object(&json);
        json_key_str(&json, STR("page"), coded->article.page);
        json_key_int(&json, STR("article"), coded->article.article);
        json_key_int(&json, STR("sentence"), at->sentence);
        json_key_str(&json, STR("text"), at->text);
        json_key_str(&json, STR("frame"), at->frame);
        json_key_str(&json, STR("slot"), at->slot);
        json_object_end(&json);
        buf_add_char(out, '\n');
    }
}

static void work(void *context, struct cli_result *result)
{
    const struct cli_coding *coding = context;
    if (!coder_run(&coding->coder, result->arena, &result->document, &coding->options, &result->coded, &result->err))
        return;
    for (size_t i = 0; i < result->coded.len; i++) {
        const struct coded_article *coded = &result->coded.at[i];
        if (coding->options.uncoded) {
            write_uncoded(coded, &result->out);
            continue;
        }
        for (size_t k = 0; k < coded->events.len; k++) {
            struct json_out json = json_out_make(&result->out);
            event_write(&coded->events.at[k], &json);
            buf_add_char(&result->out, '\n');
        }
    }
}

static enum cli_status code_inputs(struct cli *cli, struct cli_coding *coding)
{
    struct cli_flow flow = {.cli = cli, .unit = "sentences", .context = coding};
    if (cli->values.sentences) {
        flow.work = cli_sentence_work;
        return cli_flow_lines(&flow, cli->values.sentences);
    }
    if (cli->values.given) {
        flow.work = cli_given_work;
        return cli_flow_lines(&flow, cli->values.given);
    }
    static char *standard_input[] = {"-"};
    if (cli->count == 0) {
        cli->arguments = standard_input;
        cli->count = 1;
    }
    flow.unit = "pages";
    flow.work = work;
    return cli_flow_documents(&flow);
}

static enum cli_status run(struct cli *cli)
{
    struct cli_coding coding = {.options = {.statements = cli->values.statements, .uncoded = cli->values.uncoded}};
    struct err err = {0};
    if (cli->values.to && strcmp(cli->values.to, "jsonl") != 0) {
        log_line("code: --to %s is not built yet; only jsonl is", cli->values.to);
        return CLI_UNUSABLE;
    }
    if ((cli->values.sentences || cli->values.given) && (cli->count || (cli->values.sentences && cli->values.given)))
        return cli_misused(cli, "--sentences, --given and FILE exclude each other");
    if (!coder_open(&coding.coder, &err))
        return cli_fail(&err);
    coding.options.setting = cli_text_setting(cli, coding.coder.text);
    enum cli_status status = code_inputs(cli, &coding);
    coder_close(&coding.coder);
    return status;
}

static const struct cli_option options[] = {
    {"sentences", 0, OPT_TEXT, "FILE", "code the sentences of a JSON Lines file: id, text, date", offsetof(struct cli_values, sentences)},
    {"given", 0, OPT_TEXT, "FILE", "the same with source and recipient given: one line for each input", offsetof(struct cli_values, given)},
    {"statements", 0, OPT_FLAG, NULL, "keep statements (CAMEO 01), as events without a type", offsetof(struct cli_values, statements)},
    {"uncoded", 0, OPT_FLAG, NULL, "print instead the sentences that hold an actor and gave no event, and why", offsetof(struct cli_values, uncoded)},
    CLI_OPT_SETTING,
    {"to", 't', OPT_TEXT, "FORMAT", "form of the output (default and, so far, only: jsonl)", offsetof(struct cli_values, to)},
    CLI_OPT_JOBS, CLI_OPT_END,
};
const struct cli_command cli_code = {
    "code", "[--statements] [--uncoded] [FILE…]\n--sentences FILE.jsonl\n--given FILE.jsonl", "pages, or sentences, to events",
    "Takes what read takes and prints one record for each event: who did what to whom, when and where, in PLOVER and CAMEO terms, with the sentence "
    "that says so, the words that call the event, how the date was found, what the sentence denies, expects or quotes, and a confidence.\n\n"
    "--sentences takes lines with id, text and optionally date instead of pages; each event then begins with the id, and a sentence without an event "
    "gives no line. With --given the lines also have source and recipient, lists of phrases: exactly one line an input is printed, with id, type, mode, "
    "cameo and confidence of the event that fits the phrases best; type is empty where the sentence gives no event.\n\n"
    "--uncoded prints the sentences that name an actor but gave no event, each with the frame that came nearest and the slot that failed.",
    "entente code page.html\nentente code --sentences sentences.jsonl\nentente code --uncoded archive.warc.gz", options, run,
};
