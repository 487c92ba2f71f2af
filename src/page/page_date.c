/* page_date.c: when was this published, and when was it changed?
 *
 * The page declares a moment (JSON-LD, meta elements, microdata: page_field, page_jsonld) and prints days: in <time>, in elements
 * marked as dates, in lines that are a date and little else. Declared moments are trusted first, but read as the page prints them: a
 * moment in UTC that the page or its address prints as the day before or after is that day, since the day is the one at the
 * place of publication. A page that prints only when it was changed is published on that day as it stands (note
 * published-is-update has the first day). Where nothing is declared: what is printed near the headline; then a line further away that
 * says "published"; the first words of the text; the <title>; the address; any single date on the page; scripts.
 * Method: our own, after htmldate's order (Barbaresi, JOSS 5(51), 2020).
 */
#include "page/page_content.h"
#include "page/page_line.h"

#define DATES_MAX 40                                    /* printed dates that are looked at */
#define DATE_LINE_MAX 160
#define UPDATE_DAYS_MAX 1000                            /* a text changed later than that is still the old publication */

struct printed {
    struct date date, shown;                            /* by the datetime attribute; as written, year 0 where it is not */
    bool updated, over_text;                            /* between the headline and the text */
    const char *from;
};
struct dates {struct page_around *around; str lang; struct printed at[DATES_MAX]; size_t count;};

bool page_node_is_other(const struct page_tree *tree, uint32_t node, uint32_t stop)
{
    for (; node != PAGE_NODE_NONE && node != 0 && node != stop && tree->nodes[node].tag != TAG_BODY; node = tree->nodes[node].parent)
        if ((tree->nodes[node].marks & PAGE_MARKS_OTHER) || tree->nodes[node].tag == TAG_NAV || tree->nodes[node].tag == TAG_ASIDE ||
            tree->nodes[node].tag == TAG_FOOTER)
            return true;
    return false;
}

static int digits_at(str s, size_t at, size_t most, size_t *end)
{
    int value = 0;
    for (*end = at; *end < s.len && *end < at + most && char_is_digit(s.at[*end]); (*end)++)
        value = value * 10 + (s.at[*end] - '0');
    return *end == at ? -1 : value;
}

static bool url_mark(char c)
{
    return c == '/' || c == '-' || c == '_' || c == '.';
}

static bool url_day(int year, int month, int number, struct date *date)
{
    if (year < 1990 || year > 2100 || month < 1 || month > 12 || number < 1 || number > day_month_length(year, month))
        return false;
    *date = date_of_day(day_of(year, month, number));
    return true;
}

bool page_url_date(str url, struct date *date)
{
    for (size_t at = 0; at + 8 <= url.len; at++) {
        size_t a, b, c;
        if (!char_is_digit(url.at[at]) || (at > 0 && char_is_digit(url.at[at - 1])))
            continue;
        int first = digits_at(url, at, 4, &a);
        bool mark = a < url.len && url_mark(url.at[a]);
        int second = digits_at(url, a + mark, 2, &b);
        bool again = b < url.len && url_mark(url.at[b]);
        if (second < 0 || (mark && !again) || (!mark && (a < at + 4 || b < a + 2)))
            continue;
        int third = digits_at(url, b + (mark && again), a == at + 4 ? 2 : 4, &c);
        if (third < 0 || (c < url.len && char_is_digit(url.at[c])))
            continue;
        if (a == at + 4 ? url_day(first, second, third, date) : mark && a == at + 2 && c == b + 5 && url_day(third, second, first, date))
            return true;
    }
    return false;
}

/* Class, itemprop or the words before it say that the date is the last change. */
static bool says_updated(struct page_around *v, uint32_t node)
{
    str class = page_attribute_raw(v->tree, node, STR("class")), item = page_attribute_raw(v->tree, node, STR("itemprop")), rest;
    uint32_t parent = v->tree->nodes[node].parent;
    if (str_find_fold(class, STR("updated"), 0) < class.len || str_find_fold(class, STR("modif"), 0) < class.len ||
        str_find_fold(item, STR("modified"), 0) < item.len)
        return str_find_fold(class, STR("published"), 0) >= class.len;
    str text = page_node_text(v->tree, parent == PAGE_NODE_NONE ? node : parent, 60);
    return page_furniture(text, &rest) == FURNITURE_UPDATED || page_furniture(page_node_text(v->tree, node, 60), &rest) == FURNITURE_UPDATED;
}

