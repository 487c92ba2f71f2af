/* event_pattern.c: the language in which frames are written.
 *
 * A pattern reads like the sentence it codes. Words in capitals are roles, the first word in small letters is the trigger:
 *
 *   SOURCE accuse|blame RECIPIENT of *          verb with subject, object and a prepositional phrase
 *   SOURCE hold [talk|meeting] (with RECIPIENT) object restricted to these nouns; brackets make a slot optional
 *   SOURCE offer RECIPIENT [loan|aid]            two objects: the first is the indirect one
 *   BOTH meet                                    a reciprocal event: all are sources
 *   SOURCE call +off [@meeting]                  a particle has a plus before it; @meeting is a class
 *   SOURCE ask RECIPIENT to+@yield               an infinitive out of a class; to+* any infinitive; that+* a finite clause
 *   SOURCE visit to RECIPIENT      (pos n)       a noun with its possessor (or by-phrase) and an oblique; "of X" is its object
 *
 * Grammar:  pattern = [subject] trigger element…      element = "(" element… ")" | slot | preposition slot | "+" particle
 *           slot = SOURCE | RECIPIENT | BOTH | "*" | "[" list "]"       preposition = word ["|" word]…       list = (word | @class) ["|" …]
 *           A role may carry a list: SOURCE[police|@armed] is a source whose head is one of these; and sectors: SOURCE{CVL|OPP|-} is one of
 *           these, "-" being a country as a whole.
 */
#include "base/map.h"
#include "event/event_frame.h"

#include <stdio.h>
#include <string.h>

#define TOKENS_MAX 24

struct reader {struct arena *arena; const struct map *classes; str tokens[TOKENS_MAX]; size_t count, at; char *why; size_t room;};

static bool fail(struct reader *reader, const char *what, str token)
{
    snprintf(reader->why, reader->room, "%s: \"%.*s\"", what, STR_ARG(token));
    return false;
}

static bool split(struct reader *reader, str text)
{
    str part;
    while (str_next(&text, ' ', &part)) {
        while (part.len > 0 && (part.at[0] == '(' || part.at[0] == ')')) {
            if (reader->count == TOKENS_MAX)
                return fail(reader, "the pattern is too long at", part);
            reader->tokens[reader->count++] = str_sub(part, 0, 1);
            part = str_from_at(part, 1);
        }
        size_t closing = 0;
        while (part.len > closing && part.at[part.len - 1 - closing] == ')')
            closing++;
        if (reader->count + 1 + closing > TOKENS_MAX)
            return fail(reader, "the pattern is too long at", part);
        if (part.len > closing)
            reader->tokens[reader->count++] = str_sub(part, 0, part.len - closing);
        for (size_t i = 0; i < closing; i++)
            reader->tokens[reader->count++] = STR(")");
    }
    return true;
}

/* "[a|@class]" without its brackets to "a|b|c", classes written out. */
static bool list_read(struct reader *reader, str list, str *fillers)
{
    struct buf out = buf_make(reader->arena);
    str part;
    while (str_next(&list, '|', &part)) {
        if (part.len > 1 && part.at[0] == '@') {
            const uint64_t *words = map_find(reader->classes, str_from_at(part, 1));
            if (words == NULL)
                return fail(reader, "no such class of words", part);
            part = *(const str *)(uintptr_t)*words;
        }
        if (part.len == 0)
            return fail(reader, "an empty alternative in", list);
        if (out.len)
            buf_add_char(&out, '|');
        for (size_t i = 0; i < part.len; i++)        /* a compound is written with "_": trade_war */
            buf_add_char(&out, part.at[i] == '_' ? ' ' : part.at[i]);
    }
    *fillers = buf_take(&out);
    return true;
}

/* A role, "*" or a list; false without a reason where token is none of these. */
static bool is_slot(str token)
{
    return str_starts(token, STR("SOURCE")) || str_starts(token, STR("RECIPIENT")) || str_starts(token, STR("BOTH"))
        || str_eq(token, STR("*")) || (token.len > 1 && token.at[0] == '[');
}

static bool slot_read(struct reader *reader, str token, struct pattern_slot *slot)
{
    size_t brace = str_find_char(token, '{', 0);
    if (brace < token.len) {
        if (token.at[token.len - 1] != '}')
            return fail(reader, "sectors without their closing brace", token);
        slot->sectors = str_sub(token, brace + 1, token.len - 1);
        token = str_sub(token, 0, brace);
    }
    size_t open = str_find_char(token, '[', 0);
    str role = str_sub(token, 0, open);
    slot->role = str_eq(role, STR("SOURCE")) ? ROLE_SOURCE : str_eq(role, STR("RECIPIENT")) ? ROLE_RECIPIENT
        : str_eq(role, STR("BOTH")) ? ROLE_BOTH : ROLE_ANY;
    if (slot->role == ROLE_ANY && role.len && !str_eq(role, STR("*")))
        return fail(reader, "neither a role nor a list", token);
    if (open == token.len)
        return true;
    if (token.at[token.len - 1] != ']')
        return fail(reader, "a list without its closing bracket", token);
    return list_read(reader, str_sub(token, open + 1, token.len - 1), &slot->fillers);
}

