/* base_test.h: what the tests of all rooms share: cmocka, an error that must be read, random numbers with a fixed seed. */
#ifndef ENTENTE_TEST_BASE_TEST_H
#define ENTENTE_TEST_BASE_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/arena.h"

/* xorshift64* (Vigna 2016): the same numbers on every machine. The state must not be 0. */
static inline uint64_t test_random(uint64_t *state)
{
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return *state * 0x2545F4914F6CDD1Du;
}

static inline size_t test_below(uint64_t *state, size_t bound)
{
    return (size_t)(test_random(state) >> 11) % bound;
}

#define assert_str(found, expected) test_assert_str((found), (expected), __FILE__, __LINE__)
static inline void test_assert_str(str found, const char *expected, const char *file, int line)
{
    if (!str_eq(found, str_from(expected))) {
        print_error("\"%.*s\" is not \"%s\"\n", STR_ARG(found), expected);
        _fail(file, line);
    }
}

#define assert_err(err, code_expected, text) test_assert_err((err), (code_expected), (text), __FILE__, __LINE__)
static inline void test_assert_err(const struct err *err, enum err_code code, const char *expected, const char *file, int line)
{
    char text[1100];
    err_text(err, text, sizeof text);
    if (err->code != code || strcmp(text, expected) != 0) {
        print_error("code %d \"%s\" is not code %d \"%s\"\n", (int)err->code, text, (int)code, expected);
        _fail(file, line);
    }
}

/* Runs stage(job) with the first, the second, ... allocation failing until it succeeds; the number of allocations. Each failure
 * must end at the door as ERR_MEMORY, with nothing kept. */
static inline long test_every_allocation(struct arena *arena, void (*stage)(void *job), void *job)
{
    for (long n = 0; ; n++) {
        struct err err = {0};
        size_t used = arena_used(arena);
        arena_fail_after(arena, n);
        bool done = arena_try(arena, stage, job, &err);
        arena_fail_after(arena, -1);
        if (done)
            return n;
        assert_int_equal(err.code, ERR_MEMORY);
        assert_int_equal(arena_used(arena), used);
    }
}

#endif
