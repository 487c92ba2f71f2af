/* site_event.c: one event: its sentence with source, recipient, trigger and date marked, how it was coded, and who else reported it. */
#include <math.h>

#include "base/utf8.h"
#include "site/site_private.h"

static const char *const aspect_names[] = {"negated", "future", "hypothetical", "historical", "quoted"};

static str aspects_of(struct arena *arena, unsigned aspects)
{
    struct str_list names = {0};
    for (unsigned i = 0; i < 5; i++)
        if (aspects & 1u << i)
            *LIST_ADD(arena, &names) = str_from(aspect_names[i]);
    return words_list(arena, &names);
}

static str signed_number(struct arena *arena, double value)
{
    long tenths = lround(fabs(value) * 10);
    return arena_printf(arena, "%s%ld.%ld", value < 0 ? "−" : value > 0 ? "+" : "", tenths / 10, tenths % 10);
}

static str event_dates(struct arena *arena, const struct event *event)
{
    if (event->date.len == 0)
        return STR("undated");
    str from = words_iso_date(arena, event->date);
    return event->date_to.len ? arena_printf(arena, "%.*s to %.*s", STR_ARG(from), STR_ARG(words_iso_date(arena, event->date_to))) : from;
}

static void when(struct request *request, struct html *html, const struct store_event *row)
{
    const struct event *event = &row->event;
    html_open_class(html, TAG_P, "when");
    html_open(html, TAG_SPAN);
    part_quad_mark(html, event->quad);
    html_say(html, " ");
    html_put(html, TAG_STRONG, NULL, part_type(event));
    if (event->mode.len)
        html_printf(html, ", %.*s", STR_ARG(event->mode));
    if (event->quad)
        html_printf(html, ", %.*s", STR_ARG(part_quad(event->quad)));
    if (event->cameo.len) {
        html_say(html, ", CAMEO ");
        html_put(html, TAG_SPAN, "id", event->cameo);
    }
    html_close(html, TAG_SPAN);
    html_open(html, TAG_SPAN);
    part_time(html, request->arena, event->day_from, event_dates(request->arena, event));
    if (event->place_text.len)
        html_printf(html, ", %.*s", STR_ARG(event->place_text));
    html_close(html, TAG_SPAN);
    html_put(html, TAG_SPAN, NULL, arena_printf(request->arena, "%.*s sure", STR_ARG(words_percent(request->arena, event->confidence))));
    html_put(html, TAG_SPAN, NULL, words_of(request->arena, row->reports, "report", "reports"));
    if (row->not_counted.len) {
        html_open(html, TAG_SPAN);
        html_say(html, "not counted: ");
        html_put(html, TAG_SPAN, "tag", row->not_counted);
        html_close(html, TAG_SPAN);
    }
    html_close(html, TAG_P);
}

static void sentence(struct request *request, struct html *html, const struct store_event *row)
{
    struct evidence_mark_list marks = {0};
    html_open(html, TAG_SECTION);
    html_attr(html, AT_ARIA_LABELLEDBY, STR("se"));
    html_open_class(html, TAG_H2, "hide");
    html_attr(html, AT_ID, STR("se"));
    html_say(html, "The sentence");
    html_close(html, TAG_H2);
    html_open_class(html, TAG_P, "ev");
    evidence_of(request->arena, &row->event, 0, &marks);
    evidence_sort(&marks, row->event.text.len);
    evidence_write(html, row->event.text, &marks, true, NULL, 0);
    html_close(html, TAG_P);
    html_open_class(html, TAG_P, "meta");
    html_printf(html, "Paragraph %u of ", row->event.paragraph + 1);
    html_link(html, NULL, site_path_number(request, "article", row->article),
              row->title.len ? row->title : STR("an article without a title"));
    html_printf(html, ", %.*s", STR_ARG(part_host(row->host)));
    if (row->published != DAY_NONE) {
        html_say(html, ", ");
        part_time(html, request->arena, row->published, words_date(request->arena, row->published));
    }
    html_close(html, TAG_P);
    html_close(html, TAG_SECTION);
}

/* ---- How it was coded ---- */

static void coded_row(struct html *html, str part, const char *class, str words, str read, str id, str id_href, str because)
{
    html_open(html, TAG_TR);
    html_open_class(html, TAG_TH, "nw");
    html_attr(html, AT_SCOPE, STR("row"));
    html_text(html, part);
    html_close(html, TAG_TH);
    html_open_class(html, TAG_TD, words.len ? NULL : "soft");
    if (words.len && class)
        html_put(html, TAG_SPAN, class, words);
    else
        html_text(html, words.len ? words : STR("none"));
    html_close(html, TAG_TD);
    html_open(html, TAG_TD);
    html_text(html, read);
    if (id.len) {
        html_open(html, TAG_BR);
        html_close(html, TAG_BR);
        html_open(html, TAG_A);
        html_attr(html, AT_HREF, id_href);
        html_put(html, TAG_CODE, NULL, id);
        html_close(html, TAG_A);
    }
    html_close(html, TAG_TD);
    html_put(html, TAG_TD, NULL, because);
    html_close(html, TAG_TR);
}

