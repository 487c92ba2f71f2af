/* when_clock.c: times of the day.
 *
 *   clock   -> HH ":" MM (":" SS)? ampm? zone? | H ampm zone? | H "." MM ampm | HHMM "hours" | H "o'clock"
 *   expression -> clock ("," | "on")? day | day ("," | "at")? clock | day DAYPART | "the"? DAYPART ("of" | "on") day
 * ampm is "am", "pm", "a.m.", "p.m.". Without a day the value has the anchor's (TIMEX3: 2014-06-05T11:45; parts of the day TMO TAF TEV TNI).
 */
#include "when/when_inner.h"

/* "a.m.", "pm": minutes to add by hour, 0 or 720; end or 0. */
static uint32_t ampm_read(const struct when_reader *r, uint32_t at, bool *afternoon)
{
    str word = atom_text(r, at);
    if (r->atoms[at].kind != ATOM_WORD || word.len > 2)
        return 0;
    *afternoon = char_lower(word.at[0]) == 'p';
    if (!*afternoon && char_lower(word.at[0]) != 'a')
        return 0;
    if (word.len == 2)
        return char_lower(word.at[1]) == 'm' ? at + 1 : 0;
    if (!atom_sign(r, at + 1, '.') || !r->atoms[at + 2].glued || atom_text(r, at + 2).len != 1 || char_lower(atom_text(r, at + 2).at[0]) != 'm')
        return 0;
    return at + 3 + (atom_sign(r, at + 3, '.') && r->atoms[at + 3].glued);
}

static uint32_t zone_read(const struct when_reader *r, uint32_t at)
{
    if (!atom_has(r, at, ROLE_ZONE))
        return at;
    return at + 1 + atom_has(r, at + 1, ROLE_TIME);
}

uint32_t when_clock_read(const struct when_reader *r, uint32_t at, struct when_spec *spec)
{
    const struct when_atom *a = &r->atoms[at];
    bool afternoon = false;
    uint32_t end = at + 1, behind;
    int hour = a->number, minute = 0;
    spec->second = -1;
    bool inside = a[-1].kind == ATOM_SIGN && a->glued && (a[-1].sign == ':' || a[-1].sign == '.' || a[-1].sign == '$');
    if (a->kind != ATOM_NUMBER || a->digits > 4 || inside)
        return 0;
    bool colon = a[1].glued && a[2].glued && a[2].digits == 2 && a[2].number < 60 && a->digits <= 2;
    if (colon && a[1].sign == ':') {
        minute = a[2].number;
        end = at + 3;
        if (a[3].glued && a[3].sign == ':' && a[4].glued && a[4].digits == 2 && a[4].number < 60) {
            spec->second = a[4].number;
            end = at + 5;
        }
        behind = ampm_read(r, end, &afternoon);
        str word = atom_text(r, end);
        if (behind == 0 && (atom_has(r, end, ROLE_HOURS) || str_eq(word, STR("Z"))))
            end++;
    } else if (colon && a[1].sign == '.' && (behind = ampm_read(r, at + 3, &afternoon)) != 0) {
        minute = a[2].number;
    } else if (a->digits == 4 && atom_has(r, at + 1, ROLE_HOURS) && a->number % 100 < 60) {
        spec->clock = a->number / 100 * 60 + a->number % 100;
        return spec->clock <= 1440 ? zone_read(r, at + 2) : 0;
    } else if (a->digits <= 2 && str_eq_fold(atom_text(r, at + 1), STR("o")) && atom_sign(r, at + 2, '\'') && str_eq_fold(atom_text(r, at + 3), STR("clock"))) {
        end = at + 4;
        behind = 0;
    } else if (a->digits > 2 || (behind = ampm_read(r, at + 1, &afternoon)) == 0)
        return 0;
    if (behind > 0) {
        if (hour < 1 || hour > 12)
            return 0;
        hour = hour % 12 + (afternoon ? 12 : 0);
        end = behind;
    }
    if (hour > 24 || (hour == 24 && minute > 0))
        return 0;
    spec->clock = hour * 60 + minute;
    return zone_read(r, end);
}

