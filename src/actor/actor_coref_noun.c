/* actor_coref_noun.c: "the president", "the French minister", "the army", "his country", "both sides", "the company": noun phrases that
 * take their actor from what the article named before.
 *
 * An office looks for the last person who holds it or was introduced with the same noun, then for its holder in the country of who
 * acts in the sentence or that the page speaks of most. A role ("the army", "the rebels") is the same role named before, else, where
 * every state has such a body, that of the same country. A possessor ("his", "Clinton's") gives its country, its colleague, its guest.
 * Two of a kind ("the two leaders", "both sides") are the last two that differ. The order of these steps is ours, made from news; it is
 * measured by bench/actor_score.py.
 */
#include "actor/actor_coref.h"

#include <math.h>

#define CLASS(class) ((uint64_t)1 << (class))
#define RENEWED_DAYS 365            /* so long a president is new */

/* ---- Parts ---- */

static uint32_t owner_of(const struct page_reading *page, const struct mention *mention)
{
    uint32_t entry = coref_entry(page, mention);
    return entry == LEX_NONE ? LEX_NONE : page->actor->entries[entry].owner;
}

static str lower_text(const struct page_reading *page, str text)
{
    return atom_fold(page->arena, text);
}

/* Does text hold the word (of one or more parts), whole, in any case? */
static bool holds_word(str text, str word)
{
    for (size_t at = 0; word.len > 2 && (at = str_find_fold(text, word, at)) < text.len; at++) {
        bool before = at == 0 || !char_is_alpha(text.at[at - 1]);
        bool after = at + word.len >= text.len || !char_is_alpha(text.at[at + word.len]);
        if (before && after)
            return true;
    }
    return false;
}

/* Is this row of an office one of the country? */
static bool office_fits(const struct actor *actor, uint32_t row, uint32_t country)
{
    const struct lex_office *office = &actor->offices[row];
    for (uint32_t i = 0; i < office->only_count; i++)
        if (actor->only[office->only_first + i] == country)
            return true;
    return office->only_count == 0;
}

static bool holds_office(const struct page_reading *page, uint32_t person, const struct mention_note *note, bool now)
{
    const struct actor *actor = page->actor;
    const struct lex_entry *entry = &actor->entries[person];
    for (uint32_t i = entry->term_first; i < entry->term_first + entry->term_count; i++)
        for (uint32_t k = 0; k < note->office_count; k++)
            if (actor->terms[i].office == actor->offices[note->offices[k]].first && office_fits(actor, note->offices[k], entry->owner)
                && (!now || lex_in(actor->terms[i].from, actor->terms[i].to, page->at)))
                return true;
    return false;
}

/* The country of who acts in the clause or sentence of mention i, else the one that the page speaks of most. */
static uint32_t near_country(const struct page_reading *page, size_t i)
{
    uint32_t owner = LEX_NONE;
    for (size_t k = i; k > page->first && page->list->at[k - 1].sentence == page->list->at[i].sentence; k--)
        if (page->list->at[k - 1].kind != MENTION_PLACE && owner_of(page, &page->list->at[k - 1]) != LEX_NONE)
            owner = owner_of(page, &page->list->at[k - 1]);
    return owner != LEX_NONE ? owner : coref_focus(page);
}

/* "elected in Ukraine": the first place after mention i in its sentence. */
static uint32_t place_after(const struct page_reading *page, size_t i)
{
    for (size_t k = i + 1; k < page->list->len && k < i + 4; k++)
        if (page->list->at[k].kind == MENTION_PLACE && coref_entry(page, &page->list->at[k]) != LEX_NONE)
            return owner_of(page, &page->list->at[k]);
    return LEX_NONE;
}

/* The country named last whose office changed hands within a year before the date, or is about to; LEX_NONE. */
static uint32_t renewed(const struct page_reading *page, size_t i, uint32_t office)
{
    const struct actor *actor = page->actor;
    for (size_t back = 1; back <= COREF_MENTIONS && back <= i - page->first && page->at != DAY_NONE; back++) {
        uint32_t owner = owner_of(page, &page->list->at[i - back]);
        size_t first, count = owner == LEX_NONE ? 0 : lex_slot(actor, owner, actor->offices[office].first, &first);
        for (size_t k = 0; k < count; k++) {
            int32_t from = actor->terms[actor->slots[first + k]].from;
            if (from != DAY_NONE && from > page->at - RENEWED_DAYS && from <= page->at + FRESH_DAYS)
                return owner;
        }
    }
    return LEX_NONE;
}

