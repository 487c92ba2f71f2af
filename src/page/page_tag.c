/* page_tag.c: names of elements to numbers, by binary search (the list in the header is sorted; the tests check it). */
#include "page/page_tag.h"

static const struct {str name; unsigned flags;} tags[TAG_COUNT] = {
    [TAG_OTHER] = {STR_INIT(""), 0},
    [TAG_TEXT] = {STR_INIT(""), 0},
#define X(name, text, flags) [TAG_##name] = {STR_INIT(text), flags},
    PAGE_TAGS(X)
#undef X
};

enum page_tag page_tag_find(str name)
{
    char lower[16];
    if (name.len == 0 || name.len > 10)
        return TAG_OTHER;
    for (size_t i = 0; i < name.len; i++)
        lower[i] = char_lower(name.at[i]);
    size_t low = TAG_TEXT + 1, high = TAG_COUNT;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = str_cmp((str){lower, name.len}, tags[middle].name);
        if (order == 0)
            return (enum page_tag)middle;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return TAG_OTHER;
}

unsigned page_tag_flags(enum page_tag tag)
{
    return tags[tag].flags;
}
