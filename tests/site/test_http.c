/* test_http.c: the site over a plain socket on loopback: every page, what is refused, what is sent with it, and who waits for whom. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <cmocka.h>

#include "site/site_system.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>
#include <zlib.h>

#include "base/json.h"
#include "site/site_private.h"
#include "site_seed.h"

#define ARTICLES 120
#define ANSWER_MAX ((size_t)4 << 20)

static char folder[64];
static volatile sig_atomic_t stopping;
static int port, refreshed;
static pthread_t server;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t listening = PTHREAD_COND_INITIALIZER;
static struct arena *arena;

/* ---- The site, in a thread of its own ---- */

static void started(void *context, const char *address)
{
    (void)context;
    pthread_mutex_lock(&lock);
    port = atoi(strrchr(address, ':') + 1);
    pthread_cond_signal(&listening);
    pthread_mutex_unlock(&lock);
}

static bool refresh(void *context, struct err *err)
{
    (void)context;
    refreshed++;
    return err_fail(err, ERR_INPUT, "notes/articles/x.md", "a refusal of the test: the page must be answered all the same");
}

static void *serve(void *context)
{
    struct err *err = context;
    struct site_plan plan = {.folder = folder, .port = 0, .threads = 2, .stop = &stopping, .started = started, .refresh = refresh};
    bool served = site_serve(&plan, err);
    pthread_mutex_lock(&lock);
    if (!served && !port)
        port = -1;
    pthread_cond_signal(&listening);
    pthread_mutex_unlock(&lock);
    return NULL;
}

static struct err served_err;

static int start(void **state)
{
    struct err err = {0};
    char text[1200];
    (void)state;
    arena = arena_make(0);
    snprintf(folder, sizeof folder, "/tmp/entente-site-XXXXXX");
    if (!mkdtemp(folder) || rmdir(folder) != 0)
        return 1;
    if (!seed_monitor(folder, ARTICLES, &err)) {
        print_error("%s\n", err_text(&err, text, sizeof text));
        return 1;
    }
    pthread_create(&server, NULL, serve, &served_err);
    pthread_mutex_lock(&lock);
    while (port == 0)
        pthread_cond_wait(&listening, &lock);
    pthread_mutex_unlock(&lock);
    if (port < 0)
        print_error("%s\n", err_text(&served_err, text, sizeof text));
    return port < 0;
}

static int stop(void **state)
{
    char command[128];
    (void)state;
    stopping = 1;
    pthread_join(server, NULL);
    arena_free(arena);
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return system(command) || served_err.code != ERR_NONE;
}

/* ---- A client that does what it is told ---- */

struct answer {int status; str head, body;};

static int client(void)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr = {htonl(INADDR_LOOPBACK)}};
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    struct timeval limit = {30, 0};
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    assert_int_equal(connect(fd, (struct sockaddr *)&address, sizeof address), 0);
    return fd;
}

static void send_all(int fd, str text)
{
    while (text.len > 0) {
        ssize_t sent = send(fd, text.at, text.len, MSG_NOSIGNAL);
        if (sent <= 0)
            return;                                       /* refused half-way: the answer says why */
        text = str_from_at(text, (size_t)sent);
    }
}

static struct answer receive(int fd)
{
    struct answer answer = {0};
    char *bytes = arena_alloc_raw(arena, ANSWER_MAX);
    size_t len = 0;
    ssize_t got;
    while (len < ANSWER_MAX && (got = recv(fd, bytes + len, ANSWER_MAX - len, 0)) > 0)
        len += (size_t)got;
    close(fd);
    str all = {bytes, len};
    size_t end = str_find(all, STR("\r\n\r\n"), 0);
    answer.head = str_sub(all, 0, end);
    answer.body = str_from_at(all, end + 4);
    if (str_starts(all, STR("HTTP/1.1 ")))
        answer.status = atoi(bytes + 9);
    return answer;
}

static struct answer ask(const char *method, const char *target, const char *more)
{
    int fd = client();
    send_all(fd, arena_printf(arena, "%s %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nConnection: close\r\n%s\r\n", method, target, port, more));
    return receive(fd);
}

static str header(const struct answer *answer, const char *name)
{
    str rest = answer->head, line;
    while (rest.len && str_next_line(&rest, &line)) {
        size_t colon = str_find_char(line, ':', 0);
        if (str_eq_fold(str_sub(line, 0, colon), str_from(name)))
            return str_trim(str_from_at(line, colon + 1));
    }
    return STR("");
}

