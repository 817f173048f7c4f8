/* SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <zlib.h>

/* Prepares a stream for members of gzip: the function of that name is a macro, which Swift does not import. */
static inline int czlib_begin_gzip(z_stream *stream) { return inflateInit2(stream, 15 + 16); }
