/* json.c: JSON (RFC 8259), see json.h.
 *
 * The writer keeps one bit of state: whether a comma is due. The reader copies the text into the arena once and points into that
 * copy, so that the tree outlives the caller's text; values that are done wait on a stack until their array or object ends and
 * moves them, all at once, into a block of their own. Nesting is bounded by JSON_DEPTH_MAX, so that the recursion is.
 * A lone surrogate in an escape and bytes that are no UTF-8 become U+FFFD. Offsets in messages are bytes from 0.
 */
#include "base/json.h"
#include "base/utf8.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define JSON_DIGITS_MAX 17

/* ---- Writer ---- */

struct json_out json_out_make(struct buf *buf)
{
    return (struct json_out){.buf = buf};
}

/* Before each value and key: the comma, if one is due. after: is one due behind what comes now? */
static void separate(struct json_out *out, bool after)
{
    if (out->comma)
        buf_add_char(out->buf, ',');
    out->comma = after;
}

void json_object(struct json_out *out)
{
    separate(out, false);
    buf_add_char(out->buf, '{');
}

void json_object_end(struct json_out *out)
{
    buf_add_char(out->buf, '}');
    out->comma = true;
}

void json_array(struct json_out *out)
{
    separate(out, false);
    buf_add_char(out->buf, '[');
}

void json_array_end(struct json_out *out)
{
    buf_add_char(out->buf, ']');
    out->comma = true;
}

static bool is_plain(const struct json_out *out, unsigned char byte)
{
    if (byte < 0x20 || byte >= 0x80 || byte == '"' || byte == '\\')
        return false;
    return !out->html_safe || (byte != '<' && byte != '>' && byte != '&');
}

/* One character that may not stand as it is. */
static void write_special(struct json_out *out, uint32_t code_point)
{
    static const char from[] = "\"\\\n\r\t\b\f", to[] = "\"\\nrtbf";
    const char *found = code_point > 0 && code_point < 0x80 ? strchr(from, (int)code_point) : NULL;
    if (found) {
        buf_add_char(out->buf, '\\');
        buf_add_char(out->buf, to[found - from]);
    } else if (code_point < 0x80 || (out->html_safe && (code_point == 0x2028 || code_point == 0x2029))) {
        buf_printf(out->buf, "\\u%04x", (unsigned)code_point);
    } else {
        buf_add_utf8(out->buf, code_point);
    }
}

static void write_string(struct json_out *out, str value)
{
    buf_add_char(out->buf, '"');
    for (size_t at = 0; at < value.len; ) {
        size_t start = at;
        while (at < value.len && is_plain(out, (unsigned char)value.at[at]))
            at++;
        buf_add(out->buf, str_sub(value, start, at));
        if (at < value.len)
            write_special(out, utf8_next(value, &at));
    }
    buf_add_char(out->buf, '"');
}

void json_key(struct json_out *out, str key)
{
    separate(out, false);
    write_string(out, key);
    buf_add_char(out->buf, ':');
}

void json_str(struct json_out *out, str value)
{
    separate(out, true);
    write_string(out, value);
}

void json_int(struct json_out *out, int64_t value)
{
    separate(out, true);
    buf_printf(out->buf, "%" PRId64, value);
}

void json_double(struct json_out *out, double value, int digits)
{
    char text[400];                     /* the greatest double has 309 digits before its point */
    if (!isfinite(value)) {
        json_null(out);
        return;
    }
    if (digits < 0 || digits > JSON_DIGITS_MAX)
        digits = digits < 0 ? 0 : JSON_DIGITS_MAX;
    size_t len = (size_t)snprintf(text, sizeof text, "%.*f", digits, value);
    if (digits > 0) {
        while (text[len - 1] == '0')
            len--;
        if (text[len - 1] == '.')
            len--;
    }
    str written = {text, len};
    json_raw(out, str_eq(written, STR("-0")) ? STR("0") : written);
}

