/* cli.c: which command, with which options; what an error means for the exit status. */
#include "cli/cli.h"
#include "cli/cli_help.h"
#include "base/json.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define WIDTH_DEFAULT 100
#define WIDTH_LEAST 40

volatile sig_atomic_t cli_stop;

extern const struct cli_command cli_read, cli_parse, cli_when, cli_actors, cli_code, cli_triggers, cli_init, cli_add, cli_status_, cli_trends,
    cli_similar, cli_search, cli_events, cli_show, cli_serve, cli_check, cli_watch, cli_stories, cli_claims, cli_bulletin, cli_import, cli_export,
    cli_changes, cli_recode, cli_user, cli_help_command;
const struct cli_command *const cli_commands[] = {
    &cli_read, &cli_parse, &cli_when, &cli_actors, &cli_code, &cli_triggers, &cli_init, &cli_add, &cli_status_, &cli_trends, &cli_similar,
    &cli_search, &cli_events, &cli_show, &cli_serve, &cli_check, &cli_watch, &cli_stories, &cli_claims, &cli_bulletin, &cli_import, &cli_export,
    &cli_changes, &cli_recode, &cli_user, &cli_help_command, NULL,
};

const struct cli_command *cli_command_find(str name)
{
    for (size_t i = 0; cli_commands[i]; i++)
        if (str_eq(str_from(cli_commands[i]->name), name))
            return cli_commands[i];
    return NULL;
}

enum cli_status cli_fail(const struct err *err)
{
    log_err(err);
    switch (err->code) {
    case ERR_USAGE: return CLI_USAGE;
    case ERR_STOPPED: return CLI_INTERRUPTED;
    case ERR_INPUT: return CLI_REFUSED;
    default: return CLI_UNUSABLE;
    }
}

enum cli_status cli_misused(const struct cli *cli, const char *why, ...)
{
    char text[600];
    va_list list;
    va_start(list, why);
    vsnprintf(text, sizeof text, why, list);
    va_end(list);
    log_line("%s: %s; see entente %s --help", cli->command->name, text, cli->command->name);
    return CLI_USAGE;
}

bool cli_write(str text, struct err *err)
{
    return fwrite(text.at, 1, text.len, stdout) == text.len || err_fail(err, ERR_FILE, "standard output", "takes no more: %m");
}

enum cli_status cli_finish(const struct buf *out)
{
    struct err err = {0};
    return cli_write(buf_str(out), &err) ? CLI_DONE : cli_fail(&err);
}

void cli_strings_write(struct json_out *out, str key, const struct str_list *list)
{
    json_key(out, key);
    json_array(out);
    for (size_t i = 0; i < list->len; i++)
        json_str(out, list->at[i]);
    json_array_end(out);
}

static void stop(int signal_number)
{
    (void)signal_number;
    cli_stop = 1;
}

/* The first signal asks to stop; then its default is back. System calls return early, so that reading a pipe ends too. */
static void signals_catch(void)
{
    struct sigaction action = {.sa_handler = stop, .sa_flags = (int)SA_RESETHAND};
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
}

static int terminal_width(void)
{
    struct winsize size;
    if (!isatty(STDOUT_FILENO) || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
        return WIDTH_DEFAULT;
    return size.ws_col < WIDTH_LEAST ? WIDTH_LEAST : size.ws_col;
}

static bool wants_colour(void)
{
    const char *no = getenv("NO_COLOR"), *terminal = getenv("TERM");
    return isatty(STDOUT_FILENO) && (!no || !*no) && (!terminal || strcmp(terminal, "dumb") != 0);
}

struct job {struct cli *cli; int argc; char **argv; enum cli_status status;};

static void run(void *at)
{
    struct job *job = at;
    struct cli *cli = job->cli;
    struct err err = {0};
    int arguments;
    const struct opt *table = cli_help_options(cli->arena, cli->command, &cli->values);
    bool read = opt_read(table, job->argc, job->argv, &arguments, &err);
    if (!read && !cli->command->options) {    /* not built yet: whatever it is asked, the answer is the same */
        job->status = cli->command->run(cli);
        return;
    }
    if (!read) {
        log_line("%s: %s; see entente %s --help", cli->command->name, err.why, cli->command->name);
        job->status = CLI_USAGE;
        return;
    }
    if (cli->values.help) {
        struct buf out = buf_make(cli->arena);
        cli_help_short(cli->command, &out);
        job->status = cli_finish(&out);
        return;
    }
    cli->arguments = job->argv + 1;
    cli->count = (size_t)arguments;
    job->status = cli->command->run(cli);
}

static int command_run(const struct cli_command *command, int argc, char **argv)
{
    struct err err = {0};
    struct cli cli = {.arena = arena_make(0), .command = command, .colour = wants_colour(), .width = terminal_width(),
        .values = {.port = 8080, .date = DAY_NONE, .from = DAY_NONE, .until = DAY_NONE}};
    struct job job = {.cli = &cli, .argc = argc, .argv = argv, .status = CLI_UNUSABLE};
    if (!cli.arena || !arena_try(cli.arena, run, &job, &err)) {
        if (!cli.arena)
            err_fail(&err, ERR_MEMORY, "", "out of memory");
        job.status = cli_fail(&err);
    }
    arena_free(cli.arena);
    if (fflush(stdout) != 0 && job.status == CLI_DONE) {
        log_line("standard output: takes no more: %m");
        job.status = CLI_UNUSABLE;
    }
    return cli_stop ? (int)CLI_INTERRUPTED : (int)job.status;
}

static int unknown(str name)
{
    const char *nearest = NULL;
    size_t least = name.len / 2 + 1;
    for (size_t i = 0; cli_commands[i]; i++) {
        size_t distance = str_distance(name, str_from(cli_commands[i]->name));
        if (distance < least) {
            least = distance;
            nearest = cli_commands[i]->name;
        }
    }
    if (nearest)
        log_line("there is no command \"%.*s\"; did you mean %s?", STR_ARG(name), nearest);
    else
        log_line("there is no command \"%.*s\"; entente help lists them", STR_ARG(name));
    return CLI_USAGE;
}

int cli_main(int argc, char **argv)
{
    signals_catch();
    if (argc < 2) {
        fputs("Usage: entente COMMAND [options] [arguments]; entente help lists the commands.\n", stderr);
        return CLI_USAGE;
    }
    str name = str_from(argv[1]);
    if (str_eq(name, STR("--version")) || str_eq(name, STR("-V"))) {
        printf("entente %s\n", ENTENTE_VERSION);
        return CLI_DONE;
    }
    if (str_eq(name, STR("--help")) || str_eq(name, STR("-h")))
        name = STR("help");
    const struct cli_command *command = cli_command_find(name);
    return command ? command_run(command, argc - 1, argv + 1) : unknown(name);
}
