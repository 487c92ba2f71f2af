/* event_match.c: does a frame fit at this word, and who stands in its slots?
 *
 * The trigger's lemma and part of speech call its frames. A frame fits where every required slot is filled: a slot with a role by
 * an actor (a mention at the head of the phrase, each member of a coordination; failing that an owner inside the phrase: "Russia's
 * decision", "Russian ships", "the policy of Russia"), a slot with a list by one of its lemmas. Of several frames the one that filled
 * most wins, and the earlier in the table on a tie. The method is ours; its ancestor is the pattern matching of PETRARCH-2
 * (Norris, Schrodt, Beieler 2017) on trees.
 */
#include "base/utf8.h"
#include "event/event_context.h"

#include <string.h>

#define COORDINATED_MAX 64
#define OWNER_DEPTH_MAX 3
#define SURFACE_MAX 6                   /* words after the trigger in which a lost phrase is looked for */

static void consume(struct match *match, int word)
{
    if (word >= 0 && word < TEXT_WORDS_MAX)
        match->consumed[word / 64] |= (uint64_t)1 << (word % 64);
}

/* Whoever is visited in a city is its region; in a capital (it has the point of its country in the lexicon), or a place of no known region,
 * the state. */
static void place_to_actor(const struct event_context *context, const struct mention *mention, struct participant *made)
{
    struct actor_entry country, owner;
    str top = str_sub(mention->actor, 0, str_find_char(mention->actor, '.', 0));
    if (top.len == mention->actor.len || !actor_entry_find(context->actor, top, &country))
        return;
    bool capital = country.lat == mention->lat && country.lon == mention->lon;
    bool region = !capital && mention->region.len && actor_entry_find(context->actor, mention->region, &owner);
    if (!region)
        owner = country;
    made->actor = owner.id;
    made->name = owner.name;
    made->country = owner.country;
    made->sector = owner.sector;
    made->region = region ? owner.id : STR("");
    made->how = STR("place");
}

struct participant event_participant(const struct event_context *context, const struct mention *mention)
{
    struct participant made = {.text = mention->text, .start = mention->start, .end = mention->end, .actor = mention->actor,
        .name = mention->name, .country = mention->country, .sector = mention->sector, .region = mention->region, .how = mention->how};
    if (mention->kind == MENTION_PLACE)
        place_to_actor(context, mention, &made);
    return made;
}

static bool is_first_person(str form)
{
    return str_eq_fold(form, STR("we")) || str_eq(form, STR("I")) || str_eq_fold(form, STR("our")) || str_eq_fold(form, STR("us"))
        || str_eq_fold(form, STR("my")) || str_eq_fold(form, STR("me"));
}

/* "we" inside a quotation is its speaker. */
static bool add_speaker(const struct event_context *context, const struct sentence *sentence, int word, struct participant_list *list)
{
    const struct quotation *quotation = event_quotation_at(context, sentence, word);
    if (quotation == NULL || quotation->speaker == NULL || !is_first_person(sentence->words[word].form))
        return false;
    struct participant speaker = event_participant(context, quotation->speaker);
    speaker.text = sentence->words[word].form;
    speaker.start = sentence->words[word].start;
    speaker.end = sentence->words[word].end;
    speaker.how = STR("speaker");
    *LIST_ADD(context->arena, list) = speaker;
    return true;
}

static bool is_acting(const struct mention *mention, enum slot_role role)
{
    switch (mention->kind) {
    case MENTION_ACTOR: return true;
    case MENTION_PRONOUN: return mention->actor.len > 0 || mention->name.len > 0;
    case MENTION_PLACE: return role == ROLE_RECIPIENT && mention->country.len > 0;
    }
    return false;
}

static void add_mention(const struct event_context *context, const struct mention *mention, struct match *match, struct participant_list *list)
{
    for (size_t i = 0; i < list->len; i++)
        if (list->at[i].start == mention->start && list->at[i].end == mention->end)
            return;
    struct participant participant = event_participant(context, mention);
    match->collective |= mention->collective;
    for (size_t i = 0; i < 2 && mention->members[i].len; i++) {        /* "both sides" are two */
        struct actor_entry entry = {.name = mention->members[i]};
        actor_entry_find(context->actor, mention->members[i], &entry);
        participant.actor = entry.id;
        participant.name = entry.name;
        participant.country = entry.country;
        participant.sector = entry.sector;
        participant.region = entry.region;
        *LIST_ADD(context->arena, list) = participant;
    }
    if (mention->members[0].len == 0)
        *LIST_ADD(context->arena, list) = participant;
}

