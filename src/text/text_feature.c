/* text_feature.c: what the parser looks at before a move and before it names an arc.
 *
 * The templates are those of Zhang and Nivre (2011) brought to the arc-hybrid system: words and tags of the top of the stack and the front of
 * the buffer, alone, in pairs and in triples; outermost children with their labels; distance, number of children, sets of labels; the
 * prepositions that await a choice of head; punctuation and verbs in between. The order of the lines is the number of the template
 * and so part of the model's format: a change asks for training anew.
 */
#include "text/text_model.h"

/* The next feature; the compiler sees n as a constant. */
#define ADD(a, b, c) (features[n] = text_feature(first + n, (a), (b), (c)), n++)

static uint32_t near(uint32_t distance) { return distance > 10 ? 7 : distance > 5 ? 6 : distance; }
static uint32_t few(uint32_t n) { return n > 4 ? 4 : n; }
static uint32_t place(const struct text_configuration *c, uint32_t i) { return i < c->count ? i : TEXT_NONE; }

void text_move_features(const struct text_configuration *c, uint32_t features[TEXT_MOVE_FEATURES])
{
    const uint32_t first = 64;
    uint32_t n = 0;
    uint32_t s0 = c->stack[c->size - 1], s1 = c->stack[c->size - 2], s2 = c->stack[c->size - 3];
    uint32_t b0 = place(c, c->next), b1 = place(c, c->next + 1), b2 = place(c, c->next + 2);
    uint32_t s0l = c->left[s0][0], s0r = c->right[s0][0], s1l = c->left[s1][0], s1r = c->right[s1][0], b0l = c->left[b0][0];
    uint32_t s0l2 = c->left[s0][1], s0r2 = c->right[s0][1], s1r2 = c->right[s1][1], b0l2 = c->left[b0][1];
    uint32_t s0w = c->form[s0], s1w = c->form[s1], s2w = c->form[s2], b0w = c->form[b0], b1w = c->form[b1], b2w = c->form[b2];
    uint32_t s0t = c->tag[s0], s1t = c->tag[s1], s2t = c->tag[s2], b0t = c->tag[b0], b1t = c->tag[b1], b2t = c->tag[b2];
    uint32_t s0u = c->upos[s0], s1u = c->upos[s1], b0u = c->upos[b0], b1u = c->upos[b1];
    uint32_t s0b0 = s0 != TEXT_NONE && b0 != TEXT_NONE ? near(b0 - s0) : 9, s1s0 = s1 != TEXT_NONE ? near(s0 - s1) : 9;
    uint32_t commas = s1 != TEXT_NONE ? few((uint32_t)(c->commas[s0] - c->commas[s1 + 1])) : 9;
    uint32_t commas0 = s0 != TEXT_NONE && b0 != TEXT_NONE ? few((uint32_t)(c->commas[b0] - c->commas[s0 + 1])) : 9;
    uint32_t verbs0 = s0 != TEXT_NONE && b0 != TEXT_NONE ? few((uint32_t)(c->verbs[b0] - c->verbs[s0 + 1])) : 9;
    uint32_t sides0 = few(c->left_count[s0]) * 8 + few(c->right_count[s0]), sides1 = few(c->left_count[s1]) * 8 + few(c->right_count[s1]);
    uint32_t lefts = few(c->left_count[b0]);
    uint32_t st = s0t * 256 + s0u, bt = b0t;
    ADD(s0w, 0, 0); ADD(s0t, 0, 0); ADD(s0w, s0t, 0); ADD(s1w, 0, 0);
    ADD(s1t, 0, 0); ADD(s1w, s1t, 0); ADD(s2w, 0, 0); ADD(s2t, 0, 0);
    ADD(b0w, 0, 0); ADD(b0t, 0, 0); ADD(b0w, b0t, 0); ADD(b1w, 0, 0);
    ADD(b1t, 0, 0); ADD(b1w, b1t, 0); ADD(b2w, 0, 0); ADD(b2t, 0, 0);
    /* pairs */
    ADD(s0w, b0w, 0); ADD(s0w, b0t, s0t); ADD(s0t, b0w, b0t); ADD(s0t, b0t, 0);
    ADD(s0w, b0t, 0); ADD(s0t, b0w, 0);
    ADD(s1w, s0w, 0); ADD(s1w, s0t, s1t); ADD(s1t, s0w, s0t); ADD(s1t, s0t, 0);
    ADD(s1t, b0t, 0); ADD(s1w, b0t, 0); ADD(s1w, b0w, 0);
    ADD(b0t, b1t, 0); ADD(b0w, b1w, 0); ADD(b0w, b1t, 0); ADD(b0t, b1w, 0);
    ADD(s0w, b1w, 0); ADD(s0t, b1t, 0);
    /* triples of tags, some with a word */
    ADD(st, b0t, b1t); ADD(b0t, b1t, b2t); ADD(s1t, s0t, b0t); ADD(s2t, s1t, s0t);
    ADD(s2t * 256 + s1t, s0t, b0t); ADD(s1t * 256 + s0t, b0t, b1t);
    ADD(s0w, b0t, b1t); ADD(s0t, b0w, b1t); ADD(s1t, s0w, b0t); ADD(s1t, s0t, b0w);
    ADD(s1w, s0t, b0t);
    /* children */
    ADD(s0t, c->tag[s0l], b0t); ADD(s0t, c->tag[s0r], b0t); ADD(s0t, b0t, c->tag[b0l]); ADD(s1t, s0t, c->tag[s1r]);
    ADD(s1t, s0t, c->tag[s0l]);
    ADD(s1t, s0t, c->tag[s0r]); ADD(s1t, c->tag[s1l], s0t); ADD(s0t, c->tag[s0l], c->tag[s0l2]); ADD(s0t, c->tag[s0r], c->tag[s0r2]);
    ADD(b0t, c->tag[b0l], c->tag[b0l2]); ADD(s1t, c->tag[s1r], c->tag[s1r2]); ADD(s0t, c->label[s0l], b0t); ADD(s0t, c->label[s0r], b0t);
    ADD(b0t, c->label[b0l], s0t); ADD(s1t, c->label[s1r], s0t); ADD(s1t, c->label[s1l], s0t); ADD(s0w, c->label[s0r], 0);
    ADD(s1w, c->label[s1r], s0t);
    /* the preposition under a noun that awaits its head */
    ADD(s0w, c->form[b0l], b0u); ADD(s0t, c->form[b0l], b0t); ADD(s1w, c->form[b0l], b0u); ADD(s1w, c->form[s0l], s0u);
    ADD(s1t, c->form[s0l], s0t);
    ADD(s2w, c->form[s0l], s0u); ADD(s1t * 256 + s0t, c->form[b0l], b0u); ADD(s0w, c->form[s0r], b0t);
    /* distances, numbers and sets of children */
    ADD(s0b0, st, b0t); ADD(s0b0, s0w, b0u); ADD(s0b0, s0u, b0w); ADD(s1s0, s1t, s0t);
    ADD(s1s0, s1w, s0u);
    ADD(sides0, s0t, b0t); ADD(sides0, s0w, 0); ADD(sides1, s1t, s0t); ADD(lefts, b0t, s0t);
    ADD(lefts, b0w, 0);
    ADD(c->right_labels[s0], s0t, b0u); ADD(c->left_labels[s0], s0t, b0t); ADD(c->right_labels[s1], s1t, s0u); ADD(c->left_labels[b0], bt, s0t);
    ADD(commas, s1t, s0t); ADD(commas0 * 8 + verbs0, s0t, b0t);
    /* endings, and the shape of what stands around */
    ADD(c->suffix[s0], b0t, s0u); ADD(c->suffix[b0], s0t, b0u); ADD(s1u * 64 + s0u, b0u * 64 + b1u, c->right_labels[s1] ^ c->left_labels[b0]);
    ADD(0, 0, 0);
}

