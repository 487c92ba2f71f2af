/* log.c: what a person at the terminal reads on stderr, see log.h.
 *
 * A line is put together first and written at once, so that lines of several threads do not mix. Control characters are shown as
 * "?", since messages quote file names and pages, and a terminal obeys what it is shown. The clock is the monotonic one and
 * serves the display alone; nothing of it reaches a result.
 */
#include "base/log.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define SHOW_AFTER_MS 1000
#define SHOW_EVERY_MS 200
#define WIPE "\r\033[K"

static void write_line(const char *text)
{
    char line[2048];
    bool terminal = isatty(STDERR_FILENO) == 1;
    int len = snprintf(line, sizeof line - 1, "%sentente: %s", terminal ? WIPE : "", text);
    size_t end = len < 0 ? 0 : (size_t)len < sizeof line - 1 ? (size_t)len : sizeof line - 2;
    for (size_t i = terminal ? strlen(WIPE) : 0; i < end; i++)
        if ((unsigned char)line[i] < 0x20 || line[i] == 0x7F)
            line[i] = line[i] == '\n' || line[i] == '\t' ? line[i] : '?';
    line[end] = '\n';
    line[end + 1] = 0;
    fputs(line, stderr);
}

void log_err(const struct err *err)
{
    char text[1100];
    write_line(err_text(err, text, sizeof text));
}

void log_line(const char *format, ...)
{
    char text[1900];
    va_list list;
    va_start(list, format);
    vsnprintf(text, sizeof text, format, list);
    va_end(list);
    write_line(text);
}

static int64_t now_in_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

struct progress progress_make(const char *what, const char *unit, uint64_t total)
{
    return (struct progress){
        .what = what, .unit = unit, .total = total, .started_ms = now_in_ms(), .terminal = isatty(STDERR_FILENO) == 1,
    };
}

/* 1234567 as "1,234,567", in the buffer that the caller gives. */
static const char *with_commas(uint64_t number, char out[32])
{
    char *at = out + 31;
    *at = 0;
    for (int digits = 0; digits == 0 || number > 0; digits++, number /= 10) {
        if (digits > 0 && digits % 3 == 0)
            *--at = ',';
        *--at = (char)('0' + number % 10);
    }
    return at;
}

const char *progress_text(const struct progress *progress, int64_t now_ms, char *text, size_t room)
{
    char done[32], total[32], rate[32], left[32];
    int64_t elapsed = now_ms - progress->started_ms;
    double per_second = elapsed > 0 ? (double)progress->done * 1000 / (double)elapsed : 0;
    int len = snprintf(text, room, "%s: %s", progress->what, with_commas(progress->done, done));
    size_t used = len > 0 && (size_t)len < room ? (size_t)len : room - 1;
    if (progress->total > 0)
        used += (size_t)snprintf(text + used, room - used, " of %s", with_commas(progress->total, total));
    used = used < room ? used : room - 1;
    used += (size_t)snprintf(text + used, room - used, " %s, %s/s", progress->unit, with_commas((uint64_t)(per_second + 0.5), rate));
    used = used < room ? used : room - 1;
    if (progress->total > progress->done && per_second > 0) {
        double seconds = (double)(progress->total - progress->done) / per_second;
        snprintf(text + used, room - used, ", %s s left", with_commas((uint64_t)(seconds + 0.999), left));
    }
    return text;
}

void progress_step(struct progress *progress, uint64_t done)
{
    char text[200];
    progress->done = done;
    if (!progress->terminal)
        return;
    int64_t now = now_in_ms();
    if (now - progress->started_ms < SHOW_AFTER_MS || now - progress->shown_ms < SHOW_EVERY_MS)
        return;
    progress->shown_ms = now;
    fprintf(stderr, WIPE "%s", progress_text(progress, now, text, sizeof text));
    fflush(stderr);
}

void progress_end(struct progress *progress)
{
    if (progress->terminal && progress->shown_ms != 0)
        fputs(WIPE, stderr);
    progress->shown_ms = 0;
}
