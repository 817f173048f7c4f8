/* SPDX-License-Identifier: Apache-2.0
 *
 * The assembler embeds the file: as a Swift or C literal it would take minutes to compile. It finds the file through
 * the include path that Package.swift sets. No build tool sees that this file depends on it; stamp.h, which changes
 * with it, makes them compile this file again.
 */
#include "CCatalogue.h"
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
        SYMBOL(cwatch_catalogue_begin) ":\n"
        ".incbin \"catalogue.json\"\n"
        SYMBOL(cwatch_catalogue_end) ":\n"
        ".byte 0\n"
        ".text\n");

extern const unsigned char cwatch_catalogue_begin[];
extern const unsigned char cwatch_catalogue_end[];

const unsigned char *cwatch_catalogue(void) { return cwatch_catalogue_begin; }

size_t cwatch_catalogue_size(void) { return (size_t)(cwatch_catalogue_end - cwatch_catalogue_begin); }
