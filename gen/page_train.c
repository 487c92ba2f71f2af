/* page_train.c: learns src/page/page_model.inc, which blocks of a page are its article's text, from pages with their truth.
 *
 *   gen_page_train [--trees N] [--first WEIGHT] [--cross FILE.jsonl] OUTPUT.inc TRUTH.jsonl PAGES [TRUTH.jsonl PAGES …]
 *
 * PAGES is a folder with ID.html for each id of TRUTH.jsonl (keys id, url, text, with, without, doubt). Pages are parted into five folds by
 * the last two parts of their host, so that pages of one host stand in one fold. --cross writes what models read that never
 * saw the page's fold: that is what is scored. --first is the weight of the first set, the others have 1. OUTPUT is learnt from all pages. Weights of words are learnt on other folds than the
 * rows that they are used for, also within the learning. The card is model/page.md; the build never runs this.
 */
#include "page_train.h"
#include "base/file.h"
#include "base/json.h"
#include "base/map.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct train_pages {struct train_page *at; size_t len, room;};

static str host_key(str url)
{
    size_t at = str_find(url, STR("://"), 0);
    str host = at < url.len ? str_from_at(url, at + 3) : url;
    size_t end = 0, dots = 0;
    while (end < host.len && host.at[end] != '/' && host.at[end] != '?' && host.at[end] != ':')
        end++;
    host = str_sub(host, 0, end);
    for (size_t i = host.len; i-- > 0;)
        if (host.at[i] == '.' && ++dots == 2)
            return str_from_at(host, i + 1);
    return host;
}

static void strings_read(struct arena *arena, const struct json *object, str key, struct str_list *list)
{
    const struct json *value = json_find(object, key);
    for (size_t i = 0; value && value->type == JSON_ARRAY && i < value->count; i++)
        if (value->children[i].type == JSON_STRING)
            *LIST_ADD(arena, list) = value->children[i].string;
}

static bool truths_read(struct arena *arena, const char *path, const char *folder, float share, struct train_pages *pages)
{
    str text, line;
    struct err err = {0};
    if (!file_read(arena, path, (size_t)1 << 30, &text, &err))
        return false;
    while (str_next_line(&text, &line)) {
        const struct json *value;
        struct str_list doubt = {0};
        if (str_trim(line).len == 0 || !json_read(arena, line, false, &value, &err))
            continue;
        struct train_page page = {.truth = {.id = json_find_str(value, STR("id")), .text = json_find_str(value, STR("text"))}};
        page.share = share;
        strings_read(arena, value, STR("with"), &page.truth.with);
        strings_read(arena, value, STR("without"), &page.truth.without);
        strings_read(arena, value, STR("doubt"), &doubt);
        for (size_t i = 0; i < doubt.len; i++)
            if (str_eq(doubt.at[i], STR("text")))
                page.truth.text = STR("");
        page.truth.host = host_key(json_find_str(value, STR("url")));
        uint32_t hash = 2166136261u;
        str key = page.truth.host.len ? page.truth.host : page.truth.id;
        for (size_t i = 0; i < key.len; i++)
            hash = (hash ^ (unsigned char)key.at[i]) * 16777619u;
        page.fold = (int)((hash ^ hash >> 13) % FOLDS);
        page.path = arena_printf(arena, "%s/%.*s.html", folder, STR_ARG(page.truth.id));
        *LIST_ADD(arena, pages) = page;
    }
    return true;
}

/* The rows of a page as the reader makes them, with labels. */
static bool page_rows(struct arena *keep, struct arena *arena, struct train_page *page)
{
    struct page_tree tree;
    struct page_fields fields;
    struct page_content content;
    struct err err = {0};
    static const struct page_model none = {0};
    str bytes;
    if (!file_read(arena, page->path.at, (size_t)64 << 20, &bytes, &err))
        return false;
    page_html_content(arena, intake_memory(page->path, STR(""), STR("text/html"), bytes), &none, &tree, &fields, &content);
    struct page_row_list rows = {0};
    page_rows_read(&tree, &content, &fields, &rows);
    page->rows.len = rows.len;
    page->rows.at = arena_alloc(keep, rows.len * sizeof *rows.at);
    if (rows.len)
        memcpy(page->rows.at, rows.at, rows.len * sizeof *rows.at);
    page->labels = arena_alloc(keep, rows.len + 1);
    page->weights = ARENA_ARRAY(keep, float, rows.len + 1);
    if (page->truth.text.len)
        label_by_text(&tree, page, arena);
    else
        label_by_phrases(&tree, page, arena);
    for (size_t r = 0; r < rows.len; r++)
        page->weights[r] *= page->share;
    return true;
}

