/* page_state.h: text that stands only in a script's JSON. Private to page/. */
#ifndef ENTENTE_PAGE_STATE_H
#define ENTENTE_PAGE_STATE_H

#include "page/page_tree.h"

/* Puts the article's text out of the state of the page's framework in the place of paragraphs where those are only its beginning, or nothing.
 * False: nothing was found, paragraphs are as they were. Texts in the tree's arena. */
bool page_state_read(const struct page_tree *tree, struct paragraph_list *paragraphs);

#endif
