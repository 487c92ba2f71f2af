/* when_number.c: numbers, ordinals, days of the month and years, as pieces of larger expressions.
 *
 *   number  -> DIGITS ("," DIGITS{3})* ("." DIGITS)? | word-number ("and" "a" "half")? | "a" ("few" | "couple of" | "dozen" | "half")?
 *            | "half" "a"? | "another" number? | vague
 *   ordinal -> DIGITS ("st" | "nd" | "rd" | "th") | ordinal word | tens "-" ordinal word
 *   year    -> DIGITS{4} | "'" DIGITS{2} | DIGITS{1,4} era | "AD" DIGITS
 * Bounds: NUMBER_REACH atoms for one number.
 */
#include "when/when_inner.h"

#define NUMBER_REACH 8

static bool digits_go_on(const struct when_reader *r, uint32_t at)
{
    const struct when_atom *next = r->atoms + at + 1;
    return next->glued && next->kind == ATOM_SIGN && (next->sign == '.' || next->sign == ',') && next[1].glued && next[1].kind == ATOM_NUMBER;
}

/* "1,500", "2.5", "30". */
static bool digits_read(const struct when_reader *r, uint32_t at, struct when_amount *amount)
{
    if (r->atoms[at].kind != ATOM_NUMBER || r->atoms[at].number < 0)
        return false;
    double value = r->atoms[at].number;
    uint32_t end = at + 1;
    for (; end < at + NUMBER_REACH && digits_go_on(r, end - 1) && r->atoms[end].sign == ',' && r->atoms[end + 1].digits == 3; end += 2)
        value = value * 1000 + r->atoms[end + 1].number;
    if (digits_go_on(r, end - 1) && r->atoms[end].sign == '.' && r->atoms[end + 1].digits <= 3 && r->atoms[end + 1].number >= 0) {
        double part = r->atoms[end + 1].number;
        for (int i = 0; i < r->atoms[end + 1].digits; i++)
            part /= 10;
        value += part;
        end += 2;
    }
    *amount = (struct when_amount){.value = value, .end = end};
    return true;
}

/* "twenty-five", "two hundred and fifty". */
static bool words_read(const struct when_reader *r, uint32_t at, struct when_amount *amount)
{
    double sum = 0, part = 0;
    uint32_t end = at;
    for (uint32_t i = at, last_kind = NUMBER_NONE; i < at + NUMBER_REACH;) {
        uint32_t here = i;
        if (i > at && (atom_sign(r, i, '-') || (atom_has(r, i, ROLE_AND) && last_kind == NUMBER_FACTOR)))
            here++;
        const struct when_term *term = r->atoms[here].term;
        uint32_t kind = term->classes & WHEN_NUMBER ? (uint32_t)term->number_kind : NUMBER_NONE;
        bool fresh = last_kind == NUMBER_NONE || last_kind == NUMBER_FACTOR;
        if (!(kind == NUMBER_SMALL && last_kind != NUMBER_SMALL) && !(kind == NUMBER_TENS && fresh) && kind != NUMBER_FACTOR)
            break;
        if (kind != NUMBER_FACTOR)
            part += term->number;
        else if (term->number >= 1000) {
            sum += (part > 0 ? part : 1) * term->number;
            part = 0;
        } else
            part = (part > 0 ? part : 1) * term->number;
        last_kind = kind;
        end = i = here + 1;
    }
    *amount = (struct when_amount){.value = sum + part, .word = true, .end = end};
    return end > at;
}

static uint32_t kind_at(const struct when_reader *r, uint32_t at)
{
    return atom_is(r, at, WHEN_NUMBER) ? (uint32_t)r->atoms[at].term->number_kind : NUMBER_NONE;
}

static uint32_t pass(const struct when_reader *r, uint32_t at, enum when_role role)
{
    return atom_has(r, at, role) ? at + 1 : at;
}

