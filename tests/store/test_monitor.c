/* test_monitor.c: monitor.ini read and checked, events told apart by category. */
#include "store/store_private.h"
#include "store/synthetic.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

static struct arena *arena;

static int start(void **state)
{
    (void)state;
    arena = arena_make(0);
    return arena == NULL;
}

static int end(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

/* Breaks when an unknown key, a bad value or a missing condition passes, or when its message loses line or hint. */
static void errors_have_lines(void **state)
{
    static const struct {const char *ini, *where, *why;} cases[] = {
        {"[monitor]\nname = A\nwindo = 30\n", "m.ini:3", "unknown key \"windo\"; nearest: \"window\""},
        {"[monitr]\nname = A\n", "m.ini:1", "unknown section \"monitr\"; nearest: \"monitor\""},
        {"[monitor]\nwindow = 2 days\n", "m.ini:2", "3 to 366"},
        {"[monitor]\nwindow = many\n", "m.ini:2", "\"many\""},
        {"[category a]\ntitle = A\n", "m.ini:1", "no condition for category \"a\""},
        {"[category a]\nactor = blr\n\n[category a.b]\nbetween = blr.*\n", "m.ini:5", "between needs two sides"},
        {"[category a]\nbetween = blr | rus\nactor = ukr\n", "m.ini:1", "both between and actor"},
        {"[category a]\nactor = BLR\n", "m.ini:2", "no actor id: \"BLR\""},
        {"[category a]\nactor = blr.**\n", "m.ini:2", "no actor id"},
        {"[category a]\ntypes = CONSULT, ACUSE\n", "m.ini:2", "no event type \"ACUSE\"; nearest: \"ACCUSE\""},
        {"[category A]\nactor = blr\n", "m.ini:1", "no name for a category"},
        {"[source x]\nkind = feed\n", "m.ini:1", "no url for source \"x\""},
        {"[alert x]\ncategry = a\n", "m.ini:2", "nearest: \"category\""},
        {"[monitor]\nname = A\nname = B\n", "m.ini:3", "stands twice"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct monitor monitor;
        struct err err = {0};
        assert_false(monitor_read(arena, "m.ini", str_from(cases[i].ini), &monitor, &err));
        assert_string_equal(err.where, cases[i].where);
        if (strstr(err.why, cases[i].why) == NULL)
            fail_msg("%s\nis not said in: %s", cases[i].why, err.why);
    }
}

/* Breaks when values, parents or defaults are lost. */
static void values(void **state)
{
    struct monitor monitor;
    struct err err = {0};
    (void)state;
    assert_true(monitor_read(arena, "m.ini",
                             STR("[monitor]\nname = Test\nwindow = 14 days\nlanguages = en, ru\n[category a]\ntitle = The A\nbetween = blr.*, x | rus.*\n"
                                 "[category a.b.c]\nactor = ukr\n[category d]\n[category d.e]\nactor = *\n[source s]\nurl = http://s.example/\nevery = 1 h\n"),
                             &monitor, &err));
    assert_int_equal(monitor.window, 14);
    assert_int_equal(monitor.before, 180);
    assert_int_equal(monitor.languages.len, 2);
    assert_int_equal(monitor.categories.len, 4);
    assert_int_equal(monitor.categories.at[0].first.len, 2);
    assert_true(str_eq(monitor.categories.at[1].parent, STR("a")));
    assert_int_equal(monitor.categories.at[1].depth, 1);
    assert_true(str_eq(monitor.categories.at[3].parent, STR("d")));
    assert_true(str_eq(monitor_category_nearest(&monitor, STR("a.b.x")), STR("a.b.c")));
    assert_int_equal(monitor.sources.len, 1);
    /* Every key of the public example is known. */
    FILE *file = fopen("examples/belarus/monitor.ini", "r");
    if (file != NULL) {
        static char text[65536];
        size_t len = fread(text, 1, sizeof text, file);
        fclose(file);
        if (!monitor_read(arena, "examples/belarus/monitor.ini", (str){text, len}, &monitor, &err))
            fail_msg("%s: %s", err.where, err.why);
    }
}

static bool holds(const char *conditions, const struct event *event)
{
    struct monitor monitor;
    struct err err = {0};
    str ini = arena_printf(arena, "[category c]\n%s\n", conditions);
    if (!monitor_read(arena, "m.ini", ini, &monitor, &err))
        fail_msg("%s: %s", err.where, err.why);
    return monitor_category_matches(arena, &monitor.categories.at[0], event);
}

/* Breaks when a pattern holds a neighbour ("rus.*" and "rusalka"), or not its own top. */
static void patterns(void **state)
{
    struct str_list list = {0};
    (void)state;
    *LIST_ADD(arena, &list) = STR("rus.region.*");
    *LIST_ADD(arena, &list) = STR("blr");
    assert_true(monitor_actor_matches(&list, STR("rus.region")));
    assert_true(monitor_actor_matches(&list, STR("rus.region.smo")));
    assert_false(monitor_actor_matches(&list, STR("rus.regional")));
    assert_false(monitor_actor_matches(&list, STR("rus")));
    assert_true(monitor_actor_matches(&list, STR("blr")));
    assert_false(monitor_actor_matches(&list, STR("blr.gov")));
    assert_false(monitor_actor_matches(&list, STR("")));
}

/* Breaks when direction, reciprocity, unresolved parties, contexts or inflected words are judged wrongly. */
static void categories(void **state)
{
    struct event event = synthetic_event(arena, "1", "1", 100, "CONSULT", 1, STR("rus.region.smo"), STR("blr.mfa"));
    (void)state;
    assert_true(holds("between = blr.* | rus.*", &event));
    assert_true(holds("between = rus.* | blr.*", &event));
    assert_false(holds("between = rus.* | rus.*", &event));
    assert_false(holds("between = blr.* | ukr.*", &event));
    assert_true(holds("actor = rus.region.*\ntypes = AID, CONSULT", &event));
    assert_false(holds("actor = rus.region.*\ntypes = AID", &event));
    /* A governor acts for his region. */
    event.source.at[0].actor = STR("rus.person.ostrovsky");
    event.source.at[0].region = STR("rus.region.smo");
    assert_true(holds("actor = rus.region.*", &event));
    assert_true(holds("actor = rus.person.ostrovsky", &event));
    assert_false(holds("actor = rus.person.*", &event));
    event.source.at[0].actor = STR("rus.region.smo");
    event.source.at[0].region = STR("");
    assert_false(holds("actor = blr.*\ncontexts = military", &event));
    *LIST_ADD(arena, &event.contexts) = STR("military");
    assert_true(holds("actor = blr.*\ncontexts = election, military", &event));
    event.text = STR("Protesters marched through Minsk.");
    assert_true(holds("words = march", &event));
    assert_true(holds("words = protester", &event));
    assert_true(holds("words = protest*", &event));
    assert_false(holds("words = arch", &event));
    assert_true(holds("words = march through", &event));
    /* Both in the source of a mutual event: one each, and never one party for both sides. */
    event.recipient.len = 0;
    event.reciprocal = true;
    assert_false(holds("between = rus.* | rus.region.*", &event));
    *LIST_ADD(arena, &event.source) = synthetic_party(STR("blr"), STR("Minsk"), STR("BLR"));
    assert_true(holds("between = blr.* | rus.*", &event));
    event.reciprocal = false;
    assert_false(holds("between = blr.* | rus.*", &event));
    /* Somebody without an id counts below the country. */
    event = synthetic_event(arena, "1", "1", 100, "CONSULT", 1, STR("rus"), STR("blr"));
    event.recipient.at[0] = (struct participant){.text = STR("farmers"), .country = STR("BLR"), .sector = STR("AGR")};
    assert_true(holds("between = blr.* | rus.*", &event));
    assert_false(holds("between = blr | rus.*", &event));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(errors_have_lines), cmocka_unit_test(values), cmocka_unit_test(patterns),
                                       cmocka_unit_test(categories)};
    return cmocka_run_group_tests(tests, start, end);
}
