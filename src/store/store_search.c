/* store_search.c: full text of articles and of single events, with the found words marked and the facets of what was found.
 *
 * Order by FTS5's BM25 (Robertson, Zaragoza 2009), a word in a title or a party's name weighing four times as much. The index holds
 * stems only, so the snippet is found here: the stretch of the stored text of at most SNIPPET_MAX bytes with the most different words asked for.
 */
#include "store/store_private.h"
#include "base/utf8.h"

#define SNIPPET_MAX 240
#define SNIPPET_LEAD 60             /* bytes before the first found word, from the start of a sentence where it is so near */
#define SNIPPET_TOKENS_MAX 4096     /* found words that are looked at in one text */
#define FACETS_MAX 7

struct snippet_token {uint32_t start, end, stem;};

static bool snippet_match(struct words *words, const struct store_asked *asked, str language, str word, uint32_t *which)
{
    char folded_room[WORDS_MAX + 8];
    str folded = words_fold_one(words, word);
    for (size_t i = 0; i < folded.len; i++)
        folded_room[i] = folded.at[i];
    folded.at = folded_room;
    str stem = words_stem_one(words, language, word);
    for (size_t i = 0; i < asked->stems.len; i++) {
        str wanted = asked->stems.at[i];
        bool open = str_ends(wanted, STR("*"));
        wanted = open ? str_sub(wanted, 0, wanted.len - 1) : wanted;
        if (open ? str_starts(stem, wanted) || str_starts(folded, wanted) : str_eq(stem, wanted)) {
            *which = (uint32_t)i;
            return true;
        }
    }
    return false;
}

/* The run of tokens within SNIPPET_MAX - SNIPPET_LEAD bytes that has most different stems; *first and the number in it. */
static size_t snippet_best(const struct snippet_token *tokens, size_t count, size_t *first)
{
    size_t best = 0, best_score = 0;
    *first = 0;
    for (size_t i = 0; i < count; i++) {
        uint64_t seen = 0;
        size_t score = 0, j = i;
        for (; j < count && tokens[j].end - tokens[i].start <= SNIPPET_MAX - SNIPPET_LEAD; j++) {
            score += seen >> (tokens[j].stem & 63) & 1 ? 1 : 100;
            seen |= 1ull << (tokens[j].stem & 63);
        }
        if (score > best_score) {
            best_score = score;
            best = j - i;
            *first = i;
        }
    }
    return best;
}

/* Start and end of the stretch around the found words, within one paragraph and between words. */
static void snippet_bounds(str text, size_t found_start, size_t found_end, size_t *start, size_t *end)
{
    size_t low = found_start, sentence;
    while (low > 0 && text.at[low - 1] != '\n' && found_start - low < SNIPPET_LEAD)
        low--;
    sentence = low;
    for (size_t i = low; i + 2 < found_start; i++)
        if ((text.at[i] == '.' || text.at[i] == '!' || text.at[i] == '?') && text.at[i + 1] == ' ')
            sentence = i + 2;
    if (sentence == low && low > 0 && text.at[low - 1] != '\n')    /* no start of a sentence near: the next word */
        while (sentence < found_start && text.at[sentence] != ' ')
            sentence++;
    *start = sentence < found_start && text.at[sentence] == ' ' ? sentence + 1 : sentence;
    *end = found_end;
    while (*end < text.len && text.at[*end] != '\n' && *end - *start < SNIPPET_MAX)
        (*end)++;
    if (*end < text.len && text.at[*end] != '\n')
        while (*end > found_end && text.at[*end] != ' ')
            (*end)--;
    while (*end > found_end && *end < text.len && ((unsigned char)text.at[*end] & 0xC0) == 0x80)
        (*end)--;
}

