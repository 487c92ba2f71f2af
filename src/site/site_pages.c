/* site_pages.c: what is new, who was read, how it works, and the two texts for machines that watch the site. */
#include <stdio.h>

#include "site/site_private.h"

/* ---- /trends ---- */

static void evidence_list(struct request *request, struct html *html, const struct store_count_list *list)
{
    html_open_class(html, TAG_UL, "evidence");
    for (size_t i = 0; i < list->len && i < 3; i++) {
        const struct store_count *event = &list->at[i];
        html_open(html, TAG_LI);
        part_quad_mark(html, event->quad);
        html_say(html, " ");
        part_time_short(request, html, event->at);
        html_say(html, " ");
        html_link(html, NULL, site_path(request, "event", str_from(event->event)), event->parties);
        html_put(html, TAG_SPAN, "says", words_cut(request->arena, event->text, 180));
        html_close(html, TAG_LI);
    }
    html_close(html, TAG_UL);
}

static void trend_row(struct request *request, struct html *html, const struct trend *trend)
{
    part_row(html, NULL);
    part_cell(html, "nw soft", NULL);
    part_time_short(request, html, trend->to);
    html_close(html, TAG_TD);
    part_cell(html, "nw", NULL);
    part_mark(html, part_trend_class(trend));
    html_printf(html, " %s", trend_kind_name(trend->kind));
    html_close(html, TAG_TD);
    html_open_class(html, TAG_TH, "full");
    html_attr(html, AT_ROLE, STR("rowheader"));
    html_attr(html, AT_SCOPE, STR("row"));
    html_link(html, NULL, part_trend_link(request, trend), trend->title.len ? trend->title : trend->name);
    html_put(html, TAG_SPAN, "says", part_trend_sentence(request, trend));
    evidence_list(request, html, &trend->evidence);
    html_close(html, TAG_TH);
    part_cell_text(html, "n", trend->events == 1 ? "event" : "events", words_count(request->arena, trend->events));
    bool fresh = trend->kind == TREND_NEW_PAIR || trend->kind == TREND_NEW_ACTOR;
    part_cell_text(html, "n", "expected", fresh ? STR("–") : words_rate(request->arena, trend->before));
    html_close(html, TAG_TR);
}

bool site_trends(struct request *request)
{
    static const char *const heads[] = {"Until", "Kind", "What, and its latest events", "Events", "Expected"},
        *const classes[] = {"", "", "", "n", "n"};
    struct trend_list list = {0};
    if (request->date != DAY_NONE && !status_trends(request->store, request->arena, request->date, &list, request->err))
        return false;
    struct site_head head = {.here = "/trends", .title = STR("What is new"), .api = site_path(request, "api/v1/trends", STR("")),
                             .csv = site_path(request, "api/v1/trends.csv", STR("")), .feed = STR("/feeds/trends.atom")};
    struct html html = part_start(request, &head);
    html_open(&html, TAG_MAIN);
    html_attr(&html, AT_ID, STR("main"));
    html_put(&html, TAG_H1, NULL, list.len ? arena_printf(request->arena, "%.*s up to %.*s",
                                                          STR_ARG(words_of(request->arena, list.len, "trend", "trends")),
                                                          STR_ARG(words_date(request->arena, request->date))) : STR("Nothing new"));
    html_put(&html, TAG_P, "lede", STR("Bursts, turns, new pairs and new actors, over all categories, relations, actors, types and "
                                       "contexts. Few of them are chance: the expected share of false ones is held down."));
    if (list.len) {
        part_table(&html, "rows trends", STR("Trends, newest first"));
        part_table_head(&html, heads, classes, 5);
        html_open(&html, TAG_TBODY);
        html_attr(&html, AT_ROLE, STR("rowgroup"));
        for (size_t i = 0; i < list.len; i++)
            trend_row(request, &html, &list.at[i]);
        html_close(&html, TAG_TBODY);
        html_close(&html, TAG_TABLE);
        html_put(&html, TAG_P, "meta", STR("Expected: events in as many days, from the time before. The mark says whether its "
                                           "latest events are cooperation or conflict."));
    } else {
        part_empty(&html, STR("No series moved more than chance would move it in the last weeks before this day."));
    }
    html_close(&html, TAG_MAIN);
    html_open_class(&html, TAG_ASIDE, "side");
    html_attr(&html, AT_ARIA_LABEL, STR("Another day"));
    part_section(&html, "rn", STR("Another day"), STR(""));
    html_open_class(&html, TAG_FORM, "range");
    html_attr(&html, AT_ACTION, STR("/trends"));
    html_open(&html, TAG_LABEL);
    html_attr(&html, AT_FOR, STR("d"));
    html_say(&html, "As of");
    html_close(&html, TAG_LABEL);
    html_open(&html, TAG_INPUT);
    html_attr(&html, AT_TYPE, STR("date"));
    html_attr(&html, AT_ID, STR("d"));
    html_attr(&html, AT_NAME, STR("date"));
    html_attr(&html, AT_VALUE, words_day_iso(request->arena, request->date));
    html_close(&html, TAG_INPUT);
    html_open(&html, TAG_BUTTON);
    html_attr(&html, AT_TYPE, STR("submit"));
    html_say(&html, "Show");
    html_close(&html, TAG_BUTTON);
    html_close(&html, TAG_FORM);
    html_close(&html, TAG_SECTION);
    html_close(&html, TAG_ASIDE);
    part_end(request, &html, &head);
    return true;
}

