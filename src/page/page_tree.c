/* page_tree.c: tokens to a light tree.
 *
 * Not a DOM: no adoption, no foster parenting, no implied elements; but elements close where the WHATWG standard (section 13.2.6)
 * lets them close: p before a block, li before li, cells before cells, head before content; an end tag without its start is
 * nothing, and does not reach out of a table's cell. So text stays in order and in the element that a browser shows it in, for all
 * but exotic mistakes. Open elements are a stack of at most PAGE_DEPTH_MAX; a count for each tag answers "is one open?" at once,
 * so that a million stray end tags cost nothing.
 */
#include "page/page_tree.h"
#include <string.h>

struct tree_stack {uint32_t open[PAGE_DEPTH_MAX]; size_t depth; uint32_t count[TAG_COUNT];};

static enum page_tag tag_of(const struct page_tree *tree, uint32_t node)
{
    return (enum page_tag)tree->nodes[node].tag;
}

static uint32_t node_add(struct page_tree *tree, const struct tree_stack *stack, enum page_tag tag)
{
    if (tree->count == tree->room) {
        uint32_t room = tree->room ? 2 * tree->room : 1024;
        tree->nodes = arena_grow(tree->arena, tree->nodes, tree->room * sizeof *tree->nodes, room * sizeof *tree->nodes);
        tree->room = room;
    }
    tree->nodes[tree->count] = (struct page_node){.parent = stack->depth ? stack->open[stack->depth - 1] : PAGE_NODE_NONE,
                                                  .end = tree->count + 1, .tag = (uint16_t)tag};
    return tree->count++;
}

static uint32_t marks_of(struct page_tree *tree, str value)
{
    uint32_t hash = (uint32_t)value.len;
    for (size_t i = 0; i < value.len; i++)
        hash = (hash ^ (unsigned char)value.at[i]) * 16777619u;
    struct page_mark_cache *seen = &tree->mark_cache[(hash ^ hash >> 16) % PAGE_MARK_CACHE];
    if (!seen->value.at || !str_eq(seen->value, value))
        *seen = (struct page_mark_cache){value, page_marks_of(value)};
    return seen->marks;
}

static void attributes_add(struct page_tree *tree, struct page_node *node, const struct page_token *token)
{
    uint32_t need = tree->attribute_count + (uint32_t)token->attribute_count;
    if (need > tree->attribute_room) {
        uint32_t room = tree->attribute_room ? 2 * tree->attribute_room : 1024;
        while (room < need)
            room *= 2;
        tree->attributes = arena_grow(tree->arena, tree->attributes, tree->attribute_room * sizeof *tree->attributes,
                                      room * sizeof *tree->attributes);
        tree->attribute_room = room;
    }
    node->attribute = tree->attribute_count;
    node->attribute_count = (uint16_t)token->attribute_count;
    for (size_t i = 0; i < token->attribute_count; i++) {
        str name = token->attributes[i].name, value = token->attributes[i].value;
        tree->attributes[tree->attribute_count++] = token->attributes[i];
        if (str_eq_fold(name, STR("class")) || str_eq_fold(name, STR("id")))
            node->marks |= marks_of(tree, value);
        else if (str_eq_fold(name, STR("hidden")) || (str_eq_fold(name, STR("aria-hidden")) && str_eq_fold(value, STR("true"))))
            node->marks |= MARK_HIDDEN;
        else if (str_eq_fold(name, STR("style")) && str_find_fold(value, STR("display"), 0) < value.len &&
                 (str_find_fold(value, STR("display:none"), 0) < value.len || str_find_fold(value, STR("display: none"), 0) < value.len))
            node->marks |= MARK_HIDDEN;
        else if (str_eq_fold(name, STR("itemprop")) && str_eq_fold(value, STR("articleBody")))
            node->marks |= MARK_BODY;
        else if (str_eq_fold(name, STR("role")) && (str_eq_fold(value, STR("navigation")) || str_eq_fold(value, STR("banner"))))
            node->marks |= MARK_NAVIGATION;
        else if (str_eq_fold(name, STR("role")) && (str_eq_fold(value, STR("dialog")) || str_eq_fold(value, STR("alertdialog"))))
            node->marks |= MARK_CONSENT;
        else if (str_eq_fold(name, STR("role")) && str_eq_fold(value, STR("contentinfo")))
            node->marks |= MARK_FOOTER;
        else if (str_eq_fold(name, STR("role")) && str_eq_fold(value, STR("complementary")))
            node->marks |= MARK_ASIDE;
    }
}

