/* when_duration.c: how long, and how often.
 *
 *   duration -> number "-"? unit "-"? ("long" | "old")? | unit "-" "long" | number (units) "and" "a" "half" | plural unit alone behind a preposition
 *             | ordinal number units ("the first three months")
 *   set      -> ("every" | "each") (number | "other")? (unit | WEEKDAY | MONTH | SEASON | DAYPART) | "per" unit | ("once" | "twice" | number "times") "a" unit
 *             | "on" WEEKDAYs
 * Values by TIMEX3: P3D, PT30M, P2.5Y, PXY where the number is not told, P1DE a decade, P1CE a century; sets P1D, P2W, XXXX-WXX-1, XXXX-SU.
 * "a day" alone is a duration only where a word stands before it that durations stand behind ("for", "in", "within", "took"); else it is a rate.
 */
#include "when/when_inner.h"

static uint32_t amount_unit(const struct when_reader *r, const struct when_amount *amount, uint32_t unit, struct when_spec *spec)
{
    const struct when_term *term = r->atoms[unit].term;
    *spec = (struct when_spec){.type = TIMEX_DURATION, .base = BASE_AMOUNT, .unit = (uint8_t)term->unit, .vague = amount->vague,
                               .amount = amount->value * term->unit_count, .clock = -1, .approx_left = true};
    return unit + 1;
}

static bool duration_cue(const struct when_reader *r, uint32_t at)
{
    const uint64_t places = ROLE_BIT(ROLE_FOR) | ROLE_BIT(ROLE_IN) | ROLE_BIT(ROLE_WITHIN) | ROLE_BIT(ROLE_OVER) | ROLE_BIT(ROLE_DURING) |
                            ROLE_BIT(ROLE_AFTER) | ROLE_BIT(ROLE_OF) | ROLE_BIT(ROLE_AROUND) | ROLE_BIT(ROLE_TO) | ROLE_BIT(ROLE_BY);
    const uint64_t others = ROLE_BIT(ROLE_APPROX) | ROLE_BIT(ROLE_THAN) | ROLE_BIT(ROLE_UNDER) | ROLE_BIT(ROLE_TAKES) | ROLE_BIT(ROLE_LEAST) |
                            ROLE_BIT(ROLE_ANOTHER);
    return atom_any(r, at, places | others);
}

static bool long_or_old(const struct when_reader *r, uint32_t at, uint32_t *end)
{
    uint32_t here = at + atom_sign(r, at, '-');
    if (!atom_has(r, here, ROLE_LONG) && !atom_has(r, here, ROLE_OLD))
        return false;
    *end = here + 1;
    return true;
}

uint32_t when_duration(const struct when_reader *r, uint32_t at, struct when_spec *spec)
{
    struct when_amount amount = {.vague = true, .end = at};
    uint32_t end;
    if (atom_is(r, at, WHEN_UNIT) && !atom_is(r, at, WHEN_NUMBER)) {
        const struct when_term *term = r->atoms[at].term;
        if (atom_sign(r, at + 1, '-') && atom_has(r, at + 2, ROLE_LONG)) {      /* "week-long", "years-long" */
            amount = (struct when_amount){.value = 1, .vague = term->plural};
            end = amount_unit(r, &amount, at, spec) + 2;
            spec->no_left = true;
            return end;
        }
        if (!term->plural || (term->weak & WHEN_UNIT) || !duration_cue(r, at - 1))
            return 0;
        end = amount_unit(r, &amount, at, spec);
        spec->low = true;
        return end;
    }
    if (!when_number_read(r, at, &amount))
        return 0;
    uint32_t unit = amount.end + (atom_sign(r, amount.end, '-') && atom_is(r, amount.end + 1, WHEN_UNIT | WHEN_ROLE));
    bool adjective = !amount.article && atom_upos(r, unit) == UPOS_ADJ && r->atoms[unit].term->classes == 0;     /* "two bloody weeks" */
    unit += (adjective && atom_is(r, unit + 1, WHEN_UNIT)) || atom_has(r, unit, ROLE_FILLER) ||
            (atom_has(r, unit, ROLE_MORE) && !atom_has(r, unit + 1, ROLE_THAN));
    if (!atom_is(r, unit, WHEN_UNIT))
        return 0;
    const struct when_term *term = r->atoms[unit].term;
    if (amount.article && (!duration_cue(r, at - 1) || (term->weak & WHEN_UNIT)) && !atom_has(r, unit + 1, ROLE_AND))
        return 0;
    if ((term->unit == UNIT_SECOND && !term->plural) || (amount.article && term->plural))
        return 0;
    bool share = amount.article || amount.vague || atom_has(r, unit + 1, ROLE_OF) || atom_sign(r, amount.end, '-');
    if (term->unit == UNIT_QUARTER && share)
        return 0;                   /* "three quarters of the troops" */
    end = amount_unit(r, &amount, unit, spec);
    spec->no_left = !term->plural && !amount.article && amount.value != 1;      /* "the three-year siege" */
    if (atom_has(r, end, ROLE_AND) && atom_has(r, end + 1, ROLE_A) && atom_half(r, end + 2)) {
        spec->amount += 0.5;
        end += 3;                   /* "a year and a half" */
    }
    long_or_old(r, end, &end);
    return end;
}

