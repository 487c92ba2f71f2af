/* encoder_open.c: the model file, mapped and checked; see encoder_inner.h for its sections.
 *
 * The pack's checksum finds damage; here the sizes are checked against the configuration, which must be the one this program is
 * built for. Nothing is copied but the names' places.
 */
#include "encoder/encoder_inner.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool floats(struct encoder *e, const char *name, size_t count, const float **at, struct err *err)
{
    str bytes;
    if (!pack_section(&e->pack, name, sizeof(float), &bytes, err))
        return false;
    if (bytes.len != count * sizeof(float))
        return err_fail(err, ERR_DATA, e->pack.path, "section %s has %zu bytes, and %zu are needed", name, bytes.len, count * sizeof(float));
    *at = (const float *)(const void *)bytes.at;
    return true;
}

static bool matrix(struct encoder *e, const char *name, size_t outputs, size_t inputs, struct encoder_matrix *w, struct err *err)
{
    str bytes;
    size_t up = encoder_up(outputs, ENCODER_PANEL), size = up * (3 * sizeof(float) + inputs);
    if (!pack_section(&e->pack, name, 1, &bytes, err))
        return false;
    if (bytes.len != size)
        return err_fail(err, ERR_DATA, e->pack.path, "section %s has %zu bytes, and %zu are needed", name, bytes.len, size);
    w->outputs = (uint32_t)up;
    w->inputs = (uint32_t)inputs;
    w->scale = (const float *)(const void *)bytes.at;
    w->bias = w->scale + up;
    w->sum = (const int32_t *)(const void *)(w->bias + up);
    w->at = (const int8_t *)(const void *)(w->sum + up);
    return true;
}

static bool names(struct encoder *e, const char *section, uint32_t count, struct encoder_names *list, struct err *err)
{
    str bytes, line;
    if (!pack_section(&e->pack, section, 1, &bytes, err))
        return false;
    list->at = calloc(count, sizeof *list->at);
    if (!list->at)
        return err_fail(err, ERR_MEMORY, e->pack.path, "out of memory while the model was opened");
    while (list->count < count && str_next_line(&bytes, &line))
        list->at[list->count++] = line;
    if (list->count != count || bytes.len > 0)
        return err_fail(err, ERR_DATA, e->pack.path, "section %s does not hold %u names", section, count);
    return true;
}

static bool read_config(struct encoder *e, struct err *err)
{
    str bytes;
    struct encoder_config *c = &e->config;
    if (!pack_section(&e->pack, "config", sizeof(uint32_t), &bytes, err))
        return false;
    if (bytes.len != sizeof *c)
        return err_fail(err, ERR_DATA, e->pack.path, "section config has %zu bytes, and %zu are needed", bytes.len, sizeof *c);
    memcpy(c, bytes.at, sizeof *c);
    if (c->width != ENCODER_WIDTH || c->inner != ENCODER_INNER || c->layers != ENCODER_LAYERS || c->heads != ENCODER_HEADS ||
        c->positions != ENCODER_WINDOW || c->shapes != ENCODER_SHAPES || c->arc != ENCODER_ARC || c->label != ENCODER_LABEL)
        return err_fail(err, ERR_DATA, e->pack.path, "the model has %u layers of %u, this program runs %d of %d; take the model that came with it",
                        c->layers, c->width, ENCODER_LAYERS, ENCODER_WIDTH);
    if (c->pieces == 0 || c->pieces > 65535 || c->tags == 0 || c->tags > 1000 || c->labels == 0 || c->labels > 200 || c->cls >= c->pieces ||
        c->sep >= c->pieces || c->unknown >= c->pieces)
        return err_fail(err, ERR_DATA, e->pack.path, "the numbers of pieces, tags or labels cannot be");
    return true;
}

static bool read_vocabulary(struct encoder *e, struct err *err)
{
    str at, slots, page, chars, pool, piece;
    size_t pieces = e->config.pieces;
    if (!pack_section(&e->pack, "vocab.at", 4, &at, err) || !pack_section(&e->pack, "vocab.bytes", 1, &e->vocab, err) ||
        !pack_section(&e->pack, "vocab.slots", 4, &slots, err) || !pack_section(&e->pack, "chars.page", 2, &page, err) ||
        !pack_section(&e->pack, "chars.at", 1024, &chars, err) || !pack_section(&e->pack, "chars.pool", 4, &pool, err) ||
        !pack_section(&e->pack, "piece", 1, &piece, err))
        return false;
    size_t slot_count = slots.len / 4;
    if (at.len != 4 * (pieces + 1) || slot_count <= pieces || (slot_count & (slot_count - 1)) != 0 || page.len != 2 * 0x1100 ||
        piece.len != pieces * (4 + ENCODER_WIDTH))
        return err_fail(err, ERR_DATA, e->pack.path, "the tables of pieces do not fit each other");
    e->vocab_at = (const uint32_t *)(const void *)at.at;
    e->slots = (const uint32_t *)(const void *)slots.at;
    e->slot_mask = (uint32_t)slot_count - 1;
    e->char_page = (const uint16_t *)(const void *)page.at;
    e->char_at = (const uint32_t *)(const void *)chars.at;
    e->char_pool = (const uint32_t *)(const void *)pool.at;
    e->piece_scale = (const float *)(const void *)piece.at;
    e->piece = (const int8_t *)(piece.at + 4 * pieces);
    return true;
}

