/* encoder_float.h: the float steps of the encoder, written once; no header in the usual sense, but the body of encoder_float_*.c.
 *
 * A file that includes it sets FLOAT_TARGET (an attribute that allows more instructions, or nothing), FLOAT_WIDTH (floats in a register: 4, 8
 * or 16) and FLOAT_TABLE (the name of the table). Numbers go through registers by the compilers' vector extension; each result is
 * one lane's, so the width does not matter, but for sums over a row: they are made in 16 lanes, whatever the width, and then
 * the lanes are added in pairs (fold). Multiply and add stay apart (-ffp-contract=off). From libm comes only sqrtf, which IEEE 754 defines to
 * the last bit.
 *
 *   exp    2^n times a polynomial of degree 6 on ±ln 2 / 2 (its Taylor terms): relative error below 3e-7
 *   gelu   x/2 (1 + erf(x / sqrt 2)) (Hendrycks and Gimpel 2016); erf(z) as z P(z²)/Q(z²), own fit of degree 4/3 up to 3.92, beyond it the
 *          value there: absolute error of erf below 4e-6
 *   norm   layer normalisation (Ba et al. 2016), mean first, then the mean square around it
 */
#include "encoder/encoder_inner.h"

#include <math.h>
#include <string.h>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#define LANES 16
#define WIDTH FLOAT_WIDTH
#define PARTS (LANES / WIDTH)
typedef float vec __attribute__((vector_size(WIDTH * 4)));
typedef int32_t vec_int __attribute__((vector_size(WIDTH * 4)));
typedef float vec_loose __attribute__((vector_size(WIDTH * 4), aligned(4), may_alias));
typedef int32_t vec_int_loose __attribute__((vector_size(WIDTH * 4), aligned(4), may_alias));
#define INLINE static inline __attribute__((always_inline)) FLOAT_TARGET

#define LOAD(at) (*(const vec_loose *)(at))
#define LOAD_INT(at) (*(const vec_int_loose *)(at))
#define STORE(at, value) (*(vec_loose *)(at) = (value))
#define SELECT(mask, yes, no) ((vec)(((vec_int)(yes) & (mask)) | ((vec_int)(no) & ~(mask))))
#define TO_FLOAT(x) __builtin_convertvector((x), vec)
#define ROUND 12582912.0f            /* 1.5 * 2^23: what is added to it is rounded to a whole number, ties to even */

/* The lanes of x moved down by 8, 4, 2, 1; what comes in from above does not matter. */
#if FLOAT_WIDTH == 16
#define DOWN_8(x) __builtin_shufflevector(x, x, 8, 9, 10, 11, 12, 13, 14, 15, 0, 0, 0, 0, 0, 0, 0, 0)
#define DOWN_4(x) __builtin_shufflevector(x, x, 4, 5, 6, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
#define DOWN_2(x) __builtin_shufflevector(x, x, 2, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
#define DOWN_1(x) __builtin_shufflevector(x, x, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
#elif FLOAT_WIDTH == 8
#define DOWN_4(x) __builtin_shufflevector(x, x, 4, 5, 6, 7, 0, 0, 0, 0)
#define DOWN_2(x) __builtin_shufflevector(x, x, 2, 3, 0, 0, 0, 0, 0, 0)
#define DOWN_1(x) __builtin_shufflevector(x, x, 1, 0, 0, 0, 0, 0, 0, 0)
#else
#define DOWN_2(x) __builtin_shufflevector(x, x, 2, 3, 0, 0)
#define DOWN_1(x) __builtin_shufflevector(x, x, 1, 0, 0, 0)
#endif

/* The sum of 16 lanes: lane i and i + 8, then i and i + 4 … */
INLINE float fold(const vec sum[PARTS])
{
#if FLOAT_WIDTH == 16
    vec x = sum[0] + DOWN_8(sum[0]);
    x += DOWN_4(x);
#elif FLOAT_WIDTH == 8
    vec x = sum[0] + sum[1];
    x += DOWN_4(x);
#else
    vec x = (sum[0] + sum[2]) + (sum[1] + sum[3]);
#endif
    x += DOWN_2(x);
    x += DOWN_1(x);
    return x[0];
}