void json_bool(struct json_out *out, bool value)
{
    json_raw(out, value ? STR("true") : STR("false"));
}

void json_null(struct json_out *out)
{
    json_raw(out, STR("null"));
}

void json_raw(struct json_out *out, str json)
{
    separate(out, true);
    buf_add(out->buf, json);
}

void json_key_str(struct json_out *out, str key, str value)
{
    json_key(out, key);
    json_str(out, value);
}

void json_key_int(struct json_out *out, str key, int64_t value)
{
    json_key(out, key);
    json_int(out, value);
}

void json_key_double(struct json_out *out, str key, double value, int digits)
{
    json_key(out, key);
    json_double(out, value, digits);
}

void json_key_bool(struct json_out *out, str key, bool value)
{
    json_key(out, key);
    json_bool(out, value);
}

/* ---- Reader ---- */

struct reader {
    struct arena *arena;
    str text;                           /* the arena's copy */
    size_t at;
    int depth;
    bool lenient, cut;                  /* cut: the text ended inside a value, and lenient forgives it */
    LIST(struct json) done;             /* values whose array or object is not at its end yet */
    struct err *err;
};

static bool fail_at(struct reader *reader, size_t at, const char *why)
{
    return err_fail(reader->err, ERR_INPUT, "", "byte %zu: %s", at, why);
}

static bool at_end(const struct reader *reader)
{
    return reader->at >= reader->text.len;
}

static char peek(const struct reader *reader)
{
    return at_end(reader) ? 0 : reader->text.at[reader->at];
}

static bool take(struct reader *reader, str what)
{
    if (!str_starts(str_from_at(reader->text, reader->at), what))
        return false;
    reader->at += what.len;
    return true;
}

static void skip_space(struct reader *reader)
{
    while (!at_end(reader) && memchr(" \t\n\r", peek(reader), 4))
        reader->at++;
}

/* Where the text ends too early: an end that lenient forgives, or a failure. */
static bool fail_cut(struct reader *reader)
{
    if (!reader->lenient)
        return fail_at(reader, reader->text.len, "the text ends inside a value");
    reader->at = reader->text.len;
    reader->cut = true;
    return false;
}