static bool read_layers(struct encoder *e, struct err *err)
{
    for (int i = 0; i < ENCODER_LAYERS; i++) {
        struct encoder_layer *layer = &e->layers[i];
        char name[5][16];
        static const char *const parts[] = {"qkv", "out", "up", "down", "norm"};
        for (int k = 0; k < 5; k++)
            snprintf(name[k], sizeof name[k], "%d.%s", i, parts[k]);
        if (!matrix(e, name[0], (size_t)3 * ENCODER_WIDTH, ENCODER_WIDTH, &layer->qkv, err) ||
            !matrix(e, name[1], ENCODER_WIDTH, ENCODER_WIDTH, &layer->out, err) ||
            !matrix(e, name[2], ENCODER_INNER, ENCODER_WIDTH, &layer->up, err) ||
            !matrix(e, name[3], ENCODER_WIDTH, ENCODER_INNER, &layer->down, err) ||
            !floats(e, name[4], (size_t)4 * ENCODER_WIDTH, &layer->norm, err))
            return false;
    }
    return true;
}

static bool read_model(struct encoder *e, struct err *err)
{
    struct encoder_config *c = &e->config;
    size_t words = (size_t)2 * ENCODER_ARC + 2 * ENCODER_LABEL;
    if (!read_config(e, err) || !read_vocabulary(e, err) || !names(e, "names.tags", c->tags, &e->tags, err) ||
        !names(e, "names.labels", c->labels, &e->labels, err) || !read_layers(e, err) ||
        !floats(e, "position", (size_t)ENCODER_WINDOW * ENCODER_WIDTH, &e->position, err) ||
        !floats(e, "shape", (size_t)ENCODER_SHAPES * ENCODER_WIDTH, &e->shape, err) ||
        !floats(e, "norm", (size_t)2 * ENCODER_WIDTH, &e->norm, err) ||
        !matrix(e, "words", words + c->tags, (size_t)2 * ENCODER_WIDTH, &e->words, err) ||
        !matrix(e, "arc", ENCODER_ARC, ENCODER_ARC, &e->arc, err) ||
        !matrix(e, "label", (ENCODER_LABEL + 1) * encoder_up(c->labels, 16), ENCODER_LABEL, &e->label, err))
        return false;
    for (uint32_t i = 0; i < c->labels; i++)
        if (str_eq(e->labels.at[i], STR("parataxis")))
            e->parataxis = i;
        else if (str_eq(e->labels.at[i], STR("root")))
            e->root = i;
    return true;
}

bool encoder_open(struct encoder **out, const char *path, struct err *err)
{
    struct encoder *e = calloc(1, sizeof *e);
    const char *wanted = getenv("ENTENTE_KERNEL");
    if (!e)
        return err_fail(err, ERR_MEMORY, path, "out of memory while the model was opened");
    e->kernel = encoder_kernel_find(str_from(wanted));
    bool good = e->kernel || err_fail(err, ERR_USAGE, "ENTENTE_KERNEL", "\"%s\" is no kernel that this machine can run (plain, avx2, vnni)", wanted);
    if (good && pack_open(&e->pack, path, ENCODER_FORMAT, err) && read_model(e, err)) {
        *out = e;
        return true;
    }
    encoder_close(e);
    return false;
}

void encoder_close(struct encoder *e)
{
    if (!e)
        return;
    pack_close(&e->pack);
    free(e->tags.at);
    free(e->labels.at);
    free(e);
}

const char *encoder_kernel_name(const struct encoder *e) { return e->kernel->name; }
uint32_t encoder_tag_count(const struct encoder *e) { return e->tags.count; }
uint32_t encoder_label_count(const struct encoder *e) { return e->labels.count; }
str encoder_tag_name(const struct encoder *e, uint32_t tag) { return e->tags.at[tag]; }
str encoder_label_name(const struct encoder *e, uint32_t label) { return e->labels.at[label]; }
uint32_t encoder_width(const struct encoder *e) { return e->config.width * 2; }
