/* test_status.c: the status of a small world in a store: Belarus and Russia talk for a year, then quarrel; the regions go on; trends; overrides. */
#include "status/status_private.h"
#include "store/synthetic.h"
#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

static struct arena *arena;
static char folder[256], monitor[300];
static struct store *store;
static const day start_day = 16071; /* 2014-01-01 */
static const day quarrel = 16071 + 370, end_day = 16071 + 399;    /* 2015-01-06, 2015-02-04 */
static uint64_t number;

/* One page with one event. */
static void tell(day at, const char *host, const char *type, int quad, const char *source, const char *recipient)
{
    char published[12];
    struct err err = {0};
    struct arena *own = arena_make(0);
    day_write(at, published);
    struct coded_article coded = synthetic_article(own, arena_printf(own, "http://%s/%llu", host, (unsigned long long)number).at, host,
                                                   arena_printf(own, "Page %llu", (unsigned long long)number).at, published, "Text.");
    coded.article.title = str_from(arena_printf(own, "Page %llu", (unsigned long long)number).at);
    char id[17];
    snprintf(id, sizeof id, "%016llx", (unsigned long long)(0xE000 + number));
    if (type[0] != 0)
        *LIST_ADD(own, &coded.events) = synthetic_event(own, id, id, at, type, quad, str_from(source), str_from(recipient));
    number++;
    if (!store_add(store, &coded, NULL, &err))
        fail_msg("%s: %s", err.where, err.why);
    arena_free(own);
}

