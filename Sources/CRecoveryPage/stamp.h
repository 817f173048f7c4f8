/* SPDX-License-Identifier: Apache-2.0 */
/* Written by scripts/build-page: the SHA-256 of Page/recovery.html. */
#define CPAGE_RECOVERY_SHA256 "77ff6b2daaa9185dd2061b1e66f0f361808fb57dba7f14a2b931acf780b718e9"
