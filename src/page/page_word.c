/* page_word.c: furniture phrases and month names, looked up in tables made of data/page/furniture.tsv and months.tsv. */
#include "page/page_word.h"
#include "base/utf8.h"

static const struct {str phrase; bool whole; enum furniture role;} phrases[] = {
#include "page/page_furniture.inc"
};
#define PHRASE_COUNT (sizeof phrases / sizeof *phrases)

static const struct {str name; const char *lang; int month;} months[] = {
#include "page/page_months.inc"
};
#define MONTH_COUNT (sizeof months / sizeof *months)

/* Index of the first phrase that is not less than line (by bytes). */
static size_t phrase_after(str line)
{
    size_t low = 0, high = PHRASE_COUNT;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (str_cmp(phrases[middle].phrase, line) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static str line_bare(str line)
{
    line = str_trim(line);
    while (line.len && (line.at[line.len - 1] == ':' || line.at[line.len - 1] == '.' || line.at[line.len - 1] == ' '))
        line.len--;
    if (str_ends(line, STR("\xe2\x80\xa6")))
        line.len -= 3;
    while (line.len && (line.at[0] == '-' || line.at[0] == '*' || line.at[0] == ' ' || line.at[0] == '|'))
        line = str_from_at(line, 1);
    return line;
}

/* The text in lower case, typographic apostrophes as plain ones, into room bytes; what does not fit is cut. No arena: this is asked of
 * every line of a page several times. */
static str lower_into(str text, char *out, size_t room)
{
    size_t len = 0;
    for (size_t at = 0; at < text.len && len + 4 <= room;) {
        uint32_t c = utf8_next(text, &at);
        len += c < 128 ? (out[len] = char_lower((char)c), 1u) : utf8_write(c == 0x2019 ? '\'' : utf8_lower(c), out + len);
    }
    return (str){out, len};
}

/* The end of a phrase in the line: a phrase of letters ends at a word's end. */
static bool phrase_ends(str phrase, str line)
{
    char last = phrase.at[phrase.len - 1];
    return last == ' ' || last == ':' || last == '(' || last == '.' || phrase.len >= line.len || !char_is_alpha(line.at[phrase.len]);
}

/* What follows the first count bytes of the lower-case line, in the line as written: code points are counted, since case may change their length. */
static str rest_after(str plain, str lower, size_t count)
{
    size_t low = 0, at = 0;
    while (low < count && low < lower.len && at < plain.len) {
        utf8_next(lower, &low);
        utf8_next(plain, &at);
    }
    str rest = str_trim(str_from_at(plain, at));
    while (rest.len && (rest.at[0] == ':' || rest.at[0] == ' '))
        rest = str_from_at(rest, 1);
    return rest;
}

enum furniture page_furniture(str line, str *rest)
{
    char buffer[FURNITURE_LINE_MAX + 200];
    *rest = STR("");
    if (line.len == 0)
        return FURNITURE_NONE;
    str plain = line_bare(str_sub(line, 0, FURNITURE_LINE_MAX)), key = lower_into(plain, buffer, sizeof buffer);
    size_t best = 0;
    enum furniture role = FURNITURE_NONE;
    /* Phrases with the same two first bytes stand together; the whole line counts before the longest start. */
    str start = str_sub(key, 0, 2);
    for (size_t i = phrase_after(start); key.len >= 2 && i < PHRASE_COUNT && str_starts(phrases[i].phrase, start); i++) {
        str phrase = phrases[i].phrase;
        if (phrases[i].whole && line.len < FURNITURE_LINE_MAX && str_eq(phrase, key))
            return phrases[i].role;
        if (!phrases[i].whole && phrase.len > best && str_starts(key, phrase) && phrase_ends(phrase, key)) {
            best = phrase.len;
            role = phrases[i].role;
        }
    }
    if (best)
        *rest = rest_after(plain, key, best);
    return role;
}

int page_month(str word, str lang)
{
    char buffer[64];
    if (word.len < 3 || word.len > 24)
        return 0;
    str lower = lower_into(word, buffer, sizeof buffer);
    int found = 0;
    size_t low = 0, high = MONTH_COUNT;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (str_cmp(months[middle].name, lower) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < MONTH_COUNT && str_eq(months[low].name, lower); low++)
        if (found == 0 || str_starts(lang, str_from(months[low].lang)))
            found = months[low].month;
    return found;
}
