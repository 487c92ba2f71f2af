/* site_search.c: search: a query and a range of days, facets to narrow it down, events or articles as results.
 *
 * Everything asked for is in the address. A query that cannot be read keeps what was typed and says the fault beside its field.
 */
#include <string.h>

#include "site/site_private.h"

#define SEARCH_PAGE 20

struct question {
    struct store_filter filter;
    str year;
    int64_t page;
    bool articles;
    str fault;                      /* of the query; "" */
};

bool site_filter_read(struct request *request, struct store_filter *filter)
{
    int64_t quad = 0, year = 0;
    *filter = store_filter_all();
    if (!request_day(request, STR("from"), &filter->from) || !request_day(request, STR("to"), &filter->to) ||
        !request_number(request, STR("quad"), 1, 4, &quad) || !request_number(request, STR("year"), 1, 9999, &year))
        return false;
    if (year) {
        day first = day_of((int)year, 1, 1), last = day_of((int)year, 12, 31);
        filter->from = filter->from == DAY_NONE || first > filter->from ? first : filter->from;
        filter->to = filter->to == DAY_NONE || last < filter->to ? last : filter->to;
    }
    filter->text = request_param(request, STR("q"));
    filter->type = request_param(request, STR("type"));
    filter->actor = request_param(request, STR("actor"));
    filter->between = request_param(request, STR("between"));
    filter->category = request_param(request, STR("category"));
    filter->source = request_param(request, STR("source"));
    filter->context = request_param(request, STR("context"));
    filter->quad = (int)quad;
    filter->one_per_event = true;
    filter->order = filter->text.len == 0 || str_eq(request_param(request, STR("order")), STR("newest")) ? STORE_NEWEST : STORE_BEST;
    return true;
}

/* False: a 400 page has been written. */
static bool question_read(struct request *request, struct question *question)
{
    struct store_filter *filter = &question->filter;
    *question = (struct question){.page = 1};
    if (!site_filter_read(request, filter) || !request_number(request, STR("page"), 1, 1000, &question->page))
        return false;
    question->year = request_param(request, STR("year"));
    question->articles = str_eq(request_param(request, STR("kind")), STR("articles"));
    filter->offset = (size_t)(question->page - 1) * SEARCH_PAGE;
    filter->limit = SEARCH_PAGE;
    return true;
}

/* ---- Form ---- */

static void hidden(struct html *html, const char *name, str value)
{
    if (value.len == 0)
        return;
    html_open(html, TAG_INPUT);
    html_attr(html, AT_TYPE, STR("hidden"));
    html_attr(html, AT_NAME, str_from(name));
    html_attr(html, AT_VALUE, value);
    html_close(html, TAG_INPUT);
}

static void date_field(struct html *html, struct arena *arena, const char *label, const char *name, day value)
{
    html_open_class(html, TAG_LABEL, "nw");
    html_text(html, str_from(label));
    html_say(html, " ");
    html_open(html, TAG_INPUT);
    html_attr(html, AT_TYPE, STR("date"));
    html_attr(html, AT_NAME, str_from(name));
    if (value != DAY_NONE)
        html_attr(html, AT_VALUE, words_day_iso(arena, value));
    html_close(html, TAG_INPUT);
    html_close(html, TAG_LABEL);
}

static void form(struct request *request, struct html *html, const struct question *question)
{
    html_open_class(html, TAG_FORM, "find");
    html_attr(html, AT_ROLE, STR("search"));
    html_attr(html, AT_ACTION, STR("/search"));
    html_open_class(html, TAG_LABEL, "hide");
    html_attr(html, AT_FOR, STR("sq"));
    html_say(html, "Search");
    html_close(html, TAG_LABEL);
    html_open(html, TAG_INPUT);
    html_attr(html, AT_TYPE, STR("search"));
    html_attr(html, AT_ID, STR("sq"));
    html_attr(html, AT_NAME, STR("q"));
    html_attr(html, AT_VALUE, question->filter.text);
    if (question->fault.len) {
        html_attr(html, AT_ARIA_INVALID, STR("true"));
        html_attr(html, AT_ARIA_DESCRIBEDBY, STR("fault"));
    }
    html_close(html, TAG_INPUT);
    date_field(html, request->arena, "From", "from", question->filter.from);
    date_field(html, request->arena, "to", "to", question->filter.to);
    hidden(html, "type", question->filter.type);
    hidden(html, "actor", question->filter.actor);
    hidden(html, "between", question->filter.between);
    hidden(html, "category", question->filter.category);
    hidden(html, "source", question->filter.source);
    hidden(html, "context", question->filter.context);
    if (question->articles)
        hidden(html, "kind", STR("articles"));
    html_open_class(html, TAG_BUTTON, "go");
    html_attr(html, AT_TYPE, STR("submit"));
    html_say(html, "Search");
    html_close(html, TAG_BUTTON);
    html_close(html, TAG_FORM);
    if (question->fault.len) {
        html_open_class(html, TAG_P, "wrong");
        html_attr(html, AT_ID, STR("fault"));
        html_text(html, question->fault);
        html_close(html, TAG_P);
    }
}

