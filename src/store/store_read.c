/* store_read.c: rows of the archive back to the records that they were made of. */
#include "store/store_private.h"

#include <math.h>
#include <string.h>

struct str_list store_json_list(struct arena *arena, str json)
{
    struct str_list list = {0};
    const struct json *value;
    if (json.len <= 2 || !json_read(arena, json, false, &value, NULL) || value->type != JSON_ARRAY)
        return list;
    for (size_t i = 0; i < value->count; i++)
        *LIST_ADD(arena, &list) = value->children[i].string;
    return list;
}

static void read_quantities(struct arena *arena, str text, struct quantity_list *list)
{
    const struct json *value;
    if (text.len <= 2 || !json_read(arena, text, false, &value, NULL) || value->type != JSON_ARRAY)
        return;
    for (size_t i = 0; i < value->count; i++) {
        const struct json *parts = value->children[i].children;
        if (value->children[i].count != 4)
            continue;
        *LIST_ADD(arena, list) = (struct quantity){.text = parts[0].string, .low = parts[1].number, .unit = parts[3].string,
                                                   .high = parts[2].type == JSON_NUMBER ? parts[2].number : (double)INFINITY};
    }
}

static void read_code(char out[17], str text)
{
    size_t len = text.len < 16 ? text.len : 16;
    memcpy(out, text.at, len);
    out[len] = 0;
}

/* Takes the columns one after another. */
struct reading {struct arena *arena; sqlite3_stmt *row; int column;};
static str read_text(struct reading *r) {return store_text(r->arena, r->row, r->column++);}
static int64_t read_int(struct reading *r) {return sqlite3_column_int64(r->row, r->column++);}
static double read_double(struct reading *r) {return store_double_column(r->row, r->column++);}
static day read_day(struct reading *r) {return store_day_column(r->row, r->column++);}

void store_event_row(struct arena *arena, sqlite3_stmt *statement, struct store_event *out, int64_t *report)
{
    struct reading r = {arena, statement, 0};
    struct event *e = &out->event;
    *out = (struct store_event){0};
    *report = read_int(&r);
    r.column += 2;                  /* version, event */
    read_code(e->id, read_text(&r));
    e->article = (uint32_t)read_int(&r);
    e->sentence = (uint32_t)read_int(&r);
    e->paragraph = (uint32_t)read_int(&r);
    e->sentence_start = (uint32_t)read_int(&r);
    e->text = read_text(&r);
    e->type = read_text(&r);
    e->mode = read_text(&r);
    e->contexts = store_json_list(arena, read_text(&r));
    e->cameo = read_text(&r);
    e->goldstein = read_double(&r);
    e->quad = (int)read_int(&r);
    e->reciprocal = read_int(&r) != 0;
    e->trigger = read_text(&r);
    e->trigger_start = (uint32_t)read_int(&r);
    e->trigger_end = (uint32_t)read_int(&r);
    e->frame = read_text(&r);
    e->date = read_text(&r);
    e->date_to = read_text(&r);
    e->date_from = read_text(&r);
    e->day_from = read_day(&r);
    e->day_to = read_day(&r);
    e->place_text = read_text(&r);
    e->place_country = read_text(&r);
    e->place_region = read_text(&r);
    e->place_precision = read_text(&r);
    e->lat = read_double(&r);
    e->lon = read_double(&r);
    e->aspects = (unsigned)read_int(&r);
    e->speaker = read_text(&r);
    e->speaker_actor = read_text(&r);
    read_quantities(arena, read_text(&r), &e->quantities);
    e->confidence = read_double(&r);
    e->notes = store_json_list(arena, read_text(&r));
    int reason = (int)read_int(&r);
    bool current = read_int(&r) != 0;
    out->at = read_day(&r);
    e->page = read_text(&r);
    out->article = read_int(&r);
    out->title = read_text(&r);
    out->host = read_text(&r);
    out->url = read_text(&r);
    out->published = read_day(&r);
    read_code(e->key, read_text(&r));
    int64_t reports = read_int(&r);
    out->counted = current && reason == COUNT_YES;
    out->not_counted = str_from(store_count_reason_name(current ? reason : COUNT_REPLACED));
    out->reports = reports > 0 ? (uint32_t)reports : 1;
}

