/* intake_stream.h: bytes that are read once, with a look ahead. Private to intake/.
 *
 * A stream lies on a file, on standard input, or on an entry of an archive that lies on another stream. Errors of reading are
 * kept in the stream: whoever reads sees a short read, then asks intake_stream_failed.
 */
#ifndef ENTENTE_INTAKE_STREAM_H
#define ENTENTE_INTAKE_STREAM_H

#include "base/arena.h"

struct archive;

#define INTAKE_PEEK_MAX ((size_t)64 << 10)              /* bytes that a stream can look ahead, and its unit of reading */
#define INTAKE_RATIO_MAX 400u                           /* unpacked bytes a packed byte, from INTAKE_RATIO_FROM on: a bomb */
#define INTAKE_RATIO_FROM ((uint64_t)32 << 20)

struct intake_stream {
    int fd;                                             /* -1: reads from the archive's entry */
    bool owns_fd;
    struct archive *archive;                            /* borrowed from the frame that holds it */
    char *buffer;                                       /* INTAKE_PEEK_MAX bytes, owned */
    size_t start, end;                                  /* what of the buffer is not yet taken */
    uint64_t position;                                  /* bytes taken so far */
    bool ended;
    bool bomb;
    char failure[256];                                  /* "" while nothing failed */
};

/* Opens the file (or standard input for "-"). False with errno's reason in err. */
bool intake_stream_open(struct intake_stream *stream, const char *path, struct err *err);
/* The archive's current entry as a stream. */
bool intake_stream_entry(struct intake_stream *stream, struct archive *archive, struct err *err);
void intake_stream_close(struct intake_stream *stream);
/* At least want bytes (at most INTAKE_PEEK_MAX) without taking them; fewer at the end. Valid until the next call. */
str intake_stream_peek(struct intake_stream *stream, size_t want);
void intake_stream_take(struct intake_stream *stream, size_t count);    /* count <= what was peeked */
bool intake_stream_failed(const struct intake_stream *stream);

/* Bytes that grow outside the arena, kept for the next document. */
struct intake_scratch {char *at; size_t len, room;};
bool intake_scratch_add(struct intake_scratch *scratch, str bytes);    /* false: no memory */
void intake_scratch_free(struct intake_scratch *scratch);

enum intake_line {INTAKE_LINE, INTAKE_LINE_LONG, INTAKE_LINE_NONE, INTAKE_LINE_MEMORY};
/* The next line with its line feed into scratch (which is emptied first); one longer than limit is passed over: LONG. */
enum intake_line intake_stream_line(struct intake_stream *stream, struct intake_scratch *scratch, size_t limit);
/* Takes count bytes into scratch after what is there; false when the stream ends before or memory does. */
bool intake_stream_bytes(struct intake_stream *stream, struct intake_scratch *scratch, uint64_t count);
bool intake_stream_skip(struct intake_stream *stream, uint64_t count);
/* All that is left, at most limit bytes: false when there is more (over) or memory ends (not over). */
bool intake_stream_rest(struct intake_stream *stream, struct intake_scratch *scratch, size_t limit, bool *over);

/* A reader of packed bytes (gzip, zstd, xz, bzip2; zip and tar) over stream. entries: whether zip and tar are meant.
 * The handle is the caller's: archive_read_free. NULL: no memory or the first bytes are broken (err). */
struct archive *intake_archive_open(struct intake_stream *stream, bool entries, struct err *err);
/* gzip or zstd in memory, at most limit bytes and INTAKE_RATIO_MAX; appended to scratch. */
bool intake_unpack(str packed, struct intake_scratch *scratch, size_t limit, const char **why);

#endif
