/* actor_parse.c: a noun phrase that may mean an actor, read from left to right over items.
 *
 *   phrase  = (determiner | number | quantity)* part* noun* ("of" phrase)? person? ("," apposition)?
 *   part    = adjective | owner "'s" | owner | former, deputy, new … | other adjectives and nouns before a noun that is known
 *   owner   = country | region | place | body
 *   noun    = office | body of every state | role | "head", "spokesman", "regions" …
 *   person  = title? (person | surname | name that no table has)
 *
 * The last noun decides what the whole is, but a weak one ("leader", "official", "force") leaves the sector to the noun before it:
 * "opposition leader", "police chief". The grammar is ours, in the manner of a cascade of finite automata (Abney 1996); it reads at
 * most PHRASE_ITEMS_MAX items and never goes back, so the work is linear. Trees are not needed; tags are used where they are.
 */
#include <string.h>

#include "actor/actor_phrase.h"

static const struct phrase phrase_nothing = {
    .country = LEX_NONE, .region = LEX_NONE, .body = LEX_NONE, .place = LEX_NONE, .person = LEX_NONE, .country_to = LEX_NONE,
    .office = LEX_NONE, .generic = LEX_NONE, .agent = LEX_NONE, .name_first = LEX_NONE, .name_last = LEX_NONE, .owner_last = LEX_NONE,
    .pronoun = LEX_NONE, .head = LEX_NONE, .noun_item = LEX_NONE,
};

static const struct item *item_at(const struct reading *reading, uint32_t i)
{
    return i < reading->count ? &reading->items[i] : NULL;
}

static bool kind_at(const struct reading *reading, uint32_t i, enum item_kind kind)
{
    return i < reading->count && reading->items[i].kind == kind;
}

static bool class_at(const struct reading *reading, uint32_t i, enum lex_word class)
{
    return i < reading->count && item_is(&reading->items[i], class);
}

/* ---- Nouns ---- */

/* The office that an item calls: a row for this country before one for all. */
static uint32_t office_of(const struct reading *reading, const struct item *item, const struct phrase *phrase)
{
    uint32_t found = LEX_NONE;
    const struct actor *actor = reading->actor;
    uint32_t owner = phrase->region != LEX_NONE ? phrase->region : phrase->body != LEX_NONE ? phrase->body : phrase->country;
    bool regional = phrase->region != LEX_NONE, bodily = !regional && phrase->body != LEX_NONE;
    for (uint32_t i = 0; i < item->value_count; i++) {
        const struct lex_value *value = &item->values[i];
        if (value->kind != LEX_IS_OFFICE)
            continue;
        const struct lex_office *office = &actor->offices[value->target];
        if (office->only_count > 0) {
            for (uint32_t k = 0; k < office->only_count; k++)
                if (actor->only[office->only_first + k] == owner || (owner == LEX_NONE && office->only_count == 1))
                    return value->target;
            continue;
        }
        bool fits = regional ? office->scope == SCOPE_REGION : bodily ? office->scope == SCOPE_ORGANISATION : office->scope == SCOPE_COUNTRY;
        if (fits && (found == LEX_NONE || actor->offices[found].scope == SCOPE_REGION))
            found = value->target;
        if (found == LEX_NONE && owner == LEX_NONE && office->scope == SCOPE_REGION)
            found = value->target;
    }
    return found;
}

