/* encoder_head.c: from the vectors of words to tags, arcs and labels (Dozat and Manning 2017).
 *
 * One product gives each word's four vectors (as a dependent and as a head, for arcs and for labels) and its tags' scores. Arc: (d U + u)
 * times h. Label: for each label (d U_l + u_l) times h plus (d v_l + c_l), of the tree's arcs only. The label "root" stands
 * at the root and nowhere else.
 */
#include "encoder/encoder_inner.h"

#include <string.h>

enum {OF_DEP = 0, OF_HEAD = ENCODER_ARC, OF_LABEL_DEP = 2 * ENCODER_ARC, OF_LABEL_HEAD = OF_LABEL_DEP + ENCODER_LABEL,
      OF_TAG = OF_LABEL_HEAD + ENCODER_LABEL};
_Static_assert(OF_TAG % 16 == 0 && OF_LABEL_HEAD % 16 == 0, "parts begin at whole vectors");

void encoder_rows_make(struct encoder_rows *rows, struct arena *arena, const struct encoder *encoder, struct encoder_batch *batch, size_t room,
                       size_t tree_words)
{
    size_t flat = (size_t)ENCODER_BLOCK * encoder->words.outputs, label_flat = (size_t)ENCODER_LABEL_ROWS * encoder->label.outputs;
    size_t nodes = tree_words + 1;
    *rows = (struct encoder_rows){.room = room, .batch = batch};
    rows->pair = encoder_alloc(arena, (size_t)ENCODER_BLOCK * 2 * ENCODER_WIDTH, sizeof(float));
    rows->query = encoder_alloc(arena, room * ENCODER_ARC, sizeof(float));
    rows->head = encoder_alloc(arena, room * ENCODER_ARC, sizeof(float));
    rows->label_dep = encoder_alloc(arena, (room + ENCODER_LABEL_ROWS) * ENCODER_LABEL, sizeof(float));    /* read by whole groups */
    rows->label_head = encoder_alloc(arena, room * ENCODER_LABEL, sizeof(float));
    rows->tag = arena_alloc_array(arena, room, sizeof *rows->tag);
    rows->turned = encoder_alloc(arena, ENCODER_ARC * encoder_up(nodes, 16), sizeof(float));
    rows->scores = encoder_alloc(arena, nodes * encoder_up(nodes, 16), sizeof(float));
    rows->best = arena_alloc_array(arena, nodes, sizeof *rows->best);
    rows->tree = encoder_alloc(arena, encoder_tree_scratch(nodes), 1);
    rows->flat = encoder_alloc(arena, flat > label_flat ? flat : label_flat, sizeof(float));
    memset(rows->pair, 0, (size_t)ENCODER_BLOCK * 2 * ENCODER_WIDTH * sizeof(float));
    memset(rows->label_dep, 0, (room + ENCODER_LABEL_ROWS) * ENCODER_LABEL * sizeof(float));
}

static uint32_t best_of(const float *scores, uint32_t count, uint32_t not_this)
{
    uint32_t best = UINT32_MAX;
    for (uint32_t i = 0; i < count; i++)
        if (i != not_this && (best == UINT32_MAX || scores[i] > scores[best]))
            best = i;
    return best == UINT32_MAX ? 0 : best;
}

void encoder_rows_add(const struct encoder *encoder, struct encoder_rows *rows, size_t count)
{
    const struct encoder_float *f = encoder->kernel->floats;
    const struct encoder_matrix *w = &encoder->words;
    struct encoder_batch *b = rows->batch;
    size_t at = rows->count, up = encoder_up(count, ENCODER_ROWS), tags = encoder_up(encoder->tags.count, 16);
    f->quantise(rows->pair, up, (size_t)2 * ENCODER_WIDTH, encoder->kernel->flip, b->quantised, b->scale);
    encoder->kernel->product(b->quantised, up, w, b->sums);
    f->restore(b->sums, count, b->scale, w, OF_HEAD, OF_HEAD + ENCODER_ARC, rows->head + at * ENCODER_ARC, ENCODER_ARC);
    f->restore(b->sums, count, b->scale, w, OF_LABEL_DEP, OF_LABEL_DEP + ENCODER_LABEL, rows->label_dep + at * ENCODER_LABEL, ENCODER_LABEL);
    f->restore(b->sums, count, b->scale, w, OF_LABEL_HEAD, OF_LABEL_HEAD + ENCODER_LABEL, rows->label_head + at * ENCODER_LABEL, ENCODER_LABEL);
    f->gelu(rows->head + at * ENCODER_ARC, count * ENCODER_ARC);
    f->gelu(rows->label_dep + at * ENCODER_LABEL, count * ENCODER_LABEL);
    f->gelu(rows->label_head + at * ENCODER_LABEL, count * ENCODER_LABEL);
    f->restore(b->sums, count, b->scale, w, OF_TAG, OF_TAG + tags, rows->flat, tags);
    for (size_t i = 0; i < count; i++)
        rows->tag[at + i] = (uint16_t)best_of(rows->flat + i * tags, encoder->tags.count, UINT32_MAX);
    f->restore(b->sums, up, b->scale, w, OF_DEP, OF_DEP + ENCODER_ARC, rows->flat, ENCODER_ARC);
    f->gelu(rows->flat, up * ENCODER_ARC);
    f->quantise(rows->flat, up, ENCODER_ARC, encoder->kernel->flip, b->quantised, b->scale);
    encoder->kernel->product(b->quantised, up, &encoder->arc, b->sums);
    f->restore(b->sums, count, b->scale, &encoder->arc, 0, ENCODER_ARC, rows->query + at * ENCODER_ARC, ENCODER_ARC);
    rows->count += count;
}

