/* err.c: why something failed, see err.h. */
#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

bool err_fail(struct err *err, enum err_code code, const char *where, const char *why, ...)
{
    if (err == NULL || err->code != ERR_NONE)
        return false;
    err->code = code;
    snprintf(err->where, sizeof err->where, "%s", where ? where : "");
    va_list list;
    va_start(list, why);
    vsnprintf(err->why, sizeof err->why, why, list);
    va_end(list);
    return false;
}

const char *err_text(const struct err *err, char *text, size_t room)
{
    snprintf(text, room, "%s%s%s", err->where, err->where[0] ? ": " : "", err->why);
    return text;
}

void err_reset(struct err *err)
{
    memset(err, 0, sizeof *err);
}
