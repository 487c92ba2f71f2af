/* page_jsonld.c: what a page says of its article in JSON-LD (JSON-LD 1.1; schema.org Article and its kinds).
 *
 * The whole script is read leniently; objects are found in arrays, in @graph and in mainEntity at any depth up to
 * LD_DEPTH_MAX. An object of an article's type is believed; of several the one with a body or a headline comes first. Authors
 * that are only an @id are looked up among all objects of the script.
 */
#include "page/page_read.h"
#include "base/utf8.h"

#define LD_DEPTH_MAX 12
#define LD_OBJECTS_MAX 400
#define LD_SCRIPT_MAX ((size_t)4 << 20)

struct ld {struct arena *arena; struct page_fields *fields; const struct json *objects[LD_OBJECTS_MAX]; size_t count;};

static void collect(struct ld *ld, const struct json *value, int depth)
{
    if (depth > LD_DEPTH_MAX || ld->count == LD_OBJECTS_MAX)
        return;
    if (value->type == JSON_OBJECT && (json_find(value, STR("@type")) || json_find(value, STR("@id"))))
        ld->objects[ld->count++] = value;
    if (value->type == JSON_OBJECT || value->type == JSON_ARRAY)
        for (size_t i = 0; i < value->count; i++)
            if (value->children[i].type == JSON_OBJECT || value->children[i].type == JSON_ARRAY)
                collect(ld, &value->children[i], depth + 1);
}

static bool type_has(const struct json *object, bool (*is)(str type))
{
    const struct json *type = json_find(object, STR("@type"));
    if (!type)
        return false;
    if (type->type == JSON_STRING)
        return is(type->string);
    for (size_t i = 0; type->type == JSON_ARRAY && i < type->count; i++)
        if (type->children[i].type == JSON_STRING && is(type->children[i].string))
            return true;
    return false;
}

static bool is_article(str type)
{
    return str_ends(type, STR("Article")) || str_ends(type, STR("BlogPosting")) || str_ends(type, STR("Posting")) || str_ends(type, STR("Report")) ||
           str_ends(type, STR("Review"));
}

static bool is_live(str type)
{
    return str_ends(type, STR("LiveBlogPosting"));
}

static bool is_page(str type)
{
    return str_ends(type, STR("WebPage"));
}

/* Text as HTML pages put it there: references decoded, white space folded. */
static str ld_text(struct ld *ld, str raw)
{
    struct buf out = buf_make(ld->arena);
    page_decode(raw, false, &out);
    return str_trim(page_folded(ld->arena, buf_take(&out)));
}

static str ld_str(struct ld *ld, const struct json *value)
{
    if (value && value->type == JSON_ARRAY && value->count)
        value = &value->children[0];
    return value && value->type == JSON_STRING ? ld_text(ld, value->string) : STR("");
}

static const struct json *by_id(struct ld *ld, str id)
{
    for (size_t i = 0; i < ld->count; i++)
        if (str_eq(json_find_str(ld->objects[i], STR("@id")), id) && json_find(ld->objects[i], STR("name")))
            return ld->objects[i];
    return NULL;
}

static void authors_add(struct ld *ld, const struct json *value, int depth, struct str_list *list)
{
    if (!value || depth > 4)
        return;
    if (value->type == JSON_ARRAY) {
        for (size_t i = 0; i < value->count && i < 50; i++)
            authors_add(ld, &value->children[i], depth + 1, list);
        return;
    }
    str name = value->type == JSON_STRING ? value->string : STR("");
    if (value->type == JSON_OBJECT) {
        const struct json *named = json_find(value, STR("name"));
        str id = json_find_str(value, STR("@id"));
        if (named && named->type == JSON_ARRAY) {
            authors_add(ld, named, depth + 1, list);
            return;
        }
        if (!named && id.len)
            value = by_id(ld, id);
        if (!value)
            return;
        name = json_find_str(value, STR("name"));
    }
    name = ld_text(ld, name);
    if (name.len && !str_starts_fold(name, STR("http")))
        page_authors_split(ld->arena, name, list);
}

static void image_read(struct ld *ld, const struct json *value)
{
    if (value && value->type == JSON_ARRAY && value->count)
        value = &value->children[0];
    if (!value)
        return;
    if (value->type == JSON_OBJECT) {
        str credit = ld_str(ld, json_find(value, STR("creditText")));
        if (!ld->fields->image_caption.len)
            ld->fields->image_caption = ld_str(ld, json_find(value, STR("caption")));
        if (!ld->fields->image_credit.len)
            ld->fields->image_credit = credit.len ? credit : ld_str(ld, json_find(value, STR("copyrightHolder")));
        str url = ld_str(ld, json_find(value, STR("url")));
        page_value_offer(&ld->fields->image, url.len ? url : ld_str(ld, json_find(value, STR("contentUrl"))), 70, "jsonld");
    } else if (value->type == JSON_STRING)
        page_value_offer(&ld->fields->image, value->string, 70, "jsonld");
}

