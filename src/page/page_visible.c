/* page_visible.c: fields that a reader sees around the text: byline, date, image with caption and credit, category status, similar
 * articles.
 *
 * Looked for in the article's surroundings: from the headline (or a little before the text) to the end of its container. Dates are
 * page_date.c.
 */
#include "page/page_content.h"
#include "page/page_line.h"

#define LEAD_NODES 250                                  /* nodes before the headline and the text that are looked at */

static void surroundings(struct page_around *v)
{
    const struct page_tree *tree = v->tree;
    uint32_t root = v->content->root, title = v->content->title_node;
    v->block_text = tree->nodes[root].block_end;
    for (uint32_t b = tree->nodes[root].block_end; b-- > tree->nodes[root].block_start;)
        if (tree->blocks[b].keep)
            v->block_text = b;
    v->text = v->block_text < tree->block_count ? tree->blocks[v->block_text].node : root;
    v->from = root < v->text ? root : v->text;
    if (title != PAGE_NODE_NONE && title < v->text)
        v->from = title < v->from || v->content->title_block < v->block_text ? title : v->from;
    v->from = v->from > LEAD_NODES ? v->from - LEAD_NODES : 1;
    v->to = tree->nodes[root].end;
    if (title != PAGE_NODE_NONE && tree->nodes[title].end > v->to)
        v->to = tree->nodes[title].end;
    v->block_from = v->block_text;
    for (uint32_t b = v->block_text; b-- > 0 && tree->blocks[b].node >= v->from;)
        v->block_from = b;
    v->block_to = tree->nodes[root].block_end;
}

/* Between headline and text a byline is the article's, whatever its element is called. */
static bool is_head(const struct page_around *v, uint32_t node)
{
    uint32_t title = v->content->title_node;
    return title != PAGE_NODE_NONE && node > title && node < v->text;
}

/* Names in boxes about the author: a heading, or an element that is called a name. */
static void authors_of_boxes(struct page_around *v, uint32_t from, uint32_t to)
{
    const struct page_tree *tree = v->tree;
    for (uint32_t i = from; i < to && v->article->authors.len == 0; i++) {
        if (!(tree->nodes[i].marks & (MARK_AUTHORBOX | MARK_BYLINE)) || (tree->nodes[i].marks & (MARK_COMMENTS | MARK_TEASER)))
            continue;
        for (uint32_t k = i; k < tree->nodes[i].end && v->article->authors.len == 0; k++) {
            str class = page_attribute_raw(tree, k, STR("class"));
            bool heading = tree->nodes[k].tag >= TAG_H2 && tree->nodes[k].tag <= TAG_H6;
            if (!heading && str_find_fold(class, STR("name"), 0) >= class.len)
                continue;
            str text = page_node_text(tree, k, 120);
            if (text.len <= 60)
                page_authors_split(tree->arena, text, &v->article->authors);
        }
        i = tree->nodes[i].end - 1;
    }
}

/* A link to the page of an author, by its address. */
static bool links_author(const struct page_tree *tree, uint32_t node)
{
    static const str paths[] = {STR_INIT("/author/"), STR_INIT("/authors/"), STR_INIT("/autor/"), STR_INIT("/autoren/"), STR_INIT("/auteur/"),
                                STR_INIT("/by/"), STR_INIT("/people/"), STR_INIT("/staff/"), STR_INIT("/profile/"), STR_INIT("/contributor")};
    if (tree->nodes[node].tag != TAG_A)
        return false;
    str href = page_attribute_raw(tree, node, STR("href"));
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
        if (str_find(href, paths[i], 0) < href.len)
            return true;
    return false;
}

