/* text_pack.c: makes data/text.pack: abbreviations, split tokens and lemmas (data/text/), and WordNet's words for lemmas.
 *
 *   gen_text OUTPUT SOURCE_DIR
 *
 * WordNet 3.0 comes from the Debian package wordnet-base: noun.exc, verb.exc, adj.exc, adv.exc (irregular forms) and index.* (which words
 * there are; those of several words are left out). Formats: wndb(5WN). Licence of WordNet: /usr/share/doc/wordnet-base/copyright.
 * Part of speech in keys: n, v, a, r.
 */
#include "base/log.h"
#include "base/tsv.h"
#include "text/text_lexicon.h"
#include "text/text_model.h"

#include <stdio.h>
#include <unistd.h>

#define WORDNET "/usr/share/wordnet"

struct part {const char *name; char mark;};
static const struct part parts[] = {{"noun", 'n'}, {"verb", 'v'}, {"adj", 'a'}, {"adv", 'r'}};

static bool read_table(struct arena *arena, const char *source, const char *file, struct text_lexicon_list *list, struct err *err)
{
    char path[4096];
    str text;
    struct tsv tsv;
    snprintf(path, sizeof path, "%s/data/text/%s", source, file);
    if (!file_read(arena, path, 0, &text, err) || !tsv_open(&tsv, arena_str(arena, str_from(path)).at, text, err))
        return false;
    while (tsv_next(&tsv)) {
        str key = tsv.fields[0], value = tsv.fields[1];
        if (tsv.field_count != 2 || key.len == 0 || value.len == 0)
            return tsv_fail(&tsv, err, "expected two columns, both filled");
        *LIST_ADD(arena, list) = (struct text_lexicon_pair){key, value};
    }
    return true;
}

/* "axes ax axis": the first lemma is the one. */
static bool read_exceptions(struct arena *arena, const struct part *part, struct text_lexicon_list *list, struct err *err)
{
    char path[256];
    str text, line, form, lemma;
    snprintf(path, sizeof path, WORDNET "/%s.exc", part->name);
    if (!file_read(arena, path, 0, &text, err))
        return false;
    while (str_next_line(&text, &line))
        if (str_next(&line, ' ', &form) && str_next(&line, ' ', &lemma) && !str_has(form, STR("_")) && lemma.len)
            *LIST_ADD(arena, list) = (struct text_lexicon_pair){arena_printf(arena, "%c%.*s", part->mark, STR_ARG(form)), lemma};
    return true;
}
/* "abbey n 3 …": lines that begin with a blank are the licence. */
static bool read_index(struct arena *arena, const struct part *part, struct text_lexicon_list *list, struct err *err)
{
    char path[256];
    str text, line, lemma;
    snprintf(path, sizeof path, WORDNET "/index.%s", part->name);
    if (!file_read(arena, path, 0, &text, err))
        return false;
    while (str_next_line(&text, &line))
        if (!str_starts(line, STR(" ")) && str_next(&line, ' ', &lemma) && lemma.len && !str_has(lemma, STR("_")))
            *LIST_ADD(arena, list) = (struct text_lexicon_pair){arena_printf(arena, "%c%.*s", part->mark, STR_ARG(lemma)), STR("")};
    return true;
}

static bool make(struct arena *arena, const char *output, const char *source, struct err *err)
{
    struct pack_out out = {.arena = arena, .format = TEXT_PACK_FORMAT};
    struct text_lexicon_list abbreviations = {0}, splits = {0}, lemmas = {0}, undergo = {0}, exceptions = {0}, dictionary = {0};
    if (access(WORDNET "/index.noun", R_OK) != 0)
        return err_fail(err, ERR_DATA, WORDNET, "WordNet is not there; install the Debian package wordnet-base");
    if (!read_table(arena, source, "en-abbreviations.tsv", &abbreviations, err) || !read_table(arena, source, "en-tokens.tsv", &splits, err)
        || !read_table(arena, source, "en-lemmas.tsv", &lemmas, err)
        || !read_table(arena, source, "en-undergo.tsv", &undergo, err))
        return false;
    for (size_t k = 0; k < sizeof parts / sizeof parts[0]; k++)
        if (!read_exceptions(arena, &parts[k], &exceptions, err) || !read_index(arena, &parts[k], &dictionary, err))
            return false;
    text_lexicon_make(arena, &abbreviations, "abbreviations", &out);
    text_lexicon_make(arena, &splits, "splits", &out);
    text_lexicon_make(arena, &lemmas, "lemmas", &out);
    text_lexicon_make(arena, &undergo, "undergo", &out);
    text_lexicon_make(arena, &exceptions, "exceptions", &out);
    text_lexicon_make(arena, &dictionary, "dictionary", &out);
    return pack_out_write(&out, output, err);
}

int main(int argc, char **argv)
{
    struct err err = {0};
    if (argc != 3) {
        err_fail(&err, ERR_USAGE, "", "usage: gen_text OUTPUT SOURCE_DIR");
        log_err(&err);
        return 2;
    }
    struct arena *arena = arena_make(0);
    bool good = arena && make(arena, argv[1], argv[2], &err);
    arena_free(arena);
    if (!good)
        log_err(&err);
    return good ? 0 : 1;
}