static void help(struct html *html)
{
    static const char *const rows[][2] = {
        {"\"regional heads\"", "the phrase"}, {"forum AND NOT sochi", "both conditions; OR and brackets too"},
            {"provin*", "words that begin so"},
        {"actor:rus.region.* type:CONSULT", "an actor with all below it; a PLOVER type"},
            {"source:eastern-review.example", "a source of news"},
        {"from:2014-06-01 to:2014-06-30", "days"},
    };
    html_open(html, TAG_DETAILS);
    html_put(html, TAG_SUMMARY, NULL, STR("How to write a query"));
    html_open_class(html, TAG_DL, "pairs");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        html_open(html, TAG_DT);
        html_put(html, TAG_CODE, NULL, str_from(rows[i][0]));
        html_close(html, TAG_DT);
        html_put(html, TAG_DD, NULL, str_from(rows[i][1]));
    }
    html_close(html, TAG_DL);
    html_close(html, TAG_DETAILS);
}

/* ---- Results ---- */

static void snippet(struct html *html, const struct store_hit *hit, str fallback)
{
    size_t at = 0;
    str text = hit->snippet.len ? hit->snippet : fallback;
    html_open_class(html, TAG_SPAN, "says");
    for (size_t i = 0; i < hit->mark_count && hit->snippet.len; i++) {
        struct store_span mark = hit->marks[i];
        if (mark.start < at || mark.end > text.len || mark.end <= mark.start)
            continue;
        html_text(html, str_sub(text, at, mark.start));
        html_put(html, TAG_MARK, NULL, str_sub(text, mark.start, mark.end));
        at = mark.end;
    }
    html_text(html, str_from_at(text, at));
    html_close(html, TAG_SPAN);
}

static void event_row(struct request *request, struct html *html, const struct store_hit *hit)
{
    const struct store_event *row = &hit->event;
    part_row(html, NULL);
    part_cell(html, "nw soft", NULL);
    if (row->at != DAY_NONE)
        part_time_short(request, html, row->at);
    else
        html_text(html, row->event.date.len ? words_iso_date(request->arena, row->event.date) : STR("undated"));
    html_close(html, TAG_TD);
    part_cell(html, "nw", NULL);
    part_quad_mark(html, row->event.quad);
    html_printf(html, " %.*s", STR_ARG(part_type(&row->event)));
    html_close(html, TAG_TD);
    html_open_class(html, TAG_TH, "full");
    html_attr(html, AT_ROLE, STR("rowheader"));
    html_attr(html, AT_SCOPE, STR("row"));
    html_link(html, NULL, site_path(request, "event", str_from(row->event.id)), part_parties(request->arena, &row->event));
    if (row->not_counted.len) {
        html_say(html, " ");
        html_put(html, TAG_SPAN, "tag", row->not_counted);
    }
    snippet(html, hit, row->event.text);
    html_open_class(html, TAG_SPAN, "meta");
    html_text(html, part_host(row->host));
    if (row->reports > 1)
        html_printf(html, " and %.*s more", STR_ARG(words_count(request->arena, row->reports - 1)));
    html_close(html, TAG_SPAN);
    html_close(html, TAG_TH);
    part_cell_text(html, "n", "sure", words_percent(request->arena, row->event.confidence));
    part_cell_text(html, "n", row->reports == 1 ? "report" : "reports", words_count(request->arena, row->reports));
    html_close(html, TAG_TR);
}

static void article_row(struct request *request, struct html *html, const struct store_hit *hit)
{
    const struct store_article *article = &hit->article;
    html_open(html, TAG_LI);
    html_link(html, "t", site_path_number(request, "article", article->id),
              article->article.title.len ? article->article.title : STR("Without a title"));
    str lead = article->article.paragraphs.len ? words_cut(request->arena, article->article.paragraphs.at[0].text, 220) : STR("");
    snippet(html, hit, lead);
    html_open_class(html, TAG_P, "why");
    html_text(html, article->article.analyst ? STR("analyst") : part_host(article->article.host));
    html_say(html, ", ");
    part_time_short(request, html, article->published != DAY_NONE ? article->published : article->at);
    html_printf(html, " · %.*s", STR_ARG(words_of(request->arena, article->report_count, "event", "events")));
    html_close(html, TAG_P);
    html_close(html, TAG_LI);
}

