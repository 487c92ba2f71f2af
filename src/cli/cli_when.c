/* cli_when.c: `entente when`: time expressions of plain texts, as TIMEX3 in JSON Lines. Offsets are characters of the whole text. */
#include "cli/cli_text.h"
#include "base/json.h"
#include "base/utf8.h"
#include "when/when.h"

struct place {size_t byte; size_t chars;};    /* so many characters stand before that byte; asked in ascending order, mostly */

static size_t chars_before(str text, struct place *known, size_t byte)
{
    if (byte < known->byte)
        *known = (struct place){0, 0};
    known->chars += utf8_chars(str_sub(text, known->byte, byte));
    known->byte = byte;
    return known->chars;
}

static void write_timex(const char *doc, str text, struct place *known, size_t sentence_start, const struct timex *timex, struct buf *out)
{
    struct json_out json = json_out_make(out);
    json_object(&json);
    json_key_str(&json, STR("doc"), str_from(doc));
    json_key_int(&json, STR("start"), (int64_t)chars_before(text, known, sentence_start + timex->start));
    json_key_int(&json, STR("end"), (int64_t)chars_before(text, known, sentence_start + timex->end));
    json_key_str(&json, STR("text"), timex->text);
    json_key_str(&json, STR("type"), str_from(when_type_name(timex->type)));
    json_key_str(&json, STR("value"), timex->value);
    json_object_end(&json);
    buf_add_char(out, '\n');
}

struct starts {size_t *at; size_t len, room;};    /* byte in the text of each paragraph */

static bool when_file(struct cli *cli, const struct text *text, const struct when *when, const char *path, struct err *err)
{
    str bytes, paragraph;
    size_t at = 0, start;
    struct starts starts = {0};
    struct sentence_list sentences = {0};
    struct timex_list times = {0};
    struct buf out = buf_make(cli->arena);
    struct place known = {0, 0};
    if (!cli_text_read(cli->arena, path, &bytes, err))
        return false;
    bytes = utf8_repair(cli->arena, bytes);
    while (cli_text_paragraph(bytes, &at, &start, &paragraph)) {
        text_split(text, cli->arena, paragraph, (uint32_t)starts.len, &sentences);
        *LIST_ADD(cli->arena, &starts) = start;
    }
    for (size_t i = 0; i < sentences.len; i++)
        sentences.at[i].number = (uint32_t)i;
    when_find(when, cli->arena, sentences.at, sentences.len, (struct when_anchor){.document = cli->values.date}, &times);
    for (size_t i = 0; i < times.len; i++) {
        const struct sentence *sentence = &sentences.at[times.at[i].sentence];
        write_timex(path, bytes, &known, starts.at[sentence->paragraph] + sentence->start, &times.at[i], &out);
    }
    return cli_write(buf_str(&out), err);
}

static enum cli_status run(struct cli *cli)
{
    struct text *text = NULL;
    struct when *when = NULL;
    struct err err = {0};
    enum cli_status status = CLI_DONE;
    if (cli->count == 0)
        return cli_misused(cli, "needs a FILE, or - for standard input");
    if (!text_open(&text, &err) || !when_open(&when, &err))
        status = cli_fail(&err);
    for (size_t i = 0; status != CLI_UNUSABLE && i < cli->count && !cli_stop; i++) {
        if (when_file(cli, text, when, cli->arguments[i], &err))
            continue;
        enum cli_status one = cli_fail(&err);
        err_reset(&err);
        status = one > status ? one : status;
    }
    if (when)
        when_close(when);
    if (text)
        text_close(text);
    return status;
}

static const struct cli_option options[] = {
    {"date", 'd', OPT_DAY, "DATE", "day from which \"yesterday\" and dates without a year are counted", offsetof(struct cli_values, date)},
    CLI_OPT_END,
};
const struct cli_command cli_when = {
    "when", "[--date D] FILE…", "time expressions of a text, with their TIMEX3 values",
    "Prints a record for each date, time, duration and set in plain texts: doc (the file), start and end (characters), text, type and value in the normal "
    "form of TIMEX3. Without --date an expression that needs one is counted from the last full date before it, or stays without a year.",
    "entente when --date 2016-04-22 article.txt", options, run,
};
