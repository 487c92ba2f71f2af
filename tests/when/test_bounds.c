/* Bad input: long words and numbers, scripts of all kinds, texts of nothing but time words; lack of memory; broken tables. */
#include "when_test.h"

#include <stdio.h>
#include <unistd.h>

#include "when/when_inner.h"

static str repeated(struct arena *arena, const char *text, size_t times)
{
    struct buf out = buf_make(arena);
    for (size_t i = 0; i < times; i++)
        buf_add(&out, str_from(text));
    return buf_take(&out);
}

/* Breaks for an overrun or an endless loop in any rule: the sanitizer and the test's time limit are the judges. */
static void strange_texts(void **state)
{
    (void)state;
    static const char *const parts[] = {"a", "9", "'", "-", "the ", "last ", "next two ", "19", "5 June ", "of ", "1941-45-", "\xD1\x80", "\xE2\x80\x99", "\xF0\x9F\x98\x80 ",
        "\xD7\xA9 ", "\xFF\xFE", "every other ", "half a ", "a few ", "two hundred and ", "early in the ", "at 5 p.m. on ", "may ", "Q3 ",
            "two days before the ", "5/", "5:", "5."};
    struct err err = {0};
    struct when *when;
    struct arena *arena = arena_make(0);
    assert_true(when_open(&when, &err));
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        test_times(when, arena, repeated(arena, parts[i], 10240 / strlen(parts[i])), day_of(2014, 6, 10));
        arena_reset(arena);
    }
    /* Any mixture of them, with a fixed seed. */
    uint64_t seed = 20140605;
    for (int round = 0; round < 300; round++) {
        struct buf out = buf_make(arena);
        for (int i = 0; i < 60; i++)
            buf_add(&out, str_from(parts[test_below(&seed, sizeof parts / sizeof *parts)]));
        test_times(when, arena, buf_take(&out), round % 2 ? DAY_NONE : day_of(2014, 6, 10));
        arena_reset(arena);
    }
    assert_str(test_times(when, arena, STR(""), DAY_NONE), "-");
    when_close(when);
    arena_free(arena);
}

/* A text of 64 times the length takes at most about 64 times the memory: nothing is kept for pairs of expressions. */
static void linear(void **state)
{
    (void)state;
    struct err err = {0};
    struct when *when;
    struct arena *arena = arena_make(0);
    size_t used[2];
    assert_true(when_open(&when, &err));
    for (int i = 0; i < 2; i++) {
        str text = repeated(arena, "On 5 June two days later last week the early 1990s, ", i ? 6400 : 100);
        struct sentence sentence = test_sentence(arena, text, 0);
        struct timex_list list = {0};
        size_t before = arena_used(arena);
        when_find(when, arena, &sentence, 1, (struct when_anchor){.document = DAY_NONE}, &list);
        used[i] = arena_used(arena) - before;
        assert_int_equal(list.len, i ? 6400 * 4 : 400);
    }
    assert_true(used[1] < used[0] * 64 * 3);
    when_close(when);
    arena_free(arena);
}

struct job {const struct when *when; struct arena *arena; struct sentence sentence; struct timex_list list;};

static void find_job(void *at)
{
    struct job *job = at;
    job->list = (struct timex_list){0};
    when_find(job->when, job->arena, &job->sentence, 1, (struct when_anchor){.document = day_of(2014, 6, 10)}, &job->list);
}

/* Each allocation fails once. Breaks where something is kept from a run that failed, or a failure is not passed on. */
static void faults(void **state)
{
    (void)state;
    struct err err = {0};
    struct when *when;
    struct arena *arena = arena_make(0), *kept = arena_make(0);
    assert_true(when_open(&when, &err));
    str text = STR("On 5 June 2014, two weeks ago, every Monday, in the early 1990s, for three days, they met at 5 p.m. on Friday; now it is late May.");
    struct job job = {.when = when, .arena = arena, .sentence = test_sentence(kept, text, 0)};
    long n = 0;
    for (;; n++) {
        struct err failed = {0};
        arena_fail_after(arena, n);
        bool done = arena_try(arena, find_job, &job, &failed);
        arena_fail_after(arena, -1);
        if (done)
            break;
        assert_int_equal(failed.code, ERR_MEMORY);
        arena_reset(arena);
    }
    assert_true(n > 5);
    assert_int_equal(job.list.len, 8);
    when_close(when);
    arena_free(arena);
    arena_free(kept);
}

/* Broken lines are named with file, line and reason, and the others are used. */
static void broken_lines(void **state)
{
    (void)state;
    static const char *const names[] = {"months", "weekdays", "seasons", "units", "numbers", "ordinals", "parts", "dayparts", "relative", "days", "roles", "tense", "phrases", "holidays"};
    struct err err = {0};
    struct arena *arena = arena_make(0);
    char folder[] = "/tmp/when-tables-XXXXXX";
    assert_non_null(mkdtemp(folder));
    str bytes, path;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        assert_true(file_read(arena, arena_printf(arena, "data/when/en-%s.tsv", names[i]).at, 0, &bytes, &err));
        if (i == 0)
            bytes = arena_printf(arena, "%.*sbrumaire\t13\n5th\t5\n", STR_ARG(bytes));
        if (i == 13)
            bytes = arena_printf(arena, "%.*sNobody's Day\t13-01\n", STR_ARG(bytes));
        assert_true(file_write(arena_printf(arena, "%s/en-%s.tsv", folder, names[i]).at, bytes, &err));
    }
    path = arena_printf(arena, "%s/landmarks.tsv", folder);
    assert_true(file_write(path.at, STR("date\tdate_to\tkind\tcountries\tname\taliases\n2014-02-30\t\twar\tBLR\tA war\t\n2014-05-29\t\ttreaty\tBLR;RUS\tA treaty\tThe treaty of all\n"), &err));
    struct buf problems = buf_make(arena);
    struct pack_out out;
    assert_true(when_tables_read(arena, folder, &out, &problems, &err));
    str text = buf_str(&problems);
    size_t lines = 0;
    for (size_t i = 0; i < text.len; i++)
        lines += text.at[i] == '\n';
    assert_int_equal(lines, 4);
    assert_true(str_has(text, STR("en-months.tsv:27: month is no number from 1 to 12: \"13\"")));
    assert_true(str_has(text, STR("en-months.tsv:28: a word of letters alone is wanted: \"5th\"")));
    assert_true(str_has(text, STR("a day is MM-DD, MM-wN-K, MM-wN-last or easter+N: \"13-01\"")));
    assert_true(str_has(text, STR("landmarks.tsv:2: date is no day, month or year: \"2014-02-30\"")));
    assert_int_equal(out.sections[0].bytes.len, sizeof(struct when_landmark_record));
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        unlink(arena_printf(arena, "%s/en-%s.tsv", folder, names[i]).at);
    unlink(path.at);
    rmdir(folder);
    arena_free(arena);
}

/* The shipped tables have no broken line. */
static void shipped_tables(void **state)
{
    (void)state;
    struct err err = {0};
    struct arena *arena = arena_make(0);
    struct buf problems = buf_make(arena);
    struct pack_out out;
    assert_true(when_tables_read(arena, "data/when", &out, &problems, &err));
    assert_str(buf_str(&problems), "");
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(strange_texts), cmocka_unit_test(linear), cmocka_unit_test(faults),
        cmocka_unit_test(broken_lines),
                                       cmocka_unit_test(shipped_tables)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
