// SPDX-License-Identifier: Apache-2.0
//
// Stands in for the decoder's tables of Asian character sets, which are larger than the rest of it: only the bytes of a
// code are used, never its text.

#include <stddef.h>
#include <string.h>

int zueci_dest_len_utf8(int eci, const unsigned char source[], int length, unsigned replacement, unsigned flags,
                        int *target_length) {
    (void)eci, (void)source, (void)replacement, (void)flags;
    *target_length = length;
    return 0;
}

int zueci_eci_to_utf8(int eci, const unsigned char source[], int length, unsigned replacement, unsigned flags,
                      unsigned char target[], int *target_length) {
    (void)eci, (void)replacement, (void)flags;
    memcpy(target, source, (size_t)length);
    *target_length = length;
    return 0;
}