static void printed_add(struct dates *d, const struct date *date, const struct date *shown, uint32_t node, bool updated, const char *from)
{
    const struct page_around *v = d->around;
    uint32_t title = v->content->title_node;
    bool over = node < v->text && (title == PAGE_NODE_NONE ? node + 40 > v->text : node > title);
    if (d->count < DATES_MAX && page_date_plausible(date, d->around->document))
        d->at[d->count++] = (struct printed){*date, shown ? *shown : (struct date){0}, updated, over, from};
}

/* One element: its datetime attribute, its text, or what title and content say. */
static void element_read(struct dates *d, uint32_t node, const char *from)
{
    struct page_tree *tree = d->around->tree;
    str lang = d->lang, text = page_node_text(tree, node, 200);
    static const str names[] = {STR_INIT("datetime"), STR_INIT("content"), STR_INIT("title"), STR_INIT("data-datetime")};
    struct date date = {0}, shown = {0};
    bool given = false, read = text.len && text.len <= 180 && page_date_value(tree->arena, text, lang, &shown);
    for (size_t i = 0; i < sizeof names / sizeof *names && !given; i++) {
        str value = page_attribute_text(tree, node, names[i]);
        given = value.len && page_date_value(tree->arena, value, lang, &date) && date.precision >= DATE_DAY;
    }
    if (given)
        printed_add(d, &date, read ? &shown : NULL, node, says_updated(d->around, node), from);
    else if (read)
        printed_add(d, &shown, &shown, node, says_updated(d->around, node), from);
}

/* Messages of social networks are put into pages as quotes that end with their date. */
static bool is_quoted(const struct page_tree *tree, uint32_t node)
{
    for (unsigned up = 0; up < 8 && node != PAGE_NODE_NONE; up++, node = tree->nodes[node].parent)
        if (tree->nodes[node].tag == TAG_BLOCKQUOTE)
            return true;
    return false;
}

static void elements_read(struct dates *d, uint32_t from, uint32_t to, bool marked, bool others)
{
    const struct page_tree *tree = d->around->tree;
    for (uint32_t i = from; i < to && d->count < DATES_MAX; i++) {
        const struct page_node *n = &tree->nodes[i];
        if (marked ? !(n->marks & MARK_DATE) || n->tag == TAG_TIME : n->tag != TAG_TIME)
            continue;
        if (!others && page_node_is_other(tree, i, d->around->content->root))
            continue;
        if ((n->marks & (MARK_COMMENTS | MARK_TEASER)) || is_quoted(tree, i))
            continue;
        element_read(d, i, marked ? "text" : "time");
    }
}

/* Between headline and text whatever is a date is the article's, even where the element is called "aside" or "teaser". */
static bool is_between(const struct page_around *v, uint32_t block)
{
    uint32_t title = v->content->title_block;
    return block < v->block_text && (title < v->block_text ? block > title : block + 4 > v->block_text);
}

/* Lines that are a date and little else, or say what the date is. wide: all short lines with a date, whatever they say. */
static void lines_read(struct dates *d, uint32_t from, uint32_t to, bool wide)
{
    struct page_tree *tree = d->around->tree;
    str lang = d->lang;
    for (uint32_t b = from; b < to && d->count < DATES_MAX; b++) {
        const struct page_block *block = &tree->blocks[b];
        struct date date;
        str rest;
        size_t start, end;
        uint32_t said = block->marks & (MARK_META | MARK_DATE | MARK_BYLINE);
        uint32_t others = wide ? said ? MARK_COMMENTS : MARK_COMMENTS | MARK_TEASER : is_between(d->around, b) ? MARK_COMMENTS : PAGE_MARKS_OTHER;
        if (block->keep || block->chars > (said && wide ? 2 * DATE_LINE_MAX : DATE_LINE_MAX) || (block->marks & others))
            continue;
        enum furniture role = page_furniture(block->text, &rest);
        bool says = role == FURNITURE_PUBLISHED || role == FURNITURE_UPDATED || role == FURNITURE_BYLINE ||
                    (block->marks & (MARK_BYLINE | MARK_META)) || wide;
        if (page_line_is_date(tree->arena, block->text, lang, &date) ||
            (says && page_date_find(tree->arena, block->text, lang, page_date_month_first(lang), &date, &start, &end)))
            printed_add(d, &date, &date, block->node, role == FURNITURE_UPDATED, "text");
    }
}

