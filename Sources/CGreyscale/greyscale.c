/* SPDX-License-Identifier: Apache-2.0 */

#include "CGreyscale.h"

#include <math.h>
#include <stddef.h>
#include <stdlib.h>
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
    /* A new pixel is a quarter of an old pixel away from its nearest neighbor: weights 3 and 1 in each direction. */
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

/* How many pixels to each side a Gaussian of grey_refocus reaches at most. */
enum { REACH = 8 };

/* Blurs along rows, then along columns. The edges of the page, which have no codes, stay unchanged. */
static void gaussian(const float *image, int width, int height, const float weights[REACH + 1], int reach, float *rows,
                     float *out) {
    size_t line = (size_t)width;
    for (int y = 0; y < height; y++) {
        const float *from = image + (size_t)y * line;
        float *to = rows + (size_t)y * line;
        memcpy(to, from, line * sizeof *to);
        for (int x = reach; x < width - reach; x++) to[x] = weights[0] * from[x];
        for (int i = 1; i <= reach; i++)
            for (int x = reach; x < width - reach; x++) to[x] += weights[i] * (from[x - i] + from[x + i]);
    }
    for (int y = 0; y < height; y++) {
        const float *from = rows + (size_t)y * line;
        float *to = out + (size_t)y * line;
        if (y < reach || y >= height - reach) {
            memcpy(to, from, line * sizeof *to);
            continue;
        }
        for (int x = 0; x < width; x++) to[x] = weights[0] * from[x];
        for (int i = 1; i <= reach; i++) {
            const float *above = from - (size_t)i * line, *below = from + (size_t)i * line;
            for (int x = 0; x < width; x++) to[x] += weights[i] * (above[x] + below[x]);
        }
    }
}

int grey_refocus(const uint8_t *grey, int width, int height, float radius, int rounds, uint8_t *out) {
    size_t count = (size_t)width * (size_t)height;
    float *buffer = malloc(4 * count * sizeof *buffer);
    if (!buffer) return -1;
    float *seen = buffer, *sharp = buffer + count, *blurred = buffer + 2 * count, *rows = buffer + 3 * count;

    int reach = at_most((int)ceilf(2.5f * radius), REACH);
    float weights[REACH + 1], sum = 0;
    for (int i = 0; i <= reach; i++) {
        weights[i] = expf(-(float)(i * i) / (2 * radius * radius));
        sum += i == 0 ? weights[i] : 2 * weights[i];
    }
    for (int i = 0; i <= reach; i++) weights[i] /= sum;

    for (size_t i = 0; i < count; i++) sharp[i] = seen[i] = (float)grey[i];
    for (int round = 0; round < rounds; round++) {
        gaussian(sharp, width, height, weights, reach, rows, blurred);
        for (size_t i = 0; i < count; i++) {
            float level = sharp[i] + 1.5f * (seen[i] - blurred[i]);
            sharp[i] = level < 0 ? 0 : level > 255 ? 255 : level;
        }
    }
    for (size_t i = 0; i < count; i++) out[i] = (uint8_t)(sharp[i] + 0.5f);
    free(buffer);
    return 0;
}
