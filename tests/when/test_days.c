/* What a timex says beside its value: the days it covers, whether its year was told, from where it is counted; several sentences in a row;
 * landmarks and the tables' own examples. */
#include "when_test.h"

#include "base/tsv.h"

static struct when *when;

static int open_all(void **state)
{
    struct err err = {0};
    (void)state;
    return when_open(&when, &err) ? 0 : -1;
}

static int close_all(void **state)
{
    (void)state;
    when_close(when);
    return 0;
}

static struct timex_list found(struct arena *arena, const char *const *texts, size_t count, day anchor)
{
    struct sentence *sentences = ARENA_ARRAY(arena, struct sentence, count);
    struct timex_list list = {0};
    for (size_t i = 0; i < count; i++)
        sentences[i] = test_sentence(arena, str_from(texts[i]), (uint32_t)i);
    when_find(when, arena, sentences, count, (struct when_anchor){.document = anchor}, &list);
    return list;
}

/* Breaks where a told year, a relative expression and their source are mixed up: the date of an event hangs on these. */
static void origins(void **state)
{
    (void)state;
    struct arena *arena = arena_make(0);
    const char *const texts[] = {"They met on 5 June 2010.", "They met last Friday.", "They met in May.",
        "Two days after the fall of the Berlin Wall he fled."};
    struct timex_list list = found(arena, texts, 4, day_of(2014, 6, 10));
    assert_int_equal(list.len, 4);
    assert_true(list.at[0].year_given && !list.at[0].relative);
    assert_str(list.at[0].how, "explicit");
    assert_true(!list.at[1].year_given && list.at[1].relative);
    assert_str(list.at[1].how, "publication");
    assert_true(!list.at[2].year_given && !list.at[2].relative);
    assert_int_equal(list.at[2].sentence, 2);
    assert_true(list.at[3].year_given && list.at[3].relative);
    assert_str(list.at[3].how, "landmark");
    arena_free(arena);
}

/* Breaks where the words of a timex are not those that hold it. */
static void words(void **state)
{
    (void)state;
    struct arena *arena = arena_make(0);
    const char *const text[] = {"In mid-June, on the 14th of July 2013, it rained."};
    struct timex_list list = found(arena, text, 1, day_of(2014, 6, 10));
    assert_int_equal(list.len, 2);
    assert_int_equal(list.at[0].first, 1);
    assert_int_equal(list.at[0].last, 1);
    assert_int_equal(list.at[1].first, 4);
    assert_int_equal(list.at[1].last, 8);
    assert_str(list.at[1].text, "the 14th of July 2013");
    arena_free(arena);
}

/* Breaks where a history loses its year, takes one that the text only mentions aside, or misses the turn of the year. */
static void history(void **state)
{
    (void)state;
    struct arena *arena = arena_make(0);
    const char *const texts[] = {"On 3 May 1941 the siege began.", "In July the town fell.", "A law of 1905 was used again.",
        "In November 1941 it snowed.",
                                 "In January the front broke.", "The next month a truce was made.", "By the end of the year it was over."};
    static const char *const values[] = {"1941-05-03", "1941-07", "1905", "1941-11", "1942-01", "1942-02", "1942"};
    struct timex_list list = found(arena, texts, 7, DAY_NONE);
    assert_int_equal(list.len, 7);
    for (size_t i = 0; i < 7; i++)
        assert_str(list.at[i].value, values[i]);
    arena_free(arena);
}

/* A text of the present with one look back stays with its anchor; one full of old years becomes a history. */
static void history_is_seen(void **state)
{
    (void)state;
    struct arena *arena = arena_make(0);
    const char *const news[] = {"In 2010 he lost.", "In May he came back."};
    const char *const old[] = {"In 1939 he lost.", "It was 1940.", "He came in 1941.", "In March 1942 he left.", "He died in 1943.",
        "In May she came."};
    struct timex_list list = found(arena, news, 2, day_of(2014, 6, 10));
    assert_str(list.at[1].value, "2014-05");
    list = found(arena, old, 6, day_of(2014, 6, 10));
    assert_str(list.at[5].value, "1943-05");
    arena_free(arena);
}

/* Breaks where letters in lower case, or without tags, give other values than a printed text. */
static void lower_case(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {{"On Monday, June 5, 2013, they met.", "on monday, june 5, 2013, they met."}, {"Since May 2012 he waits.", "since may 2012 he waits."},
        {"Last Tuesday at 5 p.m. it rained.", "last tuesday at 5 p.m. it rained."}, {"They met on Christmas Day.", "they met on christmas day."}};
    struct arena *arena = arena_make(0);
    for (size_t i = 0; i < 4; i++) {
        struct timex_list upper = found(arena, &pairs[i][0], 1, day_of(2014, 6, 10)), lower = found(arena, &pairs[i][1], 1, day_of(2014, 6, 10));
        assert_int_equal(upper.len, lower.len);
        assert_true(upper.len > 0 && str_eq(upper.at[0].value, lower.at[0].value));
    }
    arena_free(arena);
}

/* Each line of the tables with phrases and holidays is found in its own example. Breaks for a line that a rule or another line hides. */
static void examples(void **state)
{
    (void)state;
    static const char *const files[][2] = {{"data/when/en-phrases.tsv", "phrase"}, {"data/when/en-holidays.tsv", "holiday"}};
    struct arena *arena = arena_make(0);
    struct err err = {0};
    for (size_t i = 0; i < 2; i++) {
        str bytes;
        struct tsv tsv;
        assert_true(file_read(arena, files[i][0], 0, &bytes, &err) && tsv_open(&tsv, files[i][0], bytes, &err));
        while (tsv_next(&tsv)) {
            str example = tsv_field(&tsv, STR("example")), value = tsv_field(&tsv, STR("value")), times = test_times(when, arena, example,
                day_of(2014, 6, 10));
            if (str_eq(times, STR("-")) || !str_has(times, value))
                fail_msg("%s:%zu: \"%.*s\" gives %.*s", files[i][0], tsv.line, STR_ARG(example), STR_ARG(times));
        }
    }
    arena_free(arena);
}

/* Breaks where the table is not read, out of order, or loses a column. */
static void landmarks(void **state)
{
    (void)state;
    size_t count = when_landmark_count(when), elections = 0;
    assert_true(count >= 578);
    for (size_t i = 0; i < count; i++) {
        struct landmark landmark = when_landmark_at(when, i);
        assert_true(landmark.from != DAY_NONE && landmark.to >= landmark.from && landmark.name.len > 0 && landmark.kind.len > 0);
        assert_true(i == 0 || when_landmark_at(when, i - 1).from <= landmark.from);
        elections += str_eq(landmark.name, STR("2010 Belarusian presidential election"));
    }
    assert_int_equal(elections, 1);
    struct landmark first = when_landmark_at(when, 0);
    assert_int_equal(first.from, day_of(1989, 11, 9));
    assert_str(first.countries, "DEU;DDR");
    assert_str(first.aliases, "opening of the Berlin Wall");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(origins), cmocka_unit_test(words), cmocka_unit_test(history),
        cmocka_unit_test(history_is_seen),
                                       cmocka_unit_test(lower_case), cmocka_unit_test(examples), cmocka_unit_test(landmarks)};
    return cmocka_run_group_tests(tests, open_all, close_all);
}
