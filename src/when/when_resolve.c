/* when_resolve.c: from what a rule read to a value and to days.
 *
 * Two anchors: the document's day, and the date that the text told last. A date without its year takes
 *   - the year of what is joined behind it ("March 5-9, 1918");
 *   - in a history (no anchor, or most years of the text lie far before it) the year told last, the next one where the month says that the
 *     story went past the turn of the year (the rule was made on WikiWars, Mazur and Dale 2010);
 *   - else the year told in this sentence or the one before it, if that was a full date;
 *   - else the one that puts it nearest to the anchor on the side that the tense tells: up to the anchor in the past and where no verb tells
 *     (unless the coming one is much nearer), from it on with "will" and its like.
 * What is counted ("two weeks ago", "the next day") moves the anchor that the rule named, in the unit's own steps.
 */
#include "when/when_inner.h"

#include <stdlib.h>

/* Months of story time after which a month that is earlier in the year belongs to the next year. */
#define STORY_BACK_MONTHS 6
#define ASIDE_YEARS 1                /* a year further away, from which the text comes back, only looks aside */
#define LEAP_YEARS 8                /* the longest wait for a leap year, around 1900 and 2100 */
#define COMING_DAYS 120             /* a date without a verb in the past is a coming one when it is so near and the past one COMING_RATIO times as far */
#define COMING_RATIO 2
#define REPORT_DAYS 200             /* so long after its begin a quarter is the one that reports still speak of */
#define QUARTER_NEAR 2              /* sentences in which "a year earlier" is still said of a quarter */

static int astronomical(int year)
{
    return year < 0 ? year + 1 : year;
}

static int year_add(int year, int step)
{
    int sum = astronomical(year) + step;
    return sum <= 0 && year < 0 ? sum - 1 : sum == 0 ? -1 : sum;
}

/* The month in which what the spec names begins; 1 where it tells no month. */
static int month_of(const struct when_spec *spec)
{
    static const int seasons[] = {1, 3, 6, 9, 12};
    if (spec->month)
        return spec->month;
    if (spec->season)
        return seasons[spec->season];
    return spec->quarter ? spec->quarter * 3 - 2 : spec->half ? spec->half * 6 - 5 : 1;
}

static int year_of_story(const struct when_context *c, const struct when_spec *spec)
{
    const struct when_point *at = c->history ? &c->story : &c->told;
    if (at->year == 0)
        return c->history ? 0 : c->document.year;
    if (at->month == 0)
        return at->year;
    int month = month_of(spec), next = year_add(at->year, 1);
    bool beyond = c->given_next >= at->year && c->given_next < next;    /* the text goes on in the same year */
    if (month < at->month && at->month - month > STORY_BACK_MONTHS && !beyond)
        return next;
    return at->year;
}

/* Days from the anchor to the date in a year; INT32_MAX where there is no such day. */
static int32_t distance(const struct when_context *c, const struct when_spec *spec, int year)
{
    struct when_point point = {year, month_of(spec), spec->day ? spec->day : 1};
    day number = when_point_day(point);
    return number == DAY_NONE ? INT32_MAX : number - c->anchor.document;
}

static int year_of_anchor(const struct when_context *c, const struct when_spec *spec)
{
    int year = c->document.year, month = month_of(spec);
    int length = spec->quarter || spec->season ? 3 : spec->half ? 6 : 1;
    bool same = spec->day ? distance(c, spec, year) == 0 : c->document.month >= month && c->document.month < month + length;
    if (same)
        return year;
    int past = year, future = year;
    for (int i = 0; i < LEAP_YEARS && distance(c, spec, past) > 0; i++)      /* more than one step: 29 February */
        past--;
    for (int i = 0; i < LEAP_YEARS && (distance(c, spec, future) < 0 || distance(c, spec, future) == INT32_MAX); i++)
        future++;
    if (spec->quarter != 0 && -distance(c, spec, past) <= REPORT_DAYS)
        return past;                /* "will report third-quarter earnings" */
    if (spec->tense == TENSE_FUTURE)
        return future;
    if (spec->tense != TENSE_PAST && distance(c, spec, future) <= COMING_DAYS && -distance(c, spec, past) > COMING_RATIO * distance(c, spec, future))
        return future;              /* nobody leaves out the year of a day so long ago */
    return past;
}

static int year_stepped(const struct when_context *c, const struct when_spec *spec)
{
    const struct when_point *base = (spec->from_text || c->history) && c->told.year ? &c->told : &c->document;
    if (base->year == 0 || spec->step == 0)
        return base->year;
    int month = month_of(spec), here = base->month ? base->month : spec->step < 0 ? 12 : 1;
    if (spec->step < 0)
        return month < here ? base->year : year_add(base->year, -1);
    return month > here || (base->month == 0 && month >= here) ? base->year : year_add(base->year, 1);
}

