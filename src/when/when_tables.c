/* when_tables.c: the tables of data/when/ to the sections of when.pack.
 *
 * en-*.tsv name the words: months, weekdays, seasons, units, numbers, ordinals, parts of periods and of the day, words that point from one
 * period to another, function words with their roles, tenses; en-phrases.tsv and en-holidays.tsv fixed expressions; landmarks.tsv dated
 * events with their names. A word may stand in several tables. A broken line is reported with file, line and reason and left out.
 *
 * Sections: terms (struct when_term), slots (hash of the terms' words), phrases (grouped by their first word, longest first), landmarks (in
 * order of their first day), strings. Native byte order: the pack is made where it is used.
 */
#include "base/map.h"
#include "base/tsv.h"
#include "base/utf8.h"
#include "when/when_inner.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const unit_names[] = {"", "second", "minute", "hour", "day", "week", "weekend", "month", "season", "quarter", "half", "year",
                                         "decade", "century", "millennium"};
static const char *const role_names[] = {
    "the", "a", "of", "and", "or", "to", "until", "ago", "earlier", "later", "hence", "before", "after", "from", "now", "in",
    "on", "at", "by", "since", "during", "for", "between", "within", "over", "around", "approx", "under", "another", "least",
    "more", "than", "every", "other", "per", "times", "old", "long", "time", "period", "fiscal", "filler", "as", "hours", "zone",
    "year", "era", "takes"};
_Static_assert(sizeof role_names / sizeof *role_names == ROLE_COUNT, "a name for each role");
static const char *const part_names[] = {"", "start", "mid", "end"};
static const char *const part_forms[] = {"", "before", "of", "both", "in", "", "", "", "part"};
static const char *const number_kinds[] = {"", "small", "tens", "factor", "half", "vague", "couple", "vagues", "decade"};
static const char *const season_names[] = {"", "SP", "SU", "FA", "WI"};
static const char *const daypart_names[] = {"", "MO", "MI", "AF", "EV", "NI", "DT"};
static const char *const tense_names[] = {"", "past", "present", "future", "report"};
static const char *const step_from[] = {"document", "text"};
static const char *const type_names[] = {"DATE", "TIME", "DURATION", "SET"};
#define COUNT(names) (sizeof(names) / sizeof *(names))

struct phrase_made {str text; struct when_phrase record;};
struct landmark_made {day from, to; str kind, name, countries, aliases;};
struct tables {
    struct arena *arena;
    struct buf *problems;
    struct buf strings;
    struct map known, words;        /* stored texts; terms by word */
    LIST(struct when_term) terms;
    LIST(struct phrase_made) phrases;
    LIST(struct landmark_made) landmarks;
};

static bool problem(struct tables *tables, const struct tsv *tsv, const char *why, str what)
{
    buf_printf(tables->problems, "%s:%zu: %s: \"%.*s\"\n", tsv->file, tsv->line, why, STR_ARG(str_sub(what, 0, 60)));
    return false;
}

static struct when_text keep(struct tables *tables, str text)
{
    bool added;
    uint64_t *at = map_at(&tables->known, text, &added);
    if (added) {
        *at = tables->strings.len;
        buf_add(&tables->strings, text);
    }
    return (struct when_text){(uint32_t)*at, (uint32_t)text.len};
}

/* The row's field as index into names; false and a problem where it is none of them. */
static bool choice(struct tables *tables, const struct tsv *tsv, const char *column, const char *const *names, size_t count, int *index)
{
    str field = tsv_field(tsv, str_from(column));
    for (size_t i = 0; i < count; i++)
        if (field.len > 0 && str_eq(field, str_from(names[i]))) {
            *index = (int)i;
            return true;
        }
    return problem(tables, tsv, arena_printf(tables->arena, "unknown %s", column).at, field);
}

static bool whole(struct tables *tables, const struct tsv *tsv, const char *column, int64_t low, int64_t high, int64_t *value)
{
    str field = tsv_field(tsv, str_from(column));
    if (str_int64(field, value) && *value >= low && *value <= high)
        return true;
    return problem(tables, tsv, arena_printf(tables->arena, "%s is no number from %lld to %lld", column, (long long)low, (long long)high).at, field);
}

static struct when_term *term_at(struct tables *tables, str word)
{
    bool added;
    word = utf8_fold(tables->arena, word);
    uint64_t *index = map_at(&tables->words, word, &added);
    if (added) {
        *index = tables->terms.len;
        *LIST_ADD(tables->arena, &tables->terms) = (struct when_term){.word = keep(tables, word), .clock = -1};
    }
    return &tables->terms.at[*index];
}

