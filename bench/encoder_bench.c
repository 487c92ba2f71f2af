/* encoder_bench.c: how well and how fast the encoder reads.
 *
 *   encoder_bench MODEL parse FILE.conllu      writes it with tags and trees of the encoder (to be scored; lemmas stay as given)
 *   encoder_bench MODEL speed FILE.conllu      words a second of one core, each kernel that the machine can run; best of three
 *   encoder_bench MODEL gemm                   the layers' products alone, 256 rows; with -DWITH_DNNL beside oneDNN's
 *
 * Built by:  cc -O2 -std=c11 -D_GNU_SOURCE -Isrc bench/encoder_bench.c -o encoder_bench libentente_encoder.a libentente_base.a -licuuc -lm
 */
#include "base/log.h"
#include "encoder/encoder_inner.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#ifdef WITH_DNNL
#include <dnnl.h>
#endif

enum {BATCH = 64};                  /* sentences in one call, about an article */

struct sentences {struct encoder_sentence *at; size_t len, room; size_t words;};

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void read_sentences(struct arena *arena, str text, struct sentences *list)
{
    LIST(struct encoder_word) words = {0};
    str line, field;
    while (str_next_line(&text, &line)) {
        str rest = line;
        if (line.len == 0 && words.len > 0) {
            *LIST_ADD(arena, list) = (struct encoder_sentence){.words = words.at, .count = (uint32_t)words.len};
            list->words += words.len;
            memset(&words, 0, sizeof words);
        }
        if (line.len == 0 || !char_is_digit(line.at[0]) || !str_next(&rest, '\t', &field) || str_has(field, STR("-")) || str_has(field, STR(".")))
            continue;
        str_next(&rest, '\t', &field);
        *LIST_ADD(arena, &words) = (struct encoder_word){.form = field};
    }
}

static void run_all(const struct encoder *encoder, struct arena *scratch, struct sentences *list)
{
    for (size_t s = 0; s < list->len; s += BATCH) {
        encoder_run(encoder, scratch, list->at + s, list->len - s < BATCH ? list->len - s : BATCH, false);
        arena_reset(scratch);
    }
}

static void print_word(const struct encoder *encoder, str line, const struct encoder_word *word)
{
    str f[10] = {{0}}, rest = line, upos, xpos = encoder_tag_name(encoder, word->tag);
    for (int i = 0; i < 10; i++)
        str_next(&rest, '\t', &f[i]);
    str_next(&xpos, '|', &upos);
    str label = encoder_label_name(encoder, word->label);
    printf("%.*s\t%.*s\t%.*s\t%.*s\t%.*s\t_\t%d\t%.*s\t_\t%.*s\n", STR_ARG(f[0]), STR_ARG(f[1]), STR_ARG(f[2]), STR_ARG(upos), STR_ARG(xpos),
           word->head + 1, STR_ARG(label), STR_ARG(f[9]));
}

static void parse(const struct encoder *encoder, struct arena *arena, str text)
{
    struct sentences list = {0};
    struct arena *scratch = arena_make(0);
    size_t sentence = 0, word = 0;
    str line, field;
    read_sentences(arena, text, &list);
    run_all(encoder, scratch, &list);
    while (str_next_line(&text, &line)) {
        str rest = line;
        if (line.len == 0) {
            sentence += word > 0;
            word = 0;
        }
        if (line.len > 0 && char_is_digit(line.at[0]) && str_next(&rest, '\t', &field) && !str_has(field, STR("-")) && !str_has(field, STR(".")))
            print_word(encoder, line, &list.at[sentence].words[word++]);
        else if (line.len == 0 || line.at[0] == '#' || str_has(line, STR("-")))
            printf("%.*s\n", STR_ARG(line));
    }
    arena_free(scratch);
}

static void speed(struct encoder *encoder, struct arena *arena, str text)
{
    struct sentences list = {0};
    struct arena *scratch = arena_make(0);
    size_t count;
    const struct encoder_kernel *const *kernels = encoder_kernels(&count);
    read_sentences(arena, text, &list);
    for (size_t k = 0; k < count; k++) {
        double best = 0;
        encoder->kernel = kernels[k];
        for (int i = 0; i < (k == 0 ? 1 : 3); i++) {
            double start = now();
            run_all(encoder, scratch, &list);
            double rate = (double)list.words / (now() - start);
            best = rate > best ? rate : best;
        }
        printf("%-6s %8.0f words/s\n", kernels[k]->name, best);
        fflush(stdout);
    }
    arena_free(scratch);
}

