/* actor_coref.c: pronouns, "the president", "the country", "both sides", bare surnames: taken from what the article named before.
 *
 * Candidates are asked from the left in the sentence itself, then in the sentences before, each from the left, COREF_SENTENCES back
 * and COREF_MENTIONS mentions at most: the naive algorithm of Hobbs (1978) without trees, which prefers subjects, as centering does
 * (Grosz, Joshi, Weinstein 1995). Agreement is by kind: he and she want persons (she also takes a country where the article has named
 * no woman: "her foreign policy"), it wants a country or body, they a group. "The president" is the last holder of that office on the
 * page, else the holder in the country that the page speaks of most; "the new president … in Ukraine" is the one elected there.
 */
#include "actor/actor_coref.h"

#include <math.h>

#define COREF_SENTENCES 3           /* for he, she, the country */
#define COREF_SENTENCES_NEAR 1      /* for it and they, which more often mean a thing */
#define COREF_MENTIONS 40
#define RENEWED_DAYS 365            /* so long a president is new */

/* ---- Names of the page ---- */

void page_name(struct page_reading *page, uint64_t hash, uint32_t mention)
{
    char key[8];
    for (size_t i = 0; i < 8; i++)
        key[i] = (char)(hash >> (8 * i) & 0xFF);
    *map_at(&page->names, arena_str(page->arena, (str){key, 8}), NULL) = (uint64_t)mention + 1;
}

uint32_t page_named(const struct page_reading *page, uint64_t hash)
{
    char key[8];
    for (size_t i = 0; i < 8; i++)
        key[i] = (char)(hash >> (8 * i) & 0xFF);
    uint64_t *found = map_find(&page->names, (str){key, 8});
    return found == NULL || *found == 0 ? LEX_NONE : (uint32_t)(*found - 1);
}

void page_learn(struct page_reading *page, const struct reading *reading, const struct phrase *phrase)
{
    uint32_t mention = (uint32_t)page->list->len - 1;
    if (phrase->name_first == LEX_NONE || phrase->name_last == LEX_NONE)
        return;
    uint32_t first = reading->items[phrase->name_first].first, last = reading->items[phrase->name_last].last;
    uint64_t hash = reading->atoms[last].hash;
    if (first != last || page_named(page, hash) == LEX_NONE)    /* a fuller mention replaces a bare one */
        page_name(page, hash, mention);
}

void phrase_of_entity(const struct reading *reading, uint32_t item, uint32_t entry, struct phrase *phrase)
{
    *phrase = (struct phrase){
        .first = item, .last = item, .head = reading->items[item].last, .country = entry, .region = LEX_NONE, .body = LEX_NONE,
        .place = LEX_NONE, .person = LEX_NONE, .country_to = LEX_NONE, .office = LEX_NONE, .generic = LEX_NONE, .agent = LEX_NONE,
        .name_first = LEX_NONE, .name_last = LEX_NONE, .owner_last = item, .pronoun = LEX_NONE, .adjective_only = true};
}

/* ---- What a mention wants ---- */

static bool has_owner(const struct phrase *phrase)
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

enum coref_kind coref_wants(const struct reading *reading, const struct phrase *phrase, const struct mention *mention)
{
    const struct actor *actor = reading->actor;
    if (phrase->pronoun != LEX_NONE)
        return phrase->pronoun == WORD_HE ? COREF_HE : phrase->pronoun == WORD_SHE ? COREF_SHE : phrase->pronoun == WORD_THEY ? COREF_THEY : COREF_IT;
    if (any_item(reading, phrase, WORD_PAIR))
        return COREF_PAIR;
    if (phrase->name_first != LEX_NONE)
        return phrase->person == LEX_NONE && phrase->name_first == phrase->name_last && !has_owner(phrase) ? COREF_SURNAME : COREF_NONE;
    if (!phrase->noun || has_owner(phrase) || mention->actor.len > 0 || phrase->former || phrase->deputy || phrase->spokes)
        return COREF_NONE;
    if (phrase->regions)
        return COREF_REGIONS;
    if (phrase->office != LEX_NONE && phrase->definite && !phrase->plural)
        return COREF_OFFICE;
    if (phrase->government)
        return COREF_GOVERNMENT;
    bool of = phrase->last + 1 < reading->count && item_is(&reading->items[phrase->last + 1], WORD_OF);
    if (any_item(reading, phrase, WORD_COUNTRY_NOUN) && phrase->definite && !phrase->plural && !phrase->counted && !of)
        return COREF_COUNTRY;
    bool minister = phrase->agent != LEX_NONE && str_eq(lex_str(actor, actor->agents[phrase->agent].singular), STR("minister"));
    if (minister && phrase->definite && !phrase->plural)
        return COREF_MINISTER;
    bool group = phrase->generic != LEX_NONE || (phrase->agent != LEX_NONE && actor->agents[phrase->agent].group != 0);
    return group && phrase->definite && !phrase->plural && !of ? COREF_BODY : COREF_NONE;
}