/* The term of the row's word, as a member of class; NULL and a problem where the word cannot be one atom. */
static struct when_term *term_of_row(struct tables *tables, const struct tsv *tsv, uint32_t class)
{
    str word = tsv_field(tsv, STR("word"));
    size_t at = 0;
    struct when_atom atom;
    if (word.len > WHEN_TERM_MAX || !when_atom_next(word, &at, &atom) || atom.kind != ATOM_WORD || at != word.len) {
        problem(tables, tsv, "a word of letters alone is wanted", word);
        return NULL;
    }
    struct when_term *term = term_at(tables, word);
    term->classes |= class;
    if (str_eq(tsv_field(tsv, STR("weak")), STR("yes")))
        term->weak |= class;
    if (str_eq(tsv_field(tsv, STR("plural")), STR("yes")))
        term->plural = true;
    return term;
}

/* ---- A row of each table. ---- */
static void months_row(struct tables *t, const struct tsv *tsv)
{
    int64_t month;
    struct when_term *term;
    if (whole(t, tsv, "month", 1, 12, &month) && (term = term_of_row(t, tsv, WHEN_MONTH)) != NULL)
        term->month = (int8_t)month;
}

static void weekdays_row(struct tables *t, const struct tsv *tsv)
{
    int64_t weekday;
    struct when_term *term;
    if (whole(t, tsv, "weekday", 1, 7, &weekday) && (term = term_of_row(t, tsv, WHEN_WEEKDAY)) != NULL)
        term->weekday = (int8_t)weekday;
}

static void seasons_row(struct tables *t, const struct tsv *tsv)
{
    int season;
    struct when_term *term;
    if (choice(t, tsv, "season", season_names, COUNT(season_names), &season) && (term = term_of_row(t, tsv, WHEN_SEASON)) != NULL)
        term->season = (int8_t)season;
}

static void units_row(struct tables *t, const struct tsv *tsv)
{
    int unit;
    int64_t count;
    struct when_term *term;
    if (choice(t, tsv, "unit", unit_names, COUNT(unit_names), &unit) && whole(t, tsv, "count", 1, 100, &count) &&
        (term = term_of_row(t, tsv, WHEN_UNIT)) != NULL) {
        term->unit = (int8_t)unit;
        term->unit_count = (int8_t)count;
    }
}

static void numbers_row(struct tables *t, const struct tsv *tsv)
{
    int kind;
    int64_t value;
    struct when_term *term;
    if (choice(t, tsv, "kind", number_kinds, COUNT(number_kinds), &kind) && whole(t, tsv, "value", 0, 1000000, &value) &&
        (term = term_of_row(t, tsv, WHEN_NUMBER)) != NULL) {
        term->number = (int32_t)value;
        term->number_kind = (int8_t)kind;
    }
}

static void ordinals_row(struct tables *t, const struct tsv *tsv)
{
    int64_t value;
    struct when_term *term;
    if (whole(t, tsv, "value", -1, 100, &value) && (term = term_of_row(t, tsv, WHEN_ORDINAL)) != NULL)
        term->ordinal = (int8_t)value;
}

static void parts_row(struct tables *t, const struct tsv *tsv)
{
    int part, form;
    struct when_term *term;
    if (choice(t, tsv, "part", part_names, COUNT(part_names), &part) && choice(t, tsv, "form", part_forms, COUNT(part_forms), &form) &&
        (term = term_of_row(t, tsv, WHEN_PART)) != NULL) {
        term->part = (int8_t)part;
        term->part_form = (int8_t)form;
    }
}

/* "MO" … or "12:00". */
static bool daypart_of(struct tables *t, const struct tsv *tsv, const char *column, int8_t *daypart, int16_t *minutes)
{
    str field = tsv_field(tsv, str_from(column));
    int64_t hour, minute;
    int index;
    bool clock = field.len == 5 && field.at[2] == ':' && str_int64(str_sub(field, 0, 2), &hour) && str_int64(str_sub(field, 3, 5), &minute);
    if (clock && hour <= 24 && minute < 60) {
        *daypart = DAYPART_CLOCK;
        *minutes = (int16_t)(hour * 60 + minute);
        return true;
    }
    if (!choice(t, tsv, column, daypart_names, COUNT(daypart_names), &index))
        return false;
    *daypart = (int8_t)index;
    return true;
}

