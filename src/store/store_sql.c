/* store_sql.c: statements, their values, their rows, and what SQLite's errors mean to a user.
 *
 * Statements are prepared once and kept (the longest unused one of STORE_STATEMENTS makes room). They belong to the store and not to the
 * function that uses them, so that a jump out of an arena's door leaves none behind: store_ask resets all of them afterwards.
 */
#include "store/store_private.h"

#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

bool store_sql_fail(struct store *store, struct err *err)
{
    char where[512];
    snprintf(where, sizeof where, "%s/monitor.db", store->folder);
    int code = sqlite3_errcode(store->db) & 0xFF;
    switch (code) {
    case SQLITE_FULL:
        return err_fail(err, ERR_STORE, where, "the disk is full; make room and run the same command again (what was reported as stored is stored)");
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return err_fail(err, ERR_STORE, where, "may not be written; give yourself write permission for the folder");
    case SQLITE_CANTOPEN:
        return err_fail(err, ERR_STORE, where, "cannot be opened; is the folder a monitor, and may you read and write it?");
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return err_fail(err, ERR_STORE, where, "another program holds the archive locked; try again when it has ended");
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return err_fail(err, ERR_STORE, where, "is damaged (%s); restore it from a copy", sqlite3_errmsg(store->db));
    case SQLITE_IOERR:
        return err_fail(err, ERR_STORE, where, "cannot be read or written: %s (what was reported as stored is stored)",
                        sqlite3_system_errno(store->db) ? strerror(sqlite3_system_errno(store->db)) : sqlite3_errmsg(store->db));
    case SQLITE_NOMEM:
        return err_fail(err, ERR_MEMORY, where, "not enough memory for the archive");
    default:
        return err_fail(err, ERR_STORE, where, "%s", sqlite3_errmsg(store->db));
    }
}

static sqlite3_stmt *store_statement(struct store *store, const char *sql, struct err *err)
{
    struct store_statement *oldest = &store->statements[0];
    for (size_t i = 0; i < STORE_STATEMENTS; i++) {
        struct store_statement *kept = &store->statements[i];
        if (kept->sql != NULL && strcmp(kept->sql, sql) == 0 && !sqlite3_stmt_busy(kept->statement)) {
            kept->used = ++store->uses;
            return kept->statement;
        }
        if (kept->sql == NULL || (oldest->sql != NULL && kept->used < oldest->used))
            oldest = kept;
    }
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v3(store->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL) != SQLITE_OK) {
        store_sql_fail(store, err);
        return NULL;
    }
    char *copy = strdup(sql);
    if (copy == NULL) {
        sqlite3_finalize(statement);
        err_fail(err, ERR_MEMORY, "", "not enough memory for a question to the archive");
        return NULL;
    }
    sqlite3_finalize(oldest->statement);
    free(oldest->sql);
    *oldest = (struct store_statement){.sql = copy, .statement = statement, .used = ++store->uses};
    return statement;
}

static bool store_bind_text(sqlite3_stmt *statement, int place, str text)
{
    return sqlite3_bind_text64(statement, place, text.at != NULL ? text.at : "", text.len, SQLITE_TRANSIENT, SQLITE_UTF8) == SQLITE_OK;
}

static bool store_bind(sqlite3_stmt *statement, const char *kinds, va_list *values)
{
    bool right = true;
    for (int i = 1; *kinds != 0 && right; kinds++, i++) {
        if (*kinds == 'i')
            right = sqlite3_bind_int64(statement, i, va_arg(*values, int64_t)) == SQLITE_OK;
        else if (*kinds == 't')
            right = store_bind_text(statement, i, va_arg(*values, str));
        else if (*kinds == 'd') {
            double value = va_arg(*values, double);
            right = (isnan(value) ? sqlite3_bind_null(statement, i) : sqlite3_bind_double(statement, i, value)) == SQLITE_OK;
        } else if (*kinds == 'y') {
            day value = va_arg(*values, day);
            right = (value == DAY_NONE ? sqlite3_bind_null(statement, i) : sqlite3_bind_int(statement, i, value)) == SQLITE_OK;
        } else
            right = sqlite3_bind_null(statement, i) == SQLITE_OK;
    }
    return right;
}

static sqlite3_stmt *store_query_list(struct store *store, struct err *err, const char *sql, const char *kinds, va_list *values)
{
    sqlite3_stmt *statement = store_statement(store, sql, err);
    if (statement == NULL)
        return NULL;
    sqlite3_reset(statement);
    if (!store_bind(statement, kinds, values)) {
        store_sql_fail(store, err);
        return NULL;
    }
    return statement;
}

