/* site_similar.c: the index of similar articles, shared by all threads: many may ask at once, one may add.
 *
 * At the start the index that `entente add` left in DIR/index/similar.bin is loaded; where it is missing or damaged, or articles
 * were taken away since, it is built anew from the store. What the store has had since is streamed in before the next answer.
 */

#include "site/site_system.h"

#include <stdio.h>
#include <stdlib.h>

#include "site/site_private.h"

struct site_similar {
    pthread_rwlock_t lock;
    struct story_index *index;
    uint64_t generation;            /* of the store when the index was last brought up to date */
    bool current;
};

bool site_similar_open(struct site_similar **similar, const char *folder, struct err *err)
{
    char path[1024];
    struct site_similar *made = calloc(1, sizeof *made);
    *similar = made;
    if (!made)
        return err_fail(err, ERR_MEMORY, "", "Out of memory.");
    pthread_rwlock_init(&made->lock, NULL);
    snprintf(path, sizeof path, "%s/index/similar.bin", folder);
    if (!story_index_load(&made->index, path, NULL) && !(made->index = story_index_make()))
        return err_fail(err, ERR_MEMORY, "", "Out of memory.");
    return true;
}

void site_similar_close(struct site_similar *similar)
{
    if (!similar)
        return;
    story_index_free(similar->index);
    pthread_rwlock_destroy(&similar->lock);
    free(similar);
}

struct adding {struct story_index *index; struct err *err; bool failed;};

static bool add(void *context, const struct store_streamed *streamed)
{
    struct adding *adding = context;
    struct story_document document = {.id = streamed->id, .article = streamed->article, .at = streamed->at, .actors = streamed->actors,
                                      .types = streamed->types};
    if (story_index_add(adding->index, &document, adding->err))
        return true;
    adding->failed = true;
    return false;
}

static bool bring_up(struct site_similar *similar, struct store *store, struct err *err)
{
    uint64_t last, check, removals = store_removals(store);
    story_index_marks(similar->index, &last, &check);
    if (check != removals) {
        struct story_index *anew = story_index_make();
        if (!anew)
            return err_fail(err, ERR_MEMORY, "", "Out of memory.");
        story_index_free(similar->index);
        similar->index = anew;
        last = 0;
    }
    struct arena *arena = arena_make(SITE_ARENA_MAX);
    if (!arena)
        return err_fail(err, ERR_MEMORY, "", "Out of memory.");
    struct adding adding = {similar->index, err, false};
    bool done = store_stream(store, arena, last, add, &adding, &last, err) && !adding.failed;
    arena_free(arena);
    story_index_mark(similar->index, last, removals);
    return done;
}

bool site_similar_refresh(struct site_similar *similar, struct store *store, uint64_t generation, struct err *err)
{
    pthread_rwlock_rdlock(&similar->lock);
    bool current = similar->current && similar->generation >= generation;
    pthread_rwlock_unlock(&similar->lock);
    if (current)
        return true;
    pthread_rwlock_wrlock(&similar->lock);
    bool done = (similar->current && similar->generation >= generation) || bring_up(similar, store, err);
    if (done && (!similar->current || similar->generation < generation))
        similar->generation = generation;
    similar->current = similar->current || done;
    pthread_rwlock_unlock(&similar->lock);
    return done;
}

struct finding {struct request *request; int64_t article; size_t limit; struct story_similar_list *list; bool *found; bool done;};

static void find_stage(void *job)
{
    struct finding *finding = job;
    finding->done = story_similar(finding->request->similar->index, finding->request->arena, finding->article, finding->limit,
                                  finding->list,
                                  finding->found, finding->request->err);
}

bool site_similar_find(struct request *request, int64_t article, size_t limit, struct story_similar_list *list, bool *found)
{
    struct finding finding = {request, article, limit, list, found, false};
    pthread_rwlock_rdlock(&request->similar->lock);
    /* A door of its own: a jump out of here must not pass the lock. */
    bool kept = arena_try(request->arena, find_stage, &finding, request->err);
    pthread_rwlock_unlock(&request->similar->lock);
    return kept && finding.done;
}

/* The reason with names instead of ids: "same actors: Alexander Lukashenko, Smolensk region; 2 days later". */
static str reason_of(struct request *request, const struct story_similar *similar)
{
    struct buf out = buf_make(request->arena);
    bool actors = similar->reason == STORY_SAME_ACTORS || similar->term_count == 0;
    size_t count = actors ? similar->actor_count : similar->term_count;
    buf_add(&out, str_from(story_reason_name(similar->reason)));
    for (size_t i = 0; i < count && i < 4; i++)
        buf_printf(&out, "%s %.*s", i ? "," : ":", STR_ARG(actors ? part_actor_name(request, similar->actors[i]) : similar->terms[i]));
    if (similar->days == 0)
        buf_add(&out, STR("; the same day"));
    else if (similar->days != INT32_MAX)
        buf_printf(&out, "; %.*s %s", STR_ARG(words_distance(request->arena, similar->days)), similar->days > 0 ? "later" : "earlier");
    return buf_take(&out);
}

bool part_similar(struct request *request, struct html *html, const struct story_similar_list *list, size_t limit)
{
    size_t shown = 0;
    html_open_class(html, TAG_UL, "list");
    for (size_t i = 0; i < list->len && shown < limit; i++) {
        struct store_article article;
        bool found = false;
        if (!store_article(request->store, request->arena, list->at[i].id, 0, &article, &found, request->err))
            return false;
        if (!found)                                       /* taken away since the index was read */
            continue;
        shown++;
        html_open(html, TAG_LI);
        html_link(html, "t", site_path_number(request, "article", article.id),
                  article.article.title.len ? article.article.title : STR("Without a title"));
        html_open_class(html, TAG_P, "why");
        if (article.published != DAY_NONE) {
            part_time_short(request, html, article.published);
            html_say(html, " · ");
        }
        if (article.contradicts && article.at != DAY_NONE && article.precision != DATE_NONE)
            html_printf(html, "text of %.*s · ", STR_ARG(words_date_known(request->arena, article.at, article.precision)));
        html_text(html, reason_of(request, &list->at[i]));
        if (article.article.image.credit.len)
            html_printf(html, " · Image: %.*s, not loaded", STR_ARG(article.article.image.credit));
        html_close(html, TAG_P);
        html_close(html, TAG_LI);
    }
    html_close(html, TAG_UL);
    return true;
}
