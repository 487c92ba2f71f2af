/* text_train.c: learns model/en.text (tagger, parser, lemmas) from treebanks.
 *
 *   gen_text_train [options] OUTPUT TREEBANK.conllu…
 *
 * Order: classes of tags; the tagger on all but one fold tags that fold, fold by fold (so that the parser learns from tags with the errors
 * that it will meet); the tagger on everything; the parser with its labeller; lemmas that rules do not give. Some sentences are
 * learnt a second time without capitals or in capitals. Same treebanks, same options, same seed: same bytes.
 * Never run by the build: the model is committed with its card (model/en.text.md).
 */
#include "text_train.h"

#include "base/log.h"
#include "base/opt.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

enum {LOWER_COPY_EVERY = 12, UPPER_COPY_EVERY = 30, TAG_COUNT_MIN = 4};

/* Classes: pairs of UPOS and XPOS seen often enough, most frequent first; a rarer pair gets the class of its XPOS seen most. */
static uint32_t make_tags(struct gold_list *list, uint8_t tags[2 * TEXT_TAG_ROW])
{
    static uint32_t seen[UPOS_COUNT * 64];
    static uint8_t class_of[UPOS_COUNT * 64];
    uint32_t count = 0;
    for (size_t s = 0; s < list->len; s++)
        for (uint32_t i = 0; i < list->at[s].count; i++)
            seen[list->at[s].words[i].upos * 64 + list->at[s].words[i].xpos]++;
    memset(class_of, 255, sizeof class_of);
    while (count < TEXT_TAG_ROW) {
        uint32_t best = 0;
        for (uint32_t k = 1; k < UPOS_COUNT * 64; k++)
            if (class_of[k] == 255 && (class_of[best] != 255 || seen[k] > seen[best]))
                best = k;
        if (class_of[best] != 255 || seen[best] < TAG_COUNT_MIN)
            break;
        class_of[best] = (uint8_t)count;
        tags[2 * count] = (uint8_t)(best / 64);
        tags[2 * count++ + 1] = (uint8_t)(best % 64);
    }
    for (size_t s = 0; s < list->len; s++)
        for (uint32_t i = 0; i < list->at[s].count; i++) {
            struct gold_word *word = &list->at[s].words[i];
            word->tag = class_of[word->upos * 64 + word->xpos];
            for (uint8_t k = 0; word->tag == 255 && k < count; k++)
                if (tags[2 * k + 1] == word->xpos)
                    word->tag = k;
            if (word->tag == 255)
                word->tag = 0;
        }
    return count;
}

static str recase(struct arena *arena, str form, bool upper)
{
    if (!upper)
        return utf8_fold(arena, form);
    str copy = arena_str(arena, form);
    char *at = (char *)copy.at;
    for (size_t i = 0; i < copy.len; i++)
        if (at[i] >= 'a' && at[i] <= 'z')
            at[i] = (char)(at[i] - 32);
    return copy;
}
static void add_copies(struct arena *arena, struct gold_list *list)
{
    size_t len = list->len;
    for (size_t s = 0; s < len; s++) {
        bool lower = s % LOWER_COPY_EVERY == 5, upper = s % UPPER_COPY_EVERY == 7;
        if (!lower && !upper)
            continue;
        struct gold_sentence copy = list->at[s];
        struct word *forms = ARENA_ARRAY(arena, struct word, copy.count);
        copy.copy = true;
        copy.keys = ARENA_ARRAY(arena, struct text_key, copy.count);
        copy.tags = ARENA_ARRAY(arena, uint8_t, copy.count);
        for (uint32_t i = 0; i < copy.count; i++)
            forms[i].form = recase(arena, copy.words[i].form, upper);
        text_keys(forms, copy.count, copy.keys);
        *LIST_ADD(arena, list) = copy;
    }
}
static void jackknife(struct gold_list *list, uint32_t tag_count, const struct train_plan *plan, struct err *err)
{
    for (int fold = 0; fold < plan->folds; fold++) {
        struct arena *scratch = arena_make(0);
        if (!scratch) {
            err_fail(err, ERR_MEMORY, "", "no memory for a fold");
            return;
        }
        struct learner tagger = learner_make(scratch, plan->tag_bits, TEXT_TAG_ROW, 8, (uint32_t)plan->tag_least);
        train_tagger(&tagger, list, tag_count, plan, fold, 0);
        learner_rest(&tagger);
        size_t bytes;
        const int16_t *weights = learner_weights(&tagger, scratch, TEXT_TAG_FEATURES, &bytes);
        struct text_model model = {.tag = {weights, tagger.mask}, .tag_count = tag_count};
        for (size_t s = (size_t)fold; s < list->len; s += (size_t)plan->folds)
            text_tag_classes(&model, list->at[s].keys, list->at[s].count, list->at[s].tags);
        arena_free(scratch);
    }
}