/* ---- One kind after the other ---- */

/* The person of an office as the page introduced him; SIZE_MAX. now: who holds it at the date or was called so, else who ever held it. */
static size_t office_named(const struct page_reading *page, size_t i, bool now)
{
    const struct mention_note *note = &page->notes.at[i];
    for (size_t back = 1; back <= COREF_MENTIONS && back <= i - page->first; back++) {
        size_t k = i - back;
        const struct mention *earlier = &page->list->at[k];
        uint32_t entry = coref_entry(page, earlier);
        bool unnamed = entry != LEX_NONE && page->actor->entries[entry].kind == LEX_OFFICE;
        if (!(coref_is_person(page, k) || unnamed) || earlier->kind != MENTION_ACTOR)
            continue;
        bool called = now && !page->notes.at[k].phrase.former && holds_word(earlier->text, note->noun);
        bool fits = called || (entry != LEX_NONE && !unnamed && holds_office(page, entry, note, now));
        if (fits && (!note->phrase.fresh || page->notes.at[k].phrase.fresh))
            return k;
    }
    return SIZE_MAX;
}

static void resolve_office(struct page_reading *page, size_t i)
{
    const struct actor *actor = page->actor;
    struct mention *mention = &page->list->at[i];
    const struct mention_note *note = &page->notes.at[i];
    uint32_t owner = note->phrase.fresh ? place_after(page, i) : LEX_NONE;
    size_t named = owner == LEX_NONE ? office_named(page, i, true) : SIZE_MAX;
    named = named == SIZE_MAX && owner == LEX_NONE ? office_named(page, i, false) : named;
    if (named != SIZE_MAX) {
        coref_take(mention, &page->list->at[named]);
        return;
    }
    for (uint32_t k = 0; k < note->office_count; k++) {
        uint32_t office = note->offices[k], state = owner;
        if (actor->offices[office].scope != SCOPE_COUNTRY)
            continue;
        state = state != LEX_NONE ? state : note->phrase.fresh ? renewed(page, i, office) : LEX_NONE;
        state = state != LEX_NONE ? state : near_country(page, i);
        if (!office_fits(actor, office, state))
            continue;
        uint32_t holder = office_holder(actor, state, office, LEX_NONE, page->at, note->phrase.fresh);
        if (holder == LEX_NONE)
            continue;
        mention_person(actor, holder, page->at, false, STR("coreference"), mention);
        mention->sector = lex_str(actor, actor->offices[office].sector);
        mention->country = lex_str(actor, actor->entries[state].country);
        return;
    }
}

/* "the former prime minister": the last person named who held it and holds it no more. */
static void resolve_former(struct page_reading *page, size_t i)
{
    for (size_t back = 1; back <= COREF_MENTIONS && back <= i - page->first; back++) {
        const struct mention *earlier = &page->list->at[i - back];
        uint32_t entry = coref_entry(page, earlier);
        if (coref_is_person(page, i - back) && entry != LEX_NONE && holds_office(page, entry, &page->notes.at[i], false)
            && !holds_office(page, entry, &page->notes.at[i], true)) {
            coref_take(&page->list->at[i], earlier);
            return;
        }
    }
}

