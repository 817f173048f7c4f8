// SPDX-License-Identifier: Apache-2.0
//
// The entry point for libFuzzer. Each target is one file next to its corpus, with one function `fuzz`.

/// Passes libFuzzer's bytes to the target.
@_cdecl("LLVMFuzzerTestOneInput")
func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    fuzz(Array(UnsafeBufferPointer(start: start, count: count)))
    return 0
}

/// Ends the run when a property does not hold; libFuzzer keeps the input.
func require(_ holds: Bool, _ property: String) {
    if !holds { fatalError(property) }
}
