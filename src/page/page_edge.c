/* page_edge.c: what within the article's container is no text of it.
 *
 * Dropped: marked blocks; all before the headline; sections under a furniture heading (data/page/furniture.tsv: "Similar
 * articles", "Comments"); lines of furniture; blocks that are mostly links; short scraps before the first and after the last
 * running text; headings that no text follows; a paragraph that stands twice.
 */
#include "page/page_content.h"
#include "page/page_line.h"
#include "base/map.h"

#define SECTIONS_MAX 60                                 /* furniture headings whose sections are looked for */

/* The wrapper of a furniture heading: the outermost element that begins with it and is not the container itself. */
static uint32_t section_of(const struct page_tree *tree, uint32_t block, uint32_t root)
{
    uint32_t node = tree->blocks[block].node;
    while (node != root) {
        uint32_t parent = tree->nodes[node].parent;
        if (parent == PAGE_NODE_NONE || parent == root || tree->nodes[parent].block_start != block)
            break;
        node = parent;
    }
    return node;
}

/* Drops what a furniture heading opens. Gives the first block after it. */
static uint32_t section_drop(struct page_tree *tree, uint32_t block, uint32_t root, enum furniture role)
{
    uint32_t section = section_of(tree, block, root), end = tree->nodes[root].block_end;
    uint32_t stop = tree->nodes[section].block_end, before = 0, dropped = 0;
    bool wrapper = stop > block + 1;                    /* else its following siblings, until running text that is no teaser */
    bool titles = false;                                /* headings that are links: what runs below them is other articles' text */
    tree->blocks[block].keep = false;
    for (stop = wrapper ? stop : block + 1; !wrapper && stop < end; stop++) {
        const struct page_block *next = &tree->blocks[stop];
        if (role == FURNITURE_COMMENTS)
            continue;
        titles |= next->heading && page_link_share(next) > 0.8;
        if (!titles && page_block_runs(next) && page_link_share(next) < 0.2 && next->chars > 100)
            break;
        if (next->heading && next->heading <= tree->blocks[block].heading && page_link_share(next) < 0.2)
            break;
    }
    for (uint32_t b = tree->nodes[root].block_start; b < stop; b++)
        if (tree->blocks[b].keep && page_block_runs(&tree->blocks[b]))
            *(b < block ? &before : &dropped) += tree->blocks[b].chars;
    if (dropped > before)
        return block + 1;                               /* a link "Comments" above the text, no heading of a section */
    for (uint32_t b = block; b < stop; b++) {
        tree->blocks[b].keep = false;
        tree->blocks[b].closed = role != FURNITURE_FURNITURE;
    }
    return stop;
}

/* A short line that is a date, a time of day, or a byline with a date. */
static bool is_dated_scrap(struct page_tree *tree, const struct page_block *block)
{
    struct date date;
    size_t digits = 0, others = 0;
    if (block->chars > 90 || block->heading)
        return false;
    for (size_t i = 0; i < block->text.len; i++) {
        digits += char_is_digit(block->text.at[i]);
        others += !char_is_digit(block->text.at[i]) && block->text.at[i] != ':' && block->text.at[i] != '.' && block->text.at[i] != ' ';
    }
    return (digits >= 3 && digits <= 6 && others == 0) || page_line_is_date(tree->arena, block->text, STR(""), &date);
}

static bool is_scrap(const struct page_block *block)
{
    return !page_block_runs(block) && !block->heading && block->kind != PARAGRAPH_ROW;
}

/* First pass: each block by itself, and sections under furniture headings. */
static void blocks_judge(struct page_tree *tree, const struct page_content *content, uint32_t start, uint32_t end)
{
    for (uint32_t b = start; b < end; b++) {
        struct page_block *block = &tree->blocks[b];
        double share = page_link_share(block);
        block->keep = !(block->marks & PAGE_MARKS_AGAINST) && b != content->title_block;
        if (is_dated_scrap(tree, block) && block->kind != PARAGRAPH_ROW)
            block->keep = false;
        if (share > 0.6 && !(block->heading && share < 0.99) && !(block->chars > 300 && share < 0.8))
            block->keep = false;
    }
    unsigned sections = 0;
    for (uint32_t b = start; b < end; b++) {
        struct page_block *block = &tree->blocks[b];
        str rest;
        if (block->chars > 200)
            continue;
        enum furniture role = page_furniture(block->text, &rest);
        bool heading = block->heading || block->bold || block->chars < 40;
        if (role == FURNITURE_SIMILAR || role == FURNITURE_FURNITURE || role == FURNITURE_COMMENTS) {
            if (heading && sections++ < SECTIONS_MAX)
                b = section_drop(tree, b, content->root, role) - 1;
        } else if (role == FURNITURE_LINE || role == FURNITURE_CREDIT || role == FURNITURE_CATEGORY || role == FURNITURE_TAGS) {
            if (block->kind != PARAGRAPH_ROW && (rest.len == 0 || block->chars < 120))
                block->keep = false;
        } else if (role == FURNITURE_BYLINE || role == FURNITURE_PUBLISHED || role == FURNITURE_UPDATED) {
            if (block->chars < 100 && is_scrap(block))
                block->keep = false;
        }
    }
}

