/* fuzz_charset.c: bytes of a page to UTF-8; the first byte chooses what the HTTP header declares. Finding: output that is no UTF-8. */
#include "fuzz.h"
#include "base/utf8.h"
#include "page/page_charset.h"
#include <stdlib.h>

struct job {str bytes, declared; struct arena *arena;};

static void run(void *context)
{
    struct job *job = context;
    struct str_list notes = {0};
    str text = page_charset_decode(job->arena, job->bytes, job->declared, true, &notes);
    if (!utf8_valid(text))
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const declared[] = {"", "utf-8", "windows-1251", "koi8-r", "iso-8859-1", "utf-16", "shift_jis", "gb18030", "big5", "euc-kr", "x-none", "utf-7"};
    struct err err = {0};
    if (size == 0)
        return 0;
    struct job job = {{(const char *)data + 1, size - 1}, str_from(declared[data[0] % (sizeof declared / sizeof *declared)]), arena_make(FUZZ_MEMORY)};
    arena_try(job.arena, run, &job, &err);
    arena_free(job.arena);
    return 0;
}
