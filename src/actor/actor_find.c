/* actor_find.c: the mentions of an article: each sentence is read from left to right, a phrase at a time.
 *
 * A phrase that means somebody is a mention; what stands inside it ("Russia" in "heads of Russian provinces") is none of its own.
 * Coordinations give a mention each, and what the members share is given to all: "Belarusian and Russian regions", "presidents of
 * Belarus and Russia". A city, region or country after "in" and its like is a place; a capital also after "to" and "from"; elsewhere
 * a capital is its government. Coreference comes after (actor_coref.c). Work is linear: a phrase is read once, at most three times
 * where coordinated, and has at most PHRASE_ITEMS_MAX items.
 */
#include "actor/actor_coref.h"

#include <math.h>

#define COORDINATED_MAX 16

/* A name with the word of a thing in it is none of a person or a body: "First Forum", "Helsinki Process". */
static bool is_thing(const struct reading *reading, const struct phrase *phrase)
{
    for (uint32_t i = phrase->name_first; i <= phrase->name_last && phrase->name_first != LEX_NONE; i++)
        if (item_is(&reading->items[i], WORD_THING))
            return true;
    return false;
}

static const struct item *item_before(const struct reading *reading, uint32_t i);

/* "in Kara Su": an unknown name behind "in" is none of a person. */
static bool stands_in_place(const struct reading *reading, const struct phrase *phrase)
{
    const struct item *before = item_before(reading, phrase->first);
    return phrase->name_first == phrase->first && phrase->person == LEX_NONE && !phrase->noun && before != NULL && item_is(before, WORD_LOCATIVE);
}

static void add_mention(struct page_reading *page, const struct reading *reading, const struct phrase *phrase, const struct mention *mention)
{
    struct mention *added = LIST_ADD(page->arena, page->list);
    *added = *mention;
    added->sentence = page->number;
    struct mention_note *note = LIST_ADD(page->arena, &page->notes);
    *note = (struct mention_note){.phrase = *phrase, .wants = coref_wants(reading, phrase, mention), .thing = is_thing(reading, phrase)
        || stands_in_place(reading, phrase)};
    coref_note(reading, phrase, note);
    if (phrase->name_last != LEX_NONE && phrase->name_first != LEX_NONE)
        note->name_hash = reading->atoms[reading->items[phrase->name_last].last].hash;
}

/* Worth being a mention: somebody or something that a reader could name. */
static bool is_worth(const struct reading *reading, const struct phrase *phrase, const struct mention *mention)
{
    if (phrase->owned && mention->country.len == 0)
        return false;                                    /* "the other side" */
    if (mention->actor.len > 0 || phrase->pronoun != LEX_NONE || mention->country.len > 0)
        return true;
    if (phrase->noun && mention->sector.len == 0 && phrase->name_first == LEX_NONE && coref_wants(reading, phrase, mention) == COREF_POSSESSED)
        return true;
    if (phrase->name_first != LEX_NONE && (is_thing(reading, phrase) || (phrase->name_first == phrase->name_last && stands_in_place(reading, phrase))))
        return false;                                    /* a forum; "in Kerry" */
    if (phrase->name_first != LEX_NONE)
        return phrase->noun || phrase->first != phrase->last || reading->items[phrase->first].first != reading->items[phrase->last].last;
    return mention->sector.len > 0 || coref_wants(reading, phrase, mention) != COREF_NONE;
}

/* The item before i that is no determiner, or NULL. */
static const struct item *item_before(const struct reading *reading, uint32_t i)
{
    while (i > 0 && item_is(&reading->items[i - 1], WORD_DETERMINER) && reading->items[i - 1].kind == ITEM_WORDS)
        i--;
    return i > 0 ? &reading->items[i - 1] : NULL;
}

/* "the Brussels dialogue", "Helsinki 2.0": the city names a thing. Without "the" only before a word that is known for one, since
 * headlines say "Minsk attempts". */
