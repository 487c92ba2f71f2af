/* site_category.c: one category, and with the same parts one actor and one relation: status, reason, chart, what moves it, events. */
#include <math.h>
#include <stdio.h>

#include "site/site_private.h"

#define WEEKS_MAX 260

/* ---- Parts that category, actor and relation share ---- */

static void verdict(struct request *request, struct html *html, const struct status *status)
{
    html_open_class(html, TAG_DIV, "verdict");
    html_open(html, TAG_P);
    part_status(html, status->status, true);
    html_open_class(html, TAG_SPAN, "since");
    if (status->override.is)
        html_say(html, "set by an analyst");
    else if (status->since != DAY_NONE)
        html_printf(html, "since %.*s%s", STR_ARG(words_date(request->arena, status->since)), status->since_bounded ? " or before" : "");
    html_close(html, TAG_SPAN);
    html_close(html, TAG_P);
    html_put(html, TAG_P, "lede", status->reason);
    html_close(html, TAG_DIV);
}

static str chance_more(struct arena *arena, const struct status *status)
{
    const struct status_p *p = &status->p;
    int up = words_percent_value(p->improving), same = words_percent_value(p->unchanged), down = words_percent_value(p->deteriorating);
    switch (status->status) {
    case STATUS_IMPROVING: return arena_printf(arena, "improving, %d%% unchanged, %d%% deteriorating", same, down);
    case STATUS_DETERIORATING: return arena_printf(arena, "deteriorating, %d%% unchanged, %d%% improving", same, up);
    case STATUS_UNCHANGED: return arena_printf(arena, "unchanged, %d%% improving, %d%% deteriorating", up, down);
    case STATUS_UNCLEAR: break;
    }
    return arena_printf(arena, "improving %d%%, unchanged %d%%, deteriorating %d%%", up, same, down);
}

static void facts(struct request *request, struct html *html, const struct status *status)
{
    struct arena *arena = request->arena;
    double chance = status->status == STATUS_IMPROVING ? status->p.improving : status->status == STATUS_DETERIORATING
        ? status->p.deteriorating : status->p.unchanged;
    bool shown = status->status != STATUS_UNCLEAR && !status->override.is;
    html_open_class(html, TAG_DL, "facts");
    part_fact(html, "Chance", shown ? words_percent(arena, chance) : STR("–"), chance_more(arena, status));
    char name[64];
    snprintf(name, sizeof name, "Events, %.*s – %.*s", STR_ARG(words_date_short(arena, status->date - status->window + 1, status->date)),
             STR_ARG(words_date_short(arena, status->date, status->date)));
    part_fact(html, name, words_count(arena, status->events), arena_printf(arena, "expected from before: %.*s",
        STR_ARG(words_rate(arena, status->events_before))));
    part_fact(html, "Cooperation and conflict", arena_printf(arena, "%u", status->quads[0] + status->quads[1]),
              arena_printf(arena, "and %u", status->quads[2] + status->quads[3]));
    part_fact(html, "Reports", words_count(arena, status->reports), STR(""));
    if (status->sources_known)
        part_fact(html, "Sources heard", arena_printf(arena, "%u", status->sources_heard),
                  arena_printf(arena, "of %u", status->sources_known));
    html_close(html, TAG_DL);
}

static void move_row(struct request *request, struct html *html, const struct status_move *move, double most)
{
    part_row(html, NULL);
    part_cell(html, "n soft", NULL);
    part_time_short(request, html, move->at);
    html_close(html, TAG_TD);
    part_cell(html, "nw", NULL);
    part_quad_mark(html, move->quad);
    html_printf(html, " %.*s", STR_ARG(move->type));
    html_close(html, TAG_TD);
    html_open_class(html, TAG_TH, "full");
    html_attr(html, AT_ROLE, STR("rowheader"));
    html_attr(html, AT_SCOPE, STR("row"));
    html_link(html, NULL, site_path(request, "event", str_from(move->event)), move->parties);
    html_put(html, TAG_SPAN, "says", words_cut(request->arena, move->text, 240));
    html_close(html, TAG_TH);
    part_cell_text(html, "n", move->reports == 1 ? "report" : "reports", words_count(request->arena, move->reports));
    part_cell_text(html, "n", "points", words_points(request->arena, move->effect));
    part_cell(html, "c-eff", NULL);
    chart_effect(html, move->effect, most);
    html_close(html, TAG_TD);
    html_close(html, TAG_TR);
}

