/* event_context.h: what the steps of coding one article share, private to event/. */
#ifndef ENTENTE_EVENT_CONTEXT_H
#define ENTENTE_EVENT_CONTEXT_H

#include "event/event_frame.h"

#define EVENT_HISTORICAL_DAYS 365    /* what happened longer before the content is background, not news */

/* Words of someone, between quotation marks, possibly over several sentences of a paragraph. */
struct quotation {
    uint32_t paragraph, start, end;    /* bytes in the paragraph, without the marks */
    uint32_t sentence;              /* the sentence in which it opens */
    bool spoken;                    /* someone says it: not a title or a word used with a doubt */
    const struct mention *speaker;  /* NULL unknown */
};
struct quotation_list {struct quotation *at; size_t len, room;};

struct event_context {
    const struct event_coder *coder;
    const struct actor *actor;
    const struct when *when;
    struct arena *arena;
    const struct article *article;
    const struct sentence *sentences;
    size_t count;
    const struct mention_list *mentions;
    const struct timex_list *times;
    const struct event_date *date;
    const struct event_options *options;
    struct quotation_list quotations;
};

/* A frame that fits at a trigger. */
struct match {
    const struct frame *frame;
    int trigger;                    /* the trigger's word */
    struct clause clause;
    struct participant_list source, recipient;
    bool indirect;                  /* an actor was found inside the slot's phrase, not at its head */
    bool collective;                /* one participant stands for several */
    bool agentless;                 /* a hostile deed whose doer is left out */
    int score;                      /* how much of the frame the sentence filled */
    uint64_t consumed[(TEXT_WORDS_MAX + 63) / 64];    /* words that belong to this match and trigger nothing else */
    const char *failed;             /* for explanations: the slot that failed */
    int failed_slot;
};

/* event_match.c: the best frame at a word; false where none fits (nearest, when not NULL, then holds the frame that came nearest). */
bool event_match(const struct event_context *context, const struct sentence *sentence, int word, struct match *best, struct match *nearest);
struct participant event_participant(const struct event_context *context, const struct mention *mention);

/* event_quote.c */
void event_quotations(struct event_context *context);
const struct quotation *event_quotation_at(const struct event_context *context, const struct sentence *sentence, int word);
const struct quotation *event_quotation_in(const struct event_context *context, const struct sentence *sentence);

/* event_aspect.c: what the clauses around a match make of it. */
struct standing {unsigned aspects; bool blocked; bool future; const struct mention *speaker; const char *why;};
struct standing event_standing(const struct event_context *context, const struct sentence *sentence, const struct match *match);

/* event_date.c: day, place; event_quantity.c: numbers. */
void event_date_find(const struct event_context *context, const struct sentence *sentence, const struct match *match, struct event *event);
void event_place_find(const struct event_context *context, const struct sentence *sentence, const struct match *match, struct event *event);
void event_quantities(const struct event_context *context, const struct sentence *sentence, const struct match *match, struct event *event);

/* Index of the sentence's first mention and first time expression (or where they would stand): both lists are in order of sentence. */
size_t event_mention_first(const struct mention_list *mentions, uint32_t sentence);
size_t event_timex_first(const struct event_context *context, uint32_t sentence);

/* The country codes of landmarks are ISO's and our own, those of actors PLOVER's: the European Union is EUE there and EUR here. */
bool event_same_country(str landmark, str actor);

/* event_ask.c: small questions that several steps ask. */
/* Do "ahead of", "in the lead-up to" and the like stand before the time expression? */
bool event_is_ahead(const struct event_coder *coder, struct arena *arena, const struct sentence *sentence, const struct timex *timex);
str event_lemma(const struct event_context *context, const struct sentence *sentence, int word);    /* lower case */
char event_pos(const struct sentence *sentence, int word);    /* 'v', 'n', 'a' or 0 */
bool event_under(const struct sentence *sentence, int word, int ancestor);    /* word is ancestor or lies below it */

#endif
