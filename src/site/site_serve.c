/* site_serve.c: HTTP (RFC 9110) by libmicrohttpd: a listening socket, a small pool of threads on epoll, checks before anything is read.
 *
 * The order of a request: method (GET and HEAD), length of the address, Host, then an asset, a kept answer, or a page. Every answer
 * has the same security headers; a page has an entity tag and may be answered by 304 or sent as gzip. A slow client waits in
 * epoll and holds no thread. Bounds: SITE_URL_MAX, SITE_HEADERS_MAX, SITE_CONNECTIONS_MAX, SITE_TIMEOUT_S.
 */
#include "site/site_system.h"

#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/log.h"
#include "site/site_http.h"

#define SITE_HEADERS_MAX (16 * 1024)    /* bytes of a request's line and headers; libmicrohttpd answers more with 431 */
#define SITE_CONNECTIONS_MAX 256
#define SITE_TIMEOUT_S 20
#define SITE_REFRESH_MS 1000

struct call {char *target; size_t len;};    /* one request; target as sent, NULL where it is too long */

static void header(struct MHD_Response *response, const char *name, const char *value)
{
    MHD_add_response_header(response, name, value);
}

static void security_headers(struct MHD_Response *response)
{
    header(response, "Content-Security-Policy", "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; form-action "
           "'self'; "
                                                "base-uri 'none'; frame-ancestors 'none'");
    header(response, "X-Content-Type-Options", "nosniff");
    header(response, "Referrer-Policy", "no-referrer");
    header(response, "Cross-Origin-Opener-Policy", "same-origin");
    header(response, "Cross-Origin-Resource-Policy", "same-origin");
    header(response, "Permissions-Policy", "camera=(), geolocation=(), microphone=()");
}

static void count_answer(struct site *site, int status, size_t bytes, int64_t began_us)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    pthread_mutex_lock(&site->lock);
    site->metrics.requests++;
    site->metrics.by_class[status / 100 % 6]++;
    site->metrics.not_modified += status == 304;
    site->metrics.bytes += bytes;
    site->metrics.microseconds += (uint64_t)((int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000 - began_us);
    pthread_mutex_unlock(&site->lock);
}

/* ---- Sending ---- */

/* Plain text for what is refused before a page is made. */
static enum MHD_Result send_plain(struct site *site, struct MHD_Connection *connection, int status, const char *text, int64_t began_us)
{
    struct MHD_Response *response = MHD_create_response_from_buffer(strlen(text), (void *)(uintptr_t)text, MHD_RESPMEM_MUST_COPY);
    if (!response)
        return MHD_NO;
    security_headers(response);
    header(response, "Content-Type", "text/plain; charset=utf-8");
    if (status == MHD_HTTP_METHOD_NOT_ALLOWED)
        header(response, "Allow", "GET, HEAD");
    enum MHD_Result result = MHD_queue_response(connection, (unsigned)status, response);
    MHD_destroy_response(response);
    count_answer(site, status, strlen(text), began_us);
    return result;
}

static bool header_has_token(const char *value, const char *token)
{
    str rest = str_from(value), part;
    while (rest.len && str_next(&rest, ',', &part)) {
        part = str_trim(part);
        str name = str_trim(str_sub(part, 0, str_find_char(part, ';', 0)));
        str weight = str_from_at(part, str_find(part, STR("q="), 0) + 2);
        double q = 1;
        if (str_eq_fold(name, str_from(token)))
            return !(str_has(part, STR("q=")) && str_double(str_trim(weight), &q) && q == 0);
    }
    return false;
}

static bool etag_matches(const char *value, const char *etag)
{
    str rest = str_from(value), part;
    while (rest.len && str_next(&rest, ',', &part)) {
        part = str_trim(part);
        if (str_eq(part, STR("*")))
            return true;
        if (str_starts(part, STR("W/")))
            part = str_from_at(part, 2);
        if (part.len >= 2 && part.at[0] == '"' && part.at[part.len - 1] == '"' && str_eq(str_sub(part, 1, part.len - 1), str_from(etag)))
            return true;
    }
    return false;
}

struct lent {struct site *site; struct answer *answer;};
static void lent_free(void *context)
{
    struct lent *lent = context;
    site_answer_release(lent->site, lent->answer);
    free(lent);
}

