/* SPDX-License-Identifier: Apache-2.0 */
/* Written by scripts/rules: the SHA-256 of Rules/catalogue.json. */
#define CWATCH_CATALOGUE_SHA256 "5ccc1d29925ce2c6f4efb9e8d4935b08d2fd07b41334f85249fe2c42e4c28258"
