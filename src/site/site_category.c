/* site_category.c: one category: status, reason, chart, what moves and flips it, an analyst's word beside the machine's, events, articles.
 * */
#include "site/site_private.h"

static bool analyst_word(struct request *request, struct html *html, const struct status *status)
{
    struct store_filter filter = store_filter_all();
    struct store_article_list list = {0};
    filter.analyst = true;
    filter.category = status->category;
    filter.to = request->date;
    filter.limit = 3;
    if (!store_article_list(request->store, request->arena, &filter, &list, NULL, request->err))
        return false;
    if (list.len == 0)
        return true;
    part_section(html, "an", STR("An analyst’s word"), STR("beside what entente finds for the same day"));
    html_open_class(html, TAG_UL, "list");
    for (size_t i = 0; i < list.len; i++) {
        const struct store_article *article = &list.at[i];
        struct status then;
        enum status_word word;
        bool found = false;
        day at = article->published != DAY_NONE ? article->published : article->at;
        if (at != DAY_NONE && !status_category(request->store, request->arena, status->category, at, false, &then, &found, request->err))
            return false;
        html_open(html, TAG_LI);
        html_link(html, "t", site_path_number(request, "article", article->id), article->article.title);
        html_open_class(html, TAG_P, "why");
        html_printf(html, "%.*s%s", STR_ARG(words_list(request->arena, &article->article.authors)),
                    article->article.authors.len ? ", " : "");
        part_time(html, request->arena, at, words_date(request->arena, at));
        html_say(html, ": ");
        if (status_word_find(article->article.category_status, &word))
            part_status(html, word, false);
        else
            html_text(html, article->article.category_status.len ? article->article.category_status : STR("no word on the status"));
        if (found) {
            html_say(html, "; entente: ");
            part_status(html, then.status, false);
        }
        html_close(html, TAG_P);
        html_close(html, TAG_LI);
    }
    html_close(html, TAG_UL);
    html_close(html, TAG_SECTION);
    return true;
}

static bool category_trends(struct request *request, struct html *html, const struct monitor_category *category)
{
    struct trend_list all = {0}, own = {0};
    if (!status_trends(request->store, request->arena, request->date, &all, request->err))
        return false;
    for (size_t i = 0; i < all.len; i++)
        if (part_trend_of_category(request->monitor, category, &all.at[i]))
            *LIST_ADD(request->arena, &own) = all.at[i];
    part_section_link(html, "tr", STR("Recent trends"), site_path(request, "trends", STR("")), STR("All"));
    if (own.len)
        part_trends(request, html, &own, 6);
    else
        part_empty(html, STR("Nothing new in this category."));
    html_close(html, TAG_SECTION);
    return true;
}

static bool category_articles(struct request *request, struct html *html, str category)
{
    struct store_filter filter = store_filter_all();
    struct store_article_list list = {0};
    uint64_t total = 0;
    filter.category = category;
    filter.to = request->date;
    filter.limit = 6;
    if (!store_article_list(request->store, request->arena, &filter, &list, &total, request->err))
        return false;
    part_section(html, "ar", STR("Articles"), arena_printf(request->arena, "%.*s in all", STR_ARG(words_count(request->arena, total))));
    if (list.len)
        part_articles(request, html, &list);
    else
        part_empty(html, STR("No article up to this day."));
    html_close(html, TAG_SECTION);
    return true;
}

static bool category_pairs(struct request *request, struct html *html, const struct monitor_category *category, const struct status *status)
{
    struct store_series_row_list all = {0}, own = {0};
    if (!category->between)
        return true;
    if (!store_series_list(request->store, request->arena, SERIES_DYAD, request->date - status->window + 1, request->date, 1, &all,
                           request->err))
        return false;
    for (size_t i = 0; i < all.len; i++) {
        str a, b = all.at[i].name;
        str_next(&b, '|', &a);
        bool ours = (monitor_actor_matches(&category->first, a) && monitor_actor_matches(&category->second, b)) ||
                    (monitor_actor_matches(&category->first, b) && monitor_actor_matches(&category->second, a));
        /* sums over a level of the tree that nobody names ("rus.region") say less than its members */
        if (!ours || str_eq(store_actor_name(request->store, request->arena, a), a) ||
            str_eq(store_actor_name(request->store, request->arena, b), b))
            continue;
        *LIST_ADD(request->arena, &own) = all.at[i];
        for (size_t j = own.len - 1; j > 0 && own.at[j - 1].events < own.at[j].events; j--) {
            struct store_series_row swap = own.at[j];
            own.at[j] = own.at[j - 1];
            own.at[j - 1] = swap;
        }
    }
    if (own.len == 0)
        return true;
    part_section(html, "pa", STR("Most active pairs"), arena_printf(request->arena, "events, %d days", status->window));
    html_open_class(html, TAG_UL, "facets");
    for (size_t i = 0; i < own.len && i < 8; i++) {
        str a, b = own.at[i].name;
        str_next(&b, '|', &a);
        part_facet(html, site_path_relation(request, a, b), arena_printf(request->arena, "%.*s and %.*s",
            STR_ARG(part_actor_name(request, a)), STR_ARG(part_actor_name(request, b))), own.at[i].events, false);
    }
    html_close(html, TAG_UL);
    html_close(html, TAG_SECTION);
    return true;
}

