/* SPDX-License-Identifier: Apache-2.0
 *
 * Page/recovery.html, as it was when the program was built.
 */
#pragma once

#include <stddef.h>

/* Returns the first byte of the page, which is HTML in UTF-8; it lives as long as the program. */
const unsigned char *cpage_recovery(void);

/* Returns how many bytes the page has. */
size_t cpage_recovery_size(void);
