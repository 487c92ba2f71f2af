/* cli_man.c: the manual page (man(7) macros) and the completion of shells, from the table of commands. */
#include "cli/cli_help.h"

#include <string.h>

/* Text of a table as troff: backslashes, hyphens that are minus signs, and dots and quotes that would begin a request. */
static void add_roff(struct buf *out, str text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        if (c == '\\')
            buf_add(out, STR("\\e"));
        else if (c == '-')
            buf_add(out, STR("\\-"));
        else if ((c == '.' || c == '\'') && (i == 0 || text.at[i - 1] == '\n'))
            buf_printf(out, "\\&%c", c);
        else
            buf_add_char(out, c);
    }
}

static void add_paragraphs(struct buf *out, const char *text)
{
    str rest = str_from(text);
    while (rest.len) {
        size_t end = str_find(rest, STR("\n\n"), 0);
        add_roff(out, str_sub(rest, 0, end));
        rest = str_from_at(rest, end + 2);
        buf_add(out, rest.len ? STR("\n.PP\n") : STR("\n"));
    }
}

static void add_option(struct buf *out, const struct opt *opt)
{
    buf_add(out, STR(".TP\n"));
    if (opt->letter)
        buf_printf(out, "\\fB\\-%c\\fR, ", opt->letter);
    buf_add(out, STR("\\fB\\-\\-"));
    add_roff(out, str_from(opt->name));
    buf_add(out, STR("\\fR"));
    if (opt->kind != OPT_FLAG) {
        buf_add(out, STR(" \\fI"));
        add_roff(out, str_from(opt->value));
        buf_add(out, STR("\\fR"));
    }
    buf_add_char(out, '\n');
    add_roff(out, str_from(opt->help));
    buf_add_char(out, '\n');
}

static void add_command(struct buf *out, const struct cli_command *command)
{
    struct cli_values none;
    str rest = str_from(command->synopsis), form;
    buf_add(out, STR(".SS "));
    while (rest.len && str_next(&rest, '\n', &form)) {
        buf_printf(out, "entente %s ", command->name);
        add_roff(out, form);
        buf_add(out, rest.len ? STR("\n.br\n") : STR("\n"));
    }
    add_paragraphs(out, command->about);
    for (const struct opt *opt = cli_help_options(out->arena, command, &none); opt->name; opt++)
        add_option(out, opt);
    if (command->examples) {
        buf_add(out, STR(".PP\n.EX\n"));
        add_roff(out, str_from(command->examples));
        buf_add(out, STR("\n.EE\n"));
    }
}

void cli_help_man(struct buf *out)
{
    buf_printf(out, ".TH ENTENTE 1 \"\" \"entente %s\" \"User Commands\"\n.SH NAME\n"
               "entente \\- raw web pages to political knowledge that an analyst can check\n.SH SYNOPSIS\n"
               ".B entente\n\\fICOMMAND\\fR [\\fIoptions\\fR] [\\fIarguments\\fR]\n.SH DESCRIPTION\n"
               "Reads web pages, finds who did what to whom, when and where, with the sentence that says so, and tells for the categories that somebody "
               "watches whether it is getting better, worse, or stays the same.\n.SH COMMANDS\n", ENTENTE_VERSION);
    for (size_t i = 0; cli_commands[i]; i++)
        add_command(out, cli_commands[i]);
    buf_add(out, STR(".SH EXIT STATUS\n"));
    add_roff(out, str_from(cli_help_exit_text));
    buf_add(out, STR("\n.SH ENVIRONMENT\n.TP\n.B ENTENTE_DATA\nThe folder that holds data/ and model/, where they do not lie beside the program.\n"
                     ".TP\n.B NO_COLOR\nNo colours.\n.SH FILES\n.TP\n.I DIR/monitor.ini\nWhat a monitor watches.\n.TP\n.I DIR/monitor.db\nIts archive.\n"
                     ".TP\n.I DIR/notes/articles/NAME.md\nAn analyst's article: a head of \"key: value\" lines between two lines of three "
                     "hyphens, then Markdown.\n"));
}

/* ---- Completion ---- */

static void add_choices(struct buf *out, const struct opt *opt)
{
    for (const char *at = opt->value; *at; at++)
        buf_add_char(out, *at == '|' ? ' ' : *at);
}

