/* story_similar.c: which articles are similar to this one, and why?
 *
 * Every posting of the asked text's features adds to the score of its document: cosine of the weights idf x tf / (tf + SATURATION) for words
 * (the saturation of BM25, Robertson and Zaragoza 2009), of idf for actors and types. The CANDIDATES_MAX best and all that share a band of the
 * MinHash are looked at closely: true overlap of shingles (resemblance and containment, Broder 1997), days between, the reason.
 * Features that stand in more than COMMON_SHARE of many documents are passed over: they tell nothing and cost most.
 *
 * Reasons, the first that holds: near duplicate (half of the shingles shared, or nearly all of the shorter text), same story (like words within
 * STORY_DAYS, or the same actors on the same days), same actors, background. Numbers are a first choice by hand, see tests/story.
 */
#include "story/story_private.h"

#include <libstemmer.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define SATURATION 1.2
#define COMMON_SHARE 0.5
#define COMMON_LEAST 200            /* documents from which on common features are passed over */
#define CANDIDATES_MAX 200
#define DUPLICATE_RESEMBLANCE 0.5
#define DUPLICATE_CONTAINMENT 0.8
#define DUPLICATE_SHINGLES 12       /* shorter texts are no duplicates by chance: they need all of it */
#define STORY_COSINE 0.22
#define STORY_DAYS 14
#define ACTORS_COSINE 0.45
#define LEAST_TEXT 0.06
#define WEIGHT_TEXT 0.65
#define WEIGHT_ACTORS 0.28
#define WEIGHT_TYPES 0.07
#define TIME_SHARE 0.25             /* of the score that fades with the days between */
#define TIME_DAYS 45.0
#define TIME_UNKNOWN 0.6

const char *story_reason_name(enum story_reason reason)
{
    static const char *const names[] = {"near duplicate", "same story", "same actors", "background"};
    return names[reason];
}

double story_resemblance(const uint32_t *a, uint32_t count_a, const uint32_t *b, uint32_t count_b, double *containment)
{
    uint32_t shared = 0, i = 0, j = 0, less = count_a < count_b ? count_a : count_b;
    while (i < count_a && j < count_b) {
        if (a[i] == b[j])
            shared++;
        if (a[i] <= b[j])
            j += a[i++] == b[j];
        else
            j++;
    }
    *containment = less > 0 ? (double)shared / less : 0;
    return count_a + count_b > shared ? (double)shared / (count_a + count_b - shared) : 0;
}

/* Sums for each document; text, actors, types. */
struct sums {float text, actors, types; bool band, seen;};

struct asked {
    const struct story_index *index;
    struct arena *arena;
    const struct story_features *features;
    int64_t self;                   /* its own id in the index, or 0 */
    struct sums *sums;              /* by document */
    struct {uint32_t *at; size_t len, room;} touched;
    double norms[3];
    size_t limit;
    struct story_similar_list *list;
};

static double similar_idf(const struct story_index *index, uint32_t live)
{
    double n = (double)index->live;
    return log(1 + (n + 1 - live) / (live + 0.5));
}

static double similar_weight(enum feature_kind kind, double idf, double count)
{
    return kind == FEATURE_TERM ? idf * count / (count + SATURATION) : kind == FEATURE_ACTOR ? idf * count : idf;
}

static int similar_part(enum feature_kind kind)
{
    return kind == FEATURE_TERM ? 0 : kind == FEATURE_ACTOR ? 1 : 2;
}

static bool similar_common(const struct story_index *index, const struct feature *feature)
{
    return index->live >= COMMON_LEAST && feature->live > COMMON_SHARE * (double)index->live;
}

static void similar_touch(struct asked *asked, uint32_t document)
{
    if (!asked->sums[document].seen) {
        asked->sums[document].seen = true;
        *LIST_ADD(asked->arena, &asked->touched) = document;
    }
}

