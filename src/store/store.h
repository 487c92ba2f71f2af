/* store.h: a monitor: its folder, its monitor.ini, and the archive of articles, events and roll-ups. SQL stays inside this room.
 *
 * Words: a `report` is one article's sentence coded as an event; reports of the same key are one `event`. A report counts when it
 * is dated (an interval of at most STORE_INTERVAL_MAX days, counted at its middle), has a quad class, and is neither negated, future,
 * hypothetical nor historical; all others are stored and shown. Counts are kept per day in roll-ups, so that no page reads raw events.
 *
 * A struct store is used by one thread at a time; opening a reader is cheap, so each thread of a server has its own. All strings
 * and lists that a query gives are in the caller's arena. Dates from/to are inclusive; DAY_NONE means open.
 * A struct store call fails with ERR_STORE (monitor unusable), ERR_MEMORY, or ERR_USAGE for a wrong question, and says why.
 */
#ifndef ENTENTE_STORE_H
#define ENTENTE_STORE_H

#include "base/ini.h"
#include "coder/coder.h"

/* ---- monitor.ini ---- */

struct monitor_category {
    str name, title, question;
    str parent;                     /* nearest declared category above: "russia" of "russia.kremlin"; "" at the top */
    size_t depth;                   /* number of declared categories above */
    bool between;                   /* first | second; else first alone is `actor =` (maybe empty) */
    struct str_list first, second;  /* actor patterns: "blr" that id alone, "blr.*" blr and all below */
    struct str_list types, contexts, words;    /* each empty: no condition */
    size_t line;
};
struct monitor_category_list {struct monitor_category *at; size_t len, room;};
struct monitor_source {str name, url, kind, country, language, every; size_t line;};
struct monitor_source_list {struct monitor_source *at; size_t len, room;};
struct monitor_section_list {struct ini_section *at; size_t len, room;};
struct monitor {
    str name, about, timezone;
    struct str_list languages;
    int window, before;             /* days: 30 and 180 unless the file says otherwise */
    struct monitor_category_list categories;    /* in the order of the file, children after their parents where the file has them so */
    struct monitor_source_list sources;
    struct monitor_section_list claims, alerts;    /* keys are checked, values as written */
};
/* Reads and checks the text of a monitor.ini. err: file:line, what is wrong and the nearest known key or name. */
bool monitor_read(struct arena *arena, const char *file, str text, struct monitor *monitor, struct err *err);
const struct monitor_category *monitor_category_find(const struct monitor *monitor, str name);    /* NULL */
str monitor_category_nearest(const struct monitor *monitor, str name);    /* the declared name with the least edits; "" where none is */
/* True where id matches one of the patterns: "rus.region.*" matches rus.region and rus.region.smo; "*" matches all but "". */
bool monitor_actor_matches(const struct str_list *patterns, str id);
/* The id that counts use: the actor's own, or where it is unresolved "blr" or "blr.gov" of country and sector; "" where unknown. */
str monitor_actor_id(struct arena *arena, const struct participant *participant);
/* Does the event belong to the category by its own conditions (children not looked at)? */
bool monitor_category_matches(struct arena *arena, const struct monitor_category *category, const struct event *event);

/* ---- Opening ---- */

struct store;
enum store_access {STORE_READ, STORE_WRITE};
#define STORE_COMMIT_ARTICLES 256   /* so many articles, or so many milliseconds, share a commit */
#define STORE_COMMIT_MS 200
#define STORE_INTERVAL_MAX 31       /* days; an event known less exactly is shown, not counted */
#define STORE_PARTIES_MAX 24        /* of one event, for pairs; further ones are stored and shown */

/* Makes folder (parents must exist) with a commented monitor.ini and an empty archive, index/, archive/ and notes/articles/. Refuses
 * a folder that holds a monitor. An existing monitor.ini in a folder without archive is kept (and must be right). */
bool store_init(const char *folder, struct err *err);
/* Opens the monitor; migrates an older archive (writers), counts anew when the categories in monitor.ini have changed. A second writer is
 * refused with the first one's process number. *store is NULL on failure. */
bool store_open(struct store **store, const char *folder, enum store_access access, struct err *err);
bool store_close(struct store *store, struct err *err);    /* commits first; NULL is allowed; the store is gone even on failure */
const struct monitor *store_monitor(const struct store *store);
const char *store_folder(const struct store *store);

/* ---- Adding (writers) ---- */

enum store_outcome {STORE_NEW, STORE_VERSION, STORE_SAME};    /* a new article, a new version of a known one, known already: not stored again */
struct store_added {enum store_outcome outcome; int64_t article; size_t reports, counted;};
/* Adds the article whole or not at all. It is durable after the commit that store_add makes now and then, or store_commit. Same article:
 * same address (or same file, where it has none) and article of the page; same content: hash of address, title, date and text. */
bool store_add(struct store *store, const struct coded_article *coded, struct store_added *added, struct err *err);
bool store_commit(struct store *store, struct err *err);
uint64_t store_durable(const struct store *store);        /* number of store_add calls since opening whose outcome survives a crash */

