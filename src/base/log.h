/* log.h: what a person at the terminal reads on stderr: errors, warnings and one line of progress. */
#ifndef ENTENTE_BASE_LOG_H
#define ENTENTE_BASE_LOG_H

#include "base/err.h"

void log_err(const struct err *err);                      /* "entente: WHERE: why" */
void log_line(const char *format, ...) __attribute__((format(printf, 1, 2)));    /* "entente: …" */

/* Progress: shown only where stderr is a terminal and more than a second has passed; "read: 1,204 of 5,000 pages, 812/s, 5 s left". */
struct progress {const char *what, *unit; uint64_t done, total; int64_t started_ms, shown_ms; bool terminal;};
struct progress progress_make(const char *what, const char *unit, uint64_t total);    /* total 0: unknown */
/* The line as it would be shown at a time of the monotonic clock, in text (for tests and for other places than stderr). */
const char *progress_text(const struct progress *progress, int64_t now_ms, char *text, size_t room);
void progress_step(struct progress *progress, uint64_t done);
void progress_end(struct progress *progress);             /* wipes the line */

#endif
