/* text_key.c: what the model sees of a word's form: folded form, affixes, shape.
 *
 * Folding is by code point: lower case (simple mapping), digits to 0, typographic quotes and dashes to plain ones. So the same key
 * serves headlines in capitals, text without capitals and pages of any typography; the shape keeps what was folded away, and says
 * too whether the whole sentence is in capitals or without any, where case tells nothing.
 * Bounds: linear; of a longer form than KEY_BYTES_MAX bytes the beginning counts (and the true last bytes for the suffix).
 */
#include "text/text_model.h"
#include "base/utf8.h"

enum {KEY_BYTES_MAX = 64};

struct form_look {uint32_t letters, upper, digits, others; bool first_upper, hyphen;};

static uint32_t fold(uint32_t c)
{
    if (c >= 'A' && c <= 'Z')
        return c + 32;
    if (c >= '0' && c <= '9')
        return '0';
    if (c < 0x80)
        return c;
    switch (c) {
    case 0x2018: case 0x2019: case 0x02BC: case 0x00B4: return '\'';
    case 0x201C: case 0x201D: case 0x201E: case 0x00AB: case 0x00BB: return '"';
    case 0x2010: case 0x2011: case 0x2013: case 0x2014: case 0x2212: return '-';
    case 0x00A0: return ' ';
    default: return utf8_lower(c);
    }
}
static void look_at(struct form_look *look, uint32_t c, bool first)
{
    bool ascii = c < 0x80, upper = ascii ? c >= 'A' && c <= 'Z' : utf8_is_upper(c);
    bool letter = upper || (ascii ? c >= 'a' && c <= 'z' : utf8_is_letter(c));
    look->letters += letter;
    look->upper += upper;
    look->digits += c >= '0' && c <= '9';
    look->others += !letter && !(c >= '0' && c <= '9');
    look->hyphen |= c == '-' || c == 0x2010 || c == 0x2011;
    if (first)
        look->first_upper = upper;
}
static uint8_t shape_of(const struct form_look *look)
{
    if (look->letters == 0)
        return look->digits ? SHAPE_DIGITS : SHAPE_OTHER;
    if (look->digits)
        return SHAPE_WITH_DIGIT;
    if (look->letters == 1 && look->upper)
        return SHAPE_LETTER;
    if (look->hyphen)
        return SHAPE_HYPHEN;
    if (look->upper == 0)
        return SHAPE_LOWER;
    if (look->upper == look->letters)
        return SHAPE_ALL_UPPER;
    return look->upper == 1 && look->first_upper ? SHAPE_FIRST_UPPER : SHAPE_MIXED;
}
static uint32_t hash_step(uint32_t h, unsigned char byte) { return (h ^ byte) * 16777619u; }    /* FNV-1a */

static void key_of(str form, struct text_key *key, struct form_look *look)
{
    char folded[4];
    uint32_t hash = 2166136261u, exact = hash, suffix = 0, prefix = 0;
    size_t at = 0, length = 0;
    while (at < form.len) {
        bool first = at == 0;
        uint32_t c = utf8_next(form, &at), lower = fold(c);
        look_at(look, c, first);
        size_t bytes = 1;
        if (lower < 0x80)
            folded[0] = (char)lower;
        else
            bytes = utf8_write(lower, folded);
        for (size_t k = 0; k < bytes; k++, length++) {
            unsigned char byte = (unsigned char)folded[k];
            suffix = suffix << 8 | byte;
            if (length < 4)
                prefix = prefix << 8 | byte;
            if (length < KEY_BYTES_MAX)
                hash = hash_step(hash, byte);
        }
        if (length <= KEY_BYTES_MAX)
            exact = hash_step(exact, (unsigned char)(c >= '0' && c <= '9' ? '0' : c ^ (c >> 8)));
    }
    *key = (struct text_key){.form = hash, .exact = exact, .suffix = suffix, .prefix = prefix,
                             .length = (uint8_t)(length > 255 ? 255 : length), .shape = shape_of(look)};
}

void text_keys(const struct word *words, uint32_t count, struct text_key *keys)
{
    uint32_t letters = 0, upper = 0;
    for (uint32_t i = 0; i < count; i++) {
        struct form_look look = {0};
        key_of(words[i].form, &keys[i], &look);
        letters += look.letters;
        upper += look.upper;
    }
    uint8_t sentence = 0;
    if (upper == 0 && letters > 0)
        sentence = SHAPE_LOWER_SENTENCE;
    else if (letters >= 8 && upper * 10 >= letters * 9)    /* a few small letters ("SENATE says NO") do not change the style */
        sentence = SHAPE_ALL_CAPS_SENTENCE;
    for (uint32_t i = 0; i < count; i++)
        keys[i].shape |= sentence;
}
