/* test_arena.c: breaks if two allocations overlap, memory is not zeroed, a limit is not kept, or a failed stage leaves anything. */
#include "base/base_test.h"

static struct arena *arena;

static int make(void **state)
{
    (void)state;
    arena = arena_make(0);
    return arena == NULL;
}

static int end(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

/* Breaks if blocks are handed out twice, in or after a reset. Each allocation is filled with its number and looked at later. */
static void allocations_keep_apart(void **state)
{
    (void)state;
    uint64_t seed = 2;
    unsigned char *at[400];
    size_t size[400];
    for (int round = 0; round < 5; round++) {
        for (size_t i = 0; i < 400; i++) {
            size[i] = test_below(&seed, i % 50 == 0 ? 200000 : 300);
            at[i] = arena_alloc(arena, size[i]);
            assert_int_equal((uintptr_t)at[i] % 16, 0);
            for (size_t j = 0; j < size[i]; j++)
                assert_int_equal(at[i][j], 0);
            memset(at[i], (int)(i % 255) + 1, size[i]);
            if (i % 7 == 0) {
                at[i] = arena_grow(arena, at[i], size[i], size[i] + 40);
                memset(at[i] + size[i], (int)(i % 255) + 1, 40);
                size[i] += 40;
            }
        }
        for (size_t i = 0; i < 400; i++)
            for (size_t j = 0; j < size[i]; j++)
                assert_int_equal(at[i][j], (i % 255) + 1);
        arena_reset(arena);
        assert_int_equal(arena_used(arena), 0);
    }
}

struct job {struct arena *arena; size_t size, count; struct err inner; bool inner_good;};

static void alloc_stage(void *job_of_any_type)
{
    struct job *job = job_of_any_type;
    for (size_t i = 0; i < job->count; i++)
        arena_alloc(job->arena, job->size);
}

static void product_stage(void *job_of_any_type)
{
    struct job *job = job_of_any_type;
    arena_alloc_array(job->arena, SIZE_MAX / 2, 3);
}

/* Breaks if the limit is not kept, or what a failed stage took stays taken. */
static void a_limit_ends_at_the_door(void **state)
{
    (void)state;
    struct arena *small = arena_make(1000);
    struct job job = {.arena = small, .size = 100, .count = 20};
    struct err err = {0};
    char *before = arena_alloc(small, 300);
    before[299] = 'x';
    assert_false(arena_try(small, alloc_stage, &job, &err));
    assert_err(&err, ERR_MEMORY, "out of memory in this document; nothing of it was kept");
    assert_int_equal(arena_used(small), 300);
    assert_int_equal(before[299], 'x');
    job.count = 7;
    err_reset(&err);
    assert_true(arena_try(small, alloc_stage, &job, &err));
    assert_int_equal(arena_used(small), 1000);
    assert_false(arena_try(small, product_stage, &job, NULL));
    arena_free(small);
}

static void nested_stage(void *job_of_any_type)
{
    struct job *job = job_of_any_type;
    struct job inner = {.arena = job->arena, .size = 2000, .count = 1};
    arena_alloc(job->arena, 10);
    job->inner_good = arena_try(job->arena, alloc_stage, &inner, &job->inner);
    alloc_stage(job);
}

/* Breaks if the inner door's end does not bring the outer one back. */
static void doors_nest(void **state)
{
    (void)state;
    struct arena *small = arena_make(1000);
    struct job job = {.arena = small, .size = 100, .count = 2};
    assert_true(arena_try(small, nested_stage, &job, NULL));
    assert_false(job.inner_good);
    assert_int_equal(job.inner.code, ERR_MEMORY);
    assert_int_equal(arena_used(small), 210);
    job.count = 100;
    assert_false(arena_try(small, nested_stage, &job, NULL));
    assert_int_equal(arena_used(small), 210);
    arena_free(small);
}

static void list_stage(void *job_of_any_type)
{
    struct job *job = job_of_any_type;
    LIST(int) list = {0};
    for (int i = 0; i < 1000; i++)
        *LIST_ADD(job->arena, &list) = i;
    for (int i = 0; i < 1000; i++)
        assert_int_equal(list.at[i], i);
    assert_str(arena_printf(job->arena, "%zu of %d", list.len, 1000), "1000 of 1000");
    str copy = arena_str(job->arena, STR("abc"));
    assert_int_equal(copy.at[copy.len], 0);
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    struct job job = {.arena = arena};
    assert_true(test_every_allocation(arena, list_stage, &job) >= 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(allocations_keep_apart, make, end), cmocka_unit_test(a_limit_ends_at_the_door),
        cmocka_unit_test(doors_nest), cmocka_unit_test_setup_teardown(every_allocation_may_fail, make, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
