/* text_score.c: measures the language core.
 *
 *   text_score conllu FILE.conllu > OUT.conllu     words as given; tags, lemmas, trees predicted
 *   text_score raw FILE.txt > OUT.conllu           everything from text; a blank line parts paragraphs
 *   text_score speed FILE.txt                      words a second, one core: tokens alone; tags and lemmas; trees
 * Models and data as the program finds them (ENTENTE_DATA). Score the output against a treebank with any CoNLL-U scorer.
 */
#include "base/log.h"
#include "base/file.h"
#include "text/text.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);    /* of this process: others on the machine do not count */
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}
static void split_all(const struct text *text, struct arena *arena, str bytes, struct sentence_list *list)
{
    uint32_t number = 0;
    for (size_t at = 0; at < bytes.len; ) {
        size_t end = str_find(bytes, STR("\n\n"), at);
        text_split(text, arena, str_sub(bytes, at, end), number++, list);
        at = end + 2;
    }
}
static void raw(const struct text *text, struct arena *arena, str bytes, struct buf *out)
{
    struct sentence_list list = {0};
    split_all(text, arena, bytes, &list);
    for (size_t k = 0; k < list.len; k++) {
        text_tree(text, arena, &list.at[k]);
        text_conllu_write(&list.at[k], out);
    }
}
static void speed(const struct text *text, struct arena *arena, str bytes)
{
    double split = 0, tree = 0;
    size_t words = 0;
    for (int round = 0; round < 10 || split + tree < 2; round++) {
        struct sentence_list list = {0};
        arena_reset(arena);
        double start = seconds();
        split_all(text, arena, bytes, &list);
        double middle = seconds();
        for (size_t k = 0; k < list.len; k++)
            text_tree(text, arena, &list.at[k]), words += list.at[k].count;
        split += middle - start;
        tree += seconds() - middle;
    }
    printf("%.0f words/s all; tokens, tags, lemmas %.0f words/s; trees %.0f words/s\n", (double)words / (split + tree), (double)words / split, (double)words / tree);
}

int main(int argc, char **argv)
{
    struct err err = {0};
    struct text *text = NULL;
    struct arena *file = arena_make(0), *arena = arena_make(0);
    str bytes;
    if (argc != 3 || !file || !arena) {
        fputs("usage: text_score conllu|raw|speed FILE\n", stderr);
        return 2;
    }
    if (!file_read(file, argv[2], 0, &bytes, &err) || !text_open(&text, &err)) {
        log_err(&err);
        return 1;
    }
    struct buf out = buf_make(arena);
    bool good = true;
    if (strcmp(argv[1], "conllu") == 0)
        good = text_conllu(text, arena, argv[2], bytes, &out, &err);
    else if (strcmp(argv[1], "raw") == 0)
        raw(text, arena, bytes, &out);
    else
        speed(text, arena, bytes);
    if (!good)
        log_err(&err);
    str result = buf_str(&out);
    fwrite(result.at, 1, result.len, stdout);
    text_close(text);
    arena_free(arena);
    arena_free(file);
    return good ? 0 : 1;
}
