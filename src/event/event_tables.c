/* event_tables.c: the tables of data/event/ to the sections of event.pack; also the first half of `entente triggers --lint`.
 *
 * types.tsv and cameo.tsv are the ontologies; classes.tsv names lists of lemmas; governors.tsv says what a word does to the deed below
 * it ("hope", "refuse", "say"); futures.tsv what an announced deed is; frames*.tsv are the frames, in the language of event_pattern.c.
 * A broken line is reported with file and line and left out; the others are used.
 */
#include "base/map.h"
#include "base/tsv.h"
#include "event/event_frame.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct tables {
    struct arena *arena;
    const char *folder;
    struct buf strings;
    struct map known;               /* text to its offset in strings, so that each is stored once */
    struct map classes;             /* name to const str * */
    struct buf *problems;
    size_t problem_count;
    LIST(struct frame) frames;
    LIST(struct frame_trigger) triggers;
    LIST(struct governor) governors;
    LIST(struct type_record) types;
    LIST(struct cameo_record) cameo;
    LIST(struct future_record) futures;
    LIST(struct context_record) contexts;
    LIST(struct kind_record) kinds;
};

static struct pack_text intern(struct tables *tables, str text)
{
    bool added;
    uint64_t *at = map_at(&tables->known, arena_str(tables->arena, text), &added);
    if (added) {
        *at = tables->strings.len;
        buf_add(&tables->strings, text);
    }
    return (struct pack_text){(uint32_t)*at, (uint32_t)text.len};
}

static void problem(struct tables *tables, const struct tsv *tsv, const char *why, str what)
{
    buf_printf(tables->problems, "%s:%zu: %s: \"%.*s\"\n", tsv->file, tsv->line, why, STR_ARG(what));
    tables->problem_count++;
}

static bool table_open(struct tables *tables, const char *name, struct tsv *tsv, struct err *err)
{
    str path = arena_printf(tables->arena, "%s/%s", tables->folder, name), bytes;
    return file_read(tables->arena, path.at, 0, &bytes, err) && tsv_open(tsv, path.at, bytes, err);
}

static double number(struct tables *tables, const struct tsv *tsv, const char *column)
{
    double value = 0;
    str field = tsv_field(tsv, str_from(column));
    if (!str_double(field, &value))
        problem(tables, tsv, "no number", field);
    return value;
}

static bool types_read(struct tables *tables, struct err *err)
{
    struct tsv tsv;
    if (!table_open(tables, "types.tsv", &tsv, err))
        return false;
    while (tsv_next(&tsv))
        *LIST_ADD(tables->arena, &tables->types) = (struct type_record){
            .type = intern(tables, tsv_field(&tsv, STR("root"))), .definition = intern(tables, tsv_field(&tsv, STR("definition"))),
            .score = number(tables, &tsv, "score"), .quad = (int32_t)number(tables, &tsv, "quad")};
    return true;
}

static const struct tables *sorting;        /* qsort has no context; the compiler of tables has one thread */

static int by_code(const void *left, const void *right)
{
    struct pack_text a = ((const struct cameo_record *)left)->code, b = ((const struct cameo_record *)right)->code;
    str all = buf_str(&sorting->strings);
    return str_cmp(str_sub(all, a.at, (size_t)a.at + a.len), str_sub(all, b.at, (size_t)b.at + b.len));
}

static bool cameo_read(struct tables *tables, struct err *err)
{
    struct tsv tsv;
    if (!table_open(tables, "cameo.tsv", &tsv, err))
        return false;
    while (tsv_next(&tsv))
        *LIST_ADD(tables->arena, &tables->cameo) = (struct cameo_record){
            .code = intern(tables, tsv_field(&tsv, STR("code"))), .name = intern(tables, tsv_field(&tsv, STR("name"))),
            .plover = intern(tables, tsv_field(&tsv, STR("plover"))), .mode = intern(tables, tsv_field(&tsv, STR("mode"))),
            .goldstein = number(tables, &tsv, "goldstein")};
    sorting = tables;
    if (tables->cameo.len)
        qsort(tables->cameo.at, tables->cameo.len, sizeof *tables->cameo.at, by_code);
    return true;
}

