/* text_train.h: private to the trainer (text_train.c): treebank sentences and perceptrons while they learn. */
#ifndef ENTENTE_GEN_TEXT_TRAIN_H
#define ENTENTE_GEN_TEXT_TRAIN_H

#include "base/map.h"
#include "text/text_model.h"

struct gold_word {str form, lemma; int16_t head; uint8_t upos, xpos, deprel, tag;};
struct gold_sentence {
    struct gold_word *words;
    uint32_t count;
    struct text_key *keys;
    uint8_t *tags;                  /* classes as a tagger gives them that has not seen the sentence */
    bool copy;                      /* a copy in another case: no lemmas are learnt from it */
};
struct gold_list {struct gold_sentence *at; size_t len, room;};

/* Adds the CoNLL-U file's sentences; the classes of tags come with text_train_classes. */
bool text_train_read(struct arena *arena, const char *path, struct gold_list *list, struct err *err);
/* A perceptron: integers only, so that every machine learns the same. moved holds the sum of step times change, for the average; total
 * the averages of the runs that are over, as 1/256. Features that were counted fewer than least times learn nothing: they would only disturb
 * those that share their places. */
struct learner {int32_t *now; int64_t *moved; int32_t *total; uint8_t *seen; uint32_t mask, row, step, least; size_t cells; int64_t time;};

struct learner learner_make(struct arena *arena, unsigned bits, uint32_t row, uint32_t step, uint32_t least);
void learner_count(struct learner *learner, const uint32_t *features, uint32_t n);
void learner_scores(const struct learner *learner, const uint32_t *features, uint32_t n, int32_t *scores);
void learner_update(struct learner *learner, const uint32_t *features, uint32_t n, uint32_t class_number, int change);
/* Ends a run: its average goes into the total, and all is forgotten for the next run. */
void learner_rest(struct learner *learner);
/* The total as 16-bit numbers, such that n of them never leave 16 bits. */
const int16_t *learner_weights(const struct learner *learner, struct arena *arena, uint32_t n, size_t *bytes);

uint64_t train_random(uint64_t *seed);                        /* SplitMix64 */
void train_shuffle(uint32_t *order, uint32_t n, uint64_t *seed);

struct train_plan {unsigned tag_bits, move_bits, label_bits; int tag_epochs, move_epochs, folds, runs; uint64_t seed; int tag_margin, move_margin, label_margin, explore, tag_least, move_least, label_least;};

/* Learns the tagger from all sentences for which use says true (fold: all whose number modulo folds is not fold; -1: all). */
void train_tagger(struct learner *learner, const struct gold_list *list, uint32_t tag_count, const struct train_plan *plan, int fold, int run);
void train_tag(const struct learner *learner, struct gold_sentence *sentence, uint32_t tag_count);
void train_parser(struct learner *move, struct learner *label, const struct gold_list *list, const uint8_t *upos_of_tag, const struct train_plan *plan, int run);
/* Adds the table of the treebank's lemmas to the model. */
void train_lemmas(struct arena *arena, const struct gold_list *list, struct pack_out *out);

#endif
