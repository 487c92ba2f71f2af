/* fuzz_page.c: a whole page to its records. Findings: no article, text that is no UTF-8, a record that is no JSON. */
#include "fuzz.h"
#include "base/utf8.h"
#include "page/page.h"
#include <stdlib.h>

struct job {struct raw_document document; struct arena *arena;};

static void run(void *context)
{
    struct job *job = context;
    struct article_list list = {0};
    page_read(&job->document, job->arena, &list);
    if (list.len == 0)
        abort();
    for (size_t i = 0; i < list.len; i++) {
        struct buf buf = buf_make(job->arena);
        struct json_out out = json_out_make(&buf);
        const struct json *value;
        struct err err = {0};
        page_article_write(&list.at[i], &out);
        if (!utf8_valid(buf_str(&buf)) || !json_read(job->arena, buf_str(&buf), false, &value, &err))
            abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct err err = {0};
    struct job job = {intake_memory(STR("fuzz"), STR("http://news.example/2016/04/22/a"), STR("text/html"), (str){(const char *)data, size}), arena_make(FUZZ_MEMORY)};
    arena_try(job.arena, run, &job, &err);
    arena_free(job.arena);
    return 0;
}