/* A phrase's noun once more, now that its owner is known ("president" of a body is no head of state). */
static void settle_office(const struct reading *reading, uint32_t noun_item, struct phrase *phrase)
{
    const struct actor *actor = reading->actor;
    const struct item *item = &reading->items[noun_item];
    bool city = phrase->place != LEX_NONE && phrase->region == LEX_NONE && phrase->body == LEX_NONE && item_means(item, LEX_IS_OFFICE);
    if (city && office_of(reading, item, phrase) == LEX_NONE)
        phrase->region = actor->entries[phrase->place].home;    /* "the mayor of Moscow": no office of the state */
    uint32_t office = item_means(item, LEX_IS_OFFICE) && (phrase->agent == LEX_NONE || !phrase->weak) ? office_of(reading, item, phrase) : LEX_NONE;
    bool heads = item_is(item, WORD_HEAD) || item_means(item, LEX_IS_OFFICE);
    if (phrase->region == LEX_NONE && phrase->body != LEX_NONE && heads && !phrase->spokes && !phrase->deputy) {
        uint32_t head = actor->entries[phrase->body].head;
        if (head != LEX_NONE && (item_is(item, WORD_HEAD) || office == LEX_NONE || actor->offices[office].scope == SCOPE_ORGANISATION
                                 || actor->offices[office].first == head || str_starts(lex_str(actor, actor->offices[head].key), STR("speaker"))))
            office = head;
    }
    if (phrase->generic != LEX_NONE && heads && phrase->agent == LEX_NONE && phrase->noun && item_is(item, WORD_HEAD))
        office = actor->generics[phrase->generic].head;
    if (phrase->region != LEX_NONE && item_is(item, WORD_HEAD) && office == LEX_NONE)
        for (uint32_t row = 0; row < actor->office_count && office == LEX_NONE; row++)
            if (actor->offices[row].scope == SCOPE_REGION)
                office = row;
    if (office != LEX_NONE)
        phrase->office = office;
    else if (phrase->office != LEX_NONE && (phrase->region != LEX_NONE || phrase->body != LEX_NONE))
        phrase->office = LEX_NONE;
}

static void take_noun(const struct reading *reading, uint32_t i, struct phrase *phrase)
{
    const struct item *item = &reading->items[i];
    const struct lex_value *agent = item_value(reading, item, LEX_IS_AGENT), *generic = item_value(reading, item, LEX_IS_GENERIC);
    bool weak = item_is(item, WORD_WEAK) || item_is(item, WORD_HEAD) || item_is(item, WORD_SPOKES);
    bool before = phrase->agent != LEX_NONE || phrase->generic != LEX_NONE || phrase->office != LEX_NONE || phrase->regions;
    phrase->noun = true;
    phrase->head = item->last;
    phrase->plural = false;
    for (uint32_t k = 0; k < item->value_count; k++)
        if ((item->values[k].flags & LEX_PLURAL) != 0)
            phrase->plural = true;
    phrase->spokes = phrase->spokes || item_is(item, WORD_SPOKES);
    phrase->heads = item_is(item, WORD_HEAD);
    if (item_is(item, WORD_REGION_PLURAL) || item_is(item, WORD_REGION_RULERS))
        phrase->regions = phrase->plural = true;
    if (item_is(item, WORD_REGION_NOUN))
        phrase->region_noun = true;
    phrase->government = phrase->government || item_is(item, WORD_GOVERNMENT_NOUN) || item_is(item, WORD_OWNED);
    phrase->owned = item_is(item, WORD_OWNED);
    if (before && weak) {
        phrase->weak = true;
        return;
    }
    phrase->weak = false;
    if (generic != NULL) {
        phrase->generic = generic->target;
        phrase->agent = LEX_NONE;
    } else {
        phrase->agent = agent != NULL ? agent->target : phrase->agent;
        if (agent != NULL)
            phrase->generic = LEX_NONE;
    }
    phrase->office = item_means(item, LEX_IS_OFFICE) ? office_of(reading, item, phrase) : LEX_NONE;
}

/* ---- Owners ---- */

static void own(const struct reading *reading, uint32_t entry, struct phrase *phrase)
{
    const struct lex_entry *at = &reading->actor->entries[entry];
    switch (at->kind) {
    case LEX_COUNTRY:
        if (phrase->country == LEX_NONE)
            phrase->country = entry;
        break;
    case LEX_REGION:
        phrase->region = entry;
        phrase->country = at->owner;
        break;
    case LEX_PLACE:
        phrase->place = entry;
        phrase->country = at->owner;
        if (at->home != LEX_NONE && at->stands_for == LEX_NONE)
            phrase->region = at->home;
        break;
    default:
        phrase->body = entry;
        if (at->owner != LEX_NONE)
            phrase->country = at->owner;
    }
}

