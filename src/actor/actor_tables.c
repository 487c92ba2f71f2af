/* actor_tables.c: the tables of data/actor to entries, written forms and terms of office. data/actor/README.md tells the columns.
 *
 * A line that cannot be used is noted (file, line, reason) and left out; only a table that cannot be read at all ends the work.
 * The order of reading is the order of reference: countries before regions before all that lies in them. Names of regions in ISO
 * 3166-2 are taken from the package iso-codes where it is installed (LGPL; they are not in this project's tables).
 */
#include "actor/actor_tables.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/day.h"
#include "base/file.h"
#include "base/json.h"
#include "base/tsv.h"
#include "base/utf8.h"

#define ISO_FILE "/usr/share/iso-codes/json/iso_3166-2.json"

typedef void table_row(struct tables *tables, const struct tsv *tsv);

/* ---- Small parts ---- */

static void problem(struct tables *tables, const struct tsv *tsv, const char *why, str what)
{
    tables_problem(tables, tsv->file, tsv->line, "%s \"%.*s\"", why, STR_ARG(what));
}

/* The first or last day of a date cell; DAY_NONE for an empty one. */
static int32_t cell_day(struct tables *tables, const struct tsv *tsv, const char *column, bool last)
{
    str cell = tsv_field(tsv, str_from(column));
    struct date date;
    if (cell.len == 0)
        return DAY_NONE;
    if (!date_read_iso(cell, &date)) {
        problem(tables, tsv, "this is no date:", cell);
        return DAY_NONE;
    }
    return last ? date_last(&date) : date_first(&date);
}

static float cell_degrees(struct tables *tables, const struct tsv *tsv, const char *column, double limit)
{
    str cell = tsv_field(tsv, str_from(column));
    double value = 0;
    if (cell.len == 0)
        return NAN;
    if (!str_double(cell, &value) || value < -limit || value > limit) {
        problem(tables, tsv, "these are no degrees:", cell);
        return NAN;
    }
    return (float)value;
}

static uint32_t find_id(struct tables *tables, str id)
{
    uint64_t *found = map_find(&tables->ids, id);
    return found == NULL ? LEX_NONE : (uint32_t)*found;
}

/* The entry that a cell names; notes a problem where it is filled and unknown. */
static uint32_t cell_entry(struct tables *tables, const struct tsv *tsv, const char *column)
{
    str cell = tsv_field(tsv, str_from(column));
    if (cell.len == 0)
        return LEX_NONE;
    uint32_t found = find_id(tables, cell);
    if (found == LEX_NONE)
        problem(tables, tsv, "no table has the id", cell);
    return found;
}

/* A new entry, or LEX_NONE and a problem where the id is taken. */
static uint32_t add_entry(struct tables *tables, str id, str name, enum lex_kind kind, str source)
{
    bool added;
    str kept = arena_str(tables->arena, id);
    uint64_t *at = map_at(&tables->ids, kept, &added);
    if (!added)
        return LEX_NONE;
    *at = tables->entries.len;
    *LIST_ADD(tables->arena, &tables->entry_ids) = kept;
    struct lex_entry *entry = LIST_ADD(tables->arena, &tables->entries);
    *entry = (struct lex_entry){.id = tables_text(tables, id), .name = tables_text(tables, name), .source = tables_text(tables, source),
                                .kind = kind, .owner = LEX_NONE, .home = LEX_NONE, .stands_for = LEX_NONE, .head = LEX_NONE,
                                .from = DAY_NONE, .to = DAY_NONE, .lat = NAN, .lon = NAN};
    return (uint32_t)*at;
}

static uint32_t add_row_entry(struct tables *tables, const struct tsv *tsv, enum lex_kind kind)
{
    str id = tsv_field(tsv, STR("id")), name = tsv_field(tsv, STR("name"));
    if (id.len == 0 || id.len > 120) {
        problem(tables, tsv, "an id is missing or too long:", id);
        return LEX_NONE;
    }
    uint32_t entry = add_entry(tables, id, name, kind, tsv_field(tsv, STR("source")));
    if (entry == LEX_NONE)
        problem(tables, tsv, "this id was given before:", id);
    return entry;
}

static struct lex_entry *entry_of(struct tables *tables, uint32_t entry)
{
    return &tables->entries.at[entry];
}

