/* text_train_steps.c: what the tagger and the parser do with a sentence while they learn.
 *
 * An update is made too where the right class wins by no more than a margin. Parser: dynamic oracle of the arc-hybrid system (Goldberg
 * and Nivre 2012, 2013): the cost of a move is the number of gold arcs that can no longer be reached after it; the parser follows its own
 * choice in most steps, so that it learns to go on from errors.
 */
#include "text_train.h"

#include <stdlib.h>

/* ---- Tagger ---- */

static void tag_one(struct learner *learner, struct gold_sentence *sentence, uint32_t tag_count, int64_t margin, bool learn)
{
    uint32_t features[TEXT_TAG_FEATURES], rows[TEXT_TAG_FEATURES];
    int32_t scores[TEXT_TAG_ROW];
    for (uint32_t i = 0; i < sentence->count; i++) {
        text_tag_features(sentence->keys, sentence->tags, sentence->count, i, features);
        learner_find(learner, features, TEXT_TAG_FEATURES, rows);
        learner_scores(learner, learn ? learner->now : learner->total, rows, TEXT_TAG_FEATURES, scores);
        uint32_t gold = sentence->words[i].tag, best = 0, rival = gold == 0;
        for (uint32_t k = 0; k < tag_count; k++) {
            if (scores[k] > scores[best])
                best = k;
            if (k != gold && scores[k] > scores[rival])
                rival = k;
        }
        sentence->tags[i] = (uint8_t)best;
        if (!learn)
            continue;
        learner->time++;
        if (gold < tag_count && scores[gold] <= scores[rival] + margin) {
            learner_update(learner, rows, TEXT_TAG_FEATURES, gold, 1);
            learner_update(learner, rows, TEXT_TAG_FEATURES, rival, -1);
        }
    }
}
void train_count_tags(struct learner *learner, const struct gold_list *list)
{
    uint32_t features[TEXT_TAG_FEATURES];
    uint8_t tags[TEXT_WORDS_MAX];
    for (size_t s = 0; s < list->len; s++)
        for (uint32_t i = 0; i < list->at[s].count; i++) {
            text_tag_features(list->at[s].keys, tags, list->at[s].count, i, features);
            learner_count(learner, features, TEXT_TAG_FEATURES);
            tags[i] = list->at[s].words[i].tag;
        }
}
void train_tagger(struct learner *learner, const struct gold_list *list, uint32_t tag_count, const struct train_plan *plan, int64_t fold, int64_t run)
{
    uint64_t seed = (uint64_t)plan->seed + 1000 * (uint64_t)run;
    uint32_t *order = malloc(list->len * sizeof *order);
    for (int64_t epoch = 0; order && epoch < plan->tag_epochs; epoch++) {
        train_shuffle(order, (uint32_t)list->len, &seed);
        for (size_t k = 0; k < list->len; k++)
            if (fold < 0 || (int64_t)order[k] % plan->folds != fold) {
                struct gold_sentence sentence = list->at[order[k]];
                uint8_t tags[TEXT_WORDS_MAX];
                sentence.tags = tags;
                tag_one(learner, &sentence, tag_count, plan->tag_margin, true);
            }
    }
    free(order);
}
void train_tag(const struct learner *learner, struct gold_sentence *sentence, uint32_t tag_count)
{
    struct learner copy = *learner;
    tag_one(&copy, sentence, tag_count, 0, false);
}

/* ---- Parser ---- */

/* Gold arcs that the move makes unreachable (Goldberg and Nivre 2013, section 4.2, without a word for the root). */
static int move_cost(const struct text_configuration *c, const struct gold_word *gold, enum text_move move)
{
    uint32_t size = c->size, b = c->next;
    int cost = 0;
    if (move == MOVE_SHIFT) {
        cost += gold[b].head < 0 && size > 3;
        for (uint32_t k = 3; k < size; k++)
            cost += (k + 1 < size && c->stack[k] == gold[b].head) + (gold[c->stack[k]].head == (int)b);
        return cost;
    }
    uint32_t s = c->stack[size - 1];
    for (uint32_t d = b; d < c->count; d++)
        cost += gold[d].head == (int)s;
    int head = gold[s].head;
    if (move == MOVE_LEFT)
        return cost + (head > (int)b) + (size > 4 && head == c->stack[size - 2]) + (head < 0 && size == 4);
    return cost + (head >= (int)b);
}

