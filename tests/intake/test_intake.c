/* test_intake.c: what comes out of files, folders and containers, and that bad ones are refused by name while the rest goes on.
 *
 * Breaks for: a format no longer told from its bytes, a wrong number of a record, an input that stops those after it, a bomb or a
 * long line that is read, a refusal without position or reason. Inputs are written to a folder of the test's own.
 */
#include "intake/intake.h"
#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

static char folder[] = "/tmp/entente-intake-XXXXXX";

static const char *path_of(const char *name)
{
    static char paths[16][300];
    static unsigned next;
    char *path = paths[next++ % 16];
    snprintf(path, sizeof paths[0], "%s/%s", folder, name);
    return path;
}

static void write_bytes(const char *name, const void *bytes, size_t len)
{
    FILE *file = fopen(path_of(name), "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, len, file), len);
    fclose(file);
}

static void write_text(const char *name, const char *text)
{
    write_bytes(name, text, strlen(text));
}

/* Packs entries (pairs of name and text, NULL at the end) as zip or tar with a filter, or text alone as raw gzip or zstd. */
static void write_packed(const char *name, int format, int filter, const char *const *entries, size_t repeat)
{
    struct archive *archive = archive_write_new();
    archive_write_add_filter(archive, filter);
    archive_write_set_format(archive, format);
    assert_int_equal(archive_write_open_filename(archive, path_of(name)), ARCHIVE_OK);
    for (; *entries; entries += 2) {
        struct archive_entry *entry = archive_entry_new();
        archive_entry_set_pathname(entry, entries[0]);
        archive_entry_set_filetype(entry, AE_IFREG);
        archive_entry_set_perm(entry, 0644);
        archive_entry_set_size(entry, (la_int64_t)(strlen(entries[1]) * repeat));
        assert_int_equal(archive_write_header(archive, entry), ARCHIVE_OK);
        for (size_t i = 0; i < repeat; i++)
            archive_write_data(archive, entries[1], strlen(entries[1]));
        archive_entry_free(entry);
    }
    archive_write_free(archive);
}

/* What comes of the paths, one line a step: "page kind url bytes" or "! where: why". */
struct result {char text[8192]; size_t documents, refused;};

static void step_write(struct result *result, const char *format, ...)
{
    size_t len = strlen(result->text);
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(result->text + len, sizeof result->text - len, format, arguments);
    va_end(arguments);
}

static struct result read_paths(char *const *paths, size_t count)
{
    static const char *const kinds[] = {"html", "plain", "entry", "markdown"};
    struct result result = {0};
    struct intake *intake = intake_open(paths, count);
    struct arena *arena = arena_make((size_t)200 << 20);
    struct raw_document document;
    for (;;) {
        struct err err = {0};
        char why[1100];
        arena_reset(arena);
        enum intake_step step = intake_next(intake, arena, &document, &err);
        if (step == INTAKE_END)
            break;
        if (step == INTAKE_REFUSED) {
            result.refused++;
            assert_true(err.code != ERR_NONE && err.why[0]);
            step_write(&result, "! %s\n", err_text(&err, why, sizeof why));
            continue;
        }
        result.documents++;
        str page = str_from_at(document.page, str_starts(document.page, str_from(folder)) ? strlen(folder) + 1 : 0);
        step_write(&result, "%.*s %s %.*s %.*s%s\n", STR_ARG(page), kinds[document.kind], STR_ARG(document.url), STR_ARG(str_sub(document.bytes, 0, 60)),
                   document.notes.len ? " (note)" : "");
    }
    intake_close(intake);
    arena_free(arena);
    return result;
}

static struct result read_one(const char *name)
{
    char *path = (char *)(uintptr_t)path_of(name);
    return read_paths(&path, 1);
}

#define assert_has(result, what) do { \
        if (!strstr((result).text, (what))) fail_msg("lacks \"%s\":\n%s", (what), (result).text); \
    } while (0)

static void test_plain_files(void **state)
{
    (void)state;
    write_text("a.html", "<html><body>Hello</body></html>");
    write_text("b.bin", "header -->\n\nA title\n\nText of a page.\n");
    write_text("c.md", "---\ntitle: T\n---\nBody\n");
    write_bytes("d.txt", "\xff\xfe<\0p\0>\0x\0", 10);
    assert_string_equal(read_one("a.html").text, "a.html html  <html><body>Hello</body></html>\n");
    assert_has(read_one("b.bin"), "b.bin plain  header -->");
    assert_has(read_one("c.md"), "c.md markdown ");
    assert_has(read_one("d.txt"), "d.txt html ");
}

