/* page.c: a raw document to its articles, stage by stage.
 *
 * Bytes to UTF-8 (page_charset), HTML to a tree with blocks (page_token, page_tree, page_block), fields that the page declares
 * (page_field, page_jsonld), the article's place (page_content, page_title, page_edge), fields that a reader sees
 * (page_visible, page_author, page_date_find), similar articles (page_line). Plain text and Markdown have ways of their own
 * (page_plain, page_markdown). Here the stages are called and the record is put together.
 */
#include "page/page_charset.h"
#include "page/page_model.h"
#include "page/page_state.h"
#include "base/utf8.h"

#define QUALITY_LIST 0.45                               /* below it a page with many links is a list */
#define LIVE_TIMES 5
#define LIST_TITLES 4

struct article page_article_make(const struct raw_document *document, uint32_t number)
{
    return (struct article){.page = document->page, .article = number, .url = STR(""), .host = STR(""), .title = STR(""), .published = STR(""),
        .published_from = STR(""), .modified = STR(""), .lang = STR(""), .site = STR(""), .section = STR(""), .kind = STR("article"),
        .category_status = STR(""), .image = {STR(""), STR(""), STR("")}, .category = STR(""), .code = true};
}

void page_note(struct arena *arena, struct article *article, const char *text)
{
    *LIST_ADD(arena, &article->notes) = str_from(text);
}

str page_date_text(struct arena *arena, const struct date *date)
{
    struct buf out = buf_make(arena);
    struct date copy = *date;
    if (copy.precision == DATE_SECOND)
        copy.precision = DATE_MINUTE;
    date_write(&copy, &out);
    return buf_take(&out);
}

bool page_date_plausible(const struct date *date, const struct raw_document *document)
{
    if (date->year < 1990 || date->year > 2100 || !date_valid(date))
        return false;
    day first = date_first(date), fetched = date_first(&document->fetched);
    return document->fetched.year == 0 || fetched == DAY_NONE || first <= fetched + 1;
}

bool page_published_set(struct arena *arena, struct article *article, str text, const char *from, const struct raw_document *document)
{
    struct date date;
    if (article->published.len || text.len == 0 || !page_date_value(arena, text, article->lang, &date) || !page_date_plausible(&date, document))
        return false;
    article->published = page_date_text(arena, &date);
    article->published_from = str_from(from);
    return true;
}

static str url_host(str url)
{
    size_t at = str_find(url, STR("://"), 0);
    if (at >= url.len)
        return STR("");
    str rest = str_from_at(url, at + 3);
    size_t end = 0;
    while (end < rest.len && rest.at[end] != '/' && rest.at[end] != '?' && rest.at[end] != '#' && rest.at[end] != ':')
        end++;
    rest = str_sub(rest, 0, end);
    size_t user = str_find_char(rest, '@', 0);
    return user < rest.len ? str_from_at(rest, user + 1) : rest;
}

str page_url_join(struct arena *arena, str base, str url)
{
    url = str_trim(url);
    if (url.len == 0 || str_starts(url, STR("data:")) || str_starts_fold(url, STR("javascript:")))
        return STR("");
    if (str_find(url, STR("://"), 0) < url.len || base.len == 0)
        return url;
    size_t scheme = str_find(base, STR("://"), 0);
    if (scheme >= base.len)
        return url;
    if (str_starts(url, STR("//")))
        return arena_printf(arena, "%.*s:%.*s", STR_ARG(str_sub(base, 0, scheme)), STR_ARG(url));
    size_t path = str_find_char(base, '/', scheme + 3), query = str_find_char(base, '?', 0), last = path;
    if (url.at[0] == '/')
        return arena_printf(arena, "%.*s%.*s", STR_ARG(str_sub(base, 0, path)), STR_ARG(url));
    for (size_t at = path; at < base.len && at < query; at++)
        last = base.at[at] == '/' ? at : last;
    return arena_printf(arena, "%.*s/%.*s", STR_ARG(str_sub(base, 0, last)), STR_ARG(url));
}

