/* site_html.h: the only way markup is written: elements and attributes from closed lists, text and values always escaped.
 *
 * There is no call that copies markup. Tags and attribute names are enums, so neither "script" nor "onclick" nor "style" can come
 * out of data; addresses are checked by the attribute that holds them; a class is a literal. Elements are closed in the order in
 * which they were opened, and html_end closes what is left. Escaping: WHATWG HTML 13.1.2 (text, double-quoted values); characters
 * that neither HTML nor XML 1.0 allows become U+FFFD, so the same writer serves Atom and RSS.
 */
#ifndef ENTENTE_SITE_HTML_H
#define ENTENTE_SITE_HTML_H

#include "base/buf.h"

enum html_tag {
    TAG_HTML, TAG_HEAD, TAG_META, TAG_TITLE, TAG_LINK, TAG_SCRIPT, TAG_BODY, TAG_HEADER, TAG_NAV, TAG_MAIN, TAG_ASIDE, TAG_FOOTER,
    TAG_SECTION, TAG_ARTICLE, TAG_DIV, TAG_P, TAG_H1, TAG_H2, TAG_H3, TAG_UL, TAG_OL, TAG_LI, TAG_DL, TAG_DT, TAG_DD, TAG_FIGURE,
    TAG_FIGCAPTION, TAG_DETAILS, TAG_SUMMARY, TAG_BLOCKQUOTE, TAG_TABLE, TAG_CAPTION, TAG_THEAD, TAG_TBODY, TAG_TR, TAG_TH, TAG_TD,
    TAG_A, TAG_SPAN, TAG_STRONG, TAG_EM, TAG_SMALL, TAG_SUP, TAG_B, TAG_CODE, TAG_MARK, TAG_TIME, TAG_BR, TAG_FORM, TAG_LABEL,
    TAG_INPUT, TAG_SELECT, TAG_OPTION, TAG_BUTTON, TAG_FIELDSET, TAG_LEGEND, TAG_SVG, TAG_SYMBOL, TAG_USE, TAG_PATH, TAG_RECT,
    TAG_LINE, TAG_CIRCLE, TAG_POLYLINE, TAG_SVG_TEXT, TAG_XML_FEED, TAG_XML_ENTRY, TAG_XML_TITLE, TAG_XML_ID, TAG_XML_UPDATED,
    TAG_XML_LINK, TAG_XML_SUMMARY, TAG_XML_AUTHOR, TAG_XML_NAME, TAG_XML_CATEGORY, TAG_XML_RSS, TAG_XML_CHANNEL, TAG_XML_ITEM,
    TAG_XML_DESCRIPTION, TAG_XML_GUID, TAG_XML_PUBDATE, TAG_XML_RSS_LINK, TAG_COUNT
};
enum html_attribute {
    AT_CLASS, AT_ID, AT_HREF, AT_ACTION, AT_SRC, AT_LANG, AT_CHARSET, AT_NAME, AT_CONTENT, AT_REL, AT_TYPE, AT_TITLE, AT_ROLE,
    AT_SCOPE, AT_COLSPAN, AT_ROWSPAN, AT_FOR, AT_VALUE, AT_PLACEHOLDER, AT_DATETIME, AT_TABINDEX, AT_REQUIRED, AT_SELECTED,
    AT_CHECKED, AT_DEFER, AT_MAXLENGTH, AT_INPUTMODE, AT_SIZE, AT_ARIA_LABEL, AT_ARIA_LABELLEDBY, AT_ARIA_DESCRIBEDBY,
    AT_ARIA_HIDDEN, AT_ARIA_CURRENT, AT_ARIA_INVALID, AT_FOCUSABLE, AT_DATA_L, AT_DATA_CHART, AT_VIEWBOX, AT_PRESERVE, AT_OVERFLOW,
    AT_WIDTH, AT_HEIGHT, AT_X, AT_Y, AT_X1, AT_X2, AT_Y1, AT_Y2, AT_R, AT_D, AT_POINTS, AT_XMLNS, AT_TERM, AT_LABEL, AT_VERSION,
    AT_PERMALINK, AT_COUNT
};

#define HTML_DEPTH_MAX 64

struct html {struct buf *buf; enum html_tag stack[HTML_DEPTH_MAX]; size_t depth; bool in_tag, xml; size_t faults;};

struct html html_make(struct buf *buf);                   /* a fragment or document; nothing is written yet */
void html_doctype(struct html *html);
void xml_declaration(struct html *html);                  /* and from here on empty elements are closed as XML wants it */

void html_open(struct html *html, enum html_tag tag);
/* Of the element just opened. An address (href, action, src) that html_url_ok refuses is left out. */
void html_attr(struct html *html, enum html_attribute name, str value);
void html_attr_int(struct html *html, enum html_attribute name, int64_t value);
void html_attr_num(struct html *html, enum html_attribute name, double value, const char *unit);    /* at most 2 digits; unit "" or "%" */
void html_attr_flag(struct html *html, enum html_attribute name);
void html_attr_printf(struct html *html, enum html_attribute name, const char *format, ...) __attribute__((format(printf, 3, 4)));
#define html_class(html, literal) html_attr((html), AT_CLASS, STR(literal))
void html_close(struct html *html, enum html_tag tag);    /* tag must be the one that is open; else it counts as a fault and is ignored */
void html_end(struct html *html);                         /* closes all that is open */

void html_text(struct html *html, str text);
void html_printf(struct html *html, const char *format, ...) __attribute__((format(printf, 2, 3)));
#define html_say(html, literal) html_text((html), STR(literal))

/* Whole elements. class is a literal or NULL. */
void html_put(struct html *html, enum html_tag tag, const char *class, str text);
void html_link(struct html *html, const char *class, str href, str text);
void html_open_class(struct html *html, enum html_tag tag, const char *class);

/* http:, https:, or relative to this site ("/path", "?query", "#fragment"); no white space, control character or backslash. */
bool html_url_ok(str url);
/* Adds text to out with everything but unreserved characters (RFC 3986, 2.3) percent-encoded. */
void html_url_encode(struct buf *out, str text);
void html_escape(struct buf *out, str text);              /* as html_text does */

#endif
