/* site_private.h: what the files of this room share: a request and its answer, dates and numbers in words, the parts of a page. */
#ifndef ENTENTE_SITE_PRIVATE_H
#define ENTENTE_SITE_PRIVATE_H

#include "site/site.h"
#include "site/site_html.h"
#include "status/status.h"
#include "story/story.h"

#define SITE_URL_MAX 2048           /* bytes of a request's path and query; more: 414 */
#define SITE_SEGMENTS_MAX 5
#define SITE_PARAMS_MAX 32
#define SITE_ARENA_MAX ((size_t)512 << 20)    /* memory of one request; more: 503 */
#define SITE_ROWS_MAX 1000          /* rows of a list in JSON and CSV */

/* ---- A request ---- */

struct site_similar;                /* the index of similar articles and its lock: site_similar.c */
struct site_metrics;

struct param {str name, value;};
struct request {
    struct store *store;            /* this request's own reader */
    struct arena *arena;
    const struct monitor *monitor;
    struct store_summary summary;
    struct site_similar *similar;
    const struct site_metrics *metrics;
    str base;                       /* "http://127.0.0.1:8080", from the checked Host */
    str target;                     /* as asked, path and query */
    str segments[SITE_SEGMENTS_MAX];    /* of the path, decoded */
    size_t segment_count;
    struct param params[SITE_PARAMS_MAX];    /* of the query, decoded */
    size_t param_count;
    day latest;                     /* the last day with documents; DAY_NONE in an empty monitor */
    day date;                       /* asked for, else latest */
    bool dated;                     /* a date was asked for that is not the latest: links keep it */
    /* The answer */
    int status;
    const char *type;
    struct buf body;
    struct err *err;
};

bool request_read(struct request *request, str target, struct err *err);    /* fills path and query; ERR_USAGE where they cannot be read */
str request_param(const struct request *request, str name);    /* "" where missing */
/* A page's answer, in request->body. False: err says why; ERR_USAGE becomes 400, others 500. */
bool site_answer(struct request *request);

/* Pages. Each writes the whole body. */
bool site_board(struct request *request);
bool site_category(struct request *request);
bool site_article(struct request *request);
bool site_event(struct request *request);
bool site_actor(struct request *request);
bool site_relation(struct request *request);
bool site_search(struct request *request);
bool site_trends(struct request *request);
bool site_sources(struct request *request);
bool site_method(struct request *request);
bool site_health(struct request *request);
bool site_metrics(struct request *request);
bool site_feed(struct request *request);
bool site_api(struct request *request);

/* Error pages: they set the status and write a page that says what to do next. */
struct error_page {int status; str title, text; const char *list_title; struct link_list *links;};
struct link {str href, text;};
struct link_list {struct link *at; size_t len, room;};
str site_sentence(struct arena *arena, const char *why);     /* of an err, for people: capital and full stop */
bool site_error(struct request *request, const struct error_page *page);
bool site_not_found(struct request *request, str title, struct link_list *nearest);
bool site_bad_date(struct request *request, str name, str value);
bool site_bad_value(struct request *request, str name, str value, str expected);
/* Reads a day from the query into *value (left alone where it is missing). False: the 400 page has been written. */
bool request_day(struct request *request, str name, day *value);
/* The conditions of /search and of lists in the API: q, from, to, year, type, actor, between, category, source, context, quad, order. */
bool site_filter_read(struct request *request, struct store_filter *filter);
bool request_number(struct request *request, str name, int64_t low, int64_t high, int64_t *value);

/* ---- Words: dates and numbers as people write them (site_words.c); all in the arena ---- */

