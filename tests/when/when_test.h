/* when_test.h: sentences for the tests of when/ without the text room: words are what stands between blanks, punctuation apart, without tags. */
#ifndef ENTENTE_TEST_WHEN_TEST_H
#define ENTENTE_TEST_WHEN_TEST_H

#include "base/base_test.h"
#include "base/buf.h"
#include "base/file.h"
#include "when/when.h"

static inline bool test_mark(char c)
{
    return c == '.' || c == ',' || c == ';' || c == '(' || c == ')' || c == '"';
}

static inline void test_word(struct arena *arena, struct sentence *sentence, size_t *room, size_t start, size_t end)
{
    if (start == end)
        return;
    if (sentence->count == *room)
        sentence->words = (struct word *)arena_list_grow(arena, sentence->words, sizeof *sentence->words, room);
    sentence->words[sentence->count++] = (struct word){.form = str_sub(sentence->text, start, end), .lemma = str_sub(sentence->text, start, end),
                                                       .start = (uint32_t)start, .end = (uint32_t)end, .token_words = 1, .head = -1};
}

static inline struct sentence test_sentence(struct arena *arena, str text, uint32_t number)
{
    struct sentence sentence = {.number = number, .text = text};
    size_t room = 0, start = 0;
    for (size_t i = 0; i <= text.len; i++)
        if (i == text.len || char_is_space(text.at[i]) || test_mark(text.at[i])) {
            test_word(arena, &sentence, &room, start, i);
            if (i < text.len && test_mark(text.at[i]))
                test_word(arena, &sentence, &room, i, i + 1);
            start = i + 1;
        }
    return sentence;
}

/* "text TYPE value from/to; …" of the expressions in one sentence; "-" for none. */
static inline str test_times(const struct when *when, struct arena *arena, str text, day anchor)
{
    struct sentence sentence = test_sentence(arena, text, 0);
    struct timex_list list = {0};
    struct buf out = buf_make(arena);
    char from[12], to[12];
    when_find(when, arena, &sentence, 1, (struct when_anchor){.document = anchor}, &list);
    for (size_t i = 0; i < list.len; i++) {
        const struct timex *timex = &list.at[i];
        assert_true(timex->start < timex->end && timex->end <= text.len && timex->first <= timex->last && timex->last < sentence.count);
        buf_printf(&out, "%s[%.*s] %s %.*s", i ? "; " : "", STR_ARG(timex->text), when_type_name(timex->type), STR_ARG(timex->value));
        if (timex->from != DAY_NONE)
            buf_printf(&out, " %.*s", STR_ARG(day_write(timex->from, from)));
        if (timex->to != timex->from)
            buf_printf(&out, "/%.*s", STR_ARG(day_write(timex->to, to)));
    }
    if (list.len == 0)
        buf_add_char(&out, '-');
    return buf_take(&out);
}

#endif
