/* status_model.c: is the window better, worse or the same as the days before it?
 *
 * Two questions, modelled apart. Tone: which share of the events is cooperative (quad 1, 2)? Volume: how many events for each document
 * read? Both are conjugate: a beta posterior for the tone, a gamma posterior for the volume, each for the window and for the days before.
 * Events of one day are not independent (one visit makes five sentences), so counts weigh less than they look: tone by the design effect
 * 1 + (n - 1) icc of the day (Kish 1965; Williams, Applied Statistics 31, 1982), volume by the dispersion of the daily counts (quasi-Poisson,
 * McCullagh and Nelder 1989, ch. 6); both are estimated on the days of this judgement and shrunk to a usual value.
 *
 * Better: the tone is higher by more than TONE_BAND; or the tone is equal within the band, and the volume has changed so that, weighed
 * with how cooperative the relation is, it is more than VOLUME_BAND better (more contact where contact is friendly, less where it is
 * hostile). Worse likewise. The chances are those of the posteriors; the word needs CHANCE_MOVED for a move, CHANCE_SAME for unchanged.
 * Limits and reasons for each number: doc/status.md; measured against simulation in tests/status/test_model.c.
 */
#include "status/status_private.h"

#include <math.h>

#define TONE_BAND 0.10              /* share of cooperation: ten points of a hundred are the same */
#define VOLUME_BAND 0.45            /* of (2 tone - 1) log(volume now / before) */
#define CHANCE_MOVED 0.85
#define CHANCE_SAME 0.40
#define EVIDENCE_LEAST 4.5          /* effective events in the window: five on different days will do, four never */
#define EVIDENCE_LEAST_BEFORE 4.0   /* and before it, the discounted history with them */
#define HISTORY_WEIGHT 0.5          /* of an event or document of the STATUS_HISTORY days ahead of those before (power prior) */
#define HISTORY_FILL 10.0           /* effective events up to which the history fills the days before, never further */
#define SILENT_MOST 0.5             /* share of the expected documents whose sources are silent */
#define TONE_PRIOR 3.0              /* effective events that the relation's whole record is worth as prior */
#define ICC_USUAL 0.10
#define ICC_USUAL_DAYS 20.0         /* days with several events that the usual value is worth */
#define DISPERSION_USUAL 1.6
#define DISPERSION_USUAL_DAYS 30.0
#define CREDIBLE_LOW 0.10
#define CREDIBLE_HIGH 0.90

struct span {size_t start, end;};   /* indexes of days */

static struct span model_span(const struct status_days *days, day from, day to)
{
    int64_t start = (int64_t)from - days->from, end = (int64_t)to - days->from + 1;
    int64_t count = (int64_t)days->count;
    start = start < 0 ? 0 : start > count ? count : start;
    end = end < start ? start : end > count ? count : end;
    return (struct span){(size_t)start, (size_t)end};
}

static uint32_t model_good(const struct status_day *d) {return d->quads[0] + d->quads[1];}
static uint32_t model_all(const struct status_day *d) {return d->quads[0] + d->quads[1] + d->quads[2] + d->quads[3];}

/* Correlation of tone within a day, by the analysis of variance (Ridout, Demetrio, Firth, Biometrics 55, 1999), shrunk. */
static double model_icc(const struct status_days *days, struct span span)
{
    double n = 0, groups = 0, squares = 0, good = 0, within = 0, several = 0;
    for (size_t i = span.start; i < span.end; i++) {
        double all = model_all(&days->at[i]), up = model_good(&days->at[i]);
        if (all == 0)
            continue;
        n += all;
        groups++;
        squares += all * all;
        good += up;
        within += up - up * up / all;
        several += all > 1;
    }
    double icc = ICC_USUAL;
    if (groups > 1 && n > groups) {
        double between = 0, mean = good / n;
        for (size_t i = span.start; i < span.end; i++) {
            double all = model_all(&days->at[i]);
            if (all > 0)
                between += all * pow(model_good(&days->at[i]) / all - mean, 2);
        }
        double ms_between = between / (groups - 1), ms_within = within / (n - groups), size = (n - squares / n) / (groups - 1);
        double divisor = ms_between + (size - 1) * ms_within;
        icc = divisor > 0 ? (ms_between - ms_within) / divisor : ICC_USUAL;
    }
    icc = (several * icc + ICC_USUAL_DAYS * ICC_USUAL) / (several + ICC_USUAL_DAYS);
    return fmin(fmax(icc, 0), 0.9);
}

