/* text_train_learn.c: perceptrons while they learn, and how they are packed.
 *
 * Averaged perceptron (Collins 2002). The average is kept lazily: moved holds the sum of (time of a change x change), so average = now - moved / time.
 * Several runs in different order are added up: the scores are linear, so the sum is a committee of them at the price of one.
 * All in integers. Packing keeps the features with the greatest weights, as many as fit into buckets of four slots.
 */
#include "text_train.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct learner learner_make(struct arena *arena, unsigned slot_bits, uint32_t row)
{
    size_t slots = (size_t)1 << slot_bits;
    return (struct learner){.keys = ARENA_ARRAY(arena, uint32_t, slots), .rows = ARENA_ARRAY(arena, uint32_t, slots),
                            .seen = ARENA_ARRAY(arena, uint8_t, slots), .slot_mask = (uint32_t)(slots - 1), .row = row};
}
/* The feature's slot, or the empty one where it belongs. The feature 0 does not occur: it is taken for 1. */
static uint32_t find_slot(const struct learner *learner, uint32_t feature)
{
    uint32_t key = feature ? feature : 1, slot = (key * 0x9E3779B1u >> 3) & learner->slot_mask;
    while (learner->keys[slot] && learner->keys[slot] != key)
        slot = (slot + 1) & learner->slot_mask;
    return slot;
}
void learner_count(struct learner *learner, const uint32_t *features, uint32_t n)
{
    for (uint32_t k = 0; k < n; k++) {
        uint32_t slot = find_slot(learner, features[k]);
        if (learner->keys[slot] == 0) {
            if (++learner->count > learner->slot_mask / 4 * 3)
                abort();            /* more features than anybody foresaw: give learner_make more bits */
            learner->keys[slot] = features[k] ? features[k] : 1;
        }
        learner->seen[slot] = (uint8_t)(learner->seen[slot] + (learner->seen[slot] < 255));
    }
}
void learner_open(struct learner *learner, struct arena *arena, uint32_t least)
{
    learner->count = 0;
    for (size_t slot = 0; slot <= learner->slot_mask; slot++)
        if (learner->keys[slot] && learner->seen[slot] >= least)
            learner->rows[slot] = ++learner->count;
    size_t cells = ((size_t)learner->count + 1) * learner->row;
    learner->now = ARENA_ARRAY(arena, int32_t, cells);
    learner->total = ARENA_ARRAY(arena, int32_t, cells);
    learner->moved = ARENA_ARRAY(arena, int64_t, cells);
}
void learner_find(const struct learner *learner, const uint32_t *features, uint32_t n, uint32_t *rows)
{
    for (uint32_t k = 0; k < n; k++)
        __builtin_prefetch(&learner->keys[((features[k] ? features[k] : 1) * 0x9E3779B1u >> 3) & learner->slot_mask]);
    for (uint32_t k = 0; k < n; k++) {
        rows[k] = learner->rows[find_slot(learner, features[k])];
        __builtin_prefetch(&learner->now[(size_t)rows[k] * learner->row]);
    }
}
void learner_scores(const struct learner *learner, const int32_t *weights, const uint32_t *rows, uint32_t n, int32_t *scores)
{
    for (uint32_t i = 0; i < learner->row; i++)
        scores[i] = 0;
    for (uint32_t k = 0; k < n; k++) {
        const int32_t *row = weights + (size_t)rows[k] * learner->row;    /* row 0 stays 0 */
        for (uint32_t i = 0; i < learner->row; i++)
            scores[i] += row[i];
    }
}
void learner_update(struct learner *learner, const uint32_t *rows, uint32_t n, uint32_t class_number, int change)
{
    for (uint32_t k = 0; k < n; k++) {
        if (rows[k] == 0)
            continue;
        size_t cell = (size_t)rows[k] * learner->row + class_number;
        learner->now[cell] += change;
        learner->moved[cell] += learner->time * change;
    }
}
void learner_rest(struct learner *learner)
{
    int64_t time = learner->time ? learner->time : 1;
    size_t cells = ((size_t)learner->count + 1) * learner->row;
    for (size_t i = 0; i < cells; i++) {
        if (learner->now[i] == 0 && learner->moved[i] == 0)
            continue;
        int64_t whole = ((int64_t)learner->now[i] * time - learner->moved[i]) * 256;
        learner->total[i] += (int32_t)((whole + (whole < 0 ? -time : time) / 2) / time);
        learner->now[i] = 0;
        learner->moved[i] = 0;
    }
    learner->time = 0;
}

/* ---- Packing ---- */

struct strength {uint32_t feature, row; int32_t most;};

