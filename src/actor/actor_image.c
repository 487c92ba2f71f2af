/* actor_image.c: written forms to the hash of their atoms, and the lexicon's image put in order and written.
 *
 * Every prefix of a form has a node, so that the longest match from an atom is a walk that ends at the first missing node. Entries
 * get their final numbers here, in order of id; all numbers that point to entries are changed accordingly. Everything is sorted by
 * contents, so that the same tables give the same bytes.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "actor/actor_atom.h"
#include "actor/actor_tables.h"

void tables_problem(struct tables *tables, const char *file, size_t line, const char *why, ...)
{
    char text[512];
    va_list list;
    va_start(list, why);
    vsnprintf(text, sizeof text, why, list);
    va_end(list);
    buf_printf(tables->problems, "%s/%s:%zu: %s\n", tables->folder, file, line, text);
    tables->problem_count++;
}

struct lex_text tables_text(struct tables *tables, str text)
{
    bool added;
    if (text.len == 0)
        return (struct lex_text){0, 0};
    uint64_t *at = map_at(&tables->texts, arena_str(tables->arena, text), &added);
    if (added) {
        *at = tables->strings.len;
        buf_add(&tables->strings, text);
    }
    return (struct lex_text){(uint32_t)*at, (uint32_t)text.len};
}

static bool is_name(enum lex_value_kind kind)
{
    return kind < LEX_IS_OFFICE;
}

/* Which case a form must have in text: names begin with a capital, short words in capitals are abbreviations. */
static unsigned case_of(struct tables *tables, const struct atom_list *atoms, str form, enum lex_value_kind kind, unsigned flags)
{
    const struct atom *first = &atoms->at[0];
    if (first->shape == SHAPE_LOWER && kind != LEX_IS_PREFIX)
        return flags;
    if (first->shape == SHAPE_NONE)
        return flags;
    if (atoms->len == 1 && map_find(&tables->ambiguous, atom_fold(tables->arena, form)) != NULL)
        flags |= LEX_CASE_STRICT;
    if (atoms->len == 1 && first->shape == SHAPE_UPPER && first->end - first->start <= 6 && kind != LEX_IS_WORD)
        return flags | LEX_CASE_ALL;
    return is_name(kind) || first->shape == SHAPE_TITLE || first->shape == SHAPE_UPPER ? flags | LEX_CASE_FIRST : flags;
}

static void add_form(struct tables *tables, str form, enum lex_value_kind kind, uint32_t target, unsigned flags, int32_t from, int32_t to)
{
    struct atom_list *atoms = tables->atoms;
    uint64_t key = 0;
    size_t used = 0;
    if (str_starts_fold(form, STR("the ")))
        form = str_from_at(form, 4);
    atoms->len = 0;
    atom_read(tables->arena, form, atoms);
    if (atoms->len == 0)
        return;
    unsigned cased = case_of(tables, atoms, form, kind, flags);
    for (size_t i = 0; i < atoms->len; i++) {
        if (atoms->at[i].kind != ATOM_WORD && atoms->at[i].kind != ATOM_NUMBER && atoms->at[i].kind != ATOM_POSSESSIVE)
            continue;
        if (key != 0)
            *LIST_ADD(tables->arena, &tables->prefixes) = key;
        key = atom_chain(key, atoms->at[i].kind == ATOM_POSSESSIVE ? ATOM_POSSESSIVE : atoms->at[i].hash);
        if (++used > LEX_ALIAS_ATOMS_MAX)
            return;
    }
    if (key == 0)
        return;
    struct tables_value *value = LIST_ADD(tables->arena, &tables->values);
    *value = (struct tables_value){key, {target, (uint8_t)kind, (uint8_t)cased, 0, from, to}};
    value->value.order = (uint16_t)(tables->lines > UINT16_MAX ? UINT16_MAX : tables->lines);
}

/* British and American spelling of the words that names of bodies and offices have. */
static const char *const spellings[][2] = {{"isation", "ization"}, {"efence", "efense"}, {"entre", "enter"}, {"abour", "abor"}, {"ogramme", "ogram"}};

