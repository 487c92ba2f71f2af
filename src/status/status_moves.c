/* status_moves.c: what holds the status up? Each event of the window left out in turn, then each source, each story (the events of one
 * article), each day: by how much the chances change, and whether the word does. The model is the same as for the status itself.
 */
#include "status/status_private.h"
#include "base/map.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOVES_MAX 12
#define MOVES_EVENTS_MAX 400        /* events of a window that are tried one by one, the latest */
#define FLIPS_TRIED_MAX 120         /* of each kind */

/* A copy of the days that can be changed and set back. */
struct moves {
    struct arena *arena;
    const struct status_asked *asked;
    const struct store_count_list *events;
    struct status_days days;
    struct status *status;
    double score;
};

static double moves_score(const struct judgement *j)
{
    return j->p.improving - j->p.deteriorating;
}

static struct judgement moves_judge(const struct moves *moves)
{
    const struct status_asked *asked = moves->asked;
    return status_judge(&moves->days, asked->date, asked->window, asked->before, asked->silent, JUDGE_CHANCES);
}

static void moves_reset(struct moves *moves)
{
    memcpy(moves->days.at, moves->asked->days->at, moves->days.count * sizeof *moves->days.at);
}

static void moves_take(struct moves *moves, const struct store_count *event)
{
    int64_t index = (int64_t)event->at - moves->days.from;
    if (index < 0 || (size_t)index >= moves->days.count)
        return;
    struct status_day *d = &moves->days.at[index];
    if (d->quads[event->quad - 1] > 0)
        d->quads[event->quad - 1]--;
    d->reports -= event->reports < d->reports ? event->reports : d->reports;
}

static bool moves_in_window(const struct moves *moves, const struct store_count *event)
{
    return event->at <= moves->asked->date && event->at > moves->asked->date - moves->asked->window;
}

static int moves_compare(const void *a, const void *b)
{
    const struct status_move *x = a, *y = b;
    double p = fabs(x->effect), q = fabs(y->effect);
    if (p != q)
        return p > q ? -1 : 1;
    if (x->at != y->at)
        return x->at > y->at ? -1 : 1;
    return strcmp(x->event, y->event);
}

static void moves_events(struct moves *moves)
{
    size_t tried = 0;
    for (size_t i = moves->events->len; i > 0 && tried < MOVES_EVENTS_MAX; i--) {
        const struct store_count *event = &moves->events->at[i - 1];
        if (!moves_in_window(moves, event))
            continue;
        moves_take(moves, event);
        struct judgement without = moves_judge(moves);
        moves_reset(moves);
        tried++;
        struct status_move *move = LIST_ADD(moves->arena, &moves->status->moves);
        *move = (struct status_move){.at = event->at, .quad = event->quad, .effect = moves->score - moves_score(&without), .type = event->type,
                                     .parties = event->parties, .text = event->text, .reports = event->reports};
        memcpy(move->event, event->event, sizeof move->event);
    }
    if (moves->status->moves.len > 1)
        qsort(moves->status->moves.at, moves->status->moves.len, sizeof *moves->status->moves.at, moves_compare);
    if (moves->status->moves.len > MOVES_MAX)
        moves->status->moves.len = MOVES_MAX;
}

static void moves_flip(struct moves *moves, enum status_leave leave, str name)
{
    struct judgement without = moves_judge(moves);
    moves_reset(moves);
    if (without.word != moves->status->computed && moves->status->flips.len < MOVES_MAX)
        *LIST_ADD(moves->arena, &moves->status->flips) = (struct status_flip){leave, name, without.word};
}

/* Without a source: its documents, and the events that nobody else tells. */
static void moves_sources(struct moves *moves)
{
    const struct status_sources *sources = moves->asked->sources;
    for (size_t s = 0; s < sources->len && s < FLIPS_TRIED_MAX; s++) {
        for (size_t i = 0; i < moves->events->len; i++) {
            const struct store_count *event = &moves->events->at[i];
            if (event->sources.len == 1 && str_eq(event->sources.at[0], sources->at[s].host))
                moves_take(moves, event);
        }
        const struct store_documents_list *list = &sources->at[s].documents;
        for (size_t i = 0; i < list->len; i++) {
            int64_t index = (int64_t)list->at[i].at - moves->days.from;
            if (index < 0 || (size_t)index >= moves->days.count)
                continue;
            struct status_day *d = &moves->days.at[index];
            d->documents -= list->at[i].documents < d->documents ? list->at[i].documents : d->documents;
        }
        moves_flip(moves, STATUS_LEAVE_SOURCE, sources->at[s].host);
    }
}

/* Groups of window events that share an article, or a day; groups of one article are named by their first event. */
static void moves_groups(struct moves *moves, enum status_leave leave)
{
    struct map seen = map_make(moves->arena);
    size_t tried = 0;
    for (size_t i = 0; i < moves->events->len && tried < FLIPS_TRIED_MAX; i++) {
        const struct store_count *first = &moves->events->at[i];
        char text[12];
        bool added;
        if (!moves_in_window(moves, first))
            continue;
        str name = leave == STATUS_LEAVE_DAY ? arena_str(moves->arena, day_write(first->at, text))
                                             : arena_printf(moves->arena, "%lld", (long long)first->article);
        map_at(&seen, name, &added);
        if (!added)
            continue;
        tried++;
        for (size_t k = i; k < moves->events->len; k++) {
            const struct store_count *event = &moves->events->at[k];
            if (moves_in_window(moves, event) && (leave == STATUS_LEAVE_DAY ? event->at == first->at : event->article == first->article))
                moves_take(moves, event);
        }
        moves_flip(moves, leave, leave == STATUS_LEAVE_DAY ? name : arena_str(moves->arena, str_from(first->event)));
    }
}

void status_moves(struct arena *arena, const struct status_asked *asked, const struct store_count_list *events, struct status *status)
{
    struct moves moves = {.arena = arena, .asked = asked, .events = events, .status = status,
                          .score = status->p.improving - status->p.deteriorating};
    moves.days = *asked->days;
    moves.days.at = ARENA_ARRAY(arena, struct status_day, asked->days->count);
    moves_reset(&moves);
    moves_events(&moves);
    moves_sources(&moves);
    moves_groups(&moves, STATUS_LEAVE_STORY);
    moves_groups(&moves, STATUS_LEAVE_DAY);
}
