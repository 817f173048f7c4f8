/* SPDX-License-Identifier: Apache-2.0 */
/* Written by scripts/build-page: the SHA-256 of Page/recovery.html. */
#define CPAGE_RECOVERY_SHA256 "4ba068a3899c5b7bb8d9b42db61f6cfe74ef8d2b39e80b0473de36a428cb97ba"
