/* site_board.c: the board: every category with its status, reason, weeks, chance and counts; beside it what is new.
 *
 * The headline says in words how many categories changed this week and which way. Order: changed in the seven days up to the
 * date, then the rest, each in the monitor's order with children under their parents.
 */
#include <stdio.h>

#include "base/utf8.h"
#include "site/site_private.h"

#define BOARD_WEEK 7                /* days that count as "this week" */
#define BOARD_SIMILAR_AGE 60        /* a similar article is at least so many days older than the change it is shown for */

struct board_row {const struct status *status; const struct monitor_category *category; struct status_week_list weeks; bool changed;};
struct board {struct board_row *rows; size_t len, changed; struct status_list statuses;};

static bool has_changed(const struct status *status, day date)
{
    return date != DAY_NONE && !status->since_bounded && status->since != DAY_NONE && status->since > date - BOARD_WEEK &&
        status->was != status->status;
}

static bool board_load(struct request *request, struct board *board)
{
    if (!status_board(request->store, request->arena, request->date, &board->statuses, request->err))
        return false;
    board->rows = ARENA_ARRAY(request->arena, struct board_row, board->statuses.len);
    for (size_t i = 0; i < board->statuses.len; i++) {
        const struct status *status = &board->statuses.at[i];
        struct board_row *row = &board->rows[board->len];
        *row = (struct board_row){.status = status, .category = monitor_category_find(request->monitor, status->category),
                                  .changed = has_changed(status, request->date)};
        if (!row->category)
            continue;
        if (!status_weeks(request->store, request->arena, SERIES_CATEGORY, status->category, request->date, 52, &row->weeks, request->err))
            return false;
        board->len++;
        board->changed += row->changed;
    }
    return true;
}

/* ---- The headline ---- */

static void headline_group(struct request *request, const struct board *board, enum status_word word, const char *before,
                           struct str_list *parts, size_t *named)
{
    struct str_list names = {0};
    for (size_t i = 0; i < board->len; i++)
        if (board->rows[i].changed && board->rows[i].status->status == word && *named < 3) {
            *LIST_ADD(request->arena, &names) = board->rows[i].status->title;
            ++*named;
        }
    if (names.len)
        *LIST_ADD(request->arena, parts) = arena_printf(request->arena, "%s %.*s", before, STR_ARG(words_list(request->arena, &names)));
}

static str count_words(struct request *request, const struct board *board, enum status_word word)
{
    size_t count = 0;
    for (size_t i = 0; i < board->len; i++)
        count += board->rows[i].status->status == word;
    if (count == 0)
        return STR("");
    return arena_printf(request->arena, "%.*s %s", STR_ARG(words_number(request->arena, count)), status_word_name(word));
}

static str headline_still(struct request *request, const struct board *board)
{
    static const enum status_word order[] = {STATUS_IMPROVING, STATUS_DETERIORATING, STATUS_UNCHANGED, STATUS_UNCLEAR};
    struct str_list parts = {0};
    for (size_t i = 0; i < 4; i++) {
        str part = count_words(request, board, order[i]);
        if (part.len)
            *LIST_ADD(request->arena, &parts) = part;
    }
    if (parts.len == 1 && board->len > 1)
        return arena_printf(request->arena, "No category changed this week: all %.*s", STR_ARG(parts.at[0]));
    return arena_printf(request->arena, "No category changed this week: %.*s", STR_ARG(words_list(request->arena, &parts)));
}

static str headline(struct request *request, const struct board *board)
{
    if (board->len == 0)
        return STR("This monitor has no categories yet");
    if (request->latest == DAY_NONE)
        return STR("No articles have been read yet");
    if (board->changed == 0)
        return headline_still(request, board);
    struct str_list parts = {0};
    size_t named = 0;
    headline_group(request, board, STATUS_IMPROVING, "better in", &parts, &named);
    headline_group(request, board, STATUS_DETERIORATING, "worse in", &parts, &named);
    headline_group(request, board, STATUS_UNCHANGED, "no longer moving in", &parts, &named);
    headline_group(request, board, STATUS_UNCLEAR, "unclear in", &parts, &named);
    if (board->changed > named)
        *LIST_ADD(request->arena, &parts) = arena_printf(request->arena, "%.*s more",
                                                         STR_ARG(words_number(request->arena, board->changed - named)));
    struct buf out = buf_make(request->arena);
    str count = board->changed == board->len ? arena_printf(request->arena, "all %.*s categories",
                                                            STR_ARG(words_number(request->arena, board->len)))
              : arena_printf(request->arena, "%.*s of %.*s categories", STR_ARG(words_number(request->arena, board->changed)),
                             STR_ARG(words_number(request->arena, board->len)));
    buf_printf(&out, "%.*s changed this week:", STR_ARG(utf8_upper_first(request->arena, count)));
    for (size_t i = 0; i < parts.len; i++)
        buf_printf(&out, "%s %.*s", i ? ";" : "", STR_ARG(parts.at[i]));
    return buf_take(&out);
}

