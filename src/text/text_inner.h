/* text_inner.h: private to text/: the language's data and the steps from a paragraph to trees. */
#ifndef ENTENTE_TEXT_INNER_H
#define ENTENTE_TEXT_INNER_H

#include "encoder/encoder.h"
#include "text/text_lexicon.h"
#include "text/text_model.h"

struct text {
    struct pack data;               /* data/text.pack */
    struct text_model model;        /* model/en.text */
    struct text_lexicon abbreviations;    /* lower case, without the last full stop -> kind (data/text/en-abbreviations.tsv) */
    struct text_lexicon splits;     /* lower case, plain apostrophe -> its words with a blank between (data/text/en-tokens.tsv) */
    struct text_lexicon lemmas;     /* part of speech (v, n, p name, a, o other) and folded form -> lemma (data/text/en-lemmas.tsv) */
    struct text_lexicon undergo;    /* lemma of a verb whose subject undergoes -> "lone" or "always" (data/text/en-undergo.tsv) */
    struct text_lexicon exceptions; /* WordNet: part of speech and form -> lemma */
    struct text_lexicon dictionary; /* WordNet: part of speech and lemma -> "" */
    struct text_lexicon seen;       /* treebank: XPOS number and folded form -> lemma */
    struct encoder *encoder;        /* model/en.encoder; NULL where it is missing */
    uint8_t *encoder_upos, *encoder_xpos;    /* of each of its joint tags */
    uint8_t *encoder_deprel;        /* of each of its labels */
};

/* The start of key of a form with its XPOS in text->seen: one byte. */
static inline char text_seen_mark(uint8_t xpos) { return (char)('!' + xpos); }

/* One word as the tokenizer sees it: bytes from start to end of the text; words of one token follow each other. */
struct token {uint32_t start, end; uint8_t words;};    /* words: as struct word's token_words */
struct token_list {struct token *at; size_t len, room;};

/* Adds the tokens of the text's bytes start … end-1, which hold no sentence boundary that matters for tokens. Linear. */
void text_tokens(const struct text *text, struct arena *arena, str bytes, uint32_t start, uint32_t end, struct token_list *list);
/* Given the tokens of a paragraph: true where a sentence ends after token i. */
bool text_sentence_ends(const struct text *text, str bytes, const struct token *tokens, size_t count, size_t i, size_t begin);

/* True where a sentence ends after token i by its shape, without a stop (text_shape.c). */
bool text_shape_ends(str bytes, const struct token *tokens, size_t count, size_t i, size_t begin);
/* The number of tokens after token i that are marks of footnotes: "[6]". */
size_t text_footnote(str bytes, const struct token *tokens, size_t count, size_t i);
/* Bytes of the paragraph's longest line (SIZE_MAX where it is a block of short lines, none of which begins small). */
size_t text_widest_line(str paragraph);
/* True where the line that ends behind token i was broken on purpose. */
bool text_line_ends(str bytes, const struct token *tokens, size_t count, size_t i, size_t widest);

/* Tags, lemmas and, where tree is true, heads of a sentence whose forms are there, by the fast setting. Longer ones are tagged and parsed in
 * pieces. */
void text_annotate_fast(const struct text *text, struct arena *arena, struct sentence *sentence, bool tree);
/* Opens model/en.encoder where it is there. False only where it is there and bad. */
bool text_accurate_open(struct text *text, struct err *err);
void text_accurate_close(struct text *text);
/* Heads and relations of a sentence of at most TEXT_WORDS_MAX words whose keys and classes are given. */
void text_parse(const struct text_model *model, const struct text_key *keys, const uint8_t *tags, struct sentence *sentence);
/* The dictionary form of a word by its tags. */
str text_lemma(const struct text *text, struct arena *arena, str form, uint8_t upos, uint8_t xpos);

/* nsubj for nsubj:pass and so on. */
enum deprel text_deprel_base(enum deprel deprel);

#endif