/* ---- /sources ---- */

static void source_row(struct request *request, struct html *html, const struct store_source *source)
{
    part_row(html, NULL);
    html_open_class(html, TAG_TH, "full");
    html_attr(html, AT_ROLE, STR("rowheader"));
    html_attr(html, AT_SCOPE, STR("row"));
    bool known = source->host.len && !str_eq(source->host, STR("unknown"));
    html_link(html, NULL, site_path_events(request, "kind=articles&source", source->host, DAY_NONE, DAY_NONE),
              known ? source->host : STR("Files without an address"));
    html_close(html, TAG_TH);
    part_cell_text(html, "n", source->documents == 1 ? "article" : "articles", words_count(request->arena, source->documents));
    part_cell_text(html, "n", "in the window", words_count(request->arena, source->in_range));
    part_cell(html, "nw soft", NULL);
    part_time(html, request->arena, source->first, words_date_short(request->arena, source->first, DAY_NONE));
    html_say(html, " – ");
    part_time(html, request->arena, source->last, words_date_short(request->arena, source->last, DAY_NONE));
    html_close(html, TAG_TD);
    html_close(html, TAG_TR);
}

bool site_sources(struct request *request)
{
    struct store_source_list list = {0};
    day from = request->date == DAY_NONE ? DAY_NONE : request->date - request->monitor->window + 1;
    if (!store_sources(request->store, request->arena, from, request->date, &list, request->err))
        return false;
    char window[40];
    snprintf(window, sizeof window, "Last %d days", request->monitor->window);
    const char *const heads[] = {"Source of news", "Articles", window, "First and last"};
    static const char *const classes[] = {"", "n", "n", ""};
    struct site_head head = {.here = "/sources", .title = STR("Sources of news"), .api = site_path(request, "api/v1/sources", STR("")),
                             .csv = site_path(request, "api/v1/sources.csv", STR(""))};
    size_t heard = 0;
    for (size_t i = 0; i < list.len; i++)
        heard += list.at[i].in_range > 0;
    struct html html = part_start(request, &head);
    html_open(&html, TAG_MAIN);
    html_attr(&html, AT_ID, STR("main"));
    html_put(&html, TAG_H1, NULL, list.len ? arena_printf(request->arena, "%zu of %.*s heard in %d days", heard,
                                                          STR_ARG(words_of(request->arena, list.len, "source", "sources")),
                                                          request->monitor->window) : STR("No source has been read yet"));
    if (request->date != DAY_NONE)
        html_put(&html, TAG_P, "lede", arena_printf(request->arena, "As of %.*s. Articles count by the date of what they tell, "
                                                                    "else by the date of the page.",
                                                    STR_ARG(words_date(request->arena, request->date))));
    if (list.len) {
        part_table(&html, "rows", STR("Sources of news"));
        part_table_head(&html, heads, classes, 4);
        html_open(&html, TAG_TBODY);
        html_attr(&html, AT_ROLE, STR("rowgroup"));
        for (size_t i = 0; i < list.len; i++)
            source_row(request, &html, &list.at[i]);
        html_close(&html, TAG_TBODY);
        html_close(&html, TAG_TABLE);
    }
    html_close(&html, TAG_MAIN);
    part_end(request, &html, &head);
    return true;
}

