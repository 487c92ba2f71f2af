/* cli_print.c: see cli_print.h. */
#include "cli/cli_print.h"
#include "base/utf8.h"

const char *cli_print_colour(const struct cli *cli, enum cli_colour colour)
{
    static const char *const codes[] = {"\033[0m", "\033[1m", "\033[2m", "\033[32m", "\033[31m", "\033[33m"};
    return cli->colour ? codes[colour] : "";
}

void cli_print_text(struct buf *out, str text)
{
    for (size_t at = 0; at < text.len;) {
        uint32_t c = utf8_next(text, &at);
        if (c < 0x20 || (c >= 0x7F && c < 0xA0))
            buf_add_char(out, c == '\n' ? '\n' : c == '\t' ? ' ' : '?');
        else
            buf_add_utf8(out, c);
    }
}

void cli_print_coloured(const struct cli *cli, struct buf *out, enum cli_colour colour, str text)
{
    buf_add(out, str_from(cli_print_colour(cli, colour)));
    cli_print_text(out, text);
    buf_add(out, str_from(cli_print_colour(cli, CLI_PLAIN)));
}

void cli_print_wrapped(struct buf *out, str text, size_t at, size_t indent, size_t width)
{
    str word;
    bool first = true;
    while (str_next(&text, ' ', &word)) {
        if (word.len == 0)
            continue;
        size_t chars = utf8_chars(word);
        if (!first && at + 1 + chars > width) {
            buf_printf(out, "\n%*s", (int)indent, "");
            at = indent;
        } else if (!first) {
            buf_add_char(out, ' ');
            at++;
        }
        cli_print_text(out, word);
        at += chars;
        first = false;
    }
    buf_add_char(out, '\n');
}

void cli_print_column(struct buf *out, str text, size_t width)
{
    size_t chars = utf8_chars(text), at = 0;
    if (chars > width) {
        for (size_t i = 0; i + 1 < width; i++)
            utf8_next(text, &at);
        cli_print_text(out, str_sub(text, 0, at));
        buf_add(out, STR("…"));
        return;
    }
    cli_print_text(out, text);
    buf_printf(out, "%*s", (int)(width - chars), "");
}

void cli_print_number(struct buf *out, uint64_t number)
{
    if (number >= 1000) {
        cli_print_number(out, number / 1000);
        buf_printf(out, ",%03u", (unsigned)(number % 1000));
    } else {
        buf_printf(out, "%u", (unsigned)number);
    }
}

void cli_print_day(struct buf *out, day at)
{
    char text[12];
    if (at == DAY_NONE)
        buf_add(out, STR("undated   "));
    else
        buf_add(out, day_write(at, text));
}
