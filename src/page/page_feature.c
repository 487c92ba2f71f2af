/* page_feature.c: what the learnt model (page_model.h) is told of a block: what page_content and page_edge decided, its text and
 * element, its neighbours, its place, and hashed words. One pass for each group; all integers.
 */
#include "page/page_model.h"
#include "page/page_line.h"
#include "base/map.h"
#include "base/utf8.h"

#define ROWS_BEYOND 15                                  /* blocks before and after the container that are asked about too */
#define FAR 100                                         /* distances are cut there */

static int16_t cut(int64_t value, int64_t most)
{
    return (int16_t)(value > most ? most : value < -most ? -most : value);
}

static int16_t percent(uint64_t part, uint64_t whole)
{
    return whole ? cut((int64_t)(part * 100 / whole), 1000) : 0;
}

static bool ends_sentence(str text)
{
    return str_ends(text, STR(".")) || str_ends(text, STR("!")) || str_ends(text, STR("?")) || str_ends(text, STR("\"")) ||
           str_ends(text, STR("\xe2\x80\x9d")) || str_ends(text, STR(":")) || str_ends(text, STR("\xe2\x80\xa6"));
}

/* Words and pairs of the first words, hashed (FNV-1a); digits are one digit. */
static void words_hash(struct page_row *row, str text)
{
    uint32_t before = 0;
    for (size_t at = 0, words = 0; at < text.len && words < PAGE_WORDS_MAX / 2;) {
        uint32_t hash = 2166136261u;
        size_t letters = 0;
        while (at < text.len) {
            size_t next = at;
            uint32_t c = utf8_next(text, &next);
            bool letter = c < 128 ? char_is_alpha((char)c) || char_is_digit((char)c) : utf8_is_letter(c);
            if (!letter && !(c == '@' || c == 0xA9)) {
                at = next;
                break;
            }
            c = c < 128 ? (char_is_digit((char)c) ? '0' : (uint32_t)char_lower((char)c)) : utf8_lower(c);
            hash = (hash ^ c) * 16777619u;
            letters++;
            at = next;
        }
        if (letters == 0)
            continue;
        uint32_t both[2] = {hash, words < 6 ? (before ^ hash * 31u) * 16777619u + 7u : hash};
        for (int k = 0; k < 2; k++) {
            uint16_t bucket = (uint16_t)((both[k] ^ both[k] >> 15) % PAGE_WORD_BUCKETS);
            bool seen = false;
            for (uint16_t i = 0; i < row->word_count; i++)
                seen |= row->words[i] == bucket;
            if (!seen && row->word_count < PAGE_WORDS_MAX)
                row->words[row->word_count++] = bucket;
        }
        before = hash;
        words++;
    }
}

struct feature_state {
    struct page_tree *tree;
    const struct page_content *content;
    const struct page_fields *fields;
    uint32_t start, end, first, last, kept, kept_chars;
    uint32_t parent, parent_chars, article, depth;      /* of most of the kept text */
    str title, description;
    struct map texts, kinds_kept, kinds_dropped;
    uint64_t *kinds;                                    /* of each block */
};

static uint32_t depth_of(const struct page_tree *tree, uint32_t node)
{
    uint32_t depth = 0;
    for (; node != PAGE_NODE_NONE; node = tree->nodes[node].parent)
        depth++;
    return depth;
}

static uint32_t article_of(const struct page_tree *tree, uint32_t node)
{
    for (; node != PAGE_NODE_NONE; node = tree->nodes[node].parent)
        if (tree->nodes[node].tag == TAG_ARTICLE)
            return node;
    return PAGE_NODE_NONE;
}

/* Tag and class of the block's element, hashed: blocks of one kind mostly share their fate. */
static uint64_t kind_hash(const struct page_tree *tree, const struct page_block *block)
{
    str class = page_attribute_raw(tree, block->node, STR("class"));
    uint64_t hash = 14695981039346656037u ^ ((uint64_t)tree->nodes[block->node].tag << 8 | block->heading);
    for (size_t i = 0; i < class.len; i++)
        hash = (hash ^ (unsigned char)class.at[i]) * 1099511628211u;
    return hash;
}

static str kind_of(const struct feature_state *s, uint32_t block)
{
    return (str){(const char *)&s->kinds[block], sizeof *s->kinds};
}

