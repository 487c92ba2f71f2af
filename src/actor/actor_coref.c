/* actor_coref.c: pronouns and bare names: taken from what the article named before. Noun phrases: actor_coref_noun.c.
 *
 * Candidates are asked from the left in the sentence itself, then in the sentences before, each from the left, COREF_SENTENCES back
 * and COREF_MENTIONS mentions at most: the naive algorithm of Hobbs (1978) without trees, which prefers subjects, as centering does
 * (Grosz, Joshi, Weinstein 1995). Resolved pronouns are candidates too, so that a chain goes on. Agreement is by kind: he and she want
 * persons (she also takes a country where the article has named no woman: "her foreign policy"), it wants a country or body, they a
 * group, else the two persons of the sentence before. An object ("him", "them") is not who acts in its own clause (principle B of
 * Chomsky 1981); clauses are cut at the class `clause` of data/actor/words.tsv, at marks, and at commas behind which somebody is named.
 */
#include "actor/actor_coref.h"

#include <math.h>

#define CLASS(class) ((uint64_t)1 << (class))

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
    uint64_t hash = reading->atoms[last].hash, head = reading->atoms[first].hash;
    if (first != last || page_named(page, hash) == LEX_NONE)    /* a fuller mention replaces a bare one */
        page_name(page, hash, mention);
    if (first != last && page_named(page, head) == LEX_NONE)
        page_name(page, head, mention);                  /* family names that stand first: "Wang Yi … Wang" */
}

void phrase_of_entity(const struct reading *reading, uint32_t item, uint32_t entry, struct phrase *phrase)
{
    *phrase = (struct phrase){
        .first = item, .last = item, .head = reading->items[item].last, .country = entry, .region = LEX_NONE, .body = LEX_NONE,
        .place = LEX_NONE, .person = LEX_NONE, .country_to = LEX_NONE, .office = LEX_NONE, .generic = LEX_NONE, .agent = LEX_NONE,
        .name_first = LEX_NONE, .name_last = LEX_NONE, .owner_last = item, .pronoun = LEX_NONE, .noun_item = LEX_NONE, .adjective_only = true};
}

/* ---- Clauses ---- */

uint32_t coref_clause(const struct page_reading *page, uint32_t word)
{
    const struct reading *reading = page->reading;
    uint32_t start = 0, comma = 0;
    for (uint32_t i = 0; i < reading->count; i++) {
        const struct item *item = &reading->items[i];
        uint32_t at = reading->atoms[item->last].word;
        if (reading->atoms[item->first].word >= word)
            break;
        if (item->kind == ITEM_STOP || item->kind == ITEM_OPEN || (item->kind == ITEM_WORDS && item_is(item, WORD_CLAUSE)))
            start = at + 1;
        else if (item->kind == ITEM_COMMA)
            comma = at + 1;
    }
    for (size_t i = page->list->len; i > page->first && comma > start; i--) {
        const struct mention *mention = &page->list->at[i - 1];
        if (mention->sentence != page->number)
            break;
        if (mention->first >= comma && mention->last < word && mention->kind != MENTION_PLACE)
            return comma;
    }
    return start;
}

size_t coref_subject(const struct page_reading *page, size_t i)
{
    const struct mention *mention = &page->list->at[i];
    uint32_t start = coref_clause(page, mention->first);
    size_t found = SIZE_MAX;
    for (size_t k = i; k > page->first && page->list->at[k - 1].sentence == mention->sentence && page->list->at[k - 1].first >= start; k--)
        if (page->list->at[k - 1].kind != MENTION_PLACE && page->list->at[k - 1].last < mention->first && !(k < i && page->notes.at[k].possessed))
            found = k - 1;                               /* who possesses the next one is not who acts */
    return found;
}

bool coref_same(const struct mention *a, const struct mention *b)
{
    return a->actor.len > 0 || b->actor.len > 0 ? str_eq(a->actor, b->actor) : a->name.len > 0 && str_eq(a->name, b->name);
}

/* ---- Candidates ---- */

struct search {const struct page_reading *page; size_t current; enum coref_kind kind; bool women; const struct mention *not;};

uint32_t coref_entry(const struct page_reading *page, const struct mention *mention)
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

bool coref_is_person(const struct page_reading *page, size_t i)
{
    const struct mention *mention = &page->list->at[i];
    const struct mention_note *note = &page->notes.at[i];
    uint32_t entry = coref_entry(page, mention);
    bool named = note->phrase.name_first != LEX_NONE && note->phrase.name_first != note->phrase.name_last;
    if (mention->kind == MENTION_PLACE || mention->members[0].len > 0)
        return false;
    if (entry != LEX_NONE)
        return page->actor->entries[entry].kind == LEX_PERSON;
    if (mention->kind == MENTION_PRONOUN)
        return mention->name.len > 0 && (note->wants == COREF_HE || note->wants == COREF_SHE);
    return (named && !note->thing) || (note->phrase.name_first != LEX_NONE && note->phrase.noun && !note->thing);
}

