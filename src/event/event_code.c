/* event_code.c: the events of one article.
 *
 * Each sentence that passes the gate is asked word by word, the outermost clause first, for a frame that fits (event_match.c); what the
 * clauses around it make of the deed decides whether it stands (event_aspect.c); then come its day, place and quantities. Words that a
 * match used as fillers trigger nothing else: "held talks" is one event, "asked Minsk to free X" no release. A deed announced for
 * the future is another type (data/event/futures.tsv: a visit to come is AGREE, an arrest threatened is THREATEN). The same event
 * told twice in one article is kept once, where it was told with the higher confidence.
 */
#include "base/utf8.h"
#include "event/event_context.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define EVENTS_PER_SENTENCE_MAX 12
#define CONTEXTS_MAX 3

bool event_gate(const struct event_coder *coder, const struct sentence *sentence)
{
    for (int i = 0; i < (int)sentence->count; i++) {
        char pos = event_pos(sentence, i), folded[64];
        str lemma = sentence->words[i].lemma;
        if (pos == 0 || lemma.len > sizeof folded)
            continue;
        for (size_t k = 0; k < lemma.len; k++)
            folded[k] = char_lower(lemma.at[k]);
        uint64_t hash = event_lemma_hash((str){folded, lemma.len}, pos);
        size_t first = event_trigger_first(coder, hash);
        if (first < coder->trigger_count && coder->triggers[first].hash == hash)
            return true;
    }
    return false;
}

/* The announced deed's own type, by the longest prefix of its CAMEO code; false where the table has none. */
static bool announce(const struct event_coder *coder, struct event *event)
{
    const struct future_record *best = NULL;
    for (size_t i = 0; i < coder->future_count; i++) {
        const struct future_record *future = &coder->futures[i];
        if (str_eq(event_text(coder, future->from), event->type) && str_starts(event->cameo, event_text(coder, future->cameo_from))
            && (best == NULL || future->cameo_from.len > best->cameo_from.len))
            best = future;
    }
    if (best == NULL)
        return false;
    event->type = event_text(coder, best->type);
    event->cameo = event_text(coder, best->cameo_to);
    const struct cameo_record *code = event_cameo_find(coder, event->cameo);
    event->mode = code && str_eq(event_text(coder, code->plover), event->type) ? event_text(coder, code->mode) : STR("");
    return true;
}

static void context_add(const struct event_context *context, struct event *event, str name)
{
    for (size_t i = 0; i < event->contexts.len; i++)
        if (str_eq(event->contexts.at[i], name))
            return;
    if (name.len && event->contexts.len < CONTEXTS_MAX)
        *LIST_ADD(context->arena, &event->contexts) = name;
}

/* The frame's own contexts, then those whose words stand in the sentence. */
static void contexts_find(const struct event_context *context, const struct sentence *sentence, const struct frame *frame, struct event *event)
{
    const struct event_coder *coder = context->coder;
    str own = event_text(coder, frame->contexts), part;
    while (own.len && str_next(&own, ';', &part))
        context_add(context, event, part);
    for (int i = 0; i < (int)sentence->count; i++) {
        uint64_t hash = event_lemma_hash(event_lemma(context, sentence, i), 'c');
        size_t low = 0, high = coder->context_count;
        while (low < high) {
            size_t middle = low + (high - low) / 2;
            if (coder->contexts[middle].hash < hash)
                low = middle + 1;
            else
                high = middle;
        }
        for (; low < coder->context_count && coder->contexts[low].hash == hash; low++)
            context_add(context, event, event_text(coder, coder->contexts[low].context));
    }
}

static str participant_key(const struct participant *participant)
{
    return participant->actor.len ? participant->actor : participant->name.len ? participant->name : participant->text;
}

static int by_text(const void *left, const void *right)
{
    return str_cmp(*(const str *)left, *(const str *)right);
}

static void add_sorted(struct arena *arena, struct buf *out, const struct participant_list *a, const struct participant_list *b)
{
    size_t count = a->len + (b ? b->len : 0);
    str *keys = ARENA_ARRAY(arena, str, count + 1);
    for (size_t i = 0; i < count; i++)
        keys[i] = participant_key(i < a->len ? &a->at[i] : &b->at[i - a->len]);
    qsort(keys, count, sizeof *keys, by_text);
    for (size_t i = 0; i < count; i++)
        buf_printf(out, "%.*s,", STR_ARG(keys[i]));
}

