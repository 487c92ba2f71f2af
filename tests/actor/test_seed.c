/* test_seed.c: every mention of the first page that matters for an event, at the dates of its two articles, through the real splitter
 * and tagger, without and with trees. golden/seed-N.in: date, then paragraphs; .out: text, id, sector, kind (A actor, P place, R pronoun).
 * Breaks for: any of them resolved to somebody else, lost, or read as a place (or the other way round). */
#include "actor_test.h"

static void write_mention(const struct mention *mention, struct buf *out)
{
    buf_printf(out, "%.*s\t%.*s\t%.*s\t%c", STR_ARG(mention->text), STR_ARG(mention->actor), STR_ARG(mention->sector), "APR"[mention->kind]);
}

/* Reads the paragraphs behind the first line, the date. */
static struct mention_list find(struct actor_test *test, const struct text *text, str in, bool trees)
{
    struct mention_list list = {0};
    struct sentence_list sentences = {0};
    str line;
    day at = DAY_NONE;
    uint32_t number = 0;
    str_next_line(&in, &line);
    assert_true(day_read(line, &at));
    while (str_next_line(&in, &line))
        text_split(text, test->arena, line, number++, &sentences);
    for (size_t i = 0; trees && i < sentences.len; i++)
        text_tree(text, test->arena, &sentences.at[i]);
    actor_find(test->actor, test->arena, sentences.at, sentences.len, at, &list);
    return list;
}

static void check(struct actor_test *test, const struct text *text, const char *name, bool trees)
{
    char path[256];
    str in, out, line;
    struct err err = {0};
    size_t at = 0;
    snprintf(path, sizeof path, "tests/actor/golden/%s.in", name);
    assert_true(file_read(test->arena, path, 0, &in, &err));
    snprintf(path, sizeof path, "tests/actor/golden/%s.out", name);
    assert_true(file_read(test->arena, path, 0, &out, &err));
    struct mention_list list = find(test, text, in, trees);
    while (str_next_line(&out, &line)) {
        bool found = false;
        for (size_t i = at; i < list.len && !found; i++) {
            struct buf buf = buf_make(test->arena);
            write_mention(&list.at[i], &buf);
            found = str_eq(buf_str(&buf), line);
            at = found ? i + 1 : at;
        }
        if (!found)
            fail_msg("%s%s: not found: %.*s", name, trees ? " with trees" : "", STR_ARG(line));
    }
}

static void test_seed(void **state)
{
    struct actor_test *test = *state;
    struct text *text;
    struct err err = {0};
    char why[1100];
    if (!text_open(&text, &err))
        fail_msg("%s", err_text(&err, why, sizeof why));
    for (int trees = 0; trees < 2; trees++) {
        check(test, text, "seed-1", trees == 1);
        check(test, text, "seed-2", trees == 1);
    }
    text_close(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_seed)};
    return cmocka_run_group_tests(tests, actor_setup, actor_teardown);
}