/* "rebels", "the Saudis", "union leaders": several people. */
static bool is_group(const struct page_reading *page, size_t i)
{
    const struct mention *mention = &page->list->at[i];
    const struct mention_note *note = &page->notes.at[i];
    bool body = (note->classes & CLASS(WORD_BODY_NOUN)) != 0;
    bool people = note->phrase.agent != LEX_NONE && page->actor->agents[note->phrase.agent].group != 0;
    return mention->collective || note->phrase.plural || note->phrase.government || note->phrase.demonym || body || people;
}

static bool agrees(const struct search *search, size_t i)
{
    const struct page_reading *page = search->page;
    const struct actor *actor = page->actor;
    const struct mention *mention = &page->list->at[i];
    uint32_t entry = coref_entry(page, mention);
    bool pronoun = mention->kind == MENTION_PRONOUN, person = coref_is_person(page, i);
    bool female = entry != LEX_NONE && actor->entries[entry].female != 0;
    bool state = entry != LEX_NONE && !person && actor->entries[entry].kind != LEX_OFFICE;
    if (pronoun && (page->notes.at[i].wants != search->kind || (mention->actor.len == 0 && mention->name.len == 0)) && search->kind != COREF_COUNTRY)
        return false;
    if (mention->members[0].len > 0 || (search->not != NULL && coref_same(search->not, mention)))
        return false;
    switch (search->kind) {
    case COREF_HE: return person && !female;
    case COREF_SHE: return search->women ? person && (female || entry == LEX_NONE) : state && actor->entries[entry].kind == LEX_COUNTRY;
    case COREF_THEY: return mention->kind != MENTION_PLACE && (pronoun || is_group(page, i));
    case COREF_IT: return (state || (mention->sector.len > 0 && !person && page->notes.at[i].phrase.noun && is_group(page, i)
        && !page->notes.at[i].phrase.plural))
        && !mention->collective && mention->kind != MENTION_PLACE;
    case COREF_COUNTRY: return (state || person) && entry != LEX_NONE && actor->entries[entry].owner != LEX_NONE;
    default: return false;
    }
}

