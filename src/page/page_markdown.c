/* page_markdown.c: an analyst's own article: a head of "key: value" lines between two lines "---", then Markdown.
 *
 * The body is parsed by md4c (CommonMark) without raw HTML; its blocks become paragraphs, inline marks are dropped, links keep
 * their text. Unknown keys of the head leave a note, so that a slip of the pen is seen.
 */
#include "page/page_read.h"
#include <md4c.h>

struct markdown {struct arena *arena; struct article *article; struct buf text; int items, quotes, failed; enum paragraph_kind row; bool heading;};

static void names_split(struct arena *arena, str value, struct str_list *list)
{
    str part;
    while (str_next(&value, ',', &part))
        if (str_trim(part).len)
            *LIST_ADD(arena, list) = str_trim(part);
}

static bool is_yes(str value)
{
    return str_eq_fold(value, STR("yes")) || str_eq_fold(value, STR("true"));
}

static void head_line(struct arena *arena, str key, str value, struct article *article, const struct raw_document *document)
{
    static const str known[] = {STR_INIT("url"), STR_INIT("section"), STR_INIT("tags"), STR_INIT("site"), STR_INIT("caption"), STR_INIT("updated")};
    if (value.len >= 2 && (value.at[0] == '"' || value.at[0] == '\'') && value.at[value.len - 1] == value.at[0])
        value = str_sub(value, 1, value.len - 1);
    if (str_eq_fold(key, STR("title")))
        article->title = page_folded(arena, value);
    else if (str_eq_fold(key, STR("date"))) {
        if (!page_published_set(arena, article, value, "text", document) && value.len)
            *LIST_ADD(arena, &article->notes) = arena_printf(arena, "head-date: \"%.*s\" is no date; written as 2016-04-22 or 2016-04-22T18:51",
                                                             STR_ARG(str_sub(value, 0, 80)));
    } else if (str_eq_fold(key, STR("category")))
        article->category = value;
    else if (str_eq_fold(key, STR("status")))
        article->category_status = value;
    else if (str_eq_fold(key, STR("authors")) || str_eq_fold(key, STR("author")))
        names_split(arena, value, &article->authors);
    else if (str_eq_fold(key, STR("image")))
        article->image.url = value;
    else if (str_eq_fold(key, STR("credit")))
        article->image.credit = value;
    else if (str_eq_fold(key, STR("lang")))
        article->lang = value;
    else if (str_eq_fold(key, STR("code")))
        article->code = is_yes(value);
    else if (str_eq_fold(key, known[0]))
        article->url = value;
    else if (str_eq_fold(key, known[1]))
        article->section = value;
    else if (str_eq_fold(key, known[2]))
        names_split(arena, value, &article->tags);
    else if (str_eq_fold(key, known[3]))
        article->site = value;
    else if (str_eq_fold(key, known[4]))
        article->image.caption = value;
    else if (str_eq_fold(key, known[5]))
        article->modified = value;
    else
        *LIST_ADD(arena, &article->notes) = arena_printf(arena, "head-key: \"%.*s\" is no key of an article's head", STR_ARG(str_sub(key, 0, 80)));
}

/* Reads the head; gives the rest. */
static str head_read(struct arena *arena, str text, struct article *article, const struct raw_document *document)
{
    str rest = text, line;
    if (str_starts(rest, STR("\xef\xbb\xbf")))
        rest = str_from_at(rest, 3);
    while (str_next_line(&rest, &line) && str_trim(line).len == 0)
        ;
    if (!str_eq(str_trim(line), STR("---")))
        return text;
    while (str_next_line(&rest, &line)) {
        line = str_trim(line);
        if (str_eq(line, STR("---")))
            break;
        size_t colon = str_find_char(line, ':', 0);
        if (line.len && line.at[0] != '#')
            head_line(arena, str_trim(str_sub(line, 0, colon)), str_trim(str_from_at(line, colon + 1)), article, document);
    }
    return rest;
}

/* md4c has memory of its own while it calls back, so an allocation that fails here must not jump over it: each callback runs
 * behind a door and stops the parser instead. */
