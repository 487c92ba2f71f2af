/* event_date.c: when and where one event happened.
 *
 * Day: the time expression that hangs below the trigger (or below its object: "the treaty, signed in late May"), nearest first; else one
 * that hangs on the sentence's main verb above it; else a landmark that this deed is (a treaty signed by exactly these states); else the day
 * that the paragraph told last; else the date of the content. A vague time ("late May") that holds exactly one landmark of the same states and
 * kind becomes the landmark's day, with a note. Place: a phrase of place below the trigger, else the sentence's only one.
 */
#include "event/event_context.h"

#include <math.h>

static bool names_days(const struct timex *timex)
{
    return timex->from != DAY_NONE && (timex->type == TIMEX_DATE || timex->type == TIMEX_TIME);
}

/* Steps from word up to ancestor; -1 where ancestor is not above it, or another clause's verb stands between: what it dates is its own. */
static int distance_up(const struct sentence *sentence, int word, int ancestor)
{
    for (int steps = 0; word >= 0 && steps <= (int)sentence->count; steps++) {
        if (word == ancestor)
            return steps;
        uint8_t relation = sentence->words[word].deprel;
        if (relation == DEPREL_ACL || relation == DEPREL_ACL_RELCL || relation == DEPREL_ADVCL || relation == DEPREL_CCOMP
            || (relation == DEPREL_CONJ && event_pos(sentence, word) == 'v'))
            return -1;
        word = sentence->words[word].head;
    }
    return -1;
}

static const struct timex *timex_of(const struct event_context *context, const struct sentence *sentence, const struct match *match)
{
    const struct timex *best = NULL;
    int best_distance = 1000;
    for (size_t i = event_timex_first(context, sentence->number); i < context->times->len; i++) {
        const struct timex *timex = &context->times->at[i];
        if (timex->sentence != sentence->number)
            break;
        if (!names_days(timex))
            continue;
        int below = distance_up(sentence, (int)timex->last, match->trigger);
        int beside = -1;
        for (int top = match->trigger, climbed = 1; below < 0 && beside < 0 && top >= 0 && climbed < 8; top = sentence->words[top].head, climbed++)
            beside = distance_up(sentence, (int)timex->last, top) >= 0 ? 20 + climbed + distance_up(sentence, (int)timex->last, top) : -1;
        int distance = below >= 0 ? below : beside;
        if (distance >= 0 && distance < best_distance) {
            best = timex;
            best_distance = distance;
        }
    }
    return best;
}

/* The only time of the sentence, where it follows the trigger and no other verb that could own it stands between ("signed the treaty founding
 * the union in late May"). */
static const struct timex *timex_after(const struct event_context *context, const struct sentence *sentence, const struct match *match)
{
    const struct timex *only = NULL;
    for (size_t i = event_timex_first(context, sentence->number); i < context->times->len && context->times->at[i].sentence == sentence->number; i++) {
        if (!names_days(&context->times->at[i]))
            continue;
        if (only)
            return NULL;
        only = &context->times->at[i];
    }
    for (int word = match->trigger + 1; only && word < (int)only->first; word++)
        if (event_pos(sentence, word) == 'v' && !event_has(STR("VBG|VB"), str_from(text_xpos_name(sentence->words[word].xpos))))
            return NULL;
    return only && (int)only->first > match->trigger ? only : NULL;
}

/* "2014-06-05", "2014-05", "2010" for the interval of a timex. */
static str date_text(const struct event_context *context, day from, day to, bool end)
{
    int year, month, day_of_month, last_year, last_month, last_day;
    day_split(from, &year, &month, &day_of_month);
    day_split(to, &last_year, &last_month, &last_day);
    bool whole_month = year == last_year && month == last_month && day_of_month == 1 && last_day == day_month_length(year, month);
    bool whole_year = year == last_year && month == 1 && day_of_month == 1 && last_month == 12 && last_day == 31;
    if (end && (from == to || whole_month || whole_year))
        return STR("");
    if (whole_year)
        return arena_printf(context->arena, "%04d", year);
    if (whole_month)
        return arena_printf(context->arena, "%04d-%02d", year, month);
    return end ? arena_printf(context->arena, "%04d-%02d-%02d", last_year, last_month, last_day)
               : arena_printf(context->arena, "%04d-%02d-%02d", year, month, day_of_month);
}

static void date_give(const struct event_context *context, struct event *event, day from, day to, str how)
{
    event->day_from = from;
    event->day_to = to;
    event->date = date_text(context, from, to, false);
    event->date_to = date_text(context, from, to, true);
    event->date_from = how;
}

/* Every country of the event stands in the landmark's list, and the list holds no other. */
static bool same_countries(const struct event *event, str countries)
{
    size_t listed = 0, found = 0;
    str part;
    while (str_next(&countries, ';', &part)) {
        listed++;
        bool here = false;
        for (size_t i = 0; i < event->source.len; i++)
            here |= event_same_country(part, event->source.at[i].country);
        for (size_t i = 0; i < event->recipient.len; i++)
            here |= event_same_country(part, event->recipient.at[i].country);
        found += here;
    }
    return listed >= 2 && found == listed;
}