static struct pattern_slot *slot_add(struct pattern *pattern, uint8_t place, bool required)
{
    if (pattern->slot_count == FRAME_SLOTS_MAX)
        return NULL;
    struct pattern_slot *slot = &pattern->slots[pattern->slot_count++];
    *slot = (struct pattern_slot){.place = place, .required = required};
    return slot;
}

/* "to+@yield", "that+*" */
static bool complement_read(struct reader *reader, struct pattern *pattern, str token, bool required)
{
    bool infinitive = str_starts(token, STR("to+"));
    struct pattern_slot *slot = slot_add(pattern, infinitive ? SLOT_INFINITIVE : SLOT_THAT, required);
    if (slot == NULL)
        return fail(reader, "more slots than a frame can hold at", token);
    str filler = str_from_at(token, infinitive ? 3 : 5);
    if (str_eq(filler, STR("*")))
        return true;
    if (filler.len < 2 || filler.at[0] != '[' || filler.at[filler.len - 1] != ']')
        return fail(reader, "neither * nor a list in brackets after the plus", token);
    return list_read(reader, str_sub(filler, 1, filler.len - 1), &slot->fillers);
}

static bool element_read(struct reader *reader, struct pattern *pattern, bool required, bool *object_seen)
{
    str token = reader->tokens[reader->at++];
    if (str_starts(token, STR("to+")) || str_starts(token, STR("that+")))
        return complement_read(reader, pattern, token, required);
    struct pattern_slot *slot;
    if (is_slot(token)) {
        for (size_t i = 0; *object_seen && i < pattern->slot_count; i++)        /* of two objects the first is the indirect one */
            if (pattern->slots[i].place == SLOT_OBJECT)
                pattern->slots[i].place = SLOT_INDIRECT;
        slot = slot_add(pattern, SLOT_OBJECT, required);
        *object_seen = true;
        return slot ? slot_read(reader, token, slot) : fail(reader, "more slots than a frame can hold at", token);
    }
    bool particle = token.len > 1 && token.at[0] == '+';
    if (!particle && (reader->at == reader->count || !is_slot(reader->tokens[reader->at])))
        return fail(reader, "a preposition that nothing follows (a particle is written +off)", token);
    bool object = pattern->pos == 'n' && str_eq(token, STR("of"));
    slot = slot_add(pattern, particle ? SLOT_PARTICLE : object ? SLOT_OBJECT : SLOT_OBLIQUE, required);
    if (slot == NULL)
        return fail(reader, "more slots than a frame can hold at", token);
    slot->prepositions = particle ? str_from_at(token, 1) : token;
    return particle || slot_read(reader, reader->tokens[reader->at++], slot);
}

bool event_pattern_read(struct arena *arena, str text, char pos, const struct map *classes, struct pattern *pattern, char *why, size_t room)
{
    struct reader reader = {.arena = arena, .classes = classes, .why = why, .room = room};
    *pattern = (struct pattern){.pos = pos};
    if (!split(&reader, text))
        return false;
    bool optional = false, object_seen = pos == 'n', trigger_seen = false;
    while (reader.at < reader.count) {
        str token = reader.tokens[reader.at];
        if (str_eq(token, STR("(")) || str_eq(token, STR(")"))) {
            if (optional == (token.at[0] == '('))
                return fail(&reader, "brackets do not match in", text);
            optional = token.at[0] == '(';
            reader.at++;
        } else if (!trigger_seen && is_slot(token)) {
            struct pattern_slot *slot = slot_add(pattern, pos == 'n' && str_eq(token, STR("*")) ? SLOT_BEFORE : SLOT_SUBJECT, !optional);
            if (slot == NULL || !slot_read(&reader, token, slot))
                return slot ? false : fail(&reader, "more slots than a frame can hold at", token);
            reader.at++;
        } else if (!trigger_seen) {
            trigger_seen = true;
            if (!list_read(&reader, token, &pattern->triggers))
                return false;
            reader.at++;
        } else if (!element_read(&reader, pattern, !optional, &object_seen)) {
            return false;
        }
    }
    if (!trigger_seen)
        return fail(&reader, "no trigger in", text);
    for (size_t i = 0; i < pattern->slot_count; i++)
        pattern->reciprocal |= pattern->slots[i].role == ROLE_BOTH;
    return !optional || fail(&reader, "brackets do not match in", text);
}
