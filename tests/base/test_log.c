/* test_log.c: breaks if a message can steer the terminal, a long one is not ended by a line feed, or progress tells wrong numbers
 * or is shown where nobody looks. stderr is caught in a file. */
#include "base/base_test.h"
#include "base/log.h"

#include <stdio.h>
#include <unistd.h>

static FILE *caught;
static int before;

static void catch_stderr(void)
{
    fflush(stderr);
    caught = tmpfile();
    assert_non_null(caught);
    before = dup(STDERR_FILENO);
    dup2(fileno(caught), STDERR_FILENO);
}

/* Ends the catch; what was written, in text. */
static str caught_text(char *text, size_t room)
{
    fflush(stderr);
    dup2(before, STDERR_FILENO);
    close(before);
    rewind(caught);
    size_t len = fread(text, 1, room, caught);
    fclose(caught);
    return (str){text, len};
}

static void writes_lines(void **state)
{
    (void)state;
    char text[4000], longer[3000];
    struct err err = {0};
    err_fail(&err, ERR_INPUT, "a\x1b[2Jb.html:3", "no end");
    memset(longer, 'x', sizeof longer - 1);
    longer[sizeof longer - 1] = 0;
    catch_stderr();
    log_err(&err);
    log_line("%d pages, %s", 3, "\xD0\x90\tb");
    log_line("%s", longer);
    str written = caught_text(text, sizeof text), line;
    assert_true(str_next_line(&written, &line));
    assert_str(line, "entente: a?[2Jb.html:3: no end");
    assert_true(str_next_line(&written, &line));
    assert_str(line, "entente: 3 pages, \xD0\x90\tb");
    assert_true(str_next_line(&written, &line));
    assert_true(line.len > 1800 && line.len < 2048);
    assert_int_equal(written.len, 0);
}

static void tells_progress(void **state)
{
    (void)state;
    char text[200];
    struct progress progress = {.what = "read", .unit = "pages", .done = 1204, .total = 5000, .started_ms = 1000};
    assert_string_equal(progress_text(&progress, 3000, text, sizeof text), "read: 1,204 of 5,000 pages, 602/s, 7 s left");
    progress.done = 1234567;
    progress.total = 0;
    assert_string_equal(progress_text(&progress, 2000, text, sizeof text), "read: 1,234,567 pages, 1,234,567/s");
    progress.done = 0;
    progress.total = 10;
    assert_string_equal(progress_text(&progress, 1000, text, sizeof text), "read: 0 of 10 pages, 0/s");
    for (size_t room = 1; room < 60; room++)
        assert_true(strlen(progress_text(&progress, 9000, text, room)) < room);
}

static void stays_silent_in_a_file(void **state)
{
    (void)state;
    char text[100];
    catch_stderr();
    struct progress progress = progress_make("read", "pages", 10);
    progress.started_ms -= 100000;
    progress_step(&progress, 5);
    progress_end(&progress);
    assert_int_equal(caught_text(text, sizeof text).len, 0);
    assert_int_equal(progress.done, 5);
}

static void shows_itself_at_a_terminal(void **state)
{
    (void)state;
    char text[400];
    catch_stderr();
    struct progress progress = progress_make("read", "pages", 10);
    progress.terminal = true;
    progress_step(&progress, 1);            /* too early */
    progress_end(&progress);
    progress.started_ms -= 100000;
    progress.shown_ms = progress.started_ms;
    progress_step(&progress, 5);
    progress_step(&progress, 6);            /* too soon after */
    progress_end(&progress);
    str written = caught_text(text, sizeof text);
    assert_true(str_starts(written, STR("\r\033[Kread: 5 of 10 pages, 0/s, ")));
    assert_true(str_ends(written, STR(" s left\r\033[K")));
    assert_false(str_has(written, STR("6 of")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(writes_lines), cmocka_unit_test(tells_progress), cmocka_unit_test(stays_silent_in_a_file),
        cmocka_unit_test(shows_itself_at_a_terminal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
