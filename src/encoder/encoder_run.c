/* encoder_run.c: sentences to batches, and long ones to windows.
 *
 * A sentence is [CLS], which stands for the root, and its words' pieces. The [SEP] at the end, with which the weights were learnt, is left
 * out: measured, that costs under 0.05 points of LAS and saves a twentieth of the work.
 * A sentence that fits one window is put into the batch whole; when the next does not fit, the batch runs and its sentences get their trees.
 * A longer sentence is read in windows of ENCODER_WINDOW pieces that share OVERLAP pieces or so; each word is taken from the window in
 * which it has more around it. A sentence of over ENCODER_TREE_WORDS words is cut into parts with a tree each; the roots of
 * the later parts hang on the first part's root (parataxis). So time is linear and memory fixed, whatever comes.
 */
#include "encoder/encoder_inner.h"

#include <string.h>

enum {OVERLAP = 64, ROOM_PIECES = ENCODER_WINDOW - 1};

struct part {struct encoder_sentence *sentence; uint32_t from, count, row;};    /* words; row of its root */

struct run {
    const struct encoder *encoder;
    struct arena *arena;
    struct encoder_batch batch;
    struct encoder_rows rows;
    struct part *parts;             /* whole sentences (or parts) in the batch */
    size_t part_count, part_room, row_count;     /* row_count: words and roots of the parts */
    struct encoder_piece_list word; /* pieces of one word */
    uint16_t *pieces;               /* of the part that is read: its words' pieces, */
    uint32_t *starts;               /* and where each word's begin; one more at the end */
    uint8_t *shapes;
    uint16_t *first, *last;         /* of each root and word: where in the batch its first and last piece are */
};

/* The part's pieces into run->pieces, starts, shapes. */
static void read_part(struct run *run, const struct part *part)
{
    uint32_t used = 0;
    for (uint32_t i = 0; i < part->count; i++) {
        str form = str_sub(part->sentence->words[part->from + i].form, 0, ENCODER_WORD_BYTES);
        run->word.len = 0;
        encoder_pieces(run->encoder, run->arena, form, &run->word);
        if (run->word.len == 0)
            *LIST_ADD(run->arena, &run->word) = (uint16_t)run->encoder->config.unknown;
        if (run->word.len > ENCODER_WORD_PIECES) {
            run->word.at[ENCODER_WORD_PIECES - 1] = run->word.at[run->word.len - 1];
            run->word.len = ENCODER_WORD_PIECES;
        }
        run->starts[i] = used;
        run->shapes[i] = encoder_shape(run->encoder, form);
        memcpy(run->pieces + used, run->word.at, run->word.len * sizeof *run->pieces);
        used += (uint32_t)run->word.len;
    }
    run->starts[part->count] = used;
}

static void put_piece(struct encoder_batch *batch, size_t row, size_t place, uint32_t piece, uint8_t shape)
{
    batch->piece[row] = (uint16_t)piece;
    batch->place[row] = (uint16_t)place;
    batch->form[row] = shape;
}

/* Words from … to - 1 of the part that was read, as a span of the batch; first and last begin with the root. False where it does not fit. */
static bool put_span(struct run *run, uint32_t from, uint32_t to, uint16_t *first, uint16_t *last)
{
    struct encoder_batch *batch = &run->batch;
    uint32_t count = run->starts[to] - run->starts[from] + 1;
    const struct encoder_span *span = encoder_batch_span(batch, count);
    if (!span)
        return false;
    size_t row = span->first, place = 0;
    *first++ = *last++ = (uint16_t)row;
    put_piece(batch, row++, place++, run->encoder->config.cls, 0);
    for (uint32_t i = from; i < to; i++) {
        *first++ = (uint16_t)row;
        for (uint32_t k = run->starts[i]; k < run->starts[i + 1]; k++)
            put_piece(batch, row++, place++, run->pieces[k], run->shapes[i]);
        *last++ = (uint16_t)(row - 1);
    }
    return true;
}

/* The vector of a root or word: its first and its last piece. */
static void pair_of(const struct run *run, size_t i, float *out)
{
    memcpy(out, run->batch.x + (size_t)run->first[i] * ENCODER_WIDTH, ENCODER_WIDTH * sizeof(float));
    memcpy(out + ENCODER_WIDTH, run->batch.x + (size_t)run->last[i] * ENCODER_WIDTH, ENCODER_WIDTH * sizeof(float));
}

/* Those from … to - 1 become rows. */
static void add_rows(struct run *run, size_t from, size_t to)
{
    while (from < to) {
        size_t n = to - from < ENCODER_BLOCK ? to - from : ENCODER_BLOCK;
        for (size_t i = 0; i < n; i++)
            pair_of(run, from + i, run->rows.pair + i * 2 * ENCODER_WIDTH);
        encoder_rows_add(run->encoder, &run->rows, n);
        from += n;
    }
}

/* Words … of a part, which stand at `at` and behind, to the caller where the caller wants vectors. */
static void give_vectors(const struct run *run, const struct part *part, uint32_t word, size_t at, size_t count)
{
    float *out = part->sentence->vectors;
    for (size_t i = 0; out && i < count; i++)
        pair_of(run, at + i, out + ((size_t)part->from + word + i) * 2 * ENCODER_WIDTH);
}

static void clear_batch(struct run *run)
{
    run->batch.rows = run->batch.keys_used = run->batch.span_count = 0;
    run->part_count = run->row_count = run->rows.count = 0;
}

