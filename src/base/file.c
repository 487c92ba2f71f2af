/* file.c: whole files, mapped files, and where the program's data lie, see file.h.
 *
 * Reading runs behind a door of its own, so that the file is closed when the arena has no room. Writing goes to a new neighbour,
 * which is synced and then renamed over the old file (POSIX rename is atomic); the folder is synced last, so that the new name
 * outlives a power cut. What is no regular file (a terminal, a pipe) is written to as it is, for a rename would replace it.
 */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define READ_FIRST ((size_t)64 << 10)       /* for what tells no size: pipes, /proc */
#define WRITE_NAMES_MAX 100                 /* neighbours left behind by killed programs that are passed over */

static bool fail_errno(struct err *err, const char *path, const char *what, int number)
{
    return err_fail(err, ERR_FILE, path, "%s: %s", what, strerror(number));
}

/* The job of reading an open file to its end, within limit. */
struct read_job {
    struct arena *arena;
    int file, error;
    size_t hint, limit;
    char *at;
    size_t len;
    bool too_large;
};

static ssize_t read_some(int file, char *at, size_t size)
{
    ssize_t got;
    do
        got = read(file, at, size);
    while (got < 0 && errno == EINTR);
    return got;
}

static void read_stage(void *job_of_any_type)
{
    struct read_job *job = job_of_any_type;
    size_t room = job->hint + 1;            /* one more: the read that finds the end, and the 0 byte after it */
    job->at = arena_alloc_raw(job->arena, room);
    for (;;) {
        ssize_t got = read_some(job->file, job->at + job->len, room - job->len);
        if (got < 0)
            job->error = errno;
        if (got <= 0)
            break;
        job->len += (size_t)got;
        if (job->len > job->limit) {
            job->too_large = true;
            return;
        }
        if (job->len == room) {
            job->at = arena_grow(job->arena, job->at, room, room * 2);
            room *= 2;
        }
    }
    job->at[job->len] = 0;
}

bool file_read(struct arena *arena, const char *path, size_t limit, str *bytes, struct err *err)
{
    struct stat status;
    struct read_job job = {.arena = arena, .limit = limit ? limit : FILE_SIZE_MAX};
    job.file = open(path, O_RDONLY | O_CLOEXEC);
    if (job.file < 0)
        return fail_errno(err, path, "cannot be read", errno);
    bool regular = fstat(job.file, &status) == 0 && S_ISREG(status.st_mode);
    job.too_large = regular && (uint64_t)status.st_size > job.limit;
    job.hint = regular && status.st_size > 0 ? (size_t)status.st_size : READ_FIRST;
    bool done = job.too_large || arena_try(arena, read_stage, &job, err);
    close(job.file);
    if (!done)
        return false;
    if (job.too_large)
        return err_fail(err, ERR_FILE, path, "the file is larger than %zu bytes", job.limit);
    if (job.error)
        return fail_errno(err, path, "cannot be read", job.error);
    *bytes = (str){job.at, job.len};
    return true;
}

/* 0, or the errno of the write that failed. */
static int write_all(int file, str bytes)
{
    while (bytes.len > 0) {
        ssize_t put = write(file, bytes.at, bytes.len);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return errno;
        bytes = str_from_at(bytes, (size_t)put);
    }
    return 0;
}

static bool write_in_place(const char *path, str bytes, struct err *err)
{
    int file = open(path, O_WRONLY | O_CLOEXEC);
    if (file < 0)
        return fail_errno(err, path, "cannot be written", errno);
    int error = write_all(file, bytes);
    if (close(file) != 0 && error == 0)
        error = errno;
    return error == 0 || fail_errno(err, path, "cannot be written", error);
}

/* Opens a new file beside path and puts its name into name; -1 and errno where that fails. */
static int open_neighbour(const char *path, char *name, size_t room)
{
    for (int i = 0; i < WRITE_NAMES_MAX; i++) {
        if ((size_t)snprintf(name, room, "%s.%ld-%d.new", path, (long)getpid(), i) >= room) {
            errno = ENAMETOOLONG;
            return -1;
        }
        int file = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (file >= 0 || errno != EEXIST)
            return file;
    }
    return -1;
}

