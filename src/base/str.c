/* str.c: borrowed text, see str.h.
 *
 * Comparison and search go by bytes: UTF-8 keeps the order of code points and never matches inside a character. The hash is
 * FNV-1a (Fowler, Noll, Vo) followed by the finalizer of MurmurHash3 (Appleby), since FNV alone leaves the high bits of short
 * texts weak.
 */
#include "base/str.h"

#include <stdlib.h>
#include <string.h>

str str_from(const char *text)
{
    return text ? (str){text, strlen(text)} : (str){"", 0};
}

bool str_eq(str a, str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.at, b.at, a.len) == 0);
}

char char_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

bool char_is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

bool char_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool char_is_alpha(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool same_fold(const char *a, const char *b, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (char_lower(a[i]) != char_lower(b[i]))
            return false;
    return true;
}

bool str_eq_fold(str a, str b)
{
    return a.len == b.len && same_fold(a.at, b.at, a.len);
}

int str_cmp(str a, str b)
{
    size_t shorter = a.len < b.len ? a.len : b.len;
    int order = shorter ? memcmp(a.at, b.at, shorter) : 0;
    if (order != 0)
        return order;
    return a.len < b.len ? -1 : a.len > b.len;
}

bool str_starts(str s, str prefix)
{
    return s.len >= prefix.len && str_eq(str_sub(s, 0, prefix.len), prefix);
}

bool str_ends(str s, str suffix)
{
    return s.len >= suffix.len && str_eq(str_from_at(s, s.len - suffix.len), suffix);
}

bool str_starts_fold(str s, str prefix)
{
    return s.len >= prefix.len && same_fold(s.at, prefix.at, prefix.len);
}

size_t str_find_char(str s, char c, size_t from)
{
    if (from >= s.len)
        return s.len;
    const char *found = memchr(s.at + from, c, s.len - from);
    return found ? (size_t)(found - s.at) : s.len;
}

size_t str_find(str s, str what, size_t from)
{
    if (what.len == 0)
        return from < s.len ? from : s.len;
    for (size_t at = from; at + what.len <= s.len; at++) {
        at = str_find_char(s, what.at[0], at);
        if (at + what.len > s.len)
            break;
        if (memcmp(s.at + at, what.at, what.len) == 0)
            return at;
    }
    return s.len;
}

size_t str_find_fold(str s, str what, size_t from)
{
    if (what.len == 0)
        return from < s.len ? from : s.len;
    for (size_t at = from; at + what.len <= s.len; at++)
        if (same_fold(s.at + at, what.at, what.len))
            return at;
    return s.len;
}

bool str_has(str s, str what)
{
    return what.len == 0 || str_find(s, what, 0) < s.len;
}

str str_sub(str s, size_t start, size_t end)
{
    if (end > s.len)
        end = s.len;
    if (start > end)
        start = end;
    return (str){s.at ? s.at + start : s.at, end - start};
}

str str_from_at(str s, size_t start)
{
    return str_sub(s, start, s.len);
}

str str_trim(str s)
{
    while (s.len > 0 && char_is_space(s.at[0]))
        s.at++, s.len--;
    while (s.len > 0 && char_is_space(s.at[s.len - 1]))
        s.len--;
    return s;
}

/* A used-up rest has at == NULL, so that an empty last part ("a," has two parts) is still given. */
bool str_next(str *rest, char separator, str *part)
{
    if (rest->at == NULL)
        return false;
    size_t end = str_find_char(*rest, separator, 0);
    *part = str_sub(*rest, 0, end);
    *rest = end < rest->len ? str_from_at(*rest, end + 1) : (str){NULL, 0};
    return true;
}

bool str_next_line(str *rest, str *line)
{
    if (rest->len == 0)
        return false;
    size_t end = str_find_char(*rest, '\n', 0);
    *line = str_sub(*rest, 0, end);
    *rest = str_from_at(*rest, end + (end < rest->len));
    if (line->len > 0 && line->at[line->len - 1] == '\r')
        line->len--;
    return true;
}

bool str_int64(str s, int64_t *value)
{
    bool negative = s.len > 0 && s.at[0] == '-';
    size_t at = negative || (s.len > 0 && s.at[0] == '+');
    uint64_t sum = 0, limit = (uint64_t)INT64_MAX + negative;
    if (at == s.len)
        return false;
    for (; at < s.len; at++) {
        if (!char_is_digit(s.at[at]))
            return false;
        uint64_t digit = (uint64_t)(s.at[at] - '0');
        if (sum > (limit - digit) / 10)
            return false;
        sum = sum * 10 + digit;
    }
    *value = negative ? (int64_t)(0 - sum) : (int64_t)sum;
    return true;
}

/* strtod depends on the locale; the program never calls setlocale, so that the locale is always "C". */
bool str_double(str s, double *value)
{
    char copy[64];
    if (s.len == 0 || s.len >= sizeof copy || char_is_space(s.at[0]))
        return false;
    for (size_t i = 0; i < s.len; i++)
        if (!char_is_digit(s.at[i]) && memchr("+-.eE", s.at[i], 5) == NULL)
            return false;
    memcpy(copy, s.at, s.len);
    copy[s.len] = 0;
    char *end;
    double read = strtod(copy, &end);
    if (end != copy + s.len)
        return false;
    *value = read;
    return true;
}

uint64_t str_hash(str s)
{
    uint64_t hash = 0xcbf29ce484222325u;
    for (size_t i = 0; i < s.len; i++)
        hash = (hash ^ (unsigned char)s.at[i]) * 0x100000001b3u;
    hash ^= hash >> 33;
    hash *= 0xff51afd7ed558ccdu;
    hash ^= hash >> 33;
    hash *= 0xc4ceb9fe1a85ec53u;
    return hash ^ (hash >> 33);
}

/* Bytes put in, left out, changed, or two neighbours swapped (optimal string alignment); SIZE_MAX for words above 63 bytes. */
size_t str_distance(str a, str b)
{
    size_t rows[3][64], *before = rows[0], *last = rows[1], *now = rows[2];
    if (a.len > 63 || b.len > 63)
        return SIZE_MAX;
    for (size_t j = 0; j <= b.len; j++)
        last[j] = before[j] = j;
    for (size_t i = 1; i <= a.len; i++) {
        now[0] = i;
        for (size_t j = 1; j <= b.len; j++) {
            size_t best = last[j - 1] + (a.at[i - 1] != b.at[j - 1]);
            if (best > last[j] + 1)
                best = last[j] + 1;
            if (best > now[j - 1] + 1)
                best = now[j - 1] + 1;
            if (i > 1 && j > 1 && a.at[i - 1] == b.at[j - 2] && a.at[i - 2] == b.at[j - 1] && best > before[j - 2] + 1)
                best = before[j - 2] + 1;
            now[j] = best;
        }
        size_t *oldest = before;
        before = last;
        last = now;
        now = oldest;
    }
    return last[b.len];
}
