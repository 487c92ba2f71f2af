/* test_day.c: breaks if a day is counted wrongly anywhere in 400 years, or a form of a date that pages use is not read. */
#include "base/base_test.h"
#include "base/day.h"

/* Counts day by day from 1970-01-01 (a Thursday) to 2400 and back to 1600: a whole cycle of the calendar, and more. */
static void agrees_with_plain_counting(void **state)
{
    (void)state;
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int weekday = 5;                    /* 1600-01-01 was a Saturday */
    day number = -135140;               /* and this many days before 1970 */
    for (int year = 1600; year <= 2400; year++)
        for (int month = 1; month <= 12; month++) {
            int leap = month == 2 && (year % 400 == 0 || (year % 4 == 0 && year % 100 != 0));
            assert_int_equal(day_month_length(year, month), lengths[month - 1] + leap);
            for (int date = 1; date <= lengths[month - 1] + leap; date++, number++, weekday = (weekday + 1) % 7) {
                int y, m, d;
                assert_int_equal(day_of(year, month, date), number);
                assert_int_equal(day_weekday(number), weekday);
                day_split(number, &y, &m, &d);
                assert_true(y == year && m == month && d == date);
            }
        }
    assert_int_equal(day_of(1970, 1, 1), 0);
    assert_int_equal(day_weekday(0), 3);
}

static void reads_and_writes_days(void **state)
{
    (void)state;
    char text[12];
    day number = 5;
    assert_true(day_read(STR("2016-02-29"), &number) && number == day_of(2016, 2, 29));
    assert_str(day_write(number, text), "2016-02-29");
    assert_str(day_write(DAY_NONE, text), "");
    const char *bad[] = {"", "2016-2-29", "2015-02-29", "2016-13-01", "2016-00-01", "2016-01-00", "2016-01-01 ", " 2016-01-01", "0000-01-01",
                         "20160101", "2016-01-01T"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_false(day_read(str_from(bad[i]), &number));
}

struct example {const char *text, *written;};       /* written: "" where the text is refused */

static void check_examples(const struct example *examples, size_t count, bool (*read)(str, struct date *))
{
    struct arena *arena = arena_make(0);
    struct buf buf = buf_make(arena);
    for (size_t i = 0; i < count; i++) {
        struct date date = {0};
        buf_reset(&buf);
        if (read(str_from(examples[i].text), &date))
            date_write(&date, &buf);
        else
            assert_int_equal(date.precision, DATE_NONE);    /* left alone */
        if (!str_eq(buf_str(&buf), str_from(examples[i].written)))
            fail_msg("%s is read as \"%.*s\"", examples[i].text, STR_ARG(buf_str(&buf)));
    }
    arena_free(arena);
}

static void reads_iso(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"2016", "2016"}, {"2016-04", "2016-04"}, {"2016-04-22", "2016-04-22"}, {" 2016-04-22\n", "2016-04-22"},
        {"2016-04-22T18:51", "2016-04-22T18:51"}, {"2016-04-22 18:51:30", "2016-04-22T18:51:30"},
        {"2016-04-22T18:51:30.123Z", "2016-04-22T18:51:30Z"}, {"2016-04-22T18:51+0300", "2016-04-22T18:51+03:00"},
        {"2016-04-22T18:51:00-05:30", "2016-04-22T18:51:00-05:30"}, {"2016-04-22T18:51+03", "2016-04-22T18:51+03:00"},
        {"2016-04-22 18:51:00 +0300", "2016-04-22T18:51:00+03:00"}, {"2016-04-22T00:00:00.000000+00:00", "2016-04-22T00:00:00Z"},
        {"2016-04-22T9:05", "2016-04-22T09:05"},
        {"", ""}, {"16-04-22", ""}, {"2016-4-22", ""}, {"2016-04-31", ""}, {"2016-04-22T", ""}, {"2016-04-22T24:00", ""},
        {"2016-04-22T18:60", ""}, {"2016-04-22T18:51:61", ""}, {"2016-04-22T18:51+25:00", ""}, {"2016-04-22T18:51+3", ""},
        {"2016-04-22T18:51+03:60", ""}, {"2016-04-22T18:51 or so", ""}, {"0000", ""}, {"2016-04-22T18:51:30.", ""}, {"20160422", ""},
        {"2016-", ""}, {"2016-04-", ""}, {"2016-04-22T18:51Z3", ""},
    };
    check_examples(examples, sizeof examples / sizeof examples[0], date_read_iso);
}

