/* page_date_find.c: a date in running text.
 *
 * The text is cut into words and numbers once; at each number or month name the ways of writing are tried: month day year,
 * day month year, numbers with points, slashes or dashes. A time of day is taken where it follows (or stands before) the date
 * with nothing but light words between. Method: our own; measured on the dates sets by the scorer of pages.
 */
#include "base/utf8.h"
#include "page/page_word.h"

#define DATE_TOKENS_MAX 64                              /* words and numbers looked at */

enum token_kind {TOKEN_NUMBER, TOKEN_WORD, TOKEN_MARK};
struct date_token {enum token_kind kind; size_t start, end; int number; size_t digits; char mark;};

struct date_text {struct arena *arena; str text, lang; struct date_token tokens[DATE_TOKENS_MAX]; size_t count; bool month_first;};

static void tokens_cut(struct date_text *t)
{
    size_t at = 0;
    t->count = 0;
    while (at < t->text.len && t->count < DATE_TOKENS_MAX) {
        size_t start = at;
        uint32_t c = utf8_next(t->text, &at);
        struct date_token token = {.start = start, .end = at};
        if (utf8_is_space(c))
            continue;
        if (c < 128 && char_is_digit((char)c)) {
            token.kind = TOKEN_NUMBER;
            for (at = start; at < t->text.len && char_is_digit(t->text.at[at]); at++)
                token.number = at - start < 8 ? token.number * 10 + (t->text.at[at] - '0') : 99999999;
            token.digits = at - start;
        } else if (utf8_is_letter(c)) {
            token.kind = TOKEN_WORD;
            for (size_t next = at; next < t->text.len && (utf8_is_letter(utf8_next(t->text, &next)));)
                at = next;
        } else {
            token.kind = TOKEN_MARK;
            token.mark = c < 128 ? (char)c : '~';
        }
        token.end = at;
        t->tokens[t->count++] = token;
    }
}

static const struct date_token *token_at(const struct date_text *t, size_t i, enum token_kind kind)
{
    return i < t->count && t->tokens[i].kind == kind ? &t->tokens[i] : NULL;
}

static int month_at(const struct date_text *t, size_t i)
{
    const struct date_token *token = token_at(t, i, TOKEN_WORD);
    return token ? page_month(str_sub(t->text, token->start, token->end), t->lang) : 0;
}

static bool mark_at(const struct date_text *t, size_t i, char mark)
{
    return i < t->count && t->tokens[i].kind == TOKEN_MARK && t->tokens[i].mark == mark;
}

static bool word_is(const struct date_text *t, size_t i, str word)
{
    return i < t->count && t->tokens[i].kind == TOKEN_WORD && str_eq_fold(str_sub(t->text, t->tokens[i].start, t->tokens[i].end), word);
}

static int year_at(const struct date_text *t, size_t i)
{
    const struct date_token *token = token_at(t, i, TOKEN_NUMBER);
    return token && token->digits == 4 && token->number >= 1990 && token->number <= 2100 ? token->number : 0;
}

static int day_at(const struct date_text *t, size_t i)
{
    const struct date_token *token = token_at(t, i, TOKEN_NUMBER);
    return token && token->digits <= 2 && token->number >= 1 && token->number <= 31 ? token->number : 0;
}

static bool date_make(int year, int month, int day_number, struct date *date)
{
    *date = (struct date){.year = year, .month = month, .day = day_number, .hour = -1, .minute = -1, .second = -1,
                          .zone_minutes = DATE_ZONE_NONE, .precision = DATE_DAY};
    return year && month >= 1 && month <= 12 && day_number >= 1 && day_number <= day_month_length(year, month);
}

/* "April 22(nd)(,) 2016": the index after it, 0 for none. */
static size_t month_day_year(const struct date_text *t, size_t i, struct date *date)
{
    int month = month_at(t, i), number;
    size_t at = i + 1;
    if (!month)
        return 0;
    at += mark_at(t, at, '.');
    if (!(number = day_at(t, at)))
        return 0;
    at++;
    at += word_is(t, at, STR("st")) || word_is(t, at, STR("nd")) || word_is(t, at, STR("rd")) || word_is(t, at, STR("th"));
    at += mark_at(t, at, ',');
    return date_make(year_at(t, at), month, number, date) ? at + 1 : 0;
}

/* "22(nd) (of|de) April(,) (de) 2016", "22-Apr-2016" */
static size_t day_month_year(const struct date_text *t, size_t i, struct date *date)
{
    int number = day_at(t, i), month;
    size_t at = i + 1;
    if (!number)
        return 0;
    at += mark_at(t, at, '.') || mark_at(t, at, '-') || mark_at(t, at, '/') || word_is(t, at, STR("st")) || word_is(t, at, STR("nd")) ||
          word_is(t, at, STR("rd")) || word_is(t, at, STR("th")) || word_is(t, at, STR("er"));
    at += word_is(t, at, STR("of")) || word_is(t, at, STR("de"));
    if (!(month = month_at(t, at)))
        return 0;
    at++;
    at += mark_at(t, at, '.');
    at += mark_at(t, at, ',') || mark_at(t, at, '-') || mark_at(t, at, '/');
    at += word_is(t, at, STR("de")) || word_is(t, at, STR("del"));
    return date_make(year_at(t, at), month, number, date) ? at + 1 : 0;
}

