/* status_find.c: the status of a category, a relation, an actor; of all categories; and of each week, with the day since when it holds.
 *
 * A status is computed for one date from the days of its window and before. To find since when it holds, it is computed again for each week
 * back (at most SINCE_WEEKS), then for each day of the week in which it changed. An analyst's override counts as the status of its days.
 */
#include "status/status_private.h"

#include <math.h>

#define SINCE_WEEKS 104

const char *status_word_name(enum status_word word)
{
    static const char *const names[] = {"unclear", "improving", "unchanged", "deteriorating"};
    return names[word];
}

const char *status_word_mark(enum status_word word)
{
    static const char *const marks[] = {"?", "\xE2\x96\xB2", "\xE2\x96\xAC", "\xE2\x96\xBC"};
    return marks[word];
}

bool status_word_find(str name, enum status_word *word)
{
    for (int i = STATUS_UNCLEAR; i <= STATUS_DETERIORATING; i++)
        if (str_eq(name, str_from(status_word_name((enum status_word)i)))) {
            *word = (enum status_word)i;
            return true;
        }
    return false;
}

/* ---- A stage behind the arena's door ---- */

struct find {
    struct store *store;
    struct arena *arena;
    struct err *err;
    bool right;
    bool (*stage)(struct find *find);
    enum series_kind kind;
    str name;
    day date;
    bool details;
    size_t weeks;
    void *out;
    /* loaded once for all categories of a board */
    struct status_sources sources;
    struct store_documents_list documents;
    struct status_overrides overrides;
    int window, before;
    double silent[SINCE_WEEKS * 7 + 8];    /* by days before date; NAN not asked yet */
};

static void find_stage(void *context)
{
    struct find *find = context;
    find->right = find->stage(find);
}

static bool find_run(struct find *find)
{
    find->window = store_monitor(find->store)->window;
    find->before = store_monitor(find->store)->before;
    for (size_t i = 0; i < sizeof find->silent / sizeof *find->silent; i++)
        find->silent[i] = (double)NAN;
    return arena_try(find->arena, find_stage, find, find->err) && find->right;
}

static bool find_prepare(struct find *find, day from)
{
    return status_sources_load(find->store, find->arena, from, find->date, &find->sources, find->err)
        && store_documents(find->store, find->arena, STR(""), from, find->date, &find->documents, find->err)
        && status_overrides_read(find->store, find->arena, &find->overrides, find->err);
}

static enum status_word find_word(struct find *find, const struct status_days *days, str category, day date)
{
    struct status_override override = status_override_at(&find->overrides, category, date);
    if (override.is)
        return override.word;
    double *silent = &find->silent[find->date - date];
    if (isnan(*silent))
        *silent = status_coverage(&find->sources, date, find->window, find->before).silent;
    return status_judge(days, date, find->window, find->before, *silent, JUDGE_WORD).word;
}

static void find_since(struct find *find, const struct status_days *days, str category, struct status *status)
{
    day oldest = days->from + find->window + STATUS_HISTORY, at = status->date;
    enum status_word word = status->status;
    for (int week = 0; week < SINCE_WEEKS; week++) {
        day earlier = at - 7;
        if (earlier < oldest)
            break;
        word = find_word(find, days, category, earlier);
        if (word == status->status) {
            at = earlier;
            continue;
        }
        while (at - 1 > earlier && find_word(find, days, category, at - 1) == status->status)
            at--;
        status->since = at;
        status->was = find_word(find, days, category, at - 1);
        return;
    }
    status->since = at;
    status->was = status->status;
    status->since_bounded = true;
}

static str find_title(struct find *find, enum series_kind kind, str name)
{
    if (kind == SERIES_CATEGORY) {
        const struct monitor_category *category = monitor_category_find(store_monitor(find->store), name);
        return category != NULL ? category->title : name;
    }
    size_t bar = str_find_char(name, '|', 0);
    if (bar == name.len)
        return store_actor_name(find->store, find->arena, name);
    str a = store_actor_name(find->store, find->arena, str_sub(name, 0, bar)), b = store_actor_name(find->store, find->arena, str_from_at(name, bar + 1));
    return arena_printf(find->arena, "%.*s and %.*s", STR_ARG(a), STR_ARG(b));
}

static void find_fill(struct status *status, const struct judgement *j, const struct status_coverage *coverage)
{
    status->computed = j->word;
    status->status = status->override.is ? status->override.word : j->word;
    status->p = j->p;
    for (int quad = 0; quad < 4; quad++) {
        status->quads[quad] = j->now[quad];
        status->quads_before[quad] = j->before[quad];
        status->events += j->now[quad];
    }
    status->reports = j->reports;
    status->events_before = j->expected;
    status->volume = j->volume;
    status->tone = j->tone;
    status->coverage = coverage->share;
    status->sources_heard = coverage->heard;
    status->sources_known = coverage->known;
}

