/* text_split.c: a paragraph's tokens to sentences with words, tags and lemmas.
 *
 * A sentence ends after a full stop, "!", "?" or "…" and the closing quotes and brackets behind it, where what follows looks like a beginning
 * (a capital, a digit, an opening mark; a small letter too where the stop is clear: writing without capitals), and by its shape (text_shape.c).
 * An abbreviation or initial ends one only before a word that begins sentences more often than it continues them ("He came from the U.S. The
 * talks …"). A question or exclamation inside quotes goes on before who said it ("Go!" Putin said.).
 * A colon never ends one, so what is quoted after it stays. After Kiss and Strunk (2006) and Grefenstette and Tapanainen (1994), by hand.
 * Bounds: linear; a sentence of more than TEXT_WORDS_MAX words is cut at the last comma or semicolon before it, or there.
 */
#include "text/text_inner.h"
#include "base/utf8.h"

#include <string.h>

enum {PARAGRAPH_BYTES_MAX = 1 << 30, SAID_LOOK = 8, CUT_LOOK = 100};

static str token_str(str bytes, const struct token *token) { return str_sub(bytes, token->start, token->end); }

static bool one_of(str s, const char *const *list)
{
    for (; *list; list++)
        if (str_eq_fold(s, str_from(*list)))
            return true;
    return false;
}
static bool closes(str s)
{
    static const char *const marks[] = {"\"", "''", "'", "”", "’", "’’", "»", ")", "]", "}", NULL};
    return one_of(s, marks);
}
static bool opens(str s)
{
    static const char *const marks[] = {"\"", "``", "'", "“", "‘", "„", "«", "(", "[", "{", "-", "–", "—", "•", "*", "#", "$", "€", "£", NULL};
    return one_of(s, marks);
}
/* Function words and the like: after an abbreviation they, with a capital, tell a new sentence. */
static bool starts_sentences(str s)
{
    static const char *const words[] = {"the", "a", "an", "he", "she", "it", "they", "we", "i", "you", "this", "that", "these", "those", "there",
            "here", "in", "on",
        "at", "for", "from", "with", "by", "as", "if", "when", "while", "after", "before", "since", "but", "and", "or", "so", "yet", "however", "although",
        "though", "because", "his", "her", "its", "their", "our", "my", "your", "what", "who", "why", "how", "where", "which", "not", "no", "yes", "now",
        "then", "also", "both", "some", "many", "most", "all", "another", "other", "such", "according", "despite", "during", "under", "meanwhile",
        "moreover", "nevertheless", "is", "are", "was", "were", "do", "does", "did", "can", "will", "please", "thanks", NULL};
    return one_of(s, words);
}
static bool looks_like_beginning(str s)
{
    size_t at = 0;
    uint32_t c = s.len ? utf8_next(s, &at) : 0;
    return utf8_is_upper(c) || utf8_is_digit(c) || opens(s);
}
/* "Go!" Putin said: a verb of saying follows a quotation's ? or !. */
static bool said_follows(str bytes, const struct token *tokens, size_t count, size_t next)
{
    static const char *const verbs[] = {"said", "says", "asked", "asks", "added", "told", "wrote", "writes", "replied", "exclaimed", "declared", NULL};
    static const char *const between[] = {"of", "the", "he", "she", "they", "we", NULL};
    for (size_t k = next; k < count && k < next + SAID_LOOK; k++) {
        str s = token_str(bytes, &tokens[k]);
        if (one_of(s, verbs))
            return true;
        if (!utf8_is_upper((unsigned char)s.at[0]) && !one_of(s, between))
            return false;
    }
    return false;
}

/* "e.g.", "vs.": never the last word. */
static bool joins_next(const struct text *text, str abbreviation)
{
    char folded[8];
    str kind, word = str_sub(abbreviation, 0, abbreviation.len - 1);
    if (word.len > sizeof folded)
        return false;
    for (size_t k = 0; k < word.len; k++)
        folded[k] = char_lower(word.at[k]);
    return text_lexicon_find(&text->abbreviations, (str){folded, word.len}, &kind) && str_eq(kind, STR("joins"));
}
/* "not good. you should …": writing without capitals. Not behind dots, an unknown abbreviation ("approx. five"), in brackets, or a name that has its
 * own mark ("Yahoo! and"). */
static bool ends_before_lower(str bytes, const struct token *tokens, size_t count, size_t i, size_t begin)
{
    str stop = token_str(bytes, &tokens[i]), next = token_str(bytes, &tokens[i + 1]);
    size_t at = 0, depth = 0;
    bool dots = stop.len > 1 && stop.at[0] == '.' && stop.at[stop.len - 1] == '.';
    if (i == begin || dots || stop.at[0] == '\xE2' || tokens[i + 1].start == tokens[i].end || !utf8_is_letter(utf8_next(next, &at)))
        return false;
    str before = token_str(bytes, &tokens[i - 1]);
    bool vowel = false;
    for (size_t k = 0; k < before.len; k++)
        vowel |= strchr("aeiouyAEIOUY", before.at[k]) || (unsigned char)before.at[k] >= 0x80 || !char_is_alpha(before.at[k]);
    if (str_eq(before, STR(".")) || (stop.at[0] == '.' && !vowel && before.len < 5))
        return false;
    if (stop.at[0] == '!' && stop.len == 1 && utf8_is_upper((unsigned char)before.at[0]) && (i > begin + 1 || str_eq(next, STR("and"))))
        return false;
    for (size_t k = begin; k < i; k++) {
        str s = token_str(bytes, &tokens[k]);
        depth += str_eq(s, STR("("));
        depth -= depth > 0 && str_eq(s, STR(")"));
    }
    return depth == 0 && !(stop.at[0] != '.' && said_follows(bytes, tokens, count, i + 1));
}

