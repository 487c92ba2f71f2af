/* site_html.c: the typed writer. See site_html.h for what it promises; test/site/test_html.c holds it to that with random bytes. */
#include "site/site_html.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

/* LINE: a line feed after its end, where white space means nothing */
enum html_tag_kind {KIND_INLINE = 0, KIND_VOID = 1, KIND_LINE = 2};
static const struct {const char *name; int kind;} tags[TAG_COUNT] = {
    [TAG_HTML] = {"html", KIND_LINE}, [TAG_HEAD] = {"head", KIND_LINE}, [TAG_META] = {"meta", KIND_VOID | KIND_LINE},
        [TAG_TITLE] = {"title", KIND_LINE},
    [TAG_LINK] = {"link", KIND_VOID | KIND_LINE}, [TAG_SCRIPT] = {"script", KIND_LINE}, [TAG_BODY] = {"body", KIND_LINE},
        [TAG_HEADER] = {"header", KIND_LINE},
    [TAG_NAV] = {"nav", KIND_LINE}, [TAG_MAIN] = {"main", KIND_LINE}, [TAG_ASIDE] = {"aside", KIND_LINE},
        [TAG_FOOTER] = {"footer", KIND_LINE},
    [TAG_SECTION] = {"section", KIND_LINE}, [TAG_ARTICLE] = {"article", KIND_LINE}, [TAG_DIV] = {"div", KIND_LINE},
        [TAG_P] = {"p", KIND_LINE},
    [TAG_H1] = {"h1", KIND_LINE}, [TAG_H2] = {"h2", KIND_LINE}, [TAG_H3] = {"h3", KIND_LINE}, [TAG_UL] = {"ul", KIND_LINE},
        [TAG_OL] = {"ol", KIND_LINE},
    [TAG_LI] = {"li", KIND_LINE}, [TAG_DL] = {"dl", KIND_LINE}, [TAG_DT] = {"dt", 0}, [TAG_DD] = {"dd", KIND_LINE},
        [TAG_FIGURE] = {"figure", KIND_LINE},
    [TAG_FIGCAPTION] = {"figcaption", KIND_LINE}, [TAG_DETAILS] = {"details", KIND_LINE}, [TAG_SUMMARY] = {"summary", KIND_LINE},
    [TAG_BLOCKQUOTE] = {"blockquote", KIND_LINE}, [TAG_TABLE] = {"table", KIND_LINE}, [TAG_CAPTION] = {"caption", KIND_LINE},
        [TAG_THEAD] = {"thead", KIND_LINE},
    [TAG_TBODY] = {"tbody", KIND_LINE}, [TAG_TR] = {"tr", KIND_LINE}, [TAG_TH] = {"th", 0}, [TAG_TD] = {"td", 0}, [TAG_A] = {"a", 0},
        [TAG_SPAN] = {"span", 0},
    [TAG_STRONG] = {"strong", 0}, [TAG_EM] = {"em", 0}, [TAG_SMALL] = {"small", 0}, [TAG_SUP] = {"sup", 0}, [TAG_B] = {"b", 0},
        [TAG_CODE] = {"code", 0},
    [TAG_MARK] = {"mark", 0}, [TAG_TIME] = {"time", 0}, [TAG_BR] = {"br", KIND_VOID}, [TAG_FORM] = {"form", KIND_LINE},
        [TAG_LABEL] = {"label", 0},
    [TAG_INPUT] = {"input", KIND_VOID}, [TAG_SELECT] = {"select", 0}, [TAG_OPTION] = {"option", 0}, [TAG_BUTTON] = {"button", 0},
    [TAG_FIELDSET] = {"fieldset", KIND_LINE}, [TAG_LEGEND] = {"legend", KIND_LINE},
    [TAG_SVG] = {"svg", 0}, [TAG_SYMBOL] = {"symbol", 0}, [TAG_USE] = {"use", 0}, [TAG_PATH] = {"path", 0}, [TAG_RECT] = {"rect", 0},
        [TAG_LINE] = {"line", 0},
    [TAG_CIRCLE] = {"circle", 0}, [TAG_POLYLINE] = {"polyline", 0}, [TAG_SVG_TEXT] = {"text", 0},
    [TAG_XML_FEED] = {"feed", KIND_LINE}, [TAG_XML_ENTRY] = {"entry", KIND_LINE}, [TAG_XML_TITLE] = {"title", KIND_LINE},
        [TAG_XML_ID] = {"id", KIND_LINE},
    [TAG_XML_UPDATED] = {"updated", KIND_LINE}, [TAG_XML_LINK] = {"link", KIND_LINE}, [TAG_XML_SUMMARY] = {"summary", KIND_LINE},
    [TAG_XML_AUTHOR] = {"author", KIND_LINE}, [TAG_XML_NAME] = {"name", 0}, [TAG_XML_CATEGORY] = {"category", KIND_LINE},
        [TAG_XML_RSS] = {"rss", KIND_LINE},
    [TAG_XML_CHANNEL] = {"channel", KIND_LINE}, [TAG_XML_ITEM] = {"item", KIND_LINE}, [TAG_XML_DESCRIPTION] = {"description", KIND_LINE},
    [TAG_XML_GUID] = {"guid", KIND_LINE}, [TAG_XML_PUBDATE] = {"pubDate", KIND_LINE}, [TAG_XML_RSS_LINK] = {"link", KIND_LINE},
};
static const char *const attributes[AT_COUNT] = {
    [AT_CLASS] = "class", [AT_ID] = "id", [AT_HREF] = "href", [AT_ACTION] = "action", [AT_SRC] = "src", [AT_LANG] = "lang",
        [AT_CHARSET] = "charset", [AT_NAME] = "name",
    [AT_CONTENT] = "content", [AT_REL] = "rel", [AT_TYPE] = "type", [AT_TITLE] = "title", [AT_ROLE] = "role", [AT_SCOPE] = "scope",
        [AT_COLSPAN] = "colspan",
    [AT_ROWSPAN] = "rowspan", [AT_FOR] = "for", [AT_VALUE] = "value", [AT_PLACEHOLDER] = "placeholder", [AT_DATETIME] = "datetime",
        [AT_TABINDEX] = "tabindex",
    [AT_REQUIRED] = "required", [AT_SELECTED] = "selected", [AT_CHECKED] = "checked", [AT_DEFER] = "defer", [AT_MAXLENGTH] = "maxlength",
    [AT_INPUTMODE] = "inputmode", [AT_SIZE] = "size", [AT_ARIA_LABEL] = "aria-label", [AT_ARIA_LABELLEDBY] = "aria-labelledby",
    [AT_ARIA_DESCRIBEDBY] = "aria-describedby", [AT_ARIA_HIDDEN] = "aria-hidden", [AT_ARIA_CURRENT] = "aria-current",
        [AT_ARIA_INVALID] = "aria-invalid",
    [AT_FOCUSABLE] = "focusable", [AT_DATA_L] = "data-l", [AT_DATA_CHART] = "data-chart", [AT_VIEWBOX] = "viewBox",
        [AT_PRESERVE] = "preserveAspectRatio",
    [AT_OVERFLOW] = "overflow", [AT_WIDTH] = "width", [AT_HEIGHT] = "height", [AT_X] = "x", [AT_Y] = "y", [AT_X1] = "x1", [AT_X2] = "x2",
        [AT_Y1] = "y1",
    [AT_Y2] = "y2", [AT_R] = "r", [AT_D] = "d", [AT_POINTS] = "points", [AT_XMLNS] = "xmlns", [AT_TERM] = "term", [AT_LABEL] = "label",
    [AT_VERSION] = "version", [AT_PERMALINK] = "isPermaLink",
};

