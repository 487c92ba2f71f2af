/* opt.h: command-line options as tables; help, man page and shell completion are written from the same tables. */
#ifndef ENTENTE_BASE_OPT_H
#define ENTENTE_BASE_OPT_H

#include "base/buf.h"

enum opt_kind {OPT_FLAG, OPT_TEXT, OPT_NUMBER, OPT_DAY, OPT_CHOICE};
struct opt {
    const char *name;               /* "jobs": --jobs; NULL ends a table */
    char letter;                    /* 'j': -j; 0: none */
    enum opt_kind kind;
    const char *value;              /* "N", "FILE", or for OPT_CHOICE "jsonl|markdown|text" */
    const char *help;               /* one sentence, no full stop needed */
    void *out;                      /* bool *, const char **, int64_t *, day *, const char ** */
};
/* Reads argv[1 … argc-1] by the table: "--name=value", "--name value", "-n value", "--" ends options, "-" is an argument. The
 * arguments that are left are put into argv[1 …] in order and counted in *arguments. Unknown options fail with the nearest name.
 * Flags may stand together and a value may touch its letter: "-qj4" is "-q -j 4". Of an option given twice the last counts; one
 * that is not given leaves what out points to as it was. */
bool opt_read(const struct opt *table, int argc, char **argv, int *arguments, struct err *err);
void opt_help(const struct opt *table, struct buf *out);  /* the aligned list of options */

#endif