static void take(struct page_around *v, const struct date *date, const char *from)
{
    v->article->published = page_date_text(v->tree->arena, date);
    v->article->published_from = str_from(from);
}

/* The first over the text, else the first. */
static const struct printed *first_printed(const struct dates *d, bool updated)
{
    const struct printed *first = NULL;
    for (size_t i = 0; i < d->count; i++) {
        if (d->at[i].updated != updated)
            continue;
        if (d->at[i].over_text)
            return &d->at[i];
        first = first ? first : &d->at[i];
    }
    return first;
}

static const struct date *as_shown(const struct printed *printed)
{
    day given = date_first(&printed->date), shown = date_first(&printed->shown);
    bool near = printed->shown.precision >= DATE_DAY && shown - given <= 1 && given - shown <= 1;
    return near && shown != given ? &printed->shown : &printed->date;
}

/* A declared moment in UTC may be printed as the day before or after. */
static bool is_next_day(const struct date *declared, const struct date *shown)
{
    day a = date_first(declared), b = date_first(shown);
    if (declared->precision < DATE_MINUTE || declared->zone_minutes != 0 || shown->precision < DATE_DAY)
        return false;
    return declared->hour < 12 ? b == a - 1 : b == a + 1;
}

/* The declared moment in a zone where its day is the printed one: the one that the printed clock tells, else the nearest to UTC. */
static void moment_take(struct page_around *v, const struct date *declared, const struct date *shown, const char *from)
{
    int days = (int)(date_first(shown) - date_first(declared));
    int minutes = days < 0 ? -60 * (declared->hour + 1) : 60 * (24 - declared->hour);
    if (shown->precision >= DATE_MINUTE) {
        int clock = days * 1440 + (shown->hour - declared->hour) * 60 + shown->minute - declared->minute;
        minutes = clock % 15 == 0 && clock >= -14 * 60 && clock <= 14 * 60 ? clock : minutes;
    }
    int local = declared->hour * 60 + declared->minute + minutes - days * 1440;
    struct date date = *shown;
    date.hour = local / 60;
    date.minute = local % 60;
    date.second = -1;
    date.zone_minutes = minutes;
    date.precision = DATE_MINUTE;
    take(v, &date, from);
}

/* The declared date as the page or its address prints it. */
static void declared_take(struct dates *d, const struct date *declared, const char *from)
{
    struct page_around *v = d->around;
    struct date url;
    day own = date_first(declared);
    for (size_t i = 0; i < d->count; i++)
        if (date_first(as_shown(&d->at[i])) == own && !d->at[i].updated) {
            take(v, declared, from);
            return;
        }
    for (size_t i = 0; i < d->count; i++)
        if (is_next_day(declared, as_shown(&d->at[i])) && !d->at[i].updated) {
            moment_take(v, declared, as_shown(&d->at[i]), from);
            return;
        }
    if ((page_url_date(v->document->url, &url) || page_url_date(v->article->url, &url)) && is_next_day(declared, &url)) {
        moment_take(v, declared, &url, from);
        return;
    }
    take(v, declared, from);
}

/* The page prints the day of the last change, and nowhere that of the first publication. A moment in a meta element is set by the
 * publishing system alone, so there a mere line of text is not enough. */
static bool prints_update_only(const struct dates *d, const struct date *published, const struct date *modified, bool meta)
{
    bool update = false;
    struct date url;
    day first = date_first(published), last = date_first(modified);
    if (last <= first || last - first > UPDATE_DAYS_MAX)
        return false;
    if ((page_url_date(d->around->document->url, &url) || page_url_date(d->around->article->url, &url)) && date_first(&url) == first)
        return false;
    for (size_t i = 0; i < d->count; i++) {
        day shown = date_first(as_shown(&d->at[i]));
        if (shown == first || is_next_day(published, as_shown(&d->at[i])))
            return false;
        update |= shown == last && (!meta || str_eq(str_from(d->at[i].from), STR("time")));
    }
    return update;
}