static bool names_thing(const struct reading *reading, const struct phrase *phrase)
{
    uint32_t next = phrase->last + 1;
    if (phrase->place == LEX_NONE || next >= reading->count || reading->items[next].kind != ITEM_WORDS)
        return false;
    const struct item *item = &reading->items[next];
    bool noun = item->upos == UPOS_NOUN && phrase->definite;
    return (item->number || item_is(item, WORD_THING) || noun) && !item_means(item, LEX_IS_AGENT);
}

/* "in Minsk", "to Minsk", "in Belarus", "in the Smolensk region": the entry of the place; LEX_NONE where it is an actor here. */
static uint32_t place_here(const struct reading *reading, const struct phrase *phrase)
{
    const struct item *before = item_before(reading, phrase->first);
    bool bare = !phrase->possessed && (!phrase->noun || phrase->region_noun) && !phrase->adjective_only && phrase->body == LEX_NONE;
    uint32_t entry = phrase->place != LEX_NONE ? phrase->place : phrase->region != LEX_NONE ? phrase->region : phrase->country;
    if (!bare || entry == LEX_NONE || phrase->person != LEX_NONE || phrase->name_first != LEX_NONE || phrase->demonym)
        return LEX_NONE;
    bool dateline = phrase->first == 0 && reading->atoms[reading->items[0].first].shape == SHAPE_UPPER && !reading->upper
        && (phrase->last + 1 >= reading->count || reading->items[phrase->last + 1].kind != ITEM_WORDS);
    if (dateline && phrase->place != LEX_NONE)
        return entry;                                    /* "MINSK, April 22" */
    if (before != NULL && item_is(before, WORD_TO) && before > reading->items && item_is(before - 1, WORD_TRANSFER))
        return LEX_NONE;                                 /* "arms sales to Ankara" */
    if ((before != NULL && item_is(before, WORD_LOCATIVE)) || (before != NULL && phrase->place != LEX_NONE && item_is(before, WORD_LOCATIVE_CITY)))
        return entry;
    return names_thing(reading, phrase) ? entry : LEX_NONE;
}

static void emit(struct page_reading *page, const struct reading *reading, const struct phrase *phrase)
{
    struct mention mention;
    phrase_resolve(reading, phrase, &mention);
    uint32_t place = place_here(reading, phrase);
    if (place != LEX_NONE)
        mention_place(reading, place, &mention);
    if (phrase->regions && place == LEX_NONE && mention.collective) {
        const struct item *before = item_before(reading, phrase->first);
        if (before != NULL && item_is(before, WORD_LOCATIVE) && phrase->agent == LEX_NONE && phrase->office == LEX_NONE && !phrase->heads)
            mention.kind = MENTION_PLACE;
    }
    if (is_worth(reading, phrase, &mention))
        add_mention(page, reading, phrase, &mention);
}

static bool joins(const struct reading *reading, uint32_t i)
{
    if (i >= reading->count)
        return false;
    const struct item *item = &reading->items[i];
    return item->kind == ITEM_COMMA || (item->kind == ITEM_WORDS && item_is(item, WORD_CONJUNCTION));
}

static bool is_adjective(const struct item *item)
{
    return item->kind == ITEM_WORDS && (item_means(item, LEX_IS_ADJECTIVE) || (item_means(item, LEX_IS_REGION_ADJECTIVE) && !item_means(item, LEX_IS_COUNTRY)));
}

/* "Vitebsk and Mogilev regions": the first as a region. False where the two are no regions. */
static bool emit_coordinated_region(struct page_reading *page, const struct reading *reading, uint32_t start, const struct phrase *whole)
{
    const struct lex_value *value = item_value(reading, &reading->items[start], LEX_IS_REGION_ADJECTIVE);
    struct phrase own;
    if (value == NULL || whole->region == LEX_NONE || whole->noun || !item_is(&reading->items[whole->last], WORD_REGION_PLURAL))
        return false;
    phrase_of_entity(reading, start, reading->actor->entries[value->target].owner, &own);
    own.region = value->target;
    own.adjective_only = false;
    emit(page, reading, &own);
    return true;
}

