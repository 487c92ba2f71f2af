/* when_weekday.c: days of the week.
 *
 *   weekday -> pointer? WEEKDAY | WEEKDAY ","? calendar | WEEKDAY ("last" | "next" | "this") "week"
 * Rule (own; measured by the values of news): "on Friday" with a verb in the past is the last Friday up to the anchor, the anchor itself on its
 * own weekday; with "will" and its like the first one from the anchor on; "last Friday" is before the anchor, "next Friday" after it, "this
 * Friday" in the anchor's week (Monday to Sunday). A date beside the weekday tells the day alone. Without an anchor: XXXX-WXX-5.
 */
#include "when/when_inner.h"

uint32_t when_weekday(const struct when_reader *r, uint32_t at, struct when_spec *spec)
{
    uint32_t here = at;
    int step = 0;
    bool stepped = false, text = false;
    for (; here < at + 2 && atom_is(r, here, WHEN_RELATIVE); here++) {
        stepped = true;
        step += r->atoms[here].term->step;
        text |= r->atoms[here].term->from_text;
    }
    if (!atom_is(r, here, WHEN_WEEKDAY) || r->atoms[here].term->plural)
        return 0;
    uint32_t end = here + 1 + (atom_sign(r, here + 1, '.') && (r->atoms[here].term->weak & WHEN_WEEKDAY) && r->atoms[here + 1].glued);
    if (!stepped) {
        uint32_t date = end + atom_sign(r, end, ',');
        date += atom_has(r, date, ROLE_THE);
        uint32_t behind = when_calendar(r, date, spec);
        if (behind == 0 || spec->day == 0)
            behind = when_numeric(r, date, spec);
        if (behind > 0 && spec->day != 0)
            return behind;
    }
    if ((r->atoms[here].term->weak & WHEN_WEEKDAY) && (!r->atoms[here].upper || r->atoms[here].end - r->atoms[here].start > 4))
        return 0;
    if ((r->atoms[here].term->weak & WHEN_WEEKDAY) && !stepped && !atom_has(r, at - 1, ROLE_ON))
        return 0;
    *spec = (struct when_spec){.type = TIMEX_DATE, .base = BASE_FIELDS, .unit = UNIT_DAY, .clock = -1, .second = -1, .weekday = r->atoms[here].term->weekday,
                               .stepped = stepped, .step = step, .from_text = text};
    if (!stepped && atom_is(r, end, WHEN_RELATIVE) && atom_is(r, end + 1, WHEN_UNIT) && r->atoms[end + 1].term->unit == UNIT_WEEK) {
        spec->stepped = true;
        spec->step = 2 * r->atoms[end].term->step;      /* 2: of that week, whatever the weekday */
        spec->from_text = r->atoms[end].term->from_text;
        return end + 2;
    }
    return end;
}
