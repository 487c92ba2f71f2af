/* actor_atom.c: text to atoms, and the spelling key of a name. See actor_atom.h.
 *
 * Folding is canonical decomposition (Unicode 15, UAX 15) without the marks, then simple lower case; a short table maps the Latin
 * letters that have no decomposition (ł, ø, đ, ß …). Atoms are hashed as they are read, nothing is copied.
 * The spelling key follows the idea of Soundex (Russell 1918) with classes made for the transliterations of Russian, Belarusian and
 * Ukrainian (ISO 9, BGN/PCGN, the press): Cyrillic is put into Latin, sibilants and affricates fall together, g and h, v and w,
 * vowels and doubled letters go; u after a vowel and before a consonant is the Belarusian ў and counts as v. The classes are ours.
 */
#include "actor/actor_atom.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>

#include "base/utf8.h"

#define ABBREVIATION_MAX 8          /* letters with dots between; more are none */
#define FOLD_MAX 256                /* bytes of an atom that count */

/* Letters that do not decompose, and what the press writes for them. */
static const struct {uint32_t from; const char *to;} plain_letters[] = {
    {0xE6, "ae"}, {0xF8, "o"}, {0xDF, "ss"}, {0x111, "d"}, {0x131, "i"}, {0x142, "l"}, {0x153, "oe"}, {0xFE, "th"}, {0xF0, "d"},
};

/* The folded form of one code point into out (at most 8 bytes); gives the number. */
static size_t fold_point(uint32_t point, char out[8])
{
    if (point < 0x80) {
        out[0] = (char)(point >= 'A' && point <= 'Z' ? point + 32 : point);
        return 1;
    }
    uint32_t lower = utf8_lower(point);
    for (size_t i = 0; i < sizeof plain_letters / sizeof *plain_letters; i++)
        if (plain_letters[i].from == lower) {
            size_t len = strlen(plain_letters[i].to);
            memcpy(out, plain_letters[i].to, len);
            return len;
        }
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *nfd = unorm2_getNFDInstance(&status);
    UChar parts[8];
    int32_t count = U_SUCCESS(status) ? unorm2_getDecomposition(nfd, (UChar32)lower, parts, 8, &status) : -1;
    if (count > 0 && U_SUCCESS(status) && (parts[0] < 0xD800 || parts[0] > 0xDFFF))
        return utf8_write(parts[0], out);
    return utf8_write(lower, out);
}

static bool is_mark(uint32_t point)
{
    int8_t type = u_charType((UChar32)point);
    return type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK || type == U_COMBINING_SPACING_MARK;
}

static bool is_apostrophe(uint32_t point)
{
    return point == '\'' || point == 0x2019 || point == 0x2BC || point == 0x2BB || point == 0x2018 || point == 0x60 || point == 0xB4;
}

static bool is_word_point(uint32_t point)
{
    if (point < 0x80)
        return char_is_alpha((char)point) || char_is_digit((char)point);
    return point != UTF8_BAD && (utf8_is_letter(point) || utf8_is_digit(point) || is_mark(point));
}

struct reader {str text; size_t at;};

static uint32_t peek(const struct reader *reader, size_t *next)
{
    if (reader->at >= reader->text.len)
        return 0;
    *next = reader->at;
    return utf8_next(reader->text, next);
}

/* The code point that stands at offset at, 0 at the end. */
static uint32_t point_at(str text, size_t at)
{
    return at < text.len ? utf8_next(text, &at) : 0;
}

struct fold {char at[FOLD_MAX]; size_t len;};

static void fold_add(struct fold *fold, uint32_t point)
{
    char out[8];
    if (point < 0x80 && fold->len < FOLD_MAX) {          /* most of all text */
        fold->at[fold->len++] = (char)(point >= 'A' && point <= 'Z' ? point + 32 : point);
        return;
    }
    if (point >= 0x80 && is_mark(point))
        return;
    size_t len = fold_point(point, out);
    if (fold->len + len > FOLD_MAX)
        return;
    memcpy(fold->at + fold->len, out, len);
    fold->len += len;
}

/* "U.S.", "U.N.": single letters with dots between. The number of bytes, 0 where it is none. */
static size_t abbreviation(str text, size_t at, struct fold *fold)
{
    size_t letters = 0, end = at;
    fold->len = 0;
    while (end < text.len && letters < ABBREVIATION_MAX) {
        size_t next = end;
        uint32_t point = utf8_next(text, &next);
        if (!utf8_is_letter(point) || next >= text.len || text.at[next] != '.')
            break;
        fold_add(fold, point);
        letters++;
        end = next + 1;
    }
    if (letters < 2 || is_word_point(point_at(text, end)))
        return 0;
    return end - at;
}

static void shape_add(uint32_t point, size_t *letters, size_t *uppers, bool *first_upper)
{
    bool upper = point < 0x80 ? point >= 'A' && point <= 'Z' : utf8_is_upper(point);
    bool cased = upper || (point < 0x80 ? point >= 'a' && point <= 'z' : u_islower((UChar32)point));
    if (!cased)
        return;
    if (*letters == 0)
        *first_upper = upper;
    (*letters)++;
    *uppers += upper;
}

