/* actor_item.c: a sentence's atoms to items: at each place the longest written form of the lexicon that fits the case of its letters.
 *
 * The walk from an atom ends at the first prefix that no form has, and a form has at most LEX_ALIAS_ATOMS_MAX atoms, so the work is
 * linear in the text. What no form covers is an item of one atom. Tags, where there are any, keep nouns from being read into verbs
 * and adjectives ("will", "general", "states").
 */
#include <stdarg.h>
#include <stdio.h>

#include "actor/actor_phrase.h"

#define CLASS(class) ((uint64_t)1 << (class))
#define NOUN_SEARCH_MAX 3           /* unknown words that may stand before a noun */

void phrase_step(const struct reading *reading, const char *format, ...)
{
    char text[512];
    va_list list;
    if (reading->steps == NULL)
        return;
    va_start(list, format);
    vsnprintf(text, sizeof text, format, list);
    va_end(list);
    buf_printf(reading->steps, "%s\n", text);
}

static uint8_t upos_of(const struct reading *reading, const struct atom *atom)
{
    if (reading->sentence == NULL || atom->word >= reading->sentence->count)
        return UPOS_X;
    return reading->sentence->words[atom->word].upos;
}

static bool case_fits(const struct reading *reading, uint32_t first, const struct lex_value *value)
{
    uint8_t shape = reading->atoms[first].shape;
    if ((value->flags & (LEX_CASE_FIRST | LEX_CASE_ALL)) == 0)
        return true;
    if (reading->lower)
        return (value->flags & LEX_CASE_STRICT) == 0;
    if (value->flags & LEX_CASE_ALL)
        return shape == SHAPE_UPPER || (shape == SHAPE_TITLE && value->kind == LEX_IS_BODY && reading->alone);
    if (shape == SHAPE_LOWER)
        return false;
    uint8_t upos = upos_of(reading, &reading->atoms[first]);
    bool start = reading->atoms[first].word == 0 && (value->flags & LEX_CASE_STRICT) != 0;
    return !start || upos == UPOS_X || upos == UPOS_PROPN || upos == UPOS_NOUN;
}

/* Does the tag allow this meaning? Only nouns of one word are in doubt. */
static bool tag_fits(const struct reading *reading, uint32_t first, uint32_t last, const struct lex_value *value)
{
    if (first != last || value->kind < LEX_IS_OFFICE || value->kind == LEX_IS_WORD)
        return true;
    uint8_t upos = upos_of(reading, &reading->atoms[first]);
    return upos == UPOS_X || upos == UPOS_NOUN || upos == UPOS_PROPN || upos == UPOS_ADJ || upos == UPOS_SYM;
}

/* The meanings of a node that fit here, as bits; classes gets the classes of words. */
static uint32_t fitting(const struct reading *reading, const struct lex_node *node, uint32_t first, uint32_t last, uint64_t *classes)
{
    uint32_t means = 0;
    *classes = 0;
    for (uint32_t i = node->first; i < node->first + node->count; i++) {
        const struct lex_value *value = &reading->actor->values[i];
        if (!case_fits(reading, first, value) || !tag_fits(reading, first, last, value))
            continue;
        means |= 1u << value->kind;
        if (value->kind == LEX_IS_WORD)
            *classes |= (uint64_t)1 << value->target;
    }
    return means;
}

/* The longest form from atom i; false where there is none. */
static bool longest(const struct reading *reading, uint32_t i, struct item *item)
{
    uint64_t key = 0;
    bool found = false;
    for (uint32_t k = i, used = 0; k < reading->atom_count && used < LEX_ALIAS_ATOMS_MAX; k++) {
        const struct atom *atom = &reading->atoms[k];
        if (atom->kind == ATOM_HYPHEN && k > i)
            continue;
        bool part = atom->kind == ATOM_WORD || atom->kind == ATOM_NUMBER || (atom->kind == ATOM_POSSESSIVE && k > i);
        if (!part)
            break;
        key = atom_chain(key, atom->kind == ATOM_POSSESSIVE ? ATOM_POSSESSIVE : atom->hash);
        used++;
        const struct lex_node *node = lex_node_find(reading->actor, key);
        if (node == NULL)
            break;
        uint64_t classes = 0;
        uint32_t means = node->count == 0 ? 0 : fitting(reading, node, i, k, &classes);
        if (means == 0)
            continue;
        item->last = k;
        item->means = means;
        item->classes = classes;
        item->values = &reading->actor->values[node->first];
        item->value_count = node->count;
        found = true;
    }
    return found;
}