static bool train(const struct train_plan *plan, const char *output, int files, char **paths, struct err *err)
{
    struct arena *arena = arena_make(0);
    struct gold_list list = {0};
    struct pack_out out = {.arena = arena, .format = TEXT_MODEL_FORMAT};
    uint8_t tags[2 * TEXT_TAG_ROW] = {0};
    size_t bytes;
    for (int k = 0; k < files; k++)
        if (!text_train_read(arena, paths[k], &list, err))
            return false;
    add_copies(arena, &list);
    uint32_t tag_count = make_tags(&list, tags);
    log_line("%zu sentences, %u classes of tags", list.len, tag_count);
    jackknife(&list, tag_count, plan, err);
    struct learner tagger = learner_make(arena, plan->tag_bits, TEXT_TAG_ROW, 8, (uint32_t)plan->tag_least);
    for (int run = 0; run < plan->runs; run++) {
        train_tagger(&tagger, &list, tag_count, plan, -1, run);
        learner_rest(&tagger);
    }
    pack_out_add(&out, "tags", tags, 2 * tag_count);
    const int16_t *weights = learner_weights(&tagger, arena, TEXT_TAG_FEATURES, &bytes);
    pack_out_add(&out, "tag", weights, bytes);
    log_line("tagger learnt");
    struct learner move = learner_make(arena, plan->move_bits, TEXT_MOVE_ROW, TEXT_MOVE_ROW, (uint32_t)plan->move_least);
    struct learner label = learner_make(arena, plan->label_bits, TEXT_LABEL_ROW, 8, (uint32_t)plan->label_least);
    for (int run = 0; run < plan->runs; run++) {
        train_parser(&move, &label, &list, tags, plan, run);
        learner_rest(&move);
        learner_rest(&label);
    }
    weights = learner_weights(&move, arena, TEXT_MOVE_FEATURES, &bytes);
    pack_out_add(&out, "move", weights, bytes);
    weights = learner_weights(&label, arena, TEXT_LABEL_FEATURES, &bytes);
    pack_out_add(&out, "label", weights, bytes);
    train_lemmas(arena, &list, &out);
    bool good = err->code == ERR_NONE && pack_out_write(&out, output, err);
    arena_free(arena);
    return good;
}

int main(int argc, char **argv)
{
    int64_t tag_bits = 18, move_bits = 19, label_bits = 17, tag_epochs = 8, move_epochs = 12, folds = 4, seed = 1, runs = 3;
    int64_t tag_margin = 10, move_margin = 40, label_margin = 20, explore = 90;
    int64_t tag_least = 2, move_least = 2, label_least = 2;
    const struct opt table[] = {
        {"tag-bits", 0, OPT_NUMBER, "N", "rows of the tagger's weights: 2^N", &tag_bits},
        {"move-bits", 0, OPT_NUMBER, "N", "rows of the moves' weights: 2^N", &move_bits},
        {"label-bits", 0, OPT_NUMBER, "N", "rows of the labels' weights: 2^N", &label_bits},
        {"tag-epochs", 0, OPT_NUMBER, "N", "times that the tagger sees all", &tag_epochs},
        {"move-epochs", 0, OPT_NUMBER, "N", "times that the parser sees all", &move_epochs},
        {"runs", 0, OPT_NUMBER, "N", "committee: runs in different order that are added up", &runs},
        {"folds", 0, OPT_NUMBER, "N", "parts for tagging the parser's food", &folds},
        {"seed", 0, OPT_NUMBER, "N", "start of the random numbers", &seed},
        {"tag-margin", 0, OPT_NUMBER, "N", "update when the right class leads by this or less", &tag_margin},
        {"move-margin", 0, OPT_NUMBER, "N", "the same for moves", &move_margin},
        {"label-margin", 0, OPT_NUMBER, "N", "the same for labels", &label_margin},
        {"tag-least", 0, OPT_NUMBER, "N", "features seen fewer times learn nothing", &tag_least},
        {"move-least", 0, OPT_NUMBER, "N", "the same for moves", &move_least},
        {"label-least", 0, OPT_NUMBER, "N", "the same for labels", &label_least},
        {"explore", 0, OPT_NUMBER, "N", "steps in a hundred that follow the parser's own choice", &explore},
        {0}};
    struct err err = {0};
    int arguments = 0;
    if (!opt_read(table, argc, argv, &arguments, &err) || arguments < 2) {
        if (err.code == ERR_NONE)
            err_fail(&err, ERR_USAGE, "", "usage: gen_text_train [options] OUTPUT TREEBANK.conllu…");
        log_err(&err);
        return 2;
    }
    const struct train_plan plan = {.tag_bits = (unsigned)tag_bits, .move_bits = (unsigned)move_bits, .label_bits = (unsigned)label_bits,
                                    .tag_epochs = (int)tag_epochs, .move_epochs = (int)move_epochs, .folds = (int)folds, .runs = (int)runs, .seed = (uint64_t)seed,
                                    .tag_margin = (int)tag_margin, .move_margin = (int)move_margin, .label_margin = (int)label_margin,
                                    .explore = (int)explore,
                                    .tag_least = (int)tag_least, .move_least = (int)move_least, .label_least = (int)label_least};
    if (!train(&plan, argv[1], arguments - 1, argv + 2, &err)) {
        log_err(&err);
        return 1;
    }
    return 0;
}