void text_label_features(const struct text_configuration *c, uint16_t head, uint16_t dependent, uint32_t features[TEXT_LABEL_FEATURES])
{
    const uint32_t first = 192;
    uint32_t n = 0;
    uint32_t h = head, d = dependent, right = h < d;
    uint32_t hw = c->form[h], ht = c->tag[h], hu = c->upos[h], dw = c->form[d], dt = c->tag[d], du = c->upos[d];
    uint32_t dl = c->left[d][0], dr = c->right[d][0], hl = c->left[h][0], hr = c->right[h][0];
    uint32_t distance = near(right ? d - h : h - d) * 2 + right;
    uint32_t before = place(c, d - 1), after = place(c, d + 1), head_before = place(c, h - 1), head_after = place(c, h + 1);
    uint32_t lo = right ? h : d, hi = right ? d : h;
    uint32_t commas = few((uint32_t)(c->commas[hi] - c->commas[lo + 1]));
    uint32_t hs = c->left_labels[h] ^ (right ? c->right_labels[h] * 2654435761u : 0), ds = c->left_labels[d];
    uint32_t sibling = right ? hr : hl;
    ADD(right, ht, dt); ADD(right, hw, dt); ADD(right, ht, dw); ADD(right, hw, dw);
    ADD(right, dw, dt); ADD(right, hw, ht); ADD(distance, ht, dt); ADD(distance, dw, 0);
    ADD(right, c->form[dl], du * 64 + hu); ADD(right * 64 + c->label[dl], dt, ht); ADD(right, c->form[dl], hw); ADD(right, c->form[dl], dw);
    ADD(right, c->tag[dr], dt); ADD(right, ds, dt); ADD(right * 64 + hu, ds, dt); ADD(right, hs, dt);
    ADD(right, hs, dw); ADD(right * 64 + du, hs, hw);
    ADD(right * 64 + c->label[sibling], ht, dt); ADD(right, c->form[sibling], du); ADD(right, c->tag[sibling], dt);
    ADD(right, c->form[before], dt); ADD(right, c->form[after], dt); ADD(right, c->tag[before], dt * 256 + c->tag[after]);
    ADD(right, c->tag[head_before], ht * 256 + dt); ADD(right, c->tag[head_after], ht * 256 + dt); ADD(right, c->suffix[d], ht); ADD(right, c->suffix[h], dt);
    ADD(commas * 2 + right, ht, dt); ADD(right, ht * 256 + dt, c->form[c->left[d][1]]); ADD(right * 64 + c->label[hl], ht, dt); ADD(right, hs ^ ds,
            ht * 256 + dt);
}
