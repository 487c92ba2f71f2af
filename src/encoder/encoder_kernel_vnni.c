/* encoder_kernel_vnni.c: integer products with AVX-512 VNNI.
 *
 * vpdpbusd adds four products of unsigned and signed bytes to 32 bits without saturation. The inputs come with 128 added (unsigned), so
 * the sums begin at minus 128 times the sum of the weights: exact. Eight rows by 48 outputs at once: 24 sums in registers.
 */
#if defined(__x86_64__)
#include "encoder/encoder_inner.h"

#include <immintrin.h>
#include <string.h>

#define TARGET __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,avx512vnni")))

#define ROWS(DO) DO(0) DO(1) DO(2) DO(3) DO(4) DO(5) DO(6) DO(7)
#define BEGIN(row) __m512i x##row = start0, y##row = start1, z##row = start2;
#define STEP(row) { \
        int32_t four; \
        memcpy(&four, a + row * inputs + quad * 4, 4); \
        __m512i input = _mm512_set1_epi32(four); \
        x##row = _mm512_dpbusd_epi32(x##row, input, w0); \
        y##row = _mm512_dpbusd_epi32(y##row, input, w1); \
        z##row = _mm512_dpbusd_epi32(z##row, input, w2); \
    }
#define KEEP(row) \
        _mm512_storeu_si512(out + row * outputs, x##row); \
        _mm512_storeu_si512(out + row * outputs + 16, y##row); \
        _mm512_storeu_si512(out + row * outputs + 32, z##row);

TARGET static inline __m512i start_of(const int32_t *sum)
{
    return _mm512_sub_epi32(_mm512_setzero_si512(), _mm512_slli_epi32(_mm512_loadu_si512(sum), 7));
}

TARGET static void eight_rows(const int8_t *a, size_t inputs, const int8_t *at, const int32_t *sum, int32_t *out, size_t outputs)
{
    __m512i start0 = start_of(sum), start1 = start_of(sum + 16), start2 = start_of(sum + 32);
    ROWS(BEGIN)
    for (size_t quad = 0; quad < inputs / 4; quad++, at += 64) {
        __m512i w0 = _mm512_loadu_si512(at), w1 = _mm512_loadu_si512(at + 16 * inputs), w2 = _mm512_loadu_si512(at + 32 * inputs);
        ROWS(STEP)
    }
    ROWS(KEEP)
}

TARGET void encoder_product_vnni(const int8_t *a, size_t rows, const struct encoder_matrix *w, int32_t *out)
{
    for (size_t from = 0; from < w->outputs; from += ENCODER_PANEL)
        for (size_t row = 0; row < rows; row += ENCODER_ROWS)
            eight_rows(a + row * w->inputs, w->inputs, w->at + from * w->inputs, w->sum + from, out + row * w->outputs + from, w->outputs);
}
#else
typedef int encoder_kernel_vnni_not_here;
#endif
