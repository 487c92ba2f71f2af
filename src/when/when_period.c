/* when_period.c: seasons, halves, quarters, fiscal years, decades, centuries, and parts of all of them.
 *
 *   season  -> SEASON "of"? year?
 *   quarter -> ordinal ("-")? ("quarter" | "half") ("of" (fiscal? year | "the year" | "this year" …))? | "Q3" year? | "H1" year?
 *            | "fiscal" "year"? year | "FY" year
 *   told    -> "the" "quarter"      the quarter that the text told last, else the anchor's
 *   decade  -> 1990 "s" | "'"? 90 "s" | "nineties"
 *   century -> ordinal ("-")? "century" era?
 *   partial -> early|mid|late ("-" | "in")? "the"? period | ("beginning" | "end" …) "of" "the"? period | year "-" "end" | year "'s end"
 *            | "the" ("latter" | "early") "part of" period
 * where period is any expression of the other rules that names a month, a season, a year or more. Values as in TIMEX3: 2014-SU, 2014-Q3,
 * 2014-H1, 199 (a decade), 19 (a century, of the years 1900-1999). The part shows in the days that are covered, not in the value.
 */
#include "when/when_inner.h"

static const struct when_spec blank = {.type = TIMEX_DATE, .base = BASE_FIELDS, .clock = -1};

/* An everyday word ("fall", "spring") is a season with "the", "this" or a preposition before it or a year behind it. */
static bool season_sure(const struct when_reader *r, uint32_t at, bool year)
{
    if (!(r->atoms[at].term->weak & WHEN_SEASON))
        return true;
    uint32_t before = at - 1;
    uint8_t upos = r->atoms[at].word < r->sentence->count ? r->sentence->words[r->atoms[at].word].upos : UPOS_X;
    if (upos == UPOS_VERB || upos == UPOS_ADJ)
        return false;
    if (year && !atom_has(r, at + 1, ROLE_OF))
        return true;
    bool spring = r->atoms[at].term->season == SEASON_SPRING;
    const uint64_t places = ROLE_BIT(ROLE_IN) | ROLE_BIT(ROLE_OF) | ROLE_BIT(ROLE_BY) | ROLE_BIT(ROLE_UNTIL) | ROLE_BIT(ROLE_SINCE) | ROLE_BIT(ROLE_DURING);
    if (atom_any(r, before, places & ~ROLE_BIT(ROLE_OF)) || atom_is(r, before, WHEN_RELATIVE))
        return true;
    if (atom_is(r, before, WHEN_PART) && (r->atoms[before].term->part_form & PART_BEFORE))
        return true;
    return (spring || year || !atom_has(r, at + 1, ROLE_OF)) && atom_has(r, before, ROLE_THE) &&
           (year || atom_any(r, before - 1, ROLE_BIT(ROLE_IN) | ROLE_BIT(ROLE_DURING) | ROLE_BIT(ROLE_OF) | ROLE_BIT(ROLE_BY) | ROLE_BIT(ROLE_UNTIL)));
}

uint32_t when_period(const struct when_reader *r, uint32_t at, struct when_spec *spec)
{
    *spec = blank;
    spec->unit = UNIT_SEASON;
    if (r->atoms[at].kind == ATOM_NUMBER && atom_is(r, at + 1, WHEN_SEASON) && when_year_read(r, at, spec) == at + 1) {
        spec->season = (uint8_t)r->atoms[at + 1].term->season;
        return at + 2;              /* "the 1982 summer offensive" */
    }
    if (!atom_is(r, at, WHEN_SEASON))
        return 0;
    spec->season = (uint8_t)r->atoms[at].term->season;
    uint32_t end = when_year_tail(r, at + 1, spec);
    return season_sure(r, at, end > at + 1) ? end : 0;
}

/* "fiscal" "year"? year | "FY" year */
static uint32_t fiscal_year(const struct when_reader *r, uint32_t at, struct when_spec *spec)
{
    uint32_t end = 0;
    if (atom_has(r, at, ROLE_FISCAL)) {
        uint32_t here = at + 1 + atom_has(r, at + 1, ROLE_YEAR);
        end = when_year_read(r, here, spec);
    } else if (str_eq(atom_text(r, at), STR("FY")))
        end = when_year_read(r, at + 1, spec);
    if (end > 0)
        spec->unit = UNIT_YEAR;
    return end;
}

