/* page_model.c: the learnt decision about each block (see page_model.h; card: model/page.md; learnt by gen/page_train.c). */
#include "page/page_model.h"

#include "page/page_model.inc"

#define RUNNING_TEXT_MARGIN 150                         /* running text within the container is dropped only for a reason; 1024 is one unit of log odds */
#define ROW_MARGIN 2048                                 /* tables are text, though many truths leave them out */

int32_t page_model_score(const struct page_model *model, const struct page_row *row)
{
    int32_t sum = 0;
    for (size_t t = 0; t < model->tree_count; t++) {
        const struct page_model_tree *tree = &model->trees[t];
        unsigned leaf = 0;
        for (unsigned d = 0; d < PAGE_TREE_DEPTH; d++)
            leaf |= (unsigned)(row->features[tree->feature[d]] > tree->threshold[d]) << d;
        sum += tree->leaf[leaf];
    }
    return sum;
}

void page_model_apply(struct page_tree *tree, const struct page_content *content, const struct page_fields *fields, const struct page_model *model)
{
    struct page_row_list rows = {0};
    model = model ? model : &built_in;
    if (model->tree_count == 0)
        return;
    page_rows_read(tree, content, fields, &rows);
    page_rows_weigh(&rows, model->words);
    for (size_t i = 0; i < rows.len; i++) {
        const int16_t *f = rows.at[i].features;
        struct page_block *block = &tree->blocks[rows.at[i].block];
        bool sure = f[FEATURE_KEEP] && f[FEATURE_IN_ROOT];
        int32_t margin = !sure ? 0 : f[FEATURE_RUNS] ? RUNNING_TEXT_MARGIN : block->kind == PARAGRAPH_ROW ? ROW_MARGIN : 0;
        block->keep = page_model_score(model, &rows.at[i]) > -margin && !block->closed;
    }
}
