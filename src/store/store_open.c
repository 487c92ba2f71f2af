/* store_open.c: a monitor's folder made, opened, locked, written to disk and closed.
 *
 * What survives: the archive is in WAL mode with synchronous=FULL, so each commit ends with an fsync of the log before store_commit
 * returns; a process killed or a machine without power afterwards loses nothing that store_durable had counted (NORMAL would keep the file
 * sound, yet could lose the last commits at a power cut). Up to STORE_COMMIT_ARTICLES articles or STORE_COMMIT_MS share such a commit.
 *
 * One writer: an exclusive flock on DIR/monitor.lock, which the kernel drops with the process, however it ends; the file holds the
 * number of the process for the message that a second writer gets. Readers need no lock.
 */
#include "store/store_private.h"
#include "store/store_clock.h"
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static const char store_ini[] =
    "# What this monitor watches. A line that begins with # is a comment; an unknown key is an error with its line.\n"
    "# Actor ids are dotted from broad to narrow: blr is Belarus, rus.region.smo the Smolensk region. \"blr\" alone means the\n"
    "# state as such, \"blr.*\" Belarus and all below it, \"*\" anybody. Several ids have commas between them.\n"
    "\n"
    "[monitor]\n"
    "name = My monitor\n"
    "about =\n"
    "timezone = UTC\n"
    "languages = en\n"
    "# A status looks at the last `window` days and compares them with the `before` days ahead of these.\n"
    "window = 30 days\n"
    "before = 180 days\n"
    "\n"
    "# A category is a line of the board. Conditions: between = ACTORS | ACTORS, or actor = ACTORS (one of the parties);\n"
    "# types = CONSULT, ACCUSE (PLOVER); contexts = military, election (PLOVER); words = border, \"words\" of the sentence,\n"
    "# each with its inflected forms. All that are given must hold. A dotted name makes a child: its events count in the\n"
    "# parent too.\n"
    "[category all]\n"
    "title = All events\n"
    "question = Is it getting better or worse?\n"
    "actor = *\n"
    "\n"
    "# [category russia]\n"
    "# title = Belarus and Russia\n"
    "# between = blr.* | rus.*\n"
    "#\n"
    "# [category russia.regions]\n"
    "# title = Belarus and Russia's regions\n"
    "# between = blr.* | rus.region.*\n"
    "\n"
    "# A source that is fetched by `entente watch`.\n"
    "# [source example]\n"
    "# url = https://news.example/feed.xml\n"
    "# kind = feed\n"
    "# every = 30 minutes\n";

static const char store_overrides[] =
    "# What an analyst decides against the computed status; both are shown. to may be empty: until further notice.\n"
    "category\tstatus\tfrom\tto\tauthor\treason\n";

static bool store_lock(struct store *store, struct err *err)
{
    char path[512], text[32] = "";
    snprintf(path, sizeof path, "%s/monitor.lock", store->folder);
    store->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (store->lock < 0)
        return err_fail(err, ERR_STORE, store->folder, "the monitor cannot be written: %s", strerror(errno));
    if (flock(store->lock, LOCK_EX | LOCK_NB) != 0) {
        ssize_t got = pread(store->lock, text, sizeof text - 1, 0);
        text[got > 0 ? got : 0] = 0;
        text[strcspn(text, "\n")] = 0;
        return err_fail(err, ERR_STORE, store->folder, "another entente (process %s) is writing to this monitor; wait until it has ended",
                        text[0] != 0 ? text : "unknown");
    }
    int len = snprintf(text, sizeof text, "%ld\n", (long)getpid());
    if (ftruncate(store->lock, 0) != 0 || pwrite(store->lock, text, (size_t)len, 0) != len)
        return err_fail(err, ERR_STORE, path, "cannot be written: %s", strerror(errno));
    return true;
}

struct store_ini_job {struct store *store; struct err *err; bool right;};

static void store_ini_read(void *context)
{
    struct store_ini_job *job = context;
    char path[512];
    str text;
    snprintf(path, sizeof path, "%s/monitor.ini", job->store->folder);
    const char *file = arena_str(job->store->arena, str_from(path)).at;
    job->right = file_read(job->store->arena, file, (size_t)1 << 20, &text, job->err)
              && monitor_read(job->store->arena, file, text, &job->store->monitor, job->err);
}