static int year_short(const struct when_context *c, int digits)
{
    int base = c->history && c->told.year > 0 ? c->told.year : c->document.year ? c->document.year : 1999;
    int year = base / 100 * 100 + digits;
    if (year > base + 20)
        year -= 100;
    return year;
}

/* The year of a date; *how is where it came from. */
static int year_find(const struct when_context *c, const struct when_spec *spec, const struct when_spec *next, const char **how)
{
    *how = "explicit";
    if (spec->year_from == YEAR_GIVEN)
        return spec->year;
    if (spec->year_from == YEAR_SHORT)
        return year_short(c, spec->year);
    bool joined = next && next->base == BASE_FIELDS && next->year_from == YEAR_GIVEN && next->unit <= UNIT_YEAR;
    if (spec->year_from == YEAR_NONE && joined && spec->unit != UNIT_YEAR)
        return month_of(spec) > month_of(next) && next->month && spec->month ? year_add(next->year, -1) : next->year;
    bool text = c->history || spec->from_text || (c->told_near && c->told.year && spec->year_from == YEAR_NONE);
    *how = text && c->told.year ? "text" : "publication";
    if (spec->year_from == YEAR_STEP)
        return year_stepped(c, spec);
    if (spec->year_from == YEAR_TOLD) {
        int base = text && c->told.year ? c->told.year : c->document.year;
        return base ? year_add(base, spec->year) : 0;
    }
    if (text)
        return year_of_story(c, spec);
    return c->document.year ? year_of_anchor(c, spec) : year_of_story(c, spec);
}

/* ---- Weekdays: the rule stands in when_weekday.c ---- */
static day weekday_day(const struct when_context *c, const struct when_spec *spec)
{
    bool text = (spec->from_text || c->history) && when_point_day(c->told) != DAY_NONE;
    day base = text ? when_point_day(c->told) : c->history ? DAY_NONE : c->anchor.document;
    if (base == DAY_NONE)
        return DAY_NONE;
    day monday = base - day_weekday(base), same_week = monday + spec->weekday - 1;
    if (spec->stepped && abs(spec->step) == 2)
        return same_week + (spec->step < 0 ? -7 : 7);
    if (spec->stepped && spec->step == 0)
        return same_week;
    if (spec->stepped)
        return spec->step < 0 ? (same_week < base ? same_week : same_week - 7) : same_week > base ? same_week : same_week + 7;
    bool coming = spec->tense == TENSE_FUTURE || text;
    if (coming)
        return same_week >= base ? same_week : same_week + 7;
    return same_week <= base ? same_week : same_week - 7;
}

static void decade_or_century(const struct when_context *c, const struct when_spec *spec, struct when_fields *f)
{
    f->point.year = spec->year;
    if (spec->unit == UNIT_DECADE && spec->year_from == YEAR_SHORT) {
        int base = c->told.year > 0 && c->history ? c->told.year : c->document.year ? c->document.year : 1999;
        f->point.year = base / 100 * 100 + spec->year;
        if (f->point.year > base)
            f->point.year -= 100;
    }
}

static const char *resolve_fields(struct when_context *c, const struct when_spec *spec, const struct when_spec *next, struct when_fields *f)
{
    const char *how = "explicit";
    if (spec->unit == UNIT_DECADE || spec->unit == UNIT_CENTURY || spec->unit == UNIT_MILLENNIUM) {
        decade_or_century(c, spec, f);
        return how;
    }
    if (spec->type == TIMEX_SET) {
        f->weekday = spec->weekday;
        return how;
    }
    if (spec->weekday != 0 && spec->month == 0) {
        day number = weekday_day(c, spec);
        f->weekday = spec->weekday;
        f->point = when_point_of(number);
        return (spec->from_text || c->history) ? "text" : "publication";
    }
    if (spec->landmark != 0) {
        const struct when_phrase *holiday = &c->when->phrases[spec->landmark - 1];
        struct when_spec dated = *spec;
        dated.month = holiday->month ? holiday->month : 4;
        dated.day = (int16_t)(holiday->weekday || !holiday->month ? 0 : holiday->number);
        int year = year_find(c, &dated, next, &how);
        f->point = (struct when_point){0, holiday->month, holiday->weekday || !holiday->month ? 0 : holiday->number};
        if (year > 0)
            f->point = when_holiday_day(holiday, year);
        return how;
    }
    if (spec->generic)
        return how;
    if (spec->type == TIMEX_TIME && spec->month == 0 && spec->day == 0) {    /* a time of no told day */
        bool text = c->history && c->told.year;
        f->point = text ? c->told : c->history ? (struct when_point){0, 0, 0} : c->document;
        return text ? "text" : "publication";
    }
    f->point.month = spec->month;
    f->point.day = spec->day;
    if (spec->unit == UNIT_DAY && spec->month == 0) {    /* "the 5th" */
        const struct when_point *base = c->told.month ? &c->told : &c->document;
        f->point.year = base->year;
        f->point.month = base->month;
        return c->told.month ? "text" : "publication";
    }
    f->point.year = year_find(c, spec, next, &how);
    if (spec->unit == UNIT_QUARTER && spec->quarter == 0) {    /* "the 1988 quarter" */
        f->quarter = c->quarter;
        f->unit = c->quarter ? UNIT_QUARTER : UNIT_YEAR;
    }
    return how;
}

