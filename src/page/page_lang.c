/* page_lang.c: the language of a text where the page does not say it.
 *
 * Small words of data/page/words.tsv are counted among the first LANG_WORDS_MAX words; the language with the most of them wins, where
 * they make up a tenth at least (function words are about a third of running text in the languages listed). Belarusian and
 * Ukrainian have letters that Russian lacks; one in a hundred letters decides against Russian.
 */
#include "base/utf8.h"
#include "page/page_read.h"

#define LANG_WORDS_MAX 400
#define LANG_COUNT (sizeof langs / sizeof *langs)

static const struct {str word; uint32_t langs;} words[] = {
#include "page/page_words.inc"
};
static const char *const langs[] = {
#include "page/page_langs.inc"
};

static uint32_t word_langs(str word)
{
    size_t low = 0, high = sizeof words / sizeof *words;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = str_cmp(word, words[middle].word);
        if (order == 0)
            return words[middle].langs;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return 0;
}

struct count {unsigned words, letters, belarusian, ukrainian, of[32];};

static void text_count(struct arena *arena, str text, struct count *count)
{
    str lower = utf8_fold(arena, str_sub(text, 0, 4000));
    for (size_t at = 0, start = 0; at < lower.len && count->words < LANG_WORDS_MAX; ) {
        size_t here = at;
        uint32_t c = utf8_next(lower, &at);
        bool letter = utf8_is_letter(c);
        count->letters += letter;
        count->belarusian += c == 0x45E;                /* short u */
        count->ukrainian += c == 0x457 || c == 0x454 || c == 0x491;
        if (letter && at < lower.len)
            continue;
        uint32_t found = word_langs(str_sub(lower, start, letter ? at : here));
        count->words += here > start;
        for (size_t i = 0; i < LANG_COUNT; i++)
            count->of[i] += found >> i & 1;
        start = at;
    }
}

str page_lang_guess(struct arena *arena, const struct article *article)
{
    struct count count = {0};
    size_t best = 0;
    text_count(arena, article->title, &count);
    for (size_t p = 0; p < article->paragraphs.len && count.words < LANG_WORDS_MAX; p++)
        text_count(arena, article->paragraphs.at[p].text, &count);
    for (size_t i = 1; i < LANG_COUNT; i++)
        if (count.of[i] > count.of[best])
            best = i;
    if (count.belarusian * 200 > count.letters)
        return STR("be");
    if (count.ukrainian * 200 > count.letters)
        return STR("uk");
    return count.words >= 8 && count.of[best] * 10 >= count.words ? str_from(langs[best]) : STR("");
}
