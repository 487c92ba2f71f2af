/* page_field.c: what the head of a page and its microdata say: title, dates, authors, site, section, image, address, language.
 *
 * Which names mean which field, and how far they are trusted, is data/page/fields.tsv. Sources: the Open Graph protocol, schema.org
 * microdata (WHATWG HTML, section 5), Dublin Core, and the names that publishing systems use. JSON-LD is page_jsonld.c.
 */
#include "page/page_read.h"
#include "base/utf8.h"

enum field {FIELD_NONE, FIELD_TITLE, FIELD_AUTHOR, FIELD_PUBLISHED, FIELD_MODIFIED, FIELD_SECTION, FIELD_TAG, FIELD_KEYWORDS, FIELD_SITE,
            FIELD_URL, FIELD_IMAGE, FIELD_TYPE, FIELD_LANG, FIELD_DESCRIPTION, FIELD_BODY};

static const struct {char how; str name; enum field field; int trust;} marks[] = {
#include "page/page_fields.inc"
};

static enum field field_find(struct arena *arena, char how, str name, int *trust)
{
    str lower = utf8_fold(arena, str_sub(name, 0, 64));
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (marks[i].how == how && str_eq(marks[i].name, lower)) {
            *trust = marks[i].trust;
            return marks[i].field;
        }
    return FIELD_NONE;
}

void page_value_offer(struct page_value *value, str text, int trust, const char *from)
{
    text = str_trim(text);
    if (text.len && trust > value->trust)
        *value = (struct page_value){text, trust, from};
}

static void keywords_add(struct arena *arena, struct page_fields *fields, str text)
{
    str part;
    while (str_next(&text, ',', &part) && fields->tags.len < 50)
        if (str_trim(part).len)
            *LIST_ADD(arena, &fields->tags) = str_trim(part);
}

static void field_offer(struct page_tree *tree, struct page_fields *fields, enum field field, int trust, str text, const char *from)
{
    struct page_value *values[] = {[FIELD_TITLE] = &fields->title, [FIELD_PUBLISHED] = &fields->published, [FIELD_MODIFIED] = &fields->modified,
                                   [FIELD_SECTION] = &fields->section, [FIELD_SITE] = &fields->site, [FIELD_URL] = &fields->url,
                                   [FIELD_IMAGE] = &fields->image, [FIELD_TYPE] = &fields->type, [FIELD_LANG] = &fields->lang,
                                           [FIELD_DESCRIPTION] = &fields->description};
    text = str_trim(text);
    if (text.len == 0 || field == FIELD_NONE)
        return;
    if (field == FIELD_AUTHOR) {
        struct str_list authors = {0};
        if (str_starts_fold(text, STR("http")) || str_starts(text, STR("@")) || str_starts(text, STR("/")))
            return;
        page_authors_split(tree->arena, text, &authors);
        if (authors.len && trust > fields->author_trust) {
            fields->authors = authors;
            fields->author_trust = trust;
        } else if (trust == fields->author_trust)
            for (size_t i = 0; i < authors.len && fields->authors.len < 50; i++)
                page_authors_split(tree->arena, authors.at[i], &fields->authors);      /* once each */
    } else if (field == FIELD_TAG)
        *LIST_ADD(tree->arena, &fields->tags) = text;
    else if (field == FIELD_KEYWORDS)
        keywords_add(tree->arena, fields, fields->tags.len ? STR("") : text);
    else if (field < sizeof values / sizeof *values && values[field])
        page_value_offer(values[field], text, trust, from);
}

/* twitter:label1 "Written by", twitter:data1 the name: what WordPress tells cards. */
static void card_read(struct page_tree *tree, uint32_t node, struct page_fields *fields)
{
    str name = page_attribute_raw(tree, node, STR("name")), label = STR("twitter:label"), data = STR("twitter:data"), rest;
    if (str_starts_fold(name, label) && page_furniture(page_attribute_text(tree, node, STR("content")), &rest) == FURNITURE_BYLINE)
        fields->card_author = str_from_at(name, label.len);
    else if (str_starts_fold(name, data) && fields->card_author.len && str_eq(str_from_at(name, data.len), fields->card_author))
        field_offer(tree, fields, FIELD_AUTHOR, 45, page_attribute_text(tree, node, STR("content")), "meta");
}

