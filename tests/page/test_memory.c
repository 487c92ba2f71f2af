/* test_memory.c: furniture that pages of one host share. Breaks for: dropping on too few pages, across hosts, by the same page read again; a page
 * that loses most of its text. */
#include "page_case.h"

static struct article article_make(struct arena *arena, const char *host, int number, bool box)
{
    struct article article = {.host = str_from(host), .url = arena_printf(arena, "http://%s/%d", host, number), .page = STR("p")};
    for (int i = 0; i < 4; i++)
        *LIST_ADD(arena, &article.paragraphs) = (struct paragraph){arena_printf(arena, "Paragraph %d of page %d says something of its own.", i, number), PARAGRAPH_TEXT};
    if (box)
        *LIST_ADD(arena, &article.paragraphs) = (struct paragraph){STR("We depend on the gifts of our readers."), PARAGRAPH_TEXT};
    return article;
}

static size_t apply(struct page_memory *memory, struct arena *arena, const char *host, int number, bool box)
{
    struct article article = article_make(arena, host, number, box);
    size_t before = article.paragraphs.len, dropped = page_memory_apply(memory, &article, arena);
    assert_int_equal(article.paragraphs.len, before - dropped);
    assert_int_equal(article.notes.len, dropped > 0);
    return dropped;
}

static void test_shared(void **state)
{
    (void)state;
    struct arena *arena = arena_make(0);
    struct page_memory *memory = page_memory_make();
    assert_int_equal(apply(memory, arena, "a.example", 1, true), 0);
    assert_int_equal(apply(memory, arena, "a.example", 2, true), 0);
    assert_int_equal(apply(memory, arena, "b.example", 1, true), 0);       /* another host's pages do not count */
    assert_int_equal(apply(memory, arena, "a.example", 3, true), 1);
    assert_int_equal(apply(memory, arena, "a.example", 4, false), 0);
    page_memory_free(memory);
    arena_free(arena);
}

static void test_same_page(void **state)
{
    (void)state;
    struct arena *arena = arena_make(0);
    struct page_memory *memory = page_memory_make();
    for (int i = 0; i < 5; i++)
        assert_int_equal(apply(memory, arena, "a.example", 1, true), 0);
    page_memory_free(memory);
    arena_free(arena);
}

static void test_many_hosts(void **state)
{
    (void)state;
    struct arena *arena = arena_make(0);
    struct page_memory *memory = page_memory_make();
    for (int i = 0; i < 3000; i++) {
        char host[32];
        snprintf(host, sizeof host, "h%d.example", i);
        assert_int_equal(apply(memory, arena, arena_str(arena, str_from(host)).at, i, true), 0);
        arena_reset(arena);
    }
    page_memory_free(memory);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_shared), cmocka_unit_test(test_same_page), cmocka_unit_test(test_many_hosts)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