void tables_alias(struct tables *tables, str form, enum lex_value_kind kind, uint32_t target, unsigned flags, int32_t from, int32_t to)
{
    add_form(tables, form, kind, target, flags, from, to);
    if (kind != LEX_IS_BODY && kind != LEX_IS_OFFICE && kind != LEX_IS_GENERIC && kind != LEX_IS_AGENT)
        return;
    for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++)
        for (size_t way = 0; way < 2; way++) {
            str part = str_from(spellings[i][way]);
            size_t at = str_find(form, part, 0);
            if (at == form.len || (at + part.len < form.len && char_is_alpha(form.at[at + part.len]) && form.at[at + part.len] != 's'))
                continue;
            str other = arena_printf(tables->arena, "%.*s%s%.*s", STR_ARG(str_sub(form, 0, at)), spellings[i][1 - way],
                                     STR_ARG(str_from_at(form, at + part.len)));
            add_form(tables, other, kind, target, flags, from, to);
        }
}

/* ---- Order ---- */

struct id_order {str id; uint32_t index;};

static int by_id(const void *a, const void *b)
{
    return str_cmp(((const struct id_order *)a)->id, ((const struct id_order *)b)->id);
}

static int by_value(const void *a, const void *b)
{
    const struct tables_value *x = a, *y = b;
    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    if (x->value.kind != y->value.kind)
        return x->value.kind < y->value.kind ? -1 : 1;
    if (x->value.order != y->value.order)
        return x->value.order < y->value.order ? -1 : 1;
    if (x->value.target != y->value.target)
        return x->value.target < y->value.target ? -1 : 1;
    if (x->value.from != y->value.from)
        return x->value.from < y->value.from ? -1 : 1;
    return (x->value.flags > y->value.flags) - (x->value.flags < y->value.flags);
}

static int by_term(const void *a, const void *b)
{
    const struct lex_term *x = a, *y = b;
    if (x->person != y->person)
        return x->person < y->person ? -1 : 1;
    if (x->from != y->from)
        return x->from < y->from ? -1 : 1;
    if (x->rank != y->rank)
        return x->rank < y->rank ? -1 : 1;
    return (x->to > y->to) - (x->to < y->to);
}

struct slot_order {struct lex_term term; uint32_t index;};

static int by_slot(const void *a, const void *b)
{
    const struct slot_order *x = a, *y = b;
    if (x->term.owner != y->term.owner)
        return x->term.owner < y->term.owner ? -1 : 1;
    if (x->term.office != y->term.office)
        return x->term.office < y->term.office ? -1 : 1;
    if (x->term.from != y->term.from)
        return x->term.from < y->term.from ? -1 : 1;
    return (x->index > y->index) - (x->index < y->index);
}

static int by_key(const void *a, const void *b)
{
    const struct lex_key *x = a, *y = b;
    if (x->surname != y->surname)
        return x->surname < y->surname ? -1 : 1;
    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return (x->entry > y->entry) - (x->entry < y->entry);
}

static int by_member(const void *a, const void *b)
{
    const struct lex_member *x = a, *y = b;
    if (x->body != y->body)
        return x->body < y->body ? -1 : 1;
    if (x->country != y->country)
        return x->country < y->country ? -1 : 1;
    return (x->from > y->from) - (x->from < y->from);
}

