/* actor_coref.h: private: what an article has named so far, and mentions that take their actor from there. */
#ifndef ENTENTE_ACTOR_COREF_H
#define ENTENTE_ACTOR_COREF_H

#include "actor/actor_phrase.h"
#include "base/map.h"

enum coref_kind {COREF_NONE, COREF_HE, COREF_SHE, COREF_THEY, COREF_IT, COREF_OFFICE, COREF_MINISTER, COREF_GOVERNMENT, COREF_COUNTRY, COREF_PAIR,
                 COREF_BODY, COREF_REGIONS, COREF_SURNAME};
struct mention_note {               /* beside each mention: how it was read */
    struct phrase phrase;
    enum coref_kind wants;          /* what it must be resolved to from the page */
    str noun;                       /* its head as written */
    bool thing;                     /* a name that has the word of a thing in it: "Minsk Forum" */
    uint64_t name_hash;             /* of the last word of a name, 0 none */
    str looked_up; uint32_t entry;  /* the entry of that id, once it was asked */
};
struct country_count {str country; uint32_t count;};
#define COREF_COUNTRIES_MAX 32
struct page_reading {
    const struct actor *actor;
    struct arena *arena;
    struct mention_list *list;
    LIST(struct mention_note) notes;
    day at;
    size_t first;                   /* of this article in list */
    uint32_t number;                /* sentence in work */
    struct map names;               /* hash of a name's last word, as 8 bytes, to mention+1 */
    struct country_count countries[COREF_COUNTRIES_MAX]; size_t country_count;
};

enum coref_kind coref_wants(const struct reading *reading, const struct phrase *phrase, const struct mention *mention);
void page_name(struct page_reading *page, uint64_t hash, uint32_t mention);
uint32_t page_named(const struct page_reading *page, uint64_t hash);    /* mention, or LEX_NONE */
void page_learn(struct page_reading *page, const struct reading *reading, const struct phrase *phrase);    /* the last mention's name */
/* Resolves what mentions from index `from` on, all of one sentence, want from the page. */
void coref_sentence(struct page_reading *page, const struct sentence *sentence, size_t from);
void phrase_of_entity(const struct reading *reading, uint32_t item, uint32_t entry, struct phrase *phrase);

#endif