/* "the colonel", "the minister", "the French minister", "the Cypriot": the last person introduced so, or who fits. */
static void resolve_title(struct page_reading *page, size_t i)
{
    const struct actor *actor = page->actor;
    struct mention *mention = &page->list->at[i];
    const struct mention_note *note = &page->notes.at[i];
    bool owned = note->phrase.country != LEX_NONE, minister = str_eq_fold(note->noun, STR("minister")), diplomat = str_eq_fold(note->noun, STR("diplomat"));
    if (owned && !note->phrase.noun && str_ends(note->noun, STR("s")))
        return;                                          /* "the Saudis" */
    for (size_t back = 1; back <= COREF_MENTIONS && back <= i - page->first; back++) {
        size_t k = i - back;
        const struct mention *earlier = &page->list->at[k];
        const struct mention_note *then = &page->notes.at[k];
        uint32_t entry = coref_entry(page, earlier), office = then->phrase.office;
        bool person = coref_is_person(page, k), home = !owned || (entry != LEX_NONE && actor->entries[entry].owner == note->phrase.country);
        str key = office == LEX_NONE ? STR("") : lex_str(actor, actor->offices[office].key);
        if (earlier->kind == MENTION_PLACE || earlier->kind == MENTION_PRONOUN || !home)
            continue;
        bool same = holds_word(earlier->text, note->noun) && (person || (then->phrase.noun && !then->phrase.plural));
        bool official = person && ((minister && (str_ends(key, STR("-minister")) || (owned && str_eq(earlier->sector, STR("GOV")))))
                                   || (owned && !note->phrase.noun)
                                   || (owned && mention->sector.len > 0 && str_eq(earlier->sector, mention->sector)));
        if (same || official || (diplomat && str_eq(key, STR("ambassador")))) {
            coref_take(mention, earlier);
            if (mention->actor.len == 0 && mention->name.len > 0 && !person)
                mention->name = earlier->name;
            return;
        }
    }
}

/* "the authorities": of the country of an earlier person found in this sentence by coreference, else the last government named. */
static void resolve_government(struct page_reading *page, size_t i)
{
    const struct actor *actor = page->actor;
    struct mention *mention = &page->list->at[i];
    uint32_t owner = LEX_NONE;
    for (size_t back = 1; owner == LEX_NONE && back <= COREF_MENTIONS && back <= i - page->first; back++) {
        const struct mention *earlier = &page->list->at[i - back];
        uint32_t entry = coref_entry(page, earlier);
        if (entry == LEX_NONE || earlier->kind == MENTION_PLACE || actor->entries[entry].owner == LEX_NONE)
            continue;
        bool person = actor->entries[entry].kind == LEX_PERSON;
        bool here = earlier->sentence == mention->sentence && person;
        if (here || (!person && earlier->kind == MENTION_ACTOR && str_eq(earlier->sector, STR("GOV"))))
            owner = actor->entries[entry].owner;
    }
    owner = owner != LEX_NONE ? owner : coref_focus(page);
    uint32_t government = lex_find_part(actor, owner, STR("gov"));
    if (government != LEX_NONE) {
        mention_entry(actor, government, STR("coreference"), mention);
        mention->lat = mention->lon = NAN;
    }
}

/* Is mention k one that "both …" of this kind may mean? */
static bool pairs(const struct page_reading *page, size_t k, enum phrase_pair kind)
{
    const struct mention *mention = &page->list->at[k];
    const struct phrase *phrase = &page->notes.at[k].phrase;
    uint32_t entry = coref_entry(page, mention);
    if (mention->kind == MENTION_PLACE || mention->kind == MENTION_PRONOUN || mention->members[0].len > 0)
        return false;
    if (kind == PAIR_PERSONS)
        return coref_is_person(page, k) || (phrase->office != LEX_NONE && !phrase->plural);
    if (kind == PAIR_GROUPS)
        return (entry != LEX_NONE && page->actor->entries[entry].kind == LEX_ORGANISATION) || (entry == LEX_NONE && phrase->noun && !coref_is_person(page, k));
    return owner_of(page, mention) != LEX_NONE;
}

