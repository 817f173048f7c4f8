/* SPDX-License-Identifier: Apache-2.0
 *
 * The door to ZXing-C++: one grey image in, the bytes of every QR code in it out.
 * No exception leaves it; what it hands out is freed with czxing_free.
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* How to look at an image; 0 looks at it once, as it is, with a threshold for each neighbourhood. */
enum {
    CZXING_ALSO_INVERTED = 1, /* also for light codes on a dark ground */
    CZXING_ALSO_SMALLER = 2,  /* also at a third of the size, and so on down to 500 pixels */
    CZXING_ONE_THRESHOLD = 4  /* one threshold for the whole image: clean prints, strong noise */
};

/* The codes found in one image. */
typedef struct czxing_codes czxing_codes;

/* Looks for at most `limit` QR codes (1 to 255) in 8-bit grey pixels, row by row, `stride` bytes from one row to the
 * next. Gives NULL when memory ran out or the reader failed; finding nothing gives an empty list. */
czxing_codes *czxing_read(const uint8_t *pixels, int width, int height, int stride, unsigned ways, int limit);

/* The number of codes found. */
size_t czxing_count(const czxing_codes *codes);

/* The bytes of code `index`, valid until czxing_free; their number goes to `length`. */
const uint8_t *czxing_bytes(const czxing_codes *codes, size_t index, size_t *length);

/* Frees what czxing_read gave; NULL is allowed. */
void czxing_free(czxing_codes *codes);

#ifdef __cplusplus
}
#endif
