/* store_series.c: roll-ups to whoever judges them: counts by day, documents by source, the events of a series. */
#include "store/store_private.h"

#include <string.h>

struct series_job {
    enum series_kind kind;
    str name, other;
    day from, to;
    uint32_t least;
    size_t limit;
    void *out;
};

static int64_t series_low(day from) {return from == DAY_NONE ? INT32_MIN : from;}
static int64_t series_high(day to) {return to == DAY_NONE ? INT32_MAX - 1 : to;}

static bool series_days(struct store *store, struct arena *arena, void *context, struct err *err)
{
    struct series_job *job = context;
    struct store_day_list *list = job->out;
    int64_t series;
    if (!store_series_number(store, job->kind, job->name, false, &series, err))
        return false;
    sqlite3_stmt *rows = store_query(store, err, "SELECT day,quad,sum(events),sum(reports) FROM roll WHERE series=? AND day BETWEEN ? AND ?"
                                     " GROUP BY day,quad ORDER BY day,quad", "iii", series, series_low(job->from), series_high(job->to));
    int step = rows != NULL ? 1 : -1;
    while (step > 0 && (step = store_step(store, rows, err)) > 0) {
        day at = sqlite3_column_int(rows, 0);
        int quad = sqlite3_column_int(rows, 1);
        if (list->len == 0 || list->at[list->len - 1].at != at)
            *LIST_ADD(arena, list) = (struct store_day){.at = at};
        if (quad >= 1 && quad <= 4) {
            list->at[list->len - 1].events[quad - 1] = (uint32_t)sqlite3_column_int64(rows, 2);
            list->at[list->len - 1].reports[quad - 1] = (uint32_t)sqlite3_column_int64(rows, 3);
        }
    }
    return step == 0;
}

bool store_series(struct store *store, struct arena *arena, enum series_kind kind, str name, day from, day to, struct store_day_list *list,
                  struct err *err)
{
    struct series_job job = {.kind = kind, .name = name, .from = from, .to = to, .out = list};
    *list = (struct store_day_list){0};
    return store_ask(store, arena, series_days, &job, err);
}

static bool series_directions(struct store *store, struct arena *arena, void *context, struct err *err)
{
    struct series_job *job = context;
    uint64_t (*counts)[4] = job->out;
    int64_t series;
    bool order = str_cmp(job->name, job->other) <= 0;
    if (!store_series_number(store, SERIES_DYAD, store_dyad_name(arena, job->name, job->other), false, &series, err))
        return false;
    sqlite3_stmt *rows = store_query(store, err, "SELECT direction,quad,sum(events) FROM roll WHERE series=? AND day BETWEEN ? AND ? GROUP BY direction,quad",
                                     "iii", series, series_low(job->from), series_high(job->to));
    int step = rows != NULL ? 1 : -1;
    while (step > 0 && (step = store_step(store, rows, err)) > 0) {
        int direction = sqlite3_column_int(rows, 0), quad = sqlite3_column_int(rows, 1);
        int line = direction == 0 ? 2 : (direction == 1) == order ? 0 : 1;
        if (quad >= 1 && quad <= 4)
            counts[line][quad - 1] = (uint64_t)sqlite3_column_int64(rows, 2);
    }
    return step == 0;
}

bool store_directions(struct store *store, str a, str b, day from, day to, uint64_t counts[3][4], struct err *err)
{
    struct series_job job = {.name = a, .other = b, .from = from, .to = to, .out = counts};
    struct arena *arena = arena_make(0);
    memset(counts, 0, 12 * sizeof counts[0][0]);
    if (arena == NULL)
        return err_fail(err, ERR_MEMORY, "", "not enough memory for a question to the archive");
    bool right = store_ask(store, arena, series_directions, &job, err);
    arena_free(arena);
    return right;
}

static str series_actor_name(struct store *store, struct arena *arena, str id)
{
    sqlite3_stmt *row = store_query(store, NULL, "SELECT name FROM actor WHERE actor=? AND name<>''", "t", id);
    str name = id;
    if (row != NULL && store_step(store, row, NULL) > 0)
        name = store_text(arena, row, 0);
    if (row != NULL)
        store_rows_end(row);
    return name;
}

static str series_title(struct store *store, struct arena *arena, enum series_kind kind, str name)
{
    if (kind == SERIES_CATEGORY) {
        const struct monitor_category *category = monitor_category_find(&store->monitor, name);
        return category != NULL ? category->title : name;
    }
    if (kind == SERIES_ACTOR)
        return series_actor_name(store, arena, name);
    size_t bar = str_find_char(name, '|', 0);
    if (kind != SERIES_DYAD || bar == name.len)
        return name;
    str a = series_actor_name(store, arena, str_sub(name, 0, bar)), b = series_actor_name(store, arena, str_from_at(name, bar + 1));
    return arena_printf(arena, "%.*s and %.*s", STR_ARG(a), STR_ARG(b));
}

