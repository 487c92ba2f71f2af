/* intake_feed.c: RSS 0.9x, 1.0 and 2.0, Atom (RFC 4287) and news sitemaps, one entry after another.
 *
 * A tolerant scanner of its own, since real feeds are often no well-formed XML: it looks for the next <item>, <entry> or <url>,
 * takes the elements directly within by their local names (prefixes are dropped: dc:date is date, content:encoded is encoded), and
 * decodes character references and CDATA. What an entry holds twice counts once, the first. Nothing is validated; an entry
 * that is not closed ends where the next begins. The site's title and language come from the head of the feed.
 */
#include "base/buf.h"
#include "intake/intake_part.h"

struct xml_tag {str name, attributes; bool close, empty; size_t start, end;};

/* The next tag at or after at; comments, CDATA, processing instructions and doctypes are passed. False at the end. */
static bool xml_next(str xml, size_t at, struct xml_tag *tag)
{
    while ((at = str_find_char(xml, '<', at)) < xml.len) {
        str from = str_from_at(xml, at);
        if (str_starts(from, STR("<!--"))) {
            at = str_find(xml, STR("-->"), at);
        } else if (str_starts(from, STR("<![CDATA["))) {
            at = str_find(xml, STR("]]>"), at);
        } else if (from.len > 1 && (from.at[1] == '?' || from.at[1] == '!')) {
            at = str_find_char(xml, '>', at);
        } else {
            size_t end = str_find_char(xml, '>', at), name = at + 1;
            if (end >= xml.len)
                return false;
            *tag = (struct xml_tag){.start = at, .end = end + 1, .close = from.at[1] == '/', .empty = xml.at[end - 1] == '/'};
            name += tag->close;
            size_t stop = name;
            for (; stop < end && !char_is_space(xml.at[stop]) && xml.at[stop] != '/'; stop++)
                if (xml.at[stop] == ':')
                    name = stop + 1;
            tag->name = str_sub(xml, name, stop);
            tag->attributes = str_sub(xml, stop, tag->empty ? end - 1 : end);
            return true;
        }
    }
    return false;
}

static str xml_attribute(str attributes, str name)
{
    size_t at = 0;
    while ((at = str_find(attributes, name, at)) < attributes.len) {
        str rest = str_trim(str_from_at(attributes, at + name.len));
        bool word = at == 0 || char_is_space(attributes.at[at - 1]) || attributes.at[at - 1] == ':';
        at += name.len;
        if (!word || !str_starts(rest, STR("=")))
            continue;
        rest = str_trim(str_from_at(rest, 1));
        if (rest.len && (rest.at[0] == '"' || rest.at[0] == '\''))
            return str_sub(rest, 1, str_find_char(rest, rest.at[0], 1));
    }
    return STR("");
}

