/* text_open.c: the language's data (data/text.pack) and models (model/en.text, model/en.encoder), mapped and checked once, shared by all threads. */
#include "text/text_inner.h"

#include <stdlib.h>
#include <string.h>

/* Slots come in buckets, a power of two of them. */
static bool buckets_open(const struct pack *pack, const char *name, size_t size, const void **slots, uint32_t *mask, struct err *err)
{
    str bytes;
    if (!pack_section(pack, name, TEXT_BUCKET * size, &bytes, err))
        return false;
    size_t buckets = bytes.len / (TEXT_BUCKET * size);
    if (buckets == 0 || (buckets & (buckets - 1)) || buckets > UINT32_MAX)
        return err_fail(err, ERR_DATA, pack->path, "section %s holds %zu buckets, which is no power of two", name, buckets);
    *slots = bytes.at;
    *mask = (uint32_t)(buckets - 1);
    return true;
}
/* Every slot's entries lie in the section, every class below classes: text_sum_classes relies on it. */
static bool classes_open(const struct pack *pack, const char *slots_name, const char *entries_name, uint32_t classes,
        struct text_class_weights *weights, struct err *err)
{
    str bytes;
    const void *slots;
    if (!buckets_open(pack, slots_name, sizeof(struct text_class_slot), &slots, &weights->mask, err)
        || !pack_section(pack, entries_name, sizeof(struct text_entry), &bytes, err))
        return false;
    weights->slots = slots;
    weights->entries = (const struct text_entry *)(const void *)bytes.at;
    weights->entry_count = bytes.len / sizeof(struct text_entry);
    for (size_t i = 0; i < weights->entry_count; i++)
        if (weights->entries[i].class_number >= classes)
            return err_fail(err, ERR_DATA, pack->path, "section %s has class %u of %u", entries_name, weights->entries[i].class_number, classes);
    for (size_t i = 0; i < ((size_t)weights->mask + 1) * TEXT_BUCKET; i++)
        if (weights->slots[i].first > weights->entry_count || weights->slots[i].count > weights->entry_count - weights->slots[i].first)
            return err_fail(err, ERR_DATA, pack->path, "section %s points outside of %s", slots_name, entries_name);
    return true;
}

static bool model_sections(struct text_model *model, struct err *err)
{
    str tags, labels;
    const void *moves;
    if (!pack_section(&model->pack, "tags", 2, &tags, err) || !pack_section(&model->pack, "labels", 1, &labels, err))
        return false;
    model->tags = (const uint8_t *)tags.at;
    model->tag_count = (uint32_t)(tags.len / 2);
    if (model->tag_count == 0 || model->tag_count > TEXT_TAG_ROW || labels.len > DEPREL_COUNT)
        return err_fail(err, ERR_DATA, model->pack.path, "%u classes of tags and %zu of labels, expected 1 to %d and at most %d", model->tag_count, labels.len,
                        TEXT_TAG_ROW, DEPREL_COUNT);
    if (!classes_open(&model->pack, "tag.slots", "tag.entries", model->tag_count, &model->tag, err)
        || !classes_open(&model->pack, "label.slots", "label.entries", DEPREL_COUNT, &model->label, err)
        || !buckets_open(&model->pack, "move.slots", sizeof(struct text_move_slot), &moves, &model->move.mask, err))
        return false;
    model->move.slots = moves;
    memset(model->label_used, 0, sizeof model->label_used);
    for (size_t k = 0; k < labels.len; k++)
        model->label_used[k] = labels.at[k] != 0;
    memset(model->class_of, 0, sizeof model->class_of);
    for (uint32_t k = 0; k < model->tag_count; k++) {
        uint8_t upos = model->tags[2 * k], xpos = model->tags[2 * k + 1];
        if (upos >= UPOS_COUNT || xpos >= 64)
            return err_fail(err, ERR_DATA, model->pack.path, "class %u has the unknown tags %u and %u", k, upos, xpos);
        model->class_of[upos][xpos] = (uint8_t)k;
    }
    return true;
}
bool text_model_open(struct text_model *model, const char *path, struct err *err)
{
    if (!pack_open(&model->pack, path, TEXT_MODEL_FORMAT, err))
        return false;
    if (model_sections(model, err))
        return true;
    pack_close(&model->pack);
    return false;
}
void text_model_close(struct text_model *model) { pack_close(&model->pack); }

static bool data_open(struct text *text, struct err *err)
{
    char path[4096];
    if (!file_data_path(path, sizeof path, "data/text.pack", err) || !pack_open(&text->data, path, TEXT_PACK_FORMAT, err))
        return false;
    if (text_lexicon_open(&text->data, "abbreviations", &text->abbreviations, err) && text_lexicon_open(&text->data, "splits", &text->splits, err)
        && text_lexicon_open(&text->data, "lemmas", &text->lemmas, err) && text_lexicon_open(&text->data, "undergo", &text->undergo, err)
        && text_lexicon_open(&text->data, "exceptions", &text->exceptions, err) && text_lexicon_open(&text->data, "dictionary", &text->dictionary, err))
        return true;
    pack_close(&text->data);
    return false;
}

bool text_open(struct text **out, struct err *err)
{
    char path[4096];
    struct text *text = calloc(1, sizeof *text);
    if (!text)
        return err_fail(err, ERR_MEMORY, "", "out of memory while opening the language's data");
    if (data_open(text, err)) {
        if (file_data_path(path, sizeof path, "model/en.text", err) && text_model_open(&text->model, path, err)) {
            if (text_lexicon_open(&text->model.pack, "seen", &text->seen, err) && text_accurate_open(text, err)) {
                *out = text;
                return true;
            }
            text_model_close(&text->model);
        }
        pack_close(&text->data);
    }
    free(text);
    return false;
}
void text_close(struct text *text)
{
    if (!text)
        return;
    text_accurate_close(text);
    text_model_close(&text->model);
    pack_close(&text->data);
    free(text);
}
