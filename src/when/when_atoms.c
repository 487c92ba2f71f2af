/* when_atoms.c: a sentence as atoms, and the tense beside an expression.
 *
 * An atom is a run of letters, a run of digits or a single other character. It is made of the sentence's text and not of its words, so that
 * the rules need not know how a tokenizer parts "mid-June", "5pm", "a.m." or "1990s"; the words serve for tags and for the numbers that a
 * timex gives back. Letters beyond ASCII count as letters; apostrophes and dashes of every kind become ' and -.
 *
 * Tense: of the verb before the expression, else of the one behind it; tags where they are there, else the words of en-tense.tsv and
 * forms in -ed. "The ministry said on Monday that it will …": Monday belongs to "said", the nearest verb before it.
 */
#include "base/utf8.h"
#include "when/when_inner.h"

#include <string.h>

#define TENSE_REACH 24              /* atoms that are looked at on each side for a verb */
#define TENSE_NEAR 3               /* atoms between which a verb and its date stand */

static const struct when_term nothing;

static bool dash_or_apostrophe(uint32_t c, char *sign)
{
    if ((c >= 0x2010 && c <= 0x2015) || c == 0x2212) {
        *sign = '-';
        return true;
    }
    if (c == 0x2018 || c == 0x2019 || c == 0x02BC || c == 0x201B) {
        *sign = '\'';
        return true;
    }
    return false;
}

/* Ends of runs of letters; what is beyond ASCII is asked of the Unicode tables. */
static size_t letters_end(str text, size_t at)
{
    while (at < text.len) {
        if ((unsigned char)text.at[at] < 0x80) {
            if (!char_is_alpha(text.at[at]))
                return at;
            at++;
            continue;
        }
        size_t next = at;
        uint32_t c = utf8_next(text, &next);
        if (!utf8_is_letter(c))
            return at;
        at = next;
    }
    return at;
}

static void number_atom(str text, size_t *at, struct when_atom *atom)
{
    int32_t value = 0;
    size_t start = *at;
    while (*at < text.len && char_is_digit(text.at[*at])) {
        if (*at - start < 9)
            value = value * 10 + (text.at[*at] - '0');
        (*at)++;
    }
    size_t digits = *at - start;
    atom->kind = ATOM_NUMBER;
    atom->digits = digits > 200 ? 200 : (uint8_t)digits;
    atom->number = digits <= 9 ? value : -1;
}

bool when_atom_next(str text, size_t *at, struct when_atom *atom)
{
    size_t before = *at;
    while (*at < text.len) {
        size_t next = *at;
        uint32_t c = (unsigned char)text.at[*at] < 0x80 ? (next++, (unsigned char)text.at[*at]) : utf8_next(text, &next);
        if (!(c < 0x80 ? char_is_space((char)c) : utf8_is_space(c)))
            break;
        *at = next;
    }
    if (*at >= text.len)
        return false;
    *atom = (struct when_atom){.start = (uint32_t)*at, .glued = *at == before && before > 0, .term = &nothing};
    char c = text.at[*at];
    size_t end = letters_end(text, *at);
    if (end > *at) {
        atom->kind = ATOM_WORD;
        atom->upper = c >= 'A' && c <= 'Z';
        *at = end;
    } else if (char_is_digit(c))
        number_atom(text, at, atom);
    else {
        atom->kind = ATOM_SIGN;
        if ((unsigned char)c < 0x80) {
            atom->sign = c;
            (*at)++;
        } else
            dash_or_apostrophe(utf8_next(text, at), &atom->sign);
    }
    atom->end = (uint32_t)*at;
    return true;
}