/* A class may name earlier classes in its list ("@talks|summit"). */
static bool classes_read(struct tables *tables, struct err *err)
{
    struct tsv tsv;
    if (!table_open(tables, "classes.tsv", &tsv, err))
        return false;
    while (tsv_next(&tsv)) {
        struct buf words = buf_make(tables->arena);
        str rest = tsv_field(&tsv, STR("words")), part;
        while (str_next(&rest, '|', &part)) {
            uint64_t *other = part.len && part.at[0] == '@' ? map_find(&tables->classes, str_from_at(part, 1)) : NULL;
            if (part.len == 0 || (part.at[0] == '@' && other == NULL)) {
                problem(tables, &tsv, "no such word or class", part);
                continue;
            }
            if (words.len)
                buf_add_char(&words, '|');
            buf_add(&words, other ? *(const str *)(uintptr_t)*other : part);
        }
        str *kept = ARENA_NEW(tables->arena, str);
        *kept = buf_take(&words);
        *map_at(&tables->classes, tsv_field(&tsv, STR("class")), NULL) = (uintptr_t)kept;
    }
    return true;
}

static int by_hash(const void *left, const void *right)
{
    const struct governor *a = left, *b = right;
    return a->hash < b->hash ? -1 : a->hash > b->hash;
}

static bool governors_read(struct tables *tables, struct err *err)
{
    static const struct {const char *name; enum governor_effect effect;} effects[] = {
        {"block", GOVERNOR_BLOCK}, {"negate", GOVERNOR_NEGATE}, {"quote", GOVERNOR_QUOTE}, {"fact", GOVERNOR_FACT},
        {"future", GOVERNOR_FUTURE}, {"hypothetical", GOVERNOR_HYPOTHETICAL}, {"realise", GOVERNOR_REALISE}};
    struct tsv tsv;
    if (!table_open(tables, "governors.tsv", &tsv, err))
        return false;
    while (tsv_next(&tsv)) {
        str pos = tsv_field(&tsv, STR("pos")), name = tsv_field(&tsv, STR("effect"));
        uint32_t effect = 0;
        for (size_t i = 0; i < sizeof effects / sizeof *effects; i++)
            if (str_eq(name, str_from(effects[i].name)))
                effect = effects[i].effect;
        if (effect == 0 || pos.len != 1) {
            problem(tables, &tsv, "neither an effect nor a part of speech that is known", name);
            continue;
        }
        str words = tsv_field(&tsv, STR("lemmas")), word;
        while (str_next(&words, '|', &word))
            *LIST_ADD(tables->arena, &tables->governors) = (struct governor){event_lemma_hash(word, pos.at[0]), effect, 0};
    }
    if (tables->governors.len)
        qsort(tables->governors.at, tables->governors.len, sizeof *tables->governors.at, by_hash);
    for (size_t i = 1; i < tables->governors.len; i++)
        if (tables->governors.at[i].hash == tables->governors.at[i - 1].hash)
            problem(tables, &tsv, "a lemma stands twice with the same part of speech; number in the sorted table", arena_printf(tables->arena, "%zu", i));
    return true;
}

static bool futures_read(struct tables *tables, struct err *err)
{
    struct tsv tsv;
    if (!table_open(tables, "futures.tsv", &tsv, err))
        return false;
    while (tsv_next(&tsv))
        *LIST_ADD(tables->arena, &tables->futures) = (struct future_record){
            intern(tables, tsv_field(&tsv, STR("from"))), intern(tables, tsv_field(&tsv, STR("type"))),
            intern(tables, tsv_field(&tsv, STR("cameo_from"))), intern(tables, tsv_field(&tsv, STR("cameo_to")))};
    return true;
}

static int by_context(const void *left, const void *right)
{
    const struct context_record *a = left, *b = right;
    if (a->hash != b->hash)
        return a->hash < b->hash ? -1 : 1;
    return a->context.at < b->context.at ? -1 : a->context.at > b->context.at;
}