static uint8_t mark_kind(uint8_t atom)
{
    switch (atom) {
    case ATOM_POSSESSIVE: return ITEM_POSSESSIVE;
    case ATOM_COMMA: return ITEM_COMMA;
    case ATOM_OPEN: return ITEM_OPEN;
    case ATOM_CLOSE: return ITEM_CLOSE;
    case ATOM_STOP: case ATOM_HYPHEN: return ITEM_STOP;
    default: return ITEM_WORDS;
    }
}

/* Words of the sentence for the atoms, both in order. */
static void set_words(const struct sentence *sentence, struct atom_list *atoms)
{
    uint32_t word = 0;
    for (size_t i = 0; i < atoms->len && sentence->count > 0; i++) {
        while (word + 1 < sentence->count && sentence->words[word].end <= atoms->at[i].start)
            word++;
        atoms->at[i].word = word;
    }
}

void reading_make(struct reading *reading)
{
    struct atom_list atoms = {0};
    atom_read(reading->arena, reading->text, &atoms);
    if (reading->sentence != NULL)
        set_words(reading->sentence, &atoms);
    size_t shapes[SHAPE_NONE + 1] = {0};
    for (size_t i = 0; i < atoms.len; i++)
        if (atoms.at[i].kind == ATOM_WORD)
            shapes[atoms.at[i].shape]++;
    reading->lower = shapes[SHAPE_TITLE] + shapes[SHAPE_UPPER] == 0;
    reading->upper = shapes[SHAPE_TITLE] + shapes[SHAPE_LOWER] == 0 && shapes[SHAPE_UPPER] > 2;
    reading->atoms = atoms.at;
    reading->atom_count = atoms.len;
    reading->items = ARENA_ARRAY(reading->arena, struct item, atoms.len + 1);
    reading->count = 0;
    for (uint32_t i = 0; i < atoms.len;) {
        struct item *item = &reading->items[reading->count++];
        *item = (struct item){.first = i, .last = i, .kind = mark_kind(atoms.at[i].kind)};
        if (item->kind == ITEM_WORDS) {
            longest(reading, i, item);
            item->capital = atoms.at[i].shape == SHAPE_TITLE || atoms.at[i].shape == SHAPE_UPPER;
            item->number = atoms.at[i].kind == ATOM_NUMBER && item->first == item->last;
            item->upos = upos_of(reading, &atoms.at[item->last]);
        }
        i = item->last + 1;
        if (i < atoms.len && atoms.at[i].kind == ATOM_HYPHEN) {
            item->hyphened = true;
            i++;
        }
    }
}

str item_text(const struct reading *reading, uint32_t first, uint32_t last)
{
    return str_sub(reading->text, reading->atoms[reading->items[first].first].start, reading->atoms[reading->items[last].last].end);
}

/* The best value of a kind that fits: one that is valid at the date before one that is not, else the earlier line. */
const struct lex_value *item_value(const struct reading *reading, const struct item *item, enum lex_value_kind kind)
{
    const struct lex_value *best = NULL;
    for (uint32_t i = 0; i < item->value_count; i++) {
        const struct lex_value *value = &item->values[i];
        if (value->kind != kind || !case_fits(reading, item->first, value))
            continue;
        if (lex_in(value->from, value->to, reading->at))
            return value;
        if (best == NULL)
            best = value;
    }
    return best;
}

/* ---- What an item may be in a phrase ---- */

bool item_is_noun(const struct item *item)
{
    static const uint64_t nouns = CLASS(WORD_HEAD) | CLASS(WORD_SPOKES) | CLASS(WORD_REGION_NOUN) | CLASS(WORD_REGION_PLURAL) | CLASS(WORD_REGION_RULERS)
        | CLASS(WORD_GOVERNMENT_NOUN) | CLASS(WORD_COUNTRY_NOUN) | CLASS(WORD_OWNED) | CLASS(WORD_RELATIVE) | CLASS(WORD_COUNTERPART) | CLASS(WORD_PARTNER)
        | CLASS(WORD_BODY_NOUN);
    return item->kind == ITEM_WORDS
        && ((item->means & (1u << LEX_IS_OFFICE | 1u << LEX_IS_GENERIC | 1u << LEX_IS_AGENT)) != 0 || (item->classes & nouns) != 0);
}

