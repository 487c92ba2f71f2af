/* page_tree.h: a page as a flat tree in pre-order, and its visible text as a list of blocks. Private to page/.
 *
 * Node i's subtree is nodes i … end-1; its text is blocks block_start … block_end-1. So the sum of anything over a subtree is a
 * difference of two prefix sums.
 */
#ifndef ENTENTE_PAGE_TREE_H
#define ENTENTE_PAGE_TREE_H

#include "page/page.h"
#include "page/page_token.h"

#define PAGE_DEPTH_MAX 400                              /* open elements; deeper ones are read as if their tags were not there */
#define PAGE_NODES_MAX 1500000u
#define PAGE_NODE_NONE UINT32_MAX

/* What classes, ids and attributes say of an element (data/page/marks.tsv). */
enum page_mark {
    MARK_NONE = 0, MARK_BODY = 1, MARK_CONTENT = 2, MARK_TEASER = 4, MARK_COMMENTS = 8, MARK_NAVIGATION = 16, MARK_ASIDE = 32,
    MARK_FOOTER = 64, MARK_CONSENT = 128, MARK_SHARE = 256, MARK_BYLINE = 512, MARK_AUTHORBOX = 1024, MARK_DATE = 2048, MARK_META = 4096,
    MARK_CAPTION = 8192, MARK_CREDIT = 16384, MARK_ADVERT = 32768, MARK_NEWSLETTER = 65536, MARK_TAGS = 131072, MARK_TITLE = 262144,
    MARK_LEAD = 524288, MARK_HIDDEN = 1048576
};

struct page_node {
    uint32_t parent, end;
    uint32_t block_start, block_end;
    uint32_t attribute;                                 /* first of attribute_count in the tree's attributes */
    uint32_t marks;                                     /* of the element itself */
    uint16_t attribute_count;
    uint16_t tag;                                       /* enum page_tag */
    bool references;
    str text;                                           /* of TAG_TEXT: as written; of TAG_OTHER: its name */
};

struct page_block {
    str text;                                           /* white space folded, references decoded, never empty */
    uint32_t node;                                      /* the innermost block element around it */
    uint32_t link;                                      /* the first link in it, PAGE_NODE_NONE */
    uint32_t link_bytes;
    uint32_t chars;                                     /* code points; those of East Asian scripts count for three */
    uint32_t marks;                                     /* of all elements around it, as far as they are trusted */
    uint32_t row;                                       /* the tr around it, PAGE_NODE_NONE */
    uint32_t commas;
    uint8_t kind;                                       /* enum paragraph_kind */
    uint8_t heading;                                    /* 1-6; 0 for no heading */
    bool bold;                                          /* all of it stands in b or strong */
    bool emphasis;                                      /* all of it stands in i or em */
    bool closed;                                        /* under a heading such as "Similar articles": never the article's text */
    bool keep;                                          /* set by page_content */
    float gain;
};

/* Marks of values seen before: pages say the same classes again and again. */
#define PAGE_MARK_CACHE 512
struct page_mark_cache {str value; uint32_t marks;};

struct page_tree {
    struct arena *arena;
    struct page_mark_cache *mark_cache;                 /* PAGE_MARK_CACHE of them */
    struct page_node *nodes;
    uint32_t count, room;
    struct page_attribute *attributes;
    uint32_t attribute_count, attribute_room;
    struct page_block *blocks;
    uint32_t block_count, block_room;
    bool depth_cut, nodes_cut, attributes_cut;
    uint64_t steps;                                     /* work done, for tests: grows linearly with the input */
};

/* The tree of a page in UTF-8, with its blocks. Slices of html. */
void page_tree_read(struct page_tree *tree, struct arena *arena, str html);
void page_blocks_read(struct page_tree *tree);          /* fills blocks; called by page_tree_read */
/* The attribute as written, or decoded in the arena; "" where the element has none. */
str page_attribute_raw(const struct page_tree *tree, uint32_t node, str name);
str page_attribute_text(const struct page_tree *tree, uint32_t node, str name);
bool page_attribute_has(const struct page_tree *tree, uint32_t node, str name);
/* All text within node, folded; for fields. At most limit bytes. */
str page_node_text(const struct page_tree *tree, uint32_t node, size_t limit);
/* The next node after `after` within the subtree of root that has the tag; PAGE_NODE_NONE. */
uint32_t page_node_find(const struct page_tree *tree, uint32_t root, enum page_tag tag, uint32_t after);
/* Marks of classes and ids. */
uint32_t page_marks_of(str value);

/* Appends text with all white space folded to single spaces, soft hyphens and zero-width spaces dropped. A space is written only
 * between other characters: pending carries it over. */
void page_fold(str text, struct buf *out, bool *pending);
str page_folded(struct arena *arena, str text);

#endif
