/* site_part.c: what pages are put together from: frame, marks, sections, rows, lists of articles, events and trends.
 *
 * A status is always shape, word and colour; tables that become blocks on a narrow screen keep their roles. Symbols are defined
 * once a page and used by reference. The forms follow the example in doc/site.md.
 */
#include <string.h>

#include "base/file.h"
#include "site/site_private.h"

/* ---- Frame ---- */

static void symbol(struct html *html, const char *id, const char *path)
{
    html_open(html, TAG_SYMBOL);
    html_attr(html, AT_ID, str_from(id));
    html_attr(html, AT_VIEWBOX, STR("0 0 12 12"));
    html_open(html, TAG_PATH);
    html_attr(html, AT_D, str_from(path));
    html_close(html, TAG_PATH);
    html_close(html, TAG_SYMBOL);
}

static void symbols(struct html *html)
{
    html_open_class(html, TAG_SVG, "sprite");
    html_attr(html, AT_ARIA_HIDDEN, STR("true"));
    html_attr(html, AT_FOCUSABLE, STR("false"));
    symbol(html, "up", "M6 1l6 10H0z");
    symbol(html, "down", "M6 11L0 1h12z");
    symbol(html, "same", "M0 4h12v4H0z");
    symbol(html, "open", "M2.6 3.9C2.6 1.7 4 .4 6.1.4s3.5 1.2 3.5 3.1c0 1.5-.8 2.2-1.7 2.9-.8.6-1 .9-1 1.7H5c0-1.5.6-2.2 "
                         "1.5-2.9.7-.5 1-.9 1-1.6 0-.8-.5-1.3-1.4-1.3-1 0-1.6.6-1.6 1.6zM4.9 9.4h2.2v2.2H4.9z");
    html_close(html, TAG_SVG);
}

static void meta(struct html *html, const char *name, str content)
{
    html_open(html, TAG_META);
    html_attr(html, AT_NAME, str_from(name));
    html_attr(html, AT_CONTENT, content);
    html_close(html, TAG_META);
}

static void head_link(struct html *html, const char *rel, const char *type, str href, str title)
{
    html_open(html, TAG_LINK);
    html_attr(html, AT_REL, str_from(rel));
    if (*type)
        html_attr(html, AT_TYPE, str_from(type));
    html_attr(html, AT_HREF, href);
    if (title.len)
        html_attr(html, AT_TITLE, title);
    html_close(html, TAG_LINK);
}

static void document_head(struct request *request, struct html *html, const struct site_head *head)
{
    char script[1024];                                    /* made only where Node was there */
    html_open(html, TAG_HEAD);
    html_open(html, TAG_META);
    html_attr(html, AT_CHARSET, STR("utf-8"));
    html_close(html, TAG_META);
    html_open(html, TAG_TITLE);
    html_printf(html, "%.*s · %.*s", STR_ARG(head->title), STR_ARG(request->monitor->name.len ? request->monitor->name : STR("entente")));
    html_close(html, TAG_TITLE);
    meta(html, "viewport", STR("width=device-width, initial-scale=1"));
    meta(html, "color-scheme", STR("light dark"));
    head_link(html, "stylesheet", "", STR("/style.css"), STR(""));
    head_link(html, "icon", "image/svg+xml", STR("/icon.svg"), STR(""));
    head_link(html, "alternate", "application/atom+xml", STR("/feeds/articles.atom"), STR("Newest articles"));
    if (head->chart && file_data_path(script, sizeof script, "web/chart.js", NULL)) {
        html_open(html, TAG_SCRIPT);
        html_attr(html, AT_SRC, STR("/chart.js"));
        html_attr_flag(html, AT_DEFER);
        html_close(html, TAG_SCRIPT);
    }
    html_close(html, TAG_HEAD);
}

