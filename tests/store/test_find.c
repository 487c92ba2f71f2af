/* test_find.c: questions to the archive: filters, full text with marks and facets, actors, sources, streams. */
#include "store/store_private.h"
#include "store/synthetic.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

static struct arena *arena;
static char folder[256], monitor[300];
static struct store *store;
static const day june = 16226;      /* 2014-06-05 */

static void add(const struct coded_article *coded)
{
    struct err err = {0};
    if (!store_add(store, coded, NULL, &err))
        fail_msg("%s: %s", err.where, err.why);
}

/* Three articles: a forum told by two papers, and a protest. */
static int start(void **state)
{
    struct err err = {0};
    (void)state;
    arena = arena_make(0);
    if (arena == NULL || synthetic_folder(folder) == NULL || !synthetic_monitor(folder, monitor, NULL, &err)
        || !store_open(&store, monitor, STORE_WRITE, &err))
        return 1;
    struct coded_article a = synthetic_article(arena, "http://a.example/forum", "a.example", "Belarus\xE2\x80\x99 authorities meet Russian regions", "2014-06-06",
                                               "The First Forum of Regions was held in Minsk. President Lukashenko met with the governors. Caf\xC3\xA9 owners were glad.");
    struct event meeting = synthetic_event(arena, "aaaaaaaaaaaaaaa1", "meetingmeeting01", june, "CONSULT", 1, STR("blr.person.lukashenko"), STR("rus.region.smo"));
    meeting.text = STR("President Lukashenko met with the governors.");
    meeting.reciprocal = true;
    meeting.source.at[0].name = STR("Alexander Lukashenko");
    *LIST_ADD(arena, &a.events) = meeting;
    struct coded_article b = synthetic_article(arena, "http://b.example/forum", "b.example", "Governors in Minsk", "2014-06-07", "Governors of Russian regions came to Minsk.");
    struct event again = meeting;
    snprintf(again.id, sizeof again.id, "aaaaaaaaaaaaaaa2");
    *LIST_ADD(arena, &b.events) = again;
    struct event blame = synthetic_event(arena, "aaaaaaaaaaaaaaa3", "blameblameblame1", june + 1, "ACCUSE", 3, STR("blr"), STR("rus.kremlin"));
    blame.text = STR("Minsk blamed Moscow for the difficulties of the union.");
    *LIST_ADD(arena, &b.events) = blame;
    struct coded_article c = synthetic_article(arena, "http://a.example/protest", "a.example", "Protest", "2014-07-01", "Protesters marched through the city against the decree.");
    struct event protest = synthetic_event(arena, "aaaaaaaaaaaaaaa4", "protestprotest01", june + 26, "PROTEST", 4, STR("blr.opp"), STR("blr.gov"));
    protest.text = STR("Protesters marched through the city.");
    *LIST_ADD(arena, &protest.contexts) = STR("military");
    *LIST_ADD(arena, &c.events) = protest;
    add(&a);
    add(&b);
    add(&c);
    return !store_commit(store, &err);
}

static int end(void **state)
{
    (void)state;
    store_close(store, NULL);
    arena_free(arena);
    synthetic_folder_end(folder);
    return 0;
}

static uint64_t events_of(struct store_filter filter)
{
    struct store_event_list list;
    uint64_t total;
    struct err err = {0};
    if (!store_event_list(store, arena, &filter, &list, &total, &err))
        fail_msg("%s", err.why);
    assert_int_equal(list.len, total);
    return total;
}

static uint64_t text_of(const char *text)
{
    struct store_filter filter = store_filter_all();
    filter.text = str_from(text);
    return events_of(filter);
}

static uint64_t articles_of(const char *text)
{
    struct store_filter filter = store_filter_all();
    struct store_article_list list;
    uint64_t total;
    struct err err = {0};
    filter.text = str_from(text);
    filter.order = STORE_BEST;
    if (!store_article_list(store, arena, &filter, &list, &total, &err))
        fail_msg("%s: %s", text, err.why);
    assert_int_equal(list.len, total);
    return total;
}

