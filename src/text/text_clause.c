/* text_clause.c: who does what to whom in the clause of a predicate.
 *
 * Subject and object are brought back to one shape through what grammar does with them (Universal Dependencies 2; Schuster and Manning 2016,
 * "Enhanced English Universal Dependencies", for control, coordination and relative clauses):
 *   passive        "the treaty was signed by Minsk"       subject Minsk, object treaty
 *   participle     "the treaty signed by Minsk"           the same; "troops entering Minsk": subject troops
 *   relative       "the man who was arrested", "the treaty that Minsk signed": the pronoun stands for its antecedent; the gap is filled
 *   control        "Minsk wants to join": subject Minsk; "Minsk urged Moscow to pay": Moscow; "Minsk promised Moscow to pay": Minsk
 *   coordination   "Minsk signed and ratified the treaty": subject, object, passive and auxiliaries are shared
 *   adverbial      "Arriving in Minsk, Putin …", "before leaving": the subject of the clause above
 *   noun           "Minsk's accusation of Warsaw", "the arrest of X by Y", "the visit of X to Y"
 * Light verbs ("held talks") and the meaning of single predicates are left to the event coder. Each climb is bounded by CLIMB_MAX.
 */
#include "text/text_inner.h"

enum {CLIMB_MAX = 24};

static const struct word *word_at(const struct sentence *s, int i) { return &s->words[i]; }
static bool lemma_is(const struct sentence *s, int i, const char *lemma) { return i >= 0 && str_eq_fold(s->words[i].lemma, str_from(lemma)); }
static bool xpos_is(const struct sentence *s, int i, const char *xpos) { return str_eq(str_from(text_xpos_name(s->words[i].xpos)), str_from(xpos)); }
static bool lemma_in(const struct sentence *s, int i, const char *const *list)
{
    for (; i >= 0 && *list; list++)
        if (lemma_is(s, i, *list))
            return true;
    return false;
}
/* The child with exactly this relation. */
static int exact_child(const struct sentence *s, int word, enum deprel deprel)
{
    for (int i = 0; i < (int)s->count; i++)
        if (s->words[i].head == word && s->words[i].deprel == deprel)
            return i;
    return -1;
}
static int mark_of(const struct sentence *s, int word, const char *lemma)
{
    for (int i = -1; (i = text_child(s, word, DEPREL_MARK, i)) >= 0;)
        if (lemma_is(s, i, lemma))
            return i;
    return -1;
}
static bool is_verb(const struct sentence *s, int word) { return s->words[word].upos == UPOS_VERB || s->words[word].upos == UPOS_AUX; }
static bool has_own_auxiliary(const struct sentence *s, int word) { return text_child(s, word, DEPREL_AUX, -1) >= 0; }
static int own_subject(const struct sentence *s, int word)
{
    int subject = text_child(s, word, DEPREL_NSUBJ, -1);
    return subject >= 0 ? subject : text_child(s, word, DEPREL_CSUBJ, -1);
}

/* ---- Voice ---- */

static bool is_passive(const struct sentence *s, int word, int climb)
{
    if (exact_child(s, word, DEPREL_AUX_PASS) >= 0 || exact_child(s, word, DEPREL_NSUBJ_PASS) >= 0)
        return true;
    if (!xpos_is(s, word, "VBN") || climb > CLIMB_MAX)
        return false;
    for (int i = -1; (i = text_child(s, word, DEPREL_AUX, i)) >= 0;)
        if (lemma_is(s, i, "have"))
            return false;
    if (exact_child(s, word, DEPREL_OBL_AGENT) >= 0)
        return true;
    switch (word_at(s, word)->deprel) {
    case DEPREL_CONJ:               /* "was arrested and fined", but "has signed and ratified" */
        return own_subject(s, word) < 0 && is_passive(s, word_at(s, word)->head, climb + 1);
    case DEPREL_ACL: case DEPREL_AMOD: case DEPREL_ADVCL: case DEPREL_XCOMP:
        return text_child(s, word, DEPREL_OBJ, -1) < 0 && own_subject(s, word) < 0;
    default:
        return false;
    }
}
/* "by Minsk", not "by Friday". */
static int agent(const struct sentence *s, int word)
{
    static const char *const times[] = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march", "april",
        "may", "june", "july", "august", "september", "october", "november", "december", "year", "month", "week", "day", "end", "time", "percent", "%", NULL};
    int found = exact_child(s, word, DEPREL_OBL_AGENT);
    if (found >= 0)
        return found;
    for (int i = -1; (i = text_oblique(s, word, STR("by"), i)) >= 0;)
        if (s->words[i].upos != UPOS_NUM && s->words[i].upos != UPOS_VERB && !lemma_in(s, i, times))
            return i;
    return -1;
}

