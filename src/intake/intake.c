/* intake.c: one document after another out of files, folders, streams and whatever is packed in them.
 *
 * A stack of frames: the file at the bottom, above it what was found inside (gzip, then tar, then a WARC …). A fresh frame's first
 * bytes tell its format (intake_sniff.c); then it is a document itself or becomes a container that gives the next one at each
 * call. Memory: one document and one look-ahead buffer a frame, whatever the container's size. Each step runs behind a door, so
 * a document that does not fit the arena is refused and the next one is read.
 *
 * Bounds: INTAKE_DOCUMENT_MAX bytes a document, INTAKE_DEPTH_MAX packed layers, INTAKE_RATIO_MAX for bombs.
 */
#include "intake/intake.h"
#include "intake/intake_part.h"
#include "intake/intake_sniff.h"
#include "intake/intake_stream.h"
#include "intake/intake_walk.h"
#include <archive.h>
#include <archive_entry.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum frame_kind {FRAME_FRESH, FRAME_PACKED, FRAME_ARCHIVE, FRAME_WARC, FRAME_LINES, FRAME_FEED, FRAME_ITEMS};

struct frame {
    enum frame_kind kind;
    struct intake_stream stream;
    struct archive *archive;                            /* of FRAME_PACKED and FRAME_ARCHIVE: reads stream */
    uint64_t line;                                      /* of FRAME_LINES; elsewhere: whether it has begun */
    struct intake_feed feed;                            /* of FRAME_FEED and FRAME_ITEMS: its text is scratch_feed */
};

#define INTAKE_TREE_MAX ((size_t)512 << 20)              /* bytes of a JSON feed's tree */
#define FRAMES_MAX (INTAKE_DEPTH_MAX + 1)

struct intake {
    struct intake_walk walk;
    struct frame frames[FRAMES_MAX];
    size_t depth;
    uint64_t record;                                    /* of the file, from 1 in containers */
    bool container;
    struct intake_scratch scratch, second, whole;       /* whole: the text of a feed, held over several calls */
    struct arena *tree_arena;                           /* of FRAME_ITEMS: the JSON read whole */
    const struct json *tree;
    struct str_list notes;                              /* for the next document of the call */
};

enum step {STEP_DOCUMENT, STEP_REFUSED, STEP_AGAIN, STEP_END};
struct step_job {struct intake *intake; struct arena *arena; struct raw_document *document; struct err *err; enum step step;};

struct intake *intake_open(char *const *paths, size_t count)
{
    struct intake *intake = calloc(1, sizeof *intake);
    if (intake) {
        intake->walk.paths = paths;
        intake->walk.count = count;
    }
    return intake;
}

static void frame_pop(struct intake *intake)
{
    struct frame *frame = &intake->frames[--intake->depth];
    if (frame->archive)
        archive_read_free(frame->archive);
    intake_stream_close(&frame->stream);
    memset(frame, 0, sizeof *frame);
}

static void frames_drop(struct intake *intake)
{
    while (intake->depth)
        frame_pop(intake);
}

void intake_close(struct intake *intake)
{
    if (!intake)
        return;
    frames_drop(intake);
    intake_walk_close(&intake->walk);
    intake_scratch_free(&intake->scratch);
    intake_scratch_free(&intake->second);
    intake_scratch_free(&intake->whole);
    arena_free(intake->tree_arena);
    free(intake);
}

/* Refuses with "FILE[#n]:POSITION"; the reason is in inner or given. */
static enum step refuse(struct intake *intake, struct err *err, uint64_t position, const char *why)
{
    char where[sizeof err->where];
    if (intake->container)
        snprintf(where, sizeof where, "%.400s#%llu:%llu", intake->walk.path, (unsigned long long)intake->record, (unsigned long long)position);
    else
        snprintf(where, sizeof where, "%.400s:%llu", intake->walk.path, (unsigned long long)position);
    err_fail(err, ERR_INPUT, where, "%s", why);
    return STEP_REFUSED;
}

