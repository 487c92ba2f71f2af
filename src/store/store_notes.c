/* store_notes.c: which of the analysts' articles in notes/articles/ are new, changed or gone? By the hash of their bytes, in order of name. */
#include "store/store_private.h"
#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define NOTES_FILE_MAX ((size_t)4 << 20)
#define NOTES_MAX 10000

struct notes_job {struct store_note_list *list; DIR *folder; char path[512];};

static int notes_compare(const void *a, const void *b)
{
    return str_cmp(((const struct store_note *)a)->name, ((const struct store_note *)b)->name);
}

static bool notes_folder(struct arena *arena, struct notes_job *job, struct err *err)
{
    struct dirent *entry;
    while ((entry = readdir(job->folder)) != NULL && job->list->len < NOTES_MAX) {
        str name = str_from(entry->d_name), bytes;
        if (!str_ends(name, STR(".md")) || name.at[0] == '.')
            continue;
        struct store_note note = {.name = arena_str(arena, name), .path = arena_printf(arena, "%s/%s", job->path, entry->d_name), .state = STORE_NOTE_NEW};
        if (!file_read(arena, note.path.at, NOTES_FILE_MAX, &bytes, err))
            return false;
        note.hash = str_hash(bytes) >> 1;
        *LIST_ADD(arena, job->list) = note;
    }
    if (job->list->len > 1)
        qsort(job->list->at, job->list->len, sizeof *job->list->at, notes_compare);
    return true;
}

static bool notes_list(struct store *store, struct arena *arena, void *context, struct err *err)
{
    struct notes_job *job = context;
    if (job->folder != NULL && !notes_folder(arena, job, err))
        return false;
    size_t files = job->list->len;
    sqlite3_stmt *rows = store_query(store, err, "SELECT note,note_hash,id FROM article WHERE note IS NOT NULL AND current IS NOT NULL ORDER BY note", "");
    int step = rows != NULL ? 1 : -1;
    while (step > 0 && (step = store_step(store, rows, err)) > 0) {
        struct store_note *found = NULL;
        str name = store_text(arena, rows, 0);
        for (size_t i = 0; i < files && found == NULL; i++)
            if (str_eq(job->list->at[i].name, name))
                found = &job->list->at[i];
        if (found == NULL) {
            found = LIST_ADD(arena, job->list);
            *found = (struct store_note){.name = name, .path = arena_printf(arena, "%s/%.*s", job->path, STR_ARG(name)), .state = STORE_NOTE_GONE};
        } else
            found->state = (uint64_t)sqlite3_column_int64(rows, 1) == found->hash ? STORE_NOTE_KNOWN : STORE_NOTE_CHANGED;
        found->article = sqlite3_column_int64(rows, 2);
    }
    return step == 0;
}

bool store_notes_list(struct store *store, struct arena *arena, struct store_note_list *list, struct err *err)
{
    struct notes_job job = {.list = list};
    *list = (struct store_note_list){0};
    snprintf(job.path, sizeof job.path, "%s/notes/articles", store->folder);
    job.folder = opendir(job.path);
    if (job.folder == NULL && errno != ENOENT)
        return err_fail(err, ERR_FILE, job.path, "cannot be read: %s", strerror(errno));
    bool right = store_ask(store, arena, notes_list, &job, err);
    if (job.folder != NULL)
        closedir(job.folder);
    return right;
}
