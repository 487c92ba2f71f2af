/* Whole pages against what they must and must not say, in both settings. Breaks when any room on the way loses or invents something.
 *
 * golden/NAME.in is a page as it came; golden/NAME.out says line by line what must hold ("*" holds always):
 *   page PATH                 the page is PATH instead of NAME.in
 *   title A TEXT              title of article A                    published A DATE       its publication date
 *   status A WORD             its category_status ("-" empty)       credit A TEXT          credit of its image
 *   paragraphs A N            number of its paragraphs              note A CODE / nonote A CODE
 *   content A DATE            date of its content as far as known: 2014-06-05 or 2014-06
 *   event TYPE CAMEO DATE ASPECTS | SOURCES | RECIPIENTS | TEXT     an event of this type, code (prefix), date (prefix), exactly these aspects
 *                             ("-" none, "a+b"), whose sources and recipients are among others these actors or below them (or words of their texts), in a
 *                             sentence that holds TEXT
 *   none TYPE TEXT            no such event that counts (aspects none or quoted) in a sentence with TEXT
 *   quantity TEXT LOW HIGH    some event has this quantity          speaker ID TEXT        an event with this speaker in a sentence with TEXT
 *   most N                    at most N events on the page
 */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <dirent.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "coder/coder.h"
#include "base/file.h"

static int failures;

static void complain(const char *file, size_t line, str text)
{
    print_error("%s:%zu: does not hold: %.*s\n", file, line, STR_ARG(text));
    failures++;
}

static str field(str *rest, char separator)
{
    str part = {"", 0};
    str_next(rest, separator, &part);
    return str_trim(part);
}

static bool any(str wanted)
{
    return str_eq(wanted, STR("*"));
}

/* id is the actor or lies below it: "blr.gov.foreign-minister" below "blr". */
static bool below(str id, str actor)
{
    return str_starts(id, actor) && (id.len == actor.len || id.at[actor.len] == '.');
}

static bool told(const struct participant_list *list, str wanted)
{
    str one;
    while (wanted.len && str_next(&wanted, ' ', &one)) {
        bool here = one.len == 0 || any(one);
        for (size_t i = 0; i < list->len; i++)
            here |= below(list->at[i].actor, one) || str_has(list->at[i].text, one);
        if (!here)
            return false;
    }
    return true;
}

static unsigned aspects_of(str text)
{
    static const struct {const char *name; unsigned aspect;} names[] = {{"negated", ASPECT_NEGATED}, {"future", ASPECT_FUTURE},
        {"hypothetical", ASPECT_HYPOTHETICAL}, {"historical", ASPECT_HISTORICAL}, {"quoted", ASPECT_QUOTED}};
    unsigned all = 0;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_has(text, str_from(names[i].name)))
            all |= names[i].aspect;
    return all;
}

static bool event_holds(const struct event *event, str rest)
{
    str head = field(&rest, '|'), sources = field(&rest, '|'), recipients = field(&rest, '|'), text = field(&rest, '|');
    str type = field(&head, ' '), cameo = field(&head, ' '), date = field(&head, ' '), aspects = field(&head, ' ');
    return (any(type) || str_eq(event->type, type)) && (any(cameo) || str_starts(event->cameo, cameo)) && (any(date) || str_starts(event->date, date))
        && (any(aspects) || event->aspects == aspects_of(aspects)) && told(&event->source, sources) && told(&event->recipient, recipients)
        && str_has(event->text, text);
}

static bool counts(const struct event *event)
{
    return (event->aspects & ~(unsigned)ASPECT_QUOTED) == 0;
}

static bool some_event(const struct coded_list *list, str what, str rest)
{
    for (size_t i = 0; i < list->len; i++)
        for (size_t k = 0; k < list->at[i].events.len; k++) {
            const struct event *event = &list->at[i].events.at[k];
            str left = rest;
            if (str_eq(what, STR("event")) && event_holds(event, left))
                return true;
            if (str_eq(what, STR("none"))) {
                str type = field(&left, ' ');
                if ((any(type) || str_eq(event->type, type)) && counts(event) && str_has(event->text, left))
                    return true;
            }
            if (str_eq(what, STR("speaker"))) {
                str id = field(&left, ' ');
                if (str_eq(event->speaker_actor, id) && str_has(event->text, left))
                    return true;
            }
        }
    return false;
}

