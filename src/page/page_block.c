/* page_block.c: the visible text of a page as blocks.
 *
 * A block is a run of text that no block element, and no empty line of two <br>, cuts (Kohlschütter, Fankhauser, Nejdl, "Boilerplate
 * detection using shallow text features", WSDM 2010). One walk over the nodes in order; text that is not shown is passed over.
 * Marks of the elements around are joined to the block's, but a mark that would drop most of the page's text is not
 * trusted: wrappers are called "sidebar-layout", "comments-open" and the like.
 */
#include "page/page_tree.h"

#define WIDE_CHARS 3                                    /* a Chinese, Japanese or Korean character says as much as three letters */

struct block_state {
    struct page_tree *tree;
    struct buf text, decoded;
    bool pending;                                       /* a space is due before the next character */
    bool strong_only, emphasis_only;
    uint32_t block, link, row, first_link;
    uint32_t link_bytes;
    unsigned silent, links, items, quotes, strong, emphasis, cells;
    uint8_t heading;
    unsigned breaks;                                    /* <br> one after another */
};

/* Bytes at text.at[i] that are white space beyond ASCII, or nothing at all (*nothing): soft hyphen, zero-width space, BOM. */
static size_t odd_space(str text, size_t i, bool *nothing)
{
    unsigned char a = (unsigned char)text.at[i], b = i + 1 < text.len ? (unsigned char)text.at[i + 1] : 0,
                  c = i + 2 < text.len ? (unsigned char)text.at[i + 2] : 0;
    *nothing = (a == 0xC2 && b == 0xAD) || (a == 0xE2 && b == 0x80 && (c == 0x8B || c == 0x8E || c == 0x8F)) ||
               (a == 0xE2 && b == 0x81 && c == 0xA0) || (a == 0xEF && b == 0xBB && c == 0xBF);
    if (a == 0xC2 && (b == 0xA0 || b == 0x85 || b == 0xAD))
        return 2;
    if (*nothing)
        return 3;
    if (a == 0xE2 && b == 0x80 && ((c >= 0x80 && c <= 0x8A) || c == 0xA8 || c == 0xA9 || c == 0xAF))
        return 3;
    return (a == 0xE2 && b == 0x81 && c == 0x9F) || (a == 0xE3 && b == 0x80 && c == 0x80) ? 3 : 0;
}

void page_fold(str text, struct buf *out, bool *pending)
{
    size_t i = 0;
    while (i < text.len) {
        unsigned char c = (unsigned char)text.at[i];
        size_t run = i;
        while (run < text.len && (unsigned char)text.at[run] > ' ' && (unsigned char)text.at[run] != 0x7F &&
               (unsigned char)text.at[run] != 0xC2 && (unsigned char)text.at[run] != 0xE2 && (unsigned char)text.at[run] != 0xE3 &&
               (unsigned char)text.at[run] != 0xEF)
            run++;
        bool nothing = false;
        size_t odd = 0;
        if (run == i) {
            if (c <= ' ' || c == 0x7F) {
                *pending |= char_is_space((char)c) || c == '\v';
                i++;
                continue;
            }
            odd = odd_space(text, i, &nothing);
            if (odd) {
                *pending |= !nothing;
                i += odd;
                continue;
            }
            run = i + 1;
        }
        if (*pending && out->len)
            buf_add_char(out, ' ');
        *pending = false;
        buf_add(out, str_sub(text, i, run));
        i = run;
    }
}

str page_folded(struct arena *arena, str text)
{
    bool pending = false, plain = true;
    for (size_t i = 0; i < text.len && plain; i++) {
        unsigned char c = (unsigned char)text.at[i];
        plain = (c > ' ' && c < 0x7F) || (c == ' ' && i > 0 && i + 1 < text.len && text.at[i - 1] != ' ');
    }
    if (plain)
        return text;
    struct buf out = buf_make(arena);
    page_fold(text, &out, &pending);
    return buf_take(&out);
}

static void block_end(struct block_state *s)
{
    struct page_tree *tree = s->tree;
    if (s->text.len) {
        if (tree->block_count == tree->block_room) {
            uint32_t room = tree->block_room ? 2 * tree->block_room : 256;
            tree->blocks = arena_grow(tree->arena, tree->blocks, tree->block_room * sizeof *tree->blocks, room * sizeof *tree->blocks);
            tree->block_room = room;
        }
        struct page_block *block = &tree->blocks[tree->block_count++];
        *block = (struct page_block){.text = arena_str(tree->arena, buf_str(&s->text)), .node = s->block, .link = s->first_link, .row = s->row,
                                     .link_bytes = s->link_bytes, .heading = s->heading, .bold = s->strong_only, .emphasis = s->emphasis_only};
        block->kind = s->heading ? PARAGRAPH_HEADING : s->items ? PARAGRAPH_ITEM : s->quotes ? PARAGRAPH_QUOTE : s->cells ? PARAGRAPH_ROW
                                                                                                                            : PARAGRAPH_TEXT;
        for (size_t i = 0; i < block->text.len; i++) {
            unsigned char c = (unsigned char)block->text.at[i];
            block->chars += (c & 0xC0) == 0x80 ? 0 : c >= 0xE3 && c <= 0xED ? WIDE_CHARS : 1;
            block->commas += block->text.at[i] == ',';
        }
        tree->steps += block->text.len;
    }
    buf_reset(&s->text);
    s->pending = false;
    s->strong_only = s->emphasis_only = true;
    s->link_bytes = 0;
    s->first_link = PAGE_NODE_NONE;
    s->breaks = 0;
}

