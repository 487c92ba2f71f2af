/* store_clock.h: private: a steady clock, only to say when a batch has been open long enough. */
#ifndef ENTENTE_STORE_CLOCK_H
#define ENTENTE_STORE_CLOCK_H

#include <stdint.h>

int64_t store_clock_ms(void);                             /* since some moment; never 0 */

#endif