/* "both sides", "the two leaders": the last two that differ; no id of its own. */
static void resolve_pair(struct page_reading *page, size_t i)
{
    const struct actor *actor = page->actor;
    struct mention *mention = &page->list->at[i];
    enum phrase_pair kind = page->notes.at[i].phrase.pair;
    size_t last = SIZE_MAX;
    for (size_t back = 1; back <= COREF_MENTIONS && back <= i - page->first; back++) {
        size_t k = i - back;
        if (kind == PAIR_ANY)                            /* "the two" alone: as the last one named is */
            kind = coref_is_person(page, k) ? PAIR_PERSONS : pairs(page, k, PAIR_GROUPS) ? PAIR_GROUPS : pairs(page, k, PAIR_STATES) ? PAIR_STATES : kind;
        if (kind == PAIR_ANY || !pairs(page, k, kind))
            continue;
        const struct mention *earlier = &page->list->at[k];
        bool states = kind == PAIR_STATES, twice = last != SIZE_MAX && states && owner_of(page, &page->list->at[last]) == owner_of(page, earlier);
        bool same = twice || (last != SIZE_MAX && !states && coref_same(&page->list->at[last], earlier));
        if (last == SIZE_MAX)
            last = k;
        else if (!same) {
            struct mention first = *earlier, second = page->list->at[last];
            if (kind == PAIR_STATES) {
                mention_entry(actor, owner_of(page, earlier), STR(""), &first);
                mention_entry(actor, owner_of(page, &page->list->at[last]), STR(""), &second);
            }
            coref_pair(page, mention, &first, &second);
            break;
        }
    }
    mention->collective = true;
}

/* "the regions", "heads of the provinces": those named last. */
static void resolve_regions(struct page_reading *page, size_t i)
{
    for (size_t back = 1; back <= COREF_MENTIONS && back <= i - page->first; back++) {
        const struct mention *earlier = &page->list->at[i - back];
        if (earlier->kind == MENTION_ACTOR && str_ends(earlier->actor, STR(".region"))) {
            coref_take(&page->list->at[i], earlier);
            return;
        }
    }
}

/* ---- Bodies and roles ---- */

/* May "the company", "the movement", "the bloc" mean that organisation? */
static bool is_such(const struct page_reading *page, const struct mention_note *note, const struct mention *earlier, uint32_t entry)
{
    static const struct {const char *nouns, *sectors;} kinds[] = {
        {"company firm corporation giant", "BUS"}, {"party", "PTY OPP LEG"}, {"newspaper paper daily broadcaster network", "JRN"},
        {"movement militia", "REB PRM PTY OPP"}, {"bank fund", "BUS"},
    };
    str noun = lower_text(page, note->noun);
    bool named = entry != LEX_NONE || str_eq(earlier->how, STR("name"));
    if ((note->classes & CLASS(WORD_BODY_NOUN)) == 0 || !named || note->phrase.noun_item != note->phrase.first + 1)
        return false;                                    /* "the Eurasian Fund" is one of its own */
    if (entry != LEX_NONE && page->actor->entries[entry].kind != LEX_ORGANISATION && page->actor->entries[entry].owner != LEX_NONE)
        return false;
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
        if (str_has(str_from(kinds[k].nouns), noun))
            return earlier->sector.len == 3 && str_has(str_from(kinds[k].sectors), earlier->sector);
    return entry != LEX_NONE && !str_eq(earlier->sector, STR("BUS")) && !str_eq(earlier->sector, STR("GOV"));
}

/* "the union", "the church", "the company", "the Commission": the last body whose name has that word, or that is such a thing. */
static bool resolve_body(struct page_reading *page, size_t i)
{
    const struct actor *actor = page->actor;
    struct mention *mention = &page->list->at[i];
    const struct mention_note *note = &page->notes.at[i];
    str part = lower_text(page, note->noun);
    for (size_t back = 1; back <= COREF_MENTIONS && back <= i - page->first; back++) {
        const struct mention *earlier = &page->list->at[i - back];
        uint32_t entry = coref_entry(page, earlier);
        if (earlier->kind != MENTION_ACTOR || coref_is_person(page, i - back))
            continue;
        str name = entry == LEX_NONE ? earlier->name : lex_str(actor, actor->entries[entry].name);
        bool body = entry == LEX_NONE || actor->entries[entry].kind == LEX_ORGANISATION || actor->entries[entry].kind == LEX_COUNTRY;
        if (body && ((name.len > note->noun.len && holds_word(name, note->noun)) || is_such(page, note, earlier, entry))) {
            coref_take(mention, earlier);
            return true;
        }
        uint32_t inner = entry == LEX_NONE || actor->entries[entry].kind == LEX_PERSON ? LEX_NONE : lex_find_part(actor, entry, part);
        if (inner != LEX_NONE && actor->entries[inner].kind == LEX_ORGANISATION) {
            mention_entry(actor, inner, STR("coreference"), mention);    /* "the Commission" after "the EU" */
            return true;
        }
    }
    return false;
}

