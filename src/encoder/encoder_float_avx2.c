/* encoder_float_avx2.c: the float steps built for AVX2; the same bits as the plain ones. */
#if defined(__x86_64__)
#define FLOAT_TARGET __attribute__((target("avx2")))
#define FLOAT_WIDTH 8
#define FLOAT_TABLE encoder_float_avx2
#include "encoder/encoder_float.h"
#else
typedef int encoder_float_avx2_not_here;
#endif
