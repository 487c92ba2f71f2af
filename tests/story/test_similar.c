/* test_similar.c: similar articles: twins, the same story, the same actors, background; the file; removal; every allocation failing. */
#include "story/story_private.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

static struct arena *arena;

static int start(void **state)
{
    (void)state;
    arena = arena_make(0);
    return arena == NULL;
}

static int end(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static struct story_document document(int64_t id, const char *title, const char *text, day at, const char *actors, const char *types)
{
    struct article *article = ARENA_NEW(arena, struct article);
    article->title = str_from(title);
    article->lang = STR("en");
    *LIST_ADD(arena, &article->paragraphs) = (struct paragraph){str_from(text), PARAGRAPH_TEXT};
    struct story_document out = {.id = id, .article = article, .at = at};
    str rest = str_from(actors), part;
    while (str_next(&rest, ',', &part))
        if (part.len > 0)
            *LIST_ADD(arena, &out.actors) = part;
    rest = str_from(types);
    while (str_next(&rest, ',', &part))
        if (part.len > 0)
            *LIST_ADD(arena, &out.types) = part;
    return out;
}

static const char forum[] = "President Lukashenko met with Valentina Matviyenko and the heads of Russian regions in Minsk. The First Forum of Regions of Belarus and "
                            "Russia was devoted to farming. More than two hundred people from nineteen provinces came to the forum and spoke of milk and tractors.";
static const char forum_reprint[] = "President Lukashenko met with Valentina Matviyenko and the heads of Russian regions in Minsk. The First Forum of Regions of Belarus "
                                    "and Russia was devoted to farming. More than two hundred people from nineteen provinces came to the forum, the agency says.";
static const char forum_other[] = "Governors from all over Russia gathered in the Belarusian capital for a forum. Matviyenko praised the ties of the regions, and farming "
                                  "provinces signed contracts for tractors.";
static const char gas[] = "Gazprom and Beltransgaz failed to agree on the price of gas. The dispute has lasted since January, and the pipelines run below their capacity.";
static const char football[] = "The national football team lost against Norway. Supporters left the stadium early, and the coach spoke of bad luck in the second half.";
static const char meeting_again[] = "Lukashenko received the ambassador and spoke about airports, hockey halls and a visit that is planned for autumn.";

static struct story_index *world(void)
{
    struct story_index *index = story_index_make();
    struct err err = {0};
    const struct story_document all[] = {
        document(1, "Forum of Regions held in Minsk", forum, 100, "blr.person.lukashenko,rus.leg.federation-council,rus.region", "CONSULT"),
        document(2, "Minsk hosts the Forum of Regions", forum_reprint, 101, "blr.person.lukashenko,rus.leg.federation-council", "CONSULT"),
        document(3, "Governors gather in Belarus", forum_other, 102, "rus.leg.federation-council,rus.region", "CONSULT"),
        document(4, "No price for gas", gas, 90, "rus.gazprom,blr.beltransgaz", "REJECT"),
        document(5, "Football", football, 100, "", ""),
        document(6, "An ambassador in Minsk", meeting_again, 300, "blr.person.lukashenko,rus.leg.federation-council", "CONSULT"),
        document(7, "Farming forum of a year ago", "Farmers of several provinces met at a forum in Gomel and looked at new tractors and milk plants.", -300, "", ""),
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        assert_true(story_index_add(index, &all[i], &err));
    return index;
}

static struct story_similar_list similar(const struct story_index *index, int64_t id)
{
    struct story_similar_list list;
    struct err err = {0};
    bool found;
    assert_true(story_similar(index, arena, id, 10, &list, &found, &err));
    assert_true(found);
    return list;
}

static const struct story_similar *find(const struct story_similar_list *list, int64_t id)
{
    for (size_t i = 0; i < list->len; i++)
        if (list->at[i].id == id)
            return &list->at[i];
    return NULL;
}

/* Breaks when a reprint is not first and named so, another report of the forum is not the same story, or football comes near it. */
static void reasons(void **state)
{
    struct story_index *index = world();
    struct story_similar_list list = similar(index, 1);
    (void)state;
    assert_int_equal(list.at[0].id, 2);
    assert_int_equal(list.at[0].reason, STORY_NEAR_DUPLICATE);
    assert_true(list.at[0].score > 0.6 && list.at[0].score < 1);
    assert_int_equal(list.at[0].days, 1);
    assert_int_equal(list.at[1].id, 3);
    assert_int_equal(list.at[1].reason, STORY_SAME_STORY);
    assert_true(list.at[1].term_count >= 3 && list.at[1].actor_count == 2);
    assert_true(str_starts(list.at[1].why, STR("same story: ")) && str_ends(list.at[1].why, STR("; 2 days later")));
    const struct story_similar *actors = find(&list, 6), *background = find(&list, 7);
    assert_non_null(actors);
    assert_int_equal(actors->reason, STORY_SAME_ACTORS);
    assert_non_null(strstr(arena_printf(arena, "%.*s", STR_ARG(actors->why)).at, "federation-council"));
    assert_non_null(background);
    assert_int_equal(background->reason, STORY_BACKGROUND);
    assert_int_equal(background->days, -400);
    assert_null(find(&list, 5));
    assert_null(find(&list, 1));
    story_index_free(index);
}

/* Breaks when a pasted text is not found like a stored one, or the words shown are stems instead of its own. */
static void pasted_text(void **state)
{
    struct story_index *index = world();
    struct story_document asked = document(0, "Forum of Regions held in Minsk", forum, DAY_NONE, "", "");
    struct story_similar_list list;
    struct err err = {0};
    (void)state;
    assert_true(story_similar_to(index, arena, &asked, 3, &list, &err));
    assert_int_equal(list.len, 3);
    assert_int_equal(list.at[0].id, 1);
    assert_true(list.at[0].score > 0.999);
    assert_int_equal(list.at[0].days, INT32_MAX);
    bool whole = false;
    for (size_t i = 0; i < list.at[2].term_count; i++)
        whole = whole || str_eq(list.at[2].terms[i], STR("Matviyenko")) || str_eq(list.at[2].terms[i], STR("provinces"));
    assert_true(whole);
    struct story_document empty = document(0, "", "", DAY_NONE, "", "");
    assert_true(story_similar_to(index, arena, &empty, 3, &list, &err));
    assert_int_equal(list.len, 0);
    story_index_free(index);
}

static str shown(const struct story_index *index)
{
    struct buf out = buf_make(arena);
    for (int64_t id = 1; id <= 7; id++) {
        struct story_similar_list list;
        struct err err = {0};
        bool found;
        assert_true(story_similar(index, arena, id, 10, &list, &found, &err));
        for (size_t i = 0; i < list.len; i++)
            buf_printf(&out, "%lld %lld %.6f %.*s\n", (long long)id, (long long)list.at[i].id, list.at[i].score, STR_ARG(list.at[i].why));
    }
    return buf_take(&out);
}

/* Breaks when an index read back gives other answers, loses its marks, or a damaged file is believed. */
static void file(void **state)
{
    struct story_index *index = world(), *back;
    struct err err = {0};
    uint64_t last, check;
    char path[] = "/tmp/entente-story-XXXXXX";
    (void)state;
    close(mkstemp(path));
    story_index_mark(index, 77, 5);
    assert_true(story_index_save(index, path, &err));
    assert_true(story_index_load(&back, path, &err));
    story_index_marks(back, &last, &check);
    assert_int_equal(last, 77);
    assert_int_equal(check, 5);
    assert_int_equal(story_index_count(back), 7);
    assert_true(str_eq(shown(index), shown(back)));
    /* Further articles come to the one that was read as to the one that was written. */
    struct story_document more = document(8, "Forum again", forum_other, 103, "rus.region", "CONSULT");
    assert_true(story_index_add(index, &more, &err) && story_index_add(back, &more, &err));
    assert_true(str_eq(shown(index), shown(back)));
    story_index_free(back);
    FILE *handle = fopen(path, "r+");
    fseek(handle, 400, SEEK_SET);
    fputc('!', handle);
    fclose(handle);
    err_reset(&err);
    assert_false(story_index_load(&back, path, &err));
    assert_int_equal(err.code, ERR_DATA);
    assert_null(back);
    unlink(path);
    err_reset(&err);
    assert_false(story_index_load(&back, path, &err));
    assert_int_equal(err.code, ERR_DATA);
    story_index_free(index);
}

/* Breaks when a removed article is still found, or one that was replaced is found by its old text. */
static void removed_and_replaced(void **state)
{
    struct story_index *index = world();
    struct err err = {0};
    struct story_similar_list list;
    bool found;
    (void)state;
    assert_true(story_index_remove(index, 2));
    assert_false(story_index_remove(index, 2));
    list = similar(index, 1);
    assert_null(find(&list, 2));
    struct story_document other = document(1, "Football too", football, 100, "", "");
    assert_true(story_index_add(index, &other, &err));
    assert_int_equal(story_index_count(index), 6);
    list = similar(index, 3);
    assert_null(find(&list, 1));
    list = similar(index, 5);
    assert_int_equal(list.at[0].id, 1);
    assert_int_equal(list.at[0].reason, STORY_NEAR_DUPLICATE);
    assert_true(story_similar(index, arena, 99, 10, &list, &found, &err));
    assert_false(found);
    story_index_free(index);
}

/* The plain twin: shingles of all pairs. Breaks when bands or the first cut lose a near duplicate, or one is claimed that is none. */
static void twins_like_all_pairs(void **state)
{
    struct story_index *index = story_index_make();
    struct err err = {0};
    uint64_t seed = 5;
    enum {COUNT = 150};
    static char texts[COUNT][1200];
    (void)state;
    for (int i = 0; i < COUNT; i++) {
        bool copy = i % 3 == 2;     /* every third repeats the one before it with more and more words changed */
        size_t len = 0;
        str rest = str_from(i > 0 ? texts[i - 1] : ""), word;
        for (int k = 0; k < 80; k++) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            if (!(copy && str_next(&rest, ' ', &word) && seed >> 33 & 63 && (int)(seed >> 40 & 255) > i / 4))
                len += (size_t)snprintf(texts[i] + len, sizeof texts[i] - len, "w%u ", (unsigned)(seed >> 50 & 1023));
            else
                len += (size_t)snprintf(texts[i] + len, sizeof texts[i] - len, "%.*s ", STR_ARG(word));
        }
        struct story_document d = document(i + 1, "", texts[i], 0, "", "");
        assert_true(story_index_add(index, &d, &err));
    }
    int twins = 0, missed = 0;
    for (int i = 0; i < COUNT; i++) {
        struct story_similar_list list;
        bool found;
        assert_true(story_similar(index, arena, i + 1, COUNT, &list, &found, &err));
        for (int k = 0; k < COUNT; k++) {
            double containment, r = story_resemblance(index->documents.at[i].shingles, index->documents.at[i].shingle_count,
                                                      index->documents.at[k].shingles, index->documents.at[k].shingle_count, &containment);
            bool twin = k != i && (r >= 0.5 || containment >= 0.8);
            const struct story_similar *s = find(&list, k + 1);
            twins += twin;
            missed += twin && (s == NULL || s->reason != STORY_NEAR_DUPLICATE);
            if (!twin && s != NULL)
                assert_int_not_equal(s->reason, STORY_NEAR_DUPLICATE);
        }
    }
    assert_true(twins >= 30);
    assert_int_equal(missed, 0);
    story_index_free(index);
}

/* Breaks when an allocation that fails crashes, or an index that lost memory goes on as if whole. */
static void memory_fails(void **state)
{
    struct err err = {0};
    struct story_document d = document(8, "Forum again", forum_other, 103, "rus.region", "CONSULT");
    (void)state;
    for (long n = 0; n < 100000; n++) {
        struct story_index *index = world();
        err_reset(&err);
        arena_fail_after(index->arena, n);
        bool right = story_index_add(index, &d, &err);
        if (!right) {
            assert_int_equal(err.code, ERR_MEMORY);
            err_reset(&err);
            assert_false(story_index_add(index, &d, &err));
        }
        story_index_free(index);
        if (right)
            break;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(reasons), cmocka_unit_test(pasted_text), cmocka_unit_test(file),
                                       cmocka_unit_test(removed_and_replaced), cmocka_unit_test(twins_like_all_pairs), cmocka_unit_test(memory_fails)};
    return cmocka_run_group_tests(tests, start, end);
}
