/* story_index.c: the index in memory: documents come, are replaced and go; and to and from a file.
 *
 * Postings only grow at their ends, so adding costs what the document is long. A removed document stays in the lists, marked, until the
 * index is written and read again. The file is a pack (base/pack.h) of format STORY_FORMAT with the sections
 *   head       last, check (8 bytes each), documents D, features F (8 each)
 *   documents  D x 32: id (8), day (4), feature_count (4), shingle_count (4), 12 bytes of 0
 *   counts     of all documents one after another: feature (4), count (4, float)
 *   shingles   of all documents one after another (4 each)
 *   lengths    F x 8: length of key (4), of surface (4);    texts  of all features one after another
 */
#include "story/story_private.h"
#include "base/pack.h"

#include <libstemmer.h>
#include <stdlib.h>
#include <string.h>

struct story_index *story_index_make(void)
{
    struct story_index *index = calloc(1, sizeof *index);
    if (index == NULL)
        return NULL;
    index->arena = arena_make(0);
    if (index->arena == NULL) {
        free(index);
        return NULL;
    }
    index->features = map_make(index->arena);
    index->ids = map_make(index->arena);
    return index;
}

void story_index_free(struct story_index *index)
{
    if (index == NULL)
        return;
    arena_free(index->arena);
    free(index);
}

size_t story_index_count(const struct story_index *index)
{
    return index->live;
}

void story_index_mark(struct story_index *index, uint64_t last, uint64_t check)
{
    index->last = last;
    index->check = check;
}

void story_index_marks(const struct story_index *index, uint64_t *last, uint64_t *check)
{
    *last = index->last;
    *check = index->check;
}

struct document *story_document_find(const struct story_index *index, int64_t id)
{
    const uint64_t *place = map_find(&index->ids, (str){(const char *)&id, sizeof id});
    return place != NULL && index->documents.at[*place].live ? &index->documents.at[*place] : NULL;
}

bool story_index_remove(struct story_index *index, int64_t id)
{
    struct document *document = story_document_find(index, id);
    if (document == NULL)
        return false;
    document->live = false;
    index->live--;
    for (uint32_t i = 0; i < document->feature_count; i++)
        story_feature(index, document->features[i].feature)->live--;
    return true;
}

/* Room for one more feature behind the last; it counts when feature_count does. */
static struct feature *feature_new(struct story_index *index)
{
    size_t block = index->feature_count / STORY_BLOCK;
    if (index->feature_count % STORY_BLOCK == 0) {
        if (block == index->block_room)
            index->blocks = arena_list_grow(index->arena, index->blocks, sizeof *index->blocks, &index->block_room);
        index->blocks[block] = ARENA_ARRAY(index->arena, struct feature, STORY_BLOCK);
    }
    return story_feature(index, index->feature_count);
}

static uint32_t index_feature(struct story_index *index, str key, str surface)
{
    const uint64_t *place = map_find(&index->features, key);
    if (place != NULL)
        return (uint32_t)*place;
    struct feature feature = {.key = arena_str(index->arena, key), .surface = surface.len ? arena_str(index->arena, surface) : STR("")};
    struct feature *slot = feature_new(index);
    *map_at(&index->features, feature.key, NULL) = index->feature_count;
    *slot = feature;
    return (uint32_t)index->feature_count++;
}

/* A piece for 2^size postings: one that another list has left, or a new one. */
static struct posting *postings_take(struct story_index *index, unsigned size)
{
    void *spare = index->spare[size];
    if (spare == NULL)
        return arena_alloc_raw(index->arena, sizeof(struct posting) << size);
    memcpy(&index->spare[size], spare, sizeof spare);
    return spare;
}

/* Most features stand in one or two documents: a list begins with two places (as much as the arena gives at least) and grows twofold; what it
 * leaves is kept for others, since an arena frees nothing. */
static void feature_post(struct story_index *index, struct feature *feature, struct posting posting)
{
    if (feature->len == feature->room) {
        unsigned size = 1;
        while (((size_t)1 << size) <= feature->room)
            size++;
        if (size >= STORY_CLASSES)
            size = STORY_CLASSES - 1;    /* 2^31 documents: the arena has ended long before */
        struct posting *more = postings_take(index, size);
        if (feature->room > 0) {
            memcpy(more, feature->at, feature->len * sizeof *more);
            memcpy(feature->at, &index->spare[size - 1], sizeof(void *));
            index->spare[size - 1] = feature->at;
        }
        feature->at = more;
        feature->room = (size_t)1 << size;
    }
    feature->at[feature->len++] = posting;
}

/* The document's features are in place: into the postings, and known by its id. */
static void index_enter(struct story_index *index, uint32_t number)
{
    struct document *document = &index->documents.at[number];
    for (uint32_t i = 0; i < document->feature_count; i++) {
        struct feature *feature = story_feature(index, document->features[i].feature);
        feature_post(index, feature, (struct posting){number, document->features[i].count});
        feature->live++;
    }
    str key = arena_str(index->arena, (str){(const char *)&document->id, sizeof document->id});
    *map_at(&index->ids, key, NULL) = number;
    document->live = true;
    index->live++;
}