static void xml_reference(str name, struct buf *out)
{
    static const struct {str name; char c;} known[] = {{STR_INIT("lt"), '<'}, {STR_INIT("gt"), '>'}, {STR_INIT("amp"), '&'},
                                                        {STR_INIT("quot"), '"'}, {STR_INIT("apos"), '\''}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (str_eq(name, known[i].name)) {
            buf_add_char(out, known[i].c);
            return;
        }
    uint32_t code = 0;
    bool hex = name.len > 2 && (name.at[1] == 'x' || name.at[1] == 'X');
    bool number = name.len > 1 && name.at[0] == '#';
    for (size_t i = hex ? 2 : 1; number && i < name.len; i++) {
        char c = char_lower(name.at[i]);
        uint32_t digit = char_is_digit(c) ? (uint32_t)(c - '0') : hex && c >= 'a' && c <= 'f' ? (uint32_t)(c - 'a' + 10) : 99;
        number = digit != 99 && code <= 0x10FFFF;
        code = code * (hex ? 16 : 10) + digit;
    }
    if (number) {
        buf_add_utf8(out, code);
    } else {                                            /* an entity of HTML, left for whoever reads the HTML */
        buf_add_char(out, '&');
        buf_add(out, name);
        buf_add_char(out, ';');
    }
}

/* Character data: references decoded, CDATA as it is, tags within (XHTML content) kept. */
static str xml_text(str raw, struct arena *arena)
{
    struct buf out = buf_make(arena);
    size_t at = 0;
    while (at < raw.len) {
        str from = str_from_at(raw, at);
        if (str_starts(from, STR("<![CDATA["))) {
            size_t end = str_find(raw, STR("]]>"), at);
            buf_add(&out, str_sub(raw, at + 9, end));
            at = end + 3;
            continue;
        }
        size_t end = from.at[0] == '&' ? str_find_char(str_sub(raw, at, at + 12), ';', 0) : 12;
        if (from.at[0] == '&' && end < 12 && end < from.len) {
            xml_reference(str_sub(from, 1, end), &out);
            at += end + 1;
            continue;
        }
        size_t next = at + 1;
        while (next < raw.len && raw.at[next] != '&' && raw.at[next] != '<')
            next++;
        buf_add(&out, str_sub(raw, at, next));
        at = next;
    }
    return buf_take(&out);
}

/* Where the element that tag opens ends: the start of its closing tag. Nested elements of the same name are counted. */
static size_t xml_close(str xml, const struct xml_tag *tag, size_t *after)
{
    struct xml_tag inner;
    size_t depth = 1, at = tag->end;
    while (xml_next(xml, at, &inner)) {
        at = inner.end;
        if (!str_eq(inner.name, tag->name) || inner.empty)
            continue;
        depth = inner.close ? depth - 1 : depth + 1;
        if (depth == 0) {
            *after = inner.end;
            return inner.start;
        }
    }
    *after = xml.len;
    return xml.len;
}

/* The same for an entry: there is none within another, so one that is not closed ends where the next begins. */
static size_t entry_close(str xml, const struct xml_tag *tag, size_t *after)
{
    struct xml_tag inner;
    for (size_t at = tag->end; xml_next(xml, at, &inner); at = inner.end)
        if (str_eq(inner.name, tag->name)) {
            *after = inner.close ? inner.end : inner.start;
            return inner.start;
        }
    *after = xml.len;
    return xml.len;
}

static void set(str *field, str value)
{
    if (field->len == 0)
        *field = str_trim(value);
}

struct entry_text {str content, summary;};

static void entry_author(str raw, struct arena *arena, struct raw_document *document)
{
    struct xml_tag tag;
    size_t after;
    str name = raw;
    for (size_t at = 0; xml_next(raw, at, &tag); at = tag.end)
        if (!tag.close && str_eq(tag.name, STR("name"))) {
            name = str_sub(raw, tag.end, xml_close(raw, &tag, &after));
            break;
        }
    name = str_trim(xml_text(name, arena));
    size_t open = str_find_char(name, '(', 0);          /* RSS: address@host (Name) */
    if (str_has(name, STR("@")) && open < name.len)
        name = str_sub(name, open + 1, str_find_char(name, ')', open));
    if (name.len && !str_has(name, STR("@")))
        *LIST_ADD(arena, &document->authors) = name;
}

static void entry_element(const struct xml_tag *tag, str raw, struct arena *arena, struct raw_document *document, struct entry_text *text)
{
    str name = tag->name;
    if (str_eq(name, STR("title")))
        set(&document->title, xml_text(raw, arena));
    else if (str_eq(name, STR("link"))) {
        str rel = xml_attribute(tag->attributes, STR("rel")), href = xml_attribute(tag->attributes, STR("href"));
        if (rel.len == 0 || str_eq(rel, STR("alternate")))
            set(&document->url, xml_text(href.len ? href : raw, arena));
    } else if (str_eq(name, STR("loc")) || (str_eq(name, STR("guid")) && str_starts(str_trim(raw), STR("http"))))
        set(&document->url, xml_text(raw, arena));
    else if (str_eq(name, STR("encoded")) || str_eq(name, STR("content")))
        set(&text->content, xml_text(raw, arena));
    else if (str_eq(name, STR("description")) || str_eq(name, STR("summary")))
        set(&text->summary, xml_text(raw, arena));
    else if (str_eq(name, STR("pubDate")) || str_eq(name, STR("published")) || str_eq(name, STR("date")) || str_eq(name, STR("issued")) ||
             str_eq(name, STR("publication_date")))
        set(&document->published, xml_text(raw, arena));
    else if (str_eq(name, STR("updated")) || str_eq(name, STR("modified")) || str_eq(name, STR("lastmod")))
        set(&document->modified, xml_text(raw, arena));
    else if (str_eq(name, STR("author")) || str_eq(name, STR("creator")))
        entry_author(raw, arena, document);
    else if (str_eq(name, STR("language")))
        set(&document->lang, xml_text(raw, arena));
    else if (str_eq(name, STR("category")) || str_eq(name, STR("subject"))) {
        str term = xml_attribute(tag->attributes, STR("term"));
        term = str_trim(xml_text(term.len ? term : raw, arena));
        if (term.len)
            *LIST_ADD(arena, &document->tags) = term;
    }
}

/* The feed's own title and language: elements before the first entry. */
static void feed_head(str xml, struct arena *arena, struct raw_document *document)
{
    struct xml_tag tag;
    size_t after;
    for (size_t at = 0; xml_next(xml, at, &tag); at = tag.end) {
        if (str_eq(tag.name, STR("item")) || str_eq(tag.name, STR("entry")) || str_eq(tag.name, STR("url")) || str_eq(tag.name, STR("image")))
            return;
        if (str_eq(tag.name, STR("feed")))
            set(&document->lang, xml_attribute(tag.attributes, STR("lang")));
        if (!tag.close && !tag.empty && str_eq(tag.name, STR("title")))
            set(&document->site, xml_text(str_sub(xml, tag.end, xml_close(xml, &tag, &after)), arena));
        if (!tag.close && !tag.empty && str_eq(tag.name, STR("language")))
            set(&document->lang, xml_text(str_sub(xml, tag.end, xml_close(xml, &tag, &after)), arena));
    }
}

enum intake_part intake_feed_next(struct intake_feed *feed, struct arena *arena, struct raw_document *document)
{
    struct xml_tag tag, inner;
    struct entry_text text = {0};
    size_t after, at = feed->at;
    do {
        if (!xml_next(feed->xml, at, &tag))
            return PART_END;
        at = tag.end;
        feed->sitemap |= str_eq(tag.name, STR("urlset"));
    } while (tag.close || tag.empty ||
             !(str_eq(tag.name, STR("item")) || str_eq(tag.name, STR("entry")) || (feed->sitemap && str_eq(tag.name, STR("url")))));
    str entry = str_sub(feed->xml, tag.end, entry_close(feed->xml, &tag, &after));
    feed->at = after;
    for (at = 0; xml_next(entry, at, &inner); at = after) {
        after = inner.end;
        if (inner.close)
            continue;
        if (str_eq(inner.name, STR("news")) || str_eq(inner.name, STR("publication")))
            continue;                                   /* a news sitemap's fields stand one deeper */
        size_t end = inner.empty ? inner.end : xml_close(entry, &inner, &after);
        entry_element(&inner, str_sub(entry, inner.end, end), arena, document, &text);
    }
    feed_head(str_sub(feed->xml, 0, (size_t)64 << 10), arena, document);
    document->kind = RAW_ENTRY;
    document->bytes = text.content.len ? text.content : text.summary;
    if (document->published.len == 0)
        document->published = document->modified;
    document->content_type = STR("text/html");
    document->charset = STR("utf-8");
    return PART_DOCUMENT;
}
