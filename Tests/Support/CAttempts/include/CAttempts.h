/* SPDX-License-Identifier: Apache-2.0
 *
 * What a decoder that somebody has taken over would try. Each try is a whole attack in small, on a victim that the
 * probe has made for it: it succeeds in a process without walls, or the test that it fails behind them would show
 * nothing.
 */
#pragma once

/* Makes the victims: a process, descriptors, a folder with files. To be called before any wall is put up; `folder` is
 * empty and writable. 0 when all is there. */
int attempts_prepare(const char *folder);

/* Tries one thing by its name: 0 when it came off, the error number when the system refused, -1 for an unknown name,
 * -2 when the call was granted and did nothing. */
int attempts_try(const char *name);

/* Makes the kernel look like one without Landlock, as some containers do; 0 when it does. */
int attempts_hide_landlock(void);