/* The point moved by shift units; what is finer than the unit is dropped. */
static struct when_point moved(struct when_point base, enum when_unit unit, int32_t shift, struct when_fields *f)
{
    day number = when_point_day(base);
    struct when_point out = {0};
    switch (unit) {
    case UNIT_SECOND: case UNIT_MINUTE: case UNIT_HOUR: case UNIT_DAY:
        if (unit != UNIT_DAY)
            shift = 0;
        if (number != DAY_NONE)
            return when_point_of(number + shift);
        return shift == 0 ? base : (struct when_point){base.year, 0, 0};
    case UNIT_WEEK: case UNIT_WEEKEND:
        return number == DAY_NONE ? out : when_point_of(number + 7 * shift);
    case UNIT_MONTH: case UNIT_QUARTER: case UNIT_HALF: {
        if (base.year == 0 || base.month == 0)
            return (struct when_point){base.year, 0, 0};
        int step = unit == UNIT_MONTH ? 1 : unit == UNIT_QUARTER ? 3 : 6, months = astronomical(base.year) * 12 + base.month - 1 + shift * step;
        int year = months >= 0 ? months / 12 : (months - 11) / 12, month = months - year * 12 + 1;
        if (unit == UNIT_QUARTER)
            f->quarter = (uint8_t)((month + 2) / 3);
        if (unit == UNIT_HALF)
            f->half = (uint8_t)((month + 5) / 6);
        return (struct when_point){year <= 0 ? year - 1 : year, unit == UNIT_MONTH ? month : 0, 0};
    }
    case UNIT_DECADE:
        out.year = base.year ? year_add(base.year, 10 * shift) : 0;
        out.year = out.year > 0 ? out.year / 10 * 10 : out.year;
        return out;
    case UNIT_CENTURY: case UNIT_MILLENNIUM:
        out.year = base.year > 0 ? base.year / (unit == UNIT_CENTURY ? 100 : 1000) + 1 + shift : 0;
        return out;
    default:
        out.year = base.year ? year_add(base.year, shift) : 0;
        return out;
    }
}

static const char *resolve_shift(struct when_context *c, const struct when_spec *spec, struct when_fields *f)
{
    bool text = (spec->from_text || c->history) && c->told.year != 0;
    struct when_point base = text ? c->told : c->document;
    const char *how = text ? "text" : "publication";
    if (spec->base == BASE_LANDMARK) {
        int year = spec->year_from == YEAR_GIVEN ? spec->year : 0;
        int32_t index = when_landmark_near(c->when, &c->when->phrases[spec->landmark - 1], year, c->anchor.document);
        if (index >= 0) {
            base = when_point_of(spec->shift > 0 ? c->when->landmarks[index].to : c->when->landmarks[index].from);
            how = "landmark";
        }
    }
    bool told = spec->unit == UNIT_QUARTER && spec->from_text && spec->shift == 0, year_before = spec->year_on_year && c->quarter_age <= QUARTER_NEAR;
    bool quarterly = c->quarter != 0 && (told || year_before);
    if (quarterly) {
        f->unit = UNIT_QUARTER;
        f->quarter = c->quarter;
        f->point = (struct when_point){spec->unit == UNIT_QUARTER ? c->quarter_year : year_add(c->quarter_year, -1), 0, 0};
        return "text";
    }
    if (spec->unit == UNIT_QUARTER && spec->from_text && spec->shift == 0)
        base = c->document;
    if ((spec->unit == UNIT_WEEK || spec->unit == UNIT_WEEKEND) && base.day == 0 && base.month != 0)
        base.day = 15;              /* some week of that month */
    f->point = moved(base, (enum when_unit)spec->unit, spec->shift, f);
    if (spec->unit < UNIT_DAY) {
        f->time = f->no_clock = true;
        f->unit = UNIT_DAY;
    }
    return how;
}