static enum step file_open(struct intake *intake, struct err *err)
{
    enum intake_walk_step step = intake_walk_next(&intake->walk, err);
    if (step != WALK_FILE)
        return step == WALK_END ? STEP_END : STEP_REFUSED;
    intake->record = 0;
    intake->container = false;
    struct frame *frame = &intake->frames[0];
    memset(frame, 0, sizeof *frame);
    if (!intake_stream_open(&frame->stream, intake->walk.path, err)) {
        intake_stream_close(&frame->stream);
        return STEP_REFUSED;
    }
    intake->depth = 1;
    return STEP_AGAIN;
}

static void document_name(struct intake *intake, struct arena *arena, struct raw_document *document)
{
    if (intake->container)
        document->page = arena_printf(arena, "%s#%llu", intake->walk.path, (unsigned long long)intake->record);
    else
        document->page = arena_str(arena, str_from(intake->walk.path));
}

static enum raw_kind document_kind(enum intake_format format)
{
    return format == FORMAT_MARKDOWN ? RAW_MARKDOWN : format == FORMAT_HTML ? RAW_HTML : RAW_PLAIN;
}

/* The frame's stream is one document: all of it. */
static enum step whole_document(struct intake *intake, struct step_job *job, enum intake_format format)
{
    struct intake_stream *stream = &intake->frames[intake->depth - 1].stream;
    bool over;
    char why[320];
    intake->scratch.len = 0;
    if (!intake_stream_rest(stream, &intake->scratch, INTAKE_DOCUMENT_MAX, &over)) {
        snprintf(why, sizeof why, over ? "is longer than %zu bytes, more than is read of one document" : "out of memory after %zu bytes",
                 over ? INTAKE_DOCUMENT_MAX : intake->scratch.len);
        uint64_t position = stream->position;
        frame_pop(intake);
        return refuse(intake, job->err, position, why);
    }
    if (intake_stream_failed(stream)) {
        uint64_t position = stream->position;
        memcpy(why, stream->failure, sizeof stream->failure);
        frame_pop(intake);
        return refuse(intake, job->err, position, why);
    }
    frame_pop(intake);
    struct raw_document *document = job->document;
    document_name(intake, job->arena, document);
    document->kind = document_kind(format);
    document->bytes = arena_str(job->arena, (str){intake->scratch.at, intake->scratch.len});
    document->charset = intake_sniff_utf16(str_sub(document->bytes, 0, 1024));
    return STEP_DOCUMENT;
}

/* Reads a feed or a JSON document whole; it then gives its entries. */
static enum step whole_feed(struct intake *intake, struct err *err, enum frame_kind kind)
{
    struct frame *frame = &intake->frames[intake->depth - 1];
    bool over;
    intake->whole.len = 0;
    bool read = intake_stream_rest(&frame->stream, &intake->whole, INTAKE_DOCUMENT_MAX, &over);
    if (!read || intake_stream_failed(&frame->stream)) {
        char why[256] = "the feed is longer than is read of one document";
        if (read)
            memcpy(why, frame->stream.failure, sizeof why);
        uint64_t position = frame->stream.position;
        frame_pop(intake);
        return refuse(intake, err, position, why);
    }
    frame->kind = kind;
    frame->feed = (struct intake_feed){.xml = {intake->whole.at, intake->whole.len}};
    intake->container = true;
    return STEP_AGAIN;
}

static enum step packed_open(struct intake *intake, struct err *err, bool entries)
{
    struct frame *frame = &intake->frames[intake->depth - 1];
    struct err inner = {0};
    if (intake->depth > INTAKE_DEPTH_MAX) {
        frame_pop(intake);
        return refuse(intake, err, 0, "is packed in too many layers");
    }
    frame->archive = intake_archive_open(&frame->stream, entries, &inner);
    if (!frame->archive) {
        uint64_t position = frame->stream.position;
        frame_pop(intake);
        return refuse(intake, err, position, inner.why);
    }
    frame->kind = entries ? FRAME_ARCHIVE : FRAME_PACKED;
    intake->container |= entries;
    return STEP_AGAIN;
}

