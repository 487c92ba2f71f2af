/* test_add.c: articles into the archive: new, known, changed; what counts; analysts' articles; locks, full disks, folders without rights. */
#include "store/store_private.h"
#include "store/synthetic.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <sys/stat.h>
#include <sys/wait.h>

static struct arena *arena;
static char folder[256], monitor[300];

static int start(void **state)
{
    struct err err = {0};
    (void)state;
    arena = arena_make(0);
    return arena == NULL || synthetic_folder(folder) == NULL || !synthetic_monitor(folder, monitor, NULL, &err);
}

static int end(void **state)
{
    (void)state;
    arena_free(arena);
    synthetic_folder_end(folder);
    return 0;
}

static struct store *open_it(enum store_access access)
{
    struct store *store;
    struct err err = {0};
    if (!store_open(&store, monitor, access, &err))
        fail_msg("%s: %s", err.where, err.why);
    return store;
}

static struct store_added add_it(struct store *store, const struct coded_article *coded)
{
    struct store_added added;
    struct err err = {0};
    if (!store_add(store, coded, &added, &err))
        fail_msg("%s: %s", err.where, err.why);
    return added;
}

static void close_it(struct store *store)
{
    struct err err = {0};
    size_t problems;
    struct buf out = buf_make(arena);
    if (!store_check(store, arena, &out, &problems, &err))
        fail_msg("%s: %s", err.where, err.why);
    if (problems > 0)
        fail_msg("%.*s", STR_ARG(buf_str(&out)));
    assert_true(store_close(store, &err));
}

static uint32_t events_of(struct store *store, enum series_kind kind, const char *name, int quad)
{
    struct store_day_list days;
    struct err err = {0};
    uint32_t sum = 0;
    assert_true(store_series(store, arena, kind, str_from(name), DAY_NONE, DAY_NONE, &days, &err));
    for (size_t i = 0; i < days.len; i++)
        sum += days.at[i].events[quad - 1];
    return sum;
}

static const day june = 16226;      /* 2014-06-05 */

/* Breaks when one event told twice counts twice, an update leaves the old text's events in the counts, or a page is stored again. */
static void same_new_changed(void **state)
{
    struct store *store = open_it(STORE_WRITE);
    struct coded_article one = synthetic_article(arena, "http://a.example/1", "a.example", "One", "2014-06-05", "Text one.");
    struct coded_article two = synthetic_article(arena, "http://b.example/1", "b.example", "Two", "2014-06-06", "Text two.");
    (void)state;
    *LIST_ADD(arena, &one.events) = synthetic_event(arena, "e1", "meeting", june, "CONSULT", 1, STR("blr"), STR("rus.region.smo"));
    *LIST_ADD(arena, &one.events) = synthetic_event(arena, "e2", "blame", june, "ACCUSE", 3, STR("blr"), STR("rus"));
    *LIST_ADD(arena, &two.events) = synthetic_event(arena, "e3", "meeting", june, "CONSULT", 1, STR("blr"), STR("rus.region.smo"));
    assert_int_equal(add_it(store, &one).outcome, STORE_NEW);
    assert_int_equal(add_it(store, &two).outcome, STORE_NEW);
    assert_int_equal(add_it(store, &one).outcome, STORE_SAME);
    assert_int_equal(events_of(store, SERIES_CATEGORY, "russia", 1), 1);
    assert_int_equal(events_of(store, SERIES_CATEGORY, "russia.regions", 1), 1);
    assert_int_equal(events_of(store, SERIES_CATEGORY, "russia", 3), 1);
    assert_int_equal(events_of(store, SERIES_DYAD, "blr|rus", 1), 1);
    assert_int_equal(events_of(store, SERIES_DYAD, "blr|rus.region", 1), 1);
    assert_int_equal(events_of(store, SERIES_ACTOR, "rus", 1), 1);
    assert_int_equal(events_of(store, SERIES_TYPE, "ACCUSE", 3), 1);
    struct store_day_list days;
    struct err err = {0};
    assert_true(store_series(store, arena, SERIES_CATEGORY, STR("russia"), june, june, &days, &err));
    assert_int_equal(days.len, 1);
    assert_int_equal(days.at[0].reports[0], 2);
    /* The update of the first takes its accusation back. */
    struct coded_article update = one;
    update.article.modified = STR("2014-06-07");
    update.article.paragraphs.at = memcpy(arena_alloc(arena, sizeof *one.article.paragraphs.at), one.article.paragraphs.at, sizeof *one.article.paragraphs.at);
    update.article.paragraphs.at[0].text = STR("Text one, corrected.");
    update.events.len = 1;
    struct store_added added = add_it(store, &update);
    assert_int_equal(added.outcome, STORE_VERSION);
    assert_int_equal(added.article, 1);
    assert_int_equal(events_of(store, SERIES_CATEGORY, "russia", 3), 0);
    assert_int_equal(events_of(store, SERIES_CATEGORY, "russia", 1), 1);
    assert_int_equal(add_it(store, &one).outcome, STORE_SAME);    /* the older text comes again: known, and it does not become current */
    assert_int_equal(events_of(store, SERIES_CATEGORY, "russia", 3), 0);
    struct store_article article;
    bool found;
    assert_true(store_article(store, arena, 1, 0, &article, &found, &err) && found);
    assert_int_equal(article.version, 2);
    assert_int_equal(article.versions, 2);
    assert_true(str_eq(article.article.paragraphs.at[0].text, STR("Text one, corrected.")));
    assert_true(store_article(store, arena, 1, 1, &article, &found, &err) && found);
    assert_int_equal(article.events.len, 2);
    assert_true(str_eq(article.events.at[0].not_counted, STR("replaced")));
    close_it(store);
}

