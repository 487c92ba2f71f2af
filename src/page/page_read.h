/* page_read.h: the stages of reading a page, as page.c calls them. Private to page/. */
#ifndef ENTENTE_PAGE_READ_H
#define ENTENTE_PAGE_READ_H

#include "page/page_tree.h"
#include "page/page_word.h"

/* What the machine-readable parts of a page say: JSON-LD, meta elements, microdata, link elements. */
struct page_value {str text; int trust; const char *from;};
struct page_fields {
    struct page_value title, published, modified, site, section, url, image, lang, type, description;
    str image_caption, image_credit;
    str page_title;                                     /* the <title> element */
    str article_body;                                   /* JSON-LD articleBody */
    str base;                                           /* <base href> */
    str host;                                           /* of the page's address */
    str card_author;                                    /* number of the label of cards that says "Written by" */
    int author_trust;
    struct str_list authors, tags;
};
void page_fields_read(struct page_tree *tree, struct page_fields *fields);
void page_jsonld_read(struct arena *arena, str script, struct page_fields *fields);
void page_value_offer(struct page_value *value, str text, int trust, const char *from);    /* the higher trust stays, the first of equals */

/* The article's place in the tree: root's blocks with keep set are its text. */
struct page_content {
    uint32_t root;                                      /* PAGE_NODE_NONE: no text found */
    uint32_t title_block, title_node;                   /* the headline as printed; UINT32_MAX */
    str title;                                          /* where the headline is a part of its block; "" else */
    double quality;
};
struct page_model;
/* model: NULL for the one that is built in. */
void page_content_find(struct page_tree *tree, const struct page_fields *fields, const struct page_model *model, struct page_content *content);

/* page_lang.c: two letters, "" where it cannot be told. */
str page_lang_guess(struct arena *arena, const struct article *article);
/* Names out of a byline's text: without "By", roles, dates; several are parted. */
void page_authors_split(struct arena *arena, str text, struct str_list *authors);
/* Visible byline, date, image, category status and similar articles around the content. */
void page_visible_read(struct page_tree *tree, const struct page_content *content, const struct page_fields *fields, struct article *article,
                       const struct raw_document *document);

/* Plain text that is left of a page. Adds the articles that stand in it. */
void page_plain_read(const struct raw_document *document, str text, struct arena *arena, struct article_list *list);
void page_markdown_read(const struct raw_document *document, str text, struct arena *arena, struct article_list *list);

/* Shared: an article with what the document tells of it. */
struct article page_article_make(const struct raw_document *document, uint32_t number);
/* Sets published unless it is set; false where text holds no plausible date. */
bool page_published_set(struct arena *arena, struct article *article, str text, const char *from, const struct raw_document *document);
bool page_date_plausible(const struct date *date, const struct raw_document *document);
bool page_url_date(str url, struct date *date);      /* the day that an address names: /2016/04/22/, 20160422, 22-04-2016 */
str page_date_text(struct arena *arena, const struct date *date);
/* The last steps for every article: host, dates from feed, URL and HTTP, language, notes. */
void page_article_finish(struct article *article, const struct raw_document *document, struct arena *arena);
void page_note(struct arena *arena, struct article *article, const char *text);
str page_url_join(struct arena *arena, str base, str url);    /* RFC 3986 5.2, enough for links of pages */

#endif
