/* when_inner.h: private to when/ and to gen/when_pack.c: the mapped tables, a sentence cut into atoms, and what a rule says it found.
 *
 * One way through: a sentence becomes atoms (when_atoms.c); at each atom the rules (one file a family) look for the longest expression
 * that starts there and describe it as a struct when_spec, without knowing any date (when_find.c); when all are found, they are resolved
 * in order against the anchor and against what was told before (when_resolve.c) and written as TIMEX3 values (when_value.c).
 * Every rule looks at most WHEN_REACH atoms ahead, so the work is linear in the text.
 */
#ifndef ENTENTE_WHEN_INNER_H
#define ENTENTE_WHEN_INNER_H

#include "base/pack.h"
#include "when/when.h"

#define WHEN_PACK_FORMAT 1u
#define WHEN_REACH 32               /* atoms that one expression may have */
#define WHEN_TERM_MAX 24            /* bytes of a known word */
#define WHEN_YEAR_FIRST 1000        /* bare numbers outside are no years */
#define WHEN_YEAR_LAST 2100

/* ---- Tables ---- */
/* What a word can be; a word may be several things ("second", "may", "last"). */
enum when_class {
    WHEN_MONTH = 1, WHEN_WEEKDAY = 2, WHEN_SEASON = 4, WHEN_UNIT = 8, WHEN_NUMBER = 16, WHEN_ORDINAL = 32, WHEN_PART = 64,
    WHEN_RELATIVE = 128, WHEN_DAYPART = 256, WHEN_DEICTIC = 512, WHEN_ROLE = 1024, WHEN_TENSE = 2048, WHEN_PHRASE = 4096
};
/* Order of the names in when_tables.c. */
enum when_unit {UNIT_NONE, UNIT_SECOND, UNIT_MINUTE, UNIT_HOUR, UNIT_DAY, UNIT_WEEK, UNIT_WEEKEND, UNIT_MONTH, UNIT_SEASON, UNIT_QUARTER, UNIT_HALF,
                UNIT_YEAR, UNIT_DECADE, UNIT_CENTURY, UNIT_MILLENNIUM};
enum when_part {PART_NONE, PART_START, PART_MID, PART_END};
enum when_part_form {PART_BEFORE = 1, PART_OF = 2, PART_BOTH = 3, PART_IN = 4, PART_LATTER = 8};
enum when_number_kind {NUMBER_NONE, NUMBER_SMALL, NUMBER_TENS, NUMBER_FACTOR, NUMBER_HALF, NUMBER_VAGUE, NUMBER_COUPLE, NUMBER_VAGUES, NUMBER_DECADE};
enum when_tense {TENSE_NONE, TENSE_PAST, TENSE_PRESENT, TENSE_FUTURE, TENSE_REPORT};
enum when_season {SEASON_NONE, SEASON_SPRING, SEASON_SUMMER, SEASON_AUTUMN, SEASON_WINTER};
enum when_daypart {DAYPART_NONE, DAYPART_MORNING, DAYPART_MIDDAY, DAYPART_AFTERNOON, DAYPART_EVENING, DAYPART_NIGHT, DAYPART_DAYTIME, DAYPART_CLOCK};
/* Function words; a word may have several roles. Order of the names in when_tables.c. */
enum when_role {ROLE_THE, ROLE_A, ROLE_OF, ROLE_AND, ROLE_OR, ROLE_TO, ROLE_UNTIL, ROLE_AGO, ROLE_EARLIER, ROLE_LATER, ROLE_HENCE,
                ROLE_BEFORE, ROLE_AFTER, ROLE_FROM, ROLE_NOW, ROLE_IN, ROLE_ON, ROLE_AT, ROLE_BY, ROLE_SINCE,
                ROLE_DURING, ROLE_FOR, ROLE_BETWEEN, ROLE_WITHIN, ROLE_OVER, ROLE_AROUND, ROLE_APPROX, ROLE_UNDER,
                ROLE_ANOTHER, ROLE_LEAST, ROLE_MORE, ROLE_THAN, ROLE_EVERY, ROLE_OTHER, ROLE_PER, ROLE_TIMES, ROLE_OLD,
                ROLE_LONG, ROLE_TIME, ROLE_PERIOD, ROLE_FISCAL, ROLE_FILLER, ROLE_AS, ROLE_HOURS, ROLE_ZONE, ROLE_YEAR,
                ROLE_ERA, ROLE_TAKES, ROLE_COUNT};
