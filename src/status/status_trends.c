/* status_trends.c: what is new as of a date? Rises, falls and bursts of all series that are watched; pairs and actors seen for the first time.
 *
 * Rate: the events of the last TREND_DAYS days against those of TREND_BEFORE days before, given both together, are binomial with the share
 * of the documents read; counts are divided by the dispersion of the daily counts (as in the status), the tail is the incomplete beta
 * function. Of all series watched together, those are reported whose false discovery rate is at most TREND_FDR (Benjamini, Hochberg, JRSS B
 * 57, 1995; the series are positively dependent, for which the bound holds). A rise is a burst where Kleinberg's automaton of two states (KDD 2002:
 * binomial emissions, rates r and TREND_SCALE r, cost gamma ln n to go up) is in its upper state at the end; the burst's first day dates it.
 *
 * Series say the same at several levels of the actor tree: of two that stand above each other and share most of their events the narrower is
 * kept, and groups without a name of their own ("blr.person") are left out.
 */
#include "status/status_private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define TREND_DAYS 28
#define TREND_BEFORE 180
#define TREND_FDR 0.05
#define TREND_EVENTS_LEAST 5        /* in the window and before together */
#define TREND_RISE_LEAST 3          /* events in the window */
#define TREND_SCALE 2.0
#define TREND_GAMMA 1.0
#define TREND_SERIES_MAX 3000       /* watched at once; the rest are the rarest */
#define TREND_LIST_MAX 60
#define TREND_NEW_EVENTS 20         /* events of a new pair or actor that are looked at */
#define TREND_HISTORY_DAYS 90       /* so many days before, and so many documents older than that, before anything can be called new */
#define TREND_HISTORY_DOCUMENTS 10
#define TREND_SHARED 0.8            /* of the events: two levels of the tree say the same */
#define TREND_EVIDENCE 5

const char *trend_kind_name(enum trend_kind kind)
{
    static const char *const names[] = {"burst", "rise", "fall", "new pair", "new actor"};
    return names[kind];
}

struct candidate {
    struct store_series_row row;    /* counts of the window and before together */
    uint32_t now;
    double p, q, expected;
    bool rise;
    day burst;                      /* first day of the upper state; DAY_NONE */
};

struct trends {
    struct store *store;
    struct arena *arena;
    struct err *err;
    day date;
    struct trend_list *list;
    struct {struct candidate *at; size_t len, room;} candidates;
    struct store_documents_list documents;
    double documents_now, documents_before;
    bool right;
};

static bool trends_named(const struct store_series_row *row)
{
    if (row->kind == SERIES_ACTOR)
        return !str_eq(row->name, row->title) || !str_has(row->name, STR("."));
    if (row->kind != SERIES_DYAD)
        return true;
    size_t bar = str_find_char(row->name, '|', 0);
    str a = str_sub(row->name, 0, bar), b = str_from_at(row->name, bar + 1);
    return (!str_has(a, STR(".")) || !str_starts(row->title, a)) && (!str_has(b, STR(".")) || !str_ends(row->title, b));
}

/* Chance of at least (rise) or at most so many of n events in the window, each falling there with chance share. */
static double trends_tail(double k, double n, double share, bool rise)
{
    if (rise)
        return k <= 0 ? 1 : beta_cdf(share, k, n - k + 1);
    return k >= n ? 1 : 1 - beta_cdf(share, k + 1, n - k);
}

static double trends_dispersion(const struct status_days *days, double rate)
{
    double sum = 0, count = 0;
    for (size_t i = 0; i < days->count; i++) {
        double expected = fmax(rate * days->at[i].documents, 0.05), all = 0;
        for (int quad = 0; quad < 4; quad++)
            all += days->at[i].quads[quad];
        if (days->at[i].documents == 0 && all == 0)
            continue;
        sum += (all - expected) * (all - expected) / expected;
        count++;
    }
    return count > 1 ? fmax(1, (sum + 30 * 1.6) / (count + 30)) : 1.6;
}

