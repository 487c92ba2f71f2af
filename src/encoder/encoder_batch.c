/* encoder_batch.c: a batch of sentences through the layers.
 *
 * The pieces of all sentences stand in one matrix, one sentence after the other, without padding; attention looks at each
 * sentence alone. Everything but attention goes by blocks of ENCODER_BLOCK rows, so that what lies between two products stays
 * in the cache. Post-norm transformer layers as in BERT (Devlin et al. 2019); inputs of products are int8 by row.
 */
#include "encoder/encoder_inner.h"

#include <string.h>

void *encoder_alloc(struct arena *arena, size_t count, size_t size)
{
    char *at = arena_alloc_raw(arena, count * size + 63);
    return at + (64 - ((uintptr_t)at & 63)) % 64;
}

void encoder_batch_make(struct encoder_batch *batch, struct arena *arena, const struct encoder *encoder, size_t room)
{
    room = encoder_up(room, ENCODER_BLOCK);
    size_t sums = (size_t)ENCODER_BLOCK * ENCODER_INNER, label_sums = (size_t)ENCODER_LABEL_ROWS * encoder->label.outputs;
    *batch = (struct encoder_batch){.room = room, .key_room = 2 * room};
    batch->spans = arena_alloc_array(arena, room, sizeof *batch->spans);
    batch->piece = arena_alloc_array(arena, room, sizeof *batch->piece);
    batch->place = arena_alloc_array(arena, room, sizeof *batch->place);
    batch->form = arena_alloc_array(arena, room, sizeof *batch->form);
    batch->x = encoder_alloc(arena, room * ENCODER_WIDTH, sizeof(float));
    batch->q = encoder_alloc(arena, (room + 4) * ENCODER_WIDTH, sizeof(float));     /* attention reads up to three rows behind the last */
    batch->values = encoder_alloc(arena, room * ENCODER_WIDTH, sizeof(float));
    batch->keys = encoder_alloc(arena, batch->key_room * ENCODER_WIDTH, sizeof(float));
    batch->scores = encoder_alloc(arena, (size_t)4 * (ENCODER_WINDOW + 16), sizeof(float));
    batch->row = encoder_alloc(arena, (size_t)ENCODER_BLOCK * ENCODER_WIDTH, sizeof(float));
    batch->scale = encoder_alloc(arena, (size_t)2 * ENCODER_BLOCK, sizeof(float));
    batch->quantised = encoder_alloc(arena, (size_t)ENCODER_BLOCK * ENCODER_INNER, 1);
    batch->sums = encoder_alloc(arena, sums > label_sums ? sums : label_sums, sizeof(int32_t));
    memset(batch->q + room * ENCODER_WIDTH, 0, (size_t)4 * ENCODER_WIDTH * sizeof(float));
}

struct encoder_span *encoder_batch_span(struct encoder_batch *batch, uint32_t count)
{
    size_t columns = encoder_up(count, 16);
    if (batch->rows + count > batch->room || batch->keys_used + columns > batch->key_room || batch->span_count == batch->room)
        return NULL;
    struct encoder_span *span = &batch->spans[batch->span_count++];
    *span = (struct encoder_span){(uint32_t)batch->rows, count, batch->keys_used * ENCODER_WIDTH};
    batch->rows += count;
    batch->keys_used += columns;
    return span;
}

static void embed(const struct encoder *encoder, struct encoder_batch *batch)
{
    for (size_t row = 0; row < batch->rows; row++) {
        size_t piece = batch->piece[row];
        encoder->kernel->floats->embed(encoder->piece + piece * ENCODER_WIDTH, encoder->piece_scale[piece],
                                       encoder->position + (size_t)batch->place[row] * ENCODER_WIDTH,
                                       encoder->shape + (size_t)batch->form[row] * ENCODER_WIDTH, encoder->norm, batch->x + row * ENCODER_WIDTH);
    }
    memset(batch->x + batch->rows * ENCODER_WIDTH, 0, (encoder_up(batch->rows, ENCODER_ROWS) - batch->rows) * ENCODER_WIDTH * sizeof(float));
}

