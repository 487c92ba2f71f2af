/* site_api.c: the pages as data under /api/v1: board, category, article, event, actor, relation, search, events, articles, trends,
 * sources. Records have the form of the command line (doc/records.md). Lists are CSV (RFC 4180) where ".csv" is added.
 *
 * Lists take the conditions of /search, and offset and limit (at most SITE_ROWS_MAX).
 */
#include "site/site_private.h"

/* ---- CSV ---- */

static void csv_field(struct buf *out, str value, bool *first)
{
    if (!*first)
        buf_add_char(out, ',');
    *first = false;
    bool quoted = false;
    for (size_t i = 0; i < value.len && !quoted; i++)
        quoted = value.at[i] == ',' || value.at[i] == '"' || value.at[i] == '\n' || value.at[i] == '\r';
    if (quoted)
        buf_add_char(out, '"');
    for (size_t i = 0; i < value.len; i++) {
        if (value.at[i] == '"')
            buf_add_char(out, '"');
        buf_add_char(out, value.at[i]);
    }
    if (quoted)
        buf_add_char(out, '"');
}

static void csv_number(struct buf *out, struct arena *arena, uint64_t value, bool *first)
{
    csv_field(out, arena_printf(arena, "%llu", (unsigned long long)value), first);
}

static void csv_share(struct buf *out, double value, bool *first)
{
    struct json_out number = json_out_make(out);
    if (!*first)
        buf_add_char(out, ',');
    *first = false;
    json_double(&number, value, 4);
}

static void csv_start(struct request *request, const char *head)
{
    request->type = "text/csv; charset=utf-8; header=present";
    buf_reset(&request->body);
    buf_printf(&request->body, "%s\r\n", head);
}

static void csv_end(struct request *request)
{
    buf_add(&request->body, STR("\r\n"));
}

static str parties_ids(struct arena *arena, const struct participant_list *list)
{
    struct buf out = buf_make(arena);
    for (size_t i = 0; i < list->len; i++)
        buf_printf(&out, "%s%.*s", i ? "; " : "", STR_ARG(list->at[i].actor.len ? list->at[i].actor : list->at[i].text));
    return buf_take(&out);
}

static void csv_event(struct request *request, const struct store_event *row)
{
    bool first = true;
    struct buf *out = &request->body;
    const struct event *event = &row->event;
    csv_field(out, str_from(event->id), &first);
    csv_field(out, str_from(event->key), &first);
    csv_field(out, event->date, &first);
    csv_field(out, event->type, &first);
    csv_field(out, event->cameo, &first);
    csv_number(out, request->arena, (uint64_t)event->quad, &first);
    csv_field(out, parties_ids(request->arena, &event->source), &first);
    csv_field(out, parties_ids(request->arena, &event->recipient), &first);
    csv_field(out, row->counted ? STR("yes") : row->not_counted, &first);
    csv_share(out, event->confidence, &first);
    csv_number(out, request->arena, row->reports, &first);
    csv_number(out, request->arena, (uint64_t)row->article, &first);
    csv_field(out, row->host, &first);
    csv_field(out, event->text, &first);
    csv_end(request);
}

#define EVENTS_HEAD "event,key,date,type,cameo,quad,source,recipient,counted,confidence,reports,article,host,text"

/* ---- JSON ---- */

static struct json_out json_start(struct request *request)
{
    request->type = "application/json";
    buf_reset(&request->body);
    return json_out_make(&request->body);
}

static bool json_done(struct request *request)
{
    buf_add_char(&request->body, '\n');
    return true;
}

static void json_day(struct json_out *out, const char *key, day at)
{
    char text[12];
    json_key_str(out, str_from(key), day_write(at, text));
}

static void json_week(struct json_out *out, const struct status_week *week)
{
    json_object(out);
    json_day(out, "to", week->at);
    json_key(out, STR("events"));
    json_array(out);
    for (int i = 0; i < 4; i++)
        json_int(out, week->events[i]);
    json_array_end(out);
    json_key_int(out, STR("reports"), week->reports);
    json_key_str(out, STR("status"), str_from(status_word_name(week->status)));
    json_key_double(out, STR("volume"), week->volume.mean, 3);
    json_key_double(out, STR("tone"), week->tone.mean, 3);
    json_object_end(out);
}

