/* page_line.h: articles out of a run of lines, whatever they came from. Private to page/. */
#ifndef ENTENTE_PAGE_LINE_H
#define ENTENTE_PAGE_LINE_H

#include "page/page_read.h"

struct page_line {str text; enum paragraph_kind kind; bool link;};    /* text folded, not empty; link: it is one */
struct page_line_list {struct page_line *at; size_t len, room;};

/* Reads the page's own article into article and what stands under headings such as "Similar articles": full articles are added to
 * list (after article, which the caller adds before), all titles to article->similar_on_page. */
void page_lines_read(const struct raw_document *document, const struct page_line_list *lines, struct arena *arena, struct article_list *list);
/* Only the second half: lines that stand under such a heading. own is the index of the page's own article in list. */
void page_lines_similar(const struct raw_document *document, const struct page_line *lines, size_t count, struct arena *arena,
                        struct article_list *list, size_t own);
bool page_line_is_date(struct arena *arena, str line, str lang, struct date *date);

#endif