/* "Belarusian and Russian regions": the adjective at i gets the noun of the last member. False where nothing is coordinated. */
static bool emit_coordinated_adjective(struct page_reading *page, const struct reading *reading, uint32_t i, uint32_t *next)
{
    struct phrase whole, own;
    uint32_t start = i, last, members = 0;
    while (start < reading->count && item_is(&reading->items[start], WORD_DETERMINER) && !is_adjective(&reading->items[start]))
        start++;
    if (start >= reading->count || !is_adjective(&reading->items[start]))
        return false;
    for (last = start; joins(reading, last + 1) && last + 2 < reading->count && members < COORDINATED_MAX; members++) {
        uint32_t after = last + 2;
        if (joins(reading, after))                       /* ", and" */
            after++;
        if (after >= reading->count || !is_adjective(&reading->items[after]))
            break;
        last = after;
    }
    if (last == start || !phrase_read(reading, last, 0, &whole))
        return false;
    *next = start + 1;
    if (emit_coordinated_region(page, reading, start, &whole))
        return true;
    if (!whole.noun || whole.person != LEX_NONE || !item_means(&reading->items[start], LEX_IS_ADJECTIVE))
        return false;
    own = whole;
    phrase_move(reading, item_value(reading, &reading->items[start], LEX_IS_ADJECTIVE)->target, &own);
    own.first = own.last = start;
    own.head = reading->items[start].last;
    own.plural = whole.plural && whole.office == LEX_NONE;
    emit(page, reading, &own);
    return true;
}

/* "presidents of Belarus and Russia": each member is one of them. */
static uint32_t emit_shared_noun(struct page_reading *page, const struct reading *reading, struct phrase *phrase)
{
    uint32_t at = phrase->last + 1, members = 0;
    if (!phrase->noun || !phrase->plural || phrase->owner_last != LEX_NONE || phrase->country == LEX_NONE || phrase->last == phrase->first
        || phrase->body != LEX_NONE || !item_means(&reading->items[phrase->last], LEX_IS_COUNTRY))
        return LEX_NONE;
    struct phrase member = *phrase;
    while (joins(reading, at) && at + 1 < reading->count && members < COORDINATED_MAX) {
        uint32_t after = at + 1 + joins(reading, at + 1);
        if (after >= reading->count || !item_means(&reading->items[after], LEX_IS_COUNTRY) || item_means(&reading->items[after], LEX_IS_ADJECTIVE))
            break;
        if (members++ == 0) {
            phrase->plural = phrase->office == LEX_NONE;
            emit(page, reading, phrase);
        }
        phrase_move(reading, item_value(reading, &reading->items[after], LEX_IS_COUNTRY)->target, &member);
        member.plural = member.office == LEX_NONE;
        member.first = member.last = after;
        member.head = reading->items[after].last;
        emit(page, reading, &member);
        at = after + 1;
    }
    return members > 0 ? at : LEX_NONE;
}

/* The item from which the words up to item i (outside) have the letters as initials: "Movement for Democratic Change" and MDC. Small words may
 * be left out. LEX_NONE where they do not. */
static uint32_t initials_from(const struct reading *reading, uint32_t i, str letters)
{
    size_t left = letters.len;
    uint32_t found = LEX_NONE;
    for (uint32_t k = i; k > 0 && left > 0 && i - k < letters.len * 2 + 2 && reading->items[k - 1].kind == ITEM_WORDS; k--) {
        const struct item *item = &reading->items[k - 1];
        for (uint32_t atom = item->last + 1; atom > item->first && left > 0; atom--) {
            char first = reading->text.at[reading->atoms[atom - 1].start];
            bool fits = char_lower(first) == char_lower(letters.at[left - 1]), capital = reading->atoms[atom - 1].shape != SHAPE_LOWER;
            if (!fits && capital)
                return LEX_NONE;
            if (fits && (capital || left > 1))
                left--, found = k - 1;
        }
    }
    return left == 0 && reading->items[found].capital ? found : LEX_NONE;
}