/* The entry that an item means as owner or by itself; LEX_NONE. A region's adjective means the region before a noun alone. */
static uint32_t entity_of(const struct reading *reading, const struct item *item, bool before_noun)
{
    static const enum lex_value_kind order[] = {LEX_IS_COUNTRY, LEX_IS_DEMONYM, LEX_IS_BODY, LEX_IS_PLACE, LEX_IS_REGION};
    const struct lex_value *value = before_noun ? item_value(reading, item, LEX_IS_REGION_ADJECTIVE) : NULL;
    for (size_t i = 0; i < sizeof order / sizeof *order && value == NULL; i++)
        value = item_value(reading, item, order[i]);
    if (value == NULL)
        value = item_value(reading, item, LEX_IS_REGION_ADJECTIVE);
    return value == NULL ? LEX_NONE : value->target;
}

/* "the Minsk authorities" are not those of Minsk region. */
static bool is_capital(const struct reading *reading, const struct item *item)
{
    const struct lex_value *place = item_value(reading, item, LEX_IS_PLACE);
    return place != NULL && reading->actor->entries[place->target].stands_for != LEX_NONE;
}

/* ---- Persons ---- */

/* A name from item i: known, or words in capitals. Gives the item after it; i where there is none. */
static uint32_t read_person(const struct reading *reading, uint32_t i, bool sure, struct phrase *phrase)
{
    uint32_t start = i;
    bool titled = false;
    while (class_at(reading, i, WORD_TITLE)) {
        titled = true;
        i++;
    }
    const struct item *item = item_at(reading, i);
    if (item == NULL)
        return start;
    const struct lex_value *known = item_value(reading, item, LEX_IS_PERSON);
    if (known != NULL) {
        phrase->person = known->target;
        phrase->head = item->last;
        phrase->name_first = phrase->name_last = i;
        return i + 1;
    }
    uint32_t k = i, words = 0;
    while (k < reading->count && words < NAME_ITEMS_MAX) {
        const struct item *part = &reading->items[k];
        bool later = words > 0 && part->capital && !reading->upper && part->kind == ITEM_WORDS && part->first == part->last;
        bool name = item_is_name(reading, part) || item_means(part, LEX_IS_SURNAME) || (later && !item_is_noun(part) && !item_means(part, LEX_IS_ADJECTIVE));
        bool particle = words > 0 && item_is(part, WORD_PARTICLE) && k + 1 < reading->count && reading->items[k + 1].capital;
        if (!name && !particle)
            break;
        words++;
        k++;
    }
    if (words == 0 || (words == 1 && !titled && !sure && !reading->alone && !item_means(item, LEX_IS_SURNAME)))
        return start;
    phrase->name_first = i;
    phrase->name_last = k - 1;
    phrase->head = reading->items[k - 1].last;
    return k;
}

/* After a noun: a person in apposition, at once, after a comma, or after a bracket. Gives the item after it; i where none is. */
static uint32_t read_apposed_person(const struct reading *reading, uint32_t i, struct phrase *phrase)
{
    uint32_t at = i, close = i;
    if (kind_at(reading, i, ITEM_OPEN)) {
        while (close < reading->count && close < i + PHRASE_ITEMS_MAX && reading->items[close].kind != ITEM_CLOSE)
            close++;
        if (!kind_at(reading, close, ITEM_CLOSE))
            return i;
        at = close + 1;
    }
    bool comma = kind_at(reading, at, ITEM_COMMA);
    const struct item *item = item_at(reading, at + comma);
    if (item == NULL || phrase->plural)
        return i;
    bool titled = item_is(item, WORD_TITLE), known = item_means(item, LEX_IS_PERSON) || item_means(item, LEX_IS_SURNAME);
    bool named = item_is_name(reading, item);
    if (!titled && !known && !named)
        return i;
    if (comma && !titled && !item_means(item, LEX_IS_PERSON)) {
        struct phrase trial = *phrase;                   /* "the governor, John Smith, said": a comma or the end must follow */
        uint32_t end = read_person(reading, at + 1, false, &trial);
        if (end < at + 3 || !(end >= reading->count || reading->items[end].kind != ITEM_WORDS))
            return i;
    }
    if (!comma && named && phrase->office == LEX_NONE && phrase->agent == LEX_NONE && phrase->generic == LEX_NONE)
        return i;
    uint32_t end = read_person(reading, at + comma, true, phrase);
    return end > at + comma ? end : i;
}