/* "en-GB" and "en_US" to "en". */
static str lang_bare(struct arena *arena, str lang)
{
    size_t end = 0;
    lang = str_trim(lang);
    while (end < lang.len && char_is_alpha(lang.at[end]))
        end++;
    return end == 2 || end == 3 ? utf8_fold(arena, str_sub(lang, 0, end)) : STR("");
}

void page_article_finish(struct article *article, const struct raw_document *document, struct arena *arena)
{
    struct date date;
    if (article->url.len == 0)
        article->url = document->url;
    if (article->host.len == 0)
        article->host = url_host(article->url.len ? article->url : document->url);
    if (article->article == 0) {
        page_published_set(arena, article, document->published, "feed", document);
        bool wanted = article->published.len == 0 && !str_eq(article->kind, STR("list"));
        if (wanted && (page_url_date(document->url, &date) || page_url_date(article->url, &date)) && page_date_plausible(&date, document)) {
            article->published = page_date_text(arena, &date);
            article->published_from = STR("url");
        }
        if (article->published.len == 0 && article->modified.len && !str_eq(article->kind, STR("list"))) {
            article->published = article->modified;
            article->published_from = STR("text");
            page_note(arena, article, "published-is-update: the page tells only when it was last changed");
        }
        if (article->title.len == 0)
            article->title = page_folded(arena, document->title);
        for (size_t i = 0; i < document->authors.len && article->authors.len < 50 && !article->analyst; i++)
            page_authors_split(arena, document->authors.at[i], &article->authors);
        for (size_t i = 0; i < document->notes.len; i++)
            *LIST_ADD(arena, &article->notes) = document->notes.at[i];
    }
    if (article->lang.len == 0)
        article->lang = lang_bare(arena, document->lang);
    if (article->lang.len == 0)
        article->lang = page_lang_guess(arena, article);
    if (article->site.len == 0)
        article->site = page_folded(arena, document->site);
    if (article->section.len == 0)
        article->section = page_folded(arena, document->section);
    if (article->paragraphs.len == 0 && !str_eq(article->kind, STR("list")))
        page_note(arena, article, "no-text: no running text of an article was found");
    if (article->published.len == 0 && !str_eq(article->kind, STR("list")))
        page_note(arena, article, "undated: nothing tells when this was published");
}

/* JSON-LD's articleBody, where the page's own elements hold much less: the text stands in scripts only. */
static void body_from_script(struct arena *arena, const struct page_fields *fields, struct article *article)
{
    size_t have = 0;
    for (size_t i = 0; i < article->paragraphs.len; i++)
        have += article->paragraphs.at[i].text.len;
    if (fields->article_body.len < 400 || have * 2 > fields->article_body.len)
        return;
    article->paragraphs.len = 0;
    struct buf decoded = buf_make(arena);
    page_decode(fields->article_body, false, &decoded);
    str rest = buf_take(&decoded), line;
    while (str_next_line(&rest, &line)) {
        line = str_trim(page_folded(arena, line));
        if (line.len)
            *LIST_ADD(arena, &article->paragraphs) = (struct paragraph){line, PARAGRAPH_TEXT};
    }
    article->quality = 0.7;
    page_note(arena, article, "text-from-script: the text stands in the page's JSON-LD, not in its elements");
}

/* Kept blocks to paragraphs; cells of a row are joined. */
static void paragraphs_make(const struct page_tree *tree, struct article *article)
{
    for (uint32_t b = 0; b < tree->block_count; b++) {
        const struct page_block *block = &tree->blocks[b];
        if (!block->keep)
            continue;
        struct paragraph_list *list = &article->paragraphs;
        bool joins = block->kind == PARAGRAPH_ROW && b > 0 && tree->blocks[b - 1].keep && tree->blocks[b - 1].kind == PARAGRAPH_ROW &&
                     tree->blocks[b - 1].row == block->row && block->row != PAGE_NODE_NONE && list->len && block->chars < 120;
        if (joins)
            list->at[list->len - 1].text = arena_printf(tree->arena, "%.*s | %.*s", STR_ARG(list->at[list->len - 1].text), STR_ARG(block->text));
        else
            *LIST_ADD(tree->arena, list) = (struct paragraph){block->text, (enum paragraph_kind)block->kind};
    }
}