/* ---- The date ---- */

static void date_form(struct request *request, struct html *html)
{
    struct arena *arena = request->arena;
    html_open(html, TAG_FORM);
    html_attr(html, AT_ACTION, STR("/"));
    if (request->date - 7 >= request->summary.first) {
        html_open(html, TAG_A);
        html_attr(html, AT_HREF, arena_printf(arena, "/?date=%.*s", STR_ARG(words_day_iso(arena, request->date - 7))));
        html_attr(html, AT_REL, STR("prev"));
        html_printf(html, "‹ %.*s", STR_ARG(words_date_short(arena, request->date - 7, request->date)));
        html_close(html, TAG_A);
    }
    html_open_class(html, TAG_LABEL, "hide");
    html_attr(html, AT_FOR, STR("d"));
    html_say(html, "Board of another day");
    html_close(html, TAG_LABEL);
    html_open(html, TAG_INPUT);
    html_attr(html, AT_TYPE, STR("date"));
    html_attr(html, AT_ID, STR("d"));
    html_attr(html, AT_NAME, STR("date"));
    html_attr(html, AT_VALUE, words_day_iso(arena, request->date));
    html_close(html, TAG_INPUT);
    html_open(html, TAG_BUTTON);
    html_attr(html, AT_TYPE, STR("submit"));
    html_say(html, "Show");
    html_close(html, TAG_BUTTON);
    if (request->date < request->latest) {
        day next = request->date + 7 < request->latest ? request->date + 7 : request->latest;
        html_open(html, TAG_A);
        html_attr(html, AT_HREF, next == request->latest ? STR("/") : arena_printf(arena, "/?date=%.*s",
            STR_ARG(words_day_iso(arena, next))));
        html_attr(html, AT_REL, STR("next"));
        html_printf(html, "%.*s ›", STR_ARG(words_date_short(arena, next, request->date)));
        html_close(html, TAG_A);
    }
    html_close(html, TAG_FORM);
}

static void when(struct request *request, struct html *html, const struct board *board)
{
    uint32_t heard = 0, known = 0;
    for (size_t i = 0; i < board->len; i++) {
        heard = board->rows[i].status->sources_heard > heard ? board->rows[i].status->sources_heard : heard;
        known = board->rows[i].status->sources_known > known ? board->rows[i].status->sources_known : known;
    }
    html_open_class(html, TAG_DIV, "when");
    html_open(html, TAG_P);
    html_open(html, TAG_STRONG);
    html_printf(html, "%.*s, %.*s.", STR_ARG(words_weekday(request->date)), STR_ARG(words_date(request->arena, request->date)));
    html_close(html, TAG_STRONG);
    html_printf(html, " Last %d days against the %d before", request->monitor->window, request->monitor->before);
    if (known)
        html_printf(html, "; %u of %.*s heard", heard, STR_ARG(words_of(request->arena, known, "source", "sources")));
    html_say(html, ".");
    html_close(html, TAG_P);
    date_form(request, html);
    html_close(html, TAG_DIV);
}

/* ---- Rows ---- */

static void status_cell(struct request *request, struct html *html, const struct board_row *row)
{
    const struct status *status = row->status;
    part_cell(html, "c-st", NULL);
    part_status(html, status->status, false);
    html_open_class(html, TAG_SPAN, "since");
    html_open_class(html, TAG_SPAN, "nw");
    if (status->override.is) {
        html_say(html, "set by analyst");
        html_close(html, TAG_SPAN);
        html_open(html, TAG_BR);
        html_close(html, TAG_BR);
        html_open_class(html, TAG_SPAN, "nw");
        part_time_short(request, html, status->override.from);
    } else if (status->since != DAY_NONE) {
        html_say(html, "since ");
        part_time_short(request, html, status->since);
        if (row->changed || status->since_bounded) {
            html_close(html, TAG_SPAN);
            html_open(html, TAG_BR);
            html_close(html, TAG_BR);
            html_open_class(html, TAG_SPAN, "nw");
            if (row->changed)
                html_printf(html, "was %s", status_word_name(status->was));
            else
                html_say(html, "or before");
        }
    }
    html_close(html, TAG_SPAN);
    html_close(html, TAG_SPAN);
    html_close(html, TAG_TD);
}

