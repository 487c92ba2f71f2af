/* site_article.c: an article as the publication shows it: title, status, dates, text with its evidence, credit, similar, trends.
 *
 * Two words on the status stand side by side: what the page or the analyst gave, and what entente finds for the category at the
 * date of the text. Images are never loaded from elsewhere: credit and caption are text, the address a link.
 */
#include "base/utf8.h"
#include "site/site_private.h"

struct view {
    struct store_article article;
    str category, category_title;   /* the analyst's own, else that of most events; "" where none */
    struct status then;             /* of that category at the date of the text */
    bool has_then;
    int numbers;                    /* events numbered so far */
};

/* How much of the article an event category takes: events that count twice, those only shown once. */
static uint32_t category_weight(const struct store_article *article, str category)
{
    uint32_t weight = 0;
    for (size_t i = 0; i < article->events.len; i++)
        for (size_t j = 0; j < article->events.at[i].categories.len; j++)
            if (str_eq(article->events.at[i].categories.at[j], category))
                weight += article->events.at[i].counted ? 2 : 1;
    return weight;
}

/* The analyst's own category; else that with most events. A parent has all events of its children: a child with half of them says more. */
static const struct monitor_category *main_category(const struct request *request, const struct store_article *article)
{
    const struct monitor_category *best = monitor_category_find(request->monitor, article->article.category);
    uint32_t best_weight = 0;
    if (article->article.category.len && best)
        return best;
    best = NULL;
    for (size_t i = 0; i < request->monitor->categories.len; i++) {
        const struct monitor_category *category = &request->monitor->categories.at[i];
        uint32_t weight = category_weight(article, category->name);
        if (category->depth == 0 && weight > best_weight) {
            best = category;
            best_weight = weight;
        }
    }
    const struct monitor_category *top = best;
    uint32_t child_weight = 0;
    for (size_t i = 0; i < request->monitor->categories.len && top; i++) {
        const struct monitor_category *category = &request->monitor->categories.at[i];
        bool below = category->name.len > top->name.len && str_starts(category->name, top->name) && category->name.at[top->name.len] == '.';
        uint32_t weight = below ? category_weight(article, category->name) : 0;
        if (weight * 2 >= best_weight && weight > child_weight) {
            best = category;
            child_weight = weight;
        }
    }
    return best;
}

static bool view_load(struct request *request, struct view *view)
{
    const struct store_article *article = &view->article;
    const struct monitor_category *category = main_category(request, article);
    if (!category)
        return true;
    view->category = category->name;
    view->category_title = category->title;
    if (article->at == DAY_NONE)
        return true;
    return status_category(request->store, request->arena, category->name, article->at, false, &view->then, &view->has_then, request->err);
}

/* A note is "code: sentence"; the sentence is for people. */
static str note_text(const struct article *article, str code)
{
    for (size_t i = 0; i < article->notes.len; i++) {
        str note = article->notes.at[i];
        if (str_starts(note, code))
            return str_trim(str_from_at(note, str_find_char(note, ':', 0) + 1));
    }
    return STR("");
}

static void when(struct request *request, struct html *html, const struct view *view)
{
    const struct store_article *article = &view->article;
    html_open_class(html, TAG_P, "when");
    if (view->has_then) {
        html_open(html, TAG_SPAN);
        part_status(html, view->then.status, false);
        html_say(html, " at the time of the text, ");
        part_time(html, request->arena, article->at, words_date_known(request->arena, article->at, article->precision));
        html_close(html, TAG_SPAN);
    } else {
        html_open(html, TAG_SPAN);
        html_say(html, "Text of ");
        part_time(html, request->arena, article->at, words_date_known(request->arena, article->at, article->precision));
        html_close(html, TAG_SPAN);
    }
    html_open(html, TAG_SPAN);
    html_text(html, article->article.analyst ? STR("Written ") : STR("Page dated "));
    if (article->article.published.len) {
        html_open(html, TAG_TIME);
        html_attr(html, AT_DATETIME, article->article.published);
        html_text(html, words_iso_date(request->arena, article->article.published));
        html_close(html, TAG_TIME);
    } else {
        html_say(html, "unknown");
    }
    html_close(html, TAG_SPAN);
    if (article->article.authors.len) {
        html_open(html, TAG_SPAN);
        html_printf(html, "By %.*s", STR_ARG(words_list(request->arena, &article->article.authors)));
        html_close(html, TAG_SPAN);
    }
    html_open(html, TAG_SPAN);
    html_printf(html, "%.*s, %.*s, %.*s", STR_ARG(words_language(article->article.lang)),
                STR_ARG(words_of(request->arena, article->article.paragraphs.len, "paragraph", "paragraphs")),
                STR_ARG(words_of(request->arena, article->events.len, "event", "events")));
    html_close(html, TAG_SPAN);
    if (html_url_ok(article->article.url)) {
        html_open(html, TAG_SPAN);
        html_open(html, TAG_A);
        html_attr(html, AT_HREF, article->article.url);
        html_attr(html, AT_REL, STR("noreferrer nofollow"));
        html_printf(html, "Original%s%.*s", article->article.host.len ? " at " : "", STR_ARG(article->article.host));
        html_close(html, TAG_A);
        html_close(html, TAG_SPAN);
    }
    html_close(html, TAG_P);
}

