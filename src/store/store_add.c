/* store_add.c: one coded article into the archive, whole or not at all.
 *
 * Everything of an article happens between SAVEPOINT and RELEASE inside the batch's transaction: its version, reports, parties, roll-ups and
 * search rows. What fails is rolled back to the savepoint, so that the batch goes on without it; a full disk ends the batch, whose
 * earlier articles are still committed where there is room.
 *
 * Which article is it? An address (and for a further article of a page its title beside it) names it; without address the file does,
 * unless that is a stream or a numbered record; else its content. The same content under the same name is not stored again, in whatever
 * order files come. Of several versions the one that says it was changed last (modified, else published) is current; without dates the last added.
 */
#include "store/store_private.h"
#include "store/store_clock.h"

static uint64_t add_mix(uint64_t hash, str text)
{
    return (hash ^ str_hash(text)) * 0x9E3779B97F4A7C15u + 1;
}

static int64_t add_content_hash(const struct article *article)
{
    uint64_t hash = add_mix(1, article->url);
    hash = add_mix(hash, article->article > 0 ? STR("further") : STR("own"));
    hash = add_mix(hash, article->title);
    hash = add_mix(hash, article->published);
    for (size_t i = 0; i < article->paragraphs.len; i++)
        hash = add_mix(hash, article->paragraphs.at[i].text);
    if (article->analyst) {
        hash = add_mix(hash, article->category);
        hash = add_mix(hash, article->category_status);
        hash = add_mix(hash, article->image.url);
        hash = add_mix(hash, article->code ? STR("code") : STR(""));
        for (size_t i = 0; i < article->authors.len; i++)
            hash = add_mix(hash, article->authors.at[i]);
    }
    return (int64_t)(hash >> 1);
}

static str add_identity(struct arena *arena, const struct article *article, int64_t hash)
{
    if (article->url.len > 0 && article->article == 0)
        return article->url;
    if (article->url.len > 0)
        return arena_printf(arena, "%.*s %.*s", STR_ARG(article->url), STR_ARG(article->title));
    bool stream = article->page.len == 0 || article->page.at[0] == '-' || str_has(article->page, STR("#"));
    if (stream)
        return arena_printf(arena, "content %016llx", (unsigned long long)hash);
    return arena_printf(arena, "file %.*s%s%.*s", STR_ARG(article->page), article->article > 0 ? " " : "",
                        STR_ARG(article->article > 0 ? article->title : STR("")));
}

/* Minutes since 1970 that the text says it was last changed; DAY_NONE unknown. Zones are left out where only one side has them. */
static int64_t add_told(const struct article *article)
{
    struct date date;
    if (!date_read_iso(article->modified, &date) && !date_read_iso(article->published, &date))
        return DAY_NONE;
    int64_t minutes = (int64_t)date_first(&date) * 1440;
    if (date.precision >= DATE_MINUTE)
        minutes += date.hour * 60 + date.minute - (date.zone_minutes != DATE_ZONE_NONE ? date.zone_minutes : 0);
    return minutes;
}

struct add_job {
    const struct coded_article *coded;
    const struct store_note *note;
    struct store_added *added;
    int64_t hash, article, version, current, source;
    day published, at;
};

static str add_host(const struct article *article)
{
    return article->analyst ? STR("") : article->host.len > 0 ? article->host : article->site.len > 0 ? article->site : STR("unknown");
}

/* Takes the current version's events out of the counts; its rows stay. */
static bool add_retire(struct store *store, struct arena *arena, int64_t version, struct err *err)
{
    LIST(int64_t) events = {0};
    sqlite3_stmt *rows = store_query(store, err, "SELECT DISTINCT event FROM report WHERE version=? AND reason=0 ORDER BY event", "i", version);
    int step = rows != NULL ? 1 : -1;
    while (step > 0 && (step = store_step(store, rows, err)) > 0)
        *LIST_ADD(arena, &events) = sqlite3_column_int64(rows, 0);
    if (step < 0)
        return false;
    for (size_t i = 0; i < events.len; i++)
        if (!store_event_unroll(store, arena, events.at[i], err))
            return false;
    if (!store_do(store, err, "UPDATE report SET current=0 WHERE version=?", "i", version)
        || !store_do(store, err, "UPDATE version SET current=0 WHERE id=?", "i", version))
        return false;
    for (size_t i = 0; i < events.len; i++)
        if (!store_event_refresh(store, arena, events.at[i], err))
            return false;
    int64_t source;
    sqlite3_stmt *row = store_query(store, err, "SELECT source,day FROM version WHERE id=?", "i", version);
    if (row == NULL || store_step(store, row, err) <= 0)
        return false;
    source = sqlite3_column_int64(row, 0);
    day at = store_day_column(row, 1);
    store_rows_end(row);
    return source == 0 || store_roll_document(store, source, at, -1, err);
}

static bool add_source(struct store *store, struct add_job *job, struct err *err)
{
    str host = add_host(&job->coded->article);
    if (host.len == 0)
        return true;
    return store_do(store, err, "INSERT OR IGNORE INTO source(host) VALUES(?)", "t", host)
        && store_int(store, err, &job->source, "SELECT id FROM source WHERE host=?", "t", host);
}

