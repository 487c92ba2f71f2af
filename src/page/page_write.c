/* page_write.c: an article as a record of JSON Lines, as Markdown, as plain text. Keys and their order are part of the contract
 * with users; the tests of page/ hold it.
 */
#include "page/page.h"

static const char *const kind_names[] = {"text", "heading", "item", "quote", "row"};

const char *page_paragraph_kind_name(enum paragraph_kind kind)
{
    return kind_names[kind];
}

static void strings(struct json_out *out, str key, const struct str_list *list)
{
    json_key(out, key);
    json_array(out);
    for (size_t i = 0; i < list->len; i++)
        json_str(out, list->at[i]);
    json_array_end(out);
}

static void paragraphs(struct json_out *out, const struct paragraph_list *list)
{
    json_key(out, STR("paragraphs"));
    json_array(out);
    for (size_t i = 0; i < list->len; i++)
        json_str(out, list->at[i].text);
    json_array_end(out);
    json_key(out, STR("kinds"));
    json_array(out);
    for (size_t i = 0; i < list->len; i++)
        json_str(out, str_from(page_paragraph_kind_name(list->at[i].kind)));
    json_array_end(out);
}

void page_article_write(const struct article *a, struct json_out *out)
{
    json_object(out);
    json_key_str(out, STR("page"), a->page);
    json_key_int(out, STR("article"), a->article);
    json_key_str(out, STR("url"), a->url);
    json_key_str(out, STR("host"), a->host);
    json_key_str(out, STR("title"), a->title);
    strings(out, STR("authors"), &a->authors);
    json_key_str(out, STR("published"), a->published);
    json_key_str(out, STR("published_from"), a->published_from);
    json_key_str(out, STR("modified"), a->modified);
    json_key_str(out, STR("lang"), a->lang);
    json_key_str(out, STR("site"), a->site);
    json_key_str(out, STR("section"), a->section);
    strings(out, STR("tags"), &a->tags);
    json_key_str(out, STR("kind"), a->kind);
    json_key_double(out, STR("quality"), a->quality, 2);
    json_key_str(out, STR("category_status"), a->category_status);
    json_key(out, STR("image"));
    json_object(out);
    json_key_str(out, STR("url"), a->image.url);
    json_key_str(out, STR("caption"), a->image.caption);
    json_key_str(out, STR("credit"), a->image.credit);
    json_object_end(out);
    paragraphs(out, &a->paragraphs);
    strings(out, STR("similar_on_page"), &a->similar_on_page);
    strings(out, STR("notes"), &a->notes);
    json_object_end(out);
}

void page_article_markdown(const struct article *a, struct buf *out)
{
    static const char *const marks[] = {"", "## ", "- ", "> ", ""};
    if (a->title.len)
        buf_printf(out, "# %.*s\n\n", STR_ARG(a->title));
    if (a->published.len)
        buf_printf(out, "*%.*s*\n\n", STR_ARG(a->published));
    for (size_t i = 0; i < a->paragraphs.len; i++) {
        const struct paragraph *p = &a->paragraphs.at[i];
        bool list = p->kind == PARAGRAPH_ITEM && i + 1 < a->paragraphs.len && a->paragraphs.at[i + 1].kind == PARAGRAPH_ITEM;
        buf_printf(out, "%s%.*s\n%s", marks[p->kind], STR_ARG(p->text), list ? "" : "\n");
    }
}

void page_article_text(const struct article *a, struct buf *out)
{
    if (a->title.len)
        buf_printf(out, "%.*s\n\n", STR_ARG(a->title));
    for (size_t i = 0; i < a->paragraphs.len; i++)
        buf_printf(out, "%.*s\n\n", STR_ARG(a->paragraphs.at[i].text));
}
