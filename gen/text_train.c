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

enum {LOWER_COPY_EVERY = 12, UPPER_COPY_EVERY = 30, TAG_COUNT_MIN = 4, TAG_SLOT_BITS = 23, MOVE_SLOT_BITS = 25, LABEL_SLOT_BITS = 23};

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
/* Tags each fold by a tagger that has not seen it, then learns the one that is kept. */
static void train_tags(struct arena *arena, struct gold_list *list, uint32_t tag_count, const struct train_plan *plan, struct pack_out *out)
{
    struct learner tagger = learner_make(arena, TAG_SLOT_BITS, TEXT_TAG_ROW);
    train_count_tags(&tagger, list);
    learner_open(&tagger, arena, (uint32_t)plan->tag_least);
    for (int64_t fold = 0; fold < plan->folds; fold++) {
        train_tagger(&tagger, list, tag_count, plan, fold, 0);
        learner_rest(&tagger);
        for (size_t s = (size_t)fold; s < list->len; s += (size_t)plan->folds)
            train_tag(&tagger, &list->at[s], tag_count);
        memset(tagger.total, 0, ((size_t)tagger.count + 1) * tagger.row * sizeof *tagger.total);
    }
    for (int64_t run = 0; run < plan->runs; run++) {
        train_tagger(&tagger, list, tag_count, plan, -1, run);
        learner_rest(&tagger);
    }
    learner_write(&tagger, arena, "tag", (unsigned)plan->tag_bits, (int)(plan->tag_small * plan->runs), out);
}
static void train_trees(struct arena *arena, const struct gold_list *list, const uint8_t *tags, const struct train_plan *plan, struct pack_out *out)
{
    struct learner move = learner_make(arena, MOVE_SLOT_BITS, TEXT_MOVE_ROW), label = learner_make(arena, LABEL_SLOT_BITS, TEXT_LABEL_ROW);
    uint8_t *used = ARENA_ARRAY(arena, uint8_t, DEPREL_COUNT);
    train_count_moves(&move, &label, list, tags);
    learner_open(&move, arena, (uint32_t)plan->move_least);
    learner_open(&label, arena, (uint32_t)plan->label_least);
    for (int64_t run = 0; run < plan->runs; run++) {
        train_parser(&move, &label, list, tags, plan, run);
        learner_rest(&move);
        learner_rest(&label);
        log_line("run %d of the parser learnt", (int)run + 1);
    }
    learner_write(&move, arena, "move", (unsigned)plan->move_bits, 0, out);
    learner_write(&label, arena, "label", (unsigned)plan->label_bits, (int)(plan->label_small * plan->runs), out);
    for (size_t s = 0; s < list->len; s++)
        for (uint32_t i = 0; i < list->at[s].count; i++)
            used[list->at[s].words[i].deprel] = list->at[s].words[i].deprel != DEPREL_ROOT;
    pack_out_add(out, "labels", used, DEPREL_COUNT);
}

static bool train(const struct train_plan *plan, const char *output, int files, char **paths, struct err *err)
{
    struct arena *arena = arena_make(0), *tag_arena = arena_make(0);
    struct gold_list list = {0};
    uint8_t tags[2 * TEXT_TAG_ROW] = {0};
    bool good = arena && tag_arena;
    for (int k = 0; good && k < files; k++)
        good = text_train_read(arena, paths[k], &list, err);
    if (good) {
        struct pack_out out = {.arena = arena, .format = TEXT_MODEL_FORMAT};
        add_copies(arena, &list);
        uint32_t tag_count = make_tags(&list, tags);
        log_line("%zu sentences, %u classes of tags", list.len, tag_count);
        pack_out_add(&out, "tags", tags, 2 * tag_count);
        train_tags(tag_arena, &list, tag_count, plan, &out);
        log_line("tagger learnt");
        train_trees(arena, &list, tags, plan, &out);
        train_lemmas(arena, &list, &out);
        good = pack_out_write(&out, output, err);
    }
    arena_free(tag_arena);
    arena_free(arena);
    return good;
}

int main(int argc, char **argv)
{
    struct train_plan plan = {.tag_bits = 18, .move_bits = 20, .label_bits = 17, .tag_epochs = 8, .move_epochs = 12, .folds = 4, .runs = 3, .seed = 1,
                              .tag_margin = 20, .move_margin = 40, .label_margin = 20, .explore = 90, .tag_least = 2, .move_least = 1, .label_least = 2,
                              .tag_small = 256, .label_small = 256};
    const struct opt table[] = {
        {"tag-bits", 0, OPT_NUMBER, "N", "slots for the tagger's features: 2^N", &plan.tag_bits},
        {"move-bits", 0, OPT_NUMBER, "N", "slots for the moves' features: 2^N", &plan.move_bits},
        {"label-bits", 0, OPT_NUMBER, "N", "slots for the labels' features: 2^N", &plan.label_bits},
        {"tag-epochs", 0, OPT_NUMBER, "N", "times that the tagger sees all", &plan.tag_epochs},
        {"move-epochs", 0, OPT_NUMBER, "N", "times that the parser sees all", &plan.move_epochs},
        {"folds", 0, OPT_NUMBER, "N", "parts for tagging what the parser learns from", &plan.folds},
        {"runs", 0, OPT_NUMBER, "N", "committee: runs in different order that are added up", &plan.runs},
        {"seed", 0, OPT_NUMBER, "N", "start of the random numbers", &plan.seed},
        {"tag-margin", 0, OPT_NUMBER, "N", "update when the right class leads by this or less", &plan.tag_margin},
        {"move-margin", 0, OPT_NUMBER, "N", "the same for moves", &plan.move_margin},
        {"label-margin", 0, OPT_NUMBER, "N", "the same for labels", &plan.label_margin},
        {"explore", 0, OPT_NUMBER, "N", "steps in a hundred that follow the parser's own choice", &plan.explore},
        {"tag-least", 0, OPT_NUMBER, "N", "features seen fewer times learn nothing", &plan.tag_least},
        {"move-least", 0, OPT_NUMBER, "N", "the same for moves", &plan.move_least},
        {"label-least", 0, OPT_NUMBER, "N", "the same for labels", &plan.label_least},
        {"tag-small", 0, OPT_NUMBER, "N", "smaller weights of the tagger are left out, in 1/256 of a run", &plan.tag_small},
        {"label-small", 0, OPT_NUMBER, "N", "the same for labels", &plan.label_small},
        {0}};
    struct err err = {0};
    int arguments = 0;
    if (!opt_read(table, argc, argv, &arguments, &err) || arguments < 2) {
        if (err.code == ERR_NONE)
            err_fail(&err, ERR_USAGE, "", "usage: gen_text_train [options] OUTPUT TREEBANK.conllu…");
        log_err(&err);
        return 2;
    }
    if (!train(&plan, argv[1], arguments - 1, argv + 2, &err)) {
        log_err(&err);
        return 1;
    }
    return 0;
}
