/* pack.c: files of named sections, see pack.h for the layout.
 *
 * A pack is checked whole when it is opened, so that no room has to doubt a number it reads from a section: what passes here was
 * written by the maker of this very format. The checksum finds damage, not malice. It is in the manner of XXH64 (Collet): four
 * lanes of multiply and rotate over words of eight bytes, folded at the end; the tail counts as if filled with zeros, the length
 * is mixed in. Numbers are put together byte by byte, so that the file is the same on every machine.
 */
#include "base/pack.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

#define HEAD_SIZE 24
#define ENTRY_SIZE 48
#define NAME_SIZE 32
#define SECTION_ALIGN 64
#define MIX_1 0x9E3779B185EBCA87u
#define MIX_2 0xC2B2AE3D27D4EB4Fu

static const char pack_magic[8] = {'E', 'N', 'T', 'P', 'A', 'C', 'K', '\n'};

static uint64_t get_number(const char *at, int bytes)
{
    uint64_t value = 0;
    for (int i = bytes - 1; i >= 0; i--)
        value = value << 8 | (unsigned char)at[i];
    return value;
}

static void put_number(char *at, int bytes, uint64_t value)
{
    for (int i = 0; i < bytes; i++, value >>= 8)
        at[i] = (char)(value & 0xFF);
}

static uint64_t mix(uint64_t lane, uint64_t word)
{
    lane += word * MIX_2;
    return (lane << 31 | lane >> 33) * MIX_1;
}

/* Of a whole file but for the checksum itself. */
static uint64_t checksum(const char *file, size_t file_len)
{
    const char *at = file + HEAD_SIZE;
    size_t len = file_len - HEAD_SIZE;
    uint64_t lanes[4] = {mix(MIX_1, get_number(file, 8)), mix(MIX_2, get_number(file + 8, 8)), 0, 0 - MIX_1};
    size_t done = 0;
    for (; len - done >= 32; done += 32)
        for (size_t i = 0; i < 4; i++)
            lanes[i] = mix(lanes[i], get_number(at + done + i * 8, 8));
    char tail[32] = {0};
    memcpy(tail, at + done, len - done);
    uint64_t sum = len;
    for (size_t i = 0; i < 4; i++)
        sum = mix(sum ^ mix(lanes[i], get_number(tail + i * 8, 8)), i);
    sum = (sum ^ sum >> 33) * MIX_2;
    return sum ^ sum >> 29;
}

/* The sections lie inside the file, aligned, and their names end inside their fields. */
static bool check_sections(const struct pack *pack, struct err *err)
{
    uint64_t count = get_number(pack->map.at + 12, 4), len = pack->map.len;
    if (count > PACK_SECTIONS_MAX || HEAD_SIZE + count * ENTRY_SIZE > len)
        return err_fail(err, ERR_DATA, pack->path, "damaged: %" PRIu64 " sections do not fit into %" PRIu64 " bytes", count, len);
    for (uint64_t i = 0; i < count; i++) {
        const char *entry = pack->map.at + HEAD_SIZE + i * ENTRY_SIZE;
        uint64_t offset = get_number(entry + 32, 8), size = get_number(entry + 40, 8);
        if (entry[NAME_SIZE - 1] != 0 || offset % SECTION_ALIGN != 0 || offset > len || size > len - offset)
            return err_fail(err, ERR_DATA, pack->path, "damaged: section %" PRIu64 " lies outside of the file", i);
    }
    return true;
}

static bool check_pack(const struct pack *pack, uint32_t format, struct err *err)
{
    str bytes = {pack->map.at, pack->map.len};
    if (bytes.len < HEAD_SIZE || memcmp(bytes.at, pack_magic, sizeof pack_magic) != 0)
        return err_fail(err, ERR_DATA, pack->path, "this is no pack file of entente (it does not begin with ENTPACK)");
    uint64_t found = get_number(bytes.at + 8, 4);
    if (found != format)
        return err_fail(err, ERR_DATA, pack->path,
                        "the file is of format %" PRIu64 ", this program reads %" PRIu32 "; build the data again", found, format);
    if (get_number(bytes.at + 16, 8) != checksum(bytes.at, bytes.len))
        return err_fail(err, ERR_DATA, pack->path, "damaged: the checksum does not fit its %zu bytes; build the data again", bytes.len);
    return check_sections(pack, err);
}

