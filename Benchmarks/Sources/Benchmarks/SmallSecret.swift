// SPDX-License-Identifier: Apache-2.0
//
// Splits and combines 32 bytes, k = 3, n = 5: with calls in this process, and with the system's ssss programs.

import SecretMemory
import SecretSharing

enum SmallSecret {
    static func group(_ effort: Effort) -> Group {
        let threshold = try! Threshold(3, of: 5)
        let secret = SecretBytes(randomCount: 32)
        let coefficients = SecretBytes(randomCount: 64)
        var shares = SecretBytes(zeroCount: 5 * 32)
        var combined = SecretBytes(zeroCount: 32)
        let coordinates = [1, 3, 5].map { try! ShareCoordinate($0) }
        let values = SecretBytes(randomCount: 3 * 32)

        func each(_ work: () -> Void) -> Double {
            measure(rounds: effort.rounds) { for _ in 0..<effort.repetitions { work() } } / Double(effort.repetitions)
        }
        let bareSplit = each {
            var room = shares.mutableSpan
            try! SecretSharing.split(secret.span, threshold: threshold, coefficients: coefficients.span, into: &room)
        }
        let bareCombine = each {
            var room = combined.mutableSpan
            try! SecretSharing.combine(coordinates: coordinates, values: values.span, needed: 3, into: &room)
        }
        let wholeSplit = each {
            let fresh = KeyStream.bytes(64, key: SecretBytes(randomCount: 32))
            _ = try! SecretSharing.split(secret.span, threshold: threshold, coefficients: fresh.span)
        }
        let wholeCombine = each {
            _ = try! SecretSharing.combine(coordinates: coordinates, values: values.span, needed: 3)
        }

        let hexadecimal = (0..<32).map { _ in ["5a", "c3", "0f", "e1"].randomElement()! }.joined()
        let printed = ProgramRun(
            "ssss-split", ["-t", "3", "-n", "5", "-x", "-s", "256", "-q"], input: hexadecimal + "\n"
        ).output
        let lines = printed.split(separator: "\n").prefix(3).joined(separator: "\n") + "\n"
        let start = measure(rounds: effort.starts) { _ = ProgramRun("true", []) }
        let peerSplit = measure(rounds: effort.starts) {
            _ = ProgramRun("ssss-split", ["-t", "3", "-n", "5", "-x", "-s", "256", "-q"], input: hexadecimal + "\n")
        }
        let peerCombine = measure(rounds: effort.starts) {
            _ = ProgramRun("ssss-combine", ["-t", "3", "-x", "-q"], input: lines)
        }
        func peerAlone(_ time: Double) -> Double { max(time - start, 1e-6) }

        return Group(
            title: "A secret of 32 bytes, k = 3, n = 5",
            notes: [
                "Bare: a call into existing memory. Whole: with fresh coefficients, and every secret in its"
                    + " own guarded, locked and wiped memory.",
                "ssss is a program: its figure is the whole run minus that of `true`"
                    + " (\(Int(start * 1e6)) µs to start and end a program here). What remains is loading its libraries,"
                    + " its random source and its arithmetic over GF(2²⁵⁶).",
                "For comparison without a process start: dsprenkels/sss takes about 1.3 µs to split and 1.0 µs to"
                    + " combine such a secret. The target for the bare calls is half of that, 0.65 and 0.5 µs.",
            ],
            rows: [
                Row(work: "split, bare", ours: bareSplit, peer: "ssss-split", theirs: peerAlone(peerSplit)),
                Row(work: "split, whole", ours: wholeSplit, peer: "ssss-split", theirs: peerAlone(peerSplit)),
                Row(work: "combine, bare", ours: bareCombine, peer: "ssss-combine", theirs: peerAlone(peerCombine)),
                Row(work: "combine, whole", ours: wholeCombine, peer: "ssss-combine", theirs: peerAlone(peerCombine)),
            ])
    }
}
