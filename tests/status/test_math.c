/* test_math.c: the distributions against closed forms and plain sums. */
#include "status/status_private.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

static void near(double a, double b, double within)
{
    if (!(fabs(a - b) <= within))
        fail_msg("%.15g and %.15g differ by more than %g", a, b, within);
}

/* Breaks when the continued fraction loses digits, or its two halves do not meet. */
static void beta_closed_forms(void **state)
{
    (void)state;
    for (double x = 0.01; x < 1; x += 0.03) {
        near(beta_cdf(x, 1, 1), x, 1e-12);
        near(beta_cdf(x, 3, 1), x * x * x, 1e-12);
        near(beta_cdf(x, 1, 4), 1 - pow(1 - x, 4), 1e-12);
        near(beta_cdf(x, 0.5, 0.5), 2 / acos(-1.0) * asin(sqrt(x)), 1e-11);
        near(beta_cdf(x, 7.3, 21.9) + beta_cdf(1 - x, 21.9, 7.3), 1, 1e-12);
        /* Binomial tail: chance of at least 13 of 40. */
        double tail = 0, term = pow(1 - x, 40);
        for (int k = 0; k <= 40; k++) {
            tail += k >= 13 ? term : 0;
            term *= (40.0 - k) / (k + 1) * x / (1 - x);
        }
        near(beta_cdf(x, 13, 28), tail, 1e-10);
    }
    near(beta_quantile(beta_cdf(0.37, 5, 9), 5, 9), 0.37, 1e-12);
    near(beta_cdf(0.5, 5000, 5000), 0.5, 1e-9);
}

/* Breaks when series and fraction of the gamma do not meet. */
static void gamma_closed_forms(void **state)
{
    (void)state;
    for (double x = 0.05; x < 30; x *= 1.3) {
        near(gamma_cdf(x, 1), 1 - exp(-x), 1e-12);
        near(gamma_cdf(x, 0.5), erf(sqrt(x)), 1e-11);
        double sum = 0, term = exp(-x);
        for (int k = 0; k < 6; k++) {
            sum += term;
            term *= x / (k + 1);
        }
        near(gamma_cdf(x, 6), 1 - sum, 1e-11);
    }
    near(gamma_quantile(gamma_cdf(7.5, 6.2), 6.2), 7.5, 1e-9);
}

/* The plain way: a fine midpoint sum over the density. */
static struct beta_difference plain(double a, double b, double c, double d, double band)
{
    struct beta_difference out = {0};
    double before = 0;
    int steps = 20000;
    for (int i = 0; i < steps; i++) {
        double x = (i + 0.5) / steps, after = beta_cdf((i + 1.0) / steps, a, b);
        out.above += (after - before) * beta_cdf(x - band, c, d);
        out.below += (after - before) * (1 - beta_cdf(x + band, c, d));
        before = after;
    }
    out.within = 1 - out.above - out.below;
    return out;
}

/* Breaks when the coarse sum is too coarse for small, skewed or sharp posteriors. */
static void difference_like_a_fine_sum(void **state)
{
    static const double cases[][4] = {{2.4, 0.9, 20, 7}, {30, 10, 100, 40}, {0.5, 2.6, 3, 9}, {400, 100, 2000, 600}, {9.7, 0.3, 60, 0.6}, {1, 1, 1, 1}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const double *c = cases[i];
        struct beta_difference quick = beta_difference(c[0], c[1], c[2], c[3], 0.1), fine = plain(c[0], c[1], c[2], c[3], 0.1);
        near(quick.above, fine.above, 0.002);
        near(quick.below, fine.below, 0.002);
        near(quick.above + quick.within + quick.below, 1, 1e-12);
    }
    /* Two uniforms: the difference is triangular. */
    near(beta_difference(1, 1, 1, 1, 0.1).above, 0.405, 0.001);
}

/* Breaks when the ratio is turned over: equal gammas are a coin; exponentials have a closed form. */
static void gamma_ratio(void **state)
{
    (void)state;
    near(gamma_ratio_above(7, 3, 7, 3, 1), 0.5, 1e-12);
    near(gamma_ratio_above(1, 2, 1, 5, 3), 5 / (5 + 2 * 3.0), 1e-12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(beta_closed_forms), cmocka_unit_test(gamma_closed_forms),
                                       cmocka_unit_test(difference_like_a_fine_sum), cmocka_unit_test(gamma_ratio)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
