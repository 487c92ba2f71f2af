/* cli_later.c: commands that the interface names and that are not built yet. Each says so and ends with the status of what is missing. */
#include "cli/cli.h"

static enum cli_status run(struct cli *cli)
{
    log_line("%s: not built yet", cli->command->name);
    return CLI_UNUSABLE;
}

#define LATER "Not built yet: the command says so and ends with exit status 3."

const struct cli_command cli_watch = {"watch", "DIR [--once]", "fetch the monitor's sources (not built yet)", LATER, NULL, NULL, run};
const struct cli_command cli_stories = {"stories", "DIR", "articles grouped to stories (not built yet)", LATER, NULL, NULL, run};
const struct cli_command cli_claims = {"claims", "DIR", "claims, tested by the events (not built yet)", LATER, NULL, NULL, run};
const struct cli_command cli_bulletin = {"bulletin", "DIR [--week W]", "the week on a page (not built yet)", LATER, NULL, NULL, run};
const struct cli_command cli_import = {"import", "DIR FORMAT FILE…", "events of the field's formats into a monitor (not built yet)", LATER, NULL, NULL, run};
const struct cli_command cli_export = {"export", "DIR FORMAT [filters]", "a monitor's events in the field's formats (not built yet)", LATER, NULL, NULL, run};
const struct cli_command cli_changes = {"changes", "FILE…", "change points of any series (not built yet)", LATER, NULL, NULL, run};
const struct cli_command cli_recode = {"recode", "DIR", "code a monitor's articles anew (not built yet)", LATER, NULL, NULL, run};
const struct cli_command cli_user = {"user", "DIR …", "who may write into a monitor (not built yet)", LATER, NULL, NULL, run};
