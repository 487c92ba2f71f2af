/* store_private.h: private to store/: the open archive, its statements, and how questions are asked within an arena's door. */
#ifndef ENTENTE_STORE_PRIVATE_H
#define ENTENTE_STORE_PRIVATE_H

#include "store/store.h"
#include "store/store_words.h"
#include "base/map.h"

#include <sqlite3.h>
#include <stdio.h>

#define STORE_VERSION_NOW 2         /* of the schema; see store_schema.c */
#define STORE_STATEMENTS 96         /* prepared ones that are kept */
#define STORE_DAY_NONE 2147483647   /* of an undated thing where the column is part of a key */

struct store_statement {char *sql; sqlite3_stmt *statement; uint64_t used;};
struct store {
    sqlite3 *db;
    struct arena *arena;            /* monitor */
    struct arena *scratch;          /* of one store_add */
    struct monitor monitor;
    struct words *words;
    char folder[400];
    int lock;                       /* open file of the lock; -1 */
    bool writer, failed;
    uint64_t added, durable;        /* store_add calls that ended; that survive */
    int64_t begun_ms;               /* when the open transaction began; 0: none is open */
    size_t pending;                 /* articles in it */
    struct store_statement statements[STORE_STATEMENTS];
    uint64_t uses;
};

/* ---- store_sql.c ---- */

/* A prepared statement with its values bound: i int64_t, t str, d double (NaN: NULL), y day (DAY_NONE: NULL), n a NULL. NULL on failure. All
 * statements belong to the store and are reset by store_ask; between two uses of one text in one job call store_rows_end. */
sqlite3_stmt *store_query(struct store *store, struct err *err, const char *sql, const char *kinds, ...);
int store_step(struct store *store, sqlite3_stmt *statement, struct err *err);    /* 1 a row, 0 the end (reset), -1 failed */
void store_rows_end(sqlite3_stmt *statement);
bool store_do(struct store *store, struct err *err, const char *sql, const char *kinds, ...);    /* runs to the end */
bool store_script(struct store *store, struct err *err, const char *sql);    /* several statements, nothing bound */
bool store_int(struct store *store, struct err *err, int64_t *value, const char *sql, const char *kinds, ...);    /* 0 where there is no row */
bool store_sql_fail(struct store *store, struct err *err);    /* what SQLite says, in a user's words */
str store_text(struct arena *arena, sqlite3_stmt *statement, int column);    /* a copy; "" for NULL */
str store_column(sqlite3_stmt *statement, int column);    /* not copied: valid until the next step */
day store_day_column(sqlite3_stmt *statement, int column);    /* DAY_NONE for NULL */
double store_double_column(sqlite3_stmt *statement, int column);    /* NAN for NULL */

/* Runs stage behind the arena's door and, unless one is open, in one read transaction, so that all its statements see one state. */
typedef bool (*store_stage)(struct store *store, struct arena *arena, void *job, struct err *err);
bool store_ask(struct store *store, struct arena *arena, store_stage stage, void *job, struct err *err);

/* SQL that grows with the question's conditions, and the values for its "?". */
struct store_value {char kind; int64_t number; str text;};    /* kind: i or t */
struct store_sql {
    struct buf text;
    LIST(struct store_value) values;
};
sqlite3_stmt *store_sql_query(struct store *store, struct err *err, const struct store_sql *sql);

/* ---- store_schema.c ---- */
bool store_migrate(struct store *store, int version, struct err *err);    /* up to version, from whatever is there; each step a transaction */
bool store_version(struct store *store, int *version, struct err *err);

/* ---- store_open.c ---- */
bool store_begin(struct store *store, struct err *err);   /* the write transaction, unless it is open */

/* ---- monitor ---- */
bool monitor_category_has_conditions(const struct monitor_category *category);
bool monitor_category_holds(struct words *words, struct arena *arena, const struct monitor_category *category, const struct event *event);
uint64_t monitor_categories_hash(const struct monitor *monitor);    /* of all that decides which events a category holds */

/* ---- store_roll.c: what an event adds to the roll-ups ---- */
bool store_series_number(struct store *store, enum series_kind kind, str name, bool make, int64_t *number, struct err *err);    /* 0: none */
bool store_event_refresh(struct store *store, struct arena *arena, int64_t event, struct err *err);
bool store_event_unroll(struct store *store, struct arena *arena, int64_t event, struct err *err);
bool store_report_categories(struct store *store, struct arena *arena, int64_t report, day at, const struct event *event, struct err *err);
bool store_categories_recount(struct store *store, struct err *err);
bool store_roll_document(struct store *store, int64_t source, day at, int sign, struct err *err);
/* The names of the roll-up series that an event with these parties stands in, in order. direction: 0, 1 (first to second), 2. */
struct roll_series {enum series_kind kind; str name; int direction;};
struct roll_series_list {struct roll_series *at; size_t len, room;};
void store_roll_series(struct arena *arena, const struct event *event, const struct str_list *categories, struct roll_series_list *list);