static bool series_rows(struct store *store, struct arena *arena, void *context, struct err *err)
{
    struct series_job *job = context;
    struct store_series_row_list *list = job->out;
    sqlite3_stmt *rows = store_query(
        store, err,
        "SELECT s.name,s.id,sum(r.events),sum(r.events*(r.quad=1)),sum(r.events*(r.quad=2)),sum(r.events*(r.quad=3)),sum(r.events*(r.quad=4)),"
        "(SELECT min(day) FROM roll f WHERE f.series=s.id) FROM roll r JOIN series s ON s.id=r.series WHERE r.day BETWEEN ? AND ? AND s.kind=?"
        " GROUP BY s.id HAVING sum(r.events)>=? ORDER BY s.name", "iiii", series_low(job->from), series_high(job->to), (int64_t)job->kind,
        (int64_t)(job->least > 0 ? job->least : 1));
    int step = rows != NULL ? 1 : -1;
    while (step > 0 && (step = store_step(store, rows, err)) > 0) {
        struct store_series_row *row = LIST_ADD(arena, list);
        *row = (struct store_series_row){.kind = job->kind, .name = store_text(arena, rows, 0), .events = (uint32_t)sqlite3_column_int64(rows, 2),
                                         .first = store_day_column(rows, 7)};
        for (int quad = 0; quad < 4; quad++)
            row->quads[quad] = (uint32_t)sqlite3_column_int64(rows, 3 + quad);
        row->title = series_title(store, arena, job->kind, row->name);
    }
    return step == 0;
}

bool store_series_list(struct store *store, struct arena *arena, enum series_kind kind, day from, day to, uint32_t events_min,
                       struct store_series_row_list *list, struct err *err)
{
    struct series_job job = {.kind = kind, .from = from, .to = to, .least = events_min, .out = list};
    *list = (struct store_series_row_list){0};
    return store_ask(store, arena, series_rows, &job, err);
}

static bool series_documents(struct store *store, struct arena *arena, void *context, struct err *err)
{
    struct series_job *job = context;
    struct store_documents_list *list = job->out;
    sqlite3_stmt *rows = job->name.len == 0
        ? store_query(store, err, "SELECT day,sum(documents) FROM roll_source WHERE day BETWEEN ? AND ? GROUP BY day ORDER BY day", "ii",
                      series_low(job->from), series_high(job->to))
        : store_query(store, err, "SELECT day,documents FROM roll_source WHERE day BETWEEN ? AND ? AND source=(SELECT id FROM source WHERE host=?)"
                      " ORDER BY day", "iit", series_low(job->from), series_high(job->to), job->name);
    int step = rows != NULL ? 1 : -1;
    while (step > 0 && (step = store_step(store, rows, err)) > 0)
        *LIST_ADD(arena, list) = (struct store_documents){sqlite3_column_int(rows, 0), (uint32_t)sqlite3_column_int64(rows, 1)};
    return step == 0;
}

bool store_documents(struct store *store, struct arena *arena, str source, day from, day to, struct store_documents_list *list, struct err *err)
{
    struct series_job job = {.name = source, .from = from, .to = to, .out = list};
    *list = (struct store_documents_list){0};
    return store_ask(store, arena, series_documents, &job, err);
}

static bool series_sources(struct store *store, struct arena *arena, void *context, struct err *err)
{
    struct series_job *job = context;
    struct store_source_list *list = job->out;
    sqlite3_stmt *rows = store_query(
        store, err,
        "SELECT s.host,sum(r.documents),min(r.day),max(r.day),coalesce(sum(CASE WHEN r.day BETWEEN ? AND ? THEN r.documents END),0)"
        " FROM source s JOIN roll_source r ON r.source=s.id GROUP BY s.id ORDER BY s.host", "ii", series_low(job->from), series_high(job->to));
    int step = rows != NULL ? 1 : -1;
    while (step > 0 && (step = store_step(store, rows, err)) > 0)
        *LIST_ADD(arena, list) = (struct store_source){.host = store_text(arena, rows, 0), .documents = (uint64_t)sqlite3_column_int64(rows, 1),
                                                       .first = store_day_column(rows, 2), .last = store_day_column(rows, 3),
                                                       .in_range = (uint32_t)sqlite3_column_int64(rows, 4)};
    return step == 0;
}

bool store_sources(struct store *store, struct arena *arena, day from, day to, struct store_source_list *list, struct err *err)
{
    struct series_job job = {.from = from, .to = to, .out = list};
    *list = (struct store_source_list){0};
    return store_ask(store, arena, series_sources, &job, err);
}

/* ---- Events of a series ---- */

#define SERIES_EVENT_COLUMNS "SELECT e.id,e.key,e.day,e.quad,e.reports,r.id,r.code,r.type,r.text,v.article,r.reciprocal" \
    " FROM event e JOIN report r ON r.id=e.report JOIN version v ON v.id=r.version "

/* Both parties' conditions on the report in one clause; a dyad asks for one party below each side, not both the same. */
static void series_party(struct arena *arena, struct store_sql *sql, const char *alias, str id)
{
    struct str_list patterns = {0};
    *LIST_ADD(arena, &patterns) = arena_printf(arena, "%.*s.*", STR_ARG(id));
    char column[64];
    snprintf(column, sizeof column, "%s.actor", alias);
    store_sql_actors(arena, sql, column, &patterns);
}

