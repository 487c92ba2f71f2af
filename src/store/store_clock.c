/* store_clock.c: a steady clock. In a file of its own: the C library's <time.h> has a struct timex too. */
#include "store/store_clock.h"

#include <time.h>

int64_t store_clock_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000 + 1;
}
