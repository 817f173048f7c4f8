/* SPDX-License-Identifier: Apache-2.0 */
/* Written by scripts/build-page: the SHA-256 of Page/recovery.html. */
#define CPAGE_RECOVERY_SHA256 "57960dcfd116e102654aaea991226d51583d45bc2c0a1c33513e491e9e2fbd96"
