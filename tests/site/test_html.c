/* test_html.c: does the typed writer keep its promises, whatever bytes it is given? Each test says what it would break for. */
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

#include "base/utf8.h"
#include "site/site_html.h"

#define ROUNDS 20000

static unsigned seed = 20171124;
static unsigned random_next(void)
{
    seed = seed * 1664525u + 1013904223u;
    return seed >> 8;
}

/* Random bytes, rich in what ends elements, attributes, entities and comments. */
static str random_text(char *room, size_t most)
{
    static const char *const bits[] = {"<", ">", "\"", "'", "&", "</p>", "<script>", "-->", "<!--", "]]>", "&amp;", "&#0;", "\\",
                                       "\xc3\xa9", "\xe2\x80\xa9", "\xf0\x9f\x98\x80"};
    size_t len = 0, count = random_next() % 24;
    for (size_t i = 0; i < count; i++) {
        const char *bit = bits[random_next() % 16];
        if (random_next() % 2) {
            if (len < most)
                room[len++] = (char)random_next();
        } else if (len + strlen(bit) <= most) {
            memcpy(room + len, bit, strlen(bit));
            len += strlen(bit);
        }
    }
    return (str){room, len};
}

/* Reads escaped text back; fails on anything but allowed characters and the five entities. */
static str unescape(struct arena *arena, str text)
{
    static const struct {const char *name; char c;} entities[] = {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'},
                                                                  {"&#39;", '\''}};
    struct buf out = buf_make(arena);
    for (size_t at = 0; at < text.len; ) {
        char c = text.at[at];
        assert_false(c == '<' || c == '>' || c == '"' || c == '\'');
        bool entity = false;
        for (size_t i = 0; i < 5 && c == '&'; i++) {
            str name = str_from(entities[i].name);
            if (str_starts(str_from_at(text, at), name)) {
                buf_add_char(&out, entities[i].c);
                at += name.len;
                entity = true;
                break;
            }
        }
        assert_true(entity || c != '&');
        if (!entity) {
            buf_add_char(&out, c);
            at++;
        }
    }
    return buf_take(&out);
}

