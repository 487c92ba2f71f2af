/* site_list.c: lists that many pages show: articles, events, trends, similar articles; and how an event's parties are called. */
#include "base/utf8.h"
#include "site/site_private.h"

str part_party_name(const struct participant *participant)
{
    return participant->name.len ? participant->name : participant->actor.len ? participant->actor : participant->text;
}

str part_actor_name(struct request *request, str id)
{
    str name = store_actor_name(request->store, request->arena, id), parent = actor_parent(id);
    if (!str_eq(name, id) || parent.len == 0)
        return name;
    return arena_printf(request->arena, "%.*s (%.*s)", STR_ARG(part_actor_name(request, parent)), STR_ARG(str_from_at(id, parent.len + 1)));
}

static void parties_of(struct arena *arena, const struct participant_list *list, struct str_list *names)
{
    for (size_t i = 0; i < list->len; i++)
        *LIST_ADD(arena, names) = part_party_name(&list->at[i]);
}

str part_parties(struct arena *arena, const struct event *event)
{
    struct str_list source = {0}, recipient = {0};
    parties_of(arena, &event->source, &source);
    parties_of(arena, &event->recipient, event->reciprocal ? &source : &recipient);
    str from = words_list(arena, &source), to = words_list(arena, &recipient);
    if (from.len == 0)
        from = STR("Source not named");
    return to.len ? arena_printf(arena, "%.*s → %.*s", STR_ARG(from), STR_ARG(to)) : from;
}

str part_host(str host)
{
    return host.len == 0 || str_eq(host, STR("unknown")) ? STR("a file") : host;
}

str part_type(const struct event *event)
{
    return event->type.len ? event->type : STR("statement");
}

str part_quad(int quad)
{
    static const char *const names[5] = {"no class", "verbal cooperation", "material cooperation", "verbal conflict", "material conflict"};
    return str_from(names[quad >= 0 && quad <= 4 ? quad : 0]);
}

void part_articles(struct request *request, struct html *html, const struct store_article_list *list)
{
    html_open_class(html, TAG_UL, "list");
    for (size_t i = 0; i < list->len; i++) {
        const struct store_article *article = &list->at[i];
        html_open(html, TAG_LI);
        html_link(html, "t", site_path_number(request, "article", article->id),
                  article->article.title.len ? article->article.title : STR("Without a title"));
        html_open_class(html, TAG_P, "why");
        if (article->article.analyst)
            html_put(html, TAG_SPAN, "tag", STR("analyst"));
        str from = article->article.analyst ? words_list(request->arena, &article->article.authors)
                 : article->article.site.len ? article->article.site : part_host(article->article.host);
        html_printf(html, "%s%.*s%s", article->article.analyst ? " " : "", STR_ARG(from), from.len ? ", " : "");
        part_time_short(request, html, article->published != DAY_NONE ? article->published : article->at);
        if (article->report_count)
            html_printf(html, " · %.*s", STR_ARG(words_of(request->arena, article->report_count, "event", "events")));
        html_close(html, TAG_P);
        html_close(html, TAG_LI);
    }
    html_close(html, TAG_UL);
}

/* ---- Events ---- */

static void event_row(struct request *request, struct html *html, const struct store_event *row, bool sure)
{
    const struct event *event = &row->event;
    part_row(html, NULL);
    part_cell(html, "nw soft", NULL);
    if (row->at != DAY_NONE)
        part_time_short(request, html, row->at);
    else
        html_text(html, event->date.len ? words_iso_date(request->arena, event->date) : STR("undated"));
    html_close(html, TAG_TD);
    part_cell(html, "nw", NULL);
    part_quad_mark(html, event->quad);
    html_printf(html, " %.*s", STR_ARG(part_type(event)));
    html_close(html, TAG_TD);
    html_open_class(html, TAG_TH, "full");
    html_attr(html, AT_ROLE, STR("rowheader"));
    html_attr(html, AT_SCOPE, STR("row"));
    html_link(html, NULL, site_path(request, "event", str_from(event->id)), part_parties(request->arena, event));
    if (row->not_counted.len) {
        html_say(html, " ");
        html_put(html, TAG_SPAN, "tag", row->not_counted);
    }
    html_put(html, TAG_SPAN, "says", words_cut(request->arena, event->text, 280));
    html_close(html, TAG_TH);
    if (sure)
        part_cell_text(html, "n", "sure", words_percent(request->arena, event->confidence));
    part_cell_text(html, "n", row->reports == 1 ? "report" : "reports", words_count(request->arena, row->reports));
    html_close(html, TAG_TR);
}

