/* text_conllu.c: CoNLL-U in and out (https://universaldependencies.org/format.html).
 *
 * In: sentences, words and multiword tokens are taken as they stand, the other columns are not looked at; empty nodes are left out.
 * Out: comments as given, all other columns predicted. Words of one sentence may be any number; memory grows with the text.
 */
#include "text/text_inner.h"

#include <limits.h>
#include <stdio.h>

/* ---- Out ---- */

static void write_word(const struct sentence *sentence, uint32_t i, bool glued, struct buf *out)
{
    const struct word *word = &sentence->words[i];
    buf_printf(out, "%u\t", i + 1);
    buf_add(out, word->form.len ? word->form : STR("_"));
    buf_add_char(out, '\t');
    buf_add(out, word->lemma.len ? word->lemma : STR("_"));
    buf_printf(out, "\t%s\t%s\t_\t", text_upos_name(word->upos), text_xpos_name(word->xpos));
    if (sentence->tree)
        buf_printf(out, "%d\t%s\t_\t", word->head + 1, text_deprel_name(word->deprel));
    else
        buf_add(out, STR("_\t_\t_\t"));
    buf_add(out, glued ? STR("SpaceAfter=No\n") : STR("_\n"));
}
static void write_words(const struct sentence *sentence, bool spaces, struct buf *out)
{
    uint32_t inside = 0;
    for (uint32_t i = 0; i < sentence->count; i++) {
        const struct word *word = &sentence->words[i];
        uint32_t n = word->token_words;
        if (n > 1 && i + n <= sentence->count) {
            const struct word *last = word + n - 1;
            str form = str_sub(sentence->text, word->start, last->end);
            buf_printf(out, "%u-%u\t%.*s\t_\t_\t_\t_\t_\t_\t_\t%s\n", i + 1, i + n, STR_ARG(form), spaces && !last->space_after ? "SpaceAfter=No" : "_");
            inside = n;
        }
        write_word(sentence, i, spaces && inside == 0 && !word->space_after, out);
        inside -= inside > 0;
    }
    buf_add_char(out, '\n');
}
void text_conllu_write(const struct sentence *sentence, struct buf *out)
{
    buf_printf(out, "# sent_id = %u\n# text = ", sentence->number + 1);
    for (size_t i = 0; i < sentence->text.len; i++)       /* a line break inside would end the comment */
        buf_add_char(out, char_is_space(sentence->text.at[i]) ? ' ' : sentence->text.at[i]);
    buf_add_char(out, '\n');
    write_words(sentence, true, out);
}

/* ---- In ---- */

struct conllu {
    const struct text *text;
    struct arena *arena;
    const char *file;
    size_t line;
    struct buf comments, plain;     /* comments of the open sentence; forms with a blank between, the text that offsets point into */
    LIST(struct sentence) sentences;
    struct str_list before;         /* of each sentence: its comments */
    LIST(struct word) words;
    uint32_t token_left, token_words, token_start;    /* the open multiword token: words that it waits for, all its words, its first byte */
};