/* May the mention at `other` be one list with that at `head`? Not where it is the subject of something else, or under a preposition of its own. */
static bool may_join(const struct sentence *sentence, int head, int other)
{
    const struct word *word = &sentence->words[other];
    bool subject = word->deprel == DEPREL_NSUBJ || word->deprel == DEPREL_NSUBJ_PASS;
    if (subject && word->head != sentence->words[head].head)
        return false;
    str own = text_preposition(sentence, other);
    return event_under(sentence, other, head) || own.len == 0 || str_eq(own, text_preposition(sentence, head));
}

/* Only commas and "and" between two mentions; *listed where there was an "and". */
static bool are_joined(const struct sentence *sentence, const struct mention *left, const struct mention *right, bool *listed)
{
    bool joined = right->first > left->last + 1;
    for (uint32_t word = left->last + 1; joined && word < right->first; word++) {
        bool and = sentence->words[word].upos == UPOS_CCONJ && str_eq_fold(sentence->words[word].form, STR("and"));
        joined = and || str_eq(sentence->words[word].form, STR(","));
        *listed |= and;
    }
    return joined;
}

/* Mentions that follow one another with nothing but commas and "and" between them are one list, even where the tree lost its thread
 * ("with the Speaker (…) Valentina Matvienko and Russia's regional heads"). */
static void fill_neighbours(const struct event_context *context, const struct sentence *sentence, int head, enum slot_role role, struct match *match,
                            struct participant_list *list)
{
    const struct mention_list *all = context->mentions;
    const struct mention *at = actor_at(all, sentence->number, (uint32_t)head), *end = all->at + all->len, *first = at, *last = at;
    bool listed = false;
    if (at == NULL)
        return;
    while (first > all->at && first[-1].sentence == sentence->number && are_joined(sentence, &first[-1], first, &listed)
           && may_join(sentence, head, (int)first[-1].head) && is_acting(&first[-1], role))
        first--;
    while (last + 1 < end && last[1].sentence == sentence->number && are_joined(sentence, last, &last[1], &listed)
           && may_join(sentence, head, (int)last[1].head) && is_acting(&last[1], role))
        last++;
    for (; listed && first <= last; first++)
        add_mention(context, first, match, list);
}

/* The actors at word, or inside its phrase; false where there is none. */
static bool fill_word(const struct event_context *context, const struct sentence *sentence, int word, enum slot_role role, int depth,
                      struct match *match, struct participant_list *list)
{
    if (add_speaker(context, sentence, word, list))
        return true;
    const struct mention *mention = actor_at(context->mentions, sentence->number, (uint32_t)word);
    if (mention && is_acting(mention, role)) {
        add_mention(context, mention, match, list);
        fill_neighbours(context, sentence, word, role, match, list);
        return true;
    }
    if (depth == OWNER_DEPTH_MAX)
        return false;
    bool found = false;
    for (int child = 0; child < (int)sentence->count; child++) {
        const struct word *at = &sentence->words[child];
        if (at->head != word)
            continue;
        bool owner = at->deprel == DEPREL_NMOD_POSS || at->deprel == DEPREL_AMOD || at->deprel == DEPREL_COMPOUND
            || (at->deprel == DEPREL_NMOD && event_has(STR("of|between|by|among"), text_preposition(sentence, child)));
        /* Coordinated owners ("Belarusian and Russian regions") come along with the first. */
        int members[COORDINATED_MAX];
        size_t count = owner ? text_coordinated(sentence, child, members, COORDINATED_MAX) : 0;
        for (size_t i = 0; i < count; i++)
            if (fill_word(context, sentence, members[i], role, depth + 1, match, list))
                found = true;
    }
    match->indirect |= found;
    return found;
}

static bool fill_role(const struct event_context *context, const struct sentence *sentence, int head, enum slot_role role, struct match *match)
{
    int words[COORDINATED_MAX];
    struct participant_list *list = role == ROLE_RECIPIENT ? &match->recipient : &match->source;
    size_t count = text_coordinated(sentence, head, words, COORDINATED_MAX), before = list->len;
    for (size_t i = 0; i < count; i++)
        fill_word(context, sentence, words[i], role, 0, match, list);
    return list->len > before;
}

