/* site_words.c: dates and numbers as a reader meets them: "24 November 2017", "24 Nov" in a list of that year, "1,284", "81%", "−7".
 *
 * English forms, fixed; nothing depends on the process's locale. Unknown is said ("unknown", "–"), never shown as 0.
 */
#include <math.h>

#include "base/utf8.h"
#include "site/site_private.h"

static const char *const months[12] = {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
                                       "November",
                                       "December"};
static const char *const weekdays[7] = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};

str words_date(struct arena *arena, day at)
{
    if (at == DAY_NONE)
        return STR("unknown");
    int year, month, number;
    day_split(at, &year, &month, &number);
    return arena_printf(arena, "%d %s %d", number, months[month - 1], year);
}

str words_date_short(struct arena *arena, day at, day shown)
{
    if (at == DAY_NONE)
        return STR("undated");
    int year, month, number, shown_year = 0, shown_month, shown_number;
    day_split(at, &year, &month, &number);
    if (shown != DAY_NONE)
        day_split(shown, &shown_year, &shown_month, &shown_number);
    if (year == shown_year)
        return arena_printf(arena, "%d %.3s", number, months[month - 1]);
    return arena_printf(arena, "%d %.3s %d", number, months[month - 1], year);
}

str words_date_known(struct arena *arena, day at, enum date_precision precision)
{
    if (at == DAY_NONE || precision == DATE_NONE)
        return STR("unknown");
    int year, month, number;
    day_split(at, &year, &month, &number);
    if (precision == DATE_YEAR)
        return arena_printf(arena, "%d", year);
    if (precision == DATE_MONTH)
        return arena_printf(arena, "%s %d", months[month - 1], year);
    return words_date(arena, at);
}

str words_iso_date(struct arena *arena, str iso)
{
    struct date date;
    if (iso.len == 0 || !date_read_iso(iso, &date))
        return STR("unknown");
    day first = date_first(&date);
    if (date.precision >= DATE_MINUTE)
        return arena_printf(arena, "%.*s, %02d:%02d", STR_ARG(words_date(arena, first)), date.hour, date.minute);
    return words_date_known(arena, first, date.precision);
}

str words_weekday(day at)
{
    return at == DAY_NONE ? STR("") : str_from(weekdays[day_weekday(at)]);
}

str words_day_iso(struct arena *arena, day at)
{
    char text[12];
    return arena_str(arena, day_write(at, text));
}

str words_count(struct arena *arena, uint64_t count)
{
    char text[32];
    size_t at = sizeof text, digits = 0;
    do {
        if (digits && digits % 3 == 0)
            text[--at] = ',';
        text[--at] = (char)('0' + count % 10);
        digits++;
    } while ((count /= 10) > 0);
    return arena_str(arena, (str){text + at, sizeof text - at});
}

str words_of(struct arena *arena, uint64_t count, const char *one, const char *many)
{
    return arena_printf(arena, "%.*s %s", STR_ARG(words_count(arena, count)), count == 1 ? one : many);
}

str words_number(struct arena *arena, uint64_t count)
{
    static const char *const names[13] = {"none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
                                          "twelve"};
    return count <= 12 ? str_from(names[count]) : words_count(arena, count);
}

int words_percent_value(double share)
{
    if (!(share > 0))
        return 0;
    if (share >= 1)
        return 100;
    long percent = lround(share * 100);
    return percent < 1 ? 1 : percent > 99 ? 99 : (int)percent;
}

str words_percent(struct arena *arena, double share)
{
    return isfinite(share) ? arena_printf(arena, "%d%%", words_percent_value(share)) : STR("–");
}

str words_rate(struct arena *arena, double rate)
{
    if (!isfinite(rate) || rate < 0)
        return STR("–");
    if (rate >= 9.95)
        return words_count(arena, (uint64_t)llround(rate));
    long tenths = lround(rate * 10);
    return arena_printf(arena, "%ld.%ld", tenths / 10, tenths % 10);
}

str words_points(struct arena *arena, double share)
{
    long points = lround(share * 100);
    return points > 0 ? arena_printf(arena, "+%ld", points) : points < 0 ? arena_printf(arena, "−%ld", -points) : STR("0");
}

str words_distance(struct arena *arena, int days)
{
    uint64_t count = (uint64_t)(days < 0 ? -(int64_t)days : days);
    if (count < 60)
        return words_of(arena, count, "day", "days");
    return count < 700
        ? words_of(arena, (count * 2 + 30) / 61, "month", "months")
        : words_of(arena, (count * 2 + 365) / 730, "year", "years");
}

str words_list(struct arena *arena, const struct str_list *list)
{
    struct buf out = buf_make(arena);
    bool plain = true;                                    /* "A and B, C and D": commas alone where a name has its own "and" */
    for (size_t i = 0; i < list->len; i++)
        plain = plain && !str_has(list->at[i], STR(" and "));
    for (size_t i = 0; i < list->len; i++) {
        if (i > 0)
            buf_add(&out, plain && i + 1 == list->len ? STR(" and ") : STR(", "));
        buf_add(&out, list->at[i]);
    }
    return buf_take(&out);
}

str words_cut(struct arena *arena, str text, size_t chars)
{
    size_t at = 0, count = 0, space = 0;
    while (at < text.len && count < chars) {
        size_t start = at;
        uint32_t c = utf8_next(text, &at);
        if (utf8_is_space(c))
            space = start;
        count++;
    }
    if (at >= text.len)
        return text;
    if (space < at / 2)                                   /* one long word: cut inside */
        space = at;
    return arena_printf(arena, "%.*s …", STR_ARG(str_sub(text, 0, space)));
}

str words_language(str code)
{
    static const struct {const char *code, *name;} names[] = {
        {"be", "Belarusian"}, {"de", "German"}, {"en", "English"}, {"es", "Spanish"}, {"et", "Estonian"}, {"fr", "French"},
            {"it", "Italian"},
        {"lt", "Lithuanian"}, {"lv", "Latvian"}, {"pl", "Polish"}, {"ru", "Russian"}, {"uk", "Ukrainian"},
    };
    str base = str_sub(code, 0, str_find_char(code, '-', 0));
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_eq_fold(base, str_from(names[i].code)))
            return str_from(names[i].name);
    return code.len ? code : STR("language unknown");
}
