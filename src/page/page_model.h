/* page_model.h: which blocks are the article's text, by a small learnt model over what page_content and page_edge found. Private to
 * page/ and to gen/page_train.c.
 *
 * The model is a sum of symmetric decision trees (Prokhorenkova et al., "CatBoost: unbiased boosting with categorical features", NeurIPS
 * 2018: one question a level, so that a tree is a table of 2^depth leaves), all in integers, so that every machine gives
 * the same sum. Words are weighed by a table of hashed words (Weinberger et al., "Feature hashing", ICML 2009).
 */
#ifndef ENTENTE_PAGE_MODEL_H
#define ENTENTE_PAGE_MODEL_H

#include "page/page_content.h"

#define PAGE_TREE_DEPTH 5
#define PAGE_TREE_LEAVES (1 << PAGE_TREE_DEPTH)
#define PAGE_WORD_BUCKETS 8192
#define PAGE_WORDS_MAX 64                               /* buckets read of one block */

enum page_feature {
    FEATURE_KEEP, FEATURE_IN_ROOT, FEATURE_CHARS, FEATURE_LINK_SHARE, FEATURE_HEADING, FEATURE_KIND, FEATURE_BOLD, FEATURE_RUNS, FEATURE_SENTENCE,
    FEATURE_COMMAS, FEATURE_ROLE, FEATURE_ROLE_REST, FEATURE_AFTER_TITLE, FEATURE_AFTER_FIRST, FEATURE_AFTER_LAST, FEATURE_TEXT_BEFORE,
    FEATURE_KEPT_BEFORE, FEATURE_KEPT_AFTER, FEATURE_CHARS_BEFORE, FEATURE_CHARS_AFTER, FEATURE_LINKS_BEFORE, FEATURE_LINKS_AFTER,
    FEATURE_HEADING_BEFORE, FEATURE_HEADING_AFTER, FEATURE_KIND_BEFORE, FEATURE_KIND_AFTER, FEATURE_TAG, FEATURE_TAG_UP, FEATURE_SAME_PARENT,
    FEATURE_SAME_KIND_KEPT, FEATURE_SAME_KIND_DROPPED, FEATURE_DEPTH, FEATURE_DATED, FEATURE_BLOCKS, FEATURE_KEPT, FEATURE_DOUBLE, FEATURE_TITLE_LIKE,
    FEATURE_DIGITS, FEATURE_UPPER, FEATURE_SINCE_HEADING, FEATURE_HEADING_ROLE, FEATURE_HEADING_KEEP, FEATURE_ADDRESS, FEATURE_QUOTE, FEATURE_QUALITY,
    FEATURE_SAME_ARTICLE, FEATURE_TITLES_BETWEEN, FEATURE_DESCRIPTION, FEATURE_EMPHASIS, FEATURE_MARKS_UP, FEATURE_LOWER_START,
    FEATURE_MARK_BODY, FEATURE_MARK_CONTENT, FEATURE_MARK_TEASER, FEATURE_MARK_COMMENTS, FEATURE_MARK_NAVIGATION, FEATURE_MARK_ASIDE,
    FEATURE_MARK_FOOTER, FEATURE_MARK_CONSENT, FEATURE_MARK_SHARE, FEATURE_MARK_BYLINE, FEATURE_MARK_AUTHORBOX, FEATURE_MARK_DATE, FEATURE_MARK_META,
    FEATURE_MARK_CAPTION, FEATURE_MARK_CREDIT, FEATURE_MARK_ADVERT, FEATURE_MARK_NEWSLETTER, FEATURE_MARK_TAGS, FEATURE_MARK_TITLE,
    FEATURE_MARK_LEAD, FEATURE_MARK_HIDDEN,
    FEATURE_WORDS, FEATURE_WORDS_LEAST, FEATURE_WORDS_MOST, FEATURE_WORDS_BEFORE, FEATURE_WORDS_AFTER, FEATURE_WORDS_HEADING,
    FEATURE_COUNT
};

struct page_model_tree {uint8_t feature[PAGE_TREE_DEPTH]; int16_t threshold[PAGE_TREE_DEPTH]; int16_t leaf[PAGE_TREE_LEAVES];};
struct page_model {const struct page_model_tree *trees; size_t tree_count; const int8_t *words;};

/* One block that the model is asked about. */
struct page_row {
    uint32_t block;
    uint32_t heading;                                   /* row of the heading above it; UINT32_MAX */
    uint16_t word_count, words[PAGE_WORDS_MAX];         /* hashed, each once */
    int16_t features[FEATURE_COUNT];
};
struct page_row_list {struct page_row *at; size_t len, room;};

/* The rows of a page, after page_edges_cut, all features filled but those of words. */
void page_rows_read(struct page_tree *tree, const struct page_content *content, const struct page_fields *fields, struct page_row_list *rows);
/* Fills the features of words by the model's table. */
void page_rows_weigh(const struct page_row_list *rows, const int8_t *words);
int32_t page_model_score(const struct page_model *model, const struct page_row *row);    /* above 0: text of the article */
/* Sets keep of the blocks. NULL: the model that is built in. */
void page_model_apply(struct page_tree *tree, const struct page_content *content, const struct page_fields *fields, const struct page_model *model);
/* page_read with another model; for gen/page_train.c. */
void page_read_by(const struct raw_document *document, struct arena *arena, const struct page_model *model, struct article_list *list);
/* The tree, fields and content of an HTML page; for gen/page_train.c. Texts live as long as document and arena. */
void page_html_content(struct arena *arena, struct raw_document document, const struct page_model *model, struct page_tree *tree, struct page_fields *fields,
                       struct page_content *content);

#endif