/* Reports of one event: the same day, type, sides and country of the place. A reciprocal event has one side. */
static void key_make(const struct event_context *context, struct event *event)
{
    struct buf out = buf_make(context->arena);
    buf_printf(&out, "%.*s|%.*s|", STR_ARG(event->date), STR_ARG(event->type.len ? event->type : event->cameo));
    add_sorted(context->arena, &out, &event->source, event->reciprocal ? &event->recipient : NULL);
    buf_add_char(&out, '|');
    if (!event->reciprocal)
        add_sorted(context->arena, &out, &event->recipient, NULL);
    buf_printf(&out, "|%u", event->aspects & (ASPECT_NEGATED | ASPECT_HYPOTHETICAL));
    snprintf(event->key, sizeof event->key, "%016llx", (unsigned long long)str_hash(buf_str(&out)));
}

static void id_make(const struct event_context *context, const struct match *match, struct event *event)
{
    str text = arena_printf(context->arena, "%.*s|%u|%u|%.*s|%.*s|%d", STR_ARG(event->page), event->article, event->sentence,
        STR_ARG(event->text), STR_ARG(event->frame), match->trigger);
    snprintf(event->id, sizeof event->id, "%016llx", (unsigned long long)str_hash(text));
}

/* How sure: a logistic sum over what filled the frame. The weights were set so that own-examples' right ones are told from wrong
 * ones (bench/event_confidence); a learned judge is to replace it. */
static double confidence(const struct match *match, const struct event *event)
{
    double sum = 0.6 + 0.16 * match->score;
    sum -= match->indirect ? 0.7 : 0;
    sum -= match->agentless ? 0.8 : 0;
    sum -= match->frame->pos == 'n' ? 0.6 : 0;
    sum -= event->aspects & ASPECT_HYPOTHETICAL ? 0.4 : 0;
    sum += event->source.len && event->recipient.len ? 0.4 : 0;
    return round(1000 / (1 + exp(-sum))) / 1000;
}

static void event_make(const struct event_context *context, const struct sentence *sentence, const struct match *match, const struct standing *standing,
                       struct event *event)
{
    const struct event_coder *coder = context->coder;
    const struct frame *frame = match->frame;
    const struct word *trigger = &sentence->words[match->trigger];
    *event = (struct event){.page = context->article->page, .article = context->article->article, .sentence = sentence->number,
        .paragraph = sentence->paragraph, .sentence_start = sentence->start, .text = sentence->text, .type = event_text(coder, frame->type),
        .mode = event_text(coder, frame->mode), .cameo = event_text(coder, frame->cameo), .source = match->source, .recipient = match->recipient,
        .reciprocal = frame->reciprocal, .trigger = trigger->form, .trigger_start = trigger->start, .trigger_end = trigger->end,
        .frame = event_text(coder, frame->name), .aspects = standing->aspects};
    contexts_find(context, sentence, frame, event);
    if (str_eq(event->type, STR("CONSULT")) && event->source.len > 1 && event->recipient.len == 0)
        event->reciprocal = true;       /* who meet without a host act alike, whichever frame saw it */
    if (standing->future && !(standing->aspects & ASPECT_NEGATED) && !announce(coder, event))
        event->aspects |= ASPECT_FUTURE;
    else if (standing->future && (standing->aspects & ASPECT_NEGATED))
        event->aspects |= ASPECT_FUTURE;
    const struct cameo_record *code = event_cameo_find(coder, event->cameo);
    const struct type_record *type = event_type_find(coder, event->type);
    event->goldstein = code ? code->goldstein : 0;
    event->quad = type ? type->quad : 0;
    if (standing->speaker) {
        event->speaker = standing->speaker->name.len ? standing->speaker->name : standing->speaker->text;
        event->speaker_actor = standing->speaker->actor;
    }
    event_date_find(context, sentence, match, event);
    event_place_find(context, sentence, match, event);
    event_quantities(context, sentence, match, event);
    event->confidence = confidence(match, event);
    id_make(context, match, event);
    key_make(context, event);
}

/* One article tells an event once: the surer of two with the same key stays, at its own place. */
static void event_keep(const struct event_context *context, struct event_list *list, size_t first, const struct event *event)
{
    for (size_t i = first; i < list->len; i++)
        if (strcmp(list->at[i].key, event->key) == 0) {
            if (event->confidence > list->at[i].confidence)
                list->at[i] = *event;
            return;
        }
    *LIST_ADD(context->arena, list) = *event;
}

