/* cli_tables.c: see cli_tables.h. */
#include "cli/cli_tables.h"
#include "base/file.h"

#include <sys/stat.h>

static bool is_folder(const char *path)
{
    struct stat about;
    return stat(path, &about) == 0 && S_ISDIR(about.st_mode);
}

bool cli_tables_folder(const char *given, const char *name, char *path, size_t room, struct err *err)
{
    const char *wanted = given ? given : name;
    if (is_folder(wanted)) {
        snprintf(path, room, "%s", wanted);
        return true;
    }
    if (given)
        return err_fail(err, ERR_DATA, given, "is no folder that can be read");
    return file_data_path(path, room, name, err) && (is_folder(path) || err_fail(err, ERR_DATA, path, "is no folder that can be read"));
}
