/* arena.h: memory of one document, one command or one index, freed at once.
 *
 * Allocations are zeroed and aligned to 16 bytes unless asked otherwise; none is freed alone. An arena has a limit; past it, or
 * when the system has no memory left, the allocation jumps to the nearest door (arena_try), the stage ends with an err of code
 * ERR_MEMORY and everything that it allocated is gone. Outside any door a failed allocation is a programmer's fault and aborts.
 * The rooms between therefore never check. No file, lock or statement may be opened inside a door and be left open by a jump.
 *
 * Debug: with ENTENTE_ARENA_DEBUG defined (the sanitizer build) each allocation is a block of its own from malloc, so that
 * overruns are seen, fresh memory is filled before it is zeroed only where arena_alloc_raw is used, and arena_reset frees all.
 */
#ifndef ENTENTE_BASE_ARENA_H
#define ENTENTE_BASE_ARENA_H

#include "base/err.h"

struct arena;

/* A new arena that will give at most limit bytes (0: no limit but the machine's). NULL for lack of memory. */
struct arena *arena_make(size_t limit);
void arena_free(struct arena *arena);                         /* NULL is allowed */
void arena_reset(struct arena *arena);                        /* all allocations end; the first block is kept for reuse */
size_t arena_used(const struct arena *arena);                 /* bytes given out since the last reset */

void *arena_alloc(struct arena *arena, size_t size);          /* zeroed; never NULL */
void *arena_alloc_array(struct arena *arena, size_t count, size_t size);    /* the same, the product is checked */
void *arena_alloc_raw(struct arena *arena, size_t size);      /* not zeroed */
/* at with room for new_size bytes, the first old_size kept, the rest not zeroed; grows in place where it is the last. */
void *arena_grow(struct arena *arena, void *at, size_t old_size, size_t new_size);
str arena_str(struct arena *arena, str text);                 /* a copy, with a 0 byte after it (not counted) */
str arena_printf(struct arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));

#define ARENA_NEW(arena, type) ((type *)arena_alloc((arena), sizeof(type)))
#define ARENA_ARRAY(arena, type, count) ((type *)arena_alloc_array((arena), (count), sizeof(type)))

/* Runs stage(job) behind a door. False and ERR_MEMORY when an allocation failed; then all that the stage allocated is gone.
 * Doors nest. stage must not keep pointers into the arena elsewhere before it has returned. */
bool arena_try(struct arena *arena, void (*stage)(void *job), void *job, struct err *err);
/* Fault injection (tests): the n-th next allocation fails, counted from 0; negative switches it off. */
void arena_fail_after(struct arena *arena, long n);

/* A growing array in an arena: struct {type *at; size_t len, room;} list; *LIST_ADD(arena, &list) = value; */
#define LIST(type) struct {type *at; size_t len, room;}
#define LIST_ADD(arena, list) \
    ((list)->len == (list)->room \
        ? ((list)->at = arena_list_grow((arena), (list)->at, sizeof *(list)->at, &(list)->room)) + (list)->len++ \
        : (list)->at + (list)->len++)
struct str_list {str *at; size_t len, room;};
void *arena_list_grow(struct arena *arena, void *at, size_t size, size_t *room);    /* for LIST_ADD only; doubles room */

#endif