/* Scores of all arcs of a sentence of count rows. */
static void score_arcs(const struct encoder *encoder, struct encoder_rows *rows, size_t first, size_t count, size_t stride)
{
    for (size_t j = 0; j < count; j++)
        for (size_t i = 0; i < ENCODER_ARC; i++)
            rows->turned[i * stride + j] = rows->head[(first + j) * ENCODER_ARC + i];
    for (size_t i = 1; i < count; i++)
        encoder->kernel->floats->multiply(rows->query + (first + i) * ENCODER_ARC, ENCODER_ARC, rows->turned, stride, stride,
                                          rows->scores + i * stride);
}

/* Labels of the words whose heads are in rows->best; groups of ENCODER_LABEL_ROWS. */
static void label_arcs(const struct encoder *encoder, struct encoder_rows *rows, size_t first, struct encoder_word *words, uint32_t count)
{
    const struct encoder_float *f = encoder->kernel->floats;
    struct encoder_batch *b = rows->batch;
    size_t labels = encoder_up(encoder->labels.count, 16);
    for (uint32_t from = 0; from < count; from += ENCODER_LABEL_ROWS) {
        size_t group = count - from < ENCODER_LABEL_ROWS ? count - from : ENCODER_LABEL_ROWS, up = encoder_up(group, ENCODER_ROWS);
        f->quantise(rows->label_dep + (first + from + 1) * ENCODER_LABEL, up, ENCODER_LABEL, encoder->kernel->flip, b->quantised, b->scale);
        encoder->kernel->product(b->quantised, up, &encoder->label, b->sums);
        f->restore(b->sums, group, b->scale, &encoder->label, 0, encoder->label.outputs, rows->flat, encoder->label.outputs);
        for (size_t i = 0; i < group; i++) {
            float head[ENCODER_LABEL + 1], scores[208];     /* labels: at most 200, see encoder_open */
            uint16_t to = rows->best[from + i + 1];
            memcpy(head, rows->label_head + (first + to) * ENCODER_LABEL, ENCODER_LABEL * sizeof(float));
            head[ENCODER_LABEL] = 1;
            f->multiply(head, ENCODER_LABEL + 1, rows->flat + i * encoder->label.outputs, labels, labels, scores);
            words[from + i].label = (uint16_t)(to == 0 ? encoder->root : best_of(scores, encoder->labels.count, encoder->root));
        }
    }
}

void encoder_rows_tree(const struct encoder *encoder, struct encoder_rows *rows, size_t first, struct encoder_word *words, uint32_t count)
{
    size_t stride = encoder_up((size_t)count + 1, 16);
    if (count == 0)
        return;
    score_arcs(encoder, rows, first, (size_t)count + 1, stride);
    encoder_tree(rows->scores, stride, count + 1, rows->tree, rows->best);
    for (uint32_t i = 0; i < count; i++) {
        const float *row = rows->scores + (i + 1) * stride;
        float other = -1e30f;
        for (uint32_t j = 0; j <= count; j++)
            if (j != i + 1 && j != rows->best[i + 1] && row[j] > other)
                other = row[j];
        words[i].head = (int32_t)rows->best[i + 1] - 1;
        words[i].margin = count > 1 ? row[rows->best[i + 1]] - other : 0;
        words[i].tag = rows->tag[first + i + 1];
    }
    label_arcs(encoder, rows, first, words, count);
}
