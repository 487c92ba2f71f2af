/* test_robust.c: pages made to hurt. The reader gives a record and a note, in time and memory that grow with the size of the input.
 *
 * Breaks for: recursion on nesting, quadratic searches (counted in steps, not seconds), unchecked UTF-8, an allocation whose
 * failure is not carried to the door.
 */
#include "page_case.h"
#include "page/page_tree.h"

static str repeat(struct arena *arena, const char *head, const char *unit, size_t count, const char *tail)
{
    struct buf buf = buf_make(arena);
    buf_add(&buf, str_from(head));
    for (size_t i = 0; i < count; i++)
        buf_add(&buf, str_from(unit));
    buf_add(&buf, str_from(tail));
    return buf_take(&buf);
}

static bool note_has(const struct article *article, str code)
{
    for (size_t i = 0; i < article->notes.len; i++)
        if (str_starts(article->notes.at[i], code))
            return true;
    return false;
}

static struct article read_bytes(struct arena *arena, str html)
{
    struct raw_document document = intake_memory(STR("t"), STR(""), STR("text/html"), html);
    return page_case_read(arena, &document).at[0];
}

#define SENTENCE "The harbour was closed on Monday, and the ships waited outside until the storm was over. "

static void test_deep(void **state)
{
    (void)state;
    struct arena *arena = arena_make(0), *text = arena_make(0);
    struct article article = read_bytes(arena, repeat(text, "<body>", "<div>", 1000000, "<p>" SENTENCE SENTENCE "</p>"));
    assert_true(note_has(&article, STR("nesting-cut:")));
    assert_int_equal(article.paragraphs.len, 1);        /* the text is still found */
    arena_free(arena);
    arena_free(text);
}

static void test_many_attributes(void **state)
{
    (void)state;
    struct arena *arena = arena_make(0), *text = arena_make(0);
    struct buf buf = buf_make(text);
    buf_add(&buf, STR("<body><p "));
    for (int i = 0; i < 1000000; i++)
        buf_printf(&buf, "a%d=1 ", i);
    buf_add(&buf, STR(">" SENTENCE SENTENCE "</p>"));
    struct article article = read_bytes(arena, buf_str(&buf));
    assert_true(note_has(&article, STR("attributes-cut:")));
    assert_int_equal(article.paragraphs.len, 1);
    arena_free(arena);
    arena_free(text);
}

/* Whatever is left open at the end of the input. */
static void test_unclosed(void **state)
{
    (void)state;
    static const char *const tails[] = {"<!--", "<!-- x", "<script>", "<script><!--<script>", "<title>", "<textarea>x", "<a href=\"x", "<a href='", "<a href=",
        "<a ", "<", "</", "</p", "<!doctype", "<![CDATA[", "<?", "&", "&#", "&#x", "&amp", "<svg><![CDATA[", "<table><tr><td>", "<b><i><p>", "<plaintext>"};
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
        struct arena *arena = arena_make(0);
        struct article article = read_bytes(arena, arena_printf(arena, "<body><p>%s%s</p>%s", SENTENCE, SENTENCE, tails[i]));
        assert_true(article.paragraphs.len >= 1);
        arena_free(arena);
    }
}

/* Pages with next to nothing on them: no text is no failure. */
static void test_tiny(void **state)
{
    (void)state;
    static const char *const pages[] = {"<", "<p>", "<body></body>", "<p>Hi</p><p>x</p>", "<h1>A title of a page</h1>", "<h2>a</h2><h2>b</h2>", "<ul><li>one<li>two</ul>",
        "<a href=x>A link and nothing else on the page</a>", "<p hidden>" SENTENCE SENTENCE "</p>", "<title>T</title>", "&nbsp;", "<table><tr><td>1<td>2</table>"};
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        struct arena *arena = arena_make(0);
        struct article article = read_bytes(arena, str_from(pages[i]));
        assert_true(article.paragraphs.len > 0 || article.notes.len > 0);
        arena_free(arena);
    }
}

static void test_bad_utf8(void **state)
{
    (void)state;
    struct arena *arena = arena_make(0);
    struct buf buf = buf_make(arena);
    buf_add(&buf, STR("<meta charset=utf-8><body><p>" SENTENCE SENTENCE));
    for (int i = 0; i < 40; i++)
        buf_add(&buf, STR("\xe2\x80\x99"));
    for (int c = 128; c < 256; c += 37)
        buf_add_char(&buf, (char)c);
    buf_add(&buf, STR("\xf0\x9f</p>"));
    struct article article = read_bytes(arena, buf_str(&buf));
    assert_int_equal(article.paragraphs.len, 1);
    struct json_out out = json_out_make(&(struct buf){.arena = arena});
    page_article_write(&article, &out);
    for (size_t i = 0; i < out.buf->len; i++)
        assert_true((unsigned char)out.buf->at[i] >= 32);
    arena_free(arena);
}

