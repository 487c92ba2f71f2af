/* when.h: time expressions of a text (TIMEX3), resolved against anchors; dated landmarks. */
#ifndef ENTENTE_WHEN_H
#define ENTENTE_WHEN_H

#include "text/text.h"

enum timex_type {TIMEX_DATE, TIMEX_TIME, TIMEX_DURATION, TIMEX_SET};
struct timex {
    uint32_t sentence, first, last;    /* words, inclusive */
    uint32_t start, end;            /* bytes in the sentence's text */
    str text, value;                /* value: TIMEX3 normal form */
    enum timex_type type;
    day from, to;                   /* days it covers, inclusive; DAY_NONE where it names no days */
    bool year_given;                /* the text itself names the year (also by a landmark) */
    bool relative;                  /* counted from the anchor ("last Friday", "two weeks ago") */
    str how;                        /* explicit, publication, text, dateline, landmark */
};
struct timex_list {struct timex *at; size_t len, room;};

struct landmark {
    day from, to;
    str kind, name;                 /* election, treaty, event, independence … */
    str countries;                  /* "BLR;RUS;KAZ", as in the table */
    str aliases;                    /* separated by ";" */
};

struct when;                        /* the language's time words and the landmarks, mapped, shared by all threads */
bool when_open(struct when **when, struct err *err);
void when_close(struct when *when);

struct when_anchor {
    day document;                   /* publication date, or the content's date once it is settled; DAY_NONE unknown */
    bool content;                   /* document is the content's date and not the publication's */
};
/* Adds the expressions of an article's sentences in order. A date without a year takes it from the anchor (nearest in the past by
 * tense), or from the last date of the text where that is the rule. */
void when_find(const struct when *when, struct arena *arena, const struct sentence *sentences, size_t count, struct when_anchor anchor,
               struct timex_list *list);
const char *when_type_name(enum timex_type type);    /* "DATE" … */
size_t when_landmark_count(const struct when *when);
struct landmark when_landmark_at(const struct when *when, size_t index);    /* in order of from */

#endif
