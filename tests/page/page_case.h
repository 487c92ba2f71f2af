/* page_case.h: reading golden cases of pages, for the tests of page/. */
#ifndef ENTENTE_TESTS_PAGE_CASE_H
#define ENTENTE_TESTS_PAGE_CASE_H

#include "page/page.h"
#include "base/file.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

struct page_case_job {const struct raw_document *document; struct arena *arena; struct article_list list;};

static void page_case_run(void *context)
{
    struct page_case_job *job = context;
    page_read(job->document, job->arena, &job->list);
}

/* The articles of a document; the test fails where memory does. */
__attribute__((unused)) static struct article_list page_case_read(struct arena *arena, const struct raw_document *document)
{
    struct page_case_job job = {document, arena, {0}};
    struct err err = {0};
    assert_true(arena_try(arena, page_case_run, &job, &err));
    assert_true(job.list.len >= 1);
    return job.list;
}

__attribute__((unused)) static struct article page_case_html(struct arena *arena, const char *html)
{
    struct raw_document document = intake_memory(STR("t"), STR("http://news.example/a"), STR("text/html"), str_from(html));
    return page_case_read(arena, &document).at[0];
}

#endif
