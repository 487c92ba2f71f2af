/* page_line.c: title, date, credit and paragraphs out of lines that have lost their tags.
 *
 * Lines are told apart by what they say: a phrase of data/page/furniture.tsv, a date and little else, running text, or a short line.
 * The head ends with the first running text; its title is the last line with several words above the date (or above the
 * text). Under "Similar articles" a short line begins a new title wherever no text came yet or a date or credit follows it;
 * what has ARTICLE_PARAGRAPHS_MIN paragraphs there is a full article, the rest are teasers. The method is our own.
 */
#include "page/page_line.h"
#include "base/utf8.h"

#define ARTICLE_PARAGRAPHS_MIN 2
#define ARTICLE_BYTES_MIN 300
#define TITLE_BYTES_MAX 300
#define SIMILAR_MAX 60

static bool ends_sentence(str s)
{
    return str_ends(s, STR(".")) || str_ends(s, STR("!")) || str_ends(s, STR("\xe2\x80\x9d")) || str_ends(s, STR("\"")) || str_ends(s, STR("\xc2\xbb")) ||
           str_ends(s, STR("?")) || str_ends(s, STR("\xe2\x80\xa6"));
}

static bool runs(const struct page_line *line)
{
    size_t chars = utf8_chars(line->text);
    return line->kind != PARAGRAPH_HEADING && !line->link && (chars >= 180 || (chars >= 60 && ends_sentence(line->text)));
}

static size_t words_of(str s)
{
    size_t words = s.len > 0;
    for (size_t i = 0; i < s.len; i++)
        words += s.at[i] == ' ';
    return words;
}

bool page_line_is_date(struct arena *arena, str line, str lang, struct date *date)
{
    size_t start, end;
    if (line.len > 120 || !page_date_find(arena, line, lang, page_date_month_first(lang), date, &start, &end))
        return false;
    size_t rest = line.len - (end - start);
    return rest <= 24 || words_of(str_sub(line, 0, start)) + words_of(str_from_at(line, end)) <= 5;
}

static bool is_head_line(struct arena *arena, const struct page_line *line, str lang)
{
    struct date date;
    str rest;
    enum furniture role = page_furniture(line->text, &rest);
    return page_line_is_date(arena, line->text, lang, &date) || role == FURNITURE_CREDIT || role == FURNITURE_CATEGORY || role == FURNITURE_BYLINE ||
           role == FURNITURE_PUBLISHED;
}

/* A word or three that may be a status: no digits, no sentence. */
static bool is_status(str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (char_is_digit(s.at[i]))
            return false;
    return s.len > 0 && s.len <= 40 && words_of(s) <= 3 && !ends_sentence(s);
}

/* Takes the line as one of the head's fields; false where it is none. *used counts lines. */
static bool field_take(struct arena *arena, const struct raw_document *document, const struct page_line *line, const struct page_line *next,
                       struct article *article, size_t *used)
{
    str rest;
    struct date date;
    enum furniture role = line->text.len > 200 ? FURNITURE_NONE : page_furniture(line->text, &rest);
    *used = 1;
    switch (role) {
    case FURNITURE_CATEGORY: {
        str none;
        struct date other;
        if (is_status(rest))
            article->category_status = rest;
        else if (next && rest.len == 0 && is_status(next->text) && page_furniture(next->text, &none) == FURNITURE_NONE &&
                 !page_line_is_date(arena, next->text, article->lang, &other)) {
            article->category_status = next->text;
            *used = 2;
        }
        return true;
    }
    case FURNITURE_CREDIT:
        if (article->image.credit.len == 0)
            article->image.credit = rest;
        return true;
    case FURNITURE_BYLINE:
        if (article->paragraphs.len)
            return false;
        page_authors_split(arena, line->text, &article->authors);
        return true;
    case FURNITURE_TAGS:
        return true;
    case FURNITURE_LINE:
        return true;
    default:
        break;
    }
    if (page_line_is_date(arena, line->text, article->lang, &date)) {
        if (role == FURNITURE_UPDATED && article->modified.len == 0)
            article->modified = page_date_text(arena, &date);
        else if (article->published.len == 0 && page_date_plausible(&date, document)) {
            article->published = page_date_text(arena, &date);
            article->published_from = STR("text");
        }
        return true;
    }
    return false;
}

static void paragraph_add(struct arena *arena, struct article *article, const struct page_line *line)
{
    *LIST_ADD(arena, &article->paragraphs) = (struct paragraph){line->text, line->kind};
}

/* A short line between paragraphs is a heading; at the end it is dropped by the caller's caller (article_close). */
static void body_take(struct arena *arena, struct article *article, const struct page_line *line)
{
    struct page_line copy = *line;
    if (copy.kind == PARAGRAPH_TEXT && !runs(line) && utf8_chars(line->text) < 120 && !ends_sentence(line->text))
        copy.kind = PARAGRAPH_HEADING;
    paragraph_add(arena, article, &copy);
}

static void article_close(struct article *article)
{
    while (article->paragraphs.len && article->paragraphs.at[article->paragraphs.len - 1].kind == PARAGRAPH_HEADING)
        article->paragraphs.len--;
}

static void similar_add(struct arena *arena, struct article *article, str title)
{
    for (size_t i = 0; i < article->similar_on_page.len; i++)
        if (str_eq(article->similar_on_page.at[i], title))
            return;
    if (title.len && article->similar_on_page.len < SIMILAR_MAX)
        *LIST_ADD(arena, &article->similar_on_page) = title;
}

