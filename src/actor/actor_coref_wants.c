/* actor_coref_wants.c: does a mention wait for the page to tell whom it means, and for what kind of answer?
 *
 * A pronoun always does; a noun phrase where it has a definite article and no owner ("the president", "the army", "the company"), where somebody
 * possesses it ("his country"), where it is two of a kind ("both sides"), or where it has only its country ("the French minister"). The words of
 * each class stand in data/actor/words.tsv.
 */
#include "actor/actor_coref.h"

#define CLASS(class) ((uint64_t)1 << (class))

bool coref_has_owner(const struct phrase *phrase)
{
    return phrase->country != LEX_NONE || phrase->region != LEX_NONE || phrase->body != LEX_NONE;
}

static bool any_item(const struct reading *reading, const struct phrase *phrase, enum lex_word class)
{
    for (uint32_t i = phrase->first; i <= phrase->last && i < reading->count; i++)
        if (reading->items[i].kind == ITEM_WORDS && item_is(&reading->items[i], class))
            return true;
    return false;
}

/* "his", "its", or somebody's "'s" before item i. */
static bool is_possessed(const struct reading *reading, uint32_t i)
{
    if (i == 0 || (item_is(&reading->items[i], WORD_DETERMINER) && reading->items[i].kind == ITEM_WORDS))
        return false;                                    /* "told her that …" */
    const struct item *before = &reading->items[i - 1];
    bool pronoun = before->kind == ITEM_WORDS && (item_is(before, WORD_HE) || item_is(before, WORD_SHE) || item_is(before, WORD_THEY)
        || item_is(before, WORD_IT));
    return before->kind == ITEM_POSSESSIVE || pronoun;
}

/* The rows of offices that an item calls, "former prime minister" without its first word too; gives their number. */
static uint32_t office_rows(const struct reading *reading, const struct item *item, uint32_t rows[COREF_OFFICES])
{
    const struct actor *actor = reading->actor;
    const struct lex_value *values = item->values;
    uint32_t count = 0, value_count = item->value_count;
    if (!item_means(item, LEX_IS_OFFICE) && item->last > item->first) {
        uint64_t key = 0;
        for (uint32_t atom = item->first + 1; atom <= item->last; atom++)
            key = atom_chain(key, reading->atoms[atom].hash);
        const struct lex_node *node = lex_node_find(actor, key);
        values = node == NULL ? NULL : &actor->values[node->first];
        value_count = node == NULL ? 0 : node->count;
    }
    for (uint32_t i = 0; i < value_count && count < COREF_OFFICES; i++)
        if (values[i].kind == LEX_IS_OFFICE)
            rows[count++] = values[i].target;
    return count;
}

void coref_note(const struct reading *reading, const struct phrase *phrase, struct mention_note *note)
{
    const struct atom *head = &reading->atoms[phrase->head];
    note->noun = str_sub(reading->text, head->start, head->end);
    note->possessed = is_possessed(reading, phrase->first);
    if (phrase->noun_item == LEX_NONE)
        return;
    const struct item *item = &reading->items[phrase->noun_item];
    note->noun = item_text(reading, phrase->noun_item, phrase->noun_item);
    note->classes = item->classes;
    note->office_count = office_rows(reading, item, note->offices);
}

/* "the", "this", "those" begins the phrase, and nothing is counted: it means somebody whom the reader knows. */
static bool is_known(const struct reading *reading, const struct phrase *phrase)
{
    static const char *const pointers[] = {"the", "this", "that", "these", "those"};
    str first = item_text(reading, phrase->first, phrase->first);
    for (size_t i = 0; i < sizeof pointers / sizeof *pointers && !phrase->counted; i++)
        if (str_eq_fold(first, str_from(pointers[i])))
            return true;
    return false;
}

/* "the association agreement", "the party congress": the noun only tells what kind of thing comes behind it. */
static bool is_modifier(const struct reading *reading, const struct phrase *phrase)
{
    const struct item *next = phrase->last + 1 < reading->count ? &reading->items[phrase->last + 1] : NULL;
    return next != NULL && next->kind == ITEM_WORDS && next->upos == UPOS_NOUN && !next->number;
}

