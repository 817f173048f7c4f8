// SPDX-License-Identifier: Apache-2.0
//
// Reads any bytes as a file of a folder, such as a zip or tar file: nothing crashes, reading it twice gives the same, and
// every record and every problem names the file or a member of it.

import CloudTrail
import FoundationEssentials
import Glibc

func fuzz(_ input: [UInt8]) {
    let path = "\(Scratch.path)/log"
    guard FileManager.default.createFile(atPath: path, contents: Data(input)) else { fatalError("no file") }
    let read = outcome(of: path)
    require(read == outcome(of: path), "a file says the same each time")
    require(read.files.allSatisfy { $0 == path || $0.hasPrefix(path + "!/") }, "what is read has its place in the file")
    require(read.problems <= 2 * read.files.count + 1_000, "problems are bounded")
}

/// Where the records of a file are, and how many problems it has.
private func outcome(of path: String) -> Outcome {
    var outcome = Outcome()
    LogReader(files: [path]).events { event in
        outcome.files.append(event.place.file)
    } problem: { problem in
        outcome.problems += 1
        require(problem.file == path || problem.file.hasPrefix(path + "!/"), "a problem has its place in the file")
    }
    return outcome
}

private struct Outcome: Equatable {
    var files: [String] = []
    var problems = 0
}

/// A folder in memory for this process.
private enum Scratch {
    static let path: String = {
        let path = "/dev/shm/breakglass-fuzz-\(UInt64.random(in: 0 ... .max))"
        try! FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        atexit { try? FileManager.default.removeItem(atPath: Scratch.path) }
        return path
    }()
}
