/* site_request.c: what is asked for: path and query of a request, decoded and bounded, and addresses for links.
 *
 * The path is split at "/" before it is decoded, so that an encoded slash stays inside its segment (RFC 3986, 3.3). Queries are
 * application/x-www-form-urlencoded (WHATWG URL, 5.1). A byte 0 or bad UTF-8 is refused.
 */
#include <string.h>

#include "base/utf8.h"
#include "site/site_private.h"

static int hex_value(char c)
{
    if (char_is_digit(c))
        return c - '0';
    char lower = char_lower(c);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

static bool decode(struct arena *arena, str text, bool plus, str *out)
{
    char *at = arena_alloc(arena, text.len + 1);
    size_t len = 0;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        if (c == '%') {
            bool whole = text.len - i > 2;
            int high = whole ? hex_value(text.at[i + 1]) : -1, low = whole ? hex_value(text.at[i + 2]) : -1;
            if (high < 0 || low < 0)
                return false;
            c = (char)(high * 16 + low);
            i += 2;
        } else if (c == '+' && plus) {
            c = ' ';
        }
        if (c == 0)
            return false;
        at[len++] = c;
    }
    *out = (str){at, len};
    return utf8_valid(*out);
}

bool request_read(struct request *request, str target, struct err *err)
{
    size_t query_at = str_find_char(target, '?', 0);
    str path = str_sub(target, 0, query_at), query = str_from_at(target, query_at + 1), part;
    if (path.len == 0 || path.at[0] != '/')
        return err_fail(err, ERR_USAGE, "", "The address has no path.");
    path = str_from_at(path, 1);
    if (path.len > 1 && path.at[path.len - 1] == '/')
        path.len--;
    request->target = target;
    request->segment_count = request->param_count = 0;
    while (path.len > 0 && str_next(&path, '/', &part)) {
        if (request->segment_count == SITE_SEGMENTS_MAX)
            return err_fail(err, ERR_USAGE, "", "The address has more parts than any page of this site.");
        if (!decode(request->arena, part, false, &request->segments[request->segment_count++]))
            return err_fail(err, ERR_USAGE, "", "The address is not written correctly: a %% sign must be followed by two hexadecimal "
                            "digits, and the text be UTF-8.");
    }
    while (query.len > 0 && str_next(&query, '&', &part)) {
        if (part.len == 0)
            continue;
        if (request->param_count == SITE_PARAMS_MAX)
            return err_fail(err, ERR_USAGE, "", "The address has more than %d parameters.", SITE_PARAMS_MAX);
        struct param *param = &request->params[request->param_count++];
        size_t equals = str_find_char(part, '=', 0);
        if (!decode(request->arena, str_sub(part, 0, equals), true, &param->name) ||
            !decode(request->arena, str_from_at(part, equals + 1), true, &param->value))
            return err_fail(err, ERR_USAGE, "", "The address is not written correctly: a %% sign must be followed by two hexadecimal "
                            "digits, and the text be UTF-8.");
        param->value = str_trim(param->value);
    }
    return true;
}

str request_param(const struct request *request, str name)
{
    for (size_t i = 0; i < request->param_count; i++)
        if (str_eq(request->params[i].name, name))
            return request->params[i].value;
    return STR("");
}

bool request_day(struct request *request, str name, day *value)
{
    str text = request_param(request, name);
    if (text.len == 0 || day_read(text, value))
        return true;
    site_bad_date(request, name, text);
    return false;
}

bool request_number(struct request *request, str name, int64_t low, int64_t high, int64_t *value)
{
    str text = request_param(request, name);
    int64_t number;
    if (text.len == 0)
        return true;
    if (str_int64(text, &number) && number >= low && number <= high) {
        *value = number;
        return true;
    }
    site_bad_value(request, name, text, arena_printf(request->arena, "a whole number from %lld to %lld", (long long)low, (long long)high));
    return false;
}

static void add_date(struct request *request, struct buf *out)
{
    char text[12];
    if (request->dated)
        buf_printf(out, "?date=%.*s", STR_ARG(day_write(request->date, text)));
}

str site_path(struct request *request, const char *room, str id)
{
    struct buf out = buf_make(request->arena);
    buf_printf(&out, "/%s", room);
    if (id.len) {
        buf_add_char(&out, '/');
        html_url_encode(&out, id);
    }
    add_date(request, &out);
    return buf_take(&out);
}

str site_path_relation(struct request *request, str a, str b)
{
    struct buf out = buf_make(request->arena);
    buf_add(&out, STR("/relation/"));
    html_url_encode(&out, a);
    buf_add_char(&out, '/');
    html_url_encode(&out, b);
    add_date(request, &out);
    return buf_take(&out);
}

str site_path_number(struct request *request, const char *room, int64_t id)
{
    return arena_printf(request->arena, "/%s/%lld", room, (long long)id);
}

str site_path_events(struct request *request, const char *field, str value, day from, day to)
{
    char text[12];
    struct buf out = buf_make(request->arena);
    buf_printf(&out, "/search?%s=", field);
    html_url_encode(&out, value);
    if (from != DAY_NONE)
        buf_printf(&out, "&from=%.*s", STR_ARG(day_write(from, text)));
    if (to != DAY_NONE)
        buf_printf(&out, "&to=%.*s", STR_ARG(day_write(to, text)));
    return buf_take(&out);
}

str site_query_with(struct request *request, str path, const char *name, str value)
{
    struct buf out = buf_make(request->arena);
    buf_add(&out, path);
    char mark = '?';
    for (size_t i = 0; i < request->param_count; i++) {
        const struct param *param = &request->params[i];
        if (param->value.len == 0 || str_eq(param->name, str_from(name)))
            continue;
        buf_add_char(&out, mark);
        html_url_encode(&out, param->name);
        buf_add_char(&out, '=');
        html_url_encode(&out, param->value);
        mark = '&';
    }
    if (value.len) {
        buf_printf(&out, "%c%s=", mark, name);
        html_url_encode(&out, value);
    }
    return buf_take(&out);
}