/* Sends the answer and gives its use back when libmicrohttpd has sent the last byte. */
static enum MHD_Result send_answer(struct site *site, struct MHD_Connection *connection, struct answer *answer, int64_t began_us)
{
    const char *encodings = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "Accept-Encoding");
    const char *known = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "If-None-Match");
    bool zipped = answer->zipped && encodings && header_has_token(encodings, "gzip");
    char etag[32];
    snprintf(etag, sizeof etag, "%s%s", answer->etag, zipped ? "-gz" : "");
    bool same = answer->status == MHD_HTTP_OK && known && etag_matches(known, etag);
    size_t len = same ? 0 : zipped ? answer->zipped_len : answer->len;
    struct lent *lent = malloc(sizeof *lent);
    if (!lent) {
        site_answer_release(site, answer);
        return MHD_NO;
    }
    *lent = (struct lent){site, answer};
    struct MHD_Response *response =
        MHD_create_response_from_buffer_with_free_callback_cls(len, zipped ? answer->zipped : answer->body, lent_free, lent);
    if (!response) {
        lent_free(lent);
        return MHD_NO;
    }
    security_headers(response);
    header(response, "Content-Type", answer->type);
    header(response, "Vary", "Accept-Encoding");
    header(response, "Cache-Control", answer->status == MHD_HTTP_OK ? "no-cache" : "no-store");
    if (answer->status == MHD_HTTP_OK) {
        char quoted[40];
        snprintf(quoted, sizeof quoted, "\"%s\"", etag);
        header(response, "ETag", quoted);
    }
    if (zipped && !same)
        header(response, "Content-Encoding", "gzip");
    int status = same ? MHD_HTTP_NOT_MODIFIED : answer->status;
    enum MHD_Result result = MHD_queue_response(connection, (unsigned)status, response);
    MHD_destroy_response(response);
    count_answer(site, status, len, began_us);
    return result;
}

/* ---- Making ---- */

static void refresh(struct site *site)
{
    if (pthread_mutex_trylock(&site->refreshing) != 0)    /* somebody is at it: this request shows what is there */
        return;
    int64_t now = site_clock_ms();
    if (now - site->refreshed_ms >= SITE_REFRESH_MS || site->refreshed_ms == 0) {
        struct err err = {0};
        if (site->plan->refresh && !site->plan->refresh(site->plan->context, &err) &&
            (strcmp(err.why, site->refresh_failed.why) != 0 || strcmp(err.where, site->refresh_failed.where) != 0))
            log_err(&err);                                /* said once, not every second */
        site->refresh_failed = err;
        site->refreshed_ms = site_clock_ms();
    }
    pthread_mutex_unlock(&site->refreshing);
}

struct making {struct site *site; struct request *request; bool done;};

static void make_stage(void *job)
{
    struct making *making = job;
    making->done = site_answer(making->request);
}

/* A page's answer: from the cache, or made by this thread. NULL: err says why. */
static struct answer *make_page(struct site *site, struct reader *reader, str target, str host, struct err *err)
{
    pthread_mutex_lock(&site->lock);
    struct site_metrics metrics = site->metrics;
    pthread_mutex_unlock(&site->lock);
    struct request request = {.store = reader->store, .arena = reader->arena, .monitor = store_monitor(reader->store),
                              .similar = site->similar,
                              .metrics = &metrics, .status = MHD_HTTP_OK, .type = "text/html; charset=utf-8", .err = err, .target = target};
    request.body = buf_make(reader->arena);
    if (!store_summary(reader->store, &request.summary, err) || !status_date(reader->store, &request.latest, err) ||
        !site_similar_refresh(site->similar, reader->store, request.summary.generation, err))
        return NULL;
    char key[SITE_URL_MAX + 300];
    snprintf(key, sizeof key, "%.*s %.*s", STR_ARG(host), STR_ARG(target));
    bool kept = !str_starts(target, STR("/metrics")) && !str_starts(target, STR("/healthz"));
    struct answer *answer = kept ? site_cache_find(site, key, request.summary.generation) : NULL;
    if (answer)
        return answer;
    request.base = arena_printf(reader->arena, "http://%.*s", STR_ARG(host));
    struct making making = {site, &request, false};
    if (!arena_try(reader->arena, make_stage, &making, err) || !making.done)
        return NULL;
    answer = answer_make(request.status, request.type, buf_str(&request.body));
    if (!answer)
        err_fail(err, ERR_MEMORY, "", "Out of memory.");
    else if (kept && request.status == MHD_HTTP_OK)
        site_cache_put(site, key, request.summary.generation, answer);
    return answer;
}

