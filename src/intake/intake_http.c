/* intake_http.c: the header and the body of an archived HTTP response.
 *
 * RFC 9112, section 4 (status line), 5 (fields) and 7.1 (chunks); RFC 9110, section 8.4 (content coding: gzip and zstd are undone,
 * others refused). Tolerant as crawlers need it: bare line feeds, chunks that break off (what came is kept), a content coding
 * that is declared but was already undone by the crawler (the magic number decides).
 */
#include "intake/intake_part.h"

void intake_content_type(str value, str *type, str *charset)
{
    size_t semicolon = str_find_char(value, ';', 0);
    *type = str_trim(str_sub(value, 0, semicolon));
    *charset = STR("");
    size_t at = str_find_fold(value, STR("charset="), semicolon);
    if (at >= value.len)
        return;
    str rest = str_from_at(value, at + 8);
    size_t end = 0;
    while (rest.len && (rest.at[0] == '"' || rest.at[0] == '\'' || rest.at[0] == ' '))
        rest = str_from_at(rest, 1);
    while (end < rest.len && rest.at[end] != ';' && rest.at[end] != '"' && rest.at[end] != '\'' && !char_is_space(rest.at[end]))
        end++;
    *charset = str_sub(rest, 0, end);
}

bool intake_http_read(str block, struct intake_http *http)
{
    str line, rest = block;
    *http = (struct intake_http){0};
    if (!str_starts_fold(block, STR("HTTP/")) || !str_next_line(&rest, &line))
        return false;
    size_t space = str_find_char(line, ' ', 0);
    for (size_t i = space + 1; i < line.len && i < space + 4 && char_is_digit(line.at[i]); i++)
        http->status = http->status * 10 + (unsigned)(line.at[i] - '0');
    while (str_next_line(&rest, &line) && line.len) {
        size_t colon = str_find_char(line, ':', 0);
        str name = str_trim(str_sub(line, 0, colon)), value = str_trim(str_from_at(line, colon + 1));
        if (str_eq_fold(name, STR("content-type")))
            intake_content_type(value, &http->content_type, &http->charset);
        else if (str_eq_fold(name, STR("date")))
            http->date = value;
        else if (str_eq_fold(name, STR("content-encoding")))
            http->encoding = value;
        else if (str_eq_fold(name, STR("transfer-encoding")))
            http->chunked = str_find_fold(value, STR("chunked"), 0) < value.len;
    }
    http->body = rest;
    return true;
}

static bool hex_digit(char c, uint64_t *value)
{
    char low = char_lower(c);
    if (char_is_digit(c))
        *value = *value * 16 + (uint64_t)(c - '0');
    else if (low >= 'a' && low <= 'f')
        *value = *value * 16 + (uint64_t)(low - 'a' + 10);
    else
        return false;
    return *value < ((uint64_t)1 << 40);
}

/* Chunks to plain bytes. A body that does not begin with a chunk's size was dechunked by the crawler: lent as it is. */
static bool body_join(str body, struct intake_scratch *scratch, str *out)
{
    str rest = body, line;
    scratch->len = 0;
    while (rest.len) {
        uint64_t size = 0;
        size_t digits = 0;
        str before = rest;
        if (!str_next_line(&rest, &line))
            break;
        line = str_trim(line);
        while (digits < line.len && hex_digit(line.at[digits], &size))
            digits++;
        if (digits == 0 || (digits < line.len && line.at[digits] != ';' && line.at[digits] != ' ')) {
            if (scratch->len == 0) {
                *out = before;
                return true;
            }
            break;
        }
        if (size == 0)
            break;
        str chunk = str_sub(rest, 0, size < rest.len ? (size_t)size : rest.len);
        if (!intake_scratch_add(scratch, chunk))
            return false;
        rest = str_from_at(rest, chunk.len);
        str_next_line(&rest, &line);
    }
    *out = (str){scratch->at, scratch->len};
    return true;
}

bool intake_http_body(const struct intake_http *http, struct intake_scratch *scratch, str *body, const char **why)
{
    *body = http->body;
    *why = "out of memory while reading a body";
    if (http->chunked && !body_join(http->body, scratch, body))
        return false;
    bool packed = str_starts(*body, STR("\x1f\x8b")) || str_starts(*body, STR("\x28\xb5\x2f\xfd"));
    if (!packed) {
        bool text = body->len == 0 || (unsigned char)body->at[0] < 0x80;
        bool plain = http->encoding.len == 0 || str_eq_fold(http->encoding, STR("identity")) || text || str_starts(*body, STR("\xef\xbb\xbf"));
        *why = "the content coding of the body is none that is read (gzip and zstd are)";
        return plain;
    }
    struct intake_scratch unpacked = {0};
    if (!intake_unpack(*body, &unpacked, INTAKE_DOCUMENT_MAX, why)) {
        intake_scratch_free(&unpacked);
        return false;
    }
    scratch->len = 0;
    bool kept = intake_scratch_add(scratch, (str){unpacked.at, unpacked.len});
    intake_scratch_free(&unpacked);
    *body = (str){scratch->at, scratch->len};
    return kept;
}
