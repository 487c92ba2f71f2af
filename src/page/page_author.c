/* page_author.c: names out of a byline.
 *
 * "By Anna Petrova and John Smith, Reuters | April 22, 2016" gives two names: the text is cut at conjunctions, commas, bars and the like;
 * of the parts those stay that look like a name: not empty, no digits, not a role or a date, at most NAME_WORDS_MAX words.
 */
#include "base/utf8.h"
#include "page/page_read.h"

#define NAME_WORDS_MAX 6
#define NAME_BYTES_MAX 80
#define NAMES_MAX 20

/* Words that begin a byline. */
static const str openers[] = {STR_INIT("by"), STR_INIT("by:"), STR_INIT("written by"), STR_INIT("posted by"), STR_INIT("author:"), STR_INIT("authors:"),
    STR_INIT("author"), STR_INIT("words by"), STR_INIT("story by"), STR_INIT("text by"), STR_INIT("reported by"), STR_INIT("published by"), STR_INIT("von"),
    STR_INIT("par"), STR_INIT("por"), STR_INIT("автор:"), STR_INIT("авторы:"), STR_INIT("аўтар:"), STR_INIT("autor:"), STR_INIT("text:"), STR_INIT("door"),
    STR_INIT("di"), STR_INIT("reporting by"), STR_INIT("vom"), STR_INIT("veröffentlicht von"), STR_INIT("geschrieben von"), STR_INIT("eingestellt von"),
    STR_INIT("erstellt von"), STR_INIT("verfasst von"), STR_INIT("gepostet von"), STR_INIT("text von"), STR_INIT("ein beitrag von"),
            STR_INIT("ein artikel von"),
    STR_INIT("beitrag von"), STR_INIT("rezept von"), STR_INIT("publié par"), STR_INIT("recipe by"), STR_INIT("sponsored by"), STR_INIT("edited by"),
    STR_INIT("article by"), STR_INIT("автор"), STR_INIT("autor"), STR_INIT("and"), STR_INIT("af"), STR_INIT("av"), STR_INIT("door:"), STR_INIT("von:"),
            STR_INIT("gespeichert von"), STR_INIT("blog beitrag von"),
    STR_INIT("redaktion:"), STR_INIT("ein gastbeitrag von"), STR_INIT("gastbeitrag von"), STR_INIT("eingereicht von"), STR_INIT("hochgeladen von")};

static bool word_end(str text, size_t at)
{
    /* "ByAnna": two elements side by side */
    return at >= text.len || char_is_space(text.at[at]) || text.at[at] == ':' || (unsigned char)text.at[at] == 0xC2 ||
           (at > 1 && text.at[at - 1] >= 'a' && text.at[at] >= 'A' && text.at[at] <= 'Z');
}

static str opener_cut(struct arena *arena, str text)
{
    for (bool again = true; again;) {
        str lower = utf8_fold(arena, str_sub(text, 0, 40));
        again = false;
        for (size_t i = 0; i < sizeof openers / sizeof *openers && !again; i++)
            if (str_starts(lower, openers[i]) && word_end(text, openers[i].len) && text.len > openers[i].len + 1) {
                text = str_trim(str_from_at(text, openers[i].len));
                while (text.len && (text.at[0] == ':' || text.at[0] == ' '))
                    text = str_from_at(text, 1);
                again = true;
            }
    }
    return text;
}

/* Roles and bodies: a part that holds one of these words is no person, or only says what the person is. */
static bool has_role(struct arena *arena, str part)
{
    static const str roles[] = {STR_INIT("correspondent"), STR_INIT("reporter"), STR_INIT("editor"), STR_INIT("writer"), STR_INIT("columnist"),
        STR_INIT("journalist"), STR_INIT("photographer"), STR_INIT("producer"), STR_INIT("contributor"), STR_INIT("published"), STR_INIT("updated"),
        STR_INIT("read"), STR_INIT("comments"), STR_INIT("share"), STR_INIT("follow"), STR_INIT("bureau chief"), STR_INIT("корреспондент"),
        STR_INIT("редактор"), STR_INIT("redakteur"), STR_INIT("view all"), STR_INIT("view profile"), STR_INIT("posts"), STR_INIT("analyst"),
        STR_INIT("director"),
        STR_INIT("professor"), STR_INIT("min "), STR_INIT("email"), STR_INIT("subscribe"), STR_INIT("login"), STR_INIT("admin"),
        STR_INIT("posted"), STR_INIT("ver\xc3\xb6""ffentlicht"), STR_INIT("publiziert"), STR_INIT("kommentar"), STR_INIT("gesponsert"),
                STR_INIT("uncategorized"),
        STR_INIT("no author"), STR_INIT("disclaimer"), STR_INIT("founder"), STR_INIT("[email")};
    str lower = utf8_fold(arena, part);
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
        size_t at = str_find(lower, roles[i], 0);
        if (at < lower.len && (at == 0 || lower.at[at - 1] == ' ' || lower.at[at - 1] == '-'))
            return true;
    }
    return false;
}