/* Whether a short block stands in the same element as running text, like one of its paragraphs. */
static bool is_beside(const struct page_tree *tree, uint32_t scrap, uint32_t text)
{
    const struct page_block *a = &tree->blocks[scrap], *b = &tree->blocks[text];
    uint32_t parent_a = tree->nodes[a->node].parent, parent_b = tree->nodes[b->node].parent;
    bool same = a->node == b->node || (parent_a == parent_b && tree->nodes[a->node].tag == tree->nodes[b->node].tag);
    return same && page_link_share(a) < 0.3 && !a->heading;
}

/* Second pass: scraps at both ends, headings without text, doubles. */
static void ends_trim(struct page_tree *tree, uint32_t start, uint32_t end)
{
    uint32_t first = end, last = start;
    for (uint32_t b = start; b < end; b++)
        if (tree->blocks[b].keep && page_block_runs(&tree->blocks[b])) {
            first = first == end ? b : first;
            last = b;
        }
    for (uint32_t b = start; b < first; b++)
        if (!(tree->blocks[b].heading > 1 && b + 1 == first && first < end) && (first == end || !is_beside(tree, b, first)))
            tree->blocks[b].keep = false;
    bool goes_on = first < end;
    for (uint32_t b = last + 1; b < end; b++) {
        const struct page_block *block = &tree->blocks[b];
        bool item = block->kind == PARAGRAPH_ITEM && !block->link_bytes && block->chars >= 15;
        goes_on = goes_on && block->keep && (item || is_beside(tree, b, last));
        tree->blocks[b].keep = goes_on;
    }
}

static void headings_drop(struct page_tree *tree, uint32_t start, uint32_t end)
{
    bool text_follows = false;
    uint8_t rank = 7;
    for (uint32_t b = end; b-- > start;) {
        struct page_block *block = &tree->blocks[b];
        if (!block->keep)
            continue;
        if (!block->heading) {
            text_follows = true;
            rank = 7;
        } else if (!text_follows && block->heading >= rank) {
            block->keep = false;
        } else {
            text_follows = false;
            rank = block->heading;
        }
    }
}

/* The run of blocks with the greatest sum of gains: cuts teasers that follow the text in the same container. */
static void run_cut(const struct page_tree *tree, uint32_t *start, uint32_t *end)
{
    double sum = 0, best = 0;
    uint32_t from = *start, best_from = *start, best_end = *end;
    for (uint32_t b = *start; b < *end; b++) {
        sum += (double)tree->blocks[b].gain;
        if (sum > best) {
            best = sum;
            best_from = from;
            best_end = b + 1;
        }
        if (sum < 0) {
            sum = 0;
            from = b + 1;
        }
    }
    uint32_t last = best_end - 1, first = best_from;
    while (best_end < *end && is_beside(tree, best_end, last))
        best_end++;
    while (best_from > *start && is_beside(tree, best_from - 1, first))
        best_from--;
    *start = best_from;
    *end = best_end;
}

void page_edges_cut(struct page_tree *tree, const struct page_content *content)
{
    uint32_t start = tree->nodes[content->root].block_start, end = tree->nodes[content->root].block_end;
    if (content->title_block != UINT32_MAX && content->title_block >= start && content->title_block < end) {
        /* What runs before the headline is dropped, unless most of the text stands there: then the headline is a wrong one. */
        uint32_t before = 0, after = 0;
        for (uint32_t b = start; b < end; b++)
            if (page_block_runs(&tree->blocks[b]) && !(tree->blocks[b].marks & PAGE_MARKS_AGAINST))
                *(b < content->title_block ? &before : &after) += tree->blocks[b].chars;
        if (before < after)
            start = content->title_block;
    }
    run_cut(tree, &start, &end);
    blocks_judge(tree, content, start, end);
    ends_trim(tree, start, end);
    headings_drop(tree, start, end);
}

/* A paragraph that stands twice counts once: pages hold their text once for each size of screen. What stands three times or more in one element
 * is repeated on purpose (a refrain, filler). */
static void doubles_drop(struct page_tree *tree)
{
    struct map counts = map_make(tree->arena), parents = map_make(tree->arena);
    for (uint32_t b = 0; b < tree->block_count; b++)
        if (tree->blocks[b].keep && tree->blocks[b].chars >= 60)
            *map_at(&counts, tree->blocks[b].text, NULL) += 1;
    for (uint32_t b = 0; b < tree->block_count; b++) {
        struct page_block *block = &tree->blocks[b];
        bool added;
        if (!block->keep || block->chars < 60)
            continue;
        uint64_t parent = tree->nodes[block->node].parent, *first = map_at(&parents, block->text, &added);
        *first = added ? parent : *first;
        block->keep = added || (*first == parent && *map_find(&counts, block->text) > 2);
    }
}

/* The cells of a row share its fate: that of most of its characters. */
static void rows_join(struct page_tree *tree)
{
    for (uint32_t b = 0; b < tree->block_count;) {
        uint32_t end = b + 1, kept = 0, chars = 0;
        while (end < tree->block_count && tree->blocks[b].kind == PARAGRAPH_ROW && tree->blocks[end].kind == PARAGRAPH_ROW &&
               tree->blocks[end].row == tree->blocks[b].row && tree->blocks[b].row != PAGE_NODE_NONE)
            end++;
        for (uint32_t i = b; i < end; i++) {
            chars += tree->blocks[i].chars;
            kept += tree->blocks[i].keep ? tree->blocks[i].chars : 0;
        }
        for (; b < end; b++)
            tree->blocks[b].keep = 2 * kept >= chars && kept;
    }
}

void page_edges_settle(struct page_tree *tree)
{
    rows_join(tree);
    doubles_drop(tree);
}