static void pager(struct request *request, struct html *html, const struct question *question, uint64_t total)
{
    uint64_t pages = (total + SEARCH_PAGE - 1) / SEARCH_PAGE;
    if (pages < 2)
        return;
    html_open_class(html, TAG_NAV, "pager");
    html_attr(html, AT_ARIA_LABEL, STR("Pages of results"));
    if (question->page > 1)
        html_link(html, NULL, site_query_with(request, STR("/search"), "page",
                                              question->page == 2 ? STR("")
            : arena_printf(request->arena, "%lld", (long long)question->page - 1)), STR("‹ Before"));
    if ((uint64_t)question->page < pages)
        html_link(html, NULL, site_query_with(request, STR("/search"), "page",
                                              arena_printf(request->arena, "%lld", (long long)question->page + 1)), STR("Next ›"));
    html_open_class(html, TAG_SPAN, "soft");
    html_printf(html, "Page %lld of %llu", (long long)question->page, (unsigned long long)pages);
    html_close(html, TAG_SPAN);
    html_close(html, TAG_NAV);
}

static void results_head(struct request *request, struct html *html, const struct question *question, uint64_t total, size_t shown)
{
    html_open_class(html, TAG_SECTION, "next");
    html_attr(html, AT_ARIA_LABELLEDBY, STR("rs"));
    html_open_class(html, TAG_DIV, "h");
    html_open(html, TAG_H2);
    html_attr(html, AT_ID, STR("rs"));
    html_printf(html, "%zu to %zu of %.*s", question->filter.offset + 1, question->filter.offset + shown,
                STR_ARG(words_count(request->arena, total)));
    html_close(html, TAG_H2);
    html_open(html, TAG_P);
    if (question->filter.order == STORE_NEWEST) {
        html_say(html, "newest first");
    } else {
        html_say(html, "best match first · ");
        html_link(html, NULL, site_query_with(request, STR("/search"), "order", STR("newest")), STR("newest first"));
    }
    html_say(html, " · ");
    html_link(html, NULL, site_query_with(request, STR("/api/v1/search.csv"), "page", STR("")), STR("CSV"));
    html_close(html, TAG_P);
    html_close(html, TAG_DIV);
}

static void results(struct request *request, struct html *html, const struct question *question, const struct store_found *found)
{
    static const char *const heads[] = {"Date", "Type", "Who to whom, and the sentence", "Sure", "Reports"};
    static const char *const classes[] = {"", "", "", "n", "n"};
    const struct store_hit_list *hits = question->articles ? &found->articles : &found->events;
    uint64_t total = question->articles ? found->article_total : found->event_total;
    if (hits->len == 0) {
        part_empty(html, total ? STR("There are no more results; go back to the first page.")
                               : STR("Nothing was found. Try fewer words, a word’s beginning with * at its end, or a longer range of "
                                     "days."));
        return;
    }
    results_head(request, html, question, total, hits->len);
    if (question->articles) {
        html_open_class(html, TAG_UL, "list hits");
        for (size_t i = 0; i < hits->len; i++)
            article_row(request, html, &hits->at[i]);
        html_close(html, TAG_UL);
    } else {
        part_table(html, "rows hits", STR("Events found"));
        part_table_head(html, heads, classes, 5);
        html_open(html, TAG_TBODY);
        html_attr(html, AT_ROLE, STR("rowgroup"));
        for (size_t i = 0; i < hits->len; i++)
            event_row(request, html, &hits->at[i]);
        html_close(html, TAG_TBODY);
        html_close(html, TAG_TABLE);
    }
    pager(request, html, question, total);
    html_close(html, TAG_SECTION);
}

/* ---- Facets ---- */

static str facet_name(struct request *request, const char *field, str name)
{
    if (strcmp(field, "category") == 0) {
        const struct monitor_category *category = monitor_category_find(request->monitor, name);
        return category ? category->title : name;
    }
    if (strcmp(field, "source") == 0)
        return part_host(name);
    return strcmp(field, "actor") == 0 ? part_actor_name(request, name) : name;
}

static void facet(struct request *request, struct html *html, const char *title, const char *field, str now,
                  const struct store_facet_list *list)
{
    if (list->len == 0)
        return;
    html_open(html, TAG_SECTION);
    html_attr(html, AT_ARIA_LABEL, str_from(title));
    html_put(html, TAG_H3, NULL, str_from(title));
    html_open_class(html, TAG_UL, "facets");
    for (size_t i = 0; i < list->len; i++) {
        bool current = str_eq(now, list->at[i].name);
        part_facet(html, site_query_with(request, STR("/search"), field, current ? STR("") : list->at[i].name),
                   facet_name(request, field, list->at[i].name),
                   list->at[i].count, current);
    }
    html_close(html, TAG_UL);
    html_close(html, TAG_SECTION);
}