/* Makes the new name lasting. Folders that cannot be synced (some network file systems) are let be. */
static void sync_folder(const char *path)
{
    char folder[4096];
    const char *slash = strrchr(path, '/');
    size_t len = slash ? (size_t)(slash - path) + 1 : 0;
    if (len >= sizeof folder)
        return;
    memcpy(folder, path, len);
    memcpy(folder + len, ".", 2);
    int file = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (file < 0)
        return;
    (void)fsync(file);
    close(file);
}

bool file_write(const char *path, str bytes, struct err *err)
{
    char name[4096];
    struct stat status;
    bool old = stat(path, &status) == 0;
    if (old && !S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode))
        return write_in_place(path, bytes, err);
    int file = open_neighbour(path, name, sizeof name);
    if (file < 0)
        return fail_errno(err, path, "cannot be written", errno);
    int error = write_all(file, bytes);
    if (error == 0 && old && fchmod(file, status.st_mode & 07777) != 0)
        error = errno;
    if (error == 0 && fsync(file) != 0)
        error = errno;
    if (close(file) != 0 && error == 0)
        error = errno;
    if (error == 0 && rename(name, path) != 0)
        error = errno;
    if (error != 0) {
        unlink(name);
        return fail_errno(err, path, "cannot be written", error);
    }
    sync_folder(path);
    return true;
}

bool file_map_open(struct file_map *map, const char *path, struct err *err)
{
    struct stat status;
    *map = (struct file_map){"", 0};
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return fail_errno(err, path, "cannot be read", errno);
    if (fstat(file, &status) != 0 || !S_ISREG(status.st_mode)) {
        close(file);
        return err_fail(err, ERR_FILE, path, "this is no regular file");
    }
    if (status.st_size > 0) {               /* mmap refuses the length 0 */
        void *at = mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_SHARED, file, 0);
        int error = errno;
        if (at == MAP_FAILED) {
            close(file);
            return fail_errno(err, path, "cannot be mapped", error);
        }
        *map = (struct file_map){at, (size_t)status.st_size};
    }
    close(file);
    return true;
}

void file_map_close(struct file_map *map)
{
    if (map->len > 0)
        munmap((void *)(uintptr_t)map->at, map->len);
    *map = (struct file_map){"", 0};
}

/* The folder that the program lies in; false where /proc is not there. */
static bool program_folder(char *folder, size_t room)
{
    ssize_t len = readlink("/proc/self/exe", folder, room - 1);
    if (len <= 0 || (size_t)len >= room - 1)
        return false;
    folder[len] = 0;
    char *slash = strrchr(folder, '/');
    if (slash == NULL)
        return false;
    *slash = 0;
    return true;
}

bool file_data_path(char *path, size_t room, const char *name, struct err *err)
{
    char program[4096], looked[2048] = "";
    const char *given = getenv("ENTENTE_DATA");
    bool known = program_folder(program, sizeof program);
    const struct {const char *folder, *below;} places[] = {
        {given && given[0] ? given : NULL, ""},
        {known ? program : NULL, ""},
        {known ? program : NULL, "/../share/entente"},
        {ENTENTE_PREFIX, "/share/entente"},
    };
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        if (places[i].folder == NULL)
            continue;
        int len = snprintf(path, room, "%s%s/%s", places[i].folder, places[i].below, name);
        if (len > 0 && (size_t)len < room && access(path, R_OK) == 0)
            return true;
        size_t used = strlen(looked);
        snprintf(looked + used, sizeof looked - used, "%s%s%s", used ? ", " : "", places[i].folder, places[i].below);
    }
    return err_fail(err, ERR_DATA, name, "not found in %s; set ENTENTE_DATA to the folder that holds it", looked);
}
