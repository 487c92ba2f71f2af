/* The model as it is shipped: lemmas, some whole trees, CoNLL-U in and out, damaged files. */
#include "base/base_test.h"

#include "base/buf.h"
#include "base/file.h"
#include "base/tsv.h"
#include "text/text_inner.h"

#include <stdio.h>
#include <unistd.h>

static struct arena *arena;
static struct text *text;

static uint8_t find_upos(str name)
{
    uint8_t k = 0;
    while (k < UPOS_COUNT && !str_eq(name, str_from(text_upos_name(k))))
        k++;
    return k;
}
/* Breaks when an exception of WordNet, a rule of detachment or a form of the treebank is not found. */
static void test_lemmas(void **state)
{
    struct err err = {0};
    struct tsv tsv;
    str all;
    int rows = 0;
    (void)state;
    assert_true(file_read(arena, "tests/text/lemmas.tsv", 0, &all, &err) && tsv_open(&tsv, "lemmas.tsv", all, &err));
    for (; tsv_next(&tsv); rows++) {
        str lemma = text_lemma(text, arena, tsv_field(&tsv, STR("form")), find_upos(tsv_field(&tsv, STR("upos"))),
                               text_xpos_find(tsv_field(&tsv, STR("xpos"))));
        if (!str_eq(lemma, tsv_field(&tsv, STR("lemma"))))
            print_error("line %zu: %.*s\n", tsv.line, STR_ARG(lemma));
        assert_true(str_eq(lemma, tsv_field(&tsv, STR("lemma"))));
    }
    assert_true(rows > 15);
}

static struct sentence parse(const char *plain)
{
    struct sentence_list list = {0};
    text_split(text, arena, str_from(plain), 0, &list);
    assert_int_equal(list.len, 1);
    text_tree(text, arena, &list.at[0]);
    return list.at[0];
}
static int find_word(const struct sentence *sentence, const char *form)
{
    for (uint32_t i = 0; i < sentence->count; i++)
        if (str_eq(sentence->words[i].form, str_from(form)))
            return (int)i;
    return -1;
}
/* Breaks when features and model no longer belong together: then even plain sentences come out wrong. */
static void test_plain_trees(void **state)
{
    static const struct {const char *sentence, *predicate, *subject, *object;} cases[] = {
        {"The treaty was signed by Belarus in Astana.", "signed", "Belarus", "treaty"},
        {"President Lukashenko met the ambassador of Poland on Friday.", "met", "Lukashenko", "ambassador"},
        {"Police arrested three journalists in Minsk yesterday.", "arrested", "Police", "journalists"},
        {"Moscow wants to increase the price of gas.", "increase", "Moscow", "price"},
        {"police arrested three journalists in minsk yesterday.", "arrested", "police", "journalists"},
    };
    (void)state;
    for (size_t k = 0; k < sizeof cases / sizeof cases[0]; k++) {
        struct sentence sentence = parse(cases[k].sentence);
        struct clause clause;
        assert_true(text_clause(&sentence, find_word(&sentence, cases[k].predicate), &clause));
        if (clause.subject != find_word(&sentence, cases[k].subject) || clause.object != find_word(&sentence, cases[k].object)) {
            struct buf out = buf_make(arena);
            text_conllu_write(&sentence, &out);
            print_error("%.*s", STR_ARG(buf_str(&out)));
            fail();
        }
    }
}