static str text_of(struct tables *tables, struct lex_text text)
{
    return (str){tables->strings.at + text.at, text.len};
}

/* An entry that lies in a country takes its code from there. */
static void set_owner(struct tables *tables, uint32_t entry, uint32_t owner)
{
    entry_of(tables, entry)->owner = owner;
    if (owner != LEX_NONE)
        entry_of(tables, entry)->country = entry_of(tables, owner)->country;
}

/* The forms of a cell, separated by ";". */
static void add_forms(struct tables *tables, str cell, enum lex_value_kind kind, uint32_t target, unsigned flags, int32_t from, int32_t to)
{
    str form;
    while (str_next(&cell, ';', &form))
        tables_alias(tables, str_trim(form), kind, target, flags, from, to);
}

/* The plural of an English noun phrase: its first noun before "of" or "for", else its last word. */
static str plural_of(struct arena *arena, str noun)
{
    size_t end = str_find(noun, STR(" of "), 0), other = str_find(noun, STR(" for "), 0);
    end = other < end ? other : end;
    str word = str_sub(noun, 0, end), rest = str_from_at(noun, end);
    if (str_ends(word, STR("man")))
        return arena_printf(arena, "%.*smen%.*s", STR_ARG(str_sub(word, 0, word.len - 3)), STR_ARG(rest));
    if (str_ends(word, STR("y")) && !str_ends(word, STR("ey")))
        return arena_printf(arena, "%.*sies%.*s", STR_ARG(str_sub(word, 0, word.len - 1)), STR_ARG(rest));
    bool sibilant = str_ends(word, STR("s")) || str_ends(word, STR("ch"));
    return arena_printf(arena, "%.*s%s%.*s", STR_ARG(word), sibilant ? "es" : "s", STR_ARG(rest));
}

static void add_nouns(struct tables *tables, str cell, enum lex_value_kind kind, uint32_t target)
{
    str noun;
    while (str_next(&cell, ';', &noun)) {
        tables_alias(tables, noun, kind, target, 0, DAY_NONE, DAY_NONE);
        tables_alias(tables, plural_of(tables->arena, noun), kind, target, LEX_PLURAL, DAY_NONE, DAY_NONE);
    }
}

/* ---- Rows ---- */

static void row_word(struct tables *tables, const struct tsv *tsv)
{
    str class = tsv_field(tsv, STR("class")), words = tsv_field(tsv, STR("words")), word;
    uint32_t found = 0;
    while (found < WORD_CLASS_COUNT && !str_eq(class, str_from(lex_word_names[found])))
        found++;
    if (found == WORD_CLASS_COUNT) {
        problem(tables, tsv, "there is no class of words", class);
        return;
    }
    if (found == WORD_AMBIGUOUS) {
        while (str_next(&words, ';', &word))
            *map_at(&tables->ambiguous, atom_fold(tables->arena, word), NULL) = 1;
        return;
    }
    add_forms(tables, words, LEX_IS_WORD, found, 0, DAY_NONE, DAY_NONE);
}

static void row_country(struct tables *tables, const struct tsv *tsv)
{
    uint32_t entry = add_row_entry(tables, tsv, LEX_COUNTRY);
    str status = tsv_field(tsv, STR("status")), demonyms = tsv_field(tsv, STR("demonyms")), pair, form;
    if (entry == LEX_NONE)
        return;
    int32_t from = cell_day(tables, tsv, "from", false), to = cell_day(tables, tsv, "to", true);
    struct lex_entry *at = entry_of(tables, entry);
    str plover = tsv_field(tsv, STR("plover"));
    at->owner = entry;
    at->from = from, at->to = to;
    at->country = tables_text(tables, plover);
    if (str_eq(status, STR("disputed")) && !str_eq_fold(plover, tsv_field(tsv, STR("id"))))
        at->sector = tables_text(tables, STR("PRE"));
    if (plover.len != 3 && plover.len != 0)
        problem(tables, tsv, "a country needs three letters of PLOVER, not", plover);
    tables_alias(tables, tsv_field(tsv, STR("name")), LEX_IS_COUNTRY, entry, 0, from, to);
    add_forms(tables, tsv_field(tsv, STR("aliases")), LEX_IS_COUNTRY, entry, 0, from, to);
    add_forms(tables, tsv_field(tsv, STR("names")), LEX_IS_COUNTRY, entry, 0, from, to);
    add_forms(tables, tsv_field(tsv, STR("adjectives")), LEX_IS_ADJECTIVE, entry, 0, from, to);
    add_forms(tables, tsv_field(tsv, STR("prefixes")), LEX_IS_PREFIX, entry, 0, from, to);
    while (str_next(&demonyms, ';', &pair))
        for (unsigned flags = 0; str_next(&pair, '/', &form); flags = LEX_PLURAL)
            tables_alias(tables, form, LEX_IS_DEMONYM, entry, flags, from, to);
}