static bool store_monitor_load(struct store *store, struct err *err)
{
    struct stat info;
    char path[512];
    snprintf(path, sizeof path, "%s/monitor.ini", store->folder);
    if (stat(path, &info) != 0)
        return err_fail(err, ERR_STORE, store->folder, "is no monitor (it has no monitor.ini); `entente init` makes one");
    struct store_ini_job job = {.store = store, .err = err};
    bool right = arena_try(store->arena, store_ini_read, &job, err) && job.right;
    if (!right && err != NULL && err->code != ERR_MEMORY)
        err->code = ERR_STORE;
    return right;
}

/* Readers of a folder that may not be written get the file as it lies there, without a log of changes beside it. */
static bool store_db_open(struct store *store, bool make, struct err *err)
{
    char path[1400], log[512];
    struct stat info;
    snprintf(path, sizeof path, "%s/monitor.db", store->folder);
    if (!make && stat(path, &info) != 0)
        return err_fail(err, ERR_STORE, path, "the archive is missing; `entente init` makes a monitor");
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | (make ? SQLITE_OPEN_CREATE : 0);
    if (!store->writer && faccessat(AT_FDCWD, store->folder, W_OK, AT_EACCESS) != 0) {
        snprintf(log, sizeof log, "%s/monitor.db-wal", store->folder);
        flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI;
        size_t len = (size_t)snprintf(path, sizeof path, "file:");
        for (const char *c = store->folder; *c != 0; c++)    /* RFC 3986: what could end the path is escaped */
            len += (size_t)snprintf(path + len, sizeof path - len, *c == '?' || *c == '#' || *c == '%' ? "%%%02X" : "%c", *c);
        snprintf(path + len, sizeof path - len, "/monitor.db%s", stat(log, &info) == 0 && info.st_size > 0 ? "" : "?immutable=1");
    }
    if (sqlite3_open_v2(path, &store->db, flags, NULL) != SQLITE_OK)
        return store->db != NULL ? store_sql_fail(store, err) : err_fail(err, ERR_MEMORY, path, "not enough memory to open the archive");
    sqlite3_extended_result_codes(store->db, 0);
    sqlite3_busy_timeout(store->db, 10000);
    if (!store_script(store, err, "PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-24000"))
        return false;
    /* 4,000 pages of log before a checkpoint: less is written twice while much is added. */
    return store->writer ? store_script(store, err, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=4000;"
                                                    "PRAGMA recursive_triggers=OFF")
                         : store_script(store, err, "PRAGMA query_only=ON");
}

static bool store_categories_stale(struct store *store, bool *stale, struct err *err)
{
    int64_t hash;
    if (!store_int(store, err, &hash, "SELECT value FROM meta WHERE name='categories'", ""))
        return false;
    *stale = (uint64_t)hash != monitor_categories_hash(&store->monitor);
    return true;
}

/* What a writer does at once and a reader asks a short-lived writer to do: a schema of today, categories counted as monitor.ini has them. */
static bool store_refresh(struct store *store, struct err *err)
{
    int version;
    bool stale = true;
    if (store->writer)
        return store_migrate(store, STORE_VERSION_NOW, err) && store_categories_stale(store, &stale, err)
            && (!stale || store_categories_recount(store, err));
    if (!store_version(store, &version, err) || (version == STORE_VERSION_NOW && !store_categories_stale(store, &stale, err)))
        return false;
    if (!stale)
        return true;
    struct store *writer;
    struct err failure = {0};
    if (store_open(&writer, store->folder, STORE_WRITE, &failure))
        return store_close(writer, err);
    if (version == STORE_VERSION_NOW && str_has(str_from(failure.why), STR("another entente")))
        return true;                /* the one who writes now counts by the older monitor.ini; the next one will count anew */
    return err_fail(err, failure.code, failure.where, "%s", failure.why);
}

