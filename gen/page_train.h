/* page_train.h: parts of gen/page_train.c: pages with their truth, labels of rows, and the learning of trees. */
#ifndef ENTENTE_GEN_PAGE_TRAIN_H
#define ENTENTE_GEN_PAGE_TRAIN_H

#include "page/page_model.h"

enum {FOLDS = 5, TREES_MAX = 600};

struct truth {str id, host, text; struct str_list with, without; bool scored;};    /* text "" where only phrases are known */
struct train_page {struct truth truth; str path; int fold; float share; struct page_row_list rows; int8_t *labels; float *weights;};    /* label -1: not known */

/* One row of the learning: its features are read in place. */
struct example {const int16_t *features; float label, weight, margin; uint8_t leaf;};

/* Marks which rows hold the truth: rows and truth are aligned in order. */
void label_by_text(const struct page_tree *tree, struct train_page *page, struct arena *arena);
void label_by_phrases(const struct page_tree *tree, struct train_page *page, struct arena *arena);

/* Gradient boosting of symmetric trees for the logistic loss (Friedman, "Greedy function approximation: a gradient boosting machine",
 * Annals of Statistics 29(5), 2001). The same examples in the same order give the same trees. */
void trees_learn(struct example *examples, size_t count, size_t tree_count, struct page_model_tree *trees);

#endif
