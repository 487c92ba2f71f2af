/* event_settle.c: when does what an article tells happen?
 *
 * As a rule on the day of publication. But a page may carry a later date than its content (an archive moved, a reprint), and then
 * every date without a year ("June 5th") would be read wrongly. Three kinds of evidence are weighed, all of the text itself:
 *   1. bounds: an election that the text calls still to come ("ahead of the 2015 elections", main verb in the present) lies after the
 *      content; what a sentence in the past tense dates with a year lies before it;
 *   2. landmarks: a date without a year whose month and day fit exactly one dated landmark of the same states, in a sentence that has a word
 *      of its kind ("signed" for a treaty, "forum"), votes for that landmark's year (data/when/landmarks.tsv, data/event/landmark-words.tsv):
 *      VOTE_STRONG for some days and two states or more, VOTE_WEAK for a whole month or a single state;
 *   3. the publication date, which stands unless it breaks a bound, or dates that took their year from it give another year at least
 *      SETTLE_STRONG_MIN strong votes and its own year none.
 * When it falls, the year with most votes within the bounds wins; without any vote the date is left open. The day is the latest
 * date that the text tells in that year. Ours; measured on pages with and without the trap (test/coder/golden).
 */
#include "base/map.h"
#include "base/utf8.h"
#include "event/event_context.h"

#include <limits.h>

#define VOTE_STRONG 4
#define VOTE_WEAK 1
#define SETTLE_STRONG_MIN 2
#define SETTLE_YEARS 80             /* years before publication that are looked at */
#define SETTLE_FORWARD_DAYS 400     /* how far ahead of the page "the coming election" may lie */

struct settle {
    const struct event_coder *coder;
    const struct when *when;
    struct arena *arena;
    const struct sentence *sentences;
    const struct mention_list *mentions;
    const struct timex_list *times;
    day published, after, before;   /* bounds of the content: after <= content < before */
    int votes[SETTLE_YEARS];        /* index: year_of(published, or the last landmark) - year */
    int strong[SETTLE_YEARS];       /* strong votes of dates that took their year from the publication date alone */
    int newest;
};

static int year_of(day number)
{
    int year, month, day_of_month;
    day_split(number, &year, &month, &day_of_month);
    return year;
}

/* The same month and day in another year; 29 February gives way to the 28th. */
static day in_year(day number, int year)
{
    int own, month, day_of_month, length;
    day_split(number, &own, &month, &day_of_month);
    length = day_month_length(year, month);
    return day_of(year, month, day_of_month < length ? day_of_month : length);
}

static bool sentence_has(const struct settle *settle, const struct sentence *sentence, str lemmas)
{
    for (uint32_t i = 0; lemmas.len && i < sentence->count; i++)
        if (event_has(lemmas, utf8_fold(settle->arena, sentence->words[i].lemma)))
            return true;
    return false;
}

static bool sentence_names(const struct settle *settle, const struct sentence *sentence, str country)
{
    const struct mention *at = settle->mentions->at, *end = at + settle->mentions->len;
    for (at += event_mention_first(settle->mentions, sentence->number); at < end && at->sentence == sentence->number; at++)
        if (event_same_country(country, at->country))
            return true;
    return false;
}

static bool article_names(const struct settle *settle, str country)
{
    for (size_t i = 0; i < settle->mentions->len; i++)
        if (event_same_country(country, settle->mentions->at[i].country))
            return true;
    return false;
}

/* How many of a landmark's states the sentence names; all of them must be there (in the article for a landmark of one state). */
static int states_named(const struct settle *settle, const struct sentence *sentence, str countries)
{
    int count = 0;
    str part;
    while (str_next(&countries, ';', &part)) {
        if (str_starts(part, STR("org:")))
            continue;               /* an organisation beside the states; it has no country of its own to look for */
        if (!sentence_names(settle, sentence, part))
            return 0;
        count++;
    }
    return count;
}

static bool has_tag(const struct sentence *sentence, int word, const char *tags)
{
    return event_has(str_from(tags), str_from(text_xpos_name(sentence->words[word].xpos)));
}

/* The word that carries the tense of the sentence: the first auxiliary or copula of its root, else the root; its first finite verb where the
 * root is no verb, or there is no tree (a sentence that holds no trigger has none). -1 where there is none. */
static int tense_word(const struct sentence *sentence)
{
    int root = 0, count = (int)sentence->count, finite = 0;
    while (sentence->tree && root < count && sentence->words[root].head >= 0)
        root++;
    if (sentence->tree && root < count) {
        int aux = text_child(sentence, root, DEPREL_AUX, -1), cop = text_child(sentence, root, DEPREL_COP, -1);
        if (aux >= 0 || cop >= 0)
            return aux >= 0 ? aux : cop;
        if (has_tag(sentence, root, "VBD|VBZ|VBP|VBN|VB|VBG"))
            return root;
    }
    while (finite < count && !has_tag(sentence, finite, "VBD|VBZ|VBP|MD"))
        finite++;
    return finite < count ? finite : -1;
}

