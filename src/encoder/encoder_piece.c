/* encoder_piece.c: text to word pieces, and the shape of a word.
 *
 * As BERT reads (Devlin et al. 2019; uncased): each code point is first replaced (lower case, decomposed, marks that do not space left out,
 * control characters left out, blanks around ideographs); blanks and punctuation part words; a word is cut greedily into the longest
 * pieces of the vocabulary, those after the first begin with "##"; a word of over 100 code points, or one that cannot be cut,
 * is [UNK]. What becomes of each code point is a table that gen/encoder_pack.py asks of the published tokenizer itself, so that no
 * library's version of Unicode matters. Names of special pieces in a text ("[SEP]") are text.
 *
 * An entry of the table: bits 0-1 what it is to words (0 part, 1 a word of its own, 2 blank), bits 2-4 enum case_kind, bit 5 whether it is
 * replaced, bits 6-8 by how many code points, bits 9-31 where they are in chars.pool.
 */
#include "base/utf8.h"
#include "encoder/encoder_inner.h"

#include <string.h>

enum {WORD_CHARS = 100, WORD_ROOM = 4 * WORD_CHARS, PIECE_BYTES = 72};
enum {CHAR_PART, CHAR_ALONE, CHAR_BLANK};
enum case_kind {CASE_NONE, CASE_UPPER, CASE_LOWER, CASE_DIGIT, CASE_OTHER};
#define HASH_START 2166136261u

struct word_buffer {size_t len, chars; char at[WORD_ROOM];};    /* chars may pass WORD_CHARS, bytes are then not kept */

static uint32_t char_entry(const struct encoder *encoder, uint32_t code_point)
{
    return encoder->char_at[(uint32_t)encoder->char_page[code_point >> 8] << 8 | (code_point & 255)];
}

static uint32_t hash_byte(uint32_t hash, char byte)
{
    return (hash ^ (uint8_t)byte) * 16777619u;
}

/* The piece of these bytes, after "##" when inner is true; UINT32_MAX where there is none. */
static uint32_t find_piece(const struct encoder *encoder, const char *at, size_t len, bool inner, uint32_t hash)
{
    for (uint32_t slot = hash ^ hash >> 15;; slot++) {
        uint32_t piece = encoder->slots[slot & encoder->slot_mask];
        if (piece == 0)
            return UINT32_MAX;
        piece--;
        const char *name = encoder->vocab.at + encoder->vocab_at[piece];
        size_t size = encoder->vocab_at[piece + 1] - encoder->vocab_at[piece];
        if (inner ? size == len + 2 && name[0] == '#' && name[1] == '#' && memcmp(name + 2, at, len) == 0
                  : size == len && memcmp(name, at, len) == 0)
            return piece;
    }
}

/* Adds the pieces of a word whose code points are replaced; all or [UNK]. */
static void cut_word(const struct encoder *encoder, struct arena *arena, struct word_buffer *word, struct encoder_piece_list *list)
{
    size_t before = list->len, start = 0;
    bool whole = word->chars <= WORD_CHARS;
    uint32_t inner_start = hash_byte(hash_byte(HASH_START, '#'), '#');
    while (whole && start < word->len) {
        uint32_t hashes[PIECE_BYTES + 1], piece = UINT32_MAX, hash = start > 0 ? inner_start : HASH_START;
        size_t most = word->len - start < PIECE_BYTES ? word->len - start : PIECE_BYTES, len;
        for (len = 1; len <= most; len++)
            hashes[len] = hash = hash_byte(hash, word->at[start + len - 1]);
        for (len = most; len > 0; len--) {
            bool char_end = start + len == word->len || ((uint8_t)word->at[start + len] & 0xC0) != 0x80;
            piece = char_end ? find_piece(encoder, word->at + start, len, start > 0, hashes[len]) : UINT32_MAX;
            if (piece != UINT32_MAX)
                break;
        }
        whole = piece != UINT32_MAX;
        start += len;
        if (whole)
            *LIST_ADD(arena, list) = (uint16_t)piece;
    }
    if (!whole) {
        list->len = before;
        *LIST_ADD(arena, list) = (uint16_t)encoder->config.unknown;
    }
    word->len = word->chars = 0;
}

static void add_char(const struct encoder *encoder, struct arena *arena, uint32_t code_point, struct word_buffer *word,
                     struct encoder_piece_list *list)
{
    uint32_t kind = char_entry(encoder, code_point) & 3;
    if (kind != CHAR_PART && word->chars > 0)
        cut_word(encoder, arena, word, list);
    if (kind == CHAR_BLANK)
        return;
    if (++word->chars <= WORD_CHARS)
        word->len += utf8_write(code_point, word->at + word->len);
    if (kind == CHAR_ALONE)
        cut_word(encoder, arena, word, list);
}

void encoder_pieces(const struct encoder *encoder, struct arena *arena, str text, struct encoder_piece_list *list)
{
    struct word_buffer word = {.len = 0};
    for (size_t at = 0; at < text.len;) {
        uint32_t code_point = utf8_next(text, &at), entry = char_entry(encoder, code_point);
        if ((entry & 32) == 0) {
            add_char(encoder, arena, code_point, &word, list);
            continue;
        }
        for (uint32_t i = 0; i < (entry >> 6 & 7); i++)
            add_char(encoder, arena, encoder->char_pool[(entry >> 9) + i], &word, list);
    }
    if (word.chars > 0)
        cut_word(encoder, arena, &word, list);
}

uint8_t encoder_shape(const struct encoder *encoder, str word)
{
    size_t count[CASE_OTHER + 1] = {0};
    bool first_upper = false;
    for (size_t at = 0; at < word.len;) {
        uint32_t kind = char_entry(encoder, utf8_next(word, &at)) >> 2 & 7;
        if (kind == CASE_UPPER && count[CASE_UPPER] + count[CASE_LOWER] + count[CASE_OTHER] == 0)
            first_upper = true;
        count[kind]++;
    }
    size_t upper = count[CASE_UPPER], small = count[CASE_LOWER] + count[CASE_OTHER];
    if (upper + small == 0)
        return count[CASE_DIGIT] > 0 ? 6 : 10;
    if (count[CASE_DIGIT] > 0)
        return upper > 0 ? 8 : 7;
    if (upper == 0)
        return count[CASE_LOWER] > 0 ? 1 : 9;
    if (small == 0)
        return upper == 1 ? 4 : 3;
    return first_upper && upper == 1 ? 2 : 5;
}
