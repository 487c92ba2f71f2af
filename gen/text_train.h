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
/* A perceptron while it learns: integers only, so that every machine learns the same. Features are first counted; those seen least times get a
 * row of weights each, the others none. now: the weights; moved: sum of step times change, for the average; total: averages of the runs
 * that are over, as 1/256. */
struct learner {
    uint32_t *keys, *rows;          /* open addressing: feature -> 1 + number of its row (0: none) */
    uint8_t *seen;
    uint32_t slot_mask, row, count; /* count: rows */
    int32_t *now, *total;
    int64_t *moved;
    int64_t time;
};

struct learner learner_make(struct arena *arena, unsigned slot_bits, uint32_t row);
void learner_count(struct learner *learner, const uint32_t *features, uint32_t n);
void learner_open(struct learner *learner, struct arena *arena, uint32_t least);    /* after counting */
/* The rows of n features, 0 where there is none; then their scores by weights (now or total), and updates. */
void learner_find(const struct learner *learner, const uint32_t *features, uint32_t n, uint32_t *rows);
void learner_scores(const struct learner *learner, const int32_t *weights, const uint32_t *rows, uint32_t n, int32_t *scores);
void learner_update(struct learner *learner, const uint32_t *rows, uint32_t n, uint32_t class_number, int change);
/* Ends a run: its average goes into the total, and all is forgotten for the next run. */
void learner_rest(struct learner *learner);
/* Makes the model's sections NAME.slots (2^bits slots) and, for more than three classes, NAME.entries: the features with the greatest weights, weights
 * below small (in 1/256 of an update) left out. */
void learner_write(const struct learner *learner, struct arena *arena, const char *name, unsigned bits, int small, struct pack_out *out);

uint64_t train_random(uint64_t *seed);                        /* SplitMix64 */
void train_shuffle(uint32_t *order, uint32_t n, uint64_t *seed);

struct train_plan {
    int64_t tag_bits, move_bits, label_bits, tag_epochs, move_epochs, folds, runs, seed, tag_margin, move_margin, label_margin, explore;
    int64_t tag_least, move_least, label_least, tag_small, label_small;
};

/* Counts the tagger's features on the gold tags. */
void train_count_tags(struct learner *learner, const struct gold_list *list);
/* One run of the tagger over all sentences, or over those whose number modulo folds is not fold (-1: all). */
void train_tagger(struct learner *learner, const struct gold_list *list, uint32_t tag_count, const struct train_plan *plan, int64_t fold, int64_t run);
/* Tags by the total weights. */
void train_tag(const struct learner *learner, struct gold_sentence *sentence, uint32_t tag_count);
/* Counts what the parser sees on one right way through each sentence. */
void train_count_moves(struct learner *move, struct learner *label, const struct gold_list *list, const uint8_t *upos_of_tag);
void train_parser(struct learner *move, struct learner *label, const struct gold_list *list, const uint8_t *upos_of_tag, const struct train_plan *plan, int64_t run);
/* Adds the table of the treebank's lemmas to the model. */
void train_lemmas(struct arena *arena, const struct gold_list *list, struct pack_out *out);

#endif
