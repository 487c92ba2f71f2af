/* test_err.c: breaks if a later failure hides the first one, or a long text runs over its field. */
#include "base/base_test.h"

static void keeps_the_first_failure(void **state)
{
    (void)state;
    struct err err = {0};
    assert_false(err_fail(&err, ERR_INPUT, "page.html:7", "the element %s has no end", "table"));
    assert_false(err_fail(&err, ERR_MEMORY, "", "later"));
    assert_err(&err, ERR_INPUT, "page.html:7: the element table has no end");
    err_reset(&err);
    assert_false(err_fail(&err, ERR_USAGE, NULL, "alone"));
    assert_err(&err, ERR_USAGE, "alone");
    assert_false(err_fail(NULL, ERR_USAGE, "", "nobody asks"));
}

static void cuts_long_texts(void **state)
{
    (void)state;
    struct err err = {0};
    char text[4000], room[10];
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = 0;
    err_fail(&err, ERR_FILE, text, "%s", text);
    assert_int_equal(strlen(err.where), sizeof err.where - 1);
    assert_int_equal(strlen(err.why), sizeof err.why - 1);
    assert_string_equal(err_text(&err, room, sizeof room), "xxxxxxxxx");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(keeps_the_first_failure), cmocka_unit_test(cuts_long_texts)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
