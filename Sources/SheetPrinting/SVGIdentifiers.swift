// SPDX-License-Identifier: Apache-2.0

import SecretMemory

/// Makes the identifiers in cairo's SVG depend only on the page.
///
/// cairo 1.16 numbers surfaces and images with a counter for the whole process (`surface12`, `image13`), so the second
/// drawing of a sheet would differ from the first.
enum SVGIdentifiers {
    private static let prefixes = ["\"surface", "#surface", "\"image", "#image"].map { Array($0.utf8) }

    /// The same file, with surfaces and images numbered from 1 in order of appearance.
    static func renumbered(_ file: borrowing SecretWriter) -> SecretWriter {
        let bytes = file.span
        var result = SecretWriter(capacity: bytes.count)
        var numbers: [Int: Int] = [:]
        var position = 0
        while position < bytes.count {
            guard let prefix = prefixes.first(where: { starts(bytes, at: position, with: $0) }) else {
                result.append(bytes[position])
                position += 1
                continue
            }
            result.append(prefix)
            position += prefix.count
            var number = 0
            while position < bytes.count, let digit = digit(bytes[position]) {
                number = number * 10 + digit
                position += 1
            }
            let renumbered = numbers[number] ?? numbers.count + 1
            numbers[number] = renumbered
            result.append(Array("\(renumbered)".utf8))
        }
        return result
    }

    private static func starts(_ bytes: borrowing Span<UInt8>, at position: Int, with prefix: [UInt8]) -> Bool {
        // A number must follow: the page's own texts are outlines, so nothing else looks like this.
        guard position + prefix.count < bytes.count, bytes[position] == prefix[0] else { return false }
        for index in prefix.indices where bytes[position + index] != prefix[index] { return false }
        return digit(bytes[position + prefix.count]) != nil
    }

    private static func digit(_ byte: UInt8) -> Int? {
        UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte ? Int(byte - UInt8(ascii: "0")) : nil
    }
}
