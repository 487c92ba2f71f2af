/* text_lexicon.h: private to text/ and its programs in gen/: a mapped table from text to text.
 *
 * Slots (32-bit, a power of two, at most half full, linear probing by str_hash) hold 1 + offset of an entry, 0 where empty; an entry is a byte
 * with the key's length, the key, a byte with the value's length, the value. Keys and values have at most 255 bytes.
 */
#ifndef ENTENTE_TEXT_LEXICON_H
#define ENTENTE_TEXT_LEXICON_H

#include "base/buf.h"
#include "base/map.h"
#include "base/pack.h"

struct text_lexicon {const uint32_t *slots; size_t slot_count; str entries;};

/* Opens the sections NAME.slots and NAME.entries of pack. */
bool text_lexicon_open(const struct pack *pack, const char *name, struct text_lexicon *lexicon, struct err *err);
/* The value into *value (NULL is allowed). */
bool text_lexicon_find(const struct text_lexicon *lexicon, str key, str *value);

/* Makers. A list of pairs in the order of being added; the first value of a key stays. */
struct text_lexicon_pair {str key, value;};
struct text_lexicon_list {struct text_lexicon_pair *at; size_t len, room;};
/* Adds the sections of the list to out; everything in arena. Pairs that are too long are left out; gives the number of those. */
size_t text_lexicon_make(struct arena *arena, const struct text_lexicon_list *list, const char *name, struct pack_out *out);

#endif
