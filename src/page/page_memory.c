/* page_memory.c: what the pages of a host have in common.
 *
 * Text that stood on earlier pages of the same host is furniture: the box about the paper, the call for donations, the legal line. So the
 * hashes of paragraphs of each page are counted by host, one page once, and a paragraph that MEMORY_PAGES_MIN earlier pages had is dropped.
 * A page sees only pages that came before it in the order of the input, so whoever reads with several workers must tell the memory in that order.
 * Bounded: MEMORY_HOSTS_MAX hosts and MEMORY_PARAGRAPHS_MAX hashes each, in a table of fixed size; when one is full the oldest make place.
 * Idea: site-level template detection (Bar-Yossef and Rajagopalan, "Template detection via data mining", WWW 2002), here by exact text.
 */
#include "page/page.h"
#include "base/utf8.h"
#include <stdlib.h>
#include <string.h>

#define MEMORY_HOSTS_MAX 256
#define MEMORY_PARAGRAPHS_MAX 1024
#define MEMORY_PAGES_MIN 2
#define MEMORY_LEAST_KEPT 2                             /* of five: a page of which more would go is left whole (a page read twice) */

struct memory_entry {uint64_t text, address; uint32_t pages;};     /* address: of the page that had it last */
struct memory_host {uint64_t host, used; struct memory_entry entries[MEMORY_PARAGRAPHS_MAX];};
struct page_memory {uint64_t clock; struct memory_host *hosts[MEMORY_HOSTS_MAX];};

static uint64_t hash_of(str text)
{
    uint64_t hash = 14695981039346656037u;
    for (size_t i = 0; i < text.len; i++)
        hash = (hash ^ (unsigned char)text.at[i]) * 1099511628211u;
    return hash ? hash : 1;
}

struct page_memory *page_memory_make(void)
{
    return calloc(1, sizeof(struct page_memory));
}

void page_memory_free(struct page_memory *memory)
{
    for (size_t i = 0; memory && i < MEMORY_HOSTS_MAX; i++)
        free(memory->hosts[i]);
    free(memory);
}

/* The host's place; of eight places from its hash on the one used longest ago is given up for a new host. NULL for lack of memory. */
static struct memory_host *host_of(struct page_memory *memory, uint64_t host)
{
    struct memory_host **oldest = NULL;
    for (size_t i = 0; i < 8; i++) {
        struct memory_host **at = &memory->hosts[(host + i) % MEMORY_HOSTS_MAX];
        if (*at && (*at)->host == host) {
            (*at)->used = ++memory->clock;
            return *at;
        }
        if (!oldest || !*at || (*oldest && (*at)->used < (*oldest)->used))
            oldest = oldest && !*oldest ? oldest : at;
    }
    if (!*oldest)
        *oldest = malloc(sizeof **oldest);
    if (!*oldest)
        return NULL;
    memset(*oldest, 0, sizeof **oldest);
    (*oldest)->host = host;
    (*oldest)->used = ++memory->clock;
    return *oldest;
}

static struct memory_entry *entry_of(struct memory_host *host, uint64_t text)
{
    struct memory_entry *least = NULL;
    for (size_t i = 0; i < 8; i++) {
        struct memory_entry *entry = &host->entries[(text + i) % MEMORY_PARAGRAPHS_MAX];
        if (entry->text == text)
            return entry;
        if (!least || entry->pages < least->pages)
            least = entry;
    }
    *least = (struct memory_entry){.text = text};
    return least;
}

size_t page_memory_apply(struct page_memory *memory, struct article *article, struct arena *arena)
{
    struct memory_host *host = article->host.len && article->paragraphs.len ? host_of(memory, hash_of(article->host)) : NULL;
    struct paragraph_list kept = {0};
    uint64_t address = hash_of(article->url.len ? article->url : article->page);
    size_t bytes = 0, dropped = 0, count = 0;
    if (!host)
        return 0;
    for (size_t i = 0; i < article->paragraphs.len; i++) {
        struct paragraph *paragraph = &article->paragraphs.at[i];
        struct memory_entry *entry = entry_of(host, hash_of(paragraph->text));
        bool known = entry->pages >= MEMORY_PAGES_MIN && entry->address != address;
        bytes += paragraph->text.len;
        if (known) {
            dropped += paragraph->text.len;
            count++;
        } else
            *LIST_ADD(arena, &kept) = *paragraph;
        if (entry->address != address) {
            entry->pages++;
            entry->address = address;
        }
    }
    if (count == 0 || dropped * 5 > bytes * MEMORY_LEAST_KEPT)
        return 0;
    article->paragraphs = kept;
    *LIST_ADD(arena, &article->notes) = STR("host-furniture: paragraphs that stood on earlier pages of the host were dropped");
    return count;
}