/* Each is named and refused, and the good one at the end is still read. */
static void test_refused(void **state)
{
    (void)state;
    write_text("empty", "");
    write_bytes("image.html", "\x89PNG\r\n\x1a\n....", 12);
    write_text("paper", "%PDF-1.4");
    write_bytes("zeros", (char[300]){1}, 300);
    write_bytes("broken.gz", "\x1f\x8b\x08\0\0\0\0\0\0\3garbage that is no deflate stream", 44);
    write_text("good", "Some text.");
    char *paths[7];
    const char *names[] = {"empty", "image.html", "paper", "zeros", "broken.gz", "missing", "good"};
    for (size_t i = 0; i < 7; i++)
        paths[i] = strdup(path_of(names[i]));
    struct result result = read_paths(paths, 7);
    assert_int_equal(result.refused, 6);
    assert_int_equal(result.documents, 1);
    assert_has(result, "/empty:0: is empty");
    assert_has(result, "/image.html:0: is a PNG image, no page");
    assert_has(result, "/paper:0: is a PDF document");
    assert_has(result, "/zeros:0: is binary data");
    assert_has(result, "/broken.gz:");
    assert_has(result, "/missing: cannot be opened: No such file");
    assert_has(result, "good plain  Some text.");
    for (size_t i = 0; i < 7; i++)
        free(paths[i]);
}

static void test_folder(void **state)
{
    (void)state;
    mkdir(path_of("site"), 0755);
    mkdir(path_of("site/b"), 0755);
    mkdir(path_of("site/locked"), 0000);
    write_text("site/z.txt", "last");
    write_text("site/b/inner.txt", "inner");
    write_text("site/a.txt", "first");
    write_text("site/.hidden", "no");
    struct result result = read_one("site");
    assert_has(result, "site/a.txt plain  first\nsite/b/inner.txt plain  inner\n");
    assert_has(result, "site/z.txt plain  last\n");
    if (geteuid() != 0)                                 /* root may read any folder */
        assert_has(result, "/site/locked: the folder cannot be read: Permission denied");
    assert_int_equal(result.documents, 3);
    chmod(path_of("site/locked"), 0755);
}

static void test_packed(void **state)
{
    (void)state;
    static const char *const one[] = {"x", "Packed text of a page.", NULL};
    static const char *const two[] = {"x.html", "<html><body>One</body></html>", "y.txt", "Two", NULL};
    write_packed("one.gz", ARCHIVE_FORMAT_RAW, ARCHIVE_FILTER_GZIP, one, 1);
    write_packed("one.zst", ARCHIVE_FORMAT_RAW, ARCHIVE_FILTER_ZSTD, one, 1);
    write_packed("two.zip", ARCHIVE_FORMAT_ZIP, ARCHIVE_FILTER_NONE, two, 1);
    write_packed("two.tar.gz", ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_GZIP, two, 1);
    assert_string_equal(read_one("one.gz").text, "one.gz plain  Packed text of a page.\n");
    assert_string_equal(read_one("one.zst").text, "one.zst plain  Packed text of a page.\n");
    assert_string_equal(read_one("two.zip").text, "two.zip#1 html  <html><body>One</body></html>\ntwo.zip#2 plain  Two\n");
    assert_string_equal(read_one("two.tar.gz").text, "two.tar.gz#1 html  <html><body>One</body></html>\ntwo.tar.gz#2 plain  Two\n");
}

