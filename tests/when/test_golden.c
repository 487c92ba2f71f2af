/* The cases of tests/when/golden: NAME.in has an anchor and a sentence a line, NAME.out what is found in it. Breaks for any rule, table or value
 * that changes what a sentence of the news gives. With ENTENTE_GOLDEN=print the lines found are printed, to be read before they are kept. */
#include "when_test.h"

#include <stdio.h>

static int cases_run;

static int file_run(const struct when *when, struct arena *arena, const char *name)
{
    struct err err = {0};
    str in, out, line, expected = {0};
    int wrong = 0;
    bool print = getenv("ENTENTE_GOLDEN") != NULL;
    assert_true(file_read(arena, arena_printf(arena, "tests/when/golden/%s.in", name).at, 0, &in, &err));
    if (!print)
        assert_true(file_read(arena, arena_printf(arena, "tests/when/golden/%s.out", name).at, 0, &out, &err));
    while (str_next_line(&in, &line)) {
        if (line.len == 0 || line.at[0] == '#')
            continue;
        size_t tab = str_find_char(line, '\t', 0);
        day anchor = DAY_NONE;
        assert_true(str_eq(str_sub(line, 0, tab), STR("-")) || day_read(str_sub(line, 0, tab), &anchor));
        str found = test_times(when, arena, str_from_at(line, tab + 1), anchor);
        cases_run++;
        if (print) {
            fprintf(stderr, "%s\t%.*s\n", name, STR_ARG(found));
            continue;
        }
        if (!str_next_line(&out, &expected) || !str_eq(found, expected)) {
            print_error("%s: %.*s\n  found    %.*s\n  expected %.*s\n", name, STR_ARG(line), STR_ARG(found), STR_ARG(expected));
            wrong++;
        }
    }
    return wrong;
}

static void golden(void **state)
{
    (void)state;
    static const char *const names[] = {"dates", "periods", "relative", "times", "durations", "ranges", "holidays"};
    struct err err = {0};
    struct when *when;
    struct arena *arena = arena_make(0);
    int wrong = 0;
    assert_true(when_open(&when, &err));
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        wrong += file_run(when, arena, names[i]);
    assert_int_equal(wrong, 0);
    assert_true(cases_run >= 150);
    when_close(when);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(golden)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