/* ---- Candidates ---- */

struct search {const struct page_reading *page; size_t current; enum coref_kind kind; bool women;};

/* The entry of a mention of the list; kept in its note, since it is asked often. */
static uint32_t entry_of(const struct page_reading *page, const struct mention *mention)
{
    struct mention_note *note = &page->notes.at[mention - page->list->at];
    if (mention->actor.len == 0)
        return LEX_NONE;
    if (note->looked_up.at != mention->actor.at || note->looked_up.len != mention->actor.len) {
        note->looked_up = mention->actor;
        note->entry = lex_find(page->actor, mention->actor);
    }
    return note->entry;
}

static bool agrees(const struct search *search, const struct mention *mention, const struct mention_note *note)
{
    const struct actor *actor = search->page->actor;
    uint32_t entry = entry_of(search->page, mention);
    bool named = note->phrase.name_first != LEX_NONE && note->phrase.name_first != note->phrase.name_last;
    bool person = entry != LEX_NONE ? actor->entries[entry].kind == LEX_PERSON : named && !note->thing;
    bool female = entry != LEX_NONE && actor->entries[entry].female != 0;
    bool group = mention->collective || note->phrase.plural || note->phrase.government;
    bool state = entry != LEX_NONE && !person && actor->entries[entry].kind != LEX_OFFICE;
    if (mention->kind == MENTION_PRONOUN)
        return false;
    switch (search->kind) {
    case COREF_HE: return person && !female;
    case COREF_SHE: return search->women ? person && (female || entry == LEX_NONE) : state && actor->entries[entry].kind == LEX_COUNTRY;
    case COREF_THEY: return group && mention->kind == MENTION_ACTOR;
    case COREF_IT: return state && !mention->collective && mention->kind == MENTION_ACTOR;
    case COREF_COUNTRY: return state && actor->entries[entry].owner != LEX_NONE;
    default: return false;
    }
}

/* The first candidate from the left, sentence by sentence backwards; LEX_NONE. */
static uint32_t antecedent(const struct search *search)
{
    const struct mention_list *list = search->page->list;
    uint32_t sentence = list->at[search->current].sentence, found = LEX_NONE, found_sentence = LEX_NONE;
    uint32_t reach = search->kind == COREF_IT || search->kind == COREF_THEY ? COREF_SENTENCES_NEAR : COREF_SENTENCES;
    for (size_t back = 1; back <= COREF_MENTIONS && back <= search->current - search->page->first; back++) {
        size_t i = search->current - back;
        const struct mention *mention = &list->at[i];
        if (found != LEX_NONE && mention->sentence != found_sentence)
            break;
        if (mention->sentence + reach < sentence)
            break;
        if (agrees(search, mention, &search->page->notes.at[i])) {
            found = (uint32_t)i;
            found_sentence = mention->sentence;
        }
    }
    return found;
}

static bool woman_named(const struct page_reading *page, size_t current)
{
    for (size_t back = 1; back <= COREF_MENTIONS && back <= current - page->first; back++) {
        const struct mention *mention = &page->list->at[current - back];
        uint32_t entry = entry_of(page, mention);
        bool named = page->notes.at[current - back].phrase.name_first != LEX_NONE;
        if (entry != LEX_NONE ? page->actor->entries[entry].female != 0 : named)
            return true;
    }
    return false;
}

