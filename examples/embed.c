/* embed.c: a page from a file to records on stdout, with nothing but the library's public face.
 *     cc embed.c -o embed $(pkg-config --cflags --libs entente) && ./embed page.html
 */
#include <entente.h>
#include <stdio.h>

static int print(void *context, enum entente_record kind, const char *json, size_t length)
{
    (void)context, (void)length;
    return printf("%s %s\n", kind == ENTENTE_ARTICLE ? "article" : "event", json) < 0;
}

int main(int argc, char **argv)
{
    static char bytes[1 << 20];
    char error[512];
    FILE *file = argc == 2 ? fopen(argv[1], "rb") : NULL;
    if (!file)
        return fprintf(stderr, "Usage: embed FILE\n"), 2;
    struct entente_document document = {.name = argv[1], .bytes = bytes, .size = fread(bytes, 1, sizeof bytes, file)};
    fclose(file);
    entente *coder = entente_open(error, sizeof error);
    int status = coder ? entente_code(coder, &document, print, NULL, error, sizeof error) : -1;
    if (status < 0)
        fprintf(stderr, "embed: %s\n", error);
    entente_close(coder);
    return status != 0;
}