static str add_body(struct arena *arena, const struct article *article, str *kinds)
{
    static const char letters[] = {'t', 'h', 'i', 'q', 'r'};
    struct buf body = buf_make(arena);
    char *kind = arena_alloc(arena, article->paragraphs.len + 1);
    for (size_t i = 0; i < article->paragraphs.len; i++) {
        str text = article->paragraphs.at[i].text;
        kind[i] = letters[article->paragraphs.at[i].kind];
        if (i > 0)
            buf_add_char(&body, '\n');
        for (size_t j = 0; j < text.len; j++)    /* one line each: a paragraph's own line feeds become blanks, offsets stay */
            buf_add_char(&body, text.at[j] == '\n' ? ' ' : text.at[j]);
    }
    *kinds = (str){kind, article->paragraphs.len};
    return buf_take(&body);
}

static bool add_version_row(struct store *store, struct arena *arena, struct add_job *job, int64_t number, int64_t told, struct err *err)
{
    const struct article *a = &job->coded->article;
    const struct event_date *date = &job->coded->date;
    str kinds, body = add_body(arena, a, &kinds);
    bool right = store_do(
        store, err,
        "INSERT INTO version(article,number,hash,told,current,page,page_article,url,title,authors,published,published_from,modified,lang,site,section,"
        "tags,kind,quality,category_status,image_url,image_caption,image_credit,body,kinds,similar,notes,category,code,analyst,published_day,day,"
        "precision,contradicts,date_how,report_count) VALUES(?,?,?,?,0,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        "iiiititttttttttttdttttttttt" "iiyyiiti", job->article, number, job->hash, told, a->page, (int64_t)a->article, a->url, a->title,
        store_json_strings(arena, &a->authors), a->published, a->published_from, a->modified, a->lang, a->site, a->section,
        store_json_strings(arena, &a->tags), a->kind, a->quality, a->category_status, a->image.url, a->image.caption, a->image.credit, body, kinds,
        store_json_strings(arena, &a->similar_on_page), store_json_strings(arena, &a->notes), a->category, (int64_t)a->code, (int64_t)a->analyst,
        job->published, job->at, (int64_t)date->precision, (int64_t)date->contradicts, date->how, (int64_t)job->coded->events.len);
    if (!right)
        return false;
    job->version = sqlite3_last_insert_rowid(store->db);
    struct buf title = buf_make(arena), words = buf_make(arena);
    words_stem(store->words, a->lang, a->title, &title);
    words_stem(store->words, a->lang, body, &words);
    return (job->source == 0 || store_do(store, err, "UPDATE version SET source=? WHERE id=?", "ii", job->source, job->version))
        && store_do(store, err, "INSERT INTO search(rowid,title,body) VALUES(?,?,?)", "itt", job->version, buf_str(&title), buf_str(&words));
}

/* The version's reports, and its place in the counts when it is to be current. */
static bool add_version(struct store *store, struct arena *arena, struct add_job *job, struct err *err)
{
    int64_t number, told = add_told(&job->coded->article), told_before = DAY_NONE;
    if (!store_int(store, err, &number, "SELECT max(number) FROM version WHERE article=?", "i", job->article)
        || !store_int(store, err, &told_before, "SELECT told FROM version WHERE id=?", "i", job->current))
        return false;
    bool later = job->current == 0 || job->note != NULL || told == DAY_NONE || told_before == DAY_NONE || told >= told_before;
    if (!add_source(store, job, err) || !add_version_row(store, arena, job, number + 1, told, err))
        return false;
    if (later && job->current != 0 && !add_retire(store, arena, job->current, err))
        return false;
    for (size_t i = 0; i < job->coded->events.len; i++)
        if (!store_report_add(store, arena, job->version, &job->coded->article, i, &job->coded->events.at[i], err))
            return false;
    if (job->source != 0 && !store_roll_document(store, job->source, job->at, 1, err))
        return false;
    if (!store_do(store, err, "UPDATE version SET current=1 WHERE id=?", "i", job->version))
        return false;
    if (!later)                     /* an older text that came late is kept, not shown: counted and taken out again, by the one way there is */
        return add_retire(store, arena, job->version, err);
    return store_do(store, err, "UPDATE article SET current=? WHERE id=?", "ii", job->version, job->article);
}

