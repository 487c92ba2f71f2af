/* cli_code.h: what the workers of `entente code` share: cli_code.c for pages, cli_sentence.c for sentences. */
#ifndef ENTENTE_CLI_CODE_H
#define ENTENTE_CLI_CODE_H

#include "cli/cli_flow.h"

struct cli_coding {struct coder coder; struct coder_options options;};
void cli_sentence_work(void *context, struct cli_result *result);    /* a line of --sentences; context: struct cli_coding */
void cli_given_work(void *context, struct cli_result *result);       /* a line of --given */

#endif