static void dayparts_row(struct tables *t, const struct tsv *tsv)
{
    int8_t daypart;
    int16_t minutes = -1;
    struct when_term *term;
    if (daypart_of(t, tsv, "value", &daypart, &minutes) && (term = term_of_row(t, tsv, WHEN_DAYPART)) != NULL) {
        term->daypart = daypart;
        term->clock = minutes;
    }
}

static void relatives_row(struct tables *t, const struct tsv *tsv)
{
    int from;
    int64_t step;
    struct when_term *term;
    if (choice(t, tsv, "from", step_from, COUNT(step_from), &from) && whole(t, tsv, "step", -1, 1, &step) &&
        (term = term_of_row(t, tsv, WHEN_RELATIVE)) != NULL) {
        term->step = (int8_t)step;
        term->from_text = from == 1;
    }
}

static void days_row(struct tables *t, const struct tsv *tsv)
{
    int64_t days;
    int8_t daypart = DAYPART_NONE;
    int16_t minutes;
    struct when_term *term;
    if (tsv_field(tsv, STR("daypart")).len > 0 && !daypart_of(t, tsv, "daypart", &daypart, &minutes))
        return;
    if (whole(t, tsv, "days", -100, 100, &days) && (term = term_of_row(t, tsv, WHEN_DEICTIC)) != NULL) {
        term->days = (int8_t)days;
        term->days_daypart = daypart;
    }
}

static void roles_row(struct tables *t, const struct tsv *tsv)
{
    int role;
    struct when_term *term;
    if (choice(t, tsv, "role", role_names, COUNT(role_names), &role) && (term = term_of_row(t, tsv, WHEN_ROLE)) != NULL)
        term->roles |= (uint64_t)1 << role;
}

static void tenses_row(struct tables *t, const struct tsv *tsv)
{
    int tense;
    struct when_term *term;
    if (choice(t, tsv, "tense", tense_names, COUNT(tense_names), &tense) && (term = term_of_row(t, tsv, WHEN_TENSE)) != NULL)
        term->tense = (int8_t)tense;
}

/* Adds a phrase; its atoms in lower case with blanks between are its text. */
static void phrase_add(struct tables *t, const struct tsv *tsv, str words, struct when_phrase record)
{
    struct buf out = buf_make(t->arena);
    struct when_atom atom;
    for (size_t at = 0; when_atom_next(words, &at, &atom); record.atoms++) {
        if (record.atoms > 0)
            buf_add_char(&out, ' ');
        else if (atom.kind != ATOM_WORD || atom.end - atom.start > WHEN_TERM_MAX) {
            problem(t, tsv, "a phrase must begin with a word", words);
            return;
        } else
            term_at(t, str_sub(words, atom.start, atom.end))->classes |= WHEN_PHRASE;
        if (atom.kind == ATOM_SIGN && atom.sign != 0)
            buf_add_char(&out, atom.sign);
        else
            buf_add(&out, str_sub(words, atom.start, atom.end));
    }
    if (record.atoms == 0 || record.atoms > WHEN_REACH - 4) {
        problem(t, tsv, "a phrase has from 1 to 28 words and signs", words);
        return;
    }
    *LIST_ADD(t->arena, &t->phrases) = (struct phrase_made){utf8_fold(t->arena, buf_str(&out)), record};
}

static void phrases_row(struct tables *t, const struct tsv *tsv)
{
    int type;
    int64_t outside = 0;
    str value = tsv_field(tsv, STR("value"));
    if (value.len == 0)
        problem(t, tsv, "a value is wanted", value);
    else if (choice(t, tsv, "type", type_names, COUNT(type_names), &type) && whole(t, tsv, "outside", 0, 3, &outside))
        phrase_add(t, tsv, tsv_field(tsv, STR("phrase")),
                   (struct when_phrase){.kind = PHRASE_FIXED, .type = (uint8_t)type, .value = keep(t, value), .number = (int32_t)outside});
}

/* "12-25", "11-w4-4", "05-w1-last", "easter+39". */
static bool holiday_read(str rule, struct when_phrase *phrase)
{
    int64_t month, number;
    phrase->kind = PHRASE_HOLIDAY;
    if (str_starts(rule, STR("easter")) && str_int64(str_from_at(rule, 6), &number) && number >= -100 && number <= 100) {
        phrase->number = (int32_t)number;
        return true;
    }
    if (rule.len < 5 || rule.at[2] != '-' || !str_int64(str_sub(rule, 0, 2), &month) || month < 1 || month > 12)
        return false;
    phrase->month = (int8_t)month;
    str rest = str_from_at(rule, 3);
    if (rest.at[0] == 'w' && rest.len >= 4 && rest.at[1] >= '1' && rest.at[1] <= '7' && rest.at[2] == '-') {
        phrase->weekday = (int8_t)(rest.at[1] - '0');
        rest = str_from_at(rest, 3);
        if (str_eq(rest, STR("last"))) {
            phrase->number = -1;
            return true;
        }
        if (!str_int64(rest, &number) || number < 1 || number > 4)
            return false;
    } else if (!str_int64(rest, &number) || number < 1 || number > 31)
        return false;
    phrase->number = (int32_t)number;
    return true;
}

