/* status_private.h: private to status/: distributions, the model of one judgement, and the days that it judges. */
#ifndef ENTENTE_STATUS_PRIVATE_H
#define ENTENTE_STATUS_PRIVATE_H

#include "status/status.h"

/* ---- status_math.c ---- */
double beta_cdf(double x, double a, double b);            /* regularized incomplete beta function; a, b > 0 */
double beta_quantile(double p, double a, double b);
double gamma_cdf(double x, double shape);                 /* of a gamma distribution with scale 1 */
double gamma_quantile(double p, double shape);
/* Chances that X - Y is above band, within it, below -band, for X of Beta(a, b) and Y of Beta(c, d). */
struct beta_difference {double above, within, below;};
struct beta_difference beta_difference(double a, double b, double c, double d, double band);
/* The chance that X / Y > ratio for gammas of those shapes and rates (inverse scales). */
double gamma_ratio_above(double shape_x, double rate_x, double shape_y, double rate_y, double ratio);

/* ---- status_model.c ---- */

/* Counts of each day from `from` on: what the model sees. Index 0 is the day `from`. */
struct status_day {uint32_t quads[4]; uint32_t reports, documents;};
#define STATUS_HISTORY 730          /* days ahead of those before that count too, at a discount */
struct status_days {day from; size_t count; struct status_day *at;};

/* Of all sources at once: how much could have been heard. */
struct status_coverage {uint32_t heard, known; double share; double silent;};    /* silent: share of the expected documents whose sources are silent */

struct judgement {
    enum status_word word;
    enum {JUDGED, JUDGED_FEW, JUDGED_FEW_BEFORE, JUDGED_NO_DOCUMENTS, JUDGED_SILENT, JUDGED_OPEN} why;
    struct status_p p;
    double tone_up, tone_down;      /* chances from tone alone */
    double volume_up, volume_down;  /* chances that the volume is above or below the band */
    uint32_t now[4], before[4], reports;
    uint64_t documents_now, documents_before;
    double expected;                /* events in the window by the rate before and the documents read */
    struct status_range volume, tone;
};
/* JUDGE_WORD leaves the chances out where the word is unclear for want of evidence; JUDGE_ALL has the credible ranges too. */
enum judge {JUDGE_WORD, JUDGE_CHANCES, JUDGE_ALL};
struct judgement status_judge(const struct status_days *days, day date, int window, int before, double silent, enum judge how);

/* ---- status_days.c ---- */
/* documents: of all sources, of those days at least; the same for every series of a page. */
bool status_days_load(struct store *store, struct arena *arena, enum series_kind kind, str name, day from, day to,
                      const struct store_documents_list *documents, struct status_days *days, struct err *err);
/* Documents per day of the sources, to take them out or to see who is silent. */
struct status_source {str host; struct store_documents_list documents;};
struct status_sources {struct status_source *at; size_t len, room;};
bool status_sources_load(struct store *store, struct arena *arena, day from, day to, struct status_sources *sources, struct err *err);
struct status_coverage status_coverage(const struct status_sources *sources, day date, int window, int before);

/* ---- status_override.c ---- */
struct status_override_row {str category; struct status_override override;};
struct status_overrides {struct status_override_row *at; size_t len, room;};
bool status_overrides_read(struct store *store, struct arena *arena, struct status_overrides *overrides, struct err *err);
struct status_override status_override_at(const struct status_overrides *overrides, str category, day date);    /* the last line that holds */

/* ---- status_reason.c ---- */
void status_date_text(day at, struct buf *out);           /* 5 June 2014 */
str status_type_text(str type);                           /* "CONSULT" to "talks" */
str status_reason(struct arena *arena, const struct status *status, const struct judgement *judgement, const struct store_count *event,
                  const struct status_sources *sources);
#define STATUS_REASON_EVENTS 60     /* the latest of the window, of which a reason names one */
/* The event that a reason names: of the direction that moved the status, the one that most articles tell, the latest of these. NULL: none. */
const struct store_count *status_reason_event(const struct status *status, const struct judgement *judgement, const struct store_count_list *events);
str status_cut(struct arena *arena, str text, size_t chars);    /* whole words, "…" where something was cut */

/* ---- status_moves.c ---- */
struct status_asked {str category; enum series_kind kind; str name; const struct status_days *days; const struct status_sources *sources; day date;
                     int window, before; double silent;};
void status_moves(struct arena *arena, const struct status_asked *asked, const struct store_count_list *events, struct status *status);

#endif
