/* test_model.c: the status against simulation with known truth, fixed seeds: how often it moves when nothing has, and when half of the
 * cooperation has turned to conflict. Events come in clumps: counts of a day are negative binomial, its tone is beta binomial. */
#include "status/status_private.h"
#include "store/synthetic.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

static uint64_t seed;

static double uniform(void)
{
    return ((double)(synthetic_next(&seed) >> 11) + 0.5) / 9007199254740992.0;
}

static double normal(void)          /* Box, Muller 1958 */
{
    double r = sqrt(-2 * log(uniform()));
    return r * cos(6.283185307179586 * uniform());
}

static double gamma_of(double shape)    /* Marsaglia, Tsang 2000 */
{
    if (shape < 1)
        return gamma_of(shape + 1) * pow(uniform(), 1 / shape);
    double d = shape - 1.0 / 3, c = 1 / sqrt(9 * d);
    for (;;) {
        double x = normal(), v = pow(1 + c * x, 3);
        if (1 + c * x > 0 && log(uniform()) < 0.5 * x * x + d - d * v + d * log(v))
            return d * v;
    }
}

static int poisson(double mean)
{
    int k = 0;
    double p = exp(-mean), sum = p, u = uniform();
    while (u > sum && k < 10000) {
        k++;
        p *= mean / k;
        sum += p;
    }
    return k;
}

struct truth {double rate, tone, tone_now, volume_now, icc, dispersion, documents, documents_now;};

static void simulate(const struct truth *truth, struct status_days *days)
{
    memset(days->at, 0, days->count * sizeof *days->at);
    for (size_t i = 0; i < days->count; i++) {
        bool now = i + 30 >= days->count;
        double read = truth->documents * (now ? truth->documents_now : 1);
        double mean = truth->rate * (now ? truth->volume_now * truth->documents_now : 1), shape = mean / (truth->dispersion - 1);
        int documents = poisson(read), events = poisson(gamma_of(shape) * mean / shape * documents / read);
        double tone = now ? truth->tone_now : truth->tone, size = (1 - truth->icc) / truth->icc;
        double a = gamma_of(tone * size), b = gamma_of((1 - tone) * size);
        days->at[i].documents = (uint32_t)documents;
        for (int k = 0; k < events; k++)
            days->at[i].quads[uniform() < a / (a + b) ? 0 : 2]++;
    }
}

struct shares {double unclear, improving, unchanged, deteriorating, mean_p_worse;};

static struct shares run(struct truth truth, int rounds)
{
    struct status_day at[210];
    struct status_days days = {.from = 1000, .count = 210, .at = at};
    double counts[4] = {0};
    struct shares out = {0};
    double tone = truth.tone;
    for (int i = 0; i < rounds; i++) {
        if (tone == 0) {            /* not fixed: somewhere between one half and nine tenths */
            truth.tone = 0.5 + 0.4 * uniform();
            truth.tone_now = truth.tone_now < 0 ? truth.tone / 2 : truth.tone;
        }
        simulate(&truth, &days);
        struct judgement j = status_judge(&days, 1209, 30, 180, 0, JUDGE_CHANCES);
        counts[j.word]++;
        out.mean_p_worse += j.p.deteriorating / rounds;
        if (tone == 0 && truth.tone_now != truth.tone)
            truth.tone_now = -1;
    }
    out.unclear = counts[STATUS_UNCLEAR] / rounds;
    out.improving = counts[STATUS_IMPROVING] / rounds;
    out.unchanged = counts[STATUS_UNCHANGED] / rounds;
    out.deteriorating = counts[STATUS_DETERIORATING] / rounds;
    return out;
}

/* Breaks when quiet relations are called better or worse too often, or too seldom called anything. */
static void null(void **state)
{
    static const double rates[] = {0.35, 0.67, 1.67, 3.33}, unclear[] = {0.80, 0.40, 0.20, 0.10};
    (void)state;
    seed = 1;
    for (size_t i = 0; i < 4; i++) {
        struct truth truth = {.rate = rates[i], .volume_now = 1, .icc = 0.1, .dispersion = 2, .documents = 10, .documents_now = 1};
        struct shares s = run(truth, 800);
        if (s.improving + s.deteriorating > 0.08 || s.unclear > unclear[i])
            fail_msg("%.0f events a window: improving %.3f, deteriorating %.3f, unclear %.3f", rates[i] * 30, s.improving, s.deteriorating, s.unclear);
    }
    /* Twice the documents and twice the events say the same; so do half as many. */
    struct truth more = {.rate = 1, .volume_now = 1, .icc = 0.1, .dispersion = 2, .documents = 10, .documents_now = 2};
    assert_true(run(more, 400).unchanged > 0.6);
    more.documents_now = 0.5;
    struct shares s = run(more, 400);
    assert_true(s.improving + s.deteriorating < 0.09);
}

/* Breaks when half of the cooperation turning to conflict is not seen: 20, 50, 100 events in the window. */
static void power(void **state)
{
    static const double rates[] = {0.67, 1.67, 3.33}, least[] = {0.60, 0.85, 0.93};
    (void)state;
    seed = 2;
    for (size_t i = 0; i < 3; i++) {
        struct truth truth = {.rate = rates[i], .tone_now = -1, .volume_now = 1, .icc = 0.1, .dispersion = 2, .documents = 10, .documents_now = 1};
        struct shares s = run(truth, 400);
        if (s.deteriorating < least[i] || s.improving > 0.01)
            fail_msg("%.0f events a window: deteriorating %.3f, improving %.3f", rates[i] * 30, s.deteriorating, s.improving);
    }
}

