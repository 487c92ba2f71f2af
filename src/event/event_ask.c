/* event_ask.c: small questions that several steps of coding ask of a sentence, its mentions and its times. */
#include "base/utf8.h"
#include "event/event_context.h"

#define AHEAD_BYTES 64              /* before a time expression, in which "ahead of" and the like are looked for */

str event_lemma(const struct event_context *context, const struct sentence *sentence, int word)
{
    return utf8_fold(context->arena, sentence->words[word].lemma);
}

char event_pos(const struct sentence *sentence, int word)
{
    switch (sentence->words[word].upos) {
    case UPOS_VERB: case UPOS_AUX: return 'v';
    case UPOS_NOUN: case UPOS_PROPN: return 'n';
    case UPOS_ADJ: case UPOS_ADV: return 'a';
    default: return 0;
    }
}

size_t event_mention_first(const struct mention_list *mentions, uint32_t sentence)
{
    size_t low = 0, high = mentions->len;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (mentions->at[middle].sentence < sentence)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

size_t event_timex_first(const struct event_context *context, uint32_t sentence)
{
    size_t low = 0, high = context->times->len;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (context->times->at[middle].sentence < sentence)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

bool event_under(const struct sentence *sentence, int word, int ancestor)
{
    for (uint32_t steps = 0; word >= 0 && steps <= sentence->count; steps++, word = sentence->words[word].head)
        if (word == ancestor)
            return true;
    return false;
}

bool event_same_country(str landmark, str actor)
{
    return str_eq(landmark, actor) || (str_eq(landmark, STR("EUE")) && str_eq(actor, STR("EUR")));
}

/* "ahead of", "in the lead-up to", "before", "upcoming" stand in the text shortly before the time expression. */
bool event_is_ahead(const struct event_coder *coder, struct arena *arena, const struct sentence *sentence, const struct timex *timex)
{
    size_t start = timex->start > AHEAD_BYTES ? timex->start - AHEAD_BYTES : 0;
    str before = utf8_fold(arena, str_sub(sentence->text, start, timex->start)), words = event_kind_words(coder, STR("ahead")), word;
    while (words.len && str_next(&words, '|', &word))
        for (size_t at = 0; (at = str_find(before, word, at)) < before.len; at++) {
            bool begins = at == 0 || !char_is_alpha(before.at[at - 1]);
            if (begins && (at + word.len == before.len || !char_is_alpha(before.at[at + word.len])))
                return true;
        }
    return false;
}
