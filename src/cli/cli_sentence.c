/* cli_sentence.c: sentences alone: `code --sentences` and `code --given`.
 *
 * With given phrases the event is chosen whose parties share most words with them: for source and recipient each the F1 of word sets
 * (letters and digits, case folded), summed; of equals the more confident one, then the first. An event whose parties share no
 * word is still better than none: the sentence was chosen by whoever gave the phrases, and it may call the parties otherwise.
 */
#include "cli/cli_code.h"
#include "base/map.h"
#include "base/utf8.h"

/* The line's object with its id and text; fails with its place. */
static const struct json *line_object(struct cli_result *result, str *text, day *at)
{
    const struct json *object;
    struct err err = {0};
    if (!json_read(result->arena, result->line, false, &object, &err)) {
        err_fail(&result->err, ERR_INPUT, result->where, "no JSON: %s", err.why);
        return NULL;
    }
    *text = json_find_str(object, STR("text"));
    str date = json_find_str(object, STR("date"));
    struct date read;
    *at = DAY_NONE;
    if (object->type != JSON_OBJECT || text->len == 0 || !json_find(object, STR("id")))
        err_fail(&result->err, ERR_INPUT, result->where, "needs an object with id and text");
    else if (date.len && !date_read_iso(date, &read))
        err_fail(&result->err, ERR_INPUT, result->where, "date \"%.*s\" is no date; write YYYY-MM-DD", (int)(date.len < 40 ? date.len : 40), date.at);
    else if (date.len)
        *at = date_first(&read);
    return result->err.code == ERR_NONE ? object : NULL;
}

/* The id as it came: text in quotation marks, a number as written. */
static void write_id(struct json_out *out, const struct json *object)
{
    const struct json *id = json_find(object, STR("id"));
    json_key(out, STR("id"));
    if (id->type == JSON_NUMBER)
        json_raw(out, id->string);
    else
        json_str(out, id->string);
}

static bool sentence_code(const struct cli_coding *coding, struct cli_result *result, const struct json *object, str text, day at,
                          struct coded_article *coded)
{
    const struct json *id = json_find(object, STR("id"));
    return coder_sentence(&coding->coder, result->arena, id->string, text, at, &coding->options, coded, &result->err);
}

static void write_event(struct cli_result *result, const struct json *object, const struct event *event)
{
    struct buf record = buf_make(result->arena);
    struct json_out json = json_out_make(&record), start = json_out_make(&result->out);
    event_write(event, &json);
    json_object(&start);
    write_id(&start, object);
    buf_add_char(&result->out, ',');
    buf_add(&result->out, str_from_at(buf_str(&record), 1));    /* behind its opening brace */
    buf_add_char(&result->out, '\n');
}

static void write_uncoded(struct cli_result *result, const struct json *object, const struct event_uncoded *uncoded)
{
    struct json_out json = json_out_make(&result->out);
    json_object(&json);
    write_id(&json, object);
    json_key_str(&json, STR("text"), uncoded->text);
    json_key_str(&json, STR("frame"), uncoded->frame);
    json_key_str(&json, STR("slot"), uncoded->slot);
    json_object_end(&json);
    buf_add_char(&result->out, '\n');
}

void cli_sentence_work(void *context, struct cli_result *result)
{
    const struct cli_coding *coding = context;
    struct coded_article coded;
    str text;
    day at;
    const struct json *object = line_object(result, &text, &at);
    if (!object || !sentence_code(coding, result, object, text, at, &coded))
        return;
    for (size_t i = 0; coding->options.uncoded && i < coded.uncoded.len; i++)
        write_uncoded(result, object, &coded.uncoded.at[i]);
    for (size_t i = 0; !coding->options.uncoded && i < coded.events.len; i++)
        write_event(result, object, &coded.events.at[i]);
}

static void add_words(struct map *words, str phrase)
{
    str folded = utf8_fold(words->arena, phrase);
    for (size_t at = 0, start = 0; at <= folded.len;) {
        size_t here = at;
        uint32_t c = at < folded.len ? utf8_next(folded, &at) : 0;
        if (c && (utf8_is_letter(c) || utf8_is_digit(c)))
            continue;
        if (here > start)
            *map_at(words, str_sub(folded, start, here), NULL) = 1;
        start = at;
        if (c == 0)
            break;
    }
}

static double overlap(struct arena *arena, const struct json *phrases, const struct participant_list *parties)
{
    struct map given = map_make(arena), found = map_make(arena);
    size_t shared = 0;
    for (size_t i = 0; phrases && i < phrases->count; i++)
        add_words(&given, phrases->children[i].string);
    if (phrases && phrases->type == JSON_STRING)
        add_words(&given, phrases->string);
    for (size_t i = 0; i < parties->len; i++)
        add_words(&found, parties->at[i].text);
    for (size_t i = 0; i < found.len; i++)
        shared += map_find(&given, found.entries[i].key) != NULL;
    return given.len + found.len ? 2.0 * (double)shared / (double)(given.len + found.len) : 0;
}

static double fit(struct arena *arena, const struct json *object, const struct event *event)
{
    const struct json *source = json_find(object, STR("source")), *recipient = json_find(object, STR("recipient"));
    double plain = overlap(arena, source, &event->source) + overlap(arena, recipient, &event->recipient);
    if (!event->reciprocal || event->recipient.len)
        return plain;
    /* "A and B met" has both on one side: then both phrases are looked for there. */
    double both = overlap(arena, source, &event->source) + overlap(arena, recipient, &event->source);
    return both > plain ? both : plain;
}

void cli_given_work(void *context, struct cli_result *result)
{
    struct coded_article coded;
    str text;
    day at;
    const struct json *object = line_object(result, &text, &at);
    if (!object || !sentence_code(context, result, object, text, at, &coded))
        return;
    const struct event *best = NULL;
    double most = -1;
    for (size_t i = 0; i < coded.events.len; i++) {
        const struct event *event = &coded.events.at[i];
        double fits = fit(result->arena, object, event);
        if (fits > most || (fits == most && event->confidence > best->confidence)) {
            most = fits;
            best = event;
        }
    }
    struct json_out json = json_out_make(&result->out);
    json_object(&json);
    write_id(&json, object);
    json_key_str(&json, STR("type"), best ? best->type : STR(""));
    json_key_str(&json, STR("mode"), best ? best->mode : STR(""));
    json_key_str(&json, STR("cameo"), best ? best->cameo : STR(""));
    json_key_double(&json, STR("confidence"), best ? best->confidence : 0, 3);
    json_object_end(&json);
    buf_add_char(&result->out, '\n');
}