/* Breaks when a text without address is lost, stored twice from another file, or its changed file makes a second article. */
static void without_address(void **state)
{
    struct store *store = open_it(STORE_WRITE);
    struct coded_article one = synthetic_article(arena, "", "", "Plain", "", "A plain text of a file."), further = one, other = one, changed = one;
    (void)state;
    one.article.page = STR("plain.txt");
    further.article.page = STR("plain.txt");
    further.article.article = 1;
    further.article.title = STR("A second article of the page");
    other.article.page = STR("copy.txt");
    changed.article.page = STR("plain.txt");
    changed.article.paragraphs = (struct paragraph_list){0};
    *LIST_ADD(arena, &changed.article.paragraphs) = (struct paragraph){STR("Another text."), PARAGRAPH_TEXT};
    struct event event = synthetic_event(arena, "p1", "plain", june, "CONSULT", 1, STR("blr"), STR("lva"));
    event.recipient.at[0].actor = event.recipient.at[0].country = STR("");    /* somebody whom nobody knows */
    *LIST_ADD(arena, &one.events) = event;
    struct store_added added = add_it(store, &one);
    assert_int_equal(added.outcome, STORE_NEW);
    assert_int_equal(add_it(store, &one).outcome, STORE_SAME);
    assert_int_equal(add_it(store, &other).outcome, STORE_SAME);
    assert_int_equal(add_it(store, &further).outcome, STORE_NEW);
    assert_int_equal(add_it(store, &further).outcome, STORE_SAME);
    assert_int_equal(add_it(store, &changed).outcome, STORE_VERSION);
    assert_int_equal(add_it(store, &changed).article, added.article);
    close_it(store);
}

/* Breaks when an older text that is added later replaces the newer one (files do not come in order of time). */
static void older_text_comes_late(void **state)
{
    struct store *store = open_it(STORE_WRITE);
    struct coded_article newer = synthetic_article(arena, "http://late.example/1", "late.example", "Late", "2014-06-05T12:00", "New.");
    struct coded_article older = synthetic_article(arena, "http://late.example/1", "late.example", "Late", "2014-06-05T10:00", "Old.");
    struct store_article article;
    bool found;
    struct err err = {0};
    (void)state;
    *LIST_ADD(arena, &older.events) = synthetic_event(arena, "l1", "late", june, "COERCE", 4, STR("ukr"), STR("pol"));
    int64_t id = add_it(store, &newer).article;
    assert_int_equal(add_it(store, &older).outcome, STORE_VERSION);
    assert_true(store_article(store, arena, id, 0, &article, &found, &err) && found);
    assert_true(str_eq(article.article.paragraphs.at[0].text, STR("New.")));
    assert_int_equal(events_of(store, SERIES_DYAD, "pol|ukr", 4), 0);
    close_it(store);
}

