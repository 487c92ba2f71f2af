/* text_token.c: bytes to tokens and words, by the habits of the English Web Treebank (UD_English-EWT, LDC2012T13 guidelines).
 *
 * One pass from left to right; white space always parts. A word is letters and digits, with what may stand inside: apostrophes, stops and
 * commas between digits, stops of abbreviations, hyphens after a prefix ("non-aligned"; other hyphens are tokens), "&", "/" in dates.
 * Addresses (URL, e-mail) are one token. Then contractions are parted into words of one token: "do|n't", "Minsk|'s", "Belarus|’", "can|not".
 * A full stop belongs to an abbreviation by data/text/en-abbreviations.tsv, to single capital letters ("A. G.") and to "U.S."-like
 * words; elsewhere it is a token. Bounds: linear; look-ahead is bounded by TOKEN_LOOK bytes.
 */
#include "text/text_inner.h"
#include "base/utf8.h"

#include <string.h>

enum {TOKEN_LOOK = 2048, ABBREVIATION_MAX = 24};

struct scan {
    const struct text *text;
    struct arena *arena;
    str s;                          /* the bytes up to the end */
    size_t at;
    struct token_list *list;
    size_t first;                   /* number of tokens before this text */
    bool quote_open;                /* a single quotation mark waits for its end */
};

/* ---- Classes ---- */

static uint32_t code_at(str s, size_t at, size_t *next)
{
    if (at >= s.len) {
        *next = at;
        return 0;
    }
    if ((unsigned char)s.at[at] < 0x80) {
        *next = at + 1;
        return (unsigned char)s.at[at];
    }
    *next = at;
    return utf8_next(s, next);
}
static bool is_alpha(uint32_t c) { return c < 0x80 ? char_is_alpha((char)c) : c != UTF8_BAD && (utf8_is_letter(c) || (c >= 0x300 && c < 0x370)); }
static bool is_digit(uint32_t c) { return c < 0x80 ? char_is_digit((char)c) : utf8_is_digit(c); }
static bool is_upper(uint32_t c) { return c < 0x80 ? c >= 'A' && c <= 'Z' : utf8_is_upper(c); }
static bool is_space(uint32_t c) { return c < 0x80 ? char_is_space((char)c) || c == '\v' : utf8_is_space(c) || c == 0x200B || c == 0xFEFF; }
static bool is_apostrophe(uint32_t c) { return c == '\'' || c == 0x2019 || c == 0x02BC; }
static bool is_hyphen(uint32_t c) { return c == '-' || c == 0x2010 || c == 0x2011; }
static bool word_code(uint32_t c) { return is_alpha(c) || is_digit(c) || c == '_'; }

static void emit(struct scan *scan, size_t start, size_t end, uint8_t words)
{
    if (end > start)
        *LIST_ADD(scan->arena, scan->list) = (struct token){(uint32_t)start, (uint32_t)end, words};
}

/* ---- Words of one token ---- */

/* Length of the ending that is a word of its own: n't, 's, 're, 've, 'll, 'd, 'm; 0 none. */
static size_t clitic(str word)
{
    static const char *const endings[] = {"n't", "'s", "'re", "'ve", "'ll", "'d", "'m", "n’t", "’s", "’re", "’ve", "’ll", "’d", "’m"};
    for (size_t k = 0; k < sizeof endings / sizeof endings[0]; k++) {
        size_t len = strlen(endings[k]);
        if (word.len > len && str_eq_fold(str_from_at(word, word.len - len), str_from(endings[k])))
            return len;
    }
    return 0;
}
/* Parts by the table: the words' bytes must be those of the token. */
static bool split_by_table(struct scan *scan, size_t start, size_t end)
{
    char folded[ABBREVIATION_MAX];
    str word = str_sub(scan->s, start, end), parts, part;
    uint8_t count = 1;
    if (word.len > sizeof folded || word.len < 2)
        return false;
    for (size_t i = 0; i < word.len; i++)
        folded[i] = char_lower(word.at[i]);
    if (!text_lexicon_find(&scan->text->splits, (str){folded, word.len}, &parts))
        return false;
    for (size_t i = 0; i < parts.len; i++)
        count = (uint8_t)(count + (parts.at[i] == ' '));
    if (parts.len - (count - 1u) != word.len)
        return false;
    for (size_t at = start; str_next(&parts, ' ', &part); at += part.len, count = 0)
        emit(scan, at, at + part.len, count);
    return true;
}
static void emit_word(struct scan *scan, size_t start, size_t end)
{
    str word = str_sub(scan->s, start, end);
    size_t tail = clitic(word);
    if (tail) {
        emit(scan, start, end - tail, 2);
        emit(scan, end - tail, end, 0);
    } else if (!split_by_table(scan, start, end))
        emit(scan, start, end, 1);
}

