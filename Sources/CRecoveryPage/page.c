/* SPDX-License-Identifier: Apache-2.0
 *
 * The assembler embeds the file, which it finds through the include path that Package.swift sets. No build tool sees
 * that this file depends on it; stamp.h, which changes with it, makes them compile this file again.
 */
#include "CRecoveryPage.h"
#include "stamp.h"

#if defined(__APPLE__)
#define SECTION ".const_data"
#define SYMBOL(name) "_" #name
#else
#define SECTION ".section .rodata"
#define SYMBOL(name) #name
#endif

__asm__(SECTION "\n"
        ".balign 16\n"
        SYMBOL(cpage_recovery_begin) ":\n"
        ".incbin \"recovery.html\"\n"
        SYMBOL(cpage_recovery_end) ":\n"
        ".byte 0\n"
        ".text\n");

extern const unsigned char cpage_recovery_begin[];
extern const unsigned char cpage_recovery_end[];

const unsigned char *cpage_recovery(void) { return cpage_recovery_begin; }

size_t cpage_recovery_size(void) { return (size_t)(cpage_recovery_end - cpage_recovery_begin); }
