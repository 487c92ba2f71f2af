/* store_find.c: lists of events and articles, one of each, sums, and the stream for the index of similar articles. */
#include "store/store_private.h"

struct find_job {
    const struct store_filter *filter;
    str id;
    int64_t number;
    uint32_t version;
    void *out;
    struct store_event_list *events;
    uint64_t *total;
    bool *found;
};

static void find_order(struct arena *arena, const struct store_asked *asked, const char *alias, const char *table, struct store_sql *sql)
{
    if (asked->filter.order == STORE_BEST && asked->match.len > 0) {
        buf_printf(&sql->text, " ORDER BY (SELECT rank FROM %s f WHERE f.%s MATCH ", table, table);
        store_sql_text(arena, sql, "?", asked->match);
        buf_printf(&sql->text, " AND f.rowid=%s.id),%s.day DESC,%s.id DESC", alias, alias, alias);
    } else if (asked->filter.order == STORE_OLDEST)
        buf_printf(&sql->text, " ORDER BY %s.day IS NULL,%s.day,%s.id", alias, alias, alias);
    else
        buf_printf(&sql->text, " ORDER BY %s.day IS NULL,%s.day DESC,%s.id DESC", alias, alias, alias);
    store_sql_number(arena, sql, " LIMIT ?", (int64_t)asked->filter.limit);
    store_sql_number(arena, sql, " OFFSET ?", (int64_t)asked->filter.offset);
}

static bool find_event_rows(struct store *store, struct arena *arena, sqlite3_stmt *rows, struct store_event_list *list, struct err *err)
{
    int step = rows != NULL ? 1 : -1;
    while (step > 0 && (step = store_step(store, rows, err)) > 0) {
        int64_t report;
        struct store_event *event = LIST_ADD(arena, list);
        store_event_row(arena, rows, event, &report);
        if (!store_event_fill(store, arena, report, event, err))
            return false;
    }
    return step == 0;
}

static bool find_total(struct store *store, const struct store_sql *sql, uint64_t *total, struct err *err)
{
    sqlite3_stmt *row = store_sql_query(store, err, sql);
    if (row == NULL || store_step(store, row, err) <= 0)
        return false;
    *total = (uint64_t)sqlite3_column_int64(row, 0);
    store_rows_end(row);
    return true;
}

static bool find_events(struct store *store, struct arena *arena, void *context, struct err *err)
{
    struct find_job *job = context;
    struct store_asked asked;
    struct store_sql sql = {.text = buf_make(arena)}, count = {.text = buf_make(arena)};
    if (!store_filter_read(store, arena, job->filter, &asked, err))
        return false;
    buf_add(&sql.text, STR("SELECT " REPORT_COLUMNS REPORT_MORE REPORT_FROM));
    buf_add(&count.text, STR("SELECT count(*)" REPORT_FROM));
    if (!store_event_where(store, arena, &asked, &sql, err) || !store_event_where(store, arena, &asked, &count, err))
        return false;
    find_order(arena, &asked, "r", "search_event", &sql);
    return (job->total == NULL || find_total(store, &count, job->total, err))
        && find_event_rows(store, arena, store_sql_query(store, err, &sql), job->out, err);
}

bool store_event_list(struct store *store, struct arena *arena, const struct store_filter *filter, struct store_event_list *list, uint64_t *total,
                      struct err *err)
{
    struct find_job job = {.filter = filter, .out = list, .total = total};
    *list = (struct store_event_list){0};
    return store_ask(store, arena, find_events, &job, err);
}

/* The categories of the version's events, and an analyst's own one. */
static bool find_article_categories(struct store *store, struct arena *arena, int64_t version, struct store_article *article, struct err *err)
{
    sqlite3_stmt *rows = store_query(store, err, "SELECT s.name,count(*) FROM report r JOIN report_category c ON c.report=r.id JOIN series s ON s.id=c.series"
                                     " WHERE r.version=? GROUP BY s.id ORDER BY count(*) DESC,s.name", "i", version);
    int step = rows != NULL ? 1 : -1;
    bool own = article->article.category.len == 0;
    while (step > 0 && (step = store_step(store, rows, err)) > 0) {
        str name = store_text(arena, rows, 0);
        const struct monitor_category *category = monitor_category_find(&store->monitor, name);
        *LIST_ADD(arena, &article->categories) = (struct store_category_count){name, category != NULL ? category->title : name,
                                                                               (uint32_t)sqlite3_column_int64(rows, 1)};
        own = own || str_eq(name, article->article.category);
    }
    const struct monitor_category *category = monitor_category_find(&store->monitor, article->article.category);
    if (!own && category != NULL)
        *LIST_ADD(arena, &article->categories) = (struct store_category_count){category->name, category->title, 0};
    return step == 0;
}

