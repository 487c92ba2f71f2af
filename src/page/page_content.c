/* page_content.c: which part of the page is the article?
 *
 * 1. Marks of classes, ids and elements are joined down the tree; a mark whose element holds most of the page's running text is not
 *    trusted (a wrapper called "sidebar-left").
 * 2. Each block gets a gain: running text counts by its length, links, furniture and marked blocks count against. The article's
 *    container is the node whose subtree has the greatest sum: the node form of the maximum subarray (Bentley, "Programming pearls",
 *    CACM 27(9), 1984; used on tag sequences by Pasternack and Roth, "Extracting article text from the Web with maximum
 *    subsequence segmentation", WWW 2009). Prefix sums make each node O(1).
 *    From there up where the parent holds much more text, and down where a layout table or body holds little else.
 * 3. Within the container, block by block, what is furniture is dropped: page_edge.c.
 * Constants were set by hand on the newspapers and wcxb sets of the page bench.
 */
#include "page/page_model.h"
#include "base/utf8.h"
#include <string.h>

#define TRUST_SHARE 0.4                                 /* of the page's running text that a mark may drop */
#define TRUST_SHARE_OTHERS 0.9                          /* the same for readers' words and consent texts, which can be very long */

#define SHORT_TEXT_LEAST 60
#define DESCENT_SHARE 0.9
#define CLIMB_MORE 0.2
#define CLIMB_COST 0.4

static double trust_share(uint32_t marks)
{
    return marks & (MARK_COMMENTS | MARK_CONSENT) ? TRUST_SHARE_OTHERS : TRUST_SHARE;
}

static bool ends_sentence(str text)
{
    static const str ends[] = {STR_INIT("."), STR_INIT("!"), STR_INIT("?"), STR_INIT("\""), STR_INIT("\xe2\x80\xa6"), STR_INIT("\xe2\x80\x9d"),
                               STR_INIT("\xc2\xbb"), STR_INIT("\xe2\x80\x9c"), STR_INIT("\xe3\x80\x82"),
                               STR_INIT(":"), STR_INIT(".)"), STR_INIT("\xe2\x80\x99")};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (str_ends(text, ends[i]))
            return true;
    return false;
}

double page_link_share(const struct page_block *block)
{
    return (double)block->link_bytes / (double)block->text.len;
}

bool page_block_runs(const struct page_block *block)
{
    if (block->heading || page_link_share(block) > 0.5 || (block->chars < 400 && str_has(block->text, STR("\xc2\xa9"))))
        return false;                                   /* © stands in imprints */
    return block->chars >= 140 || (block->chars >= 40 && ends_sentence(block->text));
}

static uint32_t tag_marks(enum page_tag tag)
{
    switch (tag) {
    case TAG_NAV: case TAG_MENU: return MARK_NAVIGATION;
    case TAG_ASIDE: return MARK_ASIDE;
    case TAG_FOOTER: return MARK_FOOTER;
    case TAG_FIGCAPTION: case TAG_CAPTION: return MARK_CAPTION;
    case TAG_FORM: return MARK_NEWSLETTER;
    case TAG_DIALOG: return MARK_CONSENT;
    default: return 0;
    }
}

/* The marks that would drop too much of the page's running text if all elements that have them were dropped. A page of comments may
 * well have more of them than of its own text. */
static uint32_t marks_doubted(const struct page_tree *tree, const uint32_t *running, const uint32_t *of_tags)
{
    uint32_t doubted = 0, total = running[tree->block_count];
    for (uint32_t mark = 1; mark <= MARK_HIDDEN; mark <<= 1) {
        uint32_t under = 0, end = 0;
        if (!(mark & PAGE_MARKS_AGAINST))
            continue;
        for (uint32_t i = 0; i < tree->count; i++) {
            const struct page_node *n = &tree->nodes[i];
            if (i < end || !((n->marks | of_tags[i]) & mark) || n->tag == TAG_HTML || n->tag == TAG_BODY)
                continue;
            under += running[n->block_end] - running[n->block_start];
            end = n->end;
        }
        if (under > trust_share(mark) * total)
            doubted |= mark;
    }
    return doubted;
}

