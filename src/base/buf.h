/* buf.h: owned, growing text in an arena. buf_str lends what was written so far; it is valid until the next write. */
#ifndef ENTENTE_BASE_BUF_H
#define ENTENTE_BASE_BUF_H

#include "base/arena.h"

struct buf {struct arena *arena; char *at; size_t len, room;};

struct buf buf_make(struct arena *arena);                 /* empty; nothing is allocated before the first write */
void buf_add(struct buf *buf, str text);
void buf_add_char(struct buf *buf, char c);
void buf_add_utf8(struct buf *buf, uint32_t code_point);    /* what is no scalar value becomes U+FFFD */
void buf_printf(struct buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
void buf_reset(struct buf *buf);                          /* empty, memory kept */
str buf_str(const struct buf *buf);
/* All that was written as a str that stays: the buf gives its memory away and is empty. */
str buf_take(struct buf *buf);

#endif
