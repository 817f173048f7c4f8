// SPDX-License-Identifier: Apache-2.0
//
// Feeds any bytes to the parent's reading of the decoding child's answer: the one parser that stands
// between a child that hostile input may have taken over and the process that holds the secrets.

import SecretMemory

@testable import SheetScanning

func fuzz(_ input: [UInt8]) {
    guard let content = CodeReply.decode(SecretBytes(copying: input.span), page: 2) else { return }
    require((2...64).contains(content.pageCount), "the page is one of the file's")
    // An answer is canonical: what was read must be all that there was.
    let length = content.codes.reduce(10) { $0 + 2 + $1.text.count }
    if content.end != nil {
        require(length + 3 == input.count, "an answer has nothing after it")
    } else {
        require(length <= input.count, "what breaks off is read as far as it is whole")
    }
}