/* First day of the upper state that lasts to the end, or DAY_NONE. Days with more events than documents count as many documents. */
static day trends_burst(struct arena *arena, const struct status_days *days)
{
    double events = 0, documents = 0, base, cost[2] = {0, INFINITY}, up = TREND_GAMMA * log((double)days->count + 1);
    unsigned char *from = arena_alloc(arena, days->count + 1);    /* bit s: state s came from the upper state */
    for (size_t i = 0; i < days->count; i++) {
        double all = days->at[i].quads[0] + days->at[i].quads[1] + days->at[i].quads[2] + days->at[i].quads[3];
        events += all;
        documents += fmax(days->at[i].documents, all);
    }
    if (documents <= 0 || events <= 0)
        return DAY_NONE;
    base = events / documents;
    double rates[2] = {fmin(base, 0.98), fmin(base * TREND_SCALE, 0.99)};
    for (size_t i = 0; i < days->count; i++) {
        double all = days->at[i].quads[0] + days->at[i].quads[1] + days->at[i].quads[2] + days->at[i].quads[3], read = fmax(days->at[i].documents, all);
        double emit[2], next[2];
        for (int s = 0; s < 2; s++)
            emit[s] = -(all * log(rates[s]) + (read - all) * log1p(-rates[s]));
        next[0] = fmin(cost[0], cost[1]) + emit[0];
        next[1] = fmin(cost[0] + up, cost[1]) + emit[1];
        from[i] = (unsigned char)((cost[1] < cost[0] ? 1 : 0) | (cost[1] <= cost[0] + up ? 2 : 0));
        cost[0] = next[0];
        cost[1] = next[1];
    }
    if (cost[1] > cost[0])
        return DAY_NONE;
    size_t i = days->count;
    while (i > 1 && (from[i - 1] & 2))
        i--;
    return days->from + (day)i - 1;
}

static bool trends_candidates(struct trends *t, enum series_kind kind)
{
    struct store_series_row_list all, now;
    size_t k = 0;
    if (!store_series_list(t->store, t->arena, kind, t->date - TREND_DAYS - TREND_BEFORE + 1, t->date, TREND_EVENTS_LEAST, &all, t->err)
        || !store_series_list(t->store, t->arena, kind, t->date - TREND_DAYS + 1, t->date, 1, &now, t->err))
        return false;
    double share = t->documents_now / (t->documents_now + t->documents_before);
    for (size_t i = 0; i < all.len && t->candidates.len < TREND_SERIES_MAX; i++) {    /* both lists are in order of name */
        struct candidate candidate = {.row = all.at[i], .burst = DAY_NONE};
        while (k < now.len && str_cmp(now.at[k].name, all.at[i].name) < 0)
            k++;
        if (k < now.len && str_eq(now.at[k].name, all.at[i].name))
            candidate.now = now.at[k].events;
        if (!trends_named(&candidate.row))
            continue;
        candidate.expected = t->documents_before > 0 ? (candidate.row.events - candidate.now) * t->documents_now / t->documents_before : 0;
        candidate.rise = candidate.now > candidate.expected;
        candidate.p = fmin(1, 2 * trends_tail(candidate.now, candidate.row.events, share, candidate.rise));
        *LIST_ADD(t->arena, &t->candidates) = candidate;
    }
    return true;
}

/* For what is possible at all, the dispersion of the series itself, and the burst. */
static bool trends_sharpen(struct trends *t, struct candidate *c)
{
    struct status_days days;
    day from = t->date - TREND_DAYS - TREND_BEFORE + 1;
    if (!status_days_load(t->store, t->arena, c->row.kind, c->row.name, from, t->date, &t->documents, &days, t->err))
        return false;
    double documents = t->documents_now + t->documents_before, share = t->documents_now / documents;
    double dispersion = trends_dispersion(&days, c->row.events / documents);
    c->p = fmin(1, 2 * trends_tail(c->now / dispersion, c->row.events / dispersion, share, c->rise));
    if (c->rise)
        c->burst = trends_burst(t->arena, &days);
    return true;
}

static int trends_by_p(const void *a, const void *b)
{
    const struct candidate *x = a, *y = b;
    if (x->p != y->p)
        return x->p < y->p ? -1 : 1;
    if (x->row.kind != y->row.kind)
        return x->row.kind < y->row.kind ? -1 : 1;
    return str_cmp(x->row.name, y->row.name);
}

static void trends_fdr(struct trends *t)
{
    double least = 1, count = (double)t->candidates.len;
    if (t->candidates.len > 1)
        qsort(t->candidates.at, t->candidates.len, sizeof *t->candidates.at, trends_by_p);
    for (size_t i = t->candidates.len; i > 0; i--) {
        least = fmin(least, t->candidates.at[i - 1].p * count / (double)i);
        t->candidates.at[i - 1].q = least;
    }
}

/* a is b or above it: of actors by their dots, of pairs on both sides. */
static bool trends_above(str a, str b)
{
    return str_starts(b, a) && (a.len == b.len || b.at[a.len] == '.');
}