static int hex_digit(char c)
{
    c = char_lower(c);
    return char_is_digit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* uXXXX at text[at], where the u stands; -1 where it is none. */
static int32_t hex_four(str text, size_t at)
{
    int32_t value = 0;
    if (at + 5 > text.len || text.at[at] != 'u')
        return -1;
    for (size_t i = at + 1; i < at + 5; i++) {
        int digit = hex_digit(text.at[i]);
        if (digit < 0)
            return -1;
        value = value * 16 + digit;
    }
    return value;
}

/* The character of \uXXXX, or of a pair of surrogates; *at is at the u and moves past all that was used. */
static bool read_unicode(str text, size_t *at, uint32_t *code_point)
{
    int32_t first = hex_four(text, *at);
    if (first < 0)
        return false;
    *at += 5;
    *code_point = (uint32_t)first;
    if (first < 0xD800 || first > 0xDBFF || *at >= text.len || text.at[*at] != '\\')
        return true;
    int32_t second = hex_four(text, *at + 1);
    if (second >= 0xDC00 && second <= 0xDFFF) {
        *code_point = 0x10000 + ((uint32_t)(first - 0xD800) << 10) + (uint32_t)(second - 0xDC00);
        *at += 6;
    }
    return true;
}

/* raw with its escapes undone: never longer than raw, since the shortest \u takes six bytes. start: its offset, for messages. */
static bool unescape(struct reader *reader, str raw, size_t start, str *value)
{
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
    char *out = arena_alloc_raw(reader->arena, raw.len);
    size_t len = 0;
    for (size_t at = 0; at < raw.len; ) {
        size_t end = str_find_char(raw, '\\', at);
        memcpy(out + len, raw.at + at, end - at);
        len += end - at;
        at = end + 1;
        if (end == raw.len)
            break;
        const char *found = at < raw.len && raw.at[at] ? strchr(from, raw.at[at]) : NULL;
        uint32_t code_point;
        if (found) {
            out[len++] = to[found - from];
            at++;
        } else if (read_unicode(raw, &at, &code_point)) {
            len += utf8_write(code_point, out + len);
        } else if (!reader->lenient) {
            return fail_at(reader, start + end, "this escape is unknown");
        } else {
            out[len++] = '\\';          /* kept as it stands */
        }
    }
    *value = (str){out, len};
    return true;
}

/* A string; the reader is at its opening quote. */
static bool read_string(struct reader *reader, str *value)
{
    size_t start = reader->at + 1, at = start;
    bool escaped = false;
    for (; at < reader->text.len && reader->text.at[at] != '"'; at++) {
        if (reader->text.at[at] == '\\') {
            escaped = true;
            at++;
        } else if ((unsigned char)reader->text.at[at] < 0x20 && !reader->lenient) {
            return fail_at(reader, at, "a control character stands in a string");
        }
    }
    if (at >= reader->text.len) {
        if (!reader->lenient)
            return fail_at(reader, start - 1, "this string has no end");
        at = reader->text.len;
    }
    reader->at = at < reader->text.len ? at + 1 : at;
    *value = str_sub(reader->text, start, at);
    if (escaped && !unescape(reader, *value, start, value))
        return false;
    *value = utf8_repair(reader->arena, *value);
    return true;
}

static bool skip_digits(struct reader *reader)
{
    size_t start = reader->at;
    while (char_is_digit(peek(reader)))
        reader->at++;
    return reader->at > start;
}

/* number = [ "-" ] ( "0" | digit1-9 *DIGIT ) [ "." 1*DIGIT ] [ ("e" | "E") [ "+" | "-" ] 1*DIGIT ] */
static bool read_number(struct reader *reader, struct json *value)
{
    size_t start = reader->at;
    bool good = true;
    take(reader, STR("-"));
    if (!take(reader, STR("0")))
        good = skip_digits(reader);
    if (good && take(reader, STR(".")))
        good = skip_digits(reader);
    if (good && (take(reader, STR("e")) || take(reader, STR("E")))) {
        if (!take(reader, STR("+")))
            take(reader, STR("-"));
        good = skip_digits(reader);
    }
    if (!good && at_end(reader))
        return fail_cut(reader);
    if (!good)
        return fail_at(reader, start, "this is no number");
    value->type = JSON_NUMBER;
    value->string = str_sub(reader->text, start, reader->at);
    if (!str_double(value->string, &value->number))       /* longer than any sane number: a copy that ends in 0 */
        value->number = strtod(arena_str(reader->arena, value->string).at, NULL);
    return true;
}

static bool read_word(struct reader *reader, struct json *value)
{
    static const struct {str word; enum json_type type; bool boolean;} words[] = {
        {STR_INIT("null"), JSON_NULL, false}, {STR_INIT("true"), JSON_BOOL, true}, {STR_INIT("false"), JSON_BOOL, false},
    };
    str rest = str_from_at(reader->text, reader->at);
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (take(reader, words[i].word)) {
            value->type = words[i].type;
            value->boolean = words[i].boolean;
            return true;
        }
        if (str_starts(words[i].word, rest))
            return fail_cut(reader);
    }
    return fail_at(reader, reader->at, "a value is expected here");
}

static bool read_value(struct reader *reader, struct json *value);

/* One member or element, onto the stack. */
static bool read_child(struct reader *reader, bool object)
{
    struct json child = {.key = STR("")};
    if (object) {
        if (at_end(reader))
            return fail_cut(reader);
        if (peek(reader) != '"')
            return fail_at(reader, reader->at, "a key in quotes is expected here");
        if (!read_string(reader, &child.key))
            return false;
        skip_space(reader);
        if (at_end(reader))
            return fail_cut(reader);
        if (!take(reader, STR(":")))
            return fail_at(reader, reader->at, "a colon is expected here");
    }
    if (!read_value(reader, &child))
        return false;
    *LIST_ADD(reader->arena, &reader->done) = child;
    return true;
}