/* Headings that are links: an index page has many and little else. Their texts become similar_on_page. */
static bool list_read(struct page_tree *tree, struct article *article)
{
    struct str_list titles = {0};
    size_t bytes = 0;
    for (size_t i = 0; i < article->paragraphs.len; i++)
        bytes += article->paragraphs.at[i].text.len;
    for (uint32_t b = 0; b < tree->block_count; b++) {
        const struct page_block *block = &tree->blocks[b];
        if (block->heading && page_link_share(block) > 0.9 && block->chars > 12 &&
            !(block->marks & (MARK_NAVIGATION | MARK_ASIDE | MARK_FOOTER | MARK_TEASER)) && titles.len < 200)
            *LIST_ADD(tree->arena, &titles) = block->text;
    }
    if (titles.len < LIST_TITLES || bytes > 150 * titles.len)
        return false;
    article->kind = STR("list");
    article->paragraphs.len = 0;
    if (str_eq(article->published_from, STR("text")) || str_eq(article->published_from, STR("time")))   /* a teaser's */
        article->published = article->published_from = STR("");
    article->similar_on_page = titles;
    return true;
}

/* Entries of a live report: lines that are a time of day. */
static size_t times_count(const struct page_tree *tree, const struct page_content *content)
{
    size_t times = 0;
    for (uint32_t b = tree->nodes[content->root].block_start; b < tree->nodes[content->root].block_end; b++) {
        str text = tree->blocks[b].text;
        times += (text.len == 4 || text.len == 5) && char_is_digit(text.at[0]) && text.at[text.len - 3] == ':' && char_is_digit(text.at[text.len - 1]);
    }
    return times;
}

static str kind_of(const struct page_tree *tree, const struct page_fields *fields, const struct page_content *content, const struct article *article)
{
    size_t links = 0, chars = 0;
    for (uint32_t b = 0; b < tree->block_count; b++) {
        links += tree->blocks[b].link_bytes;
        chars += tree->blocks[b].text.len;
    }
    bool declared = str_eq_fold(fields->type.text, STR("article")) || (article->published.len && !str_eq(article->published_from, STR("text")));
    if (article->paragraphs.len == 0)
        return links * 2 > chars && chars > 200 ? STR("list") : STR("other");
    if (str_eq(fields->type.text, STR("live")) || times_count(tree, content) >= LIVE_TIMES)
        return STR("live");
    if (content->quality < QUALITY_LIST && !declared && links * 3 > chars)
        return STR("list");
    return STR("article");
}

static void html_read(const struct raw_document *document, str text, struct arena *arena, const struct page_model *model, struct str_list *notes,
                      struct article_list *list)
{
    struct page_tree tree;
    struct page_fields fields;
    struct page_content content;
    struct article article = page_article_make(document, 0);
    article.notes = *notes;
    page_tree_read(&tree, arena, text);
    page_fields_read(&tree, &fields);
    fields.host = url_host(document->url.len ? document->url : fields.url.text);
    page_content_find(&tree, &fields, model, &content);
    str base = fields.base.len ? page_url_join(arena, document->url, fields.base) : document->url;
    article.lang = lang_bare(arena, fields.lang.text);
    article.url = page_url_join(arena, base, fields.url.text);
    article.title = page_title_text(&tree, &fields, &content);
    article.authors = fields.authors;
    article.site = fields.site.text;
    article.section = fields.section.text;
    article.tags = fields.tags;
    article.image = (struct article_image){page_url_join(arena, base, fields.image.text), fields.image_caption, fields.image_credit};
    article.quality = content.quality;
    paragraphs_make(&tree, &article);
    page_visible_read(&tree, &content, &fields, &article, document);
    article.image.url = page_url_join(arena, base, article.image.url);
    body_from_script(arena, &fields, &article);
    if (!str_eq_fold(fields.type.text, STR("website")) && page_state_read(&tree, &article.paragraphs)) {
        article.quality = 0.6;
        page_note(arena, &article, "text-from-script: the text stands in the state of the page's framework, not in its elements");
    }
    article.kind = kind_of(&tree, &fields, &content, &article);
    if (tree.depth_cut)
        page_note(arena, &article, "nesting-cut: elements nested deeper than are followed were read flat");
    if (tree.nodes_cut)
        page_note(arena, &article, "page-cut: the page has more elements than are read; the rest was dropped");
    if (tree.attributes_cut)
        page_note(arena, &article, "attributes-cut: an element has more attributes than are read");
    bool index = !str_eq(fields.type.text, STR("article")) && list_read(&tree, &article);
    *LIST_ADD(arena, list) = article;
    if (!index)
        page_similar_read(&tree, &content, document, list);
}

