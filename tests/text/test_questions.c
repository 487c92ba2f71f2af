/* Questions to a tree: every case of tests/text/clauses/ (the notation is told in README.md there). */
#include "base/base_test.h"

#include "base/buf.h"
#include "base/file.h"
#include "text/text.h"

#include <glob.h>
#include <stdio.h>

static struct arena *arena;

/* ---- Reading a tree ---- */

static uint8_t find_deprel(str name)
{
    for (uint8_t k = 0; k < DEPREL_COUNT; k++)
        if (str_eq(name, str_from(text_deprel_name(k))))
            return k;
    print_error("unknown relation %.*s\n", STR_ARG(name));
    fail();
    return 0;
}
/* UPOS of a Penn tag; the relation tells verbs from auxiliaries. */
static uint8_t upos_of(str xpos, uint8_t deprel)
{
    static const struct {const char *xpos; uint8_t upos;} table[] = {{"NNP", UPOS_PROPN}, {"NN", UPOS_NOUN}, {"PRP$", UPOS_PRON}, {"PRP", UPOS_PRON},
        {"WP", UPOS_PRON}, {"WDT", UPOS_PRON}, {"DT", UPOS_DET}, {"JJ", UPOS_ADJ}, {"RB", UPOS_ADV}, {"WRB", UPOS_ADV}, {"CD", UPOS_NUM},
        {"TO", UPOS_PART}, {"POS", UPOS_PART}, {"CC", UPOS_CCONJ}, {"MD", UPOS_AUX}, {"RP", UPOS_ADP}, {"UH", UPOS_INTJ}};
    if (str_starts(xpos, STR("VB")))
        return deprel == DEPREL_AUX || deprel == DEPREL_AUX_PASS || deprel == DEPREL_COP ? UPOS_AUX : UPOS_VERB;
    if (str_eq(xpos, STR("IN")))
        return deprel == DEPREL_MARK ? UPOS_SCONJ : UPOS_ADP;
    for (size_t k = 0; k < sizeof table / sizeof table[0]; k++)
        if (str_starts(xpos, str_from(table[k].xpos)))
            return table[k].upos;
    return UPOS_PUNCT;
}
static void read_word(str part, struct word *word, struct buf *text)
{
    size_t relation = part.len, slash;
    while (relation > 0 && part.at[relation - 1] != '>')
        relation--;
    assert_true(relation > 0);
    str left = str_sub(part, 0, relation - 1), right = str_from_at(part, relation), head;
    for (slash = left.len; slash > 0 && left.at[slash - 1] != '/'; slash--) {}
    assert_true(slash > 1);
    str xpos = str_from_at(left, slash), form = str_sub(left, 0, slash - 1);
    size_t equals = str_find_char(form, '=', 1);
    int64_t number = 0;
    assert_true(str_next(&right, ':', &head) && str_int64(head, &number));
    *word = (struct word){.form = str_sub(form, 0, equals), .head = (int32_t)number - 1, .deprel = find_deprel(right), .xpos = text_xpos_find(xpos),
                          .token_words = 1, .space_after = true, .start = (uint32_t)text->len};
    word->upos = upos_of(xpos, word->deprel);
    bool glued = word->upos == UPOS_PUNCT || str_eq(xpos, STR("POS"));
    if (glued && text->len && !str_eq(xpos, STR("``"))) {           /* "Minsk 's" is written together */
        text->len--;
        word->start--;
        word[-1].space_after = false;
    }
    buf_add(text, word->form);
    word->end = (uint32_t)text->len;
    if (str_eq(xpos, STR("``")))
        word->space_after = false;
    else
        buf_add_char(text, ' ');
    char *lower = arena_alloc(arena, form.len + 1);
    for (size_t i = 0; i < word->form.len; i++)
        lower[i] = char_lower(word->form.at[i]);
    word->lemma = equals < form.len ? str_from_at(form, equals + 1) : word->upos == UPOS_PROPN ? word->form : (str){lower, word->form.len};
}
static struct sentence read_tree(str line)
{
    struct sentence sentence = {.words = ARENA_ARRAY(arena, struct word, TEXT_WORDS_MAX), .tree = true};
    struct buf text = buf_make(arena);
    str part;
    while (str_next(&line, ' ', &part))
        if (part.len)
            read_word(part, &sentence.words[sentence.count++], &text);
    sentence.text = buf_take(&text);
    return sentence;
}

/* ---- Asking ---- */

