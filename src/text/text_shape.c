/* text_shape.c: sentences that end without a stop: headers and signatures of letters, addresses, separating lines, broken lines.
 *
 * Found by the shape of the tokens alone: a date with a clock time is a line of its own in the head of a letter; a web or mail address ends what it
 * stands in where a capital follows; a row of one mark ("=====") parts; a closing phrase ("Regards,") parts from the name below it; a remark that is
 * all in brackets stands alone; a footnote's number ("[6]") belongs to what it follows. A line that is broken although the next word would have had
 * room on it was broken on purpose: a heading, an item of a list, a line of an address. By hand, after reading the English Web Treebank's dev part.
 * Bounds: each question looks at a fixed number of tokens, text_widest_line reads the paragraph once.
 */
#include "text/text_inner.h"
#include "base/utf8.h"

#include <string.h>

enum {ROW_MIN = 5, CLOSING_TOKENS = 4, BRACKET_TOKENS = 40, LINE_SPARE = 12, LINE_WIDE = 40};

static str form(str bytes, const struct token *tokens, size_t i) { return str_sub(bytes, tokens[i].start, tokens[i].end); }
static bool begins_upper(str s)
{
    size_t at = 0;
    return s.len > 0 && utf8_is_upper(utf8_next(s, &at));
}
/* Digits parted by the mark, `least` to `most` groups: 03/27/2001, 09:11:30. */
static bool digits_by(str s, char mark, int least, int most)
{
    int groups = 1;
    for (size_t i = 0; i < s.len; i++)
        if (s.at[i] == mark && i > 0 && i + 1 < s.len)
            groups++;
        else if (!char_is_digit(s.at[i]))
            return false;
    return groups >= least && groups <= most;
}
static bool is_date(str s) { return digits_by(s, '/', 3, 3); }
static bool is_time(str s) { return digits_by(s, ':', 2, 3); }
static bool is_noon(str s) { return str_eq_fold(s, STR("AM")) || str_eq_fold(s, STR("PM")); }
static bool is_mail(str s) { return s.len > 4 && str_find_char(s, '@', 1) < s.len; }
static bool is_address(str s) { return str_starts_fold(s, STR("http")) ? str_has(s, STR("://")) : str_starts_fold(s, STR("www.")) || is_mail(s); }
static bool is_row(str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (s.at[i] != s.at[0])
            return false;
    return s.len >= ROW_MIN && s.at[0] != '.' && strchr("-=_*~#+", s.at[0]);
}
static bool is_emoticon(str s)
{
    return s.len >= 2 && s.len <= 3 && (s.at[0] == ':' || s.at[0] == ';') && strchr(")(DP", s.at[s.len - 1]) && s.at[s.len - 1] != '\0';
}

/* "Jane Doe 03/27/2001 09:11 AM I have …": before the date and behind the time. */
static bool header_ends(str bytes, const struct token *tokens, size_t count, size_t i, size_t begin)
{
    str here = form(bytes, tokens, i), next = form(bytes, tokens, i + 1);
    if (i + 2 < count && is_date(next) && is_time(form(bytes, tokens, i + 2)))
        return begins_upper(here) || is_mail(here) || str_eq(here, STR(">"));
    size_t time = i - (is_noon(here) && i > begin);
    return time > begin && is_time(form(bytes, tokens, time)) && is_date(form(bytes, tokens, time - 1)) && begins_upper(next) && !is_noon(next);
}
/* "Best regards, | Jane". */
static bool closing_ends(str bytes, const struct token *tokens, size_t i, size_t begin)
{
    static const char *const words[] = {"regards", "thanks", "thank", "sincerely", "cordially", "respectfully", "best", "wishes", "cheers", "yours", "truly",
        "faithfully", "greetings", NULL};
    if (i == begin || i - begin >= CLOSING_TOKENS || !str_eq(form(bytes, tokens, i), STR(",")))
        return false;
    str first = form(bytes, tokens, begin), last = form(bytes, tokens, i - 1);
    for (size_t k = 0; words[k]; k++)
        if (str_eq_fold(last, str_from(words[k])) || (str_eq_fold(first, str_from(words[k])) && str_eq_fold(last, STR("you"))))
            return begins_upper(first);
    return false;
}
/* "(New Scientist) NASA is …": all of the sentence so far is in brackets; "(a)" and "(2)" number what follows. */
static bool bracket_ends(str bytes, const struct token *tokens, size_t i, size_t begin)
{
    str open = form(bytes, tokens, begin), close = form(bytes, tokens, i);
    if (i < begin + 2 || i - begin > BRACKET_TOKENS || !(str_eq(open, STR("(")) ? str_eq(close, STR(")")) : str_eq(open, STR("[")) && str_eq(close, STR("]"))))
        return false;
    for (size_t k = begin + 1; k < i; k++)
        if (str_eq(form(bytes, tokens, k), open) || str_eq(form(bytes, tokens, k), close))
            return false;
    return i - begin > 2 || tokens[begin + 1].end - tokens[begin + 1].start > 2;
}