static void state_make(struct feature_state *s)
{
    struct page_tree *tree = s->tree;
    struct map parents = map_make(tree->arena);
    bool added;
    s->texts = map_make(tree->arena);
    s->kinds_kept = map_make(tree->arena);
    s->kinds_dropped = map_make(tree->arena);
    s->kinds = ARENA_ARRAY(tree->arena, uint64_t, (size_t)tree->block_count + 1);
    s->first = s->last = UINT32_MAX;
    for (uint32_t b = 0; b < tree->block_count; b++) {
        const struct page_block *block = &tree->blocks[b];
        *map_at(&s->texts, block->text, &added) += 1;
        s->kinds[b] = kind_hash(tree, block);
        *map_at(block->keep ? &s->kinds_kept : &s->kinds_dropped, kind_of(s, b), &added) += 1;
        if (!block->keep)
            continue;
        s->first = s->first == UINT32_MAX ? b : s->first;
        s->last = b;
        s->kept++;
        s->kept_chars += block->chars;
        uint32_t parent = tree->nodes[block->node].parent;
        str key = {(const char *)&tree->nodes[block->node].parent, sizeof parent};
        uint64_t *chars = map_at(&parents, key, &added);
        *chars += block->chars;
        if (*chars > s->parent_chars) {
            s->parent_chars = (uint32_t)*chars;
            s->parent = parent;
        }
    }
    s->article = s->first == UINT32_MAX ? PAGE_NODE_NONE : article_of(tree, tree->blocks[s->first].node);
    s->depth = s->parent == PAGE_NODE_NONE ? 0 : depth_of(tree, s->parent);
    s->title = s->content->title_block < tree->block_count ? tree->blocks[s->content->title_block].text : s->fields->title.text;
    s->description = s->fields->description.text;
}

static void text_features(const struct feature_state *s, const struct page_block *block, int16_t *f)
{
    size_t digits = 0, upper = 0;
    str rest;
    struct date date;
    for (size_t i = 0; i < block->text.len && i < 400; i++) {
        digits += char_is_digit(block->text.at[i]);
        upper += block->text.at[i] >= 'A' && block->text.at[i] <= 'Z';
    }
    size_t bytes = block->text.len < 400 ? block->text.len : 400, zero = 0;
    f[FEATURE_CHARS] = cut(block->chars, 3000);
    f[FEATURE_LINK_SHARE] = percent(block->link_bytes, block->text.len);
    f[FEATURE_HEADING] = block->heading;
    f[FEATURE_KIND] = block->kind;
    f[FEATURE_BOLD] = block->bold;
    f[FEATURE_EMPHASIS] = block->emphasis;
    f[FEATURE_RUNS] = page_block_runs(block);
    f[FEATURE_SENTENCE] = ends_sentence(block->text);
    f[FEATURE_COMMAS] = cut(block->commas, 50);
    f[FEATURE_ROLE] = (int16_t)page_furniture(block->text, &rest);
    f[FEATURE_ROLE_REST] = cut((int64_t)rest.len, 300);
    f[FEATURE_DATED] = block->chars <= 90 && page_line_is_date(s->tree->arena, block->text, STR(""), &date);
    f[FEATURE_DIGITS] = percent(digits, bytes);
    f[FEATURE_UPPER] = percent(upper, bytes);
    f[FEATURE_ADDRESS] = str_has(block->text, STR("@")) ? 2 : str_has(block->text, STR("http")) || str_has(block->text, STR("www."));
    f[FEATURE_QUOTE] = str_starts(block->text, STR("\"")) || str_starts(block->text, STR("\xe2\x80\x9c"));
    uint32_t c = utf8_next(block->text, &zero);
    f[FEATURE_LOWER_START] = utf8_is_letter(c) && !utf8_is_upper(c);
    f[FEATURE_TITLE_LIKE] = s->title.len > 8 && (str_starts(s->title, str_sub(block->text, 0, 40)) || str_starts(block->text, str_sub(s->title, 0, 40)));
    f[FEATURE_DESCRIPTION] = s->description.len > 20 && (str_starts_fold(block->text, str_sub(s->description, 0, 40)) ||
                                                         (block->text.len > 20 && str_starts_fold(s->description, str_sub(block->text, 0, 40))));
    for (unsigned bit = 0; bit <= 20; bit++)
        f[FEATURE_MARK_BODY + bit] = (block->marks >> bit & 1) != 0;
}