static void meta_read(struct page_tree *tree, uint32_t node, struct page_fields *fields)
{
    card_read(tree, node, fields);
    static const str keys[] = {STR_INIT("property"), STR_INIT("name"), STR_INIT("http-equiv"), STR_INIT("itemprop")};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        str name = str_trim(page_attribute_raw(tree, node, keys[i]));
        int trust = 0;
        if (name.len == 0)
            continue;
        enum field field = field_find(tree->arena, i == 3 ? 'i' : 'm', name, &trust);
        if (field != FIELD_NONE)
            field_offer(tree, fields, field, trust, page_attribute_text(tree, node, STR("content")), i == 3 ? "microdata" : "meta");
    }
}

/* Readers' words and teasers have authors and dates too, but not the article's. */
static bool within_other(const struct page_tree *tree, uint32_t node)
{
    for (; node != PAGE_NODE_NONE; node = tree->nodes[node].parent) {
        if (tree->nodes[node].tag == TAG_BODY)
            return false;
        if (tree->nodes[node].marks & (MARK_COMMENTS | MARK_TEASER | MARK_ASIDE))
            return true;
    }
    return false;
}

/* The itemprop's value: content, datetime, href or src, else its text. A person's name stands in an inner itemprop=name. */
static void item_read(struct page_tree *tree, uint32_t node, str name, struct page_fields *fields)
{
    int trust = 0;
    enum field field = FIELD_NONE;
    str part;
    while (field == FIELD_NONE && str_next(&name, ' ', &part))
        field = field_find(tree->arena, 'i', part, &trust);
    if (field == FIELD_NONE || field == FIELD_BODY || within_other(tree, node))
        return;
    str text = page_attribute_text(tree, node, STR("content"));
    if (text.len == 0 && (field == FIELD_PUBLISHED || field == FIELD_MODIFIED))
        text = page_attribute_text(tree, node, STR("datetime"));
    if (text.len == 0 && field == FIELD_IMAGE) {
        text = page_attribute_text(tree, node, STR("src"));
        for (uint32_t i = node + 1; text.len == 0 && i < tree->nodes[node].end; i++)
            if (str_eq_fold(page_attribute_raw(tree, i, STR("itemprop")), STR("url")))
                text = page_attribute_text(tree, i, STR("content"));
    }
    if (text.len == 0 && field == FIELD_AUTHOR)
        for (uint32_t i = node + 1; text.len == 0 && i < tree->nodes[node].end; i++)
            if (str_eq_fold(page_attribute_raw(tree, i, STR("itemprop")), STR("name"))) {
                text = page_attribute_text(tree, i, STR("content"));
                text = text.len ? text : page_node_text(tree, i, 200);
            }
    if (text.len == 0 && field != FIELD_IMAGE)
        text = page_node_text(tree, node, 400);
    field_offer(tree, fields, field, trust, text, "microdata");
}

static void link_read(struct page_tree *tree, uint32_t node, struct page_fields *fields)
{
    str rel = page_attribute_raw(tree, node, STR("rel"));
    if (str_eq_fold(str_trim(rel), STR("canonical")))
        page_value_offer(&fields->url, page_attribute_text(tree, node, STR("href")), 80, "meta");
    else if (str_eq_fold(str_trim(rel), STR("image_src")))
        page_value_offer(&fields->image, page_attribute_text(tree, node, STR("href")), 50, "meta");
}

static void script_read(struct page_tree *tree, uint32_t node, struct page_fields *fields)
{
    str type = page_attribute_raw(tree, node, STR("type"));
    if (str_find_fold(type, STR("ld+json"), 0) < type.len && node + 1 < tree->nodes[node].end)
        page_jsonld_read(tree->arena, tree->nodes[node + 1].text, fields);
}

void page_fields_read(struct page_tree *tree, struct page_fields *fields)
{
    *fields = (struct page_fields){0};
    for (uint32_t i = 1; i < tree->count; i++) {
        const struct page_node *n = &tree->nodes[i];
        if (n->tag == TAG_META)
            meta_read(tree, i, fields);
        else if (n->tag == TAG_LINK)
            link_read(tree, i, fields);
        else if (n->tag == TAG_SCRIPT)
            script_read(tree, i, fields);
        else if (n->tag == TAG_TITLE && fields->page_title.len == 0)
            fields->page_title = page_node_text(tree, i, 1000);
        else if (n->tag == TAG_BASE && fields->base.len == 0)
            fields->base = page_attribute_text(tree, i, STR("href"));
        else if (n->tag == TAG_HTML)
            page_value_offer(&fields->lang, page_attribute_text(tree, i, STR("lang")), 60, "meta");
        if (n->attribute_count && n->tag != TAG_META) {
            str item = page_attribute_raw(tree, i, STR("itemprop"));
            if (item.len)
                item_read(tree, i, str_trim(item), fields);
        }
    }
}
