/* site_http.h: between HTTP and pages: readers of the store, answers kept for the next who asks, assets. Private to site_serve.c and
 * its neighbours; pages know nothing of it. */
#ifndef ENTENTE_SITE_HTTP_H
#define ENTENTE_SITE_HTTP_H

#include "site/site_system.h"
#include "site/site_private.h"

#define SITE_READERS_MAX 64
#define SITE_CACHE_SLOTS 512        /* answers kept; a slot is chosen by the address's hash */
#define SITE_CACHE_BYTES ((size_t)4 << 20)    /* larger answers are not kept */
#define SITE_GZIP_MIN 1024          /* smaller answers are sent as they are */
#define SITE_ASSET_MAX ((size_t)4 << 20)

/* A finished answer, shared by all who ask for it; the last who lets go frees it. */
struct answer {
    int users;                      /* guarded by the site's lock */
    int status;
    char type[64];
    char etag[20];                  /* hex of the body's hash */
    char *body, *zipped;            /* zipped NULL: not worth it */
    size_t len, zipped_len;
};
struct answer *answer_make(int status, const char *type, str body);    /* copies; NULL for lack of memory */
void answer_free(struct answer *answer);

struct cache_slot {char *key; uint64_t generation; struct answer *answer;};
struct reader {struct store *store; struct arena *arena; bool busy;};

struct site {
    const struct site_plan *plan;
    char host[256];                 /* allowed Host besides the loopback names */
    int port;
    int threads;
    pthread_mutex_t lock;           /* readers, cache, users of answers, metrics */
    pthread_mutex_t refreshing;
    int64_t refreshed_ms;
    struct err refresh_failed;      /* the last failure of plan->refresh; guarded by refreshing */
    struct reader readers[SITE_READERS_MAX];
    struct cache_slot cache[SITE_CACHE_SLOTS];
    struct site_similar *similar;
    struct site_metrics metrics;
};

bool site_reader_take(struct site *site, struct reader **reader, struct err *err);
void site_reader_give(struct site *site, struct reader *reader);
struct answer *site_cache_find(struct site *site, const char *key, uint64_t generation);    /* counted for the caller; NULL */
void site_cache_put(struct site *site, const char *key, uint64_t generation, struct answer *answer);    /* counted for the cache too */
void site_answer_release(struct site *site, struct answer *answer);
int64_t site_clock_ms(void);        /* monotonic */

/* A file of web/ by its path ("/style.css"); NULL where there is none of that name. */
struct asset {const char *path, *file, *type;};
const struct asset *site_asset_find(str path);
bool site_asset_read(const struct asset *asset, struct arena *arena, str *bytes, struct err *err);

/* Is this Host header one of ours? host: the --host given. */
bool site_host_ok(str header, str host, int port);

#endif