static bool store_open_with(struct store **out, const char *folder, enum store_access access, bool make, struct err *err)
{
    struct store *store = calloc(1, sizeof *store);
    *out = NULL;
    if (store == NULL)
        return err_fail(err, ERR_MEMORY, folder, "not enough memory to open the monitor");
    store->lock = -1;
    store->writer = access == STORE_WRITE;
    store->arena = arena_make(0);
    store->scratch = arena_make(0);
    store->words = words_open();
    snprintf(store->folder, sizeof store->folder, "%s", folder);
    size_t len = strlen(store->folder);
    while (len > 1 && store->folder[len - 1] == '/')
        store->folder[--len] = 0;
    bool right = store->arena != NULL && store->scratch != NULL && store->words != NULL
                     ? strlen(folder) < sizeof store->folder || err_fail(err, ERR_STORE, folder, "the folder's path is too long")
                     : err_fail(err, ERR_MEMORY, folder, "not enough memory to open the monitor");
    right = right && store_monitor_load(store, err) && (!store->writer || store_lock(store, err)) && store_db_open(store, make, err)
         && store_refresh(store, err);
    if (right)
        *out = store;
    else
        store_close(store, NULL);
    return right;
}

bool store_open(struct store **store, const char *folder, enum store_access access, struct err *err)
{
    return store_open_with(store, folder, access, false, err);
}

static bool store_folder_make(const char *folder, const char *below, struct err *err)
{
    char path[512];
    snprintf(path, sizeof path, "%s%s%s", folder, below[0] != 0 ? "/" : "", below);
    if (mkdir(path, 0755) != 0 && errno != EEXIST)
        return err_fail(err, ERR_STORE, path, "cannot be made: %s", strerror(errno));
    return true;
}

bool store_init(const char *folder, struct err *err)
{
    char path[512];
    struct stat info;
    struct store *store;
    if (strlen(folder) > 380)
        return err_fail(err, ERR_STORE, folder, "the folder's path is too long");
    snprintf(path, sizeof path, "%s/monitor.db", folder);
    if (stat(path, &info) == 0 && info.st_size > 0)
        return err_fail(err, ERR_STORE, folder, "holds a monitor already");
    static const char *const below[] = {"", "index", "archive", "notes", "notes/articles"};
    for (size_t i = 0; i < sizeof below / sizeof *below; i++)
        if (!store_folder_make(folder, below[i], err))
            return false;
    snprintf(path, sizeof path, "%s/notes/overrides.tsv", folder);
    if (stat(path, &info) != 0 && !file_write(path, str_from(store_overrides), err))
        return false;
    snprintf(path, sizeof path, "%s/monitor.ini", folder);
    if (stat(path, &info) != 0 && !file_write(path, str_from(store_ini), err))
        return false;
    return store_open_with(&store, folder, STORE_WRITE, true, err) && store_close(store, err);
}

bool store_begin(struct store *store, struct err *err)
{
    if (!store->writer)
        return err_fail(err, ERR_USAGE, store->folder, "the monitor was opened for reading only");
    if (store->failed)
        return err_fail(err, ERR_STORE, store->folder, "writing to the monitor has failed before; open it again");
    if (store->begun_ms != 0)
        return true;
    if (!store_script(store, err, "BEGIN IMMEDIATE"))
        return false;
    store->begun_ms = store_clock_ms();
    return true;
}

bool store_commit(struct store *store, struct err *err)
{
    if (store->begun_ms == 0)
        return true;
    store->begun_ms = 0;
    store->pending = 0;
    if (sqlite3_get_autocommit(store->db) || !store_script(store, err, "COMMIT")) {
        store->failed = true;
        store->added = store->durable;
        sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
        return err_fail(err, ERR_STORE, store->folder, "the last articles could not be written");
    }
    store->durable = store->added;
    return true;
}

bool store_close(struct store *store, struct err *err)
{
    if (store == NULL)
        return true;
    bool right = store->db == NULL || store_commit(store, err);
    for (size_t i = 0; i < STORE_STATEMENTS; i++) {
        sqlite3_finalize(store->statements[i].statement);
        free(store->statements[i].sql);
    }
    sqlite3_close(store->db);
    if (store->lock >= 0)
        close(store->lock);
    words_close(store->words);
    arena_free(store->arena);
    arena_free(store->scratch);
    free(store);
    return right;
}

const struct monitor *store_monitor(const struct store *store)
{
    return &store->monitor;
}

const char *store_folder(const struct store *store)
{
    return store->folder;
}

uint64_t store_durable(const struct store *store)
{
    return store->durable;
}

bool store_limit_pages(struct store *store, int pages, struct err *err)
{
    char sql[64];
    snprintf(sql, sizeof sql, "PRAGMA max_page_count=%d", pages);
    return store_script(store, err, sql);
}
