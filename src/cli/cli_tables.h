/* cli_tables.h: where the tables lie that --lint checks. */
#ifndef ENTENTE_CLI_TABLES_H
#define ENTENTE_CLI_TABLES_H

#include "cli/cli.h"

/* given, where somebody names a folder; else name ("data/actor") in the current folder, else the program's own. Must be a folder. */
bool cli_tables_folder(const char *given, const char *name, char *path, size_t room, struct err *err);

#endif