static enum step fresh_next(struct intake *intake, struct step_job *job)
{
    struct frame *frame = &intake->frames[intake->depth - 1];
    const char *what;
    char why[320];
    str head = intake_stream_peek(&frame->stream, INTAKE_PEEK_MAX);
    enum intake_format format = intake_sniff(head, &what);
    switch (format) {
    case FORMAT_PACKED: return packed_open(intake, job->err, false);
    case FORMAT_ARCHIVE: return packed_open(intake, job->err, true);
    case FORMAT_WARC:
    case FORMAT_JSON_LINES:
        frame->kind = format == FORMAT_WARC ? FRAME_WARC : FRAME_LINES;
        intake->container = true;
        return STEP_AGAIN;
    case FORMAT_XML_FEED: return whole_feed(intake, job->err, FRAME_FEED);
    case FORMAT_JSON: return whole_feed(intake, job->err, FRAME_ITEMS);
    case FORMAT_EMPTY:
    case FORMAT_BINARY:
        snprintf(why, sizeof why, "is %s, no page", format == FORMAT_EMPTY ? "empty" : what);
        if (intake_stream_failed(&frame->stream))
            memcpy(why, frame->stream.failure, sizeof frame->stream.failure);
        frame_pop(intake);
        return refuse(intake, job->err, 0, why);
    default: return whole_document(intake, job, format);
    }
}

/* The next entry of an archive becomes a frame of its own. A packed stream has one entry only. */
static enum step archive_next(struct intake *intake, struct err *err)
{
    struct frame *frame = &intake->frames[intake->depth - 1];
    struct archive_entry *entry;
    int result = archive_read_next_header(frame->archive, &entry);
    if (result == ARCHIVE_EOF || (frame->kind == FRAME_PACKED && frame->line > 0)) {
        frame_pop(intake);
        return STEP_AGAIN;
    }
    if (result < ARCHIVE_WARN) {
        char why[320];
        const char *text = archive_error_string(frame->archive);
        snprintf(why, sizeof why, "cannot be unpacked: %s", text ? text : "the packed bytes are damaged");
        uint64_t position = frame->stream.position;
        if (result == ARCHIVE_FATAL)
            frame_pop(intake);
        return refuse(intake, err, position, why);
    }
    frame->line++;
    if (frame->kind == FRAME_ARCHIVE) {
        if (archive_entry_filetype(entry) != AE_IFREG && archive_entry_filetype(entry) != 0)
            return STEP_AGAIN;
        intake->record++;
    }
    struct frame *inside = &intake->frames[intake->depth];
    memset(inside, 0, sizeof *inside);
    if (!intake_stream_entry(&inside->stream, frame->archive, err))
        return STEP_REFUSED;
    intake->depth++;
    return STEP_AGAIN;
}

static enum step warc_next(struct intake *intake, struct step_job *job)
{
    struct frame *frame = &intake->frames[intake->depth - 1];
    struct err inner = {0};
    uint64_t where = 0;
    enum intake_part part = intake_warc_next(&frame->stream, &intake->scratch, &intake->second, job->arena, job->document, &intake->notes, &where,
                                             &inner);
    if (part == PART_END || part == PART_LOST) {
        char failure[sizeof frame->stream.failure];
        memcpy(failure, frame->stream.failure, sizeof failure);
        frame_pop(intake);
        if (failure[0])
            return refuse(intake, job->err, where, failure);
        return part == PART_LOST ? refuse(intake, job->err, where, inner.why) : STEP_AGAIN;
    }
    intake->record++;
    if (part == PART_REFUSED)
        return refuse(intake, job->err, where, inner.why);
    if (part == PART_SKIPPED)
        return STEP_AGAIN;
    document_name(intake, job->arena, job->document);
    const char *what;
    enum intake_format format = intake_sniff(job->document->bytes, &what);
    if (format == FORMAT_EMPTY)
        return STEP_AGAIN;
    if (format == FORMAT_BINARY || format == FORMAT_PACKED || format == FORMAT_ARCHIVE) {
        char why[128];
        snprintf(why, sizeof why, "is %s, no page", what);
        return refuse(intake, job->err, where, why);
    }
    job->document->kind = document_kind(format);
    job->document->notes = intake->notes;
    return STEP_DOCUMENT;
}

