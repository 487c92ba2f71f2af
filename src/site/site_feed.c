/* site_feed.c: newest articles and trends as feeds: Atom (RFC 4287), RSS 2.0, JSON Feed 1.1.
 *
 * /feeds/articles.atom, .rss, .json and the same for trends. Ids are the addresses of the pages; no clock is read: a feed is as
 * old as its newest entry.
 */
#include "site/site_private.h"

#define FEED_ENTRIES 30

struct entry {str id, href, title, text, author; day at;};
struct entry_list {struct entry *at; size_t len, room;};
struct feed {str title, about, home, self; struct entry_list entries;};

static bool load_articles(struct request *request, struct feed *feed)
{
    struct store_filter filter = store_filter_all();
    struct store_article_list list = {0};
    filter.limit = FEED_ENTRIES;
    if (!store_article_list(request->store, request->arena, &filter, &list, NULL, request->err))
        return false;
    for (size_t i = 0; i < list.len; i++) {
        const struct store_article *article = &list.at[i];
        struct entry entry = {.title = article->article.title.len ? article->article.title : STR("Without a title"),
                              .author = article->article.authors.len ? words_list(request->arena, &article->article.authors)
                                  : article->article.host,
                              .at = article->published != DAY_NONE ? article->published : article->at};
        entry.href = arena_printf(request->arena, "%.*s/article/%lld", STR_ARG(request->base), (long long)article->id);
        entry.id = entry.href;
        entry.text = arena_printf(request->arena, "%.*s", STR_ARG(words_of(request->arena, article->report_count, "event", "events")));
        if (article->article.paragraphs.len)
            entry.text = words_cut(request->arena, article->article.paragraphs.at[0].text, 400);
        *LIST_ADD(request->arena, &feed->entries) = entry;
    }
    return true;
}

static bool load_trends(struct request *request, struct feed *feed)
{
    struct trend_list list = {0};
    if (request->latest != DAY_NONE && !status_trends(request->store, request->arena, request->latest, &list, request->err))
        return false;
    for (size_t i = 0; i < list.len && i < FEED_ENTRIES; i++) {
        const struct trend *trend = &list.at[i];
        struct entry entry = {.title = trend->title.len ? trend->title : trend->name, .text = trend->sentence, .author = STR("entente"),
                              .at = trend->to};
        entry.href = arena_printf(request->arena, "%.*s%.*s", STR_ARG(request->base), STR_ARG(part_trend_link(request, trend)));
        entry.id = arena_printf(request->arena, "%.*s#%s-%.*s", STR_ARG(entry.href),
                                trend->kind == TREND_BURST ? "burst" : trend->kind == TREND_RISE ? "rise" :
                                trend->kind == TREND_FALL ? "fall" : trend->kind == TREND_NEW_PAIR ? "pair" : "actor",
                                    STR_ARG(words_day_iso(request->arena, trend->to)));
        *LIST_ADD(request->arena, &feed->entries) = entry;
    }
    return true;
}

static day newest(const struct feed *feed)
{
    day at = DAY_NONE;
    for (size_t i = 0; i < feed->entries.len; i++)
        at = feed->entries.at[i].at > at ? feed->entries.at[i].at : at;
    return at == DAY_NONE ? 0 : at;
}

static str rfc3339(struct arena *arena, day at)
{
    return arena_printf(arena, "%.*sT00:00:00Z", STR_ARG(words_day_iso(arena, at == DAY_NONE ? 0 : at)));
}

static str rfc5322(struct arena *arena, day at)
{
    static const char *const days[7] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    static const char *const months[12] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    int year, month, number;
    at = at == DAY_NONE ? 0 : at;
    day_split(at, &year, &month, &number);
    return arena_printf(arena, "%s, %02d %s %04d 00:00:00 GMT", days[day_weekday(at)], number, months[month - 1], year);
}

/* ---- Atom ---- */

static void atom_link(struct html *xml, const char *rel, str href)
{
    html_open(xml, TAG_XML_LINK);
    html_attr(xml, AT_REL, str_from(rel));
    html_attr(xml, AT_HREF, href);
    html_close(xml, TAG_XML_LINK);
}

static void atom(struct request *request, const struct feed *feed)
{
    struct html xml = html_make(&request->body);
    request->type = "application/atom+xml; charset=utf-8";
    xml_declaration(&xml);
    html_open(&xml, TAG_XML_FEED);
    html_attr(&xml, AT_XMLNS, STR("http://www.w3.org/2005/Atom"));
    html_put(&xml, TAG_XML_TITLE, NULL, feed->title);
    html_put(&xml, TAG_XML_ID, NULL, feed->self);
    html_put(&xml, TAG_XML_UPDATED, NULL, rfc3339(request->arena, newest(feed)));
    atom_link(&xml, "self", feed->self);
    atom_link(&xml, "alternate", feed->home);
    for (size_t i = 0; i < feed->entries.len; i++) {
        const struct entry *entry = &feed->entries.at[i];
        html_open(&xml, TAG_XML_ENTRY);
        html_put(&xml, TAG_XML_TITLE, NULL, entry->title);
        html_put(&xml, TAG_XML_ID, NULL, entry->id);
        html_put(&xml, TAG_XML_UPDATED, NULL, rfc3339(request->arena, entry->at));
        atom_link(&xml, "alternate", entry->href);
        html_open(&xml, TAG_XML_AUTHOR);
        html_put(&xml, TAG_XML_NAME, NULL, entry->author.len ? entry->author : STR("unknown"));
        html_close(&xml, TAG_XML_AUTHOR);
        html_put(&xml, TAG_XML_SUMMARY, NULL, entry->text);
        html_close(&xml, TAG_XML_ENTRY);
    }
    html_end(&xml);
}