/* ---- /method ---- */

static void method_section(struct html *html, const char *id, str title, const char *const *paragraphs, size_t count)
{
    part_section(html, id, title, STR(""));
    for (size_t i = 0; i < count; i++)
        html_put(html, TAG_P, "prose", str_from(paragraphs[i]));
    html_close(html, TAG_SECTION);
}

#define METHOD(html, id, title, ...) \
    do { \
        static const char *const texts[] = {__VA_ARGS__}; \
        method_section((html), (id), STR(title), texts, sizeof texts / sizeof *texts); \
    } while (0)

static void method_text(struct html *html, const struct request *request)
{
    METHOD(html, "m1", "From a page to an event",
           "A page is read into its article: title, authors, date, paragraphs. Menus, teasers, comments and cookie notices stay "
           "out; a second article on the page becomes an article of its own.",
           "Each sentence is parsed. Who is meant by a name, an office or a pronoun is looked up in a dated lexicon: “the "
           "president” is another person in another year. A frame then says who did what to whom; its type is one of PLOVER’s "
           "sixteen, its number CAMEO’s.",
           "An event keeps its sentence. Source, recipient, trigger and date are marked there, and every page of an event shows "
           "the step that found each.");
    METHOD(html, "m2", "When it happened",
           "The date of an event is what its sentence says; else the date of what the article tells; else the date of the page. "
           "Where a page’s date contradicts its text, because the text speaks of dated events of another year, the text decides "
           "and the article says so.",
           "An event that is known to the month or the year only is shown and does not count; neither do events that are denied, "
           "planned, imagined or long past.");
    METHOD(html, "m3", "What counts",
           "Many articles tell of one event. Their reports share a key and count once; the board shows both numbers. Cooperation "
           "is quad class 1 and 2 (verbal and material), conflict is 3 and 4.",
           "A category takes the events that fit all of its conditions in the monitor’s settings; a child’s events count in its "
           "parent too. An analyst’s article counts only where its author asks for it.");
    part_section(html, "m4", STR("The status"), STR(""));
    html_open_class(html, TAG_P, "prose");
    html_printf(html, "The last %d days are compared with the %d days before, in two respects: the share of cooperation among "
                      "events, and their number, given how many articles were read. A model of both gives three chances that sum "
                      "to one: improving, unchanged, deteriorating.", request->monitor->window,
                          request->monitor->before);
    html_close(html, TAG_P);
    html_put(html, TAG_P, "prose", STR("Too few events, or too many silent sources, make it unclear: that is an answer, too. A "
                                       "status changes only where the chance is clear, so that it does not flutter. “What moves "
                                       "the status” leaves out each event in turn and says how much the chances owe to it; “What "
                                       "would flip it” does so with each source, story and day."));
    html_put(html, TAG_P, "prose", STR("An analyst may set a status; the board then shows it with the reason, and the machine’s "
                                       "word beside it."));
    html_close(html, TAG_SECTION);
    METHOD(html, "m5", "Trends and similar articles",
           "A trend is a burst, a rise or fall of a series, or a pair or an actor that was not there before. Many series are "
           "tested at once, so the expected share of false ones is controlled (Benjamini and Hochberg, 1995).",
           "Articles are similar by their telling words, their actors and their types of events; each comes with its reason: a "
           "near duplicate, the same story, the same actors, or background.");
    METHOD(html, "m6", "What it cannot do",
           "A monitor sees what its sources print. Silence may mean calm or censorship. Sentences can be misread: each event has a "
           "confidence, and each can be opened and checked.");
}

