// SPDX-License-Identifier: Apache-2.0
//
// Reads any bytes as the decoding child's answer, as the parent does. This parser is all that is
// between a child that hostile input may have taken over and the process that holds the secrets.

import SecretMemory

@testable import SheetScanning

func fuzz(_ input: [UInt8]) {
    guard let content = CodeReply.decode(SecretBytes(copying: input.span), page: 2) else { return }
    require((2...64).contains(content.pageCount), "the file has this page")
    // An answer is canonical: everything in it must have been read.
    let length = content.codes.reduce(10) { $0 + 2 + $1.text.count }
    if content.end != nil {
        require(length + 3 == input.count, "an answer has nothing after it")
    } else {
        require(length <= input.count, "an answer that breaks off is read as far as it is whole")
    }
}