static void assert_guarded(const struct answer *answer, const char *target)
{
    str csp = header(answer, "Content-Security-Policy");
    if (!str_starts(csp, STR("default-src 'none'")) || !str_has(csp, STR("frame-ancestors 'none'")) ||
        !str_has(csp, STR("base-uri 'none'")) ||
        str_has(csp, STR("unsafe")) || !str_eq(header(answer, "X-Content-Type-Options"), STR("nosniff")) ||
            header(answer, "Referrer-Policy").len == 0)
        fail_msg("%s is sent without its guards: %.*s", target, STR_ARG(answer->head));
}

/* The first "/room/…" that a page links to. */
static const char *linked(const char *page, const char *room)
{
    struct answer answer = ask("GET", page, "");
    str mark = arena_printf(arena, "href=\"/%s/", room);
    size_t at = str_find(answer.body, mark, 0);
    if (at == answer.body.len)
        fail_msg("%s links to no %s", page, room);
    size_t from = at + 6, end = str_find_char(answer.body, '"', from);
    return arena_str(arena, str_sub(answer.body, from, end)).at;
}

/* ---- Markup that a browser would read as it was meant ---- */

/* Every element closes in order, nothing scripts, styles or loads from elsewhere. */
static void assert_markup(str body, const char *target)
{
    static const char *const voids[] = {"meta", "link", "br", "input", "!DOCTYPE"};
    str stack[64];
    size_t depth = 0;
    for (size_t at = str_find_char(body, '<', 0); at < body.len; at = str_find_char(body, '<', at + 1)) {
        size_t end = str_find_char(body, '>', at);
        str tag = str_sub(body, at + 1, end), name = str_sub(tag, 0, str_find_char(tag, ' ', 0));
        bool empty = false;
        for (size_t i = 0; i < sizeof voids / sizeof *voids; i++)
            empty = empty || str_eq(name, str_from(voids[i]));
        if (str_starts(name, STR("/"))) {
            if (depth == 0 || !str_eq(stack[depth - 1], str_from_at(name, 1)))
                fail_msg("%s: <%.*s> closes what is not open", target, STR_ARG(tag));
            depth--;
        } else if (!empty) {
            assert_true(depth < 64);
            stack[depth++] = name;
        }
        if (str_has(tag, STR(" style=")) || str_has(tag, STR(" on")) || str_eq(name, STR("style")) || str_eq(name, STR("img")) ||
            str_eq(name, STR("iframe")) ||
            (str_eq(name, STR("script")) && !str_has(tag, STR("src=\"/chart.js\""))))
            fail_msg("%s holds <%.*s>", target, STR_ARG(tag));
    }
    if (depth)
        fail_msg("%s: %zu elements stay open", target, depth);
}

/* ---- Tests ---- */

/* Breaks for a page that is missing, badly made, or sent without its guards. */
static void test_pages(void **state)
{
    (void)state;
    const char *const pages[] = {
        "/", "/?date=2017-06-01", "/?date=1990-01-01", "/category/russia.regions", "/category/society?weeks=260",
            "/category/west?date=2017-03-01", "/actor/blr", "/actor/rus.region.smo",
        "/relation/blr/rus.region.smo", "/relation/nobody/noone", "/search", "/search?q=agreement",
            "/search?q=forum+OR+agreement&kind=articles", "/search?type=CONSULT&from=2017-01-01&to=2017-12-31&page=2",
        "/search?q=nothingofthiskind", "/trends", "/trends?date=2017-05-05", "/sources", "/method", linked("/", "article"),
            linked("/search", "event"), "/search?year=2017&kind=articles",
    };
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        struct answer answer = ask("GET", pages[i], "");
        if (answer.status != 200)
            fail_msg("%s: %d", pages[i], answer.status);
        assert_guarded(&answer, pages[i]);
        assert_true(str_eq(header(&answer, "Content-Type"), STR("text/html; charset=utf-8")));
        assert_markup(answer.body, pages[i]);
    }
    assert_true(refreshed > 0);                           /* asked before requests, and its failure hurt nobody */
}

/* Breaks for text from an article that becomes markup anywhere. assert_markup would find a script or an image. */
static void test_nasty(void **state)
{
    (void)state;
    struct answer found = ask("GET", "/search?q=Nasty&kind=articles", "");
    assert_true(str_has(found.body, STR("&lt;/title&gt;")));
    const char *page = linked("/search?q=Nasty&kind=articles", "article");
    struct answer answer = ask("GET", page, "");
    assert_int_equal(answer.status, 200);
    assert_markup(answer.body, page);
    assert_false(str_has(answer.body, STR("javascript:")) && str_has(answer.body, STR("href=\"javascript:")));
    struct answer atom = ask("GET", "/feeds/articles.atom", "");
    assert_true(str_has(atom.body, STR("&lt;/title&gt;")) && !str_has(atom.body, STR("<script")));
    struct answer typed = ask("GET", "/search?q=%3Cscript%3Ealert(1)%3C/script%3E", "");
    assert_true(typed.status == 200 || typed.status == 400);
    assert_markup(typed.body, "a query with markup");
}

