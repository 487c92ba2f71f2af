/* intake.h: files, folders, containers and streams to raw documents.
 *
 * A path is a file, a folder (walked in the order of names) or "-"; what a file holds is told from its first bytes, never from its
 * name alone: gzip, zstd and zip are opened (one inside another up to INTAKE_DEPTH_MAX), WARC 1.0/1.1, RSS, Atom, JSON Lines, mail-like crawl
 * dumps, HTML and plain text follow. A container gives one document after another in constant memory; what is broken in it is
 * refused with file, position and reason, and the rest goes on.
 */
#ifndef ENTENTE_INTAKE_H
#define ENTENTE_INTAKE_H

#include "base/arena.h"
#include "base/day.h"

#define INTAKE_DOCUMENT_MAX ((size_t)64 << 20)    /* bytes of one document; a longer one is cut or refused with a note */
#define INTAKE_DEPTH_MAX 4                        /* archives inside archives */

enum raw_kind {RAW_HTML, RAW_PLAIN, RAW_ENTRY, RAW_MARKDOWN};    /* RAW_ENTRY: HTML content of a feed's entry or a JSON line's text */

struct raw_document {
    str page;                       /* file as given, "#n" for the n-th record of a container, from 1 */
    enum raw_kind kind;
    str bytes;                      /* as they came; in the arena or the file's map, valid until the arena's reset */
    str url;                        /* "" where nothing tells it */
    str content_type, charset;      /* of the HTTP header or the container; "" unknown */
    struct date fetched;            /* HTTP Date or WARC-Date; year 0 unknown */
    /* What a feed or a JSON line says beside the bytes; "" where it says nothing. Dates as written there. */
    str title, published, modified, lang, site, section;
    struct str_list authors, tags;
    struct str_list notes;          /* "code: sentence", see doc/notes.md */
};

struct intake;
enum intake_step {INTAKE_DOCUMENT, INTAKE_REFUSED, INTAKE_END};

/* Paths are borrowed until intake_close. Nothing is opened yet, so a missing file is refused by intake_next. NULL: no memory. */
struct intake *intake_open(char *const *paths, size_t count);
/* The next document into arena. INTAKE_REFUSED: err tells which input was refused and why (reset it and go on).  Documents of one
 * container come in its order. */
enum intake_step intake_next(struct intake *intake, struct arena *arena, struct raw_document *document, struct err *err);
void intake_close(struct intake *intake);

/* One document from bytes in memory (the library's door): kind told from the bytes and content_type. Borrows all. */
struct raw_document intake_memory(str page, str url, str content_type, str bytes);

#endif
