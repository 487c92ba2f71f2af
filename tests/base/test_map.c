/* test_map.c: breaks if a key is lost, found twice, or given in another order than that of its coming; judged by a plain list. */
#include "base/base_test.h"
#include "base/map.h"

#define KEYS 3000

struct twin {struct arena *arena; str keys[KEYS]; uint64_t values[KEYS]; size_t len;};

static uint64_t *twin_at(struct twin *twin, str key, bool *added)
{
    for (size_t i = 0; i < twin->len; i++)
        if (str_eq(twin->keys[i], key)) {
            *added = false;
            return &twin->values[i];
        }
    *added = true;
    twin->keys[twin->len] = key;
    twin->values[twin->len] = 0;
    return &twin->values[twin->len++];
}

static void agrees_with_a_list(void **state)
{
    (void)state;
    static struct twin twin;
    uint64_t seed = 5;
    struct arena *arena = arena_make(0);
    struct map map = map_make(arena);
    assert_null(map_find(&map, STR("before the first")));
    for (int round = 0; round < 6000; round++) {
        size_t number = test_below(&seed, KEYS);
        str key = number ? arena_printf(arena, "%zu", number) : STR("");
        bool added, expected;
        uint64_t *value = map_at(&map, key, &added), *judge = twin_at(&twin, key, &expected);
        assert_int_equal(added, expected);
        assert_int_equal(*value, *judge);
        *value = *judge = test_random(&seed);
        assert_int_equal(map.len, twin.len);
        assert_true(map.len * 2 <= map.slot_count);
    }
    for (size_t i = 0; i < map.len; i++) {
        assert_true(str_eq(map.entries[i].key, twin.keys[i]));
        assert_int_equal(map.entries[i].value, twin.values[i]);
        assert_ptr_equal(map_find(&map, twin.keys[i]), &map.entries[i].value);
    }
    assert_null(map_find(&map, STR("none of them")));
    arena_free(arena);
}

/* Keys that are added, with the map kept over a failure: it must still be whole. */
struct job {struct map *map; str key;};

static void add_stage(void *job_of_any_type)
{
    struct job *job = job_of_any_type;
    map_at(job->map, job->key, NULL);
}

static void a_failed_addition_changes_nothing(void **state)
{
    (void)state;
    char names[100][8];
    for (size_t n = 0; n < 100; n++) {
        struct arena *arena = arena_make(0);
        struct map map = map_make(arena);
        for (size_t i = 0; i < n; i++) {
            size_t len = (size_t)(names[i][0] = 'k', names[i][1] = (char)i, 2);
            *map_at(&map, (str){names[i], len}, NULL) = i;
        }
        struct job job = {&map, STR("new")};
        arena_fail_after(arena, 0);
        bool done = arena_try(arena, add_stage, &job, NULL);
        arena_fail_after(arena, -1);
        assert_int_equal(map.len, n + done);
        assert_int_equal(map_find(&map, STR("new")) != NULL, done);
        for (size_t i = 0; i < n; i++)
            assert_int_equal(*map_find(&map, (str){names[i], 2}), i);
        arena_free(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(agrees_with_a_list), cmocka_unit_test(a_failed_addition_changes_nothing)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
