/* store_words.c: which words does a text have for the search?
 *
 * A word is a run of letters and digits with their combining marks (the same that SQLite's unicode61 takes for a token, so that positions
 * agree). It is put into lower case, accents are taken off Latin letters (Unicode decomposition, UAX 15; a Cyrillic short i keeps its
 * breve, which is part of the letter), then it is stemmed by Snowball (Porter, snowballstem.org) where the language has a stemmer.
 * Stems are made here and not in SQLite, so that the index needs no extension and the query goes exactly the same way.
 */
#include "store/store_words.h"
#include "base/utf8.h"

#include <libstemmer.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/unorm2.h>

#define WORDS_LANGUAGES_MAX 8

struct words {
    struct {char code[3]; struct sb_stemmer *stemmer;} languages[WORDS_LANGUAGES_MAX];
    size_t count;
    const UNormalizer2 *nfd;
    char word[WORDS_MAX + 8];
};

struct words *words_open(void)
{
    UErrorCode code = U_ZERO_ERROR;
    struct words *words = calloc(1, sizeof *words);
    if (words != NULL)
        words->nfd = unorm2_getNFDInstance(&code);
    return words;
}

void words_close(struct words *words)
{
    for (size_t i = 0; words != NULL && i < words->count; i++)
        sb_stemmer_delete(words->languages[i].stemmer);
    free(words);
}

static bool words_mark_is(uint32_t c)
{
    return c >= 0x300 && c <= 0x36F;
}

bool words_next(str text, size_t *at, size_t *start)
{
    bool inside = false;
    while (*at < text.len) {
        size_t before = *at;
        uint32_t c = utf8_next(text, at);
        bool letter = utf8_is_letter(c) || utf8_is_digit(c) || (inside && words_mark_is(c));
        if (letter && !inside) {
            *start = before;
            inside = true;
        } else if (!letter && inside) {
            *at = before;
            return true;
        }
    }
    return inside;
}

/* A Latin letter without its accents. */
static uint32_t words_base(const struct words *words, uint32_t c)
{
    UChar parts[8];
    UErrorCode code = U_ZERO_ERROR;
    if (c < 0xC0 || (c > 0x24F && (c < 0x1E00 || c > 0x1EFF)) || words->nfd == NULL)
        return c;
    int32_t length = unorm2_getRawDecomposition(words->nfd, (UChar32)c, parts, 8, &code);
    if (U_FAILURE(code) || length < 1)
        return c;
    /* The raw decomposition has one step: "ǖ" is "ü" and a macron. */
    return parts[0] == c ? c : words_base(words, parts[0]);
}

str words_fold_one(struct words *words, str word)
{
    size_t len = 0;
    for (size_t at = 0; at < word.len && len < WORDS_MAX;) {
        uint32_t c = utf8_next(word, &at);
        if (words_mark_is(c) && len > 0 && (unsigned char)words->word[len - 1] < 0x80)
            continue;
        len += utf8_write(words_base(words, utf8_lower(c)), words->word + len);
    }
    return (str){words->word, len};
}

static struct sb_stemmer *words_stemmer(struct words *words, str language)
{
    if (language.len < 2 || (language.len > 2 && char_is_alpha(language.at[2])))
        return NULL;
    char code[3] = {char_lower(language.at[0]), char_lower(language.at[1]), 0};
    for (size_t i = 0; i < words->count; i++)
        if (memcmp(words->languages[i].code, code, 3) == 0)
            return words->languages[i].stemmer;
    struct sb_stemmer *stemmer = sb_stemmer_new(code, NULL);
    if (words->count == WORDS_LANGUAGES_MAX) {
        sb_stemmer_delete(words->languages[0].stemmer);
        memmove(words->languages, words->languages + 1, sizeof words->languages - sizeof *words->languages);
        words->count--;
    }
    memcpy(words->languages[words->count].code, code, 3);
    words->languages[words->count++].stemmer = stemmer;
    return stemmer;
}

bool words_has_language(struct words *words, str language)
{
    return words_stemmer(words, language) != NULL;
}

str words_stem_one(struct words *words, str language, str word)
{
    str folded = words_fold_one(words, word);
    struct sb_stemmer *stemmer = words_stemmer(words, language.len > 0 ? language : STR("en"));
    if (stemmer == NULL || folded.len > WORDS_MAX)
        return folded;
    const sb_symbol *stem = sb_stemmer_stem(stemmer, (const sb_symbol *)folded.at, (int)folded.len);
    if (stem == NULL)
        return folded;
    size_t len = (size_t)sb_stemmer_length(stemmer);
    memcpy(words->word, stem, len < folded.len ? len : folded.len);
    return (str){words->word, len < folded.len ? len : folded.len};
}

void words_fold(struct words *words, str text, struct buf *out)
{
    size_t at = 0, start;
    while (words_next(text, &at, &start)) {
        buf_add(out, words_fold_one(words, str_sub(text, start, at)));
        buf_add_char(out, ' ');
    }
}

void words_stem(struct words *words, str language, str text, struct buf *out)
{
    size_t at = 0, start;
    while (words_next(text, &at, &start)) {
        buf_add(out, words_stem_one(words, language, str_sub(text, start, at)));
        buf_add_char(out, ' ');
    }
}
