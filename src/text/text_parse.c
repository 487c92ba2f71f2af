/* text_parse.c: the dependency tree of a tagged sentence, greedily.
 *
 * Each step scores the three moves of the arc-hybrid system (text_configuration.c) and takes the best that is allowed; when it makes an
 * arc, a second classifier names it. Trained with a dynamic oracle (Goldberg and Nivre 2012), so that the parser has met its own
 * errors. Linear: 2n - 1 moves; memory: one configuration on the stack, some 30 kB.
 */
#include "text/text_inner.h"

static enum text_move best_move(const struct text_model *model, const struct text_configuration *c)
{
    bool left = text_move_allowed(c, MOVE_LEFT), right = text_move_allowed(c, MOVE_RIGHT);
    if (!left && !right)
        return MOVE_SHIFT;
    if (!left && c->next == c->count)
        return MOVE_RIGHT;
    uint32_t features[TEXT_MOVE_FEATURES];
    int32_t sums[TEXT_MOVE_ROW];
    text_move_features(c, features);
    text_sum_moves(&model->move, features, TEXT_MOVE_FEATURES, sums);
    enum text_move best = MOVE_SHIFT;
    if (left && sums[MOVE_LEFT] > sums[best])
        best = MOVE_LEFT;
    if (right && sums[MOVE_RIGHT] > sums[best])
        best = MOVE_RIGHT;
    return best;
}
static uint8_t best_label(const struct text_model *model, const struct text_configuration *c, enum text_move move)
{
    uint16_t head, dependent;
    uint32_t features[TEXT_LABEL_FEATURES];
    int32_t sums[TEXT_LABEL_ROW];
    text_move_arc(c, move, &head, &dependent);
    text_label_features(c, head, dependent, features);
    text_sum_classes(&model->label, DEPREL_COUNT, features, TEXT_LABEL_FEATURES, sums);
    uint8_t best = DEPREL_DEP;
    for (uint8_t k = 1; k < DEPREL_COUNT; k++)
        if (model->label_used[k] && sums[k] > sums[best])
            best = k;
    return best;
}

void text_parse(const struct text_model *model, const struct text_key *keys, const uint8_t *tags, struct sentence *sentence)
{
    struct text_configuration c;
    text_configuration_start(&c, keys, tags, model->tags, sentence->count);
    while (!text_configuration_ended(&c)) {
        enum text_move move = best_move(model, &c);
        text_move_apply(&c, move, move == MOVE_SHIFT ? DEPREL_DEP : best_label(model, &c, move));
    }
    for (uint32_t i = 0; i < sentence->count; i++) {
        sentence->words[i].head = c.head[i];
        sentence->words[i].deprel = c.head[i] < 0 ? DEPREL_ROOT : c.label[i];
    }
    sentence->tree = true;
}