static bool quantity_holds(const struct coded_list *list, str rest)
{
    double low = 0, high = INFINITY;
    str high_text = str_trim(rest), low_text;
    size_t cut = rest.len;
    while (cut > 0 && rest.at[cut - 1] != ' ')
        cut--;
    high_text = str_from_at(rest, cut);
    rest = str_trim(str_sub(rest, 0, cut));
    for (cut = rest.len; cut > 0 && rest.at[cut - 1] != ' '; cut--) {}
    low_text = str_from_at(rest, cut);
    rest = str_trim(str_sub(rest, 0, cut));
    str_double(low_text, &low);
    if (!str_eq(high_text, STR("-")))
        str_double(high_text, &high);
    for (size_t i = 0; i < list->len; i++)
        for (size_t k = 0; k < list->at[i].events.len; k++)
            for (size_t q = 0; q < list->at[i].events.at[k].quantities.len; q++) {
                const struct quantity *at = &list->at[i].events.at[k].quantities.at[q];
                if (str_eq(at->text, rest) && at->low == low && (at->high == high || (isinf(high) && isinf(at->high))))
                    return true;
            }
    return false;
}

static bool article_holds(const struct coded_list *list, str what, str rest)
{
    int64_t number = 0;
    char day_text[12];
    if (!str_int64(field(&rest, ' '), &number) || (size_t)number >= list->len)
        return false;
    const struct coded_article *coded = &list->at[number];
    const struct article *article = &coded->article;
    if (str_eq(what, STR("title")))
        return str_eq(article->title, rest);
    if (str_eq(what, STR("published")))
        return str_eq(article->published, rest);
    if (str_eq(what, STR("status")))
        return str_eq(article->category_status, str_eq(rest, STR("-")) ? STR("") : rest);
    if (str_eq(what, STR("credit")))
        return str_eq(article->image.credit, rest);
    if (str_eq(what, STR("paragraphs")))
        return str_int64(rest, &number) && article->paragraphs.len == (size_t)number;
    if (str_eq(what, STR("content")))
        return str_starts(day_write(coded->date.at, day_text), rest);
    bool noted = false;
    for (size_t i = 0; i < article->notes.len; i++)
        noted |= str_starts(article->notes.at[i], rest);
    return str_eq(what, STR("nonote")) ? !noted : noted;
}

static bool line_holds(const struct coded_list *list, str line)
{
    str what = field(&line, ' ');
    if (str_eq(what, STR("event")) || str_eq(what, STR("speaker")))
        return some_event(list, what, line);
    if (str_eq(what, STR("none")))
        return !some_event(list, what, line);
    if (str_eq(what, STR("quantity")))
        return quantity_holds(list, line);
    if (str_eq(what, STR("most"))) {
        int64_t most = 0;
        size_t count = 0;
        for (size_t i = 0; i < list->len; i++)
            count += list->at[i].events.len;
        return str_int64(line, &most) && count <= (size_t)most;
    }
    return article_holds(list, what, line);
}

static void page_check(const struct coder *coder, struct arena *arena, const char *name, enum text_setting setting)
{
    struct err err = {0};
    str page, lines, line;
    str path = arena_printf(arena, "tests/coder/golden/%s.in", name), expected = arena_printf(arena, "tests/coder/golden/%s.out", name);
    assert_true(file_read(arena, expected.at, 0, &lines, &err));
    if (str_starts(lines, STR("page ")) && str_next_line(&lines, &line))
        path = arena_str(arena, str_from_at(line, 5));
    assert_true(file_read(arena, path.at, 0, &page, &err));
    struct raw_document document = intake_memory(path, STR(""), STR(""), page);
    struct coder_options options = {.setting = setting};
    struct coded_list list = {0};
    assert_true(coder_run(coder, arena, &document, &options, &list, &err));
    for (size_t number = 1; str_next_line(&lines, &line); number++)
        if (line.len && line.at[0] != '#' && !line_holds(&list, line))
            complain(expected.at, number, line);
    if (getenv("GOLDEN_SHOW") == NULL)
        return;
    struct buf out = buf_make(arena);
    for (size_t i = 0; i < list.len; i++)
        for (size_t k = 0; k < list.at[i].events.len; k++) {
            struct json_out json = json_out_make(&out);
            event_write(&list.at[i].events.at[k], &json);
            buf_add_char(&out, '\n');
        }
    fwrite(out.at, 1, out.len, stdout);
}

static void every_golden_page(void **state)
{
    (void)state;
    struct coder coder;
    struct err err = {0};
    struct arena *arena = arena_make(0);
    char why[1100];
    if (!coder_open(&coder, &err))
        fail_msg("%s", err_text(&err, why, sizeof why));
    struct dirent **names;
    int count = scandir("tests/coder/golden", &names, NULL, alphasort);
    assert_true(count > 0);
    for (int i = 0; i < count; i++) {
        size_t len = strlen(names[i]->d_name);
        if (len > 4 && strcmp(names[i]->d_name + len - 4, ".out") == 0) {
            names[i]->d_name[len - 4] = 0;
            for (enum text_setting setting = TEXT_FAST; setting <= TEXT_ACCURATE; setting++) {
                if (text_has_setting(coder.text, setting))
                    page_check(&coder, arena, names[i]->d_name, setting);
                arena_reset(arena);
            }
        }
        free(names[i]);
    }
    free(names);
    arena_free(arena);
    coder_close(&coder);
    assert_int_equal(failures, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_golden_page)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
