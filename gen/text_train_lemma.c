/* text_train_lemma.c: lemmas that the treebank has and that go into the model: for each form and XPOS the lemma seen most (the first of
 * equals). Kept: all of inflected classes (plural, verb forms, comparatives), elsewhere only where the lemma is not the form itself. */
#include "text_train.h"

#include "base/utf8.h"
#include "text/text_inner.h"

static bool inflected(uint8_t xpos)
{
    static const char *const names[] = {"NNS", "VBD", "VBN", "VBG", "VBZ", "JJR", "JJS", "RBR", "RBS"};
    for (size_t k = 0; k < sizeof names / sizeof names[0]; k++)
        if (str_eq(str_from(names[k]), str_from(text_xpos_name(xpos))))
            return true;
    return false;
}

void train_lemmas(struct arena *arena, const struct gold_list *list, struct pack_out *out)
{
    struct map counts = map_make(arena), best = map_make(arena);
    struct text_lexicon_list pairs = {0};
    for (size_t s = 0; s < list->len; s++)
        for (uint32_t i = 0; !list->at[s].copy && i < list->at[s].count; i++) {
            const struct gold_word *word = &list->at[s].words[i];
            if (str_eq(word->lemma, STR("_")) || word->deprel == DEPREL_GOESWITH)
                continue;
            str form = word->upos == UPOS_PROPN ? word->form : utf8_fold(arena, word->form);
            str key = arena_printf(arena, "%c%.*s", text_seen_mark(word->xpos), STR_ARG(form));
            uint64_t *n = map_at(&counts, arena_printf(arena, "%.*s\t%.*s", STR_ARG(key), STR_ARG(word->lemma)), NULL);
            uint64_t *most = map_at(&best, key, NULL);
            if (++*n > *most)
                *most = *n;
        }
    for (size_t k = 0; k < counts.len; k++) {             /* in the order in which they were seen */
        str pair = counts.entries[k].key, key = {0};
        str_next(&pair, '\t', &key);
        uint64_t *most = map_find(&best, key);
        uint8_t xpos = (uint8_t)(key.at[0] - text_seen_mark(0));
        if (!most || counts.entries[k].value != *most || (!inflected(xpos) && str_eq(str_from_at(key, 1), pair)))
            continue;
        *LIST_ADD(arena, &pairs) = (struct text_lexicon_pair){key, pair};
    }
    text_lexicon_make(arena, &pairs, "seen", out);
}
