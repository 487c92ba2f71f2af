/* page.h: a raw document to its articles: title, date, authors, paragraphs, image credit, similar articles.
 *
 * Reading never fails for what a page contains: a missing field is "", a strange page gives notes. The first article of a page is
 * its own (article 0); a full second article (under "Similar articles", say) is an article of its own.
 */
#ifndef ENTENTE_PAGE_H
#define ENTENTE_PAGE_H

#include "intake/intake.h"
#include "base/json.h"

enum paragraph_kind {PARAGRAPH_TEXT, PARAGRAPH_HEADING, PARAGRAPH_ITEM, PARAGRAPH_QUOTE, PARAGRAPH_ROW};
struct paragraph {str text; enum paragraph_kind kind;};
struct paragraph_list {struct paragraph *at; size_t len, room;};

struct article_image {str url, caption, credit;};

struct article {                    /* fields as in the record of `read`; all text valid UTF-8, white space inside folded */
    str page;
    uint32_t article;
    str url, host, title;
    struct str_list authors;
    str published, published_from, modified;    /* ISO 8601 as far as known */
    str lang, site, section;
    struct str_list tags;
    str kind;                       /* article, list, live, forum, other */
    double quality;                 /* 0-1 */
    str category_status;
    struct article_image image;
    struct paragraph_list paragraphs;
    struct str_list similar_on_page;
    struct str_list notes;
    /* Head of an analyst's own article (RAW_MARKDOWN): "" elsewhere. */
    str category;
    bool code;                      /* its sentences may be counted as events; true for pages, as its head says for an analyst's */
    bool analyst;
};
struct article_list {struct article *at; size_t len, room;};

/* Adds the document's articles (one at least) to list. Texts point into the document or the arena. Fails only for memory, through the arena's door. */
void page_read(const struct raw_document *document, struct arena *arena, struct article_list *list);
/* Memory of the hosts of earlier pages, bounded by constants of page_memory.c. NULL for lack of memory; page_memory_free takes NULL. One thread at
 * a time, and in the order of the input: what an article loses depends on the articles before it. */
struct page_memory;
struct page_memory *page_memory_make(void);
void page_memory_free(struct page_memory *memory);
/* Drops the paragraphs that earlier pages of the article's host had too, with a note, and remembers the article's own. Gives how many were dropped.
 * For each article of a page, after page_read. */
size_t page_memory_apply(struct page_memory *memory, struct article *article, struct arena *arena);
/* The record as one JSON object without line end, keys in the order of the format. */
void page_article_write(const struct article *article, struct json_out *out);
/* Text of a page in Markdown, as `read --to markdown`; or plain text. */
void page_article_markdown(const struct article *article, struct buf *out);
void page_article_text(const struct article *article, struct buf *out);
const char *page_paragraph_kind_name(enum paragraph_kind kind);    /* "text", "heading", "item", "quote", "row" */

#endif
