/* page_bench.c: how quick is reading a page, beside what else looks at the same bytes in the same run?
 *
 *   bench_page_bench FILE…          files, folders, archives; of ../shared/data/pages where it is there, for instance
 *
 * Prints MB/s of one core for: a memchr scan for "<", entente's tokens, entente's tree with blocks, page_read (everything), and where they
 * were found when this was built, trees of libxml2's HTML parser and of gumbo; and the ratio of page_read to libxml2. All
 * documents are in memory first; processor time of this thread; the best of three rounds each, since other work only slows.
 */
#include "page/page_tree.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#ifdef BENCH_LIBXML2
#include <libxml/HTMLparser.h>
#endif
#ifdef BENCH_GUMBO
#include <gumbo.h>
#endif

enum {ROUNDS = 3};

struct documents {struct raw_document *at; size_t len, room;};
struct job {const struct raw_document *document; struct arena *arena;};
static volatile size_t sink;                            /* so that no work is optimized away */

static void scan(const struct job *job)
{
    str s = job->document->bytes;
    for (size_t at = 0; (at = str_find_char(s, '<', at)) < s.len; at++)
        sink++;
}

static void tokens(const struct job *job)
{
    struct page_tokenizer tokenizer = page_tokenizer_make(job->document->bytes);
    struct page_token token;
    while (page_token_next(&tokenizer, &token))
        sink++;
}

static void tree(const struct job *job)
{
    struct page_tree page;
    page_tree_read(&page, job->arena, job->document->bytes);
    sink += page.count;
}

static void all(const struct job *job)
{
    struct article_list list = {0};
    page_read(job->document, job->arena, &list);
    sink += list.len;
}

#ifdef BENCH_LIBXML2
static void libxml(const struct job *job)
{
    str s = job->document->bytes;
    htmlDocPtr doc = htmlReadMemory(s.at, (int)s.len, NULL, NULL, HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET);
    sink += doc != NULL;
    xmlFreeDoc(doc);
}
#endif

#ifdef BENCH_GUMBO
static void gumbo(const struct job *job)
{
    GumboOutput *output = gumbo_parse_with_options(&kGumboDefaultOptions, job->document->bytes.at, job->document->bytes.len);
    sink += output != NULL;
    gumbo_destroy_output(&kGumboDefaultOptions, output);
}
#endif

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

struct run_job {void (*run)(const struct job *job); struct job job;};

static void run_one(void *context)
{
    struct run_job *one = context;
    one->run(&one->job);
}

static double measure(const struct documents *documents, void (*run)(const struct job *job))
{
    double best = 1e9;
    struct arena *arena = arena_make((size_t)2 << 30);
    for (int round = 0; round < ROUNDS && arena; round++) {
        double start = seconds();
        for (size_t i = 0; i < documents->len; i++) {
            struct err err = {0};
            struct run_job one = {run, {&documents->at[i], arena}};
            arena_reset(arena);
            arena_try(arena, run_one, &one, &err);
        }
        double took = seconds() - start;
        best = took < best ? took : best;
    }
    arena_free(arena);
    return best;
}

int main(int argc, char **argv)
{
    struct arena *keep = arena_make(0), *arena = arena_make(0);
    struct intake *intake = intake_open(argv + 1, (size_t)(argc - 1));
    struct documents documents = {0};
    double bytes = 0, libxml_took = 0, all_took = 0;
    if (!keep || !arena || !intake || argc < 2)
        return 2;
    for (;;) {
        struct raw_document document;
        struct err err = {0};
        arena_reset(arena);
        enum intake_step step = intake_next(intake, arena, &document, &err);
        if (step == INTAKE_END)
            break;
        if (step != INTAKE_DOCUMENT || document.kind != RAW_HTML)
            continue;
        struct raw_document *copy = LIST_ADD(keep, &documents);
        *copy = (struct raw_document){.page = arena_str(keep, document.page), .kind = RAW_HTML, .bytes = arena_str(keep, document.bytes), .url = STR(""),
            .content_type = STR("text/html"), .charset = STR(""), .title = STR(""), .published = STR(""), .modified = STR(""), .lang = STR(""),
            .site = STR(""), .section = STR("")};
        bytes += (double)document.bytes.len;
    }
    intake_close(intake);
    static const struct {const char *name; void (*run)(const struct job *job);} runs[] = {{"memchr for <", scan}, {"tokens", tokens},
        {"tree with blocks", tree}, {"page_read", all},
#ifdef BENCH_LIBXML2
        {"libxml2 HTML tree", libxml},
#endif
#ifdef BENCH_GUMBO
        {"gumbo tree", gumbo},
#endif
    };
    printf("%zu pages, %.1f MB\n", documents.len, bytes / 1e6);
    for (size_t r = 0; r < sizeof runs / sizeof *runs; r++) {
        double took = measure(&documents, runs[r].run);
        printf("%-20s %8.1f MB/s %9.0f pages/s\n", runs[r].name, bytes / 1e6 / took, (double)documents.len / took);
        all_took = strcmp(runs[r].name, "page_read") == 0 ? took : all_took;
        libxml_took = strncmp(runs[r].name, "libxml2", 7) == 0 ? took : libxml_took;
    }
    if (libxml_took > 0)
        printf("page_read to libxml2 %6.2f\n", libxml_took / all_took);
    arena_free(keep);
    arena_free(arena);
    return 0;
}
