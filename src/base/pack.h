/* pack.h: one file of named sections, made by programs of gen/, mapped by the rooms.
 *
 * Layout, little endian; offsets from the file's start, sections aligned to 64 bytes:
 *   0  8  "ENTPACK\n"       8  4  format number of the maker      12  4  number of sections S
 *  16  8  checksum (XXH64-like mix over bytes 0-15 and all from 24 on)
 *  24  S x 48  per section: name (32 bytes, 0-filled), offset (8), size (8)
 */
#ifndef ENTENTE_BASE_PACK_H
#define ENTENTE_BASE_PACK_H

#include "base/file.h"

#define PACK_NAME_MAX 31
#define PACK_SECTIONS_MAX 64

struct pack {struct file_map map; uint32_t format; char path[512];};

/* Maps and checks path: magic, format (must equal the caller's), sizes, checksum. The message says what was found and what is read. */
bool pack_open(struct pack *pack, const char *path, uint32_t format, struct err *err);
void pack_close(struct pack *pack);
/* The section's bytes, valid until pack_close; fails where it is missing or its size is no multiple of unit (0: any). */
bool pack_section(const struct pack *pack, const char *name, size_t unit, str *bytes, struct err *err);

struct pack_out {struct arena *arena; uint32_t format; struct {const char *name; str bytes;} sections[PACK_SECTIONS_MAX]; size_t count;};
void pack_out_add(struct pack_out *out, const char *name, const void *bytes, size_t size);    /* bytes are borrowed until the write */
/* Writes the file by file_write; it is put together in out->arena, which must have room for it (through the arena's door). */
bool pack_out_write(struct pack_out *out, const char *path, struct err *err);

#endif
