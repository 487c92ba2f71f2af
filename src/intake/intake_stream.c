/* intake_stream.c: reading ahead, line by line and in blocks, from files and from packed bytes.
 *
 * Unpacking is libarchive's. It streams: the memory for a container of any size is the look-ahead buffer and the format's own
 * window. A packed stream that gives more than INTAKE_RATIO_MAX bytes for each byte that it takes is cut as a bomb; deflate
 * cannot pass about 1030, and what people store as text stays below 50.
 */
#include "intake/intake_stream.h"
#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool stream_buffer(struct intake_stream *stream, struct err *err)
{
    stream->buffer = malloc(INTAKE_PEEK_MAX);
    return stream->buffer || err_fail(err, ERR_MEMORY, "", "out of memory while opening an input");
}

bool intake_stream_open(struct intake_stream *stream, const char *path, struct err *err)
{
    memset(stream, 0, sizeof *stream);
    stream->fd = -1;
    if (strcmp(path, "-") == 0) {
        stream->fd = STDIN_FILENO;
        return stream_buffer(stream, err);
    }
    stream->fd = open(path, O_RDONLY | O_CLOEXEC);
    if (stream->fd < 0)
        return err_fail(err, ERR_INPUT, path, "cannot be opened: %s", strerror(errno));
    stream->owns_fd = true;
    return stream_buffer(stream, err);
}

bool intake_stream_entry(struct intake_stream *stream, struct archive *archive, struct err *err)
{
    memset(stream, 0, sizeof *stream);
    stream->fd = -1;
    stream->archive = archive;
    return stream_buffer(stream, err);
}

void intake_stream_close(struct intake_stream *stream)
{
    if (stream->owns_fd && stream->fd >= 0)
        close(stream->fd);
    free(stream->buffer);
    memset(stream, 0, sizeof *stream);
    stream->fd = -1;
}

static bool archive_is_bomb(struct archive *archive, uint64_t taken)
{
    int64_t in = archive_filter_bytes(archive, -1);
    return taken > INTAKE_RATIO_FROM && in >= 0 && taken / ((uint64_t)in + 1) > INTAKE_RATIO_MAX;
}

static size_t stream_fill(struct intake_stream *stream, char *at, size_t room)
{
    if (!stream->archive) {
        ssize_t got = read(stream->fd, at, room);    /* a signal that somebody caught ends a pipe that says nothing: it is not read again */
        if (got < 0)
            snprintf(stream->failure, sizeof stream->failure, "cannot be read: %s", strerror(errno));
        return got > 0 ? (size_t)got : 0;
    }
    la_ssize_t got = archive_read_data(stream->archive, at, room);
    if (got < 0) {
        const char *why = archive_error_string(stream->archive);
        snprintf(stream->failure, sizeof stream->failure, "cannot be unpacked: %s", why ? why : "the packed bytes are damaged");
        return 0;
    }
    if (archive_is_bomb(stream->archive, stream->position + (stream->end - stream->start))) {
        stream->bomb = true;
        snprintf(stream->failure, sizeof stream->failure, "unpacks to more than %u times its size; the rest is not read", INTAKE_RATIO_MAX);
        return 0;
    }
    return (size_t)got;
}

str intake_stream_peek(struct intake_stream *stream, size_t want)
{
    if (want > INTAKE_PEEK_MAX)
        want = INTAKE_PEEK_MAX;
    if (stream->end - stream->start < want && stream->start > 0) {
        memmove(stream->buffer, stream->buffer + stream->start, stream->end - stream->start);
        stream->end -= stream->start;
        stream->start = 0;
    }
    while (stream->end - stream->start < want && !stream->ended) {
        size_t got = stream_fill(stream, stream->buffer + stream->end, INTAKE_PEEK_MAX - stream->end);
        if (got == 0)
            stream->ended = true;
        stream->end += got;
    }
    return (str){stream->buffer + stream->start, stream->end - stream->start};
}

void intake_stream_take(struct intake_stream *stream, size_t count)
{
    stream->start += count;
    stream->position += count;
}

bool intake_stream_failed(const struct intake_stream *stream)
{
    return stream->failure[0] != 0;
}

bool intake_scratch_add(struct intake_scratch *scratch, str bytes)
{
    if (scratch->room - scratch->len < bytes.len) {
        size_t room = scratch->room ? scratch->room : INTAKE_PEEK_MAX;
        while (room - scratch->len < bytes.len)
            room *= 2;
        char *at = realloc(scratch->at, room);
        if (!at)
            return false;
        scratch->at = at;
        scratch->room = room;
    }
    if (bytes.len)
        memcpy(scratch->at + scratch->len, bytes.at, bytes.len);
    scratch->len += bytes.len;
    return true;
}

void intake_scratch_free(struct intake_scratch *scratch)
{
    free(scratch->at);
    *scratch = (struct intake_scratch){0};
}

