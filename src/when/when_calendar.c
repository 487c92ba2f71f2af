/* when_calendar.c: dates of the calendar: days, months, years.
 *
 *   calendar -> day "of"? month year? | month "the"? day year? | month year? | day joint calendar (the first day of a range, alone)
 *   numeric  -> YYYY "-" MM "-" DD | DD "." MM "." YYYY | MM "/" DD "/" YY(YY)?
 *   year     -> a number that stands where years stand
 *   ordinal-day -> "the" 5th, where no noun follows
 * Numbers with slashes and hyphens are read in the American order unless only the other one is possible; with points in the European one.
 *
 * Names of months that are everyday words too (weak in en-months.tsv) need a number, a preposition or a capital in the middle of a sentence.
 * A bare number is a year when a word stands before it that years stand behind ("in", "since", "of"), or when it is of 1900-2030 and counts
 * nothing ("the 2015 elections", but not "2000 soldiers").
 */
#include "when/when_inner.h"

static bool verb_tag(const struct when_reader *r, uint32_t at)
{
    return atom_upos(r, at) == UPOS_AUX || atom_upos(r, at) == UPOS_VERB;
}

/* Words that months and years stand behind. */
static bool time_preposition(const struct when_reader *r, uint32_t at)
{
    const uint64_t roles = ROLE_BIT(ROLE_IN) | ROLE_BIT(ROLE_SINCE) | ROLE_BIT(ROLE_UNTIL) | ROLE_BIT(ROLE_BY) | ROLE_BIT(ROLE_DURING) |
                           ROLE_BIT(ROLE_OF) | ROLE_BIT(ROLE_FROM) | ROLE_BIT(ROLE_BETWEEN) | ROLE_BIT(ROLE_BEFORE) | ROLE_BIT(ROLE_AFTER);
    const struct when_term *term = r->atoms[at].term;
    return (term->roles & roles) != 0 || (term->classes & WHEN_RELATIVE) != 0 || ((term->classes & WHEN_PART) && (term->part_form & PART_BEFORE));
}

bool when_month_sure(const struct when_reader *r, uint32_t at)
{
    if (!atom_is(r, at, WHEN_MONTH))
        return false;
    if (!(r->atoms[at].term->weak & WHEN_MONTH))
        return true;
    uint32_t behind = at + 1 + (atom_sign(r, at + 1, '.') && r->atoms[at + 1].glued), before = at - 1;
    bool possessor = r->atoms[before].glued && atom_sign(r, before - 1, '\'');     /* "Women's March" */
    struct when_spec year = {0};
    int monthday;
    if (r->atoms[behind].kind == ATOM_NUMBER && when_day_read(r, behind, &monthday))
        return true;
    if (when_year_read(r, behind + atom_sign(r, behind, ','), &year))
        return true;
    if (r->atoms[before].kind == ATOM_NUMBER && r->atoms[before].digits <= 2)
        return true;
    if (r->atoms[before].kind == ATOM_WORD && r->atoms[before].glued && r->atoms[before - 1].kind == ATOM_NUMBER)
        return true;                /* 5th May */
    if (atom_sign(r, before, '-') && r->atoms[before].glued && atom_is(r, before - 1, WHEN_PART))
        return true;                /* mid-May */
    if (r->atoms[at].upper && when_joint(r, behind) && atom_is(r, when_joint(r, behind), WHEN_MONTH))
        return true;                /* "(March-April 1917)" */
    if (r->atoms[at].end - r->atoms[at].start < 4 && r->atoms[at].term->month != 5)
        return time_preposition(r, before) && r->atoms[at].upper;
    if (time_preposition(r, before))
        return !verb_tag(r, at) || r->atoms[at].upper;
    if (possessor || (atom_has(r, before, ROLE_THE) && r->atoms[behind].kind != ATOM_WORD))
        return false;
    bool name = r->atoms[before].upper && r->atoms[before].term->classes == 0;     /* "Theresa May" */
    return r->atoms[at].upper && r->atoms[before].kind != ATOM_END && !name && !verb_tag(r, at) && r->atoms[before].kind == ATOM_WORD;
}

