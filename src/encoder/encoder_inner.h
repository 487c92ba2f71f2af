/* encoder_inner.h: private to encoder/ (and its tests and benches): the model in memory, kernels, and the steps of a run.
 *
 * Sections of the model file (a pack of base/pack.h; all numbers little endian):
 *   config         uint32: see struct encoder_config
 *   names.tags, names.labels   names, each ended by a line feed
 *   vocab.at       uint32 V + 1: where each piece begins in vocab.bytes; vocab.slots: hash table, 1 + number of the piece, 0 empty
 *   chars.page     uint16 0x1100: page of each 256 code points; chars.at: uint32 256 a page, see encoder_piece.c; chars.pool: uint32
 *   piece          V floats (scale), then V x 384 int8;  position: 256 x 384 floats;  shape: 11 x 384 floats;  norm: 2 x 384 floats
 *   N.qkv N.out N.up N.down    matrices of layer N;  N.norm: 4 x 384 floats (gain and bias after attention, then after the inner part)
 *   words arc label            matrices of the heads
 * A matrix of n outputs (filled up to a multiple of ENCODER_PANEL) and k inputs: n floats scale, n floats bias, n int32 sums of the
 * weights, then the int8 weights: for each 16 outputs, for each 4 inputs, 16 x 4 weights. No weight is -128.
 */
#ifndef ENTENTE_ENCODER_INNER_H
#define ENTENTE_ENCODER_INNER_H

#include "base/pack.h"
#include "encoder/encoder.h"

#define ENCODER_FORMAT 1u
#define ENCODER_LAYERS 6
#define ENCODER_WIDTH 384
#define ENCODER_INNER 1536
#define ENCODER_HEADS 12
#define ENCODER_HEAD_WIDTH 32
#define ENCODER_SHAPES 11
#define ENCODER_ARC 256             /* width of the arcs' vectors */
#define ENCODER_LABEL 96            /* of the labels' vectors */
#define ENCODER_PANEL 48            /* outputs that a kernel makes at once */
#define ENCODER_ROWS 8              /* rows that a kernel makes at once */
#define ENCODER_BLOCK 64            /* rows that go through the inner part of a layer at once: they fit the cache */

struct encoder_config {uint32_t width, inner, layers, heads, positions, shapes, pieces, tags, labels, arc, label, cls, sep, unknown;};

struct encoder_matrix {
    uint32_t outputs, inputs;       /* outputs filled up */
    const float *scale, *bias;
    const int32_t *sum;
    const int8_t *at;
};

/* Sums of products: out[row * w->outputs + o] = sum over i of a[row * w->inputs + i] * w[o][i], exact. rows is a multiple of ENCODER_ROWS.
 * The inputs are int8 from -127 to 127; kernels with flip 0x80 get them with the highest bit changed (that is, plus 128, unsigned). */
typedef void encoder_product(const int8_t *a, size_t rows, const struct encoder_matrix *w, int32_t *out);

/* One sentence, or window of one, as attention sees it. */
struct encoder_span {
    uint32_t first, count;          /* rows of the batch */
    size_t keys;                    /* where its turned keys begin: ENCODER_WIDTH rows of encoder_lanes_up(count) numbers */
};

/* The float steps; each is written once (encoder_float.h) and built for each kernel's instructions. */
struct encoder_float {
    /* Rows of width numbers to int8 by row: scale[row] = greatest / 127. */
    void (*quantise)(const float *x, size_t rows, size_t width, uint8_t flip, int8_t *q, float *scale);
    /* x[row] = norm(piece * scale + position + shape) */
    void (*embed)(const int8_t *piece, float piece_scale, const float *position, const float *shape, const float *norm, float *x);
    /* out = sum * scale[row] * w->scale + w->bias, of outputs from … to - 1 (multiples of 16), rows of `stride` numbers. */
    void (*restore)(const int32_t *sums, size_t rows, const float *scale, const struct encoder_matrix *w, size_t from, size_t to, float *out,
                    size_t stride);
    /* x = norm(x + restored sums) */
    void (*add_norm)(const int32_t *sums, size_t rows, const float *scale, const struct encoder_matrix *w, const float *norm, float *x);
    /* q = quantised gelu of the restored sums */
    void (*gelu_quantise)(const int32_t *sums, size_t rows, const float *scale, const struct encoder_matrix *w, uint8_t flip, float *row,
                          int8_t *q, float *q_scale);
    void (*gelu)(float *x, size_t count);                 /* in place; count is a multiple of 16 */
    /* Attention within a span: q (rows of ENCODER_WIDTH) is replaced by the context. scores: 4 x (ENCODER_WINDOW + 16) floats. */
    void (*attend)(const struct encoder_span *span, float *q, const float *keys, const float *values, float *scores);
    /* out[j] = sum over i of a[i] * turned[i * stride + j], j < width (a multiple of 16), i in order. */
    void (*multiply)(const float *a, size_t inputs, const float *turned, size_t stride, size_t width, float *out);
};