/* Breaks for the parts that an article's page must have. */
static void test_article_parts(void **state)
{
    (void)state;
    const char *page = linked("/search?q=step+up+cooperation&kind=articles", "article");
    struct answer answer = ask("GET", page, "");
    static const char *const parts[] = {"step up cooperation with Russian regions", "The page’s date contradicts its content",
                                        "20 November 2017, 18:51", "June 2017", "Catholic.by", "class=\"who\"",
                                        "class=\"did\"", "class=\"whom\"", "class=\"time\"", "id=\"e1\"", "Category status",
                                            "Given by the page", "Similar articles", "Recent trends", "Minsk attempts to make up"};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (!str_has(answer.body, str_from(parts[i])))
            fail_msg("%s lacks “%s”", page, parts[i]);
    struct answer note = ask("GET", linked("/search?q=forums+are+for&kind=articles", "article"), "");
    assert_true(str_has(note.body, STR("Given by the author")) && str_has(note.body, STR("<blockquote>")) &&
                str_has(note.body, STR("Nadia Halko")));
    struct answer category = ask("GET", "/category/russia.regions", "");
    assert_true(str_has(category.body, STR("An analyst’s word")));
}

/* Breaks for data that no reader of JSON, CSV or XML would take. */
static void test_data(void **state)
{
    (void)state;
    const char *const json[] = {"/api/v1/board", "/api/v1/category/west", "/api/v1/actor/blr", "/api/v1/relation/blr/rus", "/api/v1/events?limit=5",
                                "/api/v1/articles?limit=5", "/api/v1/search?q=agreement", "/api/v1/trends", "/api/v1/sources",
                                "/feeds/articles.json", "/feeds/trends.json", arena_printf(arena, "/api/v1%s", linked("/", "article")).at,
                                    arena_printf(arena, "/api/v1%s", linked("/search", "event")).at};
    for (size_t i = 0; i < sizeof json / sizeof *json; i++) {
        struct answer answer = ask("GET", json[i], "");
        const struct json *value;
        struct err err = {0};
        if (answer.status != 200 || !json_read(arena, answer.body, false, &value, &err))
            fail_msg("%s: %d %s", json[i], answer.status, err.why);
        assert_guarded(&answer, json[i]);
    }
    static const char *const csv[] = {"/api/v1/board.csv", "/api/v1/events.csv", "/api/v1/articles.csv", "/api/v1/search.csv?q=agreement",
                                      "/api/v1/trends.csv", "/api/v1/sources.csv"};
    for (size_t i = 0; i < sizeof csv / sizeof *csv; i++) {
        struct answer answer = ask("GET", csv[i], "");
        assert_int_equal(answer.status, 200);
        assert_true(str_starts(header(&answer, "Content-Type"), STR("text/csv")) && str_has(answer.body, STR("\r\n")));
    }
    static const char *const feeds[] = {"/feeds/articles.atom", "/feeds/articles.rss", "/feeds/trends.atom", "/feeds/trends.rss"};
    for (size_t i = 0; i < sizeof feeds / sizeof *feeds; i++) {
        struct answer answer = ask("GET", feeds[i], "");
        assert_int_equal(answer.status, 200);
        assert_true(str_starts(answer.body, STR("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<")));
    }
    struct answer metrics = ask("GET", "/metrics", "");
    assert_true(str_has(metrics.body, STR("\nentente_http_requests_total ")) && str_has(metrics.body, STR("entente_articles 123\n")));
    struct answer health = ask("GET", "/healthz", "");
    assert_true(str_eq(health.body, STR("ok\n")));
}

