/* actor_atom.h: private: text to atoms, the smallest parts that written forms are compared by.
 *
 * An atom is a run of letters and digits, without diacritics and in lower case for comparison; dots of abbreviations ("U.S.") and
 * apostrophes inside are dropped, hyphens part atoms. So it does not matter how a tokenizer cut the text.
 */
#ifndef ENTENTE_ACTOR_ATOM_H
#define ENTENTE_ACTOR_ATOM_H

#include "base/arena.h"

enum atom_kind {ATOM_WORD, ATOM_NUMBER, ATOM_POSSESSIVE, ATOM_HYPHEN, ATOM_COMMA, ATOM_OPEN, ATOM_CLOSE, ATOM_STOP};
enum atom_shape {SHAPE_LOWER, SHAPE_TITLE, SHAPE_UPPER, SHAPE_NONE};    /* NONE: no letter has case */
struct atom {
    uint32_t start, end;            /* bytes in the text */
    uint32_t word;                  /* word of the sentence that holds its first byte */
    uint64_t hash;                  /* of the folded form; words and numbers */
    uint8_t kind, shape;
    bool glued;                     /* no white space before it */
};
struct atom_list {struct atom *at; size_t len, room;};

void atom_read(struct arena *arena, str text, struct atom_list *list);    /* adds the atoms of text, in order; linear */
uint64_t atom_chain(uint64_t before, uint64_t hash);     /* hash of a sequence: start with 0 */
/* The folded form of an atom's bytes, as it is hashed. Cut at 256 bytes for comparison's sake. */
str atom_fold(struct arena *arena, str form);

/* The spelling key of a name: what is left when transliteration and press habit are taken out. Lukashenko, Lukashenka, Лукашэнка
 * give "lksnk". Written into out (room bytes), cut there; gives the length. */
#define ATOM_KEY_ROOM 24
size_t atom_spelling(str form, char *out, size_t room);

#endif