sqlite3_stmt *store_query(struct store *store, struct err *err, const char *sql, const char *kinds, ...)
{
    va_list values;
    va_start(values, kinds);
    sqlite3_stmt *statement = store_query_list(store, err, sql, kinds, &values);
    va_end(values);
    return statement;
}

int store_step(struct store *store, sqlite3_stmt *statement, struct err *err)
{
    int code = sqlite3_step(statement);
    if (code == SQLITE_ROW)
        return 1;
    if (code != SQLITE_DONE)
        store_sql_fail(store, err);
    sqlite3_reset(statement);
    return code == SQLITE_DONE ? 0 : -1;
}

void store_rows_end(sqlite3_stmt *statement)
{
    sqlite3_reset(statement);
}

bool store_do(struct store *store, struct err *err, const char *sql, const char *kinds, ...)
{
    va_list values;
    va_start(values, kinds);
    sqlite3_stmt *statement = store_query_list(store, err, sql, kinds, &values);
    va_end(values);
    int step = statement != NULL ? 1 : -1;
    while (step > 0)
        step = store_step(store, statement, err);
    return step == 0;
}

bool store_script(struct store *store, struct err *err, const char *sql)
{
    return sqlite3_exec(store->db, sql, NULL, NULL, NULL) == SQLITE_OK || store_sql_fail(store, err);
}

bool store_int(struct store *store, struct err *err, int64_t *value, const char *sql, const char *kinds, ...)
{
    va_list values;
    va_start(values, kinds);
    sqlite3_stmt *statement = store_query_list(store, err, sql, kinds, &values);
    va_end(values);
    *value = 0;
    if (statement == NULL)
        return false;
    int step = store_step(store, statement, err);
    if (step > 0)
        *value = sqlite3_column_int64(statement, 0);
    store_rows_end(statement);
    return step >= 0;
}

str store_column(sqlite3_stmt *statement, int column)
{
    const char *text = (const char *)sqlite3_column_text(statement, column);
    return text == NULL ? (str){"", 0} : (str){text, (size_t)sqlite3_column_bytes(statement, column)};
}

str store_text(struct arena *arena, sqlite3_stmt *statement, int column)
{
    str text = store_column(statement, column);
    return text.len > 0 ? arena_str(arena, text) : text;
}

day store_day_column(sqlite3_stmt *statement, int column)
{
    return sqlite3_column_type(statement, column) == SQLITE_NULL ? DAY_NONE : sqlite3_column_int(statement, column);
}

double store_double_column(sqlite3_stmt *statement, int column)
{
    return sqlite3_column_type(statement, column) == SQLITE_NULL ? (double)NAN : sqlite3_column_double(statement, column);
}

struct store_job {struct store *store; struct arena *arena; store_stage stage; void *job; struct err *err; bool right;};

static void store_ask_run(void *context)
{
    struct store_job *job = context;
    job->right = job->stage(job->store, job->arena, job->job, job->err);
}

bool store_ask(struct store *store, struct arena *arena, store_stage stage, void *job, struct err *err)
{
    struct store_job run = {.store = store, .arena = arena, .stage = stage, .job = job, .err = err};
    bool own = sqlite3_get_autocommit(store->db) != 0;
    if (own && !store_script(store, err, "BEGIN"))
        return false;
    bool right = arena_try(arena, store_ask_run, &run, err) && run.right;
    for (size_t i = 0; i < STORE_STATEMENTS; i++)
        if (store->statements[i].statement != NULL && sqlite3_stmt_busy(store->statements[i].statement))
            sqlite3_reset(store->statements[i].statement);
    if (own && !sqlite3_get_autocommit(store->db))
        sqlite3_exec(store->db, "COMMIT", NULL, NULL, NULL);
    return right;
}

sqlite3_stmt *store_sql_query(struct store *store, struct err *err, const struct store_sql *sql)
{
    struct buf text = sql->text;
    buf_add_char(&text, 0);
    sqlite3_stmt *statement = store_statement(store, text.at, err);
    if (statement == NULL)
        return NULL;
    sqlite3_reset(statement);
    for (size_t i = 0; i < sql->values.len; i++) {
        const struct store_value *value = &sql->values.at[i];
        bool right = value->kind == 'i' ? sqlite3_bind_int64(statement, (int)i + 1, value->number) == SQLITE_OK
                                        : store_bind_text(statement, (int)i + 1, value->text);
        if (!right) {
            store_sql_fail(store, err);
            return NULL;
        }
    }
    return statement;
}
