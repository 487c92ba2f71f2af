/* cli_print.h: text for people at a terminal: wrapped lines, columns, colours that are never the only carrier. */
#ifndef ENTENTE_CLI_PRINT_H
#define ENTENTE_CLI_PRINT_H

#include "cli/cli.h"

enum cli_colour {CLI_PLAIN, CLI_BOLD, CLI_DIM, CLI_GOOD, CLI_BAD, CLI_DOUBT};
/* The escape sequence where stdout takes colours, else "". */
const char *cli_print_colour(const struct cli *cli, enum cli_colour colour);
/* Adds text, with control characters as "?": what pages wrote must not command the terminal. */
void cli_print_text(struct buf *out, str text);
void cli_print_coloured(const struct cli *cli, struct buf *out, enum cli_colour colour, str text);
/* Adds text wrapped at width with a line end; the cursor stands in column `at`, further lines begin in column indent. */
void cli_print_wrapped(struct buf *out, str text, size_t at, size_t indent, size_t width);
/* Adds text and blanks up to width columns (one code point a column); a longer text is cut with "…". */
void cli_print_column(struct buf *out, str text, size_t width);
void cli_print_number(struct buf *out, uint64_t number);  /* 1,234 */
void cli_print_day(struct buf *out, day at);              /* YYYY-MM-DD, "undated   " */

#endif
