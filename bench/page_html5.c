/* page_html5.c: how many of html5lib's tests hold?
 *
 *   bench_page_html5 FOLDER          the unpacked suite (folders tokenizer and tree-construction)
 *
 * tokenizer/NAME.test: input to tokens, in each initial state. Names are put in lower case, references decoded, newlines and NUL made as 13.2.3.5
 * and 13.2.5 say, here, since the tokenizer gives slices of the input; of a DOCTYPE only the name is compared. xmlViolation.test is left out,
 * and tests with lone surrogates, which are no UTF-8. tree-construction/NAME.dat: whether the text of the tree, in order, is that of the light tree.
 */
#include "base/file.h"
#include "base/utf8.h"
#include "page/page_tree.h"
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct counts {size_t good, all, shown;};

static void lower_add(struct buf *out, str text)
{
    for (size_t i = 0; i < text.len; i++)
        text.at[i] ? buf_add_char(out, char_lower(text.at[i])) : buf_add(out, STR("\xef\xbf\xbd"));
}

static void plain_add(struct buf *out, str text)
{
    for (size_t i = 0; i < text.len; i++)
        text.at[i] ? buf_add_char(out, text.at[i]) : buf_add(out, STR("\xef\xbf\xbd"));
}

static void decoded_add(struct buf *out, str text, bool references, bool attribute, bool keep_null, struct arena *arena)
{
    struct buf decoded = buf_make(arena);
    if (references)
        page_decode(text, attribute, &decoded);
    else
        buf_add(&decoded, text);
    if (keep_null)
        buf_add(out, buf_str(&decoded));
    else
        plain_add(out, buf_str(&decoded));
}

static int by_name(const void *a, const void *b)
{
    const str *x = a, *y = b;
    return str_cmp(*x, *y);
}

/* Tokens as lines of text, both sides the same way. */
static void attributes_add(struct buf *out, str (*pairs)[2], size_t count)
{
    qsort(pairs, count, sizeof *pairs, by_name);
    for (size_t i = 0; i < count; i++)
        buf_printf(out, " %.*s=\"%.*s\"", STR_ARG(pairs[i][0]), STR_ARG(pairs[i][1]));
}

static str ours(struct arena *arena, str input, enum page_text_mode mode, str last)
{
    struct buf out = buf_make(arena), text = buf_make(arena);
    struct page_tokenizer tokenizer = page_tokenizer_make(input);
    struct page_token *token = ARENA_NEW(arena, struct page_token);
    tokenizer.mode = mode;
    tokenizer.last_start = last;
    tokenizer.foreign = mode == MODE_CDATA;
    for (;;) {
        enum page_text_mode before = tokenizer.mode;
        bool more = page_token_next(&tokenizer, token);
        if (more && token->kind == TOKEN_TEXT) {
            decoded_add(&text, token->text, token->references, false, before == MODE_DATA || before == MODE_CDATA, arena);
            continue;
        }
        if (text.len)
            buf_printf(&out, "T %.*s\n", (int)text.len, text.at);
        buf_reset(&text);
        if (!more)
            return buf_take(&out);
        if (token->kind == TOKEN_START || token->kind == TOKEN_END) {
            static str pairs[PAGE_ATTRIBUTES_MAX][2];
            struct buf name = buf_make(arena);
            lower_add(&name, token->name);
            for (size_t i = 0; i < token->attribute_count; i++) {
                struct buf key = buf_make(arena), value = buf_make(arena);
                lower_add(&key, token->attributes[i].name);
                decoded_add(&value, token->attributes[i].value, true, true, false, arena);
                pairs[i][0] = buf_take(&key);
                pairs[i][1] = buf_take(&value);
            }
            buf_printf(&out, "%c %.*s", token->kind == TOKEN_START ? 'S' : 'E', (int)name.len, name.at);
            if (token->kind == TOKEN_START) {
                attributes_add(&out, pairs, token->attribute_count);
                buf_add(&out, token->self_closing ? STR(" /") : STR(""));
            }
            buf_add_char(&out, '\n');
            tokenizer.mode = MODE_DATA;                 /* the suite's tokenizer is not told by a tree */
        } else if (token->kind == TOKEN_COMMENT) {
            buf_add(&out, STR("C "));
            plain_add(&out, token->text);
            buf_add_char(&out, '\n');
        } else {
            str name = str_trim(token->text);
            size_t end = 0;
            while (end < name.len && !char_is_space(name.at[end]))
                end++;
            buf_add(&out, STR("D "));
            lower_add(&out, str_sub(name, 0, end));
            buf_add_char(&out, '\n');
        }
    }
}