static bool find_articles(struct store *store, struct arena *arena, void *context, struct err *err)
{
    struct find_job *job = context;
    struct store_article_list *list = job->out;
    struct store_asked asked;
    struct store_sql sql = {.text = buf_make(arena)}, count = {.text = buf_make(arena)};
    if (!store_filter_read(store, arena, job->filter, &asked, err))
        return false;
    buf_add(&sql.text, STR("SELECT " VERSION_COLUMNS VERSION_FROM));
    buf_add(&count.text, STR("SELECT count(*)" VERSION_FROM));
    if (!store_article_where(store, arena, &asked, &sql, err) || !store_article_where(store, arena, &asked, &count, err))
        return false;
    find_order(arena, &asked, "v", "search", &sql);
    if (job->total != NULL && !find_total(store, &count, job->total, err))
        return false;
    sqlite3_stmt *rows = store_sql_query(store, err, &sql);
    int step = rows != NULL ? 1 : -1;
    while (step > 0 && (step = store_step(store, rows, err)) > 0) {
        struct store_article *article = LIST_ADD(arena, list);
        store_article_row(arena, rows, article);
        if (!find_article_categories(store, arena, sqlite3_column_int64(rows, 0), article, err))
            return false;
    }
    return step == 0;
}

bool store_article_list(struct store *store, struct arena *arena, const struct store_filter *filter, struct store_article_list *list, uint64_t *total,
                        struct err *err)
{
    struct find_job job = {.filter = filter, .out = list, .total = total};
    *list = (struct store_article_list){0};
    return store_ask(store, arena, find_articles, &job, err);
}

static bool find_event(struct store *store, struct arena *arena, void *context, struct err *err)
{
    struct find_job *job = context;
    struct store_event_list list = {0};
    int64_t event, report;
    if (!store_int(store, err, &report, "SELECT id FROM report WHERE code=? ORDER BY current DESC,id LIMIT 1", "t", job->id)
        || !store_int(store, err, &event, "SELECT coalesce((SELECT event FROM report WHERE id=?),(SELECT id FROM event WHERE key=?))", "it", report, job->id))
        return false;
    *job->found = event != 0;
    if (event == 0)
        return true;
    if (!find_event_rows(store, arena, store_query(store, err, "SELECT " REPORT_COLUMNS REPORT_MORE REPORT_FROM
                                                   "WHERE r.event=? AND r.current=1 ORDER BY r.id", "i", event), job->events, err))
        return false;
    if (!find_event_rows(store, arena, store_query(store, err, "SELECT " REPORT_COLUMNS REPORT_MORE REPORT_FROM
                                                   "WHERE r.id=coalesce(nullif(?,0),(SELECT report FROM event WHERE id=?2),"
                                                   "(SELECT min(id) FROM report WHERE event=?2))", "ii", report, event), &list, err))
        return false;
    *job->found = list.len > 0;
    if (list.len > 0)
        *(struct store_event *)job->out = list.at[0];
    return true;
}

bool store_event(struct store *store, struct arena *arena, str id, struct store_event *event, struct store_event_list *reports, bool *found,
                 struct err *err)
{
    struct find_job job = {.id = id, .out = event, .events = reports, .found = found};
    *reports = (struct store_event_list){0};
    *found = false;
    return store_ask(store, arena, find_event, &job, err);
}

static bool find_article(struct store *store, struct arena *arena, void *context, struct err *err)
{
    struct find_job *job = context;
    struct store_article *article = job->out;
    sqlite3_stmt *row = job->version > 0
        ? store_query(store, err, "SELECT " VERSION_COLUMNS VERSION_FROM "WHERE v.article=? AND v.number=?", "ii", job->number, (int64_t)job->version)
        : store_query(store, err, "SELECT " VERSION_COLUMNS VERSION_FROM "WHERE v.article=? AND v.current=1", "i", job->number);
    int step = row != NULL ? store_step(store, row, err) : -1;
    if (step <= 0)
        return step == 0;
    int64_t version = sqlite3_column_int64(row, 0);
    store_article_row(arena, row, article);
    store_rows_end(row);
    *job->found = true;
    return find_article_categories(store, arena, version, article, err)
        && find_event_rows(store, arena, store_query(store, err, "SELECT " REPORT_COLUMNS REPORT_MORE REPORT_FROM "WHERE r.version=? ORDER BY r.number", "i",
                                                     version), &article->events, err);
}

bool store_article(struct store *store, struct arena *arena, int64_t id, uint32_t version, struct store_article *article, bool *found, struct err *err)
{
    struct find_job job = {.number = id, .version = version, .out = article, .found = found};
    *found = false;
    return store_ask(store, arena, find_article, &job, err);
}

