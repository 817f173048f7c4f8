// SPDX-License-Identifier: Apache-2.0
//
// The checked-in vectors, as files. `scripts/vectors` writes them; without it, tests hold them against this code.

import Foundation

/// The folder Vectors of the project.
enum VectorFiles {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../Vectors").standardizedFileURL

    /// Whether the files are to be written instead of compared.
    static var isWriting: Bool { ProcessInfo.processInfo.environment["BREAKGLASS_VECTORS"] == "write" }

    /// The one form in which vectors are written: sorted keys, so that the same values give the same bytes.
    static func encoded(_ vector: some Encodable) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(vector) + Data("\n".utf8)
    }

    /// Writes a file, or tells whether it is the one that stands there.
    static func isCurrent(_ data: Data, _ name: String) throws -> Bool {
        let file = folder.appending(path: name)
        guard isWriting else { return try Data(contentsOf: file) == data }
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try data.write(to: file)
        return true
    }

    static func read<Vector: Decodable>(_ type: Vector.Type, _ name: String) throws -> Vector {
        try JSONDecoder().decode(type, from: Data(contentsOf: folder.appending(path: name)))
    }

    /// The names of the JSON files in a folder of vectors, in order.
    static func names(in subfolder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: subfolder).path)
            .filter { $0.hasSuffix(".json") }.sorted()
    }
}

extension [UInt8] {
    /// Two lower-case digits for each byte.
    var hexadecimal: String {
        map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }

    /// Reads what `hexadecimal` gives.
    init(hexadecimal text: String) {
        let digits = text.compactMap { $0.hexDigitValue }
        precondition(digits.count == text.count && text.count % 2 == 0, "vectors hold whole bytes in hexadecimal")
        self = stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }
}
