/* status_reason.c: why this status, in one sentence of at most REASON_MAX characters: the figure that moved it, and an event with its date.
 *
 * The event is of the direction that moved the status; of these the one that most articles tell, the latest of equals. What does not fit is left
 * out whole: first the event, then the second figure.
 */
#include "status/status_private.h"
#include "base/utf8.h"

#include <math.h>

#define REASON_MAX 170
#define PARTIES_MAX 60              /* characters of the parties' names in a reason */

void status_date_text(day at, struct buf *out)
{
    static const char *const months[] = {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
                                         "December"};
    int year, month, day_of_month;
    if (at == DAY_NONE) {
        buf_add(out, STR("an unknown day"));
        return;
    }
    day_split(at, &year, &month, &day_of_month);
    buf_printf(out, "%d %s %d", day_of_month, months[month - 1], year);
}

/* PLOVER's roots as one would say them in a list of events. */
str status_type_text(str type)
{
    static const struct {const char *type, *text;} texts[] = {
        {"AGREE", "agreement"}, {"CONSULT", "talks"}, {"SUPPORT", "support"}, {"CONCEDE", "concession"}, {"COOPERATE", "cooperation"}, {"AID", "aid"},
        {"RETREAT", "retreat"}, {"REQUEST", "request"}, {"ACCUSE", "accusation"}, {"REJECT", "refusal"}, {"THREATEN", "threat"}, {"PROTEST", "protest"},
        {"SANCTION", "sanction"}, {"MOBILIZE", "mobilisation"}, {"COERCE", "coercion"}, {"ASSAULT", "assault"}};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (str_eq(type, str_from(texts[i].type)))
            return str_from(texts[i].text);
    return STR("event");
}

str status_cut(struct arena *arena, str text, size_t chars)
{
    size_t at = 0, count = 0, blank = 0;
    while (at < text.len && count < chars) {
        if (text.at[at] == ' ')
            blank = at;
        utf8_next(text, &at);
        count++;
    }
    return at >= text.len ? text : arena_printf(arena, "%.*s\xE2\x80\xA6", STR_ARG(str_sub(text, 0, blank > 0 ? blank : at)));
}

static uint32_t reason_good(const uint32_t quads[4]) {return quads[0] + quads[1];}
static uint32_t reason_bad(const uint32_t quads[4]) {return quads[2] + quads[3];}

const struct store_count *status_reason_event(const struct status *status, const struct judgement *judgement, const struct store_count_list *events)
{
    const struct store_count *best = NULL;
    bool good = judgement->word == STATUS_IMPROVING
             || (judgement->word != STATUS_DETERIORATING && reason_good(judgement->now) >= reason_bad(judgement->now));
    for (size_t i = events->len > STATUS_REASON_EVENTS ? events->len - STATUS_REASON_EVENTS : 0; i < events->len; i++) {
        const struct store_count *event = &events->at[i];
        if (event->at > status->date || event->at <= status->date - status->window || (event->quad <= 2) != good)
            continue;
        if (best == NULL || event->reports > best->reports || (event->reports == best->reports && event->at >= best->at))
            best = event;
    }
    return best;
}

/* "3", "2.5", "0.4": at most two significant places. */
static void reason_number(struct buf *out, double value)
{
    if (value >= 9.95 || fabs(value - round(value)) < 0.05)
        buf_printf(out, "%.0f", value);
    else
        buf_printf(out, "%.1f", value);
}

/* "conflict rose from 3 to 11 events in 30 days"; usual: what was to be expected of a window. */
static void reason_figure(struct buf *out, const char *what, double usual, uint32_t now, int window, bool first)
{
    const char *verb = now > usual * 1.15 + 0.5 ? "rose" : now < usual * 0.87 - 0.5 ? "fell" : NULL;
    buf_printf(out, "%s ", what);
    if (verb != NULL) {
        buf_printf(out, "%s from ", verb);
        reason_number(out, usual);
        buf_printf(out, " to %u", now);
    } else {
        buf_printf(out, "%s at %u", now == 0 ? "is" : "stayed", now);
    }
    if (first)
        buf_printf(out, " event%s in %d days", now == 1 ? "" : "s", window);
}

static void reason_event(struct arena *arena, const struct store_count *event, struct buf *out)
{
    str parties = status_cut(arena, event->parties, PARTIES_MAX);
    buf_printf(out, "%.*s%s%.*s of ", STR_ARG(status_type_text(event->type)), parties.len > 0 ? ", " : "", STR_ARG(parties));
    status_date_text(event->at, out);
}

