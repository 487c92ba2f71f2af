/* test_json.c: breaks if what is written is not read back the same, bad JSON is taken, or nesting and length are not bounded. */
#include "base/base_test.h"
#include "base/json.h"

#include <math.h>
#include <stdio.h>

static struct arena *arena;

static int make(void **state)
{
    (void)state;
    arena = arena_make(0);
    return arena == NULL;
}

static int end(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static void writes_each_kind(void **state)
{
    (void)state;
    struct buf buf = buf_make(arena);
    struct json_out out = json_out_make(&buf);
    json_object(&out);
    json_key_str(&out, STR("text"), STR("a\"\\/\n\t\x01\x7F\xD0\x90\xFF</b>"));
    json_key_int(&out, STR("least"), INT64_MIN);
    json_key_double(&out, STR("p"), 0.3000, 3);
    json_key(&out, STR("list"));
    json_array(&out);
    json_array(&out);
    json_array_end(&out);
    json_null(&out);
    json_bool(&out, false);
    json_raw(&out, STR("{}"));
    json_array_end(&out);
    json_key_bool(&out, STR("last"), true);
    json_object_end(&out);
    assert_str(buf_str(&buf), "{\"text\":\"a\\\"\\\\/\\n\\t\\u0001\x7F\xD0\x90\xEF\xBF\xBD</b>\",\"least\":-9223372036854775808,"
                              "\"p\":0.3,\"list\":[[],null,false,{}],\"last\":true}");
}

static void writes_numbers_short(void **state)
{
    (void)state;
    static const struct {double value; int digits; const char *written;} examples[] = {
        {1.0, 3, "1"}, {100, 0, "100"}, {0.1 + 0.2, 15, "0.3"}, {-0.0001, 2, "0"}, {-1.5, 4, "-1.5"}, {NAN, 3, "null"},
        {INFINITY, 3, "null"}, {1e21, 2, "1000000000000000000000"}, {2.5, -1, "2"}, {0.25, 99, "0.25"},
    };
    for (size_t i = 0; i < sizeof examples / sizeof examples[0]; i++) {
        struct buf buf = buf_make(arena);
        struct json_out out = json_out_make(&buf);
        json_double(&out, examples[i].value, examples[i].digits);
        assert_str(buf_str(&buf), examples[i].written);
    }
    struct buf buf = buf_make(arena);
    struct json_out out = json_out_make(&buf);
    json_double(&out, 1.7e308, 17);         /* the longest there is */
    assert_int_equal(buf.len, 309);
}

/* Breaks if a text can end the script element that it stands in. */
static void is_safe_in_html(void **state)
{
    (void)state;
    struct buf buf = buf_make(arena);
    struct json_out out = json_out_make(&buf);
    const struct json *value;
    out.html_safe = true;
    json_str(&out, STR("</script>&\xE2\x80\xA8"));
    assert_str(buf_str(&buf), "\"\\u003c/script\\u003e\\u0026\\u2028\"");
    assert_true(json_read(arena, buf_str(&buf), false, &value, NULL));
    assert_str(value->string, "</script>&\xE2\x80\xA8");
}

/* ---- Round trip: a random tree is written, read, and written again ---- */

static void write_random(struct json_out *out, uint64_t *seed, int depth)
{
    static const char *const pieces[] = {"a", "\"", "\\", "\n", "\xD0\x96", "\xF0\x9F\x98\x80", "</", "\x01", "u0041"};
    char text[64] = "";
    for (size_t i = test_below(seed, 6); i > 0; i--) {
        size_t used = strlen(text);
        snprintf(text + used, sizeof text - used, "%s", pieces[test_below(seed, 9)]);
    }
    switch (test_below(seed, depth > 6 ? 5 : 7)) {
    case 0: json_null(out); break;
    case 1: json_bool(out, test_below(seed, 2)); break;
    case 2: json_int(out, (int64_t)test_random(seed) >> test_below(seed, 60)); break;
    case 3: json_double(out, (double)(int64_t)test_random(seed) / 1e15, 6); break;
    case 4: json_str(out, str_from(text)); break;
    case 5:
        json_array(out);
        for (size_t i = test_below(seed, 5); i > 0; i--)
            write_random(out, seed, depth + 1);
        json_array_end(out);
        break;
    default:
        json_object(out);
        for (size_t i = test_below(seed, 5); i > 0; i--) {
            json_key(out, str_from(text + (i < strlen(text) ? strlen(text) : 0)));
            write_random(out, seed, depth + 1);
        }
        json_object_end(out);
    }
}

static void write_tree(struct json_out *out, const struct json *value)
{
    switch (value->type) {
    case JSON_NULL: json_null(out); return;
    case JSON_BOOL: json_bool(out, value->boolean); return;
    case JSON_NUMBER: json_raw(out, value->string); return;
    case JSON_STRING: json_str(out, value->string); return;
    case JSON_ARRAY: json_array(out); break;
    case JSON_OBJECT: json_object(out); break;
    }
    for (size_t i = 0; i < value->count; i++) {
        if (value->type == JSON_OBJECT)
            json_key(out, value->children[i].key);
        write_tree(out, &value->children[i]);
    }
    value->type == JSON_ARRAY ? json_array_end(out) : json_object_end(out);
}

static void reads_what_it_wrote(void **state)
{
    (void)state;
    uint64_t seed = 7;
    for (int round = 0; round < 2000; round++) {
        struct buf buf = buf_make(arena), again = buf_make(arena);
        struct json_out out = json_out_make(&buf), out_again = json_out_make(&again);
        const struct json *value;
        out.html_safe = round % 2;
        write_random(&out, &seed, 0);
        str text = buf_str(&buf);
        struct err err = {0};
        if (!json_read(arena, text, round % 3 == 0, &value, &err))
            fail_msg("%s in %.*s", err.why, STR_ARG(text));
        out_again.html_safe = round % 2;
        write_tree(&out_again, value);
        assert_true(str_eq(buf_str(&again), text));
        for (size_t len = 0; len < text.len; len++) {       /* cut anywhere: an answer, and no step outside */
            str cut = arena_str(arena, str_sub(text, 0, len));
            json_read(arena, cut, round % 2, &value, NULL);
        }
        arena_reset(arena);
    }
}

/* ---- Reader ---- */

static void reads_each_kind(void **state)
{
    (void)state;
    const struct json *top;
    char text[] = "\xEF\xBB\xBF { \"a\" : [ 1 , -2.5e2, \"\\u0416\\ud83d\\ude00\\ud800x\\/\" , null ] , \"b\" : true, \"b\":false, \"\":{} } \r\n";
    assert_true(json_read(arena, str_from(text), false, &top, NULL));
    memset(text, '#', sizeof text);     /* the tree needs it no more */
    assert_int_equal(top->type, JSON_OBJECT);
    assert_int_equal(top->count, 4);
    const struct json *list = json_find(top, STR("a"));
    assert_int_equal(list->count, 4);
    assert_true(list->children[0].number == 1 && list->children[1].number == -250);
    assert_str(list->children[1].string, "-2.5e2");
    assert_str(list->children[2].string, "\xD0\x96\xF0\x9F\x98\x80\xEF\xBF\xBDx/");
    assert_int_equal(list->children[3].type, JSON_NULL);
    assert_false(json_find(top, STR("b"))->boolean);        /* the last of two counts, as in a browser */
    assert_int_equal(json_find(top, STR(""))->type, JSON_OBJECT);
    assert_null(json_find(top, STR("c")));
    assert_null(json_find(list, STR("a")));
    assert_null(json_find(NULL, STR("a")));
    assert_str(json_find_str(top, STR("a")), "");
    assert_true(json_read(arena, STR("\"a\\u0000b\""), false, &top, NULL) && top->string.len == 3);
    assert_true(json_read(arena, STR("1e999"), false, &top, NULL) && isinf(top->number));
    assert_true(json_read(arena, STR("0.0000000000000000000000000000000000000000000000000000000000000000000000001"), false, &top, NULL));
    assert_true(top->number == 1e-73);
}

static void refuses_with_the_place(void **state)
{
    (void)state;
    static const struct {const char *text, *message;} examples[] = {
        {"", "byte 0: the text ends inside a value"}, {"  [1,", "byte 5: the text ends inside a value"},
        {"[1 2]", "byte 3: a comma or ] is expected here"}, {"{\"a\":1 \"b\"}", "byte 7: a comma or } is expected here"},
        {"{\"a\" 1}", "byte 5: a colon is expected here"}, {"{a:1}", "byte 1: a key in quotes is expected here"},
        {"[1,]", "byte 3: a value is expected here"}, {"{\"a\":1,}", "byte 7: a key in quotes is expected here"},
        {"[01]", "byte 2: a comma or ] is expected here"}, {"[-]", "byte 1: this is no number"}, {"[1.]", "byte 1: this is no number"},
        {"[+1]", "byte 1: a value is expected here"}, {"[1e]", "byte 1: this is no number"}, {"NaN", "byte 0: a value is expected here"},
        {"tru", "byte 3: the text ends inside a value"}, {"\"abc", "byte 0: this string has no end"},
        {"\"a\nb\"", "byte 2: a control character stands in a string"}, {"\"\\x\"", "byte 1: this escape is unknown"},
        {"\"\\u12g4\"", "byte 1: this escape is unknown"}, {"\"\\\"", "byte 0: this string has no end"},
        {"1 2", "byte 2: text stands after the value"}, {"{\"a\":}", "byte 5: a value is expected here"},
        {"<!-- 1 -->", "byte 0: a value is expected here"},
    };
    for (size_t i = 0; i < sizeof examples / sizeof examples[0]; i++) {
        struct err err = {0};
        const struct json *value = NULL;
        assert_false(json_read(arena, str_from(examples[i].text), false, &value, &err));
        assert_err(&err, ERR_INPUT, examples[i].message);
        assert_null(value);
    }
}

static void forgives_what_pages_do(void **state)
{
    (void)state;
    static const struct {const char *text, *read;} examples[] = {
        {"[1,]", "[1]"}, {"{\"a\":1,}", "{\"a\":1}"}, {"\"a\nb\"", "\"a\\nb\""}, {"<!-- {\"a\":1} -->", "{\"a\":1}"},
        {"//<![CDATA[\n{\"a\":1}\n//]]>", "{\"a\":1}"}, {"{\"a\":1};", "{\"a\":1}"}, {"{\"a\":[1,{\"b\":\"te", "{\"a\":[1,{\"b\":\"te\"}]}"},
        {"{\"a\":1,\"b", "{\"a\":1}"}, {"{\"a\":1,\"b\":", "{\"a\":1}"}, {"[tru", "[]"}, {"[1,", "[1]"}, {"[-", "[]"},
        {"{", "{}"}, {"\"\\q\"", "\"\\\\q\""}, {"\"\\", "\"\\\\\""}, {"\"\\u12", "\"\\\\u12\""}, {"{\"a\"", "{}"}, {"[\"\xFF\"]", "[\"\xEF\xBF\xBD\"]"},
    };
    for (size_t i = 0; i < sizeof examples / sizeof examples[0]; i++) {
        struct buf buf = buf_make(arena);
        struct json_out out = json_out_make(&buf);
        const struct json *value;
        struct err err = {0};
        if (!json_read(arena, str_from(examples[i].text), true, &value, &err))
            fail_msg("%s: %s", examples[i].text, err.why);
        write_tree(&out, value);
        assert_str(buf_str(&buf), examples[i].read);
    }
    struct err err = {0};
    const struct json *value;
    assert_false(json_read(arena, STR(" <!-- "), true, &value, &err));
    assert_err(&err, ERR_INPUT, "byte 6: there is no value");
}

/* Breaks if nesting can use up the stack, or the work grows faster than the text. */
static void bounds_depth(void **state)
{
    (void)state;
    enum {DEEP = 1000000};
    char *text = malloc(DEEP);
    const struct json *value;
    for (int lenient = 0; lenient < 2; lenient++)
        for (int kind = 0; kind < 2; kind++) {
            struct err err = {0};
            for (size_t i = 0; i < DEEP; i++)
                text[i] = kind ? "{\"\":"[i % 4] : '[';
            assert_false(json_read(arena, (str){text, DEEP}, lenient, &value, &err));
            assert_err(&err, ERR_INPUT, kind ? "byte 800: nested deeper than 200 levels" : "byte 200: nested deeper than 200 levels");
        }
    memset(text, ']', 400);
    memset(text, '[', 200);
    assert_true(json_read(arena, (str){text, 400}, false, &value, NULL));
    free(text);
}

static void read_stage(void *unused)
{
    (void)unused;
    const struct json *value;
    struct buf buf = buf_make(arena);
    struct json_out out = json_out_make(&buf);
    assert_true(json_read(arena, STR("{\"a\":[1,2,3,\"\\u0041\xFF\"],\"b\":{\"c\":[]}}"), false, &value, NULL));
    write_tree(&out, value);
    assert_str(buf_str(&buf), "{\"a\":[1,2,3,\"A\xEF\xBF\xBD\"],\"b\":{\"c\":[]}}");
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    assert_true(test_every_allocation(arena, read_stage, NULL) >= 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(writes_each_kind, make, end), cmocka_unit_test_setup_teardown(writes_numbers_short, make, end),
        cmocka_unit_test_setup_teardown(is_safe_in_html, make, end), cmocka_unit_test_setup_teardown(reads_what_it_wrote, make, end),
        cmocka_unit_test_setup_teardown(reads_each_kind, make, end), cmocka_unit_test_setup_teardown(refuses_with_the_place, make, end),
        cmocka_unit_test_setup_teardown(forgives_what_pages_do, make, end), cmocka_unit_test_setup_teardown(bounds_depth, make, end),
        cmocka_unit_test_setup_teardown(every_allocation_may_fail, make, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