bool item_is_entity(const struct item *item)
{
    return item->kind == ITEM_WORDS
        && (item->means & (1u << LEX_IS_COUNTRY | 1u << LEX_IS_DEMONYM | 1u << LEX_IS_BODY | 1u << LEX_IS_PLACE | 1u << LEX_IS_REGION
                           | 1u << LEX_IS_REGION_ADJECTIVE)) != 0;
}

bool item_is_person(const struct item *item)
{
    return item->kind == ITEM_WORDS && (item_means(item, LEX_IS_PERSON) || item_means(item, LEX_IS_SURNAME));
}

/* A word in capitals that no table has: part of a name. */
bool item_is_name(const struct reading *reading, const struct item *item)
{
    if (item->kind != ITEM_WORDS || item->number || !item->capital || reading->lower || reading->upper)
        return false;
    bool tag = item->upos == UPOS_X || item->upos == UPOS_PROPN || item->upos == UPOS_NOUN || item->upos == UPOS_ADJ;
    return tag && (item->means == 0 || (item->means == 1u << LEX_IS_WORD && item->classes == CLASS(WORD_THING)));
}

/* A word that may stand between a determiner and a noun. */
bool item_is_filler(const struct reading *reading, const struct item *item)
{
    if (item->kind != ITEM_WORDS || (item->means != 0 && item->classes == 0 && !item_means(item, LEX_IS_ADJECTIVE)))
        return false;
    static const uint64_t grammar = CLASS(WORD_OF) | CLASS(WORD_FOR) | CLASS(WORD_WITHIN) | CLASS(WORD_TO) | CLASS(WORD_LOCATIVE) | CLASS(WORD_CONJUNCTION)
        | CLASS(WORD_LOCATIVE_CITY) | CLASS(WORD_HE) | CLASS(WORD_SHE) | CLASS(WORD_THEY) | CLASS(WORD_IT) | CLASS(WORD_CLAUSE);
    if (item->classes & grammar)
        return false;
    if (item->upos == UPOS_X)
        return reading->alone;
    if (item->number)
        return false;
    if (item->upos == UPOS_VERB) {
        str form = item_text(reading, (uint32_t)(item - reading->items), (uint32_t)(item - reading->items));
        return str_ends(form, STR("ing")) || str_ends(form, STR("ed"));
    }
    return item->upos == UPOS_ADJ || item->upos == UPOS_NOUN || item->upos == UPOS_PROPN;
}

/* "that" may be a conjunction or a relative pronoun; then no phrase begins there. */
bool item_may_lead(const struct reading *reading, uint32_t i)
{
    uint8_t upos = reading->items[i].upos;
    if (str_eq_fold(item_text(reading, i, i), STR("that")))
        return upos == UPOS_X || upos == UPOS_DET;
    return upos != UPOS_SCONJ && upos != UPOS_VERB && upos != UPOS_CCONJ && upos != UPOS_AUX;
}

/* Is there a known noun at i or after a few fillers? */
bool item_noun_ahead(const struct reading *reading, uint32_t i)
{
    for (uint32_t k = i; k < reading->count && k <= i + NOUN_SEARCH_MAX; k++) {
        if (k > i && item_means(&reading->items[k], LEX_IS_BODY))
            return false;                                /* "the war Hezbollah …": somebody else begins */
        if (item_is_noun(&reading->items[k]))
            return true;
        if (!item_is_filler(reading, &reading->items[k]))
            return false;
    }
    return false;
}

/* "ordinary Kazakhs": a people's name in the plural. */
bool item_is_people(const struct reading *reading, uint32_t i)
{
    return i < reading->count && item_means(&reading->items[i], LEX_IS_DEMONYM) && !item_means(&reading->items[i], LEX_IS_ADJECTIVE);
}
