/* site_route.c: which page answers an address, and what is said where none does.
 *
 * A row in the table is a page. What a page refuses is told in the site's own look: in plain words, with what was typed and with the
 * nearest that exists. Every page but the text ones understands ?date=YYYY-MM-DD.
 */
#include <string.h>

#include "base/utf8.h"
#include "site/site_private.h"

struct route {const char *room; size_t least, most; bool (*page)(struct request *request);};
static const struct route routes[] = {
    {"", 0, 0, site_board},
    {"category", 1, 1, site_category},
    {"article", 1, 1, site_article},
    {"event", 1, 1, site_event},
    {"actor", 1, 1, site_actor},
    {"relation", 2, 2, site_relation},
    {"search", 0, 0, site_search},
    {"trends", 0, 0, site_trends},
    {"sources", 0, 0, site_sources},
    {"method", 0, 0, site_method},
    {"healthz", 0, 0, site_health},
    {"metrics", 0, 0, site_metrics},
    {"feeds", 1, 1, site_feed},
    {"api", 1, 5, site_api},
};

static bool no_page(struct request *request)
{
    struct link_list links = {0};
    *LIST_ADD(request->arena, &links) = (struct link){STR("/"), STR("The board: every category and its status")};
    *LIST_ADD(request->arena, &links) = (struct link){STR("/search"), STR("Search in events and articles")};
    *LIST_ADD(request->arena, &links) = (struct link){STR("/trends"), STR("What is new")};
    return site_not_found(request, STR("There is no page at this address"), &links);
}

bool site_answer(struct request *request)
{
    struct err bad = {0};
    request->date = request->latest;
    if (!request_read(request, request->target, &bad)) {
        request->segment_count = request->param_count = 0;
        struct error_page page = {.status = 400, .title = STR("This address cannot be read"),
                                  .text = site_sentence(request->arena, bad.why)};
        return site_error(request, &page);
    }
    if (!request_day(request, STR("date"), &request->date))
        return true;
    request->dated = request->date != request->latest;
    str room = request->segment_count ? request->segments[0] : STR("");
    size_t more = request->segment_count ? request->segment_count - 1 : 0;
    for (size_t i = 0; i < sizeof routes / sizeof *routes; i++) {
        const struct route *route = &routes[i];
        if (!str_eq(room, str_from(route->room)) || more < route->least || more > route->most)
            continue;
        bool made = route->page(request);
        if (made || request->err->code != ERR_USAGE)
            return made;
        struct error_page page = {.status = 400, .title = STR("This question cannot be answered"),
                                  .text = site_sentence(request->arena, request->err->why)};
        err_reset(request->err);
        return site_error(request, &page);
    }
    return no_page(request);
}

/* ---- Errors ---- */

str site_sentence(struct arena *arena, const char *why)
{
    str text = utf8_upper_first(arena, arena_str(arena, str_from(why)));
    return str_ends(text, STR(".")) ? text : arena_printf(arena, "%.*s.", STR_ARG(text));
}

static bool json_error(struct request *request, const struct error_page *page)
{
    request->type = "application/json";
    buf_reset(&request->body);
    struct json_out out = json_out_make(&request->body);
    json_object(&out);
    json_key_int(&out, STR("status"), page->status);
    json_key_str(&out, STR("error"), page->title);
    if (page->text.len)
        json_key_str(&out, STR("detail"), page->text);
    if (page->links && page->links->len) {
        json_key(&out, STR("nearest"));
        json_array(&out);
        for (size_t i = 0; i < page->links->len; i++) {
            json_object(&out);
            json_key_str(&out, STR("title"), page->links->at[i].text);
            json_key_str(&out, STR("href"), page->links->at[i].href);
            json_object_end(&out);
        }
        json_array_end(&out);
    }
    json_object_end(&out);
    buf_add_char(&request->body, '\n');
    return true;
}

static bool for_machines(const struct request *request)
{
    return request->segment_count && str_eq(request->segments[0], STR("api"));
}

static void error_list(struct html *html, const struct error_page *page)
{
    html_open_class(html, TAG_SECTION, "next");
    html_attr(html, AT_ARIA_LABELLEDBY, STR("nearest"));
    html_open(html, TAG_H2);
    html_attr(html, AT_ID, STR("nearest"));
    html_text(html, str_from(page->list_title ? page->list_title : "From here"));
    html_close(html, TAG_H2);
    html_open_class(html, TAG_UL, "list plain");
    for (size_t i = 0; i < page->links->len; i++) {
        html_open(html, TAG_LI);
        html_link(html, "t", page->links->at[i].href, page->links->at[i].text);
        html_close(html, TAG_LI);
    }
    html_close(html, TAG_UL);
    html_close(html, TAG_SECTION);
}