bool store_parties(struct store *store, struct arena *arena, int64_t report, struct event *event, struct err *err)
{
    sqlite3_stmt *rows = store_query(store, err, "SELECT side,text,start,end,id,name,country,sector,region,how FROM participant WHERE report=?"
                                     " ORDER BY side,number", "i", report);
    int step = rows != NULL ? 1 : -1;
    event->source = event->recipient = (struct participant_list){0};
    while (step > 0 && (step = store_step(store, rows, err)) > 0) {
        struct participant *party = LIST_ADD(arena, sqlite3_column_int(rows, 0) == 0 ? &event->source : &event->recipient);
        struct reading r = {arena, rows, 1};
        party->text = read_text(&r);
        party->start = (uint32_t)read_int(&r);
        party->end = (uint32_t)read_int(&r);
        party->actor = read_text(&r);
        party->name = read_text(&r);
        party->country = read_text(&r);
        party->sector = read_text(&r);
        party->region = read_text(&r);
        party->how = read_text(&r);
    }
    return step == 0;
}

bool store_event_fill(struct store *store, struct arena *arena, int64_t report, struct store_event *event, struct err *err)
{
    if (!store_parties(store, arena, report, &event->event, err))
        return false;
    sqlite3_stmt *rows = store_query(store, err, "SELECT s.name FROM report_category c JOIN series s ON s.id=c.series WHERE c.report=? ORDER BY s.name", "i",
                                     report);
    int step = rows != NULL ? 1 : -1;
    while (step > 0 && (step = store_step(store, rows, err)) > 0)
        *LIST_ADD(arena, &event->categories) = store_text(arena, rows, 0);
    return step == 0;
}

static void read_paragraphs(struct arena *arena, str body, str kinds, struct paragraph_list *list)
{
    str line;
    for (size_t i = 0; i < kinds.len; i++) {
        size_t end = str_find_char(body, '\n', 0);
        line = str_sub(body, 0, end);
        body = str_from_at(body, end + 1);
        enum paragraph_kind kind = PARAGRAPH_TEXT;
        switch (kinds.at[i]) {
        case 'h': kind = PARAGRAPH_HEADING; break;
        case 'i': kind = PARAGRAPH_ITEM; break;
        case 'q': kind = PARAGRAPH_QUOTE; break;
        case 'r': kind = PARAGRAPH_ROW; break;
        default: break;
        }
        *LIST_ADD(arena, list) = (struct paragraph){line, kind};
    }
}

void store_article_row(struct arena *arena, sqlite3_stmt *statement, struct store_article *out)
{
    struct reading r = {arena, statement, 1};
    struct article *a = &out->article;
    *out = (struct store_article){0};
    out->id = read_int(&r);
    out->version = (uint32_t)read_int(&r);
    a->page = read_text(&r);
    a->article = (uint32_t)read_int(&r);
    a->url = read_text(&r);
    a->host = read_text(&r);
    a->title = read_text(&r);
    a->authors = store_json_list(arena, read_text(&r));
    a->published = read_text(&r);
    a->published_from = read_text(&r);
    a->modified = read_text(&r);
    a->lang = read_text(&r);
    a->site = read_text(&r);
    a->section = read_text(&r);
    a->tags = store_json_list(arena, read_text(&r));
    a->kind = read_text(&r);
    a->quality = read_double(&r);
    a->category_status = read_text(&r);
    a->image.url = read_text(&r);
    a->image.caption = read_text(&r);
    a->image.credit = read_text(&r);
    str body = read_text(&r), kinds = read_text(&r);
    read_paragraphs(arena, body, kinds, &a->paragraphs);
    a->similar_on_page = store_json_list(arena, read_text(&r));
    a->notes = store_json_list(arena, read_text(&r));
    a->category = read_text(&r);
    a->code = read_int(&r) != 0;
    a->analyst = read_int(&r) != 0;
    out->published = read_day(&r);
    out->at = read_day(&r);
    out->precision = (enum date_precision)read_int(&r);
    out->contradicts = read_int(&r) != 0;
    out->date_how = read_text(&r);
    out->report_count = (uint32_t)read_int(&r);
    out->versions = (uint32_t)read_int(&r);
}

#define PARTIES_NAMED_MAX 3
static void read_side_text(struct buf *out, const struct participant_list *side)
{
    for (size_t i = 0; i < side->len && i < PARTIES_NAMED_MAX; i++) {
        const struct participant *party = &side->at[i];
        if (i > 0)
            buf_add(out, i + 1 == side->len ? STR(" and ") : STR(", "));
        buf_add(out, party->name.len > 0 ? party->name : party->text);
    }
    if (side->len > PARTIES_NAMED_MAX)
        buf_printf(out, " and %zu more", side->len - PARTIES_NAMED_MAX);
}

str store_parties_text(struct arena *arena, const struct event *event)
{
    struct buf out = buf_make(arena);
    read_side_text(&out, &event->source);
    if (event->recipient.len > 0)
        buf_add(&out, event->reciprocal ? STR(" and ") : event->source.len > 0 ? STR(" \xE2\x86\x92 ") : STR("\xE2\x86\x92 "));
    read_side_text(&out, &event->recipient);
    return buf_take(&out);
}
