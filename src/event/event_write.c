/* event_write.c: an event as a record: one JSON object, keys in the order of the format; offsets in characters. */
#include "base/utf8.h"
#include "event/event_frame.h"

#include <math.h>
#include <stdio.h>

static const struct {enum aspect aspect; const char *name;} aspect_names[] = {
    {ASPECT_NEGATED, "negated"}, {ASPECT_FUTURE, "future"}, {ASPECT_HYPOTHETICAL, "hypothetical"}, {ASPECT_HISTORICAL, "historical"},
    {ASPECT_QUOTED, "quoted"}};

static int64_t chars(str text, uint32_t end)
{
    return (int64_t)utf8_chars(str_sub(text, 0, end));
}

static void strings(struct json_out *out, str key, const struct str_list *list)
{
    json_key(out, key);
    json_array(out);
    for (size_t i = 0; i < list->len; i++)
        json_str(out, list->at[i]);
    json_array_end(out);
}

static void participants(struct json_out *out, str key, str sentence, const struct participant_list *list)
{
    json_key(out, key);
    json_array(out);
    for (size_t i = 0; i < list->len; i++) {
        const struct participant *at = &list->at[i];
        json_object(out);
        json_key_str(out, STR("text"), at->text);
        json_key_int(out, STR("start"), chars(sentence, at->start));
        json_key_int(out, STR("end"), chars(sentence, at->end));
        json_key_str(out, STR("actor"), at->actor);
        json_key_str(out, STR("name"), at->name);
        json_key_str(out, STR("country"), at->country);
        json_key_str(out, STR("sector"), at->sector);
        json_key_str(out, STR("region"), at->region);
        json_key_str(out, STR("how"), at->how);
        json_object_end(out);
    }
    json_array_end(out);
}

static void number_or_empty(struct json_out *out, str key, double value, int digits)
{
    if (isfinite(value))
        json_key_double(out, key, value, digits);
    else
        json_key_str(out, key, STR(""));
}

static void place(struct json_out *out, const struct event *event)
{
    json_key(out, STR("place"));
    json_object(out);
    json_key_str(out, STR("text"), event->place_text);
    json_key_str(out, STR("country"), event->place_country);
    json_key_str(out, STR("region"), event->place_region);
    number_or_empty(out, STR("lat"), event->lat, 4);
    number_or_empty(out, STR("lon"), event->lon, 4);
    json_key_str(out, STR("precision"), event->place_precision);
    json_object_end(out);
}

static void quantities(struct json_out *out, const struct event *event)
{
    json_key(out, STR("quantities"));
    json_array(out);
    for (size_t i = 0; i < event->quantities.len; i++) {
        const struct quantity *at = &event->quantities.at[i];
        json_object(out);
        json_key_str(out, STR("text"), at->text);
        number_or_empty(out, STR("low"), at->low, 3);
        number_or_empty(out, STR("high"), at->high, 3);
        json_key_str(out, STR("unit"), at->unit);
        json_object_end(out);
    }
    json_array_end(out);
}

static void what(struct json_out *out, const struct event *event)
{
    json_key_str(out, STR("type"), event->type);
    json_key_str(out, STR("mode"), event->mode);
    strings(out, STR("contexts"), &event->contexts);
    json_key_str(out, STR("cameo"), event->cameo);
    json_key_double(out, STR("goldstein"), event->goldstein, 1);
    if (event->quad)
        json_key_int(out, STR("quad"), event->quad);
    else
        json_key_str(out, STR("quad"), STR(""));
}

static void trigger(struct json_out *out, const struct event *event)
{
    json_key(out, STR("trigger"));
    json_object(out);
    json_key_str(out, STR("text"), event->trigger);
    json_key_int(out, STR("start"), chars(event->text, event->trigger_start));
    json_key_int(out, STR("end"), chars(event->text, event->trigger_end));
    json_key_str(out, STR("frame"), event->frame);
    json_object_end(out);
}

void event_write(const struct event *event, struct json_out *out)
{
    json_object(out);
    json_key_str(out, STR("event"), str_from(event->id));
    json_key_str(out, STR("page"), event->page);
    json_key_int(out, STR("article"), event->article);
    json_key_int(out, STR("sentence"), event->sentence);
    json_key_str(out, STR("text"), event->text);
    what(out, event);
    participants(out, STR("source"), event->text, &event->source);
    participants(out, STR("recipient"), event->text, &event->recipient);
    json_key_bool(out, STR("reciprocal"), event->reciprocal);
    trigger(out, event);
    json_key_str(out, STR("date"), event->date);
    json_key_str(out, STR("date_to"), event->date_to);
    json_key_str(out, STR("date_from"), event->date_from);
    place(out, event);
    json_key(out, STR("aspects"));
    json_array(out);
    for (size_t i = 0; i < sizeof aspect_names / sizeof *aspect_names; i++)
        if (event->aspects & (unsigned)aspect_names[i].aspect)
            json_str(out, str_from(aspect_names[i].name));
    json_array_end(out);
    json_key_str(out, STR("speaker"), event->speaker);
    quantities(out, event);
    json_key_double(out, STR("confidence"), event->confidence, 3);
    json_key_str(out, STR("key"), str_from(event->key));
    strings(out, STR("notes"), &event->notes);
    json_object_end(out);
}