static str because_of(struct arena *arena, const struct participant *participant)
{
    struct buf out = buf_make(arena);
    if (participant->how.len)
        buf_printf(&out, "Found by %.*s", STR_ARG(participant->how));
    else
        buf_add(&out, STR("Not in the lexicon; as written"));
    if (participant->country.len || participant->sector.len)
        buf_printf(&out, "; %.*s%s%.*s", STR_ARG(participant->country), participant->country.len && participant->sector.len ? " " : "",
                   STR_ARG(participant->sector));
    return buf_take(&out);
}

static void party_rows(struct request *request, struct html *html, const struct participant_list *list, const char *name, const char *class)
{
    for (size_t i = 0; i < list->len; i++) {
        const struct participant *participant = &list->at[i];
        str part = list->len > 1 ? arena_printf(request->arena, "%s %zu", name, i + 1) : str_from(name);
        str href = participant->actor.len ? site_path(request, "actor", participant->actor) : STR("");
        coded_row(html, part, class, participant->text, part_party_name(participant), participant->actor, href,
                  because_of(request->arena, participant));
    }
    if (list->len == 0)
        coded_row(html, str_from(name), class, STR(""), STR(""), STR(""), STR(""), STR("The sentence names none"));
}

static str date_because(const struct event *event)
{
    if (str_eq(event->date_from, STR("explicit")))
        return STR("The sentence says it");
    if (str_eq(event->date_from, STR("paragraph")))
        return STR("A date before it in the paragraph");
    if (str_eq(event->date_from, STR("landmark")))
        return STR("A dated event that the text counts from");
    if (str_eq(event->date_from, STR("content")))
        return STR("The date of what the article tells");
    if (str_eq(event->date_from, STR("publication")))
        return STR("The date of the page, since the sentence names none");
    return event->date.len ? event->date_from : STR("Neither sentence nor page tells");
}

static void coded(struct request *request, struct html *html, const struct store_event *row)
{
    const struct event *event = &row->event;
    static const char *const heads[] = {"Part", "Words", "Read as", "Because"};
    part_section(html, "wh", STR("How it was coded"), STR("each part, the words it rests on and the rule"));
    html_open_class(html, TAG_DIV, "scroll wide");
    html_attr(html, AT_TABINDEX, STR("0"));
    html_attr(html, AT_ROLE, STR("region"));
    html_attr(html, AT_ARIA_LABEL, STR("How it was coded"));
    html_open_class(html, TAG_TABLE, "coded");
    html_open(html, TAG_THEAD);
    html_open(html, TAG_TR);
    for (size_t i = 0; i < 4; i++) {
        html_open(html, TAG_TH);
        html_attr(html, AT_SCOPE, STR("col"));
        html_text(html, str_from(heads[i]));
        html_close(html, TAG_TH);
    }
    html_close(html, TAG_TR);
    html_close(html, TAG_THEAD);
    html_open(html, TAG_TBODY);
    str frame = event->frame.len ? arena_printf(request->arena, "Frame %.*s%s", STR_ARG(event->frame),
                                                event->reciprocal ? "; the parties act alike" : "") : STR("");
    coded_row(html, STR("Trigger"), "did", event->trigger, part_type(event), STR(""), STR(""), frame);
    party_rows(request, html, &event->source, "Source", "who");
    if (event->recipient.len || !event->reciprocal)
        party_rows(request, html, &event->recipient, "Recipient", "whom");
    coded_row(html, STR("Date"), NULL, event_dates(request->arena, event), event->date, STR(""), STR(""), date_because(event));
    str aspects = aspects_of(request->arena, event->aspects);
    coded_row(html, STR("Aspects"), NULL, aspects, row->counted ? STR("counted") : STR("not counted"), STR(""), STR(""),
              row->counted ? STR("Not negated, future, hypothetical or historical") : row->not_counted);
    if (event->speaker.len)
        coded_row(html, STR("Speaker"), NULL, event->speaker, STR("quoted"), event->speaker_actor,
                  event->speaker_actor.len ? site_path(request, "actor", event->speaker_actor) : STR(""), STR("Says the sentence"));
    html_close(html, TAG_TBODY);
    html_close(html, TAG_TABLE);
    html_close(html, TAG_DIV);
    for (size_t i = 0; i < event->notes.len; i++)
        html_put(html, TAG_P, "meta", str_trim(str_from_at(event->notes.at[i], str_find_char(event->notes.at[i], ':', 0) + 1)));
    html_close(html, TAG_SECTION);
}

