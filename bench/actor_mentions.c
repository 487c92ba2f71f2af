/* actor_mentions.c: mentions of texts as JSON Lines, to measure src/actor with a scorer (bench/actor_score.py).
 *
 *   actor_mentions [--trees] FILE…     FILE: JSON Lines with id, date, text (a paragraph)
 * Output, one line an input: {"id", "mentions": [{"start","end" (characters in text),"text","kind","actor","name","country","sector","how"}]}.
 * Without --trees the sentences have words and tags only, as in the coder. */
#include <stdio.h>
#include <string.h>

#include "actor/actor.h"
#include "base/day.h"
#include "base/file.h"
#include "base/json.h"
#include "base/utf8.h"

struct bench {struct actor *actor; struct text *text; struct arena *arena; bool trees;};

static void write_mention(struct json_out *out, str text, const struct sentence_list *sentences, const struct mention *mention)
{
    static const char *const kinds[] = {"actor", "place", "pronoun"};
    size_t before = sentences->at[mention->sentence].start;
    json_object(out);
    json_key_int(out, STR("start"), (int64_t)utf8_chars(str_sub(text, 0, before + mention->start)));
    json_key_int(out, STR("end"), (int64_t)utf8_chars(str_sub(text, 0, before + mention->end)));
    json_key_str(out, STR("text"), mention->text);
    json_key_str(out, STR("kind"), str_from(kinds[mention->kind]));
    char both[400];
    snprintf(both, sizeof both, "%.*s;%.*s", STR_ARG(mention->members[0]), STR_ARG(mention->members[1]));
    json_key_str(out, STR("actor"), mention->members[0].len > 0 ? str_from(both) : mention->actor);
    json_key_str(out, STR("name"), mention->name);
    json_key_str(out, STR("country"), mention->country);
    json_key_str(out, STR("sector"), mention->sector);
    json_key_str(out, STR("how"), mention->how);
    json_object_end(out);
}

static void run_line(const struct bench *bench, const struct json *line)
{
    str text = json_find_str(line, STR("text"));
    day at = DAY_NONE;
    struct sentence_list sentences = {0};
    struct mention_list mentions = {0};
    day_read(json_find_str(line, STR("date")), &at);
    text_split(bench->text, bench->arena, text, 0, &sentences);
    for (size_t i = 0; i < sentences.len; i++) {
        sentences.at[i].number = (uint32_t)i;
        if (bench->trees)
            text_tree(bench->text, bench->arena, &sentences.at[i]);
    }
    actor_find(bench->actor, bench->arena, sentences.at, sentences.len, at, &mentions);
    struct buf buf = buf_make(bench->arena);
    struct json_out out = json_out_make(&buf);
    json_object(&out);
    json_key_str(&out, STR("id"), json_find_str(line, STR("id")));
    json_key(&out, STR("mentions"));
    json_array(&out);
    for (size_t i = 0; i < mentions.len; i++)
        write_mention(&out, text, &sentences, &mentions.at[i]);
    json_array_end(&out);
    json_object_end(&out);
    printf("%.*s\n", STR_ARG(buf_str(&buf)));
}

static bool run_file(const struct bench *bench, const char *path, struct err *err)
{
    struct arena *kept = arena_make(0);
    str file, line;
    bool good = file_read(kept, path, 0, &file, err);
    while (good && str_next_line(&file, &line)) {
        const struct json *value;
        if (line.len > 0 && json_read(bench->arena, line, false, &value, err))
            run_line(bench, value);
        arena_reset(bench->arena);
    }
    arena_free(kept);
    return good;
}

int main(int argc, char **argv)
{
    struct bench bench = {.arena = arena_make(0)};
    struct err err = {0};
    char text[1100];
    bool good = actor_open(&bench.actor, &err) && text_open(&bench.text, &err);
    for (int i = 1; i < argc && good; i++) {
        if (strcmp(argv[i], "--trees") == 0)
            bench.trees = true;
        else
            good = run_file(&bench, argv[i], &err);
    }
    if (!good) {
        fprintf(stderr, "actor_mentions: %s\n", err_text(&err, text, sizeof text));
        return 3;
    }
    actor_close(bench.actor);
    text_close(bench.text);
    arena_free(bench.arena);
    return 0;
}
