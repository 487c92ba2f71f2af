/* actor_lexicon.c: opens the lexicon, checks it, and answers what the room asks it. See actor_lexicon.h for the file.
 *
 * The file is checked whole when it is opened (pack_open checks the sum; here every index is held against its section), so that no
 * later step has to doubt a number. All look-ups are binary searches or one probe of a hash table; nothing is allocated.
 */
#include "actor/actor_lexicon.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const char *const lex_word_names[WORD_CLASS_COUNT] = {
    "determiner", "number", "quantity", "former", "acting", "new", "deputy", "spokes", "title", "head", "weak", "region-noun",
    "region-plural", "of", "for", "within", "to", "locative", "locative-city", "conjunction", "government-of-region", "pronoun-he",
    "pronoun-she", "pronoun-they", "pronoun-it", "country-noun", "government-noun", "pair", "thing", "owned", "particle", "ambiguous",
    "relative", "counterpart", "partner", "before-after", "body-noun", "clause", "transfer",
};
static const char *const kind_names[LEX_KIND_COUNT] = {"country", "region", "place", "person", "office", "organisation", "role"};

str lex_str(const struct actor *actor, struct lex_text text)
{
    return (str){actor->strings.at + text.at, text.len};
}

uint32_t lex_find(const struct actor *actor, str id)
{
    size_t mask = actor->id_count - 1;
    for (size_t slot = (size_t)str_hash(id) & mask; actor->ids[slot] != 0; slot = (slot + 1) & mask)
        if (actor->ids[slot] <= actor->entry_count && str_eq(lex_str(actor, actor->entries[actor->ids[slot] - 1].id), id))
            return actor->ids[slot] - 1;
    return LEX_NONE;
}

uint32_t lex_find_part(const struct actor *actor, uint32_t owner, str part)
{
    char id[160];
    if (owner == LEX_NONE)
        return LEX_NONE;
    str head = lex_str(actor, actor->entries[owner].id);
    if (head.len + part.len + 1 > sizeof id)
        return LEX_NONE;
    memcpy(id, head.at, head.len);
    id[head.len] = '.';
    for (size_t i = 0; i < part.len; i++)
        id[head.len + 1 + i] = char_lower(part.at[i]);
    return lex_find(actor, (str){id, head.len + 1 + part.len});
}

const struct lex_node *lex_node_find(const struct actor *actor, uint64_t key)
{
    size_t mask = actor->node_count - 1, bit = lex_seen_bit(key);
    if ((actor->seen[bit / 64] >> (bit % 64) & 1) == 0)
        return NULL;
    for (size_t i = (size_t)key & mask;; i = (i + 1) & mask) {
        const struct lex_node *node = &actor->nodes[i];
        if (node->key == key)
            return node;
        if (node->key == 0)
            return NULL;
    }
}

static int term_order(const struct lex_term *term, uint32_t owner, uint32_t office)
{
    if (term->owner != owner)
        return term->owner < owner ? -1 : 1;
    return term->office == office ? 0 : term->office < office ? -1 : 1;
}

