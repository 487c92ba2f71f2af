/* store_roll.c: what does one event add to the counts of its day?
 *
 * An event (all reports of a key) counts once, under the day, quad class and parties of its first counted current report, with the number
 * of articles that tell it beside it. It stands in the series of its categories, its type, its contexts, its actors and their pairs, these
 * at all levels of the actor tree: a governor's visit counts for the governor, the regions, the country. Pairs of an actor with
 * what is above it are left out. When a report comes or goes the event is taken out of the roll-ups, looked at anew and put in again;
 * store_check compares the roll-ups with a count from the events.
 */
#include "store/store_private.h"

#include <string.h>

/* a is b or above it in the tree. */
static bool roll_above(str a, str b)
{
    return str_starts(b, a) && (a.len == b.len || b.at[a.len] == '.');
}

static str roll_parent(str id)
{
    size_t dot = id.len;
    while (dot > 0 && id.at[dot - 1] != '.')
        dot--;
    return str_sub(id, 0, dot > 0 ? dot - 1 : 0);
}

str store_dyad_name(struct arena *arena, str a, str b)
{
    bool order = str_cmp(a, b) <= 0;
    return arena_printf(arena, "%.*s|%.*s", STR_ARG(order ? a : b), STR_ARG(order ? b : a));
}

struct roll_ids {str at[2 * STORE_PARTIES_MAX]; size_t len;};

static void roll_side(struct arena *arena, const struct participant_list *side, struct roll_ids *ids, size_t room)
{
    for (size_t i = 0; i < side->len && ids->len < room; i++) {
        str id = monitor_actor_id(arena, &side->at[i]);
        bool known = id.len == 0;
        for (size_t j = 0; j < ids->len && !known; j++)
            known = str_eq(ids->at[j], id);
        if (!known)
            ids->at[ids->len++] = id;
    }
}

struct roll_builder {struct arena *arena; struct map seen; struct roll_series_list *list;};

/* Adds a series once; a pair that is found in both directions becomes mutual. */
static void roll_add(struct roll_builder *builder, enum series_kind kind, str name, int direction)
{
    bool added;
    str key = arena_printf(builder->arena, "%d %.*s", (int)kind, STR_ARG(name));
    uint64_t *place = map_at(&builder->seen, key, &added);
    if (added) {
        *place = builder->list->len;
        *LIST_ADD(builder->arena, builder->list) = (struct roll_series){kind, name, direction};
    } else if (builder->list->at[*place].direction != direction)
        builder->list->at[*place].direction = 0;
}

static void roll_pair(struct roll_builder *builder, str a, str b, bool mutual)
{
    for (str x = a; x.len > 0; x = roll_parent(x))
        for (str y = b; y.len > 0; y = roll_parent(y))
            if (!roll_above(x, y) && !roll_above(y, x))
                roll_add(builder, SERIES_DYAD, store_dyad_name(builder->arena, x, y), mutual ? 0 : str_cmp(x, y) <= 0 ? 1 : 2);
}

void store_roll_series(struct arena *arena, const struct event *event, const struct str_list *categories, struct roll_series_list *list)
{
    struct roll_ids ids = {.len = 0}, recipients = {.len = 0};
    struct roll_builder builder = {.arena = arena, .seen = map_make(arena), .list = list};
    for (size_t i = 0; i < categories->len; i++)
        roll_add(&builder, SERIES_CATEGORY, categories->at[i], 0);
    roll_add(&builder, SERIES_TYPE, event->type, 0);
    for (size_t i = 0; i < event->contexts.len; i++)
        roll_add(&builder, SERIES_CONTEXT, event->contexts.at[i], 0);
    roll_side(arena, &event->source, &ids, STORE_PARTIES_MAX);
    size_t sources = ids.len;
    roll_side(arena, &event->recipient, &recipients, STORE_PARTIES_MAX);
    roll_side(arena, &event->recipient, &ids, 2 * STORE_PARTIES_MAX);
    for (size_t i = 0; i < ids.len; i++)
        for (str id = ids.at[i]; id.len > 0; id = roll_parent(id))
            roll_add(&builder, SERIES_ACTOR, id, 0);
    if (event->reciprocal) {
        for (size_t i = 0; i < ids.len; i++)
            for (size_t j = i + 1; j < ids.len; j++)
                roll_pair(&builder, ids.at[i], ids.at[j], true);
        return;
    }
    for (size_t i = 0; i < sources; i++)
        for (size_t j = 0; j < recipients.len; j++)
            roll_pair(&builder, ids.at[i], recipients.at[j], false);
}

