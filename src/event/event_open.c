/* event_open.c: maps event.pack and answers what its tables say. */
#include "event/event_frame.h"

#include <stdlib.h>

str event_text(const struct event_coder *coder, struct pack_text text)
{
    return str_sub(coder->strings, text.at, (size_t)text.at + text.len);
}

uint64_t event_lemma_hash(str lemma, char pos)
{
    return str_hash(lemma) * 31 + (unsigned char)pos;
}

bool event_has(str alternatives, str word)
{
    str part;
    if (alternatives.len == 0)
        return true;
    while (str_next(&alternatives, '|', &part))
        if (str_eq(part, word))
            return true;
    return false;
}

/* One section as an array of fixed records. */
static bool section(const struct pack *pack, const char *name, size_t unit, const void **at, size_t *count, struct err *err)
{
    str bytes;
    if (!pack_section(pack, name, unit, &bytes, err))
        return false;
    *at = bytes.at;
    *count = bytes.len / unit;
    return true;
}

bool event_open(struct event_coder **coder, struct err *err)
{
    char path[1024];
    struct event_coder *made = calloc(1, sizeof *made);
    if (made == NULL)
        return err_fail(err, ERR_MEMORY, "", "out of memory");
    if (!file_data_path(path, sizeof path, "data/event.pack", err) || !pack_open(&made->pack, path, EVENT_PACK_FORMAT, err)) {
        free(made);
        return false;
    }
    const struct pack *pack = &made->pack;
    if (!pack_section(pack, "strings", 0, &made->strings, err)
        || !section(pack, "frames", sizeof *made->frames, (const void **)&made->frames, &made->frame_count, err)
        || !section(pack, "triggers", sizeof *made->triggers, (const void **)&made->triggers, &made->trigger_count, err)
        || !section(pack, "governors", sizeof *made->governors, (const void **)&made->governors, &made->governor_count, err)
        || !section(pack, "types", sizeof *made->types, (const void **)&made->types, &made->type_count, err)
        || !section(pack, "cameo", sizeof *made->cameo, (const void **)&made->cameo, &made->cameo_count, err)
        || !section(pack, "futures", sizeof *made->futures, (const void **)&made->futures, &made->future_count, err)
        || !section(pack, "contexts", sizeof *made->contexts, (const void **)&made->contexts, &made->context_count, err)
        || !section(pack, "kinds", sizeof *made->kinds, (const void **)&made->kinds, &made->kind_count, err)) {
        event_close(made);
        return false;
    }
    *coder = made;
    return true;
}

void event_close(struct event_coder *coder)
{
    if (coder == NULL)
        return;
    pack_close(&coder->pack);
    free(coder);
}

const struct cameo_record *event_cameo_find(const struct event_coder *coder, str code)
{
    size_t low = 0, high = coder->cameo_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = str_cmp(event_text(coder, coder->cameo[middle].code), code);
        if (order == 0)
            return &coder->cameo[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

size_t event_trigger_first(const struct event_coder *coder, uint64_t hash)
{
    size_t low = 0, high = coder->trigger_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (coder->triggers[middle].hash < hash)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

str event_kind_words(const struct event_coder *coder, str kind)
{
    for (size_t i = 0; i < coder->kind_count; i++)
        if (str_starts(kind, event_text(coder, coder->kinds[i].kind)))
            return event_text(coder, coder->kinds[i].lemmas);
    return (str){"", 0};
}

const struct type_record *event_type_find(const struct event_coder *coder, str type)
{
    for (size_t i = 0; i < coder->type_count; i++)
        if (str_eq(event_text(coder, coder->types[i].type), type))
            return &coder->types[i];
    return NULL;
}

enum governor_effect event_governor(const struct event_coder *coder, str lemma, char pos)
{
    uint64_t hash = event_lemma_hash(lemma, pos);
    size_t low = 0, high = coder->governor_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (coder->governors[middle].hash < hash)
            low = middle + 1;
        else
            high = middle;
    }
    return low < coder->governor_count && coder->governors[low].hash == hash ? (enum governor_effect)coder->governors[low].effect : 0;
}

size_t event_type_count(const struct event_coder *coder)
{
    return coder->type_count;
}

struct event_type event_type_at(const struct event_coder *coder, size_t index)
{
    const struct type_record *type = &coder->types[index];
    return (struct event_type){event_text(coder, type->type), type->quad, type->score, event_text(coder, type->definition)};
}
