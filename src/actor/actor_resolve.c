/* actor_resolve.c: what a phrase means at a date: the order of resolution.
 *
 *   1. a person whom the tables know: by full name, by spelling key of the full name, by surname in the slot of an office
 *   2. an office with its owner at the date: the one who held it (slot); a name that nearly fits the only holder is his
 *   3. a body, a body of every state, a region, a country, a role with its country
 *   4. what the text says of it: name as written, sector of the noun, country of the owner
 *
 * Offices are dated (data/actor/holders.tsv); a person without an office at the date who had one before is ELI, a former official.
 * Near names are compared by the distance of Damerau (1964) between spelling keys, and only inside a slot with one holder.
 */
#include <math.h>
#include <string.h>

#include "actor/actor_phrase.h"
#include "base/utf8.h"

static str entry_name(const struct actor *actor, uint32_t entry)
{
    return lex_str(actor, actor->entries[entry].name);
}

void mention_entry(const struct actor *actor, uint32_t entry, str how, struct mention *mention)
{
    const struct lex_entry *at = &actor->entries[entry];
    mention->actor = lex_str(actor, at->id);
    mention->name = lex_str(actor, at->name);
    mention->country = lex_str(actor, at->country);
    mention->sector = lex_str(actor, at->sector);
    mention->region = lex_str(actor, at->region);
    mention->lat = (double)at->lat;
    mention->lon = (double)at->lon;
    mention->how = how;
}

void mention_place(const struct reading *reading, uint32_t entry, struct mention *mention)
{
    mention_entry(reading->actor, entry, STR("place"), mention);
    mention->sector = STR("");
    mention->kind = MENTION_PLACE;
}

/* ---- Offices ---- */

uint32_t office_holder(const struct actor *actor, uint32_t owner, uint32_t office, uint32_t target, day at, bool fresh)
{
    size_t first, count = owner == LEX_NONE || office == LEX_NONE ? 0 : lex_slot(actor, owner, actor->offices[office].first, &first);
    uint32_t holder = LEX_NONE, holders = 0, latest = LEX_NONE;
    if (count == 0 || at == DAY_NONE)
        return LEX_NONE;
    for (size_t i = first; i < first + count; i++) {
        const struct lex_term *term = &actor->terms[actor->slots[i]];
        if (term->target != target)
            continue;
        if (fresh && term->from != DAY_NONE && term->from > at && term->from <= at + FRESH_DAYS)
            return term->person;
        if (!lex_in(term->from, term->to, at) || term->person == holder)
            continue;
        holders += latest == LEX_NONE || term->from != actor->terms[latest].from || term->acting == actor->terms[latest].acting;
        if (latest == LEX_NONE || term->from >= actor->terms[latest].from) {
            const struct lex_term *before = latest == LEX_NONE ? NULL : &actor->terms[latest];
            bool succeeds = before != NULL && before->from < term->from && (before->to == term->from || before->to == DAY_NONE);
            if (succeeds && holders > 1)
                holders--;
            latest = actor->slots[i];
            holder = term->person;
        }
    }
    return holders == 1 ? holder : LEX_NONE;
}

/* Of two terms at a date: the first office of the table, then the one at home. */
static bool term_better(const struct actor *actor, uint32_t person, const struct lex_term *term, const struct lex_term *than)
{
    uint32_t home = actor->entries[person].owner;
    if (term->rank != than->rank)
        return term->rank < than->rank;
    return actor->entries[term->owner].owner == home && actor->entries[than->owner].owner != home;
}

/* The term that counts for a person at a date: the one held then (of several the first office of the table), else the last before. */
static const struct lex_term *person_term(const struct actor *actor, uint32_t person, day at, bool *held)
{
    const struct lex_entry *entry = &actor->entries[person];
    const struct lex_term *best = NULL, *past = NULL, *coming = NULL;
    for (uint32_t i = entry->term_first; i < entry->term_first + entry->term_count; i++) {
        const struct lex_term *term = &actor->terms[i];
        bool latest = best == NULL || term->from >= best->from, better = best == NULL || term_better(actor, person, term, best);
        if (at == DAY_NONE ? latest : lex_in(term->from, term->to, at) && better)
            best = term;
        else if (at != DAY_NONE && term->to != DAY_NONE && term->to < at && (past == NULL || term->to > past->to))
            past = term;
        else if (at != DAY_NONE && term->from != DAY_NONE && term->from > at && term->from <= at + FRESH_DAYS && coming == NULL)
            coming = term;                               /* elected, not yet in office */
    }
    best = best != NULL ? best : coming;
    *held = best != NULL;
    return best != NULL ? best : past;
}