#define GREATER(a, b) SELECT((a) > (b), a, b)
INLINE float greatest(const vec *at)
{
    vec x = *at;
#if FLOAT_WIDTH == 16
    x = GREATER(x, DOWN_8(x));
#endif
#if FLOAT_WIDTH >= 8
    x = GREATER(x, DOWN_4(x));
#endif
    x = GREATER(x, DOWN_2(x));
    x = GREATER(x, DOWN_1(x));
    return x[0];
}

/* 16 whole numbers of a byte's range as bytes, changed by flip. */
INLINE void narrow(const int32_t lane[LANES], uint8_t flip, int8_t *out)
{
#if defined(__SSE2__)
    __m128i at[4];
    memcpy(at, lane, sizeof at);
    __m128i bytes = _mm_packs_epi16(_mm_packs_epi32(at[0], at[1]), _mm_packs_epi32(at[2], at[3]));
    _mm_storeu_si128((__m128i *)out, _mm_xor_si128(bytes, _mm_set1_epi8((char)flip)));
#else
    for (int i = 0; i < LANES; i++)
        out[i] = (int8_t)(lane[i] ^ (int8_t)flip);
#endif
}

INLINE void exponential(vec *at)
{
    vec x = *at;
    x = SELECT(x < -87.0f, (vec){0} - 87.0f, x);
    vec whole = x * 1.44269504f + ROUND;
    vec_int power = (vec_int)whole - 0x4B400000;
    vec n = whole - ROUND;
    vec r = x - n * 0.693359375f + n * 2.12194440e-4f;     /* ln 2 in two parts, the first exact in products */
    vec y = r * (1.0f / 720) + (1.0f / 120);
    y = y * r + (1.0f / 24);
    y = y * r + (1.0f / 6);
    y = y * r + 0.5f;
    y = y * r + 1.0f;
    y = y * r + 1.0f;
    *at = (vec)((vec_int)y + (power << 23));
}

INLINE void gelu_lanes(vec *at)
{
    vec x = *at, z = x * 0.70710678f;
    z = SELECT(z > 3.92f, (vec){0} + 3.92f, z);
    z = SELECT(z < -3.92f, (vec){0} - 3.92f, z);
    vec t = z * z;
    vec p = t * -4.784516477229772e-06f + 0.0011063202982768416f;
    p = p * t + 0.04761900380253792f;
    p = p * t + 0.1616620123386383f;
    p = p * t + 1.1284037828445435f;
    vec q = t * 0.011255983263254166f + 0.10062303394079208f;
    q = q * t + 0.4768006205558777f;
    q = q * t + 1.0f;
    vec half = x * 0.5f;
    *at = half + half * (z * p / q);
}

/* A row's numbers as int8; *scale is what a step is worth. */
INLINE void quantise_row(const float *x, size_t width, uint8_t flip, int8_t *q, float *scale)
{
    vec most = {0};
    for (size_t i = 0; i < width; i += WIDTH) {
        vec v = (vec)((vec_int)LOAD(x + i) & 0x7FFFFFFF);
        most = SELECT(v > most, v, most);
    }
    float top = greatest(&most), step = top > 0 ? 127.0f / top : 0;
    *scale = top / 127.0f;
    for (size_t i = 0; i < width; i += LANES) {
        int32_t lane[LANES];
        for (size_t part = 0; part < LANES; part += WIDTH)
            *(vec_int_loose *)(lane + part) = (vec_int)(LOAD(x + i + part) * step + ROUND) - 0x4B400000;
        narrow(lane, flip, q + i);
    }
}

INLINE void norm_row(float *x, const float *gain, const float *bias)
{
    vec sum[PARTS] = {{0}}, square[PARTS] = {{0}};
    for (size_t i = 0; i < ENCODER_WIDTH; i += LANES)
        for (size_t part = 0; part < PARTS; part++)
            sum[part] += LOAD(x + i + part * WIDTH);
    float mean = fold(sum) / ENCODER_WIDTH;
    for (size_t i = 0; i < ENCODER_WIDTH; i += LANES)
        for (size_t part = 0; part < PARTS; part++) {
            vec v = LOAD(x + i + part * WIDTH) - mean;
            square[part] += v * v;
        }
    float factor = 1.0f / sqrtf(fold(square) / ENCODER_WIDTH + 1e-12f);
    for (size_t i = 0; i < ENCODER_WIDTH; i += WIDTH)
        STORE(x + i, (LOAD(x + i) - mean) * factor * LOAD(gain + i) + LOAD(bias + i));
}