/* A region's name that is a common word in English ("Western", "Central") is no name by itself. */
static bool too_common(struct tables *tables, str name)
{
    str word;
    while (str_next(&name, ' ', &word))
        if (word.len > 0 && map_find(&tables->ambiguous, atom_fold(tables->arena, word)) == NULL)
            return false;
    return true;
}

static void add_region_name(struct tables *tables, str name, uint32_t entry)
{
    if (name.len > 2 && !too_common(tables, name))
        tables_alias(tables, name, LEX_IS_REGION, entry, 0, DAY_NONE, DAY_NONE);
}

static void row_region(struct tables *tables, const struct tsv *tsv)
{
    uint32_t owner = cell_entry(tables, tsv, "country");
    str name = tsv_field(tsv, STR("name")), aliases = tsv_field(tsv, STR("aliases")), form, pair;
    str demonyms = tsv_field(tsv, STR("demonyms"));
    uint64_t *iso = map_find(&tables->iso, tsv_field(tsv, STR("code")));
    str iso_name = iso == NULL ? STR("") : tables->iso_names.at[*iso];
    uint32_t entry = owner == LEX_NONE ? LEX_NONE : add_row_entry(tables, tsv, LEX_REGION);
    if (entry == LEX_NONE)
        return;
    set_owner(tables, entry, owner);
    struct lex_entry *at = entry_of(tables, entry);
    at->home = entry;
    at->region = at->id;
    at->sector = tables_text(tables, STR("GOV"));
    if (name.len == 0)
        at->name = tables_text(tables, iso_name.len > 0 ? iso_name : tsv_field(tsv, STR("code")));
    add_region_name(tables, name, entry);
    add_region_name(tables, iso_name, entry);
    while (str_next(&aliases, ';', &form))
        add_region_name(tables, form, entry);
    add_forms(tables, tsv_field(tsv, STR("names")), LEX_IS_REGION, entry, 0, DAY_NONE, DAY_NONE);
    add_forms(tables, tsv_field(tsv, STR("adjectives")), LEX_IS_REGION_ADJECTIVE, entry, 0, DAY_NONE, DAY_NONE);
    while (str_next(&demonyms, ';', &pair))
        for (unsigned flags = 0; str_next(&pair, '/', &form); flags = LEX_PLURAL)
            tables_alias(tables, form, LEX_IS_REGION, entry, flags, DAY_NONE, DAY_NONE);
}

static void row_place(struct tables *tables, const struct tsv *tsv)
{
    uint32_t owner = cell_entry(tables, tsv, "country");
    uint32_t entry = owner == LEX_NONE ? LEX_NONE : add_row_entry(tables, tsv, LEX_PLACE);
    if (entry == LEX_NONE)
        return;
    uint32_t region = cell_entry(tables, tsv, "region"), stands_for = cell_entry(tables, tsv, "stands_for");
    float lat = cell_degrees(tables, tsv, "lat", 90), lon = cell_degrees(tables, tsv, "lon", 180);
    set_owner(tables, entry, owner);
    struct lex_entry *at = entry_of(tables, entry);
    at->home = region;
    at->stands_for = stands_for;
    at->lat = lat, at->lon = lon;
    if (region != LEX_NONE) {
        struct lex_entry *home = entry_of(tables, region);
        at->region = home->id;
        if (str_ends(tsv_field(tsv, STR("kind")), STR("capital")) && isnan(home->lat))
            home->lat = lat, home->lon = lon;            /* a region has its capital's point */
    }
    struct lex_entry *country = entry_of(tables, owner);
    if (str_eq(tsv_field(tsv, STR("kind")), STR("capital")) && isnan(country->lat))
        country->lat = lat, country->lon = lon;
    tables_alias(tables, tsv_field(tsv, STR("name")), LEX_IS_PLACE, entry, 0, DAY_NONE, DAY_NONE);
    add_forms(tables, tsv_field(tsv, STR("aliases")), LEX_IS_PLACE, entry, 0, DAY_NONE, DAY_NONE);
}

