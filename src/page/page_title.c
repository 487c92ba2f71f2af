/* page_title.c: the title as it is printed over the text.
 *
 * Pages give up to four titles: the heading on the page, og:title, the headline in JSON-LD, and the <title> element, which
 * mostly has the site's name at one end. The heading is what a reader saw, so it is taken where one of the others agrees with it
 * (equal letters, or one begins with the other); a lone h1 is taken without that. Else og:title or the headline, without the site's name.
 */
#include "page/page_content.h"
#include "base/utf8.h"

#define TITLE_MAX 400                                   /* bytes in which titles are compared */
#define TITLE_BYTES 1000
#define LABEL_LETTERS 14                                /* of a date or a label that stands in the heading too */

/* Letters and digits only, in lower case: what two ways of printing a title share. */
struct letters {char at[TITLE_MAX + 100];};

static str letters(str text, struct letters *out)
{
    size_t len = 0;
    text = str_sub(text, 0, TITLE_MAX);
    for (size_t at = 0; at < text.len && len + 4 <= sizeof out->at;) {
        uint32_t c = utf8_next(text, &at);
        if (utf8_is_letter(c) || utf8_is_digit(c))
            len += utf8_write(utf8_lower(c), out->at + len);
    }
    return (str){out->at, len};
}

/* 0-4: how well a heading agrees with a title that the page declares. */
static int agreement(str heading, str declared)
{
    if (heading.len == 0 || declared.len == 0)
        return 0;
    if (str_eq(heading, declared))
        return 4;
    if (heading.len >= 12 && (str_starts(declared, heading) || str_ends(declared, heading)))
        return 3;
    if (declared.len >= 12 && (str_starts(heading, declared) || str_ends(heading, declared)))
        return 3;
    if (heading.len >= 20 && str_has(declared, heading))
        return 2;
    size_t same = 0;
    while (same < heading.len && same < declared.len && heading.at[same] == declared.at[same])
        same++;
    return same >= 24 ? 2 : 0;
}

static bool may_be_title(const struct page_block *block)
{
    return block->chars >= 4 && block->chars <= TITLE_MAX &&
           !(block->marks & (MARK_NAVIGATION | MARK_TEASER | MARK_COMMENTS | MARK_FOOTER | MARK_ASIDE | MARK_HIDDEN | MARK_CONSENT));
}

/* Whether the text is the site's name, or stands in its host (bordergazette.example). */
bool page_is_site(str text, const struct page_fields *fields)
{
    struct letters own, site, host;
    str part = letters(text, &own);
    return part.len == 0 || str_eq(part, letters(fields->site.text, &site)) || str_has(letters(fields->host, &host), part);
}

/* Pages without headings: a part of the <title> with which a block of text begins that is no link. */
static void title_part_find(struct page_tree *tree, const struct page_fields *fields, struct page_content *content)
{
    static const str marks[] = {STR_INIT(" | "), STR_INIT(" - "), STR_INIT(" \xe2\x80\x93 "), STR_INIT(" \xe2\x80\x94 "), STR_INIT(": "),
                                STR_INIT(" \xc2\xbb ")};
    str title = fields->page_title, parts[2 * sizeof marks / sizeof *marks];
    size_t count = 0;
    for (size_t m = 0; m < sizeof marks / sizeof *marks; m++) {
        size_t at = str_find(title, marks[m], 0);
        if (at < title.len) {
            parts[count++] = str_from_at(title, at + marks[m].len);
            parts[count++] = str_sub(title, 0, at);
        }
    }
    for (size_t p = 0; p < count; p++) {
        struct letters own, other;
        str part = letters(parts[p], &own);
        if (page_is_site(parts[p], fields))
            continue;
        for (uint32_t b = 0; part.len >= 10 && b < tree->block_count; b++) {
            const struct page_block *block = &tree->blocks[b];
            if (block->link_bytes || block->chars > TITLE_MAX || !may_be_title(block) || !str_starts(letters(block->text, &other), part))
                continue;
            content->title_block = b;
            content->title = str_trim(parts[p]);
            return;
        }
    }
}