/* What the writer may change: bad UTF-8 and characters that HTML forbids become U+FFFD. */
static str expected(struct arena *arena, str text)
{
    struct buf out = buf_make(arena);
    for (size_t at = 0; at < text.len; ) {
        uint32_t c = utf8_next(text, &at);
        bool control = (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || (c >= 0x7f && c < 0xa0) || (c & 0xfffe) == 0xfffe ||
            (c >= 0xfdd0 && c <= 0xfdef);
        buf_add_utf8(&out, control ? UTF8_BAD : c);
    }
    return buf_take(&out);
}

/* Breaks for any text or attribute value that ends its place, and for any character that does not come back. */
static void test_random_bytes(void **state)
{
    (void)state;
    struct arena *arena = arena_make(0);
    for (int round = 0; round < ROUNDS; round++) {
        char one[256], two[256];
        str title = random_text(one, sizeof one), text = random_text(two, sizeof two);
        struct buf buf = buf_make(arena);
        struct html html = html_make(&buf);
        html_open(&html, TAG_P);
        html_attr(&html, AT_TITLE, title);
        html_text(&html, text);
        html_close(&html, TAG_P);
        str out = buf_str(&buf), head = STR("<p title=\""), tail = STR("</p>\n");
        assert_true(utf8_valid(out));
        assert_true(str_starts(out, head) && str_ends(out, tail));
        size_t quote = str_find_char(out, '"', head.len);
        assert_true(out.at[quote + 1] == '>');
        str back = unescape(arena, str_sub(out, head.len, quote)), inner = unescape(arena, str_sub(out, quote + 2, out.len - tail.len));
        assert_true(str_eq(back, expected(arena, title)));
        assert_true(str_eq(inner, expected(arena, text)));
        assert_int_equal(html.faults, 0);
        arena_reset(arena);
    }
    arena_free(arena);
}

/* Breaks for an address that runs code, leaves for another host without saying so, or hides a line feed. */
static void test_addresses(void **state)
{
    (void)state;
    static const char *const good[] = {"/", "/article/1", "/search?q=a%20b&from=2017-01-01", "#e1", "?page=2", "http://a.example/x",
                                       "https://a.example/", "HTTPS://A.example/"};
    static const char *const bad[] = {"", "javascript:alert(1)", "JavaScript:alert(1)", " javascript:alert(1)", "\tjavascript:alert(1)",
                                      "data:text/html,x", "vbscript:x", "//evil.example/",
                                      "/\\evil.example", "ftp://a.example/", "http:/a", "https:a.example", "java\nscript:x",
                                          "article.html", "file:///etc/passwd", "/a b", "/a\x01"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        if (!html_url_ok(str_from(good[i])))
            fail_msg("refused: %s", good[i]);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (html_url_ok(str_from(bad[i])))
            fail_msg("accepted: %s", bad[i]);
}

static str written(struct arena *arena, void (*write)(struct html *html), size_t *faults)
{
    struct buf buf = buf_make(arena);
    struct html html = html_make(&buf);
    write(&html);
    html_end(&html);
    *faults = html.faults;
    buf_add_char(&buf, 0);
    return buf_take(&buf);
}

static void write_bad_link(struct html *html)
{
    html_link(html, "t", STR("javascript:alert(1)"), STR("x"));
}

static void write_crossing(struct html *html)
{
    html_open(html, TAG_P);
    html_open(html, TAG_SPAN);
    html_close(html, TAG_P);                              /* not the one that is open */
    html_attr(html, AT_TITLE, STR("late"));               /* an attribute of a tag that may still be open */
    html_say(html, "x");
    html_attr(html, AT_TITLE, STR("too late"));
}

static void write_numbers(struct html *html)
{
    html_open(html, TAG_RECT);
    html_attr_num(html, AT_X, -0.5, "%");
    html_attr_num(html, AT_Y, 12, "");
    html_attr_num(html, AT_WIDTH, 3.14159, "");
    html_attr_num(html, AT_HEIGHT, 1.0 / 0.0, "");
    html_close(html, TAG_RECT);
}

/* Breaks for elements that cross, attributes after the tag, an unsafe address, numbers that are none. */
static void test_structure(void **state)
{
    (void)state;
    size_t faults;
    struct arena *arena = arena_make(0);
    assert_string_equal(written(arena, write_bad_link, &faults).at, "<a class=\"t\">x</a>");
    assert_int_equal(faults, 0);
    assert_string_equal(written(arena, write_crossing, &faults).at, "<p><span title=\"late\">x</span></p>\n");
    assert_int_equal(faults, 2);
    assert_string_equal(written(arena, write_numbers, &faults).at, "<rect x=\"-0.5%\" y=\"12\" width=\"3.14\" height=\"0\"></rect>");
    arena_free(arena);
}

/* Breaks for a depth that is written past its room. */
static void test_depth(void **state)
{
    (void)state;
    struct arena *arena = arena_make(0);
    struct buf buf = buf_make(arena);
    struct html html = html_make(&buf);
    for (int i = 0; i < 100; i++)
        html_open(&html, TAG_DIV);
    assert_int_equal(html.depth, HTML_DEPTH_MAX);
    assert_int_equal(html.faults, 100 - HTML_DEPTH_MAX);
    html_end(&html);
    arena_free(arena);
}

/* Breaks for an encoder that leaves a byte with a meaning in addresses. */
static void test_encode(void **state)
{
    (void)state;
    struct arena *arena = arena_make(0);
    struct buf buf = buf_make(arena);
    html_url_encode(&buf, STR("a.b-c_d~e/f?g&h=i#j k\xc3\xa9"));
    buf_add_char(&buf, 0);
    assert_string_equal(buf_str(&buf).at, "a.b-c_d~e%2Ff%3Fg%26h%3Di%23j%20k%C3%A9");
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_random_bytes), cmocka_unit_test(test_addresses), cmocka_unit_test(test_structure),
            cmocka_unit_test(test_depth), cmocka_unit_test(test_encode),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
