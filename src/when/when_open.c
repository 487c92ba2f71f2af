/* when_open.c: when.pack mapped; words, phrases and landmarks looked up in it. The sections are described in when_tables.c. */
#include "when/when_inner.h"

#include <stdlib.h>

/* One section as an array: its start and number of elements. */
static bool section(const struct pack *pack, const char *name, size_t unit, const void **at, size_t *count, struct err *err)
{
    str bytes;
    if (!pack_section(pack, name, unit, &bytes, err))
        return false;
    *at = bytes.at;
    *count = bytes.len / unit;
    return true;
}

bool when_open(struct when **when, struct err *err)
{
    char path[512];
    struct when *made = calloc(1, sizeof *made);
    const void *terms, *slots, *phrases, *landmarks;
    if (made == NULL)
        return err_fail(err, ERR_MEMORY, "", "no memory for the time words");
    if (!file_data_path(path, sizeof path, "data/when.pack", err) || !pack_open(&made->pack, path, WHEN_PACK_FORMAT, err)) {
        free(made);
        return false;
    }
    if (!section(&made->pack, "terms", sizeof(struct when_term), &terms, &made->term_count, err) ||
        !section(&made->pack, "slots", sizeof(uint32_t), &slots, &made->slot_count, err) ||
        !section(&made->pack, "phrases", sizeof(struct when_phrase), &phrases, &made->phrase_count, err) ||
        !section(&made->pack, "landmarks", sizeof(struct when_landmark_record), &landmarks, &made->landmark_count, err) ||
        !pack_section(&made->pack, "strings", 0, &made->strings, err)) {
        when_close(made);
        return false;
    }
    made->terms = terms;
    made->slots = slots;
    made->phrases = phrases;
    made->landmarks = landmarks;
    *when = made;
    return true;
}

void when_close(struct when *when)
{
    if (when == NULL)
        return;
    pack_close(&when->pack);
    free(when);
}

str when_string(const struct when *when, struct when_text text)
{
    return str_sub(when->strings, text.at, (size_t)text.at + text.len);
}

const struct when_term *when_term_find(const struct when *when, str word)
{
    char folded[WHEN_TERM_MAX];
    if (word.len == 0 || word.len > sizeof folded)
        return NULL;
    for (size_t i = 0; i < word.len; i++)
        folded[i] = char_lower(word.at[i]);
    word.at = folded;
    for (size_t slot = str_hash(word) & (when->slot_count - 1); when->slots[slot] != 0; slot = (slot + 1) & (when->slot_count - 1)) {
        const struct when_term *term = &when->terms[when->slots[slot] - 1];
        if (str_eq(when_string(when, term->word), word))
            return term;
    }
    return NULL;
}

size_t when_landmark_count(const struct when *when)
{
    return when->landmark_count;
}

struct landmark when_landmark_at(const struct when *when, size_t index)
{
    const struct when_landmark_record *record = &when->landmarks[index];
    return (struct landmark){.from = record->from, .to = record->to, .kind = when_string(when, record->kind), .name = when_string(when, record->name),
                             .countries = when_string(when, record->countries), .aliases = when_string(when, record->aliases)};
}

const char *when_type_name(enum timex_type type)
{
    static const char *const names[] = {"DATE", "TIME", "DURATION", "SET"};
    return names[type];
}