static int start(void **state)
{
    struct err err = {0};
    (void)state;
    arena = arena_make(0);
    if (arena == NULL || synthetic_folder(folder) == NULL || !synthetic_monitor(folder, monitor, SYNTHETIC_INI "[category quiet]\nbetween = swe.* | fin.*\n", &err)
        || !store_open(&store, monitor, STORE_WRITE, &err))
        return 1;
    for (day at = start_day; at <= end_day; at++) {
        bool now = at >= quarrel;
        const char *host = at % 2 ? "a.example" : "b.example";
        for (int i = 0; i < 3; i++)
            tell(at, i == 2 ? "c.example" : host, "", 0, "", "");
        if (now ? at % 10 == 0 : at % 2 == 0)
            tell(at, host, "CONSULT", 1, "blr.mfa", "rus.kremlin");
        if (now ? at % 2 == 0 : at % 10 == 0)
            tell(at, host, "ACCUSE", 3, "rus.kremlin", "blr");
        if (at % 3 == 0)
            tell(at, "c.example", "COOPERATE", 2, "rus.region.smo", "blr.region.mog");
    }
    for (day at = end_day - 6; at <= end_day; at += 2)
        tell(at, "a.example", "AID", 2, "blr.mfa", "chn");
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

static struct status category(const char *name, day date, bool details)
{
    struct status status;
    struct err err = {0};
    bool found;
    if (!status_category(store, arena, str_from(name), date, details, &status, &found, &err) || !found)
        fail_msg("%s: %s", err.where, err.why);
    assert_true(utf8_chars(status.reason) > 20 && utf8_chars(status.reason) <= 170);
    assert_true(str_ends(status.reason, STR(".")));
    return status;
}

/* Breaks when the turn is not seen, is seen where nothing happened, or is dated to the wrong weeks. */
static void turn(void **state)
{
    (void)state;
    struct status s = category("russia", end_day, false);
    assert_int_equal(s.status, STATUS_DETERIORATING);
    assert_true(s.since >= quarrel + 5 && s.since <= quarrel + 28);
    assert_int_equal(s.was == STATUS_DETERIORATING, 0);
    assert_false(s.since_bounded);
    assert_non_null(strstr(arena_printf(arena, "%.*s", STR_ARG(s.reason)).at, "2015"));
    assert_int_equal(category("russia", quarrel - 1, false).status, STATUS_UNCHANGED);
    s = category("russia.regions", end_day, false);
    assert_int_equal(s.status, STATUS_UNCHANGED);
    assert_int_equal(s.events, 10);
    assert_true(s.since < quarrel - 60);
    s = category("quiet", end_day, false);
    assert_int_equal(s.status, STATUS_UNCLEAR);
    assert_int_equal(s.events, 0);
}

/* Breaks when `since` is not the first day of the run: the day before must have another word. */
static void since_is_exact(void **state)
{
    struct status s = category("russia", end_day, false);
    (void)state;
    assert_int_equal(category("russia", s.since, false).status, s.status);
    assert_int_equal(category("russia", s.since - 1, false).status, s.was);
    assert_true(s.was != s.status);
}

/* Breaks when the board and a category's own page disagree, or weeks count other days. */
static void board_and_weeks_agree(void **state)
{
    struct status_list board;
    struct status_week_list weeks;
    struct err err = {0};
    (void)state;
    assert_true(status_board(store, arena, end_day, &board, &err));
    assert_int_equal(board.len, 5);
    for (size_t i = 0; i < board.len; i++) {
        struct status one = category(arena_printf(arena, "%.*s", STR_ARG(board.at[i].category)).at, end_day, true);
        assert_int_equal(one.status, board.at[i].status);
        assert_int_equal(one.since, board.at[i].since);
        assert_true(str_eq(one.reason, board.at[i].reason));
    }
    assert_true(status_weeks(store, arena, SERIES_CATEGORY, STR("russia"), end_day, 10, &weeks, &err));
    assert_int_equal(weeks.len, 10);
    uint32_t sum = 0;
    for (size_t i = 0; i < weeks.len; i++) {
        assert_int_equal(weeks.at[i].status, category("russia", weeks.at[i].at, false).status);
        sum += weeks.at[i].events[2];
    }
    struct store_day_list days;
    assert_true(store_series(store, arena, SERIES_CATEGORY, STR("russia"), end_day - 69, end_day, &days, &err));
    for (size_t i = 0; i < days.len; i++)
        sum -= days.at[i].events[2];
    assert_int_equal(sum, 0);
}

/* Breaks when leaving a conflict out does not help, or leaving a friendly event out does. */
static void moves_have_signs(void **state)
{
    struct status s = category("russia", end_day, true);
    (void)state;
    assert_true(s.moves.len > 5);
    for (size_t i = 0; i < s.moves.len; i++) {
        if (s.moves.at[i].quad >= 3)
            assert_true(s.moves.at[i].effect < 0);
        if (i > 0)
            assert_true(fabs(s.moves.at[i].effect) <= fabs(s.moves.at[i - 1].effect));
    }
    for (size_t i = 0; i < s.flips.len; i++)
        assert_true(s.flips.at[i].becomes != s.computed && s.flips.at[i].name.len > 0);
    /* The regions are told by one source alone: without it there is nothing left to judge. */
    s = category("russia.regions", end_day, true);
    bool found = false;
    for (size_t i = 0; i < s.flips.len; i++)
        found = found || (s.flips.at[i].leave == STATUS_LEAVE_SOURCE && str_eq(s.flips.at[i].name, STR("c.example"))
                          && s.flips.at[i].becomes == STATUS_UNCLEAR);
    assert_true(found);
}

/* Breaks when sources that fell silent leave a status standing. */
static void silence(void **state)
{
    (void)state;
    struct status s = category("russia", end_day + 45, false);
    assert_int_equal(s.status, STATUS_UNCLEAR);
    s = category("russia", end_day + 20, false);
    assert_int_equal(s.sources_known, 3);
    assert_int_equal(s.sources_heard, 3);
    assert_true(s.coverage == 1);
}

/* Breaks when an override does not hold on its days, hides what was computed, or a wrong line is passed over. */
static void overrides(void **state)
{
    struct status status;
    struct err err = {0};
    bool found;
    (void)state;
    synthetic_write(monitor, "notes/overrides.tsv", "# licence: none\ncategory\tstatus\tfrom\tto\tauthor\treason\n"
                                                    "russia\tunchanged\t2015-02-01\t2015-02-04\tN. N.\tA quarrel of words.\n");
    struct status s = category("russia", end_day, false);
    assert_int_equal(s.status, STATUS_UNCHANGED);
    assert_int_equal(s.computed, STATUS_DETERIORATING);
    assert_true(s.override.is && str_eq(s.override.reason, STR("A quarrel of words.")));
    assert_int_equal(s.since, end_day - 3);
    assert_int_equal(s.was, STATUS_DETERIORATING);
    assert_int_equal(category("russia", end_day - 4, false).status, STATUS_DETERIORATING);
    synthetic_write(monitor, "notes/overrides.tsv", "category\tstatus\tfrom\tto\tauthor\treason\nrusia\tunchanged\t2015-02-01\t\tN. N.\tx\n");
    assert_false(status_category(store, arena, STR("russia"), end_day, false, &status, &found, &err));
    assert_non_null(strstr(err.where, "overrides.tsv:2"));
    assert_non_null(strstr(err.why, "nearest: \"russia\""));
    synthetic_write(monitor, "notes/overrides.tsv", "");
}

/* Breaks when the record of INTERFACES loses a key or its order. */
static void json(void **state)
{
    struct status s = category("russia", end_day, true);
    struct buf buf = buf_make(arena);
    struct json_out out = json_out_make(&buf);
    const struct json *value;
    struct err err = {0};
    static const char *const keys[] = {"category", "title", "date", "status", "since", "p", "reason", "events", "reports", "coverage", "moves", "flips",
                                       "override"};
    (void)state;
    status_write(&s, &out);
    assert_true(json_read(arena, buf_str(&buf), false, &value, &err));
    assert_int_equal(value->count, sizeof keys / sizeof *keys);
    for (size_t i = 0; i < value->count; i++)
        assert_true(str_eq(value->children[i].key, str_from(keys[i])));
    assert_true(str_eq(json_find_str(value, STR("status")), STR("deteriorating")));
}

static const struct trend *trend_find(const struct trend_list *list, enum trend_kind kind, const char *name)
{
    for (size_t i = 0; i < list->len; i++)
        if (list->at[i].kind == kind && str_eq(list->at[i].name, str_from(name)))
            return &list->at[i];
    return NULL;
}

/* Breaks when the quarrel, the silence of talks or the new pair is missed, one thing is told at every level, or quiet times have trends. */
static void trends(void **state)
{
    struct trend_list list;
    struct err err = {0};
    (void)state;
    assert_true(status_trends(store, arena, end_day, &list, &err));
    const struct trend *accuse = trend_find(&list, TREND_BURST, "ACCUSE");
    if (accuse == NULL)
        accuse = trend_find(&list, TREND_RISE, "ACCUSE");
    assert_non_null(accuse);
    assert_true(accuse->q <= 0.05 && accuse->evidence.len == 5 && accuse->evidence.at[0].at >= accuse->evidence.at[4].at);
    if (accuse->kind == TREND_BURST)
        assert_true(accuse->from >= quarrel - 7 && accuse->from <= quarrel + 14);
    assert_non_null(trend_find(&list, TREND_FALL, "CONSULT"));
    const struct trend *pair = trend_find(&list, TREND_NEW_PAIR, "blr.mfa|chn");
    if (pair == NULL)
        pair = trend_find(&list, TREND_NEW_PAIR, "blr|chn");
    assert_non_null(pair);
    assert_int_equal(pair->events, 4);
    assert_int_equal(pair->from, end_day - 6);
    size_t pairs = 0;
    for (size_t i = 0; i < list.len; i++) {
        pairs += list.at[i].kind == TREND_NEW_PAIR;
        assert_true(list.at[i].sentence.len > 20);
        if (i > 0)
            assert_true(list.at[i].from <= list.at[i - 1].from);
    }
    assert_int_equal(pairs, 1);
    assert_true(status_trends(store, arena, quarrel - 30, &list, &err));
    assert_int_equal(list.len, 0);
    assert_true(status_trends(store, arena, start_day, &list, &err));
    assert_int_equal(list.len, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(turn), cmocka_unit_test(since_is_exact), cmocka_unit_test(board_and_weeks_agree),
                                       cmocka_unit_test(moves_have_signs), cmocka_unit_test(silence), cmocka_unit_test(overrides),
                                       cmocka_unit_test(json), cmocka_unit_test(trends)};
    return cmocka_run_group_tests(tests, start, end);
}
