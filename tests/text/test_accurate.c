/* test_accurate.c: the accurate setting: the encoder's tags and trees on this room's sentences. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "text/text.h"

static struct text *text;

static int open_text(void **state)
{
    (void)state;
    struct err err = {0};
    if (!text_open(&text, &err))
        fail_msg("%s: %s", err.where, err.why);
    return 0;
}
static int close_text(void **state)
{
    (void)state;
    text_close(text);
    return 0;
}

static const struct word *find(const struct sentence *sentence, str form)
{
    for (uint32_t i = 0; i < sentence->count; i++)
        if (str_eq(sentence->words[i].form, form))
            return &sentence->words[i];
    fail_msg("no word %.*s", STR_ARG(form));
    return NULL;
}

/* Breaks for: tags or relations whose numbers are mixed up between the rooms, lemmas that keep the fast setting's tags. */
static void tags_lemmas_trees(void **state)
{
    (void)state;
    struct arena *arena = arena_make(0);
    struct sentence_list list = {0};
    assert_true(text_has_setting(text, TEXT_ACCURATE));
    text_split(text, arena, STR("The ministers were received by the president. He didn’t leave Minsk."), 0, &list);
    assert_int_equal(list.len, 2);
    text_annotate(text, arena, list.at, list.len, NULL, TEXT_ACCURATE);
    const struct sentence *s = &list.at[0];
    const struct word *received = find(s, STR("received"));
    assert_true(s->tree && list.at[1].tree);
    assert_int_equal(received->head, -1);
    assert_int_equal(received->deprel, DEPREL_ROOT);
    assert_int_equal(received->upos, UPOS_VERB);
    assert_string_equal(text_xpos_name(received->xpos), "VBN");
    assert_true(str_eq(received->lemma, STR("receive")));
    assert_int_equal(find(s, STR("ministers"))->deprel, DEPREL_NSUBJ_PASS);
    assert_int_equal(find(s, STR("ministers"))->head, received - s->words);
    assert_true(str_eq(find(s, STR("ministers"))->lemma, STR("minister")));
    assert_int_equal(find(s, STR("were"))->deprel, DEPREL_AUX_PASS);
    assert_int_equal(find(&list.at[1], STR("Minsk"))->upos, UPOS_PROPN);
    assert_int_equal(find(&list.at[1], STR("Minsk"))->deprel, DEPREL_OBJ);
    arena_free(arena);
}

/* Breaks for: results that land at the wrong sentence when only some are wanted, or sentences that are touched though not wanted. */
static void only_the_wanted(void **state)
{
    (void)state;
    static const bool wanted[] = {false, true, false, true};
    struct arena *arena = arena_make(0);
    struct sentence_list all = {0}, some = {0};
    str paragraph = STR("Prices fell. Minsk accused Warsaw. It rained. The talks will go on in May.");
    text_split(text, arena, paragraph, 0, &all);
    text_split(text, arena, paragraph, 0, &some);
    assert_int_equal(all.len, 4);
    text_annotate(text, arena, all.at, all.len, NULL, TEXT_ACCURATE);
    text_annotate(text, arena, some.at, some.len, wanted, TEXT_ACCURATE);
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(some.at[i].tree, wanted[i]);
        for (uint32_t w = 0; wanted[i] && w < all.at[i].count; w++) {
            assert_int_equal(some.at[i].words[w].head, all.at[i].words[w].head);
            assert_int_equal(some.at[i].words[w].deprel, all.at[i].words[w].deprel);
        }
    }
    text_annotate(text, arena, some.at, some.len, NULL, TEXT_FAST);
    assert_true(some.at[0].tree);
    text_annotate(text, arena, NULL, 0, NULL, TEXT_ACCURATE);
    arena_free(arena);
}

/* Breaks for: comments that move to another sentence, words or tokens that change, a setting that is not heard. */
static void conllu_by_setting(void **state)
{
    (void)state;
    static const char input[] = "# one\n1\tMinsk\t_\t_\t_\t_\t_\t_\t_\t_\n2\tsupported\t_\t_\t_\t_\t_\t_\t_\t_\n3\tWarsaw\t_\t_\t_\t_\t_\t_\t_\t_\n\n"
                                "# two\n1-2\tdon't\t_\t_\t_\t_\t_\t_\t_\t_\n1\tdo\t_\t_\t_\t_\t_\t_\t_\t_\n2\tn't\t_\t_\t_\t_\t_\t_\t_\t_\n\n# end\n";
    struct arena *arena = arena_make(0);
    struct buf out = buf_make(arena);
    struct err err = {0};
    assert_true(text_conllu_by(text, arena, "x", str_from(input), TEXT_ACCURATE, &out, &err));
    str written = buf_str(&out);
    assert_true(str_starts(written, STR("# one\n1\tMinsk\tMinsk\tPROPN\tNNP\t_\t2\tnsubj\t")));
    assert_true(str_has(written, STR("3\tWarsaw\tWarsaw\tPROPN\tNNP\t_\t2\tobj\t_\t_\n\n# two\n1-2\tdon't\t")));
    assert_true(str_ends(written, STR("\n\n# end\n")));
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(tags_lemmas_trees), cmocka_unit_test(only_the_wanted), cmocka_unit_test(conllu_by_setting)};
    return cmocka_run_group_tests(tests, open_text, close_text);
}