/* Breaks for a wrong question that is answered as if it were right, or without saying what was wrong. */
static void test_refusals(void **state)
{
    (void)state;
    static const struct {const char *target; int status; const char *says;} cases[] = {
        {"/?date=2017-13-01", 400, "aria-describedby=\"fault\""}, {"/?date=yesterday", 400, "value=\"yesterday\""},
            {"/search?from=2017-02-30", 400, "2017-02-30"},
        {"/search?page=0", 400, "a whole number"}, {"/category/west?weeks=9999", 400, "a whole number"},
            {"/search?q=from%3Asoon", 400, "id=\"fault\""}, {"/%zz", 400, "hexadecimal"},
        {"/nothing", 404, "There is no page"}, {"/category/russia.west", 404, "No category is called russia.west"},
            {"/category/russia.west", 404, "/category/russia"},
        {"/article/999999", 404, "No article"}, {"/article/x", 404, "No article"}, {"/article/-1", 404, "No article"},
            {"/event/zzz", 404, "No event"}, {"/actor/rus.region.smx", 404, "rus.region.smo"},
        {"/feeds/x.atom", 404, "articles.rss"}, {"/api/v1/nothing", 404, "\"error\""}, {"/api/v1/board?date=x", 400, "\"error\""},
            {"/../../etc/passwd", 404, ""}, {"/style.css/..", 404, ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct answer answer = ask("GET", cases[i].target, "");
        if (answer.status != cases[i].status || !str_has(answer.body, str_from(cases[i].says)))
            fail_msg("%s: %d instead of %d, or does not say “%s”", cases[i].target, answer.status, cases[i].status, cases[i].says);
        assert_guarded(&answer, cases[i].target);
    }
    struct answer post = ask("POST", "/", "Content-Length: 0\r\n");
    assert_int_equal(post.status, 405);
    assert_true(str_eq(header(&post, "Allow"), STR("GET, HEAD")));
    assert_guarded(&post, "POST /");
}

/* Breaks for a name under which a page of another site could read this one (DNS rebinding). */
static void test_hosts(void **state)
{
    (void)state;
    static const char *const bad[] = {"evil.example", "evil.example:80", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        int fd = client();
        send_all(fd, arena_printf(arena, "GET / HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n", bad[i]));
        struct answer answer = receive(fd);
        if (answer.status != 421 || str_has(answer.body, STR("Belarus")))
            fail_msg("Host %s: %d", bad[i], answer.status);
    }
    int fd = client();
    send_all(fd, STR("GET / HTTP/1.0\r\n\r\n"));
    struct answer none = receive(fd);
    assert_int_equal(none.status, 421);
    fd = client();
    send_all(fd, arena_printf(arena, "GET / HTTP/1.1\r\nHost: localhost:%d\r\nConnection: close\r\n\r\n", port));
    assert_int_equal(receive(fd).status, 200);
}

/* Breaks for HEAD with a body, for tags that never match, and for gzip that does not unpack to the page. */
static void test_transfer(void **state)
{
    (void)state;
    struct answer whole = ask("GET", "/", ""), head = ask("HEAD", "/", "");
    assert_int_equal(head.status, 200);
    assert_int_equal(head.body.len, 0);
    assert_true(str_eq(header(&head, "Content-Length"), arena_printf(arena, "%zu", whole.body.len)));
    str tag = header(&whole, "ETag");
    assert_true(tag.len > 4);
    struct answer same = ask("GET", "/", arena_printf(arena, "If-None-Match: \"x\", %.*s\r\n", STR_ARG(tag)).at),
        other = ask("GET", "/", "If-None-Match: \"x\"\r\n");
    assert_int_equal(same.status, 304);
    assert_int_equal(same.body.len, 0);
    assert_guarded(&same, "304");
    assert_int_equal(other.status, 200);
    struct answer zipped = ask("GET", "/", "Accept-Encoding: br, gzip\r\n"), refused = ask("GET", "/", "Accept-Encoding: gzip;q=0\r\n");
    assert_true(str_eq(header(&zipped, "Content-Encoding"), STR("gzip")) && zipped.body.len < whole.body.len / 2);
    assert_true(header(&refused, "Content-Encoding").len == 0 && refused.body.len == whole.body.len);
    char *room = arena_alloc_raw(arena, whole.body.len + 1);
    z_stream stream = {.next_in = (Bytef *)(uintptr_t)zipped.body.at, .avail_in = (uInt)zipped.body.len, .next_out = (Bytef *)room,
                       .avail_out = (uInt)whole.body.len + 1};
    assert_int_equal(inflateInit2(&stream, 31), Z_OK);
    assert_int_equal(inflate(&stream, Z_FINISH), Z_STREAM_END);
    assert_true(str_eq((str){room, stream.total_out}, whole.body));
    inflateEnd(&stream);
    struct answer style = ask("GET", "/style.css", "");
    if (style.status == 200)                              /* installed: the tests' build makes it */
        assert_true(str_starts(header(&style, "Content-Type"), STR("text/css")) && header(&style, "ETag").len > 0);
}

/* Breaks for requests without an end to their size. */
static void test_bounds(void **state)
{
    (void)state;
    char *big = arena_alloc(arena, 200001);
    memset(big, 'a', 200000);
    big[3000] = 0;
    struct answer long_target = ask("GET", arena_printf(arena, "/search?q=%s", big).at, "");
    assert_int_equal(long_target.status, 414);
    big[3000] = 'a';
    int fd = client();
    send_all(fd, arena_printf(arena, "GET / HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nX-Big: %s\r\n\r\n", port, big));
    struct answer large = receive(fd);
    assert_true(large.status == 431 || large.status == 413 || large.status == 0);
    fd = client();
    send_all(fd, STR("\x16\x03\x01\x02 not HTTP at all\r\n\r\n"));
    struct answer noise = receive(fd);
    assert_true(noise.status == 400 || noise.status == 0);
    assert_int_equal(ask("GET", "/healthz", "").status, 200);
}

/* Breaks if clients that send nothing, or half a request, keep others from being answered: there are more of them than threads. */
static void test_slow_clients(void **state)
{
    (void)state;
    int slow[16];
    for (size_t i = 0; i < 16; i++) {
        slow[i] = client();
        if (i % 2)
            send_all(slow[i], STR("GET / HTTP/1.1\r\nHost: 127"));
    }
    struct timespec before, after;
    clock_gettime(CLOCK_MONOTONIC, &before);
    assert_int_equal(ask("GET", "/healthz", "").status, 200);
    assert_int_equal(ask("GET", "/", "").status, 200);
    clock_gettime(CLOCK_MONOTONIC, &after);
    assert_true(after.tv_sec - before.tv_sec < 10);       /* far below the time limit that would free a blocked thread */
    for (size_t i = 0; i < 16; i++)
        close(slow[i]);
}

/* Breaks for answers that mix when many ask at once. */
static void *ask_many(void *context)
{
    size_t *wrong = context;
    static const char *const pages[] = {"/", "/category/west", "/category/russia", "/trends", "/sources", "/method"},
        *const says[] = {"Board of", "Belarus and the West", "Belarus and Russia", "", "heard", "How a status"};
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr = {htonl(INADDR_LOOPBACK)}};
    static _Thread_local char bytes[1 << 20];
    for (size_t i = 0; i < 24; i++) {
        int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        char text[256];
        int len = snprintf(text, sizeof text, "GET %s HTTP/1.1\r\nHost: localhost:%d\r\nConnection: close\r\n\r\n", pages[i % 6], port);
        size_t got = 0;
        ssize_t part;
        if (connect(fd, (struct sockaddr *)&address, sizeof address) != 0 || send(fd, text, (size_t)len, MSG_NOSIGNAL) != len)
            ++*wrong;
        while (got < sizeof bytes && (part = recv(fd, bytes + got, sizeof bytes - got, 0)) > 0)
            got += (size_t)part;
        str all = {bytes, got};
        *wrong += !str_starts(all, STR("HTTP/1.1 200")) || !str_has(all, str_from(says[i % 6])) || !str_has(all, STR("</html>"));
        close(fd);
    }
    return NULL;
}

