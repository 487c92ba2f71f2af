/* story_private.h: private to story/: the index in memory.
 *
 * A feature is a word's stem, an actor id (with each id above it), an event type, or a band of the MinHash: text with one letter for its kind
 * before it. All have postings in one table; a document keeps its own list of features too, for its length and to be written to a file. */
#ifndef ENTENTE_STORY_PRIVATE_H
#define ENTENTE_STORY_PRIVATE_H

#include "base/map.h"
#include "story/story.h"

#define STORY_FORMAT 1
#define STORY_WORDS_MAX 6000        /* words of a document that are looked at */
#define STORY_SHINGLE 4             /* words of a shingle */
#define STORY_SHINGLES_MAX 3000
#define STORY_HASHES 64             /* MinHash values */
#define STORY_BAND 4                /* values that must agree for a candidate: half of the text is found almost surely */
#define STORY_TITLE_WEIGHT 3
#define STORY_CLASSES 32            /* sizes of lists of postings: 2^0, 2^1 … */
#define STORY_BLOCK 4096           /* features that lie together: an array that grew twofold would take up to three times the memory */

enum feature_kind {FEATURE_TERM = 't', FEATURE_ACTOR = 'a', FEATURE_TYPE = 'e', FEATURE_BAND = 'b'};
struct posting {uint32_t document; float count;};
struct feature {str key, surface; uint32_t live; struct posting *at; size_t len, room;};    /* live: documents that are not removed */
struct counted {uint32_t feature; float count;};
struct document {
    int64_t id;
    day at;
    bool live;
    struct counted *features; uint32_t feature_count;
    uint32_t *shingles; uint32_t shingle_count;    /* sorted, each once */
};
struct story_index {
    struct arena *arena;
    struct map features;            /* key to number of a feature */
    struct feature **blocks; size_t feature_count, block_room;    /* features by number: blocks of STORY_BLOCK, which never move; see story_feature */
    struct {struct document *at; size_t len, room;} documents;
    struct map ids;                 /* id as 8 bytes to place in documents */
    size_t live;
    uint64_t last, check;
    void *spare[STORY_CLASSES];     /* memory of lists that moved on, by size: 2^k postings; each piece begins with a pointer to the next */
    bool broken;                    /* an addition ran out of memory: what is here cannot be trusted */
};

/* What a document says, before it is in any index. */
struct told {str key, surface; float count;};
struct story_features {
    int64_t id;
    day at;
    struct {struct told *at; size_t len, room;} list;
    uint32_t *shingles; uint32_t shingle_count;
};
/* Of the text's language; NULL where it has none (words are then compared as they stand). Opened outside of any door, sb_stemmer_delete closes. */
struct sb_stemmer;
struct sb_stemmer *story_stemmer_open(str lang);
/* Reads title, paragraphs, actors and types. */
void story_features_read(struct arena *arena, struct sb_stemmer *stemmer, const struct story_document *document, struct story_features *features);
/* Puts it into the index; features' texts are copied. */
void story_index_put(struct story_index *index, const struct story_features *features);
static inline struct feature *story_feature(const struct story_index *index, uint64_t number)
{
    return &index->blocks[number / STORY_BLOCK][number % STORY_BLOCK];
}
struct document *story_document_find(const struct story_index *index, int64_t id);    /* live ones; NULL */
double story_resemblance(const uint32_t *a, uint32_t count_a, const uint32_t *b, uint32_t count_b, double *containment);

#endif
