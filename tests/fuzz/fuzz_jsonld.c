/* fuzz_jsonld.c: what a page says of itself in JSON-LD, well formed or not. */
#include "fuzz.h"
#include "page/page_read.h"

struct job {str script; struct arena *arena;};

static void run(void *context)
{
    struct job *job = context;
    struct page_fields fields = {0};
    page_jsonld_read(job->arena, job->script, &fields);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct err err = {0};
    struct job job = {{(const char *)data, size}, arena_make(FUZZ_MEMORY)};
    arena_try(job.arena, run, &job, &err);
    arena_free(job.arena);
    return 0;
}
