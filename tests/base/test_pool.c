/* test_pool.c: breaks if results come in another order than the input, a slot is used twice at once, a job is lost, or a stop
 * hangs. Workers take random time, so that they overtake each other. */
#include "base/base_test.h"
#include "base/pool.h"

#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

#define SLOTS_MAX 64

struct bench {
    uint64_t jobs, produced, taken, stop_at;
    size_t slots;
    int workers;
    uint64_t in[SLOTS_MAX], out[SLOTS_MAX];
    bool used[SLOTS_MAX];               /* between produce and take; touched by the caller's thread alone */
    atomic_int running;
    atomic_uint_least64_t worked;
    pthread_t caller;
};

static bool produce(void *context, size_t slot)
{
    struct bench *bench = context;
    assert_true(pthread_equal(pthread_self(), bench->caller));
    assert_true(slot < bench->slots && !bench->used[slot]);
    if (bench->produced == bench->jobs)
        return false;
    bench->used[slot] = true;
    bench->in[slot] = bench->produced++;
    assert_true(bench->produced - bench->taken <= bench->slots);
    return true;
}

static void work(void *context, size_t slot, int worker)
{
    struct bench *bench = context;
    uint64_t seed = bench->in[slot] * 2 + 1;
    int running = atomic_fetch_add(&bench->running, 1);
    if (worker < 0 || worker >= bench->workers || running >= bench->workers)
        abort();
    if (test_below(&seed, 4) == 0)
        usleep((unsigned)test_below(&seed, 200));
    bench->out[slot] = bench->in[slot] * 3;
    atomic_fetch_add(&bench->worked, 1);
    atomic_fetch_sub(&bench->running, 1);
}

static bool take(void *context, size_t slot)
{
    struct bench *bench = context;
    assert_true(pthread_equal(pthread_self(), bench->caller));
    assert_int_equal(bench->out[slot], bench->taken * 3);
    bench->used[slot] = false;
    return ++bench->taken != bench->stop_at;
}

static struct bench run(int workers, size_t slots, uint64_t jobs, uint64_t stop_at, bool expected, struct err *err)
{
    struct bench bench = {.jobs = jobs, .stop_at = stop_at, .workers = workers, .caller = pthread_self()};
    bench.slots = workers == 1 ? 1 : slots ? slots : (size_t)workers * 4;
    struct pool_plan plan = {.workers = workers, .slots = slots, .context = &bench, .produce = produce, .work = work, .take = take};
    assert_int_equal(pool_run(&plan, err), expected);
    assert_int_equal(atomic_load(&bench.running), 0);
    assert_int_equal(atomic_load(&bench.worked), bench.produced);       /* what is in flight is finished */
    return bench;
}

static void keeps_the_order(void **state)
{
    (void)state;
    for (int workers = 1; workers <= 8; workers += workers < 3 ? 1 : 5)
        for (size_t slots = 0; slots <= SLOTS_MAX; slots = slots * 4 + 1)
            for (uint64_t jobs = 0; jobs <= 1000; jobs = jobs * 30 + 1) {
                struct bench bench = run(workers, slots, jobs, 0, true, NULL);
                assert_int_equal(bench.taken, jobs);
            }
}

static void stops_when_told(void **state)
{
    (void)state;
    for (int workers = 1; workers <= 4; workers++) {
        struct err err = {0};
        struct bench bench = run(workers, 0, 500, 100, false, &err);
        assert_int_equal(bench.taken, 100);
        assert_err(&err, ERR_STOPPED, "stopped before the end");
    }
    struct err own = {0};
    err_fail(&own, ERR_STORE, "monitor.db", "the disk is full");        /* a reason that take gave stays */
    run(3, 0, 500, 100, false, &own);
    assert_err(&own, ERR_STORE, "monitor.db: the disk is full");
    run(3, 0, 100, 100, false, NULL);
}

static void counts_cores(void **state)
{
    (void)state;
    assert_true(pool_cores() >= 1 && pool_cores() <= 100000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(keeps_the_order), cmocka_unit_test(stops_when_told), cmocka_unit_test(counts_cores)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