/* "of 2014", "of fiscal 1990", "of the year", "of last year", or nothing. */
static uint32_t quarter_tail(const struct when_reader *r, uint32_t at, struct when_spec *spec)
{
    uint32_t here = at + atom_has(r, at, ROLE_OF), end;
    struct when_spec fiscal = blank;
    if ((end = fiscal_year(r, here, &fiscal)) != 0) {
        spec->year = fiscal.year;
        spec->year_from = fiscal.year_from;
        return end;
    }
    if (here > at && atom_has(r, here, ROLE_THE) && atom_unit(r, here + 1, UNIT_YEAR)) {
        spec->year_from = YEAR_TOLD;
        spec->year = 0;
        return here + 2;
    }
    return when_year_tail(r, at, spec);
}

uint32_t when_quarter(const struct when_reader *r, uint32_t at, struct when_spec *spec)
{
    int number;
    *spec = blank;
    str letters = atom_text(r, at);
    uint32_t end = fiscal_year(r, at, spec);
    if (end > 0)
        return end;
    if ((str_eq(letters, STR("Q")) || str_eq(letters, STR("H"))) && r->atoms[at + 1].glued && r->atoms[at + 1].digits == 1 && r->atoms[at + 1].number >= 1) {
        bool quarter = str_eq(letters, STR("Q"));
        if (r->atoms[at + 1].number > (quarter ? 4 : 2))
            return 0;
        *(quarter ? &spec->quarter : &spec->half) = (uint8_t)r->atoms[at + 1].number;
        spec->unit = quarter ? UNIT_QUARTER : UNIT_HALF;
        return quarter_tail(r, at + 2, spec);
    }
    end = when_ordinal_read(r, at, &number);
    if (end == 0)
        return 0;
    end += atom_sign(r, end, '-') || atom_has(r, end, ROLE_FISCAL);
    if (atom_unit(r, end, UNIT_QUARTER) && !r->atoms[end].term->plural && ((number >= 1 && number <= 4) || atom_text(r, at).at[0] == 'f')) {
        spec->unit = UNIT_QUARTER;
        spec->quarter = (uint8_t)(number < 0 ? 4 : number);
        return quarter_tail(r, end + 1, spec);
    }
    if (atom_is(r, end, WHEN_NUMBER) && r->atoms[end].term->number_kind == NUMBER_HALF && number <= 2 && number != 0) {
        spec->unit = UNIT_HALF;
        spec->half = (uint8_t)(number < 0 ? 2 : number);
        uint32_t behind = quarter_tail(r, end + 1, spec);
        return behind > end + 1 ? behind : 0;
    }
    return 0;
}

uint32_t when_told_quarter(const struct when_reader *r, uint32_t at, struct when_spec *spec)
{
    uint32_t year = when_year_read(r, at, spec), unit = year ? year : at;
    bool quarter = atom_unit(r, unit, UNIT_QUARTER) && !r->atoms[unit].term->plural && !r->atoms[unit].upper;
    if (year && quarter) {
        struct when_spec given = *spec;
        *spec = blank;
        spec->unit = UNIT_QUARTER;
        spec->year = given.year;
        spec->year_from = given.year_from;
        return unit + 1;            /* "the 1988 quarter": the one told last, of that year */
    }
    if (!quarter || !atom_has(r, at - 1, ROLE_THE) || atom_has(r, at + 1, ROLE_OF) || atom_sign(r, at + 1, '-'))
        return 0;
    *spec = blank;
    spec->base = BASE_SHIFT;
    spec->unit = UNIT_QUARTER;
    spec->from_text = true;
    return at + 1;
}

uint32_t when_decade(const struct when_reader *r, uint32_t at, struct when_spec *spec)
{
    *spec = blank;
    spec->unit = UNIT_DECADE;
    uint32_t digits = at + (atom_sign(r, at, '\'') && r->atoms[at + 1].glued);
    const struct when_atom *number = &r->atoms[digits];
    if (number->kind == ATOM_NUMBER && number->number >= 0 && number->number % 10 == 0 && (number->digits == 4 || number->digits == 2)) {
        uint32_t end = digits + 1 + (atom_sign(r, digits + 1, '\'') && r->atoms[digits + 1].glued);
        str s = atom_text(r, end);
        if (!r->atoms[end].glued || s.len != 1 || char_lower(s.at[0]) != 's')
            return 0;
        if (number->digits == 4 && (number->number < WHEN_YEAR_FIRST || number->number > WHEN_YEAR_LAST))
            return 0;
        if (number->digits == 2 && digits == at && !atom_has(r, at - 1, ROLE_THE) && !atom_is(r, at - 1, WHEN_PART) && !atom_sign(r, at - 1, '-'))
            return 0;
        spec->year = number->number;
        spec->year_from = number->digits == 4 ? YEAR_GIVEN : YEAR_SHORT;
        return end + 1;
    }
    if (atom_is(r, at, WHEN_NUMBER) && r->atoms[at].term->number_kind == NUMBER_DECADE) {
        bool person = !atom_has(r, at - 1, ROLE_THE) && !atom_is(r, at - 1, WHEN_PART) && !atom_sign(r, at - 1, '-');
        spec->year = r->atoms[at].term->number;
        spec->year_from = YEAR_SHORT;
        return person ? 0 : at + 1;
    }
    return 0;
}

