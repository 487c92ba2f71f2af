/* test_tsv.c: breaks if a field goes to another column, or a message names another line than the editor shows. */
#include "base/base_test.h"
#include "base/tsv.h"

static void reads_rows(void **state)
{
    (void)state;
    struct tsv tsv;
    str text = STR("\xEF\xBB\xBF# licence: none\n\nname\tcode\tnote\r\n# a comment\none\t1\tx y\r\n \t \n\t2\nthree\t3\t\textra");
    assert_true(tsv_open(&tsv, "t.tsv", text, NULL));
    assert_int_equal(tsv.columns, 3);
    assert_int_equal(tsv_column(&tsv, STR("note")), 2);
    assert_true(tsv_column(&tsv, STR("Note")) == SIZE_MAX);
    assert_true(tsv_next(&tsv));
    assert_int_equal(tsv.line, 5);
    assert_str(tsv_field(&tsv, STR("note")), "x y");
    assert_true(tsv_next(&tsv));
    assert_int_equal(tsv.line, 7);
    assert_int_equal(tsv.field_count, 2);
    assert_str(tsv_field(&tsv, STR("name")), "");
    assert_str(tsv_field(&tsv, STR("code")), "2");
    assert_str(tsv_field(&tsv, STR("note")), "");       /* not the "x y" of the row before */
    assert_true(tsv_next(&tsv));
    assert_int_equal(tsv.field_count, 4);
    assert_str(tsv.fields[3], "extra");
    assert_str(tsv_field(&tsv, STR("nothing")), "");
    struct err err = {0};
    assert_false(tsv_fail(&tsv, &err, "the code \"%s\" is unknown", "3"));
    assert_err(&err, ERR_DATA, "t.tsv:8: the code \"3\" is unknown");
    assert_false(tsv_next(&tsv));
    assert_false(tsv_next(&tsv));
}

static void refuses_bad_headers(void **state)
{
    (void)state;
    struct tsv tsv;
    struct err err = {0};
    assert_false(tsv_open(&tsv, "t.tsv", STR("# only a comment\n"), &err));
    assert_err(&err, ERR_DATA, "t.tsv: the table has no header line");
    err_reset(&err);
    assert_false(tsv_open(&tsv, "t.tsv", STR("# x\na\tb\ta\n"), &err));
    assert_err(&err, ERR_DATA, "t.tsv:2: the header has the column \"a\" twice");
    err_reset(&err);
    assert_false(tsv_open(&tsv, "t.tsv", STR("1\t2\t3\t4\t5\t6\t7\t8\t9\t10\t11\t12\t13\t14\t15\t16\t17\t18\t19\t20\t21\t22\t23\t24\t25\t26\t27\t"
                                             "28\t29\t30\t31\t32\t33"), &err));
    assert_err(&err, ERR_DATA, "t.tsv:1: the header has more than 32 columns");
}

/* Breaks if a row with more fields than the table can hold is written outside of it. */
static void bounds_fields(void **state)
{
    (void)state;
    struct tsv tsv;
    char text[200] = "a\n";
    memset(text + 2, '\t', 100);
    assert_true(tsv_open(&tsv, "t.tsv", (str){text, 2}, NULL) && !tsv_next(&tsv));
    text[2] = 'x';
    assert_true(tsv_open(&tsv, "t.tsv", (str){text, 102}, NULL) && tsv_next(&tsv));
    assert_int_equal(tsv.field_count, TSV_COLUMNS_MAX);
    assert_str(tsv.fields[0], "x");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(reads_rows), cmocka_unit_test(refuses_bad_headers), cmocka_unit_test(bounds_fields)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