static void learn_label(struct learner *label, const struct text_configuration *c, const struct gold_word *gold, enum text_move move, int64_t margin, uint8_t *given)
{
    uint16_t head, dependent;
    uint32_t features[TEXT_LABEL_FEATURES], rows[TEXT_LABEL_FEATURES];
    int32_t scores[TEXT_LABEL_ROW];
    text_move_arc(c, move, &head, &dependent);
    text_label_features(c, head, dependent, features);
    learner_find(label, features, TEXT_LABEL_FEATURES, rows);
    learner_scores(label, label->now, rows, TEXT_LABEL_FEATURES, scores);
    uint32_t right = gold[dependent].deprel, best = 0, rival = right == 0 ? 2 : 0;
    for (uint32_t k = 0; k < DEPREL_COUNT; k++) {
        if (k == DEPREL_ROOT)
            continue;
        if (scores[k] > scores[best])
            best = k;
        if (k != right && scores[k] > scores[rival])
            rival = k;
    }
    *given = (uint8_t)best;
    label->time++;
    if (gold[dependent].head != (int)head || scores[right] > scores[rival] + margin)
        return;
    learner_update(label, rows, TEXT_LABEL_FEATURES, right, 1);
    learner_update(label, rows, TEXT_LABEL_FEATURES, rival, -1);
}

static void parse_one(struct learner *move, struct learner *label, const struct gold_sentence *sentence, const uint8_t *upos_of_tag,
                      const struct train_plan *plan, bool explore, uint64_t *seed)
{
    struct text_configuration c;
    text_configuration_start(&c, sentence->keys, sentence->tags, upos_of_tag, sentence->count);
    while (!text_configuration_ended(&c)) {
        uint32_t features[TEXT_MOVE_FEATURES], rows[TEXT_MOVE_FEATURES];
        int32_t scores[TEXT_MOVE_ROW];
        int cost[MOVE_COUNT], least = INT32_MAX, allowed = 0, best = -1, right = -1, wrong = -1;
        for (int m = 0; m < MOVE_COUNT; m++)
            if (text_move_allowed(&c, (enum text_move)m)) {
                allowed++;
                cost[m] = move_cost(&c, sentence->words, (enum text_move)m);
                least = cost[m] < least ? cost[m] : least;
            } else
                cost[m] = -1;
        text_move_features(&c, features);
        learner_find(move, features, TEXT_MOVE_FEATURES, rows);
        learner_scores(move, move->now, rows, TEXT_MOVE_FEATURES, scores);
        for (int m = 0; m < MOVE_COUNT; m++) {
            if (cost[m] < 0)
                continue;
            if (best < 0 || scores[m] > scores[best])
                best = m;
            if (cost[m] == least && (right < 0 || scores[m] > scores[right]))
                right = m;
            if (cost[m] > least && (wrong < 0 || scores[m] > scores[wrong]))
                wrong = m;
        }
        move->time++;
        if (allowed > 1 && wrong >= 0 && scores[wrong] + plan->move_margin >= scores[right]) {
            learner_update(move, rows, TEXT_MOVE_FEATURES, (uint32_t)right, 1);
            learner_update(move, rows, TEXT_MOVE_FEATURES, (uint32_t)wrong, -1);
        }
        enum text_move next = (enum text_move)(explore && (int64_t)(train_random(seed) % 100) < plan->explore ? best : right);
        uint8_t given = DEPREL_DEP;
        if (next != MOVE_SHIFT)
            learn_label(label, &c, sentence->words, next, plan->label_margin, &given);
        text_move_apply(&c, next, given);
    }
}
void train_count_moves(struct learner *move, struct learner *label, const struct gold_list *list, const uint8_t *upos_of_tag)
{
    struct text_configuration c;
    uint32_t features[TEXT_MOVE_FEATURES];
    for (size_t s = 0; s < list->len; s++) {
        const struct gold_sentence *sentence = &list->at[s];
        text_configuration_start(&c, sentence->keys, sentence->tags, upos_of_tag, sentence->count);
        while (!text_configuration_ended(&c)) {
            int least = INT32_MAX;
            enum text_move best = MOVE_SHIFT;
            for (int m = MOVE_COUNT - 1; m >= 0; m--) {
                int cost = text_move_allowed(&c, (enum text_move)m) ? move_cost(&c, sentence->words, (enum text_move)m) : INT32_MAX;
                if (cost < least) {
                    least = cost;
                    best = (enum text_move)m;
                }
            }
            uint16_t head, dependent;
            text_move_features(&c, features);
            learner_count(move, features, TEXT_MOVE_FEATURES);
            text_move_arc(&c, best, &head, &dependent);
            if (best != MOVE_SHIFT) {
                text_label_features(&c, head, dependent, features);
                learner_count(label, features, TEXT_LABEL_FEATURES);
            }
            text_move_apply(&c, best, best == MOVE_SHIFT ? DEPREL_DEP : sentence->words[dependent].deprel);
        }
    }
}
void train_parser(struct learner *move, struct learner *label, const struct gold_list *list, const uint8_t *upos_of_tag, const struct train_plan *plan, int64_t run)
{
    uint64_t seed = (uint64_t)plan->seed + 1 + 1000 * (uint64_t)run;
    uint32_t *order = malloc(list->len * sizeof *order);
    for (int64_t epoch = 0; order && epoch < plan->move_epochs; epoch++) {
        train_shuffle(order, (uint32_t)list->len, &seed);
        for (size_t k = 0; k < list->len; k++)
            parse_one(move, label, &list->at[order[k]], upos_of_tag, plan, epoch > 0, &seed);
    }
    free(order);
}