static bool contexts_read(struct tables *tables, struct err *err)
{
    struct tsv tsv;
    if (!table_open(tables, "context-words.tsv", &tsv, err))
        return false;
    while (tsv_next(&tsv)) {
        struct pack_text context = intern(tables, tsv_field(&tsv, STR("context")));
        str words = tsv_field(&tsv, STR("lemmas")), word;
        while (str_next(&words, '|', &word))
            *LIST_ADD(tables->arena, &tables->contexts) = (struct context_record){event_lemma_hash(word, 'c'), context};
    }
    if (tables->contexts.len)
        qsort(tables->contexts.at, tables->contexts.len, sizeof *tables->contexts.at, by_context);
    return true;
}

static bool kinds_read(struct tables *tables, struct err *err)
{
    struct tsv tsv;
    if (!table_open(tables, "landmark-words.tsv", &tsv, err))
        return false;
    while (tsv_next(&tsv))
        *LIST_ADD(tables->arena, &tables->kinds) =
            (struct kind_record){intern(tables, tsv_field(&tsv, STR("kind"))), intern(tables, tsv_field(&tsv, STR("lemmas")))};
    return true;
}

static bool type_known(const struct tables *tables, str type)
{
    for (size_t i = 0; i < tables->types.len; i++) {
        struct pack_text known = tables->types.at[i].type;
        if (str_eq(str_sub(buf_str(&tables->strings), known.at, (size_t)known.at + known.len), type))
            return true;
    }
    return type.len == 0;
}

static bool code_known(const struct tables *tables, str code)
{
    for (size_t i = 0; i < tables->cameo.len; i++) {
        struct pack_text known = tables->cameo.at[i].code;
        if (str_eq(str_sub(buf_str(&tables->strings), known.at, (size_t)known.at + known.len), code))
            return true;
    }
    return false;
}

static void frame_add(struct tables *tables, const struct tsv *tsv, const struct pattern *pattern)
{
    struct frame *frame = LIST_ADD(tables->arena, &tables->frames);
    *frame = (struct frame){
        .name = intern(tables, tsv_field(tsv, STR("frame"))), .triggers = intern(tables, pattern->triggers),
        .pattern = intern(tables, tsv_field(tsv, STR("pattern"))), .type = intern(tables, tsv_field(tsv, STR("type"))),
        .mode = intern(tables, tsv_field(tsv, STR("mode"))), .cameo = intern(tables, tsv_field(tsv, STR("cameo"))),
        .contexts = intern(tables, tsv_field(tsv, STR("contexts"))), .example = intern(tables, tsv_field(tsv, STR("example"))),
        .example_source = intern(tables, tsv_field(tsv, STR("source"))), .example_recipient = intern(tables, tsv_field(tsv, STR("recipient"))),
        .pos = (uint8_t)pattern->pos, .slot_count = (uint8_t)pattern->slot_count, .reciprocal = pattern->reciprocal, .line = (uint32_t)tsv->line};
    for (size_t i = 0; i < pattern->slot_count; i++) {
        const struct pattern_slot *slot = &pattern->slots[i];
        frame->slots[i] = (struct frame_slot){.place = slot->place, .role = slot->role, .required = slot->required,
            .prepositions = intern(tables, slot->prepositions), .fillers = intern(tables, slot->fillers),
            .sectors = intern(tables, slot->sectors)};
    }
    str triggers = pattern->triggers, trigger;
    while (str_next(&triggers, '|', &trigger))
        *LIST_ADD(tables->arena, &tables->triggers) =
            (struct frame_trigger){event_lemma_hash(trigger, pattern->pos), (uint32_t)(tables->frames.len - 1), 0};
}

