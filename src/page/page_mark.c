/* page_mark.c: words of classes and ids to marks (data/page/marks.tsv, compiled into page_marks.inc).
 *
 * A value is cut into words once; each word, and each run of two and three words, is looked up. A word after "has", "no",
 * "with", "without", "is", "hide" or "show" says what the element has about it, not what it is.
 */
#include "page/page_tree.h"
#include <string.h>

#define MARK_WORDS_MAX 64
#define MARK_RUN_MAX 3

static const struct {str words; enum page_mark mark;} marks[] = {
#include "page/page_marks.inc"
};

/* Rows with the mark "none" keep their words from being read one by one. */
static bool mark_find(str words, uint32_t *mark)
{
    size_t low = 0, high = sizeof marks / sizeof *marks;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = str_cmp(words, marks[middle].words);
        if (order == 0) {
            *mark = (uint32_t)marks[middle].mark;
            return true;
        }
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return false;
}

/* Whether any row begins with the word: most words begin none, and then no runs need be looked up. */
static bool word_begins(str word)
{
    size_t low = 0, high = sizeof marks / sizeof *marks;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (str_cmp(marks[middle].words, word) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < sizeof marks / sizeof *marks && str_starts(marks[low].words, word);
}

static bool is_about(str word)
{
    static const str about[] = {STR_INIT("has"), STR_INIT("no"), STR_INIT("with"), STR_INIT("without"), STR_INIT("show"), STR_INIT("not"),
                                STR_INIT("open"), STR_INIT("closed"), STR_INIT("enabled"), STR_INIT("hide"), STR_INIT("tag"), STR_INIT("category")};
    for (size_t i = 0; i < sizeof about / sizeof *about; i++)
        if (str_eq(word, about[i]))
            return true;
    return false;
}

/* Cuts value into lower-case words, in buffer with one space between them; starts[i] is where word i begins. name marks where a
 * new class begins: a run does not pass it. */
struct words {char buffer[512]; size_t start[MARK_WORDS_MAX + 1]; bool first[MARK_WORDS_MAX + 1]; size_t count;};

static void words_cut(str value, struct words *words)
{
    size_t len = 0;
    bool inside = false, fresh = true;
    words->count = 0;
    for (size_t i = 0; i < value.len && len + 2 < sizeof words->buffer; i++) {
        char c = value.at[i];
        bool letter = char_is_alpha(c) || char_is_digit(c);
        bool hump = i > 0 && c >= 'A' && c <= 'Z' && value.at[i - 1] >= 'a' && value.at[i - 1] <= 'z';
        if (!letter) {
            fresh |= char_is_space(c);
            inside = false;
            continue;
        }
        if (!inside || hump) {
            if (words->count == MARK_WORDS_MAX)
                break;
            if (words->count)
                words->buffer[len++] = ' ';
            words->first[words->count] = fresh;
            words->start[words->count++] = len;
            fresh = false;
        }
        inside = true;
        words->buffer[len++] = char_lower(c);
    }
    words->start[words->count] = len + 1;
    words->first[words->count] = true;
}

uint32_t page_marks_of(str value)
{
    struct words words;
    uint32_t found = 0;
    words_cut(value, &words);
    for (size_t i = 0; i < words.count;) {
        size_t run = 1;
        uint32_t mark = 0;
        bool negated = false, known = false;
        if (i > 0 && !words.first[i]) {
            str before = {words.buffer + words.start[i - 1], words.start[i] - words.start[i - 1] - 1};
            negated = is_about(before);
        }
        bool begins = word_begins((str){words.buffer + words.start[i], words.start[i + 1] - words.start[i] - 1});
        for (size_t n = begins ? MARK_RUN_MAX : 0; n >= 1 && !known; n--) {
            bool whole = i + n <= words.count;
            for (size_t k = i + 1; whole && k < i + n; k++)
                whole = !words.first[k];
            if (!whole)
                continue;
            known = mark_find((str){words.buffer + words.start[i], words.start[i + n] - words.start[i] - 1}, &mark);
            if (known)
                run = n;
        }
        if (!negated)
            found |= mark;
        i += run;
    }
    return found;
}
