/* cli.h: the command line: a table of commands, one file each (cli_NAME.c), which hold nothing but arguments and printing.
 *
 * A command is a row: name, synopsis, what the manual says of it, its options, and the function that runs it. Help, manual page and
 * shell completion are written from these rows, so a command cannot be there without them. Options set fields of struct cli_values.
 *
 * Exit status: enum cli_status. stdout has results alone; errors ("entente: FILE:POSITION: reason") and progress go to stderr.
 * A command runs behind the door of cli->arena: where memory runs out the process says so and ends, and SQLite keeps what was committed.
 */
#ifndef ENTENTE_CLI_H
#define ENTENTE_CLI_H

#include <signal.h>
#include <stdio.h>

#include "base/day.h"
#include "base/log.h"
#include "base/opt.h"

enum cli_status {CLI_DONE = 0, CLI_REFUSED = 1, CLI_USAGE = 2, CLI_UNUSABLE = 3, CLI_INTERRUPTED = 130};

struct cli_values {                 /* set by options; a command's table says which of them it has */
    bool help, json, conllu, lint, statements, uncoded, unused, conflicts, counted, all, once, man, version;
    const char *to, *setting, *phrases, *sentences, *given, *why, *text, *host, *completion;
    const char *actor, *between, *type, *context, *category, *source;
    int64_t jobs, port, limit, offset, quad;
    day date, from, until;
};
struct cli_option {                 /* as struct opt, but where the value goes is a place in struct cli_values */
    const char *name;               /* NULL ends a table */
    char letter;
    enum opt_kind kind;
    const char *value, *help;
    size_t place;                   /* offsetof(struct cli_values, …) */
};

struct cli;
struct cli_command {
    const char *name, *synopsis;    /* synopsis: what stands behind the name; "\n" begins another form */
    const char *summary;            /* one line, no full stop */
    const char *about;              /* paragraphs, separated by an empty line */
    const char *examples;           /* lines, or NULL */
    const struct cli_option *options;
    enum cli_status (*run)(struct cli *cli);
};

struct cli {
    struct arena *arena;
    const struct cli_command *command;
    struct cli_values values;
    char **arguments;               /* what is no option, in order; count of them */
    size_t count;
    bool colour;                    /* stdout is a terminal and NO_COLOR is not set */
    int width;                      /* columns of the terminal, 100 where there is none */
};

/* Rows that several tables have. --help is in every table by itself. */
#define CLI_OPT_JOBS {"jobs", 'j', OPT_NUMBER, "N", "work on N documents at once (default: the cores); results do not depend on it", \
                      offsetof(struct cli_values, jobs)}
#define CLI_OPT_JSON {"json", 0, OPT_FLAG, NULL, "JSON instead of the view for people", offsetof(struct cli_values, json)}
#define CLI_OPT_DATE {"date", 'd', OPT_DAY, "DATE", "as of this day, YYYY-MM-DD (default: the last day with documents)", \
                      offsetof(struct cli_values, date)}
#define CLI_OPT_SETTING {"setting", 0, OPT_CHOICE, "fast|accurate", "how much work is spent on a sentence (default: fast)", \
                         offsetof(struct cli_values, setting)}
#define CLI_OPT_END {NULL, 0, OPT_FLAG, NULL, NULL, 0}

/* Runs the command of argv; gives the exit status. */
int cli_main(int argc, char **argv);
extern const struct cli_command *const cli_commands[];    /* in the order of the manual; NULL ends it */
const struct cli_command *cli_command_find(str name);     /* NULL */

/* Other than 0 after an interrupt (SIGINT, SIGTERM); a second one ends the process at once. The only variable of the program that is
 * shared by all: a signal has no other way in. */
extern volatile sig_atomic_t cli_stop;

/* Prints err and gives the exit status that belongs to its code. */
enum cli_status cli_fail(const struct err *err);
/* Prints that the command was used wrongly, and how it is used; gives CLI_USAGE. */
enum cli_status cli_misused(const struct cli *cli, const char *why, ...) __attribute__((format(printf, 2, 3)));
/* Writes all to stdout. False and ERR_FILE where it takes no more. */
bool cli_write(str text, struct err *err);
/* Writes out to stdout and gives the status: CLI_DONE, or what a failed write means. */
enum cli_status cli_finish(const struct buf *out);
struct json_out;
void cli_strings_write(struct json_out *out, str key, const struct str_list *list);    /* "key": ["a", "b"] */

#endif
