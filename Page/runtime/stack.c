// SPDX-License-Identifier: Apache-2.0
//
// What the compilers expect of a system and Debian's C library for WebAssembly does not have.

#include <stdint.h>

uintptr_t __stack_chk_guard = 0x595E9FBD;

_Noreturn void __stack_chk_fail(void) { __builtin_trap(); }

/// Nobody would see the message of the C library's own, which brings all of `printf` with it.
_Noreturn void __assert_fail(const char *what, const char *file, int line, const char *function) {
    (void)what, (void)file, (void)line, (void)function;
    __builtin_trap();
}
