/* store_schema.c: the tables of monitor.db, and how an older archive becomes one of today.
 *
 * SQLite's user_version holds the schema's version. Steps go forward only, each in one transaction; a newer archive than this program
 * knows is refused. A step is never changed once it was released: a new need is a new step at the end (test/store/version-N.sql holds an
 * archive of each earlier version, from which the tests migrate).
 *
 *   article      one publication, known by its identity (address, or file, or content); current is its version that is shown and counted
 *   version      each text that it had; body: paragraphs with line feeds between, kinds: one letter for each paragraph
 *   report       one sentence coded as an event; reason 0: it counts, else why not; current: its version is
 *   participant  parties of a report, side 0 source, 1 recipient; actor is the id that counts use
 *   event        reports of one key; report is the first counted current one and decides day, quad and series; reports: articles that tell it
 *   series, roll events and reports per series, day, quad and direction (dyads: 1 first to second, 2 second to first, 0 mutual)
 *   report_category  by category: its reports, counted or not; undated ones at the end of time
 *   roll_source  documents per source and day
 *   search, search_event   full text of versions and (from schema 2 on) of reports: stems only, the texts stay where they are
 */
#include "store/store_private.h"

static const char schema_1[] =
    "CREATE TABLE meta(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE source(id INTEGER PRIMARY KEY, host TEXT NOT NULL UNIQUE);"
    "CREATE TABLE article(id INTEGER PRIMARY KEY, identity TEXT NOT NULL UNIQUE, current INTEGER REFERENCES version(id) DEFERRABLE INITIALLY DEFERRED,"
    " note TEXT, note_hash INTEGER);"
    "CREATE UNIQUE INDEX article_note ON article(note) WHERE note IS NOT NULL;"
    "CREATE INDEX article_current ON article(current);"
    "CREATE TABLE version(id INTEGER PRIMARY KEY, article INTEGER NOT NULL REFERENCES article(id), number INTEGER NOT NULL, hash INTEGER NOT NULL,"
    " told INTEGER, source INTEGER REFERENCES source(id), current INTEGER NOT NULL, page TEXT NOT NULL, page_article INTEGER NOT NULL,"
    " url TEXT NOT NULL, title TEXT NOT NULL, authors TEXT NOT NULL, published TEXT NOT NULL, published_from TEXT NOT NULL,"
    " modified TEXT NOT NULL, lang TEXT NOT NULL, site TEXT NOT NULL, section TEXT NOT NULL, tags TEXT NOT NULL, kind TEXT NOT NULL,"
    " quality REAL, category_status TEXT NOT NULL, image_url TEXT NOT NULL, image_caption TEXT NOT NULL, image_credit TEXT NOT NULL,"
    " body TEXT NOT NULL, kinds TEXT NOT NULL, similar TEXT NOT NULL, notes TEXT NOT NULL, category TEXT NOT NULL, code INTEGER NOT NULL,"
    " analyst INTEGER NOT NULL, published_day INTEGER, day INTEGER, precision INTEGER NOT NULL, contradicts INTEGER NOT NULL,"
    " date_how TEXT NOT NULL, report_count INTEGER NOT NULL, UNIQUE(article,number));"
    "CREATE INDEX version_hash ON version(hash);"
    "CREATE INDEX version_day ON version(day) WHERE current=1;"
    "CREATE TABLE actor(id INTEGER PRIMARY KEY, actor TEXT NOT NULL UNIQUE, name TEXT NOT NULL, country TEXT NOT NULL, sector TEXT NOT NULL,"
    " region TEXT NOT NULL);"
    "CREATE TABLE event(id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, report INTEGER, day INTEGER, quad INTEGER NOT NULL, reports INTEGER NOT NULL);"
    "CREATE INDEX event_day ON event(day) WHERE reports>0;"
    "CREATE TABLE report(id INTEGER PRIMARY KEY, version INTEGER NOT NULL REFERENCES version(id), number INTEGER NOT NULL,"
    " event INTEGER NOT NULL REFERENCES event(id), current INTEGER NOT NULL, reason INTEGER NOT NULL, day INTEGER, code TEXT NOT NULL,"
    " page TEXT NOT NULL, page_article INTEGER NOT NULL, sentence INTEGER NOT NULL, paragraph INTEGER NOT NULL, sentence_start INTEGER NOT NULL,"
    " text TEXT NOT NULL, type TEXT NOT NULL, mode TEXT NOT NULL, contexts TEXT NOT NULL, cameo TEXT NOT NULL, goldstein REAL, quad INTEGER NOT NULL,"
    " reciprocal INTEGER NOT NULL, trigger TEXT NOT NULL, trigger_start INTEGER NOT NULL, trigger_end INTEGER NOT NULL, frame TEXT NOT NULL,"
    " date TEXT NOT NULL, date_to TEXT NOT NULL, date_from TEXT NOT NULL, day_from INTEGER, day_to INTEGER, place TEXT NOT NULL,"
    " place_country TEXT NOT NULL, place_region TEXT NOT NULL, place_precision TEXT NOT NULL, lat REAL, lon REAL, aspects INTEGER NOT NULL,"
    " speaker TEXT NOT NULL, speaker_actor TEXT NOT NULL, quantities TEXT NOT NULL, confidence REAL, notes TEXT NOT NULL, UNIQUE(version,number));"
    "CREATE INDEX report_event ON report(event);"
    "CREATE INDEX report_code ON report(code);"
    "CREATE INDEX report_day ON report(day) WHERE current=1;"
    "CREATE TABLE participant(report INTEGER NOT NULL REFERENCES report(id), side INTEGER NOT NULL, number INTEGER NOT NULL,"
    " actor INTEGER REFERENCES actor(id), text TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL,"
    " country TEXT NOT NULL, sector TEXT NOT NULL, region TEXT NOT NULL, how TEXT NOT NULL, PRIMARY KEY(report,side,number)) WITHOUT ROWID;"
    "CREATE INDEX participant_actor ON participant(actor,report) WHERE actor IS NOT NULL;"
    "CREATE TABLE series(id INTEGER PRIMARY KEY, kind INTEGER NOT NULL, name TEXT NOT NULL, UNIQUE(kind,name));"
    "CREATE INDEX series_second ON series(substr(name,instr(name,'|')+1)) WHERE kind=1;"
    "CREATE TABLE roll(series INTEGER NOT NULL REFERENCES series(id), day INTEGER NOT NULL, quad INTEGER NOT NULL, direction INTEGER NOT NULL,"
    " events INTEGER NOT NULL, reports INTEGER NOT NULL, PRIMARY KEY(series,day,quad,direction)) WITHOUT ROWID;"
    "CREATE INDEX roll_day ON roll(day);"
    "CREATE TABLE report_category(series INTEGER NOT NULL REFERENCES series(id), day INTEGER NOT NULL, report INTEGER NOT NULL REFERENCES report(id),"
    " PRIMARY KEY(series,day,report)) WITHOUT ROWID;"
    "CREATE INDEX report_category_report ON report_category(report);"
    "CREATE TABLE roll_source(source INTEGER NOT NULL REFERENCES source(id), day INTEGER NOT NULL, documents INTEGER NOT NULL,"
    " PRIMARY KEY(source,day)) WITHOUT ROWID;"
    "CREATE INDEX roll_source_day ON roll_source(day);"
    "CREATE VIRTUAL TABLE search USING fts5(title, body, content='', tokenize=\"unicode61 remove_diacritics 2\");"
    "INSERT INTO meta VALUES('generation','0'),('removals','0'),('categories','0');";