void page_title_find(struct page_tree *tree, const struct page_fields *fields, struct page_content *content)
{
    struct letters buffers[3];
    str declared[2] = {letters(fields->title.text, &buffers[0]), letters(fields->page_title, &buffers[1])};
    int best = 0;
    uint32_t lone = UINT32_MAX, lone_count = 0, lone_rank = 7;
    for (uint32_t b = 0; b < tree->block_count; b++) {
        const struct page_block *block = &tree->blocks[b];
        bool marked = (block->marks & MARK_TITLE) && block->chars > 15;
        if (!may_be_title(block) || !(block->heading || marked))
            continue;
        str own = letters(block->text, &buffers[2]);
        int agree = agreement(own, declared[0]), other = agreement(own, declared[1]);
        /* The end of <title>, and the smaller part of it, is the site's name, which many sites have as an h1 over every page. */
        if (other == 3 && own.len * 2 < declared[1].len && str_ends(declared[1], own))
            other = 0;
        agree = agree > other ? agree : other;
        if (agree == 0 && block->heading == 1 && own.len >= 4 && str_starts(declared[1], own))
            agree = 1;
        int score = agree ? 10 * agree + (block->heading == 1 ? 12 : block->heading == 2 ? 4 : 0) + (block->marks & MARK_TITLE ? 3 : 0) : 0;
        if (score > best) {
            best = score;
            content->title_block = b;
        }
        bool site = page_is_site(block->text, fields) || (own.len >= 8 && own.len * 2 < declared[1].len && str_ends(declared[1], own));
        if (block->heading && block->heading <= lone_rank && block->chars >= 12 && !site) {
            lone_count = block->heading < lone_rank ? 1 : lone_count + 1;
            lone = block->heading < lone_rank ? b : lone;
            lone_rank = block->heading;
        }
    }
    if (content->title_block == UINT32_MAX && lone_count == 1 && (lone_rank == 1 || (lone_rank == 2 && fields->title.text.len == 0)))
        content->title_block = lone;
    if (content->title_block == UINT32_MAX)
        title_part_find(tree, fields, content);
    if (content->title_block != UINT32_MAX)
        content->title_node = tree->blocks[content->title_block].node;
}

/* Without " | Site" at its end or "Site: " at its start. What is cut must be the site's name, or the shorter part of several. */
static str site_cut(str title, const struct page_fields *fields)
{
    static const str marks[] = {STR_INIT(" | "), STR_INIT(" - "), STR_INIT(" \xe2\x80\x93 "), STR_INIT(" \xe2\x80\x94 "),
                                STR_INIT(" \xc2\xbb "), STR_INIT(" :: "),
                                STR_INIT(" \xc2\xab "), STR_INIT(" \xc2\xb7 "), STR_INIT(" / ")};
    for (size_t m = 0; m < sizeof marks / sizeof *marks; m++) {
        size_t at = title.len, next = 0;
        while ((next = str_find(title, marks[m], next)) < title.len)
            at = next++;
        if (at >= title.len)
            continue;
        str head = str_sub(title, 0, at), tail = str_from_at(title, at + marks[m].len);
        if (page_is_site(head, fields))
            return tail;
        if (page_is_site(tail, fields) || (m == 0 && head.len >= 10) || (tail.len < 30 && head.len > 2 * tail.len))
            return m == 0 ? site_cut(head, fields) : head;
    }
    return title;
}

static bool is_capitals(str text)
{
    size_t upper = 0, lower = 0;
    for (size_t at = 0; at < text.len;) {
        uint32_t c = utf8_next(text, &at);
        upper += utf8_is_upper(c);
        lower += utf8_is_letter(c) && !utf8_is_upper(c);
    }
    return upper > 8 && lower == 0;
}

str page_title_text(struct page_tree *tree, const struct page_fields *fields, const struct page_content *content)
{
    if (content->title.len)
        return content->title;
    if (content->title_block != UINT32_MAX) {
        /* Heading and declared title of the same letters may differ in quotes, in capitals, or by a date that stands in the heading. */
        const struct page_block *block = &tree->blocks[content->title_block];
        struct letters a, b;
        str own = letters(block->text, &a), declared = letters(fields->title.text, &b);
        size_t more = own.len > declared.len ? own.len - declared.len : 0;
        if (declared.len && str_eq(own, declared) && is_capitals(block->text) && !is_capitals(fields->title.text))
            return page_folded(tree->arena, fields->title.text);
        if (declared.len >= 16 && more && more <= LABEL_LETTERS && (str_starts(own, declared) || str_ends(own, declared)))
            return page_folded(tree->arena, fields->title.text);
        return block->text;
    }
    str title = fields->title.text.len ? fields->title.text : fields->page_title;
    title = page_folded(tree->arena, title);
    if (title.len > TITLE_BYTES) {                      /* no title; its first words will do */
        size_t end = TITLE_BYTES;
        while (end > 1 && title.at[end] != ' ')
            end--;
        title = str_sub(title, 0, end);
    }
    return str_trim(site_cut(title, fields));
}
