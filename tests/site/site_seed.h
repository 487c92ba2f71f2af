/* site_seed.h: a monitor for the site's tests: some hundred articles with events, made by a fixed rule, without reading or coding pages.
 *
 * Three of them are there for what they contain: an analyst's article, one whose page contradicts its date, and one whose every
 * text tries to break out of the markup. */
#ifndef ENTENTE_TEST_SITE_SEED_H
#define ENTENTE_TEST_SITE_SEED_H

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "store/store.h"

static const char seed_ini[] =
    "[monitor]\nname = Belarus Monitor\nabout = Belarus at home and with its neighbours.\ntimezone = Europe/Minsk\nlanguages = en\nwindow "
        "= 30 days\nbefore = 180 days\n\n"
    "[category society]\ntitle = Society and parties\nquestion = How do the authorities and society treat each other?\nactor = "
        "blr.*\ntypes = PROTEST, COERCE, ASSAULT\n\n"
    "[category west]\ntitle = Belarus and the West\nquestion = Do Belarus, the European Union and the United States draw closer?\nbetween "
        "= blr.* | eu.*, usa.*, deu.*\n\n"
    "[category russia]\ntitle = Belarus and Russia\nquestion = How do Belarus and Russia get on?\nbetween = blr.* | rus.*\n\n"
    "[category russia.kremlin]\ntitle = Minsk and Moscow\nbetween = blr.* | rus, rus.president, rus.gov.*\n\n"
    "[category russia.regions]\ntitle = Belarus and Russia’s regions\nbetween = blr.* | rus.region.*\n\n"
    "[category ukraine]\ntitle = Belarus and Ukraine\nbetween = blr.* | ukr.*\n";

struct seed_kind {const char *type, *cameo; int quad; double goldstein; const char *verb;};
static const struct seed_kind seed_kinds[] = {
    {"CONSULT", "040", 1, 1.0, "met with"},     {"SUPPORT", "057", 1, 8.0, "signed an agreement with"},
        {"COOPERATE", "061", 2, 6.4, "opened a joint plant with"},
    {"AGREE", "030", 1, 4.0, "promised to work with"}, {"ACCUSE", "112", 3, -2.0, "accused"},
        {"COERCE", "175", 4, -5.0, "turned back goods of"},
    {"REQUEST", "100", 3, -0.3, "demanded payment from"}, {"PROTEST", "141", 4, -6.5, "protested against"},
};
struct seed_actor {const char *text, *id, *name, *country, *sector;};
static const struct seed_actor seed_home[] = {
    {"President Lukashenko", "blr.person.lukashenko", "Alexander Lukashenko", "BLR", "GOV"},
        {"Belarus’ foreign minister", "blr.gov.mfa", "Foreign Ministry of Belarus", "BLR", "GOV"},
    {"Minsk", "blr", "Belarus", "BLR", ""}, {"Vitebsk region", "blr.region.vit", "Vitebsk region", "BLR", "GOV"},
};
static const struct seed_actor seed_away[] = {
    {"the governor of Smolensk region", "rus.region.smo", "Smolensk region", "RUS", "GOV"},
        {"Pskov region", "rus.region.psk", "Pskov region", "RUS", "GOV"},
    {"Moscow", "rus", "Russia", "RUS", ""}, {"President Putin", "rus.president", "President of Russia", "RUS", "GOV"},
        {"the European Union", "eu", "European Union", "EUR", "IGO"},
    {"Germany’s foreign minister", "deu.gov.mfa", "Foreign Ministry of Germany", "DEU", "GOV"}, {"Kyiv", "ukr", "Ukraine", "UKR", ""},
};
static const char *const seed_hosts[] = {"minsk-courier.example", "union-wire.example", "baltic-monitor.example", "dnieper-post.example",
                                         "eastern-review.example"};

static unsigned seed_random(unsigned *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 16;
}

static str seed_str(struct arena *arena, const char *text)
{
    return arena_str(arena, str_from(text));
}

static void seed_party(struct arena *arena, struct participant_list *list, const struct seed_actor *actor, str sentence, size_t from)
{
    size_t start = str_find(sentence, str_from(actor->text), from);
    *LIST_ADD(arena, list) = (struct participant){
        .text = str_from(actor->text), .start = (uint32_t)start, .end = (uint32_t)(start + strlen(actor->text)), .actor = str_from(actor->id),
        .name = str_from(actor->name), .country = str_from(actor->country), .sector = str_from(actor->sector), .how = STR("alias")};
}

