/* when_find.c: the time expressions of an article.
 *
 * At each atom the rules of the table below are asked for the longest expression that starts there; of equal ones the first in the table is
 * taken. The search goes on behind it, so that expressions never overlap. Then the span takes in what belongs to it on the left ("the",
 * "about", "more than", as the TimeML annotation guidelines 1.2.1 want). When all sentences are done, it is settled whether the text is a
 * history, and the expressions are resolved in order.
 *
 * A history: at least HISTORY_YEARS dates have their year and nine of ten lie more than HISTORY_LONG_AGO years before the anchor, or at least
 * HISTORY_YEARS_LATE have it and half of them lie before the year before the anchor's.
 */
#include "when/when_inner.h"

#define HISTORY_YEARS 5
#define HISTORY_LONG_AGO 10         /* years */
#define HISTORY_YEARS_LATE 8
#define GIVEN_REACH 40              /* expressions that are looked at for the next year given */

struct found {
    struct when_spec spec;
    uint32_t sentence, end;         /* end: the atom behind */
    uint32_t start_byte, end_byte, first_word, last_word;
    bool joined;                    /* "to", "-" stand between it and the one before */
};
struct found_list {struct found *at; size_t len, room;};

static when_rule *const rules[] = {
    when_partial, when_clock, when_numeric, when_calendar, when_phrase, when_set, when_shifted, when_relative, when_weekday, when_deictic, when_decade,
    when_century, when_quarter, when_told_quarter, when_period, when_year, when_compound, when_duration, when_daypart, when_ordinal_day};

/* Could an expression start here at all? */
static bool may_start(const struct when_reader *r, uint32_t at)
{
    const struct when_atom *atom = &r->atoms[at];
    if (atom->kind == ATOM_NUMBER)
        return true;
    if (atom->kind == ATOM_SIGN)
        return atom->sign == '\'';
    if (atom->term->classes & ~(uint32_t)(WHEN_ROLE | WHEN_TENSE))
        return true;
    const uint64_t roles = ROLE_BIT(ROLE_A) | ROLE_BIT(ROLE_ANOTHER) | ROLE_BIT(ROLE_EVERY) | ROLE_BIT(ROLE_PER) | ROLE_BIT(ROLE_TIMES) |
                           ROLE_BIT(ROLE_FISCAL) | ROLE_BIT(ROLE_ERA) | ROLE_BIT(ROLE_YEAR);
    return (atom->term->roles & roles) != 0 || (atom->end - atom->start <= 2 && atom->upper);    /* Q3, FY 2014 */
}

static uint32_t longest(const struct when_reader *r, uint32_t at, struct when_spec *spec)
{
    struct when_spec one;
    uint32_t best = 0, end;
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        if ((end = rules[i](r, at, &one)) > best) {
            best = end;
            *spec = one;
        }
    if (best > 0 && spec->type == TIMEX_DATE && spec->unit == UNIT_DAY && spec->base != BASE_FIXED) {
        end = when_time_tail(r, best, spec);
        best = end > best ? end : best;
    }
    return best > r->end ? r->end : best;
}

/* First atom of what belongs to the expression on its left, not before bound. */
static uint32_t left(const struct when_reader *r, uint32_t first, uint32_t bound, const struct when_spec *spec)
{
    uint32_t at = first;
    if (!spec->no_left && at > bound && atom_has(r, at - 1, ROLE_THE))
        at--;
    if (!spec->approx_left)
        return at;
    if (at > bound && atom_has(r, at - 1, ROLE_THAN) && at - 1 > bound && atom_has(r, at - 2, ROLE_MORE))
        return at - 2;
    if (at > bound && atom_has(r, at - 1, ROLE_LEAST) && at - 1 > bound && atom_has(r, at - 2, ROLE_AT))
        return at - 2;
    if (at > bound && atom_any(r, at - 1, ROLE_BIT(ROLE_APPROX) | ROLE_BIT(ROLE_UNDER) | ROLE_BIT(ROLE_OVER)))
        return at - 1;
    return at;
}

static void add(struct arena *arena, const struct when_reader *r, uint32_t first, uint32_t end, bool joined, const struct when_spec *spec,
                struct found_list *list)
{
    struct found *found = LIST_ADD(arena, list);
    *found = (struct found){.sentence = r->sentence->number, .end = end, .joined = joined, .spec = *spec, .start_byte = r->atoms[first].start,
                            .end_byte = r->atoms[end - 1].end, .first_word = r->atoms[first].word, .last_word = r->atoms[end - 1].word};
    found->spec.tense = (uint8_t)when_tense_at(r, first, end);
}

