// SPDX-License-Identifier: Apache-2.0
//
// The first pass over logs as a program of its own, for benchmarks:
//
//     LogProbe WORKERS PATH...   prints the bytes that the survey holds, and the problems

import CCatalogue
import CloudTrail
import Watch

let words = CommandLine.arguments.dropFirst()
guard let first = words.first, let workers = Int(first) else { fatalError("usage: LogProbe WORKERS PATH...") }
let json = unsafe Array(UnsafeBufferPointer(start: cwatch_catalogue(), count: cwatch_catalogue_size()))
let expectation = Expectation(
    account: "AWS root", accounts: ["111122223333"], identities: ["arn:aws:iam::111122223333:root"])
let pass = TwoPasses.survey(
    LogReader(paths: Array(words.dropFirst())), [expectation], try Catalogue(json: json), workers: workers)
print("\(pass.survey.byteCount) bytes, \(pass.problems.count) problems")