static void series_where(struct arena *arena, const struct series_job *job, int64_t series, struct store_sql *sql)
{
    sql->text = buf_make(arena);
    buf_add(&sql->text, STR(SERIES_EVENT_COLUMNS));
    switch (job->kind) {
    case SERIES_CATEGORY:
        store_sql_number(arena, sql, "JOIN report_category c ON c.report=e.report AND c.series=? WHERE e.reports>0", series);
        break;
    case SERIES_TYPE:
        store_sql_text(arena, sql, "WHERE e.reports>0 AND r.type=?", job->name);
        break;
    case SERIES_CONTEXT:
        store_sql_text(arena, sql, "WHERE e.reports>0 AND instr(r.contexts,?)>0", arena_printf(arena, "\"%.*s\"", STR_ARG(job->name)));
        break;
    case SERIES_ACTOR:
        buf_add(&sql->text, STR("WHERE e.reports>0 AND EXISTS(SELECT 1 FROM participant p WHERE p.report=r.id AND "));
        series_party(arena, sql, "p", job->name);
        buf_add(&sql->text, STR(")"));
        break;
    case SERIES_DYAD: {
        size_t bar = str_find_char(job->name, '|', 0);
        buf_add(&sql->text, STR("WHERE e.reports>0 AND EXISTS(SELECT 1 FROM participant p JOIN participant q ON q.report=p.report AND"
                                " (q.side<>p.side OR (r.reciprocal=1 AND q.number<>p.number)) WHERE p.report=r.id AND "));
        series_party(arena, sql, "p", str_sub(job->name, 0, bar));
        buf_add(&sql->text, STR(" AND "));
        series_party(arena, sql, "q", str_from_at(job->name, bar + 1));
        buf_add(&sql->text, STR(")"));
        break;
    }
    }
    store_sql_number(arena, sql, " AND e.day>=?", series_low(job->from));
    store_sql_number(arena, sql, " AND e.day<=?", series_high(job->to));
    buf_add(&sql->text, STR(" ORDER BY e.day DESC,r.id DESC"));
    if (job->limit > 0)
        store_sql_number(arena, sql, " LIMIT ?", (int64_t)job->limit);
}

static bool series_event_parts(struct store *store, struct arena *arena, int64_t event, int64_t report, bool reciprocal, struct store_count *count,
                               struct err *err)
{
    struct event parties = {.reciprocal = reciprocal};
    if (!store_parties(store, arena, report, &parties, err))
        return false;
    count->parties = store_parties_text(arena, &parties);
    sqlite3_stmt *rows = store_query(store, err, "SELECT DISTINCT coalesce(s.host,'analyst') FROM report r JOIN version v ON v.id=r.version"
                                     " LEFT JOIN source s ON s.id=v.source WHERE r.event=? AND r.current=1 AND r.reason=0 ORDER BY 1", "i", event);
    int step = rows != NULL ? 1 : -1;
    while (step > 0 && (step = store_step(store, rows, err)) > 0)
        *LIST_ADD(arena, &count->sources) = store_text(arena, rows, 0);
    return step == 0;
}

static bool series_events(struct store *store, struct arena *arena, void *context, struct err *err)
{
    struct series_job *job = context;
    struct store_count_list *list = job->out;
    struct store_sql sql = {0};
    int64_t series = 0;
    if (!store_series_number(store, job->kind, job->name, false, &series, err))
        return false;
    if (series == 0)
        return true;
    series_where(arena, job, series, &sql);
    sqlite3_stmt *rows = store_sql_query(store, err, &sql);
    int step = rows != NULL ? 1 : -1;
    while (step > 0 && (step = store_step(store, rows, err)) > 0) {
        struct store_count *count = LIST_ADD(arena, list);
        *count = (struct store_count){.at = sqlite3_column_int(rows, 2), .quad = sqlite3_column_int(rows, 3),
                                      .reports = (uint32_t)sqlite3_column_int64(rows, 4), .type = store_text(arena, rows, 7),
                                      .text = store_text(arena, rows, 8), .article = sqlite3_column_int64(rows, 9)};
        snprintf(count->key, sizeof count->key, "%s", (const char *)sqlite3_column_text(rows, 1));
        snprintf(count->event, sizeof count->event, "%s", (const char *)sqlite3_column_text(rows, 6));
        if (!series_event_parts(store, arena, sqlite3_column_int64(rows, 0), sqlite3_column_int64(rows, 5), sqlite3_column_int(rows, 10) != 0, count, err))
            return false;
    }
    for (size_t i = 0; i < list->len / 2; i++) {    /* by day, ascending */
        struct store_count spare = list->at[i];
        list->at[i] = list->at[list->len - 1 - i];
        list->at[list->len - 1 - i] = spare;
    }
    return step == 0;
}

bool store_series_events(struct store *store, struct arena *arena, enum series_kind kind, str name, day from, day to, size_t limit,
                         struct store_count_list *list, struct err *err)
{
    struct series_job job = {.kind = kind, .name = name, .from = from, .to = to, .limit = limit, .out = list};
    *list = (struct store_count_list){0};
    return store_ask(store, arena, series_events, &job, err);
}
