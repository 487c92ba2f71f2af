/* map.h: a hash map from text to a number, in an arena. Open addressing, linear probing, at most half full; iteration is in the
 * order of insertion, so that results never depend on addresses. Keys are borrowed: they must live as long as the map. */
#ifndef ENTENTE_BASE_MAP_H
#define ENTENTE_BASE_MAP_H

#include "base/arena.h"

struct map_entry {str key; uint64_t value;};
struct map {struct arena *arena; struct map_entry *entries; size_t len, room; uint32_t *slots; size_t slot_count;};

struct map map_make(struct arena *arena);
uint64_t *map_find(const struct map *map, str key);       /* the value's place, or NULL; valid until the next map_at */
uint64_t *map_at(struct map *map, str key, bool *added);  /* the value's place, made as 0 where it was missing; added may be NULL */

#endif