enum intake_line intake_stream_line(struct intake_stream *stream, struct intake_scratch *scratch, size_t limit)
{
    bool any = false, over = false;
    scratch->len = 0;
    for (;;) {
        str ahead = intake_stream_peek(stream, 1);
        if (ahead.len == 0)
            return !any ? INTAKE_LINE_NONE : over ? INTAKE_LINE_LONG : INTAKE_LINE;
        any = true;
        size_t feed = str_find_char(ahead, '\n', 0);
        size_t count = feed < ahead.len ? feed + 1 : ahead.len;
        if (!over && scratch->len + count > limit)
            over = true;
        if (!over && !intake_scratch_add(scratch, (str){ahead.at, count}))
            return INTAKE_LINE_MEMORY;
        intake_stream_take(stream, count);
        if (feed < ahead.len)
            return over ? INTAKE_LINE_LONG : INTAKE_LINE;
    }
}

bool intake_stream_bytes(struct intake_stream *stream, struct intake_scratch *scratch, uint64_t count)
{
    while (count > 0) {
        str ahead = intake_stream_peek(stream, 1);
        if (ahead.len == 0)
            return false;
        size_t part = ahead.len < count ? ahead.len : (size_t)count;
        if (!intake_scratch_add(scratch, (str){ahead.at, part}))
            return false;
        intake_stream_take(stream, part);
        count -= part;
    }
    return true;
}

bool intake_stream_skip(struct intake_stream *stream, uint64_t count)
{
    while (count > 0) {
        str ahead = intake_stream_peek(stream, 1);
        if (ahead.len == 0)
            return false;
        size_t part = ahead.len < count ? ahead.len : (size_t)count;
        intake_stream_take(stream, part);
        count -= part;
    }
    return true;
}

bool intake_stream_rest(struct intake_stream *stream, struct intake_scratch *scratch, size_t limit, bool *over)
{
    *over = false;
    for (;;) {
        str ahead = intake_stream_peek(stream, 1);
        if (ahead.len == 0)
            return true;
        if (scratch->len + ahead.len > limit) {
            *over = true;
            return false;
        }
        if (!intake_scratch_add(scratch, ahead))
            return false;
        intake_stream_take(stream, ahead.len);
    }
}

static la_ssize_t archive_pull(struct archive *archive, void *context, const void **at)
{
    struct intake_stream *stream = context;
    str ahead = intake_stream_peek(stream, 1);
    if (intake_stream_failed(stream) && ahead.len == 0) {
        archive_set_error(archive, EIO, "%s", stream->failure);
        return -1;
    }
    *at = ahead.at;
    intake_stream_take(stream, ahead.len);      /* the bytes stay in the buffer until the next peek */
    return (la_ssize_t)ahead.len;
}

static la_int64_t archive_pass(struct archive *archive, void *context, la_int64_t count)
{
    (void)archive;
    return intake_stream_skip(context, count > 0 ? (uint64_t)count : 0) ? count : 0;
}

struct archive *intake_archive_open(struct intake_stream *stream, bool entries, struct err *err)
{
    struct archive *archive = archive_read_new();
    if (!archive) {
        err_fail(err, ERR_MEMORY, "", "out of memory while opening an archive");
        return NULL;
    }
    if (entries) {
        archive_read_support_format_zip_streamable(archive);
        archive_read_support_format_tar(archive);
    } else {
        archive_read_support_filter_gzip(archive);
        archive_read_support_filter_zstd(archive);
        archive_read_support_filter_xz(archive);
        archive_read_support_filter_bzip2(archive);
        archive_read_support_format_raw(archive);
    }
    if (archive_read_open2(archive, stream, NULL, archive_pull, archive_pass, NULL) != ARCHIVE_OK) {
        const char *why = archive_error_string(archive);
        err_fail(err, ERR_INPUT, "", "cannot be unpacked: %s", why ? why : "the packed bytes are damaged");
        archive_read_free(archive);
        return NULL;
    }
    return archive;
}

bool intake_unpack(str packed, struct intake_scratch *scratch, size_t limit, const char **why)
{
    struct archive *archive = archive_read_new();
    struct archive_entry *entry;
    char block[16384];
    la_ssize_t got = -1;
    *why = "the packed content is damaged";
    if (!archive)
        return false;
    archive_read_support_filter_gzip(archive);
    archive_read_support_filter_zstd(archive);
    archive_read_support_format_raw(archive);
    if (archive_read_open_memory(archive, packed.at, packed.len) == ARCHIVE_OK && archive_read_next_header(archive, &entry) == ARCHIVE_OK)
        while ((got = archive_read_data(archive, block, sizeof block)) > 0) {
            if (scratch->len + (size_t)got > limit || archive_is_bomb(archive, scratch->len)) {
                *why = "the packed content unpacks to more than is read of one document";
                break;
            }
            if (!intake_scratch_add(scratch, (str){block, (size_t)got})) {
                *why = "out of memory while unpacking";
                break;
            }
        }
    archive_read_free(archive);
    return got == 0;
}