static bool add_article(struct store *store, struct arena *arena, void *context, struct err *err)
{
    struct add_job *job = context;
    const struct article *article = &job->coded->article;
    str identity = job->note != NULL ? arena_printf(arena, "note %.*s", STR_ARG(job->note->name)) : add_identity(arena, article, job->hash);
    struct date date;
    int64_t same;
    job->published = date_read_iso(article->published, &date) ? date_first(&date) : DAY_NONE;
    job->at = job->coded->date.at != DAY_NONE ? job->coded->date.at : job->published;
    if (!store_int(store, err, &job->article, "SELECT id FROM article WHERE identity=?", "t", identity)
        || !store_int(store, err, &job->current, "SELECT current FROM article WHERE id=?", "i", job->article))
        return false;
    /* Without address the hash alone decides: the same text in another file is the same article. */
    bool known = job->note != NULL      ? store_int(store, err, &same, "SELECT article FROM version WHERE hash=? AND article=? AND current=1", "ii", job->hash,
                                                    job->article)
               : article->url.len > 0 ? store_int(store, err, &same, "SELECT article FROM version WHERE hash=? AND article=?", "ii", job->hash, job->article)
                                      : store_int(store, err, &same, "SELECT article FROM version WHERE hash=? AND url='' AND analyst=0", "i", job->hash);
    if (!known)
        return false;
    *job->added = (struct store_added){.outcome = STORE_SAME, .article = same};
    if (same != 0)
        return job->note == NULL || store_do(store, err, "UPDATE article SET note_hash=? WHERE id=?", "ii", (int64_t)job->note->hash, same);
    job->added->outcome = job->article == 0 ? STORE_NEW : STORE_VERSION;
    if (job->article == 0) {
        if (!store_do(store, err, "INSERT INTO article(identity) VALUES(?)", "t", identity))
            return false;
        job->article = sqlite3_last_insert_rowid(store->db);
    }
    if (job->note != NULL && !store_do(store, err, "UPDATE article SET note=?,note_hash=? WHERE id=?", "tii", job->note->name, (int64_t)job->note->hash,
                                       job->article))
        return false;
    job->added->article = job->article;
    job->added->reports = job->coded->events.len;
    for (size_t i = 0; i < job->coded->events.len; i++)
        job->added->counted += store_count_reason(&job->coded->events.at[i], article) == COUNT_YES;
    return add_version(store, arena, job, err) && store_do(store, err, "UPDATE meta SET value=CAST(value AS INTEGER)+1 WHERE name='generation'", "");
}

/* An analyst's article that is gone: its versions stay, nothing of it is shown or counted. */
static bool add_remove(struct store *store, struct arena *arena, void *context, struct err *err)
{
    struct add_job *job = context;
    if (!store_int(store, err, &job->article, "SELECT id FROM article WHERE note=?", "t", job->note->name)
        || !store_int(store, err, &job->current, "SELECT current FROM article WHERE id=?", "i", job->article))
        return false;
    *job->added = (struct store_added){.outcome = STORE_SAME, .article = job->article};
    if (job->current == 0)
        return true;
    job->added->outcome = STORE_VERSION;
    return add_retire(store, arena, job->current, err)
        && store_do(store, err, "UPDATE article SET current=NULL,note_hash=NULL WHERE id=?", "i", job->article)
        && store_do(store, err, "UPDATE meta SET value=CAST(value AS INTEGER)+1 WHERE name IN ('generation','removals')", "");
}

/* Ends a failed batch: what came before is committed if it can be, and the store takes no more. */
static void add_give_up(struct store *store)
{
    if (!sqlite3_get_autocommit(store->db) && store_commit(store, NULL)) {
        store->failed = true;
        return;
    }
    sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
    store->begun_ms = 0;
    store->pending = 0;
    store->added = store->durable;
    store->failed = true;
}

static bool add_run(struct store *store, store_stage stage, struct add_job *job, struct err *err)
{
    struct err own = {0};
    if (!store_begin(store, err))
        return false;
    arena_reset(store->scratch);
    bool right = store_do(store, &own, "SAVEPOINT article", "") && store_ask(store, store->scratch, stage, job, &own);
    if (right && store_do(store, &own, "RELEASE article", "")) {
        store->added++;
        store->pending++;
        if (store->pending >= STORE_COMMIT_ARTICLES || store_clock_ms() - store->begun_ms >= STORE_COMMIT_MS)
            return store_commit(store, err);
        return true;
    }
    bool open = !sqlite3_get_autocommit(store->db)
             && sqlite3_exec(store->db, "ROLLBACK TO article; RELEASE article", NULL, NULL, NULL) == SQLITE_OK;
    if (!open || own.code != ERR_MEMORY)
        add_give_up(store);
    return err_fail(err, own.code != ERR_NONE ? own.code : ERR_STORE, own.where, "%s", own.why[0] != 0 ? own.why : "the archive has lost a row that it needs");
}

bool store_add(struct store *store, const struct coded_article *coded, struct store_added *added, struct err *err)
{
    struct store_added spare;
    struct add_job job = {.coded = coded, .added = added != NULL ? added : &spare, .hash = add_content_hash(&coded->article)};
    return add_run(store, add_article, &job, err);
}

bool store_note_put(struct store *store, const struct store_note *note, const struct coded_article *coded, struct store_added *added, struct err *err)
{
    struct store_added spare;
    struct add_job job = {.coded = coded, .note = note, .added = added != NULL ? added : &spare};
    if (coded != NULL)
        job.hash = add_content_hash(&coded->article);
    return add_run(store, coded != NULL ? add_article : add_remove, &job, err);
}