/* "the first three months", "the last two weeks of": an ordinal before the number belongs to the span. */
uint32_t when_compound(const struct when_reader *r, uint32_t at, struct when_spec *spec)
{
    int ordinal;
    uint32_t end = atom_is(r, at, WHEN_ORDINAL) ? when_ordinal_read(r, at, &ordinal) : 0;
    if (end == 0)
        return 0;
    struct when_amount amount = {.value = 1, .vague = true, .end = end};
    if (atom_is(r, end, WHEN_UNIT) && r->atoms[end].term->plural)
        return amount_unit(r, &amount, end, spec);
    if (atom_has(r, end, ROLE_A) || atom_is(r, end, WHEN_UNIT) || !when_number_read(r, end, &amount) || !atom_is(r, amount.end, WHEN_UNIT))
        return 0;
    return amount_unit(r, &amount, amount.end, spec);
}

static const struct when_spec set = {.type = TIMEX_SET, .base = BASE_AMOUNT, .clock = -1, .no_left = true, .set_every = true};

/* What is repeated: unit, weekday, month, season, part of the day. */
static uint32_t repeated(const struct when_reader *r, uint32_t at, struct when_spec *spec)
{
    const struct when_term *term = r->atoms[at].term;
    if (term->classes & WHEN_UNIT) {
        spec->unit = (uint8_t)term->unit;
        spec->amount = term->unit_count;
        return at + 1;
    }
    spec->base = BASE_FIELDS;
    if (term->classes & WHEN_WEEKDAY) {
        spec->unit = UNIT_DAY;
        spec->weekday = term->weekday;
    } else if (term->classes & WHEN_MONTH) {
        spec->unit = UNIT_MONTH;
        spec->month = term->month;
        int monthday;
        uint32_t end = when_day_read(r, at + 1, &monthday);
        if (end > 0) {
            spec->unit = UNIT_DAY;
            spec->day = (int16_t)monthday;
            return end;
        }
    } else if (term->classes & WHEN_SEASON) {
        spec->unit = UNIT_SEASON;
        spec->season = (uint8_t)term->season;
    } else if (term->classes & WHEN_DAYPART) {
        spec->unit = UNIT_DAY;
        spec->daypart = (uint8_t)term->daypart;
        spec->clock = term->clock;
        spec->second = -1;
    } else
        return 0;
    return at + 1;
}

uint32_t when_set(const struct when_reader *r, uint32_t at, struct when_spec *spec)
{
    struct when_amount amount;
    *spec = set;
    if (atom_has(r, at, ROLE_EVERY)) {
        uint32_t end;
        if (atom_has(r, at + 1, ROLE_OTHER)) {
            end = repeated(r, at + 2, spec);
            spec->amount *= 2;
            return end;
        }
        if (!atom_has(r, at + 1, ROLE_A) && when_number_read(r, at + 1, &amount) && atom_is(r, amount.end, WHEN_UNIT)) {
            end = repeated(r, amount.end, spec);
            spec->amount *= amount.value;
            spec->vague = amount.vague;
            return end;
        }
        return repeated(r, at + 1, spec);
    }
    if (atom_has(r, at, ROLE_PER) && atom_is(r, at + 1, WHEN_UNIT))
        return repeated(r, at + 1, spec);
    if (atom_has(r, at, ROLE_TIMES) && (atom_any(r, at + 1, ROLE_BIT(ROLE_A) | ROLE_BIT(ROLE_PER) | ROLE_BIT(ROLE_EVERY))) && atom_is(r, at + 2, WHEN_UNIT))
        return repeated(r, at + 2, spec);
    if (atom_is(r, at, WHEN_WEEKDAY) && r->atoms[at].term->plural) {
        uint32_t end = repeated(r, at, spec);
        return atom_is(r, end, WHEN_DAYPART) ? end + 1 : end;
    }
    return 0;
}
