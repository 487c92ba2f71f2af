/* when_range.c: the second part of a range.
 *
 *   range -> month day joint day year?     "March 5-9, 1918", "between June 5 and 10": the month comes from the first part
 *          | year "-" DIGITS{2}            "1941-45": the century comes from the first part
 * Both parts are expressions of their own, as TIMEX3 wants it. The first part of "14-20 September" is read in when_calendar.c.
 */
#include "when/when_inner.h"

uint32_t when_range(const struct when_reader *r, uint32_t at, const struct when_spec *first, struct when_spec *spec, uint32_t *start)
{
    uint32_t joint = when_joint(r, at), end;
    int monthday;
    if (joint == 0 || first->base != BASE_FIELDS || r->atoms[joint].kind != ATOM_NUMBER || first->type != TIMEX_DATE)
        return 0;
    *spec = *first;
    *start = joint;
    bool sign = r->atoms[at].kind == ATOM_SIGN;
    bool goes_on = r->atoms[joint + 1].glued && (r->atoms[joint + 1].kind == ATOM_WORD || atom_sign(r, joint + 1, '-'));
    bool short_year = sign && r->atoms[joint].glued && r->atoms[joint].digits == 2 && !goes_on && r->atoms[joint].number > first->year % 100;
    if (short_year && first->unit == UNIT_YEAR && first->year_from == YEAR_GIVEN && first->year > 0) {
        spec->year = first->year / 100 * 100 + r->atoms[joint].number;
        return joint + 1;
    }
    if (first->unit != UNIT_DAY || first->month == 0 || first->landmark != 0)
        return 0;
    end = when_day_read(r, joint, &monthday);
    if (end == 0 || monthday <= first->day || r->atoms[end].kind == ATOM_NUMBER || atom_is(r, end, WHEN_MONTH | WHEN_UNIT))
        return 0;
    if (!sign && atom_noun(r, end))
        return 0;                   /* "on June 5 and 10 people" */
    spec->day = (int16_t)monthday;
    spec->year_from = first->year_from;
    return when_year_tail(r, end, spec);
}
