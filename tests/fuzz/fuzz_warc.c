/* fuzz_warc.c: WARC records, with their compression, out of a file. Inputs that do not begin as one get the first words of a record. */
#include "fuzz_file.h"
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char head[] = "WARC/1.0\r\nWARC-Type: response\r\n";
    bool packed = size > 2 && (data[0] == 0x1F || data[0] == 0x28), warc = size >= 5 && memcmp(data, "WARC/", 5) == 0;
    if (packed || warc) {
        fuzz_documents(data, size, NULL);
        return 0;
    }
    uint8_t *bytes = malloc(size + sizeof head);
    if (!bytes)
        return 0;
    memcpy(bytes, head, sizeof head - 1);
    if (size)
        memcpy(bytes + sizeof head - 1, data, size);
    fuzz_documents(bytes, size + sizeof head - 1, NULL);
    free(bytes);
    return 0;
}
