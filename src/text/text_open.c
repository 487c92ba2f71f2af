/* text_open.c: the language's data (data/text.pack) and model (model/en.text), mapped and checked once, shared by all threads. */
#include "text/text_inner.h"

#include <stdlib.h>
#include <string.h>

static bool weights_open(const struct pack *pack, const char *name, uint32_t row, uint32_t step, struct text_weights *weights, struct err *err)
{
    str bytes;
    if (!pack_section(pack, name, sizeof(int16_t), &bytes, err))
        return false;
    size_t cells = bytes.len / sizeof(int16_t), rows = cells > row ? (cells - row) / step : 0;
    if (rows == 0 || (rows & (rows - 1)) || rows * step + row != cells || rows > UINT32_MAX)
        return err_fail(err, ERR_DATA, pack->path, "section %s holds %zu weights, which is no power of two of rows", name, cells);
    weights->at = (const int16_t *)(const void *)bytes.at;
    weights->mask = (uint32_t)(rows - 1);
    return true;
}

static bool model_sections(struct text_model *model, struct err *err)
{
    str tags;
    if (!weights_open(&model->pack, "tag", TEXT_TAG_ROW, 8, &model->tag, err)
        || !weights_open(&model->pack, "move", TEXT_MOVE_ROW, TEXT_MOVE_ROW, &model->move, err)
        || !weights_open(&model->pack, "label", TEXT_LABEL_ROW, 8, &model->label, err) || !pack_section(&model->pack, "tags", 2, &tags, err))
        return false;
    model->tags = (const uint8_t *)tags.at;
    model->tag_count = (uint32_t)(tags.len / 2);
    if (model->tag_count == 0 || model->tag_count > TEXT_TAG_ROW)
        return err_fail(err, ERR_DATA, model->pack.path, "%u classes of tags, expected 1 to %d", model->tag_count, TEXT_TAG_ROW);
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
            if (text_lexicon_open(&text->model.pack, "seen", &text->seen, err)) {
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
    text_model_close(&text->model);
    pack_close(&text->data);
    free(text);
}