uint32_t when_joint(const struct when_reader *r, uint32_t at)
{
    if (atom_sign(r, at, '-') || atom_sign(r, at, '/'))
        return at + 1 + (atom_sign(r, at + 1, '-') && r->atoms[at + 1].glued);
    if (atom_any(r, at, ROLE_BIT(ROLE_TO) | ROLE_BIT(ROLE_AND) | ROLE_BIT(ROLE_OR) | ROLE_BIT(ROLE_UNTIL)))
        return at + 1;
    return 0;
}

/* Month with its point, from `at`: its end or 0. */
static uint32_t month_read(const struct when_reader *r, uint32_t at, int16_t *month)
{
    if (!atom_is(r, at, WHEN_MONTH))
        return 0;
    *month = r->atoms[at].term->month;
    bool abbreviated = r->atoms[at].end - r->atoms[at].start <= 4 && *month != 5;
    return at + 1 + (abbreviated && atom_sign(r, at + 1, '.') && r->atoms[at + 1].glued && r->atoms[at + 2].kind != ATOM_END);
}

/* day "of"? month year? */
static uint32_t day_month(const struct when_reader *r, uint32_t at, struct when_spec *spec)
{
    int monthday;
    uint32_t end = when_day_read(r, at, &monthday), here = end;
    if (end == 0)
        return 0;
    if (atom_is(r, here, WHEN_UNIT) && r->atoms[here].term->unit == UNIT_DAY && atom_has(r, here + 1, ROLE_OF))
        here++;
    if (atom_has(r, here, ROLE_OF) || atom_sign(r, here, '-'))
        here++;
    end = month_read(r, here, &spec->month);
    if (end == 0 || (!r->atoms[here].upper && (r->atoms[here].term->weak & WHEN_MONTH) && verb_tag(r, here)))
        return 0;
    spec->day = (int16_t)monthday;
    spec->unit = UNIT_DAY;
    if (atom_sign(r, end, '-') && r->atoms[end].glued && r->atoms[end + 1].digits >= 2 && atom_sign(r, here - 1, '-'))
        end++;                      /* 5-Jun-2014 */
    return when_year_tail(r, end, spec);
}

/* The first day of "14-20 September", "3, 4 and 5 June", "from 3 to 5 June 2014": the day alone, its month and year from behind. */
static uint32_t day_before_range(const struct when_reader *r, uint32_t at, struct when_spec *spec)
{
    int monthday;
    uint32_t end = when_day_read(r, at, &monthday), joint;
    if (end == 0)
        return 0;
    joint = atom_sign(r, end, ',') ? end + 1 : when_joint(r, end);
    if (joint == 0 || r->atoms[joint].kind != ATOM_NUMBER)
        return 0;
    const uint64_t leaders = ROLE_BIT(ROLE_FROM) | ROLE_BIT(ROLE_BETWEEN) | ROLE_BIT(ROLE_ON) | ROLE_BIT(ROLE_THE) | ROLE_BIT(ROLE_OF);
    bool word = r->atoms[end].kind == ATOM_WORD, led = atom_any(r, at - 1, leaders) || atom_sign(r, at - 1, ',');
    if (word && !led && r->atoms[at + 1].kind != ATOM_WORD)
        return 0;
    uint32_t behind = day_month(r, joint, spec);
    if (behind == 0 && atom_sign(r, end, ','))
        behind = day_before_range(r, joint, spec);
    if (behind == 0)
        return 0;
    spec->day = (int16_t)monthday;
    return end;
}

/* month "the"? day year? | month year? */
static uint32_t month_first(const struct when_reader *r, uint32_t at, struct when_spec *spec)
{
    int monthday;
    uint32_t end = month_read(r, at, &spec->month);
    if (end == 0 || !when_month_sure(r, at))
        return 0;
    uint32_t here = end + atom_has(r, end, ROLE_THE), behind = when_day_read(r, here, &monthday);
    struct when_spec year = {0};
    if (here > end && behind > 0 && r->atoms[here].kind == ATOM_NUMBER && r->atoms[here + 1].kind != ATOM_WORD)
        behind = 0;                 /* "in June the 5 men" */
    if (behind > 0 && r->atoms[here].kind == ATOM_WORD && (r->atoms[here].term->ordinal < 1 || atom_is(r, behind, WHEN_UNIT)))
        behind = 0;
    if (behind > 0 && atom_upos(r, behind) == UPOS_NOUN && !when_year_read(r, behind, &year) && atom_has(r, at - 1, ROLE_IN))
        behind = 0;                 /* "in May 10 people" */
    if (behind > 0) {
        spec->day = (int16_t)monthday;
        spec->unit = UNIT_DAY;
        return when_year_tail(r, behind, spec);
    }
    spec->unit = UNIT_MONTH;
    uint32_t tail = when_year_tail(r, end, spec);
    return tail;
}

