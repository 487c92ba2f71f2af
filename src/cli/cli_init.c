/* cli_init.c: `entente init`: makes a monitor. */
#include "cli/cli_monitor.h"

static enum cli_status run(struct cli *cli)
{
    struct err err = {0};
    if (cli->count != 1)
        return cli_misused(cli, "needs one folder");
    if (!store_init(cli->arguments[0], &err))
        return cli_fail(&err);
    printf("%s/monitor.ini says what is watched; entente add %s FILE… fills the monitor.\n", cli->arguments[0], cli->arguments[0]);
    return CLI_DONE;
}

static const struct cli_option options[] = {CLI_OPT_END};
const struct cli_command cli_init = {
    "init", "DIR", "make a monitor: a folder with a commented monitor.ini and an empty archive",
    "Makes the folder DIR with monitor.ini (what to watch and how it is called), monitor.db (the archive), index/, archive/ and notes/articles/. A monitor.ini "
    "that is in DIR already is kept and checked. A folder that holds a monitor is refused.",
    "entente init minsk", options, run,
};
