/* monitor_read.c: what does monitor.ini say, and is it right?
 *
 * Every key that is read stands in one table (monitor_keys); any other is an error that names file, line and the nearest known key
 *  are checked where they are read: numbers by their
 * bounds, types by PLOVER's sixteen roots, actor patterns and names by their letters, so that a typing error never counts as "no events".
 */
#include "store/store_private.h"

#include <string.h>

#define MONITOR_NAME_MAX 64
#define MONITOR_CATEGORIES_MAX 500

static const struct {const char *kind, *key;} monitor_keys[] = {
    {"monitor", "name"}, {"monitor", "about"}, {"monitor", "timezone"}, {"monitor", "languages"}, {"monitor", "window"}, {"monitor", "before"},
    {"category", "title"}, {"category", "question"}, {"category", "between"}, {"category", "actor"}, {"category", "types"},
    {"category", "contexts"}, {"category", "words"},
    {"source", "url"}, {"source", "kind"}, {"source", "country"}, {"source", "language"}, {"source", "every"},
    {"claim", "text"}, {"claim", "first"}, {"claim", "second"}, {"claim", "sign"}, {"claim", "lead"}, {"claim", "window"}, {"claim", "dates"},
    {"alert", "category"}, {"alert", "status"}, {"alert", "chance"}, {"alert", "trend"}, {"alert", "to"},
};
static const char *const monitor_kinds[] = {"monitor", "category", "source", "claim", "alert"};
/* PLOVER manual, September 2021, table of event types. */
static const char *const monitor_types[] = {"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE",
                                            "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"};
#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

struct monitor_reader {struct arena *arena; const char *file; struct monitor *monitor; struct err *err;};

static bool monitor_fail(const struct monitor_reader *reader, size_t line, const char *what, str found, const char *hint, str nearest)
{
    char where[512];
    snprintf(where, sizeof where, "%s:%zu", reader->file, line);
    return err_fail(reader->err, ERR_STORE, where, "%s \"%.*s\"%s%s%.*s%s", what, STR_ARG(found), nearest.len > 0 || *hint ? "; " : "", hint,
                    STR_ARG(nearest), nearest.len > 0 ? "\"" : "");
}

static str monitor_nearest_of(const char *const *names, size_t count, str name)
{
    str best = {0};
    size_t least = SIZE_MAX;
    for (size_t i = 0; i < count; i++) {
        size_t edits = str_distance(name, str_from(names[i]));
        if (edits < least) {
            least = edits;
            best = str_from(names[i]);
        }
    }
    return best;
}

str monitor_category_nearest(const struct monitor *monitor, str name)
{
    str best = {0};
    size_t least = SIZE_MAX;
    for (size_t i = 0; i < monitor->categories.len; i++) {
        size_t edits = str_distance(name, monitor->categories.at[i].name);
        if (edits < least) {
            least = edits;
            best = monitor->categories.at[i].name;
        }
    }
    return best;
}

const struct monitor_category *monitor_category_find(const struct monitor *monitor, str name)
{
    for (size_t i = 0; i < monitor->categories.len; i++)
        if (str_eq(monitor->categories.at[i].name, name))
            return &monitor->categories.at[i];
    return NULL;
}

static bool monitor_name_right(str name)
{
    if (name.len == 0 || name.len > MONITOR_NAME_MAX || name.at[0] == '.' || name.at[name.len - 1] == '.' || str_has(name, STR("..")))
        return false;
    for (size_t i = 0; i < name.len; i++)
        if (!(name.at[i] >= 'a' && name.at[i] <= 'z') && !char_is_digit(name.at[i]) && name.at[i] != '-' && name.at[i] != '.' && name.at[i] != '_')
            return false;
    return true;
}

/* Parts between commas, without blanks around and without empty ones. */
static struct str_list monitor_list(struct arena *arena, str value)
{
    struct str_list list = {0};
    str part;
    while (str_next(&value, ',', &part)) {
        part = str_trim(part);
        if (part.len > 0)
            *LIST_ADD(arena, &list) = part;
    }
    return list;
}

static bool monitor_patterns(const struct monitor_reader *reader, size_t line, str value, struct str_list *list)
{
    *list = monitor_list(reader->arena, value);
    for (size_t i = 0; i < list->len; i++) {
        str id = list->at[i];
        if (str_eq(id, STR("*")))
            continue;
        if (str_ends(id, STR(".*")))
            id = str_sub(id, 0, id.len - 2);
        if (!monitor_name_right(id))
            return monitor_fail(reader, line, "no actor id:", list->at[i], "ids look like blr, rus.region.smo or rus.region.*", (str){0});
    }
    if (list->len == 0)
        return monitor_fail(reader, line, "no actor in", value, "name one or more ids, with commas between them", (str){0});
    return true;
}