static void brand(struct html *html, struct request *request)
{
    html_open_class(html, TAG_A, "brand");
    html_attr(html, AT_HREF, STR("/"));
    html_open(html, TAG_SVG);
    html_attr(html, AT_VIEWBOX, STR("0 0 16 24"));
    html_attr(html, AT_ARIA_HIDDEN, STR("true"));
    html_open_class(html, TAG_PATH, "up");
    html_attr(html, AT_D, STR("M1 1h6v14H1z"));
    html_close(html, TAG_PATH);
    html_open_class(html, TAG_PATH, "down");
    html_attr(html, AT_D, STR("M9 15h6v8H9z"));
    html_close(html, TAG_PATH);
    html_close(html, TAG_SVG);
    html_say(html, "entente");
    html_close(html, TAG_A);
    html_put(html, TAG_P, NULL, request->monitor->name.len ? request->monitor->name : STR("A monitor of events"));
}

static void masthead(struct request *request, struct html *html, const struct site_head *head)
{
    static const char *const items[][2] = {{"/", "Board"}, {"/trends", "Trends"}, {"/search", "Search"}, {"/sources", "Sources"},
                                           {"/method", "Method"}};
    html_open_class(html, TAG_HEADER, "mast");
    html_open_class(html, TAG_DIV, "mast-top");
    brand(html, request);
    if (!head->search_form) {
        html_open_class(html, TAG_FORM, "quick");
        html_attr(html, AT_ROLE, STR("search"));
        html_attr(html, AT_ACTION, STR("/search"));
        html_open_class(html, TAG_LABEL, "hide");
        html_attr(html, AT_FOR, STR("q"));
        html_say(html, "Search events and articles");
        html_close(html, TAG_LABEL);
        html_open(html, TAG_INPUT);
        html_attr(html, AT_TYPE, STR("search"));
        html_attr(html, AT_ID, STR("q"));
        html_attr(html, AT_NAME, STR("q"));
        html_attr(html, AT_PLACEHOLDER, STR("Actor, word, \"phrase\""));
        html_close(html, TAG_INPUT);
        html_open(html, TAG_BUTTON);
        html_attr(html, AT_TYPE, STR("submit"));
        html_say(html, "Search");
        html_close(html, TAG_BUTTON);
        html_close(html, TAG_FORM);
    }
    html_close(html, TAG_DIV);
    html_open_class(html, TAG_NAV, "nav");
    html_attr(html, AT_ARIA_LABEL, STR("Site"));
    html_open(html, TAG_UL);
    for (size_t i = 0; i < sizeof items / sizeof *items; i++) {
        html_open(html, TAG_LI);
        html_open(html, TAG_A);
        bool dated = request->dated && i < 2;             /* board and trends are of a date */
        html_attr(html, AT_HREF, dated ? site_path(request, items[i][0] + 1, STR("")) : str_from(items[i][0]));
        if (strcmp(items[i][0], head->here) == 0)
            html_attr(html, AT_ARIA_CURRENT, STR("page"));
        html_text(html, str_from(items[i][1]));
        html_close(html, TAG_A);
        html_close(html, TAG_LI);
    }
    html_close(html, TAG_UL);
    html_close(html, TAG_NAV);
    html_close(html, TAG_HEADER);
}

struct html part_start(struct request *request, const struct site_head *head)
{
    buf_reset(&request->body);
    request->type = "text/html; charset=utf-8";
    struct html html = html_make(&request->body);
    html_doctype(&html);
    html_open(&html, TAG_HTML);
    html_attr(&html, AT_LANG, STR("en"));
    document_head(request, &html, head);
    html_open(&html, TAG_BODY);
    html_link(&html, "skip", STR("#main"), STR("Skip to the content"));
    symbols(&html);
    masthead(request, &html, head);
    html_open_class(&html, TAG_DIV, head->left ? "page left" : "page");
    return html;
}

static void foot_item(struct html *html, str href, const char *text)
{
    html_open(html, TAG_LI);
    html_link(html, NULL, href, str_from(text));
    html_close(html, TAG_LI);
}