str words_date(struct arena *arena, day at);              /* "24 November 2017"; "unknown" for DAY_NONE */
str words_date_short(struct arena *arena, day at, day shown);    /* "24 Nov", with the year where it is not that of shown */
str words_date_known(struct arena *arena, day at, enum date_precision precision);    /* "June 2014", "2010" */
str words_iso_date(struct arena *arena, str iso);         /* of a record's date: "2014-05" to "May 2014", "…T18:51" with the time */
str words_weekday(day at);                                /* "Friday" */
str words_count(struct arena *arena, uint64_t count);     /* "1,284" */
str words_of(struct arena *arena, uint64_t count, const char *one, const char *many);    /* "1 event", "1,284 events" */
str words_number(struct arena *arena, uint64_t count);    /* "three" up to twelve, then digits */
str words_percent(struct arena *arena, double share);     /* "81%", 1% and 99% at the ends unless it is exactly none or all */
int words_percent_value(double share);
str words_rate(struct arena *arena, double rate);         /* at most two significant places: "1.2", "12" */
str words_points(struct arena *arena, double share);      /* "+11", "−7" */
str words_distance(struct arena *arena, int days);         /* "2 days", "3 months", "4 years"; without sign */
str words_list(struct arena *arena, const struct str_list *list);    /* "a, b and c" */
str words_cut(struct arena *arena, str text, size_t chars);    /* at a word's end, with "…" */
str words_day_iso(struct arena *arena, day at);
str words_language(str code);                             /* "English"; the code itself where unknown */

/* ---- Addresses ---- */

str site_path(struct request *request, const char *room, str id);    /* /room/id, encoded, with ?date= where the request is dated */
str site_path_relation(struct request *request, str a, str b);
str site_path_number(struct request *request, const char *room, int64_t id);
str site_path_events(struct request *request, const char *field, str value, day from, day to);    /* a search for the events */
/* path and this request's query, one parameter changed ("" drops it) */
str site_query_with(struct request *request, str path, const char *name, str value);

/* ---- Parts of pages (site_part.c) ---- */

struct site_head {
    str title;                      /* of the document; the monitor's name is added */
    const char *here;               /* path in the navigation that is current, or "" */
    bool left;                      /* facets at the left instead of a side column */
    bool search_form;               /* the page has a search form of its own */
    str api;                        /* this page as JSON; "" */
    str csv;                        /* and as CSV; "" */
    str feed;                       /* Atom feed; "" */
    bool chart;                     /* the chart's script is of use */
};
struct html part_start(struct request *request, const struct site_head *head);    /* up to the opened div of the page grid */
void part_end(struct request *request, struct html *html, const struct site_head *head);    /* footer, end; also request->status, type */
void part_mark(struct html *html, const char *class);     /* up, down, same, open */
void part_quad_mark(struct html *html, int quad);
void part_status(struct html *html, enum status_word word, bool big);
const char *part_status_class(enum status_word word);
str part_status_title(enum status_word word);             /* "Improving" */
void part_time(struct html *html, struct arena *arena, day at, str text);
void part_time_short(struct request *request, struct html *html, day at);
void part_section(struct html *html, const char *id, str title, str note);    /* section and its head, opened; close TAG_SECTION */
void part_section_link(struct html *html, const char *id, str title, str href, str text);
void part_crumbs(struct request *request, struct html *html, const struct link_list *links);
void part_note(struct html *html, bool bad, str title, str text);
void part_empty(struct html *html, str text);
void part_fact(struct html *html, const char *name, str value, str more);
void part_pair(struct html *html, const char *name, str value);
void part_row(struct html *html, const char *class);      /* <tr role=row> */
void part_cell(struct html *html, const char *class, const char *label);    /* <td role=cell>, opened */
void part_cell_text(struct html *html, const char *class, const char *label, str text);
void part_table_head(struct html *html, const char *const *heads, const char *const *classes, size_t count);    /* thead with roles */
void part_table(struct html *html, const char *class, str caption);
void part_trends(struct request *request, struct html *html, const struct trend_list *list, size_t limit);    /* ul.list.dated */
void part_articles(struct request *request, struct html *html, const struct store_article_list *list);
void part_events_table(struct request *request, struct html *html, const struct store_event_list *list, str caption, bool sure);
void part_facet(struct html *html, str href, str text, uint64_t count, bool current);
str part_parties(struct arena *arena, const struct event *event);    /* "Smolensk region → Mogilev region", "Lukashenko and Putin" */
str part_actor_name(struct request *request, str id);    /* as people say it: "Belarus", "Russia (region)" where only a parent has a name */
str part_party_name(const struct participant *participant);
str part_host(str host);                                  /* "a file" where the article has no address */
str part_type(const struct event *event);                 /* "CONSULT", "statement" */
str part_quad(int quad);                                  /* "verbal cooperation" */
str part_trend_link(struct request *request, const struct trend *trend);
str part_trend_sentence(const struct request *request, const struct trend *trend);    /* without the title at its start */
const char *part_trend_class(const struct trend *trend);
bool part_trend_of_category(const struct monitor *monitor, const struct monitor_category *category, const struct trend *trend);