uint32_t when_calendar(const struct when_reader *r, uint32_t at, struct when_spec *spec)
{
    *spec = (struct when_spec){.type = TIMEX_DATE, .base = BASE_FIELDS, .clock = -1, .no_left = true};
    if (r->atoms[at].kind == ATOM_NUMBER || atom_is(r, at, WHEN_ORDINAL | WHEN_NUMBER)) {
        struct when_spec range = *spec;
        uint32_t end = day_month(r, at, spec);
        if (end > 0) {
            spec->no_left = r->atoms[at].kind == ATOM_NUMBER && r->atoms[at + 1].kind != ATOM_WORD;
            return end;
        }
        end = day_before_range(r, at, &range);
        *spec = range;
        return end;
    }
    return month_first(r, at, spec);
}

/* "DD.MM.YYYY", "YYYY-MM-DD", "MM/DD/YY". */
uint32_t when_numeric(const struct when_reader *r, uint32_t at, struct when_spec *spec)
{
    const struct when_atom *a = &r->atoms[at];
    bool numbers = a->kind == ATOM_NUMBER && a[2].kind == ATOM_NUMBER && a[4].kind == ATOM_NUMBER, signs = a[1].kind == ATOM_SIGN && a[3].kind == ATOM_SIGN;
    bool glued = a[1].glued && a[2].glued && a[3].glued && a[4].glued, goes_on = a[5].glued && a[5].kind == ATOM_SIGN && a[5].sign == a[1].sign && a[6].glued;
    if (!numbers || !signs || !glued || goes_on || a[1].sign != a[3].sign || (a->glued && a[-1].kind == ATOM_SIGN && a[-1].sign == a[1].sign))
        return 0;
    int year = a[4].number, month, monthday;
    if (a[1].sign != '.' && a[1].sign != '-' && a[1].sign != '/')
        return 0;
    if (a->digits == 4 && a[2].digits <= 2 && a[4].digits <= 2) {
        year = a->number, month = a[2].number, monthday = a[4].number;
    } else if (a->digits <= 2 && a[2].digits <= 2 && (a[4].digits == 4 || a[4].digits == 2)) {
        bool european = a[1].sign == '.' || a->number > 12;
        month = european ? a[2].number : a->number, monthday = european ? a->number : a[2].number;
        if (!european && monthday > 31)
            return 0;
    } else
        return 0;
    if (month < 1 || month > 12 || monthday < 1 || monthday > day_month_length(a[4].digits == 2 || a->digits == 4 ? 2000 : year, month))
        return 0;
    bool shorter = a[4].digits == 2 && a->digits != 4;
    if (!shorter && (year < WHEN_YEAR_FIRST || year > WHEN_YEAR_LAST))
        return 0;
    *spec = (struct when_spec){.type = TIMEX_DATE, .base = BASE_FIELDS, .clock = -1, .no_left = true, .unit = UNIT_DAY, .year = year, .month = (int16_t)month,
                               .day = (int16_t)monthday, .year_from = shorter ? YEAR_SHORT : YEAR_GIVEN};
    /* 2014-06-05T11:45 */
    str word = atom_text(r, at + 5);
    struct when_spec clock = {.clock = -1};
    if (a[5].glued && str_eq(word, STR("T")) && when_clock_read(r, at + 6, &clock)) {
        spec->clock = clock.clock;
        spec->second = clock.second;
        spec->type = TIMEX_TIME;
        return when_clock_read(r, at + 6, &clock);
    }
    return at + 5;
}