void story_index_put(struct story_index *index, const struct story_features *features)
{
    story_index_remove(index, features->id);
    struct document document = {.id = features->id, .at = features->at, .feature_count = (uint32_t)features->list.len,
                                .shingle_count = features->shingle_count};
    document.features = ARENA_ARRAY(index->arena, struct counted, features->list.len + 1);
    for (size_t i = 0; i < features->list.len; i++)
        document.features[i] = (struct counted){index_feature(index, features->list.at[i].key, features->list.at[i].surface), features->list.at[i].count};
    document.shingles = ARENA_ARRAY(index->arena, uint32_t, features->shingle_count + 1);
    if (features->shingle_count > 0)
        memcpy(document.shingles, features->shingles, features->shingle_count * sizeof *document.shingles);
    *LIST_ADD(index->arena, &index->documents) = document;
    index_enter(index, (uint32_t)index->documents.len - 1);
}

struct index_job {
    struct story_index *index;
    struct arena *scratch;
    struct sb_stemmer *stemmer;
    const struct story_document *document;
    struct story_features features;
};

static void index_read(void *context)
{
    struct index_job *job = context;
    story_features_read(job->scratch, job->stemmer, job->document, &job->features);
}

static void index_put(void *context)
{
    struct index_job *job = context;
    story_index_put(job->index, &job->features);
}

bool story_index_add(struct story_index *index, const struct story_document *document, struct err *err)
{
    if (index->broken)
        return err_fail(err, ERR_MEMORY, "", "the index of similar articles has run out of memory before; build it anew");
    if (document->id <= 0)
        return err_fail(err, ERR_USAGE, "", "an article of the index needs an id above 0");
    struct index_job job = {.index = index, .scratch = arena_make(0), .document = document};
    if (job.scratch == NULL)
        return err_fail(err, ERR_MEMORY, "", "not enough memory to compare articles");
    job.stemmer = story_stemmer_open(document->article->lang);
    bool right = arena_try(job.scratch, index_read, &job, err);
    sb_stemmer_delete(job.stemmer);
    if (right && !arena_try(index->arena, index_put, &job, err))    /* lists that grew within are gone: nothing here may be used again */
        right = false, index->broken = true;
    arena_free(job.scratch);
    return right;
}

/* ---- The file ---- */

struct file_head {uint64_t last, check, documents, features;};
struct file_document {int64_t id; int32_t at; uint32_t features, shingles, zero[3];};
struct file_lengths {uint32_t key, surface;};

struct file_job {
    const struct story_index *index;
    struct story_index *into;
    struct arena *arena;
    const char *path;
    struct pack pack;
    struct err *err;
    bool right;
};

/* Room for all that will be written, so that nothing is copied when it grows. */
static void file_room(const struct story_index *index, struct buf *counts, struct buf *shingles, struct buf *texts)
{
    for (size_t i = 0; i < index->documents.len; i++) {
        counts->room += index->documents.at[i].live ? index->documents.at[i].feature_count * sizeof(struct counted) : 0;
        shingles->room += index->documents.at[i].live ? index->documents.at[i].shingle_count * sizeof(uint32_t) : 0;
    }
    for (size_t i = 0; i < index->feature_count; i++)
        texts->room += story_feature(index, i)->key.len + story_feature(index, i)->surface.len;
    struct buf *all[] = {counts, shingles, texts};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        all[i]->at = arena_alloc_raw(all[i]->arena, all[i]->room += 16);
}

static void file_save(void *context)
{
    struct file_job *job = context;
    const struct story_index *index = job->index;
    struct pack_out out = {.arena = job->arena, .format = STORY_FORMAT};
    struct file_head head = {index->last, index->check, index->live, index->feature_count};
    struct file_document *documents = ARENA_ARRAY(job->arena, struct file_document, index->live + 1);
    struct file_lengths *lengths = ARENA_ARRAY(job->arena, struct file_lengths, index->feature_count + 1);
    struct buf counts = buf_make(job->arena), shingles = buf_make(job->arena), texts = buf_make(job->arena);
    size_t kept = 0;
    file_room(index, &counts, &shingles, &texts);
    for (size_t i = 0; i < index->documents.len; i++) {
        const struct document *d = &index->documents.at[i];
        if (!d->live)
            continue;
        documents[kept++] = (struct file_document){.id = d->id, .at = d->at, .features = d->feature_count, .shingles = d->shingle_count};
        buf_add(&counts, (str){(const char *)d->features, d->feature_count * sizeof *d->features});
        buf_add(&shingles, (str){(const char *)d->shingles, d->shingle_count * sizeof *d->shingles});
    }
    for (size_t i = 0; i < index->feature_count; i++) {
        lengths[i] = (struct file_lengths){(uint32_t)story_feature(index, i)->key.len, (uint32_t)story_feature(index, i)->surface.len};
        buf_add(&texts, story_feature(index, i)->key);
        buf_add(&texts, story_feature(index, i)->surface);
    }
    pack_out_add(&out, "head", &head, sizeof head);
    pack_out_add(&out, "documents", documents, kept * sizeof *documents);
    pack_out_add(&out, "counts", counts.at, counts.len);
    pack_out_add(&out, "shingles", shingles.at, shingles.len);
    pack_out_add(&out, "lengths", lengths, index->feature_count * sizeof *lengths);
    pack_out_add(&out, "texts", texts.at, texts.len);
    job->right = pack_out_write(&out, job->path, job->err);
}