/* Pops elements until the stack has depth elements. */
static void stack_cut(struct page_tree *tree, struct tree_stack *stack, size_t depth)
{
    while (stack->depth > depth) {
        uint32_t node = stack->open[--stack->depth];
        tree->nodes[node].end = tree->count;
        stack->count[tree->nodes[node].tag]--;
    }
}

static bool tag_is_table_part(enum page_tag tag)
{
    return tag == TAG_TABLE || tag == TAG_TR || tag == TAG_TD || tag == TAG_TH || tag == TAG_TBODY || tag == TAG_THEAD || tag == TAG_TFOOT ||
           tag == TAG_CAPTION;
}

/* Where tag stands on the stack, without passing stop elements; SIZE_MAX where it is not open there. */
static size_t stack_find(struct page_tree *tree, const struct tree_stack *stack, enum page_tag tag, bool (*stop)(enum page_tag tag))
{
    if (stack->count[tag] == 0)
        return SIZE_MAX;
    for (size_t i = stack->depth; i-- > 0;) {
        enum page_tag here = tag_of(tree, stack->open[i]);
        tree->steps++;
        if (here == tag)
            return i;
        if (stop(here))
            return SIZE_MAX;
    }
    return SIZE_MAX;
}

static bool stop_scope(enum page_tag tag)               /* 13.2.4.2: the scope of an element */
{
    return tag == TAG_TABLE || tag == TAG_TD || tag == TAG_TH || tag == TAG_CAPTION || tag == TAG_TEMPLATE || tag == TAG_OBJECT || tag == TAG_BUTTON;
}

static bool stop_item(enum page_tag tag)
{
    return stop_scope(tag) || (tag != TAG_DIV && tag != TAG_P && tag != TAG_ADDRESS && (page_tag_flags(tag) & TAG_BLOCK));
}

static bool stop_table(enum page_tag tag)
{
    return tag == TAG_TABLE || tag == TAG_TEMPLATE;
}

static bool stop_cell(enum page_tag tag)
{
    return stop_table(tag) || tag == TAG_TR;
}

static bool stop_block(enum page_tag tag)
{
    return (page_tag_flags(tag) & TAG_BLOCK) != 0;
}

static bool stop_never(enum page_tag tag)
{
    return tag == TAG_TEMPLATE;
}

static void close_open(struct page_tree *tree, struct tree_stack *stack, enum page_tag tag, bool (*stop)(enum page_tag tag))
{
    size_t at = stack_find(tree, stack, tag, stop);
    if (at != SIZE_MAX)
        stack_cut(tree, stack, at);
}

static bool is_heading(enum page_tag tag)
{
    return tag >= TAG_H1 && tag <= TAG_H6;
}

static bool stays_in_head(enum page_tag tag)
{
    return tag == TAG_META || tag == TAG_LINK || tag == TAG_SCRIPT || tag == TAG_STYLE || tag == TAG_TITLE || tag == TAG_BASE ||
           tag == TAG_NOSCRIPT || tag == TAG_TEMPLATE || tag == TAG_HEAD;
}

