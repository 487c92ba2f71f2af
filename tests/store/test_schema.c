/* test_schema.c: archives of every earlier version become one of today; a newer one is refused. */
#include "store/store_private.h"
#include "store/synthetic.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

static str file_text(struct arena *arena, const char *path)
{
    struct buf text = buf_make(arena);
    FILE *file = fopen(path, "r");
    if (file == NULL)
        fail_msg("%s is missing: each version needs its archive", path);
    for (int c; (c = fgetc(file)) != EOF;)
        buf_add_char(&text, (char)c);
    fclose(file);
    buf_add_char(&text, 0);
    return buf_take(&text);
}

/* A monitor whose archive is made by the script. */
static void monitor_of(const char *folder, const char *name, const char *script, char monitor[300])
{
    char path[400], command[400];
    sqlite3 *db;
    char *why = NULL;
    snprintf(monitor, 300, "%.200s/%.40s", folder, name);
    snprintf(command, sizeof command, "mkdir -p '%s'", monitor);
    assert_int_equal(system(command), 0);
    synthetic_write(monitor, "monitor.ini", SYNTHETIC_INI);
    snprintf(path, sizeof path, "%s/monitor.db", monitor);
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    if (sqlite3_exec(db, script, NULL, NULL, &why) != SQLITE_OK)
        fail_msg("%s: %s", name, why);
    sqlite3_close(db);
}

/* Breaks when a step forward loses rows, does not fill what it adds, or differs from an archive that was new at this version. */
static void from_every_version(void **state)
{
    char folder[256], monitor[300];
    struct arena *arena = arena_make(0);
    (void)state;
    assert_non_null(synthetic_folder(folder));
    for (int version = 1; version < STORE_VERSION_NOW; version++) {
        for (int access = STORE_READ; access <= STORE_WRITE; access++) {
            struct store *store;
            struct err err = {0};
            size_t problems;
            struct buf out = buf_make(arena);
            char script[64], name[32];
            snprintf(script, sizeof script, "tests/store/version-%d.sql", version);
            snprintf(name, sizeof name, "v%d-%d", version, access);
            monitor_of(folder, name, file_text(arena, script).at, monitor);
            if (!store_open(&store, monitor, (enum store_access)access, &err))
                fail_msg("%s: %s", err.where, err.why);
            int now;
            assert_true(store_version(store, &now, &err));
            assert_int_equal(now, STORE_VERSION_NOW);
            assert_true(store_check(store, arena, &out, &problems, &err));
            if (problems > 0)
                fail_msg("%.*s", STR_ARG(buf_str(&out)));
            struct store_summary summary;
            assert_true(store_summary(store, &summary, &err));
            assert_int_equal(summary.versions, 12);
            /* Full text of events is from version 2 on: the old ones must be found as well. */
            struct store_filter filter = store_filter_all();
            struct store_event_list events;
            uint64_t total;
            filter.text = STR("borders");
            assert_true(store_event_list(store, arena, &filter, &events, &total, &err));
            assert_int_equal(total, summary.reports);
            assert_true(total > 0);
            assert_true(store_close(store, &err));
        }
    }
    arena_free(arena);
    synthetic_folder_end(folder);
}

/* Breaks when an archive of a later program is opened, and so spoilt. */
static void newer_is_refused(void **state)
{
    char folder[256], monitor[300];
    struct store *store;
    struct err err = {0};
    (void)state;
    assert_non_null(synthetic_folder(folder));
    monitor_of(folder, "newer", "CREATE TABLE a(b); PRAGMA user_version=99", monitor);
    assert_false(store_open(&store, monitor, STORE_WRITE, &err));
    assert_non_null(strstr(err.why, "newer entente"));
    synthetic_folder_end(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(from_every_version), cmocka_unit_test(newer_is_refused)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