/* An archive in an archive in …: what lies deeper than INTAKE_DEPTH_MAX is refused. */
static void test_layers(void **state)
{
    (void)state;
    static char bytes[1 << 16];
    size_t len = 0;
    write_text("layer", "The innermost text.");
    for (int layer = 1; layer <= INTAKE_DEPTH_MAX + 1; layer++) {
        FILE *file = fopen(path_of("layer"), "rb");
        assert_non_null(file);
        len = fread(bytes, 1, sizeof bytes, file);
        fclose(file);
        struct archive *archive = archive_write_new();
        archive_write_set_format_ustar(archive);
        archive_write_open_filename(archive, path_of("layer"));
        struct archive_entry *entry = archive_entry_new();
        archive_entry_set_pathname(entry, "inner");
        archive_entry_set_filetype(entry, AE_IFREG);
        archive_entry_set_size(entry, (la_int64_t)len);
        archive_write_header(archive, entry);
        archive_write_data(archive, bytes, len);
        archive_entry_free(entry);
        archive_write_free(archive);
        struct result result = read_one("layer");
        if (layer <= INTAKE_DEPTH_MAX)
            assert_has(result, "plain  The innermost text.");
        else
            assert_has(result, "packed in too many layers");
    }
}

static void test_bomb(void **state)
{
    (void)state;
    static char line[1 << 16];
    memset(line, 'a', sizeof line - 1);
    memcpy(line, "{\"text\":\"", 9);
    const char *const entries[] = {"x", line, NULL};
    write_packed("bomb.zst", ARCHIVE_FORMAT_RAW, ARCHIVE_FILTER_ZSTD, entries, 4000);    /* 262 MB out of a few kB */
    struct result result = read_one("bomb.zst");
    assert_int_equal(result.documents, 0);
    assert_has(result, "unpacks to more than");
}

static void test_long_document(void **state)
{
    (void)state;
    FILE *file = fopen(path_of("long.txt"), "wb");
    static char block[1 << 20];
    memset(block, 'x', sizeof block);
    for (int i = 0; i < 65; i++)
        fwrite(block, 1, sizeof block, file);
    fclose(file);
    assert_has(read_one("long.txt"), "is longer than 67108864 bytes");
    file = fopen(path_of("long.jsonl"), "wb");          /* a line that is too long between two good ones */
    fputs("{\"url\":\"http://a.example/1\",\"title\":\"One\",\"text\":\"First.\"}\n{\"text\":\"", file);
    for (int i = 0; i < 65; i++)
        fwrite(block, 1, sizeof block, file);
    fputs("\"}\nno json\n{\"title\":\"Two\",\"html\":\"<p>Second.</p>\"}\n", file);
    fclose(file);
    struct result result = read_one("long.jsonl");
    assert_has(result, "long.jsonl#1 entry http://a.example/1 First.");
    assert_has(result, "long.jsonl#2:2: the line is longer than");
    assert_has(result, "long.jsonl#3:3: no JSON");
    assert_has(result, "long.jsonl#4 entry  <p>Second.</p>");
    unlink(path_of("long.txt"));
    unlink(path_of("long.jsonl"));
}

/* Writes a record at the end of text; promised: its Content-Length, 0 for the true one. */
static void record_add(char *text, const char *type, const char *block, size_t promised)
{
    size_t len = strlen(text);
    snprintf(text + len, 8192 - len, "WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: http://w.example/p\r\nWARC-Date: 2016-04-22T10:00:00Z\r\n"
             "Content-Type: %s\r\nContent-Length: %zu\r\n\r\n%s\r\n\r\n", type, strcmp(type, "resource") ? "application/http" : "text/html",
             promised ? promised : strlen(block), block);
}

static void test_warc(void **state)
{
    (void)state;
    char text[8192] = "";
    record_add(text, "warcinfo", "software: x", 0);
    record_add(text, "request", "GET / HTTP/1.1\r\n\r\n", 0);
    record_add(text, "response", "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nTransfer-Encoding: chunked\r\n\r\n"
               "8\r\n<p>One</\r\n2\r\np>\r\n0\r\n\r\n", 0);
    record_add(text, "response", "HTTP/1.1 404 No\r\nContent-Type: text/html\r\n\r\n<p>Gone</p>", 0);
    record_add(text, "resource", "<html><p>Two</p></html>", 0);
    size_t cut = strlen(text);
    record_add(text, "response", "HTTP/1.1 200 OK\r\n\r\n<p>Cut", 999);
    write_text("w.warc", text);
    char where[100];
    snprintf(where, sizeof where, "w.warc#5:%zu: the WARC record breaks off: 999 bytes were promised", cut);
    struct result result = read_one("w.warc");
    assert_has(result, "w.warc#3 html http://w.example/p <p>One</p>\n");
    assert_has(result, "w.warc#5 html http://w.example/p <html><p>Two</p></html>\n");
    assert_has(result, where);
    assert_int_equal(result.documents, 2);
}

