/* when_relative.c: times that are counted from another one.
 *
 *   relative -> pointer+ (unit | MONTH | SEASON | DAYPART | quarter) | "the" unit-of-text ("that same day", "the following year")
 *             | pointer number units              a duration ("the past three years", "the next few months")
 *   shifted  -> number unit ("ago" | "earlier" | "later" | "before" | "after" | "from now")
 *             | number unit ("before" | "after") landmark | "the day" ("before" | "after") (deictic | landmark)?
 *   deictic  -> "yesterday" | "today" | "tomorrow" | "tonight", each with a DAYPART
 * pointer is a word of en-relative.tsv. What is counted from the document: last, next, this, ago, yesterday; from the day that the text told
 * last: previous, following, that, same, earlier, later, "the next". Granularity is the unit's: "two years ago" is a year, "last week" a week
 * (ISO 8601), as the TimeML annotation guidelines 1.2.1 have it.
 */
#include "when/when_inner.h"

static const struct when_spec shift = {.type = TIMEX_DATE, .base = BASE_SHIFT, .clock = -1};

struct pointer {int step; bool text, last, past; uint32_t end;};

/* "last", "that same", "the very next". */
static bool pointer_read(const struct when_reader *r, uint32_t at, struct pointer *out)
{
    *out = (struct pointer){.end = at};
    while (out->end < at + 3 && atom_is(r, out->end, WHEN_RELATIVE)) {
        const struct when_term *term = r->atoms[out->end].term;
        if (term->step != 0)
            out->step = term->step;
        out->text |= term->from_text;
        out->end++;
    }
    str first = atom_text(r, at);
    out->last = str_eq_fold(first, STR("last"));
    out->past = str_eq_fold(first, STR("past"));
    if (out->step > 0 && atom_has(r, at - 1, ROLE_THE) && out->end > at)
        out->text = true;           /* "the next day" */
    return out->end > at;
}

/* pointer number units: a duration. */
static uint32_t counted(const struct when_reader *r, const struct pointer *pointer, struct when_spec *spec)
{
    struct when_amount amount;
    if (pointer->step == 0 && !pointer->text)
        return 0;
    if (atom_has(r, pointer->end, ROLE_A) || !when_number_read(r, pointer->end, &amount))
        return 0;
    uint32_t unit = amount.end + atom_sign(r, amount.end, '-');
    unit += atom_has(r, unit, ROLE_FILLER);
    if (!atom_is(r, unit, WHEN_UNIT))
        return 0;
    *spec = (struct when_spec){.type = TIMEX_DURATION, .base = BASE_AMOUNT, .unit = (uint8_t)r->atoms[unit].term->unit, .vague = amount.vague, .clock = -1,
                               .amount = amount.value * r->atoms[unit].term->unit_count};
    return unit + 1;
}

/* pointer unit */
static uint32_t pointed_unit(const struct when_reader *r, uint32_t at, const struct pointer *pointer, struct when_spec *spec)
{
    uint32_t unit = pointer->end + atom_has(r, pointer->end, ROLE_FISCAL) + atom_has(r, pointer->end, ROLE_FILLER);
    if (!atom_is(r, unit, WHEN_UNIT) || (r->atoms[unit].term->weak & WHEN_UNIT))
        return 0;
    const struct when_term *term = r->atoms[unit].term;
    bool the = atom_has(r, at - 1, ROLE_THE);
    if (term->plural || pointer->past || (the && pointer->last && term->unit >= UNIT_WEEK)) {
        bool plural_now = term->plural && pointer->step == 0;
        if (plural_now)
            return 0;
        *spec = (struct when_spec){.type = TIMEX_DURATION, .base = BASE_AMOUNT, .unit = (uint8_t)term->unit, .vague = term->plural,
                                   .amount = term->unit_count, .clock = -1};
        return unit + 1;
    }
    *spec = shift;
    spec->unit = (uint8_t)term->unit;
    spec->shift = pointer->step * term->unit_count;
    spec->from_text = pointer->text;
    if (term->unit < UNIT_DAY && pointer->step == 0)
        return 0;                   /* "this minute" */
    return unit + 1;
}