/* ---- Addresses ---- */

static size_t chunk_end(str s, size_t at)
{
    size_t next, stop = at + TOKEN_LOOK < s.len ? at + TOKEN_LOOK : s.len;
    while (at < stop && !is_space(code_at(s, at, &next)))
        at = next;
    return at;
}
static bool known_domain(str s)
{
    static const char *const domains[] = {".com", ".org", ".net", ".edu", ".gov", ".int", ".info", ".by", ".ru", ".ua", ".eu", ".uk", ".de", ".pl",
            ".lt", ".lv", ".fr"};
    size_t end = str_find_char(s, '/', 0);
    str host = str_sub(s, 0, end);
    for (size_t k = 0; k < sizeof domains / sizeof domains[0]; k++)
        if (str_ends(host, str_from(domains[k])) && host.len > strlen(domains[k]))
            return true;
    return false;
}
static bool is_address(str chunk)
{
    size_t at_sign = str_find_char(chunk, '@', 0), mark = 0;
    if (str_starts_fold(chunk, STR("http://")) || str_starts_fold(chunk, STR("https://")) || str_starts_fold(chunk, STR("ftp://"))
        || str_starts_fold(chunk, STR("mailto:")) || str_starts_fold(chunk, STR("www.")))
        return true;
    while (mark < at_sign && chunk.at[mark] != '"' && chunk.at[mark] != '<')    /* Name"<name@… */
        mark++;
    if (at_sign > 0 && mark == at_sign && at_sign + 3 < chunk.len && str_find_char(chunk, '.', at_sign) < chunk.len)
        return true;
    return chunk.len > 4 && str_find_char(chunk, ',', 0) == chunk.len && known_domain(chunk);
}
/* The end of the address that starts at scan->at, or 0. */
static size_t address_end(const struct scan *scan)
{
    size_t end = chunk_end(scan->s, scan->at);
    while (end > scan->at) {
        char last = scan->s.at[end - 1];
        if (last != '\0' && strchr(".,;:!?\"')]}>", last) && (last != ')' || !memchr(scan->s.at + scan->at, '(', end - scan->at)))
            end--;
        else if (str_ends(str_sub(scan->s, scan->at, end), STR("”")) || str_ends(str_sub(scan->s, scan->at, end), STR("’")))
            end -= 3;
        else
            break;
    }
    return end > scan->at + 3 && is_address(str_sub(scan->s, scan->at, end)) ? end : 0;
}

/* ---- Stops ---- */

static uint32_t code_after_space(str s, size_t at)
{
    size_t next;
    while (at < s.len && is_space(code_at(s, at, &next)))
        at = next;
    return code_at(s, at, &next);
}
/* Letters parted by stops: "U.S", "a.m", "Ph.D", "S.p.A". */
static bool dotted(str word)
{
    size_t run = 0, dots = 0;
    for (size_t i = 0; i < word.len; i++) {
        if (word.at[i] == '.') {
            if (run == 0 || run > 2)
                return false;
            dots++;
            run = 0;
        } else if (char_is_alpha(word.at[i]) || (word.at[i] & 0x80))
            run += (word.at[i] & 0xC0) != 0x80;
        else
            return false;
    }
    return dots > 0 && run > 0 && run <= 2;
}
/* Does the stop at byte `stop` belong to the word that starts at `start`? */
static bool keeps_stop(const struct scan *scan, size_t start, size_t stop)
{
    str word = str_sub(scan->s, start, stop), kind;
    char folded[ABBREVIATION_MAX];
    size_t next;
    uint32_t follows = code_after_space(scan->s, stop + 1), first = code_at(word, 0, &next);
    if (word.len == 0 || word.len > sizeof folded)
        return false;
    if (dotted(word))
        return true;
    if (next == word.len && is_upper(first))              /* an initial; "I." ends a sentence more often */
        return first != 'I' ? follows != 0 : is_upper(follows) && scan->list->len > scan->first
            && is_upper((unsigned char)scan->s.at[scan->list->at[scan->list->len - 1].start]);
    for (size_t i = 0; i < word.len; i++)
        folded[i] = char_lower(word.at[i]);
    if (!text_lexicon_find(&scan->text->abbreviations, (str){folded, word.len}, &kind))
        return false;
    if (str_eq(kind, STR("title")))
        return is_upper(first) && follows != 0;
    if (str_eq(kind, STR("number")))
        return is_digit(follows);
    if (str_eq(kind, STR("month")))
        return is_upper(first) && follows != 0;
    if (str_eq(kind, STR("inner")))
        return follows != 0 && !is_upper(follows);
    return str_eq(kind, STR("joins")) ? follows != 0 : true;
}

