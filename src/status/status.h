/* status.h: is it getting better, worse, or the same? The status of a category, relation or actor as of a date, and what is new.
 *
 * Everything is computed from the store's roll-ups, without random numbers and without a clock: the same store and date give the same
 * bytes. Model, priors, sources and limits in words: doc/status.md. Strings and lists are in the caller's arena.
 */
#ifndef ENTENTE_STATUS_H
#define ENTENTE_STATUS_H

#include "store/store.h"

enum status_word {STATUS_UNCLEAR, STATUS_IMPROVING, STATUS_UNCHANGED, STATUS_DETERIORATING};
const char *status_word_name(enum status_word word);      /* "improving" … */
const char *status_word_mark(enum status_word word);      /* ▲ ▼ ▬ ? in UTF-8 */
bool status_word_find(str name, enum status_word *word);

struct status_p {double improving, unchanged, deteriorating;};    /* sums to 1 */
struct status_range {double mean, low, high;};            /* low-high: 80 % credible */
struct status_move {
    char event[17];
    day at;
    int quad;
    double effect;                  /* what it adds to p.improving - p.deteriorating: positive pulls up */
    str type, parties, text;
    uint32_t reports;
};
struct status_move_list {struct status_move *at; size_t len, room;};
enum status_leave {STATUS_LEAVE_SOURCE, STATUS_LEAVE_STORY, STATUS_LEAVE_DAY};    /* a story here: the events of one key's article group */
struct status_flip {enum status_leave leave; str name; enum status_word becomes;};    /* without `name` (host, event id, day) it would be */
struct status_flip_list {struct status_flip *at; size_t len, room;};
struct status_override {bool is; enum status_word word; day from, to; str author, reason;};    /* to DAY_NONE: until further notice */

struct status {
    str category, title;            /* of a relation "A|B" and both names; of an actor its id and name */
    day date;
    enum status_word status;        /* what is shown: the override's word where one holds */
    enum status_word computed, was; /* was: before `since` */
    day since;                      /* first day of the unbroken run of `status` up to date; since_bounded: at least since then */
    bool since_bounded;
    struct status_p p;
    str reason;                     /* one sentence, at most 170 characters, ends with a full stop */
    uint32_t events, reports;       /* counted in the window */
    uint32_t quads[4], quads_before[4];
    int window, before;             /* days */
    double events_before;           /* expected in a window, from the days before and the documents read */
    struct status_range volume;     /* events a week */
    struct status_range tone;       /* share of cooperation, 0-1 */
    double coverage;                /* share of the sources of the days before that were heard in the window, 0-1 */
    uint32_t sources_heard, sources_known;
    struct status_move_list moves;  /* strongest first, at most 12; empty unless details were asked for */
    struct status_flip_list flips;  /* the same */
    struct status_override override;
};
struct status_list {struct status *at; size_t len, room;};

/* One category. details: moves and flips too (they cost a model run for each event). *found false: no such category. */
bool status_category(struct store *store, struct arena *arena, str category, day date, bool details, struct status *status, bool *found,
                     struct err *err);
bool status_relation(struct store *store, struct arena *arena, str a, str b, day date, bool details, struct status *status, struct err *err);
bool status_actor(struct store *store, struct arena *arena, str actor, day date, bool details, struct status *status, struct err *err);
/* All categories in the monitor's order, without details. */
bool status_board(struct store *store, struct arena *arena, day date, struct status_list *list, struct err *err);
/* The date that "now" means: the last day with documents (DAY_NONE in an empty monitor). */
bool status_date(struct store *store, day *date, struct err *err);

/* The weeks up to date, oldest first, each of seven days that end at `at`: counts from roll-ups and the status at its last day. */
struct status_week {day at; uint32_t events[4], reports; enum status_word status; struct status_p p; struct status_range volume, tone;};
struct status_week_list {struct status_week *at; size_t len, room;};
bool status_weeks(struct store *store, struct arena *arena, enum series_kind kind, str name, day date, size_t weeks,
                  struct status_week_list *list, struct err *err);

/* JSON of INTERFACES: category, title, date, status, since, p, reason, events, reports, coverage, moves, flips, override. */
void status_write(const struct status *status, struct json_out *out);

/* ---- Trends ---- */

enum trend_kind {TREND_BURST, TREND_RISE, TREND_FALL, TREND_NEW_PAIR, TREND_NEW_ACTOR};
const char *trend_kind_name(enum trend_kind kind);        /* "burst", "rise", "fall", "new pair", "new actor" */
struct trend {
    enum trend_kind kind;
    enum series_kind series;
    str name, title;                /* of the series: id or ids, and names */
    day from, to;                   /* the days it speaks of */
    uint32_t events;                /* in from..to */
    double before;                  /* expected in as many days, from the time before */
    double q;                       /* false discovery rate at which it would just be reported; 0 for new pairs and actors */
    str sentence;
    struct store_count_list evidence;    /* at most 5 events, the latest first */
};
struct trend_list {struct trend *at; size_t len, room;};
/* What is new as of date, newest first, over all categories, relations, actors, types and contexts that are watched. */
bool status_trends(struct store *store, struct arena *arena, day date, struct trend_list *list, struct err *err);
void trend_write(const struct trend *trend, struct json_out *out);

#endif