/* "a", "a few", "a couple of", "a dozen", "a half". */
static bool article_read(const struct when_reader *r, uint32_t at, struct when_amount *amount)
{
    uint32_t kind = kind_at(r, at + 1);
    if (kind == NUMBER_VAGUE) {
        *amount = (struct when_amount){.vague = true, .end = at + 2};
    } else if (kind == NUMBER_COUPLE) {
        *amount = (struct when_amount){.value = 2, .end = pass(r, at + 2, ROLE_OF)};
    } else if (kind == NUMBER_HALF) {
        *amount = (struct when_amount){.value = 0.5, .end = at + 2};
    } else if (kind != NUMBER_FACTOR || !when_number_read(r, at + 1, amount))
        *amount = (struct when_amount){.value = 1, .article = true, .end = at + 1};
    return true;
}

bool when_number_read(const struct when_reader *r, uint32_t at, struct when_amount *amount)
{
    uint32_t kind = kind_at(r, at);
    if (atom_has(r, at, ROLE_A))
        return !atom_has(r, at + 1, ROLE_A) && article_read(r, at, amount);
    if (atom_has(r, at, ROLE_ANOTHER)) {
        if (atom_any(r, at + 1, ROLE_BIT(ROLE_ANOTHER) | ROLE_BIT(ROLE_A)) || !when_number_read(r, at + 1, amount))
            *amount = (struct when_amount){.value = 1, .end = at + 1};
        return true;
    }
    if (kind == NUMBER_VAGUE || kind == NUMBER_VAGUES) {
        *amount = (struct when_amount){.vague = true, .end = pass(r, at + 1, ROLE_OF)};
        return true;
    }
    if (kind == NUMBER_HALF) {
        uint32_t end = atom_sign(r, at + 1, '-') ? at + 2 : at + 1;
        *amount = (struct when_amount){.value = 0.5, .end = pass(r, end, ROLE_A)};
        return true;
    }
    if (!digits_read(r, at, amount) && !words_read(r, at, amount))
        return false;
    uint32_t half = pass(r, amount->end + 1, ROLE_A);
    if (atom_has(r, amount->end, ROLE_AND) && kind_at(r, half) == NUMBER_HALF) {
        amount->value += 0.5;
        amount->end = half + 1;
    }
    return true;
}

static bool ordinal_suffix(const struct when_reader *r, uint32_t at)
{
    str word = atom_text(r, at);
    return r->atoms[at].glued && r->atoms[at].kind == ATOM_WORD && word.len == 2 &&
           (str_eq_fold(word, STR("th")) || str_eq_fold(word, STR("st")) || str_eq_fold(word, STR("nd")) || str_eq_fold(word, STR("rd")));
}

uint32_t when_ordinal_read(const struct when_reader *r, uint32_t at, int *value)
{
    if (r->atoms[at].kind == ATOM_NUMBER && r->atoms[at].digits <= 3 && ordinal_suffix(r, at + 1)) {
        *value = r->atoms[at].number;
        return at + 2;
    }
    if (atom_is(r, at, WHEN_ORDINAL)) {
        *value = r->atoms[at].term->ordinal;
        return at + 1;
    }
    if (kind_at(r, at) == NUMBER_TENS && atom_is(r, at + 1 + atom_sign(r, at + 1, '-'), WHEN_ORDINAL)) {
        uint32_t last = at + 1 + atom_sign(r, at + 1, '-');
        *value = r->atoms[at].term->number + r->atoms[last].term->ordinal;
        return r->atoms[last].term->ordinal > 0 && r->atoms[last].term->ordinal < 10 ? last + 1 : 0;
    }
    return 0;
}

uint32_t when_day_read(const struct when_reader *r, uint32_t at, int *value)
{
    const struct when_atom *atom = &r->atoms[at];
    uint32_t end = when_ordinal_read(r, at, value);
    if (end == 0 && atom->kind == ATOM_NUMBER && atom->digits <= 2 && !digits_go_on(r, at)) {
        bool clock = atom_sign(r, at + 1, ':') && r->atoms[at + 1].glued && r->atoms[at + 2].glued && r->atoms[at + 2].kind == ATOM_NUMBER;
        bool word = r->atoms[at + 1].glued && r->atoms[at + 1].kind == ATOM_WORD;
        *value = atom->number;
        end = clock || word || atom_sign(r, at + 1, '%') ? 0 : at + 1;
    }
    return end > 0 && *value >= 1 && *value <= 31 ? end : 0;
}