static void take(struct mention *mention, const struct mention *from, bool whole_state)
{
    mention->actor = from->actor;
    mention->name = from->name;
    mention->country = from->country;
    mention->sector = whole_state ? STR("") : from->sector;
    mention->region = from->region;
    mention->collective = mention->collective || from->collective;
    mention->how = STR("coreference");
}

/* The country that the page speaks of most so far: an entry, LEX_NONE. */
static uint32_t focus(const struct page_reading *page)
{
    const struct country_count *best = NULL;
    for (size_t i = 0; i < page->country_count; i++)
        if (best == NULL || page->countries[i].count > best->count)
            best = &page->countries[i];
    if (best == NULL)
        return LEX_NONE;
    return lex_find(page->actor, best->country);
}

static void count_country(struct page_reading *page, const struct mention *mention)
{
    uint32_t entry = entry_of(page, mention);
    if (entry == LEX_NONE || mention->kind == MENTION_PRONOUN || page->actor->entries[entry].owner == LEX_NONE)
        return;
    str country = lex_str(page->actor, page->actor->entries[page->actor->entries[entry].owner].id);
    for (size_t i = 0; i < page->country_count; i++)
        if (str_eq(page->countries[i].country, country)) {
            page->countries[i].count++;
            return;
        }
    if (page->country_count < COREF_COUNTRIES_MAX)
        page->countries[page->country_count++] = (struct country_count){country, 1};
}

/* ---- One kind after the other ---- */

/* "elected in Ukraine": the first place after mention i in its sentence. */
static uint32_t place_after(const struct page_reading *page, size_t i)
{
    for (size_t k = i + 1; k < page->list->len && k < i + 4; k++) {
        uint32_t entry = entry_of(page, &page->list->at[k]);
        if (page->list->at[k].kind == MENTION_PLACE && entry != LEX_NONE)
            return page->actor->entries[entry].owner;
    }
    return LEX_NONE;
}

/* The country named last whose office changed hands within a year before the date, or is about to; LEX_NONE. */
static uint32_t renewed(const struct page_reading *page, size_t i, uint32_t office)
{
    const struct actor *actor = page->actor;
    for (size_t back = 1; back <= COREF_MENTIONS && back <= i - page->first && page->at != DAY_NONE; back++) {
        uint32_t entry = entry_of(page, &page->list->at[i - back]), owner = entry == LEX_NONE ? LEX_NONE : actor->entries[entry].owner;
        size_t first, count = owner == LEX_NONE ? 0 : lex_slot(actor, owner, actor->offices[office].first, &first);
        for (size_t k = 0; k < count; k++) {
            int32_t from = actor->terms[actor->slots[first + k]].from;
            if (from != DAY_NONE && from > page->at - RENEWED_DAYS && from <= page->at + FRESH_DAYS)
                return owner;
        }
    }
    return LEX_NONE;
}

static bool holds(const struct actor *actor, uint32_t person, uint32_t office)
{
    const struct lex_entry *entry = &actor->entries[person];
    for (uint32_t i = entry->term_first; i < entry->term_first + entry->term_count; i++)
        if (actor->terms[i].office == actor->offices[office].first)
            return true;
    return false;
}

static void resolve_office(struct page_reading *page, size_t i)
{
    const struct actor *actor = page->actor;
    struct mention *mention = &page->list->at[i];
    const struct phrase *phrase = &page->notes.at[i].phrase;
    uint32_t office = phrase->office, owner = phrase->fresh ? place_after(page, i) : LEX_NONE;
    if (actor->offices[office].scope != SCOPE_COUNTRY)
        return;
    for (size_t back = 1; owner == LEX_NONE && back <= COREF_MENTIONS && back <= i - page->first; back++) {
        const struct mention *earlier = &page->list->at[i - back];
        uint32_t entry = entry_of(page, earlier);
        bool person = entry != LEX_NONE && actor->entries[entry].kind == LEX_PERSON && earlier->kind == MENTION_ACTOR;
        if (person && holds(actor, entry, office) && (!phrase->fresh || page->notes.at[i - back].phrase.fresh)) {
            take(mention, earlier, false);
            return;
        }
    }
    owner = owner != LEX_NONE ? owner : phrase->fresh ? renewed(page, i, office) : LEX_NONE;
    owner = owner != LEX_NONE ? owner : focus(page);
    uint32_t holder = office_holder(actor, owner, office, LEX_NONE, page->at, phrase->fresh);
    if (holder == LEX_NONE)
        return;
    mention_person(actor, holder, page->at, false, STR("coreference"), mention);
    mention->sector = lex_str(actor, actor->offices[office].sector);
    mention->country = lex_str(actor, actor->entries[owner].country);
}