static void holidays_row(struct tables *t, const struct tsv *tsv)
{
    struct when_phrase phrase = {0};
    if (holiday_read(tsv_field(tsv, STR("day")), &phrase))
        phrase_add(t, tsv, tsv_field(tsv, STR("holiday")), phrase);
    else
        problem(t, tsv, "a day is MM-DD, MM-wN-K, MM-wN-last or easter+N", tsv_field(tsv, STR("day")));
}

static void landmarks_row(struct tables *t, const struct tsv *tsv)
{
    struct landmark_made made = {.kind = tsv_field(tsv, STR("kind")), .name = tsv_field(tsv, STR("name")), .countries = tsv_field(tsv, STR("countries")),
                                 .aliases = tsv_field(tsv, STR("aliases"))};
    str from = tsv_field(tsv, STR("date")), to = tsv_field(tsv, STR("date_to"));
    struct date first, last;
    if (!date_read_iso(from, &first) || first.precision > DATE_DAY)
        problem(t, tsv, "date is no day, month or year", from);
    else if (to.len > 0 && (!date_read_iso(to, &last) || last.precision > DATE_DAY || date_last(&last) < date_first(&first)))
        problem(t, tsv, "date_to is no day at or after date", to);
    else if (made.name.len == 0 || made.kind.len == 0)
        problem(t, tsv, "a landmark has a kind and a name", made.name);
    else {
        made.from = date_first(&first);
        made.to = to.len > 0 ? date_last(&last) : date_last(&first);
        *LIST_ADD(t->arena, &t->landmarks) = made;
    }
}

/* ---- Putting it together ---- */
static bool table_read(struct tables *t, const char *folder, const char *name, void (*row)(struct tables *, const struct tsv *), struct err *err)
{
    str path = arena_printf(t->arena, "%s/%s", folder, name), bytes;
    struct tsv tsv;
    if (!file_read(t->arena, path.at, 0, &bytes, err) || !tsv_open(&tsv, path.at, bytes, err))
        return false;
    while (tsv_next(&tsv))
        row(t, &tsv);
    return true;
}

static int by_day(const void *left, const void *right)
{
    const struct landmark_made *a = left, *b = right;
    if (a->from != b->from)
        return a->from < b->from ? -1 : 1;
    return str_cmp(a->name, b->name);
}

/* By first word, then longest first, then by text and number. */
static int by_phrase(const void *left, const void *right)
{
    const struct phrase_made *a = left, *b = right;
    str first_a = str_sub(a->text, 0, str_find_char(a->text, ' ', 0)), first_b = str_sub(b->text, 0, str_find_char(b->text, ' ', 0));
    int order = str_cmp(first_a, first_b);
    if (order == 0 && a->record.atoms != b->record.atoms)
        order = a->record.atoms > b->record.atoms ? -1 : 1;
    if (order == 0)
        order = str_cmp(a->text, b->text);
    if (order == 0)
        order = a->record.kind - b->record.kind;
    if (order == 0)
        order = a->record.number < b->record.number ? -1 : a->record.number > b->record.number;
    return order;
}

/* A landmark's name without its year: "2010 Polish presidential election", "NATO enlargement of 1999". Names of one everyday word are left out. */
static void landmark_name(struct tables *t, const struct tsv *tsv, str name, int32_t index)
{
    int64_t year;
    name = str_trim(name);
    if (name.len > 5 && name.at[4] == ' ' && str_int64(str_sub(name, 0, 4), &year))
        name = str_from_at(name, 5);
    if (name.len > 8 && str_eq(str_sub(name, name.len - 8, name.len - 4), STR(" of ")) && str_int64(str_from_at(name, name.len - 4), &year))
        name = str_sub(name, 0, name.len - 8);
    if (name.len == 0 || (!str_has(name, STR(" ")) && !utf8_is_upper((unsigned char)name.at[0])) || char_is_digit(name.at[0]))
        return;
    phrase_add(t, tsv, name, (struct when_phrase){.kind = PHRASE_LANDMARK, .number = index});
    size_t plural = str_find(name, STR("elections in "), 0);
    if (plural < name.len)
        phrase_add(t, tsv, arena_printf(t->arena, "%.*selection%.*s", (int)plural, name.at, STR_ARG(str_from_at(name, plural + 9))),
                   (struct when_phrase){.kind = PHRASE_LANDMARK, .number = index});
}