/* ---- Reports ---- */

static void report_row(struct request *request, struct html *html, const struct store_event *row)
{
    const struct event *event = &row->event;
    part_row(html, NULL);
    part_cell(html, "nw soft", NULL);
    part_time_short(request, html, row->published);
    html_close(html, TAG_TD);
    part_cell_text(html, NULL, NULL, part_host(row->host));
    html_open_class(html, TAG_TH, "full");
    html_attr(html, AT_ROLE, STR("rowheader"));
    html_attr(html, AT_SCOPE, STR("row"));
    html_link(html, NULL, site_path_number(request, "article", row->article), row->title.len ? row->title : STR("Without a title"));
    html_open_class(html, TAG_SPAN, "says");
    bool marked = event->trigger_end > event->trigger_start && event->trigger_end <= event->text.len;
    html_text(html, marked ? str_sub(event->text, 0, event->trigger_start) : event->text);
    if (marked) {
        html_put(html, TAG_MARK, NULL, str_sub(event->text, event->trigger_start, event->trigger_end));
        html_text(html, str_from_at(event->text, event->trigger_end));
    }
    html_close(html, TAG_SPAN);
    html_close(html, TAG_TH);
    part_cell_text(html, "n", "sure", words_percent(request->arena, event->confidence));
    html_close(html, TAG_TR);
}

static void reports(struct request *request, struct html *html, const struct store_event_list *list)
{
    static const char *const heads[] = {"Published", "Source of news", "Article and sentence", "Sure"};
    static const char *const classes[] = {"", "", "", "n"};
    part_section(html, "rp", STR("Every report"), arena_printf(request->arena, "%.*s of one event",
                                                               STR_ARG(words_of(request->arena, list->len, "report", "reports"))));
    part_table(html, "rows", STR("Reports of this event"));
    part_table_head(html, heads, classes, 4);
    html_open(html, TAG_TBODY);
    html_attr(html, AT_ROLE, STR("rowgroup"));
    for (size_t i = 0; i < list->len && i < 100; i++)
        report_row(request, html, &list->at[i]);
    html_close(html, TAG_TBODY);
    html_close(html, TAG_TABLE);
    html_close(html, TAG_SECTION);
}

/* ---- Beside it ---- */

static void side_record(struct request *request, struct html *html, const struct store_event *row)
{
    const struct event *event = &row->event;
    struct arena *arena = request->arena;
    part_section(html, "re", STR("Record"), STR(""));
    html_open_class(html, TAG_DL, "pairs");
    part_pair(html, "Type", part_type(event));
    part_pair(html, "Mode", event->mode);
    part_pair(html, "Contexts", words_list(arena, &event->contexts));
    part_pair(html, "Quad class", event->quad ? arena_printf(arena, "%d, %.*s", event->quad, STR_ARG(part_quad(event->quad))) : STR(""));
    part_pair(html, "CAMEO", event->cameo);
    part_pair(html, "Goldstein", event->quad ? signed_number(arena, event->goldstein) : STR(""));
    part_pair(html, "Reciprocal", event->reciprocal ? STR("yes") : STR("no"));
    part_pair(html, "Place", event->place_text);
    for (size_t i = 0; i < event->quantities.len; i++)
        part_pair(html, "Quantity", arena_printf(arena, "%.*s%s%.*s", STR_ARG(event->quantities.at[i].text),
                                                 event->quantities.at[i].unit.len ? ", " : "",
                                                 STR_ARG(event->quantities.at[i].unit)));
    html_put(html, TAG_DT, NULL, STR("Key"));
    html_put(html, TAG_DD, "id", str_from(event->key));
    html_put(html, TAG_DT, NULL, STR("Data"));
    html_open(html, TAG_DD);
    html_link(html, NULL, arena_printf(arena, "/api/v1/event/%s", event->id), STR("JSON"));
    html_close(html, TAG_DD);
    html_close(html, TAG_DL);
    html_close(html, TAG_SECTION);
}

static void side_categories(struct request *request, struct html *html, const struct store_event *row)
{
    part_section(html, "ca", STR("Counts in"), row->counted ? STR("") : STR("shown only"));
    if (row->categories.len == 0) {
        part_empty(html, STR("No category of this monitor."));
    } else {
        html_open_class(html, TAG_UL, "list");
        for (size_t i = 0; i < row->categories.len; i++) {
            const struct monitor_category *category = monitor_category_find(request->monitor, row->categories.at[i]);
            html_open(html, TAG_LI);
            html_link(html, NULL, site_path(request, "category", row->categories.at[i]),
                      category ? category->title : row->categories.at[i]);
            html_close(html, TAG_LI);
        }
        html_close(html, TAG_UL);
    }
    html_close(html, TAG_SECTION);
}