static str theirs(struct arena *arena, const struct json *tokens)
{
    struct buf out = buf_make(arena), text = buf_make(arena);
    for (size_t i = 0; i <= tokens->count; i++) {
        const struct json *token = i < tokens->count ? &tokens->children[i] : NULL;
        if (token && (token->type != JSON_ARRAY || token->count < 2))
            continue;
        str kind = token ? token->children[0].string : STR("");
        if (token && str_eq(kind, STR("Character"))) {
            buf_add(&text, token->children[1].string);
            continue;
        }
        if (text.len)
            buf_printf(&out, "T %.*s\n", (int)text.len, text.at);
        buf_reset(&text);
        if (!token)
            break;
        str name = token->children[1].type == JSON_STRING ? token->children[1].string : STR("");
        if (str_eq(kind, STR("StartTag"))) {
            static str pairs[400][2];
            const struct json *attributes = token->count > 2 ? &token->children[2] : NULL;
            size_t count = attributes ? attributes->count : 0;
            for (size_t k = 0; k < count && k < 400; k++) {
                pairs[k][0] = attributes->children[k].key;
                pairs[k][1] = attributes->children[k].string;
            }
            buf_printf(&out, "S %.*s", STR_ARG(name));
            attributes_add(&out, pairs, count < 400 ? count : 400);
            buf_add(&out, token->count > 3 && token->children[3].boolean ? STR(" /") : STR(""));
            buf_add_char(&out, '\n');
        } else
            buf_printf(&out, "%c %.*s\n", str_eq(kind, STR("EndTag")) ? 'E' : str_eq(kind, STR("Comment")) ? 'C' : 'D', STR_ARG(name));
    }
    return buf_take(&out);
}

/* \uXXXX once more; false for half of a surrogate pair. */
static bool unescape(struct arena *arena, str text, str *out)
{
    struct buf json = buf_make(arena);
    const struct json *value;
    struct err err = {0};
    buf_add_char(&json, '"');
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        if (c == '"' || (c == '\\' && !(i + 1 < text.len && text.at[i + 1] == 'u')))
            buf_add_char(&json, '\\');
        (unsigned char)c < 32 ? buf_printf(&json, "\\u%04x", c) : buf_add_char(&json, c);
    }
    buf_add_char(&json, '"');
    if (!json_read(arena, buf_str(&json), false, &value, &err))
        return false;
    *out = value->string;
    return true;
}

static void twice_escaped(struct arena *arena, struct json *value)
{
    if (value->type == JSON_STRING)
        unescape(arena, value->string, &value->string);
    for (size_t i = 0; i < value->count; i++) {
        unescape(arena, value->children[i].key, &value->children[i].key);
        twice_escaped(arena, &value->children[i]);
    }
}

static str newlines(struct arena *arena, str text)
{
    struct buf out = buf_make(arena);
    for (size_t i = 0; i < text.len; i++)
        if (text.at[i] == '\r') {
            buf_add_char(&out, '\n');
            i += i + 1 < text.len && text.at[i + 1] == '\n';
        } else
            buf_add_char(&out, text.at[i]);
    return buf_take(&out);
}

static void token_test(struct arena *arena, const struct json *test, struct counts *counts, const char *file)
{
    static const struct {str name; enum page_text_mode mode;} states[] = {{STR_INIT("Data state"), MODE_DATA}, {STR_INIT("PLAINTEXT state"), MODE_PLAINTEXT},
        {STR_INIT("RCDATA state"), MODE_RCDATA}, {STR_INIT("RAWTEXT state"), MODE_RAWTEXT}, {STR_INIT("Script data state"), MODE_SCRIPT},
        {STR_INIT("CDATA section state"), MODE_CDATA}};
    struct json *output = (struct json *)json_find(test, STR("output"));
    const struct json *initial = json_find(test, STR("initialStates")), *escaped = json_find(test, STR("doubleEscaped"));
    str input = json_find_str(test, STR("input"));
    if (!output)
        return;
    if (escaped && escaped->boolean) {
        if (str_has(input, STR("\\uD")))
            return;                                     /* half of a surrogate pair */
        unescape(arena, input, &input);
        twice_escaped(arena, output);
    }
    str want = theirs(arena, output);
    for (size_t s = 0; s < (initial ? initial->count : 1); s++) {
        enum page_text_mode mode = MODE_DATA;
        for (size_t k = 0; initial && k < sizeof states / sizeof *states; k++)
            mode = str_eq(initial->children[s].string, states[k].name) ? states[k].mode : mode;
        str got = ours(arena, newlines(arena, input), mode, json_find_str(test, STR("lastStartTag")));
        counts->all++;
        counts->good += str_eq(got, want);
        if (!str_eq(got, want) && counts->shown++ < 400 && getenv("SHOW"))
            printf("%s: %.*s [%d]\n  input %.*s\n  want %.*s\n  got  %.*s\n", file, STR_ARG(json_find_str(test, STR("description"))), (int)mode, STR_ARG(input),
                   STR_ARG(want), STR_ARG(got));
    }
}