bool store_series_number(struct store *store, enum series_kind kind, str name, bool make, int64_t *number, struct err *err)
{
    if (!store_int(store, err, number, "SELECT id FROM series WHERE kind=? AND name=?", "it", (int64_t)kind, name))
        return false;
    if (*number != 0 || !make)
        return true;
    if (!store_do(store, err, "INSERT INTO series(kind,name) VALUES(?,?)", "it", (int64_t)kind, name))
        return false;
    *number = sqlite3_last_insert_rowid(store->db);
    return true;
}

static bool roll_count(struct store *store, int64_t series, day at, int quad, int direction, int events, int64_t reports, struct err *err)
{
    if (!store_do(store, err, "INSERT INTO roll VALUES(?,?,?,?,?,?) ON CONFLICT(series,day,quad,direction) DO UPDATE SET"
                  " events=events+excluded.events,reports=reports+excluded.reports", "iyiiii", series, at, (int64_t)quad, (int64_t)direction,
                  (int64_t)events, reports))
        return false;
    return events > 0 || store_do(store, err, "DELETE FROM roll WHERE series=? AND day=? AND quad=? AND direction=? AND events=0 AND reports=0", "iyii",
                                  series, at, (int64_t)quad, (int64_t)direction);
}

static bool roll_categories(struct store *store, struct arena *arena, int64_t report, struct str_list *names, struct err *err)
{
    sqlite3_stmt *rows = store_query(store, err, "SELECT s.name FROM report_category c JOIN series s ON s.id=c.series WHERE c.report=? ORDER BY s.id", "i",
                                     report);
    int step = rows != NULL ? 1 : -1;
    while (step > 0 && (step = store_step(store, rows, err)) > 0)
        *LIST_ADD(arena, names) = store_text(arena, rows, 0);
    return step == 0;
}

/* The parts of the report that decide the series. */
static bool roll_event_read(struct store *store, struct arena *arena, int64_t report, struct event *event, struct err *err)
{
    sqlite3_stmt *row = store_query(store, err, "SELECT type,contexts,reciprocal FROM report WHERE id=?", "i", report);
    if (row == NULL || store_step(store, row, err) <= 0)
        return false;
    event->type = store_text(arena, row, 0);
    event->contexts = store_json_list(arena, store_text(arena, row, 1));
    event->reciprocal = sqlite3_column_int(row, 2) != 0;
    store_rows_end(row);
    return store_parties(store, arena, report, event, err);
}

/* sign 1 adds the event to the roll-ups, -1 takes it out; only: one kind of series, or -1 for all. */
static bool roll_event(struct store *store, struct arena *arena, int64_t id, int sign, int only, struct err *err)
{
    struct event event = {0};
    struct str_list categories = {0};
    struct roll_series_list list = {0};
    sqlite3_stmt *row = store_query(store, err, "SELECT report,day,quad,reports FROM event WHERE id=? AND reports>0", "i", id);
    int step = row != NULL ? store_step(store, row, err) : -1;
    if (step <= 0)
        return step == 0;
    int64_t report = sqlite3_column_int64(row, 0), reports = sqlite3_column_int64(row, 3);
    day at = sqlite3_column_int(row, 1);
    int quad = sqlite3_column_int(row, 2);
    store_rows_end(row);
    if (!roll_event_read(store, arena, report, &event, err) || !roll_categories(store, arena, report, &categories, err))
        return false;
    store_roll_series(arena, &event, &categories, &list);
    for (size_t i = 0; i < list.len; i++) {
        int64_t series;
        if (only >= 0 && (int)list.at[i].kind != only)
            continue;
        if (!store_series_number(store, list.at[i].kind, list.at[i].name, true, &series, err)
            || !roll_count(store, series, at, quad, list.at[i].direction, sign, sign * reports, err))
            return false;
    }
    return true;
}

bool store_event_unroll(struct store *store, struct arena *arena, int64_t event, struct err *err)
{
    return roll_event(store, arena, event, -1, -1, err)
        && store_do(store, err, "UPDATE event SET report=NULL,day=NULL,quad=0,reports=0 WHERE id=?", "i", event);
}

bool store_event_refresh(struct store *store, struct arena *arena, int64_t event, struct err *err)
{
    int64_t report, reports;
    if (!store_int(store, err, &report, "SELECT min(id) FROM report WHERE event=? AND current=1 AND reason=0", "i", event)
        || !store_int(store, err, &reports, "SELECT count(DISTINCT version) FROM report WHERE event=? AND current=1 AND reason=0", "i", event))
        return false;
    if (report == 0)
        return store_do(store, err, "UPDATE event SET report=NULL,day=NULL,quad=0,reports=0 WHERE id=?", "i", event);
    return store_do(store, err, "UPDATE event SET report=?1,reports=?2,day=(SELECT day FROM report WHERE id=?1),"
                    "quad=(SELECT quad FROM report WHERE id=?1) WHERE id=?3", "iii", report, reports, event)
        && roll_event(store, arena, event, 1, -1, err);
}