/* ---- Phrases ---- */

static void take_owner(struct phrase *phrase, const struct phrase *inner)
{
    if (phrase->country == LEX_NONE)
        phrase->country = inner->country;
    if (phrase->region == LEX_NONE)
        phrase->region = inner->region;
    if (phrase->body == LEX_NONE)
        phrase->body = inner->body;
    if (phrase->place == LEX_NONE)
        phrase->place = inner->place;
    phrase->regions = phrase->regions || inner->regions;
    if (phrase->generic == LEX_NONE && inner->generic != LEX_NONE)
        phrase->generic = inner->generic;
    bool vague = phrase->agent == LEX_NONE || phrase->spokes || phrase->heads || phrase->weak;
    if (vague && phrase->office == LEX_NONE && inner->agent != LEX_NONE)
        phrase->agent = inner->agent;
    if (phrase->spokes && phrase->office == LEX_NONE)
        phrase->office = inner->office;
}

/* A group that has a head of its own: a league, a union, a company; no "authorities" and no region. */
static bool is_association(const struct reading *reading, const struct phrase *phrase)
{
    return phrase->agent != LEX_NONE && phrase->generic == LEX_NONE && !phrase->regions && !phrase->region_noun && !phrase->government
        && reading->actor->agents[phrase->agent].group;
}

static bool is_owned(const struct phrase *phrase)
{
    return phrase->country != LEX_NONE || phrase->region != LEX_NONE || phrase->body != LEX_NONE;
}

/* "of X", "in X", "to X" after the noun. Gives the item after it. */
static uint32_t read_complement(const struct reading *reading, uint32_t i, uint32_t noun_item, int depth, struct phrase *phrase)
{
    struct phrase inner;
    const struct actor *actor = reading->actor;
    bool host = phrase->office != LEX_NONE && str_eq(lex_str(actor, actor->offices[phrase->office].key), STR("ambassador"));
    bool of = class_at(reading, i, WORD_OF) || (class_at(reading, i, WORD_FOR) && phrase->spokes);
    bool to = class_at(reading, i, WORD_TO) && host;
    bool embassy = phrase->generic != LEX_NONE && str_ends(lex_str(actor, actor->generics[phrase->generic].part), STR("embassy"));
    bool within = class_at(reading, i, WORD_WITHIN) && !embassy && (reading->alone || phrase->country == LEX_NONE);
    bool around = class_at(reading, noun_item, WORD_RELATIVE) || phrase->spokes;
    if (depth >= PHRASE_DEPTH_MAX || !(of || to || within) || !phrase_read(reading, i + 1, depth + 1, &inner))
        return i;
    if (inner.person != LEX_NONE && !(of && around))
        return i;
    if (inner.person != LEX_NONE && !is_owned(&inner))
        inner.country = actor->entries[inner.person].owner;    /* "the brother of Mohamed Nasheed" */
    bool useful = inner.country != LEX_NONE || inner.body != LEX_NONE || inner.regions || inner.generic != LEX_NONE || inner.agent != LEX_NONE;
    if (!useful || (inner.adjective_only && !of))
        return i;
    if (to && inner.country != LEX_NONE) {
        phrase->country_to = inner.country;
        return inner.last + 1;
    }
    if (within && inner.noun)
        return i;
    bool owned = phrase->country != LEX_NONE || phrase->body != LEX_NONE;
    if (of || reading->alone || !owned) {
        bool relative = class_at(reading, noun_item, WORD_RELATIVE);
        uint32_t agent = phrase->agent;
        if (of)
            take_owner(phrase, &inner);
        if (of && relative)                              /* "the brother of the president" is none himself */
            phrase->agent = agent, phrase->generic = LEX_NONE, phrase->relative = true;
        if (!of && phrase->country == LEX_NONE)
            phrase->country = inner.country;
        if (of)
            settle_office(reading, noun_item, phrase);
        bool people = inner.agent != LEX_NONE && inner.plural && inner.generic == LEX_NONE && !inner.regions && !inner.government;
        if (of && inner.noun && inner.office == LEX_NONE && (is_association(reading, &inner) || people)) {
            phrase->office = LEX_NONE;                   /* "president of the Belarusian Association of Journalists" */
            phrase->agent = inner.agent;
            phrase->weak = true;
        }
    }
    return of || reading->alone ? inner.last + 1 : i;
}

