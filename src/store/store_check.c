/* store_check.c: is the archive sound, and do its counts agree with its events? And all tables as text, to compare two archives. */
#include "store/store_private.h"

struct check_job {struct buf *out; size_t *problems;};

static bool check_lines(struct store *store, const char *sql, const char *what, struct check_job *job, struct err *err)
{
    sqlite3_stmt *rows = store_query(store, err, sql, "");
    int step = rows != NULL ? 1 : -1;
    while (step > 0 && (step = store_step(store, rows, err)) > 0) {
        str line = store_column(rows, 0);
        if (str_eq(line, STR("ok")))
            continue;
        buf_printf(job->out, "%s: %.*s\n", what, STR_ARG(line));
        ++*job->problems;
    }
    return step == 0;
}

/* Adds what every counted event adds to the roll-ups to a map of "series day quad direction", then compares with the table. */
static bool check_events(struct store *store, struct arena *arena, struct map *counts, struct err *err)
{
    sqlite3_stmt *rows = store_query(store, err, "SELECT e.id,r.id,r.type,r.contexts,r.reciprocal,e.day,e.quad,e.reports FROM event e JOIN report r ON"
                                     " r.id=e.report WHERE e.reports>0 ORDER BY e.id", "");
    int step = rows != NULL ? 1 : -1;
    while (step > 0 && (step = store_step(store, rows, err)) > 0) {
        struct event event = {.type = store_text(arena, rows, 2), .contexts = store_json_list(arena, store_text(arena, rows, 3)),
                              .reciprocal = sqlite3_column_int(rows, 4) != 0};
        struct str_list categories = {0};
        struct roll_series_list list = {0};
        int64_t report = sqlite3_column_int64(rows, 1);
        if (!store_parties(store, arena, report, &event, err))
            return false;
        sqlite3_stmt *names = store_query(store, err, "SELECT s.name FROM report_category c JOIN series s ON s.id=c.series WHERE c.report=?", "i", report);
        int more = names != NULL ? 1 : -1;
        while (more > 0 && (more = store_step(store, names, err)) > 0)
            *LIST_ADD(arena, &categories) = store_text(arena, names, 0);
        if (more < 0)
            return false;
        store_roll_series(arena, &event, &categories, &list);
        for (size_t i = 0; i < list.len; i++)
            *map_at(counts, arena_printf(arena, "%d %.*s day %d quad %d direction %d", (int)list.at[i].kind, STR_ARG(list.at[i].name),
                                         sqlite3_column_int(rows, 5), sqlite3_column_int(rows, 6), list.at[i].direction), NULL)
                += ((uint64_t)1 << 32) + (uint64_t)sqlite3_column_int64(rows, 7);
    }
    return step == 0;
}

static bool check_rolls(struct store *store, struct arena *arena, struct check_job *job, struct err *err)
{
    struct map counts = map_make(arena);
    if (!check_events(store, arena, &counts, err))
        return false;
    size_t seen = 0;
    sqlite3_stmt *rows = store_query(store, err, "SELECT s.kind||' '||s.name||' day '||r.day||' quad '||r.quad||' direction '||r.direction,r.events,r.reports"
                                     " FROM roll r JOIN series s ON s.id=r.series", "");
    int step = rows != NULL ? 1 : -1;
    while (step > 0 && (step = store_step(store, rows, err)) > 0) {
        const uint64_t *count = map_find(&counts, store_column(rows, 0));
        uint64_t kept = ((uint64_t)sqlite3_column_int64(rows, 1) << 32) + (uint64_t)sqlite3_column_int64(rows, 2);
        seen += count != NULL;
        if (count == NULL || *count != kept) {
            buf_printf(job->out, "counts of series %.*s: %lld events are kept, %llu are there\n", STR_ARG(store_column(rows, 0)),
                       (long long)sqlite3_column_int64(rows, 1), count != NULL ? (unsigned long long)(*count >> 32) : 0ull);
            ++*job->problems;
        }
    }
    if (step == 0 && seen != counts.len) {
        buf_printf(job->out, "%zu counts are missing\n", counts.len - seen);
        ++*job->problems;
    }
    return step == 0;
}

