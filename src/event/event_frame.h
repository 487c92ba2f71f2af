/* event_frame.h: the compiled ontology and frames, private to event/.
 *
 * event.pack, format EVENT_PACK_FORMAT, is made by gen/event_pack.c out of data/event/ (tables of types, modes, CAMEO codes,
 * classes of words, governors and frames) and mapped as it is. A text is an offset and a length into the section "strings".
 */
#ifndef ENTENTE_EVENT_FRAME_H
#define ENTENTE_EVENT_FRAME_H

#include "base/map.h"
#include "base/pack.h"
#include "event/event.h"

#define EVENT_PACK_FORMAT 2
#define FRAME_SLOTS_MAX 6

struct pack_text {uint32_t at, len;};

/* Where a slot's filler stands in the clause of the trigger. */
enum slot_place {
    SLOT_SUBJECT,                   /* who does it: subject, by-phrase, possessor of a noun */
    SLOT_OBJECT,                    /* object, subject of a passive, of-phrase of a noun */
    SLOT_INDIRECT,                  /* indirect object */
    SLOT_OBLIQUE,                   /* under one of the slot's prepositions, on the trigger or on its object */
    SLOT_INFINITIVE,                /* "to do": lemma of the infinitive */
    SLOT_THAT,                      /* a finite clause */
    SLOT_PARTICLE,                  /* "off" of "call off" */
    SLOT_BEFORE                     /* an adjective or noun right before a nominal trigger: "peace" talks, "Belarusian" visit */
};
enum slot_role {ROLE_ANY, ROLE_SOURCE, ROLE_RECIPIENT, ROLE_BOTH};
struct frame_slot {
    uint8_t place, role, required, spare;
    struct pack_text prepositions;  /* "with|by"; of SLOT_OBLIQUE, and the particle of SLOT_PARTICLE */
    struct pack_text fillers;       /* lemmas "talk|meeting", "" any; classes are written out */
    struct pack_text sectors;       /* of a role: "GOV|MIL|-" ("-": a country as a whole), "" any */
};
struct frame {
    struct pack_text name, triggers, pattern;    /* triggers: lemmas "accuse|blame" */
    struct pack_text type, mode, cameo, contexts;
    struct pack_text example, example_source, example_recipient;
    uint8_t pos;                    /* 'v' verb, 'n' noun, 'a' adjective or participle with a copula */
    uint8_t slot_count, reciprocal, spare;
    uint32_t line;                  /* in frames.tsv */
    struct frame_slot slots[FRAME_SLOTS_MAX];
};
struct frame_trigger {uint64_t hash; uint32_t frame, spare;};    /* sorted by hash of "lemma/pos", then by frame */

enum governor_effect {GOVERNOR_BLOCK = 1, GOVERNOR_NEGATE, GOVERNOR_QUOTE, GOVERNOR_FACT, GOVERNOR_FUTURE, GOVERNOR_HYPOTHETICAL, GOVERNOR_REALISE};
struct governor {uint64_t hash; uint32_t effect, spare;};    /* sorted by hash of "lemma/pos" */

struct type_record {struct pack_text type, definition; double score; int32_t quad; uint32_t spare;};
struct cameo_record {struct pack_text code, name, plover, mode; double goldstein;};    /* sorted by code */
struct future_record {struct pack_text from, type, cameo_from, cameo_to;};    /* what a deed announced for the future is */

struct context_record {uint64_t hash; struct pack_text context;};    /* a lemma that tells a context; sorted by hash of "lemma/c" */

struct kind_record {struct pack_text kind, lemmas;};    /* words that go with a kind of landmark: "treaty" sign|treaty|pact */

struct event_coder {
    struct pack pack;
    str strings;
    const struct frame *frames; size_t frame_count;
    const struct frame_trigger *triggers; size_t trigger_count;
    const struct governor *governors; size_t governor_count;
    const struct type_record *types; size_t type_count;
    const struct cameo_record *cameo; size_t cameo_count;
    const struct future_record *futures; size_t future_count;
    const struct context_record *contexts; size_t context_count;
    const struct kind_record *kinds; size_t kind_count;
};

str event_text(const struct event_coder *coder, struct pack_text text);
uint64_t event_lemma_hash(str lemma, char pos);
/* Whether "a|b|c" holds word as one of its alternatives; "" holds everything. */
bool event_has(str alternatives, str word);
const struct cameo_record *event_cameo_find(const struct event_coder *coder, str code);
/* Index of the first trigger with this hash, or where it would stand. */
size_t event_trigger_first(const struct event_coder *coder, uint64_t hash);
str event_kind_words(const struct event_coder *coder, str kind);    /* lemmas "a|b" of landmark-words.tsv; "" where the kind is unknown */
const struct type_record *event_type_find(const struct event_coder *coder, str type);
enum governor_effect event_governor(const struct event_coder *coder, str lemma, char pos);    /* 0 where it is none */

/* One pattern of frames.tsv, before it is packed. Texts point into the row or the arena. */
struct pattern_slot {uint8_t place, role, required; str prepositions, fillers, sectors;};
struct pattern {str triggers; char pos; bool reciprocal; struct pattern_slot slots[FRAME_SLOTS_MAX]; size_t slot_count;};
/* Reads a pattern; the language is described in event_pattern.c and in data/event/README.md. classes maps a class's name to its words
 * "a|b|c" (value: a const str *). why gets the reason on failure. */
bool event_pattern_read(struct arena *arena, str text, char pos, const struct map *classes, struct pattern *pattern, char *why, size_t room);

/* Reads all tables below folder (data/event) into pack sections. Broken lines go to problems, one a line, and are left out; their
 * number is returned. SIZE_MAX where a whole table cannot be read (err). */
size_t event_tables_read(struct arena *arena, const char *folder, struct pack_out *pack, struct buf *problems, struct err *err);

#endif
