/* test_kernel.c: all kernels give the same bits, and the float steps what mathematics says. */
#include "encoder_test.h"

#include <math.h>

/* A matrix of random weights in the layout of the model file. */
static struct encoder_matrix random_matrix(struct arena *arena, size_t outputs, size_t inputs, uint64_t *seed, bool extreme)
{
    int8_t *at = arena_alloc(arena, outputs * inputs);
    int32_t *sum = arena_alloc(arena, outputs * sizeof *sum);
    float *scale = arena_alloc(arena, outputs * sizeof *scale), *bias = arena_alloc(arena, outputs * sizeof *bias);
    for (size_t i = 0; i < outputs * inputs; i++) {
        at[i] = (int8_t)(extreme ? (next_random(seed) & 1 ? 127 : -127) : (int)(next_random(seed) % 255) - 127);
        sum[i / (inputs * 16) * 16 + i % 64 / 4] += at[i];
    }
    for (size_t i = 0; i < outputs; i++) {
        scale[i] = (float)(next_random(seed) % 1000 + 1) * 1e-6f;
        bias[i] = ((float)(next_random(seed) % 2001) - 1000) * 1e-3f;
    }
    return (struct encoder_matrix){(uint32_t)outputs, (uint32_t)inputs, scale, bias, sum, at};
}

/* Breaks for: saturation (all weights and inputs at their ends), a wrong correction of the unsigned inputs, lanes in a wrong order, a tail. */
static void products_agree(void **state)
{
    (void)state;
    static const size_t inputs[] = {4, 64, 96, 256, 384, 768, 1536};
    uint64_t seed = 1;
    size_t count;
    const struct encoder_kernel *const *kernels = encoder_kernels(&count);
    for (int round = 0; round < 40; round++) {
        struct arena *arena = arena_make(0);
        size_t in = inputs[next_random(&seed) % 7], out = ENCODER_PANEL * (1 + next_random(&seed) % 5), rows = ENCODER_ROWS * (1 + next_random(&seed) % 4);
        struct encoder_matrix w = random_matrix(arena, out, in, &seed, round % 4 == 0);
        int8_t *a = arena_alloc(arena, rows * in), *flipped = arena_alloc(arena, rows * in);
        int32_t *plain = arena_alloc(arena, rows * out * 4), *quick = arena_alloc(arena, rows * out * 4);
        for (size_t i = 0; i < rows * in; i++)
            a[i] = (int8_t)(round % 4 == 0 ? (next_random(&seed) & 1 ? 127 : -127) : (int)(next_random(&seed) % 255) - 127);
        encoder_product_plain(a, rows, &w, plain);
        for (size_t k = 1; k < count; k++) {
            for (size_t i = 0; i < rows * in; i++)
                flipped[i] = (int8_t)(a[i] ^ (int8_t)kernels[k]->flip);
            memset(quick, 0x55, rows * out * 4);
            kernels[k]->product(flipped, rows, &w, quick);
            assert_memory_equal(plain, quick, rows * out * 4);
        }
        arena_free(arena);
    }
}

/* The plain kernel is the judge: it must be the plain sum, in the layout that the packer writes. */
static void plain_is_the_sum(void **state)
{
    (void)state;
    struct arena *arena = arena_make(0);
    uint64_t seed = 7;
    struct encoder_matrix w = random_matrix(arena, 48, 8, &seed, false);
    int8_t a[64];
    int32_t out[8 * 48];
    for (size_t i = 0; i < 64; i++)
        a[i] = (int8_t)((int)(next_random(&seed) % 255) - 127);
    encoder_product_plain(a, 8, &w, out);
    for (size_t row = 0; row < 8; row++)
        for (size_t o = 0; o < 48; o++) {
            int32_t sum = 0;
            for (size_t i = 0; i < 8; i++)
                sum += a[row * 8 + i] * w.at[(o / 16 * 2 + i / 4) * 64 + o % 16 * 4 + i % 4];
            assert_int_equal(out[row * 48 + o], sum);
        }
    arena_free(arena);
}

static void random_floats(float *x, size_t count, float most, uint64_t *seed)
{
    for (size_t i = 0; i < count; i++)
        x[i] = ((float)(next_random(seed) % 2000001) - 1000000) * 1e-6f * most;
}

enum {FLOAT_ROWS = 24, FLOAT_KEYS = 32};
struct float_results {
    float gelu[4096], attended[(FLOAT_ROWS + 4) * ENCODER_WIDTH], product[FLOAT_KEYS], normed[8 * ENCODER_WIDTH], embedded[ENCODER_WIDTH];
    int8_t quantised[8 * ENCODER_WIDTH], inner[8 * ENCODER_WIDTH];
    float scale[8], inner_scale[8];
};

