/* cli_parse.c: `entente parse`: text to CoNLL-U. */
#include "cli/cli_text.h"

/* All sentences in one list, since the accurate setting reads them in batches. */
static void parse_text(const struct text *text, struct arena *arena, enum text_setting setting, str bytes, struct buf *out)
{
    size_t at = 0, start;
    uint32_t paragraphs = 0;
    str paragraph;
    struct sentence_list list = {0};
    while (!cli_stop && cli_text_paragraph(bytes, &at, &start, &paragraph))
        text_split(text, arena, paragraph, paragraphs++, &list);
    text_annotate(text, arena, list.at, list.len, NULL, setting);
    for (size_t i = 0; i < list.len; i++) {
        if (i == 0 || list.at[i].paragraph != list.at[i - 1].paragraph)
            buf_printf(out, "# newpar id = %u\n", list.at[i].paragraph + 1);
        list.at[i].number = (uint32_t)i;
        text_conllu_write(&list.at[i], out);
    }
}

/* One file; false with err where it is refused or stdout is full. */
static bool parse_file(struct cli *cli, const struct text *text, enum text_setting setting, const char *path, struct err *err)
{
    str bytes;
    struct buf out = buf_make(cli->arena);
    if (!cli_text_read(cli->arena, path, &bytes, err))
        return false;
    if (!cli->values.conllu)
        parse_text(text, cli->arena, setting, bytes, &out);
    else if (!text_conllu_by(text, cli->arena, path, bytes, setting, &out, err))
        return false;
    return cli_write(buf_str(&out), err);
}

static enum cli_status run(struct cli *cli)
{
    struct text *text;
    struct err err = {0};
    enum cli_status status = CLI_DONE;
    if (cli->count == 0)
        return cli_misused(cli, "needs a FILE, or - for standard input");
    if (!text_open(&text, &err))
        return cli_fail(&err);
    enum text_setting setting = cli_text_setting(cli, text);
    for (size_t i = 0; i < cli->count && !cli_stop; i++) {
        if (parse_file(cli, text, setting, cli->arguments[i], &err))
            continue;
        enum cli_status one = cli_fail(&err);
        err_reset(&err);
        status = one > status ? one : status;
    }
    text_close(text);
    return status;
}

static const struct cli_option options[] = {
    {"conllu", 0, OPT_FLAG, NULL, "the input is CoNLL-U: sentences, tokens and comments stay, all else is predicted", offsetof(struct cli_values, conllu)},
    CLI_OPT_SETTING, CLI_OPT_END,
};
const struct cli_command cli_parse = {
    "parse", "[--conllu] [--setting fast|accurate] FILE…", "text to sentences, tags, lemmas and trees in CoNLL-U",
    "Prints the sentences of plain texts as Universal Dependencies in CoNLL-U: words with lemma, part of speech (UPOS and the treebank's own), head "
    "and relation. Paragraphs are separated by empty lines.\n\n"
    "With --conllu the input is CoNLL-U already: its sentences, tokens and comments are kept as they are, its other columns are never looked at.",
    "echo 'Minsk and Moscow signed a treaty.' | entente parse -", options, run,
};
