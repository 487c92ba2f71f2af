/* cli_help.c: what --help and `help COMMAND` say, and the command `help` itself, all from the table of commands. */
#include "cli/cli_help.h"
#include "cli/cli_print.h"

#include <string.h>

#define TEXT_WIDTH 96
#define INDENT 4

const struct opt *cli_help_options(struct arena *arena, const struct cli_command *command, struct cli_values *values)
{
    size_t count = 0;
    while (command->options && command->options[count].name)
        count++;
    struct opt *table = ARENA_ARRAY(arena, struct opt, count + 2);
    for (size_t i = 0; i < count; i++) {
        const struct cli_option *from = &command->options[i];
        table[i] = (struct opt){from->name, from->letter, from->kind, from->value, from->help, (char *)values + from->place};
    }
    table[count] = (struct opt){"help", 'h', OPT_FLAG, NULL, "print this help", &values->help};
    return table;
}

static void add_synopsis(const struct cli_command *command, const char *before, struct buf *out)
{
    str rest = str_from(command->synopsis), form;
    if (rest.len == 0)
        buf_printf(out, "%sentente %s\n", before, command->name);
    while (str_next(&rest, '\n', &form))
        buf_printf(out, "%sentente %s%s%.*s\n", before, command->name, form.len ? " " : "", STR_ARG(form));
}

void cli_help_short(const struct cli_command *command, struct buf *out)
{
    struct cli_values none;
    add_synopsis(command, "Usage: ", out);
    buf_printf(out, "%s.\n\n", command->summary);
    opt_help(cli_help_options(out->arena, command, &none), out);
    buf_printf(out, "\nMore: entente help %s\n", command->name);
}

static void add_lines(const char *text, struct buf *out)
{
    str rest = str_from(text), line;
    while (str_next_line(&rest, &line))
        buf_printf(out, "%*s%.*s\n", INDENT, "", STR_ARG(line));
}

static void add_paragraphs(const char *text, struct buf *out)
{
    str rest = str_from(text), paragraph;
    for (bool first = true; rest.len; first = false) {
        size_t end = str_find(rest, STR("\n\n"), 0);
        paragraph = str_sub(rest, 0, end);
        rest = str_from_at(rest, end + 2);
        if (!first)
            buf_add_char(out, '\n');
        buf_printf(out, "%*s", INDENT, "");
        cli_print_wrapped(out, paragraph, INDENT, INDENT, TEXT_WIDTH);
    }
}

const char cli_help_exit_text[] =
    "0 done; 1 done, but some input was refused (each on stderr with file, position and reason); 2 wrong usage; 3 the monitor or a needed file is "
    "unusable; 130 interrupted: what was reported as stored is stored.";

void cli_help_long(const struct cli_command *command, struct buf *out)
{
    struct cli_values none;
    buf_printf(out, "NAME\n    entente %s - %s\n\nSYNOPSIS\n", command->name, command->summary);
    add_synopsis(command, "    ", out);
    buf_add(out, STR("\nDESCRIPTION\n"));
    add_paragraphs(command->about, out);
    buf_add(out, STR("\nOPTIONS\n"));
    struct buf options = buf_make(out->arena);
    opt_help(cli_help_options(out->arena, command, &none), &options);
    str rest = buf_str(&options), line;
    while (str_next_line(&rest, &line))
        buf_printf(out, "  %.*s\n", STR_ARG(line));
    if (command->examples) {
        buf_add(out, STR("\nEXAMPLES\n"));
        add_lines(command->examples, out);
    }
    buf_add(out, STR("\nEXIT STATUS\n"));
    add_paragraphs(cli_help_exit_text, out);
}

void cli_help_list(struct buf *out)
{
    buf_add(out, STR("entente: raw web pages to political knowledge that an analyst can check\n\n"
                     "Usage: entente COMMAND [options] [arguments]\n\n"));
    for (size_t i = 0; cli_commands[i]; i++)
        buf_printf(out, "  %-10s %s\n", cli_commands[i]->name, cli_commands[i]->summary);
    buf_add(out, STR("\nentente help COMMAND is a command's manual; entente COMMAND --help its options; entente --version the version.\n"));
}

static enum cli_status run(struct cli *cli)
{
    struct buf out = buf_make(cli->arena);
    if (cli->values.man)
        cli_help_man(&out);
    else if (cli->values.completion)
        cli_help_completion(str_from(cli->values.completion), &out);
    else if (cli->count == 0)
        cli_help_list(&out);
    for (size_t i = 0; i < cli->count; i++) {
        const struct cli_command *command = cli_command_find(str_from(cli->arguments[i]));
        if (!command)
            return cli_misused(cli, "there is no command \"%s\"", cli->arguments[i]);
        if (i)
            buf_add_char(&out, '\n');
        cli_help_long(command, &out);
    }
    return cli_finish(&out);
}

static const struct cli_option options[] = {
    {"man", 0, OPT_FLAG, NULL, "the whole manual page in man(7) macros", offsetof(struct cli_values, man)},
    {"completion", 0, OPT_CHOICE, "bash|zsh|fish", "completion for that shell", offsetof(struct cli_values, completion)},
    CLI_OPT_END,
};
const struct cli_command cli_help_command = {
    "help", "[COMMAND…]\n--man\n--completion bash|zsh|fish", "the manual of a command, or the list of commands",
    "Prints the list of commands, or a command's part of the manual. The manual page entente(1) and the completion of three shells are written by "
    "the same program from the same tables, so that they cannot differ from what it does.",
    "entente help code\nentente help --completion bash > ~/.local/share/bash-completion/completions/entente", options, run,
};