/* The item from which capitals, with one "of" or "for" at a time between them, run up to item i (outside); LEX_NONE where less than two do. */
static uint32_t capitals_from(const struct reading *reading, uint32_t i)
{
    uint32_t found = LEX_NONE, words = 0;
    for (uint32_t k = i; k > 0 && words < NAME_ITEMS_MAX; k--) {
        const struct item *item = &reading->items[k - 1];
        bool joint = item->kind == ITEM_WORDS && (item_is(item, WORD_OF) || item_is(item, WORD_FOR)) && k - 1 > 0 && reading->items[k - 2].capital && words > 0;
        if (item->kind != ITEM_WORDS || !(item->capital || joint) || item_is(item, WORD_DETERMINER))
            break;
        words += item->capital;
        found = item->capital ? k - 1 : found;
    }
    return words > 1 ? found : LEX_NONE;
}

/* The name before the bracket as one mention, where the items so far gave none or only parts. */
static void name_whole(struct page_reading *page, const struct reading *reading, uint32_t first, uint32_t last)
{
    const struct atom *from = &reading->atoms[reading->items[first].first], *to = &reading->atoms[reading->items[last].last];
    struct mention_list *list = page->list;
    struct mention part = {.lat = NAN, .lon = NAN};
    struct mention_note note = {.phrase = {.pronoun = LEX_NONE}};
    while (list->len > page->first && list->at[list->len - 1].sentence == page->number && list->at[list->len - 1].end > from->start) {
        part = list->at[list->len - 1];
        if (part.start <= from->start && part.end == to->end && part.actor.len > 0)
            return;                                      /* known, and whole */
        list->len--;
        page->notes.len--;
    }
    phrase_of_entity(reading, first, LEX_NONE, &note.phrase);
    note.phrase.last = last, note.phrase.head = reading->items[last].last, note.phrase.adjective_only = false;
    note.noun = item_text(reading, first, first);
    note.thing = true;                                   /* a body, no person */
    *LIST_ADD(page->arena, list) = (struct mention){
        .sentence = page->number, .first = from->word, .last = to->word, .head = to->word, .start = from->start, .end = to->end, .kind = MENTION_ACTOR,
        .text = item_text(reading, first, last), .name = item_text(reading, first, last), .country = part.country, .sector = part.sector,
        .how = STR("name"), .lat = NAN, .lon = NAN};
    *LIST_ADD(page->arena, &page->notes) = note;
}

/* "(EAEU)" after a mention: from here on the letters mean it. Gives the item after the bracket. */
static uint32_t read_abbreviation(struct page_reading *page, const struct reading *reading, uint32_t i)
{
    bool bracket = i + 2 < reading->count && reading->items[i].kind == ITEM_OPEN && reading->items[i + 1].kind == ITEM_WORDS
        && reading->items[i + 2].kind == ITEM_CLOSE;
    if (!bracket || i == 0 || reading->atoms[reading->items[i + 1].first].shape != SHAPE_UPPER)
        return i;
    uint32_t first = initials_from(reading, i, item_text(reading, i + 1, i + 1));
    if (first == LEX_NONE && (page->list->len == page->first || page->list->at[page->list->len - 1].sentence != page->number
                              || page->list->at[page->list->len - 1].end < reading->atoms[reading->items[i - 1].last].end))
        first = capitals_from(reading, i);               /* letters of another language: "Movement for Socialism (MAS)" */
    if (first != LEX_NONE)
        name_whole(page, reading, first, i - 1);
    const struct mention *last = page->list->len > page->first ? &page->list->at[page->list->len - 1] : NULL;
    const struct atom *before = &reading->atoms[reading->items[i - 1].last];
    if (last == NULL || last->sentence != page->number || last->end < before->end)
        return i;                                        /* the bracket does not stand behind the mention */
    page_name(page, reading->atoms[reading->items[i + 1].last].hash, (uint32_t)page->list->len - 1);
    return i + 3;
}

