/* story.h: which articles are similar, and why: near duplicates, the same story, the same actors, background.
 *
 * An index in memory over what the caller streams in (this room knows no database): terms of title and paragraphs, actors and event
 * types, MinHash of the text. Adding and asking must not overlap; many threads may ask at once, each with an arena of its own.
 * Use: story_index_load; where it fails begin with story_index_make; story_index_add what is new since the mark; story_index_mark; story_index_save.
 */
#ifndef ENTENTE_STORY_H
#define ENTENTE_STORY_H

#include "coder/coder.h"

struct story_document {
    int64_t id;                     /* 1 or more; adding a known id replaces it */
    const struct article *article;  /* title, paragraphs, lang are read */
    day at;                         /* of the content; DAY_NONE */
    struct str_list actors, types;  /* actor ids, PLOVER types of its events */
};
/* Of a text that was just coded and is not stored: ids and types from its events. Borrows coded. */
struct story_document story_document_of(struct arena *arena, const struct coded_article *coded);

struct story_index;
struct story_index *story_index_make(void);               /* NULL: no memory */
void story_index_free(struct story_index *index);         /* NULL is allowed */
bool story_index_add(struct story_index *index, const struct story_document *document, struct err *err);
bool story_index_remove(struct story_index *index, int64_t id);    /* false where unknown */
size_t story_index_count(const struct story_index *index);
/* A number that the caller wants back with the file: how far its source had been read, and what else must be equal. */
void story_index_mark(struct story_index *index, uint64_t last, uint64_t check);
void story_index_marks(const struct story_index *index, uint64_t *last, uint64_t *check);

/* path: DIR/index/similar.bin. Loading fails with ERR_DATA for a missing, damaged or older file: then build anew. *index NULL on failure. */
bool story_index_save(const struct story_index *index, const char *path, struct err *err);
bool story_index_load(struct story_index **index, const char *path, struct err *err);

enum story_reason {STORY_NEAR_DUPLICATE, STORY_SAME_STORY, STORY_SAME_ACTORS, STORY_BACKGROUND};
const char *story_reason_name(enum story_reason reason);  /* "near duplicate", "same story", "same actors", "background" */
#define STORY_SHARED_MAX 6
struct story_similar {
    int64_t id;
    double score;                   /* 0-1; near duplicates have the share of text in common */
    enum story_reason reason;
    int days;                       /* its day minus the asked one's; INT32_MAX where one is undated */
    str terms[STORY_SHARED_MAX]; size_t term_count;      /* shared words as they stand in the asked text, the most telling first */
    str actors[STORY_SHARED_MAX]; size_t actor_count;    /* shared actor ids, the rarest first */
    str why;                        /* a short line for people: "same story: forum, provinces, Matvienko; 2 days later" */
};
struct story_similar_list {struct story_similar *at; size_t len, room;};
/* The articles most similar to id, best first (near duplicates before others), at most limit. *found false: not in the index. */
bool story_similar(const struct story_index *index, struct arena *arena, int64_t id, size_t limit, struct story_similar_list *list, bool *found,
                   struct err *err);
/* The same for a text that is not in the index. */
bool story_similar_to(const struct story_index *index, struct arena *arena, const struct story_document *document, size_t limit,
                      struct story_similar_list *list, struct err *err);

#endif