struct callback {struct markdown *markdown; str text; int kind; bool enter; unsigned level; enum {CALL_BLOCK, CALL_TEXT} what;};

static void paragraph_end(struct markdown *m, enum paragraph_kind kind)
{
    str text = str_trim(page_folded(m->arena, buf_take(&m->text)));
    m->text = buf_make(m->arena);
    if (text.len == 0)
        return;
    if (kind == PARAGRAPH_HEADING && m->article->title.len == 0 && m->article->paragraphs.len == 0)
        m->article->title = text;
    else
        *LIST_ADD(m->arena, &m->article->paragraphs) = (struct paragraph){text, kind};
}

static enum paragraph_kind kind_now(const struct markdown *m)
{
    return m->items ? PARAGRAPH_ITEM : m->quotes ? PARAGRAPH_QUOTE : PARAGRAPH_TEXT;
}

static void block_step(struct markdown *m, int type, bool enter)
{
    int by = enter ? 1 : -1;
    bool ends = type == MD_BLOCK_P || type == MD_BLOCK_LI || type == MD_BLOCK_H || type == MD_BLOCK_CODE || type == MD_BLOCK_TR || type == MD_BLOCK_UL ||
                type == MD_BLOCK_OL || type == MD_BLOCK_QUOTE || type == MD_BLOCK_HTML;
    if (ends)
        paragraph_end(m, type == MD_BLOCK_H && !enter ? PARAGRAPH_HEADING : type == MD_BLOCK_TR && !enter ? PARAGRAPH_ROW : kind_now(m));
    if (type == MD_BLOCK_LI)
        m->items += by;
    else if (type == MD_BLOCK_QUOTE)
        m->quotes += by;
    else if ((type == MD_BLOCK_TD || type == MD_BLOCK_TH) && enter && m->text.len)
        buf_add(&m->text, STR(" | "));
}

static void callback_run(void *context)
{
    struct callback *call = context;
    struct markdown *m = call->markdown;
    if (call->what == CALL_BLOCK)
        block_step(m, call->kind, call->enter);
    else if (call->kind == MD_TEXT_ENTITY)
        page_decode(call->text, false, &m->text);
    else if (call->kind == MD_TEXT_BR || call->kind == MD_TEXT_SOFTBR)
        buf_add_char(&m->text, ' ');
    else
        buf_add(&m->text, call->text);
}

static int callback_try(struct callback *call)
{
    struct err err = {0};
    if (!arena_try(call->markdown->arena, callback_run, call, &err))
        call->markdown->failed = 1;
    return call->markdown->failed;
}

static int on_enter(MD_BLOCKTYPE type, void *detail, void *context)
{
    (void)detail;
    return callback_try(&(struct callback){.markdown = context, .kind = (int)type, .enter = true, .what = CALL_BLOCK});
}

static int on_leave(MD_BLOCKTYPE type, void *detail, void *context)
{
    (void)detail;
    return callback_try(&(struct callback){.markdown = context, .kind = (int)type, .what = CALL_BLOCK});
}

static int on_span(MD_SPANTYPE type, void *detail, void *context)
{
    (void)type, (void)detail, (void)context;
    return 0;
}

static int on_text(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *context)
{
    return callback_try(&(struct callback){.markdown = context, .text = {text, size}, .kind = (int)type, .what = CALL_TEXT});
}

void page_markdown_read(const struct raw_document *document, str text, struct arena *arena, struct article_list *list)
{
    struct article article = page_article_make(document, 0);
    struct markdown markdown = {.arena = arena, .article = &article, .text = buf_make(arena)};
    MD_PARSER parser = {.flags = MD_FLAG_NOHTML | MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH, .enter_block = on_enter, .leave_block = on_leave,
                        .enter_span = on_span, .leave_span = on_span, .text = on_text};
    article.analyst = true;
    article.code = false;
    article.quality = 1;
    text = head_read(arena, text, &article, document);
    md_parse(text.at, (MD_SIZE)text.len, &parser, &markdown);
    if (markdown.failed)
        arena_alloc_array(arena, SIZE_MAX, SIZE_MAX);    /* too much for any arena: on to the outer door */
    *LIST_ADD(arena, list) = article;
}
