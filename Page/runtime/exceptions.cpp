// SPDX-License-Identifier: Apache-2.0
//
// C++ exceptions on WebAssembly for the QR decoder: Debian's libc++abi for it is built without them. A clause catches
// exactly its own type or everything; the decoder has no clause for a base class. The layout of the tables is that of
// the Itanium C++ ABI, "Exception Handling Tables", with call sites that are numbered instead of having addresses.

#include <cstdint>
#include <cstdlib>
#include <typeinfo>

namespace {

/// Stands directly before each thrown object.
struct alignas(16) Header {
    std::type_info *type;
    void *(*destroy)(void *);
};

Header *header(void *object) { return static_cast<Header *>(object) - 1; }

uint32_t unsignedNumber(const uint8_t *&place) {
    uint32_t value = 0;
    for (unsigned shift = 0;; shift += 7) {
        const uint8_t byte = *place++;
        value |= static_cast<uint32_t>(byte & 0x7F) << shift;
        if (byte < 0x80) return value;
    }
}

int32_t signedNumber(const uint8_t *&place) {
    uint32_t value = 0;
    unsigned shift = 0;
    uint8_t byte;
    do {
        byte = *place++;
        value |= static_cast<uint32_t>(byte & 0x7F) << shift;
        shift += 7;
    } while (byte >= 0x80);
    if (shift < 32 && (byte & 0x40) != 0) value |= ~0U << shift;
    return static_cast<int32_t>(value);
}

} // namespace

extern "C" {

/// What the code around a `try` tells the search, and what it gets back.
struct {
    uintptr_t index;
    const uint8_t *tables;
    uintptr_t selector;
} __wasm_lpad_context;

void *__cxa_allocate_exception(size_t size) noexcept {
    auto *memory = static_cast<Header *>(std::calloc(1, sizeof(Header) + size));
    if (memory == nullptr) std::abort();
    return memory + 1;
}

void __cxa_free_exception(void *object) noexcept { std::free(header(object)); }

[[noreturn]] void __cxa_throw(void *object, std::type_info *type, void *(*destroy)(void *)) {
    *header(object) = {type, destroy};
    __builtin_wasm_throw(0, object);
}

void *__cxa_begin_catch(void *object) noexcept { return object; }

/// The object of the exception that is being caught; clauses end before another exception is thrown.
static void *caught;

void *__cxa_get_exception_ptr(void *object) noexcept { return object; }

void __cxa_end_catch() {
    if (caught == nullptr) return;
    if (header(caught)->destroy != nullptr) header(caught)->destroy(caught);
    __cxa_free_exception(caught);
    caught = nullptr;
}

[[noreturn]] void __cxa_rethrow() {
    if (caught == nullptr) std::abort();
    void *object = caught;
    caught = nullptr;
    __builtin_wasm_throw(0, object);
}

/// The module has one thread, which never ends.
int __cxa_thread_atexit(void (*)(void *), void *, void *) noexcept { return 0; }

int __gxx_wasm_personality_v0(void *) { return 0; }

/// Finds the clause of the `try` that catches an exception.
int _Unwind_CallPersonality(void *object) {
    caught = object;
    __wasm_lpad_context.selector = 0;
    const uint8_t *place = __wasm_lpad_context.tables;
    if (*place++ != 0xFF) std::abort();
    const uint8_t typeForm = *place++;
    const std::type_info *const *types = nullptr;
    if (typeForm != 0xFF) {
        const uint32_t offset = unsignedNumber(place);
        types = reinterpret_cast<const std::type_info *const *>(place + offset);
    }
    place++;
    const uint32_t length = unsignedNumber(place);
    const uint8_t *const actions = place + length;
    uint32_t action = 0;
    for (uintptr_t index = 0; index <= __wasm_lpad_context.index; index++) {
        unsignedNumber(place);
        action = unsignedNumber(place);
    }
    while (action != 0) {
        const uint8_t *entry = actions + action - 1;
        const int32_t filter = signedNumber(entry);
        const uint8_t *const start = entry;
        const int32_t next = signedNumber(entry);
        if (filter > 0) {
            const std::type_info *type = types[-filter];
            if (type == nullptr || *type == *header(object)->type) {
                __wasm_lpad_context.selector = static_cast<uintptr_t>(filter);
                return 0;
            }
        }
        action = next == 0 ? 0 : static_cast<uint32_t>(start + next - actions + 1);
    }
    return 0;
}

}
