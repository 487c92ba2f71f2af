/* encoder_float_avx512.c: the float steps built for AVX-512; the same bits as the plain ones. */
#if defined(__x86_64__)
#define FLOAT_TARGET __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq")))
#define FLOAT_WIDTH 16
#define FLOAT_TABLE encoder_float_avx512
#include "encoder/encoder_float.h"
#else
typedef int encoder_float_avx512_not_here;
#endif