static struct answer *make_asset(const struct asset *asset, struct arena *arena, struct err *err)
{
    str bytes;
    if (!site_asset_read(asset, arena, &bytes, err))
        return answer_make(MHD_HTTP_NOT_FOUND, "text/plain; charset=utf-8", STR("This file is not installed.\n"));
    return answer_make(MHD_HTTP_OK, asset->type, bytes);
}

static enum MHD_Result answer_request(struct site *site, struct MHD_Connection *connection, str target, str host, int64_t began_us)
{
    struct err err = {0};
    struct reader *reader;
    refresh(site);
    if (!site_reader_take(site, &reader, &err)) {
        log_err(&err);
        return send_plain(site, connection, MHD_HTTP_SERVICE_UNAVAILABLE, "The monitor cannot be read at the moment; its log says why.\n",
                          began_us);
    }
    const struct asset *asset = site_asset_find(str_sub(target, 0, str_find_char(target, '?', 0)));
    struct answer *answer = asset ? make_asset(asset, reader->arena, &err) : make_page(site, reader, target, host, &err);
    site_reader_give(site, reader);
    if (!answer) {
        log_err(&err);
        return send_plain(site, connection, err.code == ERR_MEMORY ? MHD_HTTP_SERVICE_UNAVAILABLE : MHD_HTTP_INTERNAL_SERVER_ERROR,
                          "This page could not be made; the log of the site says why.\n", began_us);
    }
    return send_answer(site, connection, answer, began_us);
}

/* ---- libmicrohttpd's callbacks ---- */

static void *call_start(void *context, const char *uri, struct MHD_Connection *connection)
{
    (void)context, (void)connection;
    struct call *call = calloc(1, sizeof *call);
    if (call && strlen(uri) <= SITE_URL_MAX && (call->target = strdup(uri)) != NULL)
        call->len = strlen(uri);
    return call;
}

static void call_end(void *context, struct MHD_Connection *connection, void **call_place, enum MHD_RequestTerminationCode why)
{
    (void)context, (void)connection, (void)why;
    struct call *call = *call_place;
    if (call)
        free(call->target);
    free(call);
    *call_place = NULL;
}

static size_t unescape_nothing(void *context, struct MHD_Connection *connection, char *text)
{
    (void)context, (void)connection;
    return strlen(text);
}

static enum MHD_Result call_answer(void *context, struct MHD_Connection *connection, const char *url, const char *method,
                                   const char *version,
                                   const char *upload, size_t *upload_size, void **call_place)
{
    (void)url, (void)version, (void)upload, (void)upload_size;
    struct site *site = context;
    struct call *call = *call_place;
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    int64_t began_us = (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
    const char *host = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "Host");
    if (!call)
        return MHD_NO;
    if (strcmp(method, "GET") != 0 && strcmp(method, "HEAD") != 0)
        return send_plain(site, connection, MHD_HTTP_METHOD_NOT_ALLOWED, "This site only answers GET and HEAD.\n", began_us);
    if (!call->target)
        return send_plain(site, connection, MHD_HTTP_URI_TOO_LONG, "The address is too long.\n", began_us);
    if (!host || strlen(host) > 260 || !site_host_ok(str_from(host), str_from(site->host), site->port)) {
        pthread_mutex_lock(&site->lock);
        site->metrics.refused++;
        pthread_mutex_unlock(&site->lock);
        return send_plain(site, connection, MHD_HTTP_MISDIRECTED_REQUEST,
                          "This site is not known by that name here; ask for it by the address it was started with.\n", began_us);
    }
    return answer_request(site, connection, (str){call->target, call->len}, str_from(host), began_us);
}

/* ---- Listening ---- */

