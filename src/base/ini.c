/* ini.c: monitor.ini, see ini.h.
 *
 * The text is read once, line by line. Entries of all sections are gathered in one list and each section gets its stretch of it
 * at the end, when the list moves no more. Which kinds, names and keys are known is for the rooms that use them to say; they
 * have the line of each for their messages.
 */
#include "base/ini.h"
#include "base/buf.h"
#include "base/map.h"

#include <stdarg.h>
#include <stdio.h>

struct reader {
    struct arena *arena;
    const char *file;
    size_t line;
    LIST(struct ini_section) sections;
    LIST(struct ini_entry) entries;     /* of all sections, in order; a section's count says how many are its own */
    struct map seen;                    /* "kind name" of a section to its line */
    bool open;                          /* the last entry may be continued */
    struct buf value;                   /* of the last entry, where it is continued: grows, so that a long value costs no more */
    struct err *err;
};

__attribute__((format(printf, 2, 3))) static bool fail_line(struct reader *reader, const char *why, ...)
{
    char where[512], text[512];
    snprintf(where, sizeof where, "%s:%zu", reader->file, reader->line);
    va_list list;
    va_start(list, why);
    vsnprintf(text, sizeof text, why, list);
    va_end(list);
    return err_fail(reader->err, ERR_INPUT, where, "%s", text);
}

/* "[" kind [ blanks name ] "]" */
static bool read_section(struct reader *reader, str line)
{
    bool added;
    if (!str_ends(line, STR("]")))
        return fail_line(reader, "a section is written [kind NAME] and this one has no ] at its end");
    str head = str_trim(str_sub(line, 1, line.len - 1));
    size_t end = 0;
    while (end < head.len && !char_is_space(head.at[end]))
        end++;
    struct ini_section section = {.kind = str_sub(head, 0, end), .name = str_trim(str_from_at(head, end)), .line = reader->line};
    if (section.kind.len == 0)
        return fail_line(reader, "a section is written [kind NAME] and this one is empty");
    str full = arena_printf(reader->arena, "%.*s %.*s", STR_ARG(section.kind), STR_ARG(section.name));
    uint64_t *first = map_at(&reader->seen, full, &added);
    if (!added)
        return fail_line(reader, "the section [%.*s] is already in line %zu", STR_ARG(str_trim(full)), (size_t)*first);
    *first = reader->line;
    *LIST_ADD(reader->arena, &reader->sections) = section;
    return true;
}

/* key "=" value */
static bool read_entry(struct reader *reader, str line)
{
    size_t equals = str_find_char(line, '=', 0);
    str key = str_trim(str_sub(line, 0, equals));
    if (equals == line.len || key.len == 0)
        return fail_line(reader, "neither a section [kind NAME] nor a line key = value: \"%.*s\"", STR_ARG(str_sub(line, 0, 80)));
    if (reader->sections.len == 0)
        return fail_line(reader, "the key \"%.*s\" stands before the first section", STR_ARG(str_sub(key, 0, 80)));
    *LIST_ADD(reader->arena, &reader->entries) =
        (struct ini_entry){.key = key, .value = str_trim(str_from_at(line, equals + 1)), .line = reader->line};
    reader->sections.at[reader->sections.len - 1].count++;
    reader->value = buf_make(reader->arena);
    reader->open = true;
    return true;
}

/* An indented line: one more of the last entry's value. */
static bool read_more(struct reader *reader, str line)
{
    if (!reader->open)
        return fail_line(reader, "an indented line continues a value, and there is none before it");
    struct ini_entry *entry = &reader->entries.at[reader->entries.len - 1];
    if (reader->value.len == 0)
        buf_add(&reader->value, entry->value);
    if (reader->value.len > 0)
        buf_add_char(&reader->value, '\n');
    buf_add(&reader->value, line);
    entry->value = buf_str(&reader->value);
    return true;
}

static bool read_line(struct reader *reader, str line)
{
    str trimmed = str_trim(line);
    if (trimmed.len == 0) {
        reader->open = false;
        return true;
    }
    if (trimmed.at[0] == '#' || trimmed.at[0] == ';')
        return true;
    if (char_is_space(line.at[0]))
        return read_more(reader, trimmed);
    reader->open = false;
    return trimmed.at[0] == '[' ? read_section(reader, trimmed) : read_entry(reader, trimmed);
}

bool ini_read(struct arena *arena, const char *file, str text, struct ini *ini, struct err *err)
{
    struct reader reader = {.arena = arena, .file = file, .seen = map_make(arena), .err = err};
    str line;
    if (str_starts(text, STR("\xEF\xBB\xBF")))
        text = str_from_at(text, 3);
    while (str_next_line(&text, &line)) {
        reader.line++;
        if (!read_line(&reader, line))
            return false;
    }
    size_t first = 0;
    for (size_t i = 0; i < reader.sections.len; i++) {
        if (reader.sections.at[i].count > 0)
            reader.sections.at[i].entries = reader.entries.at + first;
        first += reader.sections.at[i].count;
    }
    *ini = (struct ini){.file = file, .sections = reader.sections.at, .count = reader.sections.len};
    return true;
}

str ini_find(const struct ini_section *section, str key)
{
    for (size_t i = 0; i < section->count; i++)
        if (str_eq(section->entries[i].key, key))
            return section->entries[i].value;
    return STR("");
}