static bool is_past(const struct sentence *sentence)
{
    int word = tense_word(sentence);
    return word >= 0 && has_tag(sentence, word, "VBD|VBN");
}

/* "put" and its like look the same in both tenses and decide nothing. */
static bool is_present(const struct settle *settle, const struct sentence *sentence)
{
    int word = tense_word(sentence);
    return word >= 0 && has_tag(sentence, word, "VBZ|VBP|MD")
        && !event_has(STR("put|cut|set|let|hit|quit|read|spread|split|cost|hurt|shut|bet|cast|burst|shed|beat"),
                      utf8_fold(settle->arena, sentence->words[word].form));
}

/* An election of that year which the text calls still to come bounds the content from above: one of a country that the sentence names, or
 * else, where it names none that votes then, that the article names. */
static void bound_ahead(struct settle *settle, const struct sentence *sentence, const struct timex *timex)
{
    day near = INT32_MAX, far = INT32_MAX;
    if (!sentence_has(settle, sentence, event_kind_words(settle->coder, STR("election"))))
        return;
    for (size_t i = 0; i < when_landmark_count(settle->when); i++) {
        struct landmark landmark = when_landmark_at(settle->when, i);
        if (landmark.from < timex->from || landmark.from > timex->to || !str_starts(landmark.kind, STR("election")))
            continue;
        if (sentence_names(settle, sentence, landmark.countries) && landmark.from < near)
            near = landmark.from;
        if (article_names(settle, landmark.countries) && landmark.from < far)
            far = landmark.from;
    }
    day bound = near != INT32_MAX ? near : far;
    if (bound < settle->before)
        settle->before = bound;
}

static void bounds_find(struct settle *settle)
{
    for (size_t i = 0; i < settle->times->len; i++) {
        const struct timex *timex = &settle->times->at[i];
        const struct sentence *sentence = &settle->sentences[timex->sentence];
        if (timex->from == DAY_NONE || !timex->year_given || timex->type != TIMEX_DATE)
            continue;
        bool past = is_past(sentence);
        if (is_present(settle, sentence) && event_is_ahead(settle->coder, settle->arena, sentence, timex))
            bound_ahead(settle, sentence, timex);
        else if (past && timex->from > settle->after && (settle->published == DAY_NONE || timex->from <= settle->published))
            settle->after = timex->from;
    }
}

static bool overlaps(const struct landmark *landmark, day from, day to)
{
    return landmark->from <= to && (landmark->to == DAY_NONE ? landmark->from : landmark->to) >= from;
}

/* How much a landmark speaks for a date of these days: 0 not at all. */
static int vote_weight(const struct settle *settle, const struct sentence *sentence, const struct landmark *landmark, day from, day to)
{
    if (to < from || to - from > 45 || !overlaps(landmark, from, to) || !sentence_has(settle, sentence, event_kind_words(settle->coder, landmark->kind)))
        return 0;
    int states = states_named(settle, sentence, landmark->countries);
    return states == 0 ? 0 : states >= 2 && to - from <= 11 ? VOTE_STRONG : VOTE_WEAK;
}

/* One vote a date: the landmarks that fit it in their own year. Two that disagree are no evidence. */
static void vote(struct settle *settle, const struct timex *timex)
{
    const struct sentence *sentence = &settle->sentences[timex->sentence];
    int best = 0, year = 0;
    for (size_t i = 0; i < when_landmark_count(settle->when); i++) {
        struct landmark landmark = when_landmark_at(settle->when, i);
        int own = year_of(landmark.from);
        if (own > settle->newest || own <= settle->newest - SETTLE_YEARS)
            continue;
        int weight = vote_weight(settle, sentence, &landmark, in_year(timex->from, own), in_year(timex->to, own));
        if (weight > best) {
            best = weight;
            year = own;
        } else if (weight == best && own != year) {
            year = 0;
        }
    }
    if (best == 0 || year == 0)
        return;
    settle->votes[settle->newest - year] += best;
    settle->strong[settle->newest - year] += best == VOTE_STRONG && str_eq(timex->how, STR("publication"));
}

static bool within(const struct settle *settle, int year)
{
    return (settle->after == DAY_NONE || year >= year_of(settle->after)) && (settle->before == INT32_MAX || day_of(year, 1, 1) < settle->before);
}

