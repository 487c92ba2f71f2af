/* text_lemma.c: the dictionary form of a word.
 *
 * First data/text/en-lemmas.tsv, then what the treebank has (a table in the model), then WordNet's lists of exceptions, then its rules of
 * detachment, an ending being taken off only where the dictionary holds the result (morphy(7WN) of WordNet 3.0). The tag decides which: NNS is a
 * noun's plural, VBD a verb's past. A word that nobody knows gets the rule of its ending anyway. Names keep their case, all else is in lower case.
 */
#include "text/text_inner.h"
#include "base/utf8.h"

#include <string.h>

enum {LEMMA_BYTES_MAX = 64, NAME_CAPITALS_MIN = 6};    /* longer words are their own lemmas; shorter names in capitals are abbreviations */

struct detachment {const char *ending, *instead;};
static const struct detachment noun_rules[] = {{"ses", "s"}, {"xes", "x"}, {"zes", "z"}, {"ches", "ch"}, {"shes", "sh"}, {"men", "man"}, {"ies", "y"},
        {"s", ""}, {0}};
static const struct detachment verb_s_rules[] = {{"ies", "y"}, {"es", "e"}, {"es", ""}, {"s", ""}, {0}};
static const struct detachment verb_ed_rules[] = {{"ied", "y"}, {"ed", "e"}, {"ed", ""}, {0}};
static const struct detachment verb_ing_rules[] = {{"ing", "e"}, {"ing", ""}, {0}};
static const struct detachment more_rules[] = {{"ier", "y"}, {"er", ""}, {"er", "e"}, {0}};
static const struct detachment most_rules[] = {{"iest", "y"}, {"est", ""}, {"est", "e"}, {0}};

static str key_of(char mark, str form, char room[LEMMA_BYTES_MAX + 1])
{
    room[0] = mark;
    memcpy(room + 1, form.at, form.len);
    return (str){room, form.len + 1};
}
static bool known(const struct text *text, char part, str form)
{
    char room[LEMMA_BYTES_MAX + 1];
    return form.len <= LEMMA_BYTES_MAX && text_lexicon_find(&text->dictionary, key_of(part, form, room), NULL);
}
static bool is_vowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u'; }

/* form without its ending, with the other one, and with a doubled consonant made single where that is asked for. */
static str detach(struct arena *arena, str form, const struct detachment *rule, bool single)
{
    str stem = str_sub(form, 0, form.len - strlen(rule->ending));
    if (single)
        stem = str_sub(stem, 0, stem.len - 1);
    return rule->instead[0] ? arena_printf(arena, "%.*s%s", STR_ARG(stem), rule->instead) : stem;
}
static bool doubled(str form, const struct detachment *rule)
{
    size_t ending = strlen(rule->ending), n = form.len - ending;
    return rule->instead[0] == 0 && ending >= 2 && n >= 3 && form.at[n - 1] == form.at[n - 2] && !is_vowel(form.at[n - 1]);
}
/* Stems that no verb ends in: "urbaniz", "re-emerg", "seafar". */
static bool wants_e(str stem)
{
    static const char *const endings[] = {"iz", "yz", "rg", "dg", "v", "fic", "c", "u", "at", "iat", "ls", "rs", "ns"};
    for (size_t k = 0; k < sizeof endings / sizeof endings[0]; k++)
        if (str_ends(stem, str_from(endings[k])) && stem.len > 4)
            return !str_ends(stem, STR("eat")) && !str_ends(stem, STR("oat"));
    return false;
}
/* What an unknown verb's stem most likely was: "tweet|ed", "rout|ed" from route is known to the dictionary. */
static str guess(struct arena *arena, str form, const struct detachment *rules)
{
    const struct detachment *last = NULL;
    for (const struct detachment *rule = rules; rule->ending; rule++)
        if (str_ends(form, str_from(rule->ending)) && form.len > strlen(rule->ending) + 1) {
            if (strlen(rule->ending) == 3 && rule->instead[0] == 'y')
                return detach(arena, form, rule, false);
            last = rule;
        }
    if (!last)
        return form;
    if (last->instead[0] == 0 && wants_e(str_sub(form, 0, form.len - strlen(last->ending))))
        return arena_printf(arena, "%.*se", (int)(form.len - strlen(last->ending)), form.at);
    bool single = doubled(form, last) && form.at[form.len - strlen(last->ending) - 1] != 's' && form.at[form.len - strlen(last->ending) - 1] != 'l';
    return detach(arena, form, last, single);
}
static str by_rules(const struct text *text, struct arena *arena, str form, char part, const struct detachment *rules)
{
    char room[LEMMA_BYTES_MAX + 1];
    str lemma;
    if (text_lexicon_find(&text->exceptions, key_of(part, form, room), &lemma))
        return lemma;
    for (const struct detachment *rule = rules; rule->ending; rule++) {
        if (!str_ends(form, str_from(rule->ending)) || form.len <= strlen(rule->ending) + 1)
            continue;
        lemma = detach(arena, form, rule, false);
        if (known(text, part, lemma))
            return lemma;
        if (doubled(form, rule) && known(text, part, lemma = detach(arena, form, rule, true)))
            return lemma;
        if (part == 'v' && str_ends(lemma, STR("ck")) && known(text, part, str_sub(lemma, 0, lemma.len - 1)))    /* "mimicking" */
            return str_sub(lemma, 0, lemma.len - 1);
    }
    if (known(text, part, form) || (part == 'v' && known(text, 'a', form)))    /* "upcoming", "malnourished": no verb's */
        return form;
    return guess(arena, form, rules);
}

