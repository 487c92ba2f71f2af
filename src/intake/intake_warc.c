/* intake_warc.c: WARC 1.0 and 1.1 (ISO 28500:2017), record by record.
 *
 * Of the types, response (HTTP, status 200) and resource are read; a revisit leaves a note at the document that follows; all others
 * are passed over. What is no text by its content type is passed over too. A record is read whole, so INTAKE_DOCUMENT_MAX bounds
 * it; a longer one is refused and the next is read. A record that breaks off, or a file that does not go on with "WARC/" where
 * it should, is refused; reading then goes on at the next line that begins with "WARC/".
 */
#include "intake/intake_part.h"
#include <string.h>

#define WARC_LINE_MAX ((size_t)64 << 10)
#define WARC_FIELDS_MAX 200

#define WARC_NOTES_MAX 16

/* Texts outside the arena: of a million records that are passed over nothing may stay. */
struct warc_text {char at[4096]; size_t len;};
struct warc_record {struct warc_text type, target, date, content_type; uint64_t length; bool has_length;};

static str keep(struct arena *arena, str s)
{
    return s.len ? arena_str(arena, s) : STR("");
}

static void text_copy(struct warc_text *text, str s)
{
    text->len = s.len < sizeof text->at ? s.len : sizeof text->at;
    memcpy(text->at, s.at, text->len);
}

static str text_str(const struct warc_text *text)
{
    return (str){text->at, text->len};
}

/* Finds the next line that begins with "WARC/". skipped: whether other lines than empty ones stood before. */
static bool warc_seek(struct intake_stream *stream, struct intake_scratch *scratch, bool *skipped, uint64_t *where)
{
    *skipped = false;
    for (;;) {
        *where = stream->position;
        enum intake_line line = intake_stream_line(stream, scratch, WARC_LINE_MAX);
        if (line == INTAKE_LINE_NONE || line == INTAKE_LINE_MEMORY)
            return false;
        str text = {scratch->at, scratch->len};
        if (line == INTAKE_LINE && str_starts(text, STR("WARC/")))
            return true;
        if (str_trim(text).len)
            *skipped = true;
    }
}

static bool warc_header(struct intake_stream *stream, struct intake_scratch *scratch, struct warc_record *record)
{
    record->type.len = record->target.len = record->date.len = record->content_type.len = 0;
    record->length = 0;
    record->has_length = false;
    for (size_t fields = 0; fields < WARC_FIELDS_MAX; fields++) {
        if (intake_stream_line(stream, scratch, WARC_LINE_MAX) == INTAKE_LINE_NONE)
            return false;
        str line = str_trim((str){scratch->at, scratch->len});
        if (line.len == 0)
            return true;
        size_t colon = str_find_char(line, ':', 0);
        str name = str_sub(line, 0, colon), value = str_trim(str_from_at(line, colon + 1));
        int64_t number;
        if (str_eq_fold(name, STR("WARC-Type")))
            text_copy(&record->type, value);
        else if (str_eq_fold(name, STR("WARC-Target-URI")))
            text_copy(&record->target, value);
        else if (str_eq_fold(name, STR("WARC-Date")))
            text_copy(&record->date, value);
        else if (str_eq_fold(name, STR("Content-Type")))
            text_copy(&record->content_type, value);
        else if (str_eq_fold(name, STR("Content-Length")) && str_int64(value, &number) && number >= 0) {
            record->length = (uint64_t)number;
            record->has_length = true;
        }
    }
    return true;
}

static bool type_is_text(str type)
{
    static const str read[] = {STR_INIT("text/html"), STR_INIT("text/plain"), STR_INIT("application/xhtml"), STR_INIT("application/octet-stream"),
                               STR_INIT("text/markdown")};
    if (type.len == 0)
        return true;
    for (size_t i = 0; i < sizeof read / sizeof *read; i++)
        if (str_starts_fold(type, read[i]))
            return true;
    return false;
}