uint32_t when_century(const struct when_reader *r, uint32_t at, struct when_spec *spec)
{
    int number;
    uint32_t end = when_ordinal_read(r, at, &number);
    if (end == 0)
        return 0;
    end += atom_sign(r, end, '-');
    if ((!atom_unit(r, end, UNIT_CENTURY) && !atom_unit(r, end, UNIT_MILLENNIUM)) || number < 1 || number > 30)
        return 0;
    *spec = blank;
    spec->unit = (uint8_t)r->atoms[end].term->unit;
    spec->year = number;
    spec->year_from = YEAR_GIVEN;
    str next = atom_text(r, end + 1);
    if (str_eq(next, STR("BC")) || str_eq(next, STR("BCE"))) {
        spec->year = -number;
        return end + 2;
    }
    return end + 1;
}

/* The period that a part belongs to: the longest that starts at `at`. */
static uint32_t inner_period(const struct when_reader *r, uint32_t at, bool part_of, struct when_spec *spec)
{
    static when_rule *const rules[] = {when_calendar, when_year, when_period, when_decade, when_century, when_quarter, when_relative,
                                       when_weekday, when_daypart, when_deictic};
    struct when_spec one;
    uint32_t best = 0, end;
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        if ((end = rules[i](r, at, &one)) > best && (one.type == TIMEX_DATE || one.type == TIMEX_TIME) && !(one.type == TIMEX_TIME && part_of)) {
            best = end;
            *spec = one;
        }
    /* "the end of the year", "the middle of the month" */
    bool unit = atom_is(r, at, WHEN_UNIT) && r->atoms[at].term->unit >= UNIT_WEEK && !r->atoms[at].term->plural;
    if (best == 0 && part_of && atom_has(r, at - 1, ROLE_THE) && unit) {
        *spec = (struct when_spec){.type = TIMEX_DATE, .base = BASE_SHIFT, .unit = (uint8_t)r->atoms[at].term->unit, .clock = -1, .from_text = true};
        best = at + 1;
    }
    return best;
}

/* "year-end", "month's end". */
static uint32_t unit_end(const struct when_reader *r, uint32_t at, struct when_spec *spec)
{
    if (!atom_is(r, at, WHEN_UNIT) || r->atoms[at].term->unit < UNIT_WEEK || r->atoms[at].term->plural)
        return 0;
    uint32_t end = at + 1;
    if (atom_sign(r, end, '-'))
        end++;
    else if (atom_sign(r, end, '\'') && str_eq(atom_text(r, end + 1), STR("s")))
        end += 2;
    else
        return 0;
    if (!atom_is(r, end, WHEN_PART) || r->atoms[end].term->part_form != PART_OF)
        return 0;
    *spec = (struct when_spec){.type = TIMEX_DATE, .base = BASE_SHIFT, .clock = -1, .unit = (uint8_t)r->atoms[at].term->unit,
                               .part = (uint8_t)r->atoms[end].term->part};
    return end + 1;
}

uint32_t when_partial(const struct when_reader *r, uint32_t at, struct when_spec *spec)
{
    if (!atom_is(r, at, WHEN_PART))
        return unit_end(r, at, spec);
    uint8_t part = (uint8_t)r->atoms[at].term->part, form_bits = (uint8_t)r->atoms[at].term->part_form;
    uint32_t here = at + 1, end;
    bool of = false;
    if (form_bits == PART_LATTER || atom_has(r, here, ROLE_PERIOD) || str_eq(atom_text(r, here), STR("part"))) {
        here += str_eq(atom_text(r, here), STR("part"));
        if (here == at + 1 || !atom_has(r, here, ROLE_OF))
            return 0;
        of = true;
    } else if (atom_has(r, here, ROLE_OF) && (form_bits & PART_OF))
        of = true;
    here += of || atom_sign(r, here, '-') || (atom_has(r, here, ROLE_IN) && (form_bits & (PART_BEFORE | PART_IN)));
    if (!of && here == at + 1 && form_bits != PART_BEFORE && form_bits != PART_BOTH && form_bits != PART_IN)
        return 0;
    here += atom_has(r, here, ROLE_THE) && (here > at + 1 || atom_is(r, here + 1, WHEN_RELATIVE));
    end = inner_period(r, here, of || form_bits == PART_IN, spec);
    if (end == 0 || (spec->type == TIMEX_DATE && spec->unit == UNIT_DAY && of))
        return 0;
    if (form_bits != PART_IN)
        spec->part = part;
    spec->no_left = false;
    return end;
}
