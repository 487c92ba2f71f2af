/* The tables of data/event: breaks when a line of theirs is wrong, when a frame no longer codes its own example, or when a broken line is not told
 * with file, line and reason. */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/base_folder.h"
#include "base/base_test.h"
#include "event/event_frame.h"

static void every_frame_codes_its_example(void **state)
{
    struct arena *arena = arena_make(0);
    struct text *text = NULL;
    struct actor *actor = NULL;
    struct err err = {0};
    struct buf out = buf_make(arena);
    (void)state;
    assert_true(text_open(&text, &err) && actor_open(&actor, &err));
    size_t problems = event_lint(arena, "data/event", text, actor, &out);
    if (problems)
        print_error("%.*s", STR_ARG(buf_str(&out)));
    assert_int_equal(problems, 0);
    actor_close(actor);
    text_close(text);
    arena_free(arena);
}

static void put(const char *name, const char *text)
{
    char path[512];
    struct err err = {0};
    assert_true(file_write(folder_path(path, name), str_from(text), &err));
}

static void broken_lines_are_named(void **state)
{
    struct arena *arena = arena_make(0);
    struct err err = {0};
    struct pack_out pack;
    struct buf out = buf_make(arena);
    (void)state;
    put("types.tsv", "root\tquad\tscore\tdefinition\nACCUSE\t3\tx\tblames\n");
    put("cameo.tsv", "code\tname\tplover\tmode\tgoldstein\n112\tAccuse\tACCUSE\tallege\t-2\n");
    put("classes.tsv", "class\twords\ntalks\ttalk|@nothing\n");
    put("governors.tsv", "pos\teffect\tlemmas\nv\tmaybe\thope\n");
    put("futures.tsv", "from\tcameo_from\ttype\tcameo_to\n");
    put("context-words.tsv", "context\tlemmas\n");
    put("landmark-words.tsv", "kind\tlemmas\n");
    put("frames.tsv", "frame\tpos\tpattern\ttype\tmode\tcameo\tcontexts\texample\n"
        "good\tv\tSOURCE accuse RECIPIENT\tACCUSE\tallege\t112\n"
        "pos\tx\tSOURCE accuse RECIPIENT\tACCUSE\tallege\t112\n"
        "type\tv\tSOURCE accuse RECIPIENT\tBLAME\t\t112\n"
        "code\tv\tSOURCE accuse RECIPIENT\tACCUSE\t\t999\n"
        "pattern\tv\tSOURCE (accuse RECIPIENT\tACCUSE\t\t112\n");
    assert_int_equal(event_tables_read(arena, folder, &pack, &out, &err), 7);
    str told = buf_str(&out);
    assert_true(str_has(told, STR("types.tsv:2: no number: \"x\"")));
    assert_true(str_has(told, STR("classes.tsv:2: no such word or class: \"@nothing\"")));
    assert_true(str_has(told, STR("governors.tsv:2: neither an effect")));
    assert_true(str_has(told, STR("frames.tsv:3: the part of speech is v, n or a, not: \"x\"")));
    assert_true(str_has(told, STR("frames.tsv:4: no such type: \"BLAME\"")));
    assert_true(str_has(told, STR("frames.tsv:5: no such CAMEO code: \"999\"")));
    assert_true(str_has(told, STR("frames.tsv:6: brackets do not match")));
    assert_int_equal(event_tables_read(arena, "/nowhere", &pack, &out, &err), SIZE_MAX);
    assert_int_equal(err.code, ERR_FILE);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_frame_codes_its_example), cmocka_unit_test(broken_lines_are_named)};
    return cmocka_run_group_tests(tests, folder_make, folder_end);
}
