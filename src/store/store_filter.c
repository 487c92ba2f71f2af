/* store_filter.c: what does a question ask for?
 *
 * The text of a question is read by recursive descent: words stand beside each other (all must be there), OR, NOT or a minus, parentheses,
 * "a phrase", word* (any ending), and conditions such as source:host or from:2014-06-01. What is no operator is a word. Each word goes
 * through the same stems as the index; where the monitor has several languages, the stems of all are asked for. The result is an expression
 * for FTS5 in which every word is quoted, so that nothing a user types is taken for FTS5's own syntax.
 */
#include "store/store_private.h"

#include <string.h>

#define FILTER_DEPTH_MAX 20
#define FILTER_WORDS_MAX 64

struct filter_reader {
    struct store *store;
    struct arena *arena;
    str text;
    size_t at, words, depth;
    struct store_asked *asked;
    bool negated;
    struct err *err;
};

struct store_filter store_filter_all(void)
{
    return (struct store_filter){.from = DAY_NONE, .to = DAY_NONE};
}

static void filter_stem(struct filter_reader *reader, str stem, bool open)
{
    if (reader->negated)
        return;
    str kept = arena_printf(reader->arena, "%.*s%s", STR_ARG(stem), open ? "*" : "");
    for (size_t i = 0; i < reader->asked->stems.len; i++)
        if (str_eq(reader->asked->stems.at[i], kept))
            return;
    *LIST_ADD(reader->arena, &reader->asked->stems) = kept;
}

/* One word or phrase, as the alternatives of all languages: ("protest march" OR "protest marsch"). "" where it has no word. */
static str filter_words(struct filter_reader *reader, str text, bool open)
{
    struct words *words = reader->store->words;
    struct str_list variants = {0}, languages = {0};
    *LIST_ADD(reader->arena, &languages) = STR("en");
    for (size_t i = 0; i < reader->store->monitor.languages.len; i++)
        *LIST_ADD(reader->arena, &languages) = reader->store->monitor.languages.at[i];
    if (open)
        *LIST_ADD(reader->arena, &languages) = STR("zz");    /* as it was typed: the start of a stem */
    for (size_t l = 0; l < languages.len; l++) {
        struct buf variant = buf_make(reader->arena);
        size_t at = 0, start;
        bool known = false;
        while (words_next(text, &at, &start)) {
            str stem = words_stem_one(words, languages.at[l], str_sub(text, start, at));
            if (variant.len > 0)
                buf_add_char(&variant, ' ');
            buf_add(&variant, stem);
            filter_stem(reader, stem, open && at >= text.len);
            reader->words++;
        }
        for (size_t i = 0; i < variants.len && !known; i++)
            known = str_eq(variants.at[i], buf_str(&variant));
        if (!known && variant.len > 0)
            *LIST_ADD(reader->arena, &variants) = buf_take(&variant);
    }
    struct buf out = buf_make(reader->arena);
    for (size_t i = 0; i < variants.len; i++)
        buf_printf(&out, "%s\"%.*s\"%s", i == 0 ? "(" : " OR ", STR_ARG(variants.at[i]), open ? "*" : "");
    if (variants.len > 0)
        buf_add_char(&out, ')');
    return buf_take(&out);
}

static bool filter_condition(struct filter_reader *reader, str key, str value)
{
    struct store_filter *filter = &reader->asked->filter;
    if (str_eq(key, STR("source")))
        filter->source = value;
    else if (str_eq(key, STR("actor")))
        filter->actor = value;
    else if (str_eq(key, STR("between")))
        filter->between = value;
    else if (str_eq(key, STR("type")))
        filter->type = value;
    else if (str_eq(key, STR("context")))
        filter->context = value;
    else if (str_eq(key, STR("category")))
        filter->category = value;
    else if (str_eq(key, STR("from")) || str_eq(key, STR("to"))) {
        struct date date;
        if (!date_read_iso(value, &date))
            return err_fail(reader->err, ERR_USAGE, "", "\"%.*s\" is no date; write %.*s:2014-06-05", STR_ARG(value), STR_ARG(key));
        if (key.at[0] == 'f')
            filter->from = date_first(&date);
        else
            filter->to = date_last(&date);
    }
    return true;
}