static bool json_weeks(struct request *request, struct json_out *out, enum series_kind kind, str name)
{
    struct status_week_list weeks = {0};
    int64_t count = 52;
    if (!status_weeks(request->store, request->arena, kind, name, request->date, (size_t)count, &weeks, request->err))
        return false;
    json_key(out, STR("weeks"));
    json_array(out);
    for (size_t i = 0; i < weeks.len; i++)
        json_week(out, &weeks.at[i]);
    json_array_end(out);
    return true;
}

static void json_event_row(struct json_out *out, const struct store_event *row)
{
    json_object(out);
    json_key_int(out, STR("article"), row->article);
    json_key_str(out, STR("host"), row->host);
    json_key_str(out, STR("title"), row->title);
    json_key_bool(out, STR("counted"), row->counted);
    json_key_str(out, STR("not_counted"), row->not_counted);
    json_key_int(out, STR("reports"), row->reports);
    json_key(out, STR("categories"));
    json_array(out);
    for (size_t i = 0; i < row->categories.len; i++)
        json_str(out, row->categories.at[i]);
    json_array_end(out);
    json_key(out, STR("record"));
    event_write(&row->event, out);
    json_object_end(out);
}

static void json_article_row(struct json_out *out, const struct store_article *article)
{
    json_object(out);
    json_key_int(out, STR("id"), article->id);
    json_key_int(out, STR("version"), article->version);
    json_day(out, "content_date", article->at);
    json_key_bool(out, STR("date_contradicts_content"), article->contradicts);
    json_key_int(out, STR("events"), article->report_count);
    json_key(out, STR("record"));
    page_article_write(&article->article, out);
    json_object_end(out);
}

/* ---- Board, category, relation, actor ---- */

static bool api_board(struct request *request, bool csv)
{
    struct status_list list = {0};
    if (request->date != DAY_NONE && !status_board(request->store, request->arena, request->date, &list, request->err))
        return false;
    if (csv) {
        csv_start(request, "category,title,date,status,since,improving,unchanged,deteriorating,events,reports,coverage,reason");
        for (size_t i = 0; i < list.len; i++) {
            const struct status *status = &list.at[i];
            bool first = true;
            csv_field(&request->body, status->category, &first);
            csv_field(&request->body, status->title, &first);
            csv_field(&request->body, words_day_iso(request->arena, status->date), &first);
            csv_field(&request->body, str_from(status_word_name(status->status)), &first);
            csv_field(&request->body, words_day_iso(request->arena, status->since), &first);
            csv_share(&request->body, status->p.improving, &first);
            csv_share(&request->body, status->p.unchanged, &first);
            csv_share(&request->body, status->p.deteriorating, &first);
            csv_number(&request->body, request->arena, status->events, &first);
            csv_number(&request->body, request->arena, status->reports, &first);
            csv_share(&request->body, status->coverage, &first);
            csv_field(&request->body, status->reason, &first);
            csv_end(request);
        }
        return true;
    }
    struct json_out out = json_start(request);
    json_object(&out);
    json_key_str(&out, STR("monitor"), request->monitor->name);
    json_day(&out, "date", request->date);
    json_key(&out, STR("categories"));
    json_array(&out);
    for (size_t i = 0; i < list.len; i++)
        status_write(&list.at[i], &out);
    json_array_end(&out);
    json_object_end(&out);
    return json_done(request);
}

static bool api_category(struct request *request, bool csv)
{
    struct status status;
    bool found = false;
    (void)csv;
    if (request->date == DAY_NONE)
        return api_board(request, false);
    if (!status_category(request->store, request->arena, request->segments[3], request->date, true, &status, &found, request->err))
        return false;
    if (!found) {
        struct link_list links = {0};
        str nearest = monitor_category_nearest(request->monitor, request->segments[3]);
        if (nearest.len)
            *LIST_ADD(request->arena, &links) = (struct link){arena_printf(request->arena, "/api/v1/category/%.*s", STR_ARG(nearest)),
                                                              nearest};
        return site_not_found(request, STR("There is no such category"), &links);
    }
    struct json_out out = json_start(request);
    json_object(&out);
    json_key(&out, STR("status"));
    status_write(&status, &out);
    if (!json_weeks(request, &out, SERIES_CATEGORY, status.category))
        return false;
    json_object_end(&out);
    return json_done(request);
}

