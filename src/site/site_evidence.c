/* site_evidence.c: a sentence, or a paragraph with all its sentences, with source, recipient, trigger and date of the events marked.
 *
 * Marks are byte ranges. Where two overlap the trigger wins, then the one that starts first, then the longer one, so that elements
 * never cross. The words of the date are looked for in the sentence by the date itself (month's name with its day, weekday of
 * that day, or the year): only what states the coded date is marked.
 */
#include <stdlib.h>

#include "base/utf8.h"
#include "site/site_private.h"

static void add_mark(struct arena *arena, struct evidence_mark_list *list, uint32_t start, uint32_t end, enum evidence_kind kind,
                     int number)
{
    if (end > start)
        *LIST_ADD(arena, list) = (struct evidence_mark){start, end, kind, number};
}

/* ---- The words of the date ---- */

static bool word_at(str text, size_t at, str word)
{
    return at + word.len <= text.len && str_eq_fold(str_sub(text, at, at + word.len), word) &&
           (at + word.len == text.len || !char_is_alpha(text.at[at + word.len])) && (at == 0 || !char_is_alpha(text.at[at - 1]));
}

/* A number of at most four digits at `at`; *end after it and after "st", "nd", "rd", "th". -1: none. */
static int number_at(str text, size_t at, size_t *end)
{
    int value = 0;
    size_t digits = 0;
    while (at + digits < text.len && digits < 5 && char_is_digit(text.at[at + digits]))
        value = value * 10 + (text.at[at + digits++] - '0');
    if (digits == 0 || digits > 4)
        return -1;
    *end = at + digits;
    static const char *const endings[] = {"st", "nd", "rd", "th"};
    for (size_t i = 0; i < 4; i++)
        if (word_at(text, *end, str_from(endings[i])) || str_starts_fold(str_from_at(text, *end), str_from(endings[i]))) {
            *end += 2;
            break;
        }
    return value;
}

static size_t skip(str text, size_t at, const char *chars)
{
    while (at < text.len && str_find_char(str_from(chars), text.at[at], 0) < str_from(chars).len)
        at++;
    return at;
}

static int number_before(str text, size_t at, size_t *start)
{
    size_t end = at, begin;
    while (end > 0 && text.at[end - 1] == ' ')
        end--;
    if (end >= 3 && str_eq_fold(str_sub(text, end - 3, end), STR(" of")))
        end -= 3;
    begin = end;
    while (begin > 0 && end - begin < 6 && text.at[begin - 1] != ' ')
        begin--;
    size_t after;
    int value = number_at(text, begin, &after);
    *start = begin;
    return value > 0 && after == end ? value : -1;
}

/* "June 5th, 2014", "5 June", "in late May" where the date is known to the month only. */
static bool find_month(str text, const struct date *date, uint32_t *start, uint32_t *end)
{
    static const char *const months[12] = {"January", "February", "March", "April", "May", "June", "July", "August", "September",
                                           "October", "November",
                                           "December"};
    if (date->month < 1 || date->month > 12)
        return false;
    str name = str_from(months[date->month - 1]);
    for (size_t at = 0; at < text.len; at++) {
        if (!word_at(text, at, name) || text.at[at] != name.at[0])
            continue;
        size_t from = at, to = at + name.len, after, year_end;
        int number = number_at(text, skip(text, to, " "), &after);
        if (number > 0 && number <= 31) {
            if (date->day && number != date->day)
                continue;
            to = after;
        } else if ((number = number_before(text, at, &from)) > 0 && number <= 31) {
            if (date->day && number != date->day)
                continue;
        } else {
            from = at;
        }
        int year = number_at(text, skip(text, to, ", "), &year_end);
        if (year == date->year)
            to = year_end;
        *start = (uint32_t)from;
        *end = (uint32_t)to;
        return true;
    }
    return false;
}

static bool find_word(str text, str word, uint32_t *start, uint32_t *end)
{
    for (size_t at = 0; at + word.len <= text.len; at++)
        if (word_at(text, at, word) && (!char_is_digit(word.at[0]) || ((at == 0 || !char_is_digit(text.at[at - 1])) &&
                                       (at + word.len == text.len || !char_is_digit(text.at[at + word.len]))))) {
            *start = (uint32_t)at;
            *end = (uint32_t)(at + word.len);
            return true;
        }
    return false;
}

/* Takes "on", "in", "in late", "until" before the words along. */
static void widen(str text, uint32_t *start)
{
    static const char *const before[] = {"late ", "early ", "mid-", "on ", "in ", "at ", "the ", "since ", "until ", "by "};
    for (bool more = true; more; ) {
        more = false;
        for (size_t i = 0; i < sizeof before / sizeof *before && !more; i++) {
            str word = str_from(before[i]);
            if (*start < word.len)
                continue;
            size_t at = *start - word.len;
            if (str_eq_fold(str_sub(text, at, *start), word) && (at == 0 || !char_is_alpha(text.at[at - 1]))) {
                *start = (uint32_t)at;
                more = true;
            }
        }
    }
}