/* The children up to the closing bracket; those of a text that is cut count as all. */
static bool read_children(struct reader *reader, bool object)
{
    const str close = object ? STR("}") : STR("]");
    skip_space(reader);
    if (take(reader, close))
        return true;
    for (;;) {
        if (!read_child(reader, object))
            return reader->cut;
        skip_space(reader);
        if (take(reader, close))
            return true;
        if (at_end(reader))
            return fail_cut(reader) || reader->cut;
        if (!take(reader, STR(",")))
            return fail_at(reader, reader->at, object ? "a comma or } is expected here" : "a comma or ] is expected here");
        skip_space(reader);
        if (reader->lenient && take(reader, close))
            return true;
    }
}

static bool read_container(struct reader *reader, struct json *value)
{
    size_t base = reader->done.len;
    bool object = peek(reader) == '{';
    if (reader->depth == JSON_DEPTH_MAX)
        return err_fail(reader->err, ERR_INPUT, "", "byte %zu: nested deeper than %d levels", reader->at, JSON_DEPTH_MAX);
    reader->depth++;
    reader->at++;
    if (!read_children(reader, object))
        return false;
    reader->depth--;
    value->type = object ? JSON_OBJECT : JSON_ARRAY;
    value->count = reader->done.len - base;
    if (value->count > 0) {
        value->children = ARENA_ARRAY(reader->arena, struct json, value->count);
        memcpy(value->children, reader->done.at + base, value->count * sizeof *value->children);
    }
    reader->done.len = base;
    return true;
}

/* Fills value, but not its key. */
static bool read_value(struct reader *reader, struct json *value)
{
    skip_space(reader);
    value->string = STR("");
    if (at_end(reader))
        return fail_cut(reader);
    switch (peek(reader)) {
    case '{': case '[':
        return read_container(reader, value);
    case '"':
        value->type = JSON_STRING;
        return read_string(reader, &value->string);
    case '-': case '0': case '1': case '2': case '3': case '4': case '5': case '6': case '7': case '8': case '9':
        return read_number(reader, value);
    default:
        return read_word(reader, value);
    }
}

/* What pages wrap around the value of a script element. */
static void skip_marks(struct reader *reader)
{
    static const str marks[] = {STR_INIT("<!--"), STR_INIT("//<![CDATA["), STR_INIT("/*<![CDATA[*/"), STR_INIT("<![CDATA[")};
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        skip_space(reader);
        take(reader, marks[i]);
    }
}

bool json_read(struct arena *arena, str text, bool lenient, const struct json **value, struct err *err)
{
    struct reader reader = {.arena = arena, .text = arena_str(arena, text), .lenient = lenient, .err = err};
    struct json *top = ARENA_NEW(arena, struct json);
    top->key = STR("");
    take(&reader, STR("\xEF\xBB\xBF"));     /* a byte order mark may be passed over: RFC 8259, section 8.1 */
    if (lenient)
        skip_marks(&reader);
    if (!read_value(&reader, top))
        return reader.cut ? fail_at(&reader, reader.at, "there is no value") : false;
    skip_space(&reader);
    if (!lenient && !at_end(&reader))
        return fail_at(&reader, reader.at, "text stands after the value");
    *value = top;
    return true;
}

const struct json *json_find(const struct json *object, str key)
{
    if (object == NULL || object->type != JSON_OBJECT)
        return NULL;
    for (size_t i = object->count; i > 0; i--)
        if (str_eq(object->children[i - 1].key, key))
            return &object->children[i - 1];
    return NULL;
}

str json_find_str(const struct json *object, str key)
{
    const struct json *found = json_find(object, key);
    return found && found->type == JSON_STRING ? found->string : STR("");
}
