/* page_state.c: an article's text that stands only in the state that a page's framework left in a script.
 *
 * Pages drawn by scripts carry their data as JSON (script elements of the type application/json, such as __NEXT_DATA__). The text is there as an
 * array of nodes (rich text: an array of paragraphs, each with its pieces) or as one string of HTML. Of all arrays and strings
 * that with the most running text is taken, if it is much more than the elements show and goes on with what they show. Scripts are read
 * only where the elements show little. Method: our own.
 */
#include "page/page_content.h"
#include "page/page_state.h"

#define STATE_SCRIPT_MAX ((size_t)4 << 20)
#define STATE_DEPTH_MAX 60                              /* of arrays that are looked at */
#define GATHER_DEPTH_MAX 8                              /* of the pieces of one paragraph */
#define PARAGRAPH_LEAST 40
#define SHOWN_MOST 1500                                 /* bytes that the elements show; with more, scripts are not read */
#define BODY_LEAST 600
#define NODE_MOST 1500                                  /* one node of an array counts no more: menus are arrays of large things */

/* shown: the start of the longest paragraph that the elements show */
struct state {struct arena *arena; str shown; const struct json *best; size_t best_bytes;};

static bool key_is_text(str key)
{
    static const str keys[] = {STR_INIT("value"), STR_INIT("text"), STR_INIT("content"), STR_INIT("html"), STR_INIT("body"), STR_INIT("children"),
            STR_INIT("copy")};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (str_eq(key, keys[i]))
            return true;
    return false;
}

/* Nodes that are no text of the article. */
static bool type_is_other(const struct json *node)
{
    static const str types[] = {STR_INIT("ad"), STR_INIT("aside"), STR_INIT("newsletter"), STR_INIT("related"), STR_INIT("image"), STR_INIT("video"),
            STR_INIT("embed"),
                                STR_INIT("media"), STR_INIT("recirc"), STR_INIT("promo"), STR_INIT("tweet")};
    str type = json_find_str(node, STR("type"));
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (str_has(type, types[i]) && (i > 0 || type.len <= 3))
            return true;
    return false;
}

static void gather(const struct json *node, unsigned depth, struct buf *out)
{
    if (node->type == JSON_STRING)
        buf_add(out, node->string);
    if (depth >= GATHER_DEPTH_MAX || (node->type == JSON_OBJECT && type_is_other(node)))
        return;
    for (size_t i = 0; i < node->count; i++) {
        const struct json *child = &node->children[i];
        bool deep = child->type == JSON_OBJECT || child->type == JSON_ARRAY;
        if (node->type == JSON_ARRAY ? deep : node->type == JSON_OBJECT && key_is_text(child->key) && (deep || child->type == JSON_STRING))
            gather(child, depth + 1, out);
    }
}

static bool is_paragraph(str text)
{
    return text.len >= PARAGRAPH_LEAST && str_find_char(text, ' ', 0) < text.len && !str_starts_fold(text, STR("http"));
}

static void search(struct state *s, const struct json *node, unsigned depth)
{
    size_t bytes = 0;
    bool known = s->shown.len == 0;
    if (depth > STATE_DEPTH_MAX)
        return;
    if (node->type == JSON_STRING && node->string.len >= BODY_LEAST && str_has(node->string, STR("<p"))) {
        bytes = node->string.len * 9 / 10;              /* tags are no text */
        known |= str_has(node->string, s->shown);
    }
    for (size_t i = 0; node->type == JSON_ARRAY && i < node->count; i++) {
        struct buf text = buf_make(s->arena);
        gather(&node->children[i], 0, &text);
        if (!is_paragraph(buf_str(&text)) || node->children[i].type != JSON_OBJECT)
            continue;
        bytes += text.len < NODE_MOST ? text.len : NODE_MOST;
        known |= str_has(buf_str(&text), s->shown);
    }
    if (known && bytes > s->best_bytes) {
        s->best_bytes = bytes;
        s->best = node;
    }
    for (size_t i = 0; (node->type == JSON_ARRAY || node->type == JSON_OBJECT) && i < node->count; i++)
        search(s, &node->children[i], depth + 1);
}

static void text_add(struct arena *arena, str text, enum paragraph_kind kind, struct paragraph_list *list)
{
    if (str_find_char(text, '<', 0) < text.len || str_find_char(text, '&', 0) < text.len) {
        struct page_tree tree;
        page_tree_read(&tree, arena, text);
        for (uint32_t b = 0; b < tree.block_count; b++)
            if (page_link_share(&tree.blocks[b]) < 0.9)
                *LIST_ADD(arena, list) = (struct paragraph){tree.blocks[b].text, kind == PARAGRAPH_TEXT ? (enum paragraph_kind)tree.blocks[b].kind : kind};
        return;
    }
    text = str_trim(page_folded(arena, text));
    if (text.len)
        *LIST_ADD(arena, list) = (struct paragraph){text, kind};
}

static void paragraphs_of(struct arena *arena, const struct json *node, struct paragraph_list *list)
{
    if (node->type == JSON_STRING) {
        text_add(arena, node->string, PARAGRAPH_TEXT, list);
        return;
    }
    for (size_t i = 0; i < node->count; i++) {
        struct buf text = buf_make(arena);
        str type = json_find_str(&node->children[i], STR("type"));
        gather(&node->children[i], 0, &text);
        text_add(arena, buf_str(&text), str_has(type, STR("head")) ? PARAGRAPH_HEADING : PARAGRAPH_TEXT, list);
    }
}

bool page_state_read(const struct page_tree *tree, struct paragraph_list *paragraphs)
{
    struct state s = {.arena = tree->arena, .shown = STR("")};
    size_t longest = 0;
    size_t shown = 0;
    for (size_t i = 0; i < paragraphs->len; i++) {
        str text = paragraphs->at[i].text;
        shown += text.len;
        if (text.len >= PARAGRAPH_LEAST && text.len > longest) {
            longest = text.len;
            s.shown = str_sub(text, 0, 30);
        }
    }
    for (uint32_t i = 1; i < tree->count && shown < SHOWN_MOST; i++) {
        const struct json *value;
        struct err err = {0};
        if (tree->nodes[i].tag != TAG_SCRIPT || i + 1 >= tree->nodes[i].end)
            continue;
        str script = str_trim(tree->nodes[i + 1].text);
        if (script.len < BODY_LEAST || script.len > STATE_SCRIPT_MAX || !str_eq_fold(str_trim(page_attribute_raw(tree, i, STR("type"))),
                STR("application/json")) ||
            !json_read(tree->arena, script, true, &value, &err))
            continue;
        search(&s, value, 0);
    }
    if (s.best_bytes < BODY_LEAST || s.best_bytes < 2 * shown)
        return false;
    struct paragraph_list found = {0};
    paragraphs_of(tree->arena, s.best, &found);
    *paragraphs = found;
    return true;
}
