/* encoder_kernel_avx2.c: integer products with AVX2.
 *
 * vpmaddubsw multiplies unsigned by signed bytes and adds pairs in 16 bits, which could saturate. So the input's sign is moved
 * to the weight: |a| times (sign of a) w. Both are at most 127, a pair at most 2 * 127 * 127 = 32,258 < 32,768: exact. vpmaddwd with
 * ones then adds pairs into 32 bits. Four rows by 16 outputs at once.
 */
#if defined(__x86_64__)
#include "encoder/encoder_inner.h"

#include <immintrin.h>
#include <string.h>

#define TARGET __attribute__((target("avx2")))

/* One row's four inputs against 16 outputs. */
#define STEP(row, low, high) do { \
        int32_t four; \
        memcpy(&four, a + (row) * inputs + quad * 4, 4); \
        __m256i x = _mm256_set1_epi32(four), size = _mm256_abs_epi8(x); \
        low = _mm256_add_epi32(low, _mm256_madd_epi16(_mm256_maddubs_epi16(size, _mm256_sign_epi8(w0, x)), ones)); \
        high = _mm256_add_epi32(high, _mm256_madd_epi16(_mm256_maddubs_epi16(size, _mm256_sign_epi8(w1, x)), ones)); \
    } while (0)
#define KEEP(row, low, high) do { \
        _mm256_storeu_si256((__m256i *)(out + (row) * outputs), low); \
        _mm256_storeu_si256((__m256i *)(out + (row) * outputs + 8), high); \
    } while (0)

TARGET static void four_rows(const int8_t *a, size_t inputs, const int8_t *at, int32_t *out, size_t outputs)
{
    __m256i zero = _mm256_setzero_si256(), ones = _mm256_set1_epi16(1);
    __m256i l0 = zero, l1 = zero, l2 = zero, l3 = zero, h0 = zero, h1 = zero, h2 = zero, h3 = zero;
    for (size_t quad = 0; quad < inputs / 4; quad++, at += 64) {
        __m256i w0 = _mm256_loadu_si256((const __m256i *)at), w1 = _mm256_loadu_si256((const __m256i *)(at + 32));
        STEP(0, l0, h0);
        STEP(1, l1, h1);
        STEP(2, l2, h2);
        STEP(3, l3, h3);
    }
    KEEP(0, l0, h0);
    KEEP(1, l1, h1);
    KEEP(2, l2, h2);
    KEEP(3, l3, h3);
}

TARGET void encoder_product_avx2(const int8_t *a, size_t rows, const struct encoder_matrix *w, int32_t *out)
{
    for (size_t panel = 0; panel < w->outputs / 16; panel++)
        for (size_t row = 0; row < rows; row += 4)
            four_rows(a + row * w->inputs, w->inputs, w->at + panel * w->inputs * 16, out + row * w->outputs + panel * 16, w->outputs);
}
#else
typedef int encoder_kernel_avx2_not_here;
#endif
