/* day.h: days, and dates that are known only as far as they are known.
 *
 * A day is a number: days since 1970-01-01 in the proleptic Gregorian calendar (Hinnant, "chrono-compatible low-level date
 * algorithms"). A struct date has the fields that a text gives, 0 where unknown. No clock is read here.
 */
#ifndef ENTENTE_BASE_DAY_H
#define ENTENTE_BASE_DAY_H

#include "base/buf.h"

typedef int32_t day;
#define DAY_NONE INT32_MIN

enum date_precision {DATE_NONE, DATE_YEAR, DATE_MONTH, DATE_DAY, DATE_MINUTE, DATE_SECOND};

struct date {
    int year;                       /* 0: no date at all */
    int month, day;                 /* 1-12, 1-31; 0 unknown */
    int hour, minute, second;       /* -1 unknown; valid from DATE_MINUTE on */
    int zone_minutes;               /* east of UTC; DATE_ZONE_NONE where the text gives none */
    enum date_precision precision;
};
#define DATE_ZONE_NONE 100000

day day_of(int year, int month, int day_of_month);        /* fields must be valid */
void day_split(day number, int *year, int *month, int *day_of_month);
int day_weekday(day number);                              /* 0 Monday … 6 Sunday */
int day_month_length(int year, int month);
bool day_read(str text, day *number);                     /* YYYY-MM-DD, nothing else */
str day_write(day number, char out[12]);                  /* YYYY-MM-DD in out; "" for DAY_NONE */

/* ISO 8601 as pages use it: 2016, 2016-04, 2016-04-22, 2016-04-22T18:51[:30[.123]][Z|+03:00|+0300], blank for T. */
bool date_read_iso(str text, struct date *date);
/* RFC 5322 and RFC 7231 ("Fri, 22 Apr 2016 18:51:00 +0300", "… GMT"), weekday optional. */
bool date_read_rfc(str text, struct date *date);
void date_write(const struct date *date, struct buf *out);    /* shortest ISO form that says what is known: 2016-04-22T18:51+03:00 */
bool date_valid(const struct date *date);
day date_first(const struct date *date);                  /* first day that the date may mean; DAY_NONE */
day date_last(const struct date *date);                   /* last day that the date may mean; DAY_NONE */
struct date date_of_day(day number);

#endif