/* What a start tag closes before it opens its own element. */
static void start_closes(struct page_tree *tree, struct tree_stack *stack, enum page_tag tag)
{
    if (stack->count[TAG_HEAD] && !stays_in_head(tag) && tag_of(tree, stack->open[stack->depth - 1]) == TAG_HEAD)
        stack_cut(tree, stack, stack->depth - 1);
    else if (tag == TAG_BODY)
        close_open(tree, stack, TAG_HEAD, stop_never);
    if (tag == TAG_LI)
        close_open(tree, stack, TAG_LI, stop_item);
    else if (tag == TAG_DD || tag == TAG_DT) {
        close_open(tree, stack, TAG_DD, stop_item);
        close_open(tree, stack, TAG_DT, stop_item);
    } else if (tag == TAG_OPTION)
        close_open(tree, stack, TAG_OPTION, stop_scope);
    else if (tag == TAG_TD || tag == TAG_TH) {
        close_open(tree, stack, TAG_TD, stop_cell);
        close_open(tree, stack, TAG_TH, stop_cell);
    } else if (tag == TAG_TR || tag == TAG_TBODY || tag == TAG_THEAD || tag == TAG_TFOOT) {
        close_open(tree, stack, TAG_TR, stop_table);
        if (tag != TAG_TR) {
            close_open(tree, stack, TAG_TBODY, stop_table);
            close_open(tree, stack, TAG_THEAD, stop_table);
        }
    } else if (tag == TAG_A)
        close_open(tree, stack, TAG_A, stop_block);
    if ((page_tag_flags(tag) & TAG_BLOCK) && !tag_is_table_part(tag) && tag != TAG_BODY && tag != TAG_HTML && tag != TAG_HEAD)
        close_open(tree, stack, TAG_P, stop_scope);
    if (is_heading(tag) && stack->depth && is_heading(tag_of(tree, stack->open[stack->depth - 1])))
        stack_cut(tree, stack, stack->depth - 1);
}

static bool is_foreign(const struct tree_stack *stack)
{
    return stack->count[TAG_SVG] || stack->count[TAG_MATH];
}

static void start_tag(struct page_tree *tree, struct tree_stack *stack, const struct page_token *token)
{
    enum page_tag tag = token->tag;
    bool block = page_tag_flags(tag) & TAG_BLOCK;
    if ((tag == TAG_HTML || tag == TAG_BODY || tag == TAG_HEAD) && stack->count[tag])
        return;
    if (is_foreign(stack) && (block || tag == TAG_IMG || tag == TAG_SPAN || tag == TAG_BR)) {    /* 13.2.6.5: out of svg and math */
        close_open(tree, stack, TAG_SVG, stop_never);
        close_open(tree, stack, TAG_MATH, stop_never);
    }
    start_closes(tree, stack, tag);
    if (tree->count >= PAGE_NODES_MAX) {
        tree->nodes_cut = true;
        return;
    }
    bool foreign = is_foreign(stack) || tag == TAG_SVG || tag == TAG_MATH;
    bool leaf = (page_tag_flags(tag) & TAG_VOID) || (foreign && token->self_closing);
    if (!leaf && stack->depth == PAGE_DEPTH_MAX) {
        tree->depth_cut = true;
        return;
    }
    uint32_t node = node_add(tree, stack, tag);
    attributes_add(tree, &tree->nodes[node], token);
    tree->attributes_cut |= token->attributes_cut;
    if (tag == TAG_OTHER)
        tree->nodes[node].text = token->name;
    if (!leaf) {
        stack->open[stack->depth++] = node;
        stack->count[tag]++;
    }
}

/* An end tag of an element that is not listed: matched by name among the innermost few. */
static void end_other(struct page_tree *tree, struct tree_stack *stack, str name)
{
    if (stack->count[TAG_OTHER] == 0)
        return;
    for (size_t i = stack->depth, looked = 0; i-- > 0 && looked < 64; looked++) {
        tree->steps++;
        enum page_tag tag = tag_of(tree, stack->open[i]);
        if (tag == TAG_OTHER && str_eq_fold(tree->nodes[stack->open[i]].text, name)) {
            stack_cut(tree, stack, i);
            return;
        }
        if (stop_scope(tag))
            return;
    }
}

static void end_tag(struct page_tree *tree, struct tree_stack *stack, const struct page_token *token)
{
    enum page_tag tag = token->tag;
    if (tag == TAG_OTHER)
        end_other(tree, stack, token->name);
    else if (is_heading(tag)) {                         /* 13.2.6.4.7: any heading's end tag ends the open heading */
        for (enum page_tag other = TAG_H1; other <= TAG_H6; other++)
            close_open(tree, stack, other, stop_item);
    } else if (tag_is_table_part(tag))
        close_open(tree, stack, tag, tag == TAG_TABLE ? stop_never : stop_table);
    else if (tag == TAG_BODY || tag == TAG_HTML)
        return;                                         /* what comes after still belongs to it */
    else
        close_open(tree, stack, tag, page_tag_flags(tag) & (TAG_BLOCK | TAG_SILENT) ? stop_scope : stop_block);
}