bool pack_open(struct pack *pack, const char *path, uint32_t format, struct err *err)
{
    struct err reason = {0};
    *pack = (struct pack){.map = {"", 0}, .format = format};
    snprintf(pack->path, sizeof pack->path, "%s", path);
    if (!file_map_open(&pack->map, path, &reason))
        return err_fail(err, ERR_DATA, path, "%s", reason.why);     /* a needed file: ERR_DATA, where any file would be ERR_FILE */
    if (check_pack(pack, format, err)) {
        /* The checksum has read every page; most will not be needed soon, and the system still has them. */
        madvise((void *)(uintptr_t)pack->map.at, pack->map.len, MADV_DONTNEED);
        return true;
    }
    pack_close(pack);
    return false;
}

void pack_close(struct pack *pack)
{
    file_map_close(&pack->map);
}

bool pack_section(const struct pack *pack, const char *name, size_t unit, str *bytes, struct err *err)
{
    uint64_t count = pack->map.len >= HEAD_SIZE ? get_number(pack->map.at + 12, 4) : 0;
    for (uint64_t i = 0; i < count; i++) {
        const char *entry = pack->map.at + HEAD_SIZE + i * ENTRY_SIZE;
        if (strcmp(entry, name) != 0)
            continue;
        size_t offset = (size_t)get_number(entry + 32, 8), size = (size_t)get_number(entry + 40, 8);
        if (unit > 0 && size % unit != 0)
            return err_fail(err, ERR_DATA, pack->path, "section %s has %zu bytes, which is no multiple of %zu", name, size, unit);
        *bytes = (str){pack->map.at + offset, size};
        return true;
    }
    return err_fail(err, ERR_DATA, pack->path, "the section %s is missing; build the data again", name);
}

void pack_out_add(struct pack_out *out, const char *name, const void *bytes, size_t size)
{
    if (out->count < PACK_SECTIONS_MAX) {
        out->sections[out->count].name = name;
        out->sections[out->count].bytes = (str){bytes, size};
    }
    out->count++;                       /* above PACK_SECTIONS_MAX: the write fails */
}

static size_t align_up(size_t size)
{
    return (size + SECTION_ALIGN - 1) / SECTION_ALIGN * SECTION_ALIGN;
}

static bool check_out(const struct pack_out *out, const char *path, struct err *err)
{
    if (out->count > PACK_SECTIONS_MAX)
        return err_fail(err, ERR_DATA, path, "%zu sections, and a pack has at most %d", out->count, PACK_SECTIONS_MAX);
    for (size_t i = 0; i < out->count; i++) {
        const char *name = out->sections[i].name;
        if (name[0] == 0 || strlen(name) > PACK_NAME_MAX)
            return err_fail(err, ERR_DATA, path, "the section name \"%s\" has not 1 to %d bytes", name, PACK_NAME_MAX);
        for (size_t j = 0; j < i; j++)
            if (strcmp(out->sections[j].name, name) == 0)
                return err_fail(err, ERR_DATA, path, "the section %s is there twice", name);
    }
    return true;
}

bool pack_out_write(struct pack_out *out, const char *path, struct err *err)
{
    if (!check_out(out, path, err))
        return false;
    size_t len = align_up(HEAD_SIZE + out->count * ENTRY_SIZE);
    for (size_t i = 0; i < out->count; i++)
        len += align_up(out->sections[i].bytes.len);
    char *at = arena_alloc(out->arena, len);
    memcpy(at, pack_magic, sizeof pack_magic);
    put_number(at + 8, 4, out->format);
    put_number(at + 12, 4, out->count);
    size_t offset = align_up(HEAD_SIZE + out->count * ENTRY_SIZE);
    for (size_t i = 0; i < out->count; i++) {
        char *entry = at + HEAD_SIZE + i * ENTRY_SIZE;
        str bytes = out->sections[i].bytes;
        memcpy(entry, out->sections[i].name, strlen(out->sections[i].name));
        put_number(entry + 32, 8, offset);
        put_number(entry + 40, 8, bytes.len);
        if (bytes.len > 0)
            memcpy(at + offset, bytes.at, bytes.len);
        offset += align_up(bytes.len);
    }
    put_number(at + 16, 8, checksum(at, len));
    return file_write(path, (str){at, len}, err);
}