/* Enters (by = 1) or leaves (by = -1) an element. */
static void element_step(struct block_state *s, uint32_t node, int by)
{
    struct page_node *n = &s->tree->nodes[node];
    enum page_tag tag = (enum page_tag)n->tag;
    unsigned flags = page_tag_flags(tag), one = (unsigned)by;
    if (flags & TAG_BLOCK)
        block_end(s);
    if (by < 0)
        n->block_end = s->tree->block_count;
    else
        n->block_start = s->tree->block_count;
    if (flags & TAG_SILENT)
        s->silent += one;
    if (tag == TAG_A)
        s->links += one;
    else if (tag == TAG_LI || tag == TAG_DD || tag == TAG_DT)
        s->items += one;
    else if (tag == TAG_BLOCKQUOTE)
        s->quotes += one;
    else if (tag == TAG_B || tag == TAG_STRONG)
        s->strong += one;
    else if (tag == TAG_I || tag == TAG_EM)
        s->emphasis += one;
    else if (tag == TAG_TD || tag == TAG_TH)
        s->cells += one;
    else if (tag >= TAG_H1 && tag <= TAG_H6)
        s->heading = by > 0 ? (uint8_t)(tag - TAG_H1 + 1) : 0;
    else if (tag == TAG_TR)
        s->row = by > 0 ? node : PAGE_NODE_NONE;
    if (by > 0 && tag == TAG_A)
        s->link = node;
}

static void text_step(struct block_state *s, const struct page_node *n)
{
    str text = n->text;
    if (s->silent)
        return;
    if (n->references) {
        buf_reset(&s->decoded);
        page_decode(text, false, &s->decoded);
        text = buf_str(&s->decoded);
    }
    size_t before = s->text.len;
    page_fold(text, &s->text, &s->pending);
    size_t added = s->text.len - before;
    if (added == 0)
        return;
    s->breaks = 0;
    if (s->links) {
        s->link_bytes += (uint32_t)added;
        if (s->first_link == PAGE_NODE_NONE)
            s->first_link = s->link;
    }
    s->strong_only &= s->strong > 0;
    s->emphasis_only &= s->emphasis > 0;
}

static void break_step(struct block_state *s)
{
    s->pending = true;
    /* A line of bold type alone is a heading of old pages. */
    if (++s->breaks == 2 || (s->text.len && s->text.len < 200 && s->strong_only))
        block_end(s);
}

/* A row of a table is one only where its cells hold a run of text each: other tables lay out the page. */
static void rows_check(struct page_tree *tree)
{
    for (uint32_t b = 0; b < tree->block_count; b++) {
        uint32_t node = tree->blocks[b].node;
        if (tree->blocks[b].kind != PARAGRAPH_ROW)
            continue;
        while (node != PAGE_NODE_NONE && tree->nodes[node].tag != TAG_TD && tree->nodes[node].tag != TAG_TH)
            node = tree->nodes[node].parent;
        if (node == PAGE_NODE_NONE || tree->nodes[node].block_end - tree->nodes[node].block_start > 1)
            tree->blocks[b].kind = PARAGRAPH_TEXT;
    }
}

void page_blocks_read(struct page_tree *tree)
{
    struct block_state s = {.tree = tree, .text = buf_make(tree->arena), .decoded = buf_make(tree->arena), .strong_only = true, .emphasis_only = true,
                            .link = PAGE_NODE_NONE, .row = PAGE_NODE_NONE, .first_link = PAGE_NODE_NONE};
    uint32_t open[PAGE_DEPTH_MAX + 2];
    size_t depth = 0;
    for (uint32_t i = 0; i < tree->count; i++) {
        struct page_node *n = &tree->nodes[i];
        while (depth && tree->nodes[open[depth - 1]].end <= i) {
            element_step(&s, open[--depth], -1);
            while (depth && !(page_tag_flags((enum page_tag)tree->nodes[open[depth - 1]].tag) & TAG_BLOCK) && tree->nodes[open[depth - 1]].end <= i)
                element_step(&s, open[--depth], -1);
        }
        if (n->tag == TAG_TEXT) {
            if (s.text.len == 0)
                for (s.block = n->parent; s.block != PAGE_NODE_NONE && s.block != 0 &&
                     !(page_tag_flags((enum page_tag)tree->nodes[s.block].tag) & TAG_BLOCK);)
                    s.block = tree->nodes[s.block].parent;
            if (s.block == PAGE_NODE_NONE)
                s.block = 0;
            n->block_start = tree->block_count;
            text_step(&s, n);
            n->block_end = tree->block_count;
        } else if (n->tag == TAG_BR) {
            break_step(&s);
        } else {
            element_step(&s, i, 1);
            open[depth++] = i;
        }
    }
    while (depth)
        element_step(&s, open[--depth], -1);
    block_end(&s);
    rows_check(tree);
    if (tree->count)
        tree->nodes[0].block_end = tree->block_count;
}