static uint32_t office_row(struct tables *tables, str key)
{
    uint64_t *found = map_find(&tables->offices, key);
    return found == NULL ? LEX_NONE : (uint32_t)*found;
}

static void row_office(struct tables *tables, const struct tsv *tsv)
{
    str key = tsv_field(tsv, STR("office")), nouns = tsv_field(tsv, STR("nouns")), scope = tsv_field(tsv, STR("scope"));
    str only = tsv_field(tsv, STR("only")), country, noun = nouns, first;
    bool added;
    uint32_t row = (uint32_t)tables->office_rows.len;
    if (key.len == 0 || nouns.len == 0) {
        problem(tables, tsv, "an office needs a key and nouns:", key);
        return;
    }
    uint64_t *known = map_at(&tables->offices, arena_str(tables->arena, key), &added);
    if (added)
        *known = row;
    str_next(&noun, ';', &first);
    struct lex_office office = {
        .key = tables_text(tables, key), .part = tables_text(tables, tsv_field(tsv, STR("part"))),
        .sector = tables_text(tables, tsv_field(tsv, STR("sector"))), .other = tables_text(tables, tsv_field(tsv, STR("other"))),
        .noun = tables_text(tables, first), .first = (uint32_t)*known, .only_first = (uint32_t)tables->only.len,
        .scope = str_eq(scope, STR("region")) ? SCOPE_REGION : str_eq(scope, STR("organisation")) ? SCOPE_ORGANISATION : SCOPE_COUNTRY};
    while (str_next(&only, ';', &country)) {
        uint32_t entry = find_id(tables, country);
        if (country.len == 0)
            continue;
        if (entry == LEX_NONE)
            problem(tables, tsv, "no table has the id", country);
        else
            *LIST_ADD(tables->arena, &tables->only) = entry;
    }
    office.only_count = (uint32_t)tables->only.len - office.only_first;
    *LIST_ADD(tables->arena, &tables->office_rows) = office;
    add_nouns(tables, nouns, LEX_IS_OFFICE, row);
}

static void row_body(struct tables *tables, const struct tsv *tsv)
{
    str head = tsv_field(tsv, STR("head"));
    uint32_t row = (uint32_t)tables->generics.len, office = head.len == 0 ? LEX_NONE : office_row(tables, head);
    if (head.len > 0 && office == LEX_NONE)
        problem(tables, tsv, "offices.tsv has no office", head);
    struct lex_generic *generic = LIST_ADD(tables->arena, &tables->generics);
    *generic = (struct lex_generic){tables_text(tables, tsv_field(tsv, STR("part"))), tables_text(tables, tsv_field(tsv, STR("sector"))),
                                    tables_text(tables, tsv_field(tsv, STR("other"))), tables_text(tables, tsv_field(tsv, STR("name"))), office};
    add_nouns(tables, tsv_field(tsv, STR("nouns")), LEX_IS_GENERIC, row);
}

static void row_agent(struct tables *tables, const struct tsv *tsv)
{
    uint32_t row = (uint32_t)tables->agents.len;
    str singular = tsv_field(tsv, STR("singular")), plural = tsv_field(tsv, STR("plural"));
    if (singular.len == 0) {
        problem(tables, tsv, "an agent needs a noun", singular);
        return;
    }
    *LIST_ADD(tables->arena, &tables->agents) = (struct lex_agent){
        tables_text(tables, singular), tables_text(tables, tsv_field(tsv, STR("sector"))), tables_text(tables, tsv_field(tsv, STR("other"))),
        tables_text(tables, tsv_field(tsv, STR("plover"))), str_eq(tsv_field(tsv, STR("kind")), STR("group"))};
    tables_alias(tables, singular, LEX_IS_AGENT, row, 0, DAY_NONE, DAY_NONE);
    if (plural.len > 0 && !str_eq(plural, singular))
        tables_alias(tables, plural, LEX_IS_AGENT, row, LEX_PLURAL, DAY_NONE, DAY_NONE);
}