/* "the authorities": of the country of an earlier person found in this sentence by coreference, else the last government named. */
static void resolve_government(struct page_reading *page, size_t i)
{
    const struct actor *actor = page->actor;
    struct mention *mention = &page->list->at[i];
    uint32_t owner = LEX_NONE;
    for (size_t back = 1; owner == LEX_NONE && back <= COREF_MENTIONS && back <= i - page->first; back++) {
        const struct mention *earlier = &page->list->at[i - back];
        uint32_t entry = entry_of(page, earlier);
        if (entry == LEX_NONE || earlier->kind != MENTION_ACTOR)
            continue;
        bool person = actor->entries[entry].kind == LEX_PERSON;
        bool here = earlier->sentence == mention->sentence && person && str_eq(earlier->how, STR("coreference"));
        if (here || (!person && str_eq(earlier->sector, STR("GOV"))))
            owner = here ? lex_find(actor, str_sub(earlier->actor, 0, str_find_char(earlier->actor, '.', 0))) : actor->entries[entry].owner;
    }
    owner = owner != LEX_NONE ? owner : focus(page);
    uint32_t government = lex_find_part(actor, owner, STR("gov"));
    if (government != LEX_NONE) {
        mention_entry(actor, government, STR("coreference"), mention);
        mention->lat = mention->lon = NAN;
    }
}

static void resolve_minister(struct page_reading *page, size_t i)
{
    const struct actor *actor = page->actor;
    for (size_t back = 1; back <= COREF_MENTIONS && back <= i - page->first; back++) {
        const struct mention *earlier = &page->list->at[i - back];
        uint32_t office = page->notes.at[i - back].phrase.office;
        bool minister = office != LEX_NONE && str_ends(lex_str(actor, actor->offices[office].key), STR("-minister"));
        if (minister && earlier->kind == MENTION_ACTOR) {
            take(&page->list->at[i], earlier, false);
            return;
        }
    }
}

/* "both sides": the last two states named; no id of its own, both names. */
static void resolve_pair(struct page_reading *page, size_t i)
{
    struct mention *mention = &page->list->at[i];
    const struct mention *last = NULL;
    for (size_t back = 1; back <= COREF_MENTIONS && back <= i - page->first; back++) {
        const struct mention *earlier = &page->list->at[i - back];
        if (earlier->kind != MENTION_ACTOR || earlier->country.len == 0 || (last != NULL && str_eq(earlier->country, last->country)))
            continue;
        if (last == NULL) {
            last = earlier;
            continue;
        }
        mention->name = arena_printf(page->arena, "%.*s; %.*s", STR_ARG(earlier->name), STR_ARG(last->name));
        mention->how = STR("coreference");
        break;
    }
    mention->collective = true;
}

/* "the regions", "heads of the provinces": those named last. */
static void resolve_regions(struct page_reading *page, size_t i)
{
    for (size_t back = 1; back <= COREF_MENTIONS && back <= i - page->first; back++) {
        const struct mention *earlier = &page->list->at[i - back];
        if (earlier->kind == MENTION_ACTOR && str_ends(earlier->actor, STR(".region"))) {
            take(&page->list->at[i], earlier, false);
            return;
        }
    }
}