/* Determiners, numbers and "dozens of" before the phrase. */
static uint32_t read_lead(const struct reading *reading, uint32_t i, struct phrase *phrase)
{
    for (uint32_t n = 0; i < reading->count && n < PHRASE_ITEMS_MAX; i++, n++) {
        const struct item *item = &reading->items[i];
        bool quantity = item_is(item, WORD_QUANTITY), number = item->number || item_is(item, WORD_NUMBER);
        bool of = phrase->counted && class_at(reading, i, WORD_OF);
        if (item->kind != ITEM_WORDS || !(item_is(item, WORD_DETERMINER) || quantity || number || of))
            break;
        if (item_is(item, WORD_DETERMINER) && !quantity && !number && i > 0 && n > 0 && reading->items[i - 1].number)
            break;                                       /* "In 2008 the EU": the number is none of the EU */
        if (!item_may_lead(reading, i) || (item->means & ~(1u << LEX_IS_WORD)) != 0)
            break;                                       /* "All Russia" … a form of its own */
        phrase->counted = phrase->counted || quantity || number;
        str word = item_text(reading, i, i);
        phrase->definite = phrase->definite || !(str_eq_fold(word, STR("a")) || str_eq_fold(word, STR("an")));
    }
    return i;
}

/* An adjective of a country: it is a part where more of the phrase follows, else people ("the British"). */
static uint32_t read_adjective(const struct reading *reading, uint32_t i, struct phrase *phrase)
{
    const struct item *item = &reading->items[i];
    const struct lex_value *value = item_value(reading, item, LEX_IS_ADJECTIVE);
    own(reading, value->target, phrase);
    phrase->adjective_only = true;
    phrase->owner_last = i;
    if (phrase->head == LEX_NONE)
        phrase->head = item->last;
    if (item->hyphened && i + 1 < reading->count && item_is_filler(reading, &reading->items[i + 1]))
        return i + 2;                                    /* "US-led", "Russia-backed" */
    return i + 1;
}

/* A country, region, place or body at i, as owner or by itself. Sets *done where the phrase ends with it. */
static uint32_t read_entity(const struct reading *reading, uint32_t i, struct phrase *phrase, bool *done)
{
    const struct item *item = &reading->items[i], *next = item_at(reading, i + 1);
    bool possessive = kind_at(reading, i + 1, ITEM_POSSESSIVE);
    bool regional = item_means(item, LEX_IS_REGION) || item_means(item, LEX_IS_REGION_ADJECTIVE);
    bool region_noun = regional && next != NULL && (item_is(next, WORD_REGION_NOUN) || item_is(next, WORD_REGION_PLURAL));
    bool noun = !possessive && next != NULL && item_noun_ahead(reading, i + 1);
    bool backed = item->hyphened && next != NULL && item_is_filler(reading, next);
    uint32_t entry = entity_of(reading, item, region_noun || (noun && !item_means(item, LEX_IS_COUNTRY) && !is_capital(reading, item)));
    phrase->demonym = item_means(item, LEX_IS_DEMONYM) && !item_means(item, LEX_IS_COUNTRY);
    own(reading, entry, phrase);
    phrase->owner_last = i;
    phrase->head = item->last;
    phrase->adjective_only = false;
    if (region_noun) {
        phrase->owner_last = ++i;
        phrase->head = reading->items[i].last;
        possessive = kind_at(reading, i + 1, ITEM_POSSESSIVE);
        noun = !possessive && item_noun_ahead(reading, i + 1);
    }
    phrase->last = i;
    if (possessive) {
        phrase->possessed = true;
        i++;
        struct phrase unused = phrase_nothing;
        uint32_t after = read_lead(reading, i + 1, &unused);
        const struct item *follows = item_at(reading, after);
        bool more = follows != NULL && (item_noun_ahead(reading, after) || item_is_entity(follows) || item_is_person(follows));
        *done = !more;
        phrase->counted = phrase->counted || unused.counted;
        return after;
    }
    if (backed)
        return i + 2;
    *done = !noun;
    return i + 1;
}

