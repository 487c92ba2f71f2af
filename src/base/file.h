/* file.h: whole files, mapped files, and where the program's data lie. */
#ifndef ENTENTE_BASE_FILE_H
#define ENTENTE_BASE_FILE_H

#include "base/arena.h"

/* The file's bytes in the arena; at most limit bytes (0: FILE_SIZE_MAX), a larger one is refused. */
#define FILE_SIZE_MAX ((size_t)1 << 31)
bool file_read(struct arena *arena, const char *path, size_t limit, str *bytes, struct err *err);
/* Writes to a temporary neighbour, syncs and renames: afterwards the old or the new file is there, never a part. */
bool file_write(const char *path, str bytes, struct err *err);

struct file_map {const char *at; size_t len;};
bool file_map_open(struct file_map *map, const char *path, struct err *err);    /* read-only, shared */
void file_map_close(struct file_map *map);

/* Finds name ("data/event.pack", "model/en.model") in $ENTENTE_DATA, beside the program, in its share/entente (../share/entente
 * from bin) and in the installed prefix, in this order. Fills path. */
bool file_data_path(char *path, size_t room, const char *name, struct err *err);

#endif
