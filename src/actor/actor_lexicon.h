/* actor_lexicon.h: private: the lexicon as it lies in build/data/actor.pack, and the questions that the room asks it.
 *
 * Sections (all little endian, as the machines that entente runs on):
 *   strings   bytes; lex_text points into them
 *   entries   lex_entry, sorted by id: whatever has an id (countries, regions, places, persons, offices, bodies, roles)
 *   ids       1 + index of an entry, open addressing by the hash of its id, a power of two; 0 empty
 *   seen      LEX_SEEN_BITS bits: those of all keys of nodes, so that most words that begin no form cost no look at the nodes
 *   nodes     lex_node, open addressing by key, a power of two: every prefix of every written form, as a hash of its atoms
 *   values    lex_value: what a written form may mean, best first
 *   offices, bodies, agents   the rows of these tables;  words are values alone (LEX_WORD with a class)
 *   terms     lex_term, sorted by person and start: who held which office when;  slots: the same, by owner, office and start
 *   members   lex_member, sorted by body, country and start: who was in which organisation when
 *   keys      lex_key, sorted: spelling keys of full names and of surnames
 */
#ifndef ENTENTE_ACTOR_LEXICON_H
#define ENTENTE_ACTOR_LEXICON_H

#include "actor/actor.h"
#include "base/pack.h"

#define LEX_FORMAT 7u
#define LEX_SEEN_BITS 21u            /* log2 of their number: 256 kB */
#define LEX_NONE UINT32_MAX
#define LEX_ALIAS_ATOMS_MAX 12      /* a written form has at most so many atoms */

struct lex_text {uint32_t at, len;};

enum lex_kind {LEX_COUNTRY, LEX_REGION, LEX_PLACE, LEX_PERSON, LEX_OFFICE, LEX_ORGANISATION, LEX_ROLE, LEX_KIND_COUNT};
struct lex_entry {
    struct lex_text id, name, country, sector, region, source;
    uint32_t kind;
    uint32_t owner;                 /* entry of the country it belongs to; of itself for a country */
    uint32_t home;                  /* entry of the region that it lies in or is */
    uint32_t stands_for;            /* of a place: the entry that it means as the subject of a political deed */
    uint32_t head;                  /* of a body: index of the office that leads it */
    uint32_t term_first, term_count;    /* of a person */
    int32_t from, to;               /* days; DAY_NONE open */
    uint32_t female;
    float lat, lon;                 /* NAN */
};

enum lex_value_kind {               /* the order is the order of preference where a form means several things */
    LEX_IS_COUNTRY, LEX_IS_ADJECTIVE, LEX_IS_DEMONYM, LEX_IS_PREFIX, LEX_IS_PERSON, LEX_IS_SURNAME, LEX_IS_BODY, LEX_IS_PLACE,
    LEX_IS_REGION, LEX_IS_REGION_ADJECTIVE, LEX_IS_OFFICE, LEX_IS_GENERIC, LEX_IS_AGENT, LEX_IS_WORD, LEX_VALUE_KINDS
};
enum {LEX_CASE_FIRST = 1, LEX_CASE_ALL = 2, LEX_CASE_STRICT = 4, LEX_PLURAL = 8};
struct lex_value {
    uint32_t target;                /* entry, or row of offices, bodies, agents, or enum lex_word */
    uint8_t kind, flags;
    uint16_t order;                 /* of the table's line; ties go to the earlier */
    int32_t from, to;
};
struct lex_node {uint64_t key; uint32_t first, count;};    /* key 0: empty */

enum lex_word {                     /* classes of data/actor/words.tsv, in the order of lex_word_names */
    WORD_DETERMINER, WORD_NUMBER, WORD_QUANTITY, WORD_FORMER, WORD_ACTING, WORD_NEW, WORD_DEPUTY, WORD_SPOKES, WORD_TITLE, WORD_HEAD, WORD_WEAK,
    WORD_REGION_NOUN, WORD_REGION_PLURAL, WORD_OF, WORD_FOR, WORD_WITHIN, WORD_TO, WORD_LOCATIVE, WORD_LOCATIVE_CITY, WORD_CONJUNCTION,
    WORD_REGION_RULERS, WORD_HE, WORD_SHE, WORD_THEY, WORD_IT, WORD_COUNTRY_NOUN, WORD_GOVERNMENT_NOUN, WORD_PAIR, WORD_THING, WORD_OWNED, WORD_PARTICLE,
    WORD_AMBIGUOUS, WORD_RELATIVE, WORD_COUNTERPART, WORD_PARTNER, WORD_BEFORE_AFTER, WORD_BODY_NOUN, WORD_CLAUSE, WORD_TRANSFER,
    WORD_CLASS_COUNT
};
extern const char *const lex_word_names[WORD_CLASS_COUNT];

enum lex_scope {SCOPE_COUNTRY, SCOPE_REGION, SCOPE_ORGANISATION};
struct lex_office {struct lex_text key, part, sector, other, noun; uint32_t scope, first, only_first, only_count;};    /* first: row with the same key */
struct lex_generic {struct lex_text part, sector, other, name; uint32_t head;};
struct lex_agent {struct lex_text singular, sector, other, country; uint32_t group;};
struct lex_term {                   /* target: where an ambassador is; rank: row of the office */
    uint32_t person, owner, office, target;
    int32_t from, to;
    uint32_t acting, rank;
};
struct lex_key {uint64_t key; uint32_t entry, surname;};
struct lex_member {uint32_t body, country; int32_t from, to;};    /* sorted */

struct actor {
    struct pack pack;
    str strings;
    const struct lex_entry *entries; size_t entry_count;
    const uint32_t *ids; size_t id_count;
    const uint64_t *seen;
    const struct lex_node *nodes; size_t node_count;
    const struct lex_value *values; size_t value_count;
    const struct lex_office *offices; size_t office_count;
    const uint32_t *only;           /* entries of countries, for lex_office.only_first */
    const struct lex_generic *generics; size_t generic_count;
    const struct lex_agent *agents; size_t agent_count;
    const struct lex_term *terms; size_t term_count;
    const uint32_t *slots;          /* indices of terms, by owner, office, from */
    const struct lex_key *keys; size_t key_count;
    const struct lex_member *members; size_t member_count;
};

str lex_str(const struct actor *actor, struct lex_text text);
static inline size_t lex_seen_bit(uint64_t key) {return (size_t)(key >> (64 - LEX_SEEN_BITS));}
uint32_t lex_find(const struct actor *actor, str id);    /* entry of an id, LEX_NONE */
uint32_t lex_find_part(const struct actor *actor, uint32_t owner, str part);    /* entry of "OWNER.part", LEX_NONE */
const struct lex_node *lex_node_find(const struct actor *actor, uint64_t key);
/* The terms of an office: *first is where they begin in slots; gives their number. */
size_t lex_slot(const struct actor *actor, uint32_t owner, uint32_t office, size_t *first);
uint32_t lex_office(const struct actor *actor, str key);    /* first row of an office, LEX_NONE */
/* All entries with the spelling key: *first in keys; gives their number. surname: of surnames, else of full names. */
size_t lex_keys(const struct actor *actor, uint64_t key, bool surname, size_t *first);
bool lex_in(int32_t from, int32_t to, day at);           /* at lies between; open ends and DAY_NONE do */

#endif
