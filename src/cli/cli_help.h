/* cli_help.h: help, manual page and shell completion from the table of commands. */
#ifndef ENTENTE_CLI_HELP_H
#define ENTENTE_CLI_HELP_H

#include "cli/cli.h"

/* The command's options and --help as a table for base/opt.h, with places in values. In the arena. */
const struct opt *cli_help_options(struct arena *arena, const struct cli_command *command, struct cli_values *values);
void cli_help_short(const struct cli_command *command, struct buf *out);    /* --help: synopsis, summary, options */
void cli_help_long(const struct cli_command *command, struct buf *out);     /* help COMMAND: the manual's section as text */
void cli_help_list(struct buf *out);                      /* all commands with their summaries */
void cli_help_man(struct buf *out);                       /* entente(1) in man(7) macros */
bool cli_help_completion(str shell, struct buf *out);     /* bash, zsh or fish; false for another */
extern const char cli_help_exit_text[];                   /* what the exit statuses mean */

#endif
