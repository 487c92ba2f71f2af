/* cli_flow.h: documents, or lines of a file, through the pool: read one by one, worked on side by side, taken in order.
 *
 * Each result has an arena of its own, which is reset when its slot is used again; so at most four documents a worker are in memory,
 * whatever the input's size, and what is printed is the same for every number of workers.
 */
#ifndef ENTENTE_CLI_FLOW_H
#define ENTENTE_CLI_FLOW_H

#include "cli/cli.h"
#include "coder/coder.h"

#define CLI_DOCUMENT_MEMORY ((size_t)1 << 30)    /* bytes that one document and all that is made of it may take */
#define CLI_LINE_MAX ((size_t)4 << 20)    /* bytes of a line of --sentences, --given, --phrases; a longer one is refused */

struct cli_result {
    struct arena *arena;
    struct err err;                 /* code other than ERR_NONE: this input is refused */
    struct raw_document document;   /* of cli_flow_documents */
    str line; size_t number;        /* of cli_flow_lines */
    char where[512];                /* FILE:LINE of a line */
    struct coded_list coded;        /* for work to fill, as is out */
    struct buf out;                 /* text for stdout; cli_flow writes it before take is called */
};
struct cli_flow {
    struct cli *cli;
    const char *unit;               /* "pages": for the line of progress */
    /* On a worker, behind the door of result->arena. Fills err where the input is refused. */
    void (*work)(void *context, struct cli_result *result);
    /* On the caller's thread, in order; refused ones do not come. May be NULL. False ends it all with err. */
    bool (*take)(void *context, struct cli_result *result, struct err *err);
    void *context;
    uint64_t taken, refused;        /* filled */
};
/* All documents of cli->arguments. CLI_REFUSED where some were refused (each is printed), CLI_INTERRUPTED after a signal. */
enum cli_status cli_flow_documents(struct cli_flow *flow);
/* All lines of one file ("-": stdin) that are not blank. */
enum cli_status cli_flow_lines(struct cli_flow *flow, const char *path);

#endif
