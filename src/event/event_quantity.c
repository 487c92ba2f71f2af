/* event_quantity.c: how many. "more than 200 representatives of 19 Russian provinces" gives two quantities: 200 and above, 19.
 *
 * Every number word (NUM) that counts a noun within the clause of the trigger is one, with the words that bound it. Dates, years,
 * ordinals and numbers of names ("Helsinki 2.0") are none.
 */
#include "base/utf8.h"
#include "event/event_context.h"

#include <math.h>

#define QUANTITIES_MAX 8

static const struct {const char *word; double value;} number_words[] = {
    {"two", 2}, {"three", 3}, {"four", 4}, {"five", 5}, {"six", 6}, {"seven", 7}, {"eight", 8}, {"nine", 9}, {"ten", 10}, {"eleven", 11},
    {"twelve", 12}, {"fifteen", 15}, {"twenty", 20}, {"thirty", 30}, {"forty", 40}, {"fifty", 50}, {"sixty", 60}, {"seventy", 70},
    {"eighty", 80}, {"ninety", 90}, {"hundred", 100}, {"thousand", 1e3}, {"million", 1e6}, {"billion", 1e9}, {"dozen", 12}};

static bool number_word(str form, double *value)
{
    for (size_t i = 0; i < sizeof number_words / sizeof *number_words; i++)
        if (str_eq_fold(form, str_from(number_words[i].word))) {
            *value = number_words[i].value;
            return true;
        }
    return false;
}

/* "1,000", "19", "3.5", "two": the value of one word. */
static bool number_of(str form, double *value)
{
    char digits[32];
    size_t len = 0;
    for (size_t i = 0; i < form.len; i++) {
        if (form.at[i] == ',' && i + 3 < form.len)
            continue;
        if (len == sizeof digits || (!char_is_digit(form.at[i]) && form.at[i] != '.'))
            return number_word(form, value);
        digits[len++] = form.at[i];
    }
    return len > 0 && char_is_digit(digits[0]) && str_double((str){digits, len}, value);
}

/* "more than", "at least", "up to", "nearly" before the number. */
static void bounds(const struct event_context *context, const struct sentence *sentence, int first, double value, struct quantity *quantity)
{
    str one = first > 0 ? event_lemma(context, sentence, first - 1) : STR(""), two = first > 1 ? event_lemma(context, sentence, first - 2) : STR("");
    quantity->low = quantity->high = value;
    bool more = event_has(STR("than"), one) && event_has(STR("more|much"), two), least = event_has(STR("least"), one) && event_has(STR("at"), two);
    if (more || least || event_has(STR("over|above"), one))
        quantity->high = INFINITY;
    else if ((event_has(STR("than"), one) && event_has(STR("few|fewer|less|little"), two)) || (event_has(STR("to"), one) && event_has(STR("up"), two)))
        quantity->low = 0;
}

static int phrase_start(const struct event_context *context, const struct sentence *sentence, int first)
{
    if (first > 1 && event_has(STR("than|least|to|most"), event_lemma(context, sentence, first - 1))
        && event_has(STR("more|much|few|fewer|less|little|at|up"), event_lemma(context, sentence, first - 2)))
        return first - 2;
    return first > 0 && event_has(STR("over|nearly|almost|some|about|around|under"), event_lemma(context, sentence, first - 1)) ? first - 1 : first;
}

void event_quantities(const struct event_context *context, const struct sentence *sentence, const struct match *match, struct event *event)
{
    for (int i = 0; i < (int)sentence->count && event->quantities.len < QUANTITIES_MAX; i++) {
        const struct word *word = &sentence->words[i];
        double value, factor;
        if (word->upos != UPOS_NUM || word->deprel != DEPREL_NUMMOD || word->head <= i || !event_under(sentence, i, match->trigger)
            || !number_of(word->form, &value))
            continue;
        int noun = word->head, last = i;
        if (last + 1 < noun && sentence->words[last + 1].upos == UPOS_NUM && number_word(sentence->words[last + 1].form, &factor)) {
            value *= factor;
            last++;
        }
        if (sentence->words[noun].upos != UPOS_NOUN && !(sentence->words[noun].upos == UPOS_PROPN && noun > last + 0))
            continue;
        int first = phrase_start(context, sentence, i);
        struct quantity *quantity = LIST_ADD(context->arena, &event->quantities);
        bounds(context, sentence, i, value, quantity);
        quantity->text = text_span_text(sentence, first, noun);
        quantity->unit = event_lemma(context, sentence, noun);
    }
}