void store_snippet(struct words *words, struct arena *arena, const struct store_asked *asked, str language, str text, struct store_hit *hit)
{
    LIST(struct snippet_token) tokens = {0};
    size_t at = 0, word, first, start = 0, end = 0;
    while (asked->stems.len > 0 && tokens.len < SNIPPET_TOKENS_MAX && words_next(text, &at, &word)) {
        uint32_t which;
        if (snippet_match(words, asked, language, str_sub(text, word, at), &which))
            *LIST_ADD(arena, &tokens) = (struct snippet_token){(uint32_t)word, (uint32_t)at, which};
    }
    size_t run = snippet_best(tokens.at, tokens.len, &first);
    if (run > 0)
        snippet_bounds(text, tokens.at[first].start, tokens.at[first + run - 1].end, &start, &end);
    else
        snippet_bounds(text, 0, 0, &start, &end);
    hit->snippet = str_sub(text, start, end);
    hit->mark_count = 0;
    for (size_t i = 0; i < tokens.len && hit->mark_count < sizeof hit->marks / sizeof *hit->marks; i++)
        if (tokens.at[i].start >= start && tokens.at[i].end <= end)
            hit->marks[hit->mark_count++] = (struct store_span){tokens.at[i].start - (uint32_t)start, tokens.at[i].end - (uint32_t)start};
}

/* ---- Search ---- */

struct search_job {const struct store_filter *filter; struct store_found *found; struct store_asked asked;};

static void search_order(struct arena *arena, const struct store_asked *asked, bool events, struct store_sql *sql)
{
    bool best = asked->match.len > 0 && asked->filter.order != STORE_OLDEST && asked->filter.order != STORE_NEWEST;
    const char *alias = events ? "r" : "v";
    if (best)
        buf_add(&sql->text, STR(" ORDER BY f.score"));
    else
        buf_printf(&sql->text, " ORDER BY %s.day IS NULL,%s.day %s", alias, alias, asked->filter.order == STORE_OLDEST ? "ASC" : "DESC");
    buf_printf(&sql->text, ",%s.day DESC,%s.id DESC", alias, alias);
    store_sql_number(arena, sql, " LIMIT ?", (int64_t)asked->filter.limit);
    store_sql_number(arena, sql, " OFFSET ?", (int64_t)asked->filter.offset);
}

/* The full-text table joined as f with its score; the match stands in the where clause of the filter too, which costs little. */
static void search_join(struct arena *arena, const struct store_asked *asked, const char *table, const char *weights, const char *alias,
                        struct store_sql *sql)
{
    if (asked->match.len == 0)
        return;
    buf_printf(&sql->text, " JOIN (SELECT rowid found,bm25(%s,%s) score FROM %s WHERE %s ", table, weights, table, table);
    store_sql_text(arena, sql, "MATCH ?", asked->match);
    buf_printf(&sql->text, ") f ON f.found=%s.id ", alias);
}

static bool search_total(struct store *store, struct arena *arena, const struct store_asked *asked, bool events, uint64_t *total, struct err *err)
{
    struct store_sql sql = {.text = buf_make(arena)};
    buf_add(&sql.text, events ? STR("SELECT count(*)" REPORT_FROM) : STR("SELECT count(*)" VERSION_FROM));
    if (events ? !store_event_where(store, arena, asked, &sql, err) : !store_article_where(store, arena, asked, &sql, err))
        return false;
    sqlite3_stmt *row = store_sql_query(store, err, &sql);
    if (row == NULL || store_step(store, row, err) <= 0)
        return false;
    *total = (uint64_t)sqlite3_column_int64(row, 0);
    store_rows_end(row);
    return true;
}

static str search_text(struct arena *arena, const struct article *article)
{
    struct buf text = buf_make(arena);
    for (size_t i = 0; i < article->paragraphs.len; i++) {
        if (i > 0)
            buf_add_char(&text, '\n');
        buf_add(&text, article->paragraphs.at[i].text);
    }
    return buf_take(&text);
}

static bool search_articles(struct store *store, struct arena *arena, struct search_job *job, struct err *err)
{
    struct store_sql sql = {.text = buf_make(arena)};
    bool text = job->asked.match.len > 0;
    buf_add(&sql.text, text ? STR("SELECT " VERSION_COLUMNS ",f.score" VERSION_FROM) : STR("SELECT " VERSION_COLUMNS ",0" VERSION_FROM));
    search_join(arena, &job->asked, "search", "4.0,1.0", "v", &sql);
    if (!store_article_where(store, arena, &job->asked, &sql, err))
        return false;
    search_order(arena, &job->asked, false, &sql);
    sqlite3_stmt *rows = store_sql_query(store, err, &sql);
    int step = rows != NULL ? 1 : -1;
    while (step > 0 && (step = store_step(store, rows, err)) > 0) {
        struct store_hit *hit = LIST_ADD(arena, &job->found->articles);
        *hit = (struct store_hit){.rank = sqlite3_column_double(rows, sqlite3_column_count(rows) - 1)};
        store_article_row(arena, rows, &hit->article);
        store_snippet(store->words, arena, &job->asked, hit->article.article.lang, search_text(arena, &hit->article.article), hit);
    }
    return step == 0 && search_total(store, arena, &job->asked, false, &job->found->article_total, err);
}

