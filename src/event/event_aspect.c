/* event_aspect.c: what the words around a deed make of it: denied, still to come, only thought, told by somebody.
 *
 * From the trigger up to the root, each step asks what the governing word does to the deed below it (data/event/governors.tsv):
 * "hopes that", "seeks to", a proposal to, block it; "fail to" negates; "say that" quotes; "manage to" leaves a fact. A purpose ("in
 * order to build ties") is no deed. A condition makes it hypothetical. An unknown verb over an infinitive blocks, since English
 * has far more verbs of wish and attempt than of success; an unknown verb over a finite clause lets it stand. The auxiliary verbs
 * of the trigger itself come from text_clause. Ours; the aspects are PLOVER's auxiliary modes.
 */
#include "event/event_context.h"

#define CLIMB_MAX 12

static bool has_no(const struct event_context *context, const struct sentence *sentence, int word)
{
    for (int child = -1; word >= 0 && (child = text_child(sentence, word, DEPREL_DET, child)) >= 0;)
        if (event_has(STR("no|neither"), event_lemma(context, sentence, child)))
            return true;
    return false;
}

static bool is_infinitive(const struct event_context *context, const struct sentence *sentence, int word)
{
    for (int mark = -1; (mark = text_child(sentence, word, DEPREL_MARK, mark)) >= 0;)
        if (str_eq(event_lemma(context, sentence, mark), STR("to")))
            return true;
    return false;
}

static bool is_condition(const struct event_context *context, const struct sentence *sentence, int word)
{
    for (int mark = -1; (mark = text_child(sentence, word, DEPREL_MARK, mark)) >= 0;)
        if (event_has(STR("if|unless|lest|whether"), event_lemma(context, sentence, mark)))
            return true;
    return false;
}

/* "accused Moscow of shelling", "praised Minsk for freeing": a gerund under "of", "for", "against", "from". Its doer is not the subject above. */
static bool is_charge(const struct event_context *context, const struct sentence *sentence, int word)
{
    if (!str_eq(str_from(text_xpos_name(sentence->words[word].xpos)), STR("VBG")))
        return false;
    for (int mark = -1; (mark = text_child(sentence, word, DEPREL_MARK, mark)) >= 0;)
        if (event_has(STR("of|for|against|from|over|about"), event_lemma(context, sentence, mark)))
            return true;
    return false;
}

static void block(struct standing *standing, const char *why)
{
    standing->blocked = true;
    standing->why = why;
}

static const struct mention *subject_of(const struct event_context *context, const struct sentence *sentence, int verb)
{
    struct clause clause;
    if (!text_clause(sentence, verb, &clause) || clause.subject < 0)
        return NULL;
    const struct mention *mention = actor_at(context->mentions, sentence->number, (uint32_t)clause.subject);
    return mention && (mention->actor.len || mention->name.len || mention->country.len) ? mention : NULL;
}

static void quote(const struct event_context *context, const struct sentence *sentence, int verb, struct standing *standing)
{
    standing->aspects |= ASPECT_QUOTED;
    if (standing->speaker == NULL)
        standing->speaker = subject_of(context, sentence, verb);
}

/* What governor `head` does to the deed at `word`; complement: word is its clause and not a noun phrase. */
static void governed(const struct event_context *context, const struct sentence *sentence, int word, int head, bool complement, struct standing *standing)
{
    struct clause clause;
    enum governor_effect effect = event_governor(context->coder, event_lemma(context, sentence, head), event_pos(sentence, head));
    bool denied = text_clause(sentence, head, &clause) && clause.negated;
    switch (effect) {
    case GOVERNOR_BLOCK: block(standing, "governed by a word of wish, attempt or demand"); break;
    case GOVERNOR_NEGATE: standing->aspects ^= ASPECT_NEGATED; break;
    case GOVERNOR_QUOTE:
        if (complement)
            quote(context, sentence, head, standing);
        break;
    case GOVERNOR_FUTURE: standing->future = true; break;
    case GOVERNOR_HYPOTHETICAL: standing->aspects |= ASPECT_HYPOTHETICAL; break;
    case GOVERNOR_FACT: case GOVERNOR_REALISE: break;
    default:
        if (complement && is_infinitive(context, sentence, word))
            block(standing, "an infinitive under a word that is not known to make it a fact");
    }
    if (complement && denied && effect != GOVERNOR_QUOTE)
        standing->aspects ^= ASPECT_NEGATED;
    if (complement && clause.modality == CLAUSE_FUTURE)
        standing->future = true;
    else if (complement && clause.modality != CLAUSE_PLAIN && effect != GOVERNOR_QUOTE)
        standing->aspects |= ASPECT_HYPOTHETICAL;
}