uint32_t when_relative(const struct when_reader *r, uint32_t at, struct when_spec *spec)
{
    struct pointer pointer;
    if (!atom_is(r, at, WHEN_RELATIVE) || !pointer_read(r, at, &pointer))
        return 0;
    uint32_t end = counted(r, &pointer, spec), named = pointer.end;
    if (end == 0)
        end = pointed_unit(r, at, &pointer, spec);
    if (end > 0)
        return end;
    if (pointer.past || str_eq_fold(atom_text(r, at), STR("present")))
        return 0;
    const struct when_term *term = r->atoms[named].term;
    *spec = (struct when_spec){.type = TIMEX_DATE, .base = BASE_FIELDS, .clock = -1, .second = -1, .from_text = pointer.text, .stepped = true,
                               .step = pointer.step};
    if ((term->classes & WHEN_MONTH) && when_month_sure(r, named) && !(pointer.step == 0 && pointer.text)) {
        spec->unit = UNIT_MONTH;
        spec->month = term->month;
        spec->year_from = YEAR_STEP;
        int monthday;
        end = when_day_read(r, named + 1, &monthday);
        if (end > 0) {
            spec->unit = UNIT_DAY;
            spec->day = (int16_t)monthday;
        }
        return end > 0 ? end : named + 1;
    }
    if (term->classes & WHEN_SEASON && !(pointer.step == 0 && pointer.text && (term->weak & WHEN_SEASON))) {
        spec->unit = UNIT_SEASON;
        spec->season = (uint8_t)term->season;
        spec->year_from = pointer.step == 0 ? YEAR_NONE : YEAR_STEP;
        return named + 1;
    }
    if (term->classes & WHEN_DAYPART && !term->plural) {
        *spec = shift;
        spec->type = TIMEX_TIME;
        spec->unit = UNIT_DAY;
        spec->shift = pointer.step;
        spec->from_text = pointer.text;
        spec->daypart = (uint8_t)term->daypart;
        spec->clock = term->clock;
        return named + 1;
    }
    return 0;
}

/* Nothing of the clause comes behind: "two days before", but not "two days before the talks". */
static bool clause_ends(const struct when_reader *r, uint32_t at)
{
    const struct when_atom *atom = &r->atoms[at];
    return atom->kind == ATOM_END || (atom->kind == ATOM_SIGN && atom->sign != '"') ||
           atom_any(r, at, ROLE_BIT(ROLE_AND) | ROLE_BIT(ROLE_IN) | ROLE_BIT(ROLE_AT) | ROLE_BIT(ROLE_BY));
}

/* "before"/"after" and what follows: a landmark, a deictic, or the end of the clause. */
static uint32_t beside(const struct when_reader *r, uint32_t at, int sign, struct when_spec *spec)
{
    int year = 0;
    const struct when_phrase *found;
    uint32_t here = at + 1, end = when_landmark_read(r, here + atom_has(r, here, ROLE_THE), &year, &found);
    if (end > 0) {
        spec->base = BASE_LANDMARK;
        spec->landmark = (int32_t)(found - r->when->phrases) + 1;
        spec->year = year;
        spec->year_from = year ? YEAR_GIVEN : YEAR_NONE;
        spec->shift *= sign;
        return end;
    }
    if (atom_is(r, here, WHEN_DEICTIC)) {
        spec->shift = sign * spec->shift + r->atoms[here].term->days;
        spec->from_text = false;
        return here + 1;
    }
    if (!clause_ends(r, here))
        return 0;
    spec->shift *= sign;
    spec->from_text = true;
    return here;
}