#ifdef WITH_DNNL
/* The same products in oneDNN: s8 times s8 to s32, weights in the layout that it likes best. */
static double dnnl_rate(size_t rows, size_t inputs, size_t outputs, int runs)
{
    dnnl_engine_t engine;
    dnnl_stream_t stream;
    dnnl_engine_create(&engine, dnnl_cpu, 0);
    dnnl_stream_create(&stream, engine, dnnl_stream_default_flags);
    dnnl_dims_t a = {(dnnl_dim_t)rows, (dnnl_dim_t)inputs}, b = {(dnnl_dim_t)inputs, (dnnl_dim_t)outputs}, c = {(dnnl_dim_t)rows, (dnnl_dim_t)outputs};
    dnnl_memory_desc_t ad, bd, cd;
    dnnl_memory_desc_init_by_tag(&ad, 2, a, dnnl_s8, dnnl_ab);
    dnnl_memory_desc_init_by_tag(&bd, 2, b, dnnl_s8, dnnl_format_tag_any);
    dnnl_memory_desc_init_by_tag(&cd, 2, c, dnnl_s32, dnnl_ab);
    dnnl_matmul_desc_t desc;
    dnnl_primitive_desc_t pd;
    dnnl_primitive_t primitive;
    if (dnnl_matmul_desc_init(&desc, &ad, &bd, NULL, &cd) != dnnl_success ||
        dnnl_primitive_desc_create(&pd, &desc, NULL, engine, NULL) != dnnl_success || dnnl_primitive_create(&primitive, pd) != dnnl_success)
        return 0;
    const dnnl_memory_desc_t *wd = dnnl_primitive_desc_query_md(pd, dnnl_query_weights_md, 0);
    dnnl_memory_t am, bm, cm;
    dnnl_memory_create(&am, &ad, engine, DNNL_MEMORY_ALLOCATE);
    dnnl_memory_create(&bm, wd, engine, DNNL_MEMORY_ALLOCATE);
    dnnl_memory_create(&cm, &cd, engine, DNNL_MEMORY_ALLOCATE);
    dnnl_exec_arg_t args[] = {{DNNL_ARG_SRC, am}, {DNNL_ARG_WEIGHTS, bm}, {DNNL_ARG_DST, cm}};
    dnnl_primitive_execute(primitive, stream, 3, args);
    double start = now();
    for (int i = 0; i < runs; i++)
        dnnl_primitive_execute(primitive, stream, 3, args);
    dnnl_stream_wait(stream);
    return (double)rows * (double)inputs * (double)outputs * runs / (now() - start) * 1e-9;
}
#endif

static void gemm(const struct encoder *encoder, struct arena *arena)
{
    enum {ROWS = 256, RUNS = 40};
    size_t count;
    const struct encoder_kernel *const *kernels = encoder_kernels(&count);
    const struct encoder_matrix *all[] = {&encoder->layers[0].qkv, &encoder->layers[0].out, &encoder->layers[0].up, &encoder->layers[0].down};
    int8_t *a = arena_alloc(arena, (size_t)ROWS * ENCODER_INNER);
    int32_t *out = arena_alloc(arena, (size_t)ROWS * ENCODER_INNER * 4);
    for (size_t i = 0; i < (size_t)ROWS * ENCODER_INNER; i++)
        a[i] = (int8_t)(i * 37 % 255 - 127);
    for (int m = 0; m < 4; m++) {
        printf("%4u x %4u:", all[m]->inputs, all[m]->outputs);
        for (size_t k = 0; k < count; k++) {
            int runs = k == 0 ? 2 : RUNS;
            double best = 0;
            for (int again = 0; again < 3; again++) {
                double start = now();
                for (int i = 0; i < runs; i++)
                    kernels[k]->product(a, ROWS, all[m], out);
                double rate = (double)ROWS * all[m]->inputs * all[m]->outputs * runs / (now() - start) * 1e-9;
                best = rate > best ? rate : best;
            }
            printf("  %s %6.1f", kernels[k]->name, best);
        }
#ifdef WITH_DNNL
        double best = 0;
        for (int again = 0; again < 3; again++) {
            double rate = dnnl_rate(ROWS, all[m]->inputs, all[m]->outputs, RUNS);
            best = rate > best ? rate : best;
        }
        printf("  oneDNN %6.1f", best);
#endif
        printf("  (10^9 products/s)\n");
    }
}

int main(int argc, char **argv)
{
    struct encoder *encoder;
    struct err err = {0};
    struct arena *arena = arena_make(0);
    str text = {"", 0};
    if (argc < 3 || (strcmp(argv[2], "gemm") != 0 && argc < 4)) {
        fprintf(stderr, "encoder_bench MODEL parse|speed FILE.conllu, or MODEL gemm\n");
        return 2;
    }
    if (!encoder_open(&encoder, argv[1], &err) || (argc > 3 && !file_read(arena, argv[3], 0, &text, &err))) {
        log_err(&err);
        return 3;
    }
    if (strcmp(argv[2], "parse") == 0)
        parse(encoder, arena, text);
    else if (strcmp(argv[2], "speed") == 0)
        speed(encoder, arena, text);
    else
        gemm(encoder, arena);
    encoder_close(encoder);
    arena_free(arena);
    return 0;
}
