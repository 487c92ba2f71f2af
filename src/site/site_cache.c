/* site_cache.c: readers of the store that requests take turns with, and answers kept until the store changes.
 *
 * An answer belongs to a generation of the store (store_summary): the same address and generation give the same bytes, so a kept
 * answer is never wrong, and no time limit is needed. Each address has one slot by its hash; a newcomer replaces who was there.
 */
#include "site/site_system.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <zlib.h>

#include "base/file.h"
#include "site/site_http.h"

int64_t site_clock_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* ---- Answers ---- */

static bool gzip(str body, char **out, size_t *out_len)
{
    z_stream stream = {0};
    if (deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        return false;
    size_t room = deflateBound(&stream, (uLong)body.len);
    char *bytes = malloc(room);
    stream.next_in = (Bytef *)(uintptr_t)body.at;
    stream.avail_in = (uInt)body.len;
    stream.next_out = (Bytef *)bytes;
    stream.avail_out = (uInt)room;
    bool done = bytes && deflate(&stream, Z_FINISH) == Z_STREAM_END && stream.total_out < body.len;
    *out_len = stream.total_out;
    deflateEnd(&stream);
    if (!done)
        free(bytes);
    else
        *out = bytes;
    return done;
}

static bool compressible(const char *type)
{
    return strncmp(type, "text/", 5) == 0 || strstr(type, "json") || strstr(type, "xml") || strstr(type, "javascript");
}

struct answer *answer_make(int status, const char *type, str body)
{
    struct answer *answer = calloc(1, sizeof *answer);
    char *bytes = malloc(body.len + 1);
    if (!answer || !bytes) {
        free(answer);
        free(bytes);
        return NULL;
    }
    if (body.len)
        memcpy(bytes, body.at, body.len);
    answer->body = bytes;
    answer->len = body.len;
    answer->users = 1;
    answer->status = status;
    snprintf(answer->type, sizeof answer->type, "%s", type);
    snprintf(answer->etag, sizeof answer->etag, "%016llx", (unsigned long long)str_hash(body));
    if (body.len >= SITE_GZIP_MIN && body.len < UINT32_MAX / 2 && compressible(type) && !gzip(body, &answer->zipped, &answer->zipped_len))
        answer->zipped = NULL;
    return answer;
}

void answer_free(struct answer *answer)
{
    if (!answer)
        return;
    free(answer->body);
    free(answer->zipped);
    free(answer);
}

void site_answer_release(struct site *site, struct answer *answer)
{
    pthread_mutex_lock(&site->lock);
    bool last = --answer->users == 0;
    pthread_mutex_unlock(&site->lock);
    if (last)
        answer_free(answer);
}

static struct cache_slot *slot_of(struct site *site, const char *key)
{
    return &site->cache[str_hash(str_from(key)) % SITE_CACHE_SLOTS];
}

struct answer *site_cache_find(struct site *site, const char *key, uint64_t generation)
{
    struct answer *found = NULL;
    pthread_mutex_lock(&site->lock);
    struct cache_slot *slot = slot_of(site, key);
    if (slot->answer && slot->generation == generation && strcmp(slot->key, key) == 0) {
        found = slot->answer;
        found->users++;
        site->metrics.cached++;
    }
    pthread_mutex_unlock(&site->lock);
    return found;
}

void site_cache_put(struct site *site, const char *key, uint64_t generation, struct answer *answer)
{
    char *copy = answer->len <= SITE_CACHE_BYTES ? strdup(key) : NULL;
    if (!copy)
        return;
    pthread_mutex_lock(&site->lock);
    struct cache_slot *slot = slot_of(site, key), old = *slot;
    *slot = (struct cache_slot){copy, generation, answer};
    answer->users++;
    bool last = old.answer && --old.answer->users == 0;
    pthread_mutex_unlock(&site->lock);
    free(old.key);
    if (last)
        answer_free(old.answer);
}

/* ---- Readers ---- */

bool site_reader_take(struct site *site, struct reader **reader, struct err *err)
{
    struct reader *free_one = NULL;
    pthread_mutex_lock(&site->lock);
    for (int i = 0; i < SITE_READERS_MAX && !free_one; i++)
        if (!site->readers[i].busy)
            free_one = &site->readers[i];
    if (free_one)
        free_one->busy = true;
    pthread_mutex_unlock(&site->lock);
    if (!free_one)
        return err_fail(err, ERR_MEMORY, "", "Too many requests at once; try again.");
    if (!free_one->arena)
        free_one->arena = arena_make(SITE_ARENA_MAX);
    if (!free_one->arena || (!free_one->store && !store_open(&free_one->store, site->plan->folder, STORE_READ, err))) {
        site_reader_give(site, free_one);
        return err_fail(err, ERR_MEMORY, "", "Out of memory.");
    }
    *reader = free_one;
    return true;
}

void site_reader_give(struct site *site, struct reader *reader)
{
    if (reader->arena)
        arena_reset(reader->arena);
    pthread_mutex_lock(&site->lock);
    reader->busy = false;
    pthread_mutex_unlock(&site->lock);
}

/* ---- Assets: a closed list, so that no path of a request ever becomes a path of a file ---- */

const struct asset *site_asset_find(str path)
{
    static const struct asset assets[] = {
        {"/style.css", "web/style.css", "text/css; charset=utf-8"},
        {"/icon.svg", "web/icon.svg", "image/svg+xml"},
        {"/chart.js", "web/chart.js", "text/javascript; charset=utf-8"},
        {"/robots.txt", "web/robots.txt", "text/plain; charset=utf-8"},
    };
    for (size_t i = 0; i < sizeof assets / sizeof *assets; i++)
        if (str_eq(path, str_from(assets[i].path)))
            return &assets[i];
    return NULL;
}

bool site_asset_read(const struct asset *asset, struct arena *arena, str *bytes, struct err *err)
{
    char path[1024];
    return file_data_path(path, sizeof path, asset->file, err) && file_read(arena, path, SITE_ASSET_MAX, bytes, err);
}

/* ---- Host ---- */

static bool host_is(str name, str port, str wanted, int port_wanted)
{
    int64_t number = 80;
    if (port.len && !str_int64(port, &number))
        return false;
    return str_eq_fold(name, wanted) && number == port_wanted;
}

/* A page of another site can make a browser call 127.0.0.1 under that site's own name (DNS rebinding); its Host gives it away. */
bool site_host_ok(str header, str host, int port)
{
    size_t colon = header.len;
    size_t bracket = header.len && header.at[0] == '[' ? str_find_char(header, ']', 0) : 0;
    for (size_t i = bracket; i < header.len && colon == header.len; i++)
        if (header.at[i] == ':')
            colon = i;
    str name = str_sub(header, 0, colon), number = str_from_at(header, colon + 1);
    if (colon < header.len && number.len == 0)
        return false;
    if (host_is(name, number, STR("127.0.0.1"), port) || host_is(name, number, STR("localhost"), port) ||
        host_is(name, number, STR("[::1]"), port))
        return true;
    if (host.len == 0)
        return false;
    char bracketed[280];
    snprintf(bracketed, sizeof bracketed, "[%.*s]", STR_ARG(host));
    return host_is(name, number, host, port) || host_is(name, number, str_from(bracketed), port);
}
