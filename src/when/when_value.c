/* when_value.c: what is known of a time, written as a TIMEX3 value (TimeML 1.2.1, section 2.2; ISO 8601 with the extensions of TIMEX2), and
 * the days that it covers.
 *
 * Unknown places are X: XXXX-06-05, 1950-XX-XX, XXXX-WXX-5. Years BC are BC0480. Decades have three digits, centuries two (of their years).
 * Seasons are the meteorological ones of the northern half of the earth; winter begins in the year that it is named with. Parts: of a month
 * the days 1-10, 11-20 and 21 to its end; of anything longer its thirds.
 */
#include "when/when_inner.h"

#include <math.h>
#include <stdio.h>

day when_point_day(struct when_point point)
{
    if (point.year == 0 || point.month < 1 || point.day < 1)
        return DAY_NONE;
    int year = point.year < 0 ? point.year + 1 : point.year;    /* 1 BC is the year 0 of the calendar that day.h reckons with */
    if (point.day > day_month_length(year, point.month))
        return DAY_NONE;
    return day_of(year, point.month, point.day);
}

struct when_point when_point_of(day number)
{
    struct when_point point = {0};
    if (number == DAY_NONE)
        return point;
    day_split(number, &point.year, &point.month, &point.day);
    if (point.year <= 0)
        point.year--;
    return point;
}

static str year_text(struct arena *arena, int year)
{
    if (year == 0)
        return STR("XXXX");
    return year < 0 ? arena_printf(arena, "BC%04d", -year) : arena_printf(arena, "%04d", year);
}

/* ISO 8601 week: that of the week's Thursday. */
static str week_text(struct arena *arena, day number, const char *ending)
{
    int year, month, day_of_month;
    if (number == DAY_NONE)
        return arena_printf(arena, "XXXX-WXX%s", ending);
    day thursday = number - day_weekday(number) + 3;
    day_split(thursday, &year, &month, &day_of_month);
    return arena_printf(arena, "%04d-W%02d%s", year, (thursday - day_of(year, 1, 1)) / 7 + 1, ending);
}

static str day_text(struct arena *arena, const struct when_fields *f)
{
    str year = year_text(arena, f->point.year);
    if (f->weekday != 0 && f->point.day == 0)
        return arena_printf(arena, "XXXX-WXX-%d", f->weekday);
    if (f->point.month == 0)
        return arena_printf(arena, "%.*s-XX-XX", STR_ARG(year));
    if (f->point.day == 0)
        return arena_printf(arena, "%.*s-%02d-XX", STR_ARG(year), f->point.month);
    return arena_printf(arena, "%.*s-%02d-%02d", STR_ARG(year), f->point.month, f->point.day);
}

/* The first digits of the years of a decade, century or millennium. */
static str shorter(struct arena *arena, int year, int digits_value, int digits)
{
    if (year == 0)
        return arena_printf(arena, "%.*s", digits, "XXX");
    return arena_printf(arena, "%s%0*d", year < 0 ? "BC" : "", digits, digits_value < 0 ? -digits_value : digits_value);
}

static str date_text(struct arena *arena, const struct when_fields *f)
{
    static const char *const seasons[] = {"XX", "SP", "SU", "FA", "WI"};
    str year = year_text(arena, f->point.year);
    switch (f->unit) {
    case UNIT_WEEK: return week_text(arena, when_point_day(f->point), "");
    case UNIT_WEEKEND: return week_text(arena, when_point_day(f->point), "-WE");
    case UNIT_MONTH: return f->point.month ? arena_printf(arena, "%.*s-%02d", STR_ARG(year), f->point.month) : arena_printf(arena, "%.*s-XX", STR_ARG(year));
    case UNIT_SEASON: return arena_printf(arena, "%.*s-%s", STR_ARG(year), seasons[f->season]);
    case UNIT_QUARTER: return f->quarter ? arena_printf(arena, "%.*s-Q%d", STR_ARG(year), f->quarter) : arena_printf(arena, "%.*s-QX", STR_ARG(year));
    case UNIT_HALF: return arena_printf(arena, "%.*s-H%d", STR_ARG(year), f->half);
    case UNIT_YEAR: return year;
    case UNIT_DECADE: return shorter(arena, f->point.year, f->point.year / 10, 3);
    case UNIT_CENTURY: return shorter(arena, f->point.year, f->point.year > 0 ? f->point.year - 1 : f->point.year + 1, 2);
    case UNIT_MILLENNIUM: return shorter(arena, f->point.year, f->point.year > 0 ? f->point.year - 1 : f->point.year + 1, 1);
    default: return day_text(arena, f);
    }
}

str when_value_date(struct arena *arena, const struct when_fields *f)
{
    static const char *const dayparts[] = {"", "MO", "MI", "AF", "EV", "NI", "DT"};
    str date = date_text(arena, f);
    if (!f->time)
        return date;
    if (f->no_clock)
        return arena_printf(arena, "%.*sTXX", STR_ARG(date));
    if (f->clock < 0)
        return arena_printf(arena, "%.*sT%s", STR_ARG(date), dayparts[f->daypart < DAYPART_CLOCK ? f->daypart : 0]);
    if (f->second >= 0)
        return arena_printf(arena, "%.*sT%02d:%02d:%02d", STR_ARG(date), f->clock / 60, f->clock % 60, f->second);
    return arena_printf(arena, "%.*sT%02d:%02d", STR_ARG(date), f->clock / 60, f->clock % 60);
}