static void tags_add(struct ld *ld, const struct json *value)
{
    if (!value || ld->fields->tags.len)
        return;
    if (value->type == JSON_ARRAY) {
        for (size_t i = 0; i < value->count && i < 50; i++) {
            str tag = ld_str(ld, &value->children[i]);
            if (tag.len)
                *LIST_ADD(ld->arena, &ld->fields->tags) = tag;
        }
    } else if (value->type == JSON_STRING) {
        str rest = value->string, part;
        while (str_next(&rest, ',', &part) && ld->fields->tags.len < 50)
            if (str_trim(part).len)
                *LIST_ADD(ld->arena, &ld->fields->tags) = ld_text(ld, str_trim(part));
    }
}

static str first_text(struct ld *ld, const struct json *object, const char *a, const char *b)
{
    str text = ld_str(ld, json_find(object, str_from(a)));
    return text.len ? text : ld_str(ld, json_find(object, str_from(b)));
}

/* Many pages name the paper itself as the author, and the person only in the byline. */
static bool is_organization(str type)
{
    return str_ends(type, STR("Organization"));
}

static bool is_publisher(struct ld *ld, const struct json *author, const struct str_list *authors)
{
    const struct page_fields *fields = ld->fields;
    if (author && author->type == JSON_ARRAY && author->count == 1)
        author = &author->children[0];
    if (author && author->type == JSON_OBJECT && !json_find(author, STR("name")))
        author = by_id(ld, json_find_str(author, STR("@id")));
    if (author && author->type == JSON_OBJECT && type_has(author, is_organization))
        return true;
    for (size_t i = 0; i < authors->len; i++)
        if (!str_eq_fold(authors->at[i], fields->site.text))
            return false;
    return authors->len > 0;
}

static void article_read(struct ld *ld, const struct json *object, int trust)
{
    struct page_fields *f = ld->fields;
    page_value_offer(&f->title, first_text(ld, object, "headline", "name"), trust > 80 ? 55 : 5, "jsonld");
    page_value_offer(&f->published, first_text(ld, object, "datePublished", "dateCreated"), trust, "jsonld");
    page_value_offer(&f->modified, ld_str(ld, json_find(object, STR("dateModified"))), trust, "jsonld");
    page_value_offer(&f->section, ld_str(ld, json_find(object, STR("articleSection"))), trust, "jsonld");
    page_value_offer(&f->lang, ld_str(ld, json_find(object, STR("inLanguage"))), 50, "jsonld");
    const struct json *publisher = json_find(object, STR("publisher"));
    if (publisher && publisher->type == JSON_OBJECT) {
        if (!json_find(publisher, STR("name")))
            publisher = by_id(ld, json_find_str(publisher, STR("@id")));
        if (publisher)
            page_value_offer(&f->site, ld_str(ld, json_find(publisher, STR("name"))), 70, "jsonld");
    }
    if (trust < 80)
        return;
    str body = ld_str(ld, json_find(object, STR("articleBody")));
    if (body.len > f->article_body.len)
        f->article_body = json_find_str(object, STR("articleBody"));
    struct str_list authors = {0};
    authors_add(ld, json_find(object, STR("author")), 0, &authors);
    if (authors.len == 0)
        authors_add(ld, json_find(object, STR("creator")), 0, &authors);
    if (authors.len && f->author_trust < 90) {
        f->authors = authors;
        f->author_trust = is_publisher(ld, json_find(object, STR("author")), &authors) ? 20 : 90;
    }
    image_read(ld, json_find(object, STR("image")));
    tags_add(ld, json_find(object, STR("keywords")));
    page_value_offer(&f->type, type_has(object, is_live) ? STR("live") : STR("article"), 90, "jsonld");
}

void page_jsonld_read(struct arena *arena, str script, struct page_fields *fields)
{
    const struct json *value;
    struct err err = {0};
    struct ld *ld = ARENA_NEW(arena, struct ld);
    ld->arena = arena;
    ld->fields = fields;
    script = str_trim(script);
    if (script.len < 2 || script.len > LD_SCRIPT_MAX || !json_read(arena, script, true, &value, &err))
        return;
    collect(ld, value, 0);
    for (size_t i = 0; i < ld->count; i++)
        if (type_has(ld->objects[i], is_article))
            article_read(ld, ld->objects[i], 95);
    for (size_t i = 0; i < ld->count; i++)
        if (type_has(ld->objects[i], is_page) && !type_has(ld->objects[i], is_article))
            article_read(ld, ld->objects[i], 60);
}
