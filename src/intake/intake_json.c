/* intake_json.c: documents written as JSON: JSON Lines, JSON Feed 1.1, and what `entente read` itself prints.
 *
 * Keys: url (or link, external_url), title, html (or content_html), text (or content_text, body, content, summary), paragraphs [],
 * published (or date_published, date, datetime), modified (or date_modified), authors [] of names or {name} (or author), lang (or
 * language), site (or source, host), section, tags [] (or keywords). The first that is there counts.
 */
#include "base/buf.h"
#include "intake/intake_part.h"
#include "intake/intake_sniff.h"

static str first_str(const struct json *object, const char *const *keys)
{
    for (; *keys; keys++) {
        str value = str_trim(json_find_str(object, str_from(*keys)));
        if (value.len)
            return value;
    }
    return STR("");
}

static void add_names(const struct json *value, struct arena *arena, struct str_list *list)
{
    if (!value)
        return;
    if (value->type == JSON_STRING && str_trim(value->string).len)
        *LIST_ADD(arena, list) = str_trim(value->string);
    else if (value->type == JSON_OBJECT && json_find_str(value, STR("name")).len)
        *LIST_ADD(arena, list) = json_find_str(value, STR("name"));
    else if (value->type == JSON_ARRAY)
        for (size_t i = 0; i < value->count && i < 100; i++)
            if (value->children[i].type != JSON_ARRAY)
                add_names(&value->children[i], arena, list);
}

static str joined_paragraphs(const struct json *value, struct arena *arena)
{
    struct buf out = buf_make(arena);
    if (!value || value->type != JSON_ARRAY)
        return STR("");
    for (size_t i = 0; i < value->count; i++) {
        str part = value->children[i].type == JSON_STRING ? value->children[i].string : json_find_str(&value->children[i], STR("text"));
        if (part.len) {
            buf_add(&out, part);
            buf_add(&out, STR("\n\n"));
        }
    }
    return buf_take(&out);
}

bool intake_json_document(const struct json *object, struct arena *arena, struct raw_document *document)
{
    static const char *const url[] = {"url", "link", "external_url", "id", NULL}, *const title[] = {"title", "headline", NULL};
    static const char *const html[] = {"html", "content_html", NULL}, *const text[] = {"text", "content_text", "body", "content", "summary", NULL};
    static const char *const published[] = {"published", "date_published", "date", "datetime", "publish_date", NULL};
    static const char *const modified[] = {"modified", "date_modified", "updated", NULL};
    static const char *const lang[] = {"lang", "language", NULL}, *const site[] = {"site", "source", "publisher", NULL};
    static const char *const section[] = {"section", "category", NULL};
    if (object->type != JSON_OBJECT)
        return false;
    document->url = first_str(object, url);
    if (!str_starts(document->url, STR("http")) && !str_has(document->url, STR("/")))
        document->url = STR("");
    document->title = first_str(object, title);
    document->published = first_str(object, published);
    document->modified = first_str(object, modified);
    document->lang = first_str(object, lang);
    document->site = first_str(object, site);
    document->section = first_str(object, section);
    add_names(json_find(object, STR("authors")), arena, &document->authors);
    if (document->authors.len == 0)
        add_names(json_find(object, STR("author")), arena, &document->authors);
    add_names(json_find(object, STR("tags")), arena, &document->tags);
    if (document->tags.len == 0)
        add_names(json_find(object, STR("keywords")), arena, &document->tags);
    document->kind = RAW_ENTRY;
    document->charset = STR("utf-8");
    document->bytes = first_str(object, html);
    document->content_type = STR("text/html");
    if (document->bytes.len == 0) {
        document->content_type = STR("text/plain");
        document->bytes = joined_paragraphs(json_find(object, STR("paragraphs")), arena);
        if (document->bytes.len == 0)
            document->bytes = first_str(object, text);
        const char *what;
        if (intake_sniff(document->bytes, &what) == FORMAT_HTML)
            document->content_type = STR("text/html");
    }
    return document->bytes.len || document->title.len;
}
