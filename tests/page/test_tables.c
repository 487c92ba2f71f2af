/* test_tables.c: the tables of data/page against those compiled from them (gen/page_tables.py), and what they are for.
 *
 * Breaks when a table was changed and the generator not run, and when a lookup misses a row.
 */
#include "page_case.h"
#include "base/tsv.h"
#include "page/page_tree.h"
#include "page/page_word.h"

static struct arena *arena;

static struct tsv table_open(const char *path)
{
    struct tsv tsv;
    struct err err = {0};
    str text;
    assert_true(file_read(arena, path, 0, &text, &err));
    assert_true(tsv_open(&tsv, path, text, &err));
    return tsv;
}

static uint32_t mark_named(str name)
{
    static const struct {const char *name; uint32_t mark;} names[] = {{"none", 0}, {"body", MARK_BODY}, {"content", MARK_CONTENT}, {"teaser", MARK_TEASER},
        {"comments", MARK_COMMENTS}, {"navigation", MARK_NAVIGATION}, {"aside", MARK_ASIDE}, {"footer", MARK_FOOTER}, {"consent", MARK_CONSENT},
        {"share", MARK_SHARE}, {"byline", MARK_BYLINE}, {"authorbox", MARK_AUTHORBOX}, {"date", MARK_DATE}, {"meta", MARK_META}, {"caption", MARK_CAPTION},
        {"credit", MARK_CREDIT}, {"advert", MARK_ADVERT}, {"newsletter", MARK_NEWSLETTER}, {"tags", MARK_TAGS}, {"title", MARK_TITLE}, {"lead", MARK_LEAD},
        {"hidden", MARK_HIDDEN}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_eq(name, str_from(names[i].name)))
            return names[i].mark;
    fail_msg("data/page/marks.tsv has the mark %.*s", STR_ARG(name));
    return 0;
}

static void test_marks(void **state)
{
    (void)state;
    struct tsv tsv = table_open("data/page/marks.tsv");
    size_t rows = 0;
    for (; tsv_next(&tsv); rows++) {
        str words = tsv_field(&tsv, STR("words"));
        uint32_t want = mark_named(tsv_field(&tsv, STR("mark"))), got = page_marks_of(words);
        struct buf dashed = buf_make(arena);
        for (size_t i = 0; i < words.len; i++)
            buf_add_char(&dashed, words.at[i] == ' ' ? '-' : words.at[i]);
        got = page_marks_of(buf_str(&dashed));
        if (got != want)
            fail_msg("%.*s: 0x%x, not 0x%x", STR_ARG(words), got, want);
    }
    assert_true(rows > 200);
    assert_int_equal(page_marks_of(STR("articleBody")), MARK_BODY);         /* cut at the capital */
    assert_int_equal(page_marks_of(STR("has-sidebar")), 0);                 /* says what it has, not what it is */
    assert_int_equal(page_marks_of(STR("article body")), MARK_CONTENT);     /* two classes, not one name */
    assert_int_equal(page_marks_of(STR("x1 COMMENTS-area y")), MARK_COMMENTS);
}

static void test_months(void **state)
{
    (void)state;
    struct tsv tsv = table_open("data/page/months.tsv");
    while (tsv_next(&tsv)) {
        int64_t month;
        assert_true(str_int64(tsv_field(&tsv, STR("month")), &month));
        assert_int_equal(page_month(tsv_field(&tsv, STR("name")), tsv_field(&tsv, STR("lang"))), month);
    }
    assert_int_equal(page_month(STR("Marched"), STR("en")), 0);
}

static void test_furniture(void **state)
{
    (void)state;
    static const char *const roles[] = {"none", "similar", "furniture", "comments", "category", "credit", "byline", "published", "updated", "tags", "line"};
    struct tsv tsv = table_open("data/page/furniture.tsv");
    while (tsv_next(&tsv)) {
        str phrase = tsv_field(&tsv, STR("phrase")), role = tsv_field(&tsv, STR("role")), rest;
        bool whole = str_eq(tsv_field(&tsv, STR("match")), STR("whole"));
        str line = whole ? arena_printf(arena, "%.*s:", STR_ARG(phrase)) : arena_printf(arena, "%.*s Xyz", STR_ARG(str_trim(phrase)));
        enum furniture got = page_furniture(line, &rest);
        if (!str_eq(str_from(roles[got]), role))
            fail_msg("\"%.*s\" is %s, not %.*s", STR_ARG(line), roles[got], STR_ARG(role));
        assert_true(whole || str_eq(rest, STR("Xyz")));
    }
    str rest;
    assert_int_equal(page_furniture(STR("Related by blood, the two presidents met."), &rest), FURNITURE_NONE);
}

