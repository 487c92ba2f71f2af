/* site.h: serves a monitor as a web site: pages, JSON, CSV and feeds, over HTTP on one address.
 *
 * Everything is rendered on the server from the store's roll-ups and rows; pages work without JavaScript. The site only reads the
 * monitor: each request has a reader of the store for itself. What is served, and how it is kept safe: doc/site.md.
 */
#ifndef ENTENTE_SITE_H
#define ENTENTE_SITE_H

#include <signal.h>

#include "store/store.h"

#define SITE_PORT 8080              /* the command line's default */

struct site_plan {
    const char *folder;             /* of the monitor */
    const char *host;               /* address or name to listen on; NULL: 127.0.0.1 */
    int port;                       /* 0: any free port, told to `started` */
    int threads;                    /* that answer; 0: 4 */
    const volatile sig_atomic_t *stop;    /* serving ends within a tenth of a second after it has become other than 0 */
    void (*started)(void *context, const char *address);    /* "http://127.0.0.1:8080/", once, when it listens; may be NULL */
    /* Called by one thread at a time, at most once a second, before a request is answered: the place to code analysts' articles that
     * have changed (store_notes_list). What fails is logged and the request is answered all the same. May be NULL. */
    bool (*refresh)(void *context, struct err *err);
    void *context;
};
/* Serves until *stop; true then. Fails with ERR_STORE for an unusable monitor, ERR_USAGE for an address that cannot be listened on. */
bool site_serve(const struct site_plan *plan, struct err *err);

#endif
