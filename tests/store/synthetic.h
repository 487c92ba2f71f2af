/* synthetic.h: coded articles made from a number, for the tests of store, status and story: always the same, and no two the same. */
#ifndef TESTS_STORE_SYNTHETIC_H
#define TESTS_STORE_SYNTHETIC_H

#include "store/store.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static inline uint64_t synthetic_next(uint64_t *state)    /* splitmix64 (Steele, Lea, Flood 2014) */
{
    uint64_t z = (*state += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

static inline struct participant synthetic_party(str actor, str name, str country)
{
    return (struct participant){.text = name, .actor = actor, .name = name, .country = country, .end = (uint32_t)name.len, .how = STR("alias")};
}

/* An event of that day between two actors, with all strings filled. */
static inline struct event synthetic_event(struct arena *arena, const char *id, const char *key, day at, const char *type, int quad, str source,
                                           str recipient)
{
    struct event event = {.page = STR("page"), .text = STR("Minsk did something to Moscow at the border."), .type = str_from(type), .cameo = STR("040"),
                          .goldstein = 1, .quad = quad, .trigger = STR("did"), .frame = STR("do"), .date_from = STR("timex"), .day_from = at, .day_to = at,
                          .lat = NAN, .lon = NAN, .confidence = 0.8};
    snprintf(event.id, sizeof event.id, "%s", id);
    snprintf(event.key, sizeof event.key, "%s", key);
    char text[12];
    event.date = at == DAY_NONE ? STR("") : arena_str(arena, day_write(at, text));
    str country = str_sub(source, 0, 3);
    *LIST_ADD(arena, &event.source) = synthetic_party(source, source, country);
    if (recipient.len > 0)
        *LIST_ADD(arena, &event.recipient) = synthetic_party(recipient, recipient, str_sub(recipient, 0, 3));
    return event;
}

static inline struct coded_article synthetic_article(struct arena *arena, const char *url, const char *host, const char *title, const char *published,
                                                     const char *text)
{
    struct coded_article coded = {.date = {.at = DAY_NONE}};
    struct date date;
    coded.article = (struct article){.page = arena_printf(arena, "pages/%s.html", title), .url = str_from(url), .host = str_from(host),
                                     .title = str_from(title), .published = str_from(published), .lang = STR("en"), .kind = STR("article"), .quality = 0.9,
                                     .code = true};
    *LIST_ADD(arena, &coded.article.paragraphs) = (struct paragraph){str_from(text), PARAGRAPH_TEXT};
    if (date_read_iso(coded.article.published, &date)) {
        coded.date.at = date_first(&date);
        coded.date.precision = DATE_DAY;
    }
    return coded;
}

/* Article number n of an endless newspaper: 0 to 5 events, some undated or negated, some keys shared with neighbours, every tenth an update. */
static inline struct coded_article synthetic_number(struct arena *arena, uint64_t n)
{
    static const char *const actors[] = {"blr.person.lukashenko", "rus.region.smo", "ukr", "pol.gov", "blr.mfa", "rus.kremlin", "eu", "ltu.leg"};
    static const char *const types[] = {"CONSULT", "AID", "ACCUSE", "COERCE"};
    static const char *const words[] = {"border", "minister", "trade", "visited", "gas", "milk", "treaty", "protest", "election", "railway", "oil", "talks"};
    uint64_t state = n;
    day at = day_of(2014, 1, 1) + (day)(n / 8);
    char published[12], host[32];
    day_write(at, published);
    snprintf(host, sizeof host, "paper-%d.example", (int)(synthetic_next(&state) % 5));
    struct buf text = buf_make(arena);
    for (int i = 0; i < 40; i++)
        buf_printf(&text, "%s ", words[synthetic_next(&state) % 12]);
    buf_printf(&text, "number %llu.", (unsigned long long)n);
    uint64_t address = n % 10 == 9 ? n - 3 : n;
    struct coded_article coded = synthetic_article(arena, arena_printf(arena, "http://%s/%llu", host, (unsigned long long)address).at,
                                                   arena_str(arena, str_from(host)).at, arena_printf(arena, "Story %llu", (unsigned long long)n).at,
                                                   arena_str(arena, str_from(published)).at, buf_take(&text).at);
    coded.article.paragraphs.at[0].text.len = strlen(coded.article.paragraphs.at[0].text.at);
    size_t count = synthetic_next(&state) % 6;
    for (size_t i = 0; i < count; i++) {
        char id[17], key[17];
        uint64_t draw = synthetic_next(&state), kind = draw >> 8 & 3;
        snprintf(id, sizeof id, "%08x%08x", (unsigned)n, (unsigned)i);
        snprintf(key, sizeof key, "k%015llx", (unsigned long long)((n / 2 * 8 + i) & 0xFFFFFFFFF));
        struct event event = synthetic_event(arena, id, key, draw % 11 == 0 ? DAY_NONE : at - (day)(draw >> 20 & 3), types[kind], (int)kind + 1,
                                             str_from(actors[draw >> 24 & 7]), draw % 5 == 0 ? (str){0} : str_from(actors[draw >> 28 & 7]));
        event.aspects = draw % 13 == 0 ? ASPECT_NEGATED : 0;
        event.reciprocal = kind == 0 && (draw >> 33 & 1);
        event.sentence = (uint32_t)i;
        if (draw >> 40 & 1)
            *LIST_ADD(arena, &event.contexts) = STR("military");
        *LIST_ADD(arena, &coded.events) = event;
    }
    return coded;
}

/* A new folder below the temporary ones; gone with synthetic_folder_end. */
static inline const char *synthetic_folder(char path[256])
{
    const char *base = getenv("TMPDIR");
    snprintf(path, 256, "%s/entente-test-XXXXXX", base != NULL ? base : "/tmp");
    return mkdtemp(path);
}

static inline void synthetic_folder_end(const char *path)
{
    char command[512];
    snprintf(command, sizeof command, "rm -rf '%s'", path);
    if (system(command) != 0)
        fprintf(stderr, "%s could not be removed\n", path);
}

#define SYNTHETIC_INI \
    "[monitor]\nname = Test\n" \
    "[category russia]\ntitle = Belarus and Russia\nbetween = blr.* | rus.*\n" \
    "[category russia.regions]\ntitle = Belarus and Russia's regions\nbetween = blr.* | rus.region.*\n" \
    "[category all]\ntitle = All\nactor = *\n" \
    "[category army]\ntitle = Army\nactor = blr.*\ncontexts = military\n"

static inline void synthetic_write(const char *folder, const char *name, const char *text)
{
    char path[512];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    if (file == NULL)
        abort();
    fputs(text, file);
    fclose(file);
}

/* A monitor in folder/m with the categories of SYNTHETIC_INI; its path is in monitor. */
static inline bool synthetic_monitor(const char *folder, char monitor[300], const char *ini, struct err *err)
{
    char command[400];
    snprintf(monitor, 300, "%s/m", folder);
    snprintf(command, sizeof command, "mkdir -p '%s'", monitor);
    if (system(command) != 0)
        return false;
    synthetic_write(monitor, "monitor.ini", ini != NULL ? ini : SYNTHETIC_INI);
    return store_init(monitor, err);
}

#endif