static void legend_item(struct html *html, const char *class, const char *word, str text)
{
    html_open(html, TAG_SPAN);
    html_put(html, TAG_SPAN, class, str_from(word));
    html_say(html, " ");
    html_text(html, text);
    html_close(html, TAG_SPAN);
}

static void legend(struct html *html)
{
    html_open_class(html, TAG_P, "legend");
    legend_item(html, "who", "source", STR("who acts"));
    legend_item(html, "did", "trigger", STR("what is done"));
    legend_item(html, "whom", "recipient", STR("to whom"));
    legend_item(html, "time", "date", STR("when"));
    html_close(html, TAG_P);
}

/* ---- Text ---- */

static void margin_event(struct request *request, struct html *html, const struct store_event *row, int number)
{
    const struct event *event = &row->event;
    html_open(html, TAG_LI);
    html_attr_printf(html, AT_ID, "e%d", number);
    html_open(html, TAG_STRONG);
    html_printf(html, "%d", number);
    html_close(html, TAG_STRONG);
    html_say(html, " ");
    part_quad_mark(html, event->quad);
    html_say(html, " ");
    html_link(html, NULL, site_path(request, "event", str_from(event->id)), part_type(event));
    html_say(html, " ");
    html_text(html, part_parties(request->arena, event));
    html_open(html, TAG_BR);
    html_close(html, TAG_BR);
    html_open_class(html, TAG_SPAN, "soft");
    html_printf(html, "%.*s · %.*s sure · %.*s", STR_ARG(event->date.len ? words_iso_date(request->arena, event->date) : STR("undated")),
                STR_ARG(words_percent(request->arena, event->confidence)),
                    STR_ARG(words_of(request->arena, row->reports, "report", "reports")));
    if (row->not_counted.len) {
        html_say(html, " · ");
        html_put(html, TAG_SPAN, "tag", row->not_counted);
        html_say(html, " not counted");
    }
    html_close(html, TAG_SPAN);
    html_close(html, TAG_LI);
}

static void paragraph_text(struct html *html, const struct paragraph *paragraph, const struct evidence_mark_list *marks,
                           const struct evidence_anchor *anchors, size_t count)
{
    switch (paragraph->kind) {
    case PARAGRAPH_HEADING: html_open_class(html, TAG_H2, "sub"); break;
    case PARAGRAPH_QUOTE: html_open(html, TAG_BLOCKQUOTE); break;
    case PARAGRAPH_ITEM: html_open_class(html, TAG_P, "item"); break;
    case PARAGRAPH_ROW: html_open_class(html, TAG_P, "line"); break;
    case PARAGRAPH_TEXT: html_open(html, TAG_P); break;
    }
    evidence_write(html, paragraph->text, marks, false, anchors, count);
    html_close(html, html->stack[html->depth - 1]);
}

