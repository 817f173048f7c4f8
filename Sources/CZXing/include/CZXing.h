/* SPDX-License-Identifier: Apache-2.0
 *
 * The interface to ZXing-C++: it takes a gray image and returns the bytes of every QR code in it.
 * It throws no exceptions. Free what it returns with czxing_free.
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* How to read an image; 0 reads it once, unchanged, with a separate threshold for each neighborhood. */
enum {
    CZXING_ALSO_INVERTED = 1, /* also for light codes on a dark background */
    CZXING_ALSO_SMALLER = 2,  /* also at a third of the size, and so on down to 500 pixels */
    CZXING_ONE_THRESHOLD = 4  /* one threshold for the whole image, for clean prints and strong noise */
};

/* The codes found in one image. */
typedef struct czxing_codes czxing_codes;

/* Finds at most `limit` QR codes (1 to 255) in 8-bit gray pixels, row by row, `stride` bytes from one row to the next.
 * Returns NULL when memory ran out or the reader failed, and an empty list when there are no codes. */
czxing_codes *czxing_read(const uint8_t *pixels, int width, int height, int stride, unsigned ways, int limit);

/* Returns the number of codes found. */
size_t czxing_count(const czxing_codes *codes);

/* Returns the bytes of code `index`, valid until czxing_free, and stores their number in `length`. */
const uint8_t *czxing_bytes(const czxing_codes *codes, size_t index, size_t *length);

/* Frees what czxing_read returned; NULL is allowed. */
void czxing_free(czxing_codes *codes);

#ifdef __cplusplus
}
#endif