static void override_note(struct request *request, struct html *html, const struct status *status)
{
    if (!status->override.is)
        return;
    const struct status_override *override = &status->override;
    str until = override->to == DAY_NONE ? STR("until further notice")
        : arena_printf(request->arena, "until %.*s", STR_ARG(words_date(request->arena, override->to)));
    part_note(html, false, STR("Set by an analyst"),
              arena_printf(request->arena, "%.*s%sset %s from %.*s %.*s: %.*s The machine says %s.", STR_ARG(override->author),
                           override->author.len ? " " : "It was ",
                           status_word_name(override->word), STR_ARG(words_date(request->arena, override->from)), STR_ARG(until),
                               STR_ARG(override->reason),
                           status_word_name(status->computed)));
}

static bool no_category(struct request *request)
{
    struct link_list links = {0};
    str name = request->segments[1], nearest = monitor_category_nearest(request->monitor, name);
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < request->monitor->categories.len; i++) {
            const struct monitor_category *category = &request->monitor->categories.at[i];
            if (str_eq(category->name, nearest) == (pass == 0))
                *LIST_ADD(request->arena, &links) = (struct link){site_path(request, "category", category->name),
                                                                 arena_printf(request->arena, "%.*s (%.*s)", STR_ARG(category->title),
                                                                     STR_ARG(category->name))};
        }
    return site_not_found(request, arena_printf(request->arena, "No category is called %.*s",
                                                STR_ARG(words_cut(request->arena, name, 60))), &links);
}

static bool category_main(struct request *request, struct html *html, const struct monitor_category *category, const struct status *status,
                          const struct status_week_list *weeks)
{
    struct link_list crumbs = {0};
    const struct monitor_category *parent = monitor_category_find(request->monitor, category->parent);
    if (parent)
        *LIST_ADD(request->arena, &crumbs) = (struct link){site_path(request, "category", parent->name), parent->title};
    part_crumbs(request, html, &crumbs);
    html_put(html, TAG_H1, NULL, category->title);
    view_as_of(request, html, category->question);
    view_verdict(request, html, status);
    override_note(request, html, status);
    view_facts(request, html, status);
    html_open_class(html, TAG_DIV, "stack");
    chart_weeks(request, html, weeks, status->window, "c1");
    html_open_class(html, TAG_DIV, "two");
    chart_ranges(request, html, weeks, CHART_VOLUME);
    chart_ranges(request, html, weeks, CHART_TONE);
    html_close(html, TAG_DIV);
    str window = site_path_events(request, "category", category->name, request->date - status->window + 1, request->date);
    if (status->moves.len)
        view_moves(request, html, status, window);
    html_open_class(html, TAG_DIV, "two");
    view_flips(request, html, status);
    if (!analyst_word(request, html, status))
        return false;
    html_close(html, TAG_DIV);
    struct store_filter filter = store_filter_all();
    filter.category = category->name;
    if (!view_events(request, html, &filter, status, site_path_events(request, "category", category->name, DAY_NONE, request->date)))
        return false;
    html_close(html, TAG_DIV);
    return true;
}

bool site_category(struct request *request)
{
    const struct monitor_category *category = monitor_category_find(request->monitor, request->segments[1]);
    struct status status;
    struct status_week_list weeks = {0};
    bool found = false;
    int64_t count;
    if (!category)
        return no_category(request);
    if (!view_weeks_wanted(request, &count))
        return true;
    if (request->latest == DAY_NONE)
        return site_board(request);
    if (!status_category(request->store, request->arena, category->name, request->date, true, &status, &found, request->err) ||
        !status_weeks(request->store, request->arena, SERIES_CATEGORY, category->name, request->date, (size_t)count, &weeks, request->err))
        return false;
    struct site_head head = {.title = category->title, .here = "", .chart = true,
                             .api = site_path(request, "api/v1/category", category->name),
                             .csv = arena_printf(request->arena, "/api/v1/events.csv?category=%.*s", STR_ARG(category->name))};
    struct html html = part_start(request, &head);
    html_open(&html, TAG_MAIN);
    html_attr(&html, AT_ID, STR("main"));
    if (!category_main(request, &html, category, &status, &weeks))
        return false;
    html_close(&html, TAG_MAIN);
    html_open_class(&html, TAG_ASIDE, "side");
    html_attr(&html, AT_ARIA_LABEL, STR("Trends, articles and pairs"));
    if (!category_trends(request, &html, category) || !category_articles(request, &html, category->name) ||
        !category_pairs(request, &html, category, &status))
        return false;
    view_day_form(request, &html);
    html_close(&html, TAG_ASIDE);
    part_end(request, &html, &head);
    return true;
}