static void place_features(const struct feature_state *s, uint32_t b, int16_t *f)
{
    const struct page_tree *tree = s->tree;
    const struct page_block *block = &tree->blocks[b];
    const struct page_node *node = &tree->nodes[block->node];
    uint32_t root = s->content->root, title = s->content->title_block;
    uint64_t *same;
    f[FEATURE_KEEP] = block->keep;
    f[FEATURE_IN_ROOT] = root != PAGE_NODE_NONE && b >= tree->nodes[root].block_start && b < tree->nodes[root].block_end;
    f[FEATURE_AFTER_TITLE] = title == UINT32_MAX ? -FAR - 1 : cut((int64_t)b - title, FAR);
    f[FEATURE_AFTER_FIRST] = s->first == UINT32_MAX ? -FAR - 1 : cut((int64_t)b - s->first, FAR);
    f[FEATURE_AFTER_LAST] = s->last == UINT32_MAX ? -FAR - 1 : cut((int64_t)b - s->last, FAR);
    f[FEATURE_TAG] = (int16_t)node->tag;
    f[FEATURE_TAG_UP] = node->parent == PAGE_NODE_NONE ? 0 : (int16_t)tree->nodes[node->parent].tag;
    f[FEATURE_MARKS_UP] = node->parent != PAGE_NODE_NONE && (tree->nodes[node->parent].marks & PAGE_MARKS_AGAINST)
            ? 1 : (node->marks & PAGE_MARKS_AGAINST) ? 2 : 0;
    f[FEATURE_SAME_PARENT] = node->parent == s->parent ? 2 : node->parent != PAGE_NODE_NONE && tree->nodes[node->parent].parent == s->parent;
    str kind = kind_of(s, b);
    f[FEATURE_SAME_KIND_KEPT] = (same = map_find(&s->kinds_kept, kind)) ? cut((int64_t)*same, FAR) : 0;
    f[FEATURE_SAME_KIND_DROPPED] = (same = map_find(&s->kinds_dropped, kind)) ? cut((int64_t)*same, FAR) : 0;
    f[FEATURE_DEPTH] = cut((int64_t)depth_of(tree, block->node) - s->depth, FAR);
    f[FEATURE_BLOCKS] = cut(tree->block_count, 2000);
    f[FEATURE_KEPT] = cut(s->kept, 300);
    f[FEATURE_DOUBLE] = (same = map_find(&s->texts, block->text)) ? cut((int64_t)*same, 10) : 0;
    f[FEATURE_QUALITY] = (int16_t)(s->content->quality * 100);
    f[FEATURE_SAME_ARTICLE] = s->article == PAGE_NODE_NONE ? 2 : article_of(tree, block->node) == s->article;
}

