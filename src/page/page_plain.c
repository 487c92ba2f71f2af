/* page_plain.c: the remains of a crawled page as plain text, or any plain text.
 *
 * Rubbish at the start (the end of a comment whose start is lost) is cut; then lines are told from paragraphs: where lines
 * are wrapped at a width they are joined, else each line is one, and empty lines always part. What the lines mean is page_line.c.
 */
#include "base/utf8.h"
#include "page/page_line.h"

#define LINES_MAX 200000
#define WRAP_LEAST 45                                   /* a wrapped line is not shorter, but for the last of a paragraph */
#define WRAP_MOST 100

/* What is left of line after the end of a comment that does not begin in it. */
static str comment_cut(str line)
{
    size_t at = 0, end;
    while ((end = str_find(line, STR("-->"), at)) < line.len)
        at = end + 3;
    if (at && str_find(line, STR("<!--"), 0) >= line.len)
        return str_trim(str_from_at(line, at));
    return line;
}

/* Whether the text is wrapped: most lines that another one follows are of a width between the bounds. */
static bool is_wrapped(str text)
{
    size_t pairs = 0, wide = 0, long_lines = 0;
    str line, before = STR("");
    while (str_next_line(&text, &line)) {
        line = str_trim(line);
        if (before.len && line.len) {
            size_t chars = utf8_chars(before);
            pairs++;
            wide += chars >= WRAP_LEAST && chars <= WRAP_MOST;
        }
        long_lines += line.len > 3 * WRAP_MOST;
        before = line;
    }
    return pairs >= 4 && wide * 10 >= pairs * 8 && long_lines == 0;
}

static void line_add(struct arena *arena, struct page_line_list *lines, str text)
{
    struct page_line line = {.text = page_folded(arena, text), .kind = PARAGRAPH_TEXT};
    static const str bullets[] = {STR_INIT("- "), STR_INIT("* "), STR_INIT("\xe2\x80\xa2 "), STR_INIT("\xe2\x80\xa2")};
    for (size_t i = 0; i < sizeof bullets / sizeof *bullets; i++)
        if (str_starts(line.text, bullets[i])) {
            line.text = str_trim(str_from_at(line.text, bullets[i].len));
            line.kind = PARAGRAPH_ITEM;
        }
    if (line.text.len && lines->len < LINES_MAX)
        *LIST_ADD(arena, lines) = line;
}

void page_plain_read(const struct raw_document *document, str text, struct arena *arena, struct article_list *list)
{
    struct page_line_list lines = {0};
    struct buf joined = buf_make(arena);
    bool wrapped = is_wrapped(text);
    str line;
    *LIST_ADD(arena, list) = page_article_make(document, 0);
    while (str_next_line(&text, &line)) {
        line = str_trim(comment_cut(line));
        if (!wrapped) {
            if (line.len)
                line_add(arena, &lines, line);
            continue;
        }
        if (line.len) {
            if (joined.len)
                buf_add_char(&joined, ' ');
            buf_add(&joined, line);
        }
        if (joined.len && (line.len == 0 || utf8_chars(line) < WRAP_LEAST)) {
            line_add(arena, &lines, buf_take(&joined));
            joined = buf_make(arena);
        }
    }
    if (joined.len)
        line_add(arena, &lines, buf_take(&joined));
    page_lines_read(document, &lines, arena, list);
}