/* The text of "#document", and of the light tree, without white space, in order. */
static void letters_add(struct buf *out, str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (!char_is_space(text.at[i]) && text.at[i])
            buf_add_char(out, text.at[i]);
}

static void tree_test(struct arena *arena, str test, struct counts *counts)
{
    size_t errors = str_find(test, STR("\n#errors"), 0), document = str_find(test, STR("\n#document\n"), 0);
    struct buf want = buf_make(arena), got = buf_make(arena);
    struct page_tree tree;
    if (errors >= test.len || document >= test.len || str_has(test, STR("\n#document-fragment")) || str_has(test, STR("\n#script-on")))
        return;
    str rest = str_from_at(test, document + 11), line;
    bool inside = false;
    while (str_next_line(&rest, &line)) {
        str bare = line;
        while (bare.len && (bare.at[0] == '|' || bare.at[0] == ' '))
            bare = str_from_at(bare, 1);
        if (!inside && str_starts(line, STR("| ")) && str_starts(bare, STR("\""))) {
            inside = !(bare.len > 1 && str_ends(bare, STR("\"")));
            letters_add(&want, str_sub(bare, 1, inside ? bare.len : bare.len - 1));
        } else if (inside) {
            inside = !str_ends(line, STR("\""));
            letters_add(&want, str_sub(line, 0, inside ? line.len : line.len - 1));
        }
    }
    page_tree_read(&tree, arena, newlines(arena, str_sub(test, 0, errors)));
    for (uint32_t i = 0; i < tree.count; i++)
        if (tree.nodes[i].tag == TAG_TEXT) {
            struct buf text = buf_make(arena);
            decoded_add(&text, tree.nodes[i].text, tree.nodes[i].references, false, true, arena);
            letters_add(&got, buf_str(&text));
        }
    counts->all++;
    counts->good += str_eq(buf_str(&want), buf_str(&got));
}

static void file_run(const char *path, bool tokens, struct counts *counts)
{
    struct arena *arena = arena_make(0);
    struct err err = {0};
    str text;
    const struct json *value;
    if (file_read(arena, path, 1 << 26, &text, &err) && tokens && json_read(arena, text, false, &value, &err)) {
        const struct json *tests = json_find(value, STR("tests"));
        for (size_t i = 0; tests && i < tests->count; i++)
            token_test(arena, &tests->children[i], counts, path);
    } else if (text.len && !tokens) {
        size_t at = str_starts(text, STR("#data\n")) ? 6 : text.len;
        while (at < text.len) {
            size_t end = str_find(text, STR("\n#data\n"), at);
            tree_test(arena, str_sub(text, at, end), counts);
            at = end < text.len ? end + 7 : end;
        }
    }
    arena_free(arena);
}

int main(int argc, char **argv)
{
    static const char *const folders[] = {"tokenizer", "tree-construction"};
    for (int f = 0; f < 2 && argc == 2; f++) {
        char path[4096];
        struct counts counts = {0};
        struct dirent **entries = NULL;
        snprintf(path, sizeof path, "%s/%s", argv[1], folders[f]);
        int count = scandir(path, &entries, NULL, alphasort);
        for (int i = 0; i < count; i++) {
            char file[8192];
            const char *name = entries[i]->d_name;
            snprintf(file, sizeof file, "%s/%s", path, name);
            if (strstr(name, f == 0 ? ".test" : ".dat") && !strstr(name, "xmlViolation"))
                file_run(file, f == 0, &counts);
            free(entries[i]);
        }
        free(entries);
        printf("%-18s %zu of %zu\n", folders[f], counts.good, counts.all);
    }
    return argc == 2 ? 0 : 2;
}
