/* page_tag.h: the elements of HTML that the reader tells apart, and what it knows of each. Private to page/. */
#ifndef ENTENTE_PAGE_TAG_H
#define ENTENTE_PAGE_TAG_H

#include "base/str.h"

/* In the order of names (the lookup is a binary search). TAG_OTHER is every element that is not listed. */
#define PAGE_TAGS(X) \
    X(A, "a", 0) X(ABBR, "abbr", 0) X(ADDRESS, "address", TAG_BLOCK) X(ARTICLE, "article", TAG_BLOCK) X(ASIDE, "aside", TAG_BLOCK) \
    X(AUDIO, "audio", TAG_BLOCK | TAG_SILENT) X(B, "b", 0) X(BASE, "base", TAG_VOID) X(BLOCKQUOTE, "blockquote", TAG_BLOCK) \
    X(BODY, "body", TAG_BLOCK) X(BR, "br", TAG_VOID) X(BUTTON, "button", TAG_SILENT) X(CANVAS, "canvas", TAG_SILENT) \
    X(CAPTION, "caption", TAG_BLOCK) X(CENTER, "center", TAG_BLOCK) X(CITE, "cite", 0) X(COL, "col", TAG_VOID) \
    X(DATALIST, "datalist", TAG_SILENT) X(DD, "dd", TAG_BLOCK) X(DETAILS, "details", TAG_BLOCK) X(DIALOG, "dialog", TAG_BLOCK) \
    X(DIV, "div", TAG_BLOCK) X(DL, "dl", TAG_BLOCK) X(DT, "dt", TAG_BLOCK) X(EM, "em", 0) X(EMBED, "embed", TAG_VOID) \
    X(FIELDSET, "fieldset", TAG_BLOCK) X(FIGCAPTION, "figcaption", TAG_BLOCK) X(FIGURE, "figure", TAG_BLOCK) X(FONT, "font", 0) \
    X(FOOTER, "footer", TAG_BLOCK) X(FORM, "form", TAG_BLOCK) X(FRAME, "frame", TAG_VOID) X(H1, "h1", TAG_BLOCK) X(H2, "h2", TAG_BLOCK) \
    X(H3, "h3", TAG_BLOCK) X(H4, "h4", TAG_BLOCK) X(H5, "h5", TAG_BLOCK) X(H6, "h6", TAG_BLOCK) X(HEAD, "head", TAG_BLOCK | TAG_SILENT) \
    X(HEADER, "header", TAG_BLOCK) X(HR, "hr", TAG_VOID | TAG_BLOCK) X(HTML, "html", TAG_BLOCK) X(I, "i", 0) \
    X(IFRAME, "iframe", TAG_RAW | TAG_SILENT) X(IMG, "img", TAG_VOID) X(INPUT, "input", TAG_VOID) X(LABEL, "label", 0) \
    X(LEGEND, "legend", TAG_BLOCK) X(LI, "li", TAG_BLOCK) X(LINK, "link", TAG_VOID) X(MAIN, "main", TAG_BLOCK) X(MATH, "math", TAG_SILENT) \
    X(MENU, "menu", TAG_BLOCK) X(META, "meta", TAG_VOID) X(NAV, "nav", TAG_BLOCK) X(NOEMBED, "noembed", TAG_RAW | TAG_SILENT) \
    X(NOFRAMES, "noframes", TAG_RAW | TAG_SILENT) X(NOSCRIPT, "noscript", TAG_BLOCK | TAG_SILENT) X(OBJECT, "object", TAG_SILENT) \
    X(OL, "ol", TAG_BLOCK) X(OPTGROUP, "optgroup", 0) X(OPTION, "option", 0) X(P, "p", TAG_BLOCK) X(PARAM, "param", TAG_VOID) \
    X(PICTURE, "picture", 0) X(PLAINTEXT, "plaintext", TAG_BLOCK) X(PRE, "pre", TAG_BLOCK) X(Q, "q", 0) X(RP, "rp", TAG_SILENT) \
    X(RT, "rt", TAG_SILENT) X(S, "s", 0) X(SAMP, "samp", 0) X(SCRIPT, "script", TAG_RAW | TAG_SILENT) X(SECTION, "section", TAG_BLOCK) \
    X(SELECT, "select", TAG_SILENT) X(SMALL, "small", 0) X(SOURCE, "source", TAG_VOID) X(SPAN, "span", 0) X(STRONG, "strong", 0) \
    X(STYLE, "style", TAG_RAW | TAG_SILENT) X(SUB, "sub", 0) X(SUMMARY, "summary", TAG_BLOCK) X(SUP, "sup", 0) X(SVG, "svg", TAG_SILENT) \
    X(TABLE, "table", TAG_BLOCK) X(TBODY, "tbody", TAG_BLOCK) X(TD, "td", TAG_BLOCK) X(TEMPLATE, "template", TAG_SILENT) \
    X(TEXTAREA, "textarea", TAG_RCDATA | TAG_SILENT) X(TFOOT, "tfoot", TAG_BLOCK) X(TH, "th", TAG_BLOCK) X(THEAD, "thead", TAG_BLOCK) \
    X(TIME, "time", 0) X(TITLE, "title", TAG_RCDATA | TAG_SILENT) X(TR, "tr", TAG_BLOCK) X(TRACK, "track", TAG_VOID) X(U, "u", 0) \
    X(UL, "ul", TAG_BLOCK) X(VIDEO, "video", TAG_BLOCK | TAG_SILENT) X(WBR, "wbr", TAG_VOID) X(XMP, "xmp", TAG_RAW | TAG_BLOCK)

enum page_tag {
    TAG_OTHER, TAG_TEXT,
#define X(name, text, flags) TAG_##name,
    PAGE_TAGS(X)
#undef X
    TAG_COUNT
};

enum page_tag_flag {
    TAG_BLOCK = 1,                                      /* begins and ends a run of text */
    TAG_VOID = 2,                                       /* has no content */
    TAG_RAW = 4, TAG_RCDATA = 8,                        /* content is text (RCDATA: with character references) */
    TAG_SILENT = 16                                     /* its text is not shown, or is no part of running text */
};

enum page_tag page_tag_find(str name);                  /* ASCII letters without case; TAG_OTHER where it is not listed */
unsigned page_tag_flags(enum page_tag tag);

#endif
