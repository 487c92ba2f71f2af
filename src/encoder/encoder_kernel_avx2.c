/* encoder_kernel_avx2.c: integer products with AVX2.
 *
 * vpmaddwd multiplies 16-bit numbers and adds pairs in 32 bits; no pair of products of bytes can leave them: exact. Four rows are made 16
 * bits wide once, their fours of inputs side by side; then four rows by eight outputs are made at once, each output in two lanes that are
 * added at the end.
 */
#if defined(__x86_64__)
#include "encoder/encoder_inner.h"

#include <immintrin.h>
#include <string.h>

#define TARGET __attribute__((target("avx2")))

enum {INPUTS_MOST = 1536};          /* of any matrix of the model */
_Static_assert(INPUTS_MOST >= ENCODER_INNER && INPUTS_MOST >= 2 * ENCODER_WIDTH, "four rows fit");

/* One row's four inputs against eight outputs. */
#define STEP(row, low, high) do { \
        __m256i x = _mm256_broadcastq_epi64(_mm_loadl_epi64((const __m128i *)(wide + (row) * 4))); \
        low = _mm256_add_epi32(low, _mm256_madd_epi16(w0, x)); \
        high = _mm256_add_epi32(high, _mm256_madd_epi16(w1, x)); \
    } while (0)
#define KEEP(row, low, high) \
    _mm256_storeu_si256((__m256i *)(out + (row) * outputs), _mm256_permute4x64_epi64(_mm256_hadd_epi32(low, high), 0xD8))

/* at: eight outputs of a group of 16. */
TARGET __attribute__((noinline)) static void four_rows(const int16_t *wide, size_t inputs, const int8_t *at, int32_t *out, size_t outputs)
{
    __m256i zero = _mm256_setzero_si256();
    __m256i l0 = zero, l1 = zero, l2 = zero, l3 = zero, h0 = zero, h1 = zero, h2 = zero, h3 = zero;
    const int16_t *end = wide + 4 * inputs;
    do {
        __m256i w0 = _mm256_cvtepi8_epi16(_mm_loadu_si128((const __m128i *)at));
        __m256i w1 = _mm256_cvtepi8_epi16(_mm_loadu_si128((const __m128i *)(at + 16)));
        STEP(0, l0, h0);
        STEP(1, l1, h1);
        STEP(2, l2, h2);
        STEP(3, l3, h3);
        wide += 16;
        at += 64;
    } while (wide < end);
    KEEP(0, l0, h0);
    KEEP(1, l1, h1);
    KEEP(2, l2, h2);
    KEEP(3, l3, h3);
}

TARGET void encoder_product_avx2(const int8_t *a, size_t rows, const struct encoder_matrix *w, int32_t *out)
{
    int16_t wide[4 * INPUTS_MOST];
    for (size_t row = 0; row < rows; row += 4, a += 4 * w->inputs, out += (size_t)4 * w->outputs) {
        for (size_t i = 0; i < w->inputs; i++)
            for (size_t r = 0; r < 4; r++)
                wide[i / 4 * 16 + r * 4 + i % 4] = a[r * w->inputs + i];
        for (size_t from = 0; from < w->outputs; from += 8)
            four_rows(wide, w->inputs, w->at + from / 16 * 16 * w->inputs + from % 16 * 4, out + from, w->outputs);
    }
}
#else
typedef int encoder_kernel_avx2_not_here;
#endif