struct html html_make(struct buf *buf)
{
    return (struct html){.buf = buf};
}

/* Allowed in XML 1.0 and HTML text: no control but tab, line feed, return; no C1, no surrogate, no noncharacter. */
static bool char_allowed(uint32_t c)
{
    if (c < 0x20)
        return c == '\t' || c == '\n' || c == '\r';
    return !(c >= 0x7f && c < 0xa0) && (c & 0xfffe) != 0xfffe && !(c >= 0xfdd0 && c <= 0xfdef);
}

void html_escape(struct buf *out, str text)
{
    for (size_t at = 0, start; at < text.len; ) {
        start = at;
        uint32_t c = utf8_next(text, &at);
        switch (c) {
        case '&': buf_add(out, STR("&amp;")); break;
        case '<': buf_add(out, STR("&lt;")); break;
        case '>': buf_add(out, STR("&gt;")); break;
        case '"': buf_add(out, STR("&quot;")); break;
        case '\'': buf_add(out, STR("&#39;")); break;
        default:
            if (c == UTF8_BAD || !char_allowed(c))
                buf_add_utf8(out, UTF8_BAD);
            else
                buf_add(out, str_sub(text, start, at));
        }
    }
}

static void tag_finish(struct html *html)
{
    if (html->in_tag)
        buf_add_char(html->buf, '>');
    html->in_tag = false;
}

void html_doctype(struct html *html)
{
    buf_add(html->buf, STR("<!DOCTYPE html>\n"));
}

void xml_declaration(struct html *html)
{
    html->xml = true;
    buf_add(html->buf, STR("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"));
}

void html_open(struct html *html, enum html_tag tag)
{
    tag_finish(html);
    if (tag >= TAG_COUNT || html->depth == HTML_DEPTH_MAX) {
        html->faults++;
        return;
    }
    buf_add_char(html->buf, '<');
    buf_add(html->buf, str_from(tags[tag].name));
    html->in_tag = true;
    html->stack[html->depth++] = tag;
}

static bool address_attribute(enum html_attribute name)
{
    return name == AT_HREF || name == AT_ACTION || name == AT_SRC;
}

