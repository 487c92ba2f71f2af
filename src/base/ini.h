/* ini.h: monitor.ini: sections "[kind NAME]", lines "key = value", "#" and ";" start comment lines, indented lines continue.
 *
 * A value that is continued has a line feed between its lines; a blank line ends it. Keys may come again in a section (a list);
 * a section may not. Messages have file:line and say what is expected. What is read points into text, which must outlive it. */
#ifndef ENTENTE_BASE_INI_H
#define ENTENTE_BASE_INI_H

#include "base/arena.h"

struct ini_entry {str key, value; size_t line;};
struct ini_section {str kind, name; size_t line; struct ini_entry *entries; size_t count;};
struct ini {const char *file; struct ini_section *sections; size_t count;};

bool ini_read(struct arena *arena, const char *file, str text, struct ini *ini, struct err *err);
str ini_find(const struct ini_section *section, str key); /* of the first entry with that key; "" where missing */

#endif