static str actor_of(const struct event *event, size_t side)
{
    const struct participant_list *list = side ? &event->recipient : &event->source;
    if (side && event->reciprocal && list->len == 0 && event->source.len > 1)
        return event->source.at[1].actor;
    return list->len ? list->at[0].actor : STR("");
}

static bool side_before_after(struct request *request, struct html *html, const struct store_event *row)
{
    struct store_event_list list = {0};
    struct store_filter filter = store_filter_all();
    str a = actor_of(&row->event, 0), b = actor_of(&row->event, 1);
    if (a.len == 0 && b.len == 0)
        return true;
    if (a.len && b.len) {
        filter.actor = a;
        filter.between = b;
    } else {
        filter.actor = a.len ? a : b;
    }
    filter.one_per_event = filter.counted = true;
    filter.limit = 7;
    if (!store_event_list(request->store, request->arena, &filter, &list, NULL, request->err))
        return false;
    part_section(html, "nx", STR("Same actors"), STR("newest first"));
    if (a.len && b.len) {
        html_open_class(html, TAG_P, "why");
        html_link(html, NULL, site_path_relation(request, a, b), STR("All of this relation"));
        html_close(html, TAG_P);
    }
    html_open_class(html, TAG_UL, "list dated");
    for (size_t i = 0, shown = 0; i < list.len && shown < 6; i++) {
        const struct store_event *other = &list.at[i];
        if (str_eq(str_from(other->event.key), str_from(row->event.key)))
            continue;
        shown++;
        html_open(html, TAG_LI);
        part_time_short(request, html, other->at);
        html_open(html, TAG_DIV);
        html_link(html, "t", site_path(request, "event", str_from(other->event.id)), words_cut(request->arena, other->event.text, 90));
        html_open_class(html, TAG_P, "why");
        part_quad_mark(html, other->event.quad);
        html_printf(html, " %.*s · %.*s", STR_ARG(part_type(&other->event)),
                    STR_ARG(words_of(request->arena, other->reports, "report", "reports")));
        html_close(html, TAG_P);
        html_close(html, TAG_DIV);
        html_close(html, TAG_LI);
    }
    html_close(html, TAG_UL);
    html_close(html, TAG_SECTION);
    return true;
}

/* The record, and the trigger in the sentence's own words. */
static str headline(struct arena *arena, const struct event *event)
{
    str parties = words_cut(arena, part_parties(arena, event), 110);
    if (event->trigger.len == 0)
        return arena_printf(arena, "%.*s: %.*s", STR_ARG(parties), STR_ARG(part_type(event)));
    return arena_printf(arena, "%.*s: “%.*s”", STR_ARG(parties), STR_ARG(event->trigger));
}

bool site_event(struct request *request)
{
    struct store_event row;
    struct store_event_list all = {0};
    bool found = false;
    if (!store_event(request->store, request->arena, request->segments[1], &row, &all, &found, request->err))
        return false;
    if (!found) {
        struct link_list links = {0};
        *LIST_ADD(request->arena, &links) = (struct link){STR("/search?kind=events"), STR("All events, newest first")};
        return site_not_found(request, arena_printf(request->arena, "No event has the id %.*s",
                                                    STR_ARG(words_cut(request->arena, request->segments[1], 40))), &links);
    }
    struct site_head head = {.title = headline(request->arena, &row.event), .here = "",
                             .api = arena_printf(request->arena, "/api/v1/event/%s", row.event.id)};
    struct html html = part_start(request, &head);
    struct link_list crumbs = {0};
    const struct monitor_category *category = row.categories.len ? monitor_category_find(request->monitor,
        row.categories.at[row.categories.len - 1]) : NULL;
    if (category)
        *LIST_ADD(request->arena, &crumbs) = (struct link){site_path(request, "category", category->name), category->title};
    *LIST_ADD(request->arena, &crumbs) = (struct link){site_path_number(request, "article", row.article),
                                                       words_cut(request->arena, row.title.len ? row.title : STR("Article"), 60)};
    html_open(&html, TAG_MAIN);
    html_attr(&html, AT_ID, STR("main"));
    part_crumbs(request, &html, &crumbs);
    html_put(&html, TAG_H1, NULL, head.title);
    when(request, &html, &row);
    html_open_class(&html, TAG_DIV, "stack");
    sentence(request, &html, &row);
    coded(request, &html, &row);
    reports(request, &html, &all);
    html_close(&html, TAG_DIV);
    html_close(&html, TAG_MAIN);
    html_open_class(&html, TAG_ASIDE, "side");
    html_attr(&html, AT_ARIA_LABEL, STR("Record and similar events"));
    side_record(request, &html, &row);
    side_categories(request, &html, &row);
    if (!side_before_after(request, &html, &row))
        return false;
    html_close(&html, TAG_ASIDE);
    part_end(request, &html, &head);
    return true;
}
