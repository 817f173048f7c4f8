// SPDX-License-Identifier: Apache-2.0
//
// Where libFuzzer comes in. Each target is one file beside its corpus, with one function `fuzz`.

/// Hands libFuzzer's bytes to the target.
@_cdecl("LLVMFuzzerTestOneInput")
func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    fuzz(Array(UnsafeBufferPointer(start: start, count: count)))
    return 0
}

/// Ends the run, with the input kept by libFuzzer, when a property does not hold.
func require(_ holds: Bool, _ property: String) {
    if !holds { fatalError(property) }
}