/* The only day that stands over the text, where it is neither the declared first day nor that of the last change: what readers see
 * counts more than what the publishing system noted. */
static const struct printed *printed_over(const struct dates *d, const struct date *published, const struct date *modified)
{
    const struct printed *one = NULL;
    for (size_t i = 0; i < d->count; i++) {
        const struct date *shown = as_shown(&d->at[i]);
        day here = date_first(shown);
        if (here == date_first(published) || here == date_first(modified) || is_next_day(published, shown))
            return NULL;
        if (!d->at[i].over_text || shown->precision < DATE_DAY || (d->at[i].updated && here - date_first(published) > UPDATE_DAYS_MAX))
            continue;
        if (one && date_first(as_shown(one)) != here)
            return NULL;
        one = one ? one : &d->at[i];
    }
    return one;
}

/* "(18.01.2018) Deutschlands Landwirte …", "27.1.2022 - Bei der …": a date that opens one of the text's first paragraphs. */
static bool opening_take(struct page_around *v)
{
    const struct page_tree *tree = v->tree;
    size_t seen = 0;
    for (uint32_t b = v->block_text; b < v->block_to && seen < 3; b++) {
        struct date date;
        size_t start, end;
        if (!tree->blocks[b].keep)
            continue;
        seen++;
        if (page_date_find(tree->arena, str_sub(tree->blocks[b].text, 0, 80), v->article->lang, false, &date, &start, &end) && start <= 24 &&
            page_date_plausible(&date, v->document)) {
            take(v, &date, "text");
            return true;
        }
    }
    return false;
}

/* A line anywhere that says that it is the publication's. */
static bool said_take(struct page_around *v)
{
    struct page_tree *tree = v->tree;
    for (uint32_t b = 0; b < tree->block_count; b++) {
        const struct page_block *block = &tree->blocks[b];
        str rest;
        struct date date;
        if (block->chars > 2 * DATE_LINE_MAX || (block->marks & (MARK_TEASER | MARK_COMMENTS)))
            continue;
        enum furniture role = page_furniture(block->text, &rest);
        bool says = (role == FURNITURE_PUBLISHED && block->chars <= 120) || (role == FURNITURE_LINE && block->chars > 40) ||
                    (role == FURNITURE_BYLINE && (block->marks & (MARK_BYLINE | MARK_META)));
        if (!says)                                      /* "This entry was posted on …" is a line of furniture */
            continue;
        if (page_date_value(tree->arena, block->text, v->article->lang, &date) && page_date_plausible(&date, v->document)) {
            take(v, &date, "text");
            return true;
        }
    }
    return false;
}

static bool title_take(struct page_around *v)
{
    struct date date;
    size_t start, end;
    if (!page_date_find(v->tree->arena, v->fields->page_title, v->article->lang, false, &date, &start, &end) ||
        !page_date_plausible(&date, v->document))
        return false;
    take(v, &date, "meta");
    return true;
}

static bool address_take(struct page_around *v)
{
    struct date date;
    if (!(page_url_date(v->document->url, &date) || page_url_date(v->article->url, &date)) || !page_date_plausible(&date, v->document))
        return false;
    take(v, &date, "url");
    return true;
}

/* The value after a key in a script that is not JSON-LD, or in JSON-LD that is no JSON. */
static bool script_value(str script, str key, struct date *date)
{
    for (size_t at = 0; (at = str_find(script, key, at)) < script.len; at += key.len) {
        str rest = str_from_at(script, at + key.len);
        size_t skip = 0;
        while (skip < rest.len && skip < 8 && !char_is_digit(rest.at[skip]))
            skip++;
        rest = str_sub(rest, skip, skip + 40);
        size_t len = 0;
        while (len < rest.len && rest.at[len] != '"' && rest.at[len] != '\'' && rest.at[len] != '&' && rest.at[len] != '\\' && rest.at[len] != '<')
            len++;
        if (len >= 10 && (date_read_iso(str_sub(rest, 0, len), date) || date_read_iso(str_sub(rest, 0, 10), date)) && date->precision >= DATE_DAY)
            return true;
    }
    return false;
}

