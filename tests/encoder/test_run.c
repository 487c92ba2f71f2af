/* test_run.c: whole runs: the model file, batches, windows, bounds, memory. */
#include "encoder_test.h"

#include <unistd.h>

static const char *const lines[] = {
    "The foreign ministers of Belarus and Poland met in Minsk on Friday .", "Prices fell .", "\" We will not leave , \" he said .", "",
    "Police detained some fifty people who had come to the square , and the opposition called for their release .", "Yes",
};
enum {LINES = sizeof lines / sizeof lines[0]};

static void read_lines(struct arena *arena, struct encoder_sentence *sentences)
{
    for (size_t i = 0; i < LINES; i++)
        sentences[i] = words_of(arena, str_from(lines[i]));
}

static void same_words(const struct encoder_sentence *a, const struct encoder_sentence *b)
{
    assert_int_equal(a->count, b->count);
    for (uint32_t i = 0; i < a->count; i++) {
        assert_int_equal(a->words[i].head, b->words[i].head);
        assert_int_equal(a->words[i].label, b->words[i].label);
        assert_int_equal(a->words[i].tag, b->words[i].tag);
        assert_memory_equal(&a->words[i].margin, &b->words[i].margin, sizeof(float));
    }
}

static void expect_refusal(const char *path, const char *why)
{
    struct encoder *encoder = NULL;
    struct err err = {0};
    assert_false(encoder_open(&encoder, path, &err));
    assert_int_equal(err.code, ERR_DATA);
    assert_string_equal(err.where, path);
    if (!strstr(err.why, why))
        fail_msg("\"%s\" does not say \"%s\"", err.why, why);
}

/* Breaks for: a model file that is missing, cut, damaged or of another format and is taken, or refused without a reason. */
static void bad_model(void **state)
{
    (void)state;
    struct arena *arena = arena_make(0);
    struct err err = {0};
    char path[512], copy[] = "/tmp/entente-encoder-XXXXXX";
    str bytes = {"", 0};
    assert_true(file_data_path(path, sizeof path, "model/en.encoder", &err) && file_read(arena, path, 0, &bytes, &err));
    close(mkstemp(copy));
    expect_refusal("/nowhere/en.encoder", "");
    assert_true(file_write(copy, str_sub(bytes, 0, bytes.len / 2), &err));
    expect_refusal(copy, "damaged");
    assert_true(file_write(copy, str_sub(bytes, 0, 10), &err));
    expect_refusal(copy, "no pack file");
    char *changed = (char *)arena_str(arena, bytes).at;
    changed[bytes.len / 3] ^= 1;
    assert_true(file_write(copy, (str){changed, bytes.len}, &err));
    expect_refusal(copy, "damaged");
    changed[8] = 99;
    assert_true(file_write(copy, (str){changed, bytes.len}, &err));
    expect_refusal(copy, "format 99");
    unlink(copy);
    arena_free(arena);
}

/* Breaks for: a name in ENTENTE_KERNEL that is silently ignored. */
static void unknown_kernel(void **state)
{
    (void)state;
    struct encoder *encoder = NULL;
    struct err err = {0};
    setenv("ENTENTE_KERNEL", "sse9", 1);
    assert_false(encoder_open(&encoder, "/nowhere", &err));
    assert_non_null(strstr(err.why, "sse9"));
    unsetenv("ENTENTE_KERNEL");
}

/* Breaks for: a sentence whose result depends on its neighbours, on the kernel, on the batch; trees that are none; names that are missing. */
static void alone_or_together(void **state)
{
    (void)state;
    struct encoder *encoder = open_model();
    struct arena *arena = arena_make(0);
    struct encoder_sentence together[LINES], alone[LINES], many[40 * LINES];
    size_t count;
    const struct encoder_kernel *const *kernels = encoder_kernels(&count);
    read_lines(arena, together);
    encoder_run(encoder, arena, together, LINES, true);
    for (size_t k = 0; k < count; k++) {
        encoder->kernel = kernels[k];
        read_lines(arena, alone);
        for (size_t i = 0; i < LINES; i++) {
            encoder_run(encoder, arena, alone + i, 1, true);
            check_tree(alone + i);
            same_words(alone + i, together + i);
            assert_false(alone[i].cut);
            assert_memory_equal(alone[i].vectors, together[i].vectors, alone[i].count * encoder_width(encoder) * sizeof(float));
            for (uint32_t w = 0; w < alone[i].count; w++)
                assert_true(alone[i].words[w].tag < encoder_tag_count(encoder) && alone[i].words[w].label < encoder_label_count(encoder));
        }
    }
    for (size_t i = 0; i < 40; i++)
        read_lines(arena, many + i * LINES);
    encoder_run(encoder, arena, many, 40 * LINES, false);      /* several batches */
    for (size_t i = 0; i < 40 * LINES; i++) {
        same_words(many + i, together + i % LINES);
        assert_null(many[i].vectors);
    }
    encoder_run(encoder, arena, many, 0, true);
    arena_free(arena);
    encoder_close(encoder);
}

