/* test_parts.c: what pages are made of, without a store: addresses read, words of dates and numbers, marks in a sentence, Host names. */
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

#include "site/site_http.h"

static struct arena *arena;

static int start(void **state)
{
    (void)state;
    arena = arena_make(0);
    return arena == NULL;
}

static int stop(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static void same(str text, const char *wanted)
{
    if (!str_eq(text, str_from(wanted)))
        fail_msg("“%.*s” instead of “%s”", STR_ARG(text), wanted);
}

/* Breaks for a path or query that is decoded before it is split, or for one that must be refused. */
static void test_request(void **state)
{
    (void)state;
    struct request request = {.arena = arena};
    struct err err = {0};
    assert_true(request_read(&request, STR("/relation/rus.region%2Fx/a%20b/?q=a+b%26c&from=2017-01-01&empty"), &err));
    assert_int_equal(request.segment_count, 3);
    same(request.segments[1], "rus.region/x");
    same(request.segments[2], "a b");
    same(request_param(&request, STR("q")), "a b&c");
    same(request_param(&request, STR("from")), "2017-01-01");
    same(request_param(&request, STR("empty")), "");
    static const char *const bad[] = {"x", "/%", "/%4", "/%zz", "/%00", "/%ff", "/?q=%c3", "/a/b/c/d/e/f"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        err_reset(&err);
        if (request_read(&request, str_from(bad[i]), &err))
            fail_msg("accepted: %s", bad[i]);
        assert_int_equal(err.code, ERR_USAGE);
    }
}

/* Breaks for links that lose the other parameters, or keep the changed one twice. */
static void test_query(void **state)
{
    (void)state;
    struct request request = {.arena = arena};
    assert_true(request_read(&request, STR("/search?q=a%20b&type=CONSULT&page=3"), NULL));
    same(site_query_with(&request, STR("/search"), "page", STR("4")), "/search?q=a%20b&type=CONSULT&page=4");
    same(site_query_with(&request, STR("/search"), "type", STR("")), "/search?q=a%20b&page=3");
}

/* Breaks for a date, a count or a share that a reader would write otherwise. */
static void test_words(void **state)
{
    (void)state;
    day at = day_of(2017, 11, 24);
    same(words_date(arena, at), "24 November 2017");
    same(words_date(arena, DAY_NONE), "unknown");
    same(words_date_short(arena, at, day_of(2017, 1, 1)), "24 Nov");
    same(words_date_short(arena, at, day_of(2016, 1, 1)), "24 Nov 2017");
    same(words_date_known(arena, at, DATE_MONTH), "November 2017");
    same(words_iso_date(arena, STR("2016-04-22T18:51")), "22 April 2016, 18:51");
    same(words_iso_date(arena, STR("2014-06")), "June 2014");
    same(words_iso_date(arena, STR("2010")), "2010");
    same(words_iso_date(arena, STR("nonsense")), "unknown");
    same(words_weekday(at), "Friday");
    same(words_count(arena, 0), "0");
    same(words_count(arena, 999), "999");
    same(words_count(arena, 1284), "1,284");
    same(words_count(arena, 12345678), "12,345,678");
    same(words_of(arena, 1, "event", "events"), "1 event");
    same(words_number(arena, 3), "three");
    same(words_number(arena, 13), "13");
    same(words_percent(arena, 0.814), "81%");
    same(words_percent(arena, 0.999), "99%");
    same(words_percent(arena, 0.001), "1%");
    same(words_percent(arena, 0), "0%");
    same(words_rate(arena, 1.25), "1.3");
    same(words_rate(arena, 12.4), "12");
    same(words_points(arena, 0.11), "+11");
    same(words_points(arena, -0.07), "−7");
    same(words_distance(arena, 1), "1 day");
    same(words_distance(arena, -59), "59 days");
    same(words_distance(arena, 92), "3 months");
    same(words_distance(arena, -1268), "3 years");
    same(words_cut(arena, STR("one two three four"), 10), "one two …");
    same(words_cut(arena, STR("short"), 10), "short");
}

/* Breaks for any name under which another site could make a browser ask here. */
static void test_host(void **state)
{
    (void)state;
    static const char *const good[] = {"127.0.0.1:8080", "localhost:8080", "LOCALHOST:8080", "[::1]:8080", "board.example:8080"};
    static const char *const bad[] = {"", "127.0.0.1", "127.0.0.1:80", "127.0.0.1:8081", "evil.example:8080",
                                      "127.0.0.1.evil.example:8080", "localhost", "localhost:", "localhost:8080:8080",
                                      "127.0.0.1:8080 ", "[::1", "[::1]", "::1", "board.example", "localhost:+8080x"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        if (!site_host_ok(str_from(good[i]), STR("board.example"), 8080))
            fail_msg("refused: %s", good[i]);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (site_host_ok(str_from(bad[i]), STR("board.example"), 8080))
            fail_msg("accepted: %s", bad[i]);
    assert_true(site_host_ok(STR("localhost"), STR(""), 80));
}

static str marked(const char *text, const char *date, struct evidence_mark_list *marks)
{
    struct event event = {.text = str_from(text), .date = str_from(date), .date_from = STR("explicit")};
    struct buf buf = buf_make(arena);
    struct html html = html_make(&buf);
    evidence_of(arena, &event, 0, marks);
    evidence_sort(marks, event.text.len);
    evidence_write(&html, event.text, marks, false, NULL, 0);
    return buf_take(&buf);
}

/* Breaks for a date that is marked though it is another one, or not marked though the sentence says it. */
static void test_date_words(void **state)
{
    (void)state;
    static const struct {const char *text, *date, *wanted;} cases[] = {
        {"On June 5th, he met her.", "2014-06-05", "<span class=\"time\">On June 5th</span>, he met her."},
        {"He met her on 5 June 2014 in Minsk.", "2014-06-05", "He met her <span class=\"time\">on 5 June 2014</span> in Minsk."},
        {"The treaty was signed in late May.", "2014-05", "The treaty was signed <span class=\"time\">in late May</span>."},
        {"They met on Friday.", "2017-11-24", "They met <span class=\"time\">on Friday</span>."},
        {"On June 6, he met her.", "2014-06-05", "On June 6, he met her."},
        {"He may come.", "2014-05", "He may come."},
        {"In 2010 he met her.", "2010", "<span class=\"time\">In 2010</span> he met her."},
        {"The 20100 troops left.", "2010", "The 20100 troops left."},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct evidence_mark_list marks = {0};
        same(marked(cases[i].text, cases[i].date, &marks), cases[i].wanted);
    }
}

/* Breaks for marks that cross or leave the text, whatever ranges events bring along. */
static void test_marks(void **state)
{
    (void)state;
    unsigned seed = 5;
    str text = STR("President Lukashenko met with the Speaker of the Federation Council in Minsk on June 5th.");
    for (int round = 0; round < 5000; round++) {
        struct evidence_mark_list marks = {0};
        for (int i = 0; i < 8; i++) {
            seed = seed * 1664525u + 1013904223u;
            uint32_t from = (seed >> 8) % 100, to = from + (seed >> 20) % 30;
            *LIST_ADD(arena, &marks) = (struct evidence_mark){from, to, (enum evidence_kind)((seed >> 4) % 4), 0};
        }
        evidence_sort(&marks, text.len);
        for (size_t i = 0; i < marks.len; i++) {
            assert_true(marks.at[i].start < marks.at[i].end && marks.at[i].end <= text.len);
            assert_true(i == 0 || marks.at[i].start >= marks.at[i - 1].end);
        }
        struct buf buf = buf_make(arena);
        struct html html = html_make(&buf);
        struct evidence_anchor anchors[2] = {{40, 1}, {(uint32_t)text.len, 2}};
        evidence_write(&html, text, &marks, true, anchors, 2);
        assert_int_equal(html.faults, 0);
        assert_int_equal(html.depth, 0);
        assert_true(str_has(buf_str(&buf), STR("#e1")) && str_has(buf_str(&buf), STR("#e2")));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_request), cmocka_unit_test(test_query), cmocka_unit_test(test_words), cmocka_unit_test(test_host),
            cmocka_unit_test(test_date_words), cmocka_unit_test(test_marks),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
