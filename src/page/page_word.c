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

enum furniture page_furniture(struct arena *arena, str line, str *rest)
{
    *rest = STR("");
    if (line.len == 0)
        return FURNITURE_NONE;
    str plain = line_bare(str_sub(line, 0, FURNITURE_LINE_MAX)), lower = utf8_fold(arena, plain);
    struct buf straight = buf_make(arena);              /* ’ as ' */
    for (size_t i = 0; i < lower.len;) {
        if (str_starts(str_from_at(lower, i), STR("\xe2\x80\x99"))) {
            buf_add_char(&straight, '\'');
            i += 3;
        } else
            buf_add_char(&straight, lower.at[i++]);
    }
    str key = buf_str(&straight);
    size_t at = phrase_after(key);
    if (line.len < FURNITURE_LINE_MAX)
        for (size_t i = at; i < PHRASE_COUNT && str_eq(phrases[i].phrase, key); i++)
            if (phrases[i].whole)
                return phrases[i].role;
    /* The longest phrase at the start: all of them lie before the line in the order of bytes, each a prefix of it. */
    for (size_t len = key.len < 40 ? key.len + 1 : 41; len >= 2; len--) {
        str part = len <= key.len ? str_sub(key, 0, len) : str_trim(str_sub(lower, 0, len));
        for (size_t i = phrase_after(part); i < PHRASE_COUNT && str_eq(phrases[i].phrase, part); i++)
            if (!phrases[i].whole) {
                bool word = part.at[part.len - 1] == ' ' || part.at[part.len - 1] == ':' || part.at[part.len - 1] == '(' || part.at[part.len - 1] == '.' ||
                            part.len >= key.len || !char_is_alpha(key.at[part.len]);
                if (!word)
                    continue;
                *rest = str_trim(str_from_at(plain, part.len));
                while (rest->len && (rest->at[0] == ':' || rest->at[0] == ' '))
                    *rest = str_from_at(*rest, 1);
                return phrases[i].role;
            }
    }
    return FURNITURE_NONE;
}

int page_month(struct arena *arena, str word, str lang)
{
    if (word.len < 3 || word.len > 24)
        return 0;
    str lower = utf8_fold(arena, word);
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
