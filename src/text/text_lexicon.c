/* text_lexicon.c: the mapped table from text to text (layout in text_lexicon.h), read and made. */
#include "text/text_lexicon.h"

#include <stdio.h>
#include <string.h>

bool text_lexicon_open(const struct pack *pack, const char *name, struct text_lexicon *lexicon, struct err *err)
{
    char section[PACK_NAME_MAX + 1];
    str slots;
    snprintf(section, sizeof section, "%s.slots", name);
    if (!pack_section(pack, section, sizeof(uint32_t), &slots, err))
        return false;
    snprintf(section, sizeof section, "%s.entries", name);
    if (!pack_section(pack, section, 0, &lexicon->entries, err))
        return false;
    lexicon->slots = (const uint32_t *)(const void *)slots.at;
    lexicon->slot_count = slots.len / sizeof(uint32_t);
    if (lexicon->slot_count == 0 || (lexicon->slot_count & (lexicon->slot_count - 1)))
        return err_fail(err, ERR_DATA, pack->path, "section %s has %zu slots, which is no power of two", name, lexicon->slot_count);
    return true;
}

static bool piece_at(str entries, size_t *at, str *piece)
{
    if (*at >= entries.len)
        return false;
    size_t len = (unsigned char)entries.at[*at];
    if (len > entries.len - *at - 1)
        return false;
    *piece = (str){entries.at + *at + 1, len};
    *at += len + 1;
    return true;
}
bool text_lexicon_find(const struct text_lexicon *lexicon, str key, str *value)
{
    size_t slot = (size_t)str_hash(key) & (lexicon->slot_count - 1);
    for (size_t tried = 0; tried < lexicon->slot_count; tried++, slot = (slot + 1) & (lexicon->slot_count - 1)) {
        uint32_t entry = lexicon->slots[slot];
        if (entry == 0)
            return false;
        size_t at = entry - 1;
        str found, worth;
        if (!piece_at(lexicon->entries, &at, &found) || !str_eq(found, key))
            continue;
        if (!piece_at(lexicon->entries, &at, &worth))
            return false;
        if (value)
            *value = worth;
        return true;
    }
    return false;
}

size_t text_lexicon_make(struct arena *arena, const struct text_lexicon_list *list, const char *name, struct pack_out *out)
{
    struct map seen = map_make(arena);
    struct buf entries = buf_make(arena);
    size_t slot_count = 2, skipped = 0;
    while (slot_count < 2 * list->len + 2)
        slot_count *= 2;
    uint32_t *slots = ARENA_ARRAY(arena, uint32_t, slot_count);
    for (size_t k = 0; k < list->len; k++) {
        str key = list->at[k].key, value = list->at[k].value;
        bool added;
        map_at(&seen, key, &added);
        if (!added)
            continue;
        if (key.len > 255 || value.len > 255) {
            skipped++;
            continue;
        }
        size_t slot = (size_t)str_hash(key) & (slot_count - 1);
        while (slots[slot])
            slot = (slot + 1) & (slot_count - 1);
        slots[slot] = (uint32_t)entries.len + 1;
        buf_add_char(&entries, (char)(unsigned char)key.len);
        buf_add(&entries, key);
        buf_add_char(&entries, (char)(unsigned char)value.len);
        buf_add(&entries, value);
    }
    str bytes = buf_take(&entries);
    pack_out_add(out, (char *)arena_printf(arena, "%s.slots", name).at, slots, slot_count * sizeof *slots);
    pack_out_add(out, (char *)arena_printf(arena, "%s.entries", name).at, bytes.at, bytes.len);
    return skipped;
}
