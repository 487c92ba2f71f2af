/* status_math.c: the few distributions that the status needs, in double precision, the same on every machine of the same libm.
 *
 * Incomplete beta: the continued fraction of Abramowitz and Stegun 26.5.8 (DLMF 8.17.22), evaluated by Lentz's method; incomplete gamma:
 * the series and continued fraction of DLMF 8.7.1 and 8.9.2. Quantiles by bisection, sixty halvings: slow is fine, they are asked a few times
 * a page. The difference of two betas has no closed form; it is a midpoint sum over DIFFERENCE_STEPS steps of the stretch where the first has
 * its mass, with the exact distribution function of the second at its knots.
 */
#include "status/status_private.h"

#include <math.h>

#define FRACTION_STEPS 300
#define FRACTION_TINY 1e-300
#define DIFFERENCE_LEAST 1e-6       /* mass of a step that cannot be seen in the result */
#define DIFFERENCE_STEPS 64           /* of seven deviations to each side: tests/status/test_math.c compares with a fine sum */

static double log_gamma(double x)
{
    int sign;
    return lgamma_r(x, &sign);
}

/* The continued fraction; converges quickly for x < (a + 1) / (a + b + 2). */
static double beta_fraction(double x, double a, double b)
{
    double c = 1, d = 1 - (a + b) * x / (a + 1);
    d = 1 / (fabs(d) < FRACTION_TINY ? FRACTION_TINY : d);
    double f = d;
    for (int m = 1; m <= FRACTION_STEPS; m++) {
        double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
        double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
        double step = 1;
        for (int half = 0; half < 2; half++) {
            double term = half == 0 ? even : odd;
            d = 1 + term * d;
            c = 1 + term / c;
            d = 1 / (fabs(d) < FRACTION_TINY ? FRACTION_TINY : d);
            c = fabs(c) < FRACTION_TINY ? FRACTION_TINY : c;
            step = c * d;
            f *= step;
        }
        if (fabs(step - 1) < 1e-12)
            break;
    }
    return f;
}

/* The same with the logarithm of 1 / B(a, b) known. */
static double beta_cdf_with(double x, double a, double b, double scale)
{
    if (x <= 0 || x >= 1)
        return x <= 0 ? 0 : 1;
    double front = exp(scale + a * log(x) + b * log1p(-x));
    return x < (a + 1) / (a + b + 2) ? front * beta_fraction(x, a, b) / a : 1 - front * beta_fraction(1 - x, b, a) / b;
}

static double beta_scale(double a, double b)
{
    return log_gamma(a + b) - log_gamma(a) - log_gamma(b);
}

double beta_cdf(double x, double a, double b)
{
    return beta_cdf_with(x, a, b, beta_scale(a, b));
}

double beta_quantile(double p, double a, double b)
{
    double low = 0, high = 1, scale = beta_scale(a, b);
    for (int i = 0; i < 60; i++) {
        double middle = (low + high) / 2;
        if (beta_cdf_with(middle, a, b, scale) < p)
            low = middle;
        else
            high = middle;
    }
    return (low + high) / 2;
}

double gamma_cdf(double x, double shape)
{
    if (x <= 0)
        return 0;
    double front = exp(shape * log(x) - x - log_gamma(shape));
    if (x < shape + 1) {
        double term = 1 / shape, sum = term;
        for (int n = 1; n < 10000 && term > sum * 1e-15; n++) {
            term *= x / (shape + n);
            sum += term;
        }
        return front * sum;
    }
    double b = x + 1 - shape, c = 1 / FRACTION_TINY, d = 1 / b, f = d;
    for (int n = 1; n <= FRACTION_STEPS; n++) {
        double term = -n * (n - shape);
        b += 2;
        d = term * d + b;
        c = b + term / c;
        d = 1 / (fabs(d) < FRACTION_TINY ? FRACTION_TINY : d);
        c = fabs(c) < FRACTION_TINY ? FRACTION_TINY : c;
        f *= c * d;
        if (fabs(c * d - 1) < 1e-14)
            break;
    }
    return 1 - front * f;
}

double gamma_quantile(double p, double shape)
{
    double low = 0, high = shape + 20 * sqrt(shape) + 40;
    for (int i = 0; i < 60; i++) {
        double middle = (low + high) / 2;
        if (gamma_cdf(middle, shape) < p)
            low = middle;
        else
            high = middle;
    }
    return (low + high) / 2;
}

struct beta_difference beta_difference(double a, double b, double c, double d, double band)
{
    struct beta_difference out = {0};
    double mean = a / (a + b), deviation = sqrt(a * b / ((a + b) * (a + b) * (a + b + 1)));
    double low = fmax(0, mean - 7 * deviation), high = fmin(1, mean + 7 * deviation);
    /* Steps of the angle whose squared sine is x: short ones at the ends, where a density may be infinite. */
    double angle = asin(sqrt(low)), step = (asin(sqrt(high)) - angle) / DIFFERENCE_STEPS;
    double scale_x = beta_scale(a, b), scale_y = beta_scale(c, d), mass = 0, before = beta_cdf_with(low, a, b, scale_x);
    for (int i = 0; i < DIFFERENCE_STEPS; i++) {
        double x = pow(sin(angle + (i + 0.5) * step), 2), knot = pow(sin(angle + (i + 1) * step), 2);
        double after = beta_cdf_with(knot, a, b, scale_x), weight = after - before;
        before = after;
        mass += weight;
        if (weight < DIFFERENCE_LEAST)
            continue;
        out.above += weight * beta_cdf_with(x - band, c, d, scale_y);
        out.below += weight * (1 - beta_cdf_with(x + band, c, d, scale_y));
    }
    if (mass > 0) {
        out.above /= mass;
        out.below /= mass;
    }
    out.within = fmax(0, 1 - out.above - out.below);
    return out;
}

double gamma_ratio_above(double shape_x, double rate_x, double shape_y, double rate_y, double ratio)
{
    /* X rate_x / (X rate_x + Y rate_y) is Beta(shape_x, shape_y): the ratio is above where that share is. */
    return 1 - beta_cdf(ratio * rate_x / (ratio * rate_x + rate_y), shape_x, shape_y);
}
