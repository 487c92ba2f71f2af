/* page_charset.c: which encoding, and from it to UTF-8.
 *
 * In the order of the WHATWG HTML standard, section 13.2.3.1: byte order mark, HTTP header, <meta>, then detection (ICU). One rule comes
 * before the declarations: bytes that are valid UTF-8 with characters beyond ASCII are UTF-8, since no text in another encoding
 * looks so by chance, and wrong declarations are common. Labels mean what the WHATWG Encoding standard says: iso-8859-1 is
 * windows-1252. Bad bytes become U+FFFD; nothing fails.
 */
#include "page/page_charset.h"
#include "base/utf8.h"
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>

#define CHARSET_LOOK_MAX ((size_t)4096)                 /* bytes in which a <meta> is looked for */
#define CHARSET_GUESS_MAX ((size_t)64 << 10)            /* bytes that the detection looks at */

static str value_after(str s, size_t at)
{
    while (at < s.len && (char_is_space(s.at[at]) || s.at[at] == '=' || s.at[at] == '"' || s.at[at] == '\''))
        at++;
    size_t end = at;
    while (end < s.len && !char_is_space(s.at[end]) && s.at[end] != '"' && s.at[end] != '\'' && s.at[end] != '>' && s.at[end] != ';' &&
           s.at[end] != '/' && s.at[end] != '?')
        end++;
    return str_sub(s, at, end);
}

str page_charset_meta(str bytes)
{
    str head = str_sub(bytes, 0, CHARSET_LOOK_MAX);
    if (str_starts(head, STR("<?xml"))) {
        str line = str_sub(head, 0, str_find_char(head, '>', 0));
        size_t at = str_find(line, STR("encoding"), 0);
        if (at < line.len)
            return value_after(line, at + 8);
    }
    for (size_t at = 0; (at = str_find_char(head, '<', at)) < head.len; at++) {
        str from = str_from_at(head, at);
        if (str_starts(from, STR("<!--"))) {
            at = str_find(head, STR("-->"), at);
            continue;
        }
        if (!str_starts_fold(from, STR("<meta")))
            continue;
        str tag = str_sub(from, 0, str_find_char(from, '>', 0));
        size_t found = str_find_fold(tag, STR("charset"), 0);
        if (found < tag.len)
            return value_after(tag, found + 7);
    }
    return STR("");
}

/* The converter for a label; NULL where it is unknown. */
static UConverter *converter_open(str label)
{
    static const struct {str label; const char *name;} meant[] = {      /* WHATWG Encoding, section 4.2 */
        {STR_INIT("iso-8859-1"), "windows-1252"}, {STR_INIT("latin1"), "windows-1252"}, {STR_INIT("latin-1"), "windows-1252"},
        {STR_INIT("ascii"), "windows-1252"}, {STR_INIT("us-ascii"), "windows-1252"}, {STR_INIT("iso8859-1"), "windows-1252"},
        {STR_INIT("iso-8859-9"), "windows-1254"}, {STR_INIT("iso-8859-11"), "windows-874"}, {STR_INIT("tis-620"), "windows-874"},
        {STR_INIT("gb2312"), "GB18030"}, {STR_INIT("gbk"), "GB18030"}, {STR_INIT("x-gbk"), "GB18030"}, {STR_INIT("shift_jis"), "windows-31j"},
        {STR_INIT("shift-jis"), "windows-31j"}, {STR_INIT("sjis"), "windows-31j"}, {STR_INIT("x-sjis"), "windows-31j"},
        {STR_INIT("euc-kr"), "windows-949"}, {STR_INIT("ks_c_5601-1987"), "windows-949"}, {STR_INIT("big5"), "Big5-HKSCS"},
        {STR_INIT("win-1251"), "windows-1251"}, {STR_INIT("cp1251"), "windows-1251"}, {STR_INIT("koi8-u"), "KOI8-U"}};
    char name[64];
    UErrorCode status = U_ZERO_ERROR;
    if (label.len == 0 || label.len >= sizeof name)
        return NULL;
    for (size_t i = 0; i < label.len; i++)
        name[i] = (unsigned char)label.at[i] < 128 ? label.at[i] : '?';
    name[label.len] = 0;
    const char *open = name;
    for (size_t i = 0; i < sizeof meant / sizeof *meant; i++)
        if (str_eq_fold(label, meant[i].label))
            open = meant[i].name;
    UConverter *converter = ucnv_open(open, &status);
    return U_SUCCESS(status) ? converter : NULL;
}

static bool converter_known(str label)
{
    UConverter *converter = converter_open(label);
    if (converter)
        ucnv_close(converter);
    return converter != NULL;
}