/* ---- store_event_add.c ---- */
enum count_reason {COUNT_YES, COUNT_NEGATED, COUNT_FUTURE, COUNT_HYPOTHETICAL, COUNT_HISTORICAL, COUNT_UNDATED, COUNT_STATEMENT, COUNT_ANALYST, COUNT_REPLACED};
const char *store_count_reason_name(int reason);
enum count_reason store_count_reason(const struct event *event, const struct article *article);
day store_count_day(const struct event *event);           /* the middle of its interval; DAY_NONE undated */
bool store_report_add(struct store *store, struct arena *arena, int64_t version, const struct article *article, size_t number,
                      const struct event *event, struct err *err);

/* ---- store_read.c: rows back to records ---- */
#define REPORT_COLUMNS "r.id,r.version,r.event,r.code,r.page_article,r.sentence,r.paragraph,r.sentence_start,r.text,r.type,r.mode,r.contexts," \
    "r.cameo,r.goldstein,r.quad,r.reciprocal,r.trigger,r.trigger_start,r.trigger_end,r.frame,r.date,r.date_to,r.date_from,r.day_from,r.day_to," \
    "r.place,r.place_country,r.place_region,r.place_precision,r.lat,r.lon,r.aspects,r.speaker,r.speaker_actor,r.quantities,r.confidence," \
    "r.notes,r.reason,r.current,r.day,r.page"
#define REPORT_FROM " FROM report r JOIN version v ON v.id=r.version JOIN event e ON e.id=r.event LEFT JOIN source s ON s.id=v.source "
#define REPORT_MORE ",v.article,v.title,s.host,v.url,v.published_day,e.key,e.reports"
#define VERSION_COLUMNS "v.id,v.article,v.number,v.page,v.page_article,v.url,s.host,v.title,v.authors,v.published,v.published_from,v.modified,v.lang," \
    "v.site,v.section,v.tags,v.kind,v.quality,v.category_status,v.image_url,v.image_caption,v.image_credit,v.body,v.kinds,v.similar,v.notes," \
    "v.category,v.code,v.analyst,v.published_day,v.day,v.precision,v.contradicts,v.date_how,v.report_count," \
    "(SELECT count(*) FROM version o WHERE o.article=v.article)"
#define VERSION_FROM " FROM version v LEFT JOIN source s ON s.id=v.source "
/* A row of REPORT_COLUMNS REPORT_MORE; *report is its number. Participants and categories come from store_event_fill. */
void store_event_row(struct arena *arena, sqlite3_stmt *statement, struct store_event *event, int64_t *report);
bool store_event_fill(struct store *store, struct arena *arena, int64_t report, struct store_event *event, struct err *err);
bool store_parties(struct store *store, struct arena *arena, int64_t report, struct event *event, struct err *err);
void store_article_row(struct arena *arena, sqlite3_stmt *statement, struct store_article *article);
str store_json_strings(struct arena *arena, const struct str_list *list);
struct str_list store_json_list(struct arena *arena, str json);
str store_parties_text(struct arena *arena, const struct event *event);

/* ---- store_filter.c, store_ask.c: questions ---- */
struct store_asked {                /* a filter with the conditions in its text taken out */
    struct store_filter filter;
    str match;                      /* for FTS5; "" no text */
    struct str_list stems;          /* words that a snippet marks, sorted; a "*" at the end: any ending */
};
bool store_filter_read(struct store *store, struct arena *arena, const struct store_filter *filter, struct store_asked *asked, struct err *err);
bool store_event_where(struct store *store, struct arena *arena, const struct store_asked *asked, struct store_sql *sql, struct err *err);
bool store_article_where(struct store *store, struct arena *arena, const struct store_asked *asked, struct store_sql *sql, struct err *err);
void store_sql_number(struct arena *arena, struct store_sql *sql, const char *text, int64_t value);
void store_sql_text(struct arena *arena, struct store_sql *sql, const char *text, str value);
void store_sql_actors(struct arena *arena, struct store_sql *sql, const char *column, const struct str_list *patterns);
void store_snippet(struct words *words, struct arena *arena, const struct store_asked *asked, str language, str text, struct store_hit *hit);

#endif