/* "its government", "his spokesman", "their regions": a pronoun just before gives the country. True where it does. */
static bool resolve_possessed(struct page_reading *page, size_t i)
{
    const struct actor *actor = page->actor;
    struct mention *mention = &page->list->at[i];
    const struct phrase *phrase = &page->notes.at[i].phrase;
    const struct mention *owner = i > page->first ? &page->list->at[i - 1] : NULL;
    bool bare = phrase->noun && !has_owner(phrase) && mention->kind == MENTION_ACTOR && mention->country.len == 0 && phrase->name_first == LEX_NONE;
    if (!bare || owner == NULL || owner->kind != MENTION_PRONOUN || owner->sentence != mention->sentence || owner->last + 1 != mention->first)
        return false;
    uint32_t entry = entry_of(page, owner);
    if (entry == LEX_NONE || actor->entries[entry].owner == LEX_NONE
        || !str_eq(owner->country, lex_str(actor, actor->entries[actor->entries[entry].owner].country)))
        return false;                                    /* an official of an organisation does not stand for his country */
    uint32_t state = actor->entries[entry].owner, part = LEX_NONE;
    if (phrase->office != LEX_NONE && !phrase->plural && !phrase->former && !phrase->deputy && !phrase->spokes)
        part = office_holder(actor, state, phrase->office, LEX_NONE, page->at, phrase->fresh);
    if (part != LEX_NONE) {
        mention_person(actor, part, page->at, false, STR("coreference"), mention);
        return true;
    }
    if (phrase->regions)
        part = lex_find_part(actor, state, STR("region"));
    else if (phrase->generic != LEX_NONE)
        part = lex_find_part(actor, state, lex_str(actor, actor->generics[phrase->generic].part));
    else if (mention->sector.len > 0)
        part = lex_find_part(actor, state, mention->sector);
    if (part == LEX_NONE)
        return false;
    mention->actor = lex_str(actor, actor->entries[part].id);
    mention->country = lex_str(actor, actor->entries[part].country);
    mention->how = STR("coreference");
    return true;
}

/* "the union", "the church": the last body on the page whose name has that word. */
static void resolve_body(struct page_reading *page, size_t i)
{
    const struct actor *actor = page->actor;
    struct mention *mention = &page->list->at[i];
    const struct mention_note *note = &page->notes.at[i];
    for (size_t back = 1; back <= COREF_MENTIONS && back <= i - page->first; back++) {
        const struct mention *earlier = &page->list->at[i - back];
        uint32_t entry = entry_of(page, earlier);
        if (entry == LEX_NONE || (actor->entries[entry].kind != LEX_ORGANISATION && actor->entries[entry].kind != LEX_COUNTRY))
            continue;                                    /* the European Union stands among the countries */
        str name = lex_str(actor, actor->entries[entry].name);
        if (str_find_fold(name, note->noun, 0) < name.len) {
            take(mention, earlier, false);
            return;
        }
    }
}

static void resolve_surname(struct page_reading *page, size_t i)
{
    struct mention *mention = &page->list->at[i];
    uint32_t earlier = page_named(page, page->notes.at[i].name_hash);
    if (earlier == LEX_NONE || earlier >= i || (mention->actor.len > 0 && str_eq(mention->actor, page->list->at[earlier].actor)))
        return;
    take(mention, &page->list->at[earlier], false);
}

static void resolve(struct page_reading *page, size_t i)
{
    struct mention *mention = &page->list->at[i];
    struct search search = {page, i, page->notes.at[i].wants, false};
    uint32_t found;
    if (resolve_possessed(page, i))
        return;
    switch (search.kind) {
    case COREF_NONE: return;
    case COREF_OFFICE: resolve_office(page, i); return;
    case COREF_MINISTER: resolve_minister(page, i); return;
    case COREF_GOVERNMENT: resolve_government(page, i); return;
    case COREF_PAIR: resolve_pair(page, i); return;
    case COREF_BODY: resolve_body(page, i); return;
    case COREF_REGIONS: resolve_regions(page, i); return;
    case COREF_SURNAME: resolve_surname(page, i); return;
    default:
        search.women = search.kind == COREF_SHE && woman_named(page, i);
        found = antecedent(&search);
        if (found == LEX_NONE)
            return;
        take(mention, &page->list->at[found], false);
        if (search.kind == COREF_COUNTRY) {
            uint32_t owner = page->actor->entries[entry_of(page, mention)].owner;
            mention_entry(page->actor, owner, STR("coreference"), mention);
        }
    }
}

void coref_sentence(struct page_reading *page, const struct sentence *sentence, size_t from)
{
    for (size_t i = from; i < page->list->len; i++) {
        struct mention *mention = &page->list->at[i];
        bool expletive = sentence->tree && mention->head < sentence->count && sentence->words[mention->head].deprel == DEPREL_EXPL;
        if (!expletive)
            resolve(page, i);
        count_country(page, mention);
    }
}