static void name_cell(struct request *request, struct html *html, const struct board_row *row, bool kid)
{
    const struct status *status = row->status;
    html_open_class(html, TAG_TH, kid ? "c-cat full kid" : "c-cat full");
    html_attr(html, AT_ROLE, STR("rowheader"));
    html_attr(html, AT_SCOPE, STR("row"));
    html_link(html, NULL, site_path(request, "category", status->category), status->title);
    if (status->override.is) {
        html_say(html, " ");
        html_put(html, TAG_SPAN, "tag", STR("override"));
    } else if (status->sources_known && status->coverage < 0.5) {
        html_say(html, " ");
        html_open_class(html, TAG_SPAN, "tag");
        html_printf(html, "%u of %.*s heard", status->sources_heard, STR_ARG(words_of(request->arena, status->sources_known, "source",
            "sources")));
        html_close(html, TAG_SPAN);
    }
    html_put(html, TAG_SPAN, "c-why", status->reason);
    html_close(html, TAG_TH);
}

static double shown_chance(const struct status *status)
{
    return status->status == STATUS_IMPROVING ? status->p.improving : status->status == STATUS_DETERIORATING ? status->p.deteriorating
        : status->p.unchanged;
}

static void board_row(struct request *request, struct html *html, const struct board_row *row, bool kid)
{
    const struct status *status = row->status;
    part_row(html, NULL);
    status_cell(request, html, row);
    name_cell(request, html, row, kid);
    part_cell(html, "c-sp full", NULL);
    chart_spark(request, html, &row->weeks, status->window, status->title, true);
    html_close(html, TAG_TD);
    part_cell(html, "c-odds", NULL);
    bool chance = status->status != STATUS_UNCLEAR && !status->override.is;
    html_put(html, TAG_SPAN, "odd-n", chance ? words_percent(request->arena, shown_chance(status)) : STR("–"));
    chart_odds(html, request->arena, status->p);
    html_close(html, TAG_TD);
    part_cell_text(html, "n", status->events == 1 ? "event" : "events", words_count(request->arena, status->events));
    part_cell_text(html, "n", status->reports == 1 ? "report" : "reports", words_count(request->arena, status->reports));
    html_close(html, TAG_TR);
}

static void board_group(struct request *request, struct html *html, const struct board *board, bool changed, str title)
{
    html_open(html, TAG_TBODY);
    html_attr(html, AT_ROLE, STR("rowgroup"));
    part_row(html, "grp");
    html_open(html, TAG_TH);
    html_attr(html, AT_ROLE, STR("rowheader"));
    html_attr_int(html, AT_COLSPAN, 6);
    html_attr(html, AT_SCOPE, STR("rowgroup"));
    html_text(html, title);
    html_close(html, TAG_TH);
    html_close(html, TAG_TR);
    str above = STR("");                                  /* the top category last shown: its children hang on it */
    for (size_t i = 0; i < board->len; i++) {
        const struct board_row *row = &board->rows[i];
        if (row->changed != changed)
            continue;
        bool kid = row->category->depth > 0 && above.len && (str_eq(above, row->category->parent) ||
                                                             str_starts(row->category->parent, above));
        if (!kid)
            above = row->category->name;
        board_row(request, html, row, kid);
    }
    html_close(html, TAG_TBODY);
}

static void board_table(struct request *request, struct html *html, const struct board *board)
{
    char events[32];
    snprintf(events, sizeof events, "Events\n%d days", request->monitor->window);
    const char *const heads[] = {"Status", "Category and reason", "52 weeks, events a week", "Chance", events, "Reports"};
    static const char *const classes[] = {"", "", "", "c-odds", "n", "n"};
    part_table(html, "board rows", arena_printf(request->arena, "Status of each category on %.*s",
                                                STR_ARG(words_date(request->arena, request->date))));
    part_table_head(html, heads, classes, 6);
    if (board->changed)
        board_group(request, html, board, true, STR("Changed this week"));
    if (board->changed < board->len)
        board_group(request, html, board, false, board->changed ? STR("No change") : STR("No change this week"));
    html_close(html, TAG_TABLE);
}