static void row_organisation(struct tables *tables, const struct tsv *tsv)
{
    str head = tsv_field(tsv, STR("head")), id = tsv_field(tsv, STR("id"));
    uint32_t owner = cell_entry(tables, tsv, "country"), entry = find_id(tables, id);
    if (entry == LEX_NONE)                               /* a body may have several lines with their own dates; the first names it */
        entry = add_row_entry(tables, tsv, LEX_ORGANISATION);
    if (entry == LEX_NONE)
        return;
    if (entry_of(tables, entry)->kind == LEX_COUNTRY || entry_of(tables, entry)->kind == LEX_REGION) {
        problem(tables, tsv, "this id is that of a country or region:", id);
        return;
    }
    uint32_t office = head.len == 0 ? LEX_NONE : office_row(tables, head);
    if (head.len > 0 && office == LEX_NONE)
        problem(tables, tsv, "offices.tsv has no office", head);
    struct lex_entry *at = entry_of(tables, entry);
    at->owner = owner;
    at->country = tables_text(tables, tsv_field(tsv, STR("plover")));
    at->sector = tables_text(tables, tsv_field(tsv, STR("sector")));
    at->head = office;
    int32_t from = cell_day(tables, tsv, "from", false), to = cell_day(tables, tsv, "to", true);
    tables_alias(tables, tsv_field(tsv, STR("name")), LEX_IS_BODY, entry, 0, from, to);
    add_forms(tables, tsv_field(tsv, STR("aliases")), LEX_IS_BODY, entry, 0, from, to);
}

static void row_metonym(struct tables *tables, const struct tsv *tsv)
{
    uint32_t target = cell_entry(tables, tsv, "actor");
    int32_t from = cell_day(tables, tsv, "from", false), to = cell_day(tables, tsv, "to", true);
    if (target != LEX_NONE)
        tables_alias(tables, tsv_field(tsv, STR("phrase")), LEX_IS_BODY, target, 0, from, to);
}

static uint64_t spelling_hash(const char *at, size_t len)
{
    return str_hash((str){at, len});
}

/* What the press leaves out of a long name: "Haitham bin Tarik Al Said" without the house, "Luis Guillermo Solís Rivera" without the mother's
 * family, "Hans-Adam II" without the number. "" where nothing is left out or one word would stay. */
static str short_name(str name, str country)
{
    static const char latin[] = "arg bol chl col cri cub dom ecu slv gtm hnd mex nic pan pry per pri ury ven esp";
    str rest = name, word, words[8];
    size_t count = 0;
    while (count < 8 && str_next(&rest, ' ', &word))
        words[count++] = word;
    if (count < 3 || rest.len > 0)
        return count == 2 && str_find_char(words[0], '-', 0) < words[0].len && words[1].len <= 3
            && str_find_char(STR("IVX"), words[1].at[0], 0) < 3 ? words[0] : STR("");
    str last = words[count - 1], before = words[count - 2];
    bool house = str_starts_fold(last, STR("al-")) || (str_eq_fold(before, STR("al")) && count > 3);
    bool mother = count > 3 && last.len > 3 && str_has(str_from(latin), country) && before.len > 3 && !(before.at[0] >= 'a' && before.at[0] <= 'z');
    if (!house && !mother)
        return STR("");
    str stay = house && str_eq_fold(before, STR("al")) ? words[count - 3] : before;
    return stay.len <= 2 || str_eq_fold(stay, STR("bin")) || stay.at == words[0].at ? STR("") : str_sub(name, 0, (size_t)(stay.at + stay.len - name.at));
}