/* A word in capitals that the page has named before: a bare surname, an abbreviation. */
static bool emit_known_name(struct page_reading *page, const struct reading *reading, uint32_t i)
{
    const struct item *item = &reading->items[i];
    if (item->kind != ITEM_WORDS || !item->capital || (item->means & ~(1u << LEX_IS_WORD | 1u << LEX_IS_SURNAME)) != 0)
        return false;
    uint32_t earlier = page_named(page, reading->atoms[item->last].hash);
    if (earlier == LEX_NONE)
        return false;
    const struct atom *atom = &reading->atoms[item->last];
    struct mention mention = page->list->at[earlier];
    struct mention_note note = page->notes.at[earlier];
    mention.first = mention.last = mention.head = atom->word;
    mention.sentence = page->number;
    mention.start = atom->start, mention.end = atom->end;
    mention.text = item_text(reading, i, i);
    mention.how = STR("coreference");
    note.wants = COREF_NONE;
    *LIST_ADD(page->arena, page->list) = mention;
    *LIST_ADD(page->arena, &page->notes) = note;
    return true;
}

static void find_in_sentence(struct page_reading *page, const struct reading *reading)
{
    struct phrase phrase;
    for (uint32_t i = 0; i < reading->count;) {
        const struct item *item = &reading->items[i];
        uint32_t next = i + 1;
        if (item->kind != ITEM_WORDS) {
            i = item->kind == ITEM_OPEN ? read_abbreviation(page, reading, i) : i;
            i += reading->count > i && &reading->items[i] == item;
            continue;
        }
        if (item_means(item, LEX_IS_PREFIX) && item->hyphened) {
            phrase_of_entity(reading, i, item_value(reading, item, LEX_IS_PREFIX)->target, &phrase);
            emit(page, reading, &phrase);
        } else if (emit_coordinated_adjective(page, reading, i, &next)) {
            /* next is set */
        } else if (phrase_read(reading, i, 0, &phrase)) {
            size_t before = page->list->len;
            uint32_t shared = emit_shared_noun(page, reading, &phrase);
            if (shared == LEX_NONE)
                emit(page, reading, &phrase);
            next = shared != LEX_NONE ? shared : page->list->len > before || phrase.noun ? phrase.last + 1 : i + 1;
            if (page->list->len > before)
                page_learn(page, reading, &phrase);
            else if (phrase.name_first == i && phrase.name_last == i)
                emit_known_name(page, reading, i);       /* a surname that is nobody's in office, but was named before */
        } else {
            emit_known_name(page, reading, i);
        }
        i = next > i ? next : i + 1;
    }
}

/* The head of a mention in the tree: from its own head word up to the last governor that still lies inside. */
static void set_head(const struct sentence *sentence, struct mention *mention)
{
    if (!sentence->tree || mention->head >= sentence->count)
        return;
    for (uint32_t steps = mention->last - mention->first + 1; steps > 0; steps--) {
        int32_t governor = sentence->words[mention->head].head;
        if (governor < (int32_t)mention->first || governor > (int32_t)mention->last)
            return;
        mention->head = (uint32_t)governor;
    }
}

void actor_find(const struct actor *actor, struct arena *arena, const struct sentence *sentences, size_t count, day at, struct mention_list *list)
{
    struct page_reading page = {.actor = actor, .arena = arena, .list = list, .at = at, .first = list->len, .names = map_make(arena)};
    for (size_t i = 0; i < list->len; i++)               /* notes stand beside the list from its start */
        *LIST_ADD(arena, &page.notes) = (struct mention_note){0};
    for (size_t i = 0; i < count; i++) {
        struct reading reading = {.actor = actor, .arena = arena, .sentence = &sentences[i], .text = sentences[i].text, .at = at};
        size_t before = list->len;
        page.number = (uint32_t)i;
        page.reading = &reading;
        reading_make(&reading);
        find_in_sentence(&page, &reading);
        for (size_t k = before; k < list->len; k++) {
            list->at[k].sentence = (uint32_t)i;
            set_head(&sentences[i], &list->at[k]);
        }
        coref_sentence(&page, &sentences[i], before);
    }
}

const struct mention *actor_at(const struct mention_list *list, uint32_t sentence, uint32_t word)
{
    size_t low = 0, high = list->len;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (list->at[middle].sentence < sentence || (list->at[middle].sentence == sentence && list->at[middle].last < word))
            low = middle + 1;
        else
            high = middle;
    }
    if (low < list->len && list->at[low].sentence == sentence && list->at[low].first <= word && word <= list->at[low].last)
        return &list->at[low];
    return NULL;
}