static bool find_date(struct arena *arena, const struct event *event, uint32_t *start, uint32_t *end)
{
    struct date date;
    if (event->date.len == 0 || !date_read_iso(event->date, &date))
        return false;
    bool found = find_month(event->text, &date, start, end);
    if (!found && date.precision >= DATE_DAY)
        found = find_word(event->text, words_weekday(date_first(&date)), start, end);
    if (!found)
        found = find_word(event->text, arena_printf(arena, "%d", date.year), start, end);
    if (found)
        widen(event->text, start);
    return found;
}

/* ---- Marks ---- */

void evidence_of(struct arena *arena, const struct event *event, uint32_t shift, struct evidence_mark_list *list)
{
    uint32_t start, end;
    for (size_t i = 0; i < event->source.len; i++)
        add_mark(arena, list, event->source.at[i].start + shift, event->source.at[i].end + shift, EVIDENCE_SOURCE,
                 event->source.len > 1 ? (int)i + 1 : 0);
    for (size_t i = 0; i < event->recipient.len; i++)
        add_mark(arena, list, event->recipient.at[i].start + shift, event->recipient.at[i].end + shift, EVIDENCE_RECIPIENT,
                 event->recipient.len > 1 ? (int)i + 1 : 0);
    add_mark(arena, list, event->trigger_start + shift, event->trigger_end + shift, EVIDENCE_TRIGGER, 0);
    if (find_date(arena, event, &start, &end))
        add_mark(arena, list, start + shift, end + shift, EVIDENCE_DATE, 0);
}

static int by_strength(const void *left, const void *right)
{
    const struct evidence_mark *a = left, *b = right;
    bool trigger_a = a->kind == EVIDENCE_TRIGGER, trigger_b = b->kind == EVIDENCE_TRIGGER;
    if (trigger_a != trigger_b)
        return trigger_a ? -1 : 1;
    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    if (a->end != b->end)
        return a->end > b->end ? -1 : 1;
    return (int)a->kind - (int)b->kind;
}

static int by_place(const void *left, const void *right)
{
    const struct evidence_mark *a = left, *b = right;
    return a->start < b->start ? -1 : a->start > b->start;
}

void evidence_sort(struct evidence_mark_list *list, size_t text_len)
{
    size_t kept = 0;
    if (list->len)
        qsort(list->at, list->len, sizeof *list->at, by_strength);
    for (size_t i = 0; i < list->len; i++) {
        struct evidence_mark mark = list->at[i];
        bool clear = mark.end <= text_len && mark.start < mark.end;
        for (size_t j = 0; j < kept && clear; j++)
            clear = mark.end <= list->at[j].start || mark.start >= list->at[j].end;
        if (clear)
            list->at[kept++] = mark;
    }
    list->len = kept;
    if (kept)
        qsort(list->at, kept, sizeof *list->at, by_place);
}

/* ---- Writing ---- */

static void write_mark(struct html *html, str text, const struct evidence_mark *mark, bool labels)
{
    static const char *const classes[] = {"who", "whom", "did", "time"}, *const names[] = {"source", "recipient", "trigger", "date"};
    html_put(html, TAG_SPAN, classes[mark->kind], str_sub(text, mark->start, mark->end));
    if (!labels)
        return;
    html_open(html, TAG_SMALL);
    if (mark->number)
        html_printf(html, "%s %d", names[mark->kind], mark->number);
    else
        html_text(html, str_from(names[mark->kind]));
    html_close(html, TAG_SMALL);
}

static void write_anchor(struct html *html, int number)
{
    html_open(html, TAG_SUP);
    html_open(html, TAG_A);
    html_attr_printf(html, AT_HREF, "#e%d", number);
    html_attr_printf(html, AT_ARIA_LABEL, "Event %d", number);
    html_printf(html, "%d", number);
    html_close(html, TAG_A);
    html_close(html, TAG_SUP);
}

void evidence_write(struct html *html, str text, const struct evidence_mark_list *marks, bool labels, const struct evidence_anchor *anchors,
                    size_t anchor_count)
{
    size_t at = 0, mark = 0, anchor = 0;
    while (at < text.len || anchor < anchor_count) {
        while (anchor < anchor_count && (anchors[anchor].at <= at || at >= text.len))
            write_anchor(html, anchors[anchor++].number);
        if (at >= text.len)
            break;
        size_t next = text.len;
        if (mark < marks->len)
            next = marks->at[mark].start;
        if (anchor < anchor_count && anchors[anchor].at < next)
            next = anchors[anchor].at;
        if (next > at) {
            html_text(html, str_sub(text, at, next));
            at = next;
            continue;
        }
        write_mark(html, text, &marks->at[mark], labels);
        at = marks->at[mark++].end;
    }
}
