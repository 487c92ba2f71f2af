/* utf8.c: reading and writing UTF-8, see utf8.h.
 *
 * The decoder follows table 3-7 of the Unicode Standard: the lead byte fixes how many bytes follow and which range the second may
 * have, so that overlong forms, surrogates and numbers above U+10FFFF never pass. A broken sequence ends before the first byte
 * that does not fit ("maximal subpart", as the WHATWG decoder does), which makes damage in one character stay there.
 * Classes and case are ICU's, code point by code point; these tables are part of its library and need no data file or locale.
 */
#include "base/utf8.h"

#include <string.h>
#include <unicode/uchar.h>

/* What table 3-7 says of a lead byte: how many bytes follow (0: none can) and the range of the second. */
struct lead {int follow; unsigned char low, high;};

static struct lead lead_of(unsigned char byte)
{
    if (byte >= 0xC2 && byte <= 0xDF)
        return (struct lead){1, 0x80, 0xBF};
    if (byte >= 0xE0 && byte <= 0xEF)
        return (struct lead){2, byte == 0xE0 ? 0xA0 : 0x80, byte == 0xED ? 0x9F : 0xBF};
    if (byte >= 0xF0 && byte <= 0xF4)
        return (struct lead){3, byte == 0xF0 ? 0x90 : 0x80, byte == 0xF4 ? 0x8F : 0xBF};
    return (struct lead){0, 0, 0};
}

uint32_t utf8_next(str s, size_t *at)
{
    unsigned char first = (unsigned char)s.at[(*at)++];
    if (first < 0x80)
        return first;
    struct lead lead = lead_of(first);
    if (lead.follow == 0)
        return UTF8_BAD;
    uint32_t code_point = first & (0x3Fu >> lead.follow);
    for (int i = 0; i < lead.follow; i++) {
        unsigned char byte = *at < s.len ? (unsigned char)s.at[*at] : 0;
        if (byte < (i == 0 ? lead.low : 0x80) || byte > (i == 0 ? lead.high : 0xBF))
            return UTF8_BAD;
        code_point = code_point << 6 | (byte & 0x3Fu);
        (*at)++;
    }
    return code_point;
}

uint32_t utf8_before(str s, size_t at)
{
    if (at == 0)
        return 0;
    size_t start = at - 1;
    while (start > 0 && at - start < 4 && ((unsigned char)s.at[start] & 0xC0) == 0x80)
        start--;
    uint32_t code_point = utf8_next(str_sub(s, 0, at), &start);
    return start == at ? code_point : UTF8_BAD;
}

/* Bytes from at on that are ASCII; eight at a time, since most text of most pages is. */
static size_t ascii_run(str s, size_t at)
{
    size_t start = at;
    uint64_t eight;
    for (; s.len - at >= sizeof eight; at += sizeof eight) {
        memcpy(&eight, s.at + at, sizeof eight);
        if (eight & 0x8080808080808080u)
            break;
    }
    while (at < s.len && (unsigned char)s.at[at] < 0x80)
        at++;
    return at - start;
}

/* The offset of the first byte that is not valid, or s.len. A U+FFFD that the text itself has is valid: it is three bytes. */
static size_t valid_prefix(str s)
{
    size_t at = 0;
    while ((at += ascii_run(s, at)) < s.len) {
        size_t start = at;
        if (utf8_next(s, &at) == UTF8_BAD && !str_eq(str_sub(s, start, at), STR("\xEF\xBF\xBD")))
            return start;
    }
    return s.len;
}

bool utf8_valid(str s)
{
    return valid_prefix(s) == s.len;
}

str utf8_repair(struct arena *arena, str s)
{
    size_t at = valid_prefix(s);
    if (at == s.len)
        return s;
    struct buf buf = buf_make(arena);
    buf_add(&buf, str_sub(s, 0, at));
    while (at < s.len) {
        size_t run = ascii_run(s, at);
        buf_add(&buf, str_sub(s, at, at + run));
        at += run;
        if (at < s.len)
            buf_add_utf8(&buf, utf8_next(s, &at));
    }
    return buf_take(&buf);
}

size_t utf8_chars(str s)
{
    size_t count = 0;
    for (size_t at = 0; at < s.len; count++)
        utf8_next(s, &at);
    return count;
}

size_t utf8_write(uint32_t code_point, char out[4])
{
    if (code_point > 0x10FFFF || (code_point >= 0xD800 && code_point <= 0xDFFF))
        code_point = UTF8_BAD;
    if (code_point < 0x80) {
        out[0] = (char)code_point;
        return 1;
    }
    size_t follow = code_point < 0x800 ? 1 : code_point < 0x10000 ? 2 : 3;
    for (size_t i = follow; i > 0; i--, code_point >>= 6)
        out[i] = (char)(0x80 | (code_point & 0x3F));
    static const unsigned char marks[] = {0, 0xC0, 0xE0, 0xF0};
    out[0] = (char)(marks[follow] | code_point);
    return follow + 1;
}

uint32_t utf8_lower(uint32_t code_point)
{
    if (code_point < 0x80)
        return (uint32_t)(unsigned char)char_lower((char)code_point);
    return (uint32_t)u_tolower((UChar32)code_point);
}

str utf8_fold(struct arena *arena, str s)
{
    struct buf buf = buf_make(arena);
    for (size_t at = 0; at < s.len; )
        buf_add_utf8(&buf, utf8_lower(utf8_next(s, &at)));
    return buf_take(&buf);
}

str utf8_upper_first(struct arena *arena, str s)
{
    struct buf buf = buf_make(arena);
    size_t at = 0;
    if (s.len > 0)
        buf_add_utf8(&buf, (uint32_t)u_totitle((UChar32)utf8_next(s, &at)));    /* title case: U+01C6 becomes U+01C5, not U+01C4 */
    buf_add(&buf, str_from_at(s, at));
    return buf_take(&buf);
}

bool utf8_is_letter(uint32_t code_point)
{
    return code_point < 0x80 ? char_is_alpha((char)code_point) : u_isalpha((UChar32)code_point);
}

bool utf8_is_upper(uint32_t code_point)
{
    return code_point < 0x80 ? code_point >= 'A' && code_point <= 'Z' : u_isupper((UChar32)code_point);
}

bool utf8_is_digit(uint32_t code_point)
{
    return code_point < 0x80 ? char_is_digit((char)code_point) : u_isdigit((UChar32)code_point);
}

bool utf8_is_space(uint32_t code_point)
{
    return code_point < 0x80 ? code_point == ' ' || (code_point >= 9 && code_point <= 13) : u_isUWhiteSpace((UChar32)code_point);
}