/* Joins marks down the tree into the blocks, as far as they are trusted. */
static void marks_join(struct page_tree *tree)
{
    uint32_t *joined = ARENA_ARRAY(tree->arena, uint32_t, tree->count);
    uint32_t *running = ARENA_ARRAY(tree->arena, uint32_t, tree->block_count + 1), *chars = ARENA_ARRAY(tree->arena, uint32_t, tree->block_count + 1);
    for (uint32_t b = 0; b < tree->block_count; b++) {
        running[b + 1] = running[b] + (page_block_runs(&tree->blocks[b]) ? tree->blocks[b].chars : 0);
        chars[b + 1] = chars[b] + tree->blocks[b].chars;
    }
    double total = running[tree->block_count];
    uint32_t *of_tags = ARENA_ARRAY(tree->arena, uint32_t, tree->count);
    for (uint32_t i = 0; i < tree->count; i++)
        of_tags[i] = tag_marks((enum page_tag)tree->nodes[i].tag);
    uint32_t doubted = marks_doubted(tree, running, of_tags);
    for (uint32_t i = 0; i < tree->count; i++) {
        const struct page_node *n = &tree->nodes[i];
        uint32_t own = (n->marks | of_tags[i]) & ~doubted;
        uint32_t inside = running[n->block_end] - running[n->block_start], all = chars[n->block_end] - chars[n->block_start];
        if (n->tag == TAG_HTML || n->tag == TAG_BODY)
            own = 0;
        if (inside > 0 && inside > trust_share(own) * total)
            own &= ~PAGE_MARKS_AGAINST;
        if (all > 400 || inside > 250)
            own &= ~(uint32_t)(MARK_BYLINE | MARK_DATE | MARK_META | MARK_CREDIT | MARK_TITLE);
        if (own & MARK_BODY)
            own &= ~(uint32_t)(MARK_META | MARK_DATE | MARK_BYLINE);
        joined[i] = own | (n->parent == PAGE_NODE_NONE ? 0 : joined[n->parent]);
    }
    for (uint32_t b = 0; b < tree->block_count; b++)
        tree->blocks[b].marks = joined[tree->blocks[b].node];
}

static float block_gain(const struct page_block *block)
{
    float chars = (float)block->chars, share = (float)page_link_share(block);
    if (block->marks & PAGE_MARKS_AGAINST)
        return -5.0f - 0.3f * (chars < 400 ? chars : 400);
    if (page_block_runs(block)) {
        float gain = chars * (1.0f - 1.5f * share);
        return block->marks & MARK_BODY ? gain * 1.3f : gain;
    }
    if (block->heading)
        return share > 0.5f ? -20.0f : 5.0f;
    if (share > 0.4f)
        return -10.0f - 0.7f * (chars < 200 ? chars : 200);
    return chars < 30 ? -6.0f : -2.0f;
}

static float node_bonus(const struct page_node *node)
{
    float bonus = 0;
    if (node->tag == TAG_ARTICLE)
        bonus += 120;
    if (node->tag == TAG_MAIN)
        bonus += 40;
    if (node->marks & MARK_BODY)
        bonus += 150;
    if (node->marks & MARK_CONTENT)
        bonus += 30;
    return bonus;
}

static bool is_layout(enum page_tag tag)
{
    return tag == TAG_HTML || tag == TAG_BODY || tag == TAG_CENTER || tag == TAG_TABLE || tag == TAG_TBODY || tag == TAG_TR || tag == TAG_OTHER;
}

/* Up from a container to its parent while that holds much more running text, though furniture costs more than it gains: what lies
 * between is dropped block by block later. A single paragraph is never a container where its parent holds another. */
static uint32_t climb(const struct page_tree *tree, const double *sum, const double *good, uint32_t node)
{
    for (;;) {
        const struct page_node *n = &tree->nodes[node];
        uint32_t up = n->parent;
        if (up == PAGE_NODE_NONE || tree->nodes[up].tag == TAG_BODY || tree->nodes[up].tag == TAG_HTML || up == 0)
            return node;
        const struct page_node *p = &tree->nodes[up];
        double own = good[n->block_end] - good[n->block_start], more = good[p->block_end] - good[p->block_start] - own;
        double cost = more - ((sum[p->block_end] - sum[p->block_start]) - (sum[n->block_end] - sum[n->block_start]));
        bool single = n->tag == TAG_P || n->block_end - n->block_start == 1;
        if (!(more > CLIMB_MORE * own && more > CLIMB_COST * cost) && !(single && more > 30))
            return node;
        node = up;
    }
}

