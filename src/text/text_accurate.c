/* text_accurate.c: tags and trees of many sentences by the encoder, lemmas by its tags.
 *
 * The encoder knows its tags and labels by name; here they become this room's numbers, once, when the text is opened. Its word pieces were
 * learnt from text with plain apostrophes, so typographic ones within words are read as plain.
 */
#include "text/text_inner.h"

#include <stdlib.h>
#include <string.h>

static bool find_upos(str name, uint8_t *out)
{
    for (uint8_t i = 0; i < UPOS_COUNT; i++)
        if (str_eq(name, str_from(text_upos_name(i)))) {
            *out = i;
            return true;
        }
    return false;
}

static bool find_deprel(str name, uint8_t *out)
{
    for (uint8_t i = 0; i < DEPREL_COUNT; i++)
        if (str_eq(name, str_from(text_deprel_name(i)))) {
            *out = i;
            return true;
        }
    return false;
}

static bool name_numbers(struct text *text, const char *path, struct err *err)
{
    uint32_t tags = encoder_tag_count(text->encoder), labels = encoder_label_count(text->encoder);
    text->encoder_upos = malloc(tags);
    text->encoder_xpos = malloc(tags);
    text->encoder_deprel = malloc(labels);
    if (!text->encoder_upos || !text->encoder_xpos || !text->encoder_deprel)
        return err_fail(err, ERR_MEMORY, path, "out of memory while the model was opened");
    for (uint32_t i = 0; i < tags; i++) {
        str upos, xpos = encoder_tag_name(text->encoder, i);
        if (!str_next(&xpos, '|', &upos) || !find_upos(upos, &text->encoder_upos[i]))
            return err_fail(err, ERR_DATA, path, "the tag \"%.*s\" is unknown", STR_ARG(encoder_tag_name(text->encoder, i)));
        text->encoder_xpos[i] = text_xpos_find(xpos);
    }
    for (uint32_t i = 0; i < labels; i++)
        if (!find_deprel(encoder_label_name(text->encoder, i), &text->encoder_deprel[i]))
            return err_fail(err, ERR_DATA, path, "the relation \"%.*s\" is unknown", STR_ARG(encoder_label_name(text->encoder, i)));
    return true;
}

bool text_accurate_open(struct text *text, struct err *err)
{
    char path[4096];
    struct err missing = {0};
    if (!file_data_path(path, sizeof path, "model/en.encoder", &missing))
        return true;
    if (encoder_open(&text->encoder, path, err) && name_numbers(text, path, err))
        return true;
    text_accurate_close(text);
    return false;
}

void text_accurate_close(struct text *text)
{
    encoder_close(text->encoder);
    free(text->encoder_upos);
    free(text->encoder_xpos);
    free(text->encoder_deprel);
    text->encoder = NULL;
    text->encoder_upos = text->encoder_xpos = text->encoder_deprel = NULL;
}

bool text_has_setting(const struct text *text, enum text_setting setting)
{
    return setting == TEXT_FAST || text->encoder != NULL;
}

/* The form with ' for U+2018 and U+2019 (E2 80 98, E2 80 99) where there is more than that. */
static str plain_form(struct arena *arena, str form)
{
    size_t at = str_find(form, STR("\xE2\x80"), 0), len = 0;
    if (at >= form.len || form.len <= 3)
        return form;
    char *out = arena_alloc_raw(arena, form.len);
    for (size_t i = 0; i < form.len; i++) {
        bool mark = i + 2 < form.len && form.at[i] == '\xE2' && form.at[i + 1] == '\x80' && (form.at[i + 2] == '\x98' || form.at[i + 2] == '\x99');
        out[len++] = mark ? '\'' : form.at[i];
        i += mark ? 2 : 0;
    }
    return (str){out, len};
}

static void take(const struct text *text, struct arena *arena, const struct encoder_sentence *from, struct sentence *sentence)
{
    for (uint32_t i = 0; i < sentence->count; i++) {
        const struct encoder_word *found = &from->words[i];
        struct word *word = &sentence->words[i];
        word->upos = text->encoder_upos[found->tag];
        word->xpos = text->encoder_xpos[found->tag];
        word->deprel = text->encoder_deprel[found->label];
        word->head = found->head;
        word->lemma = text_lemma(text, arena, word->form, word->upos, word->xpos);
    }
    sentence->tree = true;
}

void text_annotate(const struct text *text, struct arena *arena, struct sentence *sentences, size_t count, const bool *wanted,
                   enum text_setting setting)
{
    size_t used = 0;
    if (setting == TEXT_FAST || !text->encoder) {
        for (size_t i = 0; i < count; i++)
            if (!wanted || wanted[i])
                text_tree(text, arena, &sentences[i]);
        return;
    }
    struct encoder_sentence *read = ARENA_ARRAY(arena, struct encoder_sentence, count);
    for (size_t i = 0; i < count; i++) {
        if (wanted && !wanted[i])
            continue;
        read[used] = (struct encoder_sentence){.words = ARENA_ARRAY(arena, struct encoder_word, sentences[i].count), .count = sentences[i].count};
        for (uint32_t w = 0; w < sentences[i].count; w++)
            read[used].words[w].form = plain_form(arena, sentences[i].words[w].form);
        used++;
    }
    encoder_run(text->encoder, arena, read, used, false);
    used = 0;
    for (size_t i = 0; i < count; i++)
        if (!wanted || wanted[i])
            take(text, arena, &read[used++], &sentences[i]);
}
