/* test_str.c: breaks if a slice, a search, a number or a hash of base/str.h gives what a plain loop does not, or reads outside. */
#include "base/base_test.h"

#include <stdio.h>

static size_t plain_find(str s, str what, size_t from)
{
    for (size_t at = from; what.len > 0 && at + what.len <= s.len; at++)
        if (memcmp(s.at + at, what.at, what.len) == 0)
            return at;
    return s.len;
}

/* Breaks if the search skips an occurrence that overlaps a false start ("aab" in "aaab"), or steps over the end. */
static void finds_like_a_plain_loop(void **state)
{
    (void)state;
    uint64_t seed = 1;
    char text[24], word[4], upper[24];
    for (int round = 0; round < 20000; round++) {
        str s = {text, test_below(&seed, sizeof text)}, what = {word, 1 + test_below(&seed, 3)};
        for (size_t i = 0; i < s.len; i++) {
            text[i] = "ab\xD0"[test_below(&seed, 3)];
            upper[i] = text[i] == 'a' ? 'A' : text[i];
        }
        for (size_t i = 0; i < what.len; i++)
            word[i] = "ab\xD0"[test_below(&seed, 3)];
        size_t from = test_below(&seed, s.len + 3), expected = plain_find(s, what, from);
        assert_int_equal(str_find(s, what, from), expected);
        assert_int_equal(str_find_fold((str){upper, s.len}, what, from), expected);
        assert_int_equal(str_has(s, what), plain_find(s, what, 0) < s.len);
    }
}

/* Breaks if clipping is off by one or an empty str without address is read. */
static void clips_slices(void **state)
{
    (void)state;
    str s = STR("abcdef"), nothing = {NULL, 0};
    assert_str(str_sub(s, 2, 4), "cd");
    assert_str(str_sub(s, 4, 2), "");
    assert_str(str_sub(s, 4, 99), "ef");
    assert_str(str_from_at(s, 99), "");
    assert_str(str_trim(STR(" \t a b\r\n")), "a b");
    assert_str(str_trim(STR(" \n ")), "");
    assert_str(str_sub(nothing, 0, 5), "");
    assert_str(str_from(NULL), "");
    assert_true(str_eq(nothing, STR("")));
    assert_true(str_starts(nothing, STR("")) && str_ends(s, STR("def")) && !str_ends(STR("f"), s));
    assert_true(str_starts_fold(s, STR("ABC")) && str_eq_fold(s, STR("aBcDeF")) && !str_eq_fold(s, STR("abcde")));
    assert_true(str_cmp(STR("a"), STR("ab")) < 0 && str_cmp(STR("b"), STR("ab")) > 0 && str_cmp(s, s) == 0);
    assert_true(str_cmp(STR("\x7F"), STR("\x80")) < 0);     /* bytes, not signed characters */
    assert_int_equal(str_find_char(nothing, 'a', 0), 0);
}

/* Breaks if an empty part at the end is lost or a last line without line feed is. */
static void splits(void **state)
{
    (void)state;
    char joined[64] = "";
    str rest = STR("a,,b,"), part;
    while (str_next(&rest, ',', &part))
        snprintf(joined + strlen(joined), sizeof joined - strlen(joined), "[%.*s]", STR_ARG(part));
    assert_string_equal(joined, "[a][][b][]");
    joined[0] = 0;
    rest = STR("one\r\n\ntwo\rthree");
    while (str_next_line(&rest, &part))
        snprintf(joined + strlen(joined), sizeof joined - strlen(joined), "[%.*s]", STR_ARG(part));
    assert_string_equal(joined, "[one][][two\rthree]");
}

/* Breaks if a number is taken that is none, or one beyond 64 bits wraps around. */
static void reads_numbers(void **state)
{
    (void)state;
    int64_t number = 7;
    double real = 7;
    assert_true(str_int64(STR("-9223372036854775808"), &number) && number == INT64_MIN);
    assert_true(str_int64(STR("+9223372036854775807"), &number) && number == INT64_MAX);
    const char *bad[] = {"", "-", "+", " 1", "1 ", "0x1", "1.0", "9223372036854775808", "-9223372036854775809", "99999999999999999999"};
    number = 7;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_false(str_int64(str_from(bad[i]), &number));
    assert_int_equal(number, 7);
    assert_true(str_double(STR("-12.5e1"), &real) && real == -125.0);
    const char *no_double[] = {"", ".", "e", "1,5", "nan", "inf", "0x1", "1 ", " 1", "1.5.5"};
    for (size_t i = 0; i < sizeof no_double / sizeof no_double[0]; i++)
        assert_false(str_double(str_from(no_double[i]), &real));
}

/* Breaks if the hash changes: packs and the similarity index keep it. The values are of an independent computation. */
static void hashes_the_same_for_ever(void **state)
{
    (void)state;
    assert_true(str_hash(STR("")) == 0xefd01f60ba992926u);
    assert_true(str_hash(STR("Minsk")) == 0x897fbfdba4232bf4u);
}

/* Breaks if "did you mean" measures a swap of neighbours as two edits, or reads a long word outside its table. */
static void measures_distance(void **state)
{
    (void)state;
    char word[65];
    memset(word, 'a', sizeof word);
    assert_int_equal(str_distance(STR("jbos"), STR("jobs")), 1);
    assert_int_equal(str_distance(STR(""), STR("abc")), 3);
    assert_int_equal(str_distance(STR("abc"), STR("")), 3);
    assert_int_equal(str_distance(STR("kitten"), STR("sitting")), 3);
    assert_int_equal(str_distance(STR("same"), STR("same")), 0);
    assert_int_equal(str_distance((str){word, 63}, (str){word, 60}), 3);
    assert_true(str_distance((str){word, 64}, STR("a")) == SIZE_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_like_a_plain_loop), cmocka_unit_test(clips_slices), cmocka_unit_test(splits),
        cmocka_unit_test(reads_numbers), cmocka_unit_test(hashes_the_same_for_ever), cmocka_unit_test(measures_distance),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