static void climb(const struct event_context *context, const struct sentence *sentence, int word, struct standing *standing)
{
    for (int steps = 0; steps < CLIMB_MAX; steps++) {
        const struct word *at = &sentence->words[word];
        int head = at->head;
        if (is_condition(context, sentence, word))
            standing->aspects |= ASPECT_HYPOTHETICAL;
        if (head < 0)
            return;
        switch (at->deprel) {
        case DEPREL_ADVCL:
            if (is_infinitive(context, sentence, word))
                block(standing, "a purpose, not a deed");
            else if (is_charge(context, sentence, word))
                block(standing, "what somebody is blamed or praised for");
            break;
        case DEPREL_ACL:
            if (is_infinitive(context, sentence, word))
                governed(context, sentence, word, head, true, standing);
            else if (is_charge(context, sentence, word))
                block(standing, "what somebody is blamed or praised for");
            break;
        case DEPREL_XCOMP: case DEPREL_CCOMP: case DEPREL_CSUBJ: case DEPREL_CSUBJ_PASS:
            governed(context, sentence, word, head, true, standing);
            break;
        case DEPREL_OBJ: case DEPREL_NSUBJ_PASS: case DEPREL_OBL: case DEPREL_NMOD: case DEPREL_COMPOUND:
            governed(context, sentence, word, head, false, standing);
            break;
        case DEPREL_PARATAXIS:
            if (event_governor(context->coder, event_lemma(context, sentence, head), event_pos(sentence, head)) == GOVERNOR_QUOTE)
                quote(context, sentence, head, standing);
            break;
        default: break;
        }
        word = head;
    }
}

/* "…, the ministry said": the saying verb hangs below the told clause. */
static void said_below(const struct event_context *context, const struct sentence *sentence, int word, struct standing *standing)
{
    for (int child = -1; (child = text_child(sentence, word, DEPREL_PARATAXIS, child)) >= 0;)
        if (event_governor(context->coder, event_lemma(context, sentence, child), event_pos(sentence, child)) == GOVERNOR_QUOTE)
            quote(context, sentence, child, standing);
}

struct standing event_standing(const struct event_context *context, const struct sentence *sentence, const struct match *match)
{
    struct standing standing = {0};
    const struct clause *clause = &match->clause;
    const struct quotation *quotation = event_quotation_at(context, sentence, match->trigger);
    if (clause->negated || has_no(context, sentence, match->trigger) || has_no(context, sentence, clause->object) || has_no(context, sentence, clause->subject))
        standing.aspects ^= ASPECT_NEGATED;
    if (clause->modality == CLAUSE_FUTURE)
        standing.future = true;
    else if (clause->modality != CLAUSE_PLAIN || clause->conditional_clause || clause->question)
        standing.aspects |= ASPECT_HYPOTHETICAL;
    climb(context, sentence, match->trigger, &standing);
    said_below(context, sentence, match->trigger, &standing);
    /* "Minsk would cooperate, the president said": the future of reported speech. */
    if ((standing.aspects & ASPECT_QUOTED) && clause->modality == CLAUSE_CONDITIONAL && !clause->conditional_clause) {
        standing.aspects &= ~(unsigned)ASPECT_HYPOTHETICAL;
        standing.future = true;
    }
    if (quotation) {
        standing.aspects |= ASPECT_QUOTED;
        standing.speaker = quotation->speaker;
    } else if (standing.speaker == NULL && (quotation = event_quotation_in(context, sentence)) != NULL) {
        standing.speaker = quotation->speaker;
    }
    return standing;
}