static enum when_tense tag_tense(const struct sentence *sentence, const struct when_atom *atom, str form)
{
    const struct word *word = sentence->count > atom->word ? &sentence->words[atom->word] : NULL;
    enum when_tense listed = (enum when_tense)atom->term->tense;
    if (word == NULL || word->upos == UPOS_X)
        return listed != TENSE_NONE ? listed : form.len > 4 && str_ends(form, STR("ed")) ? TENSE_PAST : TENSE_NONE;
    if (listed == TENSE_FUTURE)
        return TENSE_FUTURE;
    if (word->upos != UPOS_VERB && word->upos != UPOS_AUX)
        return TENSE_NONE;
    str tag = str_from(text_xpos_name(word->xpos));
    if (listed == TENSE_REPORT || str_eq(tag, STR("VBD")) || str_eq(tag, STR("VBN")))
        return listed == TENSE_REPORT ? TENSE_REPORT : TENSE_PAST;
    return str_eq(tag, STR("VBZ")) || str_eq(tag, STR("VBP")) ? TENSE_PRESENT : TENSE_NONE;
}

static void room_make(struct arena *arena, struct when_atoms *store, size_t need)
{
    if (store->room >= need)
        return;
    size_t room = need < 256 ? 256 : need * 2;
    store->at = arena_grow(arena, store->at, store->room * sizeof *store->at, room * sizeof *store->at);
    store->room = room;
}

void when_atoms_make(const struct when *when, struct arena *arena, const struct sentence *sentence, struct when_atoms *store, struct when_reader *reader)
{
    const struct when_atom end = {.kind = ATOM_END, .term = &nothing, .start = (uint32_t)sentence->text.len, .end = (uint32_t)sentence->text.len,
                                  .word = sentence->count > 0 ? sentence->count - 1 : 0};
    uint32_t word = 0;
    size_t count = WHEN_REACH;
    room_make(arena, store, 3 * WHEN_REACH);
    for (size_t i = 0; i < WHEN_REACH; i++)
        store->at[i] = end;
    for (size_t at = 0; when_atom_next(sentence->text, &at, &store->at[count]); count++, room_make(arena, store, count + WHEN_REACH + 2)) {
        struct when_atom *atom = &store->at[count];
        while (word + 1 < sentence->count && sentence->words[word].end <= atom->start)
            word++;
        atom->word = word;
        if (atom->kind != ATOM_WORD)
            continue;
        str form = str_sub(sentence->text, atom->start, atom->end);
        const struct when_term *term = when_term_find(when, form);
        atom->term = term ? term : &nothing;
        atom->tense = (uint8_t)tag_tense(sentence, atom, form);
    }
    for (size_t i = 0; i <= WHEN_REACH; i++)
        store->at[count + i] = end;
    *reader = (struct when_reader){when, sentence, store->at, (uint32_t)count};
}

/* A verb's tense with "will" or "to be" before it in mind: the word of the future within three atoms before it wins. */
static enum when_tense with_future(const struct when_reader *r, uint32_t at)
{
    for (uint32_t back = 1; back <= 4; back++)
        if (r->atoms[at - back].tense == TENSE_FUTURE)
            return TENSE_FUTURE;
    return r->atoms[at].tense == TENSE_REPORT ? TENSE_PAST : (enum when_tense)r->atoms[at].tense;
}

/* TENSE_REPORT: a verb in the past that stands further off, so that something else may be between ("approved a dividend payable 15 December"). */
enum when_tense when_tense_at(const struct when_reader *r, uint32_t first, uint32_t end)
{
    for (uint32_t back = 1; back <= TENSE_REACH; back++) {
        if (r->atoms[first - back].tense != TENSE_NONE) {
            enum when_tense tense = with_future(r, first - back);
            return tense == TENSE_PAST && back > TENSE_NEAR ? TENSE_REPORT : tense;
        }
        if (atom_sign(r, first - back, ';'))
            break;
    }
    for (uint32_t at = end; at < end + TENSE_REACH && at < r->end; at++)
        if (r->atoms[at].tense != TENSE_NONE)
            return r->atoms[at].tense == TENSE_REPORT ? TENSE_PAST : (enum when_tense)r->atoms[at].tense;
    return TENSE_NONE;
}
