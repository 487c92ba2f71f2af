/* coder.c: one document through the whole way: the place to read first.
 *
 *   page_read        bytes to articles
 *   text_split       paragraphs to sentences, words, tags
 *   event_gate       which sentences are worth a tree; text_tree
 *   actor_find       who is named, as of the day of publication
 *   when_find        which times, counted from the day of publication
 *   event_settle     the day of the content, which may be another one: then actors and times are asked again at that day
 *   event_code       who did what to whom
 *
 * Everything lies in the caller's arena; a stage that runs out of memory leaves nothing of the document behind.
 */
#include "coder/coder.h"

bool coder_open(struct coder *coder, struct err *err)
{
    *coder = (struct coder){0};
    if (text_open(&coder->text, err) && actor_open(&coder->actor, err) && when_open(&coder->when, err) && event_open(&coder->event, err))
        return true;
    coder_close(coder);
    return false;
}

void coder_close(struct coder *coder)
{
    event_close(coder->event);
    when_close(coder->when);
    actor_close(coder->actor);
    text_close(coder->text);
    *coder = (struct coder){0};
}

struct job {
    const struct coder *coder;
    struct arena *arena;
    const struct raw_document *document;
    const struct coder_options *options;
    struct coded_list *list;
    struct coded_article *one;      /* of coder_sentence */
};

static void sentences_split(const struct coder *coder, struct arena *arena, struct coded_article *coded)
{
    for (size_t i = 0; i < coded->article.paragraphs.len; i++) {
        const struct paragraph *paragraph = &coded->article.paragraphs.at[i];
        if (paragraph->kind != PARAGRAPH_HEADING)
            text_split(coder->text, arena, paragraph->text, (uint32_t)i, &coded->sentences);
    }
    for (size_t i = 0; i < coded->sentences.len; i++)
        coded->sentences.at[i].number = (uint32_t)i;
}

static void sentence_tree(const struct coder *coder, struct arena *arena, struct sentence *sentence)
{
    if (!sentence->tree && event_gate(coder->event, sentence))
        text_tree(coder->text, arena, sentence);
}

/* The encoder reads all sentences of an article together. */
static void sentences_tree(const struct coder *coder, struct arena *arena, const struct coder_options *options, struct coded_article *coded)
{
    bool *wanted = ARENA_ARRAY(arena, bool, coded->sentences.len);
    for (size_t i = 0; i < coded->sentences.len; i++) {
        wanted[i] = event_gate(coder->event, &coded->sentences.at[i]);
        if (wanted[i] && options->setting == TEXT_FAST)
            text_tree(coder->text, arena, &coded->sentences.at[i]);
    }
    if (options->setting != TEXT_FAST)
        text_annotate(coder->text, arena, coded->sentences.at, coded->sentences.len, wanted, options->setting);
}

static void who_and_when(const struct coder *coder, struct arena *arena, struct coded_article *coded, struct when_anchor anchor)
{
    coded->mentions = (struct mention_list){0};
    coded->times = (struct timex_list){0};
    actor_find(coder->actor, arena, coded->sentences.at, coded->sentences.len, anchor.document, &coded->mentions);
    when_find(coder->when, arena, coded->sentences.at, coded->sentences.len, anchor, &coded->times);
}

static struct when_anchor article_anchor(const struct article *article)
{
    struct date published;
    return (struct when_anchor){.document = date_read_iso(article->published, &published) ? date_first(&published) : DAY_NONE};
}

static void article_settle(const struct coder *coder, struct arena *arena, struct coded_article *coded)
{
    coded->date = event_settle(coder->event, coder->when, arena, &coded->article, coded->sentences.at, coded->sentences.len, &coded->mentions,
        &coded->times);
}

/* The date of the content alone, the same as article_code finds: of the trees it needs only those of sentences that name a time. */
static void article_date(const struct coder *coder, struct arena *arena, struct coded_article *coded)
{
    sentences_split(coder, arena, coded);
    who_and_when(coder, arena, coded, article_anchor(&coded->article));
    for (size_t i = 0; i < coded->times.len; i++)
        sentence_tree(coder, arena, &coded->sentences.at[coded->times.at[i].sentence]);
    article_settle(coder, arena, coded);
}

static void article_code(const struct coder *coder, struct arena *arena, const struct coder_options *options, struct coded_article *coded)
{
    struct when_anchor anchor = article_anchor(&coded->article);
    struct event_options event_options = {.statements = options->statements};
    sentences_split(coder, arena, coded);
    sentences_tree(coder, arena, options, coded);
    who_and_when(coder, arena, coded, anchor);
    article_settle(coder, arena, coded);
    if (coded->date.at != anchor.document)
        who_and_when(coder, arena, coded, (struct when_anchor){.document = coded->date.at, .content = true});
    event_code(coder->event, coder->actor, arena, &coded->article, coded->sentences.at, coded->sentences.len, &coded->mentions, &coded->times,
        coder->when, &coded->date, &event_options, &coded->events, options->uncoded ? &coded->uncoded : NULL);
}

static bool is_coded(const struct article *article)
{
    return article->code && !str_eq(article->kind, STR("list")) && !str_eq(article->kind, STR("forum"));
}

static void document_run(void *at)
{
    struct job *job = at;
    struct article_list articles = {0};
    page_read(job->document, job->arena, &articles);
    for (size_t i = 0; i < articles.len; i++) {
        struct coded_article *coded = LIST_ADD(job->arena, job->list);
        *coded = (struct coded_article){.article = articles.at[i], .date = {.at = DAY_NONE}};
        struct date published;
        if (is_coded(&coded->article) && job->options->articles)
            article_date(job->coder, job->arena, coded);
        else if (is_coded(&coded->article))
            article_code(job->coder, job->arena, job->options, coded);
        else if (date_read_iso(coded->article.published, &published))
            coded->date = (struct event_date){.at = date_first(&published), .precision = published.precision, .how = STR("publication")};
    }
}

bool coder_run(const struct coder *coder, struct arena *arena, const struct raw_document *document, const struct coder_options *options,
               struct coded_list *list, struct err *err)
{
    struct job job = {.coder = coder, .arena = arena, .document = document, .options = options, .list = list};
    struct coded_list before = *list;
    if (arena_try(arena, document_run, &job, err))
        return true;
    *list = before;
    return false;
}

static void sentence_run(void *at)
{
    struct job *job = at;
    article_code(job->coder, job->arena, job->options, job->one);
}

bool coder_sentence(const struct coder *coder, struct arena *arena, str id, str text, day published, const struct coder_options *options,
                    struct coded_article *out, struct err *err)
{
    char day_text[12];
    struct paragraph *paragraph = ARENA_NEW(arena, struct paragraph);
    *paragraph = (struct paragraph){.text = text};
    *out = (struct coded_article){.article = {.page = id, .published = arena_str(arena, day_write(published, day_text)), .code = true,
        .paragraphs = {.at = paragraph, .len = 1, .room = 1}}, .date = {.at = DAY_NONE}};
    struct job job = {.coder = coder, .arena = arena, .options = options, .one = out};
    return arena_try(arena, sentence_run, &job, err);
}