static size_t text_bytes(const struct article *article)
{
    size_t bytes = 0;
    for (size_t i = 0; i < article->paragraphs.len; i++)
        bytes += article->paragraphs.at[i].text.len;
    return bytes;
}

static void similar_end(struct arena *arena, struct article *candidate, struct article_list *list, size_t own)
{
    size_t running = 0;
    article_close(candidate);
    for (size_t i = 0; i < candidate->paragraphs.len; i++)
        running += candidate->paragraphs.at[i].kind == PARAGRAPH_TEXT;
    similar_add(arena, &list->at[own], candidate->title);
    if (candidate->title.len && running >= ARTICLE_PARAGRAPHS_MIN && text_bytes(candidate) >= ARTICLE_BYTES_MIN) {
        candidate->article = (uint32_t)list->len;
        candidate->quality = 0.6;
        *LIST_ADD(arena, list) = *candidate;
    }
}

void page_lines_similar(const struct raw_document *document, const struct page_line *lines, size_t count, struct arena *arena,
                        struct article_list *list, size_t own)
{
    struct article candidate = page_article_make(document, 0);
    bool links = false;                                 /* titles are links here, so a short line without one is a lead */
    for (size_t i = 0; i < count; i++)
        links |= lines[i].link;
    candidate.lang = list->at[own].lang;
    for (size_t i = 0, used; i < count; i += used) {
        const struct page_line *line = &lines[i], *next = i + 1 < count ? &lines[i + 1] : NULL;
        used = 1;
        if (candidate.title.len && field_take(arena, document, line, next, &candidate, &used))
            continue;
        bool title = !runs(line) && line->text.len <= TITLE_BYTES_MAX && line->kind != PARAGRAPH_ITEM;
        bool dated = next && is_head_line(arena, next, candidate.lang);
        if (links && title && !line->link && !dated && line->kind != PARAGRAPH_HEADING && candidate.paragraphs.len == 0 && candidate.title.len)
            continue;
        bool begins = title && (candidate.title.len == 0 || candidate.paragraphs.len == 0 || line->link || dated);
        if (begins) {
            similar_end(arena, &candidate, list, own);
            candidate = page_article_make(document, 0);
            candidate.lang = list->at[own].lang;
            candidate.title = line->text;
        } else if (candidate.title.len)
            body_take(arena, &candidate, line);
    }
    similar_end(arena, &candidate, list, own);
}

/* The line of the head that is the title: the last with several words before the first date, or before the text. */
static size_t title_line(struct arena *arena, const struct page_line_list *lines, str lang, size_t *text_start)
{
    size_t title = SIZE_MAX, first = 0;
    struct date date;
    bool dated = false;
    while (first < lines->len && !runs(&lines->at[first]))
        first++;
    *text_start = first;
    for (size_t i = 0; i < first; i++) {
        str rest, line = lines->at[i].text;
        enum furniture role = page_furniture(line, &rest);
        bool is_date = page_line_is_date(arena, line, lang, &date);
        if (role == FURNITURE_SIMILAR || role == FURNITURE_FURNITURE || role == FURNITURE_COMMENTS)
            break;
        dated |= is_date || role == FURNITURE_CATEGORY;
        if (dated && title != SIZE_MAX)
            break;
        if (is_date || role != FURNITURE_NONE || line.len > TITLE_BYTES_MAX || str_has(line, STR(" | ")))
            continue;
        if (title == SIZE_MAX || words_of(line) >= 3)
            title = i;
    }
    return title;
}

/* Where the section that a heading opens ends: at the next such heading. */
static size_t section_end(const struct page_line_list *lines, size_t at)
{
    str rest;
    while (at < lines->len) {
        enum furniture role = page_furniture(lines->at[at].text, &rest);
        if (lines->at[at].text.len < 80 && (role == FURNITURE_SIMILAR || role == FURNITURE_FURNITURE || role == FURNITURE_COMMENTS))
            break;
        at++;
    }
    return at;
}

void page_lines_read(const struct raw_document *document, const struct page_line_list *lines, struct arena *arena, struct article_list *list)
{
    size_t own = list->len - 1, text_start, title = title_line(arena, lines, list->at[own].lang, &text_start);
    size_t end = section_end(lines, 0);
    struct article article = list->at[own];
    if (title != SIZE_MAX && article.title.len == 0)
        article.title = lines->at[title].text;
    for (size_t i = 0, used; i < end; i += used) {
        const struct page_line *line = &lines->at[i], *next = i + 1 < end ? &lines->at[i + 1] : NULL;
        used = 1;
        bool heads = i < text_start || !runs(line);
        if (i == title || str_eq(line->text, article.title) || (heads && field_take(arena, document, line, next, &article, &used)))
            continue;
        if (i < text_start && !runs(line) && (title == SIZE_MAX || i < title))
            continue;                                   /* furniture above the title */
        body_take(arena, &article, line);
    }
    article_close(&article);
    list->at[own] = article;
    while (end < lines->len) {
        str rest;
        enum furniture role = page_furniture(lines->at[end].text, &rest);
        size_t start = end + 1;
        end = section_end(lines, start);
        if (role == FURNITURE_SIMILAR)
            page_lines_similar(document, lines->at + start, end - start, arena, list, own);
    }
}