/* Spelling keys of a name: of first and last word together, and of the surname. "Laurent-Désiré" is also called "Laurent". */
static void add_keys(struct tables *tables, str name, uint32_t entry, bool family_first)
{
    char first[ATOM_KEY_ROOM], last[ATOM_KEY_ROOM];
    str word, head = STR(""), tail = STR("");
    while (str_next(&name, ' ', &word)) {
        if (head.len == 0)
            head = word;
        tail = word;
    }
    size_t first_len = atom_spelling(head, first, sizeof first), last_len = atom_spelling(tail, last, sizeof last);
    if (head.at == tail.at || first_len == 0 || last_len == 0)
        return;
    uint64_t full = atom_chain(spelling_hash(first, first_len), spelling_hash(last, last_len));
    if (first_len + last_len >= 4)
        *LIST_ADD(tables->arena, &tables->keys) = (struct lex_key){full, entry, 0};
    size_t hyphen = str_find_char(head, '-', 0), half_len = hyphen < head.len && hyphen > 3 ? atom_spelling(str_sub(head, 0, hyphen), first, sizeof first) : 0;
    if (half_len > 0 && half_len + last_len >= 4)
        *LIST_ADD(tables->arena, &tables->keys) = (struct lex_key){atom_chain(spelling_hash(first, half_len), spelling_hash(last, last_len)), entry, 0};
    if (half_len > 0)
        first_len = atom_spelling(head, first, sizeof first);
    *LIST_ADD(tables->arena, &tables->keys) = (struct lex_key){family_first ? spelling_hash(first, first_len) : spelling_hash(last, last_len), entry, 1};
}

static void row_person(struct tables *tables, const struct tsv *tsv)
{
    uint32_t owner = cell_entry(tables, tsv, "country");
    uint32_t entry = owner == LEX_NONE ? LEX_NONE : add_row_entry(tables, tsv, LEX_PERSON);
    str name = tsv_field(tsv, STR("name")), aliases = tsv_field(tsv, STR("aliases")), form, country = tsv_field(tsv, STR("country"));
    if (entry == LEX_NONE)
        return;
    set_owner(tables, entry, owner);
    entry_of(tables, entry)->female = str_eq(tsv_field(tsv, STR("sex")), STR("f"));
    entry_of(tables, entry)->sector = tables_text(tables, tsv_field(tsv, STR("sector")));
    bool family_first = str_has(STR("chn twn kor prk vnm khm sgp hkg"), country);
    tables_alias(tables, name, LEX_IS_PERSON, entry, 0, DAY_NONE, DAY_NONE);
    add_keys(tables, name, entry, family_first);
    str shorter = short_name(name, country);
    if (shorter.len > 0) {
        tables_alias(tables, shorter, LEX_IS_PERSON, entry, 0, DAY_NONE, DAY_NONE);
        add_keys(tables, shorter, entry, family_first);
    }
    size_t given = str_find_char(name, ' ', 0);          /* Thais, Ethiopians and Eritreans go by their first name */
    if (given > 3 && given < name.len && str_has(STR("tha eth eri"), country) && str_find_char(str_from_at(name, given + 1), '.', 0) + given + 1 == name.len)
        tables_alias(tables, str_sub(name, 0, given), LEX_IS_SURNAME, entry, 0, DAY_NONE, DAY_NONE);
    while (str_next(&aliases, ';', &form)) {
        bool alone = str_find_char(form, ' ', 0) == form.len;
        tables_alias(tables, form, alone ? LEX_IS_SURNAME : LEX_IS_PERSON, entry, 0, DAY_NONE, DAY_NONE);
        add_keys(tables, form, entry, family_first);
    }
}

static void row_holder(struct tables *tables, const struct tsv *tsv)
{
    str key = tsv_field(tsv, STR("office"));
    uint32_t person = cell_entry(tables, tsv, "person"), country = cell_entry(tables, tsv, "country");
    uint32_t body = cell_entry(tables, tsv, "organisation"), region = cell_entry(tables, tsv, "region"), target = LEX_NONE;
    if (str_starts(key, STR("ambassador-to-"))) {
        target = find_id(tables, str_from_at(key, 14));
        key = STR("ambassador");
    }
    uint32_t office = office_row(tables, key), owner = region != LEX_NONE ? region : body != LEX_NONE ? body : country;
    if (office == LEX_NONE) {
        problem(tables, tsv, "offices.tsv has no office", key);
        return;
    }
    if (person == LEX_NONE || owner == LEX_NONE)
        return;
    int32_t from = cell_day(tables, tsv, "from", false), to = cell_day(tables, tsv, "to", true);
    if (from != DAY_NONE && to != DAY_NONE && to < from)
        problem(tables, tsv, "this term ends before it begins:", tsv_field(tsv, STR("person")));
    bool acting = str_eq(tsv_field(tsv, STR("acting")), STR("yes"));
    *LIST_ADD(tables->arena, &tables->terms) = (struct lex_term){person, owner, office, target, from, to, acting, office};
    str grade = tsv_field(tsv, STR("grade"));
    *LIST_ADD(tables->arena, &tables->term_lines) = (struct tables_term){tsv->line, str_eq(tsv_field(tsv, STR("source")), STR("gk")), str_eq(grade, STR("C"))};
}

