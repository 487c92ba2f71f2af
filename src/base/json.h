/* json.h: JSON (RFC 8259), a writer onto a buf and a reader into a tree in an arena. */
#ifndef ENTENTE_BASE_JSON_H
#define ENTENTE_BASE_JSON_H

#include "base/buf.h"

/* Writer. Commas are set by itself; keys come in the order of the calls. Strings are UTF-8; bad bytes become U+FFFD; "<", ">" and
 * "&" stay as they are unless html_safe is set (then \u003c …), which makes the text safe inside <script type=application/json>. */
struct json_out {struct buf *buf; bool comma; bool html_safe;};

struct json_out json_out_make(struct buf *buf);
void json_object(struct json_out *out);                   /* { */
void json_object_end(struct json_out *out);
void json_array(struct json_out *out);                    /* [ */
void json_array_end(struct json_out *out);
void json_key(struct json_out *out, str key);
void json_str(struct json_out *out, str value);
void json_int(struct json_out *out, int64_t value);
void json_double(struct json_out *out, double value, int digits);    /* at most digits after the point, no trailing zeros; NaN null */
void json_bool(struct json_out *out, bool value);
void json_null(struct json_out *out);
void json_raw(struct json_out *out, str json);            /* JSON that is known to be valid */
/* key and value in one call */
void json_key_str(struct json_out *out, str key, str value);
void json_key_int(struct json_out *out, str key, int64_t value);
void json_key_double(struct json_out *out, str key, double value, int digits);
void json_key_bool(struct json_out *out, str key, bool value);

/* Reader. */
enum json_type {JSON_NULL, JSON_BOOL, JSON_NUMBER, JSON_STRING, JSON_ARRAY, JSON_OBJECT};
struct json {
    enum json_type type;
    bool boolean;
    double number;
    str string;                     /* of JSON_STRING: unescaped; of JSON_NUMBER: as written */
    struct json *children;          /* members or elements, in order */
    size_t count;
    str key;                        /* where this value is a member of an object */
};
#define JSON_DEPTH_MAX 200
/* The whole text as one value; the tree is in the arena and needs text no more. Bad UTF-8 in strings becomes U+FFFD.
 * Fails with "byte N: …" in err->why. lenient: also accepts what pages really contain (trailing
 * commas, raw control characters in strings, HTML comment marks around, text after the value, an unclosed end). */
bool json_read(struct arena *arena, str text, bool lenient, const struct json **value, struct err *err);
const struct json *json_find(const struct json *object, str key);    /* NULL where missing or no object; of equal keys the last */
str json_find_str(const struct json *object, str key);    /* "" where missing or no string */

#endif