static void told_update(struct when_context *c, const struct when_spec *spec, const struct when_fields *f)
{
    if (f->point.year == 0 || f->unit >= UNIT_DECADE || spec->type > TIMEX_TIME)
        return;
    static const int seasons[] = {0, 3, 6, 9, 12};
    struct when_point told = f->point;
    if (f->unit == UNIT_QUARTER && !spec->year_on_year) {
        c->quarter_year = f->point.year;
        c->quarter = f->quarter;
        c->quarter_age = 0;
    }
    if (f->unit == UNIT_SEASON)
        told.month = seasons[f->season];
    if (f->unit == UNIT_YEAR && told.year == c->told.year)
        told = c->told;             /* the year again: month and day stay */
    c->told = told;
    int from = abs(told.year - c->story.year), back = abs(c->given_other - c->story.year), on = abs(c->given_other - told.year);
    bool aside = c->story.year != 0 && spec->year_from == YEAR_GIVEN && from > ASIDE_YEARS && c->given_other != 0 && back < on;
    if (!aside)
        c->story = told;
    c->told_near = spec->year_from == YEAR_GIVEN && f->unit == UNIT_DAY && spec->base == BASE_FIELDS;
}

static void resolve_fixed(struct when_context *c, const struct when_spec *spec, struct timex *timex)
{
    timex->value = arena_str(c->arena, when_string(c->when, spec->fixed));
    timex->how = STR("explicit");
}

/* Shifts whose amount is not told. */
static bool resolve_vague(struct when_context *c, const struct when_spec *spec, struct timex *timex)
{
    bool today = spec->base == BASE_SHIFT && spec->unit == UNIT_DAY && spec->shift == 0 && !spec->from_text && spec->type == TIMEX_DATE && c->history;
    if (today)
        timex->value = STR("PRESENT_REF");
    else if (spec->base == BASE_SHIFT && spec->vague)
        timex->value = spec->shift < 0 ? STR("PAST_REF") : STR("FUTURE_REF");
    else
        return false;
    timex->how = STR("publication");
    timex->relative = true;
    return true;
}

void when_resolve(struct when_context *c, const struct when_spec *spec, const struct when_spec *next, struct timex *timex)
{
    timex->type = (enum timex_type)spec->type;
    timex->from = timex->to = DAY_NONE;
    if (spec->base == BASE_FIXED) {
        resolve_fixed(c, spec, timex);
        return;
    }
    if (spec->base == BASE_AMOUNT) {
        timex->value = when_value_amount(c->arena, spec->amount, spec->vague, (enum when_unit)spec->unit);
        timex->how = STR("explicit");
        return;
    }
    if (resolve_vague(c, spec, timex))
        return;
    struct when_fields f = {.unit = spec->unit, .season = spec->season, .quarter = spec->quarter, .half = spec->half, .daypart = spec->daypart,
                            .part = spec->part, .clock = spec->clock, .second = spec->clock >= 0 && spec->second > 0 ? spec->second : -1,
                            .time = spec->type == TIMEX_TIME || spec->daypart != 0};
    const char *how = spec->base == BASE_FIELDS ? resolve_fields(c, spec, next, &f) : resolve_shift(c, spec, &f);
    timex->value = when_value_date(c->arena, &f);
    if (spec->base == BASE_SHIFT && spec->unit == UNIT_QUARTER && spec->from_text && spec->shift == 0 && c->quarter == 0 && c->document.year > 0)
        timex->value = arena_printf(c->arena, "%04d-QX", (int)c->document.year);    /* "the quarter", and no text tells which */
    timex->how = str_from(how);
    /* by itself, or by what is joined to it */
    bool told = spec->year_from == YEAR_GIVEN || (spec->base == BASE_FIELDS && str_eq(timex->how, STR("explicit")));
    timex->year_given = f.point.year != 0 && (told || str_eq(timex->how, STR("landmark")));
    timex->relative = spec->base == BASE_SHIFT || spec->base == BASE_LANDMARK || spec->stepped || spec->year_from == YEAR_TOLD ||
                      (spec->weekday != 0 && spec->month == 0);
    if (spec->type == TIMEX_SET)
        return;
    struct when_days days = when_value_days(&f);
    timex->from = days.from;
    timex->to = days.to;
    told_update(c, spec, &f);
}