bool text_sentence_ends(const struct text *text, str bytes, const struct token *tokens, size_t count, size_t i, size_t begin)
{
    if (i + 1 >= count)
        return true;
    if (tokens[i + 1].words == 0)
        return false;
    if (text_shape_ends(bytes, tokens, count, i, begin))
        return true;
    if (text_footnote(bytes, tokens, count, i) > 0)
        return false;
    size_t last = i;                                      /* the token that carries the stop */
    while (last > begin + 3 && text_footnote(bytes, tokens, last + 1, last - 3) == 3)
        last -= 3;
    while (last > begin && closes(token_str(bytes, &tokens[last])))
        last--;
    str stop = token_str(bytes, &tokens[last]), next = token_str(bytes, &tokens[i + 1]);
    bool spaced = tokens[i + 1].start > tokens[i].end, quoted = last < i;
    char end = stop.at[stop.len - 1];
    bool mark = end == '.' || end == '!' || end == '?', dots = str_eq(stop, STR("…"));
    if (!mark && !dots)
        return false;
    if (closes(next) && !spaced)
        return false;                                     /* the closing mark behind the stop still belongs here */
    if (closes(next) && i + 2 < count && tokens[i + 2].start > tokens[i + 1].end && tokens[i + 1].end - tokens[i + 1].start > 1
            && (unsigned char)next.at[0] == 0xE2)
        return false;                                     /* " ”" with a blank before it */
    if (!quoted && (mark || dots) && (stop.at[0] == '.' || stop.at[0] == '!' || stop.at[0] == '?')
            && ends_before_lower(bytes, tokens, count, i, begin))
        return true;
    if (!looks_like_beginning(next) || (!spaced && !utf8_is_upper((unsigned char)next.at[0]) && !quoted))
        return false;
    bool plain_stop = stop.at[0] == '.' || stop.at[0] == '!' || stop.at[0] == '?' || dots;
    if (plain_stop) {
        if (last == begin && stop.len == 1)
            return false;
        return !(quoted && end != '.' && said_follows(bytes, tokens, count, i + 1));
    }
    if (last == begin && utf8_is_digit((unsigned char)stop.at[0]))
        return false;                                     /* "1. Item" */
    return spaced && starts_sentences(next) && !joins_next(text, stop);    /* an abbreviation */
}

/* Where a run of more words than fit is cut: behind a comma or semicolon near the end, else just there. */
static size_t cut_at(str bytes, const struct token *tokens, size_t begin, size_t end)
{
    for (size_t k = end; k > begin + 1 && k + CUT_LOOK > end; k--) {
        str s = token_str(bytes, &tokens[k - 1]);
        if ((str_eq(s, STR(",")) || str_eq(s, STR(";"))) && tokens[k].words > 0)
            return k;
    }
    while (end > begin + 1 && tokens[end].words == 0)
        end--;
    return end;
}

static void add_sentence(const struct text *text, struct arena *arena, str paragraph, uint32_t paragraph_number, const struct token *tokens,
                         size_t begin, size_t end, struct sentence_list *list)
{
    struct sentence sentence = {.number = (uint32_t)list->len, .paragraph = paragraph_number, .start = tokens[begin].start,
                                .text = str_sub(paragraph, tokens[begin].start, tokens[end - 1].end),
                                .words = ARENA_ARRAY(arena, struct word, end - begin), .count = (uint32_t)(end - begin)};
    for (size_t k = begin; k < end; k++) {
        struct word *word = &sentence.words[k - begin];
        *word = (struct word){.form = token_str(paragraph, &tokens[k]), .start = tokens[k].start - sentence.start, .end = tokens[k].end - sentence.start,
                              .token_words = tokens[k].words, .head = -1,
                              .space_after = k + 1 < end ? tokens[k + 1].start > tokens[k].end : tokens[k].end >= paragraph.len
                                      || char_is_space(paragraph.at[tokens[k].end])};
    }
    text_annotate_fast(text, arena, &sentence, false);
    *LIST_ADD(arena, list) = sentence;
}

void text_split(const struct text *text, struct arena *arena, str paragraph, uint32_t paragraph_number, struct sentence_list *list)
{
    struct token_list tokens = {0};
    if (paragraph.len > PARAGRAPH_BYTES_MAX)
        paragraph.len = PARAGRAPH_BYTES_MAX;
    text_tokens(text, arena, paragraph, 0, (uint32_t)paragraph.len, &tokens);
    size_t begin = 0, widest = text_widest_line(paragraph);
    for (size_t i = 0; i < tokens.len; i++) {
        size_t end = 0;
        if (text_sentence_ends(text, paragraph, tokens.at, tokens.len, i, begin) || text_line_ends(paragraph, tokens.at, tokens.len, i, widest))
            end = i + 1;
        else if (i + 1 - begin == TEXT_WORDS_MAX)
            end = cut_at(paragraph, tokens.at, begin, i + 1);
        if (end) {
            add_sentence(text, arena, paragraph, paragraph_number, tokens.at, begin, end, list);
            begin = end;
        }
    }
    if (begin < tokens.len)
        add_sentence(text, arena, paragraph, paragraph_number, tokens.at, begin, tokens.len, list);
}
