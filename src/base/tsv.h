/* tsv.h: tables of data/: tab-separated, UTF-8, "#" starts a comment line, the first other line is the header. */
#ifndef ENTENTE_BASE_TSV_H
#define ENTENTE_BASE_TSV_H

#include "base/arena.h"

#define TSV_COLUMNS_MAX 32

struct tsv {
    const char *file;               /* for messages */
    str rest;
    size_t line;                    /* number of the row's line, from 1 */
    str header[TSV_COLUMNS_MAX];
    size_t columns;
    str fields[TSV_COLUMNS_MAX];    /* of the row; missing trailing fields are "" */
    size_t field_count;
};

/* Starts to read text (which must outlive the table) and reads the header. Fails where there is none. */
bool tsv_open(struct tsv *tsv, const char *file, str text, struct err *err);
bool tsv_next(struct tsv *tsv);                           /* the next row; false at the end */
size_t tsv_column(const struct tsv *tsv, str name);       /* its index, or SIZE_MAX */
str tsv_field(const struct tsv *tsv, str name);           /* the row's field of that column, "" where the column is missing */
/* Fills err with file:line and the reason; returns false. */
bool tsv_fail(const struct tsv *tsv, struct err *err, const char *why, ...) __attribute__((format(printf, 3, 4)));

#endif
