/* site_view.c: what the pages of a category, an actor and a relation share: status with its reason, figures, moves, flips, events. */
#include <math.h>
#include <stdio.h>

#include "site/site_private.h"

#define WEEKS_MAX 260

void view_verdict(struct request *request, struct html *html, const struct status *status)
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

void view_facts(struct request *request, struct html *html, const struct status *status)
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

void view_moves(struct request *request, struct html *html, const struct status *status, str all_href)
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

void view_flips(struct request *request, struct html *html, const struct status *status)
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

bool view_events(struct request *request, struct html *html, struct store_filter *filter, const struct status *status,
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

void view_day_form(struct request *request, struct html *html)
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

void view_as_of(struct request *request, struct html *html, str question)
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

bool view_weeks_wanted(struct request *request, int64_t *weeks)
{
    *weeks = 52;
    return request_number(request, STR("weeks"), 4, WEEKS_MAX, weeks);
}