void mention_person(const struct actor *actor, uint32_t person, day at, bool former, str how, struct mention *mention)
{
    bool held;
    const struct lex_term *term = person_term(actor, person, at, &held);
    mention_entry(actor, person, how, mention);
    bool known = mention->sector.len > 0 && !held && !former;    /* people.tsv says what one is outside office */
    if (term == NULL || known) {
        if (former)
            mention->sector = STR("ELI");
        return;
    }
    mention->sector = lex_str(actor, actor->offices[term->office].sector);
    mention->country = lex_str(actor, actor->entries[held ? term->owner : actor->entries[person].owner].country);
    if (held && actor->entries[term->owner].kind == LEX_REGION)
        mention->region = lex_str(actor, actor->entries[term->owner].id);
    if (!held || former)
        mention->sector = STR("ELI");
}

/* How well a person fits: 3 holds the office (any, where office is LEX_NONE) at the date, 2 soon or lately, 1 ever, 0 never. */
static int person_fit(const struct actor *actor, uint32_t person, uint32_t office, day at)
{
    const struct lex_entry *entry = &actor->entries[person];
    int best = 0;
    for (uint32_t i = entry->term_first; i < entry->term_first + entry->term_count; i++) {
        const struct lex_term *term = &actor->terms[i];
        if (office != LEX_NONE && term->office != actor->offices[office].first)
            continue;
        int fit = 1;
        if (at != DAY_NONE && lex_in(term->from, term->to, at))
            fit = 3;
        else if (at != DAY_NONE && lex_in(term->from == DAY_NONE ? DAY_NONE : term->from - 400, term->to == DAY_NONE ? DAY_NONE : term->to + 800, at))
            fit = 2;
        best = fit > best ? fit : best;
    }
    return best;
}

/* ---- Names ---- */

struct spelled {char at[ATOM_KEY_ROOM]; size_t len;};

static struct spelled spell(const struct reading *reading, uint32_t atom)
{
    struct spelled key;
    key.len = atom_spelling(str_sub(reading->text, reading->atoms[atom].start, reading->atoms[atom].end), key.at, sizeof key.at);
    return key;
}

/* The distance of Damerau: insertions, deletions, changes and swaps of neighbours. Keys are short. */
static size_t distance(const char *a, size_t n, const char *b, size_t m)
{
    size_t table[ATOM_KEY_ROOM + 1][ATOM_KEY_ROOM + 1];
    for (size_t i = 0; i <= n; i++)
        for (size_t k = 0; k <= m; k++) {
            size_t best = i == 0 ? k : k == 0 ? i : SIZE_MAX;
            if (i > 0 && k > 0) {
                best = table[i - 1][k - 1] + (a[i - 1] != b[k - 1]);
                best = table[i - 1][k] + 1 < best ? table[i - 1][k] + 1 : best;
                best = table[i][k - 1] + 1 < best ? table[i][k - 1] + 1 : best;
                if (i > 1 && k > 1 && a[i - 1] == b[k - 2] && a[i - 2] == b[k - 1] && table[i - 2][k - 2] + 1 < best)
                    best = table[i - 2][k - 2] + 1;
            }
            table[i][k] = best;
        }
    return table[n][m];
}

/* Does the written surname fit the person, letters mistaken but for one in four? */
static bool surname_near(const struct reading *reading, uint32_t person, const struct spelled *key)
{
    str name = entry_name(reading->actor, person), word, last = STR("");
    char known[ATOM_KEY_ROOM];
    while (str_next(&name, ' ', &word))
        last = word;
    size_t len = atom_spelling(last, known, sizeof known), longer = len > key->len ? len : key->len;
    return longer >= 3 && distance(known, len, key->at, key->len) * 4 <= longer;
}