bool site_error(struct request *request, const struct error_page *page)
{
    request->status = page->status;
    request->date = request->latest;                      /* an error has no date to keep */
    request->dated = false;
    if (for_machines(request))
        return json_error(request, page);
    struct site_head head = {.title = page->title, .here = ""};
    struct html html = part_start(request, &head);
    html_open(&html, TAG_MAIN);
    html_attr(&html, AT_ID, STR("main"));
    html_put(&html, TAG_H1, NULL, page->title);
    if (page->text.len)
        html_put(&html, TAG_P, "lede", page->text);
    if (page->links && page->links->len)
        error_list(&html, page);
    html_close(&html, TAG_MAIN);
    part_end(request, &html, &head);
    return true;
}

bool site_not_found(struct request *request, str title, struct link_list *nearest)
{
    struct error_page page = {.status = 404, .title = title, .list_title = "Nearest", .links = nearest};
    return site_error(request, &page);
}

/* The page's own form again, with what was typed, and the fault beside the field. */
static bool bad_field(struct request *request, str name, str value, str title, str fault, const char *label)
{
    request->status = 400;
    request->date = request->latest;
    request->dated = false;
    if (for_machines(request)) {
        struct error_page page = {.status = 400, .title = title, .text = fault};
        return json_error(request, &page);
    }
    struct site_head head = {.title = title, .here = ""};
    struct html html = part_start(request, &head);
    html_open(&html, TAG_MAIN);
    html_attr(&html, AT_ID, STR("main"));
    html_put(&html, TAG_H1, NULL, title);
    html_open_class(&html, TAG_FORM, "fault");
    html_attr(&html, AT_ACTION, str_sub(request->target, 0, str_find_char(request->target, '?', 0)));
    for (size_t i = 0; i < request->param_count; i++) {
        if (str_eq(request->params[i].name, name))
            continue;
        html_open(&html, TAG_INPUT);
        html_attr(&html, AT_TYPE, STR("hidden"));
        html_attr(&html, AT_NAME, request->params[i].name);
        html_attr(&html, AT_VALUE, request->params[i].value);
        html_close(&html, TAG_INPUT);
    }
    html_open(&html, TAG_LABEL);
    html_attr(&html, AT_FOR, STR("bad"));
    html_text(&html, str_from(label));
    html_close(&html, TAG_LABEL);
    html_open(&html, TAG_INPUT);
    html_attr(&html, AT_TYPE, STR("text"));               /* a date field would drop what was typed */
    html_attr(&html, AT_ID, STR("bad"));
    html_attr(&html, AT_NAME, name);
    html_attr(&html, AT_VALUE, value);
    html_attr(&html, AT_ARIA_INVALID, STR("true"));
    html_attr(&html, AT_ARIA_DESCRIBEDBY, STR("fault"));
    html_close(&html, TAG_INPUT);
    html_open_class(&html, TAG_P, "wrong");
    html_attr(&html, AT_ID, STR("fault"));
    html_text(&html, fault);
    html_close(&html, TAG_P);
    html_open_class(&html, TAG_BUTTON, "go");
    html_attr(&html, AT_TYPE, STR("submit"));
    html_say(&html, "Show");
    html_close(&html, TAG_BUTTON);
    html_close(&html, TAG_FORM);
    html_close(&html, TAG_MAIN);
    part_end(request, &html, &head);
    return true;
}

bool site_bad_date(struct request *request, str name, str value)
{
    str shown = words_cut(request->arena, value, 40);
    str title = arena_printf(request->arena, "“%.*s” is no day of the calendar", STR_ARG(shown));
    const char *label = str_eq(name, STR("from")) ? "From" : str_eq(name, STR("to")) ? "To" : "Day";
    return bad_field(request, name, value, title, STR("A day is written as year, month and day: 2017-11-24."), label);
}

bool site_bad_value(struct request *request, str name, str value, str expected)
{
    str shown = words_cut(request->arena, value, 40);
    str title = arena_printf(request->arena, "“%.*s” is no value of “%.*s”", STR_ARG(shown), STR_ARG(words_cut(request->arena, name, 40)));
    str fault = arena_printf(request->arena, "Expected: %.*s.", STR_ARG(expected));
    return bad_field(request, name, value, title, fault, "Value");
}
