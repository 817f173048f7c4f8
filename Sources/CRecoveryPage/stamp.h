/* SPDX-License-Identifier: Apache-2.0 */
/* Written by scripts/build-page: the SHA-256 of Page/recovery.html. */
#define CPAGE_RECOVERY_SHA256 "2e9a8bf3587dc72fc43392a9070e8432f01d9dfb7c2f847fea28a2384f87f9c8"