/* Is the surname written as the tables write it (but for case and marks)? */
static bool surname_same(const struct reading *reading, uint32_t person, uint32_t atom)
{
    str name = entry_name(reading->actor, person), word, last = STR("");
    while (str_next(&name, ' ', &word))
        last = word;
    str written = str_sub(reading->text, reading->atoms[atom].start, reading->atoms[atom].end);
    return str_eq(atom_fold(reading->arena, written), atom_fold(reading->arena, last));
}

static uint32_t owner_of(const struct phrase *phrase)
{
    return phrase->region != LEX_NONE ? phrase->region : phrase->body != LEX_NONE ? phrase->body : phrase->country;
}

/* The owner under which an office of the phrase is kept: speakers of houses stand under the country. */
static uint32_t slot_owner(const struct actor *actor, const struct phrase *phrase)
{
    if (phrase->office == LEX_NONE)
        return LEX_NONE;
    switch (actor->offices[phrase->office].scope) {
    case SCOPE_REGION: return phrase->region;
    case SCOPE_ORGANISATION: return phrase->body;
    default: return phrase->country;
    }
}

/* The one of the entries in keys[first …] that fits best at the date; LEX_NONE where two fit alike. */
static uint32_t best_key(const struct reading *reading, size_t first, size_t count, uint32_t office, uint32_t country, int least)
{
    uint32_t best = LEX_NONE;
    int best_fit = -1;
    bool tied = false;
    for (size_t i = first; i < first + count; i++) {
        uint32_t entry = reading->actor->keys[i].entry;
        if (country != LEX_NONE && reading->actor->entries[entry].owner != country)
            continue;
        int fit = person_fit(reading->actor, entry, office, reading->at);
        if (fit < least || entry == best)
            continue;
        tied = fit == best_fit;
        if (fit > best_fit) {
            best = entry;
            best_fit = fit;
        }
    }
    return tied ? LEX_NONE : best;
}

static uint32_t by_full_name(const struct reading *reading, const struct phrase *phrase)
{
    uint32_t from = reading->items[phrase->name_first].first, to = reading->items[phrase->name_last].last;
    struct spelled first = spell(reading, from), last = spell(reading, to);
    size_t at;
    if (from == to || first.len + last.len < 4)
        return LEX_NONE;
    uint64_t key = atom_chain(str_hash((str){first.at, first.len}), str_hash((str){last.at, last.len}));
    size_t count = lex_keys(reading->actor, key, false, &at);
    return best_key(reading, at, count, LEX_NONE, LEX_NONE, 0);
}

/* Of the values of a surname the person who fits best: the office's holder, then one in office, then the earlier line. */
static uint32_t by_surname_alias(const struct reading *reading, const struct phrase *phrase)
{
    const struct item *item = &reading->items[phrase->name_last];
    uint32_t best = LEX_NONE;
    int best_fit = -1;
    for (uint32_t i = 0; i < item->value_count; i++) {
        const struct lex_value *value = &item->values[i];
        if (value->kind != LEX_IS_SURNAME)
            continue;
        if (phrase->country != LEX_NONE && reading->actor->entries[value->target].owner != phrase->country)
            continue;
        int fit = person_fit(reading->actor, value->target, phrase->office, reading->at) * 4 + person_fit(reading->actor, value->target, LEX_NONE, reading->at);
        if (fit > best_fit) {
            best = value->target;
            best_fit = fit;
        }
    }
    return best;
}

