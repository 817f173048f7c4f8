/* SPDX-License-Identifier: Apache-2.0 */
/* Written by scripts/build-page: the SHA-256 of Page/recovery.html. */
#define CPAGE_RECOVERY_SHA256 "d65d444603e035e4a23a8edd72231f2a71c3819e141c8515b35b9d4d35625b4c"