/* Keys of the rows from … as columns of their spans. */
static void turn_keys(struct encoder_batch *batch, size_t from, size_t rows, size_t *span)
{
    size_t row = from, end = from + rows < batch->rows ? from + rows : batch->rows;
    while (row < end) {
        const struct encoder_span *s = &batch->spans[*span];
        size_t stride = encoder_up(s->count, 16), stop = (size_t)s->first + s->count;
        size_t count = (stop < end ? stop : end) - row;
        const float *key = batch->row + (row - from) * ENCODER_WIDTH;
        float *out = batch->keys + s->keys + (row - s->first);
        for (size_t i = 0; i < ENCODER_WIDTH; i++)
            for (size_t k = 0; k < count; k++)
                out[i * stride + k] = key[k * ENCODER_WIDTH + i];
        row += count;
        *span += row == stop;
    }
}

static void attention(const struct encoder *encoder, const struct encoder_layer *layer, struct encoder_batch *batch)
{
    const struct encoder_float *f = encoder->kernel->floats;
    size_t span = 0, all = encoder_up(batch->rows, ENCODER_ROWS);
    for (size_t from = 0; from < all; from += ENCODER_BLOCK) {
        size_t rows = all - from < ENCODER_BLOCK ? all - from : ENCODER_BLOCK;
        f->quantise(batch->x + from * ENCODER_WIDTH, rows, ENCODER_WIDTH, encoder->kernel->flip, batch->quantised, batch->scale);
        encoder->kernel->product(batch->quantised, rows, &layer->qkv, batch->sums);
        f->restore(batch->sums, rows, batch->scale, &layer->qkv, 0, ENCODER_WIDTH, batch->q + from * ENCODER_WIDTH, ENCODER_WIDTH);
        f->restore(batch->sums, rows, batch->scale, &layer->qkv, ENCODER_WIDTH, 2 * ENCODER_WIDTH, batch->row, ENCODER_WIDTH);
        f->restore(batch->sums, rows, batch->scale, &layer->qkv, 2 * ENCODER_WIDTH, 3 * ENCODER_WIDTH, batch->values + from * ENCODER_WIDTH,
                   ENCODER_WIDTH);
        turn_keys(batch, from, rows, &span);
    }
    for (size_t i = 0; i < batch->span_count; i++)
        f->attend(&batch->spans[i], batch->q, batch->keys, batch->values, batch->scores);
}

/* What follows attention: its output, and the inner part, each added to x and normalised. */
static void inner(const struct encoder *encoder, const struct encoder_layer *layer, struct encoder_batch *batch)
{
    const struct encoder_float *f = encoder->kernel->floats;
    uint8_t flip = encoder->kernel->flip;
    size_t all = encoder_up(batch->rows, ENCODER_ROWS);
    for (size_t from = 0; from < all; from += ENCODER_BLOCK) {
        size_t rows = all - from < ENCODER_BLOCK ? all - from : ENCODER_BLOCK;
        float *x = batch->x + from * ENCODER_WIDTH, *scale = batch->scale, *inner_scale = batch->scale + ENCODER_BLOCK;
        f->quantise(batch->q + from * ENCODER_WIDTH, rows, ENCODER_WIDTH, flip, batch->quantised, scale);
        encoder->kernel->product(batch->quantised, rows, &layer->out, batch->sums);
        f->add_norm(batch->sums, rows, scale, &layer->out, layer->norm, x);
        f->quantise(x, rows, ENCODER_WIDTH, flip, batch->quantised, scale);
        encoder->kernel->product(batch->quantised, rows, &layer->up, batch->sums);
        f->gelu_quantise(batch->sums, rows, scale, &layer->up, flip, batch->row, batch->quantised, inner_scale);
        encoder->kernel->product(batch->quantised, rows, &layer->down, batch->sums);
        f->add_norm(batch->sums, rows, inner_scale, &layer->down, layer->norm + 2 * ENCODER_WIDTH, x);
    }
}

void encoder_batch_run(const struct encoder *encoder, struct encoder_batch *batch)
{
    embed(encoder, batch);
    for (int i = 0; i < ENCODER_LAYERS; i++) {
        attention(encoder, &encoder->layers[i], batch);
        inner(encoder, &encoder->layers[i], batch);
    }
}
