/* text_roles.c: who does what to whom, for measuring against PropBank's roles.
 *
 *   text_roles TREES.conllu > ROLES.jsonl
 *
 * TREES.conllu: sentences with trees (`entente parse --conllu --setting … FILE`, or a treebank's own). For every verb one line of JSON with the
 * heads of ARG0 and ARG1 as text_roles gives them. Data as the program finds them (ENTENTE_DATA).
 */
#include "base/file.h"
#include "base/json.h"
#include "base/log.h"
#include "text/text.h"

#include <stdio.h>

enum {COLUMNS = 10};

static uint8_t find_name(const char *(*name)(uint8_t), uint8_t count, str wanted)
{
    for (uint8_t k = 0; k < count; k++)
        if (str_eq(str_from(name(k)), wanted))
            return k;
    return 0;
}
static uint8_t find_deprel(str wanted)
{
    uint8_t found = find_name(text_deprel_name, DEPREL_COUNT, wanted);
    return found ? found : find_name(text_deprel_name, DEPREL_COUNT, str_sub(wanted, 0, str_find_char(wanted, ':', 0)));
}
static void write_argument(struct json_out *json, const char *role, int head)
{
    if (head < 0)
        return;
    json_object(json);
    json_key(json, STR("role"));
    json_str(json, str_from(role));
    json_key(json, STR("head"));
    json_int(json, head + 1);
    json_object_end(json);
}
static void write_roles(const struct text *text, const struct sentence *sentence, str id, struct buf *out)
{
    for (int i = 0; i < (int)sentence->count; i++) {
        struct roles roles;
        if (!text_roles(text, sentence, i, &roles))
            continue;
        struct json_out json = json_out_make(out);
        json_object(&json);
        json_key(&json, STR("sent_id"));
        json_str(&json, id);
        json_key(&json, STR("predicate"));
        json_int(&json, i + 1);
        json_key(&json, STR("args"));
        json_array(&json);
        write_argument(&json, "ARG0", roles.doer);
        write_argument(&json, "ARG1", roles.undergoer);
        json_array_end(&json);
        json_object_end(&json);
        buf_add_char(out, '\n');
    }
}
static void add_word(str line, struct sentence *sentence, uint32_t room)
{
    str fields[COLUMNS] = {{0}};
    int64_t number, head;
    for (int k = 0; k < COLUMNS && str_next(&line, '\t', &fields[k]); k++)
        ;
    if (!str_int64(fields[0], &number) || !str_int64(fields[6], &head) || sentence->count == room)
        return;                     /* a multiword token's range or an empty node */
    sentence->words[sentence->count++] = (struct word){.form = fields[1], .lemma = fields[2], .upos = find_name(text_upos_name, UPOS_COUNT, fields[3]),
        .xpos = text_xpos_find(fields[4]), .head = (int32_t)head - 1, .deprel = find_deprel(fields[7]), .token_words = 1};
}
static void read_trees(const struct text *text, struct arena *arena, str bytes, struct buf *out)
{
    enum {ROOM = 10000};
    struct sentence sentence = {.words = ARENA_ARRAY(arena, struct word, ROOM), .tree = true};
    str line, id = {0};
    while (str_next_line(&bytes, &line)) {
        if (str_starts(line, STR("# sent_id = ")))
            id = str_from_at(line, 12);
        else if (line.len == 0) {
            write_roles(text, &sentence, id, out);
            sentence.count = 0;
        } else if (line.at[0] != '#')
            add_word(line, &sentence, ROOM);
    }
}

int main(int argc, char **argv)
{
    struct err err = {0};
    struct text *text = NULL;
    struct arena *arena = arena_make(0);
    str bytes;
    if (argc != 2 || !arena) {
        fputs("usage: text_roles TREES.conllu\n", stderr);
        return 2;
    }
    if (!file_read(arena, argv[1], 0, &bytes, &err) || !text_open(&text, &err)) {
        log_err(&err);
        return 1;
    }
    struct buf out = buf_make(arena);
    read_trees(text, arena, bytes, &out);
    str result = buf_str(&out);
    fwrite(result.at, 1, result.len, stdout);
    text_close(text);
    arena_free(arena);
    return 0;
}
