/* test_phrase.c: phrases for themselves, from the files golden/NAME.in: phrase, date, context; .out: id, country, sector, how (tab-separated; a
 * word of an .out line may be * for "any"). Anyone can add lines: each .in line has its answer on the same line of the .out file. */
#include "actor_test.h"

static bool fits(str wanted, str given)
{
    return str_eq(wanted, STR("*")) || str_eq(wanted, given);
}

static str field(str *rest)
{
    str part = STR("");
    str_next(rest, '\t', &part);
    return part;
}

/* Prints what is wrong with a line; true where all is right. */
static bool check(const struct actor_test *test, const char *file, size_t number, str in, str out)
{
    str phrase = field(&in), date = field(&in), context = field(&in);
    str id = field(&out), country = field(&out), sector = field(&out), how = field(&out);
    struct mention mention;
    day at = DAY_NONE;
    day_read(date, &at);
    actor_phrase(test->actor, NULL, test->arena, phrase, context, at, &mention, NULL);
    if (fits(id, mention.actor) && fits(country, mention.country) && fits(sector, mention.sector) && fits(how, mention.how))
        return true;
    fprintf(stderr, "%s.in:%zu: \"%.*s\" on %.*s: wanted %.*s %.*s %.*s %.*s, got %.*s %.*s %.*s %.*s\n", file, number, STR_ARG(phrase), STR_ARG(date),
            STR_ARG(id), STR_ARG(country), STR_ARG(sector), STR_ARG(how), STR_ARG(mention.actor), STR_ARG(mention.country), STR_ARG(mention.sector),
            STR_ARG(mention.how));
    return false;
}

static void run_golden(const struct actor_test *test, const char *name)
{
    char path[256];
    str in, out, question, answer;
    struct err err = {0};
    size_t number = 0, wrong = 0;
    snprintf(path, sizeof path, "tests/actor/golden/%s.in", name);
    assert_true(file_read(test->arena, path, 0, &in, &err));
    snprintf(path, sizeof path, "tests/actor/golden/%s.out", name);
    assert_true(file_read(test->arena, path, 0, &out, &err));
    while (str_next_line(&in, &question)) {
        assert_true(str_next_line(&out, &answer));
        number++;
        if (question.len > 0 && question.at[0] != '#')
            wrong += !check(test, name, number, question, answer);
    }
    assert_false(str_next_line(&out, &answer));          /* one answer for each question */
    assert_int_equal(wrong, 0);
}

/* Breaks for: an alias, a spelling, or a transliteration that is lost; a common word read as a name. */
static void test_names(void **state) {run_golden(*state, "names");}
/* Breaks for: an office resolved at the wrong date, in the wrong country, or in spite of former, deputy, spokesman. */
static void test_offices(void **state) {run_golden(*state, "offices");}
/* Breaks for: groups, roles and bodies that lose their country, sector or id. */
static void test_groups(void **state) {run_golden(*state, "groups");}

/* Breaks for: --why that tells no steps, or not the one that decided. */
static void test_steps(void **state)
{
    struct actor_test *test = *state;
    struct buf steps = buf_make(test->arena);
    struct mention mention;
    assert_true(actor_phrase(test->actor, NULL, test->arena, STR("the Belarusian foreign minister"), STR(""), day_of(2014, 6, 5), &mention, &steps));
    assert_true(str_has(buf_str(&steps), STR("office: foreign-minister of blr: blr.person.makei")));
    assert_false(actor_phrase(test->actor, NULL, test->arena, STR("was, participates"), STR(""), DAY_NONE, &mention, &steps));
    assert_int_equal(mention.country.len + mention.sector.len + mention.actor.len, 0);
}

/* One phrase made of a country's name or adjective: does it give the country's code? */
static size_t check_country(const struct actor_test *test, const char *form, str word, str code)
{
    struct mention mention;
    str phrase = arena_printf(test->arena, form, STR_ARG(word));
    actor_phrase(test->actor, NULL, test->arena, phrase, STR(""), day_of(2014, 6, 5), &mention, NULL);
    if (str_eq(mention.country, code))
        return 0;
    fprintf(stderr, "\"%.*s\": wanted %.*s, got %.*s\n", STR_ARG(phrase), STR_ARG(code), STR_ARG(mention.country));
    return 1;
}

/* Breaks for: a state whose name or adjective means another one somewhere in a phrase: an id given twice, a clash of written forms. */
static void test_every_state(void **state)
{
    struct actor_test *test = *state;
    struct tsv tsv;
    struct err err = {0};
    str text;
    size_t wrong = 0, states = 0;
    assert_true(file_read(test->arena, "data/actor/countries.tsv", 0, &text, &err) && tsv_open(&tsv, "countries.tsv", text, &err));
    while (tsv_next(&tsv)) {
        str name = tsv_field(&tsv, STR("name")), code = tsv_field(&tsv, STR("plover")), adjectives = tsv_field(&tsv, STR("adjectives")), adjective = STR("");
        if (!str_eq(tsv_field(&tsv, STR("status")), STR("state")))
            continue;
        states++;
        str_next(&adjectives, ';', &adjective);
        wrong += check_country(test, "%.*s", name, code) + check_country(test, "the president of %.*s", name, code)
            + check_country(test, "%.*s’s foreign minister", name, code) + check_country(test, "two officials from %.*s", name, code);
        if (adjective.len > 0)
            wrong += check_country(test, "the %.*s government", adjective, code) + check_country(test, "former %.*s prime minister", adjective, code)
                + check_country(test, "%.*s-backed rebels", adjective, code);
    }
    assert_true(states > 180);
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_names), cmocka_unit_test(test_offices), cmocka_unit_test(test_groups), cmocka_unit_test(test_steps),
                                       cmocka_unit_test(test_every_state)};
    return cmocka_run_group_tests(tests, actor_setup, actor_teardown);
}