void part_events_table(struct request *request, struct html *html, const struct store_event_list *list, str caption, bool sure)
{
    static const char *const heads[] = {"Date", "Type", "Who to whom, and the sentence", "Sure", "Reports"};
    static const char *const plain[] = {"Date", "Type", "Who to whom, and the sentence", "Reports"};
    static const char *const classes[] = {"", "", "", "n", "n"};
    part_table(html, "rows", caption);
    part_table_head(html, sure ? heads : plain, classes, sure ? 5 : 4);
    html_open(html, TAG_TBODY);
    html_attr(html, AT_ROLE, STR("rowgroup"));
    for (size_t i = 0; i < list->len; i++)
        event_row(request, html, &list->at[i], sure);
    html_close(html, TAG_TBODY);
    html_close(html, TAG_TABLE);
}

/* ---- Trends ---- */

str part_trend_link(struct request *request, const struct trend *trend)
{
    str a, b = trend->name;
    switch (trend->series) {
    case SERIES_CATEGORY: return site_path(request, "category", trend->name);
    case SERIES_ACTOR: return site_path(request, "actor", trend->name);
    case SERIES_DYAD:
        str_next(&b, '|', &a);
        return site_path_relation(request, a, b);
    case SERIES_TYPE: return site_path_events(request, "type", trend->name, trend->from, trend->to);
    case SERIES_CONTEXT: return site_path_events(request, "context", trend->name, trend->from, trend->to);
    }
    return STR("/trends");
}

str part_trend_sentence(const struct request *request, const struct trend *trend)
{
    str rest = str_from_at(trend->sentence, trend->title.len);
    if (trend->title.len == 0 || !str_starts(trend->sentence, trend->title) || !str_starts(rest, STR(": ")))
        return trend->sentence;
    return utf8_upper_first(request->arena, str_from_at(rest, 2));
}

/* Better or worse is what its events are, not that they are many. */
const char *part_trend_class(const struct trend *trend)
{
    size_t good = 0, bad = 0;
    for (size_t i = 0; i < trend->evidence.len; i++) {
        good += trend->evidence.at[i].quad == 1 || trend->evidence.at[i].quad == 2;
        bad += trend->evidence.at[i].quad > 2;
    }
    return good > bad ? "up" : bad > good ? "down" : "same";
}

bool part_trend_of_category(const struct monitor *monitor, const struct monitor_category *category, const struct trend *trend)
{
    (void)monitor;
    if (trend->series == SERIES_CATEGORY)
        return str_eq(trend->name, category->name) ||
               (str_starts(trend->name, category->name) && trend->name.len > category->name.len &&
                trend->name.at[category->name.len] == '.');
    if (trend->series == SERIES_DYAD && category->between) {
        str a, b = trend->name;
        str_next(&b, '|', &a);
        return (monitor_actor_matches(&category->first, a) && monitor_actor_matches(&category->second, b)) ||
               (monitor_actor_matches(&category->first, b) && monitor_actor_matches(&category->second, a));
    }
    if (trend->series == SERIES_ACTOR && category->between)
        return monitor_actor_matches(&category->second, trend->name);
    return false;
}

void part_trends(struct request *request, struct html *html, const struct trend_list *list, size_t limit)
{
    html_open_class(html, TAG_UL, "list dated");
    for (size_t i = 0; i < list->len && i < limit; i++) {
        const struct trend *trend = &list->at[i];
        html_open(html, TAG_LI);
        part_time_short(request, html, trend->to);
        html_open(html, TAG_DIV);
        html_link(html, "t", part_trend_link(request, trend), trend->title.len ? trend->title : trend->name);
        html_open_class(html, TAG_P, "why");
        part_mark(html, part_trend_class(trend));
        html_printf(html, " %.*s", STR_ARG(part_trend_sentence(request, trend)));
        html_close(html, TAG_P);
        html_close(html, TAG_DIV);
        html_close(html, TAG_LI);
    }
    html_close(html, TAG_UL);
}