/* The lemma of word, or the two lemmas of a compound ("trade war"), is in the list. */
static bool lemma_fits(const struct event_context *context, const struct sentence *sentence, int word, str fillers)
{
    str lemma = event_lemma(context, sentence, word);
    if (event_has(fillers, lemma))
        return true;
    if (str_find_char(fillers, ' ', 0) == fillers.len)
        return false;
    for (int child = word > 4 ? word - 4 : 0; child < word; child++)
        if (sentence->words[child].head == word
            && event_has(fillers, arena_printf(context->arena, "%.*s %.*s", STR_ARG(event_lemma(context, sentence, child)), STR_ARG(lemma))))
            return true;
    return false;
}

/* One of the words coordinated with head whose lemma is in the list, or -1. */
static int filler_of(const struct event_context *context, const struct sentence *sentence, int head, str fillers)
{
    int words[COORDINATED_MAX];
    if (head < 0 || fillers.len == 0)
        return head;
    size_t count = text_coordinated(sentence, head, words, COORDINATED_MAX);
    for (size_t i = 0; i < count; i++)
        if (lemma_fits(context, sentence, words[i], fillers))
            return words[i];
    return -1;
}

/* An oblique on the trigger or, failing that, on its object ("launched a probe into X") or on what the object is of ("the importance of ties
 * with X"). */
static int oblique_of(const struct event_context *context, const struct sentence *sentence, const struct match *match, str prepositions, str fillers)
{
    int object = match->clause.object, places[3] = {match->trigger, object, object >= 0 ? text_oblique(sentence, object, STR("of"), -1) : -1};
    for (size_t i = 0; i < 3; i++) {
        str rest = prepositions, preposition;
        while (places[i] >= 0 && str_next(&rest, '|', &preposition))
            for (int found = -1; (found = text_oblique(sentence, places[i], preposition, found)) >= 0;)
                if (filler_of(context, sentence, found, fillers) >= 0)
                    return found;
    }
    return -1;
}

/* What the tree lost: the mention that begins right after `from`, a determiner between allowed; -1 where there is none. */
static int mention_after(const struct event_context *context, const struct sentence *sentence, int from)
{
    for (int word = from + 1; word < (int)sentence->count && word <= from + 2; word++) {
        const struct mention *mention = actor_at(context->mentions, sentence->number, (uint32_t)word);
        if (mention)
            return (int)mention->first == word ? (int)mention->head : -1;
        if (sentence->words[word].upos != UPOS_DET)
            return -1;
    }
    return -1;
}

/* The same for "trigger … preposition MENTION": no other verb may stand between. */
static int mention_under(const struct event_context *context, const struct sentence *sentence, const struct match *match, str prepositions)
{
    for (int word = match->trigger + 1; word < (int)sentence->count && word <= match->trigger + SURFACE_MAX; word++) {
        if (event_pos(sentence, word) == 'v' || str_eq(sentence->words[word].form, STR(":")))
            return -1;
        if (event_has(prepositions, event_lemma(context, sentence, word)))
            return mention_after(context, sentence, word);
    }
    return -1;
}

static int infinitive_of(const struct event_context *context, const struct sentence *sentence, const struct match *match, str fillers)
{
    int found = -1;
    static const enum deprel relations[] = {DEPREL_XCOMP, DEPREL_ACL, DEPREL_CCOMP, DEPREL_ADVCL};
    for (size_t i = 0; i < sizeof relations / sizeof *relations; i++)
        for (found = -1; (found = text_child(sentence, match->trigger, relations[i], found)) >= 0;) {
            struct clause clause;
            if (text_clause(sentence, found, &clause) && clause.infinitive && filler_of(context, sentence, found, fillers) >= 0)
                return found;
        }
    return -1;
}

static int particle_of(const struct event_context *context, const struct sentence *sentence, const struct match *match, str particle)
{
    if (match->clause.particle >= 0 && event_has(particle, event_lemma(context, sentence, match->clause.particle)))
        return match->clause.particle;
    int next = match->trigger + 1;        /* what the parser took for an adverb or a preposition */
    return next < (int)sentence->count && event_has(particle, event_lemma(context, sentence, next)) ? next : -1;
}

static int before_of(const struct event_context *context, const struct sentence *sentence, const struct match *match, str fillers)
{
    for (int child = match->trigger - 1; child >= 0 && child >= match->trigger - 6; child--)
        if (sentence->words[child].head == match->trigger && filler_of(context, sentence, child, fillers) >= 0)
            return child;
    return -1;
}