static void test_warc_notes(void **state)
{
    (void)state;
    char text[8192] = "";
    record_add(text, "revisit", "HTTP/1.1 200 OK\r\n\r\n", 0);
    record_add(text, "response", "HTTP/1.1 200 OK\r\n\r\n<html>After</html>", 0);
    strncat(text, "rubbish\r\n\r\n", 20);
    record_add(text, "response", "HTTP/1.1 200 OK\r\n\r\n<html>Third</html>", 0);
    write_text("v.warc", text);
    struct result result = read_one("v.warc");
    assert_has(result, "v.warc#2 html http://w.example/p <html>After</html> (note)");
    assert_has(result, "v.warc#3 html http://w.example/p <html>Third</html> (note)");
}

static void test_feeds(void **state)
{
    (void)state;
    write_text("rss", "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Site</title><image><url>http://i.example</url></image>"
        "<item><title>One &amp; two</title><link>http://f.example/1</link><pubDate>Fri, 22 Apr 2016 18:51:00 +0300</pubDate>"
        "<description>&lt;p&gt;Short&lt;/p&gt;</description><content:encoded><![CDATA[<p>Long</p>]]></content:encoded></item>"
        "<item><title>Unclosed<link>http://f.example/2</link><item><title>Three</title></item></channel></rss>");
    struct result result = read_one("rss");
    assert_has(result, "rss#1 entry http://f.example/1 <p>Long</p>\n");
    assert_has(result, "rss#3 entry ");
    assert_int_equal(result.documents, 3);
    write_text("atom", "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"en\"><title>Site</title><entry><title>One</title>"
        "<link rel=\"alternate\" href=\"http://f.example/a\"/><content type=\"html\">&lt;p&gt;Text&lt;/p&gt;</content></entry></feed>");
    assert_string_equal(read_one("atom").text, "atom#1 entry http://f.example/a <p>Text</p>\n");
    write_text("json", "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"Site\",\"items\":[{\"id\":\"1\",\"url\":\"http://f.example/j\","
        "\"content_html\":\"<p>Json</p>\"},{\"id\":\"2\",\"content_text\":\"Plain\"}]}");
    assert_string_equal(read_one("json").text, "json#1 entry http://f.example/j <p>Json</p>\njson#2 entry  Plain\n");
}

/* A document that does not fit the arena is refused, and the next one read. */
static void test_memory(void **state)
{
    (void)state;
    char text[4001], *paths[2];
    memset(text, 'x', 4000);
    text[4000] = 0;
    write_text("large", text);
    write_text("small", "Small text.");
    paths[0] = strdup(path_of("large"));
    paths[1] = strdup(path_of("small"));
    struct intake *intake = intake_open(paths, 2);
    struct arena *arena = arena_make(1000);
    struct raw_document document;
    struct err err = {0};
    assert_int_equal(intake_next(intake, arena, &document, &err), INTAKE_REFUSED);
    assert_non_null(strstr(err.why, "memory"));
    arena_reset(arena);
    err = (struct err){0};
    assert_int_equal(intake_next(intake, arena, &document, &err), INTAKE_DOCUMENT);
    assert_true(str_eq(document.bytes, STR("Small text.")));
    assert_int_equal(intake_next(intake, arena, &document, &err), INTAKE_END);
    intake_close(intake);
    arena_free(arena);
    free(paths[0]);
    free(paths[1]);
}

static int folder_make(void **state)
{
    (void)state;
    return mkdtemp(folder) ? 0 : -1;
}

static int folder_remove(void **state)
{
    (void)state;
    char command[400];
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return system(command);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_plain_files), cmocka_unit_test(test_refused), cmocka_unit_test(test_folder), cmocka_unit_test(test_packed),
        cmocka_unit_test(test_layers), cmocka_unit_test(test_bomb), cmocka_unit_test(test_long_document), cmocka_unit_test(test_warc),
        cmocka_unit_test(test_warc_notes), cmocka_unit_test(test_feeds), cmocka_unit_test(test_memory)};
    return cmocka_run_group_tests(tests, folder_make, folder_remove);
}