/* ---- Subjects ---- */

static bool is_relative(const struct sentence *s, int i)
{
    return i >= 0 && (xpos_is(s, i, "WDT") || xpos_is(s, i, "WP") || lemma_is(s, i, "that")) && s->words[i].upos == UPOS_PRON;
}
/* What stands behind a relative pronoun: the noun that the relative clause hangs on. */
static int antecedent(const struct sentence *s, int i)
{
    if (!is_relative(s, i))
        return i;
    int clause = s->words[i].head;
    for (int climb = 0; clause >= 0 && climb < CLIMB_MAX; climb++, clause = s->words[clause].head) {
        if (s->words[clause].deprel == DEPREL_ACL_RELCL)
            return s->words[clause].head;
        if (s->words[clause].deprel != DEPREL_CONJ && s->words[clause].deprel != DEPREL_CCOMP && s->words[clause].deprel != DEPREL_XCOMP)
            break;
    }
    return i;
}

/* Who the noun's deed belongs to: its possessor, or the subject of the verb that it is the object of ("took a decision to sign"). */
static int surface_subject(const struct sentence *s, int word, int climb);
static int owner(const struct sentence *s, int noun, int climb)
{
    int possessor = exact_child(s, noun, DEPREL_NMOD_POSS);
    if (possessor >= 0)
        return possessor;
    int verb = s->words[noun].head;
    if (s->words[noun].deprel == DEPREL_OBJ && verb >= 0)
        return surface_subject(s, verb, climb + 1);
    return -1;
}
/* The one that stands as subject in the sentence, own or taken over; of a passive therefore the one who undergoes. */
static int surface_subject(const struct sentence *s, int word, int climb)
{
    static const char *const subject_control[] = {"promise", "pledge", "vow", "swear", "threaten", NULL};
    int subject = own_subject(s, word), head = s->words[word].head;
    if (subject >= 0)
        return antecedent(s, subject);
    if (head < 0 || climb > CLIMB_MAX)
        return -1;
    switch (s->words[word].deprel) {
    case DEPREL_CONJ:
        return is_verb(s, head) || text_child(s, head, DEPREL_COP, -1) >= 0 ? surface_subject(s, head, climb + 1) : -1;
    case DEPREL_XCOMP: case DEPREL_CCOMP: {
        int object = text_child(s, head, DEPREL_OBJ, -1);
        if (object < 0)             /* "told Minsk to pay": the treebank has iobj with some verbs */
            object = text_child(s, head, DEPREL_IOBJ, -1);
        if (object >= 0 && !lemma_in(s, head, subject_control))
            return antecedent(s, object);
        if (s->words[word].deprel == DEPREL_CCOMP && mark_of(s, word, "to") < 0)
            return -1;
        return surface_subject(s, head, climb + 1);
    }
    case DEPREL_ADVCL:
        return surface_subject(s, head, climb + 1);
    case DEPREL_ACL:
        /* "the right to vote", "the process of voting": not the noun's own deed */
        return mark_of(s, word, "to") >= 0 || (xpos_is(s, word, "VBG") && text_child(s, word, DEPREL_MARK, -1) >= 0) ? owner(s, head, climb) : head;
    case DEPREL_AMOD:
        return is_verb(s, word) ? head : -1;
    default:
        return -1;
    }
}