#define ROLE_BIT(role) ((uint64_t)1 << (role))
_Static_assert(ROLE_COUNT <= 64, "roles are bits of one number");

struct when_text {uint32_t at, len;};    /* in the section "strings" */
struct when_term {
    struct when_text word;
    uint32_t classes, weak;         /* bits of enum when_class; weak: also an everyday word */
    uint64_t roles;                 /* bits of enum when_role */
    int32_t number;
    uint32_t phrase_first, phrase_count;    /* phrases that begin with the word, longest first */
    int16_t clock;                  /* minutes of DAYPART_CLOCK */
    int8_t number_kind, ordinal, month, weekday, season, unit, unit_count, part, part_form, step, daypart, days, tense;
    bool plural, from_text;         /* plural: of unit, weekday, part of the day; from_text: the relative counts from the day told last */
    int8_t days_daypart, spare[3];
};
enum when_phrase_kind {PHRASE_FIXED, PHRASE_HOLIDAY, PHRASE_LANDMARK};
struct when_phrase {
    struct when_text text;          /* its atoms in lower case, blanks between */
    uint32_t atoms;
    uint8_t kind, type;             /* enum when_phrase_kind; enum timex_type */
    int8_t month, weekday;          /* holidays: month 0 is Easter; weekday 0 none */
    int32_t number;                 /* holidays: day, rank of the weekday (-1 last) or offset; landmarks: index; fixed: atoms in front that are outside */
    struct when_text value;         /* fixed ones */
};
struct when_landmark_record {int32_t from, to; struct when_text kind, name, countries, aliases;};

struct when {
    struct pack pack;
    const uint32_t *slots;          /* 1 + index of a term, 0 empty; a power of two, at most half full */
    size_t slot_count;
    const struct when_term *terms;
    const struct when_phrase *phrases;
    const struct when_landmark_record *landmarks;
    size_t term_count, phrase_count, landmark_count;
    str strings;
};
/* The word's term, letters in any case; NULL where unknown. */
const struct when_term *when_term_find(const struct when *when, str word);
str when_string(const struct when *when, struct when_text text);
/* Reads folder (data/when) and fills out with sections; broken lines go to problems ("FILE:LINE: reason\n") and are left out. */
bool when_tables_read(struct arena *arena, const char *folder, struct pack_out *out, struct buf *problems, struct err *err);

/* ---- Atoms ---- */
/* A run of letters, a run of digits, or one other character; made of the sentence's text, so that it does not matter whether a tokenizer
 * parts "mid-June", "5pm" or "1990s". Apostrophes and dashes of every kind are ' and -. */
enum when_atom_kind {ATOM_END, ATOM_WORD, ATOM_NUMBER, ATOM_SIGN};
struct when_atom {
    uint32_t start, end;            /* bytes in the sentence's text */
    uint32_t word;                  /* index of the word that holds it */
    uint8_t kind;
    char sign;                      /* of a sign; 0 for others than ASCII */
    bool glued;                     /* nothing stands between it and the atom before */
    bool upper;                     /* begins with an ASCII capital */
    uint8_t digits;                 /* of a number: how many */
    uint8_t tense;                  /* enum when_tense of a verb */
    int32_t number;                 /* of a number: at most nine digits, else -1 */
    const struct when_term *term;   /* of a word: what it is known as; never NULL (a word without meaning has no classes) */
};
struct when_reader {
    const struct when *when;
    const struct sentence *sentence;
    const struct when_atom *atoms;  /* from WHEN_REACH to end - 1, with WHEN_REACH atoms of kind end on both sides */
    uint32_t end;
};
struct when_atoms {struct when_atom *at; size_t room;};    /* storage, used again for each sentence */
/* The next atom of text at or after *at (spaces passed over); false at the end. Fills all but word and tense. */
bool when_atom_next(str text, size_t *at, struct when_atom *atom);
void when_atoms_make(const struct when *when, struct arena *arena, const struct sentence *sentence, struct when_atoms *store, struct when_reader *reader);
enum when_tense when_tense_at(const struct when_reader *reader, uint32_t first, uint32_t end);