/* Analysts' articles in DIR/notes/articles/NAME.md. store_notes_list looks at the folder: what is new, changed or gone since it was stored. */
enum store_note_state {STORE_NOTE_KNOWN, STORE_NOTE_NEW, STORE_NOTE_CHANGED, STORE_NOTE_GONE};
struct store_note {str name; str path; uint64_t hash; enum store_note_state state; int64_t article;};    /* name: "NAME.md"; path: to open */
struct store_note_list {struct store_note *at; size_t len, room;};
bool store_notes_list(struct store *store, struct arena *arena, struct store_note_list *list, struct err *err);
/* Stores the coded file as the note's article (a new version where it was there); with coded NULL the note's article disappears. */
bool store_note_put(struct store *store, const struct store_note *note, const struct coded_article *coded, struct store_added *added, struct err *err);

/* ---- Roll-ups ---- */

enum series_kind {SERIES_CATEGORY, SERIES_DYAD, SERIES_ACTOR, SERIES_TYPE, SERIES_CONTEXT};
/* The name of a series: category name, actor id, PLOVER type, context; a dyad is "A|B", ids in byte order, at all levels of both trees. */
struct store_day {day at; uint32_t events[4], reports[4];};    /* index quad - 1 */
struct store_day_list {struct store_day *at; size_t len, room;};
bool store_series(struct store *store, struct arena *arena, enum series_kind kind, str name, day from, day to,
                  struct store_day_list *list, struct err *err);    /* days with counts only, ascending */
/* Events of a dyad from a to b, from b to a, and mutual, in this order. */
bool store_directions(struct store *store, str a, str b, day from, day to, uint64_t counts[3][4], struct err *err);
str store_dyad_name(struct arena *arena, str a, str b);

/* first: ever; counts in from..to; title for a reader: names instead of ids */
struct store_series_row {enum series_kind kind; str name, title; day first; uint32_t events; uint32_t quads[4];};
struct store_series_row_list {struct store_series_row *at; size_t len, room;};
/* All series of the kind with at least events_min events in from..to, by name. */
bool store_series_list(struct store *store, struct arena *arena, enum series_kind kind, day from, day to, uint32_t events_min,
                       struct store_series_row_list *list, struct err *err);

struct store_documents {day at; uint32_t documents;};
struct store_documents_list {struct store_documents *at; size_t len, room;};
/* Documents read per day (day of the content, else of publication); source is a host or "" for all. Analysts' own are not among them. */
bool store_documents(struct store *store, struct arena *arena, str source, day from, day to, struct store_documents_list *list, struct err *err);
struct store_source {str host; uint64_t documents; day first, last; uint32_t in_range;};    /* documents, first, last: ever */
struct store_source_list {struct store_source *at; size_t len, room;};
bool store_sources(struct store *store, struct arena *arena, day from, day to, struct store_source_list *list, struct err *err);    /* by host */

/* Counted events of a series in from..to, each once, by day: what status weighs and leaves out one by one. */
struct store_count {
    char event[17];                 /* id of the report that stands for it; show it at /event/ID */
    char key[17];
    day at;
    int quad;
    str type, text;                 /* text: the sentence */
    str parties;                    /* "Smolensk region → Mogilev region", "Lukashenko and Putin" */
    uint32_t reports;
    struct str_list sources;        /* hosts that told it, by name */
    int64_t article;
};
struct store_count_list {struct store_count *at; size_t len, room;};
bool store_series_events(struct store *store, struct arena *arena, enum series_kind kind, str name, day from, day to, size_t limit,
                         struct store_count_list *list, struct err *err);    /* limit 0: all; else the latest */

/* ---- Questions ---- */

struct store_summary {
    uint64_t articles, versions, reports, events, counted, undated;    /* counted: events that count */
    day first, last;                /* first and last day with documents; DAY_NONE in an empty monitor */
    uint64_t bytes;                 /* of monitor.db */
    uint64_t generation;            /* grows with every stored change; the same: nothing has changed */
};
bool store_summary(struct store *store, struct store_summary *summary, struct err *err);

struct store_event {
    struct event event;             /* as coded */
    int64_t article;
    str title, host, url;           /* of its article */
    day published;                  /* DAY_NONE unknown */
    bool counted;
    str not_counted;                /* why: "negated", "future", "hypothetical", "historical", "undated", "statement", "analyst", "replaced"; "" */
    day at;                         /* the day under which it counts */
    uint32_t reports;               /* current reports of its key, 1 at least */
    struct str_list categories;
};
struct store_event_list {struct store_event *at; size_t len, room;};

struct store_category_count {str name, title; uint32_t events;};
struct store_category_count_list {struct store_category_count *at; size_t len, room;};
struct store_article {
    int64_t id;
    uint32_t version, versions;     /* from 1 */
    struct article article;
    day published, at;              /* at: of the content, else published; DAY_NONE */
    enum date_precision precision;
    bool contradicts;
    str date_how;
    uint32_t report_count;
    struct store_event_list events;     /* only from store_article */
    struct store_category_count_list categories;    /* of its events, counted or not; and an analyst's own */
};
struct store_article_list {struct store_article *at; size_t len, room;};