/* ---- Objects ---- */

/* "the treaty that Minsk signed", "the treaty Minsk signed": the clause has a subject and no object, so the antecedent is it. */
static int relative_gap(const struct sentence *s, int word)
{
    if (s->words[word].deprel != DEPREL_ACL_RELCL || own_subject(s, word) < 0 || is_relative(s, own_subject(s, word)))
        return -1;
    for (int i = 0; i < (int)s->count; i++) {
        if (s->words[i].head != word)
            continue;
        if (xpos_is(s, i, "WRB") || s->words[i].deprel == DEPREL_CCOMP || s->words[i].deprel == DEPREL_XCOMP || s->words[i].deprel == DEPREL_COP)
            return -1;
        if (text_deprel_base((enum deprel)s->words[i].deprel) == DEPREL_OBL && is_relative(s, i))
            return -1;              /* "the city in which they met" */
    }
    return s->words[word].head;
}
/* "the treaty that Minsk wants to sign", "what do they plan to do": the gap of the verb above is the infinitive's. */
static int passed_gap(const struct sentence *s, int word, int head)
{
    int object = exact_child(s, head, DEPREL_OBJ);
    if (exact_child(s, word, DEPREL_CCOMP) >= 0 || exact_child(s, word, DEPREL_XCOMP) >= 0 || text_child(s, word, DEPREL_OBL, -1) >= 0)
        return -1;
    if (object >= 0 && object < head && (xpos_is(s, object, "WP") || xpos_is(s, object, "WDT")))
        return antecedent(s, object);
    if (object >= 0 || s->words[head].deprel != DEPREL_ACL_RELCL || own_subject(s, head) < 0 || is_relative(s, own_subject(s, head)))
        return -1;
    for (int i = -1; (i = text_child(s, head, DEPREL_ADVMOD, i)) >= 0;)
        if (xpos_is(s, i, "WRB"))
            return -1;
    return s->words[head].head;
}
static int active_object(const struct sentence *s, int word)
{
    int object = exact_child(s, word, DEPREL_OBJ);
    if (object >= 0)
        return antecedent(s, object);
    int gap = relative_gap(s, word), head = s->words[word].head;
    if (gap >= 0)
        return gap;
    if (s->words[word].deprel == DEPREL_XCOMP && mark_of(s, word, "to") >= 0 && head >= 0 && (gap = passed_gap(s, word, head)) >= 0)
        return gap;
    if (s->words[word].deprel == DEPREL_CONJ && head >= 0 && is_verb(s, head) && own_subject(s, word) < 0) {    /* "signed and ratified the treaty" */
        object = exact_child(s, head, DEPREL_OBJ);
        return object > word ? antecedent(s, object) : -1;
    }
    for (int i = -1; (i = text_child(s, word, DEPREL_CONJ, i)) >= 0;) {    /* the same where the tree hangs the object on the last verb */
        object = exact_child(s, i, DEPREL_OBJ);
        if (is_verb(s, i) && own_subject(s, i) < 0 && object > i && i - word == 2 && text_child(s, word, DEPREL_OBL, -1) < 0)
            return antecedent(s, object);
    }
    return -1;
}

/* ---- Negation, modality, kind ---- */