static int best_year(const struct settle *settle, bool unvoted)
{
    int best = -1;
    for (int i = 0; i < SETTLE_YEARS; i++)
        if (within(settle, settle->newest - i) && (settle->votes[i] || unvoted) && (best < 0 || settle->votes[i] > settle->votes[best]))
            best = i;
    return best < 0 ? 0 : settle->newest - best;
}

/* The latest day told in the year, within the bounds; precision DAY only where a day is named. */
static struct event_date latest(const struct settle *settle, int year)
{
    struct event_date date = {.at = DAY_NONE, .how = STR("landmark")};
    for (size_t i = 0; i < settle->times->len; i++) {
        const struct timex *timex = &settle->times->at[i];
        if (timex->from == DAY_NONE || timex->type != TIMEX_DATE || timex->relative || timex->to - timex->from > 45)
            continue;
        if (timex->year_given && year_of(timex->from) != year)
            continue;
        day from = in_year(timex->from, year), to = in_year(timex->to, year);
        bool day_named = from == to;
        if (from >= settle->before || (settle->after != DAY_NONE && to < settle->after))
            continue;
        if (date.at == DAY_NONE || from > date.at) {
            date.at = from;
            date.precision = day_named ? DATE_DAY : DATE_MONTH;
        }
    }
    return date;
}

static str month_text(const struct settle *settle, const struct event_date *date)
{
    static const char *const months[] = {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
        "November", "December"};
    int year, month, day_of_month;
    day_split(date->at, &year, &month, &day_of_month);
    return arena_printf(settle->arena, "%s %d", months[month - 1], year);
}

static struct event_date contradicted(const struct settle *settle, struct article *article)
{
    char published[12];
    int year = best_year(settle, false);
    struct event_date date = {.at = DAY_NONE, .how = STR("")};
    if (year)
        date = latest(settle, year);
    date.contradicts = true;
    str what = date.at != DAY_NONE ? month_text(settle, &date)
        : settle->before != INT32_MAX ? arena_printf(settle->arena, "a time before %d", year_of(settle->before) + 0) : STR("another year");
    *LIST_ADD(settle->arena, &article->notes) = arena_printf(settle->arena, "date-contradicts-content: published %.*s, but the text speaks of %.*s",
        STR_ARG(day_write(settle->published, published)), STR_ARG(what));
    return date;
}

/* Without a publication date: the landmarks' year, else the last day that the text dates with its year. */
static struct event_date undated(const struct settle *settle)
{
    int year = best_year(settle, false);
    struct event_date date = year ? latest(settle, year) : (struct event_date){.at = DAY_NONE, .how = STR("")};
    for (size_t i = 0; year == 0 && i < settle->times->len; i++) {
        const struct timex *timex = &settle->times->at[i];
        if (timex->type == TIMEX_DATE && timex->year_given && timex->from != DAY_NONE && timex->from == timex->to
            && is_past(&settle->sentences[timex->sentence]) && (date.at == DAY_NONE || timex->from > date.at))
            date = (struct event_date){.at = timex->from, .precision = DATE_DAY, .how = STR("text")};
    }
    return date;
}

struct event_date event_settle(const struct event_coder *coder, const struct when *when, struct arena *arena, struct article *article,
                               const struct sentence *sentences, size_t count, const struct mention_list *mentions, const struct timex_list *times)
{
    struct settle *settle = ARENA_NEW(arena, struct settle);
    struct date published;
    *settle = (struct settle){.coder = coder, .when = when, .arena = arena, .sentences = sentences, .mentions = mentions, .times = times,
        .published = DAY_NONE, .after = DAY_NONE, .before = INT32_MAX};
    (void)count;
    if (date_read_iso(article->published, &published))
        settle->published = date_first(&published);
    size_t landmarks = when_landmark_count(when);
    settle->newest = settle->published != DAY_NONE ? year_of(settle->published) : landmarks ? year_of(when_landmark_at(when, landmarks - 1).from) : 0;
    bounds_find(settle);
    for (size_t i = 0; i < times->len; i++)
        if (times->at[i].from != DAY_NONE && times->at[i].type == TIMEX_DATE && !times->at[i].year_given && !times->at[i].relative)
            vote(settle, &times->at[i]);
    if (settle->published == DAY_NONE)
        return undated(settle);
    int year = best_year(settle, false), strong = year ? settle->strong[settle->newest - year] : 0;
    bool late = settle->before <= settle->published && settle->before > settle->after;
    bool outvoted = strong >= SETTLE_STRONG_MIN && settle->votes[0] == 0 && year < settle->newest - 1;
    if (late || outvoted)
        return contradicted(settle, article);
    enum date_precision precision = published.precision < DATE_DAY ? published.precision : DATE_DAY;
    return (struct event_date){.at = settle->published, .precision = precision, .how = STR("publication")};
}