static void similar_sum(struct asked *asked)
{
    for (size_t i = 0; i < asked->features->list.len; i++) {
        const struct told *told = &asked->features->list.at[i];
        enum feature_kind kind = (enum feature_kind)told->key.at[0];
        const uint64_t *place = map_find(&asked->index->features, told->key);
        const struct feature *feature = place != NULL ? story_feature(asked->index, *place) : NULL;
        double idf = similar_idf(asked->index, feature != NULL ? feature->live : 0), mine = similar_weight(kind, idf, told->count);
        if (kind != FEATURE_BAND && (feature == NULL || !similar_common(asked->index, feature)))
            asked->norms[similar_part(kind)] += mine * mine;
        if (feature == NULL || similar_common(asked->index, feature))
            continue;
        for (size_t k = 0; k < feature->len; k++) {
            struct sums *sums = &asked->sums[feature->at[k].document];
            similar_touch(asked, feature->at[k].document);
            float product = (float)(mine * similar_weight(kind, idf, feature->at[k].count));
            if (kind == FEATURE_TERM)
                sums->text += product;
            else if (kind == FEATURE_ACTOR)
                sums->actors += product;
            else if (kind == FEATURE_TYPE)
                sums->types += product;
            else
                sums->band = true;
        }
    }
}

struct candidate {uint32_t document; double score; bool band;};

static int similar_by_score(const void *a, const void *b)
{
    const struct candidate *x = a, *y = b;
    if (x->band != y->band)
        return x->band ? -1 : 1;
    if (x->score != y->score)
        return x->score > y->score ? -1 : 1;
    return x->document < y->document ? -1 : x->document > y->document;
}

static double similar_cosine(double product, double mine, double other)
{
    return mine > 0 && other > 0 ? fmin(1, product / sqrt(mine * other)) : 0;
}

static void similar_norms(const struct story_index *index, const struct document *document, double norms[3])
{
    norms[0] = norms[1] = norms[2] = 0;
    for (uint32_t i = 0; i < document->feature_count; i++) {
        const struct feature *feature = story_feature(index, document->features[i].feature);
        enum feature_kind kind = (enum feature_kind)feature->key.at[0];
        if (kind == FEATURE_BAND || similar_common(index, feature))
            continue;
        double weight = similar_weight(kind, similar_idf(index, feature->live), document->features[i].count);
        norms[similar_part(kind)] += weight * weight;
    }
}

/* ---- What is shared ---- */

struct shared {str text; double weight;};

static int similar_by_weight(const void *a, const void *b)
{
    const struct shared *x = a, *y = b;
    if (x->weight != y->weight)
        return x->weight > y->weight ? -1 : 1;
    return str_cmp(x->text, y->text);
}

static void similar_shared(const struct asked *asked, const struct document *document, struct story_similar *out)
{
    struct {struct shared *at; size_t len, room;} terms = {0}, actors = {0};
    struct map theirs = map_make(asked->arena);
    for (uint32_t i = 0; i < document->feature_count; i++)
        *map_at(&theirs, story_feature(asked->index, document->features[i].feature)->key, NULL) = document->features[i].feature + 1;
    for (size_t i = 0; i < asked->features->list.len; i++) {
        const struct told *told = &asked->features->list.at[i];
        const uint64_t *place = map_find(&theirs, told->key);
        if (place == NULL)
            continue;
        const struct feature *feature = story_feature(asked->index, *place - 1);
        double idf = similar_idf(asked->index, feature->live);
        if (told->key.at[0] == FEATURE_TERM && told->key.len > 3)
            *LIST_ADD(asked->arena, &terms) = (struct shared){told->surface, idf * idf * told->count / (told->count + SATURATION)};
        else if (told->key.at[0] == FEATURE_ACTOR && told->count >= 1)
            *LIST_ADD(asked->arena, &actors) = (struct shared){told->surface, idf};
    }
    if (terms.len > 1)
        qsort(terms.at, terms.len, sizeof *terms.at, similar_by_weight);
    if (actors.len > 1)
        qsort(actors.at, actors.len, sizeof *actors.at, similar_by_weight);
    for (size_t i = 0; i < terms.len && out->term_count < STORY_SHARED_MAX; i++)
        out->terms[out->term_count++] = terms.at[i].text;
    for (size_t i = 0; i < actors.len && out->actor_count < STORY_SHARED_MAX; i++)
        out->actors[out->actor_count++] = actors.at[i].text;
}