str when_value_amount(struct arena *arena, double amount, bool vague, enum when_unit unit)
{
    static const struct {const char *time, *name; uint8_t smaller; int16_t count;} units[] = {
        [UNIT_NONE] = {"", "D", 0, 0}, [UNIT_SECOND] = {"T", "S", 0, 0}, [UNIT_MINUTE] = {"T", "M", UNIT_SECOND, 60}, [UNIT_HOUR] = {"T", "H", UNIT_MINUTE, 60},
        [UNIT_DAY] = {"", "D", UNIT_HOUR, 24}, [UNIT_WEEK] = {"", "W", 0, 0}, [UNIT_WEEKEND] = {"", "WE", 0, 0}, [UNIT_MONTH] = {"", "M", 0, 0},
        [UNIT_SEASON] = {"", "M", 0, 0}, [UNIT_QUARTER] = {"", "Q", 0, 0}, [UNIT_HALF] = {"", "H", 0, 0}, [UNIT_YEAR] = {"", "Y", UNIT_MONTH, 12},
        [UNIT_DECADE] = {"", "DE", UNIT_YEAR, 10}, [UNIT_CENTURY] = {"", "CE", UNIT_YEAR, 100}, [UNIT_MILLENNIUM] = {"", "ML", UNIT_YEAR, 1000}};
    if (vague)
        return arena_printf(arena, "P%sX%s", units[unit].time, units[unit].name);
    if (amount == 0.5 && units[unit].count > 0) {    /* "half an hour" is PT30M */
        amount *= units[unit].count;
        unit = (enum when_unit)units[unit].smaller;
    }
    if (amount == floor(amount) && amount < 1e9)
        return arena_printf(arena, "P%s%d%s", units[unit].time, (int)amount, units[unit].name);
    char digits[64];
    long long hundredths = (long long)(amount < 1e9 ? amount * 100 + 0.5 : 1e11);
    if (hundredths % 10 == 0)
        snprintf(digits, sizeof digits, "%lld.%lld", hundredths / 100, hundredths / 10 % 10);
    else
        snprintf(digits, sizeof digits, "%lld.%02lld", hundredths / 100, hundredths % 100);
    return arena_printf(arena, "P%s%s%s", units[unit].time, digits, units[unit].name);
}

static struct when_days span(int year, int month, int months)
{
    int last = month + months - 1, last_year = year + (last - 1) / 12;
    last = (last - 1) % 12 + 1;
    return (struct when_days){day_of(year, month, 1), day_of(last_year, last, day_month_length(last_year, last))};
}

/* Days first to last (0 Monday) of the day's week. */
static struct when_days week_days(day number, int first, int last)
{
    if (number == DAY_NONE)
        return (struct when_days){DAY_NONE, DAY_NONE};
    day monday = number - day_weekday(number);
    return (struct when_days){monday + first, monday + last};
}

static struct when_days whole_days(const struct when_fields *f)
{
    static const int season_month[] = {1, 3, 6, 9, 12};
    int year = f->point.year < 0 ? f->point.year + 1 : f->point.year;
    day number = when_point_day(f->point);
    switch (f->unit) {
    case UNIT_WEEK: return week_days(number, 0, 6);
    case UNIT_WEEKEND: return week_days(number, 5, 6);
    case UNIT_SEASON: return span(year, season_month[f->season], 3);
    case UNIT_QUARTER: return f->quarter ? span(year, f->quarter * 3 - 2, 3) : span(year, 1, 12);
    case UNIT_HALF: return span(year, f->half * 6 - 5, 6);
    case UNIT_YEAR: return span(year, 1, 12);
    case UNIT_DECADE: return span(year, 1, 120);
    case UNIT_CENTURY: return f->point.year < 0 ? span(f->point.year * 100 + 1, 1, 1200) : span((f->point.year - 1) * 100, 1, 1200);
    case UNIT_MILLENNIUM: return f->point.year < 0 ? span(f->point.year * 1000 + 1, 1, 12000) : span((f->point.year - 1) * 1000, 1, 12000);
    case UNIT_MONTH: return f->point.month ? span(year, f->point.month, 1) : span(year, 1, 12);
    default: break;
    }
    if (number != DAY_NONE)
        return (struct when_days){number, number};
    if (f->weekday != 0)
        return (struct when_days){DAY_NONE, DAY_NONE};
    return f->point.month ? span(year, f->point.month, 1) : span(year, 1, 12);
}

struct when_days when_value_days(const struct when_fields *f)
{
    if (f->point.year == 0)
        return (struct when_days){DAY_NONE, DAY_NONE};
    struct when_days days = whole_days(f);
    if (f->part == PART_NONE || days.from == DAY_NONE || days.from == days.to)
        return days;
    day from = days.from, third = f->unit == UNIT_MONTH ? 10 : (days.to - days.from + 1) / 3;
    if (f->part != PART_START)
        days.from = from + (f->part == PART_MID ? third : 2 * third);
    if (f->part != PART_END)
        days.to = from + (f->part == PART_START ? third : 2 * third) - 1;
    return days;
}
