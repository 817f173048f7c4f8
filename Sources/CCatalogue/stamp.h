/* SPDX-License-Identifier: Apache-2.0 */
/* Written by scripts/rules: the SHA-256 of Rules/catalogue.json. */
#define CWATCH_CATALOGUE_SHA256 "cdbdc8001b3c942d153fc179de0e0f751ac746e31f42e5bb257970f8e95a4ac9"
