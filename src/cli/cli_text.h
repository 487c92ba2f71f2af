/* cli_text.h: plain texts as `parse` and `when` take them. */
#ifndef ENTENTE_CLI_TEXT_H
#define ENTENTE_CLI_TEXT_H

#include "cli/cli.h"
#include "text/text.h"

#define CLI_TEXT_MAX ((size_t)256 << 20)    /* bytes of a text or a CoNLL-U file */

/* The bytes of path ("-": standard input), at most CLI_TEXT_MAX. ERR_INPUT where it cannot be read or is longer. */
bool cli_text_read(struct arena *arena, const char *path, str *bytes, struct err *err);
/* The next paragraph of text from *at on: what stands between empty lines. Its first byte goes to *start; false at the end. */
bool cli_text_paragraph(str text, size_t *at, size_t *start, str *paragraph);
/* What --setting asks for; where the model of the accurate setting is missing, stderr says so and it is the fast one. */
enum text_setting cli_text_setting(const struct cli *cli, const struct text *text);

#endif