#define RESTORED(sums, row_scale, w, i) (TO_FLOAT(LOAD_INT((sums) + (i))) * ((row_scale) * LOAD((w)->scale + (i))) + LOAD((w)->bias + (i)))

FLOAT_TARGET static void quantise(const float *x, size_t rows, size_t width, uint8_t flip, int8_t *q, float *scale)
{
    for (size_t row = 0; row < rows; row++)
        quantise_row(x + row * width, width, flip, q + row * width, scale + row);
}

FLOAT_TARGET static void embed(const int8_t *piece, float piece_scale, const float *position, const float *shape, const float *norm, float *x)
{
    for (size_t i = 0; i < ENCODER_WIDTH; i++)
        x[i] = (float)piece[i] * piece_scale + position[i] + shape[i];
    norm_row(x, norm, norm + ENCODER_WIDTH);
}

FLOAT_TARGET static void restore(const int32_t *sums, size_t rows, const float *scale, const struct encoder_matrix *w, size_t from, size_t to,
                                 float *out, size_t stride)
{
    for (size_t row = 0; row < rows; row++)
        for (size_t i = from; i < to; i += WIDTH)
            STORE(out + row * stride + i - from, RESTORED(sums + row * w->outputs, scale[row], w, i));
}

FLOAT_TARGET static void add_norm(const int32_t *sums, size_t rows, const float *scale, const struct encoder_matrix *w, const float *norm, float *x)
{
    for (size_t row = 0; row < rows; row++, x += ENCODER_WIDTH) {
        for (size_t i = 0; i < ENCODER_WIDTH; i += WIDTH)
            STORE(x + i, LOAD(x + i) + RESTORED(sums + row * w->outputs, scale[row], w, i));
        norm_row(x, norm, norm + ENCODER_WIDTH);
    }
}

FLOAT_TARGET static void gelu_quantise(const int32_t *sums, size_t rows, const float *scale, const struct encoder_matrix *w, uint8_t flip, float *row,
                                       int8_t *q, float *q_scale)
{
    for (size_t r = 0; r < rows; r++) {
        for (size_t i = 0; i < w->outputs; i += WIDTH) {
            vec x = RESTORED(sums + r * w->outputs, scale[r], w, i);
            gelu_lanes(&x);
            STORE(row + i, x);
        }
        quantise_row(row, w->outputs, flip, q + r * w->outputs, q_scale + r);
    }
}

FLOAT_TARGET static void gelu(float *x, size_t count)
{
    for (size_t i = 0; i < count; i += WIDTH) {
        vec v = LOAD(x + i);
        gelu_lanes(&v);
        STORE(x + i, v);
    }
}

/* Scores of `queries` (1 … 4) rows of one head against all keys; turned keys have `stride` columns. */
INLINE void attend_scores(const float *q, const float *keys, size_t stride, float *scores)
{
    for (size_t j = 0; j < stride; j += WIDTH) {
        vec a = {0}, b = {0}, c = {0}, d = {0};
        for (size_t i = 0; i < ENCODER_HEAD_WIDTH; i++) {
            vec key = LOAD(keys + i * stride + j);
            a += q[i] * key;
            b += q[ENCODER_WIDTH + i] * key;
            c += q[2 * ENCODER_WIDTH + i] * key;
            d += q[3 * ENCODER_WIDTH + i] * key;
        }
        STORE(scores + j, a);
        STORE(scores + stride + j, b);
        STORE(scores + 2 * stride + j, c);
        STORE(scores + 3 * stride + j, d);
    }
}