static void paragraph(struct request *request, struct html *html, struct view *view, uint32_t index)
{
    const struct store_event_list *events = &view->article.events;
    const struct paragraph *text = &view->article.article.paragraphs.at[index];
    struct evidence_mark_list marks = {0};
    LIST(struct evidence_anchor) anchors = {0};
    LIST(const struct store_event *) here = {0};
    for (size_t i = 0; i < events->len; i++) {
        const struct event *event = &events->at[i].event;
        if (event->paragraph != index || (size_t)event->sentence_start + event->text.len > text->text.len)
            continue;
        evidence_of(request->arena, event, event->sentence_start, &marks);
        *LIST_ADD(request->arena, &here) = &events->at[i];
        struct evidence_anchor anchor = {event->sentence_start + (uint32_t)event->text.len, view->numbers + (int)here.len};
        *LIST_ADD(request->arena, &anchors) = anchor;
        for (size_t j = anchors.len - 1; j > 0 && anchors.at[j - 1].at > anchors.at[j].at; j--) {
            struct evidence_anchor swap = anchors.at[j];
            anchors.at[j] = anchors.at[j - 1];
            anchors.at[j - 1] = swap;
        }
    }
    evidence_sort(&marks, text->text.len);
    paragraph_text(html, text, &marks, anchors.at, anchors.len);
    if (here.len == 0)
        return;
    html_open_class(html, TAG_UL, "aside");
    for (size_t i = 0; i < here.len; i++)
        margin_event(request, html, here.at[i], view->numbers + (int)i + 1);
    html_close(html, TAG_UL);
    view->numbers += (int)here.len;
}

static void image(struct html *html, const struct article_image *image)
{
    if (image->credit.len == 0 && image->caption.len == 0 && image->url.len == 0)
        return;
    html_open_class(html, TAG_P, "credit");
    html_put(html, TAG_STRONG, NULL, STR("Image"));
    html_say(html, " ");
    html_text(html, image->caption);
    if (image->credit.len)
        html_printf(html, "%s%.*s", image->caption.len ? ". Credit: " : "Credit: ", STR_ARG(image->credit));
    if (image->url.len && html_url_ok(image->url)) {
        html_say(html, ". ");
        html_open(html, TAG_A);
        html_attr(html, AT_HREF, image->url);
        html_attr(html, AT_REL, STR("noreferrer nofollow"));
        html_say(html, "Image at its source");
        html_close(html, TAG_A);
    }
    html_say(html, "; not loaded here.");
    html_close(html, TAG_P);
}

static void other_notes(struct html *html, const struct article *article)
{
    bool any = false;
    for (size_t i = 0; i < article->notes.len; i++) {
        str note = article->notes.at[i];
        if (str_starts(note, STR("date-contradicts-content")))
            continue;
        if (!any) {
            html_open(html, TAG_DETAILS);
            html_put(html, TAG_SUMMARY, NULL, STR("Notes of the reading"));
            html_open_class(html, TAG_UL, "list");
        }
        any = true;
        html_put(html, TAG_LI, NULL, str_trim(str_from_at(note, str_find_char(note, ':', 0) + 1)));
    }
    if (any) {
        html_close(html, TAG_UL);
        html_close(html, TAG_DETAILS);
    }
}

/* ---- Beside it ---- */

static void status_row(struct html *html, str name, const struct status *status, bool found)
{
    html_open(html, TAG_TR);
    html_open(html, TAG_TH);
    html_attr(html, AT_SCOPE, STR("row"));
    html_text(html, name);
    html_close(html, TAG_TH);
    html_open(html, TAG_TD);
    if (found)
        part_status(html, status->status, false);
    else
        html_say(html, "unknown");
    html_close(html, TAG_TD);
    html_close(html, TAG_TR);
}

static void given_row(struct html *html, const struct article *article)
{
    enum status_word word;
    html_open(html, TAG_TR);
    html_open(html, TAG_TH);
    html_attr(html, AT_SCOPE, STR("row"));
    html_text(html, article->analyst ? STR("Given by the author") : STR("Given by the page"));
    html_close(html, TAG_TH);
    html_open_class(html, TAG_TD, article->category_status.len ? NULL : "soft");
    if (status_word_find(article->category_status, &word))
        part_status(html, word, false);
    else
        html_text(html, article->category_status.len ? article->category_status : STR("none"));
    html_close(html, TAG_TD);
    html_close(html, TAG_TR);
}