static inline bool atom_is(const struct when_reader *r, uint32_t at, uint32_t classes) { return (r->atoms[at].term->classes & classes) != 0; }
static inline bool atom_any(const struct when_reader *r, uint32_t at, uint64_t roles) { return (r->atoms[at].term->roles & roles) != 0; }
static inline bool atom_unit(const struct when_reader *r, uint32_t at, enum when_unit unit)
{
    return (r->atoms[at].term->classes & WHEN_UNIT) != 0 && r->atoms[at].term->unit == (int8_t)unit;
}
static inline bool atom_half(const struct when_reader *r, uint32_t at)
{
    return (r->atoms[at].term->classes & WHEN_NUMBER) != 0 && r->atoms[at].term->number_kind == NUMBER_HALF;
}
static inline str atom_text(const struct when_reader *r, uint32_t at) { return str_sub(r->sentence->text, r->atoms[at].start, r->atoms[at].end); }
static inline bool atom_has(const struct when_reader *r, uint32_t at, enum when_role role) { return (r->atoms[at].term->roles >> role & 1) != 0; }
/* Universal part of speech of the word that the atom belongs to; UPOS_X where there are no tags. */
static inline uint8_t atom_upos(const struct when_reader *r, uint32_t at)
{
    return r->atoms[at].kind == ATOM_WORD && r->atoms[at].word < r->sentence->count ? r->sentence->words[r->atoms[at].word].upos : UPOS_X;
}
/* The atom stands for a thing that numbers count: a noun, or, without tags, a word that no table knows. */
static inline bool atom_noun(const struct when_reader *r, uint32_t at)
{
    uint8_t upos = atom_upos(r, at);
    if (upos == UPOS_X)
        return r->atoms[at].kind == ATOM_WORD && r->atoms[at].term->classes == 0;
    return upos == UPOS_NOUN || upos == UPOS_PROPN || upos == UPOS_ADJ;
}
static inline bool atom_sign(const struct when_reader *r, uint32_t at, char sign)
{
    return r->atoms[at].kind == ATOM_SIGN && r->atoms[at].sign == sign;
}

/* ---- What was found ---- */
enum when_base {
    BASE_FIXED,                     /* value stands in fixed */
    BASE_FIELDS,                    /* a calendar date, maybe without its year */
    BASE_SHIFT,                     /* the anchor moved by shift units */
    BASE_AMOUNT,                    /* a duration or the rhythm of a set */
    BASE_LANDMARK                   /* a landmark's day moved by shift units */
};
enum when_year_from {YEAR_NONE, YEAR_GIVEN, YEAR_SHORT, YEAR_TOLD, YEAR_STEP};    /* SHORT: "'98"; TOLD: "of that year"; STEP: "last June" */
struct when_spec {
    uint8_t type;                   /* enum timex_type */
    uint8_t base, year_from;
    uint8_t unit;                   /* granularity of the value; of an amount its unit */
    uint8_t part, season, daypart, quarter, half, tense;
    bool from_text;                 /* counted from the day told last, not from the document's */
    bool weekend, set_every, low;   /* low: yields to what overlaps it */
    bool no_left, approx_left;      /* may "the" (more: "about", "more than") before it belong to it? */
    bool vague;                     /* the number of units is not told */
    bool generic;                   /* of no day: "at night" */
    int16_t month, day, weekday;
    int32_t year;                   /* BC: negative; decades: the first year; centuries: the number */
    int32_t step;                   /* with YEAR_STEP or a weekday: -1 last, 0 this, 1 next */
    bool stepped;                   /* step was told */
    bool year_on_year;              /* "a year earlier": beside a quarter, the same quarter of the year before */
    int32_t shift;
    double amount;
    int32_t clock;                  /* minutes since midnight, -1 none */
    int32_t second;
    int32_t landmark;               /* index of a landmark's or holiday's phrase + 1; 0 none */
    struct when_text fixed;
};
/* A rule: the end (first atom behind) of the longest expression that starts at `at`, or 0 for none; fills spec then. */
typedef uint32_t when_rule(const struct when_reader *reader, uint32_t at, struct when_spec *spec);
when_rule when_calendar, when_numeric, when_year, when_period, when_decade, when_century, when_quarter, when_clock, when_daypart, when_weekday, when_relative,
    when_shifted, when_deictic, when_duration, when_compound, when_set, when_told_quarter, when_phrase, when_partial, when_ordinal_day;