static str similar_why(struct arena *arena, const struct story_similar *s, double overlap)
{
    struct buf out = buf_make(arena);
    buf_printf(&out, "%s", story_reason_name(s->reason));
    if (s->reason == STORY_NEAR_DUPLICATE)
        buf_printf(&out, ": %.0f%% of the text in common", overlap * 100);
    else {
        const str *words = s->reason == STORY_SAME_ACTORS && s->actor_count > 0 ? s->actors : s->terms;
        size_t count = s->reason == STORY_SAME_ACTORS && s->actor_count > 0 ? s->actor_count : s->term_count;
        for (size_t i = 0; i < count && i < 4; i++)
            buf_printf(&out, "%s%.*s", i == 0 ? ": " : ", ", STR_ARG(words[i]));
    }
    if (s->days == 0)
        buf_add(&out, STR("; the same day"));
    else if (s->days != INT32_MAX)
        buf_printf(&out, "; %d day%s %s", abs(s->days), abs(s->days) == 1 ? "" : "s", s->days < 0 ? "earlier" : "later");
    return buf_take(&out);
}

/* Looks closely at one candidate; false where it is not similar enough to be shown. */
static bool similar_one(const struct asked *asked, const struct candidate *candidate, struct story_similar *out)
{
    const struct document *document = &asked->index->documents.at[candidate->document];
    const struct sums *sums = &asked->sums[candidate->document];
    const struct story_features *mine = asked->features;
    double norms[3], containment;
    similar_norms(asked->index, document, norms);
    double text = similar_cosine(sums->text, asked->norms[0], norms[0]), actors = similar_cosine(sums->actors, asked->norms[1], norms[1]);
    double types = similar_cosine(sums->types, asked->norms[2], norms[2]);
    double resemblance = story_resemblance(mine->shingles, mine->shingle_count, document->shingles, document->shingle_count, &containment);
    *out = (struct story_similar){.id = document->id, .days = INT32_MAX};
    if (mine->at != DAY_NONE && document->at != DAY_NONE)
        out->days = document->at - mine->at;
    int apart = out->days == INT32_MAX ? INT32_MAX : abs(out->days);
    bool parts = asked->norms[1] > 0 && norms[1] > 0;    /* a text without actors is judged by its words alone */
    double score = parts ? WEIGHT_TEXT * text + WEIGHT_ACTORS * actors + WEIGHT_TYPES * types : text;
    double near = apart == INT32_MAX ? TIME_UNKNOWN : exp(-apart / TIME_DAYS);
    out->score = score * (1 - TIME_SHARE + TIME_SHARE * near);
    bool enough = mine->shingle_count >= DUPLICATE_SHINGLES && document->shingle_count >= DUPLICATE_SHINGLES;
    if (enough ? resemblance >= DUPLICATE_RESEMBLANCE || containment >= DUPLICATE_CONTAINMENT : resemblance == 1 && text > 0.99) {
        out->reason = STORY_NEAR_DUPLICATE;
        out->score = fmax(resemblance, containment);
    } else if ((text >= STORY_COSINE && apart <= STORY_DAYS) || (text >= STORY_COSINE * 1.6 && apart == INT32_MAX)
               || (apart <= 3 && actors >= 0.6 && types >= 0.5 && text >= STORY_COSINE / 2))
        out->reason = STORY_SAME_STORY;
    else if (actors >= ACTORS_COSINE)
        out->reason = STORY_SAME_ACTORS;
    else
        out->reason = STORY_BACKGROUND;
    if (out->reason == STORY_BACKGROUND && text < LEAST_TEXT)
        return false;
    similar_shared(asked, document, out);
    out->why = similar_why(asked->arena, out, fmax(resemblance, containment));
    return true;
}

static int similar_best(const void *a, const void *b)
{
    const struct story_similar *x = a, *y = b;
    bool twin_x = x->reason == STORY_NEAR_DUPLICATE, twin_y = y->reason == STORY_NEAR_DUPLICATE;
    if (twin_x != twin_y)
        return twin_x ? -1 : 1;
    if (x->score != y->score)
        return x->score > y->score ? -1 : 1;
    return x->id < y->id ? -1 : x->id > y->id;
}