/* The same group as before: by its noun, or for plural people by their sector. SIZE_MAX where there is none. */
static size_t same_role(const struct page_reading *page, size_t i)
{
    const struct mention *mention = &page->list->at[i];
    const struct mention_note *note = &page->notes.at[i];
    bool by_sector = mention->sector.len > 0 && str_has(STR("REB OPP JRN CVL LAB PRM CRM MIL LEG JUD COP"), mention->sector);
    for (size_t back = 1; back <= COREF_MENTIONS && back <= i - page->first; back++) {
        const struct mention *earlier = &page->list->at[i - back];
        bool person = coref_is_person(page, i - back);
        if (earlier->kind != MENTION_ACTOR || earlier->sentence + COREF_SENTENCES < mention->sentence || person || earlier->members[0].len > 0)
            continue;
        bool known = earlier->actor.len > 0 || page->notes.at[i - back].phrase.noun;
        if (known && (holds_word(earlier->text, note->noun) || (by_sector && str_eq(earlier->sector, mention->sector))))
            return i - back;
    }
    return SIZE_MAX;
}

/* "the army", "the opposition", "the court": every state has one. */
static void resolve_role(struct page_reading *page, size_t i)
{
    const struct actor *actor = page->actor;
    struct mention *mention = &page->list->at[i];
    const struct mention_note *note = &page->notes.at[i];
    const struct phrase *phrase = &note->phrase;
    size_t same = same_role(page, i);
    if (same != SIZE_MAX) {
        coref_take(mention, &page->list->at[same]);
        return;
    }
    if (phrase->plural && !str_has(STR("MIL COP"), mention->sector))
        return;                                          /* "the ministers", "the parliaments" of several */
    bool institution = phrase->generic != LEX_NONE || (!phrase->plural && actor->agents[phrase->agent].group != 0)
        || str_has(STR("MIL COP LEG JUD OPP SPY"), mention->sector);
    if (mention->sector.len != 3 || !institution || !str_has(STR("MIL COP LEG JUD OPP SPY GOV"), mention->sector))
        return;
    uint32_t state = near_country(page, i), entry = LEX_NONE;
    if (state == LEX_NONE || actor->entries[state].kind != LEX_COUNTRY || str_eq(lex_str(actor, actor->entries[state].id), STR("eur")))
        return;
    if (phrase->generic != LEX_NONE)
        entry = lex_find_part(actor, state, lex_str(actor, actor->generics[phrase->generic].part));
    entry = entry != LEX_NONE ? entry : lex_find_part(actor, state, mention->sector);
    if (entry == LEX_NONE)
        return;
    mention->actor = lex_str(actor, actor->entries[entry].id);
    mention->country = lex_str(actor, actor->entries[entry].country);
    mention->how = STR("coreference");
}

/* ---- What somebody has ---- */

/* The mention that possesses mention i: "his", "Clinton's" right before it; SIZE_MAX. */
static size_t possessor(const struct page_reading *page, size_t i)
{
    if (!page->notes.at[i].possessed || i == page->first)
        return SIZE_MAX;
    const struct mention *owner = &page->list->at[i - 1], *mention = &page->list->at[i];
    bool next = owner->sentence == mention->sentence && owner->last < mention->first && owner->last + 2 >= mention->first;
    return next && owner->kind != MENTION_PLACE ? i - 1 : SIZE_MAX;
}

/* The last person before mention i other than `other`; SIZE_MAX. */
static size_t other_person(const struct page_reading *page, size_t i, const struct mention *other)
{
    for (size_t back = 1; back <= COREF_MENTIONS && back <= i - page->first; back++) {
        const struct mention *earlier = &page->list->at[i - back];
        bool person = coref_is_person(page, i - back) || page->notes.at[i - back].phrase.office != LEX_NONE;
        if (person && !coref_same(earlier, other) && (earlier->actor.len > 0 || earlier->name.len > 0))
            return i - back;
    }
    return SIZE_MAX;
}