/* The first candidate from the left, sentence by sentence backwards; LEX_NONE. least > 0: only from that word of the sentence itself on. */
static uint32_t antecedent(const struct search *search, uint32_t least)
{
    const struct mention_list *list = search->page->list;
    uint32_t sentence = list->at[search->current].sentence, found = LEX_NONE, found_sentence = LEX_NONE;
    uint32_t reach = search->kind == COREF_IT || search->kind == COREF_THEY ? COREF_SENTENCES_NEAR : COREF_SENTENCES;
    for (size_t back = 1; back <= COREF_MENTIONS && back <= search->current - search->page->first; back++) {
        size_t i = search->current - back;
        const struct mention *mention = &list->at[i];
        if (found != LEX_NONE && mention->sentence != found_sentence)
            break;
        if (mention->sentence + reach < sentence || (least > 0 && (mention->sentence < sentence || mention->first < least)))
            break;
        if (agrees(search, i)) {
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
        uint32_t entry = coref_entry(page, mention);
        bool named = page->notes.at[current - back].phrase.name_first != LEX_NONE;
        if (entry != LEX_NONE ? page->actor->entries[entry].female != 0 : named)
            return true;
    }
    return false;
}

void coref_take(struct mention *mention, const struct mention *from)
{
    mention->actor = from->actor;
    mention->name = from->name;
    mention->country = from->country;
    mention->sector = from->sector;
    mention->region = from->region;
    mention->collective = mention->collective || from->collective;
    mention->how = STR("coreference");
}

void coref_pair(struct page_reading *page, struct mention *mention, const struct mention *first, const struct mention *second)
{
    mention->name = arena_printf(page->arena, "%.*s; %.*s", STR_ARG(first->name), STR_ARG(second->name));
    mention->members[0] = first->actor.len > 0 ? first->actor : first->name;
    mention->members[1] = second->actor.len > 0 ? second->actor : second->name;
    mention->actor = mention->country = mention->sector = mention->region = STR("");
    mention->how = STR("coreference");
    mention->collective = true;
}

uint32_t coref_focus(const struct page_reading *page)
{
    const struct country_count *best = NULL;
    for (size_t i = 0; i < page->country_count; i++)
        if (best == NULL || page->countries[i].count > best->count)
            best = &page->countries[i];
    return best == NULL ? LEX_NONE : lex_find(page->actor, best->country);
}

static void count_country(struct page_reading *page, const struct mention *mention)
{
    uint32_t entry = coref_entry(page, mention);
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

/* ---- Pronouns ---- */

static bool is_possessive(const struct sentence *sentence, const struct mention *mention)
{
    static const char *const always[] = {"his", "its", "their"};
    for (size_t i = 0; i < sizeof always / sizeof *always; i++)
        if (str_eq_fold(mention->text, str_from(always[i])))
            return true;
    return str_eq_fold(mention->text, STR("her")) && mention->head < sentence->count && sentence->words[mention->head].xpos == text_xpos_find(STR("PRP$"));
}

/* "him", "them", "her" after a verb; "it" after a verb or preposition. */
static bool is_object(const struct sentence *sentence, const struct mention *mention)
{
    if (str_eq_fold(mention->text, STR("him")) || str_eq_fold(mention->text, STR("them")))
        return true;
    bool it = str_eq_fold(mention->text, STR("it")), her = str_eq_fold(mention->text, STR("her")) && !is_possessive(sentence, mention);
    if (!(it || her) || mention->first == 0 || mention->first >= sentence->count)
        return false;
    uint8_t before = sentence->words[mention->first - 1].upos;
    return before == UPOS_VERB || before == UPOS_ADP;
}

/* "They met" after a sentence with two persons, where no group was named. */
static void resolve_two(struct page_reading *page, size_t i)
{
    const struct mention *found[2] = {NULL, NULL};
    struct mention *mention = &page->list->at[i];
    for (size_t k = i; k > page->first && page->list->at[k - 1].sentence + 1 >= mention->sentence; k--) {
        const struct mention *at = &page->list->at[k - 1];
        if (!coref_is_person(page, k - 1) || (found[0] != NULL && coref_same(found[0], at)) || (found[1] != NULL && coref_same(found[1], at)))
            continue;
        if (found[1] != NULL)
            return;                                      /* three: nobody knows which */
        found[found[0] != NULL] = at;
    }
    if (found[1] != NULL)
        coref_pair(page, mention, found[1], found[0]);
}

static void resolve_pronoun(struct page_reading *page, const struct sentence *sentence, size_t i)
{
    struct mention *mention = &page->list->at[i];
    struct search search = {.page = page, .current = i, .kind = page->notes.at[i].wants};
    bool object = is_object(sentence, mention), possessive = is_possessive(sentence, mention);
    size_t subject = object || possessive ? coref_subject(page, i) : SIZE_MAX;
    uint32_t found = LEX_NONE;
    search.women = search.kind == COREF_SHE && woman_named(page, i);
    if (object && subject != SIZE_MAX)
        search.not = &page->list->at[subject];
    if (possessive && search.kind == COREF_IT)           /* "if Russia did not lower its price" */
        found = antecedent(&search, coref_clause(page, mention->first));
    found = found != LEX_NONE ? found : antecedent(&search, 0);
    if (found != LEX_NONE)
        coref_take(mention, &page->list->at[found]);
    else if (search.kind == COREF_THEY)
        resolve_two(page, i);
}

/* "the country": of who acts in the sentence, else of who was named first before. */
static void resolve_country(struct page_reading *page, size_t i)
{
    struct mention *mention = &page->list->at[i];
    struct search search = {.page = page, .current = i, .kind = COREF_COUNTRY};
    size_t subject = coref_subject(page, i);
    if (subject != SIZE_MAX && !coref_is_person(page, subject))
        search.not = &page->list->at[subject];           /* "the bloc suspended the country" */
    uint32_t found = antecedent(&search, 0);
    uint32_t entry = found == LEX_NONE ? LEX_NONE : coref_entry(page, &page->list->at[found]);
    if (entry != LEX_NONE)
        mention_entry(page->actor, page->actor->entries[entry].owner, STR("coreference"), mention);
}

static void resolve_surname(struct page_reading *page, size_t i)
{
    struct mention *mention = &page->list->at[i];
    uint32_t earlier = page_named(page, page->notes.at[i].name_hash);
    if (earlier == LEX_NONE || earlier >= i || (mention->actor.len > 0 && str_eq(mention->actor, page->list->at[earlier].actor)))
        return;
    coref_take(mention, &page->list->at[earlier]);
}

void coref_sentence(struct page_reading *page, const struct sentence *sentence, size_t from)
{
    for (size_t i = from; i < page->list->len; i++) {
        struct mention *mention = &page->list->at[i];
        bool expletive = sentence->tree && mention->head < sentence->count && sentence->words[mention->head].deprel == DEPREL_EXPL;
        switch (expletive ? COREF_NONE : page->notes.at[i].wants) {
        case COREF_HE: case COREF_SHE: case COREF_THEY: case COREF_IT: resolve_pronoun(page, sentence, i); break;
        case COREF_COUNTRY: resolve_country(page, i); break;
        case COREF_SURNAME: resolve_surname(page, i); break;
        default: coref_noun(page, i); break;
        }
        count_country(page, mention);
    }
}