static bool is_name(struct arena *arena, str part)
{
    size_t words = 1;
    bool letter = false, nick = str_find_char(part, ' ', 0) >= part.len && char_is_alpha(part.at[0]) && part.len <= 24;
    if (part.len < 2 || part.len > NAME_BYTES_MAX || str_has(part, STR("@")) || str_has(part, STR("://")) || str_has(part, STR("www.")))
        return false;
    for (size_t at = 0; at < part.len;) {
        uint32_t c = utf8_next(part, &at);
        if (c < 128 && char_is_digit((char)c) && !nick)
            return false;                               /* names of accounts may have digits */
        letter |= utf8_is_letter(c);
        words += utf8_is_space(c);
    }
    return letter && words <= NAME_WORDS_MAX && !has_role(arena, part);
}

static bool is_opener(struct arena *arena, str part)
{
    str lower = utf8_fold(arena, part);
    for (size_t i = 0; i < sizeof openers / sizeof *openers; i++)
        if (str_eq(lower, openers[i]))
            return true;
    return false;
}

/* What bylines put after a name. */
static str tail_cut(str part)
{
    static const str tails[] = {STR_INIT(" \xc2\xb7"), STR_INIT(" \xe2\x80\x94"), STR_INIT(" \xe2\x80\x93"), STR_INIT(" \xe2\x80\xa2"),
            STR_INIT(" Mo"), STR_INIT(" Di"),
        STR_INIT(" Mi"), STR_INIT(" Do"), STR_INIT(" Fr"), STR_INIT(" Sa"), STR_INIT(" So"), STR_INIT(" am Montag"), STR_INIT(" am Dienstag"),
                STR_INIT(" am Mittwoch"),
        STR_INIT(" am Donnerstag"), STR_INIT(" am Freitag"), STR_INIT(" am Samstag"), STR_INIT(" am Sonntag"), STR_INIT(" Alle Artikel"), STR_INIT(")")};
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++)
        if (str_ends(part, tails[i]) && part.len > tails[i].len + 2)
            return str_trim(str_sub(part, 0, part.len - tails[i].len));
    return part;
}

static bool ends_word(str part)
{
    size_t letters = 0;
    for (size_t at = part.len - 1; at > 0 && part.at[at - 1] != ' '; at--)
        letters++;
    return letters > 3;                                 /* not "Jr." or "C." */
}

static void name_add(struct arena *arena, str part, struct str_list *authors)
{
    part = str_trim(part);
    size_t open = str_find_char(part, '(', 0);
    if (open < part.len)
        part = str_trim(str_sub(part, 0, open));
    part = opener_cut(arena, part);
    size_t colon = str_find(part, STR(": "), 0);        /* "by telephone from Minsk: N. Kravets" */
    if (colon + 2 < part.len)
        part = str_trim(str_from_at(part, colon + 2));
    while (part.len && (part.at[0] == '|' || part.at[0] == '~' || part.at[0] == '"' || part.at[0] == '-'))
        part = str_trim(str_from_at(part, 1));
    while (part.len && (part.at[part.len - 1] == ',' || part.at[part.len - 1] == ':' || part.at[part.len - 1] == '-' || part.at[part.len - 1] == ';' ||
            part.at[part.len - 1] == '|' ||
                        part.at[part.len - 1] == '"' || (part.at[part.len - 1] == '.' && part.len > 6 && ends_word(part))))
        part = str_trim(str_sub(part, 0, part.len - 1));
    str rest;
    part = tail_cut(part);
    if (!is_name(arena, part) || is_opener(arena, part) || authors->len >= NAMES_MAX ||
        (page_furniture(part, &rest) != FURNITURE_NONE && rest.len == 0))
        return;
    for (size_t i = 0; i < authors->len; i++)
        if (str_eq_fold(authors->at[i], part))
            return;
    *LIST_ADD(arena, authors) = part;
}

