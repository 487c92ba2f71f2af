/* when_phrase.c: fixed expressions, holidays and landmarks: phrases of the tables, found by their first word.
 *
 *   phrase   -> fixed expression of en-phrases.tsv | holiday of en-holidays.tsv year? | holiday "last" | "next" "year"
 *   landmark -> year? name of landmarks.tsv ("2010" "presidential elections in Poland"); by itself it is no time expression
 * Easter is the Western one, by the anonymous Gregorian algorithm (Meeus, Astronomical Algorithms, 1991, chapter 8).
 * Bounds: a first word has at most PHRASES_MAX phrases that are looked at, each of WHEN_REACH atoms.
 */
#include "when/when_inner.h"

#define PHRASES_MAX 512

/* The phrase's atoms are the reader's from `at` on, maybe with hyphens between: their end, else 0. */
static uint32_t phrase_fits(const struct when_reader *r, uint32_t at, const struct when_phrase *phrase)
{
    str rest = when_string(r->when, phrase->text), part;
    while (str_next(&rest, ' ', &part)) {
        if (atom_sign(r, at, '-') && part.at[0] != '-' && part.at != r->when->strings.at + phrase->text.at)
            at++;                   /* "present-day" */
        const struct when_atom *atom = &r->atoms[at++];
        if (atom->kind == ATOM_END)
            return 0;
        if (part.len == 1 && atom->kind == ATOM_SIGN ? atom->sign != part.at[0] : !str_eq_fold(str_sub(r->sentence->text, atom->start, atom->end), part))
            return 0;
    }
    return at;
}

uint32_t when_phrase_find(const struct when_reader *r, uint32_t at, enum when_phrase_kind kind, const struct when_phrase **found)
{
    const struct when_term *term = r->atoms[at].term;
    for (uint32_t i = 0; i < term->phrase_count && i < PHRASES_MAX; i++) {
        const struct when_phrase *phrase = &r->when->phrases[term->phrase_first + i];
        uint32_t end = phrase->kind == kind ? phrase_fits(r, at, phrase) : 0;
        if (end > 0) {
            *found = phrase;
            return end;
        }
    }
    return 0;
}

uint32_t when_landmark_read(const struct when_reader *r, uint32_t at, int *year, const struct when_phrase **found)
{
    struct when_spec spec = {0};
    uint32_t here = when_year_read(r, at, &spec), end;
    *year = here > 0 && spec.year_from == YEAR_GIVEN ? spec.year : 0;
    here = here > 0 ? here : at;
    end = when_phrase_find(r, here, PHRASE_LANDMARK, found);
    if (end == 0)
        return 0;
    uint32_t behind = end + (atom_any(r, end, ROLE_BIT(ROLE_IN) | ROLE_BIT(ROLE_OF))), year_end = *year == 0 ? when_year_read(r, behind, &spec) : 0;
    if (year_end > 0 && spec.year_from == YEAR_GIVEN) {
        *year = spec.year;
        end = year_end;
    }
    return *year == 0 || when_landmark_near(r->when, *found, *year, DAY_NONE) >= 0 ? end : 0;
}

int32_t when_landmark_near(const struct when *when, const struct when_phrase *phrase, int year, day anchor)
{
    const struct when_phrase *last = when->phrases + when->phrase_count;
    str text = when_string(when, phrase->text);
    int32_t best = -1;
    for (const struct when_phrase *one = phrase; one < last && one->kind == PHRASE_LANDMARK && str_eq(when_string(when, one->text), text); one++) {
        int y, m, d;
        day_split(when->landmarks[one->number].from, &y, &m, &d);
        bool fits = year != 0 ? y == year : anchor == DAY_NONE || when->landmarks[one->number].from <= anchor;
        if (fits)
            best = one->number;     /* equal names follow each other in order of the days */
    }
    return best;
}

uint32_t when_phrase(const struct when_reader *r, uint32_t at, struct when_spec *spec)
{
    const struct when_phrase *found;
    if (!atom_is(r, at, WHEN_PHRASE))
        return 0;
    uint32_t end = when_phrase_find(r, at, PHRASE_HOLIDAY, &found);
    if (end > 0) {
        *spec = (struct when_spec){.type = TIMEX_DATE, .base = BASE_FIELDS, .unit = UNIT_DAY, .clock = -1, .second = -1, .no_left = true,
                                   .landmark = (int32_t)(found - r->when->phrases) + 1};
        return when_year_tail(r, end, spec);
    }
    end = when_phrase_find(r, at, PHRASE_FIXED, &found);
    if (end == 0 || r->atoms[end].kind == ATOM_NUMBER || atom_is(r, end, WHEN_UNIT | WHEN_MONTH | WHEN_SEASON | WHEN_WEEKDAY) ||
        (atom_has(r, at, ROLE_THE) && atom_is(r, end, WHEN_NUMBER)))
        return 0;                   /* "the past decade", "of late 1948" */
    *spec = (struct when_spec){.type = found->type, .base = BASE_FIXED, .fixed = found->value, .clock = -1, .no_left = true};
    spec->shift = found->number;
    return end;
}

day when_easter(int year)
{
    int a = year % 19, b = year / 100, c = year % 100, d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
    int h = (19 * a + b - d - g + 15) % 30, i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7, m = (a + 11 * h + 22 * l) / 451;
    return day_of(year, (h + l - 7 * m + 114) / 31, (h + l - 7 * m + 114) % 31 + 1);
}

struct when_point when_holiday_day(const struct when_phrase *phrase, int year)
{
    struct when_point point = {year, phrase->month, phrase->number};
    if (phrase->month == 0) {
        day_split(when_easter(year) + phrase->number, &point.year, &point.month, &point.day);
    } else if (phrase->weekday != 0) {
        int first = day_weekday(day_of(year, phrase->month, 1)) + 1;
        int day_of_month = 1 + (phrase->weekday - first + 7) % 7;
        if (phrase->number > 0)
            day_of_month += 7 * (phrase->number - 1);
        else
            while (day_of_month + 7 <= day_month_length(year, phrase->month))
                day_of_month += 7;
        point.day = day_of_month;
    }
    return point;
}