/* Counts the number what follows ("1500 soldiers")? */
static bool counts_something(const struct when_reader *r, uint32_t at, int year)
{
    const struct when_atom *next = &r->atoms[at];
    if (next->kind != ATOM_WORD)
        return false;
    if (atom_is(r, at, WHEN_UNIT) || atom_has(r, at, ROLE_HOURS))
        return true;
    bool round = year % 100 == 0 || year < 1900 || year > 2030;
    return round && atom_noun(r, at) && r->sentence->text.at[next->end - 1] == 's' && !next->upper;
}

uint32_t when_year(const struct when_reader *r, uint32_t at, struct when_spec *spec)
{
    *spec = (struct when_spec){.type = TIMEX_DATE, .base = BASE_FIELDS, .unit = UNIT_YEAR, .clock = -1, .no_left = true};
    if (atom_has(r, at, ROLE_YEAR) && r->atoms[at + 1].kind == ATOM_NUMBER) {
        spec->no_left = false;      /* "the year 1950" */
        return when_year_read(r, at + 1, spec);
    }
    uint32_t end = when_year_read(r, at, spec), joint = r->atoms[at].kind == ATOM_NUMBER ? when_joint(r, at + 1) : 0;
    struct when_spec later = {0};
    bool era = joint > 0 && r->atoms[at].digits <= 4 && when_year_read(r, joint, &later) > joint + 1;
    if (era && later.year < 0 && r->atoms[at].number > -later.year) {
        spec->year = -r->atoms[at].number;
        spec->year_from = YEAR_GIVEN;
        return at + 1;              /* "499-493 BC" */
    }
    if (end == 0)
        return 0;
    const struct when_atom *before = &r->atoms[at - 1];
    if (before->kind == ATOM_SIGN && r->atoms[at].glued && (before->sign == '.' || before->sign == ',' || before->sign == ':'))
        return 0;
    if (end > at + 1 && spec->year_from == YEAR_GIVEN)
        return end;                 /* with an era */
    if (spec->year_from == YEAR_SHORT)
        return time_preposition(r, at - 1) || atom_is(r, at - 1, WHEN_SEASON) ? end : 0;
    if (counts_something(r, end, spec->year) && !atom_has(r, at - 1, ROLE_IN))
        return 0;
    if (before->kind == ATOM_SIGN && (before->sign == '$' || before->sign == '#' || before->sign == 0 || before->sign == '+'))
        return 0;
    if (before->upper && before->term->classes == 0 && spec->year < 1900)
        return 0;                   /* "Resolution 1483" */
    bool likely = spec->year >= 1900 && spec->year <= 2030;
    if (spec->year % 100 != 0 && (atom_any(r, at - 1, ROLE_BIT(ROLE_THE) | ROLE_BIT(ROLE_AS) | ROLE_BIT(ROLE_APPROX) | ROLE_BIT(ROLE_THAN))))
        return end;                 /* "the 1784 treaty", "as late as 1781" */
    bool led = time_preposition(r, at - 1) || before->kind != ATOM_WORD || when_joint(r, at - 1) || atom_is(r, at - 1, WHEN_MONTH | WHEN_SEASON);
    return likely || led || r->atoms[end].kind == ATOM_SIGN || r->atoms[end].kind == ATOM_END ? end : 0;
}

uint32_t when_ordinal_day(const struct when_reader *r, uint32_t at, struct when_spec *spec)
{
    int monthday;
    uint32_t end = when_ordinal_read(r, at, &monthday);
    if (end != at + 2 || r->atoms[at].kind != ATOM_NUMBER || monthday < 1 || monthday > 31 || !atom_has(r, at - 1, ROLE_THE))
        return 0;
    if (atom_noun(r, end))
        return 0;                   /* "the 38th parallel" */
    if (!time_preposition(r, at - 2) && !atom_has(r, at - 2, ROLE_ON) && !when_joint(r, at - 2))
        return 0;
    *spec = (struct when_spec){.type = TIMEX_DATE, .base = BASE_FIELDS, .unit = UNIT_DAY, .day = (int16_t)monthday, .from_text = true, .clock = -1};
    return end;
}