static bool check_all(struct store *store, struct arena *arena, void *context, struct err *err)
{
    struct check_job *job = context;
    return check_lines(store, "PRAGMA integrity_check", "archive", job, err)
        && check_lines(store, "SELECT 'row '||rowid||' of '||\"table\"||' points to nothing in '||parent FROM pragma_foreign_key_check", "archive", job, err)
        && check_lines(store, "SELECT 'event '||e.key FROM event e WHERE e.reports<>(SELECT count(DISTINCT version) FROM report r WHERE r.event=e.id"
                       " AND r.current=1 AND r.reason=0) OR e.report IS NOT (SELECT min(id) FROM report r WHERE r.event=e.id AND r.current=1 AND r.reason=0)",
                       "reports do not agree", job, err)
        && check_lines(store, "SELECT 'source '||source||' day '||day FROM (SELECT source,day,documents FROM roll_source EXCEPT SELECT source,day,count(*)"
                       " FROM version WHERE current=1 AND source IS NOT NULL AND day IS NOT NULL GROUP BY source,day)", "documents do not agree", job, err)
        && check_lines(store, "SELECT 'source '||source||' day '||day FROM (SELECT source,day,count(*) FROM version WHERE current=1 AND source IS NOT NULL"
                       " AND day IS NOT NULL GROUP BY source,day EXCEPT SELECT source,day,documents FROM roll_source)", "documents are missing", job, err)
        && check_lines(store, "SELECT 'version '||id FROM version WHERE current<>(id IS (SELECT current FROM article a WHERE a.id=version.article))",
                       "current version does not agree", job, err)
        && check_rolls(store, arena, job, err);
}

bool store_check(struct store *store, struct arena *arena, struct buf *out, size_t *problems, struct err *err)
{
    struct check_job job = {.out = out, .problems = problems};
    *problems = 0;
    return store_ask(store, arena, check_all, &job, err);
}

/* ---- Dump ---- */

static void dump_row(sqlite3_stmt *rows, struct buf *out)
{
    for (int i = 0; i < sqlite3_column_count(rows); i++) {
        str text = store_column(rows, i);
        buf_add(out, i > 0 ? STR("\t") : STR(""));
        if (sqlite3_column_type(rows, i) == SQLITE_NULL)
            buf_add(out, STR("-"));
        for (size_t j = 0; j < text.len; j++)
            buf_add(out, text.at[j] == '\n' ? STR("\\n") : text.at[j] == '\t' ? STR("\\t") : str_sub(text, j, j + 1));
    }
    buf_add_char(out, '\n');
}

/* The full-text index is compared word by word: how its pages lie depends on where commits fell. */
static bool dump_all(struct store *store, struct arena *arena, void *context, struct err *err)
{
    static const char *const questions[] = {
        "SELECT 'meta',name,value FROM meta ORDER BY name", "SELECT 'source',* FROM source ORDER BY id", "SELECT 'article',* FROM article ORDER BY id",
        "SELECT 'version',* FROM version ORDER BY id", "SELECT 'actor',* FROM actor ORDER BY id", "SELECT 'event',* FROM event ORDER BY id",
        "SELECT 'report',* FROM report ORDER BY id", "SELECT 'participant',* FROM participant ORDER BY report,side,number",
        "SELECT 'series',* FROM series ORDER BY id", "SELECT 'roll',* FROM roll ORDER BY series,day,quad,direction",
        "SELECT 'report_category',* FROM report_category ORDER BY series,day,report", "SELECT 'roll_source',* FROM roll_source ORDER BY source,day",
        "SELECT 'search',* FROM temp.words ORDER BY term,doc,col,offset",
        "SELECT 'search_event',* FROM temp.words_event ORDER BY term,doc,col,offset"};
    (void)arena;
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
        sqlite3_stmt *rows = store_query(store, err, questions[i], "");
        int step = rows != NULL ? 1 : -1;
        while (step > 0 && (step = store_step(store, rows, err)) > 0)
            dump_row(rows, context);
        if (step < 0)
            return false;
    }
    return true;
}

bool store_dump(struct store *store, struct arena *arena, struct buf *out, struct err *err)
{
    return store_script(store, err, "PRAGMA query_only=OFF; CREATE VIRTUAL TABLE IF NOT EXISTS temp.words USING fts5vocab(main,search,instance);"
                                    "CREATE VIRTUAL TABLE IF NOT EXISTS temp.words_event USING fts5vocab(main,search_event,instance)")
        && (store->writer || store_script(store, err, "PRAGMA query_only=ON")) && store_ask(store, arena, dump_all, out, err);
}