/* ---- Words ---- */

/* Keeps its hyphen as a prefix ("non-", "anti-"), as the treebank has it. */
static bool is_prefix(const struct scan *scan, str part)
{
    char key[ABBREVIATION_MAX];
    if (part.len + 1 > sizeof key || part.len == 0)
        return false;
    for (size_t i = 0; i < part.len; i++)
        key[i] = char_lower(part.at[i]);
    key[part.len] = '-';
    return text_lexicon_find(&scan->text->splits, (str){key, part.len + 1}, NULL);
}
/* 713-853-3989, 646-8420, 3-1663, 77042-2016, 2001-05-03: three groups of digits, or four behind one, three or five. */
static size_t hyphened_digits(str s, size_t start)
{
    size_t at = start, groups = 0, sizes[8] = {0};
    while (groups < 8) {
        size_t from = at;
        while (at < s.len && char_is_digit(s.at[at]))
            at++;
        if (at == from)
            return 0;
        sizes[groups++] = at - from;
        if (at + 1 >= s.len || s.at[at] != '-' || !char_is_digit(s.at[at + 1]))
            break;
        at++;
    }
    return groups > 2 || (groups == 2 && (sizes[0] == 3 || sizes[0] == 1 || sizes[0] == 5) && sizes[1] == 4) ? at : 0;
}
/* "5pm", "10km", "300m": digits, then a unit; "20th" and "1980s" are one. */
static bool unit_after_digits(str s, size_t at, size_t end)
{
    str unit = str_sub(s, at, end);
    static const char *const whole[] = {"st", "nd", "rd", "th", "s", "d"};
    for (size_t k = 0; k < sizeof whole / sizeof whole[0]; k++)
        if (str_eq_fold(unit, str_from(whole[k])))
            return false;
    static const char *const units[] = {"pm", "am", "km", "kg", "m", "mm", "cm", "ft", "mph", "bn", "mn", "min", "hrs", "hr", "mg", "ml", "gb", "mb",
            "lbs", "k", "x", "yo", "yr", "p.m", "a.m"};
    for (size_t k = 0; k < sizeof units / sizeof units[0]; k++)
        if (str_eq_fold(unit, str_from(units[k])))
            return true;
    return false;
}
/* "ENRON.XLS", "20.doc". */
static bool is_file_ending(str s, size_t at)
{
    static const char *const endings[] = {"doc", "docx", "xls", "xlsx", "pdf", "ppt", "txt", "htm", "html",
        "jpg", "jpeg", "png", "gif", "zip", "exe", "mp3", "csv"};
    size_t end = at;
    while (end < s.len && end < at + 5 && (char_is_alpha(s.at[end]) || char_is_digit(s.at[end])))
        end++;
    for (size_t k = 0; k < sizeof endings / sizeof endings[0]; k++)
        if (str_eq_fold(str_sub(s, at, end), str_from(endings[k])))
            return true;
    return false;
}
/* May the code c at byte `at` stand inside the word that began at start? after: the code that follows it. */
static bool joins(const struct scan *scan, size_t start, size_t at, uint32_t c, uint32_t before, uint32_t after)
{
    bool digits = is_digit(before) && is_digit(after);
    str word = str_sub(scan->s, start, at);
    if (is_apostrophe(c))
        return is_alpha(after) || (is_digit(before) && after == 's');
    if (c == '.') {
        if (digits || (word.len && dotted(str_sub(scan->s, start, at + 2 <= scan->s.len ? at + 2 : at))))
            return true;
        if (is_file_ending(scan->s, at + 1))
            return true;
        bool new_sentence = is_upper(after) && word.len > 1 && !memchr(word.at, '.', word.len);    /* "end.Next" */
        return word_code(after) && is_alpha(before) && !new_sentence;
    }
    if (c == ',')
        return digits;
    if (c == ':')
        return digits;
    if (c == '/')
        return digits || (word.len == 1 && is_alpha(after));
    if (c == '&')
        return word_code(after) && word.len <= 3;
    if (c == '@')
        return is_alpha(before) && is_alpha(after) && !memchr(word.at, '@', word.len);
    return is_hyphen(c) && word_code(after) && is_prefix(scan, word);
}
static void scan_word(struct scan *scan)
{
    str s = scan->s;
    size_t start = scan->at, at = start, next, after_at;
    uint32_t before = 0;
    if (char_is_digit(s.at[start]) && (at = hyphened_digits(s, start)) > 0) {
        emit(scan, start, at, 1);
        scan->at = at;
        return;
    }
    bool digits_only = true;
    for (at = start; at < s.len; at = next) {
        uint32_t c = code_at(s, at, &next);
        if (!word_code(c) && !joins(scan, start, at, c, before, code_at(s, next, &after_at)))
            break;
        if (digits_only && is_alpha(c) && at > start) {
            size_t end = at;
            while (end < s.len && char_is_alpha(s.at[end]))
                end++;
            if (unit_after_digits(s, at, end) || (end + 1 < s.len && unit_after_digits(s, at, end + 2))) {
                emit(scan, start, at, 1);
                start = at;
            }
        }
        digits_only = digits_only && !is_alpha(c);
        before = c;
    }
    size_t end = at;
    uint32_t c = code_at(s, at, &next);
    bool first = scan->list->len == scan->first || (start > 0 && s.at[start - 1] == '\n');
    bool list_number = c == '.' && digits_only && end - start <= 2 && first && next < s.len && is_space(code_at(s, next, &after_at));
    if (c == '.' && !(next < s.len && s.at[next] == '.') && (list_number || keeps_stop(scan, start, at)))
        end = next;
    scan->at = end;
    /* the genitive of names and plurals in s: "Belarus'" (no open quotation waits for its end) */
    uint32_t mark = code_at(s, end, &next);
    if (is_apostrophe(mark) && !scan->quote_open && (before == 's' || before == 'S') && end - start > 2 && !is_alpha(code_at(s, next, &after_at))) {
        emit(scan, start, end, 2);
        emit(scan, end, next, 0);
        scan->at = next;
        return;
    }
    emit_word(scan, start, end);
}

