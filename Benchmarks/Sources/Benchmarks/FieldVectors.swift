// SPDX-License-Identifier: Apache-2.0

import CGF256
import CISAL

/// The vectors and tables of one piece of field work, for our kernels and ISA-L's.
final class FieldVectors {
    private let rows: Int
    private let columns: Int
    private let length: Int
    private let matrix: [UInt8]
    private let inputs: [UnsafeMutablePointer<UInt8>]
    private let outputs: [UnsafeMutablePointer<UInt8>]
    private var tables: [UInt8]
    private var sources: [UnsafeMutablePointer<UInt8>?]
    private var parities: [UnsafeMutablePointer<UInt8>?]
    private let constInputs: [UnsafePointer<UInt8>?]

    init(rows: Int, columns: Int, length: Int) {
        (self.rows, self.columns, self.length) = (rows, columns, length)
        inputs = (0..<columns).map { Self.vector(length, filledWith: UInt8($0 + 1)) }
        outputs = (0..<rows).map { _ in Self.vector(length, filledWith: 0) }
        sources = inputs.map { Optional($0) }
        parities = outputs.map { Optional($0) }
        constInputs = inputs.map { UnsafePointer<UInt8>?($0) }
        // The rows 1, x, x² for x = 1…5: the matrix of a split with k = 3, n = 5.
        var powers: [UInt8] = (1...UInt8(rows)).flatMap { [1, $0, gf256_multiply($0, $0)] }
        matrix = powers
        tables = [UInt8](repeating: 0, count: 32 * rows * columns)
        ec_init_tables(Int32(columns), Int32(rows), &powers, &tables)
    }

    deinit { (inputs + outputs).forEach { $0.deallocate() } }

    func ours(_ kernel: gf256_kernel) {
        gf256_transform(kernel, matrix, rows, columns, constInputs, parities, length)
    }

    func dispatched() {
        ec_encode_data(Int32(length), Int32(columns), Int32(rows), &tables, &sources, &parities)
    }

    func avx2() {
        ec_encode_data_avx2(Int32(length), Int32(columns), Int32(rows), &tables, &sources, &parities)
    }

    func sse() {
        ec_encode_data_sse(Int32(length), Int32(columns), Int32(rows), &tables, &sources, &parities)
    }

    func base() {
        ec_encode_data_base(Int32(length), Int32(columns), Int32(rows), &tables, &sources, &parities)
    }

    private static func vector(_ length: Int, filledWith seed: UInt8) -> UnsafeMutablePointer<UInt8> {
        let memory = UnsafeMutableRawPointer.allocate(byteCount: length, alignment: 4096)
        let bytes = memory.bindMemory(to: UInt8.self, capacity: length)
        for index in 0..<length { bytes[index] = UInt8(truncatingIfNeeded: index &* 167 &+ index >> 8) ^ seed }
        return bytes
    }
}