static bool monitor_number(const struct monitor_reader *reader, const struct ini_entry *entry, int low, int high, int *number)
{
    int64_t value = 0;
    str text = entry->value;
    if (str_ends(text, STR("days")))
        text = str_trim(str_sub(text, 0, text.len - 4));
    if (!str_int64(text, &value) || value < low || value > high) {
        char hint[64];
        snprintf(hint, sizeof hint, "a number of days from %d to %d is meant", low, high);
        return monitor_fail(reader, entry->line, "no such number of days:", entry->value, hint, (str){0});
    }
    *number = (int)value;
    return true;
}

static bool monitor_between(const struct monitor_reader *reader, const struct ini_entry *entry, struct monitor_category *category)
{
    size_t bar = str_find_char(entry->value, '|', 0);
    if (bar == entry->value.len)
        return monitor_fail(reader, entry->line, "between needs two sides with a | between them, not", entry->value, "", (str){0});
    category->between = true;
    return monitor_patterns(reader, entry->line, str_trim(str_sub(entry->value, 0, bar)), &category->first)
        && monitor_patterns(reader, entry->line, str_trim(str_from_at(entry->value, bar + 1)), &category->second);
}

static bool monitor_category_entry(const struct monitor_reader *reader, const struct ini_entry *entry, struct monitor_category *category)
{
    if (str_eq(entry->key, STR("title")))
        category->title = entry->value;
    else if (str_eq(entry->key, STR("question")))
        category->question = entry->value;
    else if (str_eq(entry->key, STR("between")))
        return monitor_between(reader, entry, category);
    else if (str_eq(entry->key, STR("actor")))
        return monitor_patterns(reader, entry->line, entry->value, &category->first);
    else if (str_eq(entry->key, STR("contexts")))
        category->contexts = monitor_list(reader->arena, entry->value);
    else if (str_eq(entry->key, STR("words")))
        category->words = monitor_list(reader->arena, entry->value);
    else if (str_eq(entry->key, STR("types"))) {
        category->types = monitor_list(reader->arena, entry->value);
        for (size_t i = 0; i < category->types.len; i++) {
            str nearest = monitor_nearest_of(monitor_types, COUNT_OF(monitor_types), category->types.at[i]);
            if (!str_eq(nearest, category->types.at[i]))
                return monitor_fail(reader, entry->line, "no event type", category->types.at[i], "nearest: \"", nearest);
        }
    }
    return true;
}

static bool monitor_category_read(const struct monitor_reader *reader, const struct ini_section *section)
{
    struct monitor_category category = {.name = section->name, .title = section->name, .line = section->line};
    bool between = ini_find(section, STR("between")).len > 0;
    if (!monitor_name_right(section->name))
        return monitor_fail(reader, section->line, "no name for a category:", section->name, "small letters, digits, - and dots", (str){0});
    if (monitor_category_find(reader->monitor, section->name) != NULL)
        return monitor_fail(reader, section->line, "a second category", section->name, "each name may stand once", (str){0});
    if (reader->monitor->categories.len >= MONITOR_CATEGORIES_MAX)
        return monitor_fail(reader, section->line, "too many categories at", section->name, "500 at most", (str){0});
    if (between && ini_find(section, STR("actor")).len > 0)
        return monitor_fail(reader, section->line, "both between and actor in category", section->name, "one of the two is meant", (str){0});
    for (size_t i = 0; i < section->count; i++)
        if (!monitor_category_entry(reader, &section->entries[i], &category))
            return false;
    *LIST_ADD(reader->arena, &reader->monitor->categories) = category;
    return true;
}

static bool monitor_head_read(const struct monitor_reader *reader, const struct ini_section *section)
{
    struct monitor *monitor = reader->monitor;
    for (size_t i = 0; i < section->count; i++) {
        const struct ini_entry *entry = &section->entries[i];
        if (str_eq(entry->key, STR("name")))
            monitor->name = entry->value;
        else if (str_eq(entry->key, STR("about")))
            monitor->about = entry->value;
        else if (str_eq(entry->key, STR("timezone")))
            monitor->timezone = entry->value;
        else if (str_eq(entry->key, STR("languages")))
            monitor->languages = monitor_list(reader->arena, entry->value);
        else if (str_eq(entry->key, STR("window")) && !monitor_number(reader, entry, 3, 366, &monitor->window))
            return false;
        else if (str_eq(entry->key, STR("before")) && !monitor_number(reader, entry, 7, 3660, &monitor->before))
            return false;
    }
    return true;
}