/* ---- All else ---- */

static void scan_mark(struct scan *scan)
{
    str s = scan->s;
    size_t start = scan->at, next, after;
    uint32_t c = code_at(s, start, &next);
    bool stops = c == '.' || c == '!' || c == '?';
    if (stops || c == '-' || c == '*' || c == '=' || c == '_' || c == '~' || c == '`' || c == '\'' || c == '<' || c == '>' || c == '+' || c == '$'
            || c == 0x2019)
        while (next < s.len) {                            /* "...", "!?", "--", "''" are one token */
            uint32_t same = code_at(s, next, &after);
            bool asks = stops && (same == '!' || same == '?') && (c != '.' || s.at[next - 1] != '.' || next == start + 1);
            bool last = stops && c != '.' && same == '.' && !(after < s.len && s.at[after] == '.');    /* "?." is one token, "?..." two */
            bool row = (c == '-' || c == '=') && (same == '-' || same == '=') && next - start > 1;
            if (same != c && !asks && !last && !row)
                break;
            next = after;
            if (last && same != c)
                break;
        }
    if ((c == ':' || c == ';') && next < s.len && (start == 0 || char_is_space(s.at[start - 1]))) {    /* :) ;-) */
        size_t nose = next + (s.at[next] == '-');
        if (nose < s.len && (s.at[nose] == ')' || s.at[nose] == '(' || s.at[nose] == 'D' || s.at[nose] == 'P') && (nose + 1 == s.len
                || !word_code((unsigned char)s.at[nose + 1])))
            next = nose + 1;
    }
    if (c == 0x2018)
        scan->quote_open = true;
    if (is_apostrophe(c)) {
        uint32_t following = code_at(s, next, &after);
        if (is_digit(following) && after < s.len && is_digit(code_at(s, after, &after)) && s.len > after && (s.at[after] == 's'
                || !is_digit((unsigned char)s.at[after]))) {
            while (next < s.len && word_code((unsigned char)s.at[next]))    /* '90s */
                next++;
        } else
            scan->quote_open = word_code(following);
    }
    emit(scan, start, next, 1);
    scan->at = next;
}

void text_tokens(const struct text *text, struct arena *arena, str bytes, uint32_t start, uint32_t end, struct token_list *list)
{
    struct scan scan = {.text = text, .arena = arena, .s = str_sub(bytes, 0, end), .at = start, .list = list, .first = list->len};
    bool chunk_start = true;
    while (scan.at < scan.s.len) {
        size_t next, address;
        uint32_t c = code_at(scan.s, scan.at, &next);
        if (is_space(c)) {
            scan.at = next;
            chunk_start = true;
            continue;
        }
        bool word = word_code(c);
        if (chunk_start && word && (address = address_end(&scan)) > 0) {
            emit(&scan, scan.at, address, 1);
            scan.at = address;
        } else if (word)
            scan_word(&scan);
        else {
            scan_mark(&scan);
            continue;                                     /* an address may stand behind a bracket or a quotation mark */
        }
        chunk_start = false;
    }
}