static bool api_relation(struct request *request, bool csv)
{
    static const char *const names[3] = {"a_to_b", "b_to_a", "mutual"};
    struct status status;
    uint64_t counts[3][4];
    str a = request->segments[3], b = request->segments[4];
    (void)csv;
    if (request->date == DAY_NONE)
        return api_board(request, false);
    if (!status_relation(request->store, request->arena, a, b, request->date, true, &status, request->err) ||
        !store_directions(request->store, a, b, request->date - 364, request->date, counts, request->err))
        return false;
    struct json_out out = json_start(request);
    json_object(&out);
    json_key(&out, STR("status"));
    status_write(&status, &out);
    for (size_t i = 0; i < 3; i++) {                      /* events of 12 months by quad class */
        json_key(&out, str_from(names[i]));
        json_array(&out);
        for (size_t quad = 0; quad < 4; quad++)
            json_int(&out, (int64_t)counts[i][quad]);
        json_array_end(&out);
    }
    if (!json_weeks(request, &out, SERIES_DYAD, store_dyad_name(request->arena, a, b)))
        return false;
    json_object_end(&out);
    return json_done(request);
}

static bool api_actor(struct request *request, bool csv)
{
    struct store_actor actor;
    struct status status;
    bool found = false;
    (void)csv;
    day from = request->date == DAY_NONE ? DAY_NONE : request->date - 364;
    if (!store_actor(request->store, request->arena, request->segments[3], from, request->date, 20, &actor, &found, request->err))
        return false;
    if (!found)
        return site_not_found(request, STR("No event names this actor"), NULL);
    if (!status_actor(request->store, request->arena, actor.id, request->date, false, &status, request->err))
        return false;
    struct json_out out = json_start(request);
    json_object(&out);
    json_key_str(&out, STR("actor"), actor.id);
    json_key_str(&out, STR("name"), actor.name);
    json_key_str(&out, STR("country"), actor.country);
    json_key_str(&out, STR("sector"), actor.sector);
    json_key(&out, STR("status"));
    status_write(&status, &out);
    json_key(&out, STR("counterparts"));
    json_array(&out);
    for (size_t i = 0; i < actor.counterparts.len; i++) {
        const struct store_actor_row *row = &actor.counterparts.at[i];
        json_object(&out);
        json_key_str(&out, STR("actor"), row->id);
        json_key_str(&out, STR("name"), row->name);
        json_key_int(&out, STR("events"), row->events[0] + row->events[1] + row->events[2] + row->events[3]);
        json_object_end(&out);
    }
    json_array_end(&out);
    if (!json_weeks(request, &out, SERIES_ACTOR, actor.id))
        return false;
    json_object_end(&out);
    return json_done(request);
}

/* ---- Article, event ---- */

static bool api_article(struct request *request, bool csv)
{
    struct store_article article;
    bool found = false;
    int64_t id;
    (void)csv;
    if (str_int64(request->segments[3], &id) && !store_article(request->store, request->arena, id, 0, &article, &found, request->err))
        return false;
    if (!found)
        return site_not_found(request, STR("There is no such article"), NULL);
    struct json_out out = json_start(request);
    json_object(&out);
    json_key(&out, STR("article"));
    json_article_row(&out, &article);
    json_key(&out, STR("events"));
    json_array(&out);
    for (size_t i = 0; i < article.events.len; i++)
        json_event_row(&out, &article.events.at[i]);
    json_array_end(&out);
    struct story_similar_list similar = {0};
    if (!site_similar_find(request, id, 10, &similar, &found))
        return false;
    json_key(&out, STR("similar"));
    json_array(&out);
    for (size_t i = 0; i < similar.len; i++) {
        json_object(&out);
        json_key_int(&out, STR("article"), similar.at[i].id);
        json_key_double(&out, STR("score"), similar.at[i].score, 3);
        json_key_str(&out, STR("reason"), str_from(story_reason_name(similar.at[i].reason)));
        json_key_str(&out, STR("why"), similar.at[i].why);
        json_object_end(&out);
    }
    json_array_end(&out);
    json_object_end(&out);
    return json_done(request);
}

static bool api_event(struct request *request, bool csv)
{
    struct store_event row;
    struct store_event_list reports = {0};
    bool found = false;
    (void)csv;
    if (!store_event(request->store, request->arena, request->segments[3], &row, &reports, &found, request->err))
        return false;
    if (!found)
        return site_not_found(request, STR("There is no such event"), NULL);
    struct json_out out = json_start(request);
    json_object(&out);
    json_key(&out, STR("event"));
    json_event_row(&out, &row);
    json_key(&out, STR("reports"));
    json_array(&out);
    for (size_t i = 0; i < reports.len && i < SITE_ROWS_MAX; i++)
        json_event_row(&out, &reports.at[i]);
    json_array_end(&out);
    json_object_end(&out);
    return json_done(request);
}

