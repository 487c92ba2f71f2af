/* err.h: why something failed, in one finished sentence.
 *
 * Whoever can fail returns bool and takes a struct err. On success the err is left alone; on failure it is filled once: the
 * first failure stays. So calls chain with || and the message that reaches the user was written where the facts were.
 */
#ifndef ENTENTE_BASE_ERR_H
#define ENTENTE_BASE_ERR_H

#include "base/str.h"

enum err_code {
    ERR_NONE,
    ERR_USAGE,        /* the command line is wrong: exit status 2 */
    ERR_INPUT,        /* this input is refused; others may go on: exit status 1 */
    ERR_FILE,         /* a file or folder cannot be read or written */
    ERR_MEMORY,       /* an allocation or a bound on memory */
    ERR_DATA,         /* a data or model file is missing, damaged or of another format: exit status 3 */
    ERR_STORE,        /* the monitor cannot be used: exit status 3 */
    ERR_STOPPED       /* interrupted: exit status 130 */
};

struct err {
    enum err_code code;
    char where[512];        /* file, file:line or file:byte; "" where there is none */
    char why[512];          /* a sentence that a user can act on */
};

/* Fills err (unless it holds an earlier failure, or is NULL) and returns false, so that callers write `return err_fail(...)`.
 * where may be "". Texts that do not fit are cut. */
bool err_fail(struct err *err, enum err_code code, const char *where, const char *why, ...) __attribute__((format(printf, 4, 5)));
/* "where: why", or "why" alone. Lives in the buffer that the caller gives. */
const char *err_text(const struct err *err, char *text, size_t room);
void err_reset(struct err *err);

#endif