/* Breaks when volume alone does not move a friendly relation up and a hostile one down, or moves one that is neither. */
static void volume(void **state)
{
    (void)state;
    seed = 3;
    struct truth truth = {.rate = 1, .tone = 0.9, .tone_now = 0.9, .volume_now = 3, .icc = 0.05, .dispersion = 1.5, .documents = 20, .documents_now = 1};
    assert_true(run(truth, 300).improving > 0.7);
    truth.tone = truth.tone_now = 0.1;
    assert_true(run(truth, 300).deteriorating > 0.7);
    truth.tone = truth.tone_now = 0.5;
    struct shares s = run(truth, 300);
    assert_true(s.improving + s.deteriorating < 0.08);
}

/* Breaks when thin evidence, silence or missing documents get a word. */
static void unclear(void **state)
{
    struct status_day at[210] = {{{0}, 0, 0}};
    struct status_days days = {.from = 1000, .count = 210, .at = at};
    (void)state;
    assert_int_equal(status_judge(&days, 1209, 30, 180, 0, JUDGE_ALL).why, JUDGED_NO_DOCUMENTS);
    for (size_t i = 0; i < 210; i++)
        at[i] = (struct status_day){.quads = {i % 5 == 0, 0, i % 15 == 0, 0}, .documents = 5};
    struct judgement j = status_judge(&days, 1209, 30, 180, 0, JUDGE_ALL);
    assert_int_equal(j.word, STATUS_UNCHANGED);
    assert_true(j.tone.low < j.tone.mean && j.tone.mean < j.tone.high && j.volume.low < j.volume.mean && j.volume.mean < j.volume.high);
    assert_true(fabs(j.p.improving + j.p.unchanged + j.p.deteriorating - 1) < 1e-12);
    assert_true(fabs(j.expected - 8) < 0.01);
    assert_int_equal(status_judge(&days, 1209, 30, 180, 0.6, JUDGE_ALL).why, JUDGED_SILENT);
    for (size_t i = 180; i < 210; i++)
        at[i].quads[0] = at[i].quads[2] = 0;
    assert_int_equal(status_judge(&days, 1209, 30, 180, 0, JUDGE_ALL).why, JUDGED_FEW);
    assert_int_equal(status_judge(&days, 1029, 30, 180, 0, JUDGE_ALL).why, JUDGED_FEW_BEFORE);
}

/* Breaks when a relation that is seldom told has no past to compare with, or an old record outweighs the days before. */
static void history(void **state)
{
    static struct status_day at[940];
    struct status_days days = {.from = 0, .count = 940, .at = at};
    (void)state;
    for (size_t i = 0; i < 940; i++)
        at[i] = (struct status_day){.quads = {i % 20 == 0 && i < 730, 0, 0, 0}, .documents = 1};
    for (size_t i = 915; i < 940; i += 3)
        at[i].quads[2] = 1;
    assert_int_equal(status_judge(&days, 939, 30, 180, 0, JUDGE_ALL).word, STATUS_DETERIORATING);
    days.at += 730;                 /* the same without the two years: nothing to compare with */
    days.count = 210;
    days.from = 730;
    assert_int_equal(status_judge(&days, 939, 30, 180, 0, JUDGE_ALL).why, JUDGED_FEW_BEFORE);
    /* 180 days of quarrel after years of friendship: a quarrel that goes on is no turn for the worse. */
    days = (struct status_days){.from = 0, .count = 940, .at = at};
    for (size_t i = 730; i < 940; i++)
        at[i] = (struct status_day){.quads = {0, 0, i % 3 == 0, 0}, .documents = 1};
    assert_int_not_equal(status_judge(&days, 939, 30, 180, 0, JUDGE_ALL).word, STATUS_IMPROVING);
    assert_true(status_judge(&days, 939, 30, 180, 0, JUDGE_ALL).p.unchanged > 0.4);
}

/* Breaks when the order of days or a mirror of friend and foe changes the chances. */
static void mirror(void **state)
{
    struct status_day at[210], turned[210];
    struct status_days days = {.from = 0, .count = 210, .at = at}, other = {.from = 0, .count = 210, .at = turned};
    (void)state;
    seed = 4;
    for (int round = 0; round < 50; round++) {
        struct truth truth = {.rate = 1, .tone = 0.7, .tone_now = 0.5, .volume_now = 1.5, .icc = 0.1, .dispersion = 2, .documents = 10, .documents_now = 1};
        simulate(&truth, &days);
        for (size_t i = 0; i < 210; i++) {
            turned[i] = at[i];
            turned[i].quads[0] = at[i].quads[2];
            turned[i].quads[2] = at[i].quads[0];
        }
        struct judgement a = status_judge(&days, 209, 30, 180, 0, JUDGE_CHANCES), b = status_judge(&other, 209, 30, 180, 0, JUDGE_CHANCES);
        assert_true(fabs(a.p.improving - b.p.deteriorating) < 0.005);
        assert_true(fabs(a.p.deteriorating - b.p.improving) < 0.005);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(null), cmocka_unit_test(power), cmocka_unit_test(volume), cmocka_unit_test(unclear), cmocka_unit_test(history),
                                       cmocka_unit_test(mirror)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