static void similar_find(struct asked *asked)
{
    const struct story_index *index = asked->index;
    asked->sums = ARENA_ARRAY(asked->arena, struct sums, index->documents.len + 1);
    similar_sum(asked);
    struct candidate *candidates = ARENA_ARRAY(asked->arena, struct candidate, asked->touched.len + 1);
    size_t count = 0;
    for (size_t i = 0; i < asked->touched.len; i++) {
        const struct document *document = &index->documents.at[asked->touched.at[i]];
        const struct sums *sums = &asked->sums[asked->touched.at[i]];
        if (document->live && document->id != asked->self)    /* a first order without the other's length, by its square root of features */
            candidates[count++] = (struct candidate){asked->touched.at[i], (sums->text + sums->actors) / sqrt(document->feature_count + 1.0), sums->band};
    }
    if (count > 1)
        qsort(candidates, count, sizeof *candidates, similar_by_score);
    for (size_t i = 0; i < count && i < CANDIDATES_MAX; i++) {
        struct story_similar one;
        if (similar_one(asked, &candidates[i], &one))
            *LIST_ADD(asked->arena, asked->list) = one;
    }
    if (asked->list->len > 1)
        qsort(asked->list->at, asked->list->len, sizeof *asked->list->at, similar_best);
    if (asked->list->len > asked->limit)
        asked->list->len = asked->limit;
}

/* ---- Public ---- */

struct similar_job {struct asked asked; struct sb_stemmer *stemmer; const struct story_document *document; const struct document *known;};

/* The features of a stored document as if they had just been read; words as first seen in the index. */
static void similar_known(struct similar_job *job, struct story_features *features)
{
    const struct document *known = job->known;
    *features = (struct story_features){.id = known->id, .at = known->at, .shingles = known->shingles, .shingle_count = known->shingle_count};
    for (uint32_t i = 0; i < known->feature_count; i++) {
        const struct feature *feature = story_feature(job->asked.index, known->features[i].feature);
        *LIST_ADD(job->asked.arena, &features->list) = (struct told){feature->key, feature->surface, known->features[i].count};
    }
}

static void similar_stage(void *context)
{
    struct similar_job *job = context;
    struct story_features features;
    if (job->known != NULL)
        similar_known(job, &features);
    else
        story_features_read(job->asked.arena, job->stemmer, job->document, &features);
    job->asked.features = &features;
    similar_find(&job->asked);
}

bool story_similar(const struct story_index *index, struct arena *arena, int64_t id, size_t limit, struct story_similar_list *list, bool *found,
                   struct err *err)
{
    struct similar_job job = {.asked = {.index = index, .arena = arena, .self = id, .limit = limit, .list = list}, .known = story_document_find(index, id)};
    *list = (struct story_similar_list){0};
    *found = job.known != NULL;
    return !*found || arena_try(arena, similar_stage, &job, err);
}

bool story_similar_to(const struct story_index *index, struct arena *arena, const struct story_document *document, size_t limit,
                      struct story_similar_list *list, struct err *err)
{
    struct similar_job job = {.asked = {.index = index, .arena = arena, .limit = limit, .list = list}, .document = document};
    *list = (struct story_similar_list){0};
    job.stemmer = story_stemmer_open(document->article->lang);
    bool right = arena_try(arena, similar_stage, &job, err);
    sb_stemmer_delete(job.stemmer);
    return right;
}

struct story_document story_document_of(struct arena *arena, const struct coded_article *coded)
{
    struct story_document document = {.article = &coded->article, .at = coded->date.at};
    struct map seen = map_make(arena);
    bool added;
    for (size_t i = 0; i < coded->events.len; i++) {
        const struct event *event = &coded->events.at[i];
        const struct participant_list *sides[2] = {&event->source, &event->recipient};
        for (int side = 0; side < 2; side++)
            for (size_t k = 0; k < sides[side]->len; k++) {
                str id = sides[side]->at[k].actor;
                map_at(&seen, arena_printf(arena, "a%.*s", STR_ARG(id)), &added);
                if (added && id.len > 0)
                    *LIST_ADD(arena, &document.actors) = id;
            }
        map_at(&seen, arena_printf(arena, "t%.*s", STR_ARG(event->type)), &added);
        if (added && event->type.len > 0)
            *LIST_ADD(arena, &document.types) = event->type;
    }
    return document;
}
