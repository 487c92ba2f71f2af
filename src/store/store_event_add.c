/* store_event_add.c: one coded event into the archive as a report: its row, its parties, its categories, its words, its event.
 *
 * Whether it counts is decided here and kept as a number (enum count_reason), the first that holds: analysts' articles whose head does not
 * ask for it, statements without a type, negated, future, hypothetical and historical ones, those that are not dated well enough.
 */
#include "store/store_private.h"

#include <math.h>

const char *store_count_reason_name(int reason)
{
    static const char *const names[] = {"", "negated", "future", "hypothetical", "historical", "undated", "statement", "analyst", "replaced"};
    return reason >= 0 && reason <= COUNT_REPLACED ? names[reason] : "";
}

day store_count_day(const struct event *event)
{
    if (event->day_from == DAY_NONE)
        return DAY_NONE;
    day to = event->day_to == DAY_NONE || event->day_to < event->day_from ? event->day_from : event->day_to;
    return event->day_from + (to - event->day_from) / 2;
}

enum count_reason store_count_reason(const struct event *event, const struct article *article)
{
    if (article->analyst && !article->code)
        return COUNT_ANALYST;
    if (event->type.len == 0 || event->quad < 1 || event->quad > 4)
        return COUNT_STATEMENT;
    if (event->aspects & ASPECT_NEGATED)
        return COUNT_NEGATED;
    if (event->aspects & ASPECT_FUTURE)
        return COUNT_FUTURE;
    if (event->aspects & ASPECT_HYPOTHETICAL)
        return COUNT_HYPOTHETICAL;
    if (event->aspects & ASPECT_HISTORICAL)
        return COUNT_HISTORICAL;
    if (event->day_from == DAY_NONE || (event->day_to != DAY_NONE && event->day_to - event->day_from >= STORE_INTERVAL_MAX))
        return COUNT_UNDATED;
    return COUNT_YES;
}

str store_json_strings(struct arena *arena, const struct str_list *list)
{
    struct buf buf = buf_make(arena);
    struct json_out out = json_out_make(&buf);
    json_array(&out);
    for (size_t i = 0; i < list->len; i++)
        json_str(&out, list->at[i]);
    json_array_end(&out);
    return buf_take(&buf);
}

static str report_quantities(struct arena *arena, const struct quantity_list *list)
{
    struct buf buf = buf_make(arena);
    struct json_out out = json_out_make(&buf);
    json_array(&out);
    for (size_t i = 0; i < list->len; i++) {
        json_array(&out);
        json_str(&out, list->at[i].text);
        json_double(&out, list->at[i].low, 6);
        if (isinf(list->at[i].high))
            json_str(&out, STR(""));
        else
            json_double(&out, list->at[i].high, 6);
        json_str(&out, list->at[i].unit);
        json_array_end(&out);
    }
    json_array_end(&out);
    return buf_take(&buf);
}

/* The actor's number; its name and the rest as last seen, where it was resolved. */
static bool report_actor(struct store *store, str id, const struct participant *party, int64_t *number, struct err *err)
{
    bool known = party->actor.len > 0;
    if (!store_do(store, err, "INSERT INTO actor(actor,name,country,sector,region) VALUES(?,?,?,?,?) ON CONFLICT(actor) DO UPDATE SET"
                  " name=excluded.name,country=excluded.country,sector=excluded.sector,region=excluded.region"
                  " WHERE excluded.name<>'' AND (name<>excluded.name OR country<>excluded.country OR sector<>excluded.sector OR region<>excluded.region)",
                  "ttttt", id, known ? party->name : STR(""), party->country, party->sector, party->region))
        return false;
    return store_int(store, err, number, "SELECT id FROM actor WHERE actor=?", "t", id);
}