/* "military exercises", "the Catholic conference": an adjective of a noun that no table has. */
static bool modifies_unknown(const struct reading *reading, uint32_t i)
{
    const struct item *item = &reading->items[i], *next = item_at(reading, i + 1);
    bool before_noun = next != NULL && next->kind == ITEM_WORDS && next->upos == UPOS_NOUN;
    return item->upos == UPOS_ADJ && item->first == item->last && before_noun && !item_noun_ahead(reading, i + 1);
}

/* A verb ("jailed opposition leaders"), the word of a thing ("January traders"): not the first word of a phrase. */
static bool starts_no_phrase(const struct reading *reading, uint32_t i)
{
    const struct item *item = &reading->items[i];
    return item->upos == UPOS_VERB || item_is(item, WORD_THING) || (item->upos != UPOS_X && str_ends(item_text(reading, i, i), STR("ed")));
}

/* "Belarus expelled most American diplomats": a verb form is a participle within a phrase only behind a determiner or an adjective. */
static bool is_deed(const struct reading *reading, uint32_t i)
{
    const struct item *before = i > 0 ? &reading->items[i - 1] : NULL;
    return reading->items[i].upos == UPOS_VERB && !(before && (item_is(before, WORD_DETERMINER) || item_means(before, LEX_IS_ADJECTIVE)));
}

/* "Chile's Defense Department": a body's name that is a common noun too means the body only in its own country. */
static bool is_body_of(const struct reading *reading, const struct item *item, uint32_t country)
{
    const struct lex_value *value = item_value(reading, item, LEX_IS_BODY);
    return value != NULL && reading->actor->entries[value->target].owner == country;
}

/* "The Russia's Federation Council": an owner, then a body or a region of it, then nouns. */
static uint32_t read_parts(const struct reading *reading, uint32_t i, struct phrase *phrase, uint32_t *noun_item)
{
    bool done = false;
    for (uint32_t n = 0; i < reading->count && n < PHRASE_ITEMS_MAX && !done; n++) {
        const struct item *item = &reading->items[i];
        if (item->kind == ITEM_POSSESSIVE && phrase->noun && item_noun_ahead(reading, i + 1)) {
            i++;                                         /* "the governor's spokesman" */
            continue;
        }
        if (item->kind != ITEM_WORDS || (phrase->noun && !item_is_noun(item)))
            break;
        const struct item *next = item_at(reading, i + 1);
        bool more = item_noun_ahead(reading, i + 1) || (next != NULL && (item_is_person(next) || item_is_entity(next) || item_means(next, LEX_IS_ADJECTIVE)));
        bool compound = item->hyphened && next != NULL && item_is_noun(item) && !item_is_entity(item) && item_is_filler(reading, next)
            && str_ends(item_text(reading, i + 1, i + 1), STR("ed"));
        if (compound && item_noun_ahead(reading, i + 2)) {
            i += 2;                                      /* "the army-backed leader" */
        } else if (item_is(item, WORD_FORMER) && more) {
            phrase->former = true, i++;
        } else if (item_is(item, WORD_NEW) && more) {
            phrase->fresh = true, i++;
        } else if (item_is(item, WORD_ACTING) && more) {
            phrase->acting = true, i++;
        } else if (item_is(item, WORD_DEPUTY) && more && !item_means(item, LEX_IS_OFFICE)) {
            phrase->deputy = true, i++;
        } else if (item_means(item, LEX_IS_ADJECTIVE) && !item_means(item, LEX_IS_COUNTRY)) {
            i = read_adjective(reading, i, phrase);
        } else if (item_is_entity(item) && !(item_is_noun(item) && ((phrase->country != LEX_NONE && !is_body_of(reading, item, phrase->country))
                                                                    || (item_means(item, LEX_IS_GENERIC) && class_at(reading, i + 1, WORD_OF))))) {
            i = read_entity(reading, i, phrase, &done);
        } else if (item_is_noun(item) && !modifies_unknown(reading, i)) {
            take_noun(reading, i, phrase);
            settle_office(reading, i, phrase);
            *noun_item = i;
            phrase->last = i++;
            phrase->adjective_only = false;
        } else if (!phrase->noun && item_is_filler(reading, item) && !is_deed(reading, i) && !(i == phrase->first && starts_no_phrase(reading, i))
                   && !(next != NULL && item_means(next, LEX_IS_BODY)) && (item_noun_ahead(reading, i + 1) || item_is_people(reading, i + 1))) {
            phrase->people_word = item_is_people(reading, i + 1);
            i++;
        } else {
            break;
        }
    }
    return done ? phrase->last + 1 : phrase->noun || phrase->owner_last == LEX_NONE ? i : phrase->owner_last + 1;
}

