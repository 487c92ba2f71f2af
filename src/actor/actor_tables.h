/* actor_tables.h: private: the tables of data/actor read, checked and put into the image of the lexicon. Used by gen/actor_pack.c,
 * which writes the image, and by actor_lint, which only wants the problems. */
#ifndef ENTENTE_ACTOR_TABLES_H
#define ENTENTE_ACTOR_TABLES_H

#include "actor/actor_lexicon.h"
#include "actor/actor_atom.h"
#include "base/map.h"

struct tables_value {uint64_t key; struct lex_value value;};
struct tables_term {size_t line; bool gk, overlaps;};    /* beside a term: its line of holders.tsv; overlaps: the table itself says so (grade C) */
struct tables {
    struct arena *arena;
    const char *folder;             /* data/actor */
    struct buf *problems;           /* a line each */
    size_t problem_count;
    struct map ids, offices, texts; /* id to entry, key to first office row, text to offset in strings */
    struct map iso;                 /* ISO 3166-2 code to offset+1 in iso_names */
    LIST(str) iso_names;
    struct map ambiguous;           /* words of that class */
    struct buf strings;
    LIST(struct lex_entry) entries;
    LIST(str) entry_ids;            /* beside entries */
    LIST(struct tables_value) values;
    LIST(uint64_t) prefixes;
    LIST(struct lex_office) office_rows;
    LIST(str) office_parts;         /* beside office_rows */
    LIST(uint32_t) only;
    LIST(struct lex_generic) generics;
    LIST(struct lex_agent) agents;
    LIST(struct lex_term) terms;
    LIST(struct tables_term) term_lines;    /* beside terms, as read */
    LIST(struct lex_member) members;
    LIST(struct lex_key) keys;
    struct atom_list *atoms;        /* scratch */
    size_t lines;                   /* the row in work */
    size_t rows, gk_rows;           /* of all tables; from general knowledge alone */
};

/* Reads all tables below folder. Problems of single lines are noted and the line is left out; false where a table cannot be read. */
bool tables_read(struct tables *tables, struct arena *arena, const char *folder, struct buf *problems, struct err *err);
/* Sorts, joins and writes the image. */
bool tables_write(struct tables *tables, const char *path, struct err *err);

/* A problem of a line: "file:line: why". */
void tables_problem(struct tables *tables, const char *file, size_t line, const char *why, ...) __attribute__((format(printf, 4, 5)));
struct lex_text tables_text(struct tables *tables, str text);
/* form, one written form of target; nothing is added for a form without letters. */
void tables_alias(struct tables *tables, str form, enum lex_value_kind kind, uint32_t target, unsigned flags, int32_t from, int32_t to);

#endif
