/* text_tag.c: UPOS and XPOS of each word, from left to right.
 *
 * A greedy averaged perceptron (Collins 2002) over the joint label UPOS|XPOS, with the features of Ratnaparkhi (1996) and Toutanova et al.
 * (2003) as far as a greedy tagger can have them: the word, its affixes and shape, two neighbours at each side, the two tags to the left.
 * Linear; no memory of its own.
 */
#include "text/text_model.h"

static const struct text_key none = {.form = 1, .exact = 1, .shape = 255};

static uint32_t last_bytes(const struct text_key *key, unsigned n)
{
    return key->length < n ? key->form : key->suffix & (n == 4 ? 0xFFFFFFFFu : (1u << (8 * n)) - 1);
}
static uint32_t first_bytes(const struct text_key *key, unsigned n)
{
    unsigned have = key->length < 4 ? key->length : 4;
    return have <= n ? key->form : key->prefix >> (8 * (have - n));
}

/* The next feature; the compiler sees n as a constant. */
#define ADD(a, b, c) (features[n] = text_feature(1 + n, (a), (b), (c)), n++)

void text_tag_features(const struct text_key *keys, const uint8_t *tags, uint32_t count, uint32_t i, uint32_t features[TEXT_TAG_FEATURES])
{
    const struct text_key *w = &keys[i], *l1 = i > 0 ? w - 1 : &none, *l2 = i > 1 ? w - 2 : &none;
    const struct text_key *r1 = i + 1 < count ? w + 1 : &none, *r2 = i + 2 < count ? w + 2 : &none;
    uint32_t t1 = i > 0 ? tags[i - 1] : TEXT_TAG_ROW, t2 = i > 1 ? tags[i - 2] : TEXT_TAG_ROW;
    uint32_t shape = w->shape, s3 = last_bytes(w, 3), s2 = last_bytes(w, 2), n = 0;
    ADD(0, 0, 0); ADD(w->form, 0, 0); ADD(w->exact, 0, 0); ADD(w->form, t1, 0);
    ADD(w->form, t1, t2);
    ADD(last_bytes(w, 1), 0, 0); ADD(s2, 0, 0); ADD(s3, 0, 0); ADD(last_bytes(w, 4), 0, 0);
    ADD(first_bytes(w, 1), 0, 0); ADD(first_bytes(w, 2), 0, 0); ADD(first_bytes(w, 3), 0, 0);
    ADD(shape, i == 0, 0); ADD(shape, i == 0, s3); ADD(shape, l1->shape, r1->shape); ADD(w->length, shape, 0);
    ADD(t1, 0, 0); ADD(t1, t2, 0); ADD(t1, s3, 0); ADD(t1, shape, s2);
    ADD(l1->form, 0, 0); ADD(l1->form, w->form, 0); ADD(l2->form, 0, 0);
    ADD(r1->form, 0, 0); ADD(w->form, r1->form, 0); ADD(r2->form, 0, 0); ADD(r1->form, t1, 0);
    ADD(l1->form, r1->form, 0);
    ADD(last_bytes(r1, 3), 0, 0); ADD(last_bytes(l1, 3), 0, 0); ADD(last_bytes(r1, 2), s2, t1); ADD(r1->form, s3, 0);
    ADD(last_bytes(r2, 3), last_bytes(r1, 3), 0); ADD(w->form, last_bytes(r1, 3), 0);
}

void text_tag_classes(const struct text_model *model, const struct text_key *keys, uint32_t count, uint8_t *tags)
{
    uint32_t features[TEXT_TAG_FEATURES];
    int32_t sums[TEXT_TAG_ROW];
    for (uint32_t i = 0; i < count; i++) {
        text_tag_features(keys, tags, count, i, features);
        text_sum_classes(&model->tag, model->tag_count, features, TEXT_TAG_FEATURES, sums);
        uint32_t best = 0;
        for (uint32_t k = 1; k < model->tag_count; k++)
            if (sums[k] > sums[best])
                best = k;
        tags[i] = (uint8_t)best;
    }
}