/* ---- RSS ---- */

static void rss(struct request *request, const struct feed *feed)
{
    struct html xml = html_make(&request->body);
    request->type = "application/rss+xml; charset=utf-8";
    xml_declaration(&xml);
    html_open(&xml, TAG_XML_RSS);
    html_attr(&xml, AT_VERSION, STR("2.0"));
    html_open(&xml, TAG_XML_CHANNEL);
    html_put(&xml, TAG_XML_TITLE, NULL, feed->title);
    html_put(&xml, TAG_XML_RSS_LINK, NULL, feed->home);
    html_put(&xml, TAG_XML_DESCRIPTION, NULL, feed->about);
    for (size_t i = 0; i < feed->entries.len; i++) {
        const struct entry *entry = &feed->entries.at[i];
        html_open(&xml, TAG_XML_ITEM);
        html_put(&xml, TAG_XML_TITLE, NULL, entry->title);
        html_put(&xml, TAG_XML_RSS_LINK, NULL, entry->href);
        html_open(&xml, TAG_XML_GUID);
        html_attr(&xml, AT_PERMALINK, str_eq(entry->id, entry->href) ? STR("true") : STR("false"));
        html_text(&xml, entry->id);
        html_close(&xml, TAG_XML_GUID);
        html_put(&xml, TAG_XML_PUBDATE, NULL, rfc5322(request->arena, entry->at));
        html_put(&xml, TAG_XML_DESCRIPTION, NULL, entry->text);
        html_close(&xml, TAG_XML_ITEM);
    }
    html_end(&xml);
}

/* ---- JSON Feed ---- */

static void json_feed(struct request *request, const struct feed *feed)
{
    struct json_out out = json_out_make(&request->body);
    request->type = "application/feed+json";
    json_object(&out);
    json_key_str(&out, STR("version"), STR("https://jsonfeed.org/version/1.1"));
    json_key_str(&out, STR("title"), feed->title);
    json_key_str(&out, STR("home_page_url"), feed->home);
    json_key_str(&out, STR("feed_url"), feed->self);
    json_key_str(&out, STR("description"), feed->about);
    json_key(&out, STR("items"));
    json_array(&out);
    for (size_t i = 0; i < feed->entries.len; i++) {
        const struct entry *entry = &feed->entries.at[i];
        json_object(&out);
        json_key_str(&out, STR("id"), entry->id);
        json_key_str(&out, STR("url"), entry->href);
        json_key_str(&out, STR("title"), entry->title);
        json_key_str(&out, STR("content_text"), entry->text);
        json_key_str(&out, STR("date_published"), rfc3339(request->arena, entry->at));
        json_key(&out, STR("authors"));
        json_array(&out);
        json_object(&out);
        json_key_str(&out, STR("name"), entry->author);
        json_object_end(&out);
        json_array_end(&out);
        json_object_end(&out);
    }
    json_array_end(&out);
    json_object_end(&out);
    buf_add_char(&request->body, '\n');
}

static bool no_feed(struct request *request)
{
    struct link_list links = {0};
    static const char *const names[] = {"articles.atom", "articles.rss", "articles.json", "trends.atom", "trends.rss", "trends.json"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        *LIST_ADD(request->arena, &links) = (struct link){arena_printf(request->arena, "/feeds/%s", names[i]), str_from(names[i])};
    return site_not_found(request, STR("There is no feed of that name"), &links);
}

bool site_feed(struct request *request)
{
    str file = request->segments[1], form, name;
    size_t dot = str_find_char(file, '.', 0);
    name = str_sub(file, 0, dot);
    form = str_from_at(file, dot + 1);
    bool articles = str_eq(name, STR("articles"));
    if ((!articles && !str_eq(name, STR("trends"))) || (!str_eq(form, STR("atom")) && !str_eq(form, STR("rss")) &&
                                                        !str_eq(form, STR("json"))))
        return no_feed(request);
    str monitor = request->monitor->name.len ? request->monitor->name : STR("entente");
    struct feed feed = {.title = arena_printf(request->arena, "%.*s: %s", STR_ARG(monitor), articles ? "newest articles" : "trends"),
                        .about = request->monitor->about.len ? request->monitor->about : monitor,
                        .home = arena_printf(request->arena, "%.*s%s", STR_ARG(request->base), articles ? "/" : "/trends"),
                        .self = arena_printf(request->arena, "%.*s/feeds/%.*s", STR_ARG(request->base), STR_ARG(file))};
    request->dated = false;                               /* links of a feed stay as they are */
    if (!(articles ? load_articles(request, &feed) : load_trends(request, &feed)))
        return false;
    buf_reset(&request->body);
    if (str_eq(form, STR("atom")))
        atom(request, &feed);
    else if (str_eq(form, STR("rss")))
        rss(request, &feed);
    else
        json_feed(request, &feed);
    return true;
}
