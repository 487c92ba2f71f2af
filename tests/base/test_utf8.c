/* test_utf8.c: breaks if a sequence that table 3-7 of Unicode forbids is read, damage spreads to the next character, or two
 * ways of counting and stepping do not agree. The judge is a decoder that knows nothing but the definition. */
#include "base/base_test.h"
#include "base/utf8.h"

/* By definition: the only code point whose encoding the bytes at s.at + at begin with, or UTF8_BAD and *len 0. */
static uint32_t plain_decode(str s, size_t at, size_t *len)
{
    unsigned char lead = (unsigned char)s.at[at];
    *len = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    uint32_t value = *len == 1 ? lead : lead & (0xFFu >> (*len + 1));
    bool good = (lead < 0x80 || lead >= 0xC0) && lead < 0xF8 && at + *len <= s.len;
    for (size_t i = 1; good && i < *len; i++) {
        good = ((unsigned char)s.at[at + i] & 0xC0) == 0x80;
        value = value << 6 | ((unsigned char)s.at[at + i] & 0x3Fu);
    }
    char again[4];
    if (good && value <= 0x10FFFF && (value < 0xD800 || value > 0xDFFF) && utf8_write(value, again) == *len)
        return value;
    *len = 0;
    return UTF8_BAD;
}

/* Could the bytes [at, at + len) begin a valid character, if others followed? */
static bool begins_one(str s, size_t at, size_t len)
{
    for (int filler = 0x80; filler <= 0xBF; filler++) {
        char tried[4];
        size_t got;
        memset(tried, filler, sizeof tried);
        memcpy(tried, s.at + at, len);
        plain_decode((str){tried, sizeof tried}, 0, &got);
        if (got > len)
            return true;
    }
    return false;
}

static void check_text(str s)
{
    bool valid = true;
    size_t count = 0;
    for (size_t at = 0; at < s.len; count++) {
        size_t len, start = at;
        uint32_t expected = plain_decode(s, at, &len);
        assert_int_equal(utf8_next(s, &at), expected);
        if (len > 0) {
            assert_int_equal(at, start + len);
            assert_int_equal(utf8_before(s, at), expected);
            continue;
        }
        valid = false;
        size_t most = 1;                /* the maximal part: the longest that could have become a character, at least a byte */
        for (size_t part = 2; part <= 3 && start + part <= s.len && begins_one(s, start, part); part++)
            most = part;
        assert_int_equal(at, start + most);
    }
    assert_int_equal(utf8_valid(s), valid);
    assert_int_equal(utf8_chars(s), count);
}

static void all_short_sequences(void **state)
{
    (void)state;
    static const unsigned char bytes[] = {0x00, 'a', 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xED,
                                          0xEF, 0xF0, 0xF1, 0xF4, 0xF5, 0xFF};
    enum {KINDS = sizeof bytes};
    for (size_t n = 0; n < KINDS * KINDS * KINDS * KINDS; n++) {
        char *text = malloc(4);         /* of its own, so that a read behind it is seen */
        for (size_t i = 0, rest = n; i < 4; i++, rest /= KINDS)
            text[i] = (char)bytes[rest % KINDS];
        check_text((str){text, 4});
        free(text);
    }
}

static void every_code_point_comes_back(void **state)
{
    (void)state;
    for (uint32_t code_point = 0; code_point <= 0x110000; code_point++) {
        char bytes[4];
        size_t at = 0, len = utf8_write(code_point, bytes);
        bool scalar = code_point < 0xD800 || (code_point > 0xDFFF && code_point <= 0x10FFFF);
        assert_int_equal(utf8_next((str){bytes, len}, &at), scalar ? code_point : UTF8_BAD);
        assert_int_equal(at, len);
    }
}

static void repairs(void **state)
{
    (void)state;
    struct arena *arena = arena_make(0);
    uint64_t seed = 4;
    str good = STR("\xD0\x9C\xD1\x96\xD0\xBD\xD1\x81\xD0\xBA, 10 \xEF\xBF\xBD");
    assert_ptr_equal(utf8_repair(arena, good).at, good.at);
    assert_str(utf8_repair(arena, STR("a\xE2\x82z\xFF")), "a\xEF\xBF\xBDz\xEF\xBF\xBD");
    assert_str(utf8_repair(arena, STR("12345678\xC3")), "12345678\xEF\xBF\xBD");
    for (int round = 0; round < 5000; round++) {
        char text[40];
        size_t len = test_below(&seed, sizeof text);
        for (size_t i = 0; i < len; i++)
            text[i] = (char)(test_below(&seed, 2) ? 'a' : test_random(&seed) >> 20);
        str repaired = utf8_repair(arena, (str){text, len});
        check_text((str){text, len});
        assert_true(utf8_valid(repaired));
        assert_int_equal(utf8_chars(repaired), utf8_chars((str){text, len}));
    }
    arena_free(arena);
}

static void knows_cases_and_classes(void **state)
{
    (void)state;
    struct arena *arena = arena_make(0);
    assert_str(utf8_fold(arena, STR("\xD0\x9B\xD0\xA3\xD0\x9A\xD0\x90 Z\xC3\x9C\x52")), "\xD0\xBB\xD1\x83\xD0\xBA\xD0\xB0 z\xC3\xBCr");
    assert_str(utf8_upper_first(arena, STR("\xD1\x8F\xD0\xBD\xD0\xBA\xD0\xB0")), "\xD0\xAF\xD0\xBD\xD0\xBA\xD0\xB0");
    assert_str(utf8_upper_first(arena, STR("")), "");
    assert_true(utf8_is_letter('z') && utf8_is_letter(0x45E) && !utf8_is_letter('1') && !utf8_is_letter(0x2019));
    assert_true(utf8_is_upper(0x40E) && !utf8_is_upper(0x45E) && utf8_is_upper('A') && !utf8_is_upper('a'));
    assert_true(utf8_is_digit('7') && utf8_is_digit(0x664) && !utf8_is_digit('x'));
    assert_true(utf8_is_space(0xA0) && utf8_is_space(0x202F) && utf8_is_space('\t') && utf8_is_space(0x0B) && !utf8_is_space('_'));
    assert_int_equal(utf8_before(STR("abc"), 0), 0);
    arena_free(arena);
}

static void stage(void *arena)
{
    utf8_repair(arena, STR("\xFF and \xFE, twice over and a good deal longer than the first room of sixty-four bytes"));
    utf8_fold(arena, STR("ABC"));
    utf8_upper_first(arena, STR("abc"));
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    struct arena *arena = arena_make(0);
    assert_true(test_every_allocation(arena, stage, arena) >= 4);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_short_sequences), cmocka_unit_test(every_code_point_comes_back), cmocka_unit_test(repairs),
        cmocka_unit_test(knows_cases_and_classes), cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