/* Work for a page of count units, in steps of the tokenizer and the tree. */
static uint64_t steps_of(const char *unit, size_t count)
{
    struct arena *arena = arena_make(0);
    struct page_tree tree;
    page_tree_read(&tree, arena, repeat(arena, "<body>", unit, count, ""));
    uint64_t steps = tree.steps;
    arena_free(arena);
    return steps;
}

static void test_linear(void **state)
{
    (void)state;
    static const char *const units[] = {"<div>", "</div>", "<p>", "<table><tr>", "<a><b>", "</x>", "<x>", "<x></y>", "<li>", "<td>x", "<svg><p>", "<!--x-->", "</>", "<b></i>",
        "&amp", "<script><!--", "<title>", "<h1><h2>", "<option>", "x<br><br>", "<button><div></button>"};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        uint64_t one = steps_of(units[i], 2000), ten = steps_of(units[i], 20000);
        if (ten > 12 * one + 1000)
            fail_msg("%s: %llu steps for 2,000, %llu for 20,000", units[i], (unsigned long long)one, (unsigned long long)ten);
    }
}

/* The whole way of a page, in bytes of memory: for each kind of line that some stage looks for, over and over. */
static void test_linear_memory(void **state)
{
    (void)state;
    static const char *const units[] = {"<p>Comments</p>", "<h2>Similar articles</h2><h3><a href=x>A title</a></h3>", "<h1>The title of a page</h1>", "<time>3 May 2014</time>",
        "<div class=byline>By John Smith, 3 May 2014</div>", "<figcaption>A bridge. Photo: X</figcaption>", "<p>01:10</p>", "<script type='application/ld+json'>{\"@type\":\"Article\"}</script>",
        "<div itemprop=author><span itemprop=name>", "<td>x", "Category status: ", "<p>" SENTENCE "</p>"};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        size_t used[2];
        for (int k = 0; k < 2; k++) {
            struct arena *arena = arena_make(0), *text = arena_make(0);
            read_bytes(arena, repeat(text, "<title>The title of a page | Site</title><body><p>" SENTENCE SENTENCE "</p>", units[i], k ? 10000 : 1000, ""));
            used[k] = arena_used(arena);
            arena_free(arena);
            arena_free(text);
        }
        if (used[1] > 25 * used[0])                     /* growing arrays double: up to twice ten */
            fail_msg("%s: %zu bytes for 1,000, %zu for 10,000", units[i], used[0], used[1]);
    }
}

/* Every allocation of a whole page fails once; then nothing of it is kept and the next try works. */
static void test_allocations(void **state)
{
    (void)state;
    struct arena *keep = arena_make(0), *arena = arena_make(0);
    static const char *const paths[] = {"tests/page/cases/jsonld.html", "tests/page/seed/page.txt", "tests/page/cases/analyst.md", "tests/page/cases/second-article.html"};
    for (size_t p = 0; p < sizeof paths / sizeof *paths; p++) {
        str bytes;
        struct err err = {0};
        assert_true(file_read(keep, paths[p], 0, &bytes, &err));
        struct raw_document document = intake_memory(STR("t"), STR("http://news.example/2015/01/02/t"), STR(""), bytes);
        long n = 0;
        for (;; n++) {
            struct page_case_job job = {&document, arena, {0}};
            err = (struct err){0};
            arena_reset(arena);
            arena_fail_after(arena, n);
            bool done = arena_try(arena, page_case_run, &job, &err);
            arena_fail_after(arena, -1);
            if (done)
                break;
            assert_int_equal(err.code, ERR_MEMORY);
            assert_int_equal(arena_used(arena), 0);
        }
        assert_true(n > 10);
    }
    arena_free(arena);
    arena_free(keep);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_deep), cmocka_unit_test(test_many_attributes), cmocka_unit_test(test_unclosed), cmocka_unit_test(test_tiny),
                                       cmocka_unit_test(test_bad_utf8), cmocka_unit_test(test_linear), cmocka_unit_test(test_linear_memory), cmocka_unit_test(test_allocations)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