static bool is_negative(const struct sentence *s, int i)
{
    static const char *const words[] = {"not", "n't", "nt", "never", "neither", "nor", "hardly", "barely", "scarcely", NULL};
    if (lemma_in(s, i, words))
        return true;
    return lemma_is(s, i, "long") || lemma_is(s, i, "longer") ? i > 0 && lemma_is(s, i - 1, "no") : false;    /* "no longer" */
}
static bool has_no(const struct sentence *s, int noun)
{
    static const char *const nobody[] = {"nobody", "nothing", "none", "neither", NULL};
    int determiner = noun >= 0 ? text_child(s, noun, DEPREL_DET, -1) : -1;
    return lemma_is(s, determiner, "no") || lemma_is(s, determiner, "neither") || lemma_in(s, noun, nobody);
}
static bool is_negated(const struct sentence *s, int word, int climb)
{
    bool or_not = false;
    for (int i = 0; i < (int)s->count; i++) {
        if (s->words[i].head != word)
            continue;
        enum deprel base = text_deprel_base((enum deprel)s->words[i].deprel);
        if ((base == DEPREL_ADVMOD || base == DEPREL_CC || base == DEPREL_AUX || base == DEPREL_DISCOURSE) && is_negative(s, i))
            return true;
        if (lemma_is(s, i, "without") && (base == DEPREL_MARK || base == DEPREL_CASE) && is_verb(s, word))
            return true;
        if ((base == DEPREL_NSUBJ || base == DEPREL_OBJ) && i < (int)s->count && has_no(s, i))
            return true;
        or_not |= base == DEPREL_CC && (lemma_is(s, i, "or") || lemma_is(s, i, "and"));
    }
    if (s->words[word].upos == UPOS_NOUN && has_no(s, word))
        return true;
    /* "did not sign or ratify": the second verb stands under the same auxiliary */
    return climb < CLIMB_MAX && s->words[word].deprel == DEPREL_CONJ && or_not && is_verb(s, word) && own_subject(s, word) < 0
        && !has_own_auxiliary(s, word) && xpos_is(s, word, "VB") && is_negated(s, s->words[word].head, climb + 1);
}

static enum clause_modality modality_of(const struct sentence *s, int word, int climb)
{
    static const char *const future[] = {"will", "shall", "wo", "'ll", "’ll", NULL}, *const possible[] = {"may", "might", "can", "could", "ca", NULL};
    static const char *const obliged[] = {"must", "should", "ought", NULL};
    int head = s->words[word].head;
    bool own = false;
    for (int i = -1; (i = text_child(s, word, DEPREL_AUX, i)) >= 0;) {
        own = true;
        if (lemma_in(s, i, future))
            return CLAUSE_FUTURE;
        if (lemma_is(s, i, "would") || lemma_is(s, i, "'d") || (xpos_is(s, i, "MD") && str_eq_fold(s->words[i].form, STR("would"))))
            return CLAUSE_CONDITIONAL;
        if (lemma_in(s, i, possible))
            return CLAUSE_POSSIBLE;
        if (lemma_in(s, i, obliged))
            return CLAUSE_OBLIGED;
    }
    if (head < 0 || climb > CLIMB_MAX)
        return CLAUSE_PLAIN;
    if (s->words[word].deprel == DEPREL_XCOMP && mark_of(s, word, "to") >= 0) {
        if (lemma_is(s, head, "go") && xpos_is(s, head, "VBG"))
            return CLAUSE_FUTURE;
        if (lemma_is(s, head, "have") || lemma_is(s, head, "need"))
            return CLAUSE_OBLIGED;
    }
    if (s->words[word].deprel == DEPREL_CONJ && !own && own_subject(s, word) < 0 && is_verb(s, word) && !xpos_is(s, word, "VBD") && !xpos_is(s, word, "VBZ"))
        return modality_of(s, head, climb + 1);
    return CLAUSE_PLAIN;
}
static bool is_question(const struct sentence *s, int word)
{
    for (int climb = 0; word >= 0 && climb < CLIMB_MAX; climb++, word = s->words[word].head) {
        for (int i = -1; (i = text_child(s, word, DEPREL_PUNCT, i)) >= 0;)
            if (str_has(s->words[i].form, STR("?")))
                return true;
        if (mark_of(s, word, "whether") >= 0)
            return true;
        if (s->words[word].deprel != DEPREL_CONJ && s->words[word].deprel != DEPREL_XCOMP)
            break;
    }
    return false;
}
static bool under_condition(const struct sentence *s, int word)
{
    for (int climb = 0; word >= 0 && climb < CLIMB_MAX; climb++, word = s->words[word].head) {
        uint8_t deprel = s->words[word].deprel;
        if (deprel == DEPREL_ADVCL)
            return mark_of(s, word, "if") >= 0 || mark_of(s, word, "unless") >= 0 || mark_of(s, word, "provided") >= 0
                || mark_of(s, word, "lest") >= 0 || (mark_of(s, word, "in") >= 0 && text_child(s, mark_of(s, word, "in"), DEPREL_FIXED, -1) >= 0
                    && lemma_is(s, text_child(s, mark_of(s, word, "in"), DEPREL_FIXED, -1), "case"));
        if (deprel != DEPREL_CONJ && deprel != DEPREL_XCOMP && deprel != DEPREL_CCOMP)
            return false;
    }
    return false;
}
static int governor_of(const struct sentence *s, int word)
{
    for (int climb = 0; word >= 0 && climb < CLIMB_MAX; climb++, word = s->words[word].head) {
        if (s->words[word].deprel == DEPREL_XCOMP || s->words[word].deprel == DEPREL_CCOMP)
            return s->words[word].head;
        if (s->words[word].deprel != DEPREL_CONJ)
            break;
    }
    return -1;
}