static int stronger(const void *a, const void *b)
{
    const struct strength *x = a, *y = b;
    return x->most != y->most ? (x->most > y->most ? -1 : 1) : x->feature < y->feature ? -1 : x->feature > y->feature;
}
static int32_t greatest(const int32_t *row, uint32_t n)
{
    int32_t most = 0;
    for (uint32_t i = 0; i < n; i++) {
        int32_t size = row[i] < 0 ? -row[i] : row[i];
        most = size > most ? size : most;
    }
    return most;
}
/* Features by falling strength; *part: what totals are divided by so that all fit 16 bits. */
static struct strength *rank(const struct learner *learner, struct arena *arena, size_t *count, int32_t *part)
{
    struct strength *ranked = ARENA_ARRAY(arena, struct strength, (size_t)learner->count + 1);
    int32_t most = 0;
    *count = 0;
    for (size_t slot = 0; slot <= learner->slot_mask; slot++) {
        uint32_t row = learner->rows[slot];
        int32_t size = row ? greatest(learner->total + (size_t)row * learner->row, learner->row) : 0;
        if (size == 0)
            continue;
        ranked[(*count)++] = (struct strength){learner->keys[slot], row, size};
        most = size > most ? size : most;
    }
    *part = most / 32767 + 1;
    qsort(ranked, *count, sizeof *ranked, stronger);
    return ranked;
}
static int16_t scaled(int32_t total, int32_t part) { return (int16_t)((total + (total < 0 ? -part : part) / 2) / part); }

static void write_moves(const struct learner *learner, struct arena *arena, const char *name, unsigned bits, struct pack_out *out)
{
    size_t count, slots = (size_t)1 << bits, kept = 0;
    int32_t part;
    const struct strength *ranked = rank(learner, arena, &count, &part);
    struct text_move_slot *table = ARENA_ARRAY(arena, struct text_move_slot, slots);
    for (size_t k = 0; k < count; k++) {
        struct text_move_slot *bucket = table + (ranked[k].feature & (slots / TEXT_BUCKET - 1)) * TEXT_BUCKET;
        for (int i = 0; i < TEXT_BUCKET; i++) {
            if (bucket[i].mark == text_mark(ranked[k].feature))
                break;              /* a stronger one has this mark */
            if (bucket[i].mark)
                continue;
            bucket[i].mark = text_mark(ranked[k].feature);
            for (uint32_t m = 0; m < TEXT_MOVE_ROW; m++)
                bucket[i].weights[m] = scaled(learner->total[(size_t)ranked[k].row * learner->row + m], part);
            kept++;
            break;
        }
    }
    fprintf(stderr, "%s: %zu of %zu features kept, scale %d\n", name, kept, count, part);
    pack_out_add(out, arena_printf(arena, "%s.slots", name).at, table, slots * sizeof *table);
}
static void write_classes(const struct learner *learner, struct arena *arena, const char *name, unsigned bits, int small, struct pack_out *out)
{
    size_t count, slots = (size_t)1 << bits, kept = 0;
    int32_t part;
    const struct strength *ranked = rank(learner, arena, &count, &part);
    struct text_class_slot *table = ARENA_ARRAY(arena, struct text_class_slot, slots);
    LIST(struct text_entry) entries = {0};
    for (size_t k = 0; k < count && ranked[k].most >= small; k++) {
        struct text_class_slot *bucket = table + (ranked[k].feature & (slots / TEXT_BUCKET - 1)) * TEXT_BUCKET;
        const int32_t *row = learner->total + (size_t)ranked[k].row * learner->row;
        for (int i = 0; i < TEXT_BUCKET; i++) {
            if (bucket[i].mark == text_mark(ranked[k].feature))
                break;
            if (bucket[i].mark)
                continue;
            bucket[i] = (struct text_class_slot){.mark = text_mark(ranked[k].feature), .first = (uint32_t)entries.len};
            for (uint32_t c = 0; c < learner->row; c++)
                if (row[c] >= small || row[c] <= -small)
                    *LIST_ADD(arena, &entries) = (struct text_entry){(uint16_t)c, scaled(row[c], part)};
            bucket[i].count = (uint16_t)(entries.len - bucket[i].first);
            kept++;
            break;
        }
    }
    fprintf(stderr, "%s: %zu of %zu features kept with %zu weights, scale %d\n", name, kept, count, entries.len, part);
    pack_out_add(out, arena_printf(arena, "%s.slots", name).at, table, slots * sizeof *table);
    pack_out_add(out, arena_printf(arena, "%s.entries", name).at, entries.at, entries.len * sizeof *entries.at);
}
void learner_write(const struct learner *learner, struct arena *arena, const char *name, unsigned bits, int small, struct pack_out *out)
{
    if (learner->row == TEXT_MOVE_ROW)
        write_moves(learner, arena, name, bits, out);
    else
        write_classes(learner, arena, name, bits, small, out);
}

uint64_t train_random(uint64_t *seed)
{
    uint64_t z = *seed += 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}
void train_shuffle(uint32_t *order, uint32_t n, uint64_t *seed)
{
    for (uint32_t i = 0; i < n; i++)
        order[i] = i;
    for (uint32_t i = n; i > 1; i--) {
        uint32_t k = (uint32_t)(train_random(seed) % i), other = order[k];
        order[k] = order[i - 1];
        order[i - 1] = other;
    }
}
