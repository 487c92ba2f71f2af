/* status_days.c: what the store has of the days that are judged: events of the series, documents read, who was heard. Roll-ups only. */
#include "status/status_private.h"

#define SOURCE_EXPECTED_LEAST 1.0   /* documents in a window that make a source one that should be heard */
#define SOURCE_SILENT_LEAST 3.0     /* a source of which so many were expected is silent if none came (5 % by chance) */

bool status_days_load(struct store *store, struct arena *arena, enum series_kind kind, str name, day from, day to,
                      const struct store_documents_list *documents, struct status_days *days, struct err *err)
{
    struct store_day_list events;
    if (!store_series(store, arena, kind, name, from, to, &events, err))
        return false;
    *days = (struct status_days){.from = from, .count = (size_t)(to - from + 1), .at = ARENA_ARRAY(arena, struct status_day, (size_t)(to - from + 1))};
    for (size_t i = 0; i < events.len; i++)
        for (int quad = 0; quad < 4; quad++) {
            days->at[events.at[i].at - from].quads[quad] = events.at[i].events[quad];
            days->at[events.at[i].at - from].reports += events.at[i].reports[quad];
        }
    for (size_t i = 0; i < documents->len; i++)
        if (documents->at[i].at >= from && documents->at[i].at <= to)
            days->at[documents->at[i].at - from].documents = documents->at[i].documents;
    return true;
}

bool status_sources_load(struct store *store, struct arena *arena, day from, day to, struct status_sources *sources, struct err *err)
{
    struct store_source_list list;
    if (!store_sources(store, arena, from, to, &list, err))
        return false;
    for (size_t i = 0; i < list.len; i++) {
        struct status_source source = {.host = list.at[i].host};
        if (list.at[i].in_range == 0)
            continue;
        if (!store_documents(store, arena, source.host, from, to, &source.documents, err))
            return false;
        *LIST_ADD(arena, sources) = source;
    }
    return true;
}

struct status_coverage status_coverage(const struct status_sources *sources, day date, int window, int before)
{
    struct status_coverage out = {0};
    double expected_all = 0, expected_silent = 0;
    uint32_t any = 0, any_heard = 0;
    for (size_t i = 0; i < sources->len; i++) {
        double now = 0, then = 0;
        const struct store_documents_list *list = &sources->at[i].documents;
        for (size_t j = 0; j < list->len; j++) {
            day at = list->at[j].at;
            if (at > date - window && at <= date)
                now += list->at[j].documents;
            else if (at > date - window - before && at <= date - window)
                then += list->at[j].documents;
        }
        double expected = then * window / before;
        any += then > 0;
        any_heard += then > 0 && now > 0;
        out.known += expected >= SOURCE_EXPECTED_LEAST;
        out.heard += expected >= SOURCE_EXPECTED_LEAST && now > 0;
        expected_all += expected;
        expected_silent += now == 0 && expected >= SOURCE_SILENT_LEAST ? expected : 0;
    }
    if (out.known == 0) {           /* none is regular: whoever was heard before is known */
        out.known = any;
        out.heard = any_heard;
    }
    out.share = out.known > 0 ? (double)out.heard / out.known : 0;
    out.silent = expected_all > 0 ? expected_silent / expected_all : 0;
    return out;
}
