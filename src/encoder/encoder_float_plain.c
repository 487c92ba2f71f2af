/* encoder_float_plain.c: the float steps with the instructions that every machine of its kind has. */
#define FLOAT_TARGET
#define FLOAT_WIDTH 4
#define FLOAT_TABLE encoder_float_plain
#include "encoder/encoder_float.h"