/* Variance of daily counts against their mean, given the documents of the week around each day; at least 1, shrunk. */
static double model_dispersion(const struct status_days *days, struct span span, double rate)
{
    double sum = 0, count = 0, week = 0;
    for (size_t i = span.start; i < span.end; i++) {
        week += days->at[i].documents;
        if (i >= span.start + 7)
            week -= days->at[i - 7].documents;
        size_t length = i - span.start + 1 < 7 ? i - span.start + 1 : 7;
        double expected = rate * week / (double)length;
        if (expected <= 0)
            continue;
        /* Near zero counts the ratio is unstable: a twentieth of an event is the least that is expected. */
        double difference = model_all(&days->at[i]) - expected;
        sum += difference * difference / fmax(expected, 0.05);
        count++;
    }
    double dispersion = count > 1 ? sum / (count - 1) : DISPERSION_USUAL;
    return fmax(1, (count * dispersion + DISPERSION_USUAL_DAYS * DISPERSION_USUAL) / (count + DISPERSION_USUAL_DAYS));
}

struct model_sum {double good, bad, events, documents; uint32_t quads[4], reports;};

static struct model_sum model_sum(const struct status_days *days, struct span span, double icc)
{
    struct model_sum sum = {0};
    for (size_t i = span.start; i < span.end; i++) {
        const struct status_day *d = &days->at[i];
        double all = model_all(d), weight = all > 0 ? 1 / (1 + (all - 1) * icc) : 0;
        sum.good += weight * model_good(d);
        sum.bad += weight * (all - model_good(d));
        sum.events += all;
        sum.documents += d->documents;
        sum.reports += d->reports;
        for (int quad = 0; quad < 4; quad++)
            sum.quads[quad] += d->quads[quad];
    }
    return sum;
}

/* Where the days before hold few events, the relation's older record joins them, at a discount (power prior; Ibrahim, Chen, Statistical
 * Science 15, 2000). Where they hold enough it stays out: an old friendship must not make a long quarrel look like news. */
static void model_history(const struct status_days *days, day end, double icc, struct model_sum *then)
{
    struct model_sum old = model_sum(days, model_span(days, end - STATUS_HISTORY + 1, end), icc);
    double effective = old.good + old.bad, room = HISTORY_FILL - then->good - then->bad;
    if (effective <= 0 || room <= 0)
        return;
    double weight = effective * HISTORY_WEIGHT > room ? room / effective : HISTORY_WEIGHT;
    then->good += weight * old.good;
    then->bad += weight * old.bad;
    then->events += weight * old.events;
    then->documents += weight * old.documents;
}

static void model_volume(struct judgement *out, const struct model_sum *now, const struct model_sum *then, double dispersion, double friendly,
                         int window, bool ranges)
{
    double shape_now = 0.5 + now->events / dispersion, rate_now = (now->documents + 0.5) / dispersion;
    double shape_then = 0.5 + then->events / dispersion, rate_then = (then->documents + 0.5) / dispersion;
    double weight = 2 * friendly - 1, band = fabs(weight) > 0.05 ? VOLUME_BAND / fabs(weight) : 20;
    double more = gamma_ratio_above(shape_now, rate_now, shape_then, rate_then, exp(band));
    double less = 1 - gamma_ratio_above(shape_now, rate_now, shape_then, rate_then, exp(-band));
    out->volume_up = weight > 0 ? more : less;
    out->volume_down = weight > 0 ? less : more;
    double weeks = window / 7.0;    /* shown as events a week at the documents that the window had */
    double scale = now->documents / rate_now / weeks;
    out->volume.mean = shape_now * scale;
    if (ranges) {
        out->volume.low = gamma_quantile(CREDIBLE_LOW, shape_now) * scale;
        out->volume.high = gamma_quantile(CREDIBLE_HIGH, shape_now) * scale;
    }
}

