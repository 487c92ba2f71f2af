/* buf.c: owned, growing text in an arena, see buf.h. */
#include "base/buf.h"
#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct buf buf_make(struct arena *arena)
{
    return (struct buf){.arena = arena};
}

/* Makes room for at least more bytes beyond len. */
static void buf_reserve(struct buf *buf, size_t more)
{
    if (more <= buf->room - buf->len)
        return;
    size_t wanted = buf->room ? buf->room * 2 : 64;
    if (wanted < buf->len + more)
        wanted = buf->len + more;
    buf->at = arena_grow(buf->arena, buf->at, buf->room, wanted);
    buf->room = wanted;
}

void buf_add(struct buf *buf, str text)
{
    if (text.len == 0)
        return;
    buf_reserve(buf, text.len);
    memcpy(buf->at + buf->len, text.at, text.len);
    buf->len += text.len;
}

void buf_add_char(struct buf *buf, char c)
{
    buf_reserve(buf, 1);
    buf->at[buf->len++] = c;
}

void buf_add_utf8(struct buf *buf, uint32_t code_point)
{
    char bytes[4];
    buf_add(buf, (str){bytes, utf8_write(code_point, bytes)});
}

void buf_printf(struct buf *buf, const char *format, ...)
{
    va_list list, again;
    va_start(list, format);
    va_copy(again, list);
    int len = vsnprintf(NULL, 0, format, list);
    va_end(list);
    if (len > 0) {
        buf_reserve(buf, (size_t)len + 1);
        vsnprintf(buf->at + buf->len, (size_t)len + 1, format, again);
        buf->len += (size_t)len;
    }
    va_end(again);
}

void buf_reset(struct buf *buf)
{
    buf->len = 0;
}

str buf_str(const struct buf *buf)
{
    return (str){buf->at ? buf->at : "", buf->len};
}

str buf_take(struct buf *buf)
{
    str text = buf_str(buf);
    *buf = buf_make(buf->arena);
    return text;
}