/* ---- Names, numbers ---- */

static str without_commas(struct arena *arena, str form)
{
    struct buf out = buf_make(arena);
    if (str_find_char(form, ',', 0) + 1 >= form.len)
        return form;
    for (size_t k = 0; k < form.len; k++)
        if (form.at[k] != ',')
            buf_add_char(&out, form.at[k]);
    return buf_take(&out);
}
static bool all_capitals(str form)
{
    for (size_t k = 0; k < form.len; k++)
        if (form.at[k] < 'A' || form.at[k] > 'Z')
            return false;
    return true;
}
/* "al", "bin": small inside names. */
static bool name_particle(str folded)
{
    static const char *const particles[] = {"al", "bin", "ibn", "de", "del", "della", "der", "den", "des", "di", "da", "dos", "du", "el", "la",
        "le", "ul", "van", "von", "of", "the", "and", "states", NULL};
    for (size_t k = 0; particles[k]; k++)
        if (str_eq(folded, str_from(particles[k])))
            return true;
    return folded.len < 3;
}
/* "A", "MP3": a letter, or letters with a digit behind them, keep their case. */
static bool is_code(str form)
{
    return form.len == 1 || (form.len < 8 && char_is_alpha(form.at[0]) && char_is_digit(form.at[form.len - 1]));
}
static bool all_small(str form)
{
    for (size_t k = 0; k < form.len; k++)
        if (form.at[k] < 'a' || form.at[k] > 'z')
            return false;
    return true;
}
/* As written, with a capital in writing without any ("india"); a long name in capitals is no abbreviation. A plural loses its ending where it is
 * one: "Senators", not "Netherlands". */
static str name_lemma(const struct text *text, struct arena *arena, str form, str folded, bool plural)
{
    if ((form.len >= NAME_CAPITALS_MIN && all_capitals(form)) || (all_small(form) && !name_particle(folded)))
        form = utf8_upper_first(arena, folded);
    if (!plural || !str_ends(folded, STR("s")) || form.len < 4)
        return form;
    str single = by_rules(text, arena, folded, 'n', noun_rules);
    if (known(text, 'n', single) && str_starts(folded, str_sub(single, 0, single.len - 1)) && !str_eq(single, folded))
        return utf8_upper_first(arena, single);
    return form;
}
/* "Peruvian", "Nepalese": adjectives with a capital that the treebank's training part need not have; not "Vegetarian". */
static bool of_a_people(str form)
{
    static const char *const endings[] = {"ian", "ean", "ese", "stani"};
    if (form.len < 6 || form.at[0] < 'A' || form.at[0] > 'Z' || all_capitals(form) || str_ends(form, STR("tarian")))
        return false;
    for (size_t k = 0; k < sizeof endings / sizeof endings[0]; k++)
        if (str_ends(form, str_from(endings[k])))
            return true;
    return false;
}
static char part_mark(uint8_t upos)
{
    switch (upos) {
    case UPOS_VERB: case UPOS_AUX: return 'v';
    case UPOS_NOUN: return 'n';
    case UPOS_PROPN: return 'p';
    case UPOS_ADJ: case UPOS_ADV: return 'a';
    default: return 'o';
    }
}

