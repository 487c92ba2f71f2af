/* test_cases.c: whole pages against their expected records, as files that anyone can add to.
 *
 * tests/page/cases/NAME.html (.txt, .md) is read with the address http://news.example/NAME; NAME.out holds the records, one a line. It
 * would break for any change of what the reader makes of a page. A new case: write the page, run this test with
 * PAGE_CASES_WRITE=1 set, and read the .out before committing it.
 */
#include "page_case.h"
#include <dirent.h>

static str read_all(struct arena *arena, const char *path)
{
    str text;
    struct err err = {0};
    char why[1100];
    if (!file_read(arena, path, 0, &text, &err))
        fail_msg("%s", err_text(&err, why, sizeof why));
    return text;
}

static str records_of(struct arena *arena, const char *path, const char *name)
{
    str bytes = read_all(arena, path);
    struct raw_document document = intake_memory(str_from(name), arena_printf(arena, "http://news.example/%s", name), STR(""), bytes);
    struct article_list list = page_case_read(arena, &document);
    struct buf buf = buf_make(arena);
    for (size_t i = 0; i < list.len; i++) {
        struct json_out out = json_out_make(&buf);
        page_article_write(&list.at[i], &out);
        buf_add_char(&buf, '\n');
    }
    return buf_take(&buf);
}

static bool case_check(const char *folder, const char *name)
{
    struct arena *arena = arena_make(0);
    char path[512], expected[520];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    snprintf(expected, sizeof expected, "%.*s.out", (int)(strrchr(path, '.') - path), path);
    str got = records_of(arena, path, name);
    struct err err = {0};
    if (getenv("PAGE_CASES_WRITE"))
        assert_true(file_write(expected, got, &err));
    bool same = str_eq(got, read_all(arena, expected));
    if (!same)
        print_error("%s differs from %s; got:\n%.*s\n", path, expected, STR_ARG(got));
    arena_free(arena);
    return same;
}

static void folder_check(const char *folder, unsigned least)
{
    DIR *dir = opendir(folder);
    struct dirent *entry;
    unsigned cases = 0, wrong = 0;
    assert_non_null(dir);
    while ((entry = readdir(dir)))
        if (entry->d_name[0] != '.' && strrchr(entry->d_name, '.') && strcmp(strrchr(entry->d_name, '.'), ".out") != 0) {
            cases++;
            wrong += !case_check(folder, entry->d_name);
        }
    closedir(dir);
    assert_int_equal(wrong, 0);
    assert_true(cases >= least);                        /* fails where the files are not found */
}

static void test_cases(void **state)
{
    (void)state;
    folder_check("tests/page/cases", 5);
}

static void test_seed(void **state)
{
    (void)state;
    folder_check("tests/page/seed", 1);
}

/* The first page that the project was made for: its own article without furniture, then the one under "Similar articles". */
static void test_seed_fields(void **state)
{
    (void)state;
    struct arena *arena = arena_make(0);
    struct raw_document document = intake_memory(STR("page.txt"), STR(""), STR(""), read_all(arena, "tests/page/seed/page.txt"));
    struct article_list list = page_case_read(arena, &document);
    assert_int_equal(list.len, 2);
    assert_true(str_eq(list.at[0].title, STR("Belarus\xe2\x80\x99 authorities step up cooperation with Russian regions")));
    assert_true(str_eq(list.at[0].published, STR("2016-04-22T18:51")));
    assert_true(str_eq(list.at[0].published_from, STR("text")));
    assert_int_equal(list.at[0].category_status.len, 0);
    assert_int_equal(list.at[0].paragraphs.len, 8);
    assert_true(str_starts(list.at[0].paragraphs.at[0].text, STR("Traditionally, the Belarusian authorities")));
    assert_true(str_ends(list.at[0].paragraphs.at[7].text, STR("during the election campaign.")));
    assert_true(str_eq(list.at[1].published, STR("2017-10-02T11:49")));
    assert_true(str_eq(list.at[1].image.credit, STR("Catholic.by")));
    assert_int_equal(list.at[1].paragraphs.len, 4);
    assert_int_equal(list.at[0].similar_on_page.len, 1);
    assert_true(str_eq(list.at[0].similar_on_page.at[0], list.at[1].title));
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_seed), cmocka_unit_test(test_seed_fields), cmocka_unit_test(test_cases)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
