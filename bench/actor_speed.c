/* actor_speed.c: how quick are mentions and coreference on sentences that have words and tags?
 *
 *   actor_speed FILE [ROUNDS]     FILE: JSON Lines with text and date. Splitting and tagging are done before the clock starts.
 * Prints MB of text a second (10^6 bytes, one core, processor time of the best round) for actor_find. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "actor/actor.h"
#include "base/day.h"
#include "base/file.h"
#include "base/json.h"

struct page {struct sentence_list sentences; day at;};

/* Processor time of this process, in seconds. */
static double seconds(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (double)usage.ru_utime.tv_sec + (double)usage.ru_utime.tv_usec * 1e-6;
}

int main(int argc, char **argv)
{
    struct arena *kept = arena_make(0), *work = arena_make(0);
    struct actor *actor;
    struct text *text;
    struct err err = {0};
    LIST(struct page) pages = {0};
    str file, line;
    char why[1100];
    size_t bytes = 0, mentions = 0;
    double best = 1e9;
    if (argc < 2 || !actor_open(&actor, &err) || !text_open(&text, &err) || !file_read(kept, argv[1], 0, &file, &err)) {
        fprintf(stderr, "actor_speed FILE [ROUNDS]: %s\n", err_text(&err, why, sizeof why));
        return 2;
    }
    while (str_next_line(&file, &line)) {
        const struct json *value;
        if (line.len == 0 || !json_read(kept, line, false, &value, &err))
            continue;
        struct page *page = LIST_ADD(kept, &pages);
        *page = (struct page){.at = DAY_NONE};
        str body = json_find_str(value, STR("text"));
        day_read(json_find_str(value, STR("date")), &page->at);
        text_split(text, kept, body, 0, &page->sentences);
        bytes += body.len;
    }
    for (int round = argc > 2 ? atoi(argv[2]) : 5; round > 0; round--) {
        double start = seconds();
        mentions = 0;
        for (size_t i = 0; i < pages.len; i++) {
            struct mention_list list = {0};
            actor_find(actor, work, pages.at[i].sentences.at, pages.at[i].sentences.len, pages.at[i].at, &list);
            mentions += list.len;
            arena_reset(work);
        }
        double took = seconds() - start;
        best = took < best ? took : best;
    }
    printf("%zu pages, %.2f MB, %zu mentions: %.1f MB/s, %.0f pages/s\n", pages.len, (double)bytes / 1e6, mentions, (double)bytes / 1e6 / best,
           (double)pages.len / best);
    actor_close(actor);
    text_close(text);
    arena_free(kept);
    arena_free(work);
    return 0;
}