static bool side_status(struct request *request, struct html *html, const struct view *view)
{
    const struct store_article *article = &view->article;
    part_section(html, "cs", STR("Category status"), STR(""));
    if (view->category.len == 0) {
        part_empty(html, STR("None of its events belongs to a category."));
        html_open_class(html, TAG_TABLE, "tight");
        html_open(html, TAG_TBODY);
        given_row(html, &article->article);
        html_close(html, TAG_TBODY);
        html_close(html, TAG_TABLE);
        html_close(html, TAG_SECTION);
        return true;
    }
    html_open(html, TAG_P);
    html_link(html, NULL, site_path(request, "category", view->category), view->category_title);
    html_close(html, TAG_P);
    html_open_class(html, TAG_TABLE, "tight");
    html_put(html, TAG_CAPTION, "hide", STR("Status of the category at the dates of this article"));
    html_open(html, TAG_TBODY);
    given_row(html, &article->article);
    if (view->has_then)
        status_row(html, arena_printf(request->arena, "Found, %.*s%s",
                                      STR_ARG(words_date_known(request->arena, article->at, article->precision)),
                                      article->at == article->published ? "" : ", the text"), &view->then, true);
    struct status status;
    bool found = false;
    if (article->published != DAY_NONE && article->published != article->at) {
        if (!status_category(request->store, request->arena, view->category, article->published, false, &status, &found, request->err))
            return false;
        status_row(html, arena_printf(request->arena, "Found, %.*s, the page", STR_ARG(words_date(request->arena, article->published))),
                   &status, found);
    }
    if (request->date != DAY_NONE && request->date != article->at) {
        if (!status_category(request->store, request->arena, view->category, request->date, false, &status, &found, request->err))
            return false;
        status_row(html, arena_printf(request->arena, "Found, %.*s", STR_ARG(words_date(request->arena, request->date))), &status, found);
    }
    html_close(html, TAG_TBODY);
    html_close(html, TAG_TABLE);
    html_close(html, TAG_SECTION);
    return true;
}

static void named_by_page(struct html *html, const struct article *article)
{
    if (article->similar_on_page.len == 0)
        return;
    html_open_class(html, TAG_P, "meta");
    html_say(html, "Named by the page itself: ");
    for (size_t i = 0; i < article->similar_on_page.len && i < 6; i++) {
        str name = article->similar_on_page.at[i];
        html_text(html, i ? STR("; ") : STR(""));
        if (str_starts_fold(name, STR("http")) && html_url_ok(name))
            html_link(html, NULL, name, name);
        else
            html_text(html, name);
    }
    html_say(html, ".");
    html_close(html, TAG_P);
}

static bool side_similar(struct request *request, struct html *html, const struct view *view)
{
    struct story_similar_list similar = {0};
    bool found = false;
    if (!site_similar_find(request, view->article.id, 6, &similar, &found))
        return false;
    part_section(html, "si", STR("Similar articles"), STR("with the reason"));
    if (similar.len == 0)
        part_empty(html, STR("No other article of this monitor is similar."));
    else if (!part_similar(request, html, &similar, 6))
        return false;
    named_by_page(html, &view->article.article);
    html_close(html, TAG_SECTION);
    return true;
}

static bool side_trends(struct request *request, struct html *html, const struct view *view)
{
    struct trend_list all = {0}, own = {0};
    const struct monitor_category *category = monitor_category_find(request->monitor, view->category);
    if (!status_trends(request->store, request->arena, request->date, &all, request->err))
        return false;
    for (size_t i = 0; i < all.len && category; i++)
        if (part_trend_of_category(request->monitor, category, &all.at[i]))
            *LIST_ADD(request->arena, &own) = all.at[i];
    const struct trend_list *shown = own.len ? &own : &all;
    part_section(html, "tr", STR("Recent trends"), own.len ? STR("of the category")
                 : arena_printf(request->arena, "as of %.*s", STR_ARG(words_date(request->arena, request->date))));
    if (shown->len)
        part_trends(request, html, shown, 5);
    else
        part_empty(html, STR("Nothing new in the last weeks."));
    html_close(html, TAG_SECTION);
    return true;
}

