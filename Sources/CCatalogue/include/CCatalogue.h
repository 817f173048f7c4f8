/* SPDX-License-Identifier: Apache-2.0
 *
 * The rules of Rules/catalogue.json, as they were when the program was built.
 */
#pragma once

#include <stddef.h>

/* Returns the first byte of the catalogue, which is JSON in UTF-8; it lives as long as the program. */
const unsigned char *cwatch_catalogue(void);

/* Returns how many bytes the catalogue has. */
size_t cwatch_catalogue_size(void);
