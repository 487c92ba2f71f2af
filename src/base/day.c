/* day.c: days and dates, see day.h.
 *
 * Days are counted by eras of 400 years whose years begin in March, so that the leap day comes last (H. Hinnant, "chrono-compatible
 * low-level date algorithms", days_from_civil and civil_from_days). Texts: ISO 8601 in the forms that pages use; RFC 5322 section
 * 3.3 with its obsolete zones and years (section 4.3); RFC 7231 section 7.1.1.1 with the two obsolete forms of HTTP, RFC 850 and
 * asctime. A fraction of a second is read and forgotten. What has a part that is not valid is no date at all.
 */
#include "base/day.h"

#include <stdio.h>
#include <string.h>

#define ERA_DAYS 146097
#define EPOCH_FROM_ERA 719468               /* from 0000-03-01 to 1970-01-01 */

day day_of(int year, int month, int day_of_month)
{
    year -= month <= 2;
    int era = (year >= 0 ? year : year - 399) / 400;
    int year_of_era = year - era * 400;
    int day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day_of_month - 1;
    int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * ERA_DAYS + day_of_era - EPOCH_FROM_ERA;
}

void day_split(day number, int *year, int *month, int *day_of_month)
{
    int64_t shifted = (int64_t)number + EPOCH_FROM_ERA;
    int era = (int)((shifted >= 0 ? shifted : shifted - (ERA_DAYS - 1)) / ERA_DAYS);
    int day_of_era = (int)(shifted - (int64_t)era * ERA_DAYS);
    int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int from_march = (5 * day_of_year + 2) / 153;
    *day_of_month = day_of_year - (153 * from_march + 2) / 5 + 1;
    *month = from_march < 10 ? from_march + 3 : from_march - 9;
    *year = year_of_era + era * 400 + (*month <= 2);
}

int day_weekday(day number)
{
    return (number % 7 + 7 + 3) % 7;        /* 1970-01-01 was a Thursday */
}

int day_month_length(int year, int month)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month < 1 || month > 12 ? 0 : lengths[month - 1] + (month == 2 && leap);
}

/* ---- Reading: each take_ function moves past what it took, or leaves rest as it is and returns false ---- */

static bool take_char(str *rest, char c)
{
    if (rest->len == 0 || rest->at[0] != c)
        return false;
    *rest = str_from_at(*rest, 1);
    return true;
}

/* A number of at least low and at most high digits. */
static bool take_digits(str *rest, size_t low, size_t high, int *value)
{
    size_t len = 0;
    int sum = 0;
    while (len < high && len < rest->len && char_is_digit(rest->at[len]))
        sum = sum * 10 + (rest->at[len++] - '0');
    if (len < low)
        return false;
    *value = sum;
    *rest = str_from_at(*rest, len);
    return true;
}

static void skip_space(str *rest)
{
    *rest = str_from_at(*rest, rest->len - str_trim(*rest).len);
}

bool day_read(str text, day *number)
{
    int year, month, day_of_month;
    if (!take_digits(&text, 4, 4, &year) || !take_char(&text, '-') || !take_digits(&text, 2, 2, &month) || !take_char(&text, '-')
        || !take_digits(&text, 2, 2, &day_of_month) || text.len > 0)
        return false;
    if (year < 1 || day_of_month < 1 || day_of_month > day_month_length(year, month))
        return false;
    *number = day_of(year, month, day_of_month);
    return true;
}

str day_write(day number, char out[12])
{
    int year, month, day_of_month;
    out[0] = 0;
    if (number == DAY_NONE)
        return (str){out, 0};
    day_split(number, &year, &month, &day_of_month);
    int len = snprintf(out, 12, "%04d-%02d-%02d", year, month, day_of_month);
    return (str){out, len < 12 ? (size_t)len : 11};
}

static struct date unknown_date(void)
{
    return (struct date){.hour = -1, .minute = -1, .second = -1, .zone_minutes = DATE_ZONE_NONE};
}

struct date date_of_day(day number)
{
    struct date date = unknown_date();
    if (number == DAY_NONE)
        return date;
    day_split(number, &date.year, &date.month, &date.day);
    date.precision = DATE_DAY;
    return date;
}