/* The term of a person at the date that counts most; NULL. */
static const struct lex_term *term_now(const struct page_reading *page, uint32_t person)
{
    const struct lex_entry *entry = &page->actor->entries[person];
    const struct lex_term *best = NULL;
    for (uint32_t i = entry->term_first; i < entry->term_first + entry->term_count; i++) {
        const struct lex_term *term = &page->actor->terms[i];
        if (lex_in(term->from, term->to, page->at) && (best == NULL || term->rank < best->rank))
            best = term;
    }
    return best;
}

/* "his Hungarian counterpart": the holder of his office there. */
static bool resolve_counterpart(struct page_reading *page, size_t i, const struct mention *owner)
{
    const struct actor *actor = page->actor;
    struct mention *mention = &page->list->at[i];
    uint32_t person = owner == NULL ? LEX_NONE : coref_entry(page, owner), state = page->notes.at[i].phrase.country;
    const struct lex_term *term = person == LEX_NONE || actor->entries[person].kind != LEX_PERSON ? NULL : term_now(page, person);
    if (term == NULL || state == LEX_NONE || mention->kind != MENTION_ACTOR)
        return false;
    uint32_t holder = office_holder(actor, state, term->office, LEX_NONE, page->at, false);
    uint32_t office = holder != LEX_NONE ? LEX_NONE : lex_find_part(actor, state, lex_str(actor, actor->offices[term->office].part));
    if (holder != LEX_NONE)
        mention_person(actor, holder, page->at, false, STR("coreference"), mention);
    else if (office != LEX_NONE)
        mention_entry(actor, office, STR("coreference"), mention);
    return holder != LEX_NONE || office != LEX_NONE;
}

/* "his predecessor", "her successor": who held the office of the possessor before or after. */
static bool resolve_before_after(struct page_reading *page, size_t i, const struct mention *owner)
{
    const struct actor *actor = page->actor;
    uint32_t person = coref_entry(page, owner), found = LEX_NONE;
    const struct lex_term *term = person == LEX_NONE || actor->entries[person].kind != LEX_PERSON ? NULL : term_now(page, person);
    bool before = str_eq_fold(page->notes.at[i].noun, STR("predecessor"));
    size_t first = 0, count = term == NULL ? 0 : lex_slot(actor, term->owner, term->office, &first);
    for (size_t k = first; k < first + count; k++) {
        const struct lex_term *other = &actor->terms[actor->slots[k]];
        if (other->person == person || other->acting)
            continue;
        if (before && other->from < term->from)
            found = other->person;
        else if (!before && other->from > term->from && found == LEX_NONE)
            found = other->person;
    }
    if (found != LEX_NONE)
        mention_person(actor, found, page->at, before, STR("coreference"), &page->list->at[i]);
    return found != LEX_NONE;
}