static int listen_on(const char *host, int port, struct err *err)
{
    char service[16], where[300];
    snprintf(service, sizeof service, "%d", port);
    snprintf(where, sizeof where, "%s:%d", host, port);
    struct addrinfo hints = {.ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE | AI_NUMERICSERV}, *found = NULL;
    int failed = getaddrinfo(host, service, &hints, &found);
    if (failed) {
        err_fail(err, ERR_USAGE, where, "The address is unknown: %s.", gai_strerror(failed));
        return -1;
    }
    int why = 0, socket_fd = -1, yes = 1;
    for (struct addrinfo *at = found; at && socket_fd < 0; at = at->ai_next) {
        socket_fd = socket(at->ai_family, at->ai_socktype | SOCK_CLOEXEC | SOCK_NONBLOCK, at->ai_protocol);
        if (socket_fd < 0) {
            why = errno;
            continue;
        }
        setsockopt(socket_fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
        if (bind(socket_fd, at->ai_addr, at->ai_addrlen) != 0 || listen(socket_fd, 128) != 0) {
            why = errno;
            close(socket_fd);
            socket_fd = -1;
        }
    }
    freeaddrinfo(found);
    if (socket_fd < 0)
        err_fail(err, ERR_USAGE, where, why == EADDRINUSE ? "Another program listens there; choose another port with --port." : "Cannot "
                 "listen there: %s.",
                 strerror(why));
    return socket_fd;
}

static int port_of(int socket_fd)
{
    struct sockaddr_storage address;
    socklen_t len = sizeof address;
    char service[16];
    if (getsockname(socket_fd, (struct sockaddr *)&address, &len) != 0 ||
        getnameinfo((struct sockaddr *)&address, len, NULL, 0, service, sizeof service, NI_NUMERICSERV) != 0)
        return 0;
    return atoi(service);
}

static void site_free(struct site *site)
{
    for (size_t i = 0; i < SITE_READERS_MAX; i++) {
        store_close(site->readers[i].store, NULL);
        arena_free(site->readers[i].arena);
    }
    for (size_t i = 0; i < SITE_CACHE_SLOTS; i++) {
        free(site->cache[i].key);
        answer_free(site->cache[i].answer);
    }
    site_similar_close(site->similar);
    pthread_mutex_destroy(&site->lock);
    pthread_mutex_destroy(&site->refreshing);
    free(site);
}

static void wait_for_stop(const struct site_plan *plan)
{
    const struct timespec tenth = {0, 100 * 1000 * 1000};
    while (!plan->stop || !*plan->stop)
        nanosleep(&tenth, NULL);                          /* a signal ends it at once */
}

static bool run(struct site *site, int socket_fd, struct err *err)
{
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);          /* signals are for the caller's thread */
    struct MHD_Daemon *daemon = MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD, 0, NULL, NULL, call_answer, site, MHD_OPTION_LISTEN_SOCKET, socket_fd, MHD_OPTION_THREAD_POOL_SIZE,
        (unsigned)site->threads, MHD_OPTION_CONNECTION_LIMIT, (unsigned)SITE_CONNECTIONS_MAX, MHD_OPTION_CONNECTION_TIMEOUT,
            (unsigned)SITE_TIMEOUT_S,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)SITE_HEADERS_MAX, MHD_OPTION_URI_LOG_CALLBACK, call_start, site,
            MHD_OPTION_NOTIFY_COMPLETED,
        call_end, site, MHD_OPTION_UNESCAPE_CALLBACK, unescape_nothing, site, MHD_OPTION_END);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (!daemon) {
        close(socket_fd);
        return err_fail(err, ERR_USAGE, "", "The HTTP server cannot start: %s.", strerror(errno));
    }
    if (site->plan->started) {
        char address[320];
        snprintf(address, sizeof address, strchr(site->host, ':') ? "http://[%s]:%d/" : "http://%s:%d/", site->host, site->port);
        site->plan->started(site->plan->context, address);
    }
    wait_for_stop(site->plan);
    MHD_stop_daemon(daemon);                              /* closes the socket, ends its threads */
    return true;
}

bool site_serve(const struct site_plan *plan, struct err *err)
{
    struct site *site = calloc(1, sizeof *site);
    if (!site)
        return err_fail(err, ERR_MEMORY, "", "Out of memory.");
    site->plan = plan;
    site->threads = plan->threads < 1 ? 4 : plan->threads > SITE_READERS_MAX ? SITE_READERS_MAX : plan->threads;
    snprintf(site->host, sizeof site->host, "%s", plan->host && *plan->host ? plan->host : "127.0.0.1");
    pthread_mutex_init(&site->lock, NULL);
    pthread_mutex_init(&site->refreshing, NULL);
    struct reader *reader;
    int socket_fd = -1;
    bool ready = site_reader_take(site, &reader, err);    /* an unusable monitor is said before anything listens */
    if (ready) {
        site_reader_give(site, reader);
        ready = site_similar_open(&site->similar, plan->folder, err) && (socket_fd = listen_on(site->host, plan->port, err)) >= 0;
    }
    if (ready)
        site->port = port_of(socket_fd);
    bool done = ready && run(site, socket_fd, err);
    site_free(site);
    return done;
}
