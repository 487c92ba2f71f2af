/* cli_text.c: see cli_text.h. */
#include "cli/cli_text.h"
#include "base/file.h"

#include <string.h>

static bool stdin_read(struct arena *arena, str *bytes, struct err *err)
{
    struct buf buf = buf_make(arena);
    char block[65536];
    size_t got;
    while (!cli_stop && (got = fread(block, 1, sizeof block, stdin)) > 0) {
        if (buf.len + got > CLI_TEXT_MAX)
            return err_fail(err, ERR_INPUT, "-", "is longer than %zu bytes", CLI_TEXT_MAX);
        buf_add(&buf, (str){block, got});
    }
    *bytes = buf_take(&buf);
    return !ferror(stdin) || cli_stop || err_fail(err, ERR_INPUT, "-", "cannot be read to its end: %m");
}

bool cli_text_read(struct arena *arena, const char *path, str *bytes, struct err *err)
{
    struct err inner = {0};
    if (strcmp(path, "-") == 0)
        return stdin_read(arena, bytes, err);
    return file_read(arena, path, CLI_TEXT_MAX, bytes, &inner) || err_fail(err, ERR_INPUT, inner.where, "%s", inner.why);
}

static bool is_blank(str line)
{
    return str_trim(line).len == 0;
}

bool cli_text_paragraph(str text, size_t *at, size_t *start, str *paragraph)
{
    size_t end = 0;
    bool inside = false;
    while (*at < text.len) {
        size_t stop = str_find_char(text, '\n', *at);
        str line = str_sub(text, *at, stop);
        if (inside && is_blank(line))
            break;
        if (!inside && !is_blank(line)) {
            inside = true;
            *start = *at;
        }
        end = stop;
        *at = stop + (stop < text.len);
    }
    if (inside)
        *paragraph = str_sub(text, *start, end);
    return inside;
}

enum text_setting cli_text_setting(const struct cli *cli, const struct text *text)
{
    if (!cli->values.setting || strcmp(cli->values.setting, "accurate") != 0)
        return TEXT_FAST;
    if (text_has_setting(text, TEXT_ACCURATE))
        return TEXT_ACCURATE;
    log_line("%s: the model of the accurate setting (model/en.encoder) is not there; the fast one is used", cli->command->name);
    return TEXT_FAST;
}