/* The node with the greatest sum of gains; of equals the inner one. */
static uint32_t best_node(const struct page_tree *tree, double *best_sum)
{
    double *sum = ARENA_ARRAY(tree->arena, double, tree->block_count + 1), *good = ARENA_ARRAY(tree->arena, double, tree->block_count + 1);
    uint32_t best = PAGE_NODE_NONE;
    *best_sum = 0;
    for (uint32_t b = 0; b < tree->block_count; b++)
    {
        sum[b + 1] = sum[b] + (double)tree->blocks[b].gain;
        good[b + 1] = good[b] + (tree->blocks[b].gain > 0 ? (double)tree->blocks[b].gain : 0);
    }
    for (uint32_t i = 0; i < tree->count; i++) {
        const struct page_node *n = &tree->nodes[i];
        if (n->block_end <= n->block_start || (i && !(page_tag_flags((enum page_tag)n->tag) & TAG_BLOCK) && n->tag != TAG_OTHER))
            continue;
        double here = sum[n->block_end] - sum[n->block_start];
        if (here > 0)
            here += (double)node_bonus(n);
        if (here >= *best_sum && here > 0) {
            *best_sum = here;
            best = i;
        }
    }
    if (best != PAGE_NODE_NONE)
        best = climb(tree, sum, good, best);
    /* Down again from what only lays out the page, while one child holds nearly all: what stands beside it is head and foot. */
    for (uint32_t i = best == PAGE_NODE_NONE ? 0 : best + 1; best != PAGE_NODE_NONE && is_layout((enum page_tag)tree->nodes[best].tag) &&
         i < tree->nodes[best].end;) {
        const struct page_node *n = &tree->nodes[i];
        double whole = sum[tree->nodes[best].block_end] - sum[tree->nodes[best].block_start];
        bool block = (page_tag_flags((enum page_tag)n->tag) & TAG_BLOCK) || n->tag == TAG_OTHER;
        if (block && n->block_end > n->block_start && sum[n->block_end] - sum[n->block_start] >= DESCENT_SHARE * whole) {
            best = i++;
        } else
            i = n->end;
    }
    return best;
}

/* A page without running text: all that is neither marked nor a link, if it says anything. */
static void short_text_keep(struct page_tree *tree, struct page_content *content)
{
    uint32_t chars = 0;
    for (uint32_t b = 0; b < tree->block_count; b++) {
        struct page_block *block = &tree->blocks[b];
        block->keep = !(block->marks & PAGE_MARKS_AGAINST) && page_link_share(block) < 0.3 && block->chars >= 20 && !block->heading;
        chars += block->keep ? block->chars : 0;
    }
    for (uint32_t b = 0; b < tree->block_count && chars < SHORT_TEXT_LEAST; b++)
        tree->blocks[b].keep = false;
    if (chars >= SHORT_TEXT_LEAST)
        content->root = 0;
}

/* How sure the text is the article: the share of running text in it, and its share of the page's. all: bytes of the latter. */
static double quality_of(const struct page_tree *tree, double all)
{
    double kept = 0, running = 0;
    for (uint32_t b = 0; b < tree->block_count; b++)
        if (tree->blocks[b].keep) {
            kept += tree->blocks[b].chars;
            running += page_block_runs(&tree->blocks[b]) ? tree->blocks[b].chars : 0;
        }
    return kept > 0 ? running / kept * (0.5 + 0.5 * running / (all > 0 ? all : 1)) * (kept < 300 ? kept / 300 : 1) : 0;
}

void page_content_find(struct page_tree *tree, const struct page_fields *fields, const struct page_model *model, struct page_content *content)
{
    double sum, all = 0;
    *content = (struct page_content){.root = PAGE_NODE_NONE, .title_block = UINT32_MAX, .title_node = PAGE_NODE_NONE};
    marks_join(tree);
    page_title_find(tree, fields, content);
    for (uint32_t b = 0; b < tree->block_count; b++) {
        tree->blocks[b].gain = block_gain(&tree->blocks[b]);
        if (page_block_runs(&tree->blocks[b]))
            all += tree->blocks[b].chars;
    }
    content->root = best_node(tree, &sum);
    if (content->root == PAGE_NODE_NONE)
        short_text_keep(tree, content);
    else
        page_edges_cut(tree, content);
    content->quality = quality_of(tree, all);
    page_model_apply(tree, content, fields, model);
    page_edges_settle(tree);
    for (uint32_t b = 0; b < tree->block_count && content->root == PAGE_NODE_NONE; b++)
        content->root = tree->blocks[b].keep ? 0 : PAGE_NODE_NONE;
    content->quality = quality_of(tree, all);
}
