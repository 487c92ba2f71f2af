/* utf8.h: reading UTF-8 (Unicode 15, section 3.9, table 3-7), case folding and classes of code points by ICU. */
#ifndef ENTENTE_BASE_UTF8_H
#define ENTENTE_BASE_UTF8_H

#include "base/buf.h"

#define UTF8_BAD 0xFFFDu

/* The code point at *at, which moves past it. A byte that starts no valid sequence gives UTF8_BAD and moves by one (by the length
 * of the maximal valid part, as the WHATWG decoder does). *at must be < s.len. */
uint32_t utf8_next(str s, size_t *at);
uint32_t utf8_before(str s, size_t at);                   /* the code point that ends at offset at; 0 at the start */
bool utf8_valid(str s);
str utf8_repair(struct arena *arena, str s);              /* s itself when valid, else a copy with U+FFFD for bad parts */
size_t utf8_chars(str s);                                 /* number of code points */
size_t utf8_write(uint32_t code_point, char out[4]);      /* number of bytes */
str utf8_fold(struct arena *arena, str s);                /* lower case, code point by code point (simple mapping) */
str utf8_upper_first(struct arena *arena, str s);
bool utf8_is_letter(uint32_t code_point);
bool utf8_is_upper(uint32_t code_point);
bool utf8_is_digit(uint32_t code_point);
bool utf8_is_space(uint32_t code_point);                  /* white space of every kind, no-break too */
uint32_t utf8_lower(uint32_t code_point);

#endif
