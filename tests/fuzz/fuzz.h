/* fuzz.h: what the targets of tests/fuzz share. Each fuzz_NAME.c has the function that libFuzzer calls; fuzz_replay.c calls the same function
 * for the files of a corpus, so that the tests need no libFuzzer. */
#ifndef ENTENTE_TESTS_FUZZ_H
#define ENTENTE_TESTS_FUZZ_H

#include "base/arena.h"
#include <stddef.h>
#include <stdint.h>

#define FUZZ_MEMORY ((size_t)1 << 30)                   /* of one input: more is a finding */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
#endif
