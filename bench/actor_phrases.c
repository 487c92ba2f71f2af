/* actor_phrases.c: quality of phrases for themselves, against a file of phrases with the right country and sector (JSON Lines, fields
 * id, phrase, date, context, country, sector; "?" is not scored, a list means any of these).
 *
 * usage: actor_phrases FILE DATE [half]     DATE serves the lines without one; half 0 or 1 takes every other line
 * Prints the lines that are wrong, then the shares of right countries and sectors. */
#include <stdio.h>
#include <stdlib.h>

#include "actor/actor.h"
#include "base/day.h"
#include "base/file.h"
#include "base/json.h"

static bool right(const struct json *truth, str given)
{
    for (size_t i = 0; truth != NULL && truth->type == JSON_ARRAY && i < truth->count; i++)
        if (str_eq(truth->children[i].string, given))
            return true;
    return truth != NULL && truth->type == JSON_STRING && str_eq(truth->string, given);
}

static bool asked(const struct json *truth)
{
    return truth != NULL && !(truth->type == JSON_STRING && str_eq(truth->string, STR("?")));
}

struct score {size_t asked, right;};

static void score_line(const struct actor *actor, struct arena *arena, const struct json *line, day fallback, struct score *country, struct score *sector)
{
    day at;
    struct mention mention;
    struct date date;
    if (!day_read(json_find_str(line, STR("date")), &at))
        at = date_read_iso(json_find_str(line, STR("date")), &date) ? date_first(&date) : fallback;
    str phrase = json_find_str(line, STR("phrase"));
    actor_phrase(actor, NULL, arena, phrase, json_find_str(line, STR("context")), at, &mention, NULL);
    const struct json *want_country = json_find(line, STR("country")), *want_sector = json_find(line, STR("sector"));
    bool wrong_country = asked(want_country) && !right(want_country, mention.country), wrong_sector = asked(want_sector) && !right(want_sector, mention.sector);
    country->asked += asked(want_country), country->right += asked(want_country) && !wrong_country;
    sector->asked += asked(want_sector), sector->right += asked(want_sector) && !wrong_sector;
    if (wrong_country || wrong_sector)
        printf("%.*s\t%.*s\twant %.*s %.*s\tgot %.*s %.*s %.*s (%.*s)\n", STR_ARG(json_find_str(line, STR("id"))), STR_ARG(phrase),
               STR_ARG(json_find_str(line, STR("country"))), STR_ARG(json_find_str(line, STR("sector"))), STR_ARG(mention.country), STR_ARG(mention.sector),
               STR_ARG(mention.actor), STR_ARG(mention.how));
}

int main(int argc, char **argv)
{
    struct arena *arena = arena_make(0);
    struct actor *actor;
    struct err err = {0};
    struct score country = {0}, sector = {0};
    char text[1100];
    str file, line;
    day fallback;
    if (argc < 3 || !day_read(str_from(argv[2]), &fallback)) {
        fprintf(stderr, "usage: actor_phrases FILE DATE [half]\n");
        return 2;
    }
    if (!actor_open(&actor, &err) || !file_read(arena, argv[1], 0, &file, &err)) {
        fprintf(stderr, "actor_phrases: %s\n", err_text(&err, text, sizeof text));
        return 1;
    }
    for (long number = 0; str_next_line(&file, &line); number++) {
        const struct json *value;
        if (argc > 3 && number % 2 != atol(argv[3]))
            continue;
        if (line.len > 0 && json_read(arena, line, false, &value, &err))
            score_line(actor, arena, value, fallback, &country, &sector);
    }
    printf("country %zu of %zu (%.3f), sector %zu of %zu (%.3f)\n", country.right, country.asked, (double)country.right / (double)country.asked,
           sector.right, sector.asked, (double)sector.right / (double)sector.asked);
    actor_close(actor);
    arena_free(arena);
    return 0;
}