static void landmarks_make(struct tables *t, struct pack_out *out)
{
    struct tsv place = {.file = "landmarks.tsv"};
    if (t->landmarks.len > 0)
        qsort(t->landmarks.at, t->landmarks.len, sizeof *t->landmarks.at, by_day);
    struct when_landmark_record *records = ARENA_ARRAY(t->arena, struct when_landmark_record, t->landmarks.len + 1);
    for (size_t i = 0; i < t->landmarks.len; i++) {
        const struct landmark_made *made = &t->landmarks.at[i];
        records[i] = (struct when_landmark_record){made->from, made->to, keep(t, made->kind), keep(t, made->name), keep(t, made->countries),
                                                   keep(t, made->aliases)};
        str rest = made->aliases, alias;
        landmark_name(t, &place, made->name, (int32_t)i);
        while (str_next(&rest, ';', &alias))
            landmark_name(t, &place, alias, (int32_t)i);
    }
    pack_out_add(out, "landmarks", records, t->landmarks.len * sizeof *records);
}

static void phrases_make(struct tables *t, struct pack_out *out)
{
    if (t->phrases.len > 0)
        qsort(t->phrases.at, t->phrases.len, sizeof *t->phrases.at, by_phrase);
    struct when_phrase *records = ARENA_ARRAY(t->arena, struct when_phrase, t->phrases.len + 1);
    for (size_t i = 0; i < t->phrases.len; i++) {
        str text = t->phrases.at[i].text;
        records[i] = t->phrases.at[i].record;
        records[i].text = keep(t, text);
        struct when_term *term = term_at(t, str_sub(text, 0, str_find_char(text, ' ', 0)));
        if (term->phrase_count++ == 0)
            term->phrase_first = (uint32_t)i;
    }
    pack_out_add(out, "phrases", records, t->phrases.len * sizeof *records);
}

static void terms_make(struct tables *t, struct pack_out *out)
{
    size_t slot_count = 64;
    while (slot_count < t->terms.len * 2)
        slot_count *= 2;
    uint32_t *slots = ARENA_ARRAY(t->arena, uint32_t, slot_count);
    for (size_t i = 0; i < t->terms.len; i++) {
        str word = {t->strings.at + t->terms.at[i].word.at, t->terms.at[i].word.len};
        size_t slot = str_hash(word) & (slot_count - 1);
        while (slots[slot] != 0)
            slot = (slot + 1) & (slot_count - 1);
        slots[slot] = (uint32_t)i + 1;
    }
    pack_out_add(out, "terms", t->terms.at, t->terms.len * sizeof *t->terms.at);
    pack_out_add(out, "slots", slots, slot_count * sizeof *slots);
}

bool when_tables_read(struct arena *arena, const char *folder, struct pack_out *out, struct buf *problems, struct err *err)
{
    static const struct {const char *name; void (*row)(struct tables *, const struct tsv *);} files[] = {
        {"en-months.tsv", months_row}, {"en-weekdays.tsv", weekdays_row}, {"en-seasons.tsv", seasons_row}, {"en-units.tsv", units_row},
        {"en-numbers.tsv", numbers_row}, {"en-ordinals.tsv", ordinals_row}, {"en-parts.tsv", parts_row}, {"en-dayparts.tsv", dayparts_row},
        {"en-relative.tsv", relatives_row}, {"en-days.tsv", days_row}, {"en-roles.tsv", roles_row}, {"en-tense.tsv", tenses_row},
        {"en-phrases.tsv", phrases_row}, {"en-holidays.tsv", holidays_row}, {"landmarks.tsv", landmarks_row}};
    struct tables t = {.arena = arena, .problems = problems, .strings = buf_make(arena), .known = map_make(arena), .words = map_make(arena)};
    for (size_t i = 0; i < COUNT(files); i++)
        if (!table_read(&t, folder, files[i].name, files[i].row, err))
            return false;
    *out = (struct pack_out){.arena = arena, .format = WHEN_PACK_FORMAT};
    landmarks_make(&t, out);
    phrases_make(&t, out);
    terms_make(&t, out);
    pack_out_add(out, "strings", t.strings.at, t.strings.len);
    return true;
}