bool text_shape_ends(str bytes, const struct token *tokens, size_t count, size_t i, size_t begin)
{
    if (i + 1 >= count || tokens[i + 1].start == tokens[i].end)
        return false;
    str here = form(bytes, tokens, i), next = form(bytes, tokens, i + 1);
    if (is_row(here) || is_row(next) || header_ends(bytes, tokens, count, i, begin))
        return true;
    if (is_address(here))
        return begins_upper(next) || is_address(next);
    if (!begins_upper(next))
        return false;
    if (str_eq(here, STR(">>")) || (str_eq(here, STR(">")) && i > begin && is_address(form(bytes, tokens, i - 1))) || is_emoticon(here))
        return true;
    return closing_ends(bytes, tokens, i, begin) || bracket_ends(bytes, tokens, i, begin) || (i == begin && str_eq(here, STR("--")));
}

size_t text_footnote(str bytes, const struct token *tokens, size_t count, size_t i)
{
    size_t end = i;
    while (end + 3 < count && str_eq(form(bytes, tokens, end + 1), STR("[")) && digits_by(form(bytes, tokens, end + 2), '/', 1, 1)
            && str_eq(form(bytes, tokens, end + 3), STR("]")))
        end += 3;
    return end - i;
}

size_t text_widest_line(str paragraph)
{
    size_t widest = 0, lines = 0, small = 0;
    for (size_t at = 0; at < paragraph.len; lines++) {
        size_t end = str_find_char(paragraph, '\n', at);
        str line = str_trim(str_sub(paragraph, at, end));
        small += line.len > 0 && line.at[0] >= 'a' && line.at[0] <= 'z';
        if (end - at > widest)
            widest = end - at;
        at = end + 1;
    }
    return widest < LINE_WIDE && lines > 1 && small == 0 ? SIZE_MAX : widest;    /* a block of short lines: a heading, names, an address */
}
bool text_line_ends(str bytes, const struct token *tokens, size_t count, size_t i, size_t widest)
{
    if (i + 1 >= count || tokens[i + 1].words == 0 || widest < LINE_WIDE)
        return false;
    size_t end = str_find_char(str_sub(bytes, 0, tokens[i + 1].start), '\n', tokens[i].end), start = tokens[i].end;
    if (end >= tokens[i + 1].start)
        return false;
    while (start > 0 && tokens[i].end - start < widest && bytes.at[start - 1] != '\n')
        start--;
    str next = form(bytes, tokens, i + 1);
    bool item = str_eq(next, STR("•")) || str_eq(next, STR("*")) || str_eq(next, STR("-")) || begins_upper(next) || char_is_digit(next.at[0]);
    char last = bytes.at[tokens[i].end - 1];
    return item && last != ',' && last != ';' && end - start + next.len + LINE_SPARE < widest;
}