/* "the founding treaty, signed by X": the noun right before a participle is what it was done to, whatever the tree says. */
static int noun_before(const struct sentence *sentence, const struct match *match)
{
    uint8_t relation = sentence->words[match->trigger].deprel;
    bool participle = str_eq(str_from(text_xpos_name(sentence->words[match->trigger].xpos)), STR("VBN"));
    if (!participle || (relation != DEPREL_ACL && relation != DEPREL_ADVCL))
        return -1;
    for (int word = match->trigger - 1; word >= 0 && word >= match->trigger - 3; word--)
        if (sentence->words[word].upos == UPOS_NOUN || sentence->words[word].upos == UPOS_PROPN)
            return word;
    return -1;
}

/* "Belgrade blamed": the actor right before a finite verb that the tree gave no subject (a tagger takes "blamed" for a participle). */
static int subject_of(const struct event_context *context, const struct sentence *sentence, const struct match *match)
{
    int word = match->trigger - 1;
    if (match->clause.subject >= 0 || text_child(sentence, match->trigger, DEPREL_AUX_PASS, -1) >= 0)
        return match->clause.subject;
    while (word > 0 && word > match->trigger - 3 && (sentence->words[word].upos == UPOS_ADV || sentence->words[word].upos == UPOS_AUX))
        word--;
    const struct mention *mention = word >= 0 ? actor_at(context->mentions, sentence->number, (uint32_t)word) : NULL;
    bool stands_alone = mention && mention->kind == MENTION_ACTOR && (int)mention->last == word && text_preposition(sentence, (int)mention->head).len == 0
        && (mention->first == 0 || sentence->words[mention->first - 1].upos != UPOS_ADP);
    return stands_alone ? (int)mention->head : -1;
}

/* "called off the summit", where the tree took the particle for a preposition. */
static int object_of_particle(const struct event_context *context, const struct sentence *sentence, const struct match *match, str fillers)
{
    for (int i = 0; i < match->frame->slot_count; i++)
        if (match->frame->slots[i].place == SLOT_PARTICLE)
            return oblique_of(context, sentence, match, event_text(context->coder, match->frame->slots[i].prepositions), fillers);
    return -1;
}

static int object_of(const struct event_context *context, const struct sentence *sentence, const struct match *match, str fillers)
{
    if (filler_of(context, sentence, match->clause.object, fillers) >= 0)
        return match->clause.object;
    int before = noun_before(sentence, match);
    if (before >= 0 && filler_of(context, sentence, before, fillers) >= 0)
        return before;
    int beside = object_of_particle(context, sentence, match, fillers);
    if (beside >= 0 || match->clause.object >= 0 || match->clause.passive || fillers.len)
        return beside;
    return match->clause.recipient >= 0 ? match->clause.recipient : mention_after(context, sentence, match->trigger);    /* "asked Moscow to lift" */
}

/* The word that may fill a slot, or -1. */
static int slot_head(const struct event_context *context, const struct sentence *sentence, const struct match *match, const struct frame_slot *slot)
{
    str prepositions = event_text(context->coder, slot->prepositions), fillers = event_text(context->coder, slot->fillers);
    switch (slot->place) {
    case SLOT_SUBJECT: {
        int head = match->frame->pos == 'v' ? subject_of(context, sentence, match) : match->clause.subject;
        return filler_of(context, sentence, head, fillers) >= 0 ? head : -1;
    }
    case SLOT_OBJECT: return object_of(context, sentence, match, fillers);
    case SLOT_INDIRECT: {
        int head = match->clause.recipient >= 0 ? match->clause.recipient : mention_after(context, sentence, match->trigger);
        return head != match->clause.object && filler_of(context, sentence, head, fillers) >= 0 ? head : -1;
    }
    case SLOT_OBLIQUE: {
        int head = oblique_of(context, sentence, match, prepositions, fillers);
        return head >= 0 || fillers.len || slot->role == ROLE_ANY ? head : mention_under(context, sentence, match, prepositions);
    }
    case SLOT_INFINITIVE: return infinitive_of(context, sentence, match, fillers);
    case SLOT_THAT: return text_child(sentence, match->trigger, DEPREL_CCOMP, -1);
    case SLOT_PARTICLE: return particle_of(context, sentence, match, prepositions);
    case SLOT_BEFORE: return before_of(context, sentence, match, fillers);
    default: return -1;
    }
}

/* A hostile deed may leave its doer out in the passive ("fifty were arrested") where it is the news: not in a participle, a relative or an
 * adverbial clause ("the jailed editor", "after five were killed"), and not where the frame wants a doer of a kind. */
