// SPDX-License-Identifier: Apache-2.0
//
// Feeds any bytes to the parent's reading of the decoding child's answer: the one parser that stands
// between a child that hostile input may have taken over and the process that holds the secrets.

import SecretMemory

@testable import SheetScanning

func fuzz(_ input: [UInt8]) {
    guard let scan = CodeReply.decode(SecretBytes(copying: input.span)) else { return }
    require(scan.codes.allSatisfy { (1...scan.pageCount).contains($0.page) }, "each code is on one of the pages")
    // An answer is canonical: what was read must be all that there was.
    require(scan.codes.reduce(12) { $0 + 4 + $1.text.count } == input.count, "an answer has nothing after it")
}