static int depth_of(const struct sentence *sentence, int word)
{
    int depth = 0;
    for (uint32_t guard = 0; word >= 0 && guard < sentence->count; guard++, depth++)
        word = sentence->words[word].head;
    return depth;
}

/* Words in the order in which they are asked: verbs before nouns, outer before inner, left before right. */
static size_t order_words(const struct sentence *sentence, int *order)
{
    size_t count = 0;
    int *rank = order + sentence->count;
    for (int i = 0; i < (int)sentence->count; i++) {
        char pos = event_pos(sentence, i);
        if (pos == 0)
            continue;
        int mine = (pos == 'v' ? 0 : 100000) + depth_of(sentence, i) * 500 + i;
        size_t at = count++;
        for (; at > 0 && rank[at - 1] > mine; at--) {
            rank[at] = rank[at - 1];
            order[at] = order[at - 1];
        }
        rank[at] = mine;
        order[at] = i;
    }
    return count;
}

static bool is_consumed(const uint64_t *consumed, int word)
{
    return word < TEXT_WORDS_MAX && (consumed[word / 64] >> (word % 64) & 1);
}

static bool has_actor(const struct event_context *context, const struct sentence *sentence)
{
    const struct mention *at = context->mentions->at, *end = at + context->mentions->len;
    for (at += event_mention_first(context->mentions, sentence->number); at < end && at->sentence == sentence->number; at++)
        if (at->kind == MENTION_ACTOR)
            return true;
    return false;
}

static void uncoded_add(const struct event_context *context, const struct sentence *sentence, const struct match *nearest, const char *why,
                        struct event_uncoded_list *uncoded)
{
    struct event_uncoded *made = LIST_ADD(context->arena, uncoded);
    *made = (struct event_uncoded){.sentence = sentence->number, .text = sentence->text, .slot = str_from(why ? why : "no frame calls for any word")};
    if (nearest->frame == NULL)
        return;
    made->frame = event_text(context->coder, nearest->frame->name);
    if (why == NULL)
        made->slot = nearest->failed_slot < 0 ? str_from(nearest->failed)
            : arena_printf(context->arena, "slot %d of \"%.*s\"", nearest->failed_slot + 1, STR_ARG(event_text(context->coder, nearest->frame->pattern)));
}

static void sentence_code(const struct event_context *context, const struct sentence *sentence, struct event_list *list, size_t first,
                          struct event_uncoded_list *uncoded)
{
    uint64_t consumed[(TEXT_WORDS_MAX + 63) / 64] = {0};
    int *order = ARENA_ARRAY(context->arena, int, 2 * (size_t)sentence->count + 2);
    size_t count = order_words(sentence, order), before = list->len, made = 0;
    struct match nearest = {0};
    const char *why = NULL;
    for (size_t i = 0; i < count && made < EVENTS_PER_SENTENCE_MAX; i++) {
        struct match match = {0}, near = {0};
        if (is_consumed(consumed, order[i]))
            continue;
        if (!event_match(context, sentence, order[i], &match, &near)) {
            if (near.frame && near.score >= nearest.score)
                nearest = near;
            continue;
        }
        for (size_t k = 0; k < sizeof consumed / sizeof *consumed; k++)
            consumed[k] |= match.consumed[k];
        struct standing standing = event_standing(context, sentence, &match);
        if (standing.blocked) {
            nearest = match;
            why = standing.why;
            continue;
        }
        struct event event;
        event_make(context, sentence, &match, &standing, &event);
        event_keep(context, list, first, &event);
        made++;
    }
    if (uncoded && made == 0 && list->len == before && has_actor(context, sentence))
        uncoded_add(context, sentence, &nearest, why, uncoded);
}

void event_code(const struct event_coder *coder, const struct actor *actor, struct arena *arena, const struct article *article,
                const struct sentence *sentences, size_t count, const struct mention_list *mentions, const struct timex_list *times,
                const struct when *when, const struct event_date *date, const struct event_options *options, struct event_list *list,
                struct event_uncoded_list *uncoded)
{
    struct event_context context = {.coder = coder, .actor = actor, .when = when, .arena = arena, .article = article, .sentences = sentences,
        .count = count, .mentions = mentions, .times = times, .date = date, .options = options};
    size_t first = list->len;
    event_quotations(&context);
    for (size_t i = 0; i < count; i++)
        if (sentences[i].tree)
            sentence_code(&context, &sentences[i], list, first, uncoded);
}
