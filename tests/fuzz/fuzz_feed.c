/* fuzz_feed.c: feeds, sitemaps, JSON Lines and whatever else intake tells from the first bytes; each document is read. */
#include "fuzz_file.h"
#include "page/page.h"

struct job {const struct raw_document *document; struct arena *arena;};

static void run(void *context)
{
    struct job *job = context;
    struct article_list list = {0};
    page_read(job->document, job->arena, &list);
    if (list.len == 0)
        abort();
}

static void use(const struct raw_document *document, struct arena *arena)
{
    struct err err = {0};
    struct job job = {document, arena};
    arena_try(arena, run, &job, &err);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_documents(data, size, use);
    return 0;
}
