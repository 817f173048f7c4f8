/* SPDX-License-Identifier: Apache-2.0 */
/* Written by scripts/rules: the SHA-256 of Rules/catalogue.json. */
#define CWATCH_CATALOGUE_SHA256 "60ef95df2df75d8b504480944ee623f5c493b3bc0736059b4f8cd172bbf0b111"