static str reason_moved(struct arena *arena, const struct status *status, const struct judgement *j, const struct store_count *event)
{
    double scale = j->documents_before > 0 ? (double)j->documents_now / (double)j->documents_before : (double)status->window / status->before;
    double good_usual = reason_good(j->before) * scale, bad_usual = reason_bad(j->before) * scale;
    uint32_t good = reason_good(j->now), bad = reason_bad(j->now);
    /* The figure that moved it comes first: the one that is further from what was usual, in the direction of the status. */
    double pull_good = (good - good_usual) / sqrt(good_usual + 1), pull_bad = (bad_usual - bad) / sqrt(bad_usual + 1);
    bool up = j->word == STATUS_IMPROVING, good_first = up ? pull_good >= pull_bad : pull_good <= pull_bad;
    for (int parts = 3; parts >= 1; parts--) {
        struct buf out = buf_make(arena);
        reason_figure(&out, good_first ? "Cooperation" : "Conflict", good_first ? good_usual : bad_usual, good_first ? good : bad, status->window, true);
        if (parts >= 2)
            buf_add(&out, STR(", "));
        if (parts >= 2)
            reason_figure(&out, good_first ? "conflict" : "cooperation", good_first ? bad_usual : good_usual, good_first ? bad : good, status->window, false);
        if (parts == 3 && event != NULL) {
            buf_add(&out, STR("; most told: "));
            reason_event(arena, event, &out);
        }
        buf_add_char(&out, '.');
        if (utf8_chars(buf_str(&out)) <= REASON_MAX || parts == 1)
            return buf_take(&out);
    }
    return STR("");
}

static str reason_same(struct arena *arena, const struct status *status, const struct judgement *j, const struct store_count *event)
{
    for (int with = 1; ; with--) {
        struct buf out = buf_make(arena);
        buf_printf(&out, "%u event%s in %d days, ", status->events, status->events == 1 ? "" : "s", status->window);
        reason_number(&out, j->expected);
        buf_printf(&out, " were to be expected; cooperation is %.0f%% of them, within ten points of before", j->tone.mean * 100);
        if (with && event != NULL) {
            buf_add(&out, STR("; "));
            reason_event(arena, event, &out);
        }
        buf_add_char(&out, '.');
        if (utf8_chars(buf_str(&out)) <= REASON_MAX || with == 0)
            return buf_take(&out);
    }
}

static str reason_silent(struct arena *arena, const struct status *status, const struct status_sources *sources)
{
    struct buf out = buf_make(arena);
    day last = DAY_NONE;
    for (size_t i = 0; i < sources->len; i++)
        for (size_t j = 0; j < sources->at[i].documents.len; j++) {
            day at = sources->at[i].documents.at[j].at;
            if (at <= status->date - status->window && (last == DAY_NONE || at > last))
                last = at;
        }
    buf_printf(&out, "%u of %u sources have sent nothing for %d days; what remains cannot be judged.", status->sources_known - status->sources_heard,
               status->sources_known, status->window);
    return buf_take(&out);
}

static str reason_unclear(struct arena *arena, const struct status *status, const struct judgement *j, const struct store_count *event,
                          const struct status_sources *sources)
{
    struct buf out = buf_make(arena);
    if (j->why == JUDGED_SILENT)
        return reason_silent(arena, status, sources);
    if (j->why == JUDGED_NO_DOCUMENTS)
        buf_printf(&out, "No document of these %d days has been read, so nothing can be said", status->window);
    else if (j->why == JUDGED_FEW) {
        buf_printf(&out, "%s%u event%s in %d days %s too few to judge", status->events > 0 ? "Only " : "", status->events, status->events == 1 ? "" : "s",
                   status->window, status->events == 1 ? "is" : "are");
        if (event != NULL && status->events > 0) {
            buf_add(&out, STR("; the most told: "));
            reason_event(arena, event, &out);
        }
    } else if (j->why == JUDGED_FEW_BEFORE) {
        uint32_t then = reason_good(j->before) + reason_bad(j->before);
        buf_printf(&out, "%u event%s in %d days, but only %u in the %d days before: too few to compare with", status->events,
                   status->events == 1 ? "" : "s", status->window, then, status->before);
    } else {
        bool up = status->p.improving >= status->p.deteriorating;
        buf_printf(&out, "%u events in %d days do not decide it: %s has a chance of %.0f%%, unchanged of %.0f%%", status->events, status->window,
                   up ? "improving" : "deteriorating", 100 * (up ? status->p.improving : status->p.deteriorating), 100 * status->p.unchanged);
    }
    buf_add_char(&out, '.');
    str text = buf_take(&out);
    return utf8_chars(text) <= REASON_MAX ? text : arena_printf(arena, "%.*s.", STR_ARG(status_cut(arena, text, REASON_MAX - 2)));
}

str status_reason(struct arena *arena, const struct status *status, const struct judgement *judgement, const struct store_count *event,
                  const struct status_sources *sources)
{
    if (judgement->word == STATUS_IMPROVING || judgement->word == STATUS_DETERIORATING)
        return reason_moved(arena, status, judgement, event);
    return judgement->word == STATUS_UNCHANGED ? reason_same(arena, status, judgement, event)
                                               : reason_unclear(arena, status, judgement, event, sources);
}