/* A name that no form gave: by spelling key, in the slot, by surname among all who hold such an office. how tells the step. */
static uint32_t find_named(const struct reading *reading, const struct phrase *phrase, str *how)
{
    const struct actor *actor = reading->actor;
    uint32_t found = by_full_name(reading, phrase), last = reading->items[phrase->name_last].last;
    bool single = phrase->name_first == phrase->name_last && reading->items[phrase->name_first].first == last;
    struct spelled key = spell(reading, last);
    size_t at, count = lex_keys(actor, str_hash((str){key.at, key.len}), true, &at);
    *how = STR("key");
    if (found != LEX_NONE)
        return found;
    if (single && item_means(&reading->items[phrase->name_last], LEX_IS_SURNAME)) {
        *how = STR("alias");
        found = by_surname_alias(reading, phrase);
        bool owned = phrase->country != LEX_NONE || phrase->office != LEX_NONE;
        if (found != LEX_NONE && !reading->alone && !owned && reading->at != DAY_NONE && person_fit(actor, found, LEX_NONE, reading->at) == 1)
            found = LEX_NONE;                            /* long out of office: somebody else of that name, unless the page names him in full */
    }
    if (found == LEX_NONE && phrase->office != LEX_NONE && !phrase->deputy && !phrase->spokes) {
        *how = STR("slot");
        uint32_t owner = slot_owner(actor, phrase);
        uint32_t holder = office_holder(actor, owner, phrase->office, phrase->country_to, reading->at, phrase->fresh);
        if (holder != LEX_NONE && surname_near(reading, holder, &key))
            return holder;
        if (single)                                      /* with another first name it is not the holder that we know */
            found = best_key(reading, at, count, phrase->office, owner == LEX_NONE ? LEX_NONE : phrase->country, phrase->former ? 1 : 2);
        if (found != LEX_NONE && owner == LEX_NONE && !surname_same(reading, found, last))
            found = LEX_NONE;                            /* without a country only as it is written */
    }
    if (found == LEX_NONE && single && reading->alone && phrase->office == LEX_NONE && phrase->agent == LEX_NONE && key.len >= 4) {
        *how = STR("office");                            /* a surname by itself: only one who leads a state at the date */
        found = best_key(reading, at, count, lex_office(actor, STR("head-of-state")), LEX_NONE, 3);
        if (found == LEX_NONE)
            found = best_key(reading, at, count, lex_office(actor, STR("head-of-government")), LEX_NONE, 3);
        if (found != LEX_NONE && !surname_same(reading, found, last))
            found = LEX_NONE;
    }
    return found;
}

/* ---- The rest ---- */

static void name_as_written(const struct reading *reading, uint32_t first, uint32_t last, struct mention *mention)
{
    mention->actor = STR("");
    mention->name = item_text(reading, first, last);
}

/* Sector of the nouns of a phrase, "" where they say nothing. */
static str noun_sector(const struct actor *actor, const struct phrase *phrase)
{
    if (phrase->former)
        return STR("ELI");
    if (phrase->office != LEX_NONE && actor->offices[phrase->office].sector.len > 0)
        return lex_str(actor, actor->offices[phrase->office].sector);
    if (phrase->generic != LEX_NONE)
        return lex_str(actor, actor->generics[phrase->generic].sector);
    if (phrase->body != LEX_NONE && (phrase->spokes || phrase->weak || phrase->heads || phrase->agent == LEX_NONE))
        return lex_str(actor, actor->entries[phrase->body].sector);
    if (phrase->regions)
        return STR("GOV");
    if (phrase->agent != LEX_NONE)
        return lex_str(actor, actor->agents[phrase->agent].sector);
    return phrase->government ? STR("GOV") : STR("");
}

/* Country and region of the owner, by what the text says. */
static void set_owner(const struct reading *reading, const struct phrase *phrase, struct mention *mention)
{
    const struct actor *actor = reading->actor;
    uint32_t owner = owner_of(phrase);
    if (phrase->country != LEX_NONE && owner == phrase->body && actor->entries[owner].owner == LEX_NONE)
        owner = phrase->country;                         /* "the US ambassador to the UN" */
    if (owner != LEX_NONE) {
        mention->country = lex_str(actor, actor->entries[owner].country);
        mention->region = lex_str(actor, actor->entries[owner].region);
    } else if (phrase->agent != LEX_NONE) {
        mention->country = lex_str(actor, actor->agents[phrase->agent].country);
    }
}

