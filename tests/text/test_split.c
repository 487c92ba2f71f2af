/* Paragraphs to sentences, tokens and words: the cases of sentences.txt, and promises that hold for any bytes. */
#include "base/base_test.h"

#include "base/buf.h"
#include "base/file.h"
#include "base/utf8.h"
#include "text/text.h"

static struct arena *arena;
static struct text *text;

static void write_tokens(const struct sentence *sentence, struct buf *out)
{
    for (uint32_t i = 0; i < sentence->count; i++) {
        if (i > 0)
            buf_add_char(out, sentence->words[i].token_words == 0 ? '|' : ' ');
        buf_add(out, sentence->words[i].form);
    }
}
static size_t run_case(str paragraph, str expected)
{
    struct sentence_list list = {0};
    struct buf found = buf_make(arena);
    text_split(text, arena, paragraph, 0, &list);
    for (size_t k = 0; k < list.len; k++) {
        write_tokens(&list.at[k], &found);
        buf_add_char(&found, '\n');
    }
    if (str_eq(str_trim(buf_str(&found)), str_trim(expected)))
        return 0;
    print_error("%.*s\nfound:\n%.*s\nexpected:\n%.*s\n", STR_ARG(paragraph), STR_ARG(buf_str(&found)), STR_ARG(expected));
    return 1;
}
/* Breaks when a boundary of a sentence or token moves. */
static void test_cases(void **state)
{
    struct err err = {0};
    str all, line, paragraph = {0};
    size_t cases = 0, wrong = 0;
    (void)state;
    assert_true(file_read(arena, "tests/text/sentences.txt", 0, &all, &err));
    struct buf expected = buf_make(arena);
    bool more = true;
    while (more) {
        more = str_next_line(&all, &line);
        if (more && line.len && line.at[0] == '#')
            continue;
        if (more && str_starts(line, STR("text ")))
            paragraph = str_from_at(line, 5);
        else if (more && line.len) {
            buf_add(&expected, line);
            buf_add_char(&expected, '\n');
        } else if (paragraph.len) {
            cases++;
            wrong += run_case(paragraph, buf_str(&expected));
            buf_reset(&expected);
            paragraph = STR("");
        }
    }
    assert_int_equal(wrong, 0);
    assert_true(cases >= 15);
}

/* What every user of sentences relies on, whatever the bytes: offsets inside, words in order, nothing lost but white space. */
static void check_promises(str paragraph)
{
    struct sentence_list list = {0};
    size_t last = 0;
    text_split(text, arena, paragraph, 7, &list);
    for (size_t k = 0; k < list.len; k++) {
        struct sentence *sentence = &list.at[k];
        assert_true(sentence->count > 0 && sentence->count <= TEXT_WORDS_MAX);
        assert_int_equal(sentence->number, k);
        assert_int_equal(sentence->paragraph, 7);
        assert_true(sentence->start >= last && sentence->start + sentence->text.len <= paragraph.len);
        assert_ptr_equal(sentence->text.at, paragraph.at + sentence->start);
        for (size_t at = last; at < sentence->start; ) {  /* only white space between sentences */
            uint32_t c = utf8_next(paragraph, &at);
            assert_true(utf8_is_space(c) || c < 0x20 || c == 0x200B || c == 0xFEFF);
        }
        uint32_t end = 0;
        for (uint32_t i = 0; i < sentence->count; i++) {
            const struct word *word = &sentence->words[i];
            assert_true(word->start >= end && word->end > word->start && word->end <= sentence->text.len);
            assert_ptr_equal(word->form.at, sentence->text.at + word->start);
            assert_true(word->upos < UPOS_COUNT && word->lemma.len > 0);
            end = word->end;
        }
        last = sentence->start + sentence->text.len;
        text_tree(text, arena, sentence);
        int roots = 0;
        for (uint32_t i = 0; i < sentence->count; i++) {
            roots += sentence->words[i].head < 0;
            assert_true(sentence->words[i].head < (int32_t)sentence->count && sentence->words[i].head != (int32_t)i);
            assert_int_equal(sentence->words[i].head < 0, sentence->words[i].deprel == DEPREL_ROOT);
        }
        assert_int_equal(roots, 1);
    }
}
/* Breaks when a byte that is no text leads outside of the text, or a sentence gets no root or two. */
static void test_any_bytes(void **state)
{
    static const char *const pieces[] = {"Minsk", " ", ".", "'", "’", "“", "n't", "-", "1", "\xFF", "\xE2\x80", "http://", "@",
        "U.S.", "\n", "…",
        "\0", "/", "$", "Mr."};
    uint64_t seed = 20140605;
    char bytes[300];
    (void)state;
    for (int round = 0; round < 3000; round++) {
        size_t len = 0;
        while (len < 200 && test_below(&seed, 40) > 0) {
            const char *piece = pieces[test_below(&seed, sizeof pieces / sizeof pieces[0])];
            size_t n = strlen(piece) ? strlen(piece) : 1;
            memcpy(bytes + len, piece, n);
            len += n;
            if (round % 3 == 0)
                bytes[len++] = (char)test_random(&seed);
        }
        check_promises((str){bytes, len});
        arena_reset(arena);
    }
}
/* Breaks when the time grows faster than the text, or a long line is not cut: 100,000 tokens in one line are work for a moment. */
static void test_long_lines(void **state)
{
    struct buf line = buf_make(arena);
    (void)state;
    for (int i = 0; i < 100000; i++)
        buf_add(&line, i % 7 == 3 ? STR("Minsk, ") : STR("word "));
    check_promises(buf_take(&line));
    static const char *const worst[] = {"(", "'", "a'", "www.", "a.", "-", "1-", "“", "\xF0", "a@", "n't", "1.", "\"", "http://x"};
    for (size_t k = 0; k < sizeof worst / sizeof worst[0]; k++) {
        for (int i = 0; i < 30000; i++)
            buf_add(&line, str_from(worst[k]));
        check_promises(buf_take(&line));
        arena_reset(arena);
        line = buf_make(arena);
    }
    check_promises(STR(""));
    check_promises(STR(" \n\t "));
}