/* What two of a kind the words from item i are: "both sides", "the two leaders", "the two" before a verb. *last: their last item. */
static enum phrase_pair pair_at(const struct reading *reading, uint32_t i, bool definite, uint32_t *last)
{
    const struct item *item = &reading->items[i], *next = item_at(reading, i + 1);
    str word = item_text(reading, i, i);
    bool both = str_eq_fold(word, STR("both")), two = definite && str_eq_fold(word, STR("two"));
    *last = i;
    if (item_is(item, WORD_PAIR))
        return definite || reading->alone || str_starts_fold(word, STR("both")) ? PAIR_STATES : PAIR_NONE;
    if (!(both || two) || next == NULL || next->kind != ITEM_WORDS)
        return PAIR_NONE;
    if (next->upos == UPOS_VERB || next->upos == UPOS_AUX)
        return PAIR_ANY;
    const struct lex_value *agent = item_value(reading, next, LEX_IS_AGENT), *office = item_value(reading, next, LEX_IS_OFFICE);
    bool plural = (agent != NULL && (agent->flags & LEX_PLURAL)) || (office != NULL && (office->flags & LEX_PLURAL))
        || (item_is(next, WORD_BODY_NOUN) && agent == NULL)
        || item_is(next, WORD_COUNTERPART);
    if (!plural || reading->alone || class_at(reading, i + 2, WORD_OF) || item_noun_ahead(reading, i + 2) || class_at(reading, i + 2, WORD_WITHIN))
        return PAIR_NONE;
    *last = i + 1;
    return office != NULL || (agent != NULL && !reading->actor->agents[agent->target].group) ? PAIR_PERSONS : PAIR_GROUPS;
}

/* "both sides", "the two leaders"; "two countries" without "the" are any two. */
static bool read_pair(const struct reading *reading, uint32_t i, struct phrase *phrase)
{
    uint32_t at = i, last;
    bool both = str_eq_fold(item_text(reading, i, i), STR("both"));
    while (!both && at < reading->count && at < i + 2 && item_is(&reading->items[at], WORD_DETERMINER) && item_may_lead(reading, at)
           && !item_is(&reading->items[at], WORD_PAIR))
        at++;
    if (at >= reading->count || reading->items[at].kind != ITEM_WORDS)
        return false;
    phrase->pair = pair_at(reading, at, at > i, &last);
    if (phrase->pair == PAIR_NONE)
        return false;
    phrase->last = phrase->noun_item = last;
    phrase->head = reading->items[last].last;
    phrase->noun = phrase->plural = true;
    return true;
}

static bool read_pronoun(const struct reading *reading, uint32_t i, struct phrase *phrase)
{
    const struct item *item = &reading->items[i];
    for (enum lex_word class = WORD_HE; class <= WORD_IT; class++)
        if (item_is(item, class)) {
            phrase->pronoun = class;
            phrase->first = phrase->last = i;
            phrase->head = item->last;
            return true;
        }
    return false;
}