static void authors_of_elements(struct page_around *v, uint32_t from, uint32_t to, bool others)
{
    const struct page_tree *tree = v->tree;
    for (uint32_t i = from; i < to && v->article->authors.len == 0; i++) {
        const struct page_node *n = &tree->nodes[i];
        bool rel = n->tag == TAG_A && str_eq_fold(page_attribute_raw(tree, i, STR("rel")), STR("author"));
        if (!(n->marks & MARK_BYLINE) && !rel && !(i < v->text && links_author(tree, i)))
            continue;
        if ((n->marks & (MARK_AUTHORBOX | MARK_COMMENTS)) || (others ? (n->marks & MARK_TEASER) : !is_head(v, i) && page_node_is_other(tree, i,
                v->content->root)))
            continue;
        str text = page_node_text(tree, i, 240);
        if (text.len <= 200)
            page_authors_split(tree->arena, text, &v->article->authors);
    }
}

/* Parts of a line between bars and dots. */
static bool part_next(str *rest, str *part)
{
    static const str marks[] = {STR_INIT("|"), STR_INIT("\xc2\xb7"), STR_INIT("\xe2\x80\xa2")};
    size_t end = rest->len, width = 0;
    if (rest->len == 0)
        return false;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t at = str_find(*rest, marks[i], 0);
        width = at < end ? marks[i].len : width;
        end = at < end ? at : end;
    }
    *part = str_trim(str_sub(*rest, 0, end));
    *rest = str_from_at(*rest, end + width);
    return true;
}

static void authors_of_lines(struct page_around *v, uint32_t from, uint32_t to)
{
    struct page_tree *tree = v->tree;
    for (uint32_t b = from; b < to && v->article->authors.len == 0; b++) {
        const struct page_block *block = &tree->blocks[b];
        struct date date;
        size_t start, end;
        str rest;
        if ((block->keep && block->chars > 60) || block->chars > 140 || (!is_head(v, block->node) && (block->marks & PAGE_MARKS_OTHER)))
            continue;
        str parts = block->text, part;
        while (part_next(&parts, &part))
            if (page_furniture(part, &rest) == FURNITURE_BYLINE) {
                /* "Written by" alone: the name is the next line. */
                bool alone = rest.len == 0 && b + 1 < to && tree->blocks[b + 1].chars < 60 && !tree->blocks[b + 1].keep;
                page_authors_split(tree->arena, alone ? tree->blocks[b + 1].text : part, &v->article->authors);
            } else if (str_has(part, STR(" by ")) && page_date_find(tree->arena, part, v->article->lang, false, &date, &start, &end))
                page_authors_split(tree->arena, str_from_at(part, str_find(part, STR(" by "), 0) + 4), &v->article->authors);
    }
}

/* "… (Photo: A. Hruk)" or "Flags in Minsk. Photo: BelTA": the caption's last part that begins as a credit. */
static void caption_split(struct page_around *v, str text)
{
    struct article_image *image = &v->article->image;
    str rest;
    for (size_t at = text.len; at-- > 0;) {
        if (!(at == 0 || text.at[at - 1] == ' ' || text.at[at - 1] == '(' || text.at[at - 1] == '/'))
            continue;
        if (text.len - at > 120)
            break;
        if (page_furniture(str_from_at(text, at), &rest) == FURNITURE_CREDIT && rest.len) {
            while (rest.len && rest.at[rest.len - 1] == ')')
                rest.len--;
            if (image->credit.len == 0)
                image->credit = rest;
            text = str_trim(str_sub(text, 0, at));
            while (text.len && (text.at[text.len - 1] == '(' || text.at[text.len - 1] == '/' || text.at[text.len - 1] == ' '))
                text.len--;
            break;
        }
    }
    if (image->caption.len == 0 && text.len)
        image->caption = text;
}

static str credit_text(str text)
{
    str rest;
    return page_furniture(text, &rest) == FURNITURE_CREDIT && rest.len ? rest : text;
}