static void reads_mail_and_http_dates(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"Fri, 22 Apr 2016 18:51:00 +0300", "2016-04-22T18:51:00+03:00"}, {"22 Apr 2016 18:51 GMT", "2016-04-22T18:51Z"},
        {"Sun, 06 Nov 1994 08:49:37 GMT", "1994-11-06T08:49:37Z"}, {"Sunday, 06-Nov-94 08:49:37 GMT", "1994-11-06T08:49:37Z"},
        {"Sun Nov  6 08:49:37 1994", "1994-11-06T08:49:37Z"}, {"Fri, 1 Jul 16 09:00:00 EST", "2016-07-01T09:00:00-05:00"},
        {"Fri, 22 Apr 2016 18:51:00 +0300 (MSK)", "2016-04-22T18:51:00+03:00"}, {"22 April 2016", "2016-04-22"},
        {"Fri, 22 Apr 2016 18:51:00 MSK", "2016-04-22T18:51:00"}, {"Fri, 22 Apr 2016 18:51:00", "2016-04-22T18:51:00"},
        {"Thu, 1 Sept 116 10:00 Z", "2016-09-01T10:00Z"},
        {"", ""}, {"Fri", ""}, {"Fri,", ""}, {"31 Apr 2016", ""}, {"22 Xyz 2016", ""}, {"22 Ap 2016", ""}, {"Apr 22 2016", ""},
        {"22 Apr 2016 18:51:00 +0300 tail", ""}, {"22 Apr 2016 25:00", ""}, {"Feb 29 10:00:00 2015", ""},
    };
    check_examples(examples, sizeof examples / sizeof examples[0], date_read_rfc);
}

static void knows_the_days_that_a_date_may_mean(void **state)
{
    (void)state;
    struct date date;
    assert_true(date_read_iso(STR("2016-02"), &date));
    assert_int_equal(date_first(&date), day_of(2016, 2, 1));
    assert_int_equal(date_last(&date), day_of(2016, 2, 29));
    assert_true(date_read_iso(STR("2016"), &date));
    assert_int_equal(date_first(&date), day_of(2016, 1, 1));
    assert_int_equal(date_last(&date), day_of(2016, 12, 31));
    date = date_of_day(day_of(2016, 4, 22));
    assert_int_equal(date_first(&date), date_last(&date));
    date = date_of_day(DAY_NONE);
    assert_true(!date_valid(&date) && date_first(&date) == DAY_NONE && date_last(&date) == DAY_NONE);
    date = (struct date){0};
    assert_false(date_valid(&date));
}

/* Breaks if some text makes the readers step outside of it: random pieces of dates, each in a block of its own. */
static void survives_any_text(void **state)
{
    (void)state;
    uint64_t seed = 6;
    for (int round = 0; round < 100000; round++) {
        size_t len = test_below(&seed, 30);
        char *text = malloc(len + !len);
        for (size_t i = 0; i < len; i++)
            text[i] = "0123456789-:T+ .ZFriAp,\xD0("[test_below(&seed, 24)];
        struct date date;
        if (date_read_iso((str){text, len}, &date) || date_read_rfc((str){text, len}, &date))
            assert_true(date_valid(&date));
        free(text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_plain_counting), cmocka_unit_test(reads_and_writes_days), cmocka_unit_test(reads_iso),
        cmocka_unit_test(reads_mail_and_http_dates), cmocka_unit_test(knows_the_days_that_a_date_may_mean),
        cmocka_unit_test(survives_any_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