static int by_number(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

static void renumber(uint32_t *entry, const uint32_t *fresh)
{
    if (*entry != LEX_NONE)
        *entry = fresh[*entry];
}

static void order_entries(struct tables *tables)
{
    size_t count = tables->entries.len;
    struct id_order *order = ARENA_ARRAY(tables->arena, struct id_order, count);
    uint32_t *fresh = ARENA_ARRAY(tables->arena, uint32_t, count);
    struct lex_entry *sorted = ARENA_ARRAY(tables->arena, struct lex_entry, count);
    for (size_t i = 0; i < count; i++)
        order[i] = (struct id_order){tables->entry_ids.at[i], (uint32_t)i};
    qsort(order, count, sizeof *order, by_id);
    for (size_t i = 0; i < count; i++)
        fresh[order[i].index] = (uint32_t)i;
    for (size_t i = 0; i < count; i++) {
        struct lex_entry *entry = &sorted[fresh[i]];
        *entry = tables->entries.at[i];
        renumber(&entry->owner, fresh);
        renumber(&entry->home, fresh);
        renumber(&entry->stands_for, fresh);
    }
    memcpy(tables->entries.at, sorted, count * sizeof *sorted);
    for (size_t i = 0; i < tables->values.len; i++)
        if (tables->values.at[i].value.kind < LEX_IS_OFFICE)
            renumber(&tables->values.at[i].value.target, fresh);
    for (size_t i = 0; i < tables->terms.len; i++) {
        renumber(&tables->terms.at[i].person, fresh);
        renumber(&tables->terms.at[i].owner, fresh);
        renumber(&tables->terms.at[i].target, fresh);
    }
    for (size_t i = 0; i < tables->keys.len; i++)
        renumber(&tables->keys.at[i].entry, fresh);
    for (size_t i = 0; i < tables->only.len; i++)
        renumber(&tables->only.at[i], fresh);
    for (size_t i = 0; i < tables->members.len; i++) {
        renumber(&tables->members.at[i].body, fresh);
        renumber(&tables->members.at[i].country, fresh);
    }
}

static uint32_t *order_terms(struct tables *tables)
{
    if (tables->terms.len > 0)
        qsort(tables->terms.at, tables->terms.len, sizeof *tables->terms.at, by_term);
    for (size_t i = 0; i < tables->terms.len; i++) {
        struct lex_entry *person = &tables->entries.at[tables->terms.at[i].person];
        if (person->term_count++ == 0)
            person->term_first = (uint32_t)i;
    }
    struct slot_order *order = ARENA_ARRAY(tables->arena, struct slot_order, tables->terms.len + 1);
    uint32_t *slots = ARENA_ARRAY(tables->arena, uint32_t, tables->terms.len + 1);
    for (size_t i = 0; i < tables->terms.len; i++)
        order[i] = (struct slot_order){tables->terms.at[i], (uint32_t)i};
    qsort(order, tables->terms.len, sizeof *order, by_slot);
    for (size_t i = 0; i < tables->terms.len; i++)
        slots[i] = order[i].index;
    return slots;
}

/* ---- Nodes ---- */

static struct lex_node *node_at(struct lex_node *nodes, size_t count, uint64_t key)
{
    for (size_t i = (size_t)key & (count - 1);; i = (i + 1) & (count - 1))
        if (nodes[i].key == key || nodes[i].key == 0) {
            nodes[i].key = key;
            return &nodes[i];
        }
}

static size_t unique(uint64_t *keys, size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (i == 0 || keys[i] != keys[i - 1])
            keys[kept++] = keys[i];
    return kept;
}

/* The hash table of forms; gives its size. values gets the values in order of form, without those said twice. */
static size_t make_nodes(struct tables *tables, struct lex_node **nodes, struct lex_value **values, size_t *value_count)
{
    struct tables_value *sorted = tables->values.at;
    size_t count = tables->values.len, kept = 0;
    qsort(sorted, count, sizeof *sorted, by_value);
    qsort(tables->prefixes.at, tables->prefixes.len, sizeof *tables->prefixes.at, by_number);
    size_t prefixes = unique(tables->prefixes.at, tables->prefixes.len), size = 1024;
    while (size < (count + prefixes) * 2)
        size *= 2;
    *nodes = ARENA_ARRAY(tables->arena, struct lex_node, size);
    *values = ARENA_ARRAY(tables->arena, struct lex_value, count + 1);
    for (size_t i = 0; i < count; i++) {
        struct lex_node *node = node_at(*nodes, size, sorted[i].key);
        bool same = false;
        for (size_t k = node->first; k < node->first + node->count && !same; k++)
            same = (*values)[k].target == sorted[i].value.target && (*values)[k].kind == sorted[i].value.kind
                && (*values)[k].flags == sorted[i].value.flags;
        if (same)
            continue;
        if (node->count == 0)
            node->first = (uint32_t)kept;
        (*values)[kept++] = sorted[i].value;
        node->count++;
    }
    for (size_t i = 0; i < prefixes; i++)
        node_at(*nodes, size, tables->prefixes.at[i]);
    *value_count = kept;
    return size;
}

/* A hash table of the ids of the entries; gives its size. */
static size_t make_ids(struct tables *tables, uint32_t **ids)
{
    size_t size = 1024, count = tables->entries.len;
    while (size < count * 2)
        size *= 2;
    *ids = ARENA_ARRAY(tables->arena, uint32_t, size);
    for (size_t i = 0; i < count; i++) {
        struct lex_text id = tables->entries.at[i].id;
        size_t slot = (size_t)str_hash((str){buf_str(&tables->strings).at + id.at, id.len}) & (size - 1);
        while ((*ids)[slot] != 0)
            slot = (slot + 1) & (size - 1);
        (*ids)[slot] = (uint32_t)i + 1;
    }
    return size;
}

static uint64_t *make_seen(struct tables *tables, const struct lex_node *nodes, size_t count)
{
    uint64_t *seen = ARENA_ARRAY(tables->arena, uint64_t, ((size_t)1 << LEX_SEEN_BITS) / 64);
    for (size_t i = 0; i < count; i++)
        if (nodes[i].key != 0)
            seen[lex_seen_bit(nodes[i].key) / 64] |= (uint64_t)1 << (lex_seen_bit(nodes[i].key) % 64);
    return seen;
}

bool tables_write(struct tables *tables, const char *path, struct err *err)
{
    struct lex_node *nodes;
    struct lex_value *values;
    size_t value_count;
    struct pack_out out = {.arena = tables->arena, .format = LEX_FORMAT};
    order_entries(tables);
    uint32_t *slots = order_terms(tables);
    qsort(tables->keys.at, tables->keys.len, sizeof *tables->keys.at, by_key);
    if (tables->members.len > 0)
        qsort(tables->members.at, tables->members.len, sizeof *tables->members.at, by_member);
    size_t node_count = make_nodes(tables, &nodes, &values, &value_count);
    uint32_t *ids;
    size_t id_count = make_ids(tables, &ids);
    pack_out_add(&out, "ids", ids, id_count * sizeof *ids);
    pack_out_add(&out, "seen", make_seen(tables, nodes, node_count), ((size_t)1 << LEX_SEEN_BITS) / 8);
    pack_out_add(&out, "strings", tables->strings.at, tables->strings.len);
    pack_out_add(&out, "entries", tables->entries.at, tables->entries.len * sizeof *tables->entries.at);
    pack_out_add(&out, "nodes", nodes, node_count * sizeof *nodes);
    pack_out_add(&out, "values", values, value_count * sizeof *values);
    pack_out_add(&out, "offices", tables->office_rows.at, tables->office_rows.len * sizeof *tables->office_rows.at);
    pack_out_add(&out, "only", tables->only.at, tables->only.len * sizeof *tables->only.at);
    pack_out_add(&out, "bodies", tables->generics.at, tables->generics.len * sizeof *tables->generics.at);
    pack_out_add(&out, "agents", tables->agents.at, tables->agents.len * sizeof *tables->agents.at);
    pack_out_add(&out, "terms", tables->terms.at, tables->terms.len * sizeof *tables->terms.at);
    pack_out_add(&out, "slots", slots, tables->terms.len * sizeof *slots);
    pack_out_add(&out, "keys", tables->keys.at, tables->keys.len * sizeof *tables->keys.at);
    pack_out_add(&out, "members", tables->members.at, tables->members.len * sizeof *tables->members.at);
    return pack_out_write(&out, path, err);
}