/* The first figure (or marked caption and credit) of the surroundings. */
static void image_find(struct page_around *v)
{
    const struct page_tree *tree = v->tree;
    struct article_image *image = &v->article->image;
    uint32_t picture = PAGE_NODE_NONE;
    for (uint32_t i = v->from; i < v->to; i++) {
        const struct page_node *n = &tree->nodes[i];
        bool caption = n->tag == TAG_FIGCAPTION || (n->marks & MARK_CAPTION), credit = (n->marks & MARK_CREDIT) != 0;
        if (n->tag == TAG_IMG && picture == PAGE_NODE_NONE && !page_node_is_other(tree, i, v->content->root))
            picture = i;
        if ((!caption && !credit) || n->tag == TAG_IMG || n->tag == TAG_FIGURE || page_node_is_other(tree, i, v->content->root))
            continue;
        if (credit && image->credit.len == 0) {
            str text = page_node_text(tree, i, 300);
            if (text.len && text.len < 200)
                image->credit = credit_text(text);
        } else if (caption && image->caption.len == 0) {
            str text = page_node_text(tree, i, 1000);
            for (uint32_t k = i + 1; k < n->end; k++)   /* the credit stands in the caption */
                if ((tree->nodes[k].marks & MARK_CREDIT) && image->credit.len == 0) {
                    str inner = page_node_text(tree, k, 300);
                    image->credit = credit_text(inner);
                    if (str_ends(text, inner))
                        text = str_trim(str_sub(text, 0, text.len - inner.len));
                }
            if (text.len < 600)
                caption_split(v, text);
        }
        if (image->caption.len && image->credit.len)
            break;
        if (i > v->text && image->caption.len)
            break;                                      /* a later picture's credit is not the lead's */
    }
    if (image->url.len == 0 && picture != PAGE_NODE_NONE && picture > v->from)
        image->url = page_attribute_text(tree, picture, STR("src"));
    for (uint32_t b = v->block_from; b < v->block_to && image->credit.len == 0; b++) {
        str rest;
        if (tree->blocks[b].chars < 120 && !(tree->blocks[b].marks & PAGE_MARKS_OTHER) &&
            page_furniture(tree->blocks[b].text, &rest) == FURNITURE_CREDIT)
            image->credit = rest;
    }
}

static void category_find(struct page_around *v)
{
    struct page_tree *tree = v->tree;
    for (uint32_t b = v->block_from; b < v->block_to; b++) {
        str rest, none;
        struct date date;
        if (tree->blocks[b].chars > 80 || page_furniture(tree->blocks[b].text, &rest) != FURNITURE_CATEGORY)
            continue;
        if (rest.len == 0 && b + 1 < v->block_to && tree->blocks[b + 1].chars <= 40 && !tree->blocks[b + 1].keep &&
            page_furniture(tree->blocks[b + 1].text, &none) == FURNITURE_NONE &&
            !page_line_is_date(tree->arena, tree->blocks[b + 1].text, v->article->lang, &date))
            rest = tree->blocks[b + 1].text;
        if (rest.len <= 40)
            v->article->category_status = rest;
        return;
    }
}

/* Lines of blocks start … end-1, for page_lines_similar. */
static struct page_line_list block_lines(const struct page_tree *tree, uint32_t start, uint32_t end)
{
    struct page_line_list lines = {0};
    for (uint32_t b = start; b < end; b++) {
        const struct page_block *block = &tree->blocks[b];
        if (block->marks & (MARK_COMMENTS | MARK_ADVERT | MARK_SHARE))
            continue;
        bool link = block->link_bytes * 2 > block->text.len && !page_block_runs(block);
        str text = link ? page_node_text(tree, block->link, 400) : block->text;
        if (text.len)
            *LIST_ADD(tree->arena, &lines) = (struct page_line){text, link ? PARAGRAPH_TEXT : (enum paragraph_kind)block->kind, link};
    }
    return lines;
}