/* ---- Lists ---- */

static bool list_read(struct request *request, struct store_filter *filter, int64_t limit)
{
    int64_t offset = 0;
    if (!site_filter_read(request, filter) || !request_number(request, STR("offset"), 0, 100000000, &offset) ||
        !request_number(request, STR("limit"), 1, SITE_ROWS_MAX, &limit))
        return false;
    filter->offset = (size_t)offset;
    filter->limit = (size_t)limit;
    return true;
}

static bool api_events(struct request *request, bool csv)
{
    struct store_filter filter;
    struct store_event_list list = {0};
    uint64_t total = 0;
    if (!list_read(request, &filter, csv ? SITE_ROWS_MAX : 50))
        return true;
    if (!store_event_list(request->store, request->arena, &filter, &list, &total, request->err))
        return false;
    if (csv) {
        csv_start(request, EVENTS_HEAD);
        for (size_t i = 0; i < list.len; i++)
            csv_event(request, &list.at[i]);
        return true;
    }
    struct json_out out = json_start(request);
    json_object(&out);
    json_key_int(&out, STR("total"), (int64_t)total);
    json_key(&out, STR("events"));
    json_array(&out);
    for (size_t i = 0; i < list.len; i++)
        json_event_row(&out, &list.at[i]);
    json_array_end(&out);
    json_object_end(&out);
    return json_done(request);
}

static bool api_articles(struct request *request, bool csv)
{
    struct store_filter filter;
    struct store_article_list list = {0};
    uint64_t total = 0;
    if (!list_read(request, &filter, csv ? SITE_ROWS_MAX : 50))
        return true;
    if (!store_article_list(request->store, request->arena, &filter, &list, &total, request->err))
        return false;
    if (csv) {
        csv_start(request, "article,published,content_date,title,host,url,events");
        for (size_t i = 0; i < list.len; i++) {
            const struct store_article *article = &list.at[i];
            bool first = true;
            csv_number(&request->body, request->arena, (uint64_t)article->id, &first);
            csv_field(&request->body, article->article.published, &first);
            csv_field(&request->body, words_day_iso(request->arena, article->at), &first);
            csv_field(&request->body, article->article.title, &first);
            csv_field(&request->body, article->article.host, &first);
            csv_field(&request->body, article->article.url, &first);
            csv_number(&request->body, request->arena, article->report_count, &first);
            csv_end(request);
        }
        return true;
    }
    struct json_out out = json_start(request);
    json_object(&out);
    json_key_int(&out, STR("total"), (int64_t)total);
    json_key(&out, STR("articles"));
    json_array(&out);
    for (size_t i = 0; i < list.len; i++)
        json_article_row(&out, &list.at[i]);
    json_array_end(&out);
    json_object_end(&out);
    return json_done(request);
}

static void json_facets(struct json_out *out, const char *name, const struct store_facet_list *list)
{
    json_key(out, str_from(name));
    json_object(out);
    for (size_t i = 0; i < list->len; i++)
        json_key_int(out, list->at[i].name, list->at[i].count);
    json_object_end(out);
}

static bool api_search(struct request *request, bool csv)
{
    struct store_filter filter;
    struct store_found found = {0};
    if (!list_read(request, &filter, csv ? SITE_ROWS_MAX : 20))
        return true;
    if (!store_search(request->store, request->arena, &filter, &found, request->err))
        return false;
    if (csv) {
        csv_start(request, EVENTS_HEAD);
        for (size_t i = 0; i < found.events.len; i++)
            csv_event(request, &found.events.at[i].event);
        return true;
    }
    struct json_out out = json_start(request);
    json_object(&out);
    json_key_int(&out, STR("event_total"), (int64_t)found.event_total);
    json_key_int(&out, STR("article_total"), (int64_t)found.article_total);
    json_key(&out, STR("events"));
    json_array(&out);
    for (size_t i = 0; i < found.events.len; i++)
        json_event_row(&out, &found.events.at[i].event);
    json_array_end(&out);
    json_key(&out, STR("articles"));
    json_array(&out);
    for (size_t i = 0; i < found.articles.len; i++)
        json_article_row(&out, &found.articles.at[i].article);
    json_array_end(&out);
    json_key(&out, STR("facets"));
    json_object(&out);
    json_facets(&out, "sources", &found.sources);
    json_facets(&out, "types", &found.types);
    json_facets(&out, "actors", &found.actors);
    json_facets(&out, "categories", &found.categories);
    json_facets(&out, "years", &found.years);
    json_object_end(&out);
    json_object_end(&out);
    return json_done(request);
}