/* Breaks when a heading or a list in plain text runs into the next sentence, or when a line wrapped by its width is cut. */
static void test_lines(void **state)
{
    static const char *const expected[] = {"Talks in Minsk",
        "The ministers of Belarus and Russia met on Monday in the city of\nMinsk and signed a treaty on trade.",
        "1. First item", "2. Second item"};
    static const char *const block[] = {"Talks in Minsk", "By Jane Doe"};
    struct sentence_list list = {0};
    (void)state;
    text_split(text, arena, STR("Talks in Minsk\nThe ministers of Belarus and Russia met on Monday in the city of\nMinsk and signed a treaty on trade.\n"
                                "1. First item\n2. Second item\n"), 0, &list);
    assert_int_equal(list.len, sizeof expected / sizeof expected[0]);
    for (size_t k = 0; k < list.len; k++)
        assert_true(str_eq(list.at[k].text, str_from(expected[k])));
    list.len = 0;
    text_split(text, arena, STR("Talks in Minsk\nBy Jane Doe"), 0, &list);
    assert_int_equal(list.len, 2);
    for (size_t k = 0; k < 2; k++)
        assert_true(str_eq(list.at[k].text, str_from(block[k])));
    list.len = 0;
    text_split(text, arena, STR("He met her in\nMinsk and\nleft."), 0, &list);
    assert_int_equal(list.len, 1);
}

static void split_stage(void *job)
{
    struct sentence_list list = {0};
    text_split(text, arena, *(str *)job, 0, &list);
    for (size_t k = 0; k < list.len; k++)
        text_tree(text, arena, &list.at[k]);
}
/* Breaks when something allocates behind the arena's back or keeps half a result. */
static void test_each_allocation_fails(void **state)
{
    str job = STR("The treaties signed by Minsk weren't ratified. \"Talks,\" he said, 'were held' in the U.S. The Presidents met.");
    (void)state;
    assert_true(test_every_allocation(arena, split_stage, &job) > 5);
}

static int set_up(void **state)
{
    struct err err = {0};
    (void)state;
    arena = arena_make(0);
    return arena && text_open(&text, &err) ? 0 : -1;
}
static int tear_down(void **state)
{
    (void)state;
    text_close(text);
    arena_free(arena);
    return 0;
}
int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_cases), cmocka_unit_test(test_any_bytes), cmocka_unit_test(test_long_lines),
                                       cmocka_unit_test(test_lines),
                                       cmocka_unit_test(test_each_allocation_fails)};
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
