/* map.c: a hash map from text to a number, see map.h.
 *
 * The entries stand in one array in the order of insertion; the slots hold their numbers plus one (0: free). Linear probing
 * (Knuth 3, section 6.4, algorithm L). All memory is taken before anything changes, so that a jump out of the arena leaves the
 * map as it was.
 */
#include "base/map.h"

#define SLOTS_FIRST 16

struct map map_make(struct arena *arena)
{
    return (struct map){.arena = arena};
}

/* The slot of key: the one that holds it, or the free one where it would go. There must be slots. */
static size_t slot_of(const struct map *map, str key)
{
    size_t slot = (size_t)str_hash(key) & (map->slot_count - 1);
    while (map->slots[slot] != 0 && !str_eq(map->entries[map->slots[slot] - 1].key, key))
        slot = (slot + 1) & (map->slot_count - 1);
    return slot;
}

static void grow_slots(struct map *map)
{
    size_t count = map->slot_count ? map->slot_count * 2 : SLOTS_FIRST;
    if (count > UINT32_MAX)
        count = SIZE_MAX;               /* numbers of entries would not fit: ends as a lack of memory */
    uint32_t *slots = ARENA_ARRAY(map->arena, uint32_t, count);
    map->slots = slots;
    map->slot_count = count;
    for (size_t i = 0; i < map->len; i++)
        map->slots[slot_of(map, map->entries[i].key)] = (uint32_t)i + 1;
}

static void grow_entries(struct map *map)
{
    size_t room = map->room ? map->room * 2 : SLOTS_FIRST / 2;
    map->entries = arena_grow(map->arena, map->entries, map->room * sizeof *map->entries, room * sizeof *map->entries);
    map->room = room;
}

uint64_t *map_find(const struct map *map, str key)
{
    if (map->slot_count == 0)
        return NULL;
    uint32_t number = map->slots[slot_of(map, key)];
    return number ? &map->entries[number - 1].value : NULL;
}

uint64_t *map_at(struct map *map, str key, bool *added)
{
    uint64_t *found = map_find(map, key);
    if (added)
        *added = found == NULL;
    if (found)
        return found;
    if (map->len == map->room)
        grow_entries(map);
    if (map->len * 2 >= map->slot_count)
        grow_slots(map);
    size_t slot = slot_of(map, key);
    map->entries[map->len] = (struct map_entry){.key = key};
    map->slots[slot] = (uint32_t)++map->len;
    return &map->entries[map->len - 1].value;
}
