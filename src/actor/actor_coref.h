/* actor_coref.h: private: what an article has named so far, and mentions that take their actor from there. */
#ifndef ENTENTE_ACTOR_COREF_H
#define ENTENTE_ACTOR_COREF_H

#include "actor/actor_phrase.h"
#include "base/map.h"

#define COREF_SENTENCES 3           /* how far back he, she, the country may look */
#define COREF_SENTENCES_NEAR 1      /* it and they, which more often mean a thing */
#define COREF_MENTIONS 40
#define COREF_OFFICES 4

enum coref_kind {COREF_NONE, COREF_HE, COREF_SHE, COREF_THEY, COREF_IT, COREF_OFFICE, COREF_FORMER, COREF_TITLE, COREF_GOVERNMENT, COREF_COUNTRY, COREF_PAIR,
                 COREF_BODY, COREF_ROLE, COREF_REGIONS, COREF_SURNAME, COREF_POSSESSED};
struct mention_note {               /* beside each mention: how it was read */
    struct phrase phrase;
    enum coref_kind wants;          /* what it must be resolved to from the page */
    str noun;                       /* its last noun as written, else its head */
    uint64_t classes;               /* of that noun's item */
    uint32_t offices[COREF_OFFICES]; uint32_t office_count;    /* rows of all offices that the noun may call, in any country */
    bool possessed;                 /* "his", "'s" or the like stands before it */
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
    const struct reading *reading;  /* of that sentence */
    struct map names;               /* hash of a name's last word, as 8 bytes, to mention+1 */
    struct country_count countries[COREF_COUNTRIES_MAX]; size_t country_count;
};

enum coref_kind coref_wants(const struct reading *reading, const struct phrase *phrase, const struct mention *mention);
void page_name(struct page_reading *page, uint64_t hash, uint32_t mention);
uint32_t page_named(const struct page_reading *page, uint64_t hash);    /* mention, or LEX_NONE */
void page_learn(struct page_reading *page, const struct reading *reading, const struct phrase *phrase);    /* the last mention's name */
void coref_note(const struct reading *reading, const struct phrase *phrase, struct mention_note *note);    /* noun, classes, offices, possessed */
bool coref_has_owner(const struct phrase *phrase);
/* Resolves what mentions from index `from` on, all of one sentence, want from the page. */
void coref_sentence(struct page_reading *page, const struct sentence *sentence, size_t from);

/* ---- Shared by actor_coref.c and actor_coref_noun.c ---- */

uint32_t coref_entry(const struct page_reading *page, const struct mention *mention);    /* of its id, LEX_NONE; asked once */
bool coref_is_person(const struct page_reading *page, size_t i);    /* a person, known or not */
void coref_take(struct mention *mention, const struct mention *from);
void coref_pair(struct page_reading *page, struct mention *mention, const struct mention *first, const struct mention *second);
uint32_t coref_focus(const struct page_reading *page);   /* the country that the page speaks of most so far: an entry, LEX_NONE */
/* The word after the last mark or conjunction that begins the clause of word. */
uint32_t coref_clause(const struct page_reading *page, uint32_t word);
size_t coref_subject(const struct page_reading *page, size_t i);    /* first mention of the clause of mention i, before it; SIZE_MAX */
bool coref_same(const struct mention *a, const struct mention *b);
void coref_noun(struct page_reading *page, size_t i);    /* all kinds but pronouns */
void phrase_of_entity(const struct reading *reading, uint32_t item, uint32_t entry, struct phrase *phrase);

#endif