void part_end(struct request *request, struct html *html, const struct site_head *head)
{
    html_close(html, TAG_DIV);
    html_open_class(html, TAG_FOOTER, "foot");
    html_open(html, TAG_UL);
    foot_item(html, STR("/method"), "How a status is made");
    if (head->api.len)
        foot_item(html, head->api, "This page as JSON");
    if (head->csv.len)
        foot_item(html, head->csv, "CSV");
    foot_item(html, head->feed.len ? head->feed : STR("/feeds/articles.atom"), "Atom feed");
    html_close(html, TAG_UL);
    html_open(html, TAG_P);
    if (request->latest == DAY_NONE)
        html_say(html, "No articles have been read yet. ");
    else
        html_printf(html, "Articles read: %.*s, the latest of %.*s. ", STR_ARG(words_count(request->arena, request->summary.articles)),
                    STR_ARG(words_date(request->arena, request->latest)));
    html_say(html, "Every statement rests on sentences that can be opened.");
    html_close(html, TAG_P);
    html_close(html, TAG_FOOTER);
    html_end(html);
}

/* ---- Marks ---- */

void part_mark(struct html *html, const char *class)
{
    html_open(html, TAG_SVG);
    html_attr_printf(html, AT_CLASS, "mark %s", class);
    html_attr(html, AT_ARIA_HIDDEN, STR("true"));
    html_open(html, TAG_USE);
    html_attr_printf(html, AT_HREF, "#%s", class);
    html_close(html, TAG_USE);
    html_close(html, TAG_SVG);
}

void part_quad_mark(struct html *html, int quad)
{
    part_mark(html, quad == 1 || quad == 2 ? "up" : quad == 3 || quad == 4 ? "down" : "same");
}

const char *part_status_class(enum status_word word)
{
    return word == STATUS_IMPROVING ? "up" : word == STATUS_DETERIORATING ? "down" : word == STATUS_UNCHANGED ? "same" : "open";
}

str part_status_title(enum status_word word)
{
    return word == STATUS_IMPROVING ? STR("Improving") : word == STATUS_DETERIORATING ? STR("Deteriorating")
         : word == STATUS_UNCHANGED ? STR("Unchanged") : STR("Unclear");
}

void part_status(struct html *html, enum status_word word, bool big)
{
    html_open(html, TAG_SPAN);
    html_attr_printf(html, AT_CLASS, "st %s%s", part_status_class(word), big ? " big" : "");
    part_mark(html, part_status_class(word));
    html_text(html, part_status_title(word));
    html_close(html, TAG_SPAN);
}

void part_time(struct html *html, struct arena *arena, day at, str text)
{
    if (at == DAY_NONE) {
        html_text(html, text);
        return;
    }
    html_open(html, TAG_TIME);
    html_attr(html, AT_DATETIME, words_day_iso(arena, at));
    html_text(html, text);
    html_close(html, TAG_TIME);
}

void part_time_short(struct request *request, struct html *html, day at)
{
    part_time(html, request->arena, at, words_date_short(request->arena, at, request->date));
}

/* ---- Sections and small pieces ---- */

static void section_start(struct html *html, const char *id, str title)
{
    html_open(html, TAG_SECTION);
    html_attr(html, AT_ARIA_LABELLEDBY, str_from(id));
    html_open_class(html, TAG_DIV, "h");
    html_open(html, TAG_H2);
    html_attr(html, AT_ID, str_from(id));
    html_text(html, title);
    html_close(html, TAG_H2);
}

void part_section(struct html *html, const char *id, str title, str note)
{
    section_start(html, id, title);
    if (note.len)
        html_put(html, TAG_P, NULL, note);
    html_close(html, TAG_DIV);
}

void part_section_link(struct html *html, const char *id, str title, str href, str text)
{
    section_start(html, id, title);
    html_open(html, TAG_P);
    html_link(html, NULL, href, text);
    html_close(html, TAG_P);
    html_close(html, TAG_DIV);
}

