/* cli_parse.c: `entente parse`: text to CoNLL-U. */
#include "cli/cli_text.h"

static void parse_text(const struct text *text, struct arena *arena, str bytes, struct buf *out)
{
    size_t at = 0, start;
    uint32_t number = 0, count = 0;
    str paragraph;
    while (!cli_stop && cli_text_paragraph(bytes, &at, &start, &paragraph)) {
        struct sentence_list list = {0};
        text_split(text, arena, paragraph, number, &list);
        buf_printf(out, "# newpar id = %u\n", ++number);
        for (size_t i = 0; i < list.len; i++) {
            list.at[i].number = count++;
            text_tree(text, arena, &list.at[i]);
            text_conllu_write(&list.at[i], out);
        }
    }
}

/* One file; false with err where it is refused or stdout is full. */
static bool parse_file(struct cli *cli, const struct text *text, const char *path, struct err *err)
{
    str bytes;
    struct buf out = buf_make(cli->arena);
    if (!cli_text_read(cli->arena, path, &bytes, err))
        return false;
    if (!cli->values.conllu)
        parse_text(text, cli->arena, bytes, &out);
    else if (!text_conllu(text, cli->arena, path, bytes, &out, err))
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
    cli_setting_check(cli);
    if (!text_open(&text, &err))
        return cli_fail(&err);
    for (size_t i = 0; i < cli->count && !cli_stop; i++) {
        if (parse_file(cli, text, cli->arguments[i], &err))
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
