/* page_token.c: HTML to tokens, in one pass over the bytes.
 *
 * The rules are those of the WHATWG HTML standard, section 13.2.5 (tokenization); a section's number stands over its code. The
 * states of the standard are the positions in the functions here, since a tag is read in one call; runs of text are found with
 * memchr. Tokens are slices of the input: names keep their case, references are decoded by whoever needs the text (page_decode).
 * Newlines are not normalized and NUL stays: text is folded later anyway. Each byte is looked at a constant number of times.
 */
#include "page/page_token.h"
#include <string.h>

struct page_tokenizer page_tokenizer_make(str input)
{
    return (struct page_tokenizer){.input = input};
}

static bool tag_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

static void text_token(struct page_tokenizer *t, struct page_token *token, size_t end, bool references)
{
    token->kind = TOKEN_TEXT;
    token->text = str_sub(t->input, t->at, end);
    token->references = references && memchr(token->text.at, '&', token->text.len);
    t->steps += end - t->at;
    t->at = end;
}

/* 13.2.5.36-39: a value in quotes or without. */
static str attribute_value(str s, size_t *at)
{
    size_t start = *at, end;
    if (start < s.len && (s.at[start] == '"' || s.at[start] == '\'')) {
        end = str_find_char(s, s.at[start], start + 1);
        *at = end < s.len ? end + 1 : s.len + 1;        /* past the end: the tag is not finished */
        return str_sub(s, start + 1, end);
    }
    for (end = start; end < s.len && !tag_space(s.at[end]) && s.at[end] != '>';)
        end++;
    *at = end;
    return str_sub(s, start, end);
}

static bool attribute_is_new(const struct page_token *token, str name)
{
    for (size_t i = 0; i < token->attribute_count; i++)
        if (str_eq_fold(token->attributes[i].name, name))
            return false;
    return true;
}

/* 13.2.5.32-40: from after the tag's name to after its ">". False where the input ends before. */
static bool attributes_read(struct page_tokenizer *t, struct page_token *token)
{
    str s = t->input;
    size_t at = t->at;
    for (;;) {
        while (at < s.len && (tag_space(s.at[at]) || (s.at[at] == '/' && !(at + 1 < s.len && s.at[at + 1] == '>'))))
            at++;
        if (at >= s.len)
            break;
        if (s.at[at] == '>' || s.at[at] == '/') {
            token->self_closing = s.at[at] == '/';
            t->at = at + 1 + token->self_closing;
            return true;
        }
        size_t start = at++;                            /* a "=" here belongs to the name */
        while (at < s.len && !tag_space(s.at[at]) && s.at[at] != '/' && s.at[at] != '>' && s.at[at] != '=')
            at++;
        str name = str_sub(s, start, at), value = {"", 0};
        size_t after = at;
        while (after < s.len && tag_space(s.at[after]))
            after++;
        if (after < s.len && s.at[after] == '=') {
            for (at = after + 1; at < s.len && tag_space(s.at[at]);)
                at++;
            if (at < s.len && s.at[at] != '>')
                value = attribute_value(s, &at);
        }
        if (token->attribute_count == PAGE_ATTRIBUTES_MAX)
            token->attributes_cut = true;
        else if (attribute_is_new(token, name))
            token->attributes[token->attribute_count++] = (struct page_attribute){name, value};
    }
    t->at = s.len;
    return false;
}

/* page_tag_find; names of up to seven letters are remembered as a number of their lower-case bytes. */
static enum page_tag tag_find(struct page_tokenizer *t, str name)
{
    uint64_t key = name.len;
    if (name.len == 0 || name.len > 7)
        return page_tag_find(name);
    for (size_t i = 0; i < name.len; i++)
        key = key << 8 | (unsigned char)char_lower(name.at[i]);
    struct page_tag_cache *seen = &t->tags[(key ^ key >> 7 ^ key >> 17) % PAGE_TAG_CACHE];
    if (seen->name != key)
        *seen = (struct page_tag_cache){key, page_tag_find(name)};
    return seen->tag;
}

