/* when_run.c: time expressions of a file as JSON Lines, to measure src/when with a scorer.
 *
 *   when_run [--dates DATES.tsv] FILE…      DATES.tsv: name, tab, day; a file without one has no anchor
 * Output: {"doc","start","end" (characters),"text","type","value"}.
 */
#include "base/file.h"
#include "base/json.h"
#include "base/utf8.h"
#include "when/when.h"

#include <stdio.h>
#include <string.h>

static void file_run(const struct when *when, const struct text *text, struct arena *arena, const char *path, str dates)
{
    struct err err = {0};
    str bytes, line, paragraph;
    const char *slash = strrchr(path, '/');
    str name = str_from(slash ? slash + 1 : path);
    if (str_ends(name, STR(".txt")))
        name.len -= 4;
    if (!file_read(arena, path, 0, &bytes, &err)) {
        fprintf(stderr, "%s: %s\n", path, err.why);
        return;
    }
    struct when_anchor anchor = {.document = DAY_NONE};
    while (str_next_line(&dates, &line)) {
        size_t tab = str_find_char(line, '\t', 0);
        if (str_eq(str_sub(line, 0, tab), name))
            day_read(str_sub(line, tab + 1, tab + 11), &anchor.document);
    }
    struct sentence_list sentences = {0};
    struct timex_list times = {0};
    str rest = bytes;
    for (uint32_t number = 0; str_next(&rest, '\n', &paragraph); number++)
        text_split(text, arena, paragraph, number, &sentences);
    for (size_t i = 0; i < sentences.len; i++)
        sentences.at[i].number = (uint32_t)i;
    when_find(when, arena, sentences.at, sentences.len, anchor, &times);
    size_t byte = 0, chars = 0;
    for (size_t i = 0; i < times.len; i++) {
        const struct timex *timex = &times.at[i];
        size_t start = (size_t)(timex->text.at - bytes.at);
        chars += utf8_chars(str_sub(bytes, byte, start));
        byte = start;
        struct buf buf = buf_make(arena);
        struct json_out out = json_out_make(&buf);
        json_object(&out);
        json_key_str(&out, STR("doc"), name);
        json_key_int(&out, STR("start"), (int64_t)chars);
        json_key_int(&out, STR("end"), (int64_t)(chars + utf8_chars(timex->text)));
        json_key_str(&out, STR("text"), timex->text);
        json_key_str(&out, STR("type"), str_from(when_type_name(timex->type)));
        json_key_str(&out, STR("value"), timex->value);
        json_object_end(&out);
        printf("%.*s\n", STR_ARG(buf_str(&buf)));
    }
}

int main(int argc, char **argv)
{
    struct err err = {0};
    struct when *when;
    struct text *text;
    char message[1100];
    str dates = {0};
    struct arena *arena = arena_make(0), *kept = arena_make(0);
    int at = 1;
    if (!when_open(&when, &err) || !text_open(&text, &err)) {
        fprintf(stderr, "when_run: %s\n", err_text(&err, message, sizeof message));
        return 3;
    }
    if (argc > 2 && strcmp(argv[1], "--dates") == 0) {
        if (!file_read(kept, argv[2], 0, &dates, &err))
            return 3;
        at = 3;
    }
    for (; at < argc; at++) {
        file_run(when, text, arena, argv[at], dates);
        arena_reset(arena);
    }
    arena_free(arena);
    arena_free(kept);
    text_close(text);
    when_close(when);
    return 0;
}
