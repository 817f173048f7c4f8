// SPDX-License-Identifier: Apache-2.0
#include <sodium/crypto_stream_chacha20.h>