static void row_member(struct tables *tables, const struct tsv *tsv)
{
    uint32_t body = cell_entry(tables, tsv, "org"), country = cell_entry(tables, tsv, "country");
    int32_t from = cell_day(tables, tsv, "from", false), to = cell_day(tables, tsv, "to", true);
    if (body != LEX_NONE && country != LEX_NONE)
        *LIST_ADD(tables->arena, &tables->members) = (struct lex_member){body, country, from, to};
}

/* ---- What every state has ---- */

static void add_part(struct tables *tables, uint32_t owner, str part, str name, str sector, enum lex_kind kind, uint32_t head)
{
    char id[200];
    str source = STR("derived");
    str base = tables->entry_ids.at[owner];
    if (base.len + part.len + 2 > sizeof id)
        return;
    snprintf(id, sizeof id, "%.*s.%.*s", STR_ARG(base), STR_ARG(part));
    uint32_t entry = add_entry(tables, str_from(id), name, kind, source);
    if (entry == LEX_NONE) {                             /* a line of its own: only what it leaves open is filled */
        entry = find_id(tables, str_from(id));
        if (entry_of(tables, entry)->head == LEX_NONE)
            entry_of(tables, entry)->head = head;
        return;
    }
    struct lex_entry *at = entry_of(tables, entry), *from = entry_of(tables, owner);
    at->owner = from->kind == LEX_ORGANISATION ? from->owner : from->kind == LEX_REGION ? from->owner : owner;
    at->country = from->country;
    at->sector = tables_text(tables, sector);
    at->region = from->region;
    at->home = from->home;
    at->head = head;
}

/* Sectors: an actor for each state; they come after countries and before organisations refer to them. */
static void row_sector(struct tables *tables, const struct tsv *tsv)
{
    str name = tsv_field(tsv, STR("name")), sector = tsv_field(tsv, STR("sector")), part = tsv_field(tsv, STR("part"));
    size_t slot = str_find(name, STR("{}"), 0), count = tables->entries.len;
    if (sector.len != 3 || slot == name.len) {
        problem(tables, tsv, "a sector needs three letters and a name with {}:", sector);
        return;
    }
    for (uint32_t i = 0; i < count; i++) {
        if (tables->entries.at[i].kind != LEX_COUNTRY)
            continue;
        str country = text_of(tables, tables->entries.at[i].name);
        str full = arena_printf(tables->arena, "%.*s%.*s%.*s", STR_ARG(str_sub(name, 0, slot)), STR_ARG(country), STR_ARG(str_from_at(name, slot + 2)));
        add_part(tables, i, part, full, sector, LEX_ROLE, LEX_NONE);
    }
}

static str capital_first(struct arena *arena, str noun)
{
    return utf8_upper_first(arena, noun);
}

static void derive_country(struct tables *tables, uint32_t owner)
{
    struct arena *arena = tables->arena;
    str country = arena_str(arena, text_of(tables, entry_of(tables, owner)->name));
    add_part(tables, owner, STR("region"), arena_printf(arena, "Regions of %.*s", STR_ARG(country)), STR("GOV"), LEX_ROLE, LEX_NONE);
    for (size_t i = 0; i < tables->generics.len; i++) {
        struct lex_generic generic = tables->generics.at[i];
        str name = arena_str(arena, text_of(tables, generic.name)), part = arena_str(arena, text_of(tables, generic.part));
        add_part(tables, owner, part, arena_printf(arena, "%.*s of %.*s", STR_ARG(name), STR_ARG(country)),
                 arena_str(arena, text_of(tables, generic.sector)), LEX_ORGANISATION, generic.head);
    }
}

static void derive_office(struct tables *tables, uint32_t owner, uint32_t row)
{
    struct lex_office office = tables->office_rows.at[row];
    struct arena *arena = tables->arena;
    str noun = capital_first(arena, text_of(tables, office.noun)), name = text_of(tables, entry_of(tables, owner)->name);
    add_part(tables, owner, arena_str(arena, text_of(tables, office.part)), arena_printf(arena, "%.*s of %.*s", STR_ARG(noun), STR_ARG(name)),
             arena_str(arena, text_of(tables, office.sector)), LEX_OFFICE, row);
}