static bool schema_step_1(struct store *store, struct err *err)
{
    return store_script(store, err, schema_1);
}

static bool schema_fill_events(struct store *store, struct arena *arena, void *job, struct err *err)
{
    (void)job;
    sqlite3_stmt *rows = store_query(store, err, "SELECT r.id,v.lang,r.text,(SELECT group_concat(name,' ') FROM (SELECT name FROM participant p"
                                     " WHERE p.report=r.id ORDER BY side,number)) FROM report r JOIN version v ON v.id=r.version ORDER BY r.id", "");
    struct buf text = buf_make(arena), parties = buf_make(arena);
    int step = rows != NULL ? 1 : -1;
    while (step > 0 && (step = store_step(store, rows, err)) > 0) {
        int64_t report = sqlite3_column_int64(rows, 0);
        str lang = store_column(rows, 1);
        buf_reset(&text);
        buf_reset(&parties);
        words_stem(store->words, lang, store_column(rows, 2), &text);
        words_stem(store->words, lang, store_column(rows, 3), &parties);
        if (!store_do(store, err, "INSERT INTO search_event(rowid,text,parties) VALUES(?,?,?)", "itt", report, buf_str(&text), buf_str(&parties)))
            return false;
    }
    return step == 0;
}

/* Version 2: full text of single events, so that a search finds the sentence and not only its article. */
static bool schema_step_2(struct store *store, struct err *err)
{
    if (!store_script(store, err, "CREATE VIRTUAL TABLE search_event USING fts5(text, parties, content='', tokenize=\"unicode61 remove_diacritics 2\")"))
        return false;
    struct arena *arena = arena_make(0);
    if (arena == NULL)
        return err_fail(err, ERR_MEMORY, store->folder, "not enough memory to bring the archive up to date");
    bool right = store_ask(store, arena, schema_fill_events, NULL, err);
    arena_free(arena);
    return right;
}

static bool (*const schema_steps[STORE_VERSION_NOW])(struct store *store, struct err *err) = {schema_step_1, schema_step_2};

bool store_version(struct store *store, int *version, struct err *err)
{
    int64_t value;
    if (!store_int(store, err, &value, "PRAGMA user_version", ""))
        return false;
    *version = (int)value;
    if (*version > STORE_VERSION_NOW || *version < 0) {
        char where[512];
        snprintf(where, sizeof where, "%s/monitor.db", store->folder);
        return err_fail(err, ERR_STORE, where, "the archive has format %d, this program knows formats up to %d; use a newer entente", *version,
                        STORE_VERSION_NOW);
    }
    return true;
}

bool store_migrate(struct store *store, int version, struct err *err)
{
    int from;
    if (!store_version(store, &from, err))
        return false;
    for (int step = from; step < version; step++) {
        char sql[64];
        snprintf(sql, sizeof sql, "PRAGMA user_version=%d", step + 1);
        if (!store_script(store, err, "BEGIN IMMEDIATE"))
            return false;
        if (!schema_steps[step](store, err) || !store_script(store, err, sql) || !store_script(store, err, "COMMIT")) {
            sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
            return false;
        }
    }
    return true;
}
