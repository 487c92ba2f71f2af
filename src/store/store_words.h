/* store_words.h: private: words of a text as search and category conditions see them: folded, without accents, stemmed. */
#ifndef ENTENTE_STORE_WORDS_H
#define ENTENTE_STORE_WORDS_H

#include "base/buf.h"

struct words;
struct words *words_open(void);                           /* NULL: no memory */
void words_close(struct words *words);
/* The next word of text at or after *at: bytes *start to *at. False at the end. */
bool words_next(str text, size_t *at, size_t *start);
/* One word in lower case and without accents; in the words' own room, valid until the next call. At most WORDS_MAX bytes are kept. */
#define WORDS_MAX 120
str words_fold_one(struct words *words, str word);
/* The same, stemmed by the language's rules (ISO 639-1 with anything after it, "en-GB"); other languages are only folded. */
str words_stem_one(struct words *words, str language, str word);
bool words_has_language(struct words *words, str language);
/* All words of text, each followed by a blank. */
void words_fold(struct words *words, str text, struct buf *out);
void words_stem(struct words *words, str language, str text, struct buf *out);

#endif
