/* intake_sniff.c: what do these bytes hold?
 *
 * Told from the first bytes, in the spirit of the WHATWG MIME Sniffing standard (section 7), with what news archives hold added:
 * magic numbers of packed and binary formats first, then WARC, XML feeds, JSON, the head of an analyst's Markdown, tags of HTML;
 * what is left is plain text. Names of files are never looked at.
 */
#include "intake/intake_sniff.h"

struct magic {str bytes; size_t offset; enum intake_format format; const char *what;};

static const struct magic magics[] = {
    {STR_INIT("\x1f\x8b"), 0, FORMAT_PACKED, "gzip"},
    {STR_INIT("\x28\xb5\x2f\xfd"), 0, FORMAT_PACKED, "zstd"},
    {STR_INIT("\xfd" "7zXZ"), 0, FORMAT_PACKED, "xz"},
    {STR_INIT("BZh"), 0, FORMAT_PACKED, "bzip2"},
    {STR_INIT("PK\x03\x04"), 0, FORMAT_ARCHIVE, "zip"},
    {STR_INIT("ustar"), 257, FORMAT_ARCHIVE, "tar"},
    {STR_INIT("\x89PNG\r\n"), 0, FORMAT_BINARY, "a PNG image"},
    {STR_INIT("GIF8"), 0, FORMAT_BINARY, "a GIF image"},
    {STR_INIT("\xff\xd8\xff"), 0, FORMAT_BINARY, "a JPEG image"},
    {STR_INIT("RIFF"), 0, FORMAT_BINARY, "a RIFF file (image, sound or film)"},
    {STR_INIT("%PDF-"), 0, FORMAT_BINARY, "a PDF document"},
    {STR_INIT("{\\rtf"), 0, FORMAT_BINARY, "an RTF document"},
    {STR_INIT("\xd0\xcf\x11\xe0"), 0, FORMAT_BINARY, "an old Office document"},
    {STR_INIT("SQLite format 3"), 0, FORMAT_BINARY, "an SQLite database"},
    {STR_INIT("\x7f" "ELF"), 0, FORMAT_BINARY, "a program"},
    {STR_INIT("7z\xbc\xaf"), 0, FORMAT_BINARY, "a 7z archive"},
    {STR_INIT("Rar!"), 0, FORMAT_BINARY, "a RAR archive"},
    {STR_INIT("OggS"), 0, FORMAT_BINARY, "an Ogg file"},
    {STR_INIT("ID3"), 0, FORMAT_BINARY, "an MP3 file"},
    {STR_INIT("ftyp"), 4, FORMAT_BINARY, "an MP4 file"},
    {STR_INIT("wOFF"), 0, FORMAT_BINARY, "a font"},
    {STR_INIT("wOF2"), 0, FORMAT_BINARY, "a font"},
};

static str text_start(str head)
{
    if (str_starts(head, STR("\xef\xbb\xbf")))
        head = str_from_at(head, 3);
    while (head.len && char_is_space(head.at[0]))
        head = str_from_at(head, 1);
    return head;
}

str intake_sniff_utf16(str head)
{
    size_t zero[2] = {0, 0}, pairs = (head.len < 1024 ? head.len : 1024) / 2;
    if (str_starts(head, STR("\xff\xfe")))
        return STR("UTF-16LE");
    if (str_starts(head, STR("\xfe\xff")))
        return STR("UTF-16BE");
    for (size_t i = 0; i < 2 * pairs; i++)
        zero[i & 1] += head.at[i] == 0;
    if (pairs >= 4 && zero[1] * 10 > pairs * 6 && zero[0] * 20 < pairs)
        return STR("UTF-16LE");
    if (pairs >= 4 && zero[0] * 10 > pairs * 6 && zero[1] * 20 < pairs)
        return STR("UTF-16BE");
    return STR("");
}

static bool bytes_are_binary(str head)
{
    size_t look = head.len < 4096 ? head.len : 4096, odd = 0;
    for (size_t i = 0; i < look; i++) {
        unsigned char c = (unsigned char)head.at[i];
        odd += c < 32 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 27;
    }
    return odd * 10 > look;
}