static void facets(struct request *request, struct html *html, const struct question *question, const struct store_found *found)
{
    html_open_class(html, TAG_ASIDE, "cols");
    html_attr(html, AT_ID, STR("narrow"));
    html_attr(html, AT_ARIA_LABEL, STR("Narrow down"));
    html_put(html, TAG_H2, NULL, STR("Narrow down"));
    html_open(html, TAG_SECTION);
    html_attr(html, AT_ARIA_LABEL, STR("Kind"));
    html_put(html, TAG_H3, NULL, STR("Kind"));
    html_open_class(html, TAG_UL, "facets");
    part_facet(html, site_query_with(request, STR("/search"), "kind", STR("")), STR("Events"), found->event_total, !question->articles);
    part_facet(html, site_query_with(request, STR("/search"), "kind", STR("articles")), STR("Articles"), found->article_total,
               question->articles);
    html_close(html, TAG_UL);
    html_close(html, TAG_SECTION);
    facet(request, html, "Category", "category", question->filter.category, &found->categories);
    facet(request, html, "Type", "type", question->filter.type, &found->types);
    facet(request, html, "Actor", "actor", question->filter.actor, &found->actors);
    facet(request, html, "Source of news", "source", question->filter.source, &found->sources);
    facet(request, html, "Year", "year", question->year, &found->years);
    html_close(html, TAG_ASIDE);
}

static str headline(struct request *request, const struct question *question, const struct store_found *found)
{
    uint64_t total = question->articles ? found->article_total : found->event_total;
    str what = question->articles ? words_of(request->arena, total, "article", "articles")
        : words_of(request->arena, total, "event", "events");
    if (question->filter.text.len)
        return arena_printf(request->arena, "%.*s for “%.*s”", STR_ARG(what),
                            STR_ARG(words_cut(request->arena, question->filter.text, 80)));
    if (question->filter.category.len)
        return arena_printf(request->arena, "%.*s of %.*s", STR_ARG(what),
                            STR_ARG(facet_name(request, "category", question->filter.category)));
    if (question->filter.type.len)
        return arena_printf(request->arena, "%.*s of the type %.*s", STR_ARG(what), STR_ARG(question->filter.type));
    return arena_printf(request->arena, "%.*s, newest first", STR_ARG(what));
}

/* Years in order of time, for the chart. */
static struct store_facet_list years_sorted(struct arena *arena, const struct store_facet_list *list)
{
    struct store_facet_list years = {0};
    for (size_t i = 0; i < list->len; i++) {
        *LIST_ADD(arena, &years) = list->at[i];
        for (size_t j = years.len - 1; j > 0 && str_cmp(years.at[j - 1].name, years.at[j].name) > 0; j--) {
            struct store_facet swap = years.at[j];
            years.at[j] = years.at[j - 1];
            years.at[j - 1] = swap;
        }
    }
    return years;
}

bool site_search(struct request *request)
{
    struct question question;
    struct store_found found = {0};
    if (!question_read(request, &question))
        return true;
    if (!store_search(request->store, request->arena, &question.filter, &found, request->err)) {
        if (request->err->code != ERR_USAGE)
            return false;
        question.fault = site_sentence(request->arena, request->err->why);
        err_reset(request->err);
        request->status = 400;
    }
    bool failed = question.fault.len > 0;
    struct site_head head = {.title = failed ? STR("This query cannot be read") : headline(request, &question, &found), .here = "/search",
                             .left = true, .search_form = true,
                             .api = failed ? STR("") : site_query_with(request, STR("/api/v1/search"), "page", STR("")),
                             .csv = failed ? STR("") : site_query_with(request, STR("/api/v1/search.csv"), "page", STR(""))};
    struct html html = part_start(request, &head);
    html_open(&html, TAG_MAIN);
    html_attr(&html, AT_ID, STR("main"));
    html_put(&html, TAG_H1, NULL, head.title);
    form(request, &html, &question);
    if (!failed) {
        html_open_class(&html, TAG_P, "only-narrow");
        html_link(&html, NULL, STR("#narrow"), STR("Narrow down by category, type, actor"));
        html_close(&html, TAG_P);
    }
    help(&html);
    struct store_facet_list years = years_sorted(request->arena, &found.years);
    if (years.len > 1 && !question.articles)
        chart_years(request, &html, &years);
    if (!failed)
        results(request, &html, &question, &found);
    html_close(&html, TAG_MAIN);
    if (!failed)
        facets(request, &html, &question, &found);
    part_end(request, &html, &head);
    return true;
}
