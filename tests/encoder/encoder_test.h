/* encoder_test.h: what the tests of this folder share: the model, random numbers with a fixed seed, words of a line. */
#ifndef ENTENTE_TESTS_ENCODER_TEST_H
#define ENTENTE_TESTS_ENCODER_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "encoder/encoder_inner.h"

static inline uint32_t next_random(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*state >> 33);
}

static inline struct encoder *open_model(void)
{
    char path[512];
    struct err err = {0};
    struct encoder *encoder = NULL;
    if (!file_data_path(path, sizeof path, "model/en.encoder", &err) || !encoder_open(&encoder, path, &err))
        fail_msg("%s: %s", err.where, err.why);
    return encoder;
}

/* The blank-separated words of a line as a sentence. */
static inline struct encoder_sentence words_of(struct arena *arena, str line)
{
    LIST(struct encoder_word) words = {0};
    str form;
    while (str_next(&line, ' ', &form))
        if (form.len > 0)
            *LIST_ADD(arena, &words) = (struct encoder_word){.form = form};
    return (struct encoder_sentence){.words = words.at, .count = (uint32_t)words.len};
}

/* One root, every head inside, no cycle. */
static inline void check_tree(const struct encoder_sentence *sentence)
{
    uint32_t roots = 0;
    for (uint32_t i = 0; i < sentence->count; i++) {
        assert_true(sentence->words[i].head >= -1 && sentence->words[i].head < (int32_t)sentence->count);
        roots += sentence->words[i].head == -1;
    }
    assert_int_equal(roots, sentence->count > 0);
    uint8_t *good = calloc(sentence->count + 1, 1);     /* leads to the root */
    for (uint32_t i = 0; i < sentence->count; i++) {
        uint32_t steps = 0;
        int32_t at = (int32_t)i;
        for (; at >= 0 && !good[at]; at = sentence->words[at].head)
            assert_true(steps++ <= sentence->count);
        for (at = (int32_t)i; at >= 0 && !good[at]; at = sentence->words[at].head)
            good[at] = 1;
    }
    free(good);
}

#endif