/* Log odds of words, over pages whose fold is neither a nor b. A word is counted once a page and side. */
static void words_learn(const struct train_pages *pages, int a, int b, int8_t *words)
{
    static double in[PAGE_WORD_BUCKETS], out[PAGE_WORD_BUCKETS];
    static uint16_t mark[2][PAGE_WORD_BUCKETS];
    double all_in = 0, all_out = 0;
    memset(in, 0, sizeof in);
    memset(out, 0, sizeof out);
    memset(mark, 0, sizeof mark);
    for (size_t p = 0; p < pages->len; p++) {
        const struct train_page *page = &pages->at[p];
        if (page->fold == a || page->fold == b)
            continue;
        for (size_t r = 0; r < page->rows.len; r++) {
            int label = page->labels[r];
            if (label < 0 || page->rows.at[r].features[FEATURE_CHARS] > 600)
                continue;
            for (size_t k = 0; k < page->rows.at[r].word_count; k++) {
                uint16_t bucket = page->rows.at[r].words[k];
                if (mark[label][bucket] == p + 1)
                    continue;
                mark[label][bucket] = (uint16_t)(p + 1);
                (label ? in : out)[bucket] += 1;
                *(label ? &all_in : &all_out) += 1;
            }
        }
    }
    for (size_t w = 0; w < PAGE_WORD_BUCKETS; w++) {
        double odds = log((in[w] + 2) / (all_in + 2)) - log((out[w] + 2) / (all_out + 2));
        words[w] = (int8_t)(in[w] + out[w] < 8 ? 0 : odds > 4 ? 64 : odds < -4 ? -64 : lround(odds * 16));
    }
}

/* A model from all pages but those of fold skip (-1: all). */
static struct page_model model_learn(struct arena *arena, struct train_pages *pages, int skip, size_t tree_count)
{
    int8_t *words = arena_alloc(arena, PAGE_WORD_BUCKETS);
    size_t count = 0, wrong = 0;
    for (int fold = 0; fold < FOLDS; fold++) {
        words_learn(pages, skip, fold, words);
        for (size_t p = 0; p < pages->len; p++)
            if (pages->at[p].fold == fold)
                page_rows_weigh(&pages->at[p].rows, words);
    }
    for (size_t p = 0; p < pages->len; p++)
        count += pages->at[p].rows.len;
    struct example *examples = malloc((count + 1) * sizeof *examples);
    struct page_model_tree *trees = ARENA_ARRAY(arena, struct page_model_tree, tree_count);
    if (!examples)
        abort();
    count = 0;
    for (size_t p = 0; p < pages->len; p++)
        for (size_t r = 0; r < pages->at[p].rows.len && pages->at[p].fold != skip; r++)
            if (pages->at[p].labels[r] >= 0)
                examples[count++] = (struct example){pages->at[p].rows.at[r].features, pages->at[p].labels[r], pages->at[p].weights[r], 0, 0};
    trees_learn(examples, count, tree_count, trees);
    for (size_t i = 0; i < count; i++)
        wrong += (examples[i].margin > 0) != (examples[i].label > 0.5f);
    fprintf(stderr, "page_train: without fold %d: %zu rows, %.2f%% wrong where learnt\n", skip, count, 100.0 * (double)wrong / (double)count);
    free(examples);
    words_learn(pages, skip, -2, words);
    return (struct page_model){trees, tree_count, words};
}

static void cross_write(struct train_pages *pages, const struct page_model *models, const char *path)
{
    FILE *file = fopen(path, "w");
    struct arena *arena = arena_make(0);
    if (!file || !arena)
        abort();
    for (size_t p = 0; p < pages->len; p++) {
        struct article_list list = {0};
        struct err err = {0};
        str bytes;
        arena_reset(arena);
        if (!file_read(arena, pages->at[p].path.at, (size_t)64 << 20, &bytes, &err))
            continue;
        struct raw_document document = intake_memory(pages->at[p].path, STR(""), STR("text/html"), bytes);
        page_read_by(&document, arena, &models[pages->at[p].fold], &list);
        for (size_t i = 0; i < list.len; i++) {
            struct buf buf = buf_make(arena);
            struct json_out out = json_out_make(&buf);
            page_article_write(&list.at[i], &out);
            buf_add_char(&buf, '\n');
            fwrite(buf.at, 1, buf.len, file);
        }
    }
    fclose(file);
    arena_free(arena);
}