/* Breaks when a condition is dropped, or holds the wrong side, subtree or day. */
static void filters(void **state)
{
    struct store_filter f = store_filter_all();
    (void)state;
    assert_int_equal(events_of(f), 4);
    f.one_per_event = true;
    assert_int_equal(events_of(f), 3);
    f = store_filter_all(); f.actor = STR("rus.*");
    assert_int_equal(events_of(f), 3);
    f.actor = STR("rus.region.*");
    assert_int_equal(events_of(f), 2);
    f.actor = STR("rus");
    assert_int_equal(events_of(f), 0);
    f.actor = STR("rus.kremlin, blr.opp");
    assert_int_equal(events_of(f), 2);
    f = store_filter_all(); f.actor = STR("rus.*"); f.between = STR("blr.*");
    assert_int_equal(events_of(f), 3);
    f.actor = STR("blr.*");
    assert_int_equal(events_of(f), 1);
    f = store_filter_all(); f.type = STR("ACCUSE");
    assert_int_equal(events_of(f), 1);
    f = store_filter_all(); f.quad = 4;
    assert_int_equal(events_of(f), 1);
    f = store_filter_all(); f.from = june + 1; f.to = june + 25;
    assert_int_equal(events_of(f), 1);
    f = store_filter_all(); f.category = STR("russia.regions");
    assert_int_equal(events_of(f), 2);
    f = store_filter_all(); f.source = STR("b.example");
    assert_int_equal(events_of(f), 2);
    f = store_filter_all(); f.context = STR("military");
    assert_int_equal(events_of(f), 1);
    f = store_filter_all(); f.category = STR("russia.region");
    struct store_event_list list;
    struct err err = {0};
    assert_false(store_event_list(store, arena, &f, &list, NULL, &err));
    assert_non_null(strstr(err.why, "nearest: \"russia.regions\""));
}

/* Breaks when inflected words, accents, phrases, operators or conditions in the text are not understood, or FTS5's own syntax gets through. */
static void full_text(void **state)
{
    (void)state;
    assert_int_equal(text_of("governor"), 2);
    assert_int_equal(text_of("meets governors"), 0);     /* irregular forms are not stems: met is not meet */
    assert_int_equal(text_of("\"blamed moscow\""), 1);
    assert_int_equal(text_of("\"moscow blamed\""), 0);
    assert_int_equal(text_of("march OR blame"), 2);
    assert_int_equal(text_of("minsk AND -blame"), 0);
    assert_int_equal(text_of("(march OR blame) NOT city"), 1);
    assert_int_equal(text_of("march (city OR"), 1);
    assert_int_equal(text_of("protest*"), 1);
    assert_int_equal(text_of("from:2014-06-06 to:2014-06 moscow"), 1);
    assert_int_equal(text_of("type:PROTEST"), 1);
    assert_int_equal(text_of("source:b.example blame"), 1);
    assert_int_equal(text_of("actor:blr.opp"), 1);
    assert_int_equal(articles_of("cafe"), 1);
    assert_int_equal(articles_of("CAF\xC3\x89"), 1);
    assert_int_equal(articles_of("belarus authority"), 1);
    assert_int_equal(articles_of("forum regions"), 1);
    static const char *const odd[] = {"\"", "NEAR(a b)", "title:x", "a AND", "OR", ")))", "*", "a*b", "'; DROP TABLE report; --", "^x", "{a} : b", "\xFF\xFE", "-"};
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        struct store_filter filter = store_filter_all();
        struct store_found found;
        struct err err = {0};
        filter.text = str_from(odd[i]);
        if (!store_search(store, arena, &filter, &found, &err) && err.code != ERR_USAGE)
            fail_msg("%s: %s", odd[i], err.why);
    }
    struct store_filter filter = store_filter_all();
    struct store_event_list list;
    struct err err = {0};
    filter.text = STR("NOT minsk");
    assert_false(store_event_list(store, arena, &filter, &list, NULL, &err));
    assert_int_equal(err.code, ERR_USAGE);
}

/* Breaks when the snippet misses the words, marks other bytes, or facets count what was not found. */
static void search(void **state)
{
    struct store_filter filter = store_filter_all();
    struct store_found found;
    struct err err = {0};
    (void)state;
    filter.text = STR("governors");
    filter.order = STORE_BEST;
    assert_true(store_search(store, arena, &filter, &found, &err));
    assert_int_equal(found.article_total, 2);
    assert_int_equal(found.event_total, 2);
    assert_true(str_eq(found.articles.at[0].article.article.title, STR("Governors in Minsk")));    /* in the title, so first */
    const struct store_hit *hit = &found.articles.at[1];
    assert_int_equal(hit->mark_count, 1);
    assert_true(str_eq(str_sub(hit->snippet, hit->marks[0].start, hit->marks[0].end), STR("governors")));
    assert_int_equal(found.sources.len, 2);
    assert_int_equal(found.types.len, 1);
    assert_int_equal(found.types.at[0].count, 2);
    assert_true(str_eq(found.years.at[0].name, STR("2014")));
    assert_int_equal(found.categories.len, 3);
    filter.text = STR("lukashenko");
    assert_true(store_search(store, arena, &filter, &found, &err));
    assert_int_equal(found.events.len, 2);
    assert_int_equal(found.events.at[0].mark_count, 1);
}

