/* event_quote.c: who is quoted as saying what.
 *
 * Quotation marks are paired over a whole paragraph, since a quotation runs over many sentences. It is spoken where a verb of saying
 * (effect "quote" in governors.tsv) or a colon introduces it, or where it holds QUOTATION_WORDS_MIN words and any verb with an acting
 * subject stands beside it; else it is a title or a word under doubt. The speaker is the subject of that verb. Ours.
 */
#include "base/utf8.h"
#include "event/event_context.h"

#define QUOTATION_WORDS_MIN 4

enum mark {MARK_NONE, MARK_OPEN, MARK_CLOSE, MARK_BOTH};

static enum mark mark_of(uint32_t code_point)
{
    switch (code_point) {
    case 0x201C: case 0xAB: case 0x201E: return MARK_OPEN;
    case 0x201D: case 0xBB: return MARK_CLOSE;
    case '"': return MARK_BOTH;
    default: return MARK_NONE;
    }
}

static void pair_marks(struct event_context *context, uint32_t number, str text)
{
    bool open = false;
    uint32_t start = 0;
    for (size_t at = 0; at < text.len;) {
        size_t before = at;
        enum mark mark = mark_of(utf8_next(text, &at));
        if (open && (mark == MARK_CLOSE || mark == MARK_BOTH)) {
            *LIST_ADD(context->arena, &context->quotations) =
                (struct quotation){.paragraph = number, .start = start, .end = (uint32_t)before, .sentence = UINT32_MAX};
            open = false;
        } else if (!open && (mark == MARK_OPEN || mark == MARK_BOTH)) {
            open = true;
            start = (uint32_t)at;
        }
    }
    if (open)           /* never closed: to the paragraph's end, as the custom is for a quotation that goes on */
        *LIST_ADD(context->arena, &context->quotations) =
            (struct quotation){.paragraph = number, .start = start, .end = (uint32_t)text.len, .sentence = UINT32_MAX};
}

static bool inside(const struct quotation *quotation, const struct sentence *sentence, int word)
{
    uint32_t at = sentence->start + sentence->words[word].start;
    return quotation->paragraph == sentence->paragraph && at >= quotation->start && at < quotation->end;
}

/* The words of the sentence that stand in it; how many. */
static uint32_t words_inside(const struct quotation *quotation, const struct sentence *sentence)
{
    uint32_t count = 0;
    for (int i = 0; i < (int)sentence->count; i++)
        count += inside(quotation, sentence, i) && sentence->words[i].upos != UPOS_PUNCT;
    return count;
}

static bool after_colon(const struct event_context *context, const struct quotation *quotation)
{
    str before = str_trim(str_sub(context->article->paragraphs.at[quotation->paragraph].text, 0, quotation->start));
    for (int i = 0; i < 3 && before.len && (unsigned char)before.at[before.len - 1] != ':'; i++)
        before.len--;           /* the mark itself, up to three bytes */
    before = str_trim(before);
    return before.len && before.at[before.len - 1] == ':';
}

/* The acting subject of a verb outside the quotation, a verb of saying before others, the nearest before the farther. */
static const struct mention *speaker_in(const struct event_context *context, const struct quotation *quotation, const struct sentence *sentence, bool colon,
                                        bool *saying)
{
    const struct mention *best = NULL;
    long best_rank = -1;
    for (int i = 0; i < (int)sentence->count; i++) {
        struct clause clause;
        if (event_pos(sentence, i) != 'v' || inside(quotation, sentence, i) || !text_clause(sentence, i, &clause) || clause.subject < 0
            || clause.passive)
            continue;
        const struct mention *subject = actor_at(context->mentions, sentence->number, (uint32_t)clause.subject);
        if (subject == NULL || subject->kind == MENTION_PLACE || (subject->kind == MENTION_PRONOUN && subject->name.len == 0))
            continue;
        bool says = event_governor(context->coder, event_lemma(context, sentence, i), 'v') == GOVERNOR_QUOTE;
        long offset = (long)(sentence->start + sentence->words[i].start), distance = offset > (long)quotation->start
            ? offset - (long)quotation->end : (long)quotation->start - offset;
        long rank = (says ? 200000 : 0) + (colon && sentence->words[i].head < 0 ? 100000 : 0) + 100000 - (distance < 100000 ? distance : 100000);
        if (rank > best_rank) {
            best_rank = rank;
            best = subject;
            *saying = says;
        }
    }
    return best;
}

/* The first sentence of a paragraph (or where it would stand): sentences are in the order of paragraphs. */
static size_t sentence_first(const struct event_context *context, uint32_t paragraph)
{
    size_t low = 0, high = context->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (context->sentences[middle].paragraph < paragraph)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The first quotation of a paragraph, likewise. */
static size_t quotation_first(const struct event_context *context, uint32_t paragraph)
{
    size_t low = 0, high = context->quotations.len;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (context->quotations.at[middle].paragraph < paragraph)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void speaker_find(const struct event_context *context, struct quotation *quotation)
{
    bool colon = after_colon(context, quotation), saying = false;
    uint32_t words = 0;
    const struct sentence *first = NULL, *last = NULL;
    for (size_t i = sentence_first(context, quotation->paragraph); i < context->count && context->sentences[i].paragraph == quotation->paragraph; i++) {
        const struct sentence *sentence = &context->sentences[i];
        uint32_t here = words_inside(quotation, sentence);
        if (here == 0)
            continue;
        words += here;
        first = first ? first : sentence;
        last = sentence;
    }
    if (first == NULL)
        return;
    quotation->sentence = first->number;
    quotation->speaker = speaker_in(context, quotation, first, colon, &saying);
    if (quotation->speaker == NULL)
        quotation->speaker = speaker_in(context, quotation, last, false, &saying);
    if (quotation->speaker == NULL && last->number + 1 < context->count && last[1].paragraph == last->paragraph && words_inside(quotation, &last[1]) == 0)
        quotation->speaker = speaker_in(context, quotation, &last[1], false, &saying);
    quotation->spoken = quotation->speaker && (colon || saying || words >= QUOTATION_WORDS_MIN) && words > 1;
}

void event_quotations(struct event_context *context)
{
    for (size_t i = 0; i < context->article->paragraphs.len; i++)
        pair_marks(context, (uint32_t)i, context->article->paragraphs.at[i].text);
    for (size_t i = 0; i < context->quotations.len; i++)
        speaker_find(context, &context->quotations.at[i]);
}

const struct quotation *event_quotation_at(const struct event_context *context, const struct sentence *sentence, int word)
{
    const struct quotation_list *list = &context->quotations;
    for (size_t i = quotation_first(context, sentence->paragraph); i < list->len && list->at[i].paragraph == sentence->paragraph; i++)
        if (list->at[i].spoken && inside(&list->at[i], sentence, word))
            return &list->at[i];
    return NULL;
}

const struct quotation *event_quotation_in(const struct event_context *context, const struct sentence *sentence)
{
    const struct quotation_list *list = &context->quotations;
    for (size_t i = quotation_first(context, sentence->paragraph); i < list->len && list->at[i].paragraph == sentence->paragraph; i++)
        if (list->at[i].spoken && list->at[i].sentence == sentence->number)
            return &list->at[i];
    return NULL;
}
