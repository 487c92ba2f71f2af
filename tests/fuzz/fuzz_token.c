/* fuzz_token.c: HTML to tokens and to the tree. Findings: an overrun, a token that does not move on, work that is not linear. */
#include "fuzz.h"
#include "page/page_tree.h"
#include <stdlib.h>

struct job {str html; struct arena *arena;};

static void run(void *context)
{
    struct job *job = context;
    struct page_tokenizer tokenizer = page_tokenizer_make(job->html);
    struct page_token token;
    struct page_tree tree;
    size_t tokens = 0;
    while (page_token_next(&tokenizer, &token))
        if (++tokens > 2 * job->html.len + 2)
            abort();
    page_tree_read(&tree, job->arena, job->html);
    for (uint32_t b = 0; b < tree.block_count; b++)
        if (tree.blocks[b].text.len == 0 || tree.blocks[b].node >= tree.count)
            abort();
    if (tree.steps > 64 * (uint64_t)job->html.len + 4096)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct err err = {0};
    struct job job = {{(const char *)data, size}, arena_make(FUZZ_MEMORY)};
    arena_try(job.arena, run, &job, &err);
    arena_free(job.arena);
    return 0;
}
