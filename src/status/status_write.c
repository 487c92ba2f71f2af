/* status_write.c: a status and a trend as JSON. */
#include "status/status_private.h"

static void write_day(struct json_out *out, const char *key, day at)
{
    char text[12];
    json_key_str(out, str_from(key), day_write(at, text));
}

static void write_moves(const struct status *status, struct json_out *out)
{
    json_key(out, STR("moves"));
    json_array(out);
    for (size_t i = 0; i < status->moves.len; i++) {
        const struct status_move *move = &status->moves.at[i];
        json_object(out);
        json_key_str(out, STR("event"), str_from(move->event));
        json_key_double(out, STR("effect"), move->effect, 3);
        write_day(out, "date", move->at);
        json_key_str(out, STR("type"), move->type);
        json_key_int(out, STR("quad"), move->quad);
        json_key_str(out, STR("parties"), move->parties);
        json_key_int(out, STR("reports"), move->reports);
        json_object_end(out);
    }
    json_array_end(out);
}

static void write_flips(const struct status *status, struct json_out *out)
{
    static const char *const leaves[] = {"source", "story", "day"};
    json_key(out, STR("flips"));
    json_array(out);
    for (size_t i = 0; i < status->flips.len; i++) {
        json_object(out);
        json_key_str(out, STR("without"), str_from(leaves[status->flips.at[i].leave]));
        json_key_str(out, STR("name"), status->flips.at[i].name);
        json_key_str(out, STR("becomes"), str_from(status_word_name(status->flips.at[i].becomes)));
        json_object_end(out);
    }
    json_array_end(out);
}

static void write_override(const struct status *status, struct json_out *out)
{
    json_key(out, STR("override"));
    if (!status->override.is) {
        json_null(out);
        return;
    }
    json_object(out);
    json_key_str(out, STR("status"), str_from(status_word_name(status->override.word)));
    write_day(out, "from", status->override.from);
    write_day(out, "to", status->override.to);
    json_key_str(out, STR("author"), status->override.author);
    json_key_str(out, STR("reason"), status->override.reason);
    json_key_str(out, STR("computed"), str_from(status_word_name(status->computed)));
    json_object_end(out);
}

void status_write(const struct status *status, struct json_out *out)
{
    json_object(out);
    json_key_str(out, STR("category"), status->category);
    json_key_str(out, STR("title"), status->title);
    write_day(out, "date", status->date);
    json_key_str(out, STR("status"), str_from(status_word_name(status->status)));
    write_day(out, "since", status->since);
    json_key(out, STR("p"));
    json_object(out);
    json_key_double(out, STR("improving"), status->p.improving, 3);
    json_key_double(out, STR("unchanged"), status->p.unchanged, 3);
    json_key_double(out, STR("deteriorating"), status->p.deteriorating, 3);
    json_object_end(out);
    json_key_str(out, STR("reason"), status->reason);
    json_key_int(out, STR("events"), status->events);
    json_key_int(out, STR("reports"), status->reports);
    json_key_double(out, STR("coverage"), status->coverage, 3);
    write_moves(status, out);
    write_flips(status, out);
    write_override(status, out);
    json_object_end(out);
}

void trend_write(const struct trend *trend, struct json_out *out)
{
    static const char *const series[] = {"category", "relation", "actor", "type", "context"};
    json_object(out);
    json_key_str(out, STR("kind"), str_from(trend_kind_name(trend->kind)));
    json_key_str(out, STR("series"), str_from(series[trend->series]));
    json_key_str(out, STR("name"), trend->name);
    json_key_str(out, STR("title"), trend->title);
    write_day(out, "from", trend->from);
    write_day(out, "to", trend->to);
    json_key_int(out, STR("events"), trend->events);
    json_key_double(out, STR("before"), trend->before, 2);
    json_key_double(out, STR("q"), trend->q, 4);
    json_key_str(out, STR("sentence"), trend->sentence);
    json_key(out, STR("evidence"));
    json_array(out);
    for (size_t i = 0; i < trend->evidence.len; i++)
        json_str(out, str_from(trend->evidence.at[i].event));
    json_array_end(out);
    json_object_end(out);
}