static void moves(struct request *request, struct html *html, const struct status *status, str all_href)
{
    static const char *const heads[] = {"Date", "Type", "Who to whom, and the sentence", "Reports", "Points", "Effect as a bar"};
    static const char *const classes[] = {"n", "", "", "n", "n", "c-eff quiet"};
    double most = 0;
    for (size_t i = 0; i < status->moves.len; i++)
        most = fabs(status->moves.at[i].effect) > most ? fabs(status->moves.at[i].effect) : most;
    part_section_link(html, "mv", STR("What moves the status"), all_href, status->events == 1 ? STR("The one event") :
                      arena_printf(request->arena, "All %.*s", STR_ARG(words_of(request->arena, status->events, "event", "events"))));
    part_table(html, "rows moves", STR("Events with the greatest effect on the status"));
    part_table_head(html, heads, classes, 6);
    html_open(html, TAG_TBODY);
    html_attr(html, AT_ROLE, STR("rowgroup"));
    for (size_t i = 0; i < status->moves.len; i++)
        move_row(request, html, &status->moves.at[i], most);
    html_close(html, TAG_TBODY);
    html_close(html, TAG_TABLE);
    html_put(html, TAG_P, "meta", STR("Points: what the chance of improving less the chance of deteriorating, in percentage "
                                      "points, owes to the event."));
    html_close(html, TAG_SECTION);
}

static void flips(struct request *request, struct html *html, const struct status *status)
{
    part_section(html, "fl", STR("What would flip it"), STR(""));
    if (status->flips.len == 0) {
        part_empty(html, status->events ? STR("Nothing single: without any one source, story or day the status stays as it is.")
                   : STR("There is no event that could be left out."));
    } else {
        html_open_class(html, TAG_UL, "list");
        for (size_t i = 0; i < status->flips.len; i++) {
            const struct status_flip *flip = &status->flips.at[i];
            day at;
            html_open(html, TAG_LI);
            html_say(html, "Without ");
            if (flip->leave == STATUS_LEAVE_SOURCE) {
                html_printf(html, "the source %.*s", STR_ARG(flip->name));
            } else if (flip->leave == STATUS_LEAVE_STORY) {
                html_say(html, "the story of ");
                html_link(html, NULL, site_path(request, "event", flip->name), STR("this event"));
            } else {
                html_say(html, "the day ");
                html_text(html, day_read(flip->name, &at) ? words_date(request->arena, at) : flip->name);
            }
            html_say(html, ": ");
            part_status(html, flip->becomes, false);
            html_close(html, TAG_LI);
        }
        html_close(html, TAG_UL);
    }
    html_close(html, TAG_SECTION);
}

static bool events_section(struct request *request, struct html *html, struct store_filter *filter, const struct status *status,
                           str all_href)
{
    struct store_event_list list = {0};
    uint64_t total = 0;
    filter->to = request->date;
    filter->one_per_event = filter->counted = true;
    filter->limit = 20;
    if (!store_event_list(request->store, request->arena, filter, &list, &total, request->err))
        return false;
    part_section_link(html, "evs", STR("Latest events"), all_href, arena_printf(request->arena, "All %.*s",
        STR_ARG(words_count(request->arena, total))));
    if (list.len)
        part_events_table(request, html, &list, STR("Latest events that count"), true);
    else
        part_empty(html, STR("No event counts here up to this day."));
    html_close(html, TAG_SECTION);
    (void)status;
    return true;
}