static void find_in(const struct when_reader *r, struct arena *arena, struct found_list *list)
{
    uint32_t bound = WHEN_REACH;
    for (uint32_t at = WHEN_REACH; at < r->end;) {
        struct when_spec spec;
        uint32_t end = may_start(r, at) ? longest(r, at, &spec) : 0;
        if (end == 0) {
            at++;
            continue;
        }
        uint32_t first = spec.base == BASE_FIXED ? at + (uint32_t)spec.shift : left(r, at, bound, &spec), start;
        size_t before = list->len;
        const struct found *last = before > 0 && list->at[before - 1].sentence == r->sentence->number ? &list->at[before - 1] : NULL;
        bool joined = last && last->end < first && first - last->end <= 2 && when_joint(r, last->end);
        add(arena, r, first, end, joined, &spec, list);
        struct when_spec second;
        uint32_t range_end = when_range(r, end, &spec, &second, &start);
        if (range_end > 0) {
            add(arena, r, start, range_end, true, &second, list);
            end = range_end;
        }
        at = bound = end;
    }
}

static bool gives_year(const struct when_spec *spec)
{
    return spec->base == BASE_FIELDS && spec->year_from == YEAR_GIVEN && spec->unit <= UNIT_YEAR;
}

static bool is_history(const struct found_list *list, struct when_anchor anchor, int year)
{
    size_t years = 0, before = 0, long_ago = 0;
    for (size_t i = 0; i < list->len; i++)
        if (gives_year(&list->at[i].spec)) {
            years++;
            before += list->at[i].spec.year < year - 1;
            long_ago += list->at[i].spec.year < year - HISTORY_LONG_AGO;
        }
    bool of_old = years >= HISTORY_YEARS && long_ago * 10 >= years * 9, of_late = years >= HISTORY_YEARS_LATE && before * 2 >= years;
    return anchor.document == DAY_NONE || of_old || of_late;
}

/* The next years that the text gives behind expression `at`, at most GIVEN_REACH expressions away. */
static void given_look(const struct found_list *list, size_t at, struct when_context *context)
{
    context->given_next = context->given_other = 0;
    for (size_t i = at + 1; i < list->len && i <= at + GIVEN_REACH; i++) {
        if (!gives_year(&list->at[i].spec))
            continue;
        int year = list->at[i].spec.year;
        context->given_next = context->given_next ? context->given_next : year;
        if (gives_year(&list->at[at].spec) && year != list->at[at].spec.year) {
            context->given_other = year;
            return;
        }
    }
}

/* A dateline with its year is the anchor of a text that has none. */
static void take_dateline(struct when_context *context, const struct found_list *found, struct timex *timex)
{
    timex->how = STR("dateline");
    if (context->anchor.document != DAY_NONE || timex->from == DAY_NONE || timex->from != timex->to)
        return;
    context->anchor.document = timex->from;
    context->document = when_point_of(timex->from);
    context->history = is_history(found, context->anchor, context->document.year);
}

void when_find(const struct when *when, struct arena *arena, const struct sentence *sentences, size_t count, struct when_anchor anchor,
               struct timex_list *list)
{
    struct found_list found = {0};
    struct when_atoms store = {0};
    struct when_reader reader;
    size_t *owner = ARENA_ARRAY(arena, size_t, count + 1);
    for (size_t i = 0; i < count; i++) {
        when_atoms_make(when, arena, &sentences[i], &store, &reader);
        find_in(&reader, arena, &found);
        owner[i] = found.len;
    }
    struct when_context context = {.when = when, .arena = arena, .anchor = anchor, .document = when_point_of(anchor.document)};
    context.history = is_history(&found, anchor, context.document.year);
    size_t at = 0;
    for (size_t i = 0; i < count; i++) {
        if (i > 0 && (owner[i - 1] == 0 || i < 2 || owner[i - 1] == owner[i - 2]))
            context.told_near = false;
        context.quarter_age = (uint8_t)(context.quarter_age + (context.quarter_age < UINT8_MAX));
        for (; at < owner[i]; at++) {
            const struct found *one = &found.at[at];
            given_look(&found, at, &context);
            const struct found *next = at + 1 < owner[i] && found.at[at + 1].joined ? &found.at[at + 1] : NULL;
            struct timex timex = {.sentence = sentences[i].number, .first = one->first_word, .last = one->last_word, .start = one->start_byte,
                                  .end = one->end_byte, .text = str_sub(sentences[i].text, one->start_byte, one->end_byte)};
            when_resolve(&context, &one->spec, next ? &next->spec : NULL, &timex);
            if (one->spec.unit == UNIT_YEAR && gives_year(&one->spec) && timex.type == TIMEX_DATE)
                when_event_days(when, sentences[i].text, one->spec.year, &timex);
            if (i == 0 && when_is_dateline(&sentences[0], &one->spec, &timex))
                take_dateline(&context, &found, &timex);
            *LIST_ADD(arena, list) = timex;
        }
    }
}