static void side_versions(struct request *request, struct html *html, const struct store_article *article)
{
    if (article->versions < 2)
        return;
    part_section(html, "ve", STR("Versions"), STR(""));
    html_open_class(html, TAG_UL, "list");
    for (uint32_t version = 1; version <= article->versions; version++) {
        html_open(html, TAG_LI);
        str text = arena_printf(request->arena, "Version %u%s", version, version == article->versions ? ", current" : "");
        if (version == article->version)
            html_text(html, text);
        else
            html_link(html, NULL, arena_printf(request->arena, "/article/%lld?version=%u", (long long)article->id, version), text);
        html_close(html, TAG_LI);
    }
    html_close(html, TAG_UL);
    html_close(html, TAG_SECTION);
}

/* ---- Page ---- */

static void body(struct request *request, struct html *html, struct view *view)
{
    const struct store_article *article = &view->article;
    struct link_list crumbs = {0};
    if (view->category.len)
        *LIST_ADD(request->arena, &crumbs) = (struct link){site_path(request, "category", view->category), view->category_title};
    part_crumbs(request, html, &crumbs);
    html_open(html, TAG_ARTICLE);
    html_attr(html, AT_ARIA_LABELLEDBY, STR("ti"));
    html_open(html, TAG_H1);
    html_attr(html, AT_ID, STR("ti"));
    html_text(html, article->article.title.len ? article->article.title : STR("Without a title"));
    html_close(html, TAG_H1);
    when(request, html, view);
    str contradiction = note_text(&article->article, STR("date-contradicts-content"));
    if (article->contradicts || contradiction.len)
        part_note(html, true, STR("The page’s date contradicts its content"),
                  arena_printf(request->arena, "%.*s%s Events are dated by the text.",
                               STR_ARG(utf8_upper_first(request->arena, contradiction)),
                               contradiction.len == 0 || str_ends(contradiction, STR(".")) ? "" : "."));
    else if (article->version < article->versions)
        part_note(html, false, STR("An older version"), STR("A newer one has replaced it; its events are not counted."));
    else if (article->article.analyst)
        part_note(html, false, STR("An analyst’s article"), article->article.code
                  ? STR("Its sentences are counted as events, as its author asked.")
                                                                                : STR("Its sentences are not counted as events."));
    if (article->events.len)
        legend(html);
    image(html, &article->article.image);
    html_open_class(html, TAG_DIV, "read");
    for (uint32_t i = 0; i < article->article.paragraphs.len; i++)
        paragraph(request, html, view, i);
    html_close(html, TAG_DIV);
    if (article->article.paragraphs.len == 0)
        part_empty(html, STR("The page has no text that could be read."));
    other_notes(html, &article->article);
    html_close(html, TAG_ARTICLE);
}

bool site_article(struct request *request)
{
    struct view view = {0};
    int64_t id = 0, version = 0;
    bool found = false;
    if (!request_number(request, STR("version"), 1, 1000000, &version))
        return true;
    if (str_int64(request->segments[1], &id) && id > 0 &&
        !store_article(request->store, request->arena, id, (uint32_t)version, &view.article, &found, request->err))
        return false;
    if (!found) {
        struct link_list links = {0};
        *LIST_ADD(request->arena, &links) = (struct link){STR("/search?kind=articles"), STR("All articles, newest first")};
        return site_not_found(request, arena_printf(request->arena, "No article has the number %.*s",
                                                    STR_ARG(words_cut(request->arena, request->segments[1], 40))), &links);
    }
    if (!view_load(request, &view))
        return false;
    struct site_head head = {.title = view.article.article.title.len ? view.article.article.title : STR("Article"), .here = "",
                             .api = arena_printf(request->arena, "/api/v1/article/%lld", (long long)view.article.id)};
    struct html html = part_start(request, &head);
    html_open(&html, TAG_MAIN);
    html_attr(&html, AT_ID, STR("main"));
    body(request, &html, &view);
    html_close(&html, TAG_MAIN);
    html_open_class(&html, TAG_ASIDE, "side");
    html_attr(&html, AT_ARIA_LABEL, STR("Category, similar articles and trends"));
    if (!side_status(request, &html, &view) || !side_similar(request, &html, &view) || !side_trends(request, &html, &view))
        return false;
    side_versions(request, &html, &view.article);
    html_close(&html, TAG_ASIDE);
    part_end(request, &html, &head);
    return true;
}