struct encoder_kernel {
    const char *name;
    uint8_t flip;
    encoder_product *product;
    const struct encoder_float *floats;
};
/* All kernels that this machine can run, best last; plain is always there. */
const struct encoder_kernel *const *encoder_kernels(size_t *count);
/* By name, NULL where this machine cannot run it; of an empty name the best. */
const struct encoder_kernel *encoder_kernel_find(str name);
encoder_product encoder_product_plain;
extern const struct encoder_float encoder_float_plain;
#if defined(__x86_64__)
encoder_product encoder_product_avx2, encoder_product_vnni;
extern const struct encoder_float encoder_float_avx2, encoder_float_avx512;
#endif

struct encoder_layer {struct encoder_matrix qkv, out, up, down; const float *norm;};

struct encoder_names {str *at; uint32_t count;};

struct encoder {
    struct pack pack;
    struct encoder_config config;
    struct encoder_names tags, labels;
    uint32_t root, parataxis;       /* labels: of the root, of the roots of later parts */
    const uint32_t *vocab_at, *slots;
    str vocab;
    uint32_t slot_mask;
    const uint16_t *char_page;
    const uint32_t *char_at, *char_pool;
    const float *piece_scale;
    const int8_t *piece;
    const float *position, *shape, *norm;
    struct encoder_layer layers[ENCODER_LAYERS];
    struct encoder_matrix words, arc, label;
    const struct encoder_kernel *kernel;
};

static inline size_t encoder_up(size_t n, size_t unit) { return (n + unit - 1) / unit * unit; }

/* Shape of a word, 0 … ENCODER_SHAPES - 1: lower case, capitals, digits … (word_shape in gen/encoder_train.py). */
uint8_t encoder_shape(const struct encoder *encoder, str word);

/* Memory of a batch; the arrays of numbers are aligned to 64 bytes. */
struct encoder_batch {
    size_t rows, room;              /* pieces in it; most that fit, a multiple of ENCODER_BLOCK */
    size_t key_room, keys_used;     /* columns of turned keys: most, taken */
    size_t span_count;
    struct encoder_span *spans;     /* at most room */
    uint16_t *piece, *place;        /* of each row: piece, position in its window */
    uint8_t *form;                  /* of each row: shape of its word */
    float *x;                       /* rows of ENCODER_WIDTH: the vectors */
    float *q, *values, *keys;       /* rows of ENCODER_WIDTH; keys by span, turned */
    float *scores, *row, *scale;
    int8_t *quantised;              /* ENCODER_BLOCK rows of ENCODER_INNER */
    int32_t *sums;                  /* ENCODER_BLOCK rows of ENCODER_INNER, or ENCODER_LABEL_ROWS of the labels' matrix */
};
#define ENCODER_LABEL_ROWS 16
void *encoder_alloc(struct arena *arena, size_t count, size_t size);       /* aligned to 64 bytes, not zeroed */
void encoder_batch_make(struct encoder_batch *batch, struct arena *arena, const struct encoder *encoder, size_t room);
/* Opens a span of count rows, which the caller fills (piece, place, form) from span->first on; NULL where they do not fit. */
struct encoder_span *encoder_batch_span(struct encoder_batch *batch, uint32_t count);
/* Rows to their vectors in batch->x. */
void encoder_batch_run(const struct encoder *encoder, struct encoder_batch *batch);

/* The words of one or more sentences as the heads see them; row 0 of each sentence is its root. */
struct encoder_rows {
    size_t count, room;             /* room: a multiple of ENCODER_BLOCK */
    float *pair;                    /* ENCODER_BLOCK x 2 ENCODER_WIDTH: first and last piece, to be added next */
    float *query, *head;            /* rows of ENCODER_ARC: as a dependent, times the arcs' matrix; as a head */
    float *label_dep, *label_head;  /* rows of ENCODER_LABEL */
    uint16_t *tag;
    float *turned, *scores;         /* of one sentence: heads turned; arcs, dependent x head */
    uint16_t *best;                 /* of one sentence: heads */
    void *tree;                     /* scratch of encoder_tree */
    float *flat;                    /* ENCODER_BLOCK rows of restored sums */
    struct encoder_batch *batch;    /* lends quantised, scale, sums */
};
/* For at most `room` words with their roots, of sentences of at most tree_words words. */
void encoder_rows_make(struct encoder_rows *rows, struct arena *arena, const struct encoder *encoder, struct encoder_batch *batch, size_t room,
                       size_t tree_words);
/* count (at most ENCODER_BLOCK) vectors in rows->pair become rows from rows->count on. */
void encoder_rows_add(const struct encoder *encoder, struct encoder_rows *rows, size_t count);
/* Fills a sentence's words, whose rows are first (the root), first + 1 …; heads count from words[0] on, -1 is the root. */
void encoder_rows_tree(const struct encoder *encoder, struct encoder_rows *rows, size_t first, struct encoder_word *words, uint32_t count);

/* The best tree by scores (rows of dependents 1 … count - 1, columns of heads, `stride` floats a row; 0 is the root) with exactly one
 * child of the root: heads[1 …]. count is at least 2; scratch: encoder_tree_scratch(count) bytes, aligned to 8. */
size_t encoder_tree_scratch(size_t count);
void encoder_tree(const float *scores, size_t stride, uint32_t count, void *scratch, uint16_t *heads);

#endif