static uint8_t shape_of(size_t letters, size_t uppers, bool first_upper)
{
    if (letters == 0)
        return SHAPE_NONE;
    if (uppers == letters && letters > 1)
        return SHAPE_UPPER;
    return first_upper ? SHAPE_TITLE : uppers > 1 ? SHAPE_UPPER : SHAPE_LOWER;    /* iPhone is lower, eBAY no */
}

static void read_word(str text, size_t *at, struct atom *atom)
{
    struct fold fold = {.len = 0};
    size_t letters = 0, uppers = 0, digits = 0;
    bool first_upper = false;
    size_t abbreviated = abbreviation(text, *at, &fold);
    atom->start = (uint32_t)*at;
    if (abbreviated > 0) {
        *at += abbreviated;
        atom->shape = SHAPE_UPPER;
        if (!utf8_is_upper(point_at(text, atom->start)))
            atom->shape = SHAPE_LOWER;
    } else {
        fold.len = 0;
        while (*at < text.len) {
            size_t next = *at;
            uint32_t point = utf8_next(text, &next);
            if (is_apostrophe(point)) {
                uint32_t after = point_at(text, next);
                size_t further = next;
                if (after != 0)
                    utf8_next(text, &further);
                bool possessive = (after == 's' || after == 'S') && !is_word_point(point_at(text, further));
                if (!is_word_point(after) || possessive || fold.len == 0)
                    break;
                *at = next;
                continue;
            }
            bool between = (point == ',' || point == '.') && digits > 0 && letters == 0 && utf8_is_digit(point_at(text, next));
            if (!is_word_point(point) && !between)
                break;                                   /* but "8,000" and "2.0" are one number */
            fold_add(&fold, point);
            shape_add(point, &letters, &uppers, &first_upper);
            digits += utf8_is_digit(point);
            *at = next;
        }
        atom->shape = shape_of(letters, uppers, first_upper);
    }
    atom->end = (uint32_t)*at;
    atom->kind = letters == 0 && digits > 0 && abbreviated == 0 ? ATOM_NUMBER : ATOM_WORD;
    atom->hash = str_hash((str){fold.at, fold.len});
}

/* An apostrophe: the possessive of the word before it, or a quotation mark (ATOM_STOP). */
static void read_apostrophe(str text, size_t next, const struct atom *before, struct atom *atom)
{
    uint32_t after = point_at(text, next);
    size_t further = next;
    if (after != 0)
        utf8_next(text, &further);
    bool worded = before != NULL && before->kind == ATOM_WORD;
    if (worded && (after == 's' || after == 'S') && !is_word_point(point_at(text, further))) {
        atom->kind = ATOM_POSSESSIVE;
        atom->end = (uint32_t)further;
    } else if (worded && atom->glued && (text.at[before->end - 1] == 's' || text.at[before->end - 1] == 'S') && !is_word_point(after)) {
        atom->kind = ATOM_POSSESSIVE;
    }
}

static bool read_mark(str text, size_t *at, uint32_t point, const struct atom *before, struct atom *atom)
{
    size_t next = *at;
    utf8_next(text, &next);
    atom->start = (uint32_t)*at;
    atom->end = (uint32_t)next;
    atom->kind = ATOM_STOP;
    atom->shape = SHAPE_NONE;
    *at = next;
    if (is_apostrophe(point)) {
        read_apostrophe(text, next, before, atom);
        *at = atom->end;
        return true;
    }
    if (point == '-' || point == 0x2010 || point == 0x2011 || point == 0x2013) {
        bool tight = atom->glued && is_word_point(point_at(text, next));
        atom->kind = tight ? ATOM_HYPHEN : ATOM_STOP;
        return true;
    }
    if (point == ',')
        atom->kind = ATOM_COMMA;
    else if (point == '(' || point == '[')
        atom->kind = ATOM_OPEN;
    else if (point == ')' || point == ']')
        atom->kind = ATOM_CLOSE;
    else if (point == '&' && before != NULL)
        return false;                                    /* S&P, Standard & Poor's */
    else if (point == '.' && next < text.len && before != NULL && before->end - before->start <= 5)
        return false;                                    /* "St. Petersburg", "A. Lukashenko": no end inside a sentence */
    return true;
}

void atom_read(struct arena *arena, str text, struct atom_list *list)
{
    struct reader reader = {text, 0};
    size_t first = list->len, last_end = SIZE_MAX;
    while (reader.at < text.len) {
        size_t next = 0;
        uint32_t point = peek(&reader, &next);
        if (utf8_is_space(point)) {
            reader.at = next;
            continue;
        }
        struct atom atom = {.glued = reader.at == last_end};
        bool keep = true;
        if (is_word_point(point) && !(point >= 0x80 && is_mark(point)))
            read_word(text, &reader.at, &atom);
        else
            keep = read_mark(text, &reader.at, point, list->len > first ? &list->at[list->len - 1] : NULL, &atom);
        if (reader.at < next)
            reader.at = next;
        last_end = reader.at;
        if (keep)
            *LIST_ADD(arena, list) = atom;
    }
}

