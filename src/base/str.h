/* str.h: borrowed text.
 *
 * A str is a slice of bytes, UTF-8 where it is text, that somebody else owns; it lives as long as what it points into and never
 * ends in a 0 byte on purpose. Nothing here allocates. All functions take and give str by value.
 */
#ifndef ENTENTE_BASE_STR_H
#define ENTENTE_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {const char *at; size_t len;} str;

/* A str of a string literal: STR("abc"). */
#define STR(literal) ((str){"" literal, sizeof(literal) - 1})
/* The same where C wants a constant initializer. */
#define STR_INIT(literal) {"" literal, sizeof(literal) - 1}
/* For printf: printf("%.*s", STR_ARG(s)). Cut at INT_MAX. */
#define STR_ARG(s) ((s).len > INT32_MAX ? INT32_MAX : (int)(s).len), ((s).at ? (s).at : "")

str str_from(const char *text);                              /* of a C string; NULL gives the empty str */
bool str_eq(str a, str b);
bool str_eq_fold(str a, str b);                              /* ASCII letters compare without case */
int str_cmp(str a, str b);                                   /* by bytes; < 0, 0, > 0 */
bool str_starts(str s, str prefix);
bool str_ends(str s, str suffix);
bool str_starts_fold(str s, str prefix);                     /* ASCII letters compare without case */
size_t str_find(str s, str what, size_t from);               /* offset of the first occurrence at or after from, or s.len */
size_t str_find_fold(str s, str what, size_t from);          /* the same, ASCII letters without case */
size_t str_find_char(str s, char c, size_t from);            /* offset, or s.len */
bool str_has(str s, str what);
str str_sub(str s, size_t start, size_t end);                /* bytes start..end-1, both clipped to s */
str str_from_at(str s, size_t start);                        /* from start to the end, clipped */
str str_trim(str s);                                         /* without ASCII white space at both ends */
bool str_next(str *rest, char separator, str *part);         /* parts of rest one by one; false when none is left */
bool str_next_line(str *rest, str *line);                    /* lines without \n or \r\n; false when none is left */
bool str_int64(str s, int64_t *value);                       /* a whole decimal number with optional sign, nothing else */
bool str_double(str s, double *value);                       /* a whole decimal number, "." as point whatever the locale */
uint64_t str_hash(str s);                                    /* 64-bit FNV-1a with a final mix; the same on every machine */
size_t str_distance(str a, str b);                           /* edits between two short words, see str.c; for "did you mean" */
bool char_is_space(char c);                                  /* ASCII space, tab, line feed, form feed, return */
bool char_is_digit(char c);
bool char_is_alpha(char c);                                  /* ASCII letters only */
char char_lower(char c);                                     /* ASCII letters only */

#endif