static bool monitor_source_read(const struct monitor_reader *reader, const struct ini_section *section)
{
    for (size_t i = 0; i < reader->monitor->sources.len; i++)
        if (str_eq(reader->monitor->sources.at[i].name, section->name))
            return monitor_fail(reader, section->line, "a second source", section->name, "each name may stand once", (str){0});
    if (ini_find(section, STR("url")).len == 0)
        return monitor_fail(reader, section->line, "no url for source", section->name, "", (str){0});
    *LIST_ADD(reader->arena, &reader->monitor->sources) = (struct monitor_source){
        .name = section->name, .url = ini_find(section, STR("url")), .kind = ini_find(section, STR("kind")),
        .country = ini_find(section, STR("country")), .language = ini_find(section, STR("language")), .every = ini_find(section, STR("every")),
        .line = section->line};
    return true;
}

/* The section's kind and all its keys must be known; one key may stand once. */
static bool monitor_section_check(const struct monitor_reader *reader, const struct ini_section *section)
{
    str kind = monitor_nearest_of(monitor_kinds, COUNT_OF(monitor_kinds), section->kind);
    if (!str_eq(kind, section->kind))
        return monitor_fail(reader, section->line, "unknown section", section->kind, "nearest: \"", kind);
    if (!str_eq(kind, STR("monitor")) && section->name.len == 0)
        return monitor_fail(reader, section->line, "a section without a name:", section->kind, "write [KIND NAME]", (str){0});
    const char *known[COUNT_OF(monitor_keys)];
    size_t count = 0;
    for (size_t i = 0; i < COUNT_OF(monitor_keys); i++)
        if (str_eq(str_from(monitor_keys[i].kind), kind))
            known[count++] = monitor_keys[i].key;
    for (size_t i = 0; i < section->count; i++) {
        str nearest = monitor_nearest_of(known, count, section->entries[i].key);
        if (!str_eq(nearest, section->entries[i].key))
            return monitor_fail(reader, section->entries[i].line, "unknown key", section->entries[i].key, "nearest: \"", nearest);
        for (size_t j = 0; j < i; j++)
            if (str_eq(section->entries[j].key, section->entries[i].key))
                return monitor_fail(reader, section->entries[i].line, "the key stands twice in its section:", section->entries[i].key, "", (str){0});
    }
    return true;
}

/* The nearest declared category above, by dots; and that each category can hold something. */
static bool monitor_parents(const struct monitor_reader *reader)
{
    struct monitor_category_list *list = &reader->monitor->categories;
    for (size_t i = 0; i < list->len; i++) {
        str above = list->at[i].name;
        while (above.len > 0) {
            size_t dot = above.len;
            while (dot > 0 && above.at[dot - 1] != '.')
                dot--;
            above = str_sub(above, 0, dot > 0 ? dot - 1 : 0);
            if (monitor_category_find(reader->monitor, above) != NULL) {
                if (list->at[i].parent.len == 0)
                    list->at[i].parent = above;
                list->at[i].depth++;
            }
        }
    }
    for (size_t i = 0; i < list->len; i++) {
        const struct monitor_category *category = &list->at[i];
        bool holds = monitor_category_has_conditions(category);
        for (size_t j = 0; j < list->len && !holds; j++)
            holds = str_eq(list->at[j].parent, category->name);
        if (!holds)
            return monitor_fail(reader, category->line, "no condition for category", category->name,
                                "give it between, actor, types, contexts or words (actor = * holds all events)", (str){0});
    }
    return true;
}

bool monitor_category_has_conditions(const struct monitor_category *category)
{
    return category->between || category->first.len > 0 || category->types.len > 0 || category->contexts.len > 0 || category->words.len > 0;
}

bool monitor_read(struct arena *arena, const char *file, str text, struct monitor *monitor, struct err *err)
{
    struct ini ini;
    struct monitor_reader reader = {.arena = arena, .file = file, .monitor = monitor, .err = err};
    *monitor = (struct monitor){.name = STR("monitor"), .timezone = STR("UTC"), .window = 30, .before = 180};
    if (!ini_read(arena, file, text, &ini, err))
        return false;
    for (size_t i = 0; i < ini.count; i++) {
        const struct ini_section *section = &ini.sections[i];
        if (!monitor_section_check(&reader, section))
            return false;
        bool right = true;
        if (str_eq(section->kind, STR("monitor")))
            right = monitor_head_read(&reader, section);
        else if (str_eq(section->kind, STR("category")))
            right = monitor_category_read(&reader, section);
        else if (str_eq(section->kind, STR("source")))
            right = monitor_source_read(&reader, section);
        else if (str_eq(section->kind, STR("claim")))
            *LIST_ADD(arena, &monitor->claims) = *section;
        else
            *LIST_ADD(arena, &monitor->alerts) = *section;
        if (!right)
            return false;
    }
    if (monitor->languages.len == 0)
        *LIST_ADD(arena, &monitor->languages) = STR("en");
    return monitor_parents(&reader);
}