/* Whole text through the label's converter. The target is allocated before a converter is open (an allocation may jump) and large
 * enough for any encoding: a byte gives at most three of UTF-8. */
static str convert(struct arena *arena, str label, str bytes)
{
    size_t room = 3 * bytes.len + 16;
    char *out = arena_alloc_raw(arena, room), *target = out;
    const char *source = bytes.at;
    UErrorCode status = U_ZERO_ERROR;
    UChar pivot[1024], *pivot_source = pivot, *pivot_target = pivot;
    UConverter *from = converter_open(label), *to = ucnv_open("UTF-8", &status);
    if (from && to)
        ucnv_convertEx(to, from, &target, out + room, &source, bytes.at + bytes.len, pivot, &pivot_source, &pivot_target, pivot + 1024, true, true,
                       &status);
    if (to)
        ucnv_close(to);
    if (from)
        ucnv_close(from);
    return (str){out, (size_t)(target - out)};
}

static str detect(str bytes, bool html, char name[64])
{
    UErrorCode status = U_ZERO_ERROR;
    UCharsetDetector *detector = ucsdet_open(&status);
    str found = STR("");
    ucsdet_setText(detector, bytes.at, (int32_t)(bytes.len < CHARSET_GUESS_MAX ? bytes.len : CHARSET_GUESS_MAX), &status);
    ucsdet_enableInputFilter(detector, html);
    const UCharsetMatch *match = U_SUCCESS(status) ? ucsdet_detect(detector, &status) : NULL;
    const char *text = match && U_SUCCESS(status) ? ucsdet_getName(match, &status) : NULL;
    if (text && U_SUCCESS(status)) {
        size_t len = 0;
        for (; text[len] && len < 63; len++)
            name[len] = text[len];
        found = (str){name, len};
    }
    ucsdet_close(detector);
    return found;
}

static bool has_high(str bytes)
{
    for (size_t i = 0; i < bytes.len; i++)
        if ((unsigned char)bytes.at[i] >= 0x80)
            return true;
    return false;
}

static bool is_escaped(str label)
{
    return str_starts_fold(label, STR("utf-16")) || str_starts_fold(label, STR("iso-2022")) || str_eq_fold(label, STR("hz-gb-2312"));
}

/* Share of bytes above ASCII that stand in no valid UTF-8 sequence, out of 100. */
static unsigned utf8_damage(str bytes)
{
    size_t bad = 0, good = 0, look = bytes.len < CHARSET_GUESS_MAX ? bytes.len : CHARSET_GUESS_MAX;
    for (size_t at = 0; at < look;) {
        size_t before = at;
        if ((unsigned char)bytes.at[at] < 0x80) {
            at++;
            continue;
        }
        if (utf8_next(bytes, &at) == UTF8_BAD && at - before < 3)
            bad += at - before;
        else
            good += at - before;
    }
    return bad + good == 0 ? 0 : (unsigned)(bad * 100 / (bad + good));
}

str page_charset_decode(struct arena *arena, str bytes, str declared, bool html, struct str_list *notes)
{
    char name[64];
    str label = declared;
    if (str_starts(bytes, STR("\xef\xbb\xbf")))
        return utf8_repair(arena, str_from_at(bytes, 3));
    if (str_starts(bytes, STR("\xff\xfe")) || str_starts(bytes, STR("\xfe\xff"))) {
        label = (unsigned char)bytes.at[0] == 0xFF ? STR("UTF-16LE") : STR("UTF-16BE");
        bytes = str_from_at(bytes, 2);
    } else if (!is_escaped(label) && utf8_valid(bytes)) {
        str meta = html ? page_charset_meta(bytes) : STR("");
        if (has_high(bytes) || !str_starts_fold(meta, STR("iso-2022")))
            return bytes;
        label = meta;
    }
    if (label.len == 0 && html)
        label = page_charset_meta(bytes);
    bool utf8 = str_eq_fold(label, STR("utf-8")) || str_eq_fold(label, STR("utf8"));
    if (utf8 && utf8_damage(bytes) < 20)
        return utf8_repair(arena, bytes);
    if (utf8 || !converter_known(label)) {
        label = detect(bytes, html, name);
        if (!converter_known(label) || str_eq_fold(label, STR("UTF-8")))
            return utf8_repair(arena, bytes);
        *LIST_ADD(arena, notes) = arena_printf(arena, "charset-guessed: nothing tells the encoding of the page; read as %.*s", STR_ARG(label));
    }
    return convert(arena, label, bytes);
}
