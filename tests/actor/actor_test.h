/* actor_test.h: what the tests of this room share: the lexicon, and sentences cut at blanks and marks, without tags, so that these
 * tests say nothing of the tagger. */
#ifndef ENTENTE_ACTOR_TEST_H
#define ENTENTE_ACTOR_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "actor/actor.h"
#include "base/day.h"
#include "base/file.h"
#include "base/tsv.h"

struct actor_test {struct actor *actor; struct arena *arena;};

static inline int actor_setup(void **state)
{
    static struct actor_test test;
    struct err err = {0};
    test.arena = arena_make(0);
    if (!actor_open(&test.actor, &err)) {
        fprintf(stderr, "%s: %s\n", err.where, err.why);
        return 1;
    }
    *state = &test;
    return 0;
}

static inline int actor_teardown(void **state)
{
    struct actor_test *test = *state;
    actor_close(test->actor);
    arena_free(test->arena);
    return 0;
}

static inline bool test_mark(char c)
{
    return strchr(".,;:!?()[]\"", c) != NULL && c != 0;
}

/* A sentence of words parted by blanks and marks; no tags, no tree. */
static inline struct sentence test_sentence(struct arena *arena, str text)
{
    struct sentence sentence = {.text = text};
    sentence.words = arena_alloc_array(arena, text.len + 1, sizeof *sentence.words);
    for (size_t i = 0; i < text.len;) {
        size_t end = i + 1;
        if (char_is_space(text.at[i])) {
            i++;
            continue;
        }
        while (!test_mark(text.at[i]) && end < text.len && !char_is_space(text.at[end]) && !test_mark(text.at[end]))
            end++;
        sentence.words[sentence.count++] = (struct word){.form = str_sub(text, i, end), .start = (uint32_t)i, .end = (uint32_t)end, .token_words = 1, .head = -1};
        i = end;
    }
    return sentence;
}

/* The mentions of text: a line is a sentence. */
static inline struct mention_list test_find(const struct actor_test *test, str text, const char *date, struct sentence_list *sentences)
{
    struct mention_list list = {0};
    day at = DAY_NONE;
    str line;
    day_read(str_from(date), &at);
    while (str_next_line(&text, &line))
        if (str_trim(line).len > 0)
            *LIST_ADD(test->arena, sentences) = test_sentence(test->arena, line);
    actor_find(test->actor, test->arena, sentences->at, sentences->len, at, &list);
    return list;
}

#endif