static str seed_day_words(struct arena *arena, day at)
{
    static const char *const months[12] = {"January", "February", "March", "April", "May", "June", "July", "August", "September",
                                           "October", "November", "December"};
    int year, month, number;
    day_split(at, &year, &month, &number);
    return arena_printf(arena, "%s %d", months[month - 1], number);
}

/* "On June 5, President Lukashenko met with the governor of Smolensk region." and its event. */
static struct event seed_event(struct arena *arena, const struct seed_actor *from, const struct seed_actor *to,
                               const struct seed_kind *kind, day at, size_t paragraph,
                               unsigned number, str *sentence)
{
    char iso[12];
    str text = arena_printf(arena, "On %.*s, %s %s %s.", STR_ARG(seed_day_words(arena, at)), from->text, kind->verb, to->text);
    struct event event = {.page = STR("seed"), .paragraph = (uint32_t)paragraph, .text = text, .type = str_from(kind->type),
                          .cameo = str_from(kind->cameo),
                          .goldstein = kind->goldstein, .quad = kind->quad, .frame = arena_printf(arena, "%s.1", kind->type),
                              .date = arena_str(arena, day_write(at, iso)),
                          .date_from = STR("explicit"), .day_from = at, .day_to = at, .lat = NAN, .lon = NAN,
                              .confidence = 0.6 + (number % 37) / 100.0};
    seed_party(arena, &event.source, from, text, 0);
    seed_party(arena, &event.recipient, to, text, str_find(text, str_from(kind->verb), 0));
    event.trigger = str_from(kind->verb);
    event.trigger_start = (uint32_t)str_find(text, event.trigger, 0);
    event.trigger_end = event.trigger_start + (uint32_t)event.trigger.len;
    snprintf(event.id, sizeof event.id, "%016llx", (unsigned long long)str_hash(arena_printf(arena, "%u %.*s", number, STR_ARG(text))));
    snprintf(event.key, sizeof event.key, "%016llx", (unsigned long long)str_hash(arena_printf(arena, "%s %s %s %d", from->id, to->id,
        kind->type, at)));
    *sentence = text;
    return event;
}

static void seed_paragraph(struct arena *arena, struct article *article, str text, enum paragraph_kind kind)
{
    *LIST_ADD(arena, &article->paragraphs) = (struct paragraph){text, kind};
}

static void seed_article(struct arena *arena, struct coded_article *coded, unsigned number, unsigned *state)
{
    static const unsigned weights[] = {0, 0, 0, 0, 1, 1, 2, 3, 4, 5, 6, 7};
    char iso[12];
    day last = day_of(2017, 11, 24), at = last - (day)(number * 2 + seed_random(state) % 3);
    const char *host = seed_hosts[seed_random(state) % 5];
    memset(coded, 0, sizeof *coded);
    coded->date = (struct event_date){at, DATE_DAY, false, STR("publication")};
    struct article *article = &coded->article;
    size_t count = 1 + seed_random(state) % 3;
    for (size_t i = 0; i < count; i++) {
        const struct seed_actor *from = &seed_home[seed_random(state) % 4], *to = &seed_away[seed_random(state) % 7];
        const struct seed_kind *kind = &seed_kinds[weights[seed_random(state) % 12]];
        str sentence;
        if (number < 12 && i == 0 && kind->quad > 2)      /* the last weeks get friendlier */
            kind = &seed_kinds[0];
        struct event event = seed_event(arena, from, to, kind, at - (day)(seed_random(state) % 2), i, number * 10 + (unsigned)i, &sentence);
        str rest = STR(" Observers in the region said that the step had been expected since the last forum. Nothing was said about the "
                       "price.");
        seed_paragraph(arena, article, arena_printf(arena, "%.*s%.*s", STR_ARG(sentence), STR_ARG(rest)), PARAGRAPH_TEXT);
        *LIST_ADD(arena, &coded->events) = event;
        if (i == 0)
            article->title = arena_printf(arena, "%s %s %s", from->name, kind->verb, to->name);
    }
    seed_paragraph(arena, article, STR("The talks are to go on next month."), PARAGRAPH_TEXT);
    article->page = arena_printf(arena, "seed-%u.html", number);
    article->host = str_from(host);
    article->url = arena_printf(arena, "https://%s/news/%u", host, number);
    article->published = arena_str(arena, day_write(at, iso));
    article->published_from = STR("meta");
    article->lang = STR("en");
    article->kind = STR("article");
    article->code = true;
    article->quality = 0.9;
}