static bool api_trends(struct request *request, bool csv)
{
    struct trend_list list = {0};
    if (request->date != DAY_NONE && !status_trends(request->store, request->arena, request->date, &list, request->err))
        return false;
    if (csv) {
        csv_start(request, "kind,name,title,from,to,events,expected,q,sentence");
        for (size_t i = 0; i < list.len; i++) {
            const struct trend *trend = &list.at[i];
            bool first = true;
            csv_field(&request->body, str_from(trend_kind_name(trend->kind)), &first);
            csv_field(&request->body, trend->name, &first);
            csv_field(&request->body, trend->title, &first);
            csv_field(&request->body, words_day_iso(request->arena, trend->from), &first);
            csv_field(&request->body, words_day_iso(request->arena, trend->to), &first);
            csv_number(&request->body, request->arena, trend->events, &first);
            csv_share(&request->body, trend->before, &first);
            csv_share(&request->body, trend->q, &first);
            csv_field(&request->body, trend->sentence, &first);
            csv_end(request);
        }
        return true;
    }
    struct json_out out = json_start(request);
    json_object(&out);
    json_day(&out, "date", request->date);
    json_key(&out, STR("trends"));
    json_array(&out);
    for (size_t i = 0; i < list.len; i++)
        trend_write(&list.at[i], &out);
    json_array_end(&out);
    json_object_end(&out);
    return json_done(request);
}

static bool api_sources(struct request *request, bool csv)
{
    struct store_source_list list = {0};
    day from = request->date == DAY_NONE ? DAY_NONE : request->date - request->monitor->window + 1;
    if (!store_sources(request->store, request->arena, from, request->date, &list, request->err))
        return false;
    struct json_out out = json_start(request);
    if (csv)
        csv_start(request, "host,articles,in_window,first,last");
    else {
        json_object(&out);
        json_key(&out, STR("sources"));
        json_array(&out);
    }
    for (size_t i = 0; i < list.len; i++) {
        const struct store_source *source = &list.at[i];
        bool first = true;
        if (csv) {
            csv_field(&request->body, source->host, &first);
            csv_number(&request->body, request->arena, source->documents, &first);
            csv_number(&request->body, request->arena, source->in_range, &first);
            csv_field(&request->body, words_day_iso(request->arena, source->first), &first);
            csv_field(&request->body, words_day_iso(request->arena, source->last), &first);
            csv_end(request);
            continue;
        }
        json_object(&out);
        json_key_str(&out, STR("host"), source->host);
        json_key_int(&out, STR("articles"), (int64_t)source->documents);
        json_key_int(&out, STR("in_window"), source->in_range);
        json_day(&out, "first", source->first);
        json_day(&out, "last", source->last);
        json_object_end(&out);
    }
    if (csv)
        return true;
    json_array_end(&out);
    json_object_end(&out);
    return json_done(request);
}

/* ---- Routes ---- */

static const struct {const char *name; size_t arguments; bool csv; bool (*answer)(struct request *request, bool csv);} answers[] = {
    {"board", 0, true, api_board},      {"category", 1, false, api_category}, {"relation", 2, false, api_relation},
    {"actor", 1, false, api_actor},     {"article", 1, false, api_article},   {"event", 1, false, api_event},
    {"events", 0, true, api_events},    {"articles", 0, true, api_articles},  {"search", 0, true, api_search},
    {"trends", 0, true, api_trends},    {"sources", 0, true, api_sources},
};

bool site_api(struct request *request)
{
    struct link_list links = {0};
    if (request->segment_count < 3 || !str_eq(request->segments[1], STR("v1")))
        return site_not_found(request, STR("The API is at /api/v1"), NULL);
    str name = request->segments[2];
    bool csv = str_ends(name, STR(".csv"));
    if (csv)
        name.len -= 4;
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
        if (str_eq(name, str_from(answers[i].name)) && request->segment_count == 3 + answers[i].arguments && (!csv || answers[i].csv))
            return answers[i].answer(request, csv);
        *LIST_ADD(request->arena, &links) = (struct link){arena_printf(request->arena, "/api/v1/%s", answers[i].name),
                                                          str_from(answers[i].name)};
    }
    return site_not_found(request, STR("The API has no such page"), &links);
}