static void test_many_at_once(void **state)
{
    (void)state;
    pthread_t threads[6];
    size_t wrong[6] = {0};
    for (size_t i = 0; i < 6; i++)
        pthread_create(&threads[i], NULL, ask_many, &wrong[i]);
    for (size_t i = 0; i < 6; i++) {
        pthread_join(threads[i], NULL);
        assert_int_equal(wrong[i], 0);
    }
}

/* Breaks for a second site on a taken port that does not say so, and for a folder that is no monitor. */
static void test_cannot_serve(void **state)
{
    (void)state;
    struct err err = {0};
    struct site_plan plan = {.folder = folder, .port = port, .stop = &stopping};
    assert_false(site_serve(&plan, &err));
    assert_int_equal(err.code, ERR_USAGE);
    assert_non_null(strstr(err.why, "--port"));
    err_reset(&err);
    plan.folder = "/nowhere/at/all";
    assert_false(site_serve(&plan, &err));
    assert_int_equal(err.code, ERR_STORE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pages), cmocka_unit_test(test_nasty), cmocka_unit_test(test_article_parts), cmocka_unit_test(test_data),
            cmocka_unit_test(test_refusals), cmocka_unit_test(test_hosts),
        cmocka_unit_test(test_transfer), cmocka_unit_test(test_bounds), cmocka_unit_test(test_slow_clients),
            cmocka_unit_test(test_many_at_once), cmocka_unit_test(test_cannot_serve),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