/* Each text of it would end an element, an attribute or a comment if it were not escaped. */
#define SEED_NASTY "</title></script><script>alert(1)</script>\"'><img src=x onerror=alert(1)>&amp;<!--"

static void seed_special(struct arena *arena, struct coded_article *coded, unsigned which)
{
    unsigned state = 99;
    seed_article(arena, coded, 5 + which, &state);
    struct article *article = &coded->article;
    article->page = arena_printf(arena, "special-%u.html", which);
    article->url = arena_printf(arena, "https://eastern-review.example/special/%u", which);
    if (which == 0) {
        article->title = seed_str(arena, "Nasty " SEED_NASTY);
        article->image = (struct article_image){STR("javascript:alert(1)"), STR(SEED_NASTY), STR(SEED_NASTY)};
        article->paragraphs.at[0].text = arena_printf(arena, "%.*s " SEED_NASTY, STR_ARG(article->paragraphs.at[0].text));
        coded->events.at[0].source.at[0].name = STR(SEED_NASTY);
        *LIST_ADD(arena, &article->authors) = STR(SEED_NASTY);
        article->url = STR("javascript:alert(1)");
    } else if (which == 1) {
        article->title = STR("Belarus’ authorities step up cooperation with Russian regions");
        article->published = STR("2017-11-20T18:51");
        article->image = (struct article_image){STR("https://eastern-review.example/forum.jpg"), STR("The forum hall in Minsk"),
                                                STR("Catholic.by")};
        coded->date = (struct event_date){day_of(2017, 6, 5), DATE_MONTH, true, STR("landmark")};
        *LIST_ADD(arena, &article->notes) = STR("date-contradicts-content: published 2017-11-20, but the text speaks of June 2017");
        *LIST_ADD(arena, &article->similar_on_page) = STR("Minsk attempts to make up for image losses");
    }
}

static bool seed_add(struct store *store, const struct coded_article *coded, struct err *err)
{
    struct store_added added;
    return store_add(store, coded, &added, err);
}

static bool seed_note(struct store *store, struct arena *arena, struct err *err)
{
    struct store_note_list notes = {0};
    struct store_added added;
    struct coded_article coded = {.date = {day_of(2017, 11, 10), DATE_DAY, false, STR("publication")}};
    if (!store_notes_list(store, arena, &notes, err) || notes.len == 0)
        return false;
    struct article *article = &coded.article;
    article->page = STR("forum.md");
    article->title = STR("What the forums are for");
    article->published = STR("2017-11-10");
    article->lang = STR("en");
    article->kind = STR("article");
    article->analyst = true;
    article->category = STR("russia.regions");
    article->category_status = STR("improving");
    *LIST_ADD(arena, &article->authors) = STR("Nadia Halko");
    seed_paragraph(arena, article, STR("Forums are for years in which nothing happens."), PARAGRAPH_TEXT);
    seed_paragraph(arena, article, STR("What has been done"), PARAGRAPH_HEADING);
    seed_paragraph(arena, article, STR("The test comes in a year like this one."), PARAGRAPH_QUOTE);
    seed_paragraph(arena, article, STR("a visit of a governor to Minsk"), PARAGRAPH_ITEM);
    return store_note_put(store, &notes.at[0], &coded, &added, err);
}

/* Makes the monitor in folder, which must not hold one. */
static bool seed_monitor(const char *folder, unsigned articles, struct err *err)
{
    char path[1024];
    struct store *store = NULL;
    struct arena *arena = arena_make(0);
    unsigned state = 7;
    bool done = store_init(folder, err);
    snprintf(path, sizeof path, "%s/monitor.ini", folder);
    done = done && file_write(path, str_from(seed_ini), err);
    snprintf(path, sizeof path, "%s/notes/articles/forum.md", folder);
    done = done && file_write(path, STR("---\ntitle: What the forums are for\n---\n\nForums.\n"), err);
    done = done && store_open(&store, folder, STORE_WRITE, err);
    for (unsigned i = 0; done && i < articles; i++) {
        struct coded_article coded;
        seed_article(arena, &coded, i, &state);
        done = seed_add(store, &coded, err);
    }
    for (unsigned i = 0; done && i < 2; i++) {
        struct coded_article coded;
        seed_special(arena, &coded, i);
        done = seed_add(store, &coded, err);
    }
    done = done && seed_note(store, arena, err);
    if (store)
        done = store_close(store, done ? err : NULL) && done;
    arena_free(arena);
    return done;
}

#endif