/* "sooooo" to "so", "gooood" to "good": runs of three or more letters, made one or else two, where the dictionary knows the result. */
static bool squeezed(const struct text *text, struct arena *arena, str folded, char part, str *lemma)
{
    bool run = false;
    for (size_t k = 2; k < folded.len; k++)
        run |= char_is_alpha(folded.at[k]) && folded.at[k] == folded.at[k - 1] && folded.at[k] == folded.at[k - 2];
    for (size_t keep = 1; run && keep <= 2; keep++) {
        struct buf out = buf_make(arena);
        size_t same = 0;
        for (size_t k = 0; k < folded.len; k++) {
            size_t ahead = k;
            same = k > 0 && folded.at[k] == folded.at[k - 1] ? same + 1 : 1;
            while (ahead + 1 < folded.len && ahead < k + 2 && folded.at[ahead + 1] == folded.at[k])
                ahead++;
            if (same <= keep || same + (ahead - k) < 3)
                buf_add_char(&out, folded.at[k]);
        }
        *lemma = buf_take(&out);
        if (known(text, part, *lemma))
            return true;
    }
    return false;
}

str text_lemma(const struct text *text, struct arena *arena, str form, uint8_t upos, uint8_t xpos)
{
    char room[LEMMA_BYTES_MAX + 1];
    str lemma, folded = utf8_fold(arena, form), name = str_from(text_xpos_name(xpos));
    if (folded.len > LEMMA_BYTES_MAX || folded.len == 0)
        return upos == UPOS_PROPN ? form : folded;
    if (text_lexicon_find(&text->lemmas, key_of(part_mark(upos), folded, room), &lemma))
        return lemma;
    if (upos == UPOS_NOUN && str_eq(name, STR("NN")) && is_code(form))
        return form;
    if (!str_eq(name, STR("GW")) && text_lexicon_find(&text->seen, key_of(text_seen_mark(xpos), upos == UPOS_PROPN ? form : folded, room), &lemma))
        return lemma;
    if (upos == UPOS_NUM && char_is_digit(form.at[0]))
        return without_commas(arena, form);
    if (upos == UPOS_PROPN || (str_eq(name, STR("NNP")) && upos != UPOS_VERB))
        return name_lemma(text, arena, form, folded, str_eq(name, STR("NNPS")));
    if (upos == UPOS_ADJ && of_a_people(form))
        return form;
    char part = part_mark(upos);
    if (upos == UPOS_VERB && !known(text, 'v', folded) && text_lexicon_find(&text->exceptions, key_of('v', folded, room), &lemma)
            && (str_eq(name, STR("VB")) || str_eq(name, STR("VBP"))))    /* "swore" is no infinitive, whatever the tag */
        return lemma;
    if (squeezed(text, arena, folded, upos == UPOS_ADV ? 'r' : part, &lemma))
        return lemma;
    if (str_eq(name, STR("NNS")) || str_eq(name, STR("NNPS")))
        return by_rules(text, arena, folded, 'n', noun_rules);
    if (str_eq(name, STR("VBZ")))
        return by_rules(text, arena, folded, 'v', verb_s_rules);
    if (str_eq(name, STR("VBD")) || str_eq(name, STR("VBN")))
        return by_rules(text, arena, folded, 'v', verb_ed_rules);
    if (str_eq(name, STR("VBG")))
        return by_rules(text, arena, folded, 'v', verb_ing_rules);
    if (str_eq(name, STR("JJR")) || str_eq(name, STR("RBR")))
        return by_rules(text, arena, folded, upos == UPOS_ADV ? 'r' : 'a', more_rules);
    if (str_eq(name, STR("JJS")) || str_eq(name, STR("RBS")))
        return by_rules(text, arena, folded, upos == UPOS_ADV ? 'r' : 'a', most_rules);
    return folded;
}