/* Features of the blocks before and after, by two walks. */
static void neighbour_features(const struct feature_state *s, struct page_row_list *rows)
{
    const struct page_tree *tree = s->tree;
    uint32_t heading = UINT32_MAX, text = 0, titles = 0;
    for (size_t i = 0; i < rows->len; i++) {
        struct page_row *row = &rows->at[i];
        const struct page_block *block = &tree->blocks[row->block], *before = row->block ? block - 1 : NULL;
        const struct page_block *after = row->block + 1 < tree->block_count ? block + 1 : NULL;
        int16_t *f = row->features;
        f[FEATURE_TEXT_BEFORE] = percent(text, s->kept_chars);
        f[FEATURE_CHARS_BEFORE] = before ? cut(before->chars, 3000) : 0;
        f[FEATURE_CHARS_AFTER] = after ? cut(after->chars, 3000) : 0;
        f[FEATURE_LINKS_BEFORE] = before ? percent(before->link_bytes, before->text.len) : (int16_t)-1;
        f[FEATURE_LINKS_AFTER] = after ? percent(after->link_bytes, after->text.len) : (int16_t)-1;
        f[FEATURE_HEADING_BEFORE] = before ? before->heading : 0;
        f[FEATURE_HEADING_AFTER] = after ? after->heading : 0;
        f[FEATURE_KIND_BEFORE] = before ? before->kind : -1;
        f[FEATURE_KIND_AFTER] = after ? after->kind : -1;
        bool next = i && rows->at[i - 1].block + 1 == row->block;
        f[FEATURE_KEPT_BEFORE] = before && before->keep ? cut((next ? rows->at[i - 1].features[FEATURE_KEPT_BEFORE] : 0) + 1, 50) : 0;
        f[FEATURE_SINCE_HEADING] = heading == UINT32_MAX ? FAR : cut((int64_t)i - heading, FAR);
        f[FEATURE_HEADING_ROLE] = heading == UINT32_MAX ? -1 : rows->at[heading].features[FEATURE_ROLE];
        f[FEATURE_HEADING_KEEP] = heading == UINT32_MAX ? -1 : tree->blocks[rows->at[heading].block].keep;
        f[FEATURE_TITLES_BETWEEN] = cut(titles, 20);
        row->heading = heading;
        if (block->heading || (block->bold && block->chars < 80))
            heading = (uint32_t)i;
        titles += block->heading == 1 && row->block > s->content->title_block;
        text += block->keep ? block->chars : 0;
    }
    for (size_t i = rows->len; i-- > 0;) {
        struct page_row *row = &rows->at[i];
        bool next = i + 1 < rows->len && rows->at[i + 1].block == row->block + 1 && tree->blocks[row->block + 1].keep;
        row->features[FEATURE_KEPT_AFTER] = next ? cut(rows->at[i + 1].features[FEATURE_KEPT_AFTER] + 1, 50) : 0;
    }
}

void page_rows_read(struct page_tree *tree, const struct page_content *content, const struct page_fields *fields, struct page_row_list *rows)
{
    struct feature_state s = {.tree = tree, .content = content, .fields = fields, .parent = PAGE_NODE_NONE};
    uint32_t root = content->root, title = content->title_block;
    state_make(&s);
    uint32_t start = root == PAGE_NODE_NONE ? 0 : tree->nodes[root].block_start, end = root == PAGE_NODE_NONE ? tree->block_count : tree->nodes[root].block_end;
    start = title < start ? title : start;
    start = start > ROWS_BEYOND ? start - ROWS_BEYOND : 0;
    end = end + ROWS_BEYOND < tree->block_count ? end + ROWS_BEYOND : tree->block_count;
    for (uint32_t b = 0; b < tree->block_count; b++) {
        const struct page_block *block = &tree->blocks[b];
        bool near = b >= start && b < end;
        if (b == title || (!near && !block->keep && !(page_block_runs(block) && !(block->marks & (MARK_CONSENT | MARK_FOOTER)))))
            continue;
        struct page_row *row = LIST_ADD(tree->arena, rows);
        *row = (struct page_row){.block = b};
        text_features(&s, block, row->features);
        place_features(&s, b, row->features);
        words_hash(row, block->text);
    }
    neighbour_features(&s, rows);
}

void page_rows_weigh(const struct page_row_list *rows, const int8_t *words)
{
    for (size_t i = 0; i < rows->len; i++) {
        struct page_row *row = &rows->at[i];
        int sum = 0, least = 0, most = 0;
        for (uint16_t k = 0; k < row->word_count; k++) {
            int weight = words[row->words[k]];
            sum += weight;
            least = weight < least ? weight : least;
            most = weight > most ? weight : most;
        }
        row->features[FEATURE_WORDS] = cut(sum, 3000);
        row->features[FEATURE_WORDS_LEAST] = (int16_t)least;
        row->features[FEATURE_WORDS_MOST] = (int16_t)most;
    }
    for (size_t i = 0; i < rows->len; i++) {
        int16_t *f = rows->at[i].features;
        f[FEATURE_WORDS_BEFORE] = i ? rows->at[i - 1].features[FEATURE_WORDS] : 0;
        f[FEATURE_WORDS_AFTER] = i + 1 < rows->len ? rows->at[i + 1].features[FEATURE_WORDS] : 0;
        f[FEATURE_WORDS_HEADING] = rows->at[i].heading == UINT32_MAX ? 0 : rows->at[rows->at[i].heading].features[FEATURE_WORDS];
    }
}