/* Offices and bodies that every state, region and organisation has. Territories and historic states have what their lines say. */
static void derive(struct tables *tables)
{
    size_t count = tables->entries.len;
    for (uint32_t i = 0; i < count; i++)
        if (tables->entries.at[i].kind == LEX_COUNTRY)
            derive_country(tables, i);
    for (uint32_t row = 0; row < tables->office_rows.len; row++) {
        struct lex_office office = tables->office_rows.at[row];
        if (office.first != row)
            continue;
        for (uint32_t i = 0; i < count; i++) {
            struct lex_entry *entry = &tables->entries.at[i];
            bool fits = office.scope == SCOPE_COUNTRY ? entry->kind == LEX_COUNTRY : office.scope == SCOPE_REGION && entry->kind == LEX_REGION;
            bool led = office.scope == SCOPE_ORGANISATION && entry->kind == LEX_ORGANISATION && entry->head == row;
            if (fits || led)
                derive_office(tables, i, row);
        }
    }
}

/* ---- Files ---- */

static bool read_table(struct tables *tables, const char *file, table_row *row, struct err *err)
{
    char path[512];
    str text;
    struct tsv tsv;
    snprintf(path, sizeof path, "%s/%s", tables->folder, file);
    if (!file_read(tables->arena, path, 0, &text, err))
        return false;
    if (!utf8_valid(text))
        return err_fail(err, ERR_DATA, path, "the table is not UTF-8");
    if (!tsv_open(&tsv, file, text, err))
        return false;
    while (tsv_next(&tsv)) {
        tables->lines = tsv.line;
        tables->rows++;
        tables->gk_rows += str_eq(tsv_field(&tsv, STR("source")), STR("gk"));
        if (tsv.field_count > tsv.columns)
            tables_problem(tables, file, tsv.line, "the line has %zu fields, the header %zu", tsv.field_count, tsv.columns);
        else
            row(tables, &tsv);
    }
    return true;
}

/* Names of ISO 3166-2, where the package iso-codes is installed. */
static void read_iso(struct tables *tables)
{
    str text;
    const struct json *root;
    struct err ignored = {0};
    if (!file_read(tables->arena, ISO_FILE, 0, &text, &ignored) || !json_read(tables->arena, text, false, &root, &ignored)) {
        buf_printf(tables->problems, "%s: not read, so regions have only the names of this project's tables; install iso-codes\n", ISO_FILE);
        return;
    }
    const struct json *list = json_find(root, STR("3166-2"));
    for (size_t i = 0; list != NULL && i < list->count; i++) {
        str code = json_find_str(&list->children[i], STR("code"));
        *map_at(&tables->iso, code, NULL) = tables->iso_names.len;
        *LIST_ADD(tables->arena, &tables->iso_names) = json_find_str(&list->children[i], STR("name"));
    }
}

bool tables_read(struct tables *tables, struct arena *arena, const char *folder, struct buf *problems, struct err *err)
{
    *tables = (struct tables){.arena = arena, .folder = folder, .problems = problems, .ids = map_make(arena), .offices = map_make(arena),
                              .texts = map_make(arena), .iso = map_make(arena), .ambiguous = map_make(arena), .strings = buf_make(arena)};
    tables->atoms = ARENA_NEW(arena, struct atom_list);
    read_iso(tables);
    bool read = read_table(tables, "words.tsv", row_word, err) && read_table(tables, "countries.tsv", row_country, err)
        && read_table(tables, "sectors.tsv", row_sector, err) && read_table(tables, "regions.tsv", row_region, err)
        && read_table(tables, "offices.tsv", row_office, err) && read_table(tables, "bodies.tsv", row_body, err)
        && read_table(tables, "organisations.tsv", row_organisation, err);
    if (!read)
        return false;
    derive(tables);
    return read_table(tables, "metonyms.tsv", row_metonym, err) && read_table(tables, "places.tsv", row_place, err)
        && read_table(tables, "cities.tsv", row_place, err)
        && read_table(tables, "agents.tsv", row_agent, err) && read_table(tables, "people.tsv", row_person, err)
        && read_table(tables, "holders.tsv", row_holder, err) && read_table(tables, "memberships.tsv", row_member, err);
}
