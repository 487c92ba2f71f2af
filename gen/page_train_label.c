/* page_train_label.c: which rows of a page are its true text?
 *
 * Truths come as words, not as places. Each row is sought in the truth by its first words; of all places a chain is taken in which
 * rows and places go on in the same order and which covers the most words (a weighted longest increasing subsequence,
 * found with a Fenwick tree). So a short line that also stands in a menu counts only where it is in its place.
 */
#include "page_train.h"
#include "base/map.h"
#include "base/utf8.h"
#include <string.h>

enum {PLACES_MAX = 40, KEY_WORDS = 3};

struct words {uint32_t *at; size_t len, room;};         /* hashes of words */
struct place {uint32_t row, from, to, words; int32_t best, before;};

static void words_cut(struct arena *arena, str text, struct words *words)
{
    for (size_t at = 0; at < text.len;) {
        uint32_t hash = 2166136261u;
        bool any = false;
        while (at < text.len) {
            size_t next = at;
            uint32_t c = utf8_next(text, &next);
            bool letter = c < 128 ? char_is_alpha((char)c) || char_is_digit((char)c) || c == '_' : utf8_is_letter(c) || utf8_is_digit(c);
            at = next;
            if (!letter)
                break;
            hash = (hash ^ utf8_lower(c)) * 16777619u;
            any = true;
        }
        if (any)
            *LIST_ADD(arena, words) = hash;
    }
}

/* Places in the truth by the hash of the words from there on. */
static uint32_t key_at(const struct words *words, size_t at, size_t count)
{
    uint32_t key = (uint32_t)count;
    for (size_t i = 0; i < count; i++)
        key = (key ^ words->at[at + i]) * 16777619u;
    return key;
}

struct index {uint32_t *heads, *next; size_t mask;};

static struct index index_make(struct arena *arena, const struct words *words, size_t count)
{
    struct index index = {.mask = 16383};
    index.heads = ARENA_ARRAY(arena, uint32_t, index.mask + 1);
    index.next = ARENA_ARRAY(arena, uint32_t, words->len + 1);
    for (size_t i = words->len; i-- > 0;)
        if (i + count <= words->len) {
            uint32_t slot = key_at(words, i, count) & (uint32_t)index.mask;
            index.next[i] = index.heads[slot];
            index.heads[slot] = (uint32_t)i + 1;
        }
    return index;
}

struct places {struct place *at; size_t len, room;};

static void row_places(struct arena *arena, uint32_t row, const struct words *own, const struct words *truth, const struct index indexes[KEY_WORDS + 1],
                       struct places *places)
{
    size_t count = own->len < KEY_WORDS ? own->len : KEY_WORDS, found = 0;
    for (size_t skip = 0; skip < own->len && skip < 12 && found == 0; skip += 4) {      /* the first words may differ */
        if (own->len - skip < count)
            break;
        const struct index *index = &indexes[count];
        for (uint32_t at = index->heads[key_at(own, skip, count) & (uint32_t)index->mask]; at && found < PLACES_MAX; at = index->next[at - 1]) {
            size_t from = at - 1, i = skip, j = from, same = 0;
            while (i < own->len && j < truth->len) {
                if (own->at[i] == truth->at[j]) {
                    same++;
                    i++;
                    j++;
                } else if (i + 1 < own->len && own->at[i + 1] == truth->at[j])
                    i++;
                else if (j + 1 < truth->len && own->at[i] == truth->at[j + 1])
                    j++;
                else if (i + 1 < own->len && j + 1 < truth->len && own->at[i + 1] == truth->at[j + 1]) {
                    i++;
                    j++;
                } else
                    break;
            }
            if (same * 10 < own->len * 6)
                continue;
            *LIST_ADD(arena, places) = (struct place){row, (uint32_t)from, (uint32_t)j, (uint32_t)same, 0, -1};
            found++;
        }
    }
}

void label_by_text(const struct page_tree *tree, struct train_page *page, struct arena *arena)
{
    struct words truth = {0};
    struct places places = {0};
    struct index indexes[KEY_WORDS + 1];
    words_cut(arena, page->truth.text, &truth);
    for (size_t n = 1; n <= KEY_WORDS; n++)
        indexes[n] = index_make(arena, &truth, n);
    for (uint32_t r = 0; r < page->rows.len; r++) {
        struct words own = {0};
        words_cut(arena, tree->blocks[page->rows.at[r].block].text, &own);
        page->labels[r] = own.len ? 0 : -1;
        page->weights[r] = own.len < 3 ? 0.6f : 1.0f;
        if (own.len)
            row_places(arena, r, &own, &truth, indexes, &places);
    }
    /* best[i]: index + 1 of the best chain that ends at or before truth word i */
    int32_t *tree_best = ARENA_ARRAY(arena, int32_t, truth.len + 2), last = -1;
    for (size_t p = 0; p < places.len;) {
        size_t end = p;
        while (end < places.len && places.at[end].row == places.at[p].row)
            end++;
        for (size_t q = p; q < end; q++) {              /* all places of a row see only earlier rows */
            struct place *place = &places.at[q];
            place->best = (int32_t)place->words;
            for (size_t i = place->from; i > 0; i -= i & (~i + 1)) {
                int32_t chain = tree_best[i] - 1;
                if (chain >= 0 && places.at[chain].best + (int32_t)place->words > place->best) {
                    place->best = places.at[chain].best + (int32_t)place->words;
                    place->before = chain;
                }
            }
        }
        for (size_t q = p; q < end; q++) {
            for (size_t i = places.at[q].to; i <= truth.len; i += i & (~i + 1))
                if (tree_best[i] == 0 || places.at[tree_best[i] - 1].best < places.at[q].best)
                    tree_best[i] = (int32_t)q + 1;
            if (last < 0 || places.at[q].best > places.at[last].best)
                last = (int32_t)q;
        }
        p = end;
    }
    for (; last >= 0; last = places.at[last].before)
        page->labels[places.at[last].row] = 1;
}

/* White space as one space, typographic quotes and dashes plain, as the scorer of phrases compares. */
static str plain(struct arena *arena, str text)
{
    struct buf out = buf_make(arena);
    for (size_t at = 0; at < text.len;) {
        uint32_t c = utf8_next(text, &at);
        if (utf8_is_space(c)) {
            if (out.len && out.at[out.len - 1] != ' ')
                buf_add_char(&out, ' ');
        } else if (c == 0x2018 || c == 0x2019)
            buf_add_char(&out, '\'');
        else if (c == 0x201C || c == 0x201D || c == 0x201E)
            buf_add_char(&out, '"');
        else if (c == 0x2013 || c == 0x2014)
            buf_add_char(&out, '-');
        else
            buf_add_utf8(&out, c);
    }
    return str_trim(buf_take(&out));
}

void label_by_phrases(const struct page_tree *tree, struct train_page *page, struct arena *arena)
{
    for (uint32_t r = 0; r < page->rows.len; r++) {
        str text = plain(arena, tree->blocks[page->rows.at[r].block].text);
        bool in = false, out = false;
        for (size_t i = 0; i < page->truth.with.len; i++)
            in |= str_has(text, plain(arena, page->truth.with.at[i]));
        for (size_t i = 0; i < page->truth.without.len; i++)
            out |= str_has(text, plain(arena, page->truth.without.at[i]));
        page->labels[r] = in == out ? -1 : in;
        page->weights[r] = 2.0f;
    }
}