static bool trends_series_above(const struct trend *a, const struct trend *b)
{
    if (a->series != b->series || (a->series != SERIES_ACTOR && a->series != SERIES_DYAD && a->series != SERIES_CATEGORY))
        return false;
    size_t bar_a = str_find_char(a->name, '|', 0), bar_b = str_find_char(b->name, '|', 0);
    return trends_above(str_sub(a->name, 0, bar_a), str_sub(b->name, 0, bar_b))
        && trends_above(str_from_at(a->name, bar_a + 1), str_from_at(b->name, bar_b + 1));
}

/* repeats: those that are left out already; they leave nothing else out. */
static bool trends_repeats(const struct trends *t, const struct trend *trend, const bool *repeats)
{
    for (size_t i = 0; i < t->list->len; i++) {
        const struct trend *other = &t->list->at[i];
        if (other == trend || other->kind != trend->kind || repeats[i])
            continue;
        if (trends_series_above(trend, other) && !str_eq(trend->name, other->name) && other->events >= TREND_SHARED * trend->events)
            return true;            /* the narrower one says it */
        if (trends_series_above(other, trend) && !str_eq(trend->name, other->name) && trend->events < TREND_SHARED * other->events)
            return true;            /* a part of something larger that is told already */
    }
    return false;
}

static void trends_number(struct buf *out, double value)
{
    buf_printf(out, value >= 9.95 ? "%.0f" : "%.1f", value);
}

static const char *trends_what(enum series_kind kind)
{
    static const char *const names[] = {"", "", "", "Events of type ", "Events of context "};
    return names[kind];
}

static str trends_sentence(struct trends *t, const struct trend *trend)
{
    struct buf out = buf_make(t->arena);
    buf_printf(&out, "%s%.*s: ", trends_what(trend->series), STR_ARG(trend->title));
    if (trend->kind == TREND_NEW_PAIR || trend->kind == TREND_NEW_ACTOR) {
        buf_printf(&out, "seen for the first time on ");
        status_date_text(trend->from, &out);
        buf_printf(&out, ", %u event%s since.", trend->events, trend->events == 1 ? "" : "s");
        return buf_take(&out);
    }
    buf_printf(&out, "%u event%s in %d days, ", trend->events, trend->events == 1 ? "" : "s", TREND_DAYS);
    trends_number(&out, trend->before);
    buf_add(&out, STR(" were to be expected from the half-year before"));
    if (trend->kind == TREND_BURST) {
        buf_add(&out, STR("; the burst began on "));
        status_date_text(trend->from, &out);
    }
    buf_add_char(&out, '.');
    return buf_take(&out);
}

static bool trends_finish(struct trends *t, struct trend *trend)
{
    day from = trend->kind == TREND_FALL ? t->date - TREND_DAYS - TREND_BEFORE + 1 : t->date - TREND_DAYS + 1;
    trend->sentence = trends_sentence(t, trend);
    if (!store_series_events(t->store, t->arena, trend->series, trend->name, from, trend->to, TREND_EVIDENCE, &trend->evidence, t->err))
        return false;
    for (size_t i = 0; i < trend->evidence.len / 2; i++) {    /* the latest first */
        struct store_count spare = trend->evidence.at[i];
        trend->evidence.at[i] = trend->evidence.at[trend->evidence.len - 1 - i];
        trend->evidence.at[trend->evidence.len - 1 - i] = spare;
    }
    return true;
}

static void trends_changes(struct trends *t)
{
    for (size_t i = 0; i < t->candidates.len; i++) {
        const struct candidate *c = &t->candidates.at[i];
        if (c->q > TREND_FDR || (c->rise && c->now < TREND_RISE_LEAST))
            continue;
        bool burst = c->rise && c->burst != DAY_NONE && c->burst > t->date - TREND_DAYS - 60;
        *LIST_ADD(t->arena, t->list) = (struct trend){
            .kind = burst ? TREND_BURST : c->rise ? TREND_RISE : TREND_FALL, .series = c->row.kind, .name = c->row.name, .title = c->row.title,
            .from = burst ? c->burst : t->date - TREND_DAYS + 1, .to = t->date, .events = c->now, .before = c->expected, .q = c->q};
    }
}