/* The blocks that a heading of similar articles opens: its wrapper, else its following siblings up to the next heading like it. */
static uint32_t similar_end(const struct page_tree *tree, uint32_t block)
{
    uint32_t node = tree->blocks[block].node, stop = block + 1;
    while (tree->nodes[node].parent != PAGE_NODE_NONE && tree->nodes[tree->nodes[node].parent].block_start == block)
        node = tree->nodes[node].parent;
    if (tree->nodes[node].block_end > stop)
        return tree->nodes[node].block_end;
    uint32_t parent = tree->nodes[node].parent;
    uint32_t most = parent == PAGE_NODE_NONE ? tree->block_count : tree->nodes[parent].block_end;
    for (; stop < most; stop++) {
        str rest;
        enum furniture role = tree->blocks[stop].chars > 80 ? FURNITURE_NONE : page_furniture(tree->blocks[stop].text, &rest);
        if (role == FURNITURE_FURNITURE || role == FURNITURE_COMMENTS || role == FURNITURE_SIMILAR)
            break;
        if (tree->blocks[block].heading && tree->blocks[stop].heading && tree->blocks[stop].heading <= tree->blocks[block].heading &&
            tree->blocks[stop].link_bytes == 0)
            break;
        if (tree->blocks[stop].keep)
            break;
    }
    return stop;
}

void page_similar_read(struct page_tree *tree, const struct page_content *content, const struct raw_document *document, struct article_list *list)
{
    size_t own = list->len - 1;
    (void)content;
    for (uint32_t b = 0; b < tree->block_count; b++) {
        str rest;
        struct page_block *block = &tree->blocks[b];
        if (block->chars > 300)
            continue;
        enum furniture role = page_furniture(block->text, &rest);
        if (role == FURNITURE_SIMILAR && block->chars < 60) {
            uint32_t end = similar_end(tree, b);
            struct page_line_list lines = block_lines(tree, b + 1, end);
            page_lines_similar(document, lines.at, lines.len, tree->arena, list, own);
            b = end - 1;
        } else if (role == FURNITURE_LINE && block->link != PAGE_NODE_NONE && rest.len > 12 && block->link_bytes * 2 > block->text.len) {
            struct page_line line = {page_node_text(tree, block->link, 400), PARAGRAPH_TEXT, true};     /* "Read also: …" */
            page_lines_similar(document, &line, 1, tree->arena, list, own);
        }
    }
}

void page_visible_read(struct page_tree *tree, const struct page_content *content, const struct page_fields *fields, struct article *article,
                       const struct raw_document *document)
{
    struct page_around v = {.tree = tree, .content = content, .fields = fields, .document = document, .article = article};
    if (content->root == PAGE_NODE_NONE) {
        v.to = tree->count;
        v.block_to = tree->block_count;
        page_dates_read(&v);
        return;
    }
    surroundings(&v);
    page_dates_read(&v);
    struct str_list declared = article->authors;
    bool sites = declared.len > 0;                      /* the paper as its own author: a person's byline says more */
    for (size_t i = 0; i < declared.len; i++)
        sites = sites && (page_is_site(declared.at[i], fields) || (str_find_char(declared.at[i], ' ', 0) >= declared.at[i].len &&
                str_find_char(declared.at[i], '.', 0) < declared.at[i].len));
    if (fields->author_trust < 40 || sites)
        article->authors = (struct str_list){0};
    if (article->authors.len == 0)
        authors_of_elements(&v, v.from, v.to, false);
    if (article->authors.len == 0)
        authors_of_lines(&v, v.block_from, v.block_to);
    if (article->authors.len == 0)
        authors_of_elements(&v, v.to, tree->count, false);
    if (article->authors.len == 0)
        authors_of_lines(&v, v.block_to, tree->block_count);
    if (article->authors.len == 0)
        authors_of_boxes(&v, v.from, tree->count);
    if (article->authors.len == 0 && declared.len == 0)
        authors_of_elements(&v, v.from, tree->count, true);
    if (article->authors.len == 0)
        article->authors = declared;
    image_find(&v);
    category_find(&v);
}
