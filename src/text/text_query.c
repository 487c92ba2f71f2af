/* text_query.c: questions to a tree about words and phrases: children, spans, the noun phrase proper, coordination, prepositions.
 *
 * All of them look at the words' heads as they stand, so they serve any tree; spans assume that it is projective, as the parser's
 * always is. Linear in the sentence for each step of depth; nothing is allocated.
 */
#include "text/text_inner.h"

/* nsubj of nsubj:pass: the relation without its subtype. */
enum deprel text_deprel_base(enum deprel deprel)
{
    switch (deprel) {
    case DEPREL_NSUBJ_PASS: case DEPREL_NSUBJ_OUTER: return DEPREL_NSUBJ;
    case DEPREL_CSUBJ_PASS: case DEPREL_CSUBJ_OUTER: return DEPREL_CSUBJ;
    case DEPREL_OBL_AGENT: case DEPREL_OBL_TMOD: case DEPREL_OBL_NPMOD: case DEPREL_OBL_UNMARKED: return DEPREL_OBL;
    case DEPREL_ADVCL_RELCL: return DEPREL_ADVCL;
    case DEPREL_AUX_PASS: return DEPREL_AUX;
    case DEPREL_NMOD_POSS: case DEPREL_NMOD_TMOD: case DEPREL_NMOD_NPMOD: case DEPREL_NMOD_UNMARKED: case DEPREL_NMOD_DESC: return DEPREL_NMOD;
    case DEPREL_ACL_RELCL: return DEPREL_ACL;
    case DEPREL_DET_PREDET: return DEPREL_DET;
    case DEPREL_CC_PRECONJ: return DEPREL_CC;
    case DEPREL_COMPOUND_PRT: return DEPREL_COMPOUND;
    default: return deprel;
    }
}

int text_child(const struct sentence *sentence, int word, enum deprel deprel, int after)
{
    for (int i = after < -1 ? 0 : after + 1; i < (int)sentence->count; i++) {
        const struct word *child = &sentence->words[i];
        if (child->head == word && (child->deprel == deprel || text_deprel_base((enum deprel)child->deprel) == deprel))
            return i;
    }
    return -1;
}

/* ---- Spans ---- */

/* The outermost word of word's subtree to one side: the outermost child of the outermost child … */
static int edge(const struct sentence *sentence, int word, bool right)
{
    int count = (int)sentence->count;
    for (int steps = 0; steps < count; steps++) {
        int found = -1;
        if (right) {
            for (int i = count - 1; i > word && found < 0; i--)
                found = sentence->words[i].head == word ? i : -1;
        } else
            for (int i = 0; i < word && found < 0; i++)
                found = sentence->words[i].head == word ? i : -1;
        if (found < 0)
            break;
        word = found;
    }
    return word;
}
static void trim(const struct sentence *sentence, int word, int *first, int *last)
{
    while (*first < word && sentence->words[*first].upos == UPOS_PUNCT)
        ++*first;
    while (*last > word && sentence->words[*last].upos == UPOS_PUNCT)
        --*last;
}
void text_span(const struct sentence *sentence, int word, int *first, int *last)
{
    *first = edge(sentence, word, false);
    *last = edge(sentence, word, true);
    trim(sentence, word, first, last);
}
str text_span_text(const struct sentence *sentence, int first, int last)
{
    if (first < 0 || last < first || last >= (int)sentence->count)
        return STR("");
    return str_sub(sentence->text, sentence->words[first].start, sentence->words[last].end);
}

static bool belongs(const struct sentence *sentence, int word, int child)
{
    const struct word *at = &sentence->words[child];
    switch (at->deprel) {
    case DEPREL_DET: case DEPREL_DET_PREDET: case DEPREL_AMOD: case DEPREL_COMPOUND: case DEPREL_NUMMOD: case DEPREL_NMOD: case DEPREL_NMOD_POSS:
    case DEPREL_NMOD_DESC: case DEPREL_NMOD_TMOD: case DEPREL_NMOD_NPMOD: case DEPREL_NMOD_UNMARKED: case DEPREL_FLAT: case DEPREL_FIXED: case DEPREL_GOESWITH:
        return true;
    case DEPREL_PUNCT:              /* a hyphen or a stop that clings on both sides is inside a name */
        return child > word ? !sentence->words[child - 1].space_after && !at->space_after && child + 1 < (int)sentence->count
            && sentence->words[child + 1].upos != UPOS_PUNCT : !at->space_after && child > 0 && !sentence->words[child - 1].space_after;
    default:
        return false;
    }
}
/* The last word of a right child's part: its own span, but not its relative clauses, appositions and the like. */
static int inner_edge(const struct sentence *sentence, int word)
{
    int last = word;
    for (int i = word + 1; i < (int)sentence->count; i++)
        if (sentence->words[i].head == word) {
            uint8_t deprel = sentence->words[i].deprel;
            if (!belongs(sentence, word, i) && deprel != DEPREL_CONJ && deprel != DEPREL_CASE)
                break;
            last = inner_edge(sentence, i);
        }
    return last;
}
void text_phrase(const struct sentence *sentence, int word, int *first, int *last)
{
    *first = *last = word;
    for (int i = word - 1; i >= 0; i--)
        if (sentence->words[i].head == word) {
            if (!belongs(sentence, word, i))
                break;
            *first = edge(sentence, i, false);
        }
    for (int i = word + 1; i < (int)sentence->count; i++)
        if (sentence->words[i].head == word) {
            if (!belongs(sentence, word, i))
                break;
            *last = inner_edge(sentence, i);
        }
    trim(sentence, word, first, last);
}

