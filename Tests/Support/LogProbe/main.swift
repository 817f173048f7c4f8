// SPDX-License-Identifier: Apache-2.0
//
// The first pass over logs as a program of its own, for benchmarks:
//
//     LogProbe WORKERS PATH...   prints the bytes that the survey holds, the problems and the peak of memory

import CCatalogue
import CloudTrail
import Foundation
import Watch

let words = CommandLine.arguments.dropFirst()
guard let first = words.first, let workers = Int(first) else { fatalError("usage: LogProbe WORKERS PATH...") }
let json = unsafe Array(UnsafeBufferPointer(start: cwatch_catalogue(), count: cwatch_catalogue_size()))
let expectation = Expectation(
    account: "AWS root", accounts: ["111122223333"], identities: ["arn:aws:iam::111122223333:root"])
let pass = TwoPasses.survey(
    LogReader(paths: Array(words.dropFirst())), [expectation], try Catalogue(json: json), workers: workers)
// What getrusage says of a child includes the memory of its parent.
let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
let peak = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }?.dropFirst(6) ?? ""
print(
    "\(pass.survey.byteCount) bytes, \(pass.problems.count) problems, "
        + peak.split(whereSeparator: \.isWhitespace).joined(separator: " "))
