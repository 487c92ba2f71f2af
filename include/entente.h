/* entente.h: the library's public face: bytes of a page in, articles and events out, as JSON.
 *
 *     char error[512];
 *     entente *coder = entente_open(error, sizeof error);
 *     entente_code(coder, &document, print, NULL, error, sizeof error);
 *     entente_close(coder);
 *
 * An entente holds only mapped, read-only tables: one serves any number of threads at once. Nothing else is kept between calls, no clock,
 * locale or network is asked: the same bytes give the same records. The records are those of the command line (`entente read`,
 * `entente code`): UTF-8, keys in fixed order, described in ARCHITECTURE.md. Link with -lentente and what pkg-config entente says.
 * examples/embed.c is a whole program.
 */
#ifndef ENTENTE_H
#define ENTENTE_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct entente entente;

/* Finds and maps data/ and model/: in $ENTENTE_DATA, beside the program, in ../share/entente from there, or in the installed prefix. NULL on
 * failure; then error (of room bytes, may be NULL) says what is missing. The caller closes it. */
entente *entente_open(char *error, size_t room);
void entente_close(entente *coder);                       /* NULL is allowed */

struct entente_document {
    const char *name;               /* stands in the records as `page`; NULL: "-" */
    const char *url;                /* NULL: unknown */
    const char *content_type;       /* of the HTTP header, with charset; NULL: told from the bytes */
    const void *bytes;              /* HTML, plain text or Markdown (no container); borrowed for the call */
    size_t size;
};

enum entente_record {ENTENTE_ARTICLE, ENTENTE_EVENT};
/* A record as JSON without a line end; json is of length bytes with a 0 byte behind, and lives until the callback returns. An article comes
 * before its events. Other than 0 ends the call. */
typedef int entente_callback(void *context, enum entente_record kind, const char *json, size_t length);

/* Reads and codes one document. 0: done; 1: the callback ended it; -1: failed (out of memory: no record was given), error says why. */
int entente_code(const entente *coder, const struct entente_document *document, entente_callback *callback, void *context, char *error, size_t room);

const char *entente_version(void);                        /* "0.1.0" */

#ifdef __cplusplus
}
#endif

#endif
