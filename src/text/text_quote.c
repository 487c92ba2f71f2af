/* text_quote.c: is a word inside quotation marks?
 *
 * Marks that open: “ „ « ‘ and ``; marks that close: ” » ’ and ''. The plain " opens and closes in turn. ’ and ' count as marks only
 * where a ‘ is open, since they are apostrophes elsewhere. A quotation that does not close goes on to the end of the sentence.
 * Linear; quotations inside quotations belong to the outer one.
 */
#include "text/text_inner.h"

bool text_quoted(const struct sentence *sentence, int word, int *first, int *last)
{
    int open = -1;                  /* the mark that opened the quotation */
    str end = STR("");
    for (int i = 0; i < (int)sentence->count; i++) {
        str form = sentence->words[i].form;
        bool closes = false;
        if (open < 0) {
            static const struct {str open, close;} pairs[] = {{STR_INIT("“"), STR_INIT("”")}, {STR_INIT("„"), STR_INIT("“")}, {STR_INIT("«"), STR_INIT("»")},
                {STR_INIT("``"), STR_INIT("''")}, {STR_INIT("‘"), STR_INIT("’")}, {STR_INIT("\""), STR_INIT("\"")}};
            for (size_t k = 0; k < sizeof pairs / sizeof pairs[0] && open < 0; k++)
                if (str_eq(form, pairs[k].open)) {
                    open = i;
                    end = pairs[k].close;
                }
            if (open == i)
                continue;
        } else
            closes = str_eq(form, end) || (str_eq(end, STR("“")) && str_eq(form, STR("”"))) || (str_eq(end, STR("''")) && str_eq(form, STR("\"")));
        if (open >= 0 && (closes || i + 1 == (int)sentence->count)) {
            int to = closes ? i - 1 : i;
            if (word > open && word <= to) {
                if (first)
                    *first = open + 1;
                if (last)
                    *last = to;
                return true;
            }
            open = -1;
        }
    }
    return false;
}