/* The tree of a part whose rows are there. */
static void finish_part(struct run *run, const struct part *part)
{
    struct encoder_word *words = part->sentence->words + part->from;
    encoder_rows_tree(run->encoder, &run->rows, part->row, words, part->count);
    if (part->from == 0)
        return;
    int32_t first_root = 0;
    while (part->sentence->words[first_root].head >= 0)
        first_root++;
    for (uint32_t i = 0; i < part->count; i++) {
        if (words[i].head < 0)
            words[i].label = (uint16_t)run->encoder->parataxis;
        words[i].head = words[i].head < 0 ? first_root : words[i].head + (int32_t)part->from;
    }
}

/* Runs what is in the batch and finishes its sentences. */
static void flush(struct run *run)
{
    if (run->part_count > 0)
        encoder_batch_run(run->encoder, &run->batch);
    add_rows(run, 0, run->row_count);
    for (size_t i = 0; i < run->part_count; i++) {
        give_vectors(run, &run->parts[i], 0, (size_t)run->parts[i].row + 1, run->parts[i].count);
        finish_part(run, &run->parts[i]);
    }
    clear_batch(run);
}

/* A part of more than one window, alone. */
static void run_windows(struct run *run, struct part *part)
{
    uint32_t from = 0, owned = 0;               /* first word of the window; first word that is not taken yet */
    part->row = 0;
    while (owned < part->count) {
        uint32_t to = from, next, end;
        while (to < part->count && run->starts[to + 1] - run->starts[from] <= ROOM_PIECES)
            to++;
        for (next = to; next > from + 1 && run->starts[to] - run->starts[next - 1] <= OVERLAP; next--)
            ;
        end = to == part->count ? to : next + (to - next) / 2;
        put_span(run, from, to, run->first, run->last);
        encoder_batch_run(run->encoder, &run->batch);
        add_rows(run, owned == 0 ? 0 : owned - from + 1, end - from + 1);
        give_vectors(run, part, owned, owned - from + 1, end - owned);
        run->batch.rows = run->batch.keys_used = run->batch.span_count = 0;
        owned = end;
        from = next;
    }
    finish_part(run, part);
    clear_batch(run);
}

static void run_part(struct run *run, struct part part)
{
    read_part(run, &part);
    if (run->starts[part.count] > ROOM_PIECES) {
        flush(run);
        run_windows(run, &part);
        return;
    }
    for (int again = 0; again < 2; again++) {
        size_t at = run->row_count;
        if (run->part_count < run->part_room && put_span(run, 0, part.count, run->first + at, run->last + at)) {
            part.row = (uint32_t)at;
            run->row_count += (size_t)part.count + 1;
            run->parts[run->part_count++] = part;
            return;
        }
        flush(run);
    }
}

/* Room for little text is little: what the sentences can need, at most a window's pieces and ENCODER_TREE_WORDS words. */
static void make_run(struct run *run, const struct encoder_sentence *sentences, size_t count)
{
    size_t pieces = 0, longest = 1;
    for (size_t s = 0; s < count; s++) {
        size_t mine = 1;
        for (uint32_t i = 0; i < sentences[s].count && mine <= ENCODER_WINDOW; i++) {
            size_t len = sentences[s].words[i].form.len;
            mine += len < ENCODER_WORD_PIECES / 2 ? 2 * len + 1 : ENCODER_WORD_PIECES;
        }
        pieces = pieces + mine < ENCODER_WINDOW ? pieces + mine : ENCODER_WINDOW;
        longest = sentences[s].count > longest ? sentences[s].count : longest;
    }
    longest = longest < ENCODER_TREE_WORDS ? longest : ENCODER_TREE_WORDS;
    encoder_batch_make(&run->batch, run->arena, run->encoder, pieces);
    size_t rows = longest + 1 > run->batch.room ? longest + 1 : run->batch.room;
    encoder_rows_make(&run->rows, run->arena, run->encoder, &run->batch, rows, longest);
    run->part_room = run->batch.room / 2;
    run->parts = arena_alloc_array(run->arena, run->part_room, sizeof *run->parts);
    run->pieces = arena_alloc_array(run->arena, longest * ENCODER_WORD_PIECES, sizeof *run->pieces);
    run->starts = arena_alloc_array(run->arena, longest + 1, sizeof *run->starts);
    run->shapes = arena_alloc_array(run->arena, longest, 1);
    run->first = arena_alloc_array(run->arena, rows, sizeof *run->first);
    run->last = arena_alloc_array(run->arena, rows, sizeof *run->last);
}

void encoder_run(const struct encoder *encoder, struct arena *arena, struct encoder_sentence *sentences, size_t count, bool vectors)
{
    struct run run = {.encoder = encoder, .arena = arena};
    for (size_t s = 0; s < count; s++) {
        sentences[s].cut = sentences[s].count > ENCODER_TREE_WORDS;
        sentences[s].vectors = vectors ? arena_alloc_array(arena, (size_t)sentences[s].count * 2 * ENCODER_WIDTH, sizeof(float)) : NULL;
    }
    if (count == 0)
        return;
    make_run(&run, sentences, count);
    for (size_t s = 0; s < count; s++)
        for (uint32_t from = 0; from < sentences[s].count; from += ENCODER_TREE_WORDS) {
            uint32_t left = sentences[s].count - from;
            run_part(&run, (struct part){.sentence = &sentences[s], .from = from, .count = left < ENCODER_TREE_WORDS ? left : ENCODER_TREE_WORDS});
        }
    flush(&run);
}