uint64_t atom_chain(uint64_t before, uint64_t hash)
{
    uint64_t x = (before ^ (before >> 29)) * 0x9E3779B97F4A7C15u + hash;
    x = (x ^ x >> 32) * 0xD6E8FEB86659FD93u;
    x ^= x >> 29;
    return x == 0 ? 1 : x;
}

str atom_fold(struct arena *arena, str form)
{
    struct fold fold = {.len = 0};
    for (size_t at = 0; at < form.len && fold.len < FOLD_MAX - 8;) {
        uint32_t point = utf8_next(form, &at);
        if (is_word_point(point))
            fold_add(&fold, point);
    }
    return arena_str(arena, (str){fold.at, fold.len});
}

/* ---- The spelling key ---- */

static const struct {uint32_t from; const char *to;} cyrillic[] = {
    {0x430, "a"}, {0x431, "b"}, {0x432, "v"}, {0x433, "g"}, {0x434, "d"}, {0x435, "e"}, {0x436, "zh"}, {0x437, "z"}, {0x438, "i"},
    {0x439, "i"}, {0x43A, "k"}, {0x43B, "l"}, {0x43C, "m"}, {0x43D, "n"}, {0x43E, "o"}, {0x43F, "p"}, {0x440, "r"}, {0x441, "s"},
    {0x442, "t"}, {0x443, "u"}, {0x444, "f"}, {0x445, "kh"}, {0x446, "ts"}, {0x447, "ch"}, {0x448, "sh"}, {0x449, "shch"}, {0x44B, "y"},
    {0x44D, "e"}, {0x44E, "yu"}, {0x44F, "ya"}, {0x451, "e"}, {0x454, "e"}, {0x456, "i"}, {0x457, "i"}, {0x45E, "v"}, {0x491, "g"},
};

static bool is_vowel(char c)
{
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y' || c == 'j';
}

/* form in plain Latin lower case; what has no place there is dropped. */
static size_t to_latin(str form, char *out, size_t room)
{
    size_t len = 0;
    for (size_t at = 0; at < form.len && len + 8 < room;) {
        uint32_t point = utf8_lower(utf8_next(form, &at));
        const char *found = NULL;
        char folded[8];
        for (size_t i = 0; i < sizeof cyrillic / sizeof *cyrillic && found == NULL; i++)
            if (cyrillic[i].from == point)
                found = cyrillic[i].to;
        size_t add = found != NULL ? strlen(found) : 0;
        if (found == NULL && point == 0x161)
            found = "sh", add = 2;
        else if (found == NULL && point == 0x17E)
            found = "zh", add = 2;
        else if (found == NULL && point == 0x10D)
            found = "ch", add = 2;
        else if (found == NULL && point == 0x16D)
            found = "v", add = 1;                        /* ŭ of Belarusian Latin */
        else if (found == NULL && is_word_point(point) && !is_mark(point))
            found = folded, add = fold_point(point, folded);
        for (size_t i = 0; i < add; i++)
            if (found[i] >= 'a' && found[i] <= 'z')
                out[len++] = found[i];
    }
    return len;
}

/* The class of the consonant at latin[*i], which moves past it; 0 for a vowel. */
static char key_class(const char *latin, size_t len, size_t *i)
{
    size_t at = (*i)++;
    char c = latin[at], next = at + 1 < len ? latin[at + 1] : 0, further = at + 2 < len ? latin[at + 2] : 0;
    bool vowel_before = at > 0 && is_vowel(latin[at - 1]);
    if (c == 'u' && (vowel_before || at == 0) && next != 0 && !is_vowel(next))
        return 'v';                                      /* Halouchanka, Uladzimir */
    if (is_vowel(c))
        return 0;
    if (c == 's' && next == 'c' && further == 'h') {
        *i += 2;
        return 's';
    }
    if ((c == 's' || c == 'c' || c == 'z') && next == 'h') {
        (*i)++;
        return c == 'z' ? 'z' : c == 'c' ? 'c' : 's';
    }
    if ((c == 't' && (next == 's' || next == 'z')) || (c == 'd' && next == 'z')) {
        (*i)++;
        return c == 'd' ? 'd' : 'c';
    }
    if (c == 'k' && next == 'h') {
        (*i)++;
        return 'h';
    }
    if (c == 'x')
        return 'X';                                      /* ks, written out by the caller */
    return c == 'w' ? 'v' : c == 'h' ? 'g' : c == 'q' ? 'k' : c;
}

size_t atom_spelling(str form, char *out, size_t room)
{
    char latin[96];
    size_t len = to_latin(form, latin, sizeof latin), used = 0;
    for (size_t i = 0; i < len && used + 2 < room;) {
        char c = key_class(latin, len, &i);
        if (c == 'X') {
            out[used++] = 'k';
            c = 's';
        }
        if (c != 0 && (used == 0 || out[used - 1] != c))
            out[used++] = c;
    }
    return used;
}