static void trees_write(FILE *file, const char *name, const struct page_model_tree *trees, size_t count)
{
    fprintf(file, "static const struct page_model_tree %s[] = {\n", name);
    for (size_t t = 0; t < count; t++) {
        const struct page_model_tree *tree = &trees[t];
        fprintf(file, "{{");
        for (int d = 0; d < PAGE_TREE_DEPTH; d++)
            fprintf(file, "%s%d", d ? "," : "", tree->feature[d]);
        fprintf(file, "}, {");
        for (int d = 0; d < PAGE_TREE_DEPTH; d++)
            fprintf(file, "%s%d", d ? "," : "", tree->threshold[d]);
        fprintf(file, "}, {");
        for (int l = 0; l < PAGE_TREE_LEAVES; l++)
            fprintf(file, "%s%d", l ? "," : "", tree->leaf[l]);
        fprintf(file, "}},\n");
    }
    fprintf(file, "};\n");
}

static bool model_write(const struct page_model *model, const char *path)
{
    FILE *file = fopen(path, "w");
    if (!file)
        return false;
    fprintf(file, "/* Made by gen/page_train.c; its card is model/page.md: learn it again, do not change it here. */\n");
    trees_write(file, "built_in_trees", model->trees, model->tree_count);
    fprintf(file, "static const int8_t built_in_words[PAGE_WORD_BUCKETS] = {");
    for (int w = 0; w < PAGE_WORD_BUCKETS; w++)
        fprintf(file, "%s%d,", w % 48 ? "" : "\n", model->words[w]);
    fprintf(file, "\n};\nstatic const struct page_model built_in = {built_in_trees, %zu, built_in_words};\n", model->tree_count);
    return fclose(file) == 0;
}

int main(int argc, char **argv)
{
    size_t tree_count = 150;
    const char *cross = NULL;
    int first = 1;
    double first_share = 1;
    for (; first + 1 < argc && argv[first][0] == '-'; first += 2)
        if (strcmp(argv[first], "--trees") == 0)
            tree_count = (size_t)atoi(argv[first + 1]);
        else if (strcmp(argv[first], "--first") == 0)
            first_share = atof(argv[first + 1]);
        else
            cross = argv[first + 1];
    if (argc - first < 3 || (argc - first) % 2 == 0 || tree_count == 0 || tree_count > TREES_MAX) {
        fprintf(stderr, "page_train: wanted: [--trees N] [--first WEIGHT] [--cross FILE.jsonl] OUTPUT.inc TRUTH.jsonl PAGES …\n");
        return 2;
    }
    struct arena *keep = arena_make(0), *arena = arena_make(0);
    struct train_pages all = {0}, pages = {0};
    for (int i = first + 1; i + 1 < argc; i += 2)
        if (!truths_read(keep, argv[i], argv[i + 1], i == first + 1 ? (float)first_share : 1, &all)) {
            fprintf(stderr, "page_train: %s cannot be read\n", argv[i]);
            return 1;
        }
    for (size_t p = 0; p < all.len; p++) {
        arena_reset(arena);
        if (page_rows(keep, arena, &all.at[p]))
            *LIST_ADD(keep, &pages) = all.at[p];
    }
    fprintf(stderr, "page_train: %zu pages\n", pages.len);
    if (cross) {
        struct page_model models[FOLDS];
        for (int fold = 0; fold < FOLDS; fold++)
            models[fold] = model_learn(keep, &pages, fold, tree_count);
        cross_write(&pages, models, cross);
    }
    struct page_model model = model_learn(keep, &pages, -1, tree_count);
    if (!model_write(&model, argv[first])) {
        fprintf(stderr, "page_train: %s cannot be written\n", argv[first]);
        return 1;
    }
    arena_free(keep);
    arena_free(arena);
    return 0;
}