static void range_form(struct request *request, struct html *html)
{
    part_section(html, "rn", STR("Another day"), STR(""));
    html_open_class(html, TAG_FORM, "range");
    html_attr(html, AT_ACTION, str_sub(request->target, 0, str_find_char(request->target, '?', 0)));
    html_open(html, TAG_LABEL);
    html_attr(html, AT_FOR, STR("d"));
    html_say(html, "As of");
    html_close(html, TAG_LABEL);
    html_open(html, TAG_INPUT);
    html_attr(html, AT_TYPE, STR("date"));
    html_attr(html, AT_ID, STR("d"));
    html_attr(html, AT_NAME, STR("date"));
    html_attr(html, AT_VALUE, words_day_iso(request->arena, request->date));
    html_close(html, TAG_INPUT);
    html_open(html, TAG_BUTTON);
    html_attr(html, AT_TYPE, STR("submit"));
    html_say(html, "Show");
    html_close(html, TAG_BUTTON);
    html_close(html, TAG_FORM);
    html_close(html, TAG_SECTION);
}

static void as_of(struct request *request, struct html *html, str question)
{
    html_open_class(html, TAG_P, "when");
    html_open(html, TAG_SPAN);
    html_say(html, "As of ");
    part_time(html, request->arena, request->date, words_date(request->arena, request->date));
    html_close(html, TAG_SPAN);
    if (question.len)
        html_put(html, TAG_SPAN, NULL, question);
    html_close(html, TAG_P);
}

static bool weeks_wanted(struct request *request, int64_t *weeks)
{
    *weeks = 52;
    return request_number(request, STR("weeks"), 4, WEEKS_MAX, weeks);
}

/* ---- Category ---- */

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
    as_of(request, html, category->question);
    verdict(request, html, status);
    override_note(request, html, status);
    facts(request, html, status);
    html_open_class(html, TAG_DIV, "stack");
    chart_weeks(request, html, weeks, status->window, "c1");
    html_open_class(html, TAG_DIV, "two");
    chart_ranges(request, html, weeks, CHART_VOLUME);
    chart_ranges(request, html, weeks, CHART_TONE);
    html_close(html, TAG_DIV);
    str window = site_path_events(request, "category", category->name, request->date - status->window + 1, request->date);
    if (status->moves.len)
        moves(request, html, status, window);
    html_open_class(html, TAG_DIV, "two");
    flips(request, html, status);
    if (!analyst_word(request, html, status))
        return false;
    html_close(html, TAG_DIV);
    struct store_filter filter = store_filter_all();
    filter.category = category->name;
    if (!events_section(request, html, &filter, status, site_path_events(request, "category", category->name, DAY_NONE, request->date)))
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
    if (!weeks_wanted(request, &count))
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
    range_form(request, &html);
    html_close(&html, TAG_ASIDE);
    part_end(request, &html, &head);
    return true;
}

/* ---- Actor ---- */

static void actor_rows(struct request *request, struct html *html, const struct store_actor_row_list *list, str self)
{
    html_open_class(html, TAG_UL, "facets");
    for (size_t i = 0; i < list->len && i < 10; i++) {
        const struct store_actor_row *row = &list->at[i];
        uint32_t events = row->events[0] + row->events[1] + row->events[2] + row->events[3];
        part_facet(html, self.len ? site_path_relation(request, self, row->id) : site_path(request, "actor", row->id),
                   part_actor_name(request, row->id), events, false);
    }
    html_close(html, TAG_UL);
}

static void actor_side(struct request *request, struct html *html, const struct store_actor *actor)
{
    part_section(html, "co", STR("With whom"), STR("events, 12 months"));
    if (actor->counterparts.len)
        actor_rows(request, html, &actor->counterparts, actor->id);
    else
        part_empty(html, STR("Nobody in the last 12 months."));
    html_close(html, TAG_SECTION);
    if (actor->below.len) {
        part_section(html, "be", STR("Below it"), STR("events, 12 months"));
        actor_rows(request, html, &actor->below, STR(""));
        html_close(html, TAG_SECTION);
    }
    part_section(html, "re", STR("Record"), STR(""));
    html_open_class(html, TAG_DL, "pairs");
    html_put(html, TAG_DT, NULL, STR("Id"));
    html_put(html, TAG_DD, "id", actor->id);
    part_pair(html, "Country", actor->country);
    part_pair(html, "Sector", actor->sector);
    part_pair(html, "Region", actor->region);
    part_pair(html, "First event", words_date(request->arena, actor->first));
    part_pair(html, "Last event", words_date(request->arena, actor->last));
    html_close(html, TAG_DL);
    html_close(html, TAG_SECTION);
}

