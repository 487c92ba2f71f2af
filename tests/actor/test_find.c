/* test_find.c: mentions of small texts, cut at blanks, without tags or trees: golden/text-NAME.in (first line the date, then a sentence
 * a line), golden/text-NAME.out (sentence, text, id or name in quotes, kind A actor, P place, R pronoun; * after the kind: collective).
 * Of the mentions found all that .out lists must be there in this order; those it does not list are free. */
#include "actor_test.h"

static void write_mention(const struct mention *mention, struct buf *out)
{
    bool known = mention->actor.len > 0;
    buf_printf(out, "%u\t%.*s\t%s%.*s%s\t%c%s", mention->sentence, STR_ARG(mention->text), known ? "" : "\"", STR_ARG(known ? mention->actor : mention->name),
               known ? "" : "\"", "APR"[mention->kind], mention->collective ? "*" : "");
}

static size_t check_text(struct actor_test *test, const char *name)
{
    char path[256], date[16] = "";
    str in, out, line;
    struct err err = {0};
    size_t at = 0, wrong = 0;
    snprintf(path, sizeof path, "tests/actor/golden/text-%s.in", name);
    assert_true(file_read(test->arena, path, 0, &in, &err));
    snprintf(path, sizeof path, "tests/actor/golden/text-%s.out", name);
    assert_true(file_read(test->arena, path, 0, &out, &err));
    str_next_line(&in, &line);
    snprintf(date, sizeof date, "%.*s", STR_ARG(line));
    struct sentence_list sentences = {0};
    struct mention_list list = test_find(test, in, date, &sentences);
    while (str_next_line(&out, &line)) {
        size_t found = at;
        for (; found < list.len; found++) {
            struct buf buf = buf_make(test->arena);
            write_mention(&list.at[found], &buf);
            if (str_eq(buf_str(&buf), line))
                break;
        }
        if (found < list.len) {
            at = found + 1;
            continue;
        }
        wrong++;
        fprintf(stderr, "text-%s: not found: %.*s\n", name, STR_ARG(line));
    }
    for (size_t i = 0; wrong > 0 && i < list.len; i++) {
        struct buf buf = buf_make(test->arena);
        write_mention(&list.at[i], &buf);
        fprintf(stderr, "  has: %.*s\n", STR_ARG(buf_str(&buf)));
    }
    return wrong;
}

/* Breaks for: nested mentions, lost coordinations, places read as governments and the other way round. */
static void test_mentions(void **state) {assert_int_equal(check_text(*state, "mentions"), 0);}
/* Breaks for: pronouns, "the president", "the country", bare surnames and abbreviations that find the wrong antecedent or none. */
static void test_coreference(void **state) {assert_int_equal(check_text(*state, "coreference"), 0);}
/* Breaks for: roles without a country, possessors, relatives, counterparts, pairs, companies and titles that find nobody. */
static void test_roles(void **state) {assert_int_equal(check_text(*state, "roles"), 0);}

/* Breaks for: offsets or words that do not fit the text; mentions out of order or inside one another; actor_at that misses one. */
static void test_order(void **state)
{
    struct actor_test *test = *state;
    struct sentence_list sentences = {0};
    struct mention_list list = test_find(test, STR("President Lukashenko met Putin, the Russian president, in Minsk.\nHe told him of Ukraine (and of \"Kyiv\")."),
                                         "2014-06-05", &sentences);
    assert_true(list.len >= 4);
    for (size_t i = 0; i < list.len; i++) {
        const struct mention *mention = &list.at[i];
        const struct sentence *sentence = &sentences.at[mention->sentence];
        assert_true(mention->last < sentence->count && mention->first <= mention->head && mention->head <= mention->last);
        assert_true(str_eq(mention->text, str_sub(sentence->text, mention->start, mention->end)));
        assert_true(sentence->words[mention->first].start <= mention->start && mention->end <= sentence->words[mention->last].end);
        assert_true(i == 0 || list.at[i - 1].sentence < mention->sentence || list.at[i - 1].last < mention->first);
        assert_ptr_equal(actor_at(&list, mention->sentence, mention->head), mention);
    }
    assert_null(actor_at(&list, 0, 2));                  /* "met" */
    assert_null(actor_at(&list, 7, 0));
}

/* Breaks for: a head that is not the word whose governor lies outside the mention. */
static void test_tree_head(void **state)
{
    struct actor_test *test = *state;
    struct mention_list list = {0};
    struct sentence sentence = test_sentence(test->arena, STR("The presidents of Belarus met."));
    static const int32_t heads[] = {1, 4, 3, 1, -1, 4};
    static const uint8_t deprels[] = {DEPREL_DET, DEPREL_NSUBJ, DEPREL_CASE, DEPREL_NMOD, DEPREL_ROOT, DEPREL_PUNCT};
    for (uint32_t i = 0; i < sentence.count; i++) {
        sentence.words[i].head = heads[i];
        sentence.words[i].deprel = deprels[i];
    }
    sentence.tree = true;
    actor_find(test->actor, test->arena, &sentence, 1, DAY_NONE, &list);
    assert_int_equal(list.len, 1);
    assert_int_equal(list.at[0].head, 1);
    assert_string_equal("blr.gov", arena_str(test->arena, list.at[0].actor).at);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_mentions), cmocka_unit_test(test_coreference), cmocka_unit_test(test_roles), cmocka_unit_test(test_order),
                                       cmocka_unit_test(test_tree_head)};
    return cmocka_run_group_tests(tests, actor_setup, actor_teardown);
}