/* What stands behind an amount: the end, and spec's shift with its sign. */
static uint32_t shift_tail(const struct when_reader *r, uint32_t at, struct when_spec *spec)
{
    if (atom_has(r, at, ROLE_AGO)) {
        spec->shift = -spec->shift;
        return at + 1;
    }
    if (atom_has(r, at, ROLE_EARLIER)) {
        spec->shift = -spec->shift;
        spec->from_text = true;
        return at + 1;
    }
    if (atom_has(r, at, ROLE_LATER)) {
        spec->from_text = true;
        return at + 1;
    }
    if (atom_has(r, at, ROLE_FROM) && (atom_has(r, at + 1, ROLE_NOW) || atom_is(r, at + 1, WHEN_DEICTIC)))
        return at + 2;
    if (atom_has(r, at, ROLE_HENCE))
        return at + 1;
    if (atom_has(r, at, ROLE_BEFORE) && !atom_is(r, at, WHEN_RELATIVE))
        return beside(r, at, -1, spec);
    if (atom_has(r, at, ROLE_AFTER) && !atom_is(r, at, WHEN_RELATIVE))
        return beside(r, at, 1, spec);
    return 0;
}

uint32_t when_shifted(const struct when_reader *r, uint32_t at, struct when_spec *spec)
{
    struct when_amount amount = {.value = 1, .end = at};
    bool bare = atom_is(r, at, WHEN_UNIT) && !(r->atoms[at].term->classes & WHEN_NUMBER);
    if (!bare && !when_number_read(r, at, &amount))
        return 0;
    uint32_t unit = amount.end + (atom_sign(r, amount.end, '-') && !bare);
    unit += atom_has(r, unit, ROLE_FILLER);
    if (!atom_is(r, unit, WHEN_UNIT))
        return 0;
    const struct when_term *term = r->atoms[unit].term;
    bool the = bare && !term->plural && atom_has(r, at - 1, ROLE_THE);
    if (bare && !term->plural && !the && !atom_sign(r, unit + 1, '-'))
        return 0;
    *spec = shift;
    spec->approx_left = !bare;
    spec->unit = (uint8_t)term->unit;
    spec->vague = amount.vague || (bare && term->plural);
    spec->shift = (int32_t)(amount.value < 10000 ? amount.value * term->unit_count : 10000);
    if (amount.value > 0 && amount.value < 1) {
        static const struct {uint8_t unit, smaller; int16_t count;} halves[] = {
            {UNIT_YEAR, UNIT_MONTH, 6}, {UNIT_DECADE, UNIT_YEAR, 5}, {UNIT_CENTURY, UNIT_YEAR, 50}, {UNIT_HOUR, UNIT_MINUTE, 30}, {UNIT_MONTH, UNIT_WEEK, 2}};
        for (size_t i = 0; i < sizeof halves / sizeof *halves; i++)
            if (term->unit == halves[i].unit) {
                spec->unit = halves[i].smaller;
                spec->shift = halves[i].count;
                break;
            }
    }
    uint32_t here = unit + 1 + (atom_sign(r, unit + 1, '-') && bare), end = shift_tail(r, here, spec);
    spec->year_on_year = end > 0 && term->unit == UNIT_YEAR && spec->shift == -1 && spec->base == BASE_SHIFT && !spec->vague;
    if (spec->year_on_year && bare && (atom_unit(r, end, UNIT_QUARTER) || atom_has(r, end, ROLE_PERIOD)) && !r->atoms[end].term->plural)
        end++;                      /* "the year-earlier quarter" */
    return end;
}

uint32_t when_deictic(const struct when_reader *r, uint32_t at, struct when_spec *spec)
{
    if (!atom_is(r, at, WHEN_DEICTIC))
        return 0;
    const struct when_term *term = r->atoms[at].term;
    *spec = shift;
    spec->unit = UNIT_DAY;
    spec->shift = term->days;
    spec->no_left = true;
    spec->second = -1;
    if (term->days_daypart != DAYPART_NONE) {
        spec->type = TIMEX_TIME;
        spec->daypart = (uint8_t)term->days_daypart;
    }
    return at + 1;
}
