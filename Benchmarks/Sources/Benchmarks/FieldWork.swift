// SPDX-License-Identifier: Apache-2.0
//
// Our kernels and ISA-L's erasure coding, with the same 5 × 3 matrix over the same long vectors.

import CGF256
import CISAL

enum FieldWork {
    private static let rows = 5
    private static let columns = 3

    static func group(_ effort: Effort) -> Group {
        let length = effort.vectorLength
        let work = FieldVectors(rows: rows, columns: columns, length: length)
        let comparisons: [(String, gf256_kernel, String, () -> Void, Double?)] = [
            ("GFNI + AVX-512", GF256_GFNI_AVX512, "ISA-L, its own choice", work.dispatched, 2),
            ("GFNI + AVX2", GF256_GFNI_AVX2, "ISA-L, its own choice", work.dispatched, nil),
            ("AVX2", GF256_AVX2, "ISA-L, AVX2", work.avx2, 1),
            ("SSSE3", GF256_SSSE3, "ISA-L, SSE", work.sse, nil),
            ("plain C", GF256_PLAIN, "ISA-L, base", work.base, nil),
        ]
        var compared = comparisons.filter { gf256_kernel_is_available($0.1) }.map {
            name, kernel, peer, theirs, target in
            let rounds = kernel == GF256_PLAIN ? min(effort.rounds, 3) : effort.rounds
            let times = compare(rounds: rounds, { work.ours(kernel) }, theirs)
            return Row(
                work: name, ours: times.ours, peer: peer, theirs: times.theirs, bytes: length, target: target)
        }
        var notes = [
            "Three input vectors and five output vectors, each as long as the secret, allocated beforehand;"
                + " bytes of the secret per second. ISA-L computes modulo 0x11D, which is the same amount of work.",
            "ISA-L's base version looks up secrets in tables; ours takes constant time.",
        ]
        if gf256_kernel_is_available(GF256_AVX2) {
            compared.append(inCache(effort))
            notes.append(FieldCount.note)
        }
        return Group(title: "Field work: \(length >> 20) MiB, k = 3, n = 5", notes: notes, rows: compared)
    }

    /// The same with vectors that fit in the caches: measures the instructions, not the memory.
    private static func inCache(_ effort: Effort) -> Row {
        let length = 16 << 10
        let work = FieldVectors(rows: rows, columns: columns, length: length)
        let repetitions = effort.repetitions / 10
        let times = compare(
            rounds: effort.rounds, { for _ in 0..<repetitions { work.ours(GF256_AVX2) } },
            { for _ in 0..<repetitions { work.avx2() } })
        return Row(
            work: "AVX2, vectors of 16 KiB", ours: times.ours, peer: "ISA-L, AVX2", theirs: times.theirs,
            bytes: length * repetitions, target: 1)
    }
}