static enum coref_kind wants_bare(const struct reading *reading, const struct phrase *phrase, uint64_t classes)
{
    const struct actor *actor = reading->actor;
    bool of = phrase->last + 1 < reading->count && item_is(&reading->items[phrase->last + 1], WORD_OF);
    bool office = phrase->noun_item != LEX_NONE && item_means(&reading->items[phrase->noun_item], LEX_IS_OFFICE);
    if (phrase->former)
        return phrase->definite && !phrase->plural && office ? COREF_FORMER : COREF_NONE;
    if (phrase->deputy || phrase->spokes)
        return COREF_NONE;
    if (phrase->regions)
        return COREF_REGIONS;
    if (office && phrase->definite && !phrase->plural && (phrase->office != LEX_NONE || phrase->agent == LEX_NONE || !phrase->weak))
        return COREF_OFFICE;
    if (phrase->government)
        return COREF_GOVERNMENT;
    if ((any_item(reading, phrase, WORD_COUNTRY_NOUN)) && phrase->definite && !phrase->plural && !phrase->counted && !of)
        return COREF_COUNTRY;
    bool person = phrase->agent != LEX_NONE && actor->agents[phrase->agent].group == 0;
    if (!is_known(reading, phrase) || of || is_modifier(reading, phrase))
        return COREF_NONE;
    uint32_t rows[COREF_OFFICES];
    if (person && !phrase->plural && str_eq(lex_str(actor, actor->agents[phrase->agent].sector), STR("ELI"))
        && office_rows(reading, &reading->items[phrase->noun_item], rows) > 0)
        return COREF_FORMER;                             /* "the former prime minister", "the ex-president" as one word of the tables */
    if (person && !phrase->plural)
        return COREF_TITLE;
    if (classes & CLASS(WORD_BODY_NOUN) && !phrase->plural)
        return COREF_BODY;
    return phrase->generic != LEX_NONE || phrase->agent != LEX_NONE ? COREF_ROLE : COREF_NONE;
}

enum coref_kind coref_wants(const struct reading *reading, const struct phrase *phrase, const struct mention *mention)
{
    uint64_t classes = phrase->noun_item == LEX_NONE ? 0 : reading->items[phrase->noun_item].classes;
    if (phrase->pronoun != LEX_NONE)
        return phrase->pronoun == WORD_HE ? COREF_HE : phrase->pronoun == WORD_SHE ? COREF_SHE : phrase->pronoun == WORD_THEY ? COREF_THEY : COREF_IT;
    if (phrase->pair != PAIR_NONE)
        return COREF_PAIR;
    if (phrase->name_first != LEX_NONE)
        return phrase->person == LEX_NONE && phrase->name_first == phrase->name_last && !coref_has_owner(phrase) ? COREF_SURNAME : COREF_NONE;
    if (phrase->noun && (classes & (CLASS(WORD_COUNTERPART) | CLASS(WORD_PARTNER) | CLASS(WORD_BEFORE_AFTER))))
        return COREF_POSSESSED;
    bool owned = coref_has_owner(phrase), one = !phrase->plural && phrase->definite && !phrase->counted;
    bool office = phrase->office != LEX_NONE, person = phrase->agent != LEX_NONE && reading->actor->agents[phrase->agent].group == 0;
    if (owned && one && phrase->body == LEX_NONE && phrase->region == LEX_NONE && !phrase->former && !phrase->deputy && !phrase->spokes) {
        bool someone = (phrase->noun && person && !office) || (!phrase->noun && phrase->demonym);
        bool unknown = phrase->noun && office && mention->how.len > 0 && str_find(mention->actor, STR(".person."), 0) == mention->actor.len;
        return someone || unknown ? COREF_TITLE : COREF_NONE;    /* "the French minister", "the Cypriot" */
    }
    if (!phrase->noun || owned || mention->actor.len > 0)
        return COREF_NONE;
    if (is_possessed(reading, phrase->first))
        return COREF_POSSESSED;
    return wants_bare(reading, phrase, classes);
}