bool story_index_save(const struct story_index *index, const char *path, struct err *err)
{
    struct file_job job = {.index = index, .arena = arena_make(0), .path = path, .err = err};
    if (job.arena == NULL || index->broken) {
        arena_free(job.arena);
        return err_fail(err, ERR_MEMORY, path, "the index of similar articles is not whole and was not written");
    }
    bool right = arena_try(job.arena, file_save, &job, err) && job.right;
    arena_free(job.arena);
    return right;
}

static bool file_wrong(const struct file_job *job, const char *what)
{
    return err_fail(job->err, ERR_DATA, job->path, "the index of similar articles is damaged (%s); it will be built anew", what);
}

static bool file_features(struct file_job *job, uint64_t count)
{
    str lengths, texts;
    if (!pack_section(&job->pack, "lengths", sizeof(struct file_lengths), &lengths, job->err) || !pack_section(&job->pack, "texts", 0, &texts, job->err))
        return false;
    if (lengths.len != count * sizeof(struct file_lengths))
        return file_wrong(job, "lengths");
    size_t at = 0;
    for (uint64_t i = 0; i < count; i++) {
        struct file_lengths one;
        memcpy(&one, lengths.at + i * sizeof one, sizeof one);
        if (one.key > texts.len - at || one.surface > texts.len - at - one.key)
            return file_wrong(job, "texts");
        uint32_t number = index_feature(job->into, str_sub(texts, at, at + one.key), str_sub(texts, at + one.key, at + one.key + one.surface));
        if (number != i)
            return file_wrong(job, "a word twice");
        at += (size_t)one.key + one.surface;
    }
    return true;
}

static bool file_documents(struct file_job *job, const struct file_head *head)
{
    struct story_index *index = job->into;
    str documents, counts, shingles;
    if (!pack_section(&job->pack, "documents", sizeof(struct file_document), &documents, job->err)
        || !pack_section(&job->pack, "counts", sizeof(struct counted), &counts, job->err)
        || !pack_section(&job->pack, "shingles", sizeof(uint32_t), &shingles, job->err))
        return false;
    if (documents.len != head->documents * sizeof(struct file_document))
        return file_wrong(job, "documents");
    size_t count_at = 0, shingle_at = 0;
    for (uint64_t i = 0; i < head->documents; i++) {
        struct file_document one;
        memcpy(&one, documents.at + i * sizeof one, sizeof one);
        size_t count_size = (size_t)one.features * sizeof(struct counted), shingle_size = (size_t)one.shingles * sizeof(uint32_t);
        if (count_size > counts.len - count_at || shingle_size > shingles.len - shingle_at || story_document_find(index, one.id) != NULL)
            return file_wrong(job, "an article");
        struct document document = {.id = one.id, .at = one.at, .feature_count = one.features, .shingle_count = one.shingles};
        document.features = ARENA_ARRAY(index->arena, struct counted, one.features + 1);
        document.shingles = ARENA_ARRAY(index->arena, uint32_t, one.shingles + 1);
        memcpy(document.features, counts.at + count_at, count_size);
        memcpy(document.shingles, shingles.at + shingle_at, shingle_size);
        for (uint32_t k = 0; k < one.features; k++)
            if (document.features[k].feature >= head->features)
                return file_wrong(job, "a word's number");
        count_at += count_size;
        shingle_at += shingle_size;
        *LIST_ADD(index->arena, &index->documents) = document;
        index_enter(index, (uint32_t)index->documents.len - 1);
    }
    return true;
}

static void file_load(void *context)
{
    struct file_job *job = context;
    struct file_head head;
    str bytes;
    job->right = pack_section(&job->pack, "head", 0, &bytes, job->err) && (bytes.len == sizeof head || file_wrong(job, "head"));
    if (!job->right)
        return;
    memcpy(&head, bytes.at, sizeof head);
    job->into->last = head.last;
    job->into->check = head.check;
    job->right = file_features(job, head.features) && file_documents(job, &head);
}

bool story_index_load(struct story_index **index, const char *path, struct err *err)
{
    struct err own = {0};
    struct file_job job = {.into = story_index_make(), .path = path, .err = &own};
    *index = NULL;
    if (job.into == NULL)
        return err_fail(err, ERR_MEMORY, path, "not enough memory for the index of similar articles");
    bool right = pack_open(&job.pack, path, STORY_FORMAT, &own);
    if (right) {
        right = arena_try(job.into->arena, file_load, &job, &own) && job.right;
        pack_close(&job.pack);
    }
    if (right) {
        *index = job.into;
        return true;
    }
    story_index_free(job.into);
    return err_fail(err, own.code == ERR_MEMORY ? ERR_MEMORY : ERR_DATA, own.where, "%s", own.why);
}
