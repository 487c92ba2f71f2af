/* test_buf.c: breaks if written text is lost or changed when the buffer grows, or a taken text is written over. */
#include "base/base_test.h"
#include "base/buf.h"

static void grows_like_one_long_text(void **state)
{
    (void)state;
    uint64_t seed = 3;
    static char expected[200000];
    size_t len = 0;
    struct arena *arena = arena_make(0);
    struct buf buf = buf_make(arena);
    assert_str(buf_str(&buf), "");
    while (len < sizeof expected - 100) {
        char piece[80];
        size_t size = test_below(&seed, sizeof piece);
        memset(piece, (int)('a' + len % 26), size);
        if (len % 3 == 0)
            buf_add(&buf, (str){piece, size});
        else if (len % 3 == 1)
            buf_printf(&buf, "%.*s", (int)size, piece);
        else
            buf_add_char(&buf, piece[0] = 'z'), size = 1;
        memcpy(expected + len, piece, size);
        len += size;
        if (size == 0)
            buf_add_char(&buf, '.'), expected[len++] = '.';
    }
    assert_int_equal(buf.len, len);
    assert_memory_equal(buf_str(&buf).at, expected, len);
    arena_free(arena);
}

static void gives_its_text_away(void **state)
{
    (void)state;
    struct arena *arena = arena_make(0);
    struct buf buf = buf_make(arena);
    buf_add_utf8(&buf, 0x20AC);
    buf_add_utf8(&buf, 0xD800);
    str taken = buf_take(&buf);
    buf_add(&buf, STR("something else"));
    assert_str(taken, "\xE2\x82\xAC\xEF\xBF\xBD");
    buf_reset(&buf);
    assert_str(buf_str(&buf), "");
    buf_printf(&buf, "%s", "");
    assert_int_equal(buf.len, 0);
    arena_free(arena);
}

static void write_stage(void *arena)
{
    struct buf buf = buf_make(arena);
    for (int i = 0; i < 1000; i++)
        buf_printf(&buf, "%d ", i);
    assert_int_equal(buf.len, 10 * 2 + 90 * 3 + 900 * 4);
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    struct arena *arena = arena_make(0);
    assert_true(test_every_allocation(arena, write_stage, arena) > 3);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(grows_like_one_long_text), cmocka_unit_test(gives_its_text_away), cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