static enum intake_part warc_response(str block, struct intake_scratch *second, struct arena *arena, struct raw_document *document,
                                      struct err *err)
{
    struct intake_http http;
    const char *why;
    str body;
    if (!intake_http_read(block, &http)) {
        err_fail(err, ERR_INPUT, "", "the response has no HTTP status line");
        return PART_REFUSED;
    }
    if (http.status != 200 || !type_is_text(http.content_type))
        return PART_SKIPPED;
    if (!intake_http_body(&http, second, &body, &why)) {
        err_fail(err, ERR_INPUT, "", "%s", why);
        return PART_REFUSED;
    }
    document->content_type = keep(arena, http.content_type);
    document->charset = keep(arena, http.charset);
    struct date date;
    if (date_read_rfc(http.date, &date))
        document->fetched = date;
    document->bytes = keep(arena, body);
    return PART_DOCUMENT;
}

static enum intake_part warc_block(const struct warc_record *record, str block, struct intake_scratch *second, struct arena *arena,
                                   struct raw_document *document, struct err *err)
{
    str target = text_str(&record->target);
    if (target.len > 2 && target.at[0] == '<' && target.at[target.len - 1] == '>')
        target = str_sub(target, 1, target.len - 1);    /* WARC 1.0 writes <URI> */
    document->url = keep(arena, target);
    struct date date;
    if (date_read_iso(text_str(&record->date), &date))
        document->fetched = date;
    if (str_eq_fold(text_str(&record->type), STR("response")))
        return warc_response(block, second, arena, document, err);
    str type, charset;
    intake_content_type(text_str(&record->content_type), &type, &charset);
    if (!type_is_text(type))
        return PART_SKIPPED;
    document->content_type = keep(arena, type);
    document->charset = keep(arena, charset);
    document->bytes = keep(arena, block);
    return PART_DOCUMENT;
}

enum intake_part intake_warc_next(struct intake_stream *stream, struct intake_scratch *scratch, struct intake_scratch *second,
                                  struct arena *arena, struct raw_document *document, struct str_list *notes, uint64_t *where, struct err *err)
{
    bool skipped;
    struct warc_record record;
    uint64_t from = stream->position;
    if (!warc_seek(stream, scratch, &skipped, where))
        return PART_END;
    bool header = warc_header(stream, scratch, &record);
    if (!header || !record.has_length) {
        err_fail(err, ERR_INPUT, "", header ? "the WARC record has no Content-Length" : "the WARC record breaks off in its header");
        return header ? PART_REFUSED : PART_LOST;
    }
    str type = text_str(&record.type);
    bool wanted = str_eq_fold(type, STR("response")) || str_eq_fold(type, STR("resource"));
    if (str_eq_fold(type, STR("revisit")) && notes->len < WARC_NOTES_MAX)
        *LIST_ADD(arena, notes) = arena_printf(arena, "revisit: the record before (%.*s) only repeats an earlier one and was not read",
                                               STR_ARG(text_str(&record.target)));
    if (wanted && record.length > INTAKE_DOCUMENT_MAX)
        err_fail(err, ERR_INPUT, "", "the WARC record is longer than %zu bytes", INTAKE_DOCUMENT_MAX);
    scratch->len = 0;
    bool whole = wanted && record.length <= INTAKE_DOCUMENT_MAX ? intake_stream_bytes(stream, scratch, record.length)
                                                                : intake_stream_skip(stream, record.length);
    if (!whole) {
        err_fail(err, ERR_INPUT, "", "the WARC record breaks off: %llu bytes were promised", (unsigned long long)record.length);
        return PART_LOST;
    }
    if (err->code != ERR_NONE)
        return PART_REFUSED;
    if (skipped && from > 0 && notes->len < WARC_NOTES_MAX)
        *LIST_ADD(arena, notes) = STR("warc-gap: bytes that belong to no record stood before this one");
    return wanted ? warc_block(&record, (str){scratch->at, scratch->len}, second, arena, document, err) : PART_SKIPPED;
}
