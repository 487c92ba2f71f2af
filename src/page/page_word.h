/* page_word.h: what the words of a line tell: furniture of pages, names of months. Private to page/. */
#ifndef ENTENTE_PAGE_WORD_H
#define ENTENTE_PAGE_WORD_H

#include "base/arena.h"
#include "base/day.h"

enum furniture {FURNITURE_NONE, FURNITURE_SIMILAR, FURNITURE_FURNITURE, FURNITURE_COMMENTS, FURNITURE_CATEGORY, FURNITURE_CREDIT,
                FURNITURE_BYLINE, FURNITURE_PUBLISHED, FURNITURE_UPDATED, FURNITURE_TAGS, FURNITURE_LINE};

/* What the line is by data/page/furniture.tsv. rest: what follows the phrase where the match is at its start, trimmed; "" else.
 * Looks at the first FURNITURE_LINE_MAX bytes. Folds case; allocates nothing. */
#define FURNITURE_LINE_MAX 400
enum furniture page_furniture(str line, str *rest);

/* 1-12 of a month's name in any language of data/page/months.tsv (lang may help where two disagree); 0 for none. */
int page_month(str word, str lang);

/* The first date in running text, in the usual ways of writing: "April 22, 2016 18:51", "22 апреля 2016, 18:51", "22.04.2016",
 * "2016-04-22", "2016/04/22", with a time of day where one stands beside it. start and end: its place. False for none.
 * month_first: what 04/05/2016 means. Years from 1990 to 2100 only. */
bool page_date_find(struct arena *arena, str text, str lang, bool month_first, struct date *date, size_t *start, size_t *end);
bool page_date_month_first(str lang);       /* lang may have a region: "en-GB" */
/* A value of a field: ISO, RFC 5322, else as page_date_find. */
bool page_date_value(struct arena *arena, str text, str lang, struct date *date);

#endif
