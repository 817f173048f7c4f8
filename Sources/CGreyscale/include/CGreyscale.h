/* SPDX-License-Identifier: Apache-2.0
 *
 * Work on 8-bit grey images, row by row without padding. In C, compiled with optimisation in every
 * configuration, so that reading a page back takes as long in a debug build as in a release.
 * Callers give buffers of width * height bytes; source and destination never overlap unless said.
 */
#pragma once

#include <stdint.h>

/* Luma of 8-bit RGB (channels 3) or RGBA (channels 4, laid over white), ITU-R BT.601 weights. */
void grey_from_rgb(const uint8_t *rgb, int stride, int channels, int width, int height, uint8_t *grey);

/* Luma of cairo's RGB24: native 32-bit words 0x00RRGGBB. */
void grey_from_cairo(const uint8_t *words, int stride, int width, int height, uint8_t *grey);

/* Counts how often each level occurs. */
void grey_histogram(const uint8_t *grey, long count, uint32_t histogram[256]);

/* Maps low..high onto 0..255, in place; levels outside are clipped. */
void grey_stretch(uint8_t *grey, long count, int low, int high);

/* Averages blocks of 2 by 2: a result of (width / 2) by (height / 2). */
void grey_halve(const uint8_t *grey, int width, int height, uint8_t *out);

/* Doubles both sides with linear interpolation: a result of (2 * width) by (2 * height). */
void grey_double(const uint8_t *grey, int width, int height, uint8_t *out);

/* Blurs with the kernel 1 2 1 in both directions. */
void grey_blur(const uint8_t *grey, int width, int height, uint8_t *out);

/* Undoes a blur: looks for the image that, blurred by a Gaussian of this radius (its standard deviation in pixels, at
 * most 3), would look as this one does (van Cittert's iteration, held between black and white). Gives 0, or -1 when
 * memory ran out. */
int grey_refocus(const uint8_t *grey, int width, int height, float radius, int rounds, uint8_t *out);