/* ---- Coordination ---- */

size_t text_coordinated(const struct sentence *sentence, int word, int *out, size_t room)
{
    size_t count = 0;
    if (room == 0)
        return 0;
    out[count++] = word;
    for (int i = word + 1; i < (int)sentence->count && count < room; i++) {
        if (sentence->words[i].deprel != DEPREL_CONJ)
            continue;
        bool ours = false;          /* of the first member, or, where a tree chains them, of a later one */
        for (size_t k = 0; k < count && !ours; k++)
            ours = sentence->words[i].head == out[k];
        if (ours)
            out[count++] = i;
    }
    return count;
}

/* ---- Prepositions ---- */

static const struct {const char *first; str whole;} phrases[] = {
    {"because", STR_INIT("because of")}, {"according", STR_INIT("according to")}, {"due", STR_INIT("due to")}, {"instead", STR_INIT("instead of")},
    {"out", STR_INIT("out of")}, {"such", STR_INIT("such as")}, {"prior", STR_INIT("prior to")}, {"next", STR_INIT("next to")},
    {"rather", STR_INIT("rather than")}, {"thanks", STR_INIT("thanks to")}, {"along", STR_INIT("along with")}, {"ahead", STR_INIT("ahead of")},
    {"contrary", STR_INIT("contrary to")}, {"apart", STR_INIT("apart from")}, {"except", STR_INIT("except for")}, {"together", STR_INIT("together with")},
    {"in", STR_INIT("in case of")}, {"as", STR_INIT("as well as")}};

/* The whole preposition that begins with the case word i: one of the phrases, or the word alone. */
static str case_phrase(const struct sentence *sentence, int word, int i)
{
    str first = sentence->words[i].lemma;
    int last = -1;
    for (int more = -1; (more = text_child(sentence, i, DEPREL_FIXED, more)) >= 0;)
        last = more;
    if (last < 0 && i + 1 < word && sentence->words[i + 1].head == word && sentence->words[i + 1].deprel == DEPREL_CASE)
        last = i + 1;               /* two case words side by side, as the parser often has them: "because" + "of" */
    for (size_t k = 0; last >= 0 && k < sizeof phrases / sizeof phrases[0]; k++)
        if (str_eq_fold(first, str_from(phrases[k].first)) && str_ends(phrases[k].whole, sentence->words[last].lemma))
            return phrases[k].whole;
    return first;
}

str text_preposition(const struct sentence *sentence, int word)
{
    for (int steps = 0; word >= 0 && steps < (int)sentence->count; steps++, word = sentence->words[word].head) {
        for (int i = -1; (i = text_child(sentence, word, DEPREL_CASE, i)) >= 0;) {
            if (str_eq(str_from(text_xpos_name(sentence->words[i].xpos)), STR("POS")))
                continue;
            return case_phrase(sentence, word, i);
        }
        if (sentence->words[word].deprel != DEPREL_CONJ)
            break;                  /* "with Russia and China": China stands under the preposition of the first */
    }
    return STR("");
}

int text_oblique(const struct sentence *sentence, int word, str preposition, int after)
{
    for (int i = after < -1 ? 0 : after + 1; i < (int)sentence->count; i++) {
        const struct word *child = &sentence->words[i];
        if (child->head != word)
            continue;
        enum deprel base = text_deprel_base((enum deprel)child->deprel);
        if ((base == DEPREL_OBL || (base == DEPREL_NMOD && child->deprel != DEPREL_NMOD_POSS)) && str_eq(text_preposition(sentence, i), preposition))
            return i;
    }
    return -1;
}