/* 18:51[:30[.123]] */
static bool take_clock(str *rest, struct date *date)
{
    str at = *rest;
    int fraction;
    if (!take_digits(&at, 1, 2, &date->hour) || !take_char(&at, ':') || !take_digits(&at, 2, 2, &date->minute))
        return false;
    date->precision = DATE_MINUTE;
    if (take_char(&at, ':')) {
        if (!take_digits(&at, 2, 2, &date->second))
            return false;
        date->precision = DATE_SECOND;
        if (take_char(&at, '.') || take_char(&at, ',')) {
            if (!take_digits(&at, 1, 1, &fraction))
                return false;
            while (take_digits(&at, 1, 1, &fraction))
                continue;
        }
    }
    *rest = at;
    return true;
}

/* +03:00, +0300, +03 */
static bool take_offset(str *rest, int *minutes)
{
    str at = *rest;
    int hour, minute = 0, sign = take_char(&at, '-') ? -1 : 1;
    if (sign > 0 && !take_char(&at, '+'))
        return false;
    if (!take_digits(&at, 2, 2, &hour))
        return false;
    bool colon = take_char(&at, ':');
    if (!take_digits(&at, 2, 2, &minute) && colon)
        return false;
    if (minute > 59)
        return false;
    *minutes = sign * (hour * 60 + minute);
    *rest = at;
    return true;
}

bool date_read_iso(str text, struct date *date)
{
    str rest = str_trim(text);
    struct date read = unknown_date();
    if (!take_digits(&rest, 4, 4, &read.year))
        return false;
    read.precision = DATE_YEAR;
    if (take_char(&rest, '-')) {
        if (!take_digits(&rest, 2, 2, &read.month))
            return false;
        read.precision = DATE_MONTH;
    }
    if (read.precision == DATE_MONTH && take_char(&rest, '-')) {
        if (!take_digits(&rest, 2, 2, &read.day))
            return false;
        read.precision = DATE_DAY;
    }
    if (read.precision == DATE_DAY && (take_char(&rest, 'T') || take_char(&rest, 't') || take_char(&rest, ' '))) {
        skip_space(&rest);
        if (!take_clock(&rest, &read))
            return false;
        skip_space(&rest);
        if (take_char(&rest, 'Z') || take_char(&rest, 'z'))
            read.zone_minutes = 0;
        else
            take_offset(&rest, &read.zone_minutes);
    }
    if (rest.len > 0 || !date_valid(&read))
        return false;
    *date = read;
    return true;
}

/* A run of letters, "" where there is none. */
static str take_word(str *rest)
{
    size_t len = 0;
    while (len < rest->len && char_is_alpha(rest->at[len]))
        len++;
    str word = str_sub(*rest, 0, len);
    *rest = str_from_at(*rest, len);
    return word;
}

/* An English name of a month or a weekday, whole or as its first three letters ("Sept" too). 0 where it is none. */
static int index_of_name(str word, const char *const *names, int count)
{
    for (int i = 0; i < count; i++)
        if (word.len >= 3 && str_starts_fold(str_from(names[i]), word))
            return i + 1;
    return 0;
}

static int month_of(str word)
{
    static const char *const names[] = {"January", "February", "March", "April", "May", "June", "July", "August", "September",
                                        "October", "November", "December"};
    return index_of_name(word, names, 12);
}

static bool is_weekday(str word)
{
    static const char *const names[] = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
    return index_of_name(word, names, 7) > 0;
}

/* Between the parts of a date: blanks and, in RFC 850, hyphens. */
static void skip_between(str *rest)
{
    skip_space(rest);
    if (take_char(rest, '-'))
        skip_space(rest);
}

/* RFC 5322, section 4.3: two digits below 50 are of this century, three digits count from 1900. */
static bool take_year(str *rest, int *year)
{
    size_t before = rest->len;
    if (!take_digits(rest, 2, 4, year))
        return false;
    size_t digits = before - rest->len;
    if (digits < 4)
        *year += digits == 2 && *year < 50 ? 2000 : 1900;
    return true;
}

/* An offset or a name: GMT, UT, UTC, Z, the American ones of RFC 822. Others leave the zone unknown, as section 4.3 asks. */
static void take_zone(str *rest, struct date *date)
{
    static const struct {str name; int minutes;} zones[] = {
        {STR_INIT("GMT"), 0}, {STR_INIT("UTC"), 0}, {STR_INIT("UT"), 0}, {STR_INIT("Z"), 0},
        {STR_INIT("EST"), -300}, {STR_INIT("EDT"), -240}, {STR_INIT("CST"), -360}, {STR_INIT("CDT"), -300},
        {STR_INIT("MST"), -420}, {STR_INIT("MDT"), -360}, {STR_INIT("PST"), -480}, {STR_INIT("PDT"), -420},
    };
    if (take_offset(rest, &date->zone_minutes))
        return;
    str word = take_word(rest);
    for (size_t i = 0; i < sizeof zones / sizeof zones[0]; i++)
        if (str_eq_fold(word, zones[i].name))
            date->zone_minutes = zones[i].minutes;
}

