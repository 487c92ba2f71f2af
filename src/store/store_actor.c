/* store_actor.c: one actor: what it is called, with whom it dealt, who stands below it; and the list of actors. All from roll-ups. */
#include "store/store_private.h"

#include <stdlib.h>

struct actor_job {str id; day from, to; size_t limit; struct store_actor *actor; struct store_actor_row_list *list; bool *found; str name;};

static bool actor_row_name(struct store *store, struct arena *arena, str id, str *name, struct err *err)
{
    sqlite3_stmt *row = store_query(store, err, "SELECT name FROM actor WHERE actor=? AND name<>''", "t", id);
    int step = row != NULL ? store_step(store, row, err) : -1;
    *name = step > 0 ? store_text(arena, row, 0) : id;
    if (row != NULL)
        store_rows_end(row);
    return step >= 0;
}

#define ACTOR_SUMS "sum(r.events*(r.quad=1)),sum(r.events*(r.quad=2)),sum(r.events*(r.quad=3)),sum(r.events*(r.quad=4)),sum(r.reports)"

/* Rows of (name, ACTOR_SUMS) to the list. */
static bool actor_rows(struct store *store, struct arena *arena, sqlite3_stmt *rows, struct store_actor_row_list *list, struct err *err)
{
    int step = rows != NULL ? 1 : -1;
    while (step > 0 && (step = store_step(store, rows, err)) > 0) {
        struct store_actor_row *row = LIST_ADD(arena, list);
        *row = (struct store_actor_row){.id = store_text(arena, rows, 0), .reports = (uint32_t)sqlite3_column_int64(rows, 5)};
        for (int quad = 0; quad < 4; quad++)
            row->events[quad] = (uint32_t)sqlite3_column_int64(rows, 1 + quad);
        if (!actor_row_name(store, arena, row->id, &row->name, err))
            return false;
    }
    return step == 0;
}

static int64_t actor_low(const struct actor_job *job) {return job->from == DAY_NONE ? INT32_MIN : job->from;}
static int64_t actor_high(const struct actor_job *job) {return job->to == DAY_NONE ? INT32_MAX - 1 : job->to;}

static bool actor_self(struct store *store, struct arena *arena, const struct actor_job *job, int64_t series, struct err *err)
{
    struct store_actor *actor = job->actor;
    sqlite3_stmt *row = store_query(store, err, "SELECT name,country,sector,region FROM actor WHERE actor=?", "t", job->id);
    int step = row != NULL ? store_step(store, row, err) : -1;
    if (step < 0)
        return false;
    *actor = (struct store_actor){.id = job->id, .name = job->id, .first = DAY_NONE, .last = DAY_NONE};
    if (step > 0) {
        str name = store_text(arena, row, 0);
        actor->name = name.len > 0 ? name : job->id;
        actor->country = store_text(arena, row, 1);
        actor->sector = store_text(arena, row, 2);
        actor->region = store_text(arena, row, 3);
        store_rows_end(row);
    }
    *job->found = step > 0 || series != 0;
    row = store_query(store, err, "SELECT min(day),max(day) FROM roll WHERE series=?", "i", series);
    if (row == NULL || store_step(store, row, err) < 0)
        return false;
    actor->first = store_day_column(row, 0);
    actor->last = store_day_column(row, 1);
    store_rows_end(row);
    return true;
}

static bool actor_one(struct store *store, struct arena *arena, void *context, struct err *err)
{
    struct actor_job *job = context;
    struct store_actor_row_list self = {0};
    int64_t series;
    if (!store_series_number(store, SERIES_ACTOR, job->id, false, &series, err) || !actor_self(store, arena, job, series, err))
        return false;
    if (!*job->found)
        return true;
    if (!actor_rows(store, arena, store_query(store, err, "SELECT s.name," ACTOR_SUMS " FROM series s JOIN roll r ON r.series=s.id WHERE s.id=?"
                                              " AND r.day BETWEEN ? AND ? GROUP BY s.id", "iii", series, actor_low(job), actor_high(job)), &self, err))
        return false;
    for (int quad = 0; quad < 4 && self.len > 0; quad++)
        job->actor->events[quad] = self.at[0].events[quad];
    /* "id|other" by the order of names, "other|id" by the index of second names. */
    if (!actor_rows(store, arena,
                    store_query(store, err, "SELECT o.other," ACTOR_SUMS " FROM (SELECT id,substr(name,length(?1)+2) other FROM series WHERE kind=1 AND"
                                " name>=?1||'|' AND name<?1||'}' UNION ALL SELECT id,substr(name,1,instr(name,'|')-1) FROM series WHERE kind=1 AND"
                                " substr(name,instr(name,'|')+1)=?1) o JOIN roll r ON r.series=o.id WHERE r.day BETWEEN ?2 AND ?3 GROUP BY o.id"
                                " ORDER BY sum(r.events) DESC,o.other LIMIT ?4", "tiii", job->id, actor_low(job), actor_high(job),
                                (int64_t)(job->limit > 0 ? job->limit : 50)), &job->actor->counterparts, err))
        return false;
    return actor_rows(store, arena,
                      store_query(store, err, "SELECT s.name," ACTOR_SUMS " FROM series s JOIN roll r ON r.series=s.id WHERE s.kind=2 AND s.name>=?1||'.'"
                                  " AND s.name<?1||'/' AND instr(substr(s.name,length(?1)+2),'.')=0 AND r.day BETWEEN ?2 AND ?3 GROUP BY s.id"
                                  " ORDER BY sum(r.events) DESC,s.name LIMIT ?4", "tiii", job->id, actor_low(job), actor_high(job),
                                  (int64_t)(job->limit > 0 ? job->limit : 50)), &job->actor->below, err);
}

bool store_actor(struct store *store, struct arena *arena, str id, day from, day to, size_t limit, struct store_actor *actor, bool *found,
                 struct err *err)
{
    struct actor_job job = {.id = id, .from = from, .to = to, .limit = limit, .actor = actor, .found = found};
    *found = false;
    return store_ask(store, arena, actor_one, &job, err);
}

static bool actor_all(struct store *store, struct arena *arena, void *context, struct err *err)
{
    struct actor_job *job = context;
    return actor_rows(store, arena,
                      store_query(store, err, "SELECT s.name," ACTOR_SUMS " FROM series s JOIN roll r ON r.series=s.id WHERE s.kind=2 AND r.day BETWEEN ? AND ?"
                                  " GROUP BY s.id ORDER BY sum(r.events) DESC,s.name LIMIT ?", "iii", actor_low(job), actor_high(job),
                                  (int64_t)(job->limit > 0 ? job->limit : 50)), job->list, err);
}

bool store_actor_list(struct store *store, struct arena *arena, day from, day to, size_t limit, struct store_actor_row_list *list, struct err *err)
{
    struct actor_job job = {.from = from, .to = to, .limit = limit, .list = list};
    *list = (struct store_actor_row_list){0};
    return store_ask(store, arena, actor_all, &job, err);
}

static bool actor_name(struct store *store, struct arena *arena, void *context, struct err *err)
{
    struct actor_job *job = context;
    return actor_row_name(store, arena, job->id, &job->name, err);
}

str store_actor_name(struct store *store, struct arena *arena, str id)
{
    struct actor_job job = {.id = id, .name = id};
    return store_ask(store, arena, actor_name, &job, NULL) ? job.name : id;
}