static int find_word(const struct sentence *sentence, str name)
{
    int64_t which = 1;
    size_t mark = str_find_char(name, '#', 1);
    if (mark < name.len)
        assert_true(str_int64(str_from_at(name, mark + 1), &which));
    for (uint32_t i = 0; i < sentence->count; i++)
        if (str_eq(sentence->words[i].form, str_sub(name, 0, mark)) && --which == 0)
            return (int)i;
    print_error("no word %.*s\n", STR_ARG(name));
    fail();
    return -1;
}
static void add_word(struct buf *out, const struct sentence *sentence, const char *what, int word)
{
    if (word >= 0)
        buf_printf(out, "%s%.*s ", what, STR_ARG(sentence->words[word].form));
}
static void answer_clause(const struct sentence *sentence, int word, struct buf *out)
{
    static const char *const modality[] = {"", "future ", "would ", "possible ", "obliged "};
    struct clause clause;
    if (!text_clause(sentence, word, &clause)) {
        buf_add(out, STR("none"));
        return;
    }
    assert_int_equal(clause.predicate, word);
    add_word(out, sentence, "subject=", clause.subject);
    add_word(out, sentence, "object=", clause.object);
    add_word(out, sentence, "recipient=", clause.recipient);
    add_word(out, sentence, "particle=", clause.particle);
    add_word(out, sentence, "governor=", clause.governor);
    buf_printf(out, "%s%s%s%s%s%s", clause.passive ? "passive " : "", clause.negated ? "negated " : "", clause.infinitive ? "infinitive " : "",
               clause.question ? "question " : "", clause.conditional_clause ? "conditional " : "", modality[clause.modality]);
}
static void answer(const struct sentence *sentence, str kind, int word, str more, struct buf *out)
{
    int first = -1, last = -1, several[16];
    if (str_eq(kind, STR("clause")))
        answer_clause(sentence, word, out);
    else if (str_eq(kind, STR("span")) || str_eq(kind, STR("phrase"))) {
        (str_eq(kind, STR("span")) ? text_span : text_phrase)(sentence, word, &first, &last);
        buf_add(out, text_span_text(sentence, first, last));
    } else if (str_eq(kind, STR("coordinated"))) {
        size_t n = text_coordinated(sentence, word, several, 16);
        for (size_t k = 0; k < n; k++)
            add_word(out, sentence, "", several[k]);
    } else if (str_eq(kind, STR("preposition")))
        buf_add(out, text_preposition(sentence, word));
    else if (str_eq(kind, STR("oblique"))) {
        int found = text_oblique(sentence, word, more, -1);
        buf_add(out, found < 0 ? STR("none") : sentence->words[found].form);
    } else if (str_eq(kind, STR("quoted")))
        buf_add(out, text_quoted(sentence, word, &first, &last) ? text_span_text(sentence, first, last) : STR("none"));
    else {
        print_error("unknown question %.*s\n", STR_ARG(kind));
        fail();
    }
}
static bool ask(const char *file, size_t number, const struct sentence *sentence, str line)
{
    size_t colon = str_find_char(line, ':', 0);
    str question = str_sub(line, 0, colon), expected = str_trim(str_from_at(line, colon + 1)), kind = {"", 0}, name = {"", 0},
        more = question;
    assert_true(colon < line.len && str_next(&more, ' ', &kind) && str_next(&more, ' ', &name));
    struct buf out = buf_make(arena);
    answer(sentence, kind, find_word(sentence, name), more, &out);
    str found = str_trim(buf_str(&out));
    if (str_eq(found, expected))
        return true;
    print_error("%s:%zu: %.*s: found \"%.*s\", expected \"%.*s\"\n", file, number, STR_ARG(question), STR_ARG(found), STR_ARG(expected));
    return false;
}
/* Breaks when a rule of text_clause, text_phrase … no longer gives what the case file says. */
static void test_cases(void **state)
{
    glob_t files;
    size_t asked = 0, wrong = 0;
    (void)state;
    assert_int_equal(glob("tests/text/clauses/*.txt", 0, NULL, &files), 0);
    for (size_t f = 0; f < files.gl_pathc; f++) {
        struct err err = {0};
        struct sentence sentence = {0};
        str text, line;
        assert_true(file_read(arena, files.gl_pathv[f], 0, &text, &err));
        for (size_t number = 1; str_next_line(&text, &line); number++)
            if (str_starts(line, STR("tree ")))
                sentence = read_tree(str_from_at(line, 5));
            else if (line.len && line.at[0] != '#') {
                asked++;
                wrong += !ask(files.gl_pathv[f], number, &sentence, line);
            }
    }
    globfree(&files);
    assert_int_equal(wrong, 0);
    assert_true(asked > 60);
}

/* Breaks when a question follows heads without a bound: a ring of heads, which no parser makes but a file may hold, must come to an end. */
static void test_rings_end(void **state)
{
    (void)state;
    struct sentence sentence = read_tree(STR("a/VB>2:conj b/VB>3:conj c/VB>1:conj d/NN>4:nmod e/VBN>6:xcomp f/VB>5:xcomp"));
    for (int i = 0; i < (int)sentence.count; i++) {
        struct clause clause;
        int first, last, several[4];
        text_clause(&sentence, i, &clause);
        text_span(&sentence, i, &first, &last);
        text_phrase(&sentence, i, &first, &last);
        assert_true(first >= 0 && last < (int)sentence.count && first <= i && last >= i);
        assert_true(text_coordinated(&sentence, i, several, 4) >= 1);
        text_preposition(&sentence, i);
    }
}

static int set_up(void **state)
{
    (void)state;
    arena = arena_make(0);
    return arena ? 0 : -1;
}
static int tear_down(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}
int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_cases), cmocka_unit_test(test_rings_end)};
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