/* Breaks when reports of one event are not found together, by id or by key. */
static void one_event(void **state)
{
    struct store_event event;
    struct store_event_list reports;
    bool found;
    struct err err = {0};
    (void)state;
    assert_true(store_event(store, arena, STR("aaaaaaaaaaaaaaa2"), &event, &reports, &found, &err) && found);
    assert_string_equal(event.event.id, "aaaaaaaaaaaaaaa2");
    assert_int_equal(reports.len, 2);
    assert_int_equal(event.reports, 2);
    assert_int_equal(event.categories.len, 3);
    assert_true(store_event(store, arena, STR("meetingmeeting01"), &event, &reports, &found, &err) && found);
    assert_string_equal(event.event.id, "aaaaaaaaaaaaaaa1");
    assert_true(store_event(store, arena, STR("nothing"), &event, &reports, &found, &err) && !found);
}

/* Breaks when roll-ups of actors, pairs and directions differ from the events. */
static void actors(void **state)
{
    struct store_actor actor;
    bool found;
    struct err err = {0};
    uint64_t counts[3][4];
    (void)state;
    assert_true(store_actor(store, arena, STR("blr"), DAY_NONE, DAY_NONE, 20, &actor, &found, &err) && found);
    assert_int_equal(actor.events[0], 1);
    assert_int_equal(actor.events[2], 1);
    assert_int_equal(actor.events[3], 1);
    assert_int_equal(actor.first, june);
    assert_int_equal(actor.last, june + 26);
    assert_true(str_eq(actor.counterparts.at[0].id, STR("rus")));
    assert_int_equal(actor.counterparts.at[0].events[0] + actor.counterparts.at[0].events[2], 2);
    assert_int_equal(actor.below.len, 3);
    assert_true(store_directions(store, STR("rus"), STR("blr"), DAY_NONE, DAY_NONE, counts, &err));
    assert_int_equal(counts[1][2], 1);    /* blr -> rus, accusation */
    assert_int_equal(counts[2][0], 1);    /* the meeting is mutual */
    assert_int_equal(counts[0][0] + counts[0][2], 0);
    assert_true(str_eq(store_actor_name(store, arena, STR("blr.person.lukashenko")), STR("Alexander Lukashenko")));
    struct store_count_list events;
    assert_true(store_series_events(store, arena, SERIES_DYAD, STR("blr|rus"), june, june + 40, 0, &events, &err));
    assert_int_equal(events.len, 2);
    assert_int_equal(events.at[0].sources.len, 2);
    assert_int_equal(events.at[0].reports, 2);
    assert_true(store_series_events(store, arena, SERIES_CATEGORY, STR("russia"), june, june + 40, 0, &events, &err));
    assert_int_equal(events.len, 2);
    assert_true(store_series_events(store, arena, SERIES_CONTEXT, STR("military"), june, june + 40, 0, &events, &err));
    assert_int_equal(events.len, 1);
    struct store_series_row_list rows;
    assert_true(store_series_list(store, arena, SERIES_DYAD, june, june + 1, 1, &rows, &err));
    assert_true(rows.len >= 3);
    struct store_source_list sources;
    assert_true(store_sources(store, arena, june, june + 2, &sources, &err));
    assert_int_equal(sources.len, 2);
    assert_int_equal(sources.at[0].documents, 2);
    assert_int_equal(sources.at[0].in_range, 1);
}

static bool visit(void *context, const struct store_streamed *streamed)
{
    size_t *count = context;
    assert_true(streamed->article->title.len > 0 && streamed->actors.len > 0 && streamed->types.len > 0);
    ++*count;
    return true;
}

/* Breaks when the stream skips or repeats articles. */
static void stream(void **state)
{
    struct arena *own = arena_make(0);
    struct err err = {0};
    uint64_t last;
    size_t count = 0;
    (void)state;
    assert_true(store_stream(store, own, 0, visit, &count, &last, &err));
    assert_int_equal(count, 3);
    assert_true(store_stream(store, own, last, visit, &count, &last, &err));
    assert_int_equal(count, 3);
    arena_free(own);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(filters), cmocka_unit_test(full_text), cmocka_unit_test(search), cmocka_unit_test(one_event),
                                       cmocka_unit_test(actors), cmocka_unit_test(stream)};
    return cmocka_run_group_tests(tests, start, end);
}