/* A role with its country is COUNTRY.sector; without one it is known by its words alone. */
static void resolve_role(const struct reading *reading, const struct phrase *phrase, struct mention *mention)
{
    const struct actor *actor = reading->actor;
    str sector = noun_sector(actor, phrase);
    uint32_t entry = LEX_NONE;
    if (sector.len == 0 && (phrase->spokes || phrase->agent != LEX_NONE) && phrase->country != LEX_NONE && phrase->body == LEX_NONE)
        sector = STR("GOV");                             /* "the US special representative" */
    if (sector.len == 0 && phrase->relative)
        sector = STR("CVL");
    set_owner(reading, phrase, mention);
    name_as_written(reading, phrase->first, phrase->last, mention);
    mention->sector = sector;
    mention->how = STR("role");
    mention->collective = phrase->plural || phrase->counted;
    bool generic = phrase->generic != LEX_NONE;
    if (phrase->region != LEX_NONE && phrase->country != LEX_NONE && str_eq(sector, STR("GOV")))
        entry = phrase->region;
    else if (phrase->body != LEX_NONE && (phrase->spokes || phrase->weak || phrase->heads || phrase->agent == LEX_NONE))
        entry = phrase->body;
    else if (phrase->country != LEX_NONE && generic)
        entry = lex_find_part(actor, phrase->country, lex_str(actor, actor->generics[phrase->generic].part));
    else if (phrase->country != LEX_NONE && sector.len > 0)
        entry = lex_find_part(actor, phrase->country, sector);
    else if (phrase->country != LEX_NONE)
        entry = phrase->country;
    if (entry == LEX_NONE)
        return;
    bool own_name = actor->entries[entry].kind != LEX_ROLE || (phrase->government && !phrase->counted);
    mention->actor = lex_str(actor, actor->entries[entry].id);
    if (own_name && !phrase->spokes && !phrase->deputy)
        mention->name = lex_str(actor, actor->entries[entry].name);
    mention->lat = (double)actor->entries[entry].lat;
    mention->lon = (double)actor->entries[entry].lon;
}

static bool resolve_office(const struct reading *reading, const struct phrase *phrase, struct mention *mention)
{
    const struct actor *actor = reading->actor;
    uint32_t owner = slot_owner(actor, phrase);
    if (owner == LEX_NONE || phrase->deputy || phrase->spokes || phrase->former || phrase->plural || phrase->regions)
        return false;
    uint32_t holder = office_holder(actor, owner, phrase->office, phrase->country_to, reading->at, phrase->fresh);
    str found = holder == LEX_NONE ? STR("no holder known") : lex_str(actor, actor->entries[holder].id);
    phrase_step(reading, "office: %.*s of %.*s: %.*s", STR_ARG(lex_str(actor, actor->offices[phrase->office].key)),
                STR_ARG(lex_str(actor, actor->entries[owner].id)), STR_ARG(found));
    if (holder != LEX_NONE) {
        mention_person(actor, holder, reading->at, false, STR("office"), mention);
        const struct lex_office *office = &actor->offices[phrase->office];
        if (phrase->body != LEX_NONE && actor->entries[phrase->body].sector.len > 0)
            mention->sector = lex_str(actor, actor->entries[phrase->body].sector);
        else if (office->sector.len > 0)
            mention->sector = lex_str(actor, office->sector);
        mention->country = lex_str(actor, actor->entries[owner].country);
        return true;
    }
    uint32_t entry = lex_find_part(actor, owner, lex_str(actor, actor->offices[phrase->office].part));
    if (entry == LEX_NONE)
        return false;
    mention_entry(actor, entry, STR("office"), mention);
    mention->lat = mention->lon = NAN;
    return true;
}

/* "ex-premier" is a noun of its own. */
static bool names_former(const struct actor *actor, const struct phrase *phrase)
{
    return phrase->agent != LEX_NONE && str_eq(lex_str(actor, actor->agents[phrase->agent].sector), STR("ELI"));
}

/* "US President Donald Trump" at a date when the tables give him no office: then the text is right and the date or the table is not. */
static void trust_text(const struct reading *reading, const struct phrase *phrase, uint32_t person, struct mention *mention)
{
    const struct actor *actor = reading->actor;
    if (phrase->office == LEX_NONE || phrase->former || phrase->deputy || phrase->spokes || names_former(actor, phrase)
        || person_fit(actor, person, LEX_NONE, reading->at) == 3)
        return;
    mention->sector = noun_sector(actor, phrase);
    if (owner_of(phrase) != LEX_NONE)
        set_owner(reading, phrase, mention);
}

