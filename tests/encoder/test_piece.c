/* test_piece.c: word pieces as the published tokenizer gives them (tests/encoder/pieces.tsv, made by gen/encoder_fixture.py), and shapes. */
#include "encoder_test.h"

#include "base/tsv.h"
#include "base/utf8.h"

/* \xNN, \uNNNN, \UNNNNNNNN and \\ to what they stand for. */
static str unescape(struct arena *arena, str text)
{
    struct buf out = buf_make(arena);
    for (size_t i = 0; i < text.len; i++) {
        char kind = text.at[i] == '\\' && i + 1 < text.len ? text.at[i + 1] : 0;
        size_t digits = kind == 'x' ? 2 : kind == 'u' ? 4 : kind == 'U' ? 8 : 0;
        if (digits > 0) {
            char number[9] = {0};
            memcpy(number, text.at + i + 2, digits);
            buf_add_utf8(&out, (uint32_t)strtoul(number, NULL, 16));
            i += digits + 1;
        } else {
            i += kind == '\\';
            buf_add_char(&out, text.at[i]);
        }
    }
    return buf_take(&out);
}

/* Breaks for: any difference from the tokenizer that the weights were learnt with. */
static void as_published(void **state)
{
    (void)state;
    struct encoder *encoder = open_model();
    struct arena *arena = arena_make(0);
    struct err err = {0};
    struct tsv tsv;
    str bytes, piece;
    size_t lines = 0;
    assert_true(file_read(arena, "tests/encoder/pieces.tsv", 0, &bytes, &err));
    assert_true(tsv_open(&tsv, "pieces.tsv", bytes, &err));
    while (tsv_next(&tsv)) {
        struct encoder_piece_list list = {0};
        str text = unescape(arena, tsv_field(&tsv, STR("text"))), rest = tsv_field(&tsv, STR("pieces"));
        encoder_pieces(encoder, arena, text, &list);
        for (size_t i = 0; i < list.len || rest.len > 0; i++) {
            int64_t number;
            assert_true(str_next(&rest, ' ', &piece) && str_int64(piece, &number));
            if (i >= list.len || list.at[i] != number)
                fail_msg("line %zu, piece %zu: %d, and the published tokenizer gives %d", tsv.line, i, i < list.len ? list.at[i] : -1, (int)number);
        }
        lines++;
    }
    assert_true(lines > 2900);
    arena_free(arena);
    encoder_close(encoder);
}

/* Breaks for: bytes that are no UTF-8, 0 bytes, a cut sequence at the end, a word of any length. */
static void any_bytes(void **state)
{
    (void)state;
    struct encoder *encoder = open_model();
    struct arena *arena = arena_make(0);
    uint64_t seed = 17;
    for (int round = 0; round < 3000; round++) {
        char *bytes = malloc(64);                  /* of its own, so that the sanitizer sees a step too far */
        size_t len = next_random(&seed) % 64;
        struct encoder_piece_list list = {0};
        for (size_t i = 0; i < len; i++)
            bytes[i] = (char)(next_random(&seed) % (round % 2 ? 256 : 128));
        char *exact = realloc(bytes, len > 0 ? len : 1);
        encoder_pieces(encoder, arena, (str){exact, len}, &list);
        assert_true(list.len <= 2 * len);
        assert_true(encoder_shape(encoder, (str){exact, len}) < ENCODER_SHAPES);
        free(exact);
    }
    char *large = malloc(100000);
    memset(large, 'a', 100000);
    struct encoder_piece_list list = {0};
    encoder_pieces(encoder, arena, (str){large, 100000}, &list);
    assert_int_equal(list.len, 1);                 /* [UNK] */
    free(large);
    arena_free(arena);
    encoder_close(encoder);
}

/* Breaks for: shapes that differ from word_shape in gen/encoder_train.py. */
static void shapes(void **state)
{
    (void)state;
    static const struct {const char *word; uint8_t shape;} cases[] = {
        {"minister", 1}, {"Minister", 2}, {"Ősz", 2}, {"NATO", 3}, {"A", 4}, {"iPhone", 5}, {"McDonald", 5}, {"2016", 6}, {"1,204.50", 6}, {"3rd", 7},
        {"MiG-29", 8}, {"日本", 9}, {"...", 10}, {"", 10}, {"U.S.", 3}, {"O'Brien", 5}, {"Минск", 2}, {"МИД", 3}, {"-Minister", 2}, {"$", 10}};
    struct encoder *encoder = open_model();
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        if (encoder_shape(encoder, str_from(cases[i].word)) != cases[i].shape)
            fail_msg("%s: %d, not %d", cases[i].word, encoder_shape(encoder, str_from(cases[i].word)), cases[i].shape);
    encoder_close(encoder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(as_published), cmocka_unit_test(any_bytes), cmocka_unit_test(shapes)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