static enum step line_next(struct intake *intake, struct step_job *job)
{
    struct frame *frame = &intake->frames[intake->depth - 1];
    const struct json *value;
    struct err inner = {0};
    char why[640];
    enum intake_line line = intake_stream_line(&frame->stream, &intake->scratch, INTAKE_DOCUMENT_MAX);
    frame->line++;
    if (line == INTAKE_LINE_NONE) {
        bool failed = intake_stream_failed(&frame->stream);
        memcpy(why, frame->stream.failure, sizeof frame->stream.failure);
        uint64_t position = frame->line;
        frame_pop(intake);
        return failed ? refuse(intake, job->err, position, why) : STEP_AGAIN;
    }
    str text = str_trim((str){intake->scratch.at, intake->scratch.len});
    if (line == INTAKE_LINE && text.len == 0)
        return STEP_AGAIN;
    intake->record++;
    if (line != INTAKE_LINE) {
        snprintf(why, sizeof why, "the line is longer than %zu bytes", INTAKE_DOCUMENT_MAX);
        return refuse(intake, job->err, frame->line, why);
    }
    document_name(intake, job->arena, job->document);
    text = arena_str(job->arena, text);
    if (!json_read(job->arena, text, false, &value, &inner)) {
        snprintf(why, sizeof why, "no JSON: %s", inner.why);
        return refuse(intake, job->err, frame->line, why);
    }
    if (!intake_json_document(value, job->arena, job->document))
        return refuse(intake, job->err, frame->line, "has neither text, html nor title");
    return STEP_DOCUMENT;
}

struct tree_job {struct intake *intake; str text; struct err *err; bool read;};

static void tree_read(void *context)
{
    struct tree_job *job = context;
    job->read = json_read(job->intake->tree_arena, job->text, true, &job->intake->tree, job->err);
}

/* Reads a whole JSON document into an arena of intake's own, since it outlives the documents made of it. */
static bool items_read(struct intake *intake, str text, struct err *err)
{
    struct tree_job job = {.intake = intake, .text = text, .err = err};
    if (!intake->tree_arena)
        intake->tree_arena = arena_make(INTAKE_TREE_MAX);
    if (!intake->tree_arena)
        return err_fail(err, ERR_MEMORY, "", "out of memory");
    arena_reset(intake->tree_arena);
    return arena_try(intake->tree_arena, tree_read, &job, err) && job.read;
}

/* What intake_json_document lent from the tree or the feed's text, copied to where the document lives. */
static void document_own(struct raw_document *document, struct arena *arena)
{
    str *fields[] = {&document->bytes, &document->title, &document->url, &document->published, &document->modified, &document->lang,
                     &document->site, &document->section};
    struct str_list *lists[] = {&document->authors, &document->tags};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        *fields[i] = arena_str(arena, *fields[i]);
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        for (size_t k = 0; k < lists[i]->len; k++)
            lists[i]->at[k] = arena_str(arena, lists[i]->at[k]);
}

static enum step feed_next(struct intake *intake, struct step_job *job)
{
    struct frame *frame = &intake->frames[intake->depth - 1];
    enum intake_part part = intake_feed_next(&frame->feed, job->arena, job->document);
    if (part == PART_END) {
        bool any = intake->record > 0;
        frame_pop(intake);
        return any ? STEP_AGAIN : refuse(intake, job->err, 0, "is a feed without entries");
    }
    intake->record++;
    document_name(intake, job->arena, job->document);
    document_own(job->document, job->arena);
    return STEP_DOCUMENT;
}

