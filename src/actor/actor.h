/* actor.h: who is meant: mentions in parsed text to entries of a dated lexicon, with the step that resolved each.
 *
 * Actor ids are dotted from broad to narrow ("blr", "rus.region.smo", "blr.person.lukashenko") and never change meaning. A mention
 * may stay unresolved and is then an actor of its own: id "", name as written, what the text says of it as country and sector.
 */
#ifndef ENTENTE_ACTOR_H
#define ENTENTE_ACTOR_H

#include "text/text.h"

struct actor_entry {                /* what the lexicon says of an id; all strings mapped, valid until actor_close */
    str id, name;
    str country;                    /* PLOVER's three letters: "BLR", "UNO", "EUR", "IGO" … */
    str sector;                     /* PLOVER's: "GOV", "LEG" … "" for a country as a whole */
    str region;                     /* id of the region, "" */
    str kind;                       /* country, region, person, office, organisation, role */
    double lat, lon;                /* NAN where it has no place */
    str source;                     /* where the fact comes from */
};

enum mention_kind {
    MENTION_ACTOR,                  /* somebody who can act: state, person, body, group */
    MENTION_PLACE,                  /* a place by its use here ("in Minsk") */
    MENTION_PRONOUN                 /* resolved by coreference where actor or name is filled, else unknown */
};
struct mention {
    uint32_t sentence, first, last, head;    /* words, inclusive; head is the word that stands in the tree for all */
    uint32_t start, end;            /* bytes in the sentence's text */
    str text;
    enum mention_kind kind;
    str actor, name, country, sector, region;
    str how;                        /* the step: alias, key, office, slot, adjective, role, coreference, apposition, name … */
    bool collective;                /* several of a kind: "heads of Russian regions" */
    double lat, lon;                /* of a place; NAN */
    str members[2];                 /* ids or names of the two meant by "both sides", "the two leaders"; else "" (actor is "" then) */
};
struct mention_list {struct mention *at; size_t len, room;};

struct actor;                       /* the lexicon, mapped, shared by all threads */
bool actor_open(struct actor **actor, struct err *err);
void actor_close(struct actor *actor);

/* Adds the mentions of an article's sentences (with trees where they are there), in order of sentence and first word, not nested; at is the date at
 * which offices and borders are asked (DAY_NONE: unknown). Coreference inside the article included. Cost linear in the text. */
void actor_find(const struct actor *actor, struct arena *arena, const struct sentence *sentences, size_t count, day at, struct mention_list *list);
/* The mention of which word is the head, or in which it lies; NULL. List as given by actor_find. */
const struct mention *actor_at(const struct mention_list *list, uint32_t sentence, uint32_t word);

/* One phrase for itself (`actors --phrases`, `--why`): fills mention (sentence 0). steps, where not NULL, gets a line for every step. */
bool actor_phrase(const struct actor *actor, const struct text *text, struct arena *arena, str phrase, str context, day at,
                  struct mention *mention, struct buf *steps);
bool actor_entry_find(const struct actor *actor, str id, struct actor_entry *entry);    /* false where unknown */
size_t actor_entry_count(const struct actor *actor);
void actor_entry_at(const struct actor *actor, size_t index, struct actor_entry *entry);    /* in order of id */
/* Was the state (id) a member of the organisation (id) on that day? False where the tables do not say; DAY_NONE asks for any time. */
bool actor_member(const struct actor *actor, str organisation, str country, day at);
/* "blr.person.lukashenko" to "blr.person", to "blr", to "": the actor tree that counts roll up. */
str actor_parent(str id);
/* Checks each line of the tables below folder (data/actor): problems to out, one a line with file and line; gives their number. Lines that begin
 * with "note:" are none: two holders of one office at a date, and how many rows rest on general knowledge alone. */
size_t actor_lint(struct arena *arena, const char *folder, struct buf *out);

#endif
