/* text_train_read.c: treebanks in CoNLL-U to sentences that the trainer learns from. Sentences longer than TEXT_WORDS_MAX are left out. */
#include "text_train.h"

static uint8_t find_upos(str name)
{
    for (uint8_t k = 0; k < UPOS_COUNT; k++)
        if (str_eq(name, str_from(text_upos_name(k))))
            return k;
    return UPOS_X;
}
static uint8_t find_deprel(str name)
{
    for (uint8_t k = 0; k < DEPREL_COUNT; k++)
        if (str_eq(name, str_from(text_deprel_name(k))))
            return k;
    return DEPREL_DEP;
}
static bool read_word(str line, struct gold_word *word)
{
    str column[10];
    size_t n = 0;
    int64_t head = 0;
    while (n < 10 && str_next(&line, '\t', &column[n]))
        n++;
    if (n < 8 || str_has(column[0], STR("-")) || str_has(column[0], STR(".")) || !str_int64(column[6], &head) || head > TEXT_WORDS_MAX)
        return false;
    *word = (struct gold_word){.form = column[1], .lemma = column[2], .upos = find_upos(column[3]), .xpos = text_xpos_find(column[4]),
                               .head = (int16_t)(head - 1), .deprel = find_deprel(column[7])};
    return true;
}
static void add_sentence(struct arena *arena, struct gold_word *words, uint32_t count, struct gold_list *list)
{
    struct gold_sentence *sentence = LIST_ADD(arena, list);
    *sentence = (struct gold_sentence){.words = ARENA_ARRAY(arena, struct gold_word, count), .count = count,
                                       .keys = ARENA_ARRAY(arena, struct text_key, count), .tags = ARENA_ARRAY(arena, uint8_t, count)};
    struct word *forms = ARENA_ARRAY(arena, struct word, count);
    for (uint32_t i = 0; i < count; i++) {
        sentence->words[i] = words[i];
        forms[i].form = words[i].form;
    }
    text_keys(forms, count, sentence->keys);
}

bool text_train_read(struct arena *arena, const char *path, struct gold_list *list, struct err *err)
{
    str text, line;
    struct gold_word words[TEXT_WORDS_MAX];
    uint32_t count = 0;
    bool too_long = false;
    if (!file_read(arena, path, 0, &text, err))
        return false;
    while (str_next_line(&text, &line)) {
        if (line.len == 0) {
            if (count && !too_long)
                add_sentence(arena, words, count, list);
            count = 0;
            too_long = false;
        } else if (line.at[0] != '#') {
            struct gold_word word;
            if (!read_word(line, &word))
                continue;
            if (count < TEXT_WORDS_MAX)
                words[count++] = word;
            else
                too_long = true;
        }
    }
    if (count && !too_long)
        add_sentence(arena, words, count, list);
    return true;
}