static void frame_read(struct tables *tables, const struct tsv *tsv)
{
    struct pattern pattern;
    char why[256];
    str pos = tsv_field(tsv, STR("pos")), text = tsv_field(tsv, STR("pattern"));
    if (pos.len != 1 || memchr("vna", pos.at[0], 3) == NULL)
        problem(tables, tsv, "the part of speech is v, n or a, not", pos);
    else if (!type_known(tables, tsv_field(tsv, STR("type"))))
        problem(tables, tsv, "no such type", tsv_field(tsv, STR("type")));
    else if (!code_known(tables, tsv_field(tsv, STR("cameo"))))
        problem(tables, tsv, "no such CAMEO code", tsv_field(tsv, STR("cameo")));
    else if (!event_pattern_read(tables->arena, text, pos.at[0], &tables->classes, &pattern, why, sizeof why))
        problem(tables, tsv, why, text);
    else
        frame_add(tables, tsv, &pattern);
}

static int is_frames(const struct dirent *entry)
{
    str name = str_from(entry->d_name);
    return str_starts(name, STR("frames")) && str_ends(name, STR(".tsv"));
}

static int by_trigger(const void *left, const void *right)
{
    const struct frame_trigger *a = left, *b = right;
    if (a->hash != b->hash)
        return a->hash < b->hash ? -1 : 1;
    return a->frame < b->frame ? -1 : a->frame > b->frame;
}

/* All files frames*.tsv, in the order of their names in the C locale. */
static bool frames_read(struct tables *tables, struct err *err)
{
    struct dirent **names;
    int count = scandir(tables->folder, &names, is_frames, NULL);
    if (count <= 0)
        return err_fail(err, ERR_DATA, tables->folder, "no table of frames (frames*.tsv) is here");
    bool good = true;
    for (int i = 1; i < count; i++)        /* insertion sort by bytes: alphasort would ask the locale */
        for (int j = i; j > 0 && strcmp(names[j - 1]->d_name, names[j]->d_name) > 0; j--) {
            struct dirent *swap = names[j];
            names[j] = names[j - 1];
            names[j - 1] = swap;
        }
    for (int i = 0; i < count; i++) {
        struct tsv tsv;
        good = good && table_open(tables, names[i]->d_name, &tsv, err);
        while (good && tsv_next(&tsv))
            frame_read(tables, &tsv);
        free(names[i]);
    }
    free(names);
    if (tables->triggers.len)
        qsort(tables->triggers.at, tables->triggers.len, sizeof *tables->triggers.at, by_trigger);
    return good;
}

size_t event_tables_read(struct arena *arena, const char *folder, struct pack_out *pack, struct buf *problems, struct err *err)
{
    struct tables *tables = ARENA_NEW(arena, struct tables);
    *tables = (struct tables){.arena = arena, .folder = folder, .strings = buf_make(arena), .known = map_make(arena),
        .classes = map_make(arena), .problems = problems};
    if (!types_read(tables, err) || !cameo_read(tables, err) || !classes_read(tables, err) || !governors_read(tables, err)
        || !futures_read(tables, err) || !contexts_read(tables, err) || !kinds_read(tables, err)
        || !frames_read(tables, err))
        return SIZE_MAX;
    *pack = (struct pack_out){.arena = arena, .format = EVENT_PACK_FORMAT};
    pack_out_add(pack, "strings", tables->strings.at, tables->strings.len);
    pack_out_add(pack, "frames", tables->frames.at, tables->frames.len * sizeof *tables->frames.at);
    pack_out_add(pack, "triggers", tables->triggers.at, tables->triggers.len * sizeof *tables->triggers.at);
    pack_out_add(pack, "governors", tables->governors.at, tables->governors.len * sizeof *tables->governors.at);
    pack_out_add(pack, "types", tables->types.at, tables->types.len * sizeof *tables->types.at);
    pack_out_add(pack, "cameo", tables->cameo.at, tables->cameo.len * sizeof *tables->cameo.at);
    pack_out_add(pack, "futures", tables->futures.at, tables->futures.len * sizeof *tables->futures.at);
    pack_out_add(pack, "contexts", tables->contexts.at, tables->contexts.len * sizeof *tables->contexts.at);
    pack_out_add(pack, "kinds", tables->kinds.at, tables->kinds.len * sizeof *tables->kinds.at);
    return tables->problem_count;
}