/* ---- Below the table ---- */

static void legend_item(struct html *html, const char *class, str text)
{
    html_open(html, TAG_SPAN);
    part_mark(html, class);
    html_say(html, " ");
    html_text(html, text);
    html_close(html, TAG_SPAN);
}

static void weeks_cells(struct html *html, const struct board *board, size_t week, struct arena *arena)
{
    for (size_t i = 0; i < board->len; i++) {
        const struct status_week_list *weeks = &board->rows[i].weeks;
        bool known = week < weeks->len;
        html_put(html, TAG_TD, "n", known ? words_count(arena, week_cooperation(&weeks->at[week])) : STR("–"));
        html_put(html, TAG_TD, "n", known ? words_count(arena, week_conflict(&weeks->at[week])) : STR("–"));
    }
}

static void weeks_head(struct html *html, const struct board *board)
{
    html_open(html, TAG_THEAD);
    html_open(html, TAG_TR);
    html_open(html, TAG_TH);
    html_attr(html, AT_SCOPE, STR("col"));
    html_attr_int(html, AT_ROWSPAN, 2);
    html_say(html, "Week to");
    html_close(html, TAG_TH);
    for (size_t i = 0; i < board->len; i++) {
        html_open_class(html, TAG_TH, "n wrap");
        html_attr(html, AT_SCOPE, STR("colgroup"));
        html_attr_int(html, AT_COLSPAN, 2);
        html_text(html, board->rows[i].status->title);
        html_close(html, TAG_TH);
    }
    html_close(html, TAG_TR);
    html_open(html, TAG_TR);
    for (size_t i = 0; i < board->len * 2; i++) {
        html_open_class(html, TAG_TH, "n");
        html_attr(html, AT_SCOPE, STR("col"));
        html_text(html, i % 2 ? STR("confl.") : STR("coop."));
        html_close(html, TAG_TH);
    }
    html_close(html, TAG_TR);
    html_close(html, TAG_THEAD);
}

static void weeks_details(struct request *request, struct html *html, const struct board *board)
{
    html_open(html, TAG_DETAILS);
    html_put(html, TAG_SUMMARY, NULL, STR("The 52 weeks as a table"));
    html_open_class(html, TAG_DIV, "scroll");
    html_attr(html, AT_TABINDEX, STR("0"));
    html_attr(html, AT_ROLE, STR("region"));
    html_attr(html, AT_ARIA_LABEL, STR("Events of each week and category"));
    html_open(html, TAG_TABLE);
    weeks_head(html, board);
    html_open(html, TAG_TBODY);
    const struct status_week_list *first = &board->rows[0].weeks;
    for (size_t week = first->len; week-- > 0; ) {
        html_open(html, TAG_TR);
        html_open(html, TAG_TH);
        html_attr(html, AT_SCOPE, STR("row"));
        part_time(html, request->arena, first->at[week].at, words_date_short(request->arena, first->at[week].at, DAY_NONE));
        html_close(html, TAG_TH);
        weeks_cells(html, board, week, request->arena);
        html_close(html, TAG_TR);
    }
    html_close(html, TAG_TBODY);
    html_close(html, TAG_TABLE);
    html_close(html, TAG_DIV);
    html_close(html, TAG_DETAILS);
}

static void below(struct request *request, struct html *html, const struct board *board)
{
    html_open_class(html, TAG_DIV, "below");
    html_open_class(html, TAG_P, "legend");
    legend_item(html, "up", STR("improving"));
    legend_item(html, "down", STR("deteriorating"));
    legend_item(html, "same", STR("unchanged"));
    legend_item(html, "open", STR("unclear: too few events, or silent sources"));
    html_close(html, TAG_P);
    html_open_class(html, TAG_P, "meta");
    html_printf(html, "Bars above the line count cooperation, below it conflict, each row on its own scale; the grey ground is the "
                      "window of %d days. The thin line under the bars is the status of each week: high is improving, low is "
                      "deteriorating, dashed is unclear. Chance is the probability of the status shown; its bar runs from "
                      "improving over unchanged to deteriorating.",
                          request->monitor->window);
    html_close(html, TAG_P);
    weeks_details(request, html, board);
    html_close(html, TAG_DIV);
}

/* ---- Beside it ---- */

