/* intake_part.h: the readers of single formats, as intake.c calls them. Private to intake/. */
#ifndef ENTENTE_INTAKE_PART_H
#define ENTENTE_INTAKE_PART_H

#include "base/json.h"
#include "intake/intake.h"
#include "intake/intake_stream.h"

enum intake_part {PART_DOCUMENT, PART_REFUSED, PART_SKIPPED, PART_END, PART_LOST};    /* LOST: refused, and nothing can follow */

/* HTTP: the header of a response and its body (RFC 9110, 9112). */
struct intake_http {unsigned status; str content_type, charset, date, encoding; bool chunked; str body;};
/* Reads header and body out of block; slices of it. False where there is no status line. */
bool intake_http_read(str block, struct intake_http *http);
/* Undoes chunks and content coding into scratch, or lends http->body as it is. why is set when false. */
bool intake_http_body(const struct intake_http *http, struct intake_scratch *scratch, str *body, const char **why);
/* "text/html; charset=utf-8" to its two parts. */
void intake_content_type(str value, str *type, str *charset);

/* The next record of a WARC. The document's strings are in the arena. where is the byte at which the record starts. */
enum intake_part intake_warc_next(struct intake_stream *stream, struct intake_scratch *scratch, struct intake_scratch *second,
                                  struct arena *arena, struct raw_document *document, struct str_list *notes, uint64_t *where, struct err *err);

/* A feed that stands whole in memory: xml, at is where to go on. */
struct intake_feed {str xml; size_t at; bool sitemap;};
enum intake_part intake_feed_next(struct intake_feed *feed, struct arena *arena, struct raw_document *document);

/* The members of an object that both JSON Lines and JSON Feed have; false when there is neither text nor title nor url. */
bool intake_json_document(const struct json *object, struct arena *arena, struct raw_document *document);

#endif