/* Where the next name is cut off; *after is where the next part begins, *drop says that that part is no name ("for Reuters"). */
static size_t name_end(str text, size_t *after, bool *drop)
{
    static const struct {str text; bool drop;} cuts[] = {{STR_INIT(" and "), false}, {STR_INIT(", "), false}, {STR_INIT(" & "), false},
        {STR_INIT(" | "), false}, {STR_INIT("; "), false}, {STR_INIT(" \xe2\x80\xa2 "), false}, {STR_INIT(" \xc2\xb7 "), false}, {STR_INIT(" - "), true},
        {STR_INIT(" \xe2\x80\x93 "), true}, {STR_INIT(" \xe2\x80\x94 "), true}, {STR_INIT(" / "), false}, {STR_INIT(" und "), false}, {STR_INIT(" et "), false},
        {STR_INIT(" with "), false}, {STR_INIT(" \xd0\xb8 "), false}, {STR_INIT(" i "), false}, {STR_INIT(" y "), false}, {STR_INIT(" for "), true},
        {STR_INIT(" in "), true}, {STR_INIT(" of "), true}, {STR_INIT(" at "), true}, {STR_INIT(" on "), true}, {STR_INIT(" under "), true}};
    size_t end = text.len;
    *after = text.len;
    *drop = false;
    for (size_t i = 0; i < sizeof cuts / sizeof *cuts; i++) {
        size_t at = str_find(text, cuts[i].text, 0);
        if (at < end) {
            end = at;
            *after = at + cuts[i].text.len;
            *drop = cuts[i].drop;
        }
    }
    return end;
}

/* Without the date: "Anna Petrova, 4 August 2010", "Veröffentlicht am 3. Mai 2011 von Anna Petrova". */
static str date_cut(struct arena *arena, str text)
{
    struct date date;
    size_t start, end;
    if (!page_date_find(arena, text, STR(""), false, &date, &start, &end))
        return text;
    str before = str_trim(str_sub(text, 0, start)), after = str_trim(str_from_at(text, end)), rest;
    while (after.len && (after.at[0] == ',' || after.at[0] == '|' || after.at[0] == '-'))
        after = str_trim(str_from_at(after, 1));
    static const str between[] = {STR_INIT(" am"), STR_INIT(" on"), STR_INIT(" |"), STR_INIT(" -"), STR_INIT(" vom"), STR_INIT(" le"), STR_INIT(" \xc2\xb7"),
        STR_INIT(" \xe2\x80\xa2"), STR_INIT(" \xe2\x80\x94"), STR_INIT(" \xe2\x80\x93"), STR_INIT(",")};
    for (size_t i = 0; i < sizeof between / sizeof *between; i++)
        if (str_ends(before, between[i]))
            before = str_trim(str_sub(before, 0, before.len - between[i].len));
    bool says = before.len == 0 || page_furniture(before, &rest) == FURNITURE_PUBLISHED || page_furniture(before, &rest) == FURNITURE_UPDATED ||
                has_role(arena, before);
    return says ? after : before;
}

void page_authors_split(struct arena *arena, str text, struct str_list *authors)
{
    bool drop = false, next_drop;
    text = opener_cut(arena, date_cut(arena, str_trim(page_folded(arena, str_sub(text, 0, 600)))));
    while (text.len) {
        size_t after, end = name_end(text, &after, &next_drop);
        str part = str_sub(text, 0, end);
        /* A single word after a name is where the person writes ("Anna Petrova, Reuters"). */
        if (!drop && (authors->len == 0 || str_find_char(str_trim(part), ' ', 0) < str_trim(part).len))
            name_add(arena, part, authors);
        drop = next_drop;
        text = str_from_at(text, after);
    }
}
