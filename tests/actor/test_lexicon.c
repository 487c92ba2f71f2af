/* test_lexicon.c: the compiled lexicon, its ids, and the check of the tables. */
#include "actor_test.h"

#include <math.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "actor/actor_atom.h"

static str spelled(struct arena *arena, const char *name)
{
    char key[ATOM_KEY_ROOM];
    size_t len = atom_spelling(str_from(name), key, sizeof key);
    return arena_str(arena, (str){key, len});
}

/* Breaks for: transliterations of one name that get different keys, or different names that get one. */
static void test_spelling(void **state)
{
    static const char *const same[][2] = {
        {"Lukashenko", "Лукашэнка"}, {"Lukašenka", "Лукашенко"}, {"Lukashenka", "Lukachenko"}, {"Uladzimir", "Vladimir"}, {"Sergei", "Siarhiej"},
        {"Golovchenko", "Halouchanka"}, {"Alexander", "Aliaksandr"}, {"Yevgeny", "Evgeny"}, {"Khvostov", "Хвостов"}, {"Shushkevich", "Шушкевіч"},
    };
    struct arena *arena = ((struct actor_test *)*state)->arena;
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        str a = spelled(arena, same[i][0]), b = spelled(arena, same[i][1]);
        if (i == 2)
            assert_false(str_eq(a, b));                  /* a French ch is not an English sh */
        else if (!str_eq(a, b))
            fail_msg("%s gives %s, %s gives %s", same[i][0], a.at, same[i][1], b.at);
    }
    assert_false(str_eq(spelled(arena, "Makei"), spelled(arena, "Medvedev")));
    assert_int_equal(spelled(arena, "aeiou").len, 0);
}

/* Breaks for: entries that lose their id, name, country, sector, point or order. */
static void test_entries(void **state)
{
    struct actor_test *test = *state;
    struct actor_entry entry, before = {0};
    assert_true(actor_entry_find(test->actor, STR("rus.leg.federation-council"), &entry));
    assert_string_equal("Federation Council", arena_str(test->arena, entry.name).at);
    assert_string_equal("LEG", arena_str(test->arena, entry.sector).at);
    assert_true(actor_entry_find(test->actor, STR("blr.place.minsk"), &entry));
    assert_true(fabs(entry.lat - 53.9) < 0.05 && fabs(entry.lon - 27.57) < 0.05);
    assert_true(actor_entry_find(test->actor, STR("rus.region.smo"), &entry));
    assert_true(fabs(entry.lat - 54.78) < 0.05);         /* its capital's */
    assert_true(actor_entry_find(test->actor, STR("kaz.gov.foreign-minister"), &entry));
    assert_false(actor_entry_find(test->actor, STR("kaz.gov.foreign-ministe"), &entry));
    assert_false(actor_entry_find(test->actor, STR(""), &entry));
    for (size_t i = 0; i < actor_entry_count(test->actor); i++) {
        actor_entry_at(test->actor, i, &entry);
        assert_true(entry.id.len > 0 && entry.name.len > 0 && entry.source.len > 0);
        assert_true(i == 0 || str_cmp(before.id, entry.id) < 0);
        assert_true(entry.country.len == 3 || entry.country.len == 0);
        before = entry;
    }
}

static day day_at(const char *text)
{
    day at = DAY_NONE;
    assert_true(day_read(str_from(text), &at));
    return at;
}

/* Breaks for: memberships that are not compiled, or whose dates do not count. */
static void test_members(void **state)
{
    const struct actor *actor = ((struct actor_test *)*state)->actor;
    assert_true(actor_member(actor, STR("nato"), STR("pol"), day_at("2005-01-01")));
    assert_false(actor_member(actor, STR("nato"), STR("pol"), day_at("1995-01-01")));
    assert_false(actor_member(actor, STR("nato"), STR("blr"), DAY_NONE));
    assert_true(actor_member(actor, STR("nato"), STR("pol"), DAY_NONE));
    assert_false(actor_member(actor, STR("no-such-thing"), STR("pol"), DAY_NONE));
}

/* Breaks for: an id whose parent in the tree is not what it ought to count in. */
static void test_parent(void **state)
{
    (void)state;
    assert_true(str_eq(actor_parent(STR("blr.person.lukashenko")), STR("blr.person")));
    assert_true(str_eq(actor_parent(STR("blr.person")), STR("blr")));
    assert_true(str_eq(actor_parent(STR("blr")), STR("")));
    assert_true(str_eq(actor_parent(STR("")), STR("")));
}

/* Breaks for: a line of data/actor that the compiler refuses. */
static void test_tables_clean(void **state)
{
    struct actor_test *test = *state;
    struct buf out = buf_make(test->arena);
    size_t problems = actor_lint(test->arena, "data/actor", &out);
    if (problems > 0)
        fail_msg("%.*s", STR_ARG(buf_str(&out)));
}