static bool find_summary(struct store *store, struct arena *arena, void *context, struct err *err)
{
    (void)arena;
    struct store_summary *out = context;
    int64_t values[10];
    static const char *const questions[10] = {
        "SELECT count(*) FROM article WHERE current IS NOT NULL", "SELECT count(*) FROM version", "SELECT count(*) FROM report WHERE current=1",
        "SELECT count(DISTINCT event) FROM report WHERE current=1", "SELECT count(*) FROM event WHERE reports>0",
        "SELECT count(*) FROM report WHERE current=1 AND day IS NULL", "SELECT coalesce(min(day),2147483647) FROM roll_source",
        "SELECT coalesce(max(day),2147483647) FROM roll_source", "SELECT value FROM meta WHERE name='generation'",
        "SELECT (SELECT page_count FROM pragma_page_count())*(SELECT page_size FROM pragma_page_size())"};
    for (size_t i = 0; i < 10; i++)
        if (!store_int(store, err, &values[i], questions[i], ""))
            return false;
    *out = (struct store_summary){.articles = (uint64_t)values[0], .versions = (uint64_t)values[1], .reports = (uint64_t)values[2],
                                  .events = (uint64_t)values[3], .counted = (uint64_t)values[4], .undated = (uint64_t)values[5], .first = (day)values[6],
                                  .last = (day)values[7], .generation = (uint64_t)values[8], .bytes = (uint64_t)values[9]};
    return true;
}

bool store_summary(struct store *store, struct store_summary *summary, struct err *err)
{
    struct arena *arena = arena_make(0);
    if (arena == NULL)
        return err_fail(err, ERR_MEMORY, "", "not enough memory for a question to the archive");
    bool right = store_ask(store, arena, find_summary, summary, err);
    arena_free(arena);
    return right;
}

/* ---- Streaming ---- */

#define STREAM_STEP 64              /* articles for each filling of the arena */
struct stream_job {
    uint64_t after;
    bool (*visit)(void *context, const struct store_streamed *streamed);
    void *context;
    size_t seen;
    bool stopped;
};

static bool stream_list(struct store *store, struct arena *arena, int64_t version, const char *sql, struct str_list *list, struct err *err)
{
    sqlite3_stmt *rows = store_query(store, err, sql, "i", version);
    int step = rows != NULL ? 1 : -1;
    while (step > 0 && (step = store_step(store, rows, err)) > 0)
        *LIST_ADD(arena, list) = store_text(arena, rows, 0);
    return step == 0;
}

static bool stream_some(struct store *store, struct arena *arena, void *context, struct err *err)
{
    struct stream_job *job = context;
    sqlite3_stmt *rows = store_query(store, err, "SELECT " VERSION_COLUMNS VERSION_FROM "WHERE v.id>? AND v.current=1 ORDER BY v.id LIMIT 64", "i",
                                     (int64_t)job->after);
    int step = rows != NULL ? 1 : -1;
    job->seen = 0;
    while (step > 0 && !job->stopped && (step = store_step(store, rows, err)) > 0) {
        struct store_article article;
        int64_t version = sqlite3_column_int64(rows, 0);
        store_article_row(arena, rows, &article);
        struct store_streamed streamed = {.id = article.id, .number = (uint64_t)version, .article = &article.article, .at = article.at};
        if (!stream_list(store, arena, version, "SELECT DISTINCT a.actor FROM report r JOIN participant p ON p.report=r.id JOIN actor a ON a.id=p.actor"
                         " WHERE r.version=? ORDER BY a.actor", &streamed.actors, err)
            || !stream_list(store, arena, version, "SELECT DISTINCT type FROM report WHERE version=? AND type<>'' ORDER BY type", &streamed.types, err))
            return false;
        job->stopped = !job->visit(job->context, &streamed);
        job->after = (uint64_t)version;
        job->seen++;
    }
    return step >= 0;
}

bool store_stream(struct store *store, struct arena *arena, uint64_t after, bool (*visit)(void *context, const struct store_streamed *streamed),
                  void *context, uint64_t *last, struct err *err)
{
    struct stream_job job = {.after = after, .visit = visit, .context = context};
    do {
        arena_reset(arena);
        if (!store_ask(store, arena, stream_some, &job, err))
            return false;
    } while (job.seen > 0 && !job.stopped);
    *last = job.after;
    return true;
}

uint64_t store_removals(struct store *store)
{
    int64_t value = 0;
    store_int(store, NULL, &value, "SELECT value FROM meta WHERE name='removals'", "");
    return (uint64_t)value;
}
