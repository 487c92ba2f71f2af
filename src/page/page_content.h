/* page_content.h: the stages of finding the article within its page. Private to page/. */
#ifndef ENTENTE_PAGE_CONTENT_H
#define ENTENTE_PAGE_CONTENT_H

#include "page/page_read.h"

/* Marks whose text is no text of the article. */
#define PAGE_MARKS_AGAINST ((uint32_t)(MARK_TEASER | MARK_COMMENTS | MARK_NAVIGATION | MARK_ASIDE | MARK_FOOTER | MARK_CONSENT | MARK_SHARE | \
    MARK_AUTHORBOX | MARK_ADVERT | MARK_NEWSLETTER | MARK_TAGS | MARK_HIDDEN | MARK_META | MARK_BYLINE | MARK_DATE | MARK_CAPTION | MARK_CREDIT))

bool page_block_runs(const struct page_block *block);     /* running text: long, or a sentence, and not mostly links */
double page_link_share(const struct page_block *block);   /* 0-1 */

/* page_title.c: the headline over the text, and the field `title`. */
void page_title_find(struct page_tree *tree, const struct page_fields *fields, struct page_content *content);
bool page_is_site(str text, const struct page_fields *fields);    /* text is the site's name, or a part of its host */
str page_title_text(struct page_tree *tree, const struct page_fields *fields, const struct page_content *content);
/* page_edge.c: sets keep on the blocks of content->root that are the article's text. */
void page_edges_cut(struct page_tree *tree, const struct page_content *content);
void page_edges_settle(struct page_tree *tree);           /* what holds whatever was decided: rows are whole, no paragraph stands twice */
/* page_visible.c: titles under headings such as "Similar articles" to the page's own article (the last of list); a full one is added. */
void page_similar_read(struct page_tree *tree, const struct page_content *content, const struct raw_document *document, struct article_list *list);

/* Marks of what stands beside an article and has dates, names and pictures of its own. */
#define PAGE_MARKS_OTHER ((uint32_t)(MARK_TEASER | MARK_COMMENTS | MARK_NAVIGATION | MARK_ASIDE | MARK_FOOTER | MARK_HIDDEN))

/* An article and where its surroundings lie. */
struct page_around {
    struct page_tree *tree;
    const struct page_content *content;
    const struct page_fields *fields;
    const struct raw_document *document;
    struct article *article;
    uint32_t from, text, to;                            /* nodes: surroundings begin, text begins, container ends */
    uint32_t block_from, block_text, block_to;
};
/* page_date.c: published, published_from and modified. */
void page_dates_read(struct page_around *around);
/* Whether node stands in a part that is about something else; parents are asked up to stop. */
bool page_node_is_other(const struct page_tree *tree, uint32_t node, uint32_t stop);

#endif