void html_attr(struct html *html, enum html_attribute name, str value)
{
    if (!html->in_tag || name >= AT_COUNT) {
        html->faults++;
        return;
    }
    if (address_attribute(name) && !html_url_ok(value))
        return;
    buf_add_char(html->buf, ' ');
    buf_add(html->buf, str_from(attributes[name]));
    buf_add(html->buf, STR("=\""));
    html_escape(html->buf, value);
    buf_add_char(html->buf, '"');
}

void html_attr_int(struct html *html, enum html_attribute name, int64_t value)
{
    char text[24];
    snprintf(text, sizeof text, "%lld", (long long)value);
    html_attr(html, name, str_from(text));
}

void html_attr_num(struct html *html, enum html_attribute name, double value, const char *unit)
{
    char text[48];
    if (!isfinite(value) || fabs(value) > 1e9)
        value = 0;
    long long hundredths = llround(value * 100);          /* no locale: digits are put together from whole numbers */
    long long whole = hundredths / 100, rest = llabs(hundredths % 100);
    const char *sign = hundredths < 0 ? "-" : "";
    if (rest == 0)
        snprintf(text, sizeof text, "%s%lld%s", sign, llabs(whole), unit);
    else
        snprintf(text, sizeof text, rest % 10 ? "%s%lld.%02lld%s" : "%s%lld.%01lld%s", sign, llabs(whole), rest % 10 ? rest : rest / 10,
                 unit);
    html_attr(html, name, str_from(text));
}

void html_attr_flag(struct html *html, enum html_attribute name)
{
    html_attr(html, name, STR(""));
}

void html_attr_printf(struct html *html, enum html_attribute name, const char *format, ...)
{
    char text[2048];
    va_list list;
    va_start(list, format);
    vsnprintf(text, sizeof text, format, list);
    va_end(list);
    html_attr(html, name, str_from(text));
}

void html_close(struct html *html, enum html_tag tag)
{
    if (html->depth == 0 || html->stack[html->depth - 1] != tag) {
        html->faults++;
        return;
    }
    int kind = tags[tag].kind;
    if (html->in_tag && html->xml) {
        buf_add(html->buf, STR("/>"));
        html->in_tag = false;
    } else {
        tag_finish(html);
        if (!(kind & KIND_VOID)) {
            buf_add(html->buf, STR("</"));
            buf_add(html->buf, str_from(tags[tag].name));
            buf_add_char(html->buf, '>');
        }
    }
    if (kind & KIND_LINE)
        buf_add_char(html->buf, '\n');
    html->depth--;
}

void html_end(struct html *html)
{
    while (html->depth > 0)
        html_close(html, html->stack[html->depth - 1]);
}

void html_text(struct html *html, str text)
{
    tag_finish(html);
    html_escape(html->buf, text);
}

void html_printf(struct html *html, const char *format, ...)
{
    char text[4096];
    va_list list;
    va_start(list, format);
    int len = vsnprintf(text, sizeof text, format, list);
    va_end(list);
    if (len < 0)
        return;
    if ((size_t)len < sizeof text) {
        html_text(html, (str){text, (size_t)len});
        return;
    }
    char *long_text = arena_alloc_raw(html->buf->arena, (size_t)len + 1);
    va_start(list, format);
    vsnprintf(long_text, (size_t)len + 1, format, list);
    va_end(list);
    html_text(html, (str){long_text, (size_t)len});
}

void html_open_class(struct html *html, enum html_tag tag, const char *class)
{
    html_open(html, tag);
    if (class)
        html_attr(html, AT_CLASS, str_from(class));
}

void html_put(struct html *html, enum html_tag tag, const char *class, str text)
{
    html_open_class(html, tag, class);
    html_text(html, text);
    html_close(html, tag);
}

void html_link(struct html *html, const char *class, str href, str text)
{
    html_open_class(html, TAG_A, class);
    html_attr(html, AT_HREF, href);
    html_text(html, text);
    html_close(html, TAG_A);
}

bool html_url_ok(str url)
{
    for (size_t i = 0; i < url.len; i++) {
        unsigned char c = (unsigned char)url.at[i];
        if (c <= ' ' || c == 0x7f || c == '\\')
            return false;
    }
    if (str_starts_fold(url, STR("http://")) || str_starts_fold(url, STR("https://")))
        return true;
    if (url.len == 0)
        return false;
    if (url.at[0] == '/')                                 /* "//host" would leave this site */
        return url.len == 1 || url.at[1] != '/';
    return url.at[0] == '#' || url.at[0] == '?';
}

void html_url_encode(struct buf *out, str text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        if (char_is_alpha(c) || char_is_digit(c) || c == '-' || c == '.' || c == '_' || c == '~')
            buf_add_char(out, c);
        else
            buf_printf(out, "%%%02X", (unsigned)(unsigned char)c);
    }
}
