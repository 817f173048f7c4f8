// SPDX-License-Identifier: Apache-2.0
//
// The same matrix of 5 × 3 over the same long vectors: our kernels and ISA-L's erasure coding.

import CGF256
import CISAL

enum FieldWork {
    private static let rows = 5
    private static let columns = 3

    static func group(_ effort: Effort) -> Group {
        let length = effort.vectorLength
        let inputs = (0..<columns).map { vector(length, filledWith: UInt8($0 + 1)) }
        let outputs = (0..<rows).map { _ in vector(length, filledWith: 0) }
        defer { (inputs + outputs).forEach { $0.deallocate() } }

        // Rows 1, x, x² of x = 1…5: what splitting with k = 3, n = 5 multiplies by.
        var matrix: [UInt8] = (1...UInt8(rows)).flatMap { [1, $0, gf256_multiply($0, $0)] }
        var tables = [UInt8](repeating: 0, count: 32 * rows * columns)
        ec_init_tables(Int32(columns), Int32(rows), &matrix, &tables)

        var sources = inputs.map { Optional($0) }
        var parities = outputs.map { Optional($0) }
        let constInputs = inputs.map { UnsafePointer<UInt8>?($0) }
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

        let comparisons: [(String, gf256_kernel, String, () -> Void, Double?)] = [
            ("GFNI + AVX-512", GF256_GFNI_AVX512, "ISA-L, its own choice", dispatched, 2),
            ("GFNI + AVX2", GF256_GFNI_AVX2, "ISA-L, its own choice", dispatched, nil),
            ("AVX2", GF256_AVX2, "ISA-L, AVX2", avx2, 1),
            ("SSSE3", GF256_SSSE3, "ISA-L, SSE", sse, nil),
            ("plain C", GF256_PLAIN, "ISA-L, base", base, nil),
        ]
        let compared = comparisons.filter { gf256_kernel_is_available($0.1) }.map {
            name, kernel, peer, theirs, target in
            let rounds = kernel == GF256_PLAIN ? min(effort.rounds, 3) : effort.rounds
            let times = compare(rounds: rounds, { ours(kernel) }, theirs)
            return Row(
                work: name, ours: times.ours, peer: peer, theirs: times.theirs, bytes: length, target: target)
        }
        return Group(
            title: "Field work: \(length >> 20) MiB, k = 3, n = 5",
            notes: [
                "Three input vectors, five output vectors, each as long as the secret, all in place beforehand;"
                    + " bytes of the secret per second. ISA-L computes in 0x11D, which is the same amount of work.",
                "ISA-L's base version looks secrets up in tables; ours is constant time.",
            ],
            rows: compared)
    }

    private static func vector(_ length: Int, filledWith seed: UInt8) -> UnsafeMutablePointer<UInt8> {
        let memory = UnsafeMutableRawPointer.allocate(byteCount: length, alignment: 4096)
        let bytes = memory.bindMemory(to: UInt8.self, capacity: length)
        for index in 0..<length { bytes[index] = UInt8(truncatingIfNeeded: index &* 167 &+ index >> 8) ^ seed }
        return bytes
    }
}
