/* entente.c: the library's public face over coder.h, see include/entente.h.
 *
 * All records of a document are written behind the arena's door before the first is given away, so that a callback may leave as it likes
 * and a lack of memory gives none.
 */
#include "entente.h"
#include "coder/coder.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DOCUMENT_MEMORY ((size_t)1 << 30)    /* bytes that one document and all that is made of it may take */

struct entente {struct coder coder;};

struct record {enum entente_record kind; str json;};
struct job {
    const struct coder *coder;
    const struct entente_document *document;
    struct arena *arena;
    struct err err;
    LIST(struct record) records;
};

static int fail(const struct err *err, char *error, size_t room)
{
    if (error && room)
        err_text(err, error, room);
    return -1;
}

entente *entente_open(char *error, size_t room)
{
    struct err err = {0};
    struct entente *made = calloc(1, sizeof *made);
    if (!made)
        err_fail(&err, ERR_MEMORY, "", "out of memory");
    if (made && coder_open(&made->coder, &err))
        return made;
    free(made);
    fail(&err, error, room);
    return NULL;
}

void entente_close(entente *coder)
{
    if (coder)
        coder_close(&coder->coder);
    free(coder);
}

static void add(struct job *job, enum entente_record kind, struct buf *buf)
{
    struct record record = {.kind = kind, .json = arena_str(job->arena, buf_str(buf))};
    *LIST_ADD(job->arena, &job->records) = record;
    buf_reset(buf);
}

static void run(void *at)
{
    struct job *job = at;
    const struct entente_document *from = job->document;
    struct coder_options plain = {0};
    struct coded_list list = {0};
    struct buf buf = buf_make(job->arena);
    struct raw_document document = intake_memory(str_from(from->name ? from->name : "-"), str_from(from->url), str_from(from->content_type),
                                                 (str){from->bytes, from->size});
    if (!coder_run(job->coder, job->arena, &document, &plain, &list, &job->err))
        return;
    for (size_t i = 0; i < list.len; i++) {
        struct json_out json = json_out_make(&buf);
        page_article_write(&list.at[i].article, &json);
        add(job, ENTENTE_ARTICLE, &buf);
        for (size_t k = 0; k < list.at[i].events.len; k++) {
            json = json_out_make(&buf);
            event_write(&list.at[i].events.at[k], &json);
            add(job, ENTENTE_EVENT, &buf);
        }
    }
}

int entente_code(const entente *coder, const struct entente_document *document, entente_callback *callback, void *context, char *error, size_t room)
{
    struct job job = {.coder = &coder->coder, .document = document, .arena = arena_make(DOCUMENT_MEMORY)};
    int status = 0;
    if (!job.arena)
        err_fail(&job.err, ERR_MEMORY, "", "out of memory");
    else
        arena_try(job.arena, run, &job, &job.err);
    if (job.err.code != ERR_NONE)
        status = fail(&job.err, error, room);
    for (size_t i = 0; status == 0 && i < job.records.len; i++)
        status = callback(context, job.records.at[i].kind, job.records.at[i].json.at, job.records.at[i].json.len) != 0;
    arena_free(job.arena);
    return status;
}

const char *entente_version(void)
{
    return ENTENTE_VERSION;
}
