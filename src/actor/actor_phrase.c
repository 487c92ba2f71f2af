/* actor_phrase.c: one phrase for itself: who is meant by it.
 *
 * The whole phrase is read as one noun phrase. Where the grammar ends before the phrase does (headlines, lists of words), what is
 * left is read on from the next item, and the parts are joined: the first country, the last role. Where the phrase gives no country,
 * the only country of the context does.
 */
#include "actor/actor_phrase.h"

#include <math.h>

/* Reads on from item i until some phrase begins. */
static bool next_phrase(const struct reading *reading, uint32_t i, struct phrase *phrase)
{
    for (; i < reading->count; i++)
        if (phrase_read(reading, i, 0, phrase))
            return true;
    return false;
}

/* What later parts say and the first does not. */
static void join_rest(const struct reading *reading, const struct phrase *first, struct mention *mention)
{
    struct phrase phrase;
    struct mention rest;
    uint32_t at = first->last + 1;
    for (int parts = 0; parts < 4 && next_phrase(reading, at, &phrase); parts++) {
        if (item_is(&reading->items[phrase.first > 0 ? phrase.first - 1 : 0], WORD_CONJUNCTION))
            break;                                       /* "X and Y": somebody else */
        phrase_resolve(reading, &phrase, &rest);
        bool actor_then = mention->actor.len > 0;
        if (mention->country.len == 0 && rest.country.len > 0) {
            mention->country = rest.country;
            mention->region = rest.region;
            phrase_step(reading, "country \"%.*s\" from \"%.*s\"", STR_ARG(rest.country), STR_ARG(rest.text));
        }
        if (!actor_then && mention->sector.len == 0 && phrase.noun)
            mention->sector = rest.sector;
        at = phrase.last + 1;
    }
}

/* The country of the context where it speaks of one country alone; of a name the first one named before it ("Yemen let free X, who had led
 * Tunisia-inspired protests"). Countries behind "in" are places, but still the ones that the context speaks of. */
static void ask_context(const struct reading *reading, str context, bool name, struct mention *mention)
{
    struct reading other = {.actor = reading->actor, .arena = reading->arena, .text = context, .at = reading->at};
    struct phrase phrase;
    struct mention found;
    str country = STR("");
    size_t where = str_find(context, reading->text, 0);
    reading_make(&other);
    for (uint32_t i = 0; next_phrase(&other, i, &phrase); i = phrase.last + 1) {
        phrase_resolve(&other, &phrase, &found);
        bool lone = phrase.name_first != LEX_NONE && phrase.name_first == phrase.name_last && !phrase.noun
            && other.items[phrase.name_first].first == other.items[phrase.name_first].last;
        bool placed = phrase.first > 0 && item_is(&other.items[phrase.first - 1], WORD_LOCATIVE);
        if (found.country.len == 0 || str_eq(found.country, country) || (lone && placed))
            continue;
        if (country.len > 0 && name && where < context.len && found.start > where)
            break;
        if (country.len > 0)
            return;
        country = found.country;
    }
    mention->country = country;
    if (country.len > 0)
        phrase_step(reading, "country \"%.*s\": the one of the context", STR_ARG(country));
}

static void tell_items(const struct reading *reading)
{
    static const char *const names[LEX_VALUE_KINDS] = {"country", "adjective", "demonym", "prefix", "person", "surname", "body", "place", "region",
                                                       "region's adjective", "office", "body of every state", "role", "word"};
    for (uint32_t i = 0; reading->steps != NULL && i < reading->count; i++) {
        const struct item *item = &reading->items[i];
        buf_printf(reading->steps, "item: \"%.*s\"", STR_ARG(item_text(reading, i, i)));
        for (uint32_t kind = 0; kind < LEX_VALUE_KINDS; kind++)
            if (item_means(item, kind))
                buf_printf(reading->steps, ", %s", names[kind]);
        buf_add_char(reading->steps, '\n');
    }
}

bool actor_phrase(const struct actor *actor, const struct text *text, struct arena *arena, str phrase, str context, day at,
                  struct mention *mention, struct buf *steps)
{
    struct reading reading = {.actor = actor, .arena = arena, .text = phrase, .at = at, .alone = true, .steps = steps};
    struct phrase read;
    (void)text;                                          /* words of a phrase alone need no tags */
    reading_make(&reading);
    tell_items(&reading);
    *mention = (struct mention){.text = phrase, .end = (uint32_t)phrase.len, .lat = NAN, .lon = NAN};
    if (!next_phrase(&reading, 0, &read)) {
        phrase_step(&reading, "nothing in it is known, and it is no name");
        return false;
    }
    phrase_resolve(&reading, &read, mention);
    join_rest(&reading, &read, mention);
    if (mention->country.len == 0 && context.len > 0)
        ask_context(&reading, context, read.name_first != LEX_NONE && mention->actor.len == 0, mention);
    phrase_step(&reading, "actor \"%.*s\" (%.*s), country \"%.*s\", sector \"%.*s\", by %.*s", STR_ARG(mention->actor), STR_ARG(mention->name),
                STR_ARG(mention->country), STR_ARG(mention->sector), STR_ARG(mention->how));
    return true;
}