/* A JSON document: a JSON Feed, an array of objects, or one object. */
static enum step item_next(struct intake *intake, struct step_job *job)
{
    struct frame *frame = &intake->frames[intake->depth - 1];
    struct err inner = {0};
    if (!frame->line && !items_read(intake, frame->feed.xml, &inner)) {
        char why[640];
        snprintf(why, sizeof why, "no JSON: %s", inner.why);
        frame_pop(intake);
        return refuse(intake, job->err, 0, why);
    }
    frame->line = 1;
    const struct json *value = intake->tree, *items = value->type == JSON_ARRAY ? value : json_find(value, STR("items"));
    size_t count = items && items->type == JSON_ARRAY ? items->count : 1;
    if (frame->feed.at >= count) {
        frame_pop(intake);
        return STEP_AGAIN;
    }
    const struct json *item = items && items->type == JSON_ARRAY ? &items->children[frame->feed.at] : value;
    frame->feed.at++;
    intake->record++;
    document_name(intake, job->arena, job->document);
    if (!intake_json_document(item, job->arena, job->document))
        return refuse(intake, job->err, frame->feed.at, "has neither text, html nor title");
    if (items && value != items && job->document->site.len == 0)
        job->document->site = json_find_str(value, STR("title"));
    if (items && value != items && job->document->lang.len == 0)
        job->document->lang = json_find_str(value, STR("language"));
    document_own(job->document, job->arena);
    return STEP_DOCUMENT;
}

static void step_run(void *context)
{
    struct step_job *job = context;
    struct intake *intake = job->intake;
    if (intake->depth == 0) {
        job->step = file_open(intake, job->err);
        return;
    }
    switch (intake->frames[intake->depth - 1].kind) {
    case FRAME_FRESH: job->step = fresh_next(intake, job); break;
    case FRAME_PACKED:
    case FRAME_ARCHIVE: job->step = archive_next(intake, job->err); break;
    case FRAME_WARC: job->step = warc_next(intake, job); break;
    case FRAME_LINES: job->step = line_next(intake, job); break;
    case FRAME_FEED: job->step = feed_next(intake, job); break;
    case FRAME_ITEMS: job->step = item_next(intake, job); break;
    }
}

enum intake_step intake_next(struct intake *intake, struct arena *arena, struct raw_document *document, struct err *err)
{
    struct step_job job = {.intake = intake, .arena = arena, .document = document, .err = err};
    intake->notes = (struct str_list){0};
    do {
        struct err inner = {0};
        *document = (struct raw_document){0};
        if (!arena_try(arena, step_run, &job, &inner)) {
            /* A frame that had not yet gone on must not be tried for ever. */
            if (intake->depth && (intake->frames[intake->depth - 1].kind == FRAME_FRESH || intake->frames[intake->depth - 1].kind == FRAME_ITEMS))
                frame_pop(intake);
            refuse(intake, err, 0, "the document does not fit into the memory that one may use");
            return INTAKE_REFUSED;
        }
    } while (job.step == STEP_AGAIN);
    return job.step == STEP_DOCUMENT ? INTAKE_DOCUMENT : job.step == STEP_END ? INTAKE_END : INTAKE_REFUSED;
}

struct raw_document intake_memory(str page, str url, str content_type, str bytes)
{
    const char *what;
    struct raw_document document = {.page = page, .url = url, .bytes = bytes};
    intake_content_type(content_type, &document.content_type, &document.charset);
    str head = str_sub(bytes, 0, INTAKE_PEEK_MAX);
    document.kind = document_kind(intake_sniff(head, &what));
    if (str_starts_fold(document.content_type, STR("text/html")) || str_starts_fold(document.content_type, STR("application/xhtml")))
        document.kind = RAW_HTML;
    else if (str_eq_fold(document.content_type, STR("text/markdown")))
        document.kind = RAW_MARKDOWN;
    else if (str_eq_fold(document.content_type, STR("text/plain")) && document.kind != RAW_MARKDOWN)
        document.kind = RAW_PLAIN;
    if (document.charset.len == 0)
        document.charset = intake_sniff_utf16(str_sub(head, 0, 1024));
    return document;
}