static bool tag_read(struct page_tokenizer *t, struct page_token *token, bool end)
{
    str s = t->input;
    size_t start = t->at + 1 + end, stop = start, from = t->at;
    while (stop < s.len && !tag_space(s.at[stop]) && s.at[stop] != '/' && s.at[stop] != '>')
        stop++;
    token->kind = end ? TOKEN_END : TOKEN_START;
    token->name = str_sub(s, start, stop);
    token->tag = tag_find(t, token->name);
    t->at = stop;
    bool whole = attributes_read(t, token);
    t->steps += t->at - from;
    if (!whole)
        return false;
    if (end) {
        t->mode = MODE_DATA;
    } else if (!t->foreign) {
        unsigned flags = page_tag_flags(token->tag);
        t->mode = token->tag == TAG_SCRIPT ? MODE_SCRIPT : token->tag == TAG_PLAINTEXT ? MODE_PLAINTEXT
                     : flags & TAG_RCDATA ? MODE_RCDATA : flags & TAG_RAW ? MODE_RAWTEXT : MODE_DATA;
        t->last_start = token->name;
    }
    return true;
}

static void comment_token(struct page_tokenizer *t, struct page_token *token, size_t start, size_t end, size_t after)
{
    token->kind = TOKEN_COMMENT;
    token->text = str_sub(t->input, start, end);
    t->steps += (after < t->input.len ? after : t->input.len) - t->at;
    t->at = after < t->input.len ? after : t->input.len;
}

/* 13.2.5.43-51. at stands after "<!--". */
static void comment_read(struct page_tokenizer *t, struct page_token *token)
{
    str s = t->input;
    size_t start = t->at + 4, at = start;
    str rest = str_from_at(s, start);
    if (str_starts(rest, STR(">")) || str_starts(rest, STR("->"))) {
        comment_token(t, token, start, start, start + (rest.at[0] == '>' ? 1 : 2));
        return;
    }
    while ((at = str_find(s, STR("--"), at)) < s.len) {
        if (at + 2 < s.len && s.at[at + 2] == '>') {
            comment_token(t, token, start, at, at + 3);
            return;
        }
        if (at + 3 < s.len && s.at[at + 2] == '!' && s.at[at + 3] == '>') {
            comment_token(t, token, start, at, at + 4);
            return;
        }
        at++;
    }
    size_t end = s.len;                                 /* the input ends within: what had begun to close it is no text */
    if (str_ends(rest, STR("--!")))
        end -= 3;
    else if (str_ends(rest, STR("--")))
        end -= 2;
    else if (str_ends(rest, STR("-")))
        end -= 1;
    comment_token(t, token, start, end, s.len);
}

/* 13.2.5.41-42: "<!" and what it opens; "<?" and "</" before no letter are bogus comments. */
static void markup_declaration(struct page_tokenizer *t, struct page_token *token)
{
    str s = t->input, from = str_from_at(s, t->at);
    if (str_starts(from, STR("<!--"))) {
        comment_read(t, token);
        return;
    }
    if (t->foreign && str_starts(from, STR("<![CDATA["))) {
        size_t end = str_find(s, STR("]]>"), t->at);
        token->kind = TOKEN_TEXT;
        token->text = str_sub(s, t->at + 9, end);
        t->at = end + 3 < s.len ? end + 3 : s.len;
        return;
    }
    size_t end = str_find_char(s, '>', t->at);
    bool doctype = str_starts_fold(from, STR("<!doctype"));
    comment_token(t, token, t->at + (doctype ? 9 : from.at[1] == '?' ? 1 : 2), end, end + 1);
    if (doctype)
        token->kind = TOKEN_DOCTYPE;
}

static bool end_tag_at(str s, size_t at, str name)
{
    str rest = str_from_at(s, at + 2);
    return str_starts(str_from_at(s, at), STR("</")) && name.len && str_starts_fold(rest, name) && rest.len > name.len &&
           (tag_space(rest.at[name.len]) || rest.at[name.len] == '/' || rest.at[name.len] == '>');
}