static bool filter_key_known(str key)
{
    static const char *const keys[] = {"source", "actor", "between", "type", "context", "category", "from", "to"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (str_eq(key, str_from(keys[i])))
            return true;
    return false;
}

/* The next part of the text: a bracket, a phrase with its marks, or what stands between blanks and brackets. Empty at the end. */
static str filter_token(struct filter_reader *reader)
{
    str text = reader->text;
    while (reader->at < text.len && char_is_space(text.at[reader->at]))
        reader->at++;
    size_t start = reader->at, end = start;
    if (start >= text.len)
        return (str){"", 0};
    if (text.at[start] == '(' || text.at[start] == ')')
        end = start + 1;
    else if (text.at[start] == '"') {
        end = str_find_char(text, '"', start + 1);
        end = end < text.len ? end + 1 : end;
    } else
        while (end < text.len && !char_is_space(text.at[end]) && text.at[end] != '(' && text.at[end] != ')' && text.at[end] != '"')
            end++;
    reader->at = end;
    return str_sub(text, start, end);
}

static str filter_peek(struct filter_reader *reader)
{
    size_t at = reader->at;
    str token = filter_token(reader);
    reader->at = at;
    return token;
}

static bool filter_or(struct filter_reader *reader, str *out);

static bool filter_atom(struct filter_reader *reader, str *out)
{
    str token = filter_token(reader);
    *out = (str){"", 0};
    if (str_eq(token, STR("("))) {
        if (++reader->depth > FILTER_DEPTH_MAX)
            return err_fail(reader->err, ERR_USAGE, "", "the question has brackets within brackets more than %d deep", FILTER_DEPTH_MAX);
        if (!filter_or(reader, out))
            return false;
        reader->depth--;
        if (str_eq(filter_peek(reader), STR(")")))
            filter_token(reader);
        return true;
    }
    if (token.len > 0 && token.at[0] == '"') {
        *out = filter_words(reader, token, false);
        return true;
    }
    size_t colon = str_find_char(token, ':', 0);
    if (colon < token.len && filter_key_known(str_sub(token, 0, colon)))
        return filter_condition(reader, str_sub(token, 0, colon), str_from_at(token, colon + 1));
    bool open = token.len > 1 && str_ends(token, STR("*"));
    *out = filter_words(reader, open ? str_sub(token, 0, token.len - 1) : token, open);
    return true;
}

/* Words that must all be there, then those that must not. */
static bool filter_and(struct filter_reader *reader, str *out)
{
    struct buf with = buf_make(reader->arena), without = buf_make(reader->arena);
    bool outer = reader->negated;
    for (;;) {
        str token = filter_peek(reader), part;
        if (token.len == 0 || str_eq(token, STR(")")) || str_eq(token, STR("OR")))
            break;
        bool is_not = str_eq(token, STR("NOT")) || (token.len > 1 && token.at[0] == '-');
        if (str_eq(token, STR("AND")) || str_eq(token, STR("NOT")))
            filter_token(reader);
        else if (is_not)            /* the minus alone; its word follows */
            reader->at = (size_t)(token.at - reader->text.at) + 1;
        if (str_eq(token, STR("AND")))
            continue;
        reader->negated = outer != is_not;
        if (!filter_atom(reader, &part))
            return false;
        reader->negated = outer;
        if (part.len > 0 && is_not)
            buf_printf(&without, "%s%.*s", without.len > 0 ? " OR " : "", STR_ARG(part));
        else if (part.len > 0)
            buf_printf(&with, "%s%.*s", with.len > 0 ? " AND " : "", STR_ARG(part));
        if (reader->words > FILTER_WORDS_MAX * 4)
            return err_fail(reader->err, ERR_USAGE, "", "the question has more than %d words", FILTER_WORDS_MAX);
    }
    if (without.len > 0 && with.len == 0)
        return err_fail(reader->err, ERR_USAGE, "", "say also what to look for, not only what must not be there");
    str all = buf_take(&with);
    *out = without.len > 0 ? arena_printf(reader->arena, "((%.*s) NOT (%.*s))", STR_ARG(all), STR_ARG(buf_str(&without)))
         : all.len > 0     ? arena_printf(reader->arena, "(%.*s)", STR_ARG(all))
                           : all;
    return true;
}

static bool filter_or(struct filter_reader *reader, str *out)
{
    struct buf all = buf_make(reader->arena);
    str part = {"", 0};
    do {
        if (!filter_and(reader, &part))
            return false;
        if (part.len > 0)
            buf_printf(&all, "%s%.*s", all.len > 0 ? " OR " : "", STR_ARG(part));
    } while (str_eq(filter_peek(reader), STR("OR")) && filter_token(reader).len > 0);
    *out = buf_take(&all);
    if (out->len > 0)
        *out = arena_printf(reader->arena, "(%.*s)", STR_ARG(*out));
    return true;
}

bool store_filter_read(struct store *store, struct arena *arena, const struct store_filter *filter, struct store_asked *asked, struct err *err)
{
    *asked = (struct store_asked){.filter = *filter, .match = {"", 0}};
    struct filter_reader reader = {.store = store, .arena = arena, .text = str_sub(filter->text, 0, 4000), .asked = asked, .err = err};
    struct buf all = buf_make(arena);
    while (filter_peek(&reader).len > 0) {    /* a closing bracket too many ends a part, not the question */
        str part;
        if (!filter_or(&reader, &part))
            return false;
        if (part.len > 0)
            buf_printf(&all, "%s%.*s", all.len > 0 ? " AND " : "", STR_ARG(part));
        if (str_eq(filter_peek(&reader), STR(")")))
            filter_token(&reader);
    }
    asked->match = buf_take(&all);
    if (asked->filter.limit == 0)
        asked->filter.limit = 50;
    if (asked->filter.category.len > 0 && monitor_category_find(&store->monitor, asked->filter.category) == NULL) {
        str nearest = monitor_category_nearest(&store->monitor, asked->filter.category);
        return err_fail(err, ERR_USAGE, "", "no category is called \"%.*s\"%s%.*s%s", STR_ARG(asked->filter.category),
                        nearest.len > 0 ? "; nearest: \"" : "", STR_ARG(nearest), nearest.len > 0 ? "\"" : "");
    }
    return true;
}

/* ---- Conditions to SQL ---- */

void store_sql_number(struct arena *arena, struct store_sql *sql, const char *text, int64_t value)
{
    buf_add(&sql->text, str_from(text));
    *LIST_ADD(arena, &sql->values) = (struct store_value){.kind = 'i', .number = value};
}

void store_sql_text(struct arena *arena, struct store_sql *sql, const char *text, str value)
{
    buf_add(&sql->text, str_from(text));
    *LIST_ADD(arena, &sql->values) = (struct store_value){.kind = 't', .text = value};
}

/* (column IN (the actors that the patterns hold)) */
void store_sql_actors(struct arena *arena, struct store_sql *sql, const char *column, const struct str_list *patterns)
{
    buf_printf(&sql->text, "%s IN (SELECT id FROM actor WHERE 0", column);
    for (size_t i = 0; i < patterns->len; i++) {
        str pattern = patterns->at[i];
        if (str_eq(pattern, STR("*"))) {
            buf_add(&sql->text, STR(" OR 1"));
            continue;
        }
        bool tree = str_ends(pattern, STR(".*"));
        str id = tree ? str_sub(pattern, 0, pattern.len - 2) : pattern;
        store_sql_text(arena, sql, " OR actor=?", id);
        if (tree) {                 /* "." is followed by "/" in ASCII: all that begins with the id and a dot */
            store_sql_text(arena, sql, " OR (actor>=?", arena_printf(arena, "%.*s.", STR_ARG(id)));
            store_sql_text(arena, sql, " AND actor<?)", arena_printf(arena, "%.*s/", STR_ARG(id)));
        }
    }
    buf_add(&sql->text, STR(")"));
}

static struct str_list filter_patterns(struct arena *arena, str value)
{
    struct str_list list = {0};
    str part;
    while (str_next(&value, ',', &part))
        if (str_trim(part).len > 0)
            *LIST_ADD(arena, &list) = str_trim(part);
    return list;
}

/* The report's parties: one that actor holds; with between one for each of the two, on two sides or, where they act alike, anywhere. */
static void filter_actors(struct arena *arena, const struct store_filter *filter, struct store_sql *sql)
{
    str one = filter->actor.len > 0 ? filter->actor : filter->between;
    struct str_list first = filter_patterns(arena, one), second = filter_patterns(arena, filter->between);
    if (first.len == 0)
        return;
    bool both = filter->actor.len > 0 && second.len > 0;
    buf_add(&sql->text, STR(" AND EXISTS(SELECT 1 FROM participant p "));
    if (both)
        buf_add(&sql->text, STR("JOIN participant q ON q.report=p.report AND (q.side<>p.side OR (r.reciprocal=1 AND q.number<>p.number)) "));
    buf_add(&sql->text, STR("WHERE p.report=r.id AND "));
    store_sql_actors(arena, sql, "p.actor", &first);
    if (both) {
        buf_add(&sql->text, STR(" AND "));
        store_sql_actors(arena, sql, "q.actor", &second);
    }
    buf_add(&sql->text, STR(")"));
}

bool store_event_where(struct store *store, struct arena *arena, const struct store_asked *asked, struct store_sql *sql, struct err *err)
{
    const struct store_filter *filter = &asked->filter;
    buf_add(&sql->text, STR(" WHERE r.current=1"));
    if (filter->from != DAY_NONE)
        store_sql_number(arena, sql, " AND r.day>=?", filter->from);
    if (filter->to != DAY_NONE)
        store_sql_number(arena, sql, " AND r.day<=?", filter->to);
    if (filter->type.len > 0)
        store_sql_text(arena, sql, " AND r.type=?", filter->type);
    if (filter->context.len > 0)
        store_sql_text(arena, sql, " AND instr(r.contexts,?)>0", arena_printf(arena, "\"%.*s\"", STR_ARG(filter->context)));
    if (filter->quad > 0)
        store_sql_number(arena, sql, " AND r.quad=?", filter->quad);
    if (filter->source.len > 0)
        store_sql_text(arena, sql, " AND s.host=?", filter->source);
    if (filter->article > 0)
        store_sql_number(arena, sql, " AND v.article=?", filter->article);
    if (filter->counted)
        buf_add(&sql->text, STR(" AND r.reason=0"));
    if (filter->one_per_event)
        buf_add(&sql->text, STR(" AND (r.id=e.report OR (e.report IS NULL AND r.id=(SELECT min(id) FROM report m WHERE m.event=e.id AND m.current=1)))"));
    if (filter->category.len > 0) {
        int64_t series;
        if (!store_series_number(store, SERIES_CATEGORY, filter->category, false, &series, err))
            return false;
        store_sql_number(arena, sql, " AND r.id IN (SELECT report FROM report_category WHERE series=?)", series);
    }
    if (filter->analyst)
        buf_add(&sql->text, STR(" AND v.analyst=1"));
    filter_actors(arena, filter, sql);
    if (asked->match.len > 0)
        store_sql_text(arena, sql, " AND r.id IN (SELECT rowid FROM search_event WHERE search_event MATCH ?)", asked->match);
    return true;
}

static void filter_article_events(struct arena *arena, const struct store_filter *filter, int64_t series, struct store_sql *sql)
{
    if (filter->actor.len == 0 && filter->between.len == 0 && filter->type.len == 0 && filter->context.len == 0 && filter->quad == 0
        && filter->category.len == 0)
        return;
    buf_add(&sql->text, STR(" AND ("));
    if (filter->category.len > 0)   /* an analyst's article stands in the category of its head, whatever its events */
        store_sql_text(arena, sql, "v.category=? OR ", filter->category);
    buf_add(&sql->text, STR("EXISTS(SELECT 1 FROM report r WHERE r.version=v.id"));
    if (filter->type.len > 0)
        store_sql_text(arena, sql, " AND r.type=?", filter->type);
    if (filter->context.len > 0)
        store_sql_text(arena, sql, " AND instr(r.contexts,?)>0", arena_printf(arena, "\"%.*s\"", STR_ARG(filter->context)));
    if (filter->quad > 0)
        store_sql_number(arena, sql, " AND r.quad=?", filter->quad);
    if (filter->category.len > 0)
        store_sql_number(arena, sql, " AND r.id IN (SELECT report FROM report_category WHERE series=?)", series);
    filter_actors(arena, filter, sql);
    buf_add(&sql->text, STR("))"));
}

bool store_article_where(struct store *store, struct arena *arena, const struct store_asked *asked, struct store_sql *sql, struct err *err)
{
    const struct store_filter *filter = &asked->filter;
    int64_t series = 0;
    if (filter->category.len > 0 && !store_series_number(store, SERIES_CATEGORY, filter->category, false, &series, err))
        return false;
    buf_add(&sql->text, STR(" WHERE v.current=1"));
    if (filter->from != DAY_NONE)
        store_sql_number(arena, sql, " AND v.day>=?", filter->from);
    if (filter->to != DAY_NONE)
        store_sql_number(arena, sql, " AND v.day<=?", filter->to);
    if (filter->source.len > 0)
        store_sql_text(arena, sql, " AND s.host=?", filter->source);
    if (filter->article > 0)
        store_sql_number(arena, sql, " AND v.article=?", filter->article);
    if (filter->analyst)
        buf_add(&sql->text, STR(" AND v.analyst=1"));
    filter_article_events(arena, filter, series, sql);
    if (asked->match.len > 0)
        store_sql_text(arena, sql, " AND v.id IN (SELECT rowid FROM search WHERE search MATCH ?)", asked->match);
    return true;
}
