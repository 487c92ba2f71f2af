/* tsv.c: tables of data/, see tsv.h.
 *
 * Nothing is quoted and nothing is escaped: a field is what stands between two tabs. Blank lines and comment lines are passed
 * over, but counted, so that messages name the line that an editor shows. Fields beyond TSV_COLUMNS_MAX are left out.
 */
#include "base/tsv.h"

#include <stdarg.h>
#include <stdio.h>

/* The next line that is neither blank nor a comment. */
static bool next_line(struct tsv *tsv, str *line)
{
    while (str_next_line(&tsv->rest, line)) {
        tsv->line++;
        if (line->len > 0 && line->at[0] != '#' && str_trim(*line).len > 0)
            return true;
    }
    return false;
}

bool tsv_open(struct tsv *tsv, const char *file, str text, struct err *err)
{
    str line, name;
    *tsv = (struct tsv){.file = file, .rest = str_starts(text, STR("\xEF\xBB\xBF")) ? str_from_at(text, 3) : text};
    if (!next_line(tsv, &line))
        return err_fail(err, ERR_DATA, file, "the table has no header line");
    while (str_next(&line, '\t', &name)) {
        if (tsv->columns == TSV_COLUMNS_MAX)
            return tsv_fail(tsv, err, "the header has more than %d columns", TSV_COLUMNS_MAX);
        if (tsv_column(tsv, name) != SIZE_MAX)
            return tsv_fail(tsv, err, "the header has the column \"%.*s\" twice", STR_ARG(name));
        tsv->header[tsv->columns++] = name;
    }
    return true;
}

bool tsv_next(struct tsv *tsv)
{
    str line, field;
    if (!next_line(tsv, &line))
        return false;
    tsv->field_count = 0;
    while (tsv->field_count < TSV_COLUMNS_MAX && str_next(&line, '\t', &field))
        tsv->fields[tsv->field_count++] = field;
    for (size_t i = tsv->field_count; i < TSV_COLUMNS_MAX; i++)
        tsv->fields[i] = STR("");
    return true;
}

size_t tsv_column(const struct tsv *tsv, str name)
{
    for (size_t i = 0; i < tsv->columns; i++)
        if (str_eq(tsv->header[i], name))
            return i;
    return SIZE_MAX;
}

str tsv_field(const struct tsv *tsv, str name)
{
    size_t column = tsv_column(tsv, name);
    return column == SIZE_MAX ? STR("") : tsv->fields[column];
}

bool tsv_fail(const struct tsv *tsv, struct err *err, const char *why, ...)
{
    char where[512], text[512];
    snprintf(where, sizeof where, "%s:%zu", tsv->file, tsv->line);
    va_list list;
    va_start(list, why);
    vsnprintf(text, sizeof text, why, list);
    va_end(list);
    return err_fail(err, ERR_DATA, where, "%s", text);
}
