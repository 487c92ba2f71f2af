/* intake_sniff.h: what do these bytes hold? Private to intake/. */
#ifndef ENTENTE_INTAKE_SNIFF_H
#define ENTENTE_INTAKE_SNIFF_H

#include "base/str.h"

enum intake_format {
    FORMAT_EMPTY, FORMAT_BINARY, FORMAT_PACKED, FORMAT_ARCHIVE, FORMAT_WARC, FORMAT_XML_FEED, FORMAT_JSON, FORMAT_JSON_LINES,
    FORMAT_MARKDOWN, FORMAT_HTML, FORMAT_PLAIN
};

/* Tells the format from the first bytes (a whole document, or a look ahead). what names a binary format, for the message. */
enum intake_format intake_sniff(str head, const char **what);
/* "UTF-16LE" or "UTF-16BE" where every other byte of ASCII text is 0 (byte order mark or not), else "". */
str intake_sniff_utf16(str head);

#endif