/* Pieces that several rules use; each gives the end or 0. */
struct when_amount {double value; bool vague, article, word; uint32_t end;};
bool when_number_read(const struct when_reader *reader, uint32_t at, struct when_amount *amount);    /* "two and a half", "1,500", "several", "a" */
uint32_t when_ordinal_read(const struct when_reader *reader, uint32_t at, int *value);    /* "5th", "fifth", "twenty-first" */
uint32_t when_day_read(const struct when_reader *reader, uint32_t at, int *value);        /* 1 … 31, "5", "5th" */
/* A year; strict wants one that can be nothing else beside a date. Fills year, year_from. */
uint32_t when_year_read(const struct when_reader *reader, uint32_t at, struct when_spec *spec);
/* ", 2014", "of 2014", "of that year", "last year" behind a month or season; end is `at` where none is there. */
uint32_t when_year_tail(const struct when_reader *reader, uint32_t at, struct when_spec *spec);
bool when_month_sure(const struct when_reader *reader, uint32_t at);    /* the word is a month here and not "may", "march" */
uint32_t when_clock_read(const struct when_reader *reader, uint32_t at, struct when_spec *spec);
/* Range: what `at` is joined by, "to", "and", "-": end of the joint or 0. */
uint32_t when_joint(const struct when_reader *reader, uint32_t at);
/* The longest phrase of kind that starts at `at`. */
uint32_t when_phrase_find(const struct when_reader *reader, uint32_t at, enum when_phrase_kind kind, const struct when_phrase **found);
/* A landmark behind "the", with or without its year: its end, the first phrase of that name and the year that is told (0 none). */
uint32_t when_landmark_read(const struct when_reader *reader, uint32_t at, int *year, const struct when_phrase **found);

/* Behind a day: ", at 11:45", "night"; end is `at` where nothing is there. */
uint32_t when_time_tail(const struct when_reader *reader, uint32_t at, struct when_spec *spec);
/* The second part of a range whose first part is spec ("-9, 1918" behind "March 5", "-45" behind "1941"): its end, *start moves past the joint. */
uint32_t when_range(const struct when_reader *reader, uint32_t at, const struct when_spec *first, struct when_spec *spec, uint32_t *start);

/* ---- Resolving ---- */
struct when_point {int32_t year, month, day;};    /* 0 unknown; BC negative */
/* What is known of a date or a time, before it is written. */
struct when_fields {
    struct when_point point;        /* of a decade its first year, of a century its number */
    uint8_t unit, season, quarter, half, daypart, part;
    int32_t weekday;                /* where nothing but it is known */
    int32_t clock, second;          /* minutes since midnight, -1 none; seconds, -1 none */
    bool time, no_clock;            /* no_clock: some time of that day */
};
struct when_days {day from, to;};
str when_value_date(struct arena *arena, const struct when_fields *fields);
str when_value_amount(struct arena *arena, double amount, bool vague, enum when_unit unit);
struct when_days when_value_days(const struct when_fields *fields);    /* DAY_NONE where the year is unknown */
day when_point_day(struct when_point point);    /* DAY_NONE unless all is known */
struct when_point when_point_of(day number);

struct when_context {
    const struct when *when;
    struct arena *arena;
    struct when_anchor anchor;
    struct when_point document;     /* the anchor */
    struct when_point told;         /* the last date told */
    bool told_near;                 /* it was told with its year, in this sentence or the one before */
    struct when_point story;        /* the last date that the story itself is at: told, without what only looks aside */
    int32_t given_next, given_other;    /* the next year that the text gives; the next one that is another than this one's; 0 none */
    int32_t quarter_year; uint8_t quarter, quarter_age;    /* the quarter told last, and how many sentences ago (0 and 0: none) */
    bool history;                   /* the text tells of another time than its own (or has none): years are carried on */
};
/* Value, days and how of what spec describes; next is what stands joined behind it ("March 5-9, 1918"), or NULL. Sets type, value, from, to,
 * year_given, relative, how of timex, and what is told in context. */
void when_resolve(struct when_context *context, const struct when_spec *spec, const struct when_spec *next, struct timex *timex);

/* Sets from, to and how of timex where the year stands for an election of landmarks.tsv ("the 2010 presidential election"). */
void when_event_days(const struct when *when, str sentence, int year, struct timex *timex);
/* "MINSK, April 22": spec is the date of what the article begins with. */
bool when_is_dateline(const struct sentence *sentence, const struct when_spec *spec, const struct timex *timex);
day when_easter(int year);
struct when_point when_holiday_day(const struct when_phrase *phrase, int year);
/* The phrase's landmark of that year, or the last before (with later: the first after) the anchor; the index of the landmark. */
int32_t when_landmark_near(const struct when *when, const struct when_phrase *phrase, int year, day anchor);

#endif