/* Breaks when what must only be shown is counted, or its reason is lost. */
static void shown_not_counted(void **state)
{
    static const struct {unsigned aspects; day from, to; int quad; const char *type, *reason;} cases[] = {
        {ASPECT_NEGATED, june, june, 1, "CONSULT", "negated"}, {ASPECT_FUTURE, june, june, 1, "CONSULT", "future"},
        {ASPECT_HYPOTHETICAL, june, june, 1, "CONSULT", "hypothetical"}, {ASPECT_HISTORICAL, june, june, 1, "CONSULT", "historical"},
        {0, DAY_NONE, DAY_NONE, 1, "CONSULT", "undated"}, {0, june, june + 31, 1, "CONSULT", "undated"}, {0, june, june, 0, "", "statement"},
        {ASPECT_QUOTED, june, june + 30, 1, "CONSULT", ""},
    };
    struct store *store = open_it(STORE_WRITE);
    struct coded_article coded = synthetic_article(arena, "http://shown.example/1", "shown.example", "Shown", "2014-06-05", "Shown.");
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        str name = arena_printf(arena, "s%zu", i);
        struct event event = synthetic_event(arena, name.at, name.at, june, cases[i].type, cases[i].quad, STR("lva"), STR("est"));
        event.aspects = cases[i].aspects;
        event.day_from = cases[i].from;
        event.day_to = cases[i].to;
        *LIST_ADD(arena, &coded.events) = event;
    }
    struct store_added added = add_it(store, &coded);
    assert_int_equal(added.counted, 1);
    assert_int_equal(events_of(store, SERIES_DYAD, "est|lva", 1), 1);
    struct store_article article;
    bool found;
    struct err err = {0};
    assert_true(store_article(store, arena, added.article, 0, &article, &found, &err) && found);
    assert_int_equal(article.events.len, sizeof cases / sizeof *cases);
    for (size_t i = 0; i < article.events.len; i++) {
        assert_true(str_eq(article.events.at[i].not_counted, str_from(cases[i].reason)));
        assert_int_equal(article.events.at[i].counted, cases[i].reason[0] == 0);
    }
    assert_int_equal(article.events.at[7].at, june + 15);
    close_it(store);
}

/* Breaks when a field of a record does not come back as it went in. */
static void records_come_back(void **state)
{
    struct store *store = open_it(STORE_WRITE);
    struct coded_article coded = synthetic_article(arena, "http://back.example/1", "back.example", "Belarus\xE2\x80\x99 border", "2014-06-05T18:51", "First.");
    struct event event = synthetic_event(arena, "00112233445566aa", "00112233445566bb", june, "CONSULT", 1, STR("blr.person.lukashenko"), STR("rus"));
    (void)state;
    *LIST_ADD(arena, &coded.article.paragraphs) = (struct paragraph){STR("A heading"), PARAGRAPH_HEADING};
    *LIST_ADD(arena, &coded.article.authors) = STR("A \"B\" C");
    *LIST_ADD(arena, &coded.article.notes) = STR("date-contradicts-content: x");
    coded.article.image.credit = STR("Catholic.by");
    *LIST_ADD(arena, &event.quantities) = (struct quantity){STR("more than 200 representatives"), 200, (double)INFINITY, STR("persons")};
    *LIST_ADD(arena, &event.contexts) = STR("legislative");
    event.place_text = STR("Minsk");
    event.lat = 53.9;
    event.lon = 27.56;
    event.speaker = STR("the \xE2\x80\x9Cspeaker\xE2\x80\x9D");
    event.mode = STR("visit");
    *LIST_ADD(arena, &coded.events) = event;
    int64_t id = add_it(store, &coded).article;
    struct store_article back;
    bool found;
    struct err err = {0};
    assert_true(store_article(store, arena, id, 0, &back, &found, &err) && found);
    assert_true(str_eq(back.article.title, coded.article.title) && str_eq(back.article.authors.at[0], coded.article.authors.at[0]));
    assert_true(str_eq(back.article.notes.at[0], coded.article.notes.at[0]) && str_eq(back.article.image.credit, STR("Catholic.by")));
    assert_int_equal(back.article.paragraphs.len, 2);
    assert_int_equal(back.article.paragraphs.at[1].kind, PARAGRAPH_HEADING);
    assert_true(str_eq(back.article.paragraphs.at[1].text, STR("A heading")));
    const struct event *e = &back.events.at[0].event;
    assert_string_equal(e->id, event.id);
    assert_string_equal(e->key, event.key);
    assert_true(str_eq(e->speaker, event.speaker) && str_eq(e->mode, STR("visit")) && str_eq(e->contexts.at[0], STR("legislative")));
    assert_true(e->lat == 53.9 && e->quantities.len == 1 && e->quantities.at[0].low == 200 && isinf(e->quantities.at[0].high));
    assert_true(str_eq(e->source.at[0].actor, STR("blr.person.lukashenko")) && e->recipient.len == 1);
    assert_int_equal(back.categories.len, 2);
    close_it(store);
}