/* A day that stands beside a time: puts its fields into spec. */
static uint32_t beside_day(const struct when_reader *r, uint32_t at, struct when_spec *spec)
{
    static when_rule *const rules[] = {when_calendar, when_numeric, when_weekday, when_deictic, when_relative, when_phrase};
    struct when_spec one, best = {0};
    uint32_t end, longest = 0;
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        if ((end = rules[i](r, at, &one)) > longest && one.type == TIMEX_DATE && one.unit == UNIT_DAY) {
            longest = end;
            best = one;
        }
    if (longest == 0)
        return 0;
    best.type = TIMEX_TIME;
    best.clock = spec->clock;
    best.second = spec->second;
    best.daypart = spec->daypart;
    best.no_left = false;
    *spec = best;
    return longest;
}

uint32_t when_clock(const struct when_reader *r, uint32_t at, struct when_spec *spec)
{
    *spec = (struct when_spec){.type = TIMEX_TIME, .base = BASE_FIELDS, .unit = UNIT_DAY, .clock = -1, .no_left = true};
    uint32_t end = when_clock_read(r, at, spec), behind;
    if (end == 0)
        return 0;
    uint32_t here = end + (atom_sign(r, end, ',') || atom_has(r, end, ROLE_ON));
    here += atom_has(r, here, ROLE_ON);
    behind = beside_day(r, here, spec);
    return behind ? behind : end;
}

uint32_t when_daypart(const struct when_reader *r, uint32_t at, struct when_spec *spec)
{
    if (!atom_is(r, at, WHEN_DAYPART))
        return 0;
    const struct when_term *term = r->atoms[at].term;
    *spec = (struct when_spec){.type = TIMEX_TIME, .base = BASE_FIELDS, .unit = UNIT_DAY, .clock = term->clock, .second = -1, .from_text = true,
                               .daypart = (uint8_t)term->daypart};
    uint32_t here = at + 1 + (str_eq(atom_text(r, at + 1), STR("hours")));
    uint32_t joined = here + (atom_any(r, here, ROLE_BIT(ROLE_OF) | ROLE_BIT(ROLE_ON)) || atom_sign(r, here, ','));
    joined += atom_has(r, joined, ROLE_THE) && joined > here;
    uint32_t end = joined > here ? beside_day(r, joined, spec) : 0;
    if (end > 0)
        return end;
    bool pointed = atom_any(r, at - 1, ROLE_BIT(ROLE_THE) | ROLE_BIT(ROLE_AT) | ROLE_BIT(ROLE_BY) | ROLE_BIT(ROLE_UNTIL)) ||
                   (atom_is(r, at - 1, WHEN_PART) && (r->atoms[at - 1].term->part_form & PART_BEFORE));
    spec->generic = !atom_has(r, at - 1, ROLE_THE) && term->clock < 0;
    return (term->weak & WHEN_DAYPART) && !pointed ? 0 : here;
}

/* Behind a day: "at 11:45", "night", "morning". The end is `at` where nothing is there. */
uint32_t when_time_tail(const struct when_reader *r, uint32_t at, struct when_spec *spec)
{
    uint32_t here = at + (atom_sign(r, at, ','));
    here += atom_has(r, here, ROLE_AT);
    uint32_t end = when_clock_read(r, here, spec);
    if (end == 0 && atom_is(r, at, WHEN_DAYPART) && !r->atoms[at].glued) {
        spec->daypart = (uint8_t)r->atoms[at].term->daypart;
        spec->clock = r->atoms[at].term->clock;
        end = at + 1;
    }
    if (end == 0)
        return at;
    spec->type = TIMEX_TIME;
    return end;
}