void part_crumbs(struct request *request, struct html *html, const struct link_list *links)
{
    html_open_class(html, TAG_NAV, "crumbs");
    html_attr(html, AT_ARIA_LABEL, STR("Where this is"));
    html_link(html, NULL, site_path(request, "", STR("")), STR("Board"));
    html_say(html, " ›");
    for (size_t i = 0; i < links->len; i++) {
        html_say(html, " ");
        html_link(html, NULL, links->at[i].href, links->at[i].text);
        html_say(html, " ›");
    }
    html_close(html, TAG_NAV);
}

void part_note(struct html *html, bool bad, str title, str text)
{
    html_open_class(html, TAG_DIV, bad ? "note bad" : "note");
    html_attr(html, AT_ROLE, STR("note"));
    html_put(html, TAG_STRONG, NULL, title);
    html_say(html, " ");
    html_text(html, text);
    html_close(html, TAG_DIV);
}

void part_empty(struct html *html, str text)
{
    html_put(html, TAG_P, "empty", text);
}

void part_fact(struct html *html, const char *name, str value, str more)
{
    html_open(html, TAG_DIV);
    html_put(html, TAG_DT, NULL, str_from(name));
    html_open(html, TAG_DD);
    html_text(html, value);
    if (more.len) {
        html_say(html, " ");
        html_put(html, TAG_SPAN, NULL, more);
    }
    html_close(html, TAG_DD);
    html_close(html, TAG_DIV);
}

void part_pair(struct html *html, const char *name, str value)
{
    html_put(html, TAG_DT, NULL, str_from(name));
    html_put(html, TAG_DD, value.len ? NULL : "soft", value.len ? value : STR("none"));
}

/* ---- Tables that become blocks where narrow ---- */

void part_table(struct html *html, const char *class, str caption)
{
    html_open_class(html, TAG_TABLE, class);
    html_attr(html, AT_ROLE, STR("table"));
    html_put(html, TAG_CAPTION, "hide", caption);
}

void part_table_head(struct html *html, const char *const *heads, const char *const *classes, size_t count)
{
    html_open(html, TAG_THEAD);
    html_attr(html, AT_ROLE, STR("rowgroup"));
    part_row(html, NULL);
    for (size_t i = 0; i < count; i++) {
        html_open(html, TAG_TH);
        html_attr(html, AT_ROLE, STR("columnheader"));
        html_attr(html, AT_SCOPE, STR("col"));
        if (classes && classes[i] && *classes[i])
            html_attr(html, AT_CLASS, str_from(classes[i]));
        str rest = str_from(heads[i]), line;
        for (bool first = true; str_next(&rest, '\n', &line); first = false) {
            if (!first) {
                html_open(html, TAG_BR);
                html_close(html, TAG_BR);
            }
            html_text(html, line);
        }
        html_close(html, TAG_TH);
    }
    html_close(html, TAG_TR);
    html_close(html, TAG_THEAD);
}

void part_row(struct html *html, const char *class)
{
    html_open_class(html, TAG_TR, class);
    html_attr(html, AT_ROLE, STR("row"));
}

void part_cell(struct html *html, const char *class, const char *label)
{
    html_open_class(html, TAG_TD, class);
    html_attr(html, AT_ROLE, STR("cell"));
    if (label)
        html_attr(html, AT_DATA_L, str_from(label));
}

void part_cell_text(struct html *html, const char *class, const char *label, str text)
{
    part_cell(html, class, label);
    html_text(html, text);
    html_close(html, TAG_TD);
}

void part_facet(struct html *html, str href, str text, uint64_t count, bool current)
{
    html_open(html, TAG_LI);
    html_open(html, TAG_A);
    html_attr(html, AT_HREF, href);
    if (current)
        html_attr(html, AT_ARIA_CURRENT, STR("true"));
    html_put(html, TAG_SPAN, NULL, text);
    html_say(html, " ");
    html_put(html, TAG_SPAN, "soft", words_count(html->buf->arena, count));
    html_close(html, TAG_A);
    html_close(html, TAG_LI);
}