static void run_floats(const struct encoder_float *f, struct arena *arena, struct float_results *r)
{
    uint64_t seed = 3;
    static float keys[ENCODER_WIDTH * FLOAT_KEYS], values[(FLOAT_ROWS + 4) * ENCODER_WIDTH], scores[4 * (ENCODER_WINDOW + 16)], row[ENCODER_INNER];
    static float norm[2 * ENCODER_WIDTH], turned[ENCODER_ARC * FLOAT_KEYS];
    static int32_t sums[8 * ENCODER_WIDTH];
    struct encoder_span span = {0, FLOAT_ROWS - 1, 0};
    struct encoder_matrix w = random_matrix(arena, ENCODER_WIDTH, 64, &seed, false);
    for (int i = 0; i < 4096; i++)
        r->gelu[i] = (float)(i - 2048) / 256;
    f->gelu(r->gelu, 4096);
    random_floats(r->attended, sizeof r->attended / 4, 3, &seed);
    random_floats(keys, sizeof keys / 4, 3, &seed);
    random_floats(values, sizeof values / 4, 1, &seed);
    random_floats(norm, sizeof norm / 4, 1, &seed);
    random_floats(turned, sizeof turned / 4, 1, &seed);
    random_floats(r->normed, sizeof r->normed / 4, 2, &seed);
    f->attend(&span, r->attended, keys, values, scores);
    f->multiply(values, ENCODER_ARC, turned, FLOAT_KEYS, FLOAT_KEYS, r->product);
    for (size_t i = 0; i < 8 * ENCODER_WIDTH; i++)
        sums[i] = (int32_t)(next_random(&seed) % 2000001) - 1000000;
    f->quantise(r->normed, 8, ENCODER_WIDTH, 0, r->quantised, r->scale);
    f->add_norm(sums, 8, r->scale, &w, norm, r->normed);
    f->gelu_quantise(sums, 8, r->scale, &w, 0x80, row, r->inner, r->inner_scale);
    f->embed(r->quantised, 0.01f, norm, norm + ENCODER_WIDTH, norm, r->embedded);
}

/* Breaks for: a compiler that joins multiply and add, sums in another order, a width that leaks into a result. */
static void floats_agree(void **state)
{
    (void)state;
    static struct float_results plain, quick;
    size_t count;
    struct arena *arena = arena_make(0);
    const struct encoder_kernel *const *kernels = encoder_kernels(&count);
    run_floats(kernels[0]->floats, arena, &plain);
    for (size_t k = 1; k < count; k++) {
        memset(&quick, 0x55, sizeof quick);
        run_floats(kernels[k]->floats, arena, &quick);
        assert_memory_equal(plain.gelu, quick.gelu, sizeof plain.gelu);
        assert_memory_equal(plain.attended, quick.attended, (FLOAT_ROWS - 1) * ENCODER_WIDTH * sizeof(float));
        assert_memory_equal(plain.product, quick.product, sizeof plain.product);
        assert_memory_equal(plain.normed, quick.normed, sizeof plain.normed);
        assert_memory_equal(plain.embedded, quick.embedded, sizeof plain.embedded);
        assert_memory_equal(plain.quantised, quick.quantised, sizeof plain.quantised);
        assert_memory_equal(plain.inner, quick.inner, sizeof plain.inner);
        assert_memory_equal(plain.scale, quick.scale, sizeof plain.scale);
        assert_memory_equal(plain.inner_scale, quick.inner_scale, sizeof plain.inner_scale);
    }
    arena_free(arena);
}

/* Breaks for: a wrong coefficient of gelu. */
static void gelu_is_near(void **state)
{
    (void)state;
    static float x[4096];
    for (int i = 0; i < 4096; i++)
        x[i] = (float)(i - 2048) / 128;
    encoder_float_plain.gelu(x, 4096);
    for (int i = 0; i < 4096; i++) {
        double v = (i - 2048) / 128.0, want = v / 2 * (1 + erf(v / sqrt(2)));
        assert_true(fabs(x[i] - want) < 2e-6 * fabs(v) + 1e-7);
    }
}

/* Breaks for: a wrong exponential, a key behind the end that takes part, heads mixed up. */
static void attention_is_near(void **state)
{
    (void)state;
    enum {COUNT = 19, STRIDE = 32};
    uint64_t seed = 5;
    static float q[(COUNT + 5) * ENCODER_WIDTH], old[sizeof q / 4], keys[ENCODER_WIDTH * STRIDE], values[COUNT * ENCODER_WIDTH], scores[4 * STRIDE];
    struct encoder_span span = {0, COUNT, 0};
    random_floats(q, sizeof q / 4, 1, &seed);
    random_floats(keys, sizeof keys / 4, 1, &seed);
    random_floats(values, sizeof values / 4, 1, &seed);
    memcpy(old, q, sizeof q);
    encoder_float_plain.attend(&span, q, keys, values, scores);
    for (size_t i = 0; i < COUNT; i++)
        for (size_t c = 0; c < ENCODER_WIDTH; c++) {
            size_t head = c / ENCODER_HEAD_WIDTH * ENCODER_HEAD_WIDTH;
            double sum = 0, context = 0;
            for (size_t j = 0; j < COUNT; j++) {
                double score = 0;
                for (size_t d = 0; d < ENCODER_HEAD_WIDTH; d++)
                    score += (double)old[i * ENCODER_WIDTH + head + d] * keys[(head + d) * STRIDE + j];
                sum += exp(score);
                context += exp(score) * values[j * ENCODER_WIDTH + c];
            }
            assert_true(fabs(q[i * ENCODER_WIDTH + c] - context / sum) < 1e-5);
        }
    assert_memory_equal(q + COUNT * ENCODER_WIDTH, old + COUNT * ENCODER_WIDTH, 5 * ENCODER_WIDTH * sizeof(float));
}

/* Breaks for: a kernel's name that is taken though the machine or the program does not have it. */
static void kernels_by_name(void **state)
{
    (void)state;
    size_t count;
    const struct encoder_kernel *const *kernels = encoder_kernels(&count);
    assert_string_equal(kernels[0]->name, "plain");
    assert_ptr_equal(encoder_kernel_find(STR("")), kernels[count - 1]);
    for (size_t k = 0; k < count; k++)
        assert_ptr_equal(encoder_kernel_find(str_from(kernels[k]->name)), kernels[k]);
    assert_null(encoder_kernel_find(STR("sse9")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(products_agree), cmocka_unit_test(plain_is_the_sum), cmocka_unit_test(floats_agree), cmocka_unit_test(gelu_is_near),
        cmocka_unit_test(attention_is_near), cmocka_unit_test(kernels_by_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