static bool side_trends(struct request *request, struct html *html)
{
    struct trend_list trends = {0};
    if (!status_trends(request->store, request->arena, request->date, &trends, request->err))
        return false;
    part_section_link(html, "tr", STR("Recent trends"), site_path(request, "trends", STR("")),
                      trends.len > 5 ? arena_printf(request->arena, "All %zu", trends.len) : STR("All"));
    if (trends.len)
        part_trends(request, html, &trends, 5);
    else
        part_empty(html, STR("Nothing new: no burst, turn, new pair or new actor in the last weeks."));
    html_close(html, TAG_SECTION);
    return true;
}

static bool side_articles(struct request *request, struct html *html)
{
    struct store_filter filter = store_filter_all();
    struct store_article_list list = {0};
    uint64_t total = 0;
    filter.to = request->date;
    filter.limit = 5;
    if (!store_article_list(request->store, request->arena, &filter, &list, &total, request->err))
        return false;
    part_section(html, "ne", STR("Newest articles"), arena_printf(request->arena, "%.*s in all",
                                                                  STR_ARG(words_count(request->arena, total))));
    part_articles(request, html, &list);
    html_close(html, TAG_SECTION);
    return true;
}

/* For each category that changed, or else each that is not at rest: the article of its latest event, and what is similar to that and
 * older. */
static bool side_similar(struct request *request, struct html *html, const struct board *board)
{
    struct story_similar_list shown = {0};
    for (size_t i = 0; i < board->len && shown.len < 6; i++) {
        const struct board_row *row = &board->rows[i];
        struct store_count_list events = {0};
        struct story_similar_list similar = {0};
        bool found = false;
        if (board->changed ? !row->changed : row->status->status == STATUS_UNCHANGED)
            continue;
        if (!store_series_events(request->store, request->arena, SERIES_CATEGORY, row->status->category,
                                 request->date - row->status->window + 1, request->date, 1,
                                 &events, request->err))
            return false;
        if (events.len && !site_similar_find(request, events.at[0].article, 8, &similar, &found))
            return false;
        for (size_t j = 0, taken = 0; j < similar.len && taken < 2; j++) {
            bool known = similar.at[j].reason == STORY_NEAR_DUPLICATE || similar.at[j].days == INT32_MAX ||
                similar.at[j].days > -BOARD_SIMILAR_AGE;
            for (size_t k = 0; k < shown.len; k++)
                known = known || shown.at[k].id == similar.at[j].id;
            if (known)
                continue;
            *LIST_ADD(request->arena, &shown) = similar.at[j];
            taken++;
        }
    }
    if (shown.len == 0)
        return true;
    part_section(html, "si", STR("Similar articles"), board->changed ? STR("to this week’s changes") : STR("to the latest events"));
    if (!part_similar(request, html, &shown, 4))
        return false;
    html_close(html, TAG_SECTION);
    return true;
}

static void empty_monitor(struct html *html)
{
    html_open_class(html, TAG_P, "lede");
    html_say(html, "Add pages with ");
    html_put(html, TAG_CODE, NULL, STR("entente add DIR FILE…"));
    html_say(html, "; the board shows the status of each category as soon as there are events.");
    html_close(html, TAG_P);
}

bool site_board(struct request *request)
{
    struct board board = {0};
    bool empty = request->latest == DAY_NONE;
    if (!empty && !board_load(request, &board))
        return false;
    struct site_head head = {.here = "/", .api = site_path(request, "api/v1/board", STR("")),
                             .csv = site_path(request, "api/v1/board.csv", STR("")),
                             .title = empty ? STR("Board") : arena_printf(request->arena, "Board of %.*s",
                                 STR_ARG(words_date(request->arena, request->date)))};
    struct html html = part_start(request, &head);
    html_open(&html, TAG_MAIN);
    html_attr(&html, AT_ID, STR("main"));
    html_put(&html, TAG_H1, NULL, empty ? STR("No articles have been read yet") : headline(request, &board));
    if (empty || board.len == 0) {
        empty_monitor(&html);
    } else {
        when(request, &html, &board);
        board_table(request, &html, &board);
        below(request, &html, &board);
    }
    html_close(&html, TAG_MAIN);
    if (!empty) {
        html_open_class(&html, TAG_ASIDE, "side");
        html_attr(&html, AT_ARIA_LABEL, STR("Trends and articles"));
        if (!side_trends(request, &html) || !side_articles(request, &html) || !side_similar(request, &html, &board))
            return false;
        html_close(&html, TAG_ASIDE);
    }
    part_end(request, &html, &head);
    return true;
}