static const struct landmark *landmark_of(const struct event_context *context, const struct event *event, day from, day to, struct landmark *out)
{
    size_t hits = 0;
    for (size_t i = 0; i < when_landmark_count(context->when); i++) {
        struct landmark landmark = when_landmark_at(context->when, i);
        if (landmark.from < from || landmark.from > to || !str_eq(landmark.kind, STR("treaty")) || !same_countries(event, landmark.countries))
            continue;
        *out = landmark;
        hits++;
    }
    return hits == 1 ? out : NULL;
}

static void landmark_refine(const struct event_context *context, struct event *event)
{
    struct landmark landmark;
    if (!str_starts(event->cameo, STR("057")) || event->day_from == DAY_NONE || event->day_to - event->day_from > 62 || event->day_from == event->day_to)
        return;
    if (landmark_of(context, event, event->day_from, event->day_to, &landmark) == NULL)
        return;
    date_give(context, event, landmark.from, landmark.to == DAY_NONE ? landmark.from : landmark.to, STR("landmark"));
    *LIST_ADD(context->arena, &event->notes) = arena_printf(context->arena, "landmark: dated by %.*s (%.*s), which these parties signed then",
        STR_ARG(landmark.name), STR_ARG(event->date));
}

/* The last day that the paragraph told before this sentence, unless other time words stand between. */
static const struct timex *told_before(const struct event_context *context, const struct sentence *sentence)
{
    const struct timex *last = NULL;
    for (size_t i = event_timex_first(context, sentence->number); last == NULL && i-- > 0;) {
        const struct timex *timex = &context->times->at[i];
        if (context->sentences[timex->sentence].paragraph != sentence->paragraph)
            break;
        if (names_days(timex) && !(context->date->at != DAY_NONE && timex->from > context->date->at))        /* a deed to come dates nothing else */
            last = timex;
    }
    return last;
}

/* "As a result", "Later": the sentence goes on with the story that the one before told. */
static bool goes_on(const struct event_context *context, const struct sentence *sentence)
{
    str words = event_kind_words(context->coder, STR("connective"));
    for (int word = 0; words.len && word < (int)sentence->count && word < 4; word++)
        if (event_has(words, event_lemma(context, sentence, word)))
            return true;
    return false;
}

/* What lies long before the content is history: it dates the next sentence only where that goes on with it. */
static bool is_history(const struct event_context *context, day to)
{
    return context->date->at != DAY_NONE && context->date->at - to > EVENT_HISTORICAL_DAYS;
}

void event_date_find(const struct event_context *context, const struct sentence *sentence, const struct match *match, struct event *event)
{
    const struct timex *timex = timex_of(context, sentence, match);
    if (timex == NULL)
        timex = timex_after(context, sentence, match);
    const struct event_date *content = context->date;
    event->day_from = event->day_to = DAY_NONE;
    if (timex && str_eq(timex->how, STR("landmark")) && event_is_ahead(context->coder, context->arena, sentence, timex)) {
        /* "ahead of the 2010 elections" is some time in that year, not the day of the vote */
        int year, month, day_of_month;
        day_split(timex->from, &year, &month, &day_of_month);
        date_give(context, event, day_of(year, 1, 1), day_of(year, 12, 31), STR("landmark"));
    } else if (timex) {
        date_give(context, event, timex->from, timex->to, content->contradicts && str_eq(timex->how, STR("publication")) ? STR("content") : timex->how);
    } else if ((timex = told_before(context, sentence)) != NULL && (!is_history(context, timex->to) || goes_on(context, sentence))) {
        date_give(context, event, timex->from, timex->to, STR("paragraph"));
    } else if (content->at != DAY_NONE) {
        struct date date = date_of_day(content->at);
        date.precision = content->precision;
        if (content->precision < DATE_DAY)
            date.day = 0;
        if (content->precision < DATE_MONTH)
            date.month = 0;
        date_give(context, event, date_first(&date), date_last(&date), content->contradicts ? STR("content") : content->how);
    }
    landmark_refine(context, event);
    if (event->day_to != DAY_NONE && is_history(context, event->day_to))
        event->aspects |= ASPECT_HISTORICAL;
}

void event_place_find(const struct event_context *context, const struct sentence *sentence, const struct match *match, struct event *event)
{
    const struct mention *best = NULL;
    int best_distance = 1000;
    event->lat = event->lon = NAN;
    for (size_t i = event_mention_first(context->mentions, sentence->number); i < context->mentions->len; i++) {
        const struct mention *mention = &context->mentions->at[i];
        if (mention->sentence != sentence->number)
            break;
        if (mention->kind != MENTION_PLACE || mention->country.len == 0)
            continue;
        int distance = distance_up(sentence, (int)mention->head, match->trigger);
        if (distance < 0)
            distance = 100;
        if (distance < best_distance) {
            best = mention;
            best_distance = distance;
        }
    }
    if (best == NULL)
        return;
    event->place_text = best->text;
    event->place_country = best->country;
    event->place_region = best->region;
    event->lat = best->lat;
    event->lon = best->lon;
    event->place_precision = isnan(best->lat) ? STR("country") : best->region.len || best->actor.len == 0 ? STR("city") : STR("region");
}
