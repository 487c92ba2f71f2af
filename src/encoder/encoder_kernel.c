/* encoder_kernel.c: which kernel runs, and the plain one that judges the others.
 *
 * A kernel makes exact integer sums, so all of them give the same bits; the float steps that belong to it are one text built for
 * its instructions. The best that the processor can run is taken; ENTENTE_KERNEL names another one.
 */
#include "encoder/encoder_inner.h"

#include <stdlib.h>

void encoder_product_plain(const int8_t *a, size_t rows, const struct encoder_matrix *w, int32_t *out)
{
    size_t quads = w->inputs / 4;
    for (size_t row = 0; row < rows; row++, a += w->inputs, out += w->outputs)
        for (size_t panel = 0; panel < w->outputs / 16; panel++) {
            const int8_t *at = w->at + panel * w->inputs * 16;
            int32_t sums[16] = {0};
            for (size_t quad = 0; quad < quads; quad++)
                for (size_t o = 0; o < 16; o++, at += 4)
                    sums[o] += a[quad * 4] * at[0] + a[quad * 4 + 1] * at[1] + a[quad * 4 + 2] * at[2] + a[quad * 4 + 3] * at[3];
            for (size_t o = 0; o < 16; o++)
                out[panel * 16 + o] = sums[o];
        }
}

static const struct encoder_kernel kernel_plain = {"plain", 0, encoder_product_plain, &encoder_float_plain};
#if defined(__x86_64__)
static const struct encoder_kernel kernel_avx2 = {"avx2", 0, encoder_product_avx2, &encoder_float_avx2};
static const struct encoder_kernel kernel_vnni = {"vnni", 0x80, encoder_product_vnni, &encoder_float_avx512};
static const struct encoder_kernel *const all_kernels[] = {&kernel_plain, &kernel_avx2, &kernel_vnni};
#else
static const struct encoder_kernel *const all_kernels[] = {&kernel_plain};
#endif


const struct encoder_kernel *const *encoder_kernels(size_t *count)
{
#if defined(__x86_64__)
    __builtin_cpu_init();
    bool avx2 = __builtin_cpu_supports("avx2");
    bool vnni = avx2 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
                __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vnni");
    *count = vnni ? 3 : avx2 ? 2 : 1;
#else
    *count = 1;
#endif
    return all_kernels;
}

const struct encoder_kernel *encoder_kernel_find(str name)
{
    size_t count;
    const struct encoder_kernel *const *kernels = encoder_kernels(&count);
    if (name.len == 0)
        return kernels[count - 1];
    for (size_t i = 0; i < count; i++)
        if (str_eq(name, str_from(kernels[i]->name)))
            return kernels[i];
    return NULL;
}