/* "X, head of Y": a description after a person's name. */
static void read_description(const struct reading *reading, int depth, struct phrase *phrase)
{
    struct phrase inner;
    uint32_t i = phrase->last + 1;
    if (depth > 0 || !kind_at(reading, i, ITEM_COMMA) || !phrase_read(reading, i + 1, depth + 1, &inner))
        return;
    if (class_at(reading, inner.last + 1, WORD_WITHIN) && inner.last + 2 < reading->count && item_is_entity(&reading->items[inner.last + 2]))
        inner.last += 2;                                 /* "a lawyer from Gomel": the town is part of the description */
    bool closed = inner.last + 1 >= reading->count || reading->items[inner.last + 1].kind != ITEM_WORDS;
    bool person = inner.agent != LEX_NONE && !reading->actor->agents[inner.agent].group;
    bool describes = inner.noun && !inner.plural && (inner.office != LEX_NONE || inner.heads || inner.spokes || person);
    if (!describes || inner.person != LEX_NONE || inner.name_first != LEX_NONE || !closed)
        return;
    uint32_t head = phrase->head;
    take_owner(phrase, &inner);
    phrase->office = inner.office;
    phrase->agent = phrase->agent == LEX_NONE ? inner.agent : phrase->agent;
    phrase->former = phrase->former || inner.former;
    phrase->deputy = inner.deputy, phrase->spokes = inner.spokes, phrase->heads = inner.heads, phrase->weak = inner.weak;
    phrase->last = inner.last;
    phrase->head = head;
}

/* "The Pope", "the Taoiseach": an office of one country alone names the country. */
static void name_only_country(const struct reading *reading, struct phrase *phrase)
{
    const struct lex_office *office = phrase->office == LEX_NONE ? NULL : &reading->actor->offices[phrase->office];
    bool owned = phrase->country != LEX_NONE || phrase->region != LEX_NONE || phrase->body != LEX_NONE;
    if (office != NULL && office->only_count == 1 && !owned)
        phrase->country = reading->actor->only[office->only_first];
}

/* "President Kinza Clodumar of Nauru": the state behind the name. */
static void read_state_after(const struct reading *reading, uint32_t i, uint32_t noun_item, struct phrase *phrase)
{
    struct phrase inner;
    if (!phrase->noun || phrase->office == LEX_NONE || is_owned(phrase) || !class_at(reading, i, WORD_OF)
        || !phrase_read(reading, i + 1, PHRASE_DEPTH_MAX, &inner))
        return;
    if (!is_owned(&inner) || inner.noun || inner.person != LEX_NONE || inner.adjective_only || inner.demonym)
        return;
    uint32_t head = phrase->head;
    take_owner(phrase, &inner);
    settle_office(reading, noun_item, phrase);
    phrase->last = inner.last;
    phrase->head = head;
}

void phrase_move(const struct reading *reading, uint32_t country, struct phrase *phrase)
{
    phrase->country = country;
    phrase->region = phrase->body = phrase->place = LEX_NONE;
    if (phrase->noun_item != LEX_NONE && phrase->office != LEX_NONE)
        settle_office(reading, phrase->noun_item, phrase);
}

bool phrase_read(const struct reading *reading, uint32_t i, int depth, struct phrase *phrase)
{
    uint32_t noun_item = LEX_NONE;
    *phrase = phrase_nothing;
    phrase->first = i;
    if (i >= reading->count || reading->items[i].kind != ITEM_WORDS)
        return false;
    if (read_pronoun(reading, i, phrase) || read_pair(reading, i, phrase))
        return true;
    uint32_t start = read_lead(reading, i, phrase), at = start;
    phrase->last = start;
    at = read_parts(reading, start, phrase, &noun_item);
    phrase->noun_item = noun_item;
    if (phrase->noun) {
        uint32_t after = read_complement(reading, at, noun_item, depth, phrase);
        phrase->last = after > at ? after - 1 : phrase->last;
        at = after;
        settle_office(reading, noun_item, phrase);
    }
    name_only_country(reading, phrase);
    bool described = phrase->noun || phrase->former || phrase->acting;
    bool bodily = phrase->body != LEX_NONE || phrase->country != LEX_NONE;
    if (described) {
        uint32_t after = read_apposed_person(reading, at, phrase);
        if (after > at) {
            phrase->last = after - 1;
            read_state_after(reading, after, noun_item, phrase);
        }
    } else if (!bodily) {
        uint32_t after = read_person(reading, start, false, phrase);
        if (after == start)
            return false;
        phrase->first = depth == 0 || start == i ? start : i;
        phrase->last = after - 1;
        read_description(reading, depth, phrase);
    }
    if (phrase->first > phrase->last || phrase->head == LEX_NONE)
        return false;
    return phrase->noun || bodily || phrase->person != LEX_NONE || phrase->name_first != LEX_NONE;
}
