/* page_charset.h: bytes of a page to UTF-8. Private to page/. */
#ifndef ENTENTE_PAGE_CHARSET_H
#define ENTENTE_PAGE_CHARSET_H

#include "base/arena.h"

/* The text in UTF-8 (the bytes themselves where they are). declared: of the HTTP header, may be "". What was guessed or repaired is
 * added to notes. */
str page_charset_decode(struct arena *arena, str bytes, str declared, bool html, struct str_list *notes);
/* The encoding that a <meta> in the first bytes declares (WHATWG HTML 13.2.3.2); "" for none. */
str page_charset_meta(str bytes);

#endif
