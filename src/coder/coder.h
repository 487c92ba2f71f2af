/* coder.h: the whole way of one document in one call: page, text, actors, times, date of the content, events.
 *
 * A coder holds only mapped data, so any number of threads may use one, each with an arena of its own.
 */
#ifndef ENTENTE_CODER_H
#define ENTENTE_CODER_H

#include "event/event.h"

struct coded_article {
    struct article article;         /* with the notes of all stages */
    struct event_date date;         /* of the content */
    struct sentence_list sentences;
    struct event_list events;
    struct event_uncoded_list uncoded;
    struct mention_list mentions;
    struct timex_list times;
};
struct coded_list {struct coded_article *at; size_t len, room;};

struct coder {
    struct text *text;
    struct actor *actor;
    struct when *when;
    struct event_coder *event;
};
bool coder_open(struct coder *coder, struct err *err);    /* finds and maps data/ and model/ */
void coder_close(struct coder *coder);                    /* a zeroed one is allowed */

struct coder_options {
    bool statements, uncoded;
    enum text_setting setting;      /* of the trees that events are found in */
    bool articles;                  /* the articles alone, with their notes, as `read` has them: no events; costs a fraction */
};
/* The document's articles with their events, in the arena. False for lack of memory: then nothing of the document was kept. */
bool coder_run(const struct coder *coder, struct arena *arena, const struct raw_document *document, const struct coder_options *options,
               struct coded_list *list, struct err *err);
/* A sentence alone, as `code --sentences` has it: published is its date (DAY_NONE unknown). */
bool coder_sentence(const struct coder *coder, struct arena *arena, str id, str text, day published, const struct coder_options *options,
                    struct coded_article *out, struct err *err);

#endif
