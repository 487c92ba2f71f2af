/* page_decode.c: character references to characters.
 *
 * WHATWG HTML, section 13.2.5.72-80: the longest name of the list counts, a semicolon may be missing where the list has the
 * name without; in attributes such a name before "=" or a letter or digit is no reference. Numbers: the table of windows-1252
 * for 128-159, U+FFFD for what is no character. The names are data/page/entities.tsv, compiled into page_entities.inc.
 */
#include "page/page_token.h"

struct entity {const char *name; unsigned char len, size; char text[7];};

static const struct entity entities[] = {
#include "page/page_entities.inc"
};

#define ENTITY_COUNT (sizeof entities / sizeof *entities)
#define ENTITY_NAME_MAX 32

static const struct entity *entity_find(str name)
{
    size_t low = 0, high = ENTITY_COUNT;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = str_cmp(name, (str){entities[middle].name, entities[middle].len});
        if (order == 0)
            return &entities[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

/* 13.2.5.80 */
static uint32_t number_repair(uint32_t code)
{
    static const uint16_t windows[32] = {0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, 0x8D, 0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161,
        0x203A, 0x0153, 0x9D, 0x017E, 0x0178};
    if (code == 0 || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF))
        return 0xFFFD;
    return code >= 128 && code < 160 ? windows[code - 128] : code;
}

/* "&#…": the bytes used, 0 where it is no reference. */
static size_t number_read(str s, struct buf *out)
{
    bool hex = s.len > 2 && (s.at[2] == 'x' || s.at[2] == 'X');
    size_t at = hex ? 3 : 2, start = at;
    uint32_t code = 0;
    for (; at < s.len; at++) {
        char c = char_lower(s.at[at]);
        uint32_t digit;
        if (char_is_digit(c))
            digit = (uint32_t)(c - '0');
        else if (hex && c >= 'a' && c <= 'f')
            digit = (uint32_t)(c - 'a') + 10;
        else
            break;
        code = code > 0x10FFFF ? code : code * (hex ? 16 : 10) + digit;
    }
    if (at == start)
        return 0;
    buf_add_utf8(out, number_repair(code));
    return at < s.len && s.at[at] == ';' ? at + 1 : at;
}

static size_t name_read(str s, bool attribute, struct buf *out)
{
    size_t len = 0;
    while (len + 1 < s.len && len < ENTITY_NAME_MAX && (char_is_alpha(s.at[len + 1]) || char_is_digit(s.at[len + 1])))
        len++;
    if (len + 1 < s.len && s.at[len + 1] == ';')
        len++;
    for (; len >= 2; len--) {
        const struct entity *entity = entity_find(str_sub(s, 1, len + 1));
        if (!entity)
            continue;
        char next = len + 1 < s.len ? s.at[len + 1] : 0;
        if (attribute && s.at[len] != ';' && (next == '=' || char_is_alpha(next) || char_is_digit(next)))
            return 0;
        buf_add(out, (str){entity->text, entity->size});
        return len + 1;
    }
    return 0;
}

void page_decode(str text, bool attribute, struct buf *out)
{
    size_t at = 0;
    while (at < text.len) {
        size_t amp = str_find_char(text, '&', at);
        buf_add(out, str_sub(text, at, amp));
        if (amp >= text.len)
            return;
        str from = str_from_at(text, amp);
        size_t used = from.len < 2 ? 0 : from.at[1] == '#' ? number_read(from, out) : name_read(from, attribute, out);
        if (used == 0) {
            buf_add_char(out, '&');
            used = 1;
        }
        at = amp + used;
    }
}
