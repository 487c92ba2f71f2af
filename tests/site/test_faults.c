/* test_faults.c: a page that runs out of memory at any moment is not answered at all, says so, and the next one is whole. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <unistd.h>
#include <cmocka.h>

#include "site/site_private.h"
#include "site_seed.h"

#define STEPS_MAX 400               /* moments tried a page: all of the first, then further and further apart */

static char folder[64];
static struct store *store;
static struct site_similar *similar;
static struct arena *arena;

static int start(void **state)
{
    struct err err = {0};
    (void)state;
    arena = arena_make(0);
    snprintf(folder, sizeof folder, "/tmp/entente-faults-XXXXXX");
    if (!mkdtemp(folder) || rmdir(folder) != 0 || !seed_monitor(folder, 30, &err))
        return 1;
    return !store_open(&store, folder, STORE_READ, &err) || !site_similar_open(&similar, folder, &err) || !site_similar_refresh(similar, store, 1, &err);
}

static int stop(void **state)
{
    char command[128];
    (void)state;
    site_similar_close(similar);
    store_close(store, NULL);
    arena_free(arena);
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return system(command);
}

struct making {struct request *request; bool done;};

static void make(void *job)
{
    struct making *making = job;
    making->done = site_answer(making->request);
}

/* The answer in a copy of its own; "" where there is none. */
static char *answer(const char *target, long fail_after, struct err *err, bool *made)
{
    struct site_metrics metrics = {0};
    struct request request = {.store = store, .arena = arena, .monitor = store_monitor(store), .similar = similar, .metrics = &metrics, .status = 200,
                              .base = STR("http://localhost:1"), .target = str_from(target), .err = err, .body = buf_make(arena)};
    struct making making = {&request, false};
    assert_true(store_summary(store, &request.summary, err) && status_date(store, &request.latest, err));
    arena_fail_after(arena, fail_after);
    *made = arena_try(arena, make, &making, err) && making.done;
    arena_fail_after(arena, -1);
    str body = *made ? buf_str(&request.body) : STR("");
    char *copy = calloc(1, body.len + 1);
    if (body.len)
        memcpy(copy, body.at, body.len);
    arena_reset(arena);
    return copy;
}

/* Breaks for a page that crashes, hangs on a lock, or is half written when memory ends; and for a reader that is of no use afterwards. */
static void test_memory(void **state)
{
    (void)state;
    static const struct {const char *target; bool names;} pages[] = {
        {"/", true}, {"/category/west", true}, {"/article/1", true}, {"/actor/blr", true}, {"/relation/blr/rus", true}, {"/search?q=agreement", true},
        {"/trends", false}, {"/nothing", false}, {"/?date=x", false}, {"/feeds/articles.atom", false}, {"/api/v1/article/1", false}, {"/api/v1/events.csv", false},
    };
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        struct err err = {0};
        bool made = false, failed = false;
        char *whole = answer(pages[i].target, -1, &err, &made);
        assert_true(made);
        long moment = 0;
        for (int step = 0; step < STEPS_MAX; step++, moment += 1 + (step > 40 ? moment / 16 : 0)) {
            err_reset(&err);
            char *part = answer(pages[i].target, moment, &err, &made);
            if (!made && err.code != ERR_MEMORY)
                fail_msg("%s, allocation %ld: %d %s", pages[i].target, moment, err.code, err.why);
            /* Made all the same: not reached. Names of actors are excused: store_actor_name answers with the id. */
            bool same = made && strcmp(part, whole) == 0;
            if (made && !same && !pages[i].names)
                fail_msg("%s, allocation %ld: made, but not whole", pages[i].target, moment);
            failed = failed || !made;
            free(part);
            if (same)
                break;
        }
        assert_true(failed && made);
        free(whole);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_memory)};
    return cmocka_run_group_tests(tests, start, stop);
}