static void test_entities(void **state)
{
    (void)state;
    struct tsv tsv = table_open("data/page/entities.tsv");
    size_t rows = 0;
    for (; tsv_next(&tsv); rows++) {
        struct buf got = buf_make(arena), want = buf_make(arena);
        str codes = tsv_field(&tsv, STR("code_points")), code;
        page_decode(arena_printf(arena, "&%.*s", STR_ARG(tsv_field(&tsv, STR("name")))), false, &got);
        while (str_next(&codes, ' ', &code))
            buf_add_utf8(&want, (uint32_t)strtoul(arena_str(arena, code).at, NULL, 16));
        assert_true(str_eq(buf_str(&got), buf_str(&want)));
    }
    assert_int_equal(rows, 2231);
}

/* References that the standard reads in a special way (13.2.5.72 and after). */
static void test_references(void **state)
{
    (void)state;
    static const struct {const char *in; bool attribute; const char *out;} cases[] = {{"&notit;", false, "\xc2\xacit;"}, {"&notin;", false, "\xe2\x88\x89"},
        {"&not=", true, "&not="}, {"&not;=", true, "\xc2\xac="}, {"&#128;", false, "\xe2\x82\xac"}, {"&#xD800;", false, "\xef\xbf\xbd"}, {"&#0;", false, "\xef\xbf\xbd"},
        {"&#99999999999;", false, "\xef\xbf\xbd"}, {"&#x41", false, "A"}, {"&#;", false, "&#;"}, {"&;", false, "&;"}, {"a&b", false, "a&b"}, {"&ampamp;", false, "&amp;"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf out = buf_make(arena);
        page_decode(str_from(cases[i].in), cases[i].attribute, &out);
        if (!str_eq(buf_str(&out), str_from(cases[i].out)))
            fail_msg("%s gives %.*s", cases[i].in, STR_ARG(buf_str(&out)));
    }
}

static void test_tags(void **state)
{
    (void)state;
    static const char *const names[] = {
#define X(name, text, flags) text,
        PAGE_TAGS(X)
#undef X
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        assert_int_equal(page_tag_find(str_from(names[i])), TAG_TEXT + 1 + i);
        assert_true(i == 0 || strcmp(names[i - 1], names[i]) < 0);
    }
    assert_int_equal(page_tag_find(STR("DiV")), TAG_DIV);
    assert_int_equal(page_tag_find(STR("my-part")), TAG_OTHER);
}

static void test_dates(void **state)
{
    (void)state;
    static const struct {const char *in, *out;} cases[] = {{"April 22, 2016 18:51", "2016-04-22T18:51"}, {"October 02, 2017 11:49", "2017-10-02T11:49"},
        {"Published on 22 April 2016, 6:51 p.m.", "2016-04-22T18:51"}, {"22nd of April 2016", "2016-04-22"}, {"22.04.2016", "2016-04-22"}, {"22.04.2016 18:51", "2016-04-22T18:51"},
        {"2016/04/22", "2016-04-22"}, {"5 июня 2014, 18:30", "2014-06-05T18:30"}, {"5 чэрвеня 2014", "2014-06-05"}, {"5 червня 2014 року", "2014-06-05"},
        {"5. Juni 2014", "2014-06-05"}, {"1er juin 2014", "2014-06-01"}, {"5 de junio de 2014", "2014-06-05"}, {"5 czerwca 2014", "2014-06-05"}, {"Jun. 5, 2014", "2014-06-05"},
        {"18:30, 5 June 2014", "2014-06-05T18:30"}, {"13/06/2014", "2014-06-13"}, {"Sunday 31 February 2014", ""}, {"in 2014 and 2015", ""}, {"June 5th", ""}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct date date;
        size_t start, end;
        struct buf out = buf_make(arena);
        if (page_date_find(arena, str_from(cases[i].in), STR(""), false, &date, &start, &end))
            date_write(&date, &out);
        if (!str_eq(buf_str(&out), str_from(cases[i].out)))
            fail_msg("%s gives %.*s", cases[i].in, STR_ARG(buf_str(&out)));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_marks), cmocka_unit_test(test_months), cmocka_unit_test(test_furniture), cmocka_unit_test(test_entities),
                                       cmocka_unit_test(test_references), cmocka_unit_test(test_tags), cmocka_unit_test(test_dates)};
    arena = arena_make(0);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_free(arena);
    return failed;
}
