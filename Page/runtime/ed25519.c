// SPDX-License-Identifier: Apache-2.0
//
// Multiplies the base point of Ed25519 as any other point: libsodium's own function has a table of 30 kB for it, and
// the page makes few keys and signatures. Both take the same time for every scalar.

#include "private/ed25519_ref10.h"
#include <string.h>

void ge25519_scalarmult_base(ge25519_p3 *product, const unsigned char *scalar) {
    unsigned char encoded[32];
    ge25519_p3 base;
    memset(encoded, 0x66, sizeof encoded);
    encoded[0] = 0x58;
    if (ge25519_frombytes(&base, encoded) != 0) __builtin_trap();
    ge25519_scalarmult(product, scalar, &base);
}
