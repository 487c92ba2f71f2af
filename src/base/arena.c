/* arena.c: memory of one document, see arena.h.
 *
 * Blocks grow twofold from ARENA_BLOCK_FIRST to ARENA_BLOCK_MOST; larger wishes get a block of their own. The door is setjmp and
 * longjmp as in Lua's luaD_rawrunprotected: a stage that runs out of memory is undone as if it had never run. In the debug mode
 * every allocation is its own malloc block, kept in a list, so that address sanitizers see overruns and uses after a reset.
 */
#include "base/arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ARENA_ALIGN 16
#ifdef ENTENTE_ARENA_DEBUG
#define ARENA_BLOCK_FIRST 0             /* every allocation is a block */
#define ARENA_BLOCK_MOST 0
#else
#define ARENA_BLOCK_FIRST ((size_t)64 << 10)
#define ARENA_BLOCK_MOST ((size_t)4 << 20)
#endif

struct arena_block {
    struct arena_block *before;
    size_t room, used;
    _Alignas(ARENA_ALIGN) char bytes[];
};

struct arena_door {
    jmp_buf back;
    struct arena_door *outer;
};

struct arena {
    struct arena_block *last;
    struct arena_door *door;
    size_t limit, given, block_next;
    long fail_after;
};

struct arena *arena_make(size_t limit)
{
    struct arena *arena = calloc(1, sizeof *arena);
    if (arena == NULL)
        return NULL;
    arena->limit = limit ? limit : SIZE_MAX;
    arena->block_next = ARENA_BLOCK_FIRST;
    arena->fail_after = -1;
    return arena;
}

/* Frees all blocks that were made after block `keep`. */
static void free_blocks(struct arena *arena, struct arena_block *keep)
{
    while (arena->last != keep) {
        struct arena_block *before = arena->last->before;
        free(arena->last);
        arena->last = before;
    }
}

void arena_free(struct arena *arena)
{
    if (arena == NULL)
        return;
    free_blocks(arena, NULL);
    free(arena);
}

void arena_reset(struct arena *arena)
{
    struct arena_block *first = arena->last;
    while (first && first->before)
        first = first->before;
    if (first && (ARENA_BLOCK_FIRST == 0 || first->room > ARENA_BLOCK_MOST))
        first = NULL;                   /* an unusual block is not worth keeping */
    free_blocks(arena, first);
    if (first)
        first->used = 0;
    arena->given = 0;
    arena->block_next = ARENA_BLOCK_FIRST;
}

size_t arena_used(const struct arena *arena)
{
    return arena->given;
}

void arena_fail_after(struct arena *arena, long n)
{
    arena->fail_after = n;
}

_Noreturn static void fail(struct arena *arena)
{
    if (arena->door == NULL) {
        fputs("entente: out of memory\n", stderr);
        abort();
    }
    longjmp(arena->door->back, 1);
}

static struct arena_block *add_block(struct arena *arena, size_t size)
{
    size_t room = size > arena->block_next ? size : arena->block_next;
    if (room > SIZE_MAX - sizeof(struct arena_block))
        fail(arena);
    struct arena_block *block = malloc(sizeof *block + room);
    if (block == NULL)
        fail(arena);
    *block = (struct arena_block){.before = arena->last, .room = room};
    arena->last = block;
    if (arena->block_next != ARENA_BLOCK_MOST)
        arena->block_next *= 2;
    return block;
}

void *arena_alloc_raw(struct arena *arena, size_t size)
{
    if (arena->fail_after >= 0 && arena->fail_after-- == 0)
        fail(arena);
    if (size > SIZE_MAX - ARENA_ALIGN || size > arena->limit - arena->given)
        fail(arena);
    struct arena_block *block = arena->last;
    /* A block of the debug mode is as large as its one allocation, which lets the sanitizer see the byte after it. */
    size_t padded = ARENA_BLOCK_FIRST ? (size + ARENA_ALIGN - 1) / ARENA_ALIGN * ARENA_ALIGN : size;
    if (ARENA_BLOCK_FIRST == 0 || block == NULL || padded > block->room - block->used)
        block = add_block(arena, padded);
    void *at = block->bytes + block->used;
    block->used += padded;
    arena->given += size;
    return at;
}

void *arena_alloc(struct arena *arena, size_t size)
{
    return memset(arena_alloc_raw(arena, size), 0, size);
}

void *arena_alloc_array(struct arena *arena, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size)
        fail(arena);
    return arena_alloc(arena, count * size);
}

void *arena_grow(struct arena *arena, void *at, size_t old_size, size_t new_size)
{
    struct arena_block *block = arena->last;
    size_t padded = (old_size + ARENA_ALIGN - 1) / ARENA_ALIGN * ARENA_ALIGN;
    size_t wanted = (new_size + ARENA_ALIGN - 1) / ARENA_ALIGN * ARENA_ALIGN;
    bool last = ARENA_BLOCK_FIRST && block && at && block->used >= padded && (char *)at == block->bytes + (block->used - padded);
    if (last && arena->fail_after < 0 && new_size >= old_size && wanted >= new_size && wanted - padded <= block->room - block->used
        && new_size - old_size <= arena->limit - arena->given) {
        block->used += wanted - padded;
        arena->given += new_size - old_size;
        return at;
    }
    void *grown = arena_alloc_raw(arena, new_size);
    if (old_size)
        memcpy(grown, at, old_size < new_size ? old_size : new_size);
    return grown;
}

void *arena_list_grow(struct arena *arena, void *at, size_t size, size_t *room)
{
    size_t more = *room ? *room * 2 : 8;
    if (more > SIZE_MAX / size)
        fail(arena);
    at = arena_grow(arena, at, *room * size, more * size);
    memset((char *)at + *room * size, 0, (more - *room) * size);
    *room = more;
    return at;
}

str arena_str(struct arena *arena, str text)
{
    char *copy = arena_alloc_raw(arena, text.len + 1);
    if (text.len)
        memcpy(copy, text.at, text.len);
    copy[text.len] = 0;
    return (str){copy, text.len};
}

str arena_printf(struct arena *arena, const char *format, ...)
{
    va_list list, again;
    va_start(list, format);
    va_copy(again, list);
    int len = vsnprintf(NULL, 0, format, list);
    va_end(list);
    char *text = arena_alloc_raw(arena, (size_t)(len < 0 ? 0 : len) + 1);
    vsnprintf(text, (size_t)(len < 0 ? 0 : len) + 1, format, again);
    va_end(again);
    return (str){text, (size_t)(len < 0 ? 0 : len)};
}

bool arena_try(struct arena *arena, void (*stage)(void *job), void *job, struct err *err)
{
    struct arena_door door = {.outer = arena->door};
    struct arena_block *block = arena->last;
    size_t used = block ? block->used : 0, given = arena->given;
    arena->door = &door;
    if (setjmp(door.back) == 0) {
        stage(job);
        arena->door = door.outer;
        return true;
    }
    arena->door = door.outer;
    free_blocks(arena, block);
    if (block)
        block->used = used;
    arena->given = given;
    return err_fail(err, ERR_MEMORY, "", "out of memory in this document; nothing of it was kept");
}