bool site_method(struct request *request)
{
    struct site_head head = {.here = "/method", .title = STR("How a status is made")};
    struct html html = part_start(request, &head);
    html_open(&html, TAG_MAIN);
    html_attr(&html, AT_ID, STR("main"));
    html_put(&html, TAG_H1, NULL, STR("How a status is made"));
    html_put(&html, TAG_P, "lede", STR("From a raw page to one word: every step keeps the sentence that it rests on."));
    html_open_class(&html, TAG_DIV, "stack next");
    method_text(&html, request);
    html_close(&html, TAG_DIV);
    html_close(&html, TAG_MAIN);
    html_open_class(&html, TAG_ASIDE, "side");
    html_attr(&html, AT_ARIA_LABEL, STR("This monitor"));
    part_section(&html, "mo", STR("This monitor"), STR(""));
    html_put(&html, TAG_P, "why", request->monitor->about);
    html_open_class(&html, TAG_DL, "pairs next");
    part_pair(&html, "Articles", words_count(request->arena, request->summary.articles));
    part_pair(&html, "Events", words_count(request->arena, request->summary.events));
    part_pair(&html, "Reports", words_count(request->arena, request->summary.reports));
    part_pair(&html, "That count", words_count(request->arena, request->summary.counted));
    part_pair(&html, "Undated", words_count(request->arena, request->summary.undated));
    part_pair(&html, "First day", words_date(request->arena, request->summary.first));
    part_pair(&html, "Last day", words_date(request->arena, request->summary.last));
    html_close(&html, TAG_DL);
    html_close(&html, TAG_SECTION);
    part_section(&html, "ca", STR("Categories"), STR(""));
    html_open_class(&html, TAG_UL, "list");
    for (size_t i = 0; i < request->monitor->categories.len; i++) {
        const struct monitor_category *category = &request->monitor->categories.at[i];
        html_open(&html, TAG_LI);
        html_link(&html, NULL, site_path(request, "category", category->name), category->title);
        if (category->question.len)
            html_put(&html, TAG_P, "why", category->question);
        html_close(&html, TAG_LI);
    }
    html_close(&html, TAG_UL);
    html_close(&html, TAG_SECTION);
    html_close(&html, TAG_ASIDE);
    part_end(request, &html, &head);
    return true;
}

/* ---- /healthz and /metrics ---- */

bool site_health(struct request *request)
{
    buf_reset(&request->body);
    request->type = "text/plain; charset=utf-8";
    buf_add(&request->body, STR("ok\n"));
    return true;
}

static void metric(struct buf *out, const char *name, const char *type, const char *help, uint64_t value)
{
    buf_printf(out, "# HELP %s %s\n# TYPE %s %s\n%s %llu\n", name, help, name, type, name, (unsigned long long)value);
}

/* Prometheus text format 0.0.4. */
bool site_metrics(struct request *request)
{
    const struct site_metrics *metrics = request->metrics;
    struct buf *out = &request->body;
    buf_reset(out);
    request->type = "text/plain; version=0.0.4; charset=utf-8";
    metric(out, "entente_articles", "gauge", "Articles in the monitor.", request->summary.articles);
    metric(out, "entente_events", "gauge", "Events in the monitor.", request->summary.events);
    metric(out, "entente_events_counted", "gauge", "Events that count.", request->summary.counted);
    metric(out, "entente_reports", "gauge", "Reports in the monitor.", request->summary.reports);
    metric(out, "entente_store_bytes", "gauge", "Bytes of the archive.", request->summary.bytes);
    metric(out, "entente_store_generation", "counter", "Stored changes.", request->summary.generation);
    metric(out, "entente_http_requests_total", "counter", "Requests answered.", metrics->requests);
    metric(out, "entente_http_cached_total", "counter", "Pages answered from memory.", metrics->cached);
    metric(out, "entente_http_not_modified_total", "counter", "Requests answered by 304.", metrics->not_modified);
    metric(out, "entente_http_refused_hosts_total", "counter", "Requests refused for their Host.", metrics->refused);
    metric(out, "entente_http_sent_bytes_total", "counter", "Bytes of bodies sent.", metrics->bytes);
    buf_add(out, STR("# HELP entente_http_responses_total Responses by class of status.\n# TYPE entente_http_responses_total counter\n"));
    for (int i = 2; i <= 5; i++)
        buf_printf(out, "entente_http_responses_total{class=\"%dxx\"} %llu\n", i, (unsigned long long)metrics->by_class[i]);
    buf_printf(out, "# HELP entente_http_seconds_total Time spent on answers.\n# TYPE entente_http_seconds_total "
                    "counter\nentente_http_seconds_total %llu.%06llu\n",
               (unsigned long long)(metrics->microseconds / 1000000), (unsigned long long)(metrics->microseconds % 1000000));
    return true;
}