enum store_order {STORE_NEWEST, STORE_OLDEST, STORE_BEST};    /* by day, then id; STORE_BEST: by relevance where text is given */
struct store_filter {               /* zeroed: everything; empty and 0 fields do not restrict; from/to need DAY_NONE: use store_filter_all() */
    str text;                       /* words, "a phrase", AND, OR, NOT, -word, word*, parentheses; also source: actor: type: category: from: to: */
    str actor, between;             /* patterns with commas; both given: events between the two */
    str type, context, category, source;    /* source: host */
    int quad;
    day from, to;
    int64_t article;
    bool counted;                   /* counted ones only */
    bool one_per_event;             /* of several reports of one event the first */
    bool analyst;                   /* articles: analysts' only */
    enum store_order order;
    size_t offset, limit;           /* limit 0: 50 */
};
struct store_filter store_filter_all(void);
bool store_event_list(struct store *store, struct arena *arena, const struct store_filter *filter, struct store_event_list *list,
                      uint64_t *total, struct err *err);    /* total may be NULL */
bool store_article_list(struct store *store, struct arena *arena, const struct store_filter *filter, struct store_article_list *list,
                        uint64_t *total, struct err *err);
/* *found false: no such id. The event with id (or whose key is id) and all reports of it, the first told first. */
bool store_event(struct store *store, struct arena *arena, str id, struct store_event *event, struct store_event_list *reports,
                 bool *found, struct err *err);
/* The current version; version > 0 asks for an older one (its events are then not counted: "replaced"). */
bool store_article(struct store *store, struct arena *arena, int64_t id, uint32_t version, struct store_article *article, bool *found,
                   struct err *err);

struct store_actor_row {str id, name; uint32_t events[4], reports;};
struct store_actor_row_list {struct store_actor_row *at; size_t len, room;};
struct store_actor {
    str id, name, country, sector, region;
    day first, last;
    uint32_t events[4];             /* in from..to, all below it in the tree counted too */
    struct store_actor_row_list counterparts;    /* at all levels of their trees, by number of events */
    struct store_actor_row_list below;    /* actors directly below that have events in from..to */
};
bool store_actor(struct store *store, struct arena *arena, str id, day from, day to, size_t limit, struct store_actor *actor, bool *found,
                 struct err *err);
bool store_actor_list(struct store *store, struct arena *arena, day from, day to, size_t limit, struct store_actor_row_list *list,
                      struct err *err);    /* by number of events */
str store_actor_name(struct store *store, struct arena *arena, str id);    /* as last seen in articles; the id itself where unknown */

struct store_span {uint32_t start, end;};
struct store_hit {
    bool is_event;
    struct store_article article;   /* of articles: without events; of events: the article they stand in */
    struct store_event event;       /* of events */
    double rank;                    /* smaller is better */
    str snippet;                    /* a slice of the text as stored */
    struct store_span marks[16]; size_t mark_count;    /* found words in the snippet, bytes */
};
struct store_hit_list {struct store_hit *at; size_t len, room;};
struct store_facet {str name; uint32_t count;};
struct store_facet_list {struct store_facet *at; size_t len, room;};
struct store_found {
    struct store_hit_list articles, events;
    uint64_t article_total, event_total;
    struct store_facet_list sources, types, actors, categories, years;    /* of the events found; at most 7 each, by count */
};
/* Full text (stemmed, case and accents ignored) with the filter's conditions; offset and limit hold for each of the two lists. */
bool store_search(struct store *store, struct arena *arena, const struct store_filter *filter, struct store_found *found, struct err *err);

/* Streams the current articles whose version number is above after (0: all), in order of it, to visit, for the index of similar articles: each
 * with its actors (ids that counts use) and event types. arena is reset between. visit false stops. *last: the last number seen. */
struct store_streamed {int64_t id; uint64_t number; const struct article *article; day at; struct str_list actors, types;};
bool store_stream(struct store *store, struct arena *arena, uint64_t after, bool (*visit)(void *context, const struct store_streamed *streamed),
                  void *context, uint64_t *last, struct err *err);
uint64_t store_removals(struct store *store);             /* number of articles ever taken away: another number means build the index anew */

/* ---- Upkeep ---- */

/* Integrity, foreign keys, and every roll-up against a count from the events; problems to out, one a line; *problems their number. */
bool store_check(struct store *store, struct arena *arena, struct buf *out, size_t *problems, struct err *err);
/* All tables as text, in a fixed order: two stores with the same content give the same bytes. */
bool store_dump(struct store *store, struct arena *arena, struct buf *out, struct err *err);
/* For tests: the archive may grow to so many pages of 4096 bytes; then it is full as a disk is. */
bool store_limit_pages(struct store *store, int pages, struct err *err);

#endif