static void add_bash(struct buf *out)
{
    struct cli_values none;
    buf_add(out, STR("# bash completion of entente; written by `entente help --completion bash`\n_entente() {\n"
                     "    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} options=\n    COMPREPLY=()\n"
                     "    if [ \"$COMP_CWORD\" = 1 ]; then\n        COMPREPLY=($(compgen -W '"));
    for (size_t i = 0; cli_commands[i]; i++)
        buf_printf(out, "%s ", cli_commands[i]->name);
    buf_add(out, STR("' -- \"$word\"))\n        return\n    fi\n    case \"${COMP_WORDS[1]} $before\" in\n"));
    for (size_t i = 0; cli_commands[i]; i++)
        for (const struct opt *opt = cli_help_options(out->arena, cli_commands[i], &none); opt->name; opt++)
            if (opt->kind == OPT_CHOICE) {
                buf_printf(out, "    '%s --%s') COMPREPLY=($(compgen -W '", cli_commands[i]->name, opt->name);
                add_choices(out, opt);
                buf_add(out, STR("' -- \"$word\")); return;;\n"));
            }
    buf_add(out, STR("    esac\n    case ${COMP_WORDS[1]} in\n"));
    for (size_t i = 0; cli_commands[i]; i++) {
        buf_printf(out, "    %s) options='", cli_commands[i]->name);
        for (const struct opt *opt = cli_help_options(out->arena, cli_commands[i], &none); opt->name; opt++)
            buf_printf(out, "--%s ", opt->name);
        buf_add(out, STR("';;\n"));
    }
    buf_add(out, STR("    esac\n    case $word in\n    -*) COMPREPLY=($(compgen -W \"$options\" -- \"$word\"));;\n"
                     "    *) COMPREPLY=($(compgen -f -- \"$word\"));;\n"
                     "    esac\n}\ncomplete -o filenames -F _entente entente\n"));
}

/* Text inside single quotes of zsh's _arguments: quotes doubled out, brackets and colons escaped. */
static void add_zsh_text(struct buf *out, const char *text)
{
    for (const char *at = text; *at; at++) {
        if (*at == '\'')
            buf_add(out, STR("'\\''"));
        else if (*at == '[' || *at == ']' || *at == ':')
            buf_printf(out, "\\%c", *at);
        else
            buf_add_char(out, *at);
    }
}

static void add_zsh(struct buf *out)
{
    struct cli_values none;
    buf_add(out, STR("#compdef entente\n# written by `entente help --completion zsh`\n_entente() {\n  local -a commands\n  if (( CURRENT == 2 )); then\n"
                     "    commands=(\n"));
    for (size_t i = 0; cli_commands[i]; i++) {
        buf_printf(out, "      '%s:", cli_commands[i]->name);
        add_zsh_text(out, cli_commands[i]->summary);
        buf_add(out, STR("'\n"));
    }
    buf_add(out, STR("    )\n    _describe command commands\n    return\n  fi\n  shift words; (( CURRENT-- ))\n  case $words[1] in\n"));
    for (size_t i = 0; cli_commands[i]; i++) {
        buf_printf(out, "  %s) _arguments", cli_commands[i]->name);
        for (const struct opt *opt = cli_help_options(out->arena, cli_commands[i], &none); opt->name; opt++) {
            buf_printf(out, " '--%s[", opt->name);
            add_zsh_text(out, opt->help);
            buf_add_char(out, ']');
            if (opt->kind == OPT_CHOICE) {
                buf_printf(out, ":%s:(", opt->name);
                add_choices(out, opt);
                buf_add_char(out, ')');
            } else if (opt->kind != OPT_FLAG) {
                buf_printf(out, ":%s:%s", opt->value, strcmp(opt->value, "FILE") == 0 ? "_files" : "");
            }
            buf_add_char(out, '\'');
        }
        buf_add(out, STR(" '*:file:_files';;\n"));
    }
    buf_add(out, STR("  esac\n}\n_entente \"$@\"\n"));
}

static void add_fish_text(struct buf *out, const char *text)
{
    buf_add_char(out, '\'');
    for (const char *at = text; *at; at++)
        buf_printf(out, "%s%c", *at == '\'' || *at == '\\' ? "\\" : "", *at);
    buf_add_char(out, '\'');
}

static void add_fish(struct buf *out)
{
    struct cli_values none;
    buf_add(out, STR("# written by `entente help --completion fish`\n"));
    for (size_t i = 0; cli_commands[i]; i++) {
        buf_printf(out, "complete -c entente -n __fish_use_subcommand -f -a %s -d ", cli_commands[i]->name);
        add_fish_text(out, cli_commands[i]->summary);
        buf_add_char(out, '\n');
        for (const struct opt *opt = cli_help_options(out->arena, cli_commands[i], &none); opt->name; opt++) {
            buf_printf(out, "complete -c entente -n '__fish_seen_subcommand_from %s' -l %s", cli_commands[i]->name, opt->name);
            if (opt->letter)
                buf_printf(out, " -s %c", opt->letter);
            if (opt->kind == OPT_CHOICE) {
                buf_add(out, STR(" -x -a '"));
                add_choices(out, opt);
                buf_add_char(out, '\'');
            } else if (opt->kind != OPT_FLAG) {
                buf_add(out, STR(" -r"));
            }
            buf_add(out, STR(" -d "));
            add_fish_text(out, opt->help);
            buf_add_char(out, '\n');
        }
    }
}

bool cli_help_completion(str shell, struct buf *out)
{
    if (str_eq(shell, STR("bash")))
        add_bash(out);
    else if (str_eq(shell, STR("zsh")))
        add_zsh(out);
    else if (str_eq(shell, STR("fish")))
        add_fish(out);
    else
        return false;
    return true;
}