/* The name of the first element after prolog, comments and doctype, without its prefix. */
static str xml_root(str s)
{
    size_t at = 0;
    while ((at = str_find_char(s, '<', at)) < s.len) {
        str from = str_from_at(s, at + 1);
        if (str_starts(from, STR("!--"))) {
            at = str_find(s, STR("-->"), at);
        } else if (from.len && (from.at[0] == '?' || from.at[0] == '!')) {
            at = str_find_char(s, '>', at);
        } else {
            size_t end = 0, start = 0;
            for (; end < from.len && (char_is_alpha(from.at[end]) || from.at[end] == ':'); end++)
                if (from.at[end] == ':')
                    start = end + 1;
            return str_sub(from, start, end);
        }
    }
    return STR("");
}

static bool is_feed(str start)
{
    if (!str_starts(start, STR("<")))
        return false;
    str root = xml_root(str_sub(start, 0, 4096));
    return str_eq(root, STR("rss")) || str_eq(root, STR("feed")) || str_eq(root, STR("RDF")) || str_eq(root, STR("urlset"));
}

/* A line "---", then lines "key: value", then a line "---". */
static bool is_markdown(str start)
{
    str line;
    if (!str_next_line(&start, &line) || !str_eq(str_trim(line), STR("---")))
        return false;
    for (size_t keys = 0; keys < 64 && str_next_line(&start, &line); keys++) {
        if (str_eq(str_trim(line), STR("---")))
            return keys > 0;
        if (str_trim(line).len && str_find_char(line, ':', 0) == line.len)
            return false;
    }
    return false;
}

static enum intake_format json_format(str start)
{
    str rest = start, line;
    str_next_line(&rest, &line);
    line = str_trim(line);
    if (str_has(str_sub(start, 0, 4096), STR("jsonfeed.org/version")))
        return FORMAT_JSON;
    if (line.len >= 2 && line.at[line.len - 1] != '}' && str_trim(rest).len)
        return FORMAT_JSON;                             /* an object over several lines */
    return line.len < 2 ? FORMAT_JSON : FORMAT_JSON_LINES;
}

static bool is_html(str head)
{
    static const str strong[] = {STR_INIT("!doctype html"), STR_INIT("html"), STR_INIT("head>"), STR_INIT("body"), STR_INIT("title>"),
                                 STR_INIT("meta "), STR_INIT("script"), STR_INIT("article")};
    static const str weak[] = {STR_INIT("p>"), STR_INIT("/p>"), STR_INIT("p "), STR_INIT("div"), STR_INIT("/div"), STR_INIT("br"), STR_INIT("a "),
                               STR_INIT("h1"), STR_INIT("h2"), STR_INIT("span"), STR_INIT("table"), STR_INIT("ul>"), STR_INIT("li>"), STR_INIT("img ")};
    size_t seen = 0;
    for (size_t at = 0; (at = str_find_char(head, '<', at)) < head.len; at++) {
        str from = str_from_at(head, at + 1);
        for (size_t i = 0; i < sizeof strong / sizeof *strong; i++)
            if (str_starts_fold(from, strong[i]))
                return true;
        for (size_t i = 0; i < sizeof weak / sizeof *weak; i++)
            if (str_starts_fold(from, weak[i])) {
                seen++;
                break;
            }
        if (seen >= 2)
            return true;
    }
    return false;
}

enum intake_format intake_sniff(str head, const char **what)
{
    *what = "";
    if (head.len == 0)
        return FORMAT_EMPTY;
    for (size_t i = 0; i < sizeof magics / sizeof *magics; i++)
        if (str_starts(str_from_at(head, magics[i].offset), magics[i].bytes)) {
            *what = magics[i].what;
            return magics[i].format;
        }
    if (intake_sniff_utf16(head).len)
        return FORMAT_HTML;                             /* read as HTML after decoding; plain text comes through as well */
    *what = "binary data";
    if (bytes_are_binary(head))
        return FORMAT_BINARY;
    *what = "";
    str start = text_start(head);
    if (start.len == 0)
        return FORMAT_EMPTY;
    if (str_starts(head, STR("WARC/")))
        return FORMAT_WARC;
    if (is_feed(start))
        return FORMAT_XML_FEED;
    if (start.at[0] == '{' && str_find_char(start, '"', 0) < start.len)
        return json_format(start);
    if (start.at[0] == '[' && str_starts(text_start(str_from_at(start, 1)), STR("{")))
        return FORMAT_JSON;
    if (is_markdown(start))
        return FORMAT_MARKDOWN;
    return is_html(head) ? FORMAT_HTML : FORMAT_PLAIN;
}