/* A row of scores to shares of one, but for the division; gives what to divide by. */
INLINE float attend_share(float *scores, size_t count, size_t stride)
{
    vec most, sum[PARTS] = {{0}};
    for (size_t j = count; j < stride; j++)
        scores[j] = -1e30f;
    most = LOAD(scores);
    for (size_t j = WIDTH; j < stride; j += WIDTH)
        most = SELECT(LOAD(scores + j) > most, LOAD(scores + j), most);
    float top = greatest(&most);
    for (size_t j = 0; j < stride; j += LANES)
        for (size_t part = 0; part < PARTS; part++) {
            float *at = scores + j + part * WIDTH;
            vec e = LOAD(at) - top;
            vec_int in = LOAD(at) > -1e29f;
            exponential(&e);
            e = (vec)((vec_int)e & in);
            sum[part] += e;
            STORE(at, e);
        }
    return fold(sum);
}

/* The context of up to four rows, two registers of a head: the values by their shares. */
INLINE void attend_context(const float *scores, size_t stride, const float *sum, const float *values, size_t count, float *out, size_t rows)
{
    vec low0 = {0}, low1 = {0}, low2 = {0}, low3 = {0}, high0 = {0}, high1 = {0}, high2 = {0}, high3 = {0};
    for (size_t j = 0; j < count; j++, values += ENCODER_WIDTH) {
        vec v = LOAD(values), w = LOAD(values + WIDTH);
        low0 += scores[j] * v;
        high0 += scores[j] * w;
        low1 += scores[stride + j] * v;
        high1 += scores[stride + j] * w;
        low2 += scores[2 * stride + j] * v;
        high2 += scores[2 * stride + j] * w;
        low3 += scores[3 * stride + j] * v;
        high3 += scores[3 * stride + j] * w;
    }
    vec low[4] = {low0, low1, low2, low3}, high[4] = {high0, high1, high2, high3};
    for (size_t r = 0; r < rows; r++) {
        float factor = 1.0f / sum[r];
        STORE(out + r * ENCODER_WIDTH, low[r] * factor);
        STORE(out + r * ENCODER_WIDTH + WIDTH, high[r] * factor);
    }
}

FLOAT_TARGET static void attend(const struct encoder_span *span, float *q, const float *keys, const float *values, float *scores)
{
    size_t count = span->count, stride = encoder_up(count, LANES);
    for (size_t head = 0; head < ENCODER_HEADS; head++)
        for (size_t row = 0; row < count; row += 4) {       /* rows behind the last are there and are not written */
            float *at = q + (span->first + row) * ENCODER_WIDTH + head * ENCODER_HEAD_WIDTH, sum[4];
            attend_scores(at, keys + span->keys + head * ENCODER_HEAD_WIDTH * stride, stride, scores);
            for (size_t r = 0; r < 4; r++)
                sum[r] = attend_share(scores + r * stride, count, stride);
            for (size_t i = 0; i < ENCODER_HEAD_WIDTH; i += 2 * WIDTH)
                attend_context(scores, stride, sum, values + span->first * ENCODER_WIDTH + head * ENCODER_HEAD_WIDTH + i, count, at + i,
                               count - row < 4 ? count - row : 4);
        }
}

FLOAT_TARGET static void multiply(const float *a, size_t inputs, const float *turned, size_t stride, size_t width, float *out)
{
    size_t j = 0;
    for (; j + 4 * WIDTH <= width; j += 4 * WIDTH) {
        vec w = {0}, x = {0}, y = {0}, z = {0};
        for (size_t i = 0; i < inputs; i++) {
            const float *at = turned + i * stride + j;
            w += a[i] * LOAD(at);
            x += a[i] * LOAD(at + WIDTH);
            y += a[i] * LOAD(at + 2 * WIDTH);
            z += a[i] * LOAD(at + 3 * WIDTH);
        }
        STORE(out + j, w);
        STORE(out + j + WIDTH, x);
        STORE(out + j + 2 * WIDTH, y);
        STORE(out + j + 3 * WIDTH, z);
    }
    for (; j < width; j += WIDTH) {
        vec w = {0};
        for (size_t i = 0; i < inputs; i++)
            w += a[i] * LOAD(turned + i * stride + j);
        STORE(out + j, w);
    }
}

const struct encoder_float FLOAT_TABLE = {quantise, embed, restore, add_norm, gelu_quantise, gelu, attend, multiply};
