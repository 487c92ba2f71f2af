/* intake_walk.h: paths to files: a folder is walked in the order of names. Private to intake/. */
#ifndef ENTENTE_INTAKE_WALK_H
#define ENTENTE_INTAKE_WALK_H

#include "base/err.h"

#define INTAKE_FOLDERS_MAX 32                           /* folders within folders; a deeper one (or a loop of links) is refused */

struct intake_folder {char *path; char **names; size_t count, next;};
struct intake_walk {
    char *const *paths;
    size_t count, next;
    struct intake_folder folders[INTAKE_FOLDERS_MAX];
    size_t depth;
    char *path;                                         /* of the file given last, owned */
};
enum intake_walk_step {WALK_FILE, WALK_REFUSED, WALK_END};

/* The next file in walk->path. Names that begin with a dot are passed over within folders. */
enum intake_walk_step intake_walk_next(struct intake_walk *walk, struct err *err);
void intake_walk_close(struct intake_walk *walk);

#endif
