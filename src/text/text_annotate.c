/* text_annotate.c: tags, lemmas and trees of a sentence whose words are there, by the fast setting.
 *
 * A sentence from CoNLL-U may be of any length: it is worked on in pieces of TEXT_WORDS_MAX words, whose roots then hang on the first
 * one as parataxis, so that the tree stays one.
 */
#include "text/text_inner.h"

static void annotate_piece(const struct text *text, struct sentence *piece, bool tags, bool tree)
{
    struct text_key keys[TEXT_WORDS_MAX];
    uint8_t classes[TEXT_WORDS_MAX];
    const struct text_model *model = &text->model;
    text_keys(piece->words, piece->count, keys);
    if (tags)
        text_tag_classes(model, keys, piece->count, classes);
    for (uint32_t i = 0; i < piece->count; i++) {
        struct word *word = &piece->words[i];
        if (tags) {
            word->upos = model->tags[2 * classes[i]];
            word->xpos = model->tags[2 * classes[i] + 1];
        } else
            classes[i] = model->class_of[word->upos < UPOS_COUNT ? word->upos : 0][word->xpos & 63];
    }
    if (tree)
        text_parse(model, keys, classes, piece);
}
static void annotate(const struct text *text, struct sentence *sentence, bool tags, bool tree)
{
    int32_t root = -1;
    for (uint32_t start = 0; start < sentence->count; start += TEXT_WORDS_MAX) {
        struct sentence piece = *sentence;
        piece.words += start;
        piece.count = sentence->count - start < TEXT_WORDS_MAX ? sentence->count - start : TEXT_WORDS_MAX;
        annotate_piece(text, &piece, tags, tree);
        for (uint32_t i = 0; tree && i < piece.count; i++) {
            struct word *word = &piece.words[i];
            if (word->head >= 0)
                word->head += (int32_t)start;
            else if (root < 0)
                root = (int32_t)(start + i);
            else
                word->head = root, word->deprel = DEPREL_PARATAXIS;
        }
    }
    sentence->tree = tree;
}

void text_annotate_fast(const struct text *text, struct arena *arena, struct sentence *sentence, bool tree)
{
    annotate(text, sentence, true, tree);
    for (uint32_t i = 0; i < sentence->count; i++)
        sentence->words[i].lemma = text_lemma(text, arena, sentence->words[i].form, sentence->words[i].upos, sentence->words[i].xpos);
}

void text_tree(const struct text *text, struct arena *arena, struct sentence *sentence)
{
    (void)arena;                    /* one configuration on the stack is enough for the fast setting */
    annotate(text, sentence, false, true);
}
