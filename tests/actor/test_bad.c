/* test_bad.c: input that nobody would write: long names, many scripts, rubbish; failing allocations; work that must stay linear. */
#include "actor_test.h"

#include "base/base_test.h"

static void check_list(const struct mention_list *list, const struct sentence_list *sentences)
{
    for (size_t i = 0; i < list->len; i++) {
        const struct mention *mention = &list->at[i];
        const struct sentence *sentence = &sentences->at[mention->sentence];
        assert_true(mention->first <= mention->last && mention->last < sentence->count);
        assert_true(mention->start <= mention->end && mention->end <= sentence->text.len);
        assert_true(i == 0 || list->at[i - 1].sentence < mention->sentence || list->at[i - 1].last <= mention->first);
    }
}

/* text, repeated so that it has about len bytes. */
static str repeated(struct arena *arena, const char *text, size_t len)
{
    struct buf buf = buf_make(arena);
    while (buf.len < len)
        buf_add(&buf, str_from(text));
    return buf_take(&buf);
}

static const char *const nasty[] = {
    "A", "Aa", "President ", "President of ", "the president of the president of ", "Belarus’ ", "Belarus, ", "Belarusian and ", "Belarusian, Russian and ",
    "a.b.c.d.e.f.g.h.i.jj ", "former deputy acting new ", "Lukashenko ", "Ivan Petrov ", "Minsk-", "(((", "’s ", "’", "head of the head, ", "representatives of 19 ",
    "اللغة العربية ", "\xE2\x80\x8F\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D ", "\xF0\x9F\x98\x80", "Лукашэнка ", "e\xCC\x81\xCC\x81\xCC\x81", "\xFF\xFE", "U.S.", "a.b.", "北京",
};

/* Breaks for: a crash, an offset out of bounds, or a name of 10 kB that is not read as any other. */
static void test_nasty(void **state)
{
    struct actor_test *test = *state;
    struct arena *outer = test->arena;
    for (size_t i = 0; i < sizeof nasty / sizeof *nasty; i++) {
        struct sentence_list sentences = {0};
        struct mention mention;
        test->arena = arena_make(0);
        str text = repeated(test->arena, nasty[i], 10000);
        struct mention_list list = test_find(test, text, "2014-06-05", &sentences);
        check_list(&list, &sentences);
        actor_phrase(test->actor, NULL, test->arena, text, text, day_of(2014, 6, 5), &mention, NULL);
        arena_free(test->arena);
    }
    test->arena = outer;
}

/* Breaks for: work that grows faster than the text: memory stands for work, since every step of it leaves something there; the room
 * itself reads at most a fixed number of items from each. */
static void test_linear(void **state)
{
    struct actor_test *test = *state;
    struct arena *outer = test->arena;
    for (size_t i = 0; i < sizeof nasty / sizeof *nasty; i++) {
        size_t used[2];
        for (size_t k = 0; k < 2; k++) {
            struct sentence_list sentences = {0};
            test->arena = arena_make(0);
            test_find(test, repeated(test->arena, nasty[i], k == 0 ? 4000 : 40000), "2014-06-05", &sentences);
            used[k] = arena_used(test->arena);
            arena_free(test->arena);
        }
        if (used[1] > used[0] * 22)
            fail_msg("ten times \"%s\" takes %zu bytes after %zu", nasty[i], used[1], used[0]);
    }
    test->arena = outer;
}

/* Breaks for: rubbish of any kind that leads out of bounds. Fixed seed. */
static void test_rubbish(void **state)
{
    struct actor_test *test = *state;
    struct arena *outer = test->arena;
    uint64_t seed = 20140605;
    for (int round = 0; round < 300; round++) {
        struct sentence_list sentences = {0};
        test->arena = arena_make(0);
        struct buf buf = buf_make(test->arena);
        size_t parts = 1 + test_below(&seed, 40);
        for (size_t i = 0; i < parts; i++) {
            buf_add(&buf, str_from(nasty[test_below(&seed, sizeof nasty / sizeof *nasty)]));
            buf_add_char(&buf, (char)(test_below(&seed, 4) == 0 ? test_below(&seed, 256) : ' '));
        }
        struct mention_list list = test_find(test, buf_str(&buf), "2014-06-05", &sentences);
        check_list(&list, &sentences);
        arena_free(test->arena);
    }
    test->arena = outer;
}

struct failing {struct actor_test *test; bool done;};

static void find_once(void *at)
{
    struct failing *failing = at;
    struct sentence_list sentences = {0};
    test_find(failing->test, STR("President Lukashenko met Ivan Petrov (IP) in Minsk.\nHe thanked the Belarusian and Russian authorities."), "2014-06-05", &sentences);
    failing->done = true;
}

/* Breaks for: an allocation whose failure is not led to the door. */
static void test_memory(void **state)
{
    struct actor_test *test = *state;
    struct failing failing = {test, false};
    for (long n = 0; !failing.done; n++) {
        struct err err = {0};
        arena_fail_after(test->arena, n);
        if (!arena_try(test->arena, find_once, &failing, &err))
            assert_int_equal(err.code, ERR_MEMORY);
        assert_true(n < 10000);
    }
    arena_fail_after(test->arena, -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_nasty), cmocka_unit_test(test_linear), cmocka_unit_test(test_rubbish), cmocka_unit_test(test_memory)};
    return cmocka_run_group_tests(tests, actor_setup, actor_teardown);
}
