/* site_system.h: the system's clocks, threads and HTTP, included before the rooms' headers.
 *
 * glibc's <time.h> defines a struct timex (adjtimex) where _GNU_SOURCE is on, and when/when.h has one of its own; nothing here
 * wants the system's, so it goes by another name. */
#ifndef ENTENTE_SITE_SYSTEM_H
#define ENTENTE_SITE_SYSTEM_H

#define timex system_timex
#include <time.h>
#include <pthread.h>
#include <microhttpd.h>
#undef timex

#endif
