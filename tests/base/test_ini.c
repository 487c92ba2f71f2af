/* test_ini.c: breaks if a setting is lost, goes to another section, or a mistake in monitor.ini is not named with its line. */
#include "base/base_test.h"
#include "base/buf.h"
#include "base/ini.h"

static const char example[] =
    "\xEF\xBB\xBF# what to watch\n"
    "[monitor]\n"
    "name = Belarus = a neighbour\r\n"
    "about =\n"
    "    first line\n"
    "\t; not this one\n"
    "    second line  \n"
    "\n"
    "[ category  russia.kremlin ]\n"
    "; comment\n"
    "actor=blr\n"
    "actor = rus\n"
    "words = one\n"
    "  two\n"
    "[claim West first]";

static void reads_sections(void **state)
{
    (void)state;
    struct arena *arena = arena_make(0);
    struct ini ini;
    assert_true(ini_read(arena, "monitor.ini", str_from(example), &ini, NULL));
    assert_int_equal(ini.count, 3);
    assert_str(ini.sections[0].kind, "monitor");
    assert_str(ini.sections[0].name, "");
    assert_str(ini_find(&ini.sections[0], STR("name")), "Belarus = a neighbour");
    assert_str(ini_find(&ini.sections[0], STR("about")), "first line\nsecond line");
    assert_int_equal(ini.sections[0].count, 2);
    assert_str(ini.sections[1].kind, "category");
    assert_str(ini.sections[1].name, "russia.kremlin");
    assert_int_equal(ini.sections[1].line, 9);
    assert_int_equal(ini.sections[1].count, 3);
    assert_str(ini_find(&ini.sections[1], STR("actor")), "blr");
    assert_str(ini.sections[1].entries[1].value, "rus");
    assert_int_equal(ini.sections[1].entries[1].line, 12);
    assert_str(ini_find(&ini.sections[1], STR("words")), "one\ntwo");
    assert_str(ini_find(&ini.sections[1], STR("name")), "");
    assert_str(ini.sections[2].name, "West first");
    assert_int_equal(ini.sections[2].count, 0);
    assert_true(ini_read(arena, "monitor.ini", STR(""), &ini, NULL));
    assert_int_equal(ini.count, 0);
    arena_free(arena);
}

static void names_the_line_of_a_mistake(void **state)
{
    (void)state;
    static const struct {const char *text, *message;} examples[] = {
        {"[monitor]\nname Belarus\n", "m.ini:2: neither a section [kind NAME] nor a line key = value: \"name Belarus\""},
        {"[monitor]\n= x\n", "m.ini:2: neither a section [kind NAME] nor a line key = value: \"= x\""},
        {"\n\nname = x\n", "m.ini:3: the key \"name\" stands before the first section"},
        {"[category west\n", "m.ini:1: a section is written [kind NAME] and this one has no ] at its end"},
        {"[ ]\n", "m.ini:1: a section is written [kind NAME] and this one is empty"},
        {"[monitor]\n  x\n", "m.ini:2: an indented line continues a value, and there is none before it"},
        {"[a]\nb = c\n\n  x\n", "m.ini:4: an indented line continues a value, and there is none before it"},
        {"[a]\nb = c\n[d]\n  x\n", "m.ini:4: an indented line continues a value, and there is none before it"},
        {"[a b]\n[a c]\n[a  b]\n", "m.ini:3: the section [a b] is already in line 1"},
        {"[a]\n[a]\n", "m.ini:2: the section [a] is already in line 1"},
    };
    for (size_t i = 0; i < sizeof examples / sizeof examples[0]; i++) {
        struct arena *arena = arena_make(0);
        struct err err = {0};
        struct ini ini;
        assert_false(ini_read(arena, "m.ini", str_from(examples[i].text), &ini, &err));
        assert_err(&err, ERR_INPUT, examples[i].message);
        arena_free(arena);
    }
}

/* Breaks if a value of very many lines costs the square of them in memory. */
static void bounds_long_values(void **state)
{
    (void)state;
    enum {LINES = 100000};
    struct arena *arena = arena_make(0);
    struct ini ini;
    struct buf text = buf_make(arena);
    buf_add(&text, STR("[a]\nb =\n"));
    for (int i = 0; i < LINES; i++)
        buf_add(&text, STR(" x\n"));
    size_t before = arena_used(arena);
    assert_true(ini_read(arena, "m.ini", buf_str(&text), &ini, NULL));
    assert_int_equal(ini_find(&ini.sections[0], STR("b")).len, 2 * LINES - 1);
    assert_true(arena_used(arena) - before < 20 * LINES);
    arena_free(arena);
}

static void read_stage(void *arena)
{
    struct ini ini;
    assert_true(ini_read(arena, "monitor.ini", str_from(example), &ini, NULL));
    assert_int_equal(ini.count, 3);
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    struct arena *arena = arena_make(0);
    assert_true(test_every_allocation(arena, read_stage, arena) >= 6);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_sections), cmocka_unit_test(names_the_line_of_a_mistake), cmocka_unit_test(bounds_long_values),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