static bool fail(const struct conllu *c, struct err *err, const char *why)
{
    char where[512];
    snprintf(where, sizeof where, "%s:%zu", c->file, c->line);
    return err_fail(err, ERR_INPUT, where, "%s", why);
}
static void end_sentence(struct conllu *c)
{
    if (c->words.len == 0)
        return;
    *LIST_ADD(c->arena, &c->sentences) = (struct sentence){.number = (uint32_t)c->sentences.len, .words = c->words.at,
                                                           .count = (uint32_t)c->words.len, .text = buf_take(&c->plain)};
    *LIST_ADD(c->arena, &c->before) = buf_take(&c->comments);
    c->words.len = c->words.room = 0;
    c->words.at = NULL;
    c->token_left = 0;
}
/* A multiword token "3-4 don't": its text goes to plain, its words then share its bytes. */
static bool add_range(struct conllu *c, str first, str last, str form, struct err *err)
{
    int64_t from, to;
    if (!str_int64(first, &from) || !str_int64(last, &to) || from != (int64_t)c->words.len + 1 || to <= from || to - from > 30)
        return fail(c, err, "a multiword token must name the words that follow it, such as 3-4 before 3 and 4");
    c->token_start = (uint32_t)c->plain.len;
    buf_add(&c->plain, form);
    buf_add_char(&c->plain, ' ');
    c->token_left = c->token_words = (uint32_t)(to - from + 1);
    return true;
}
static bool add_word(struct conllu *c, str number, str form, struct err *err)
{
    int64_t n;
    if (!str_int64(number, &n) || n != (int64_t)c->words.len + 1)
        return fail(c, err, "words must be numbered 1, 2, 3 …");
    if (n > INT_MAX / 2 || form.len > UINT16_MAX)
        return fail(c, err, "the word or the sentence is too long");
    struct word word = {.form = form, .space_after = true, .token_words = 1};
    if (c->token_left == 0) {
        word.start = (uint32_t)c->plain.len;
        buf_add(&c->plain, form);
        word.end = (uint32_t)c->plain.len;
        buf_add_char(&c->plain, ' ');
    } else {                        /* which bytes of the token a word has is not known: each has them all */
        word.start = c->token_start;
        word.end = (uint32_t)c->plain.len - 1;
        word.token_words = c->token_left == c->token_words ? (uint8_t)c->token_words : 0;
        c->token_left--;
    }
    *LIST_ADD(c->arena, &c->words) = word;
    return true;
}
static bool read_line(struct conllu *c, str line, struct err *err)
{
    str number, form, rest = line;
    if (line.len == 0) {
        end_sentence(c);
        return true;
    }
    if (line.at[0] == '#') {
        buf_add(&c->comments, line);
        buf_add_char(&c->comments, '\n');
        return true;
    }
    if (!str_next(&rest, '\t', &number) || !str_next(&rest, '\t', &form) || form.len == 0)
        return fail(c, err, "expected a word: number, tab, form, tab …; a comment begins with #, a blank line ends a sentence");
    size_t dash = str_find_char(number, '-', 0);
    if (str_find_char(number, '.', 0) < number.len)
        return true;
    if (dash < number.len)
        return add_range(c, str_sub(number, 0, dash), str_from_at(number, dash + 1), form, err);
    return add_word(c, number, form, err);
}

/* All sentences at once, so that the encoder can read them in batches. */
static void annotate_all(struct conllu *c, enum text_setting setting)
{
    if (setting == TEXT_ACCURATE && text_has_setting(c->text, setting))
        text_annotate(c->text, c->arena, c->sentences.at, c->sentences.len, NULL, setting);
    else
        for (size_t i = 0; i < c->sentences.len; i++)
            text_annotate_fast(c->text, c->arena, &c->sentences.at[i], true);
}

bool text_conllu_by(const struct text *text, struct arena *arena, const char *file, str conllu, enum text_setting setting, struct buf *out,
                    struct err *err)
{
    struct conllu c = {.text = text, .arena = arena, .file = file, .comments = buf_make(arena), .plain = buf_make(arena)};
    str rest = conllu, line;
    while (str_next_line(&rest, &line)) {
        c.line++;
        if (!read_line(&c, line, err))
            return false;
    }
    end_sentence(&c);
    annotate_all(&c, setting);
    for (size_t i = 0; i < c.sentences.len; i++) {
        buf_add(out, c.before.at[i]);
        write_words(&c.sentences.at[i], false, out);
    }
    buf_add(out, buf_str(&c.comments));
    return true;
}

bool text_conllu(const struct text *text, struct arena *arena, const char *file, str conllu, struct buf *out, struct err *err)
{
    return text_conllu_by(text, arena, file, conllu, TEXT_FAST, out, err);
}
