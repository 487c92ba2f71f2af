/* opt.c: command-line options, see opt.h.
 *
 * Options and arguments may come in any order, as in GNU getopt_long, whose rules these are but for two: long names are never
 * shortened (a script would break when an option is added), and a value is always needed where the table names one. What stays
 * behind the options moves to the front of argv, so that the caller reads argv[1] to argv[*arguments].
 */
#include "base/opt.h"
#include "base/day.h"

#include <stdio.h>
#include <string.h>

#define HELP_COLUMN_MOST 30             /* longer options have their help on the next line */

static const struct opt *find_name(const struct opt *table, str name)
{
    for (const struct opt *opt = table; opt->name; opt++)
        if (str_eq(str_from(opt->name), name))
            return opt;
    return NULL;
}

static const struct opt *find_letter(const struct opt *table, char letter)
{
    for (const struct opt *opt = table; opt->name; opt++)
        if (opt->letter && opt->letter == letter)
            return opt;
    return NULL;
}

static bool fail_unknown(const struct opt *table, str name, struct err *err)
{
    const struct opt *nearest = NULL;
    size_t least = name.len / 2 + 1;    /* farther than half of its letters is no slip of the hand */
    for (const struct opt *opt = table; opt->name; opt++) {
        size_t distance = str_distance(name, str_from(opt->name));
        if (distance < least) {
            least = distance;
            nearest = opt;
        }
    }
    if (nearest)
        return err_fail(err, ERR_USAGE, "", "unknown option --%.*s; did you mean --%s?", STR_ARG(name), nearest->name);
    return err_fail(err, ERR_USAGE, "", "unknown option --%.*s; --help lists the options", STR_ARG(name));
}

static bool is_choice(const char *choices, str value)
{
    str rest = str_from(choices), choice;
    while (str_next(&rest, '|', &choice))
        if (str_eq(choice, value))
            return true;
    return false;
}

/* Gives value (NULL for a flag) to what the option points to. */
static bool set(const struct opt *opt, const char *value, struct err *err)
{
    switch (opt->kind) {
    case OPT_FLAG:
        *(bool *)opt->out = true;
        return true;
    case OPT_TEXT:
        *(const char **)opt->out = value;
        return true;
    case OPT_NUMBER:
        return str_int64(str_from(value), opt->out)
            || err_fail(err, ERR_USAGE, "", "--%s needs a whole number, and \"%s\" is none", opt->name, value);
    case OPT_DAY:
        return day_read(str_from(value), opt->out)
            || err_fail(err, ERR_USAGE, "", "--%s needs a day as YYYY-MM-DD, and \"%s\" is none", opt->name, value);
    case OPT_CHOICE:
        if (!is_choice(opt->value, str_from(value)))
            return err_fail(err, ERR_USAGE, "", "--%s is one of %s, and \"%s\" is not", opt->name, opt->value, value);
        *(const char **)opt->out = value;
        return true;
    }
    return true;
}

/* The words of the command line, one by one. */
struct words {int argc; char **argv; int at;};

static bool set_from_next(const struct opt *opt, struct words *words, struct err *err)
{
    if (words->at >= words->argc)
        return err_fail(err, ERR_USAGE, "", "--%s needs a value: --%s %s", opt->name, opt->name, opt->value ? opt->value : "VALUE");
    return set(opt, words->argv[words->at++], err);
}

/* --name, --name=value, --name value; word begins behind the hyphens */
static bool read_long(const struct opt *table, const char *word, struct words *words, struct err *err)
{
    str text = str_from(word);
    size_t equals = str_find_char(text, '=', 0);
    const struct opt *opt = find_name(table, str_sub(text, 0, equals));
    if (opt == NULL)
        return fail_unknown(table, str_sub(text, 0, equals), err);
    bool given = equals < text.len;
    if (opt->kind == OPT_FLAG)
        return given ? err_fail(err, ERR_USAGE, "", "--%s takes no value", opt->name) : set(opt, NULL, err);
    return given ? set(opt, word + equals + 1, err) : set_from_next(opt, words, err);
}

/* -n, -nvalue, -n value, and flags together: -abc; word begins behind the hyphen */
static bool read_letters(const struct opt *table, const char *word, struct words *words, struct err *err)
{
    for (const char *at = word; *at; at++) {
        const struct opt *opt = find_letter(table, *at);
        if (opt == NULL)
            return err_fail(err, ERR_USAGE, "", "unknown option -%c in \"-%s\"; --help lists the options",
                            *at > ' ' && *at < 127 ? *at : '?', word);
        if (opt->kind != OPT_FLAG)
            return at[1] ? set(opt, at + 1, err) : set_from_next(opt, words, err);
        if (!set(opt, NULL, err))
            return false;
    }
    return true;
}

bool opt_read(const struct opt *table, int argc, char **argv, int *arguments, struct err *err)
{
    struct words words = {argc, argv, 1};
    bool options = true;
    int count = 0;
    while (words.at < argc) {
        char *word = argv[words.at++];
        if (!options || word[0] != '-' || word[1] == 0)
            argv[++count] = word;
        else if (strcmp(word, "--") == 0)
            options = false;
        else if (word[1] == '-' ? !read_long(table, word + 2, &words, err) : !read_letters(table, word + 1, &words, err))
            return false;
    }
    *arguments = count;
    return true;
}

/* "  -j, --jobs N"; the number of bytes. */
static size_t write_head(const struct opt *opt, struct buf *out)
{
    size_t before = out->len;
    if (opt->letter)
        buf_printf(out, "  -%c, --%s", opt->letter, opt->name);
    else
        buf_printf(out, "      --%s", opt->name);
    if (opt->kind != OPT_FLAG)
        buf_printf(out, " %s", opt->value ? opt->value : "VALUE");
    return out->len - before;
}

/* Where the help begins: two blanks behind the longest option that is not too long. */
static size_t help_column(const struct opt *table, struct buf *out)
{
    size_t column = 0;
    for (const struct opt *opt = table; opt->name; opt++) {
        size_t width = write_head(opt, out) + 2;
        out->len -= width - 2;          /* only measured */
        if (width > column && width <= HELP_COLUMN_MOST)
            column = width;
    }
    return column ? column : HELP_COLUMN_MOST;
}

void opt_help(const struct opt *table, struct buf *out)
{
    size_t column = help_column(table, out);
    for (const struct opt *opt = table; opt->name; opt++) {
        size_t width = write_head(opt, out);
        if (width + 2 > column) {
            buf_add_char(out, '\n');
            width = 0;
        }
        buf_printf(out, "%*s%s\n", (int)(column - width), "", opt->help);
    }
}
