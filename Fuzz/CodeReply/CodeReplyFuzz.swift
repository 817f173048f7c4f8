// SPDX-License-Identifier: Apache-2.0
//
// Feeds any bytes to the parent's reading of the decoding child's answer: the one parser that stands
// between a child that hostile input may have taken over and the process that holds the secrets.

import SecretMemory

@testable import SheetScanning

@_cdecl("LLVMFuzzerTestOneInput")
func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    let input = SecretBytes(copying: UnsafeBufferPointer(start: start, count: count).span)
    guard let scan = CodeReply.decode(input) else { return 0 }
    precondition(scan.codes.allSatisfy { (1...scan.pageCount).contains($0.page) })
    // An answer is canonical: what was read must be all that there was.
    precondition(scan.codes.reduce(12) { $0 + 4 + $1.text.count } == count)
    return 0
}
