/* pool.c: many documents at once, results in order, see pool.h.
 *
 * Jobs are numbered as they are produced; job n lives in slot n % slots. Workers take the numbers in order, the caller takes
 * results in order, so a ring of states and three counters under one lock are all there is to know:
 *     taken <= begun <= produced <= taken + slots
 * The caller takes what is ready before it produces more, and sleeps only when it can do neither. A document costs milliseconds,
 * the lock less than a microsecond: nothing cleverer would be measurable.
 */
#include "base/pool.h"

#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#define SLOTS_A_WORKER 4

struct pool {
    const struct pool_plan *plan;
    size_t slots;
    pthread_mutex_t lock;
    pthread_cond_t work, done;          /* something to begin, or the end; some job is done */
    uint64_t produced, begun, taken;
    bool *ready;                        /* of each slot: its job is done and not yet taken */
    bool end;                           /* nothing more will be produced */
    int started;                        /* workers so far: gives each its number */
};

static void *run_worker(void *pool_of_any_type)
{
    struct pool *pool = pool_of_any_type;
    pthread_mutex_lock(&pool->lock);
    int worker = pool->started++;
    for (;;) {
        while (pool->begun == pool->produced && !pool->end)
            pthread_cond_wait(&pool->work, &pool->lock);
        if (pool->begun == pool->produced)
            break;
        size_t slot = (size_t)(pool->begun++ % pool->slots);
        pthread_mutex_unlock(&pool->lock);
        pool->plan->work(pool->plan->context, slot, worker);
        pthread_mutex_lock(&pool->lock);
        pool->ready[slot] = true;
        pthread_cond_signal(&pool->done);
    }
    pthread_mutex_unlock(&pool->lock);
    return NULL;
}

/* One step of the caller with the lock held (given up while the plan's functions run). False when all is taken, or to stop. */
static bool step(struct pool *pool, bool *stopped)
{
    const struct pool_plan *plan = pool->plan;
    size_t next = (size_t)(pool->taken % pool->slots), fresh = (size_t)(pool->produced % pool->slots);
    if (pool->taken < pool->produced && pool->ready[next]) {
        pthread_mutex_unlock(&pool->lock);
        *stopped = !plan->take(plan->context, next);
        pthread_mutex_lock(&pool->lock);
        pool->ready[next] = false;
        pool->taken++;
        return !*stopped;
    }
    if (!pool->end && pool->produced - pool->taken < pool->slots) {
        pthread_mutex_unlock(&pool->lock);
        bool more = plan->produce(plan->context, fresh);
        pthread_mutex_lock(&pool->lock);
        pool->produced += more;
        pool->end = !more;
        if (more)
            pthread_cond_signal(&pool->work);
        return true;
    }
    if (pool->taken == pool->produced)
        return false;
    pthread_cond_wait(&pool->done, &pool->lock);
    return true;
}

/* Threads with all signals blocked, so that an interrupt reaches the caller's thread. The number that could be made. */
static int make_threads(struct pool *pool, pthread_t *threads)
{
    sigset_t all, before;
    int count = 0;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    while (count < pool->plan->workers && pthread_create(&threads[count], NULL, run_worker, pool) == 0)
        count++;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return count;
}

static bool run_threads(struct pool *pool, pthread_t *threads, struct err *err)
{
    bool stopped = false;
    int count = make_threads(pool, threads);    /* fewer than wished for give the same results, later */
    if (count == 0)
        return err_fail(err, ERR_MEMORY, "", "no thread could be made; run with one worker");
    pthread_mutex_lock(&pool->lock);
    while (step(pool, &stopped))
        continue;
    pool->end = true;
    pthread_cond_broadcast(&pool->work);
    pthread_mutex_unlock(&pool->lock);
    for (int i = 0; i < count; i++)
        pthread_join(threads[i], NULL);
    return !stopped || err_fail(err, ERR_STOPPED, "", "stopped before the end");
}

static bool run_alone(const struct pool_plan *plan, struct err *err)
{
    while (plan->produce(plan->context, 0)) {
        plan->work(plan->context, 0, 0);
        if (!plan->take(plan->context, 0))
            return err_fail(err, ERR_STOPPED, "", "stopped before the end");
    }
    return true;
}

bool pool_run(const struct pool_plan *plan, struct err *err)
{
    if (plan->workers <= 1)
        return run_alone(plan, err);
    size_t workers = (size_t)plan->workers;
    struct pool pool = {.plan = plan, .slots = plan->slots ? plan->slots : workers * SLOTS_A_WORKER};
    pool.ready = calloc(pool.slots, sizeof *pool.ready);
    pthread_t *threads = calloc(workers, sizeof *threads);
    bool good;
    if (pool.ready && threads) {
        pthread_mutex_init(&pool.lock, NULL);
        pthread_cond_init(&pool.work, NULL);
        pthread_cond_init(&pool.done, NULL);
        good = run_threads(&pool, threads, err);
        pthread_cond_destroy(&pool.done);
        pthread_cond_destroy(&pool.work);
        pthread_mutex_destroy(&pool.lock);
    } else {
        good = err_fail(err, ERR_MEMORY, "", "no memory for %d workers", plan->workers);
    }
    free(threads);
    free(pool.ready);
    return good;
}

int pool_cores(void)
{
    cpu_set_t cores;
    CPU_ZERO(&cores);
    if (sched_getaffinity(0, sizeof cores, &cores) != 0)
        return 1;                       /* more cores than the set can hold: whoever has them says --jobs */
    int count = CPU_COUNT(&cores);
    return count > 0 ? count : 1;
}