static bool report_side(struct store *store, struct arena *arena, int64_t report, int side, const struct participant_list *list, struct err *err)
{
    for (size_t i = 0; i < list->len; i++) {
        const struct participant *party = &list->at[i];
        str id = monitor_actor_id(arena, party);
        int64_t actor = 0;
        if (id.len > 0 && !report_actor(store, id, party, &actor, err))
            return false;
        if (!store_do(store, err, actor != 0 ? "INSERT INTO participant VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13)"
                                             : "INSERT INTO participant VALUES(?1,?2,?3,NULL,?5,?6,?7,?8,?9,?10,?11,?12,?13)",
                      "iiiitiitttttt", report, (int64_t)side, (int64_t)i, actor, party->text, (int64_t)party->start, (int64_t)party->end, party->actor,
                      party->name, party->country, party->sector, party->region, party->how))
            return false;
    }
    return true;
}

static bool report_row(struct store *store, struct arena *arena, int64_t version, const struct article *article, size_t number, int64_t event_number,
                       const struct event *event, struct err *err)
{
    return store_do(
        store, err,
        "INSERT INTO report(version,number,event,current,reason,day,code,page,page_article,sentence,paragraph,sentence_start,text,type,mode,contexts,"
        "cameo,goldstein,quad,reciprocal,trigger,trigger_start,trigger_end,frame,date,date_to,date_from,day_from,day_to,place,place_country,"
        "place_region,place_precision,lat,lon,aspects,speaker,speaker_actor,quantities,confidence,notes) VALUES("
        "?,?,?,1,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        "iiiiyttiiiitttttdiitiittttyyttttdditttdt", version, (int64_t)number, event_number, (int64_t)store_count_reason(event, article),
        store_count_day(event), str_from(event->id), event->page, (int64_t)event->article, (int64_t)event->sentence, (int64_t)event->paragraph,
        (int64_t)event->sentence_start, event->text, event->type, event->mode, store_json_strings(arena, &event->contexts), event->cameo,
        event->goldstein, (int64_t)event->quad, (int64_t)event->reciprocal, event->trigger, (int64_t)event->trigger_start,
        (int64_t)event->trigger_end, event->frame, event->date, event->date_to, event->date_from, event->day_from, event->day_to, event->place_text,
        event->place_country, event->place_region, event->place_precision, event->lat, event->lon, (int64_t)event->aspects, event->speaker,
        event->speaker_actor, report_quantities(arena, &event->quantities), event->confidence, store_json_strings(arena, &event->notes));
}

static bool report_words(struct store *store, struct arena *arena, int64_t report, str lang, const struct event *event, struct err *err)
{
    struct buf text = buf_make(arena), parties = buf_make(arena);
    words_stem(store->words, lang, event->text, &text);
    for (size_t i = 0; i < event->source.len; i++)
        words_stem(store->words, lang, event->source.at[i].name, &parties);
    for (size_t i = 0; i < event->recipient.len; i++)
        words_stem(store->words, lang, event->recipient.at[i].name, &parties);
    return store_do(store, err, "INSERT INTO search_event(rowid,text,parties) VALUES(?,?,?)", "itt", report, buf_str(&text), buf_str(&parties));
}

bool store_report_add(struct store *store, struct arena *arena, int64_t version, const struct article *article, size_t number,
                      const struct event *event, struct err *err)
{
    int64_t id;
    /* An event without a key (a statement, say) is an event of its own. */
    str key = event->key[0] != 0 ? str_from(event->key) : arena_printf(arena, "%s.%lld.%zu", event->id, (long long)version, number);
    if (!store_int(store, err, &id, "SELECT id FROM event WHERE key=?", "t", key))
        return false;
    if (id != 0) {
        if (!store_event_unroll(store, arena, id, err))
            return false;
    } else {
        if (!store_do(store, err, "INSERT INTO event(key,quad,reports) VALUES(?,0,0)", "t", key))
            return false;
        id = sqlite3_last_insert_rowid(store->db);
    }
    if (!report_row(store, arena, version, article, number, id, event, err))
        return false;
    int64_t report = sqlite3_last_insert_rowid(store->db);
    return report_side(store, arena, report, 0, &event->source, err) && report_side(store, arena, report, 1, &event->recipient, err)
        && store_report_categories(store, arena, report, store_count_day(event), event, err)
        && report_words(store, arena, report, article->lang, event, err) && store_event_refresh(store, arena, id, err);
}