static void text_add(struct page_tree *tree, struct tree_stack *stack, const struct page_token *token)
{
    if (stack->count[TAG_HEAD] && stack->depth && tag_of(tree, stack->open[stack->depth - 1]) == TAG_HEAD && str_trim(token->text).len)
        stack_cut(tree, stack, stack->depth - 1);
    if (tree->count >= PAGE_NODES_MAX) {
        tree->nodes_cut = true;
        return;
    }
    uint32_t node = node_add(tree, stack, TAG_TEXT);
    tree->nodes[node].text = token->text;
    tree->nodes[node].references = token->references;
}

void page_tree_read(struct page_tree *tree, struct arena *arena, str html)
{
    *tree = (struct page_tree){.arena = arena, .mark_cache = ARENA_ARRAY(arena, struct page_mark_cache, PAGE_MARK_CACHE)};
    struct tree_stack *stack = ARENA_NEW(arena, struct tree_stack);
    struct page_token *token = ARENA_NEW(arena, struct page_token);
    struct page_tokenizer tokenizer = page_tokenizer_make(html);
    node_add(tree, stack, TAG_OTHER);                   /* node 0: the document */
    stack->open[stack->depth++] = 0;
    stack->count[TAG_OTHER]++;
    while (page_token_next(&tokenizer, token)) {
        if (token->kind == TOKEN_TEXT)
            text_add(tree, stack, token);
        else if (token->kind == TOKEN_START)
            start_tag(tree, stack, token);
        else if (token->kind == TOKEN_END)
            end_tag(tree, stack, token);
        tokenizer.foreign = is_foreign(stack);
    }
    stack_cut(tree, stack, 0);
    tree->steps += tokenizer.steps;
    page_blocks_read(tree);
}

str page_attribute_raw(const struct page_tree *tree, uint32_t node, str name)
{
    const struct page_node *n = &tree->nodes[node];
    for (uint32_t i = 0; i < n->attribute_count; i++)
        if (str_eq_fold(tree->attributes[n->attribute + i].name, name))
            return tree->attributes[n->attribute + i].value;
    return STR("");
}

bool page_attribute_has(const struct page_tree *tree, uint32_t node, str name)
{
    const struct page_node *n = &tree->nodes[node];
    for (uint32_t i = 0; i < n->attribute_count; i++)
        if (str_eq_fold(tree->attributes[n->attribute + i].name, name))
            return true;
    return false;
}

str page_attribute_text(const struct page_tree *tree, uint32_t node, str name)
{
    str raw = page_attribute_raw(tree, node, name);
    if (str_find_char(raw, '&', 0) < raw.len) {
        struct buf out = buf_make(tree->arena);
        page_decode(raw, true, &out);
        raw = buf_take(&out);
    }
    return page_folded(tree->arena, raw);
}

str page_node_text(const struct page_tree *tree, uint32_t node, size_t limit)
{
    struct buf out = buf_make(tree->arena), decoded = buf_make(tree->arena);
    bool pending = false;
    for (uint32_t i = node; i < tree->nodes[node].end && out.len < limit; i++) {
        const struct page_node *n = &tree->nodes[i];
        if (n->tag == TAG_BR || (page_tag_flags((enum page_tag)n->tag) & TAG_BLOCK))
            pending = out.len > 0;
        if (n->tag == TAG_STYLE || n->tag == TAG_SCRIPT || n->tag == TAG_SVG || n->tag == TAG_NOSCRIPT) {
            if (i != node) {
                i = n->end - 1;
                continue;
            }
        }
        if (n->tag != TAG_TEXT)
            continue;
        str text = str_sub(n->text, 0, limit);
        if (n->references) {
            buf_reset(&decoded);
            page_decode(text, false, &decoded);
            text = buf_str(&decoded);
        }
        page_fold(text, &out, &pending);
    }
    return buf_take(&out);
}

uint32_t page_node_find(const struct page_tree *tree, uint32_t root, enum page_tag tag, uint32_t after)
{
    for (uint32_t i = after == PAGE_NODE_NONE ? root + 1 : after + 1; i < tree->nodes[root].end; i++)
        if (tree->nodes[i].tag == tag)
            return i;
    return PAGE_NODE_NONE;
}