/* Breaks when an analyst's file is overlooked, counted without being asked, or stays after it is gone. */
static void notes(void **state)
{
    struct store *store = open_it(STORE_WRITE);
    struct store_note_list list;
    struct store_added added;
    struct err err = {0};
    char path[400];
    (void)state;
    synthetic_write(monitor, "notes/articles/mine.md", "---\ntitle: Mine\n---\nText.\n");
    assert_true(store_notes_list(store, arena, &list, &err));
    assert_int_equal(list.len, 1);
    assert_int_equal(list.at[0].state, STORE_NOTE_NEW);
    struct coded_article coded = synthetic_article(arena, "", "", "Mine", "2014-06-05", "Text.");
    coded.article.analyst = true;
    coded.article.code = false;
    coded.article.category = STR("russia");
    *LIST_ADD(arena, &coded.events) = synthetic_event(arena, "n1", "note", june, "CONSULT", 1, STR("swe"), STR("fin"));
    assert_true(store_note_put(store, &list.at[0], &coded, &added, &err));
    assert_int_equal(added.outcome, STORE_NEW);
    assert_int_equal(events_of(store, SERIES_DYAD, "fin|swe", 1), 0);
    assert_true(store_notes_list(store, arena, &list, &err));
    assert_int_equal(list.at[0].state, STORE_NOTE_KNOWN);
    synthetic_write(monitor, "notes/articles/mine.md", "---\ntitle: Mine\ncode: yes\n---\nText.\n");
    assert_true(store_notes_list(store, arena, &list, &err));
    assert_int_equal(list.at[0].state, STORE_NOTE_CHANGED);
    coded.article.code = true;
    assert_true(store_note_put(store, &list.at[0], &coded, &added, &err));
    assert_int_equal(added.outcome, STORE_VERSION);
    assert_int_equal(events_of(store, SERIES_DYAD, "fin|swe", 1), 1);
    struct store_filter filter = store_filter_all();
    struct store_article_list articles;
    uint64_t total;
    filter.category = STR("russia");
    filter.analyst = true;
    assert_true(store_article_list(store, arena, &filter, &articles, &total, &err));
    assert_int_equal(total, 1);
    snprintf(path, sizeof path, "%s/notes/articles/mine.md", monitor);
    assert_int_equal(remove(path), 0);
    assert_true(store_notes_list(store, arena, &list, &err));
    assert_int_equal(list.at[0].state, STORE_NOTE_GONE);
    uint64_t removals = store_removals(store);
    assert_true(store_note_put(store, &list.at[0], NULL, &added, &err));
    assert_int_equal(events_of(store, SERIES_DYAD, "fin|swe", 1), 0);
    assert_int_equal(store_removals(store), removals + 1);
    close_it(store);
}

/* Breaks when changed categories keep the old counts. */
static void categories_change(void **state)
{
    struct err err = {0};
    (void)state;
    struct store *store = open_it(STORE_READ);
    assert_int_equal(events_of(store, SERIES_CATEGORY, "baltic", 1), 0);
    assert_true(store_close(store, &err));
    synthetic_write(monitor, "monitor.ini", SYNTHETIC_INI "[category baltic]\nbetween = lva.* | est.*\n");
    store = open_it(STORE_READ);    /* a reader sees to it as well */
    assert_int_equal(events_of(store, SERIES_CATEGORY, "baltic", 1), 1);
    assert_int_equal(events_of(store, SERIES_CATEGORY, "russia.regions", 1), 1);
    close_it(store);
    synthetic_write(monitor, "monitor.ini", SYNTHETIC_INI);
    close_it(open_it(STORE_WRITE));
}

/* Breaks when two writers get in, or the second is not told who the first is. */
static void one_writer(void **state)
{
    struct store *store = open_it(STORE_WRITE), *second;
    struct err err = {0};
    char process[64];
    (void)state;
    assert_false(store_open(&second, monitor, STORE_WRITE, &err));
    assert_null(second);
    assert_int_equal(err.code, ERR_STORE);
    snprintf(process, sizeof process, "process %ld", (long)getpid());
    assert_non_null(strstr(err.why, process));
    struct store *reader = open_it(STORE_READ);
    err_reset(&err);
    assert_false(store_add(reader, &(struct coded_article){0}, NULL, &err));
    assert_true(store_close(reader, NULL));
    close_it(store);
    close_it(open_it(STORE_WRITE));
}