/* Breaks when a comment, a multiword token or a sentence gets lost, or when another column of the input is looked at. */
static void test_conllu(void **state)
{
    static const char in[] = "# sent_id = a\n# text = They don't sign.\n1\tThey\tX\tX\tX\tX\t9\tX\tX\tX\n2-3\tdon't\t_\t_\t_\t_\t_\t_\t_\t_\n2\tdo\t_\n"
        "3\tn't\t_\n4\tsign\t_\n4.1\tghost\t_\n5\t.\t_\n\n1\tYes\n\n";
    struct err err = {0};
    struct buf out = buf_make(arena);
    str line, rest;
    int lines = 0, words = 0;
    (void)state;
    assert_true(text_conllu(text, arena, "in.conllu", str_from(in), &out, &err));
    rest = buf_str(&out);
    assert_true(str_starts(rest, STR("# sent_id = a\n# text = They don't sign.\n1\tThey\tthey\tPRON\tPRP\t_\t")));
    assert_true(str_has(rest, STR("\n2-3\tdon't\t_\t")));
    assert_true(str_has(rest, STR("\tn't\tnot\tPART\tRB\t")));
    assert_false(str_has(rest, STR("ghost")));
    while (str_next_line(&rest, &line)) {
        lines++;
        words += line.len && char_is_digit(line.at[0]);
    }
    assert_int_equal(words, 7);
    assert_int_equal(lines, 11);
    assert_false(text_conllu(text, arena, "in.conllu", STR("1\tA\n3\tB\n"), &out, &err));
    assert_err(&err, ERR_INPUT, "in.conllu:2: words must be numbered 1, 2, 3 …");
    err_reset(&err);
    assert_false(text_conllu(text, arena, "in.conllu", STR("nonsense\n"), &out, &err));
    assert_int_equal(err.code, ERR_INPUT);
}
/* Breaks when a sentence longer than the parser's bound is not parsed in pieces with one root. */
static void test_conllu_long(void **state)
{
    struct err err = {0};
    struct buf in = buf_make(arena), out = buf_make(arena);
    (void)state;
    for (int i = 1; i <= 3 * TEXT_WORDS_MAX + 5; i++)
        buf_printf(&in, "%d\tMinsk\t_\n", i);
    assert_true(text_conllu(text, arena, "long", buf_take(&in), &out, &err));
    str found = buf_str(&out);
    size_t root = str_find(found, STR("\troot\t"), 0);
    assert_true(root < found.len && str_find(found, STR("\troot\t"), root + 1) == found.len);
}

/* Breaks when a damaged model is opened, or refused without a reason. */
static void test_damaged_model(void **state)
{
    char path[4096], copy[] = "/tmp/entente-model-XXXXXX";
    struct err err = {0};
    struct text_model model;
    str bytes;
    (void)state;
    assert_true(file_data_path(path, sizeof path, "model/en.text", &err) && file_read(arena, path, 0, &bytes, &err));
    int file = mkstemp(copy);
    assert_true(file >= 0);
    close(file);
    for (int round = 0; round < 4; round++) {
        char *damaged = arena_alloc_raw(arena, bytes.len);
        memcpy(damaged, bytes.at, bytes.len);
        if (round == 1)
            damaged[bytes.len / 2] ^= 1;
        if (round == 2)
            damaged[8] = 99;
        assert_true(file_write(copy, (str){damaged, round == 3 ? bytes.len / 2 : round == 0 ? 0 : bytes.len}, &err));
        assert_false(text_model_open(&model, copy, &err));
        assert_int_equal(err.code, ERR_DATA);
        assert_true(strlen(err.why) > 10);
        err_reset(&err);
    }
    unlink(copy);
    assert_false(text_model_open(&model, copy, &err));
}

/* Breaks when the table of verbs whose subject undergoes is not read, or a semi-auxiliary gets roles. */
static void test_roles(void **state)
{
    static const struct {const char *plain, *verb, *doer, *undergoer;} cases[] = {
        {"Oil prices fell on Monday.", "fell", "", "prices"}, {"Two soldiers died in Minsk.", "died", "", "soldiers"},
        {"Minsk signed the treaty.", "signed", "Minsk", "treaty"}, {"The treaty was signed by Minsk.", "signed", "Minsk", "treaty"},
        {"The minister will have to leave.", "have", "", ""}, {"Belarus relies on Russia.", "relies", "Belarus", "Russia"},
        {"He said that prices rose.", "said", "He", "rose"}};
    (void)state;
    for (size_t k = 0; k < sizeof cases / sizeof cases[0]; k++) {
        struct sentence sentence = parse(cases[k].plain);
        struct roles roles;
        assert_true(text_roles(text, &sentence, find_word(&sentence, cases[k].verb), &roles));
        assert_string_equal(arena_str(arena, roles.doer < 0 ? STR("") : sentence.words[roles.doer].form).at, cases[k].doer);
        assert_string_equal(arena_str(arena, roles.undergoer < 0 ? STR("") : sentence.words[roles.undergoer].form).at, cases[k].undergoer);
    }
}

static int set_up(void **state)
{
    struct err err = {0};
    (void)state;
    arena = arena_make(0);
    return arena && text_open(&text, &err) ? 0 : -1;
}
static int tear_down(void **state)
{
    (void)state;
    text_close(text);
    arena_free(arena);
    return 0;
}
int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_lemmas), cmocka_unit_test(test_plain_trees), cmocka_unit_test(test_conllu),
                                       cmocka_unit_test(test_conllu_long), cmocka_unit_test(test_damaged_model), cmocka_unit_test(test_roles)};
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
