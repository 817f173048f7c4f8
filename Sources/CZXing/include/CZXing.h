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

/* How a grey image becomes black and white. */
typedef enum czxing_binarizer {
    CZXING_LOCAL_AVERAGE = 0,   /* each neighbourhood its own threshold: uneven light */
    CZXING_GLOBAL_HISTOGRAM = 1 /* one threshold for the image: clean prints, strong noise */
} czxing_binarizer;

/* The codes found in one image. */
typedef struct czxing_codes czxing_codes;

/* Looks for QR codes in 8-bit grey pixels, row by row, `stride` bytes from one row to the next.
 * With `downscaled` it also looks at reductions of the image.
 * Gives NULL when memory ran out or the reader failed; finding nothing gives an empty list. */
czxing_codes *czxing_read(const uint8_t *pixels, int width, int height, int stride, czxing_binarizer binarizer,
                          int downscaled);

/* The number of codes found. */
size_t czxing_count(const czxing_codes *codes);

/* The bytes of code `index`, valid until czxing_free; their number goes to `length`. */
const uint8_t *czxing_bytes(const czxing_codes *codes, size_t index, size_t *length);

/* Frees what czxing_read gave; NULL is allowed. */
void czxing_free(czxing_codes *codes);

#ifdef __cplusplus
}
#endif
