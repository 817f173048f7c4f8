// SPDX-License-Identifier: Apache-2.0
//
// The input of the drawing child. All of it is public except the share's code text, which follows the JSON:
//
//     length 4, big-endian · JSON · code text of the share (none for a vault sheet)
//
// The reply is `{ length 4 · file }*`.

import CustodyPolicy
import Foundation
import SecretMemory
import SecretSharing
import ShareEnvelope
package import SheetPrinting

/// How sheets look.
package struct SheetStyle: Sendable {
    /// The paper.
    package let paper: PaperSize
    /// The kind of file.
    package let format: SheetFormat
    /// Whether the outside of the sheets leaves out account, rule, and people.
    package let isAnonymous: Bool
    /// The dealer's offset from UTC, in seconds; positive to the east.
    package let secondsFromUTC: Int
    /// The version of the program.
    package let version: String

    /// Makes a style.
    package init(paper: PaperSize, format: SheetFormat, isAnonymous: Bool, secondsFromUTC: Int, version: String) {
        self.paper = paper
        self.format = format
        self.isAnonymous = isAnonymous
        self.secondsFromUTC = secondsFromUTC
        self.version = version
    }
}

/// One sheet to draw: a custodian's, or the vault sheet.
struct SheetOrder: Codable {
    let manifest: Data
    let ciphertext: Data
    let custodian: String?
    let isSpare: Bool
    let paper: String
    let format: String
    let isAnonymous: Bool
    let secondsFromUTC: Int
    let version: String
    let checkpoint: String?
    let nextDrill: String?
    let program: String?

    init(
        set: DealtSet, custodian: Roster.Custodian?, style: SheetStyle, face: SheetFace
    ) {
        program = face.program
        nextDrill = face.nextDrill?.description
        manifest = Data(set.manifest.encoded)
        ciphertext = Data(set.ciphertext.bytes)
        self.custodian = custodian?.name.description
        isSpare = custodian?.isSpare ?? false
        paper = style.paper.rawValue
        format = style.format.rawValue
        isAnonymous = style.isAnonymous
        secondsFromUTC = style.secondsFromUTC
        version = style.version
        checkpoint = face.checkpoint?.text
    }

    /// The child's input.
    func encoded(share: ReadShare?) throws -> SecretBytes {
        let json = try JSONEncoder().encode(self)
        var bytes = SecretWriter(capacity: json.count + 256)
        bytes.append(ByteCount.bytes(json.count))
        bytes.append(Array(json))
        if let share { bytes.append(share.codeText) }
        return bytes.finish()
    }

    /// Reads the child's input; the share is `nil` in the order of a vault sheet.
    static func decode(_ bytes: borrowing SecretBytes) throws -> (order: SheetOrder, share: ReadShare?) {
        let span = bytes.span
        guard let length = ByteCount.read(span, at: 0), 4 + length <= span.count else {
            throw SheetOrderError.notAnOrder
        }
        var json = Data(capacity: length)
        for index in 4..<4 + length { json.append(span[index]) }
        let order = try JSONDecoder().decode(SheetOrder.self, from: json)
        guard 4 + length < span.count else { return (order, nil) }
        guard case .share(let share) = try PaperCode.read(span.extracting((4 + length)...)) else {
            throw SheetOrderError.notAnOrder
        }
        return (order, share)
    }
}

/// The child's input is not what this program writes.
enum SheetOrderError: Error {
    case notAnOrder
}

/// The length before bytes on a pipe between parent and child.
enum ByteCount {
    static func bytes(_ count: Int) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: count >> $0) }
    }

    static func read(_ bytes: borrowing Span<UInt8>, at offset: Int) -> Int? {
        guard offset + 4 <= bytes.count else { return nil }
        return (0..<4).reduce(0) { $0 << 8 | Int(bytes[offset + $1]) }
    }
}