/* "its government", "his spokesman", "Merkel's party", "his country". */
static void resolve_possessed(struct page_reading *page, size_t i)
{
    const struct actor *actor = page->actor;
    struct mention *mention = &page->list->at[i];
    const struct mention_note *note = &page->notes.at[i];
    const struct phrase *phrase = &note->phrase;
    size_t at = possessor(page, i);
    const struct mention *owner = at == SIZE_MAX ? NULL : &page->list->at[at];
    size_t subject = owner == NULL ? coref_subject(page, i) : SIZE_MAX;
    const struct mention *whose = owner != NULL ? owner : subject == SIZE_MAX ? NULL : &page->list->at[subject];
    if ((note->classes & CLASS(WORD_COUNTERPART)) && resolve_counterpart(page, i, whose))
        return;
    if (owner == NULL || (owner->actor.len == 0 && owner->members[0].len == 0))
        return;
    size_t other = (note->classes & (CLASS(WORD_PARTNER) | CLASS(WORD_COUNTERPART))) && !coref_has_owner(phrase) ? other_person(page, at, owner) : SIZE_MAX;
    if (other != SIZE_MAX) {
        coref_take(mention, &page->list->at[other]);
        return;
    }
    if ((note->classes & CLASS(WORD_BEFORE_AFTER)) && resolve_before_after(page, i, owner))
        return;
    const struct mention *next = i + 1 < page->list->len ? mention + 1 : NULL;
    uint32_t named = next == NULL || next->sentence != mention->sentence || next->first != mention->last + 2 ? LEX_NONE : coref_entry(page, next);
    if (named != LEX_NONE && actor->entries[named].kind == LEX_ORGANISATION && mention->sector.len > 0 && str_eq(next->sector, mention->sector)) {
        coref_take(mention, next);                       /* "his party, Frelimo," */
        return;
    }
    if ((note->classes & CLASS(WORD_RELATIVE)) && !coref_is_person(page, at))
        return;                                          /* a country's neighbour is another country */
    uint32_t state = owner_of(page, owner), part = LEX_NONE;
    if (state == LEX_NONE || coref_has_owner(phrase) || !str_eq(owner->country, lex_str(actor, actor->entries[state].country)))
        return;                                          /* an official of an organisation does not stand for his country */
    if ((note->classes & CLASS(WORD_COUNTRY_NOUN)) && phrase->agent == LEX_NONE) {
        mention_entry(actor, state, STR("coreference"), mention);
        return;
    }
    if (phrase->office != LEX_NONE && !phrase->plural && !phrase->former && !phrase->deputy && !phrase->spokes && owner->kind == MENTION_PRONOUN)
        part = office_holder(actor, state, phrase->office, LEX_NONE, page->at, phrase->fresh);
    if (part != LEX_NONE) {
        mention_person(actor, part, page->at, false, STR("coreference"), mention);
        return;
    }
    if (phrase->regions)
        part = lex_find_part(actor, state, STR("region"));
    else if (phrase->generic != LEX_NONE)
        part = lex_find_part(actor, state, lex_str(actor, actor->generics[phrase->generic].part));
    else if (mention->sector.len > 0)
        part = lex_find_part(actor, state, mention->sector);
    if (part == LEX_NONE && mention->sector.len == 0)
        mention->country = lex_str(actor, actor->entries[state].country);
    if (part == LEX_NONE)
        return;
    mention->actor = lex_str(actor, actor->entries[part].id);
    mention->country = lex_str(actor, actor->entries[part].country);
    mention->how = STR("coreference");
}

/* "Their governments": of both that "their" means. */
static bool resolve_possessed_by_two(struct page_reading *page, size_t i)
{
    struct mention *mention = &page->list->at[i];
    size_t at = possessor(page, i);
    if (at == SIZE_MAX || page->list->at[at].members[0].len == 0 || !page->notes.at[i].phrase.plural)
        return false;
    mention->members[0] = page->list->at[at].members[0];
    mention->members[1] = page->list->at[at].members[1];
    mention->collective = true;
    mention->how = STR("coreference");
    return true;
}

void coref_noun(struct page_reading *page, size_t i)
{
    const struct phrase *phrase = &page->notes.at[i].phrase;
    enum coref_kind wants = page->notes.at[i].wants;
    bool possessed = page->notes.at[i].possessed && phrase->noun && !coref_has_owner(phrase) && phrase->name_first == LEX_NONE
        && page->list->at[i].kind == MENTION_ACTOR && page->list->at[i].country.len == 0;
    if (possessed || wants == COREF_POSSESSED) {
        if (!resolve_possessed_by_two(page, i))
            resolve_possessed(page, i);
        return;
    }
    switch (wants) {
    case COREF_OFFICE: resolve_office(page, i); break;
    case COREF_FORMER: resolve_former(page, i); break;
    case COREF_TITLE: resolve_title(page, i); break;
    case COREF_GOVERNMENT: resolve_government(page, i); break;
    case COREF_PAIR: resolve_pair(page, i); break;
    case COREF_BODY: if (!resolve_body(page, i) && phrase->agent != LEX_NONE) resolve_role(page, i); break;
    case COREF_ROLE: if (!resolve_body(page, i)) resolve_role(page, i); break;
    case COREF_REGIONS: resolve_regions(page, i); break;
    default: break;
    }
}