static bool scripts_take(struct page_around *v)
{
    static const str keys[] = {STR_INIT("\"datePublished\""), STR_INIT("\"publishedDate\""), STR_INIT("\"published_at\""), STR_INIT("\"publishDate\""),
        STR_INIT("\"publish_date\""), STR_INIT("\"pubDate\""), STR_INIT("\"publishedAt\""), STR_INIT("\"date_published\""), STR_INIT("\"uploadDate\""),
        STR_INIT("\"createdAt\""), STR_INIT("\"created_at\"")};
    const struct page_tree *tree = v->tree;
    for (size_t k = 0; k < sizeof keys / sizeof *keys; k++)
        for (uint32_t i = 1; i < tree->count; i++) {
            struct date date;
            if (tree->nodes[i].tag == TAG_SCRIPT && i + 1 < tree->nodes[i].end &&
                script_value(tree->nodes[i + 1].text, keys[k], &date) && page_date_plausible(&date, v->document)) {
                take(v, &date, "jsonld");
                return true;
            }
        }
    return false;
}

/* Nothing is declared and nothing stands near: what the rest of the page has. */
static void elsewhere_take(struct page_around *v, str lang)
{
    const struct page_tree *tree = v->tree;
    if (address_take(v) || said_take(v))
        return;
    if (v->article->modified.len) {
        v->article->published = v->article->modified;   /* "updated" is also what some call the only date they have */
        v->article->published_from = STR("text");
        return;
    }
    if (opening_take(v) || title_take(v))
        return;
    struct dates far = {.around = v, .lang = lang};
    uint32_t title = v->content->title_node == PAGE_NODE_NONE ? v->from : v->content->title_node;
    elements_read(&far, title, tree->count, false, true);
    elements_read(&far, title, tree->count, true, true);
    uint32_t line = v->content->title_block < tree->block_count ? v->content->title_block : v->block_from;
    lines_read(&far, line, tree->block_count, true);
    elements_read(&far, v->from, title, true, true);
    elements_read(&far, 1, title, false, true);
    lines_read(&far, 0, line, true);
    const struct printed *printed = first_printed(&far, false);
    if (printed)
        take(v, as_shown(printed), printed->from);
    else if (!scripts_take(v) && v->article->modified.len == 0 && (printed = first_printed(&far, true)))
        v->article->modified = page_date_text(tree->arena, as_shown(printed));
}

void page_dates_read(struct page_around *v)
{
    struct dates near = {.around = v, .lang = str_starts_fold(v->fields->lang.text, v->article->lang) ? str_trim(v->fields->lang.text) : v->article->lang};
    struct arena *arena = v->tree->arena;
    struct date published = {0}, modified = {0};
    const struct page_fields *f = v->fields;
    bool declared = f->published.text.len && page_date_value(arena, f->published.text, STR(""), &published) &&
                    page_date_plausible(&published, v->document);
    bool changed = f->modified.text.len && page_date_value(arena, f->modified.text, STR(""), &modified) &&
                   page_date_plausible(&modified, v->document);
    elements_read(&near, v->from, v->to, false, false);
    elements_read(&near, v->from, v->to, true, false);
    lines_read(&near, v->block_from, v->block_to, false);
    const struct printed *over, *update = first_printed(&near, true), *first = first_printed(&near, false);
    if (!changed && update) {
        modified = *as_shown(update);
        changed = true;
    }
    if (changed)
        v->article->modified = page_date_text(arena, &modified);
    if (declared && changed && prints_update_only(&near, &published, &modified, f->modified.from && str_eq(str_from(f->modified.from), STR("meta")))) {
        take(v, &modified, f->modified.from ? f->modified.from : "text");
        page_note(arena, v->article, arena_printf(arena, "published-is-update: the page prints only when it was changed; first published %.*s",
                                                  STR_ARG(page_date_text(arena, &published))).at);
    } else if (declared && (over = printed_over(&near, &published, &modified)))
        take(v, as_shown(over), over->from);
    else if (declared)
        declared_take(&near, &published, f->published.from ? f->published.from : "meta");
    else if (first)
        take(v, changed && date_first(as_shown(first)) > date_first(&modified) ? &modified : as_shown(first), first->from);
    else
        elsewhere_take(v, near.lang);
}