static bool no_actor(struct request *request)
{
    struct store_actor_row_list list = {0};
    struct link_list links = {0};
    size_t distances[8];
    str id = request->segments[1];
    if (!store_actor_list(request->store, request->arena, DAY_NONE, DAY_NONE, 500, &list, request->err))
        return false;
    for (size_t i = 0; i < list.len; i++) {
        size_t distance = str_distance(id, list.at[i].id);
        if (links.len == 5 && distance >= distances[4])
            continue;
        if (links.len < 5)
            LIST_ADD(request->arena, &links);
        size_t at = links.len - 1;
        for (; at > 0 && distances[at - 1] > distance; at--) {
            distances[at] = distances[at - 1];
            links.at[at] = links.at[at - 1];
        }
        distances[at] = distance;
        links.at[at] = (struct link){site_path(request, "actor", list.at[i].id),
                                     arena_printf(request->arena, "%.*s (%.*s)", STR_ARG(list.at[i].name), STR_ARG(list.at[i].id))};
    }
    return site_not_found(request, arena_printf(request->arena, "No event names the actor %.*s",
                                                STR_ARG(words_cut(request->arena, id, 60))), &links);
}

bool site_actor(struct request *request)
{
    struct store_actor actor;
    struct status status;
    struct status_week_list weeks = {0};
    bool found = false;
    int64_t count;
    if (!weeks_wanted(request, &count))
        return true;
    day from = request->date == DAY_NONE ? DAY_NONE : request->date - 364;
    if (!store_actor(request->store, request->arena, request->segments[1], from, request->date, 12, &actor, &found, request->err))
        return false;
    if (!found)
        return no_actor(request);
    if (!status_actor(request->store, request->arena, actor.id, request->date, false, &status, request->err) ||
        !status_weeks(request->store, request->arena, SERIES_ACTOR, actor.id, request->date, (size_t)count, &weeks, request->err))
        return false;
    struct site_head head = {.title = part_actor_name(request, actor.id), .here = "", .chart = true,
                             .api = site_path(request, "api/v1/actor", actor.id)};
    struct html html = part_start(request, &head);
    struct link_list crumbs = {0};
    str parent = actor_parent(actor.id);
    if (parent.len)
        *LIST_ADD(request->arena, &crumbs) = (struct link){site_path(request, "actor", parent), part_actor_name(request, parent)};
    html_open(&html, TAG_MAIN);
    html_attr(&html, AT_ID, STR("main"));
    part_crumbs(request, &html, &crumbs);
    html_put(&html, TAG_H1, NULL, head.title);
    as_of(request, &html, STR("Everything it takes part in, on either side, with all below it"));
    verdict(request, &html, &status);
    facts(request, &html, &status);
    html_open_class(&html, TAG_DIV, "stack");
    chart_weeks(request, &html, &weeks, status.window, "c1");
    struct store_filter filter = store_filter_all();
    filter.actor = arena_printf(request->arena, "%.*s.*", STR_ARG(actor.id));
    if (!events_section(request, &html, &filter, &status, site_path_events(request, "actor", filter.actor, DAY_NONE, request->date)))
        return false;
    html_close(&html, TAG_DIV);
    html_close(&html, TAG_MAIN);
    html_open_class(&html, TAG_ASIDE, "side");
    html_attr(&html, AT_ARIA_LABEL, STR("Counterparts and record"));
    actor_side(request, &html, &actor);
    range_form(request, &html);
    html_close(&html, TAG_ASIDE);
    part_end(request, &html, &head);
    return true;
}

/* ---- Relation ---- */

