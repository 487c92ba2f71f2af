/* story_features.c: what does a text say, as features that can be compared?
 *
 * Words of title and paragraphs in lower case and stemmed by Snowball in the article's language (Porter), those of the title counted
 * STORY_TITLE_WEIGHT times; actors with all that is above them in their tree; event types. For near duplicates: shingles of
 * STORY_SHINGLE words in a row as they stand (Broder 1997), and their MinHash in bands (Broder, Charikar, Frieze, Mitzenmacher 1998; bands as in
 * Leskovec, Rajaraman, Ullman, Mining of Massive Datasets, ch. 3), so that texts that share half of their shingles meet in some band.
 */
#include "story/story_private.h"
#include "base/utf8.h"

#include <libstemmer.h>
#include <stdlib.h>
#include <string.h>

#define WORD_MAX 100                /* bytes of a word; a longer one is cut */

struct reader {
    struct arena *arena;
    struct story_features *out;
    struct map seen;
    struct sb_stemmer *stemmer;
    struct {uint64_t *at; size_t len, room;} hashes;    /* of words, in order */
};

static void features_count(struct reader *reader, enum feature_kind kind, str text, str surface, float count)
{
    bool added;
    str key = arena_printf(reader->arena, "%c%.*s", (char)kind, STR_ARG(text));
    uint64_t *place = map_at(&reader->seen, key, &added);
    if (added) {
        *place = reader->out->list.len;
        *LIST_ADD(reader->arena, &reader->out->list) = (struct told){key, surface, 0};
    }
    reader->out->list.at[*place].count += count;
}

static void features_word(struct reader *reader, str surface, float count)
{
    char folded[WORD_MAX + 8];
    size_t len = 0;
    for (size_t at = 0; at < surface.len && len < WORD_MAX;)
        len += utf8_write(utf8_lower(utf8_next(surface, &at)), folded + len);
    str word = {folded, len};
    *LIST_ADD(reader->arena, &reader->hashes) = str_hash(word);
    if (len < 2)
        return;
    if (reader->stemmer != NULL) {
        const sb_symbol *stem = sb_stemmer_stem(reader->stemmer, (const sb_symbol *)folded, (int)len);
        if (stem != NULL)
            word = (str){(const char *)stem, (size_t)sb_stemmer_length(reader->stemmer)};
    }
    features_count(reader, FEATURE_TERM, word, surface, count);
}

static void features_text(struct reader *reader, str text, float count)
{
    bool inside = false;
    size_t start = 0;
    for (size_t at = 0; at <= text.len && reader->hashes.len < STORY_WORDS_MAX;) {
        size_t before = at;
        uint32_t c = at < text.len ? utf8_next(text, &at) : ' ';
        bool letter = utf8_is_letter(c) || utf8_is_digit(c);
        if (letter && !inside)
            start = before;
        if (!letter && inside)
            features_word(reader, str_sub(text, start, before), count);
        inside = letter;
        if (before >= text.len)
            break;
    }
}

static int features_compare(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

static uint64_t features_mix(uint64_t z)
{
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

/* Shingles of the paragraphs' words, sorted, each once. */
static void features_shingles(struct reader *reader, size_t from)
{
    size_t words = reader->hashes.len - from, count = words >= STORY_SHINGLE ? words - STORY_SHINGLE + 1 : 0, kept = 0;
    count = count < STORY_SHINGLES_MAX ? count : STORY_SHINGLES_MAX;
    uint32_t *shingles = ARENA_ARRAY(reader->arena, uint32_t, count + 1);
    for (size_t i = 0; i < count; i++) {
        uint64_t hash = 0;
        for (size_t j = 0; j < STORY_SHINGLE; j++)
            hash = features_mix(hash * 31 + reader->hashes.at[from + i + j]);
        shingles[i] = (uint32_t)(hash >> 32);
    }
    if (count > 1)
        qsort(shingles, count, sizeof *shingles, features_compare);
    for (size_t i = 0; i < count; i++)
        if (i == 0 || shingles[i] != shingles[i - 1])
            shingles[kept++] = shingles[i];
    reader->out->shingles = shingles;
    reader->out->shingle_count = (uint32_t)kept;
}

static void features_bands(struct reader *reader)
{
    const struct story_features *out = reader->out;
    if (out->shingle_count == 0)
        return;
    for (size_t band = 0; band < STORY_HASHES / STORY_BAND; band++) {
        uint64_t all = band;
        for (size_t row = 0; row < STORY_BAND; row++) {
            uint64_t seed = features_mix((band * STORY_BAND + row + 1) * 0x9E3779B97F4A7C15u), least = UINT64_MAX;
            for (size_t i = 0; i < out->shingle_count; i++) {
                uint64_t hash = features_mix(out->shingles[i] ^ seed);
                least = hash < least ? hash : least;
            }
            all = features_mix(all * 31 + least);
        }
        features_count(reader, FEATURE_BAND, arena_printf(reader->arena, "%016llx", (unsigned long long)all), STR(""), 1);
    }
}

static void features_actor(struct reader *reader, str id)
{
    float weight = 1;
    while (id.len > 0) {
        features_count(reader, FEATURE_ACTOR, id, id, weight);
        size_t dot = id.len;
        while (dot > 0 && id.at[dot - 1] != '.')
            dot--;
        id = str_sub(id, 0, dot > 0 ? dot - 1 : 0);
        weight /= 2;                /* who is near in the tree is a little alike */
    }
}

struct sb_stemmer *story_stemmer_open(str lang)
{
    char language[3] = "en";
    if (lang.len >= 2 && (lang.len == 2 || !char_is_alpha(lang.at[2]))) {
        language[0] = char_lower(lang.at[0]);
        language[1] = char_lower(lang.at[1]);
    }
    return sb_stemmer_new(language, NULL);
}

void story_features_read(struct arena *arena, struct sb_stemmer *stemmer, const struct story_document *document, struct story_features *features)
{
    *features = (struct story_features){.id = document->id, .at = document->at};
    struct reader reader = {.arena = arena, .out = features, .seen = map_make(arena), .stemmer = stemmer};
    features_text(&reader, document->article->title, STORY_TITLE_WEIGHT);
    size_t from = reader.hashes.len;
    for (size_t i = 0; i < document->article->paragraphs.len; i++)
        features_text(&reader, document->article->paragraphs.at[i].text, 1);
    features_shingles(&reader, from);
    features_bands(&reader);
    for (size_t i = 0; i < document->actors.len; i++)
        features_actor(&reader, document->actors.at[i]);
    for (size_t i = 0; i < document->types.len; i++)
        features_count(&reader, FEATURE_TYPE, document->types.at[i], document->types.at[i], 1);
}
