/* page_token.h: HTML to tokens. Private to page/. */
#ifndef ENTENTE_PAGE_TOKEN_H
#define ENTENTE_PAGE_TOKEN_H

#include "base/buf.h"
#include "page/page_tag.h"

#define PAGE_ATTRIBUTES_MAX 48                          /* attributes kept of one tag; more are read and dropped */

enum page_token_kind {TOKEN_TEXT, TOKEN_START, TOKEN_END, TOKEN_COMMENT, TOKEN_DOCTYPE};
enum page_text_mode {MODE_DATA, MODE_RCDATA, MODE_RAWTEXT, MODE_SCRIPT, MODE_PLAINTEXT, MODE_CDATA};

struct page_attribute {str name, value;};               /* as written: page_decode turns references of value into characters */

struct page_token {
    enum page_token_kind kind;
    str name;                                           /* of tags, as written */
    enum page_tag tag;
    str text;                                           /* of text, comments and doctypes: as written */
    bool references;                                    /* text holds character references */
    bool self_closing;
    size_t attribute_count;
    bool attributes_cut;
    struct page_attribute attributes[PAGE_ATTRIBUTES_MAX];
};

/* Tags seen before, by their name: most of a page's tags are few. */
#define PAGE_TAG_CACHE 64
struct page_tag_cache {uint64_t name; enum page_tag tag;};

struct page_tokenizer {
    struct page_tag_cache tags[PAGE_TAG_CACHE];
    str input;                                          /* UTF-8 */
    size_t at;
    enum page_text_mode mode;                          /* how the text that follows is read; set by start tags themselves */
    str last_start;                                     /* name of the last start tag: only its end tag ends raw text */
    bool foreign;                                       /* within svg or math, where CDATA sections exist; set by the caller */
    uint64_t steps;                                     /* bytes looked at, for tests */
};

struct page_tokenizer page_tokenizer_make(str input);
/* The next token; false at the end. Slices of the input. */
bool page_token_next(struct page_tokenizer *tokenizer, struct page_token *token);

/* Appends text with character references decoded (WHATWG 13.2.5.72); attribute: the rule for attribute values. */
void page_decode(str text, bool attribute, struct buf *out);

#endif