static void model_word(struct judgement *out, const struct model_sum *now, const struct model_sum *then, double silent)
{
    out->word = STATUS_UNCLEAR;
    if (now->documents == 0)
        out->why = JUDGED_NO_DOCUMENTS;
    else if (silent > SILENT_MOST)
        out->why = JUDGED_SILENT;
    else if (now->good + now->bad < EVIDENCE_LEAST)
        out->why = JUDGED_FEW;
    else if (then->good + then->bad < EVIDENCE_LEAST_BEFORE)
        out->why = JUDGED_FEW_BEFORE;
    else if (out->p.improving >= CHANCE_MOVED)
        out->word = STATUS_IMPROVING;
    else if (out->p.deteriorating >= CHANCE_MOVED)
        out->word = STATUS_DETERIORATING;
    else if (out->p.unchanged >= CHANCE_SAME)
        out->word = STATUS_UNCHANGED;
    else
        out->why = JUDGED_OPEN;
}

struct judgement status_judge(const struct status_days *days, day date, int window, int before, double silent, enum judge how)
{
    struct judgement out = {.word = STATUS_UNCLEAR, .why = JUDGED};
    struct span now_span = model_span(days, date - window + 1, date), then_span = model_span(days, date - window - before + 1, date - window);
    struct span both = {then_span.start, now_span.end};
    double icc = model_icc(days, both);
    struct model_sum now = model_sum(days, now_span, icc), then = model_sum(days, then_span, icc);
    double rate = then.documents > 0 ? then.events / then.documents : 0;
    out.documents_before = (uint64_t)then.documents;
    model_history(days, date - window - before, icc, &then);
    if (how == JUDGE_WORD && (now.documents == 0 || silent > SILENT_MOST || now.good + now.bad < EVIDENCE_LEAST
                              || then.good + then.bad < EVIDENCE_LEAST_BEFORE))
        return out;                 /* unclear whatever the chances are */
    double share = (now.good + then.good + 1) / (now.good + now.bad + then.good + then.bad + 2);
    double up = TONE_PRIOR * fmin(fmax(share, 0.1), 0.9), down = TONE_PRIOR - up;
    struct beta_difference tone = beta_difference(up + now.good, down + now.bad, up + then.good, down + then.bad, TONE_BAND);
    double dispersion = model_dispersion(days, both, (now.events + then.events) / fmax(now.documents + then.documents, 1));
    model_volume(&out, &now, &then, dispersion, (up + then.good) / (TONE_PRIOR + then.good + then.bad), window, how == JUDGE_ALL);
    out.tone_up = tone.above;
    out.tone_down = tone.below;
    out.p.improving = tone.above + tone.within * out.volume_up;
    out.p.deteriorating = tone.below + tone.within * out.volume_down;
    out.p.unchanged = fmax(0, 1 - out.p.improving - out.p.deteriorating);
    double a = up + now.good, b = down + now.bad;
    out.tone.mean = a / (a + b);
    if (how == JUDGE_ALL) {
        out.tone.low = beta_quantile(CREDIBLE_LOW, a, b);
        out.tone.high = beta_quantile(CREDIBLE_HIGH, a, b);
    }
    out.documents_now = (uint64_t)now.documents;
    out.expected = out.documents_before > 0 ? rate * now.documents : (double)(then.quads[0] + then.quads[1] + then.quads[2] + then.quads[3]) * window / before;
    out.reports = now.reports;
    for (int quad = 0; quad < 4; quad++) {
        out.now[quad] = now.quads[quad];
        out.before[quad] = then.quads[quad];
    }
    model_word(&out, &now, &then, silent);
    return out;
}
