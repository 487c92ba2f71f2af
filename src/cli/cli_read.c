/* cli_read.c: `entente read`: pages to articles. */
#include "cli/cli_flow.h"

#include <string.h>

enum form {FORM_JSONL, FORM_MARKDOWN, FORM_TEXT};

static void write_article(const struct article *article, enum form form, struct buf *out)
{
    if (form == FORM_JSONL) {
        struct json_out json = json_out_make(out);
        page_article_write(article, &json);
        buf_add_char(out, '\n');
    } else if (form == FORM_MARKDOWN) {
        page_article_markdown(article, out);
        buf_add_char(out, '\n');
    } else {
        page_article_text(article, out);
        buf_add_char(out, '\n');
    }
}

struct reading {struct coder coder; enum form form;};

static void work(void *context, struct cli_result *result)
{
    static const struct coder_options articles = {.articles = true};
    const struct reading *reading = context;
    if (!coder_run(&reading->coder, result->arena, &result->document, &articles, &result->coded, &result->err))
        return;
    for (size_t i = 0; i < result->coded.len; i++)
        write_article(&result->coded.at[i].article, reading->form, &result->out);
}

static enum cli_status run(struct cli *cli)
{
    struct reading reading = {.form = !cli->values.to || strcmp(cli->values.to, "jsonl") == 0 ? FORM_JSONL
        : strcmp(cli->values.to, "markdown") == 0 ? FORM_MARKDOWN : FORM_TEXT};
    struct err err = {0};
    static char *standard_input[] = {"-"};
    if (cli->count == 0) {
        cli->arguments = standard_input;
        cli->count = 1;
    }
    if (!coder_open(&reading.coder, &err))
        return cli_fail(&err);
    struct cli_flow flow = {.cli = cli, .unit = "pages", .work = work, .context = &reading};
    enum cli_status status = cli_flow_documents(&flow);
    coder_close(&reading.coder);
    return status;
}

static const struct cli_option options[] = {
    {"to", 't', OPT_CHOICE, "jsonl|markdown|text", "form of the output (default: jsonl)", offsetof(struct cli_values, to)},
    CLI_OPT_JOBS, CLI_OPT_END,
};
const struct cli_command cli_read = {
    "read", "[--to jsonl|markdown|text] [FILE…]", "pages to articles: title, date, authors, paragraphs",
    "Reads files, folders (in the order of names) and containers: HTML, plain text, WARC, RSS, Atom, JSON Feed, JSON Lines, crawl dumps, Markdown; "
    "gzip, zstd, zip and tar are opened. What a file is, its first bytes tell, not its name. Without FILE, and for \"-\", standard input is read.\n\n"
    "Prints one record for each article, in the order of the input: the page's own article is number 0; a full second article on a page is a "
    "record of its own. A page that holds no article gives a record with an empty text and a note. Notes begin with a fixed code and a colon.",
    "entente read page.html\nentente read --to markdown archive.warc.gz | less\ncurl -s https://example.org/ | entente read", options, run,
};