static bool word_at(str s, size_t at, str word)
{
    str rest = str_from_at(s, at);
    return str_starts_fold(rest, word) && rest.len > word.len &&
           (tag_space(rest.at[word.len]) || rest.at[word.len] == '/' || rest.at[word.len] == '>');
}

/* 13.2.5.4, 15-31: where a script's text ends. Within "<!-- <script" the next "</script" ends only the inner one. */
static size_t script_end(struct page_tokenizer *t)
{
    str s = t->input;
    enum {PLAIN, ESCAPED, TWICE} state = PLAIN;
    size_t dashes = 0;                                  /* "-->" ends an escape only after the "<!--" is read */
    for (size_t at = t->at; at < s.len; at++) {
        char c = s.at[at];
        if (c == '<') {
            if (state == PLAIN && str_starts(str_from_at(s, at), STR("<!--"))) {
                state = ESCAPED;
                dashes = 2;
                at += 3;
                continue;
            }
            if (state != TWICE && end_tag_at(s, at, t->last_start))
                return at;
            if (state == ESCAPED && word_at(s, at + 1, STR("script")))
                state = TWICE;
            else if (state == TWICE && word_at(s, at + 1, STR("/script")))
                state = ESCAPED;
        } else if (c == '>' && dashes >= 2 && state != PLAIN) {
            state = PLAIN;
        }
        dashes = c == '-' ? dashes + 1 : 0;
    }
    return s.len;
}

static size_t raw_end(struct page_tokenizer *t)
{
    for (size_t at = t->at; (at = str_find_char(t->input, '<', at)) < t->input.len; at++)
        if (end_tag_at(t->input, at, t->last_start))
            return at;
    return t->input.len;
}

/* Text of raw elements up to their end tag; false where the end tag stands here. */
static bool raw_read(struct page_tokenizer *t, struct page_token *token)
{
    if (t->mode == MODE_CDATA) {                        /* 13.2.5.69-71 */
        size_t stop = str_find(t->input, STR("]]>"), t->at);
        text_token(t, token, stop, false);
        t->mode = MODE_DATA;
        t->at = stop + 3 < t->input.len ? stop + 3 : t->input.len;
        return true;
    }
    size_t end = t->mode == MODE_PLAINTEXT ? t->input.len : t->mode == MODE_SCRIPT ? script_end(t) : raw_end(t);
    if (end == t->at)
        return false;
    text_token(t, token, end, t->mode == MODE_RCDATA);
    return true;
}

bool page_token_next(struct page_tokenizer *t, struct page_token *token)
{
    str s = t->input;
    while (t->mode == MODE_DATA && str_starts(str_from_at(s, t->at), STR("</>"))) {
        t->at += 3;                                     /* nothing */
        t->steps += 3;
    }
    token->attribute_count = 0;
    token->self_closing = token->attributes_cut = token->references = false;
    token->tag = TAG_OTHER;
    if (t->at >= s.len)
        return false;
    if (t->mode != MODE_DATA && raw_read(t, token))
        return true;
    /* 13.2.5.1: text up to a "<" that opens something */
    size_t at = t->at;
    while ((at = str_find_char(s, '<', at)) < s.len) {
        char next = at + 1 < s.len ? s.at[at + 1] : 0;
        if (char_is_alpha(next) || next == '!' || next == '?' || (next == '/' && at + 2 < s.len))
            break;
        at++;
    }
    if (at > t->at) {
        text_token(t, token, at, true);
        return true;
    }
    char next = s.at[at + 1];
    if (char_is_alpha(next))
        return tag_read(t, token, false);
    if (next != '/') {
        markup_declaration(t, token);
        return true;
    }
    if (char_is_alpha(s.at[at + 2]))
        return tag_read(t, token, true);
    markup_declaration(t, token);
    return true;
}
