/* SPDX-License-Identifier: Apache-2.0 */

#include "CGreyscale.h"

#include <stddef.h>
#include <string.h>

/* BT.601 weights times 256. */
enum { RED = 77, GREEN = 150, BLUE = 29 };

static inline uint8_t clip(int level) { return level < 0 ? 0 : level > 255 ? 255 : (uint8_t)level; }

static inline int at_most(int value, int limit) { return value < limit ? value : limit; }

void grey_from_rgb(const uint8_t *rgb, int stride, int channels, int width, int height, uint8_t *grey) {
    for (int y = 0; y < height; y++) {
        const uint8_t *row = rgb + (ptrdiff_t)y * stride;
        uint8_t *out = grey + (ptrdiff_t)y * width;
        if (channels == 3) {
            for (int x = 0; x < width; x++)
                out[x] = (uint8_t)((RED * row[3 * x] + GREEN * row[3 * x + 1] + BLUE * row[3 * x + 2]) >> 8);
        } else {
            for (int x = 0; x < width; x++) {
                const uint8_t *pixel = row + 4 * x;
                int luma = (RED * pixel[0] + GREEN * pixel[1] + BLUE * pixel[2]) >> 8;
                out[x] = (uint8_t)((luma * pixel[3] + 255 * (255 - pixel[3])) / 255);
            }
        }
    }
}

void grey_from_cairo(const uint8_t *words, int stride, int width, int height, uint8_t *grey) {
    for (int y = 0; y < height; y++) {
        /* cairo aligns every row to four bytes. */
        const uint32_t *row = (const uint32_t *)(const void *)(words + (ptrdiff_t)y * stride);
        uint8_t *out = grey + (ptrdiff_t)y * width;
        for (int x = 0; x < width; x++) {
            uint32_t pixel = row[x];
            out[x] = (uint8_t)((RED * (pixel >> 16 & 255) + GREEN * (pixel >> 8 & 255) + BLUE * (pixel & 255)) >> 8);
        }
    }
}

void grey_histogram(const uint8_t *grey, long count, uint32_t histogram[256]) {
    memset(histogram, 0, 256 * sizeof *histogram);
    for (long i = 0; i < count; i++) histogram[grey[i]]++;
}

void grey_stretch(uint8_t *grey, long count, int low, int high) {
    uint8_t map[256];
    int span = high > low ? high - low : 1;
    for (int level = 0; level < 256; level++) map[level] = clip((level - low) * 255 / span);
    for (long i = 0; i < count; i++) grey[i] = map[grey[i]];
}

void grey_halve(const uint8_t *grey, int width, int height, uint8_t *out) {
    int half = width / 2;
    for (int y = 0; y < height / 2; y++) {
        const uint8_t *upper = grey + (ptrdiff_t)(2 * y) * width;
        const uint8_t *lower = upper + width;
        uint8_t *row = out + (ptrdiff_t)y * half;
        for (int x = 0; x < half; x++)
            row[x] = (uint8_t)((upper[2 * x] + upper[2 * x + 1] + lower[2 * x] + lower[2 * x + 1] + 2) >> 2);
    }
}

void grey_double(const uint8_t *grey, int width, int height, uint8_t *out) {
    /* A new pixel lies a quarter of an old one from its nearest neighbour: weights 3 and 1 each way. */
    for (int y = 0; y < 2 * height; y++) {
        int near_y = y / 2, far_y = y % 2 ? at_most(near_y + 1, height - 1) : (near_y > 0 ? near_y - 1 : 0);
        const uint8_t *near_row = grey + (ptrdiff_t)near_y * width, *far_row = grey + (ptrdiff_t)far_y * width;
        uint8_t *row = out + (ptrdiff_t)y * 2 * width;
        for (int x = 0; x < width; x++) {
            int left = x > 0 ? x - 1 : 0, right = at_most(x + 1, width - 1);
            int middle = 3 * near_row[x] + far_row[x];
            row[2 * x] = (uint8_t)((3 * middle + 3 * near_row[left] + far_row[left] + 8) >> 4);
            row[2 * x + 1] = (uint8_t)((3 * middle + 3 * near_row[right] + far_row[right] + 8) >> 4);
        }
    }
}

void grey_blur(const uint8_t *grey, int width, int height, uint8_t *out) {
    for (int y = 0; y < height; y++) {
        const uint8_t *middle = grey + (ptrdiff_t)y * width;
        const uint8_t *above = y > 0 ? middle - width : middle;
        const uint8_t *below = y < height - 1 ? middle + width : middle;
        uint8_t *row = out + (ptrdiff_t)y * width;
        for (int x = 0; x < width; x++) {
            int left = x > 0 ? x - 1 : 0, right = at_most(x + 1, width - 1);
            int sum = above[left] + 2 * above[x] + above[right] + 2 * middle[left] + 4 * middle[x] + 2 * middle[right] +
                      below[left] + 2 * below[x] + below[right];
            row[x] = (uint8_t)((sum + 8) >> 4);
        }
    }
}

void grey_sharpen(const uint8_t *grey, int width, int height, uint8_t *out) {
    for (int y = 0; y < height; y++) {
        uint8_t *row = out + (ptrdiff_t)y * width;
        const uint8_t *rows[5];
        for (int dy = -2; dy <= 2; dy++) {
            int line = at_most(y + dy < 0 ? 0 : y + dy, height - 1);
            rows[dy + 2] = grey + (ptrdiff_t)line * width;
        }
        for (int x = 0; x < width; x++) {
            int sum = 0;
            for (int dx = -2; dx <= 2; dx++) {
                int column = at_most(x + dx < 0 ? 0 : x + dx, width - 1);
                sum += rows[0][column] + rows[1][column] + rows[2][column] + rows[3][column] + rows[4][column];
            }
            row[x] = clip(3 * rows[2][x] - 2 * sum / 25);
        }
    }
}

void grey_mirror(const uint8_t *grey, int width, int height, uint8_t *out) {
    for (int y = 0; y < height; y++) {
        const uint8_t *row = grey + (ptrdiff_t)y * width;
        uint8_t *mirrored = out + (ptrdiff_t)y * width;
        for (int x = 0; x < width; x++) mirrored[x] = row[width - 1 - x];
    }
}

void grey_turn(const uint8_t *grey, int width, int height, float sine, float cosine, uint8_t *out, int out_width,
               int out_height) {
    for (int y = 0; y < out_height; y++) {
        float dy = (float)y - (float)out_height / 2;
        uint8_t *row = out + (ptrdiff_t)y * out_width;
        for (int x = 0; x < out_width; x++) {
            float dx = (float)x - (float)out_width / 2;
            float from_x = cosine * dx + sine * dy + (float)width / 2;
            float from_y = cosine * dy - sine * dx + (float)height / 2;
            if (!(from_x >= 0 && from_y >= 0 && from_x < (float)(width - 1) && from_y < (float)(height - 1))) {
                row[x] = 255;
                continue;
            }
            int left = (int)from_x, top = (int)from_y;
            float right_part = from_x - (float)left, lower_part = from_y - (float)top;
            const uint8_t *pixel = grey + (ptrdiff_t)top * width + left;
            float upper = (float)pixel[0] * (1 - right_part) + (float)pixel[1] * right_part;
            float lower = (float)pixel[width] * (1 - right_part) + (float)pixel[width + 1] * right_part;
            row[x] = (uint8_t)(upper * (1 - lower_part) + lower * lower_part + 0.5f);
        }
    }
}