static bool may_be_agentless(const struct event_context *context, const struct sentence *sentence, const struct match *match,
                             const struct frame_slot *slot)
{
    uint8_t relation = sentence->words[match->trigger].deprel;
    if (slot->fillers.len || relation == DEPREL_AMOD || relation == DEPREL_ACL || relation == DEPREL_ACL_RELCL || relation == DEPREL_ADVCL
        || relation == DEPREL_ADVCL_RELCL)
        return false;
    const struct type_record *type = event_type_find(context->coder, event_text(context->coder, match->frame->type));
    return slot->place == SLOT_SUBJECT && slot->role == ROLE_SOURCE && match->clause.passive && match->clause.subject < 0 && type && type->quad == 4;
}

/* Leaves only participants of the slot's sectors; false where none is left of those added since `before`. */
static bool keep_sectors(str sectors, struct participant_list *list, size_t before)
{
    size_t kept = before;
    for (size_t i = before; sectors.len && i < list->len; i++) {
        str sector = list->at[i].sector.len ? list->at[i].sector : STR("-");
        if (event_has(sectors, sector))
            list->at[kept++] = list->at[i];
    }
    if (sectors.len)
        list->len = kept;
    return list->len > before;
}

static bool slot_fill(const struct event_context *context, const struct sentence *sentence, const struct frame_slot *slot, struct match *match)
{
    int head = slot_head(context, sentence, match, slot);
    bool filled = head >= 0;
    struct participant_list *list = slot->role == ROLE_RECIPIENT ? &match->recipient : &match->source;
    size_t before = list->len;
    if (filled && slot->role != ROLE_ANY)
        filled = fill_role(context, sentence, head, slot->role, match) && keep_sectors(event_text(context->coder, slot->sectors), list, before);
    if (!filled && slot->required && may_be_agentless(context, sentence, match, slot))
        return match->agentless = true;
    if (!filled)
        return !slot->required;
    if (slot->place == SLOT_OBLIQUE && slot->role == ROLE_ANY && slot->fillers.len == 0 && !slot->required)
        return true;                    /* "(in *)" says nothing about the fit */
    match->score += 2 + (slot->role != ROLE_ANY ? 2 : 0) + (slot->fillers.len ? 2 : 0) + (slot->place >= SLOT_INFINITIVE) + (slot->prepositions.len ? 1 : 0);
    if (slot->role == ROLE_ANY && slot->place != SLOT_SUBJECT)
        consume(match, head);
    if (slot->fillers.len)
        consume(match, filler_of(context, sentence, head, event_text(context->coder, slot->fillers)));
    return true;
}

static bool is_political(const struct participant_list *list)
{
    for (size_t i = 0; i < list->len; i++)
        if (list->at[i].actor.len || list->at[i].country.len || list->at[i].sector.len)
            return true;
    return false;
}

static bool fail(struct match *match, const char *why, int slot)
{
    match->failed = why;
    match->failed_slot = slot;
    return false;
}

static bool frame_fits(const struct event_context *context, const struct sentence *sentence, struct match *match)
{
    for (int i = 0; i < match->frame->slot_count; i++)
        if (!slot_fill(context, sentence, &match->frame->slots[i], match))
            return fail(match, "slot", i);
    if (!is_political(&match->source) && !is_political(&match->recipient))
        return fail(match, "no political actor", -1);
    if (match->frame->reciprocal && match->source.len < 2 && !match->collective)
        return fail(match, "only one party", -1);
    consume(match, match->trigger);
    return true;
}

bool event_match(const struct event_context *context, const struct sentence *sentence, int word, struct match *best, struct match *nearest)
{
    const struct event_coder *coder = context->coder;
    char pos = event_pos(sentence, word);
    uint64_t hash = event_lemma_hash(event_lemma(context, sentence, word), pos);
    size_t low = event_trigger_first(coder, hash);
    struct clause clause;
    bool found = false, near = false;
    if (pos == 'v' && sentence->words[word].deprel == DEPREL_AMOD)
        return false;                   /* "visiting officials" */
    if (pos == 0 || low == coder->trigger_count || coder->triggers[low].hash != hash || !text_clause(sentence, word, &clause))
        return false;
    for (; low < coder->trigger_count && coder->triggers[low].hash == hash; low++) {
        struct match match = {.frame = &coder->frames[coder->triggers[low].frame], .trigger = word, .clause = clause, .failed_slot = -1};
        bool statement = match.frame->type.len == 0;
        if (statement && !context->options->statements)
            continue;
        if (frame_fits(context, sentence, &match)) {
            if (!found || match.score > best->score)
                *best = match;
            found = true;
        } else if (nearest && (!near || match.score > nearest->score)) {
            *nearest = match;
            near = true;
        }
    }
    return found;
}