static bool find_status(struct find *find, enum series_kind kind, str name, struct status *status)
{
    struct status_days days;
    struct store_count_list events;
    day from = find->date - find->window - find->before - STATUS_HISTORY - SINCE_WEEKS * 7 + 1;
    str category = kind == SERIES_CATEGORY ? name : STR("");
    *status = (struct status){.category = name, .date = find->date, .window = find->window, .before = find->before, .since = find->date};
    status->title = find_title(find, kind, name);
    status->override = status_override_at(&find->overrides, category, find->date);
    if (!status_days_load(find->store, find->arena, kind, name, from, find->date, &find->documents, &days, find->err))
        return false;
    struct status_coverage coverage = status_coverage(&find->sources, find->date, find->window, find->before);
    struct judgement j = status_judge(&days, find->date, find->window, find->before, coverage.silent, JUDGE_ALL);
    find_fill(status, &j, &coverage);
    find_since(find, &days, category, status);
    day first = find->details ? find->date - find->window - find->before + 1 : find->date - find->window + 1;
    if (!store_series_events(find->store, find->arena, kind, name, first, find->date, find->details ? 0 : STATUS_REASON_EVENTS, &events, find->err))
        return false;
    status->reason = status_reason(find->arena, status, &j, status_reason_event(status, &j, &events), &find->sources);
    if (find->details) {
        struct status_asked asked = {category, kind, name, &days, &find->sources, find->date, find->window, find->before, coverage.silent};
        status_moves(find->arena, &asked, &events, status);
    }
    return true;
}

static bool find_one(struct find *find)
{
    return find_prepare(find, find->date - find->window - find->before - STATUS_HISTORY - SINCE_WEEKS * 7 + 1)
        && find_status(find, find->kind, find->name, find->out);
}

bool status_category(struct store *store, struct arena *arena, str category, day date, bool details, struct status *status, bool *found,
                     struct err *err)
{
    struct find find = {.store = store, .arena = arena, .err = err, .stage = find_one, .kind = SERIES_CATEGORY, .name = category, .date = date,
                        .details = details, .out = status};
    *found = monitor_category_find(store_monitor(store), category) != NULL;
    return !*found || find_run(&find);
}

static bool find_relation(struct find *find)
{
    str *sides = find->out;         /* the status comes after both sides */
    find->name = store_dyad_name(find->arena, sides[0], sides[1]);
    return true;
}

bool status_relation(struct store *store, struct arena *arena, str a, str b, day date, bool details, struct status *status, struct err *err)
{
    str sides[2] = {a, b};
    struct find find = {.store = store, .arena = arena, .err = err, .stage = find_relation, .kind = SERIES_DYAD, .date = date, .details = details,
                        .out = sides};
    if (!find_run(&find))
        return false;
    find.stage = find_one;
    find.out = status;
    return find_run(&find);
}

bool status_actor(struct store *store, struct arena *arena, str actor, day date, bool details, struct status *status, struct err *err)
{
    struct find find = {.store = store, .arena = arena, .err = err, .stage = find_one, .kind = SERIES_ACTOR, .name = actor, .date = date,
                        .details = details, .out = status};
    return find_run(&find);
}

static bool find_board(struct find *find)
{
    struct status_list *list = find->out;
    const struct monitor_category_list *categories = &store_monitor(find->store)->categories;
    if (!find_prepare(find, find->date - find->window - find->before - STATUS_HISTORY - SINCE_WEEKS * 7 + 1))
        return false;
    for (size_t i = 0; i < categories->len; i++)
        if (!find_status(find, SERIES_CATEGORY, categories->at[i].name, LIST_ADD(find->arena, list)))
            return false;
    return true;
}

bool status_board(struct store *store, struct arena *arena, day date, struct status_list *list, struct err *err)
{
    struct find find = {.store = store, .arena = arena, .err = err, .stage = find_board, .date = date, .out = list};
    *list = (struct status_list){0};
    return find_run(&find);
}

bool status_date(struct store *store, day *date, struct err *err)
{
    struct store_summary summary;
    if (!store_summary(store, &summary, err))
        return false;
    *date = summary.last;
    return true;
}

static bool find_weeks(struct find *find)
{
    struct status_week_list *list = find->out;
    struct status_days days;
    day from = find->date - (day)find->weeks * 7 - find->window - find->before - STATUS_HISTORY + 1;
    str category = find->kind == SERIES_CATEGORY ? find->name : STR("");
    if (!find_prepare(find, from) || !status_days_load(find->store, find->arena, find->kind, find->name, from, find->date, &find->documents, &days, find->err))
        return false;
    for (size_t week = find->weeks; week > 0; week--) {
        struct status_week *row = LIST_ADD(find->arena, list);
        *row = (struct status_week){.at = find->date - (day)(week - 1) * 7};
        for (day at = row->at - 6; at <= row->at; at++) {
            for (int quad = 0; quad < 4; quad++)
                row->events[quad] += days.at[at - from].quads[quad];
            row->reports += days.at[at - from].reports;
        }
        struct status_coverage coverage = status_coverage(&find->sources, row->at, find->window, find->before);
        struct judgement j = status_judge(&days, row->at, find->window, find->before, coverage.silent, JUDGE_ALL);
        struct status_override override = status_override_at(&find->overrides, category, row->at);
        row->status = override.is ? override.word : j.word;
        row->p = j.p;
        row->volume = j.volume;
        row->tone = j.tone;
    }
    return true;
}

bool status_weeks(struct store *store, struct arena *arena, enum series_kind kind, str name, day date, size_t weeks, struct status_week_list *list,
                  struct err *err)
{
    struct find find = {.store = store, .arena = arena, .err = err, .stage = find_weeks, .kind = kind, .name = name, .date = date,
                        .weeks = weeks < 1 ? 52 : weeks > 520 ? 520 : weeks, .out = list};
    *list = (struct status_week_list){0};
    return find_run(&find);
}
