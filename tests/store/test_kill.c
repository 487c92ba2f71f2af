/* test_kill.c: kill -9 at any moment of adding: what was reported as stored is stored, and the end is as if nothing had happened. */
#include "store/store_private.h"
#include "store/synthetic.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>

#define KILLS 50
#define ARTICLES 3000

/* Adds articles from..ARTICLES-1 and writes after each call into the pipe how many of them are durable. */
static void add_all(const char *monitor, uint64_t from, int out)
{
    struct err err = {0};
    struct store *store;
    if (!store_open(&store, monitor, STORE_WRITE, &err)) {
        fprintf(stderr, "%s: %s\n", err.where, err.why);
        _exit(3);
    }
    for (uint64_t n = from; n <= ARTICLES; n++) {
        struct arena *arena = arena_make(0);
        struct coded_article coded = synthetic_number(arena, n < ARTICLES ? n : 0);
        bool right = n < ARTICLES ? store_add(store, &coded, NULL, &err) : store_commit(store, &err);
        arena_free(arena);
        uint64_t durable = from + store_durable(store);
        if (!right || write(out, &durable, sizeof durable) != sizeof durable) {
            fprintf(stderr, "%s: %s\n", err.where, err.why);
            _exit(4);
        }
    }
    _exit(store_close(store, &err) ? 0 : 5);
}

/* Runs a child until it ends or wait_us are over; gives how many articles it had reported as durable. */
static uint64_t add_some(const char *monitor, uint64_t from, long wait_us, bool *ended)
{
    int ends[2], status;
    uint64_t durable = from, read_now;
    assert_int_equal(pipe(ends), 0);
    fcntl(ends[1], F_SETPIPE_SZ, 1 << 20);
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        close(ends[0]);
        add_all(monitor, from, ends[1]);
    }
    close(ends[1]);
    if (wait_us > 0) {
        usleep((useconds_t)wait_us);
        kill(child, SIGKILL);
    }
    while (read(ends[0], &read_now, sizeof read_now) == sizeof read_now)
        durable = read_now;
    close(ends[0]);
    assert_int_equal(waitpid(child, &status, 0), child);
    *ended = WIFEXITED(status);
    if (*ended)
        assert_int_equal(WEXITSTATUS(status), 0);
    return durable;
}

static str dump(struct arena *arena, const char *monitor)
{
    struct store *store;
    struct err err = {0};
    size_t problems = 0;
    struct buf out = buf_make(arena), check = buf_make(arena);
    if (!store_open(&store, monitor, STORE_READ, &err) || !store_check(store, arena, &check, &problems, &err) || !store_dump(store, arena, &out, &err))
        fail_msg("%s: %s", err.where, err.why);
    if (problems > 0)
        fail_msg("%.*s", STR_ARG(buf_str(&check)));
    assert_true(store_close(store, &err));
    return buf_take(&out);
}

static uint64_t versions_in(const char *monitor)
{
    struct store *store;
    struct err err = {0};
    struct store_summary summary;
    if (!store_open(&store, monitor, STORE_READ, &err) || !store_summary(store, &summary, &err))
        fail_msg("%s: %s", err.where, err.why);
    assert_true(store_close(store, &err));
    return summary.versions;
}

/* Breaks when a commit is reported before it is on disk, an article is stored by halves, or the order of ids depends on where a run ended. */
static void fifty_kills(void **state)
{
    char folder[256], killed[300], calm[300], other[280];
    struct err err = {0};
    struct arena *arena = arena_make(0);
    uint64_t seed = 20140605, from = 0;
    bool ended = false;
    int kills = 0, inside = 0;
    (void)state;
    assert_non_null(synthetic_folder(folder));
    assert_true(synthetic_monitor(folder, killed, NULL, &err));
    snprintf(other, sizeof other, "%s/o", folder);
    assert_true(synthetic_monitor(other, calm, NULL, &err));
    while (kills < KILLS) {
        uint64_t reported = add_some(killed, from, (long)(synthetic_next(&seed) % 500000) + 1000, &ended);
        if (ended) {                /* all were added before the last kill: the rest of the kills hit runs over known articles */
            from = 0;
            kills++;
            continue;
        }
        uint64_t there = versions_in(killed);
        if (there < (reported < ARTICLES ? reported : ARTICLES))
            fail_msg("kill %d: %llu articles reported as stored, %llu are there", kills, (unsigned long long)reported, (unsigned long long)there);
        inside += there > 0 && there < ARTICLES;
        from = there < ARTICLES ? there : 0;    /* one version for each article of the newspaper, so this is where it stopped */
        kills++;
    }
    assert_true(inside >= 5);       /* else the test would have proved nothing: too slow or too quick a machine for these waits */
    add_some(killed, 0, 0, &ended); /* from the start: what is known is not stored again */
    assert_true(ended);
    assert_int_equal(versions_in(killed), ARTICLES);
    add_some(calm, 0, 0, &ended);
    assert_true(ended);
    str a = dump(arena, killed), b = dump(arena, calm);
    if (!str_eq(a, b)) {
        str x, y;
        while (str_next_line(&a, &x) && str_next_line(&b, &y))
            if (!str_eq(x, y))
                fail_msg("killed: %.*s\ncalm:   %.*s", STR_ARG(x), STR_ARG(y));
        fail_msg("one dump is longer");
    }
    arena_free(arena);
    synthetic_folder_end(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(fifty_kills)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
