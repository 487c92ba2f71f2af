/* actor_lint.c: are the tables of data/actor sound? Beside the problems of single lines (actor_tables.c): two holders of one office of a state at
 * one date, where the table does not say so itself (grade C), and the share of rows that only general knowledge stands behind.
 */
#include <stdlib.h>

#include "actor/actor_tables.h"

#define OVERLAP_DAYS 31             /* dates are often known to the month */

struct held {struct lex_term term; struct tables_term line;};

static int by_slot(const void *a, const void *b)
{
    const struct held *x = a, *y = b;
    if (x->term.owner != y->term.owner)
        return x->term.owner < y->term.owner ? -1 : 1;
    if (x->term.office != y->term.office)
        return x->term.office < y->term.office ? -1 : 1;
    if (x->term.target != y->term.target)
        return x->term.target < y->term.target ? -1 : 1;
    if (x->term.from != y->term.from)
        return x->term.from < y->term.from ? -1 : 1;
    return (x->line.line > y->line.line) - (x->line.line < y->line.line);
}

/* Does the next term of the slot begin while this one lasts, longer than dates are uncertain? */
static bool overlap(const struct held *first, const struct held *next)
{
    bool slot = first->term.owner == next->term.owner && first->term.office == next->term.office && first->term.target == next->term.target;
    if (!slot || first->term.person == next->term.person || first->line.overlaps || next->line.overlaps || next->term.from == DAY_NONE)
        return false;
    int32_t end = first->term.to == DAY_NONE ? INT32_MAX - OVERLAP_DAYS : first->term.to;
    return next->term.from + OVERLAP_DAYS < end && (next->term.to == DAY_NONE || next->term.to > next->term.from + OVERLAP_DAYS);
}

static void note_overlaps(const struct tables *tables, struct buf *out)
{
    size_t count = tables->terms.len;
    struct held *held = ARENA_ARRAY(tables->arena, struct held, count + 1);
    for (size_t i = 0; i < count; i++)
        held[i] = (struct held){tables->terms.at[i], tables->term_lines.at[i]};
    qsort(held, count, sizeof *held, by_slot);
    for (size_t i = 0; i + 1 < count; i++) {
        if (!overlap(&held[i], &held[i + 1]))
            continue;
        struct lex_text key = tables->office_rows.at[held[i].term.office].key;
        buf_printf(out, "note: %s/holders.tsv:%zu and :%zu: two holders of %.*s of %.*s: %.*s, %.*s%s\n", tables->folder, held[i].line.line,
                   held[i + 1].line.line,
                   (int)key.len, buf_str(&tables->strings).at + key.at, STR_ARG(tables->entry_ids.at[held[i].term.owner]),
                   STR_ARG(tables->entry_ids.at[held[i].term.person]), STR_ARG(tables->entry_ids.at[held[i + 1].term.person]),
                   held[i].line.gk != held[i + 1].line.gk ? " (one from general knowledge)" : "");
    }
}

size_t actor_lint(struct arena *arena, const char *folder, struct buf *out)
{
    struct tables tables;
    struct err err = {0};
    char text[1100];
    if (!tables_read(&tables, arena, folder, out, &err)) {
        buf_printf(out, "%s\n", err_text(&err, text, sizeof text));
        return tables.problem_count + 1;
    }
    note_overlaps(&tables, out);
    buf_printf(out, "note: %s: %zu of %zu rows rest on general knowledge alone\n", folder, tables.gk_rows, tables.rows);
    return tables.problem_count;
}
