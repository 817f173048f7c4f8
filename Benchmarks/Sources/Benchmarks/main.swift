// SPDX-License-Identifier: Apache-2.0
//
// Compares every figure with a peer's, both measured in turns in the same run. Each group is a function from effort to
// rows.

import Foundation
import SecretMemory

setvbuf(stdout, nil, _IOLBF, 0)
Sodium.start()
// A child program that ends early must not end the benchmark.
signal(SIGPIPE, SIG_IGN)

let effort: Effort
switch CommandLine.arguments.dropFirst() {
case []: effort = .full
case ["--smoke"]: effort = .smoke
case let words where words.count == 2 && words.first == "--bare-loop": Logs.bareLoop(words.last!)
case ["--count", "ours"]: FieldCount.work(.ours)
case ["--count", "theirs"]: FieldCount.work(.theirs)
default:
    FileHandle.standardError.write(Data("usage: Benchmarks/run [--smoke]\n".utf8))
    exit(64)
}

// Run the ceremonies first: a child's peak memory includes its parent's when it starts, which is small only then.
let groups: [(Effort) -> Group] = [
    Ceremonies.group, Pages.group, Ledgers.group, Logs.group, FieldWork.group, EndToEnd.group, SmallSecret.group,
]
print("# Benchmarks")
for group in groups { group(effort).print() }

var usage = rusage()
getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
print("\nPeak memory of the benchmark itself: \(usage.ru_maxrss >> 10) MiB, most of it the long vectors.")