/* 22.04.2016, 22/04/2016, 04/22/2016, 2016-04-22, 2016/04/22, 2016.04.22 */
static size_t numbers(const struct date_text *t, size_t i, struct date *date)
{
    const struct date_token *a = token_at(t, i, TOKEN_NUMBER), *b = token_at(t, i + 2, TOKEN_NUMBER), *c = token_at(t, i + 4, TOKEN_NUMBER);
    if (!a || !b || !c || !token_at(t, i + 1, TOKEN_MARK) || !token_at(t, i + 3, TOKEN_MARK) || t->tokens[i + 1].mark != t->tokens[i + 3].mark)
        return 0;
    char mark = t->tokens[i + 1].mark;
    if (mark != '.' && mark != '/' && mark != '-')
        return 0;
    if (year_at(t, i))
        return b->digits <= 2 && c->digits <= 2 && date_make(a->number, b->number, c->number, date) ? i + 5 : 0;
    int year = c->digits == 4 ? year_at(t, i + 4) : c->digits == 2 && a->digits == 2 && b->digits == 2 ? 2000 + c->number : 0;
    if (a->digits > 2 || b->digits > 2 || !year)
        return 0;
    bool month_first = mark == '/' && t->month_first;
    if (date_make(year, month_first ? a->number : b->number, month_first ? b->number : a->number, date) ||
        (mark != '.' && date_make(year, month_first ? b->number : a->number, month_first ? a->number : b->number, date)))
        return i + 5;
    return 0;
}

/* "18:51(:30) (pm)", "6.51 p.m.", "18h51": the index after it, 0 for none. */
static size_t time_read(const struct date_text *t, size_t i, int *hour, int *minute)
{
    const struct date_token *h = token_at(t, i, TOKEN_NUMBER), *m = token_at(t, i + 2, TOKEN_NUMBER);
    size_t at = i + 3;
    bool colon = mark_at(t, i + 1, ':') || word_is(t, i + 1, STR("h"));
    bool point = mark_at(t, i + 1, '.');
    if (!h || !m || h->digits > 2 || m->digits != 2 || h->number > 23 || m->number > 59 || (!colon && !point))
        return 0;
    *hour = h->number;
    *minute = m->number;
    if (colon && mark_at(t, at, ':') && token_at(t, at + 1, TOKEN_NUMBER))
        at += 2;
    bool p = word_is(t, at, STR("pm")) || (word_is(t, at, STR("p")) && mark_at(t, at + 1, '.'));
    bool a = word_is(t, at, STR("am")) || (word_is(t, at, STR("a")) && mark_at(t, at + 1, '.'));
    if (point && !p && !a && !(i > 0 && mark_at(t, i - 1, ',')))
        return 0;
    if (p && *hour < 12)
        *hour += 12;
    if (a && *hour == 12)
        *hour = 0;
    return at;
}

/* Gives the index after the time, or after. */
static size_t time_beside(const struct date_text *t, size_t start, size_t after, struct date *date)
{
    int hour, minute;
    for (size_t i = after; i < t->count && i < after + 4; i++) {
        size_t end = time_read(t, i, &hour, &minute);
        if (end) {
            date->hour = hour;
            date->minute = minute;
            date->precision = DATE_MINUTE;
            return end;
        }
        if (t->tokens[i].kind == TOKEN_NUMBER)
            break;
    }
    for (size_t back = 3; back <= 8 && back <= start; back++) {
        size_t end = time_read(t, start - back, &hour, &minute);
        if (end && end + 3 >= start) {
            date->hour = hour;
            date->minute = minute;
            date->precision = DATE_MINUTE;
            return after;
        }
    }
    return after;
}

bool page_date_find(struct arena *arena, str text, str lang, bool month_first, struct date *date, size_t *start, size_t *end)
{
    struct date_text t = {.arena = arena, .text = str_sub(text, 0, 600), .lang = lang, .month_first = month_first};
    tokens_cut(&t);
    for (size_t i = 0; i < t.count; i++) {
        size_t after = month_day_year(&t, i, date);
        after = after ? after : numbers(&t, i, date);
        after = after ? after : day_month_year(&t, i, date);
        if (!after)
            continue;
        after = time_beside(&t, i, after, date);
        *start = t.tokens[i].start;
        *end = t.tokens[after < t.count ? after - 1 : t.count - 1].end;
        return true;
    }
    return false;
}

/* 04/05/2016 is the fifth of April in the United States only; "en" alone mostly is theirs. */
bool page_date_month_first(str lang)
{
    return str_eq_fold(lang, STR("en")) || str_eq_fold(lang, STR("en-us")) || str_eq_fold(lang, STR("en_us"));
}

bool page_date_value(struct arena *arena, str text, str lang, struct date *date)
{
    size_t start, end;
    text = str_trim(text);
    if (text.len < 4)
        return false;
    if ((date_read_iso(text, date) || date_read_rfc(text, date)) && date->year >= 1990 && date->year <= 2100)
        return true;
    if (text.len == 8 && char_is_digit(text.at[0]) && char_is_digit(text.at[7])) {      /* 20160422 */
        int64_t number;
        if (str_int64(text, &number) && date_make((int)(number / 10000), (int)(number / 100 % 100), (int)(number % 100), date) &&
            date->year >= 1990 && date->year <= 2100)
            return true;
    }
    return page_date_find(arena, text, lang, lang.len == 0 || page_date_month_first(lang), date, &start, &end);
}
