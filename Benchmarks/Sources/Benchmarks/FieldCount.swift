// SPDX-License-Identifier: Apache-2.0
//
// Counts the instructions of the AVX2 kernels with valgrind, which gives the same result on every machine. The program
// runs itself under valgrind, with one round of the work and with three, and takes the difference.

import CGF256
import Foundation

enum FieldCount {
    enum Worker: String {
        case ours
        case theirs
    }

    private static let length = 1 << 20

    /// The work of the counted program: as many rounds as the environment says.
    static func work(_ worker: Worker) -> Never {
        let vectors = FieldVectors(rows: 5, columns: 3, length: length)
        for _ in 0..<(Int(ProcessInfo.processInfo.environment[roundsVariable] ?? "") ?? 1) {
            switch worker {
            case .ours: vectors.ours(GF256_AVX2)
            case .theirs: vectors.avx2()
            }
        }
        exit(0)
    }

    static var note: String {
        // Stripped, because valgrind 3.19 gives up on this compiler's debug information.
        let stripped = FileManager.default.temporaryDirectory.appending(path: "breakglass-count-\(getpid())").path
        defer { try? FileManager.default.removeItem(atPath: stripped) }
        _ = ProgramRun("strip", ["-o", stripped, CommandLine.arguments[0]])
        let (ours, theirs) = (counts(.ours, in: stripped), counts(.theirs, in: stripped))
        return "AVX2, for each byte of the secret: \(ours) here; \(theirs) in ISA-L. Counted by valgrind."
    }

    private static let roundsVariable = "BREAKGLASS_ROUNDS"

    /// Returns the instructions, loads and stores of one round, per byte.
    private static func counts(_ worker: Worker, in program: String) -> String {
        let (one, three) = (totals(worker, in: program, rounds: 1), totals(worker, in: program, rounds: 3))
        let each = zip(one, three).map { String(format: "%.2f", Double($1 - $0) / Double(2 * length)) }
        return "\(each[0]) instructions, \(each[1]) loads, \(each[2]) stores"
    }

    private static func totals(_ worker: Worker, in program: String, rounds: Int) -> [Int] {
        let run = ProgramRun(
            "env",
            ["\(roundsVariable)=\(rounds)", "valgrind", "--tool=cachegrind", "--cache-sim=yes"]
                + ["--cachegrind-out-file=/dev/null", program, "--count", worker.rawValue])
        // ==1== D   refs:  11,191,246  (2,282,516 rd   + 8,908,730 wr)
        func numbers(_ name: String) -> [Int] {
            let line = run.output.split(separator: "\n").first { $0.contains(" \(name)") && $0.contains("refs:") } ?? ""
            return line.replacing(",", with: "").split { !$0.isNumber }.compactMap { Int($0) }
        }
        let (instructions, data) = (numbers("I"), numbers("D"))
        guard instructions.count == 2, data.count == 4 else {
            fatalError("cannot read the counts of valgrind: \(run.output)")
        }
        return [instructions[1], data[2], data[3]]
    }
}
