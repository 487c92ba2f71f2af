/* text_configuration.c: the parser's configuration and its moves.
 *
 * Arc-hybrid (Kuhlmann, Gómez-Rodríguez and Satta 2011): shift puts the first word of the buffer on the stack; left arc gives the word on
 * top the buffer's first word as head; right arc gives it the word beneath; both take it off. There is no word for the root: what is
 * left alone at the end is the root, so that there is exactly one, and every word gets a head in 2n - 1 moves.
 */
#include "text/text_model.h"

#include <string.h>

void text_configuration_start(struct text_configuration *c, const struct text_key *keys, const uint8_t *tags, const uint8_t *upos_of_tag, uint32_t count)
{
    c->count = count;
    c->next = 0;
    c->size = 3;
    c->stack[0] = c->stack[1] = c->stack[2] = TEXT_NONE;
    c->commas[0] = c->verbs[0] = 0;
    for (uint32_t i = 0; i < count; i++) {
        c->form[i] = keys[i].form;
        c->suffix[i] = keys[i].suffix & 0xFFFFFF;
        c->tag[i] = tags[i];
        c->upos[i] = upos_of_tag[2 * tags[i]];
        c->commas[i + 1] = (uint16_t)(c->commas[i] + (c->upos[i] == UPOS_PUNCT));
        c->verbs[i + 1] = (uint16_t)(c->verbs[i] + (c->upos[i] == UPOS_VERB));
    }
    for (uint32_t i = count; i < count + 4 && i < TEXT_WORDS_MAX + 4; i++)
        c->tag[i] = TEXT_TAG_ROW, c->upos[i] = UPOS_COUNT;
    uint32_t cells = count + 1;
    memset(c->head, 0xFF, count * sizeof c->head[0]);
    memset(c->label, DEPREL_COUNT, cells);
    memset(c->left_count, 0, cells);
    memset(c->right_count, 0, cells);
    memset(c->left_labels, 0, cells * sizeof c->left_labels[0]);
    memset(c->right_labels, 0, cells * sizeof c->right_labels[0]);
    for (uint32_t i = 0; i < count; i++)
        c->left[i][0] = c->left[i][1] = c->right[i][0] = c->right[i][1] = TEXT_NONE;
    c->form[TEXT_NONE] = 1;
    c->suffix[TEXT_NONE] = 1;
    c->tag[TEXT_NONE] = TEXT_TAG_ROW;
    c->upos[TEXT_NONE] = UPOS_COUNT;
    c->label[TEXT_NONE] = DEPREL_COUNT;
    c->left[TEXT_NONE][0] = c->left[TEXT_NONE][1] = c->right[TEXT_NONE][0] = c->right[TEXT_NONE][1] = TEXT_NONE;
    c->left_count[TEXT_NONE] = c->right_count[TEXT_NONE] = 0;
    c->left_labels[TEXT_NONE] = c->right_labels[TEXT_NONE] = 0;
}

bool text_configuration_ended(const struct text_configuration *c) { return c->next == c->count && c->size <= 4; }

bool text_move_allowed(const struct text_configuration *c, enum text_move move)
{
    switch (move) {
    case MOVE_SHIFT: return c->next < c->count;
    case MOVE_LEFT: return c->next < c->count && c->size > 3;
    default: return c->size > 4;
    }
}

void text_move_arc(const struct text_configuration *c, enum text_move move, uint16_t *head, uint16_t *dependent)
{
    *dependent = c->stack[c->size - 1];
    *head = move == MOVE_LEFT ? (uint16_t)c->next : c->stack[c->size - 2];
}

void text_move_apply(struct text_configuration *c, enum text_move move, uint8_t label)
{
    if (move == MOVE_SHIFT) {
        c->stack[c->size++] = (uint16_t)c->next++;
        return;
    }
    uint16_t head, dependent;
    text_move_arc(c, move, &head, &dependent);
    c->size--;
    c->head[dependent] = (int16_t)head;
    c->label[dependent] = label;
    if (move == MOVE_LEFT) {
        c->left[head][1] = c->left[head][0];
        c->left[head][0] = dependent;
        c->left_count[head] = (uint8_t)(c->left_count[head] + (c->left_count[head] < 255));
        c->left_labels[head] |= 1u << (label & 31);
    } else {
        c->right[head][1] = c->right[head][0];
        c->right[head][0] = dependent;
        c->right_count[head] = (uint8_t)(c->right_count[head] + (c->right_count[head] < 255));
        c->right_labels[head] |= 1u << (label & 31);
    }
}
