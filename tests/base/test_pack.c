/* test_pack.c: breaks if a damaged, cut or foreign pack is opened, or a section comes out other than it went in. */
#include "base/base_test.h"
#include "base/base_folder.h"
#include "base/pack.h"

static char path[512], large[10000];

/* Writes the pack that the tests look at; its bytes in the arena. */
static str make_pack(struct arena *arena)
{
    struct pack_out out = {.arena = arena, .format = 3};
    uint64_t seed = 9;
    str bytes;
    for (size_t i = 0; i < sizeof large; i++)
        large[i] = (char)(test_random(&seed) >> 30);
    pack_out_add(&out, "large", large, sizeof large);
    pack_out_add(&out, "empty", NULL, 0);
    pack_out_add(&out, "a_name_of_thirty_one_bytes_long", "abc", 3);
    folder_path(path, "test.pack");
    assert_true(pack_out_write(&out, path, NULL));
    assert_true(file_read(arena, path, 0, &bytes, NULL));
    return bytes;
}

static void gives_back_its_sections(void **state)
{
    (void)state;
    struct arena *arena = arena_make(0);
    struct pack pack;
    struct err err = {0};
    char message[600];
    str bytes, all = make_pack(arena);
    assert_true(pack_open(&pack, path, 3, NULL));
    assert_true(pack_section(&pack, "large", 100, &bytes, NULL) && str_eq(bytes, (str){large, sizeof large}));
    assert_int_equal((uintptr_t)bytes.at % 64, 0);
    assert_true(pack_section(&pack, "empty", 8, &bytes, NULL) && bytes.len == 0);
    assert_true(pack_section(&pack, "a_name_of_thirty_one_bytes_long", 0, &bytes, NULL));
    assert_str(bytes, "abc");
    assert_false(pack_section(&pack, "larg", 0, &bytes, &err));
    snprintf(message, sizeof message, "%s: the section larg is missing; build the data again", path);
    assert_err(&err, ERR_DATA, message);
    err_reset(&err);
    assert_false(pack_section(&pack, "large", 16000, &bytes, &err));
    snprintf(message, sizeof message, "%s: section large has 10000 bytes, which is no multiple of 16000", path);
    assert_err(&err, ERR_DATA, message);
    pack_close(&pack);
    assert_false(pack_section(&pack, "large", 0, &bytes, NULL));
    assert_true(str_eq(make_pack(arena), all));             /* the same bytes each time */
    arena_free(arena);
}

/* Breaks if one flipped byte anywhere, or a file cut anywhere, passes. */
static void refuses_damage(void **state)
{
    (void)state;
    struct arena *arena = arena_make(0);
    str good = make_pack(arena), copy = arena_str(arena, good);
    char *at = (char *)(uintptr_t)copy.at, message[600];
    struct pack pack;
    for (size_t i = 0; i < good.len; i += i < 300 ? 1 : 97) {
        at[i] = (char)(at[i] ^ 1 << i % 8);
        assert_true(file_write(path, copy, NULL));
        assert_false(pack_open(&pack, path, 3, NULL));
        at[i] = good.at[i];
        assert_true(file_write(path, str_sub(good, 0, i), NULL));
        assert_false(pack_open(&pack, path, 3, NULL));
    }
    struct err err = {0};
    at[5000] = (char)(at[5000] ^ 1);
    assert_true(file_write(path, copy, NULL));
    assert_false(pack_open(&pack, path, 3, &err));
    snprintf(message, sizeof message, "%s: damaged: the checksum does not fit its %zu bytes; build the data again", path, good.len);
    assert_err(&err, ERR_DATA, message);
    arena_free(arena);
}

static void says_what_is_wrong(void **state)
{
    (void)state;
    struct arena *arena = arena_make(0);
    struct err err = {0};
    struct pack pack;
    char message[600];
    make_pack(arena);
    assert_false(pack_open(&pack, path, 4, &err));
    snprintf(message, sizeof message, "%s: the file is of format 3, this program reads 4; build the data again", path);
    assert_err(&err, ERR_DATA, message);
    err_reset(&err);
    assert_true(file_write(path, STR("# some table\nwith text\n"), NULL));
    assert_false(pack_open(&pack, path, 3, &err));
    snprintf(message, sizeof message, "%s: this is no pack file of entente (it does not begin with ENTPACK)", path);
    assert_err(&err, ERR_DATA, message);
    err_reset(&err);
    remove(path);
    assert_false(pack_open(&pack, path, 3, &err));
    snprintf(message, sizeof message, "%s: cannot be read: No such file or directory", path);
    assert_err(&err, ERR_DATA, message);
    arena_free(arena);
}

static void refuses_bad_sections_before_writing(void **state)
{
    (void)state;
    struct arena *arena = arena_make(0);
    struct err err = {0};
    char names[PACK_SECTIONS_MAX + 1][8];
    static struct pack_out many, twice, longer;
    twice = longer = many = (struct pack_out){.arena = arena};
    for (int i = 0; i <= PACK_SECTIONS_MAX; i++) {
        snprintf(names[i], sizeof names[i], "s%d", i);
        pack_out_add(&many, names[i], "x", 1);
    }
    assert_false(pack_out_write(&many, "x.pack", &err));
    assert_err(&err, ERR_DATA, "x.pack: 65 sections, and a pack has at most 64");
    err_reset(&err);
    pack_out_add(&twice, "a", "x", 1);
    pack_out_add(&twice, "a", "y", 1);
    assert_false(pack_out_write(&twice, "x.pack", &err));
    assert_err(&err, ERR_DATA, "x.pack: the section a is there twice");
    err_reset(&err);
    pack_out_add(&longer, "a_name_of_thirty_two_bytes_long_", "x", 1);
    assert_false(pack_out_write(&longer, "x.pack", &err));
    assert_err(&err, ERR_DATA, "x.pack: the section name \"a_name_of_thirty_two_bytes_long_\" has not 1 to 31 bytes");
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_back_its_sections), cmocka_unit_test(refuses_damage), cmocka_unit_test(says_what_is_wrong),
        cmocka_unit_test(refuses_bad_sections_before_writing),
    };
    return cmocka_run_group_tests(tests, folder_make, folder_end);
}
