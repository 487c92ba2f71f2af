/* when_event.c: the days of an election that a year names, and datelines.
 *
 * "the 2010 presidential election", "the parliamentary vote in Poland in 2010": the value stays the year, as TimeML's guidelines 1.2.1 want, but
 * the days are those of the landmark (landmarks.tsv), when its country is named in the sentence: by the adjective of its name ("2010 Polish
 * presidential election") or by its alias ("presidential elections in Poland"). Where two landmarks fit, nothing is changed.
 * A dateline is a date near the start of the article behind a place in capitals: "MINSK, April 22 (Reuters)".
 */
#include "when/when_inner.h"

#define DATELINE_WORDS 7            /* so far into the first sentence a dateline reaches */
#define NOUN_WORDS 3                /* words between the year and the noun of the election */

static bool names(str text, str part)
{
    return part.len > 3 && str_find_fold(text, part, 0) < text.len;
}

/* The parts of "2010 Polish presidential election": whose, and which; false where the name is no such thing. */
static bool name_parts(str name, str *whose, str *which)
{
    static const char *const kinds[] = {"presidential", "parliamentary", "midterm", "general", "legislative", "federal", "constitutional", "independence"};
    size_t space = str_find_char(name, ' ', 0), best = name.len;
    if (space != 4)
        return false;
    name = str_from_at(name, 5);
    best = name.len;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        size_t at = str_find_fold(name, str_from(kinds[i]), 0);
        best = at < best ? at : best;
    }
    if (best == name.len || best < 2)
        return false;
    *whose = str_sub(name, 0, best - 1);
    *which = str_sub(name, best, str_find_char(name, ' ', best));
    return true;
}

/* Is the landmark's country named in the sentence? */
static bool country_named(const struct when *when, const struct when_landmark_record *landmark, str whose, str sentence)
{
    str aliases = when_string(when, landmark->aliases), alias;
    if (names(sentence, whose))
        return true;
    while (str_next(&aliases, ';', &alias)) {
        size_t in = str_find(alias, STR(" in "), 0);
        if (in < alias.len && names(sentence, str_from_at(alias, in + 4)))
            return true;
    }
    return false;
}

/* The words around the year: up to NOUN_WORDS behind it, and the four before it ("elections in 2010"). */
static str around(str sentence, uint32_t start, uint32_t end)
{
    size_t from = start, to = end;
    for (int spaces = 0; from > 0 && spaces < 5; from--)
        spaces += sentence.at[from - 1] == ' ';
    for (int spaces = 0; to < sentence.len && spaces <= NOUN_WORDS + 1 && sentence.at[to] != ',' && sentence.at[to] != ';'; to++)
        spaces += sentence.at[to] == ' ';
    return str_sub(sentence, from, to);
}

void when_event_days(const struct when *when, str sentence, int year, struct timex *timex)
{
    str near = around(sentence, timex->start, timex->end);
    bool vote = names(near, STR("election")) || names(near, STR("referendum")) || names(near, STR(" vote")) || names(near, STR(" poll"));
    const struct when_landmark_record *found = NULL;
    for (size_t i = 0; vote && i < when->landmark_count; i++) {
        const struct when_landmark_record *landmark = &when->landmarks[i];
        str name = when_string(when, landmark->name), kind = when_string(when, landmark->kind), whose, which;
        int y, m, d;
        day_split(landmark->from, &y, &m, &d);
        if (y > year)
            break;                                       /* they stand in order of their days */
        if (y != year || !(str_starts(kind, STR("election")) || str_eq(kind, STR("referendum"))) || !name_parts(name, &whose, &which))
            continue;
        bool typed = names(near, STR("presidential")) || names(near, STR("parliamentary")) || names(near, STR("legislative")) || names(near, STR("referendum"));
        bool fits = !typed || names(near, which) || (str_eq(kind, STR("referendum")) && names(near, STR("referendum")));
        if (!fits || !country_named(when, landmark, whose, sentence))
            continue;
        if (found != NULL)
            return;
        found = landmark;
    }
    if (found == NULL)
        return;
    timex->from = found->from;
    timex->to = found->to != DAY_NONE ? found->to : found->from;
    timex->how = STR("landmark");
}

bool when_is_dateline(const struct sentence *sentence, const struct when_spec *spec, const struct timex *timex)
{
    bool date = spec->base == BASE_FIELDS && spec->unit == UNIT_DAY && spec->month != 0 && timex->type == TIMEX_DATE;
    if (!date || sentence->number != 0 || timex->first == 0 || timex->first > DATELINE_WORDS)
        return false;
    str place = sentence->words[0].form;
    for (size_t i = 0; i < place.len; i++)
        if (place.at[i] >= 'a' && place.at[i] <= 'z')
            return false;
    bool comma = false;
    for (uint32_t i = 0; i < timex->first; i++) {
        uint8_t upos = sentence->words[i].upos;
        comma |= str_eq(sentence->words[i].form, STR(","));
        if (upos == UPOS_VERB || upos == UPOS_AUX)
            return false;
    }
    return comma && place.len > 2;
}