void page_html_content(struct arena *arena, struct raw_document document, const struct page_model *model, struct page_tree *tree, struct page_fields *fields,
                       struct page_content *content)
{
    struct str_list notes = {0};
    page_tree_read(tree, arena, page_charset_decode(arena, document.bytes, document.charset, true, &notes));
    page_fields_read(tree, fields);
    fields->host = url_host(document.url.len ? document.url : fields->url.text);
    page_content_find(tree, fields, model, content);
}

/* A feed's entry: all of its HTML is the article; or plain text. */
static void entry_read(const struct raw_document *document, str text, struct arena *arena, const struct page_model *model, struct str_list *notes,
                       struct article_list *list)
{
    if (str_eq(document->content_type, STR("text/plain"))) {
        struct article article = page_article_make(document, 0);
        str line;
        article.title = page_folded(arena, document->title);
        article.quality = 0.9;
        article.notes = *notes;
        while (str_next_line(&text, &line)) {
            line = str_trim(page_folded(arena, line));
            if (line.len && !str_eq(line, article.title))
                *LIST_ADD(arena, &article.paragraphs) = (struct paragraph){line, PARAGRAPH_TEXT};
        }
        *LIST_ADD(arena, list) = article;
        return;
    }
    struct page_tree tree;
    struct article article = page_article_make(document, 0);
    page_tree_read(&tree, arena, text);
    if (page_node_find(&tree, 0, TAG_BODY, PAGE_NODE_NONE) != PAGE_NODE_NONE) {     /* a whole page inside a JSON line */
        html_read(document, text, arena, model, notes, list);
        return;
    }
    article.title = page_folded(arena, document->title);
    article.notes = *notes;
    article.quality = 0.9;
    for (uint32_t b = 0; b < tree.block_count; b++) {
        str rest;
        struct page_block *block = &tree.blocks[b];
        enum furniture role = block->chars > 120 ? FURNITURE_NONE : page_furniture(block->text, &rest);
        block->keep = !str_eq(block->text, article.title) && role != FURNITURE_LINE && !(block->marks & MARK_HIDDEN);
        if (role == FURNITURE_CREDIT && article.image.credit.len == 0) {
            article.image.credit = rest;
            block->keep = false;
        }
    }
    paragraphs_make(&tree, &article);
    *LIST_ADD(arena, list) = article;
}

void page_read(const struct raw_document *document, struct arena *arena, struct article_list *list)
{
    page_read_by(document, arena, NULL, list);
}

void page_read_by(const struct raw_document *document, struct arena *arena, const struct page_model *model, struct article_list *list)
{
    struct str_list notes = {0};
    struct article_list own = {0};
    bool html = document->kind == RAW_HTML;
    str text = page_charset_decode(arena, document->bytes, document->charset, html, &notes);
    if (document->kind == RAW_MARKDOWN)
        page_markdown_read(document, text, arena, &own);
    else if (html)
        html_read(document, text, arena, model, &notes, &own);
    else if (document->kind == RAW_ENTRY)
        entry_read(document, text, arena, model, &notes, &own);
    else {
        page_plain_read(document, text, arena, &own);
        own.at[0].quality = own.at[0].paragraphs.len ? 0.8 : 0;
        if (own.at[0].paragraphs.len == 0)
            own.at[0].kind = STR("other");
        for (size_t i = 0; i < notes.len; i++)
            *LIST_ADD(arena, &own.at[0].notes) = notes.at[i];
    }
    for (size_t i = 0; i < own.len; i++) {
        page_article_finish(&own.at[i], document, arena);
        *LIST_ADD(arena, list) = own.at[i];
    }
}
