/* status_override.c: what analysts have decided against the machine: notes/overrides.tsv, columns category, status, from, to, author, reason.
 *
 * The file is read whole and checked whole: a line with an unknown category or status, or a bad date, is an error with its number, since an
 * override that silently does not hold would be worse than none. Of several lines that hold on a day the last wins.
 */
#include "status/status_private.h"
#include "base/file.h"
#include "base/tsv.h"

#include <stdio.h>
#include <unistd.h>

#define OVERRIDES_FILE_MAX ((size_t)4 << 20)

static bool override_row(struct store *store, struct arena *arena, const struct tsv *tsv, struct status_overrides *overrides, struct err *err)
{
    struct status_override_row row = {.category = str_trim(tsv_field(tsv, STR("category"))), .override = {.is = true, .to = DAY_NONE}};
    str from = str_trim(tsv_field(tsv, STR("from"))), to = str_trim(tsv_field(tsv, STR("to"))), word = str_trim(tsv_field(tsv, STR("status")));
    if (monitor_category_find(store_monitor(store), row.category) == NULL)
        return tsv_fail(tsv, err, "no category is called \"%.*s\"; nearest: \"%.*s\"", STR_ARG(row.category),
                        STR_ARG(monitor_category_nearest(store_monitor(store), row.category)));
    if (!status_word_find(word, &row.override.word))
        return tsv_fail(tsv, err, "\"%.*s\" is no status; write improving, unchanged, deteriorating or unclear", STR_ARG(word));
    if (!day_read(from, &row.override.from))
        return tsv_fail(tsv, err, "from is \"%.*s\"; write a date such as 2017-11-22", STR_ARG(from));
    if (to.len > 0 && !day_read(to, &row.override.to))
        return tsv_fail(tsv, err, "to is \"%.*s\"; write a date such as 2017-11-22, or nothing for until further notice", STR_ARG(to));
    row.override.author = str_trim(tsv_field(tsv, STR("author")));
    row.override.reason = str_trim(tsv_field(tsv, STR("reason")));
    *LIST_ADD(arena, overrides) = row;
    return true;
}

bool status_overrides_read(struct store *store, struct arena *arena, struct status_overrides *overrides, struct err *err)
{
    str path = arena_printf(arena, "%s/notes/overrides.tsv", store_folder(store)), text;
    struct tsv tsv;
    *overrides = (struct status_overrides){0};
    if (access(path.at, F_OK) != 0)
        return true;
    if (!file_read(arena, path.at, OVERRIDES_FILE_MAX, &text, err))
        return false;
    if (str_trim(text).len == 0)
        return true;
    if (!tsv_open(&tsv, path.at, text, err))
        return false;
    while (tsv_next(&tsv))
        if (!override_row(store, arena, &tsv, overrides, err))
            return false;
    return true;
}

struct status_override status_override_at(const struct status_overrides *overrides, str category, day date)
{
    struct status_override found = {0};
    for (size_t i = 0; i < overrides->len; i++) {
        const struct status_override *row = &overrides->at[i].override;
        if (str_eq(overrides->at[i].category, category) && row->from <= date && (row->to == DAY_NONE || date <= row->to))
            found = *row;
    }
    return found;
}