static bool search_events(struct store *store, struct arena *arena, struct search_job *job, struct err *err)
{
    struct store_sql sql = {.text = buf_make(arena)};
    bool text = job->asked.match.len > 0;
    buf_add(&sql.text, text ? STR("SELECT " REPORT_COLUMNS REPORT_MORE ",f.score" REPORT_FROM) : STR("SELECT " REPORT_COLUMNS REPORT_MORE ",0" REPORT_FROM));
    search_join(arena, &job->asked, "search_event", "1.0,4.0", "r", &sql);
    if (!store_event_where(store, arena, &job->asked, &sql, err))
        return false;
    search_order(arena, &job->asked, true, &sql);
    sqlite3_stmt *rows = store_sql_query(store, err, &sql);
    int step = rows != NULL ? 1 : -1;
    while (step > 0 && (step = store_step(store, rows, err)) > 0) {
        int64_t report;
        struct store_hit *hit = LIST_ADD(arena, &job->found->events);
        *hit = (struct store_hit){.is_event = true, .rank = sqlite3_column_double(rows, sqlite3_column_count(rows) - 1)};
        store_event_row(arena, rows, &hit->event, &report);
        if (!store_event_fill(store, arena, report, &hit->event, err))
            return false;
        hit->article = (struct store_article){.id = hit->event.article, .published = hit->event.published, .at = hit->event.at,
                                              .article = {.title = hit->event.title, .host = hit->event.host, .url = hit->event.url}};
        store_snippet(store->words, arena, &job->asked, STR("en"), hit->event.event.text, hit);
    }
    return step == 0 && search_total(store, arena, &job->asked, true, &job->found->event_total, err);
}

/* what: an expression over the report, with joins; each value and the number of reports that have it. */
static bool search_facet(struct store *store, struct arena *arena, const struct search_job *job, const char *what, const char *join,
                         struct store_facet_list *list, struct err *err)
{
    struct store_sql sql = {.text = buf_make(arena)};
    buf_printf(&sql.text, "SELECT %s,count(DISTINCT r.id)" REPORT_FROM "%s", what, join);
    if (!store_event_where(store, arena, &job->asked, &sql, err))
        return false;
    buf_printf(&sql.text, " AND %s IS NOT NULL AND %s<>'' GROUP BY 1 ORDER BY 2 DESC,1", what, what);
    store_sql_number(arena, &sql, " LIMIT ?", FACETS_MAX);
    sqlite3_stmt *rows = store_sql_query(store, err, &sql);
    int step = rows != NULL ? 1 : -1;
    while (step > 0 && (step = store_step(store, rows, err)) > 0)
        *LIST_ADD(arena, list) = (struct store_facet){store_text(arena, rows, 0), (uint32_t)sqlite3_column_int64(rows, 1)};
    return step == 0;
}

static bool search_all(struct store *store, struct arena *arena, void *context, struct err *err)
{
    struct search_job *job = context;
    struct store_found *found = job->found;
    return store_filter_read(store, arena, job->filter, &job->asked, err) && search_articles(store, arena, job, err)
        && search_events(store, arena, job, err) && search_facet(store, arena, job, "s.host", "", &found->sources, err)
        && search_facet(store, arena, job, "r.type", "", &found->types, err)
        && search_facet(store, arena, job, "fa.actor", "JOIN participant fp ON fp.report=r.id JOIN actor fa ON fa.id=fp.actor ", &found->actors, err)
        && search_facet(store, arena, job, "fs.name", "JOIN report_category fc ON fc.report=r.id JOIN series fs ON fs.id=fc.series ",
                        &found->categories, err)
        && search_facet(store, arena, job, "substr(date(r.day*86400,'unixepoch'),1,4)", "", &found->years, err);
}

bool store_search(struct store *store, struct arena *arena, const struct store_filter *filter, struct store_found *found, struct err *err)
{
    struct search_job job = {.filter = filter, .found = found};
    *found = (struct store_found){0};
    return store_ask(store, arena, search_all, &job, err);
}
