/* event.h: sentences with actors and times to event records: who did what to whom, when, where, in PLOVER and CAMEO terms, each with
 * the sentence that proves it. Also settles the date of the content, which needs actors and times together. */
#ifndef ENTENTE_EVENT_H
#define ENTENTE_EVENT_H

#include "actor/actor.h"
#include "when/when.h"

enum aspect {ASPECT_NEGATED = 1, ASPECT_FUTURE = 2, ASPECT_HYPOTHETICAL = 4, ASPECT_HISTORICAL = 8, ASPECT_QUOTED = 16};

struct participant {
    str text;
    uint32_t start, end;            /* bytes in the sentence's text */
    str actor, name, country, sector, region, how;
};
struct participant_list {struct participant *at; size_t len, room;};
struct quantity {str text; double low, high; str unit;};    /* high is INFINITY for "more than 200"; JSON writes "" then */
struct quantity_list {struct quantity *at; size_t len, room;};

struct event {
    char id[17];                    /* 16 hex digits: hash of page, sentence and frame */
    str page;
    uint32_t article, sentence, paragraph;
    uint32_t sentence_start;        /* byte of the sentence in its paragraph */
    str text;                       /* the sentence */
    str type, mode;                 /* PLOVER; type "" for CAMEO 01 (statements) */
    struct str_list contexts;
    str cameo;
    double goldstein;
    int quad;                       /* 1-4; 0 for statements */
    struct participant_list source, recipient;
    bool reciprocal;
    str trigger; uint32_t trigger_start, trigger_end; str frame;
    str date, date_to;              /* day, month or year as far as known */
    str date_from;                  /* how found: timex, landmark, content, publication, "" */
    day day_from, day_to;           /* the interval in days; DAY_NONE undated */
    str place_text, place_country, place_region, place_precision;
    double lat, lon;                /* NAN unknown */
    unsigned aspects;               /* enum aspect */
    str speaker;                    /* who is quoted, as named in the text; with its actor id */
    str speaker_actor;
    struct quantity_list quantities;
    double confidence;
    char key[17];                   /* events of the same key are reports of one event */
    struct str_list notes;
};
struct event_list {struct event *at; size_t len, room;};

struct event_date {                 /* the date of what an article tells */
    day at;                         /* DAY_NONE undated */
    enum date_precision precision;
    bool contradicts;               /* the publication date contradicts it: the article got a note */
    str how;                        /* publication, landmark, text */
};

struct event_coder;                 /* ontology and frames, mapped, shared by all threads */
bool event_open(struct event_coder **coder, struct err *err);
void event_close(struct event_coder *coder);

/* When does the content happen? From publication date, year-less and full dates and the landmarks that the text touches. Adds the note
 * date-contradicts-content to the article. Rules: data/when/landmarks.tsv and the head of event_settle.c. */
struct event_date event_settle(const struct event_coder *coder, const struct when *when, struct arena *arena, struct article *article,
                               const struct sentence *sentences,
                               size_t count, const struct mention_list *mentions, const struct timex_list *times);

struct event_options {bool statements;};
struct event_uncoded {uint32_t sentence; str text, frame, slot;};    /* a sentence with an actor and no event; the nearest frame and the slot that failed */
struct event_uncoded_list {struct event_uncoded *at; size_t len, room;};

/* Quick look before a tree is paid for: may this sentence hold an event (some trigger lemma of the frames is there)? */
bool event_gate(const struct event_coder *coder, const struct sentence *sentence);
/* Adds the article's events in order of sentence and trigger. uncoded may be NULL. */
void event_code(const struct event_coder *coder, const struct actor *actor, struct arena *arena, const struct article *article,
                const struct sentence *sentences, size_t count, const struct mention_list *mentions, const struct timex_list *times,
                const struct when *when, const struct event_date *date, const struct event_options *options, struct event_list *list,
                struct event_uncoded_list *uncoded);
/* The record as one JSON object without line end. */
void event_write(const struct event *event, struct json_out *out);
/* Every step of coding one sentence, for `triggers --why`. */
void event_why(const struct event_coder *coder, const struct actor *actor, struct arena *arena, const struct sentence *sentence,
               const struct mention_list *mentions, struct buf *out);

struct event_type {str type; int quad; double score; str definition;};    /* PLOVER roots, in the table's order */
size_t event_type_count(const struct event_coder *coder);
struct event_type event_type_at(const struct event_coder *coder, size_t index);
/* Checks the tables below folder (data/event) and runs every example of the frames; problems to out; gives their number. */
size_t event_lint(struct arena *arena, const char *folder, const struct text *text, const struct actor *actor, struct buf *out);
enum event_report {EVENT_UNUSED, EVENT_CONFLICTS};
void event_frames_report(const struct event_coder *coder, struct arena *arena, enum event_report report, struct buf *out);

#endif
