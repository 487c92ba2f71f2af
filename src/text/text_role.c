/* text_role.c: who does it and who undergoes it: PropBank's ARG0 and ARG1 (Palmer, Gildea and Kingsbury 2005) from the clause of a verb.
 *
 * Subject and object of text_clause, then what the verb itself tells, by the table data/text/en-undergo.tsv: its subject undergoes ("prices
 * fell"), or what stands under a preposition ("depends on oil"). What has neither object nor table: the clause that is its
 * complement ("said that …", "tried to …") undergoes. "has to", "is going to", "used to" have no roles.
 */
#include "text/text_inner.h"

enum {LEMMA_MAX = 64};

/* Has the verb the word in the table (see data/text/en-undergo.tsv)? */
static bool has_word(str words, str wanted)
{
    str word;
    while (str_next(&words, ' ', &word))
        if (str_eq(word, wanted))
            return true;
    return false;
}
/* The first word of the marker of an adverbial clause: "about" of "talks about leaving". */
static str marker(const struct sentence *s, int clause)
{
    int mark = text_child(s, clause, DEPREL_MARK, -1);
    return mark >= 0 ? s->words[mark].lemma : STR("");
}
/* What stands under a preposition of the verb's words: "depends on oil", "talks about leaving". */
static int oblique_object(const struct sentence *s, int word, str words)
{
    str preposition;
    while (str_next(&words, ' ', &preposition)) {
        int found = text_oblique(s, word, preposition, -1);
        if (found >= 0 && s->words[found].deprel != DEPREL_OBL_AGENT)
            return found;
        for (int i = -1; (i = text_child(s, word, DEPREL_ADVCL, i)) >= 0;)
            if (str_eq(marker(s, i), preposition))
                return i;
    }
    return -1;
}
/* The complement that stands for an object. */
static int clausal_object(const struct sentence *s, int word)
{
    int found = text_child(s, word, DEPREL_CCOMP, -1);
    return found >= 0 ? found : text_child(s, word, DEPREL_XCOMP, -1);
}

/* "has to go", "is going to rain", "used to live": the verb is modality or tense, nobody does or undergoes it. */
static bool is_semi_auxiliary(const struct sentence *s, int word, int complement)
{
    str lemma = s->words[word].lemma;
    if (complement < word || s->words[complement].deprel != DEPREL_XCOMP || text_child(s, complement, DEPREL_MARK, -1) < 0)
        return false;
    return str_eq(lemma, STR("have")) || str_eq(lemma, STR("use")) || (str_eq(lemma, STR("go")) && str_eq_fold(s->words[word].form, STR("going")));
}

bool text_roles(const struct text *text, const struct sentence *sentence, int word, struct roles *out)
{
    struct clause clause;
    *out = (struct roles){-1, -1};
    if (word < 0 || word >= (int)sentence->count || sentence->words[word].upos != UPOS_VERB || !text_clause(sentence, word, &clause))
        return false;
    str lemma = sentence->words[word].lemma, words = {0};
    if (lemma.len == 0 || lemma.len > LEMMA_MAX || !text_lexicon_find(&text->undergo, lemma, &words))
        words = STR("");
    int clausal = clause.object < 0 ? clausal_object(sentence, word) : -1;
    if (is_semi_auxiliary(sentence, word, clausal))
        return true;
    out->doer = clause.subject;
    out->undergoer = clause.object >= 0 ? clause.object : clausal;
    if (clause.passive)
        return true;
    if (has_word(words, clause.object >= 0 ? STR("always") : clausal >= 0 ? STR("clause") : STR("lone"))) {
        out->undergoer = out->doer;
        out->doer = -1;
    } else if (out->undergoer < 0)
        out->undergoer = oblique_object(sentence, word, words);
    return true;
}
