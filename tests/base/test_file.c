/* test_file.c: breaks if a file is read or written in part, a failed write hurts the old file or leaves a neighbour, a file stays
 * open after a failure, or the data are looked for in another order than file.h says. */
#include "base/base_test.h"
#include "base/base_folder.h"
#include "base/file.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <signal.h>
#include <sys/stat.h>

static int open_files(void)
{
    int count = 0;
    for (int file = 0; file < 256; file++)
        count += fcntl(file, F_GETFD) >= 0;
    return count;
}

static void reads_what_was_written(void **state)
{
    (void)state;
    static char content[300000];
    char path[512];
    uint64_t seed = 8;
    struct arena *arena = arena_make(0);
    size_t sizes[] = {0, 1, 65535, 65536, 65537, sizeof content};
    for (size_t i = 0; i < sizeof content; i++)
        content[i] = (char)(test_random(&seed) >> 30);
    folder_path(path, "a");
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        str bytes;
        struct file_map map;
        assert_true(file_write(path, (str){content, sizes[i]}, NULL));
        assert_true(file_read(arena, path, 0, &bytes, NULL));
        assert_true(str_eq(bytes, (str){content, sizes[i]}));
        assert_int_equal(bytes.at[bytes.len], 0);
        assert_true(file_map_open(&map, path, NULL));
        assert_true(str_eq((str){map.at, map.len}, bytes));
        file_map_close(&map);
        file_map_close(&map);
    }
    assert_int_equal(folder_count(0), 1);
    chmod(path, 0640);
    struct stat status;
    assert_true(file_write(path, STR("new"), NULL) && stat(path, &status) == 0);
    assert_int_equal(status.st_mode & 0777, 0640);          /* the old file's rights stay */
    arena_free(arena);
}

static void keeps_limits(void **state)
{
    (void)state;
    char path[512], message[600];
    struct arena *arena = arena_make(0);
    struct err err = {0};
    str bytes;
    folder_path(path, "b");
    assert_true(file_write(path, STR("0123456789"), NULL));
    assert_true(file_read(arena, path, 10, &bytes, NULL));
    assert_false(file_read(arena, path, 9, &bytes, &err));
    snprintf(message, sizeof message, "%s: the file is larger than 9 bytes", path);
    assert_err(&err, ERR_FILE, message);
    err_reset(&err);
    assert_false(file_read(arena, "/dev/zero", 100000, &bytes, &err));      /* tells no size and has no end */
    assert_err(&err, ERR_FILE, "/dev/zero: the file is larger than 100000 bytes");
    arena_free(arena);
}

/* Breaks if the arena's jump leaves the file open. */
static void closes_when_memory_ends(void **state)
{
    (void)state;
    struct arena *arena = arena_make(100000);
    struct err err = {0};
    str bytes;
    int before = open_files();
    assert_false(file_read(arena, "/dev/zero", 0, &bytes, &err));
    assert_int_equal(err.code, ERR_MEMORY);
    assert_int_equal(open_files(), before);
    assert_int_equal(arena_used(arena), 0);
    arena_free(arena);
}

static void says_why_it_cannot(void **state)
{
    (void)state;
    char path[512], message[600];
    struct arena *arena = arena_make(0);
    struct file_map map;
    str bytes;
    struct err err = {0};
    int before = open_files();
    folder_path(path, "none");
    snprintf(message, sizeof message, "%s: cannot be read: No such file or directory", path);
    assert_false(file_read(arena, path, 0, &bytes, &err));
    assert_err(&err, ERR_FILE, message);
    err_reset(&err);
    assert_false(file_map_open(&map, path, &err));
    assert_err(&err, ERR_FILE, message);
    err_reset(&err);
    assert_false(file_read(arena, folder, 0, &bytes, &err));
    snprintf(message, sizeof message, "%s: cannot be read: Is a directory", folder);
    assert_err(&err, ERR_FILE, message);
    err_reset(&err);
    assert_false(file_map_open(&map, folder, &err));
    snprintf(message, sizeof message, "%s: this is no regular file", folder);
    assert_err(&err, ERR_FILE, message);
    err_reset(&err);
    assert_false(file_write("/nowhere/at/all", STR("x"), &err));
    assert_err(&err, ERR_FILE, "/nowhere/at/all: cannot be written: No such file or directory");
    assert_int_equal(open_files(), before);
    arena_free(arena);
}

/* Breaks if a full disk (here: a limit on the size of files) hurts the old file or leaves the part that was written. */
static void a_full_disk_keeps_the_old_file(void **state)
{
    (void)state;
    static char large[100000];
    char path[512], message[600];
    struct arena *arena = arena_make(0);
    struct rlimit before, small;
    struct err err = {0};
    str bytes;
    folder_path(path, "c");
    assert_true(file_write(path, STR("old"), NULL));
    int files = folder_count(0), opened = open_files();
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    small = before;
    small.rlim_cur = 1000;
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    bool done = file_write(path, (str){large, sizeof large}, &err);
    setrlimit(RLIMIT_FSIZE, &before);
    assert_false(done);
    snprintf(message, sizeof message, "%s: cannot be written: File too large", path);
    assert_err(&err, ERR_FILE, message);
    assert_true(file_read(arena, path, 0, &bytes, NULL));
    assert_str(bytes, "old");
    assert_int_equal(folder_count(0), files);
    assert_int_equal(open_files(), opened);
    arena_free(arena);
}

static void writes_into_what_is_no_file(void **state)
{
    (void)state;
    struct err err = {0};
    struct stat status;
    assert_true(file_write("/dev/null", STR("x"), NULL));
    assert_true(stat("/dev/null", &status) == 0 && S_ISCHR(status.st_mode));
    assert_false(file_write("/dev/full", STR("x"), &err));
    assert_err(&err, ERR_FILE, "/dev/full: cannot be written: No space left on device");
}

static void finds_data(void **state)
{
    (void)state;
    char path[512], found[512], program[512] = "";
    assert_true(readlink("/proc/self/exe", program, sizeof program - 1) > 0);
    const char *name = strrchr(program, '/') + 1;
    folder_path(path, name);
    assert_true(file_write(path, STR("x"), NULL));
    setenv("ENTENTE_DATA", folder, 1);
    assert_true(file_data_path(found, sizeof found, name, NULL));
    assert_string_equal(found, path);
    remove(path);
    assert_true(file_data_path(found, sizeof found, name, NULL));       /* now beside the program: the program itself */
    assert_string_equal(found, program);
    assert_false(file_data_path(found, 5, name, NULL));
    struct err err = {0};
    char expected[2048], own[512];
    assert_false(file_data_path(found, sizeof found, "data/none.pack", &err));
    snprintf(own, sizeof own, "%.*s", (int)(name - program - 1), program);
    snprintf(expected, sizeof expected, "data/none.pack: not found in %s, %s, %s/../share/entente, %s/share/entente; "
             "set ENTENTE_DATA to the folder that holds it", folder, own, own, ENTENTE_PREFIX);
    assert_err(&err, ERR_DATA, expected);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_what_was_written), cmocka_unit_test(keeps_limits), cmocka_unit_test(closes_when_memory_ends),
        cmocka_unit_test(says_why_it_cannot), cmocka_unit_test(a_full_disk_keeps_the_old_file),
        cmocka_unit_test(writes_into_what_is_no_file), cmocka_unit_test(finds_data),
    };
    return cmocka_run_group_tests(tests, folder_make, folder_end);
}