/* ---- Nouns ---- */

static void noun_clause(const struct sentence *s, int word, struct clause *out)
{
    int of = text_oblique(s, word, STR("of"), -1), to = text_oblique(s, word, STR("to"), -1);
    out->subject = exact_child(s, word, DEPREL_NMOD_POSS);
    if (out->subject < 0)
        out->subject = agent(s, word);
    for (int i = -1; out->subject < 0 && (i = text_child(s, word, DEPREL_COMPOUND, i)) >= 0;)
        if (s->words[i].upos == UPOS_PROPN)               /* "the Lukashenko visit" */
            out->subject = i;
    if (out->subject < 0 && of >= 0 && to >= 0) {         /* "the visit of X to Y" */
        out->subject = of;
        of = -1;
    }
    out->object = of;
    out->recipient = to;
}

bool text_clause(const struct sentence *s, int word, struct clause *out)
{
    *out = (struct clause){.predicate = word, .subject = -1, .object = -1, .recipient = -1, .particle = -1, .governor = -1};
    if (word < 0 || word >= (int)s->count || !s->tree)
        return false;
    uint8_t upos = s->words[word].upos, deprel = s->words[word].deprel;
    bool copula = text_child(s, word, DEPREL_COP, -1) >= 0, verb = upos == UPOS_VERB || (upos == UPOS_AUX && deprel != DEPREL_AUX
            && deprel != DEPREL_AUX_PASS && deprel != DEPREL_COP);
    bool noun = upos == UPOS_NOUN && !copula && own_subject(s, word) < 0;
    if (!verb && !noun && !copula && !(upos == UPOS_ADJ && (own_subject(s, word) >= 0 || deprel == DEPREL_XCOMP || deprel == DEPREL_CONJ)))
        return false;
    out->governor = governor_of(s, word);
    out->negated = is_negated(s, word, 0);
    out->modality = modality_of(s, word, 0);
    out->question = is_question(s, word);
    out->conditional_clause = under_condition(s, word);
    if (noun) {
        noun_clause(s, word, out);
        return true;
    }
    out->infinitive = mark_of(s, word, "to") >= 0;
    out->subject = surface_subject(s, word, 0);
    if (!verb)
        return true;
    out->passive = is_passive(s, word, 0);
    out->particle = exact_child(s, word, DEPREL_COMPOUND_PRT);
    out->recipient = antecedent(s, exact_child(s, word, DEPREL_IOBJ));
    if (out->passive) {
        out->object = out->subject;
        out->subject = agent(s, word);
    } else
        out->object = active_object(s, word);
    return true;
}
