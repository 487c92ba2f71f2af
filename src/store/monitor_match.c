/* monitor_match.c: does this event belong to that category?
 *
 * Conditions of different keys must all hold; of several values of one key any one will do. `between` looks at both directions, and where
 * the parties act alike (reciprocal) at all of them together. An unresolved party counts below its country ("blr.gov" of country BLR and
 * sector GOV), so that "farmers from Belarus" are within blr.* without being an actor that anyone has named. A word stands for its inflected forms
 * (the stem is compared, as in search), several words for that phrase; "word*" for every word that begins so.
 */
#include "store/store_private.h"

bool monitor_actor_matches(const struct str_list *patterns, str id)
{
    for (size_t i = 0; i < patterns->len; i++) {
        str pattern = patterns->at[i];
        if (str_eq(pattern, id) || (id.len > 0 && str_eq(pattern, STR("*"))))
            return true;
        if (!str_ends(pattern, STR(".*")))
            continue;
        str top = str_sub(pattern, 0, pattern.len - 2);
        if (str_starts(id, top) && (id.len == top.len || id.at[top.len] == '.'))
            return true;
    }
    return false;
}

str monitor_actor_id(struct arena *arena, const struct participant *participant)
{
    if (participant->actor.len > 0 || participant->country.len == 0)
        return participant->actor;
    struct buf id = buf_make(arena);
    for (size_t i = 0; i < participant->country.len; i++)
        buf_add_char(&id, char_lower(participant->country.at[i]));
    if (participant->sector.len > 0)
        buf_add_char(&id, '.');
    for (size_t i = 0; i < participant->sector.len; i++)
        buf_add_char(&id, char_lower(participant->sector.at[i]));
    return buf_take(&id);
}

/* Whoever holds an office of a region acts for the region: a governor is within "rus.region.*" and not within "rus.person.*". Named alone
 * ("rus.person.ostrovsky") he is found all the same. */
static bool monitor_party_matches(struct arena *arena, const struct str_list *patterns, const struct participant *participant)
{
    str id = monitor_actor_id(arena, participant);
    if (participant->region.len == 0 || !str_has(id, STR(".person.")))
        return monitor_actor_matches(patterns, id);
    for (size_t i = 0; i < patterns->len; i++)
        if (str_eq(patterns->at[i], id))
            return true;
    return monitor_actor_matches(patterns, participant->region);
}

/* Number of the side's parties that the patterns hold; *which is the index of the last such one. */
static size_t monitor_side_count(struct arena *arena, const struct str_list *patterns, const struct participant_list *side, size_t *which)
{
    size_t count = 0;
    for (size_t i = 0; i < side->len; i++)
        if (monitor_party_matches(arena, patterns, &side->at[i])) {
            count++;
            *which = i;
        }
    return count;
}

static bool monitor_between_matches(struct arena *arena, const struct monitor_category *category, const struct event *event)
{
    size_t which;
    size_t source_first = monitor_side_count(arena, &category->first, &event->source, &which);
    size_t source_second = monitor_side_count(arena, &category->second, &event->source, &which);
    size_t recipient_first = monitor_side_count(arena, &category->first, &event->recipient, &which);
    size_t recipient_second = monitor_side_count(arena, &category->second, &event->recipient, &which);
    if ((source_first > 0 && recipient_second > 0) || (source_second > 0 && recipient_first > 0))
        return true;
    if (!event->reciprocal)
        return false;
    /* All together: one party for each side of the category, and not the same party twice. */
    size_t first = source_first + recipient_first, second = source_second + recipient_second;
    size_t a = SIZE_MAX, b = SIZE_MAX;
    if (first == 0 || second == 0)
        return false;
    if (first > 1 || second > 1)
        return true;
    if ((source_first > 0) != (source_second > 0))
        return true;
    const struct participant_list *side = source_first > 0 ? &event->source : &event->recipient;
    monitor_side_count(arena, &category->first, side, &a);
    monitor_side_count(arena, &category->second, side, &b);
    return a != b;
}

static bool monitor_actor_is_party(struct arena *arena, const struct monitor_category *category, const struct event *event)
{
    size_t which;
    return monitor_side_count(arena, &category->first, &event->source, &which) > 0
        || monitor_side_count(arena, &category->first, &event->recipient, &which) > 0;
}

/* stemmed: the sentence's stems with a blank before and after each. */
static bool monitor_word_matches(struct words *words, struct arena *arena, str stemmed, str word)
{
    bool open = str_ends(word, STR("*"));
    struct buf wanted = buf_make(arena);
    buf_add_char(&wanted, ' ');
    if (open)
        words_fold(words, str_sub(word, 0, word.len - 1), &wanted);
    else
        words_stem(words, STR("en"), word, &wanted);
    if (wanted.len < 2)
        return false;
    if (open)
        wanted.len--;               /* any ending */
    return str_has(stemmed, buf_str(&wanted));
}

static bool monitor_any(const struct str_list *list, str value)
{
    for (size_t i = 0; i < list->len; i++)
        if (str_eq(list->at[i], value))
            return true;
    return false;
}

bool monitor_category_holds(struct words *words, struct arena *arena, const struct monitor_category *category, const struct event *event)
{
    if (!monitor_category_has_conditions(category))
        return false;
    if (category->types.len > 0 && !monitor_any(&category->types, event->type))
        return false;
    bool right = category->contexts.len == 0;
    for (size_t i = 0; i < event->contexts.len && !right; i++)
        right = monitor_any(&category->contexts, event->contexts.at[i]);
    if (!right)
        return false;
    if (category->between ? !monitor_between_matches(arena, category, event)
                          : category->first.len > 0 && !monitor_actor_is_party(arena, category, event))
        return false;
    if (category->words.len == 0)
        return true;
    struct buf stemmed = buf_make(arena);
    buf_add_char(&stemmed, ' ');
    words_stem(words, STR("en"), event->text, &stemmed);
    for (size_t i = 0; i < category->words.len; i++)
        if (monitor_word_matches(words, arena, buf_str(&stemmed), category->words.at[i]))
            return true;
    return false;
}

bool monitor_category_matches(struct arena *arena, const struct monitor_category *category, const struct event *event)
{
    struct words *words = words_open();
    bool holds = words != NULL && monitor_category_holds(words, arena, category, event);
    words_close(words);
    return holds;
}

static uint64_t monitor_hash_list(uint64_t hash, const struct str_list *list)
{
    for (size_t i = 0; i < list->len; i++)
        hash = (hash ^ str_hash(list->at[i])) * 0x9E3779B97F4A7C15u;
    return (hash ^ list->len) * 0x9E3779B97F4A7C15u;
}

uint64_t monitor_categories_hash(const struct monitor *monitor)
{
    uint64_t hash = 1;
    for (size_t i = 0; i < monitor->categories.len; i++) {
        const struct monitor_category *category = &monitor->categories.at[i];
        hash = (hash ^ str_hash(category->name) ^ category->between) * 0x9E3779B97F4A7C15u;
        hash = monitor_hash_list(hash, &category->first);
        hash = monitor_hash_list(hash, &category->second);
        hash = monitor_hash_list(hash, &category->types);
        hash = monitor_hash_list(hash, &category->contexts);
        hash = monitor_hash_list(hash, &category->words);
    }
    return hash >> 1;               /* fits a signed number */
}
