/* site_actor.c: one actor with all below it, and the relation of two: the same view as a category's. */
#include "site/site_private.h"

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
    if (!view_weeks_wanted(request, &count))
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
    view_as_of(request, &html, STR("Everything it takes part in, on either side, with all below it"));
    view_verdict(request, &html, &status);
    view_facts(request, &html, &status);
    html_open_class(&html, TAG_DIV, "stack");
    chart_weeks(request, &html, &weeks, status.window, "c1");
    struct store_filter filter = store_filter_all();
    filter.actor = arena_printf(request->arena, "%.*s.*", STR_ARG(actor.id));
    if (!view_events(request, &html, &filter, &status, site_path_events(request, "actor", filter.actor, DAY_NONE, request->date)))
        return false;
    html_close(&html, TAG_DIV);
    html_close(&html, TAG_MAIN);
    html_open_class(&html, TAG_ASIDE, "side");
    html_attr(&html, AT_ARIA_LABEL, STR("Counterparts and record"));
    actor_side(request, &html, &actor);
    view_day_form(request, &html);
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
    if (!view_weeks_wanted(request, &count))
        return true;
    if (request->latest == DAY_NONE)
        return site_board(request);
    str name_a = part_actor_name(request, a), name_b = part_actor_name(request, b);
    if (!status_relation(request->store, request->arena, a, b, request->date, true, &status, request->err) ||
        !status_weeks(request->store, request->arena, SERIES_DYAD, store_dyad_name(request->arena, a, b), request->date, (size_t)count,
                      &weeks, request->err))
        return false;
    struct site_head head = {.title = arena_printf(request->arena, "%.*s and %.*s", STR_ARG(name_a), STR_ARG(name_b)), .here = "",
                             .chart = true,
                             .api = arena_printf(request->arena, "/api/v1%.*s", STR_ARG(site_path_relation(request, a, b)))};
    struct html html = part_start(request, &head);
    struct link_list crumbs = {0};
    *LIST_ADD(request->arena, &crumbs) = (struct link){site_path(request, "actor", a), name_a};
    *LIST_ADD(request->arena, &crumbs) = (struct link){site_path(request, "actor", b), name_b};
    html_open(&html, TAG_MAIN);
    html_attr(&html, AT_ID, STR("main"));
    part_crumbs(request, &html, &crumbs);
    html_put(&html, TAG_H1, NULL, head.title);
    view_as_of(request, &html, STR("Each with all below it"));
    view_verdict(request, &html, &status);
    view_facts(request, &html, &status);
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
        view_moves(request, &html, &status, buf_str(&all));
    if (!view_events(request, &html, &filter, &status, buf_str(&all)))
        return false;
    html_close(&html, TAG_DIV);
    html_close(&html, TAG_MAIN);
    html_open_class(&html, TAG_ASIDE, "side");
    html_attr(&html, AT_ARIA_LABEL, STR("Flips and another day"));
    view_flips(request, &html, &status);
    view_day_form(request, &html);
    html_close(&html, TAG_ASIDE);
    part_end(request, &html, &head);
    return true;
}