/* asctime, after the weekday: "Apr 22 18:51:00 2016" */
static bool take_asctime(str *rest, struct date *date)
{
    date->month = month_of(take_word(rest));
    skip_space(rest);
    if (date->month == 0 || !take_digits(rest, 1, 2, &date->day))
        return false;
    skip_space(rest);
    if (!take_clock(rest, date))
        return false;
    skip_space(rest);
    date->zone_minutes = 0;                 /* asctime of HTTP is in UTC */
    return take_digits(rest, 4, 4, &date->year);
}

/* "22 Apr 2016[ 18:51[:00][ +0300]]" */
static bool take_day_first(str *rest, struct date *date)
{
    if (!take_digits(rest, 1, 2, &date->day))
        return false;
    skip_between(rest);
    date->month = month_of(take_word(rest));
    skip_between(rest);
    if (date->month == 0 || !take_year(rest, &date->year))
        return false;
    date->precision = DATE_DAY;
    skip_space(rest);
    if (rest->len > 0) {
        if (!take_clock(rest, date))
            return false;
        skip_space(rest);
        take_zone(rest, date);
    }
    return true;
}

bool date_read_rfc(str text, struct date *date)
{
    str rest = str_trim(text), start = rest;
    struct date read = unknown_date();
    if (is_weekday(take_word(&rest))) {
        take_char(&rest, ',');
        skip_space(&rest);
    } else {
        rest = start;
    }
    bool asctime = rest.len > 0 && char_is_alpha(rest.at[0]);
    if (asctime ? !take_asctime(&rest, &read) : !take_day_first(&rest, &read))
        return false;
    skip_space(&rest);
    bool comment = rest.len > 0 && rest.at[0] == '(' && rest.at[rest.len - 1] == ')';     /* "+0300 (MSK)" */
    if ((rest.len > 0 && !comment) || !date_valid(&read))
        return false;
    *date = read;
    return true;
}

/* ---- What a date says ---- */

bool date_valid(const struct date *date)
{
    if (date->precision < DATE_YEAR || date->precision > DATE_SECOND || date->year < 1 || date->year > 9999)
        return false;
    if (date->precision >= DATE_MONTH && (date->month < 1 || date->month > 12))
        return false;
    if (date->precision >= DATE_DAY && (date->day < 1 || date->day > day_month_length(date->year, date->month)))
        return false;
    if (date->precision < DATE_MINUTE)
        return true;
    if (date->hour < 0 || date->hour > 23 || date->minute < 0 || date->minute > 59)
        return false;
    if (date->precision == DATE_SECOND && (date->second < 0 || date->second > 60))      /* 60: a leap second */
        return false;
    return date->zone_minutes == DATE_ZONE_NONE || (date->zone_minutes > -24 * 60 && date->zone_minutes < 24 * 60);
}

void date_write(const struct date *date, struct buf *out)
{
    if (!date_valid(date))
        return;
    buf_printf(out, "%04d", date->year);
    if (date->precision >= DATE_MONTH)
        buf_printf(out, "-%02d", date->month);
    if (date->precision >= DATE_DAY)
        buf_printf(out, "-%02d", date->day);
    if (date->precision < DATE_MINUTE)
        return;
    buf_printf(out, "T%02d:%02d", date->hour, date->minute);
    if (date->precision >= DATE_SECOND)
        buf_printf(out, ":%02d", date->second);
    int zone = date->zone_minutes, east = zone < 0 ? -zone : zone;
    if (zone == 0)
        buf_add_char(out, 'Z');
    else if (zone != DATE_ZONE_NONE)
        buf_printf(out, "%c%02d:%02d", zone < 0 ? '-' : '+', east / 60, east % 60);
}

day date_first(const struct date *date)
{
    if (!date_valid(date))
        return DAY_NONE;
    return day_of(date->year, date->precision >= DATE_MONTH ? date->month : 1, date->precision >= DATE_DAY ? date->day : 1);
}

day date_last(const struct date *date)
{
    if (!date_valid(date))
        return DAY_NONE;
    int month = date->precision >= DATE_MONTH ? date->month : 12;
    return day_of(date->year, month, date->precision >= DATE_DAY ? date->day : day_month_length(date->year, month));
}