/* ---- Views of a status: category, actor, relation (site_view.c) ---- */

void view_verdict(struct request *request, struct html *html, const struct status *status);
void view_facts(struct request *request, struct html *html, const struct status *status);
void view_moves(struct request *request, struct html *html, const struct status *status, str all_href);
void view_flips(struct request *request, struct html *html, const struct status *status);
bool view_events(struct request *request, struct html *html, struct store_filter *filter, const struct status *status, str all_href);
void view_day_form(struct request *request, struct html *html);
void view_as_of(struct request *request, struct html *html, str question);
bool view_weeks_wanted(struct request *request, int64_t *weeks);

/* ---- Charts: SVG without styles (site_chart.c) ---- */

void chart_spark(struct request *request, struct html *html, const struct status_week_list *weeks, int window, str label, bool strip);
void chart_odds(struct html *html, struct arena *arena, struct status_p p);
void chart_effect(struct html *html, double effect, double largest);
/* The weeks as a figure with its notes and its table. title says what is seen. */
void chart_weeks(struct request *request, struct html *html, const struct status_week_list *weeks, int window, const char *id);
enum chart_range {CHART_VOLUME, CHART_TONE};
void chart_ranges(struct request *request, struct html *html, const struct status_week_list *weeks, enum chart_range what);
void chart_years(struct request *request, struct html *html, const struct store_facet_list *years);
uint32_t week_cooperation(const struct status_week *week);
uint32_t week_conflict(const struct status_week *week);

/* ---- Evidence: a sentence or paragraph with its events marked (site_evidence.c) ---- */

enum evidence_kind {EVIDENCE_SOURCE, EVIDENCE_RECIPIENT, EVIDENCE_TRIGGER, EVIDENCE_DATE};
struct evidence_mark {uint32_t start, end; enum evidence_kind kind; int number;};    /* bytes; number: of several recipients, 0: alone */
struct evidence_mark_list {struct evidence_mark *at; size_t len, room;};
void evidence_of(struct arena *arena, const struct event *event, uint32_t shift, struct evidence_mark_list *list);
void evidence_sort(struct evidence_mark_list *list, size_t text_len);    /* by place; what overlaps an earlier or stronger mark goes */
/* The text with its marks; labels: words after each mark. anchors: offsets at which numbers of events stand, ascending. */
struct evidence_anchor {uint32_t at; int number;};
void evidence_write(struct html *html, str text, const struct evidence_mark_list *marks, bool labels, const struct evidence_anchor *anchors,
                    size_t anchor_count);

/* ---- Similar articles (site_similar.c) ---- */

bool site_similar_open(struct site_similar **similar, const char *folder, struct err *err);
void site_similar_close(struct site_similar *similar);
/* Streams into the index what the store has had since; waits while others ask. */
bool site_similar_refresh(struct site_similar *similar, struct store *store, uint64_t generation, struct err *err);
bool site_similar_find(struct request *request, int64_t article, size_t limit, struct story_similar_list *list, bool *found);
bool part_similar(struct request *request, struct html *html, const struct story_similar_list *list, size_t limit);

/* ---- Metrics ---- */
struct site_metrics {uint64_t requests, by_class[6], cached, not_modified, bytes, refused; uint64_t microseconds; uint64_t started;};

#endif