/* Breaks when a full disk leaves half an article, loses what was durable, or gives no clear error. */
static void disk_full(void **state)
{
    char full[400];
    struct err err = {0};
    struct store *store;
    struct store_summary summary;
    (void)state;
    snprintf(full, sizeof full, "%s/full", folder);
    assert_true(store_init(full, &err));
    assert_true(store_open(&store, full, STORE_WRITE, &err));
    assert_true(store_limit_pages(store, 220, &err));
    uint64_t n = 0;
    while (n < 100000) {
        struct arena *own = arena_make(0);
        struct coded_article coded = synthetic_number(own, n);
        bool right = store_add(store, &coded, NULL, &err);
        arena_free(own);
        if (!right)
            break;
        n++;
    }
    assert_true(n > 10 && n < 100000);
    assert_int_equal(err.code, ERR_STORE);
    assert_non_null(strstr(err.why, "disk is full"));
    uint64_t durable = store_durable(store);
    assert_true(durable > 0 && durable <= n);
    err_reset(&err);
    assert_false(store_add(store, &(struct coded_article){0}, NULL, &err));    /* it takes no more */
    store_close(store, NULL);
    err_reset(&err);
    assert_true(store_open(&store, full, STORE_WRITE, &err));
    assert_true(store_summary(store, &summary, &err));
    assert_int_equal(summary.versions, durable);
    close_it(store);
}

/* Breaks when a folder that may not be written gives a crash or silence; readers must still read. Needs a user who is not root. */
static void read_only_folder(void **state)
{
    (void)state;
    char command[600];
    snprintf(command, sizeof command, "chmod 0755 '%s' && chmod -R a+rX,a-w '%s'", folder, monitor);
    assert_int_equal(system(command), 0);
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        struct err err = {0};
        struct store *store;
        struct store_summary summary;
        int failed = 0;
        if (getuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0))
            _exit(0);
        if (store_open(&store, monitor, STORE_WRITE, &err) || err.code != ERR_STORE || strstr(err.why, "cannot be written") == NULL)
            failed = 1;
        err_reset(&err);
        if (!store_open(&store, monitor, STORE_READ, &err) || !store_summary(store, &summary, &err) || summary.articles == 0)
            failed |= 2;
        store_close(store, NULL);
        _exit(failed);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    snprintf(command, sizeof command, "chmod -R u+w '%s'", monitor);
    assert_int_equal(system(command), 0);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
}

/* Breaks when a folder without monitor, a second init or a damaged archive is not refused in words. */
static void unusable(void **state)
{
    struct store *store;
    struct err err = {0};
    char path[400], file[500];
    (void)state;
    assert_false(store_open(&store, folder, STORE_READ, &err));
    assert_non_null(strstr(err.why, "is no monitor"));
    err_reset(&err);
    assert_false(store_init(monitor, &err));
    assert_non_null(strstr(err.why, "already"));
    err_reset(&err);
    snprintf(path, sizeof path, "%s/bad", folder);
    assert_true(store_init(path, &err));
    snprintf(file, sizeof file, "%s/monitor.db", path);
    synthetic_write(path, "monitor.db", "this is no archive at all, and it is long enough to be looked at .......................................................");
    assert_false(store_open(&store, path, STORE_READ, &err));
    assert_non_null(strstr(err.why, "damaged"));
}

/* Breaks when an allocation that fails leaves half an article or a statement open. */
static void memory_fails(void **state)
{
    struct store *store = open_it(STORE_WRITE);
    struct coded_article coded = synthetic_number(arena, 7);
    struct err err = {0};
    struct store_summary before, after;
    long n = 0;
    (void)state;
    coded.article.url = STR("http://memory.example/1");
    assert_true(store_summary(store, &before, &err));
    for (;; n++) {
        err_reset(&err);
        arena_fail_after(store->scratch, n);
        bool right = store_add(store, &coded, NULL, &err);
        arena_fail_after(store->scratch, -1);
        if (right)
            break;
        assert_int_equal(err.code, ERR_MEMORY);
        err_reset(&err);
        assert_true(store_summary(store, &after, &err));
        assert_int_equal(after.versions, before.versions);
    }
    assert_true(n > 5);
    close_it(store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(same_new_changed), cmocka_unit_test(without_address), cmocka_unit_test(older_text_comes_late), cmocka_unit_test(shown_not_counted),
                                       cmocka_unit_test(records_come_back), cmocka_unit_test(notes), cmocka_unit_test(categories_change),
                                       cmocka_unit_test(one_writer), cmocka_unit_test(disk_full), cmocka_unit_test(read_only_folder),
                                       cmocka_unit_test(unusable), cmocka_unit_test(memory_fails)};
    return cmocka_run_group_tests(tests, start, end);
}