/* "BC", "B.C.", "BCE", "AD" … at `at`: its end, and whether before Christ; 0 where none is there. */
static uint32_t era_read(const struct when_reader *r, uint32_t at, bool *before)
{
    if (atom_has(r, at, ROLE_ERA) && r->atoms[at].upper) {
        *before = char_lower(atom_text(r, at).at[0]) == 'b';
        return at + 1;
    }
    str letter = atom_text(r, at);
    bool b = str_eq(letter, STR("B")), a = str_eq(letter, STR("A"));
    if ((!a && !b) || !atom_sign(r, at + 1, '.') || !r->atoms[at + 2].glued || !str_eq(atom_text(r, at + 2), b ? STR("C") : STR("D")))
        return 0;
    *before = b;
    return at + 3 + (atom_sign(r, at + 3, '.') && r->atoms[at + 3].glued);
}

uint32_t when_year_read(const struct when_reader *r, uint32_t at, struct when_spec *spec)
{
    const struct when_atom *atom = &r->atoms[at];
    bool before = false;
    uint32_t end;
    if (atom->kind == ATOM_NUMBER && atom->digits <= 4 && atom->number > 0 && !digits_go_on(r, at) && (end = era_read(r, at + 1, &before)) != 0) {
        spec->year = before ? -atom->number : atom->number;
        spec->year_from = YEAR_GIVEN;
        return end;
    }
    if ((end = era_read(r, at, &before)) != 0 && !before && r->atoms[end].kind == ATOM_NUMBER && r->atoms[end].digits <= 4 && r->atoms[end].number > 0) {
        spec->year = r->atoms[end].number;
        spec->year_from = YEAR_GIVEN;
        return end + 1;
    }
    if (atom_sign(r, at, '\'') && atom[1].glued && atom[1].kind == ATOM_NUMBER && atom[1].digits == 2 && !(atom[2].glued && atom[2].kind == ATOM_WORD)) {
        spec->year = atom[1].number;
        spec->year_from = YEAR_SHORT;
        return at + 2;
    }
    if (atom->kind != ATOM_NUMBER || atom->digits != 4 || atom->number < WHEN_YEAR_FIRST || atom->number > WHEN_YEAR_LAST || digits_go_on(r, at) ||
        (atom[1].glued && atom[1].kind == ATOM_WORD) || atom_sign(r, at + 1, '%'))
        return 0;
    spec->year = atom->number;
    spec->year_from = YEAR_GIVEN;
    return at + 1;
}

/* "that year", "the same year", "last year" behind a month: how the year is counted. */
static uint32_t year_pointed(const struct when_reader *r, uint32_t at, struct when_spec *spec)
{
    int step = 0;
    bool pointed = false, text = false;
    at = pass(r, at, ROLE_THE);
    for (uint32_t i = 0; i < 2 && atom_is(r, at, WHEN_RELATIVE); i++, at++) {
        pointed = true;
        step += r->atoms[at].term->step;
        text |= r->atoms[at].term->from_text;
    }
    if (!pointed || !atom_is(r, at, WHEN_UNIT) || r->atoms[at].term->unit != UNIT_YEAR || r->atoms[at].term->plural)
        return 0;
    spec->year = step;
    spec->year_from = YEAR_TOLD;
    spec->from_text = text;
    return at + 1;
}

uint32_t when_year_tail(const struct when_reader *r, uint32_t at, struct when_spec *spec)
{
    uint32_t here = at, end;
    if (atom_sign(r, here, ','))
        here++;
    here = pass(r, here, ROLE_OF);
    if (atom_has(r, here, ROLE_THE) && atom_has(r, here + 1, ROLE_YEAR) && r->atoms[here + 2].kind == ATOM_NUMBER)
        here += 2;
    if ((end = when_year_read(r, here, spec)) != 0)
        return end;
    if (!atom_sign(r, at, ',') && (end = year_pointed(r, here, spec)) != 0)
        return end;
    return at;
}