static const char *const tables[] = {"words.tsv", "countries.tsv", "sectors.tsv", "regions.tsv", "offices.tsv", "bodies.tsv", "organisations.tsv",
                                     "metonyms.tsv", "places.tsv", "cities.tsv", "agents.tsv", "people.tsv", "holders.tsv", "memberships.tsv"};

/* A copy of data/actor in folder with one line added to a table. */
static void copy_tables(struct arena *arena, const char *folder, const char *table, const char *line)
{
    char path[512];
    struct err err = {0};
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        str text;
        snprintf(path, sizeof path, "data/actor/%s", tables[i]);
        assert_true(file_read(arena, path, 0, &text, &err));
        if (strcmp(tables[i], table) == 0)
            text = arena_printf(arena, "%.*s%s%s\n", STR_ARG(text), text.at[text.len - 1] == '\n' ? "" : "\n", line);
        snprintf(path, sizeof path, "%s/%s", folder, tables[i]);
        assert_true(file_write(path, text, &err));
    }
}

/* Breaks for: two holders of one office that nobody is told of, and a count of general knowledge that is not there. */
static void test_notes(void **state)
{
    struct actor_test *test = *state;
    char folder[] = "/tmp/actor-test-XXXXXX", path[512];
    struct buf out = buf_make(test->arena);
    assert_non_null(mkdtemp(folder));
    copy_tables(test->arena, folder, "holders.tsv", "blr.person.makei\tblr\t\thead-of-state\t\t2001\t2003\tno\tA\tgk");
    assert_int_equal(actor_lint(test->arena, folder, &out), 0);
    assert_true(str_has(buf_str(&out), STR("rows rest on general knowledge alone")));
    assert_true(str_has(buf_str(&out), STR(": two holders of head-of-state of blr: blr.person.lukashenko, blr.person.makei")));
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, tables[i]);
        unlink(path);
    }
    rmdir(folder);
}

/* Breaks for: a broken line that passes, that is not told with its file and number, or that stops the others. */
static void test_broken_lines(void **state)
{
    static const struct {const char *table, *line, *wanted;} cases[] = {
        {"countries.tsv", "xyz\tXYZ\tNowhere\t\t\t\t\t\t\t\t\tstate\t\tTOOLONG\tgk", "a country needs three letters of PLOVER, not \"TOOLONG\""},
        {"countries.tsv", "blr\tBLR\tBelarus again", "this id was given before: \"blr\""},
        {"organisations.tsv", "nam\tNon-Aligned Movement\t\tigo\t\t\t\tIGO\t\t\t\tgk", "this id is that of a country or region: \"nam\""},
        {"regions.tsv", "zzz.region.a\t\tzzz\tSomewhere", "no table has the id \"zzz\""},
        {"places.tsv", "blr.place.x\tX\t\tblr\t\t99.5\t27\tcity\t\tgk", "these are no degrees: \"99.5\""},
        {"holders.tsv", "blr.person.makei\tblr\t\tchief-of-nothing\t\t2001", "offices.tsv has no office \"chief-of-nothing\""},
        {"holders.tsv", "blr.person.makei\tblr\t\tforeign-minister\t\t2001-13-40", "this is no date: \"2001-13-40\""},
        {"holders.tsv", "blr.person.makei\tblr\t\tforeign-minister\t\t2012\t2010", "this term ends before it begins:"},
        {"words.tsv", "no-such-class\tword", "there is no class of words \"no-such-class\""},
        {"agents.tsv", "a\tb\tc\td\te\tf\tg\th\ti", "the line has 9 fields, the header 7"},
    };
    struct actor_test *test = *state;
    char folder[] = "/tmp/actor-test-XXXXXX", path[512];
    assert_non_null(mkdtemp(folder));
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf out = buf_make(test->arena);
        copy_tables(test->arena, folder, cases[i].table, cases[i].line);
        size_t problems = actor_lint(test->arena, folder, &out);
        str text = buf_str(&out);
        if (problems == 0 || !str_has(text, str_from(cases[i].wanted)) || !str_has(text, str_from(cases[i].table)))
            fail_msg("%s: \"%s\" gave \"%.*s\"", cases[i].table, cases[i].line, STR_ARG(text));
    }
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, tables[i]);
        unlink(path);
    }
    struct buf out = buf_make(test->arena);
    assert_true(actor_lint(test->arena, folder, &out) > 0);    /* a table that is not there */
    rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_spelling), cmocka_unit_test(test_entries), cmocka_unit_test(test_parent),
                                       cmocka_unit_test(test_tables_clean), cmocka_unit_test(test_members), cmocka_unit_test(test_notes), cmocka_unit_test(test_broken_lines)};
    return cmocka_run_group_tests(tests, actor_setup, actor_teardown);
}
