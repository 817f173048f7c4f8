// SPDX-License-Identifier: Apache-2.0

import Foundation
import SheetPrinting
import Testing

@testable import Ceremonies
@testable import ShareEnvelope

@Suite("What a sheet says about its format")
struct FormatDocumentTests {
    @Test("the digits on the sheet are the first 16 of the SHA-256 of docs/FORMAT.md")
    func digest() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
        let document = folder.appending(path: "../../docs/FORMAT.md").standardizedFileURL
        let bytes = try Data(contentsOf: document)
        let digits = Digest.sha256(Array(bytes)).prefix(8).map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 2 ? digits : "0" + digits
        }
        #expect(FormatDocument.digest == digits.joined())
        #expect(FormatDocument.name.hasSuffix("docs/FORMAT.md"))
    }
}
