/* text_lemma.c: the dictionary form of a word.
 *
 * First what the treebank has (a table in the model), then WordNet's lists of exceptions, then its rules of detachment, an ending being taken
 * off only where the dictionary holds the result (morphy(7WN) of WordNet 3.0). The tag decides which: NNS is a noun's plural, VBD a
 * verb's past. A word that nobody knows gets the rule of its ending anyway. Names keep their case, all else is in lower case.
 */
#include "text/text_inner.h"
#include "base/utf8.h"

#include <string.h>

enum {LEMMA_BYTES_MAX = 64};        /* longer words are their own lemmas */

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
    }
    return known(text, part, form) ? form : guess(arena, form, rules);
}

str text_lemma(const struct text *text, struct arena *arena, str form, uint8_t upos, uint8_t xpos)
{
    char room[LEMMA_BYTES_MAX + 1];
    str lemma, folded = utf8_fold(arena, form), name = str_from(text_xpos_name(xpos));
    if (folded.len > LEMMA_BYTES_MAX || folded.len == 0)
        return upos == UPOS_PROPN ? form : folded;
    if (text_lexicon_find(&text->seen, key_of(text_seen_mark(xpos), upos == UPOS_PROPN ? form : folded, room), &lemma))
        return lemma;
    if (upos == UPOS_PROPN && (str_eq(name, STR("NNPS")) && str_ends(form, STR("s")) && form.len > 3))
        return str_sub(form, 0, form.len - (str_ends(form, STR("ies")) ? 0 : 1));
    if (upos == UPOS_PROPN)         /* as written: a capital for names in text without any was tried, the treebank has it less often */
        return form;
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