/* Pairs and actors whose first event ever lies in the window. */
static bool trends_new(struct trends *t, enum series_kind kind)
{
    struct store_series_row_list rows;
    if (!store_series_list(t->store, t->arena, kind, t->date - TREND_DAYS + 1, t->date, 1, &rows, t->err))
        return false;
    for (size_t i = 0; i < rows.len; i++) {
        struct store_series_row *row = &rows.at[i];
        if (row->first < t->date - TREND_DAYS + 1 || !trends_named(row))
            continue;
        bool twice = false;         /* told by two articles at least: one text alone proves no new relation */
        struct store_count_list events;
        if (!store_series_events(t->store, t->arena, kind, row->name, row->first, t->date, TREND_NEW_EVENTS, &events, t->err))
            return false;
        for (size_t j = 0; j < events.len; j++)
            twice = twice || events.at[j].reports > 1 || events.at[j].article != events.at[0].article;
        if (!twice)
            continue;
        *LIST_ADD(t->arena, t->list) = (struct trend){.kind = kind == SERIES_DYAD ? TREND_NEW_PAIR : TREND_NEW_ACTOR, .series = kind, .name = row->name,
                                                      .title = row->title, .from = row->first, .to = t->date, .events = row->events};
    }
    return true;
}

static int trends_newest(const void *a, const void *b)
{
    const struct trend *x = a, *y = b;
    if (x->from != y->from)
        return x->from > y->from ? -1 : 1;
    if (x->q != y->q)
        return x->q < y->q ? -1 : 1;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    if (x->series != y->series)
        return x->series < y->series ? -1 : 1;
    return str_cmp(x->name, y->name);
}

static bool trends_documents(struct trends *t, bool *history)
{
    day from = t->date - TREND_DAYS - TREND_BEFORE + 1;
    struct store_documents_list old;
    uint64_t count = 0;
    if (!store_documents(t->store, t->arena, STR(""), from, t->date, &t->documents, t->err)
        || !store_documents(t->store, t->arena, STR(""), DAY_NONE, t->date - TREND_HISTORY_DAYS, &old, t->err))
        return false;
    for (size_t i = 0; i < old.len; i++)
        count += old.at[i].documents;
    *history = count >= TREND_HISTORY_DOCUMENTS;
    for (size_t i = 0; i < t->documents.len; i++)
        *(t->documents.at[i].at > t->date - TREND_DAYS ? &t->documents_now : &t->documents_before) += t->documents.at[i].documents;
    return true;
}

/* Leaves repetitions out, the broader series (those of shorter names) asked first. */
static void trends_thin(struct trends *t)
{
    bool *repeats = ARENA_ARRAY(t->arena, bool, t->list->len + 1), *asked = ARENA_ARRAY(t->arena, bool, t->list->len + 1);
    for (size_t round = 0; round < t->list->len; round++) {
        size_t next = SIZE_MAX;
        for (size_t i = 0; i < t->list->len; i++)
            if (!asked[i] && (next == SIZE_MAX || t->list->at[i].name.len < t->list->at[next].name.len))
                next = i;
        asked[next] = true;
        repeats[next] = trends_repeats(t, &t->list->at[next], repeats);
    }
    size_t kept = 0;
    for (size_t i = 0; i < t->list->len && kept < TREND_LIST_MAX; i++)
        if (!repeats[i])
            t->list->at[kept++] = t->list->at[i];
    t->list->len = kept;
}

static bool trends_find(struct trends *t)
{
    bool history;
    if (!trends_documents(t, &history))
        return false;
    if (t->documents_now > 0 && t->documents_before > 0) {
        for (int kind = SERIES_CATEGORY; kind <= SERIES_CONTEXT; kind++)
            if (!trends_candidates(t, (enum series_kind)kind))
                return false;
        for (size_t i = 0; i < t->candidates.len; i++)    /* dispersion only makes a chance larger, so the others stay as they are */
            if (t->candidates.at[i].p < 0.1 && !trends_sharpen(t, &t->candidates.at[i]))
                return false;
        trends_fdr(t);
        trends_changes(t);
    }
    if (history && (!trends_new(t, SERIES_DYAD) || !trends_new(t, SERIES_ACTOR)))
        return false;
    if (t->list->len > 1)
        qsort(t->list->at, t->list->len, sizeof *t->list->at, trends_newest);
    trends_thin(t);
    for (size_t i = 0; i < t->list->len; i++)
        if (!trends_finish(t, &t->list->at[i]))
            return false;
    return true;
}

static void trends_stage(void *context)
{
    struct trends *t = context;
    t->right = trends_find(t);
}

bool status_trends(struct store *store, struct arena *arena, day date, struct trend_list *list, struct err *err)
{
    struct trends t = {.store = store, .arena = arena, .err = err, .date = date, .list = list};
    *list = (struct trend_list){0};
    return arena_try(arena, trends_stage, &t, err) && t.right;
}
