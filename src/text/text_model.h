/* text_model.h: private to text/ and to its trainer in gen/: how a sentence looks to the model, and the model's weights.
 *
 * The classifiers, tagger, mover and labeller, are averaged perceptrons (Collins 2002) over hashed features: a feature is 32 bits, made of
 * the number of its template and of the values that it joins. The low bits name a bucket of four slots, the high ones are its
 * mark there, so that a feature that was never learnt finds nothing. Weights have 16 bits; only the strongest features are kept.
 */
#ifndef ENTENTE_TEXT_MODEL_H
#define ENTENTE_TEXT_MODEL_H

#include "base/pack.h"
#include "text/text.h"

#define TEXT_MODEL_FORMAT 3u
#define TEXT_PACK_FORMAT 1u

#define TEXT_TAG_ROW 112            /* most classes of the tagger: pairs of UPOS and XPOS */
#define TEXT_MOVE_ROW 3             /* shift, left arc, right arc */
#define TEXT_LABEL_ROW 56           /* most classes of the labeller: enum deprel */
#define TEXT_TAG_FEATURES 34
#define TEXT_MOVE_FEATURES 92
#define TEXT_LABEL_FEATURES 32

_Static_assert(DEPREL_COUNT <= TEXT_LABEL_ROW, "labels fit a row");

/* What the model sees of a word's form. Text that is written in another way but means the same gives the same key: letters in lower case,
 * digits as 0, typographic quotes and dashes as plain ones. */
struct text_key {
    uint32_t form;                  /* hash of the folded form */
    uint32_t exact;                 /* hash of the form as written, digits as 0 */
    uint32_t suffix, prefix;        /* the last and the first four bytes of the folded form */
    uint8_t length;                 /* bytes of the folded form, at most 255 */
    uint8_t shape;                  /* enum text_shape and the case of the whole sentence */
};
enum text_shape {SHAPE_LOWER, SHAPE_FIRST_UPPER, SHAPE_ALL_UPPER, SHAPE_MIXED, SHAPE_DIGITS, SHAPE_WITH_DIGIT, SHAPE_OTHER, SHAPE_LETTER, SHAPE_HYPHEN,
                 SHAPE_ALL_CAPS_SENTENCE = 16, SHAPE_LOWER_SENTENCE = 32};

/* Fills keys[0 … count-1] from the words' forms. */
void text_keys(const struct word *words, uint32_t count, struct text_key *keys);

/* Four slots are a bucket; the bucket of a feature is feature & mask. */
#define TEXT_BUCKET 4
struct text_move_slot {uint16_t mark; int16_t weights[TEXT_MOVE_ROW];};             /* mark 0: empty */
struct text_class_slot {uint16_t mark, count; uint32_t first;};                     /* entries first … first + count - 1 */
struct text_entry {uint16_t class_number; int16_t weight;};
struct text_move_weights {const struct text_move_slot *slots; uint32_t mask;};
struct text_class_weights {const struct text_class_slot *slots; uint32_t mask; const struct text_entry *entries; size_t entry_count;};

static inline uint16_t text_mark(uint32_t feature) { return (uint16_t)(feature >> 16 | 1); }

/* Sums of the weights of n features (at most TEXT_MOVE_FEATURES) for each class. */
void text_sum_moves(const struct text_move_weights *weights, const uint32_t *features, uint32_t n, int32_t sums[TEXT_MOVE_ROW]);
void text_sum_classes(const struct text_class_weights *weights, uint32_t classes, const uint32_t *features, uint32_t n, int32_t *sums);

struct text_model {
    struct pack pack;
    struct text_class_weights tag, label;
    struct text_move_weights move;
    uint32_t tag_count;
    const uint8_t *tags;            /* tag_count pairs of enum upos and XPOS number */
    bool label_used[DEPREL_COUNT];  /* relations that the treebanks have, without root */
    uint8_t class_of[UPOS_COUNT][64];    /* the class of a pair of tags */
};

bool text_model_open(struct text_model *model, const char *path, struct err *err);
void text_model_close(struct text_model *model);

#define TEXT_NONE TEXT_WORDS_MAX    /* index of the word that is not there, in the arrays of a configuration */

/* ---- Tagger ---- */
/* Features of word i whose neighbours to the left have the tags (classes) tags[0 … i-1]. */
void text_tag_features(const struct text_key *keys, const uint8_t *tags, uint32_t count, uint32_t i, uint32_t features[TEXT_TAG_FEATURES]);
/* Classes of all words, greedily from left to right. */
void text_tag_classes(const struct text_model *model, const struct text_key *keys, uint32_t count, uint8_t *tags);

/* ---- Parser: arc-hybrid (Kuhlmann, Gómez-Rodríguez and Satta 2011) without a word for the root ---- */
enum text_move {MOVE_SHIFT, MOVE_LEFT, MOVE_RIGHT, MOVE_COUNT};

struct text_configuration {
    uint32_t count, next, size;     /* words, first word of the buffer, words on the stack */
    uint16_t stack[TEXT_WORDS_MAX + 3];    /* the lowest three are TEXT_NONE, so that one can always look down */
    uint32_t form[TEXT_WORDS_MAX + 1];
    uint32_t suffix[TEXT_WORDS_MAX + 1];
    uint8_t tag[TEXT_WORDS_MAX + 4];       /* class of the tagger; TEXT_TAG_ROW behind the end */
    uint8_t upos[TEXT_WORDS_MAX + 4];
    int16_t head[TEXT_WORDS_MAX + 1];      /* -1: none yet */
    uint8_t label[TEXT_WORDS_MAX + 1];
    uint16_t left[TEXT_WORDS_MAX + 1][2], right[TEXT_WORDS_MAX + 1][2];    /* outermost children and the next ones inwards */
    uint8_t left_count[TEXT_WORDS_MAX + 1], right_count[TEXT_WORDS_MAX + 1];
    uint32_t left_labels[TEXT_WORDS_MAX + 1], right_labels[TEXT_WORDS_MAX + 1];    /* which labels the children have, a bit each, folded to 32 */
    uint16_t commas[TEXT_WORDS_MAX + 2], verbs[TEXT_WORDS_MAX + 2];    /* how many before each word */
};

void text_configuration_start(struct text_configuration *c, const struct text_key *keys, const uint8_t *tags, const uint8_t *upos_of_tag, uint32_t count);
bool text_configuration_ended(const struct text_configuration *c);
bool text_move_allowed(const struct text_configuration *c, enum text_move move);
/* Head and dependent of the arc that a left or right move makes. */
void text_move_arc(const struct text_configuration *c, enum text_move move, uint16_t *head, uint16_t *dependent);
void text_move_apply(struct text_configuration *c, enum text_move move, uint8_t label);
void text_move_features(const struct text_configuration *c, uint32_t features[TEXT_MOVE_FEATURES]);
void text_label_features(const struct text_configuration *c, uint16_t head, uint16_t dependent, uint32_t features[TEXT_LABEL_FEATURES]);

/* One well-mixed 32-bit feature of a template's number and up to three values. Written so that a constant 0 costs nothing. */
static inline uint32_t text_feature(uint32_t template_number, uint32_t a, uint32_t b, uint32_t c)
{
    uint32_t h = template_number * 0x9E3779B1u + a * 0x85EBCA6Bu + b * 0xC2B2AE35u + c * 0x27D4EB2Fu;
    h = (h ^ (h >> 15)) * 0x2C1B3C6Du;
    h = (h ^ (h >> 12)) * 0x297A2D39u;
    return h ^ (h >> 15);
}

#endif