size_t lex_slot(const struct actor *actor, uint32_t owner, uint32_t office, size_t *first)
{
    size_t low = 0, high = actor->term_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (term_order(&actor->terms[actor->slots[middle]], owner, office) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    *first = low;
    size_t count = 0;
    while (low + count < actor->term_count && term_order(&actor->terms[actor->slots[low + count]], owner, office) == 0)
        count++;
    return count;
}

uint32_t lex_office(const struct actor *actor, str key)
{
    for (uint32_t row = 0; row < actor->office_count; row++)
        if (str_eq(lex_str(actor, actor->offices[row].key), key))
            return row;
    return LEX_NONE;
}

static int key_order(const struct lex_key *key, uint64_t wanted, bool surname)
{
    if (key->surname != (uint32_t)surname)
        return key->surname < (uint32_t)surname ? -1 : 1;
    return key->key == wanted ? 0 : key->key < wanted ? -1 : 1;
}

size_t lex_keys(const struct actor *actor, uint64_t key, bool surname, size_t *first)
{
    size_t low = 0, high = actor->key_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (key_order(&actor->keys[middle], key, surname) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    *first = low;
    size_t count = 0;
    while (low + count < actor->key_count && key_order(&actor->keys[low + count], key, surname) == 0)
        count++;
    return count;
}

static bool member_before(const struct lex_member *member, uint32_t body, uint32_t country)
{
    return member->body != body ? member->body < body : member->country < country;
}

bool actor_member(const struct actor *actor, str organisation, str country, day at)
{
    uint32_t body = lex_find(actor, organisation), state = lex_find(actor, country);
    size_t low = 0, high = actor->member_count;
    if (body == LEX_NONE || state == LEX_NONE)
        return false;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (member_before(&actor->members[middle], body, state))
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < actor->member_count && actor->members[low].body == body && actor->members[low].country == state; low++)
        if (lex_in(actor->members[low].from, actor->members[low].to, at))
            return true;
    return false;
}

bool lex_in(int32_t from, int32_t to, day at)
{
    return at == DAY_NONE || ((from == DAY_NONE || from <= at) && (to == DAY_NONE || at <= to));
}

/* A section as an array of things of size unit. */
static bool section(const struct pack *pack, const char *name, size_t unit, const void **at, size_t *count, struct err *err)
{
    str bytes;
    if (!pack_section(pack, name, unit, &bytes, err))
        return false;
    *at = bytes.at;
    *count = bytes.len / unit;
    return true;
}

static bool read_sections(struct actor *actor, struct err *err)
{
    const void *at[9];
    size_t only_count, slot_count;
    if (!pack_section(&actor->pack, "strings", 0, &actor->strings, err)
        || !section(&actor->pack, "entries", sizeof *actor->entries, &at[0], &actor->entry_count, err)
        || !section(&actor->pack, "nodes", sizeof *actor->nodes, &at[1], &actor->node_count, err)
        || !section(&actor->pack, "values", sizeof *actor->values, &at[2], &actor->value_count, err)
        || !section(&actor->pack, "offices", sizeof *actor->offices, &at[3], &actor->office_count, err)
        || !section(&actor->pack, "only", sizeof *actor->only, &at[4], &only_count, err)
        || !section(&actor->pack, "bodies", sizeof *actor->generics, &at[5], &actor->generic_count, err)
        || !section(&actor->pack, "agents", sizeof *actor->agents, &at[6], &actor->agent_count, err)
        || !section(&actor->pack, "terms", sizeof *actor->terms, &at[7], &actor->term_count, err)
        || !section(&actor->pack, "slots", sizeof *actor->slots, &at[8], &slot_count, err))
        return false;
    actor->entries = at[0], actor->nodes = at[1], actor->values = at[2], actor->offices = at[3], actor->only = at[4];
    actor->generics = at[5], actor->agents = at[6], actor->terms = at[7], actor->slots = at[8];
    const void *keys, *members, *ids, *seen;
    size_t seen_count;
    if (!section(&actor->pack, "ids", sizeof *actor->ids, &ids, &actor->id_count, err)
        || !section(&actor->pack, "seen", sizeof *actor->seen, &seen, &seen_count, err))
        return false;
    actor->ids = ids, actor->seen = seen;
    if (!section(&actor->pack, "keys", sizeof *actor->keys, &keys, &actor->key_count, err)
        || !section(&actor->pack, "members", sizeof *actor->members, &members, &actor->member_count, err))
        return false;
    actor->keys = keys, actor->members = members;
    bool power = actor->node_count > 0 && (actor->node_count & (actor->node_count - 1)) == 0;
    bool ids_power = actor->id_count > actor->entry_count && (actor->id_count & (actor->id_count - 1)) == 0;
    if (!power || !ids_power || seen_count != ((size_t)1 << LEX_SEEN_BITS) / 64 || slot_count != actor->term_count)
        return err_fail(err, ERR_DATA, actor->pack.path, "the sections of the lexicon do not fit each other; build it again");
    return true;
}

bool actor_open(struct actor **actor, struct err *err)
{
    char path[512];
    struct actor *opened = calloc(1, sizeof *opened);
    if (opened == NULL)
        return err_fail(err, ERR_MEMORY, "", "no memory for the lexicon of actors");
    if (!file_data_path(path, sizeof path, "data/actor.pack", err) || !pack_open(&opened->pack, path, LEX_FORMAT, err)) {
        free(opened);
        return false;
    }
    if (!read_sections(opened, err)) {
        pack_close(&opened->pack);
        free(opened);
        return false;
    }
    *actor = opened;
    return true;
}

void actor_close(struct actor *actor)
{
    if (actor == NULL)
        return;
    pack_close(&actor->pack);
    free(actor);
}

size_t actor_entry_count(const struct actor *actor)
{
    return actor->entry_count;
}

void actor_entry_at(const struct actor *actor, size_t index, struct actor_entry *entry)
{
    const struct lex_entry *found = &actor->entries[index];
    *entry = (struct actor_entry){
        .id = lex_str(actor, found->id), .name = lex_str(actor, found->name), .country = lex_str(actor, found->country),
        .sector = lex_str(actor, found->sector), .region = lex_str(actor, found->region), .kind = str_from(kind_names[found->kind]),
        .lat = (double)found->lat, .lon = (double)found->lon, .source = lex_str(actor, found->source),
    };
}

bool actor_entry_find(const struct actor *actor, str id, struct actor_entry *entry)
{
    uint32_t found = lex_find(actor, id);
    if (found == LEX_NONE)
        return false;
    actor_entry_at(actor, found, entry);
    return true;
}

str actor_parent(str id)
{
    size_t end = id.len;
    while (end > 0 && id.at[end - 1] != '.')
        end--;
    return str_sub(id, 0, end > 0 ? end - 1 : 0);
}
