/* actor_phrase.h: private: items (the longest written forms of the lexicon in a sentence), noun phrases made of them, and what a
 * phrase means at a date. */
#ifndef ENTENTE_ACTOR_PHRASE_H
#define ENTENTE_ACTOR_PHRASE_H

#include "actor/actor_atom.h"
#include "actor/actor_lexicon.h"

#define PHRASE_ITEMS_MAX 32         /* a noun phrase has at most so many items; the rest is not part of it */
#define PHRASE_DEPTH_MAX 4          /* "spokesman of the head of the ministry of …" */
#define NAME_ITEMS_MAX 6
#define FRESH_DAYS 120              /* "the new president" may be one who takes office within so many days */

enum item_kind {ITEM_WORDS, ITEM_POSSESSIVE, ITEM_COMMA, ITEM_OPEN, ITEM_CLOSE, ITEM_STOP};
struct item {
    uint32_t first, last;           /* atoms, inclusive */
    uint8_t kind;
    uint8_t upos;                   /* of its last word; UPOS_X where there are no tags */
    bool capital;                   /* begins with a capital */
    bool number, hyphened;          /* a hyphen ties it to the next item */
    uint32_t means;                 /* bits 1 << enum lex_value_kind that fit here */
    uint64_t classes;               /* bits 1 << enum lex_word */
    const struct lex_value *values; uint32_t value_count;
};
struct reading {                    /* a sentence, or a phrase alone, made ready */
    const struct actor *actor;
    struct arena *arena;
    const struct sentence *sentence;    /* NULL for a phrase alone */
    str text;
    day at;
    bool lower;                     /* no capital in the whole text: case says nothing */
    bool upper;                     /* nothing but capitals: a headline; unknown words are no names */
    bool alone;                     /* one phrase for itself: all of it belongs together */
    const struct atom *atoms; size_t atom_count;
    struct item *items; size_t count;
    struct buf *steps;              /* NULL, or a line for every step */
};

enum phrase_pair {PAIR_NONE, PAIR_STATES, PAIR_PERSONS, PAIR_GROUPS, PAIR_ANY};    /* "both sides", "the two leaders", "both groups", "the two" */
struct phrase {                     /* a noun phrase as understood; LEX_NONE where there is none of a kind */
    uint32_t first, last, head;     /* items first and last, atom of the head word */
    uint32_t country, region, body, place, person;    /* entries */
    uint32_t country_to;            /* an ambassador's host */
    uint32_t office, generic, agent;    /* rows */
    uint32_t name_first, name_last; /* items of a name that no table has; LEX_NONE */
    uint32_t noun_item;             /* item of its last noun */
    uint32_t owner_last;            /* last item of a possessor or modifier that is an actor by itself */
    bool former, acting, fresh, deputy, spokes, heads, plural, counted, definite, demonym, regions, region_noun, government, people_word, owned;
    bool noun, adjective_only, possessed, weak, relative;
    enum phrase_pair pair;
    uint32_t pronoun;               /* enum lex_word, or LEX_NONE */
};

void reading_make(struct reading *reading);    /* atoms and items of reading->text; sentence, lower and alone are set by the caller */
/* The noun phrase that begins at item i, at most depth phrases inside one another. False where none begins there. */
bool phrase_read(const struct reading *reading, uint32_t i, int depth, struct phrase *phrase);
/* The same phrase of another country: "leaders of Russia and Germany" are a president and a chancellor. */
void phrase_move(const struct reading *reading, uint32_t country, struct phrase *phrase);
/* What it means: fills actor, name, country, sector, region, how, collective, lat, lon, kind of mention; text and offsets too. */
void phrase_resolve(const struct reading *reading, const struct phrase *phrase, struct mention *mention);
void mention_place(const struct reading *reading, uint32_t entry, struct mention *mention);    /* as a place, not as an actor */
void mention_entry(const struct actor *actor, uint32_t entry, str how, struct mention *mention);
/* A person at a date: country and sector of the office held then, ELI for one who held one before. */
void mention_person(const struct actor *actor, uint32_t person, day at, bool former, str how, struct mention *mention);
/* Who holds the office at the date; LEX_NONE where nobody or several do. fresh: the newly elected counts. */
uint32_t office_holder(const struct actor *actor, uint32_t owner, uint32_t office, uint32_t target, day at, bool fresh);
str item_text(const struct reading *reading, uint32_t first, uint32_t last);
const struct lex_value *item_value(const struct reading *reading, const struct item *item, enum lex_value_kind kind);
void phrase_step(const struct reading *reading, const char *format, ...) __attribute__((format(printf, 2, 3)));

bool item_is_noun(const struct item *item);
bool item_is_entity(const struct item *item);            /* a country, region, place, body or people */
bool item_is_person(const struct item *item);
bool item_is_name(const struct reading *reading, const struct item *item);
bool item_is_filler(const struct reading *reading, const struct item *item);
bool item_is_people(const struct reading *reading, uint32_t i);
bool item_may_lead(const struct reading *reading, uint32_t i);
bool item_noun_ahead(const struct reading *reading, uint32_t i);

static inline bool item_means(const struct item *item, enum lex_value_kind kind) {return item->means >> kind & 1;}
static inline bool item_is(const struct item *item, enum lex_word class) {return item->classes >> class & 1;}

#endif
