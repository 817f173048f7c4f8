// SPDX-License-Identifier: Apache-2.0
//
// Finds out which kernels this processor and system can run, and whether streaming stores are fast here.

#include "kernels.h"

#if defined(__x86_64__)

#include <cpuid.h>

/// Returns XCR0, which shows the register states that the system saves (Intel SDM volume 1, §13.3).
static uint64_t saved_states(void) {
    uint32_t low, high;
    __asm__("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
    return (uint64_t)high << 32 | low;
}

/// Returns a bit for each kernel that can run.
static unsigned find_kernels(void) {
    unsigned kernels = 1u << GF256_PLAIN;
    unsigned eax, ebx, ecx, edx;
    if (!__get_cpuid(1, &eax, &ebx, &ecx, &edx)) return kernels;
    if (ecx & bit_SSSE3) kernels |= 1u << GF256_SSSE3;
    if (!(ecx & bit_OSXSAVE)) return kernels;

    uint64_t saved = saved_states();
    bool saves_ymm = (saved & 0x06) == 0x06;
    bool saves_zmm = (saved & 0xE6) == 0xE6;
    if (!__get_cpuid_count(7, 0, &eax, &ebx, &ecx, &edx)) return kernels;
    bool gfni = ecx & bit_GFNI;
    if (saves_ymm && (ebx & bit_AVX2)) kernels |= 1u << GF256_AVX2 | (gfni ? 1u << GF256_GFNI_AVX2 : 0);
    if (saves_zmm && (ebx & bit_AVX512F) && (ebx & bit_AVX512BW) && gfni) kernels |= 1u << GF256_GFNI_AVX512;
    return kernels;
}

/// Returns whether the processor identifies itself as Intel's.
static bool find_streaming(void) {
    unsigned eax, ebx, ecx, edx;
    return __get_cpuid(0, &eax, &ebx, &ecx, &edx) && ebx == signature_INTEL_ebx && ecx == signature_INTEL_ecx
        && edx == signature_INTEL_edx;
}

#else

static unsigned find_kernels(void) { return 1u << GF256_PLAIN; }
static bool find_streaming(void) { return false; }

#endif

/// A bit above those of the kernels.
#define STREAMING (1u << GF256_KERNEL_COUNT)

/// What was found, or 0 before the first request. Every thread finds the same, so a race does no harm.
static _Atomic unsigned found = 0;

static unsigned properties(void) {
    unsigned known = __c11_atomic_load(&found, __ATOMIC_RELAXED);
    if (known == 0) {
        known = find_kernels() | (find_streaming() ? STREAMING : 0);
        __c11_atomic_store(&found, known, __ATOMIC_RELAXED);
    }
    return known;
}

bool gf256_kernel_is_available(enum gf256_kernel kernel) {
    return (unsigned)kernel < GF256_KERNEL_COUNT && (properties() >> kernel & 1);
}

enum gf256_kernel gf256_best_kernel(void) {
    return (enum gf256_kernel)(31 - __builtin_clz(properties() & (STREAMING - 1)));
}

bool gf256_streams_well(void) { return properties() & STREAMING; }