static bool resolve_person(const struct reading *reading, const struct phrase *phrase, struct mention *mention)
{
    const struct actor *actor = reading->actor;
    str how = STR("alias");
    uint32_t person = phrase->person;
    if (person == LEX_NONE)
        person = find_named(reading, phrase, &how);
    if (person != LEX_NONE) {
        phrase_step(reading, "person: %.*s by %.*s", STR_ARG(lex_str(actor, actor->entries[person].id)), STR_ARG(how));
        mention_person(actor, person, reading->at, phrase->former || names_former(actor, phrase), how, mention);
        if (phrase->former && owner_of(phrase) != LEX_NONE && person_fit(actor, person, LEX_NONE, reading->at) < 3)
            set_owner(reading, phrase, mention);         /* "the former EU foreign policy chief": by what he was */
        trust_text(reading, phrase, person, mention);
        return true;
    }
    set_owner(reading, phrase, mention);
    name_as_written(reading, phrase->name_first, phrase->name_last, mention);
    mention->sector = noun_sector(actor, phrase);
    mention->how = phrase->noun || phrase->office != LEX_NONE ? STR("apposition") : STR("name");
    phrase_step(reading, "name: \"%.*s\" is in no table; the text gives country \"%.*s\", sector \"%.*s\"", STR_ARG(mention->name),
                STR_ARG(mention->country), STR_ARG(mention->sector));
    return true;
}

/* A country, region, place or body with no noun of its own. */
static void resolve_entity(const struct reading *reading, const struct phrase *phrase, struct mention *mention)
{
    const struct actor *actor = reading->actor;
    uint32_t owner = phrase->body != LEX_NONE ? phrase->body : phrase->place != LEX_NONE ? phrase->place : owner_of(phrase);
    const struct lex_entry *at = &actor->entries[owner];
    if (at->kind == LEX_PLACE && at->stands_for != LEX_NONE) {
        mention_entry(actor, at->stands_for, STR("metonym"), mention);
        mention->lat = (double)at->lat, mention->lon = (double)at->lon;
        return;
    }
    mention_entry(actor, owner, phrase->adjective_only ? STR("adjective") : STR("alias"), mention);
    if (at->kind == LEX_PLACE)
        mention->sector = STR("CVL");                    /* a town as an actor is its people */
    mention->collective = phrase->demonym && phrase->counted;
    uint32_t people = phrase->demonym && phrase->people_word ? lex_find_part(actor, owner, STR("cvl")) : LEX_NONE;
    if (people != LEX_NONE)
        mention_entry(actor, people, STR("role"), mention);    /* "ordinary Kazakhs"; "Kazakhs" alone may be the state's */
}

void phrase_resolve(const struct reading *reading, const struct phrase *phrase, struct mention *mention)
{
    const struct actor *actor = reading->actor;
    const struct atom *first = &reading->atoms[reading->items[phrase->first].first], *last = &reading->atoms[reading->items[phrase->last].last];
    *mention = (struct mention){.lat = NAN, .lon = NAN, .kind = MENTION_ACTOR, .first = first->word, .last = last->word,
                                .head = reading->atoms[phrase->head].word, .start = first->start, .end = last->end,
                                .text = str_sub(reading->text, first->start, last->end)};
    if (phrase->pronoun != LEX_NONE) {
        mention->kind = MENTION_PRONOUN;
        mention->how = STR("pronoun");
        mention->sector = reading->alone ? STR("UNK") : STR("");
        return;
    }
    if (phrase->person != LEX_NONE || phrase->name_first != LEX_NONE) {
        resolve_person(reading, phrase, mention);
        return;
    }
    if (phrase->office != LEX_NONE && resolve_office(reading, phrase, mention))
        return;
    if (phrase->regions && phrase->country != LEX_NONE && phrase->region == LEX_NONE && phrase->body == LEX_NONE) {
        uint32_t entry = lex_find_part(actor, phrase->country, STR("region"));
        if (entry != LEX_NONE) {
            mention_entry(actor, entry, STR("collective"), mention);
            mention->collective = true;
            return;
        }
    }
    if (phrase->noun && !(phrase->region_noun && phrase->agent == LEX_NONE))
        resolve_role(reading, phrase, mention);
    else if (owner_of(phrase) != LEX_NONE)
        resolve_entity(reading, phrase, mention);
}