static bool directions(struct request *request, struct html *html, str a, str b, str name_a, str name_b)
{
    uint64_t counts[3][4];
    static const char *const heads[] = {"Direction", "Verbal coop.", "Material coop.", "Verbal conflict", "Material conflict"};
    static const char *const classes[] = {"", "n", "n", "n", "n"}, *const labels[] = {"verbal coop.", "material coop.", "verbal conflict",
        "material conflict"};
    if (!store_directions(request->store, a, b, request->date - 364, request->date, counts, request->err))
        return false;
    str names[3] = {arena_printf(request->arena, "%.*s → %.*s", STR_ARG(name_a), STR_ARG(name_b)),
                    arena_printf(request->arena, "%.*s → %.*s", STR_ARG(name_b), STR_ARG(name_a)),
                    STR("Both alike")};
    part_section(html, "di", STR("Who to whom"), STR("events, 12 months"));
    part_table(html, "rows", STR("Events in each direction"));
    part_table_head(html, heads, classes, 5);
    html_open(html, TAG_TBODY);
    html_attr(html, AT_ROLE, STR("rowgroup"));
    for (size_t i = 0; i < 3; i++) {
        part_row(html, NULL);
        html_open_class(html, TAG_TH, "full");
        html_attr(html, AT_ROLE, STR("rowheader"));
        html_attr(html, AT_SCOPE, STR("row"));
        html_text(html, names[i]);
        html_close(html, TAG_TH);
        for (size_t quad = 0; quad < 4; quad++)
            part_cell_text(html, "n", labels[quad], words_count(request->arena, counts[i][quad]));
        html_close(html, TAG_TR);
    }
    html_close(html, TAG_TBODY);
    html_close(html, TAG_TABLE);
    html_close(html, TAG_SECTION);
    return true;
}

bool site_relation(struct request *request)
{
    struct status status;
    struct status_week_list weeks = {0};
    int64_t count;
    str a = request->segments[1], b = request->segments[2];
    if (!weeks_wanted(request, &count))
        return true;
    if (request->latest == DAY_NONE)
        return site_board(request);
    str name_a = part_actor_name(request, a), name_b = part_actor_name(request, b);
    if (!status_relation(request->store, request->arena, a, b, request->date, true, &status, request->err) ||
        !status_weeks(request->store, request->arena, SERIES_DYAD, store_dyad_name(request->arena, a, b), request->date, (size_t)count,
                      &weeks, request->err))
        return false;
    struct site_head head = {.title = arena_printf(request->arena, "%.*s and %.*s", STR_ARG(name_a), STR_ARG(name_b)), .here = "",
                             .chart = true};
    struct html html = part_start(request, &head);
    struct link_list crumbs = {0};
    *LIST_ADD(request->arena, &crumbs) = (struct link){site_path(request, "actor", a), name_a};
    *LIST_ADD(request->arena, &crumbs) = (struct link){site_path(request, "actor", b), name_b};
    html_open(&html, TAG_MAIN);
    html_attr(&html, AT_ID, STR("main"));
    part_crumbs(request, &html, &crumbs);
    html_put(&html, TAG_H1, NULL, head.title);
    as_of(request, &html, STR("Each with all below it"));
    verdict(request, &html, &status);
    facts(request, &html, &status);
    html_open_class(&html, TAG_DIV, "stack");
    chart_weeks(request, &html, &weeks, status.window, "c1");
    if (!directions(request, &html, a, b, name_a, name_b))
        return false;
    struct store_filter filter = store_filter_all();
    filter.actor = arena_printf(request->arena, "%.*s.*", STR_ARG(a));
    filter.between = arena_printf(request->arena, "%.*s.*", STR_ARG(b));
    struct buf all = buf_make(request->arena);
    buf_add(&all, site_path_events(request, "actor", filter.actor, DAY_NONE, request->date));
    buf_add(&all, STR("&between="));
    html_url_encode(&all, filter.between);
    if (status.moves.len)
        moves(request, &html, &status, buf_str(&all));
    if (!events_section(request, &html, &filter, &status, buf_str(&all)))
        return false;
    html_close(&html, TAG_DIV);
    html_close(&html, TAG_MAIN);
    html_open_class(&html, TAG_ASIDE, "side");
    html_attr(&html, AT_ARIA_LABEL, STR("Flips and another day"));
    flips(request, &html, &status);
    range_form(request, &html);
    html_close(&html, TAG_ASIDE);
    part_end(request, &html, &head);
    return true;
}