bool store_report_categories(struct store *store, struct arena *arena, int64_t report, day at, const struct event *event, struct err *err)
{
    const struct monitor_category_list *list = &store->monitor.categories;
    bool *in = ARENA_ARRAY(arena, bool, list->len + 1);
    for (size_t i = 0; i < list->len; i++)
        if (monitor_category_holds(store->words, arena, &list->at[i], event))
            for (const struct monitor_category *c = &list->at[i]; c != NULL; c = monitor_category_find(&store->monitor, c->parent))
                in[c - list->at] = true;
    for (size_t i = 0; i < list->len; i++) {
        int64_t series;
        if (in[i] && (!store_series_number(store, SERIES_CATEGORY, list->at[i].name, true, &series, err)
                      || !store_do(store, err, "INSERT INTO report_category VALUES(?,?,?)", "iii", series,
                                   (int64_t)(at == DAY_NONE ? STORE_DAY_NONE : at), report)))
            return false;
    }
    return true;
}

bool store_roll_document(struct store *store, int64_t source, day at, int sign, struct err *err)
{
    if (at == DAY_NONE)
        return true;
    return store_do(store, err, "INSERT INTO roll_source VALUES(?,?,?) ON CONFLICT(source,day) DO UPDATE SET documents=documents+excluded.documents", "iyi",
                    source, at, (int64_t)sign)
        && (sign > 0 || store_do(store, err, "DELETE FROM roll_source WHERE source=? AND day=? AND documents=0", "iy", source, at));
}

/* ---- Counting anew after monitor.ini has changed ---- */

struct recount {int64_t after; size_t seen; bool events;};
#define RECOUNT_STEP 500            /* rows for each filling of the arena */

static bool recount_report(struct store *store, struct arena *arena, int64_t report, struct err *err)
{
    struct event event = {0};
    sqlite3_stmt *row = store_query(store, err, "SELECT text,day FROM report WHERE id=?", "i", report);
    if (row == NULL || store_step(store, row, err) <= 0)
        return false;
    event.text = store_text(arena, row, 0);
    day at = store_day_column(row, 1);
    store_rows_end(row);
    return roll_event_read(store, arena, report, &event, err) && store_report_categories(store, arena, report, at, &event, err);
}

static bool recount_some(struct store *store, struct arena *arena, void *context, struct err *err)
{
    struct recount *recount = context;
    int64_t ids[RECOUNT_STEP];
    size_t count = 0;
    sqlite3_stmt *rows = store_query(store, err, recount->events ? "SELECT id FROM event WHERE reports>0 AND id>? ORDER BY id LIMIT 500"
                                                                 : "SELECT id FROM report WHERE id>? ORDER BY id LIMIT 500", "i", recount->after);
    int step = rows != NULL ? 1 : -1;
    while (step > 0 && (step = store_step(store, rows, err)) > 0)
        ids[count++] = sqlite3_column_int64(rows, 0);
    for (size_t i = 0; i < count && step == 0; i++)
        if (recount->events ? !roll_event(store, arena, ids[i], 1, SERIES_CATEGORY, err) : !recount_report(store, arena, ids[i], err))
            return false;
    recount->seen = count;
    recount->after = count > 0 ? ids[count - 1] : recount->after;
    return step == 0;
}

static bool recount_all(struct store *store, struct err *err)
{
    if (!store_do(store, err, "DELETE FROM report_category", "")
        || !store_do(store, err, "DELETE FROM roll WHERE series IN (SELECT id FROM series WHERE kind=?)", "i", (int64_t)SERIES_CATEGORY))
        return false;
    for (int events = 0; events < 2; events++) {
        struct recount recount = {.events = events != 0};
        do {
            arena_reset(store->scratch);
            if (!store_ask(store, store->scratch, recount_some, &recount, err))
                return false;
        } while (recount.seen > 0);
    }
    return store_do(store, err, "UPDATE meta SET value=? WHERE name='categories'", "i", (int64_t)monitor_categories_hash(&store->monitor))
        && store_do(store, err, "UPDATE meta SET value=CAST(value AS INTEGER)+1 WHERE name='generation'", "");
}

bool store_categories_recount(struct store *store, struct err *err)
{
    if (!store_script(store, err, "BEGIN IMMEDIATE"))
        return false;
    if (recount_all(store, err) && store_script(store, err, "COMMIT"))
        return true;
    sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
    return false;
}
