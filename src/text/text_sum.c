/* text_sum.c: the scores of the classes: sums of the weights of a few dozen features.
 *
 * Nearly all time goes into waiting for memory, so all buckets are asked for before the first is looked at, and a slot is picked without
 * a branch (whether a feature was ever learnt is a toss of a coin to the processor). No sum can overflow: 16-bit weights, at most
 * TEXT_MOVE_FEATURES of them.
 */
#include "text/text_model.h"

void text_sum_moves(const struct text_move_weights *weights, const uint32_t *features, uint32_t n, int32_t sums[TEXT_MOVE_ROW])
{
    static const struct text_move_slot nothing = {0};
    const struct text_move_slot *buckets[TEXT_MOVE_FEATURES];
    int32_t shift = 0, left = 0, right = 0;
    for (uint32_t k = 0; k < n; k++) {
        buckets[k] = weights->slots + (size_t)(features[k] & weights->mask) * TEXT_BUCKET;
        __builtin_prefetch(buckets[k]);
    }
    for (uint32_t k = 0; k < n; k++) {
        const struct text_move_slot *slot = &nothing, *bucket = buckets[k];
        uint16_t mark = text_mark(features[k]);
        for (int i = 0; i < TEXT_BUCKET; i++)
            slot = bucket[i].mark == mark ? bucket + i : slot;
        shift += slot->weights[0];
        left += slot->weights[1];
        right += slot->weights[2];
    }
    sums[0] = shift;
    sums[1] = left;
    sums[2] = right;
}

void text_sum_classes(const struct text_class_weights *weights, uint32_t classes, const uint32_t *features, uint32_t n, int32_t *sums)
{
    static const struct text_class_slot nothing = {0};
    const struct text_class_slot *found[TEXT_MOVE_FEATURES];
    for (uint32_t k = 0; k < n; k++) {
        found[k] = weights->slots + (size_t)(features[k] & weights->mask) * TEXT_BUCKET;
        __builtin_prefetch(found[k]);
    }
    for (uint32_t i = 0; i < classes; i++)
        sums[i] = 0;
    for (uint32_t k = 0; k < n; k++) {
        const struct text_class_slot *slot = &nothing, *bucket = found[k];
        uint16_t mark = text_mark(features[k]);
        for (int i = 0; i < TEXT_BUCKET; i++)
            slot = bucket[i].mark == mark ? bucket + i : slot;
        found[k] = slot;
        __builtin_prefetch(weights->entries + slot->first);
    }
    for (uint32_t k = 0; k < n; k++) {
        const struct text_entry *entry = weights->entries + found[k]->first, *end = entry + found[k]->count;
        for (; entry < end; entry++)
            sums[entry->class_number] += entry->weight;
    }
}