/* Breaks for: a model that learnt nothing, or heads that are read in a wrong order. Not a measure: three arcs that every parser finds. */
static void reads_english(void **state)
{
    (void)state;
    struct encoder *encoder = open_model();
    struct arena *arena = arena_make(0);
    struct encoder_sentence s = words_of(arena, STR("The minister visited Warsaw on Friday ."));
    encoder_run(encoder, arena, &s, 1, false);
    assert_int_equal(s.words[2].head, -1);
    assert_int_equal(s.words[1].head, 2);
    assert_int_equal(s.words[3].head, 2);
    assert_true(str_eq(encoder_label_name(encoder, s.words[2].label), STR("root")));
    assert_true(str_eq(encoder_label_name(encoder, s.words[1].label), STR("nsubj")));
    assert_true(str_eq(encoder_label_name(encoder, s.words[3].label), STR("obj")));
    assert_true(str_eq(encoder_tag_name(encoder, s.words[2].tag), STR("VERB|VBD")));
    assert_true(str_eq(encoder_tag_name(encoder, s.words[3].tag), STR("PROPN|NNP")));
    arena_free(arena);
    encoder_close(encoder);
}

static struct encoder_sentence repeated(struct arena *arena, uint32_t count)
{
    static const char *const forms[] = {"Minsk", "said", "that", "the", "talks", "about", "trade", "will", "go", "on", ",", "and"};
    struct encoder_sentence s = {.words = ARENA_ARRAY(arena, struct encoder_word, count), .count = count};
    for (uint32_t i = 0; i < count; i++)
        s.words[i].form = str_from(forms[(i * 7 + i / 12) % 12]);
    return s;
}

/* Breaks for: windows that leave a word out or take it twice, parts whose heads point into another part, memory that grows with the text. */
static void long_sentences(void **state)
{
    (void)state;
#if defined(__SANITIZE_ADDRESS__)
    enum {LONGEST = 5000};
#else
    enum {LONGEST = 100000};
#endif
    static const uint32_t counts[] = {253, 254, 255, 256, 380, 400, 401, 799, 1203, LONGEST};
    struct encoder *encoder = open_model();
    for (size_t k = 0; k < sizeof counts / sizeof counts[0]; k++) {
        struct arena *arena = arena_make(0);
        struct encoder_sentence s = repeated(arena, counts[k]);
        size_t before = arena_used(arena);
        encoder_run(encoder, arena, &s, 1, false);
        assert_true(arena_used(arena) - before <= ENCODER_SCRATCH);
        assert_int_equal(s.cut, counts[k] > ENCODER_TREE_WORDS);
        check_tree(&s);
        arena_free(arena);
    }
    encoder_close(encoder);
}

/* Breaks for: words of many pieces, words without one, bytes that are no text. */
static void strange_words(void **state)
{
    (void)state;
    struct encoder *encoder = open_model();
    struct arena *arena = arena_make(0);
    uint64_t seed = 23;
    char *large = malloc(10000);
    for (size_t i = 0; i < 10000; i++)
        large[i] = ".-a/b"[i % 5];
    struct encoder_sentence s = {.words = ARENA_ARRAY(arena, struct encoder_word, 60), .count = 60};
    for (uint32_t i = 0; i < 60; i++) {
        char *bytes = arena_alloc(arena, 40);
        for (size_t b = 0; b < 40; b++)
            bytes[b] = (char)next_random(&seed);
        s.words[i].form = i % 3 == 0 ? (str){large, 10000} : i % 3 == 1 ? (str){bytes, next_random(&seed) % 40} : (str){"", 0};
    }
    encoder_run(encoder, arena, &s, 1, false);
    check_tree(&s);
    free(large);
    arena_free(arena);
    encoder_close(encoder);
}

struct job {const struct encoder *encoder; struct arena *arena; struct encoder_sentence *sentences;};

static void stage(void *at)
{
    struct job *job = at;
    encoder_run(job->encoder, job->arena, job->sentences, LINES, true);
}

/* Breaks for: an allocation whose failure is not taken to the door, or that changes a later run. */
static void memory_runs_out(void **state)
{
    (void)state;
    struct encoder *encoder = open_model();
    struct arena *words = arena_make(0), *arena = arena_make(0);
    struct encoder_sentence whole[LINES], again[LINES];
    struct err err;
    read_lines(words, whole);
    encoder_run(encoder, words, whole, LINES, false);
    for (long n = 0;; n++) {
        struct job job = {encoder, arena, again};
        read_lines(words, again);
        err = (struct err){0};
        arena_fail_after(arena, n);
        if (arena_try(arena, stage, &job, &err))
            break;
        assert_int_equal(err.code, ERR_MEMORY);
        assert_int_equal(arena_used(arena), 0);
        assert_true(n < 500);
    }
    for (size_t i = 0; i < LINES; i++)
        same_words(whole + i, again + i);
    arena_free(arena);
    arena_free(words);
    encoder_close(encoder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bad_model), cmocka_unit_test(unknown_kernel), cmocka_unit_test(alone_or_together), cmocka_unit_test(reads_english),
        cmocka_unit_test(long_sentences), cmocka_unit_test(strange_words), cmocka_unit_test(memory_runs_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
