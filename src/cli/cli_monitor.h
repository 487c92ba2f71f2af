/* cli_monitor.h: what commands on a monitor share: opening it, "now", the analysts' articles, the index of similar articles. */
#ifndef ENTENTE_CLI_MONITOR_H
#define ENTENTE_CLI_MONITOR_H

#include "cli/cli.h"
#include "status/status.h"
#include "story/story.h"

/* Opens the monitor of the first argument for reading. False: *status is what the command ends with (its use is wrong, or the monitor). */
bool cli_monitor_open(struct cli *cli, size_t arguments_least, size_t arguments_most, struct store **store, enum cli_status *status);
/* Closes it; gives status, or what a failed close means. */
enum cli_status cli_monitor_close(struct store *store, enum cli_status status);
/* --date, else the last day with documents (DAY_NONE in an empty monitor). */
bool cli_monitor_date(struct cli *cli, struct store *store, day *date, struct err *err);

struct cli_notes {size_t stored, gone, refused, reports;};
/* Codes and stores the analysts' articles that are new or changed, takes away those that are gone. A note that cannot be read is printed,
 * counted as refused and left. arena is reset for each note. */
bool cli_notes_refresh(struct store *store, const struct coder *coder, struct arena *arena, struct cli_notes *notes, struct err *err);

/* The index of similar articles, brought up to the archive: loaded from DIR/index/similar.bin or built anew. *changed (may be NULL): it is ahead of
 * its file. The caller frees it by story_index_free. */
bool cli_index_open(struct store *store, struct arena *arena, struct story_index **index, bool *changed, struct err *err);
bool cli_index_save(const struct story_index *index, const char *folder, struct err *err);    /* folder: the monitor's */

#endif
