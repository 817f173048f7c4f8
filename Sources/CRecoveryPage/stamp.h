/* SPDX-License-Identifier: Apache-2.0 */
/* Written by scripts/build-page: the SHA-256 of Page/recovery.html. */
#define CPAGE_RECOVERY_SHA256 "c9ae5e15ac1782ccdeac089028e7c948e147c4f924974ec7be556593c9f0b117"
