/* SPDX-License-Identifier: Apache-2.0
 *
 * Operations on 8-bit gray images, stored row by row without padding. They are in C, compiled with optimization in
 * every configuration, so that reading a page back takes no longer in a debug build than in a release build.
 * Callers pass buffers of width * height bytes. Source and destination never overlap unless stated.
 */
#pragma once

#include <stdint.h>

/* Computes the luma of 8-bit RGB (channels 3) or RGBA (channels 4, over white) with the weights of ITU-R BT.601. */
void grey_from_rgb(const uint8_t *rgb, int stride, int channels, int width, int height, uint8_t *grey);

/* Computes the luma of cairo's RGB24: native 32-bit words 0x00RRGGBB. */
void grey_from_cairo(const uint8_t *words, int stride, int width, int height, uint8_t *grey);

/* Counts how often each level occurs. */
void grey_histogram(const uint8_t *grey, long count, uint32_t histogram[256]);

/* Maps low..high onto 0..255, in place; levels outside are clipped. */
void grey_stretch(uint8_t *grey, long count, int low, int high);

/* Averages blocks of 2 by 2; the result is (width / 2) by (height / 2). */
void grey_halve(const uint8_t *grey, int width, int height, uint8_t *out);

/* Doubles both sides with linear interpolation; the result is (2 * width) by (2 * height). */
void grey_double(const uint8_t *grey, int width, int height, uint8_t *out);

/* Blurs with the kernel 1 2 1 in both directions. */
void grey_blur(const uint8_t *grey, int width, int height, uint8_t *out);

/* Undoes a blur: finds the image that would look like this one after a blur by a Gaussian of this radius (its standard
 * deviation in pixels, at most 3), by van Cittert's iteration, clipped to black and white. Returns 0, or -1 when
 * memory ran out. */
int grey_refocus(const uint8_t *grey, int width, int height, float radius, int rounds, uint8_t *out);
