/* test_opt.c: breaks if an option is read wrongly, a wrong one is taken, or the list of options is not aligned. */
#include "base/base_test.h"
#include "base/day.h"
#include "base/opt.h"

#include <stdio.h>

static bool quiet, all;
static const char *text, *format;
static int64_t jobs;
static day date;

static const struct opt table[] = {
    {"quiet", 'q', OPT_FLAG, NULL, "say nothing", &quiet},
    {"all", 0, OPT_FLAG, NULL, "with everything", &all},
    {"jobs", 'j', OPT_NUMBER, "N", "so many workers", &jobs},
    {"out", 'o', OPT_TEXT, "FILE", "write there", &text},
    {"date", 0, OPT_DAY, "DAY", "as of that day", &date},
    {"format", 'f', OPT_CHOICE, "jsonl|markdown|text", "how to print", &format},
    {NULL, 0, OPT_FLAG, NULL, NULL, NULL},
};

/* Reads the words of line (parted by blanks; ' alone is the empty word); what is left over is joined by commas into left. */
static bool read_line(const char *line, char left[200], struct err *err)
{
    static char words[300];
    char *argv[40] = {(char[]){"entente"}};
    int argc = 1, arguments = -1;
    quiet = all = false, text = format = "unset", jobs = -1, date = DAY_NONE, left[0] = 0;
    size_t used = 0;
    str rest = str_from(line), word;
    while (rest.len > 0 && str_next(&rest, ' ', &word)) {
        argv[argc++] = words + used;
        used += (size_t)snprintf(words + used, sizeof words - used, "%.*s", STR_ARG(str_eq(word, STR("'")) ? STR("") : word)) + 1;
    }
    if (!opt_read(table, argc, argv, &arguments, err))
        return false;
    for (int i = 1; i <= arguments; i++)
        snprintf(left + strlen(left), 200 - strlen(left), "%s%s", i > 1 ? "," : "", argv[i]);
    return true;
}

static void reads_every_form(void **state)
{
    (void)state;
    char left[200];
    assert_true(read_line("a --jobs=4 b -qo x.txt --date 2016-04-22 - --format text c -- --all -q", left, NULL));
    assert_string_equal(left, "a,b,-,c,--all,-q");
    assert_true(quiet && !all && jobs == 4 && date == day_of(2016, 4, 22));
    assert_string_equal(text, "x.txt");
    assert_string_equal(format, "text");
    assert_true(read_line("-j4 -j -5 --out= --all", left, NULL));
    assert_true(jobs == -5 && all && !quiet && text[0] == 0);
    assert_true(read_line("-qj3 --out=a=b ' x", left, NULL));
    assert_true(quiet && jobs == 3);
    assert_string_equal(text, "a=b");
    assert_string_equal(left, ",x");
    assert_true(read_line("", left, NULL));
    assert_string_equal(left, "");
    assert_string_equal(text, "unset");
}

static void refuses_with_a_way_out(void **state)
{
    (void)state;
    static const struct {const char *line, *message;} examples[] = {
        {"--jbos 4", "unknown option --jbos; did you mean --jobs?"}, {"--formt=x", "unknown option --formt; did you mean --format?"},
        {"--something", "unknown option --something; --help lists the options"}, {"--=x", "unknown option --; --help lists the options"},
        {"--job 4", "unknown option --job; did you mean --jobs?"}, {"-qx", "unknown option -x in \"-qx\"; --help lists the options"},
        {"-5", "unknown option -5 in \"-5\"; --help lists the options"}, {"--quiet=1", "--quiet takes no value"},
        {"--jobs", "--jobs needs a value: --jobs N"}, {"-qj", "--jobs needs a value: --jobs N"},
        {"--jobs many", "--jobs needs a whole number, and \"many\" is none"}, {"-j '", "--jobs needs a whole number, and \"\" is none"},
        {"--date 22.4.2016", "--date needs a day as YYYY-MM-DD, and \"22.4.2016\" is none"},
        {"--format pdf", "--format is one of jsonl|markdown|text, and \"pdf\" is not"}, {"-f '", "--format is one of jsonl|markdown|text, and \"\" is not"},
    };
    char left[200];
    for (size_t i = 0; i < sizeof examples / sizeof examples[0]; i++) {
        struct err err = {0};
        assert_false(read_line(examples[i].line, left, &err));
        assert_err(&err, ERR_USAGE, examples[i].message);
    }
}

static void lists_options(void **state)
{
    (void)state;
    struct arena *arena = arena_make(0);
    struct buf out = buf_make(arena);
    opt_help(table, &out);
    assert_str(buf_str(&out),
        "  -q, --quiet     say nothing\n"
        "      --all       with everything\n"
        "  -j, --jobs N    so many workers\n"
        "  -o, --out FILE  write there\n"
        "      --date DAY  as of that day\n"
        "  -f, --format jsonl|markdown|text\n"
        "                  how to print\n");
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_every_form), cmocka_unit_test(refuses_with_a_way_out), cmocka_unit_test(lists_options),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
