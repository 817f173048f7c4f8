// SPDX-License-Identifier: Apache-2.0
//
// Every figure beside a peer's, measured in turns in the same run. A row group is a function from effort to rows.

import Foundation
import SecretMemory

setvbuf(stdout, nil, _IOLBF, 0)
Sodium.start()
// A program that ends early must not end the benchmark.
signal(SIGPIPE, SIG_IGN)

let effort: Effort
switch CommandLine.arguments.dropFirst() {
case []: effort = .full
case ["--smoke"]: effort = .smoke
case ["--count", "ours"]: FieldCount.work(.ours)
case ["--count", "theirs"]: FieldCount.work(.theirs)
default:
    FileHandle.standardError.write(Data("usage: Benchmarks/run [--smoke]\n".utf8))
    exit(64)
}

// Ceremonies first: a child's peak memory counts from its parent's at the start, which is small only then.
let groups: [(Effort) -> Group] = [
    Ceremonies.group, Pages.group, Ledgers.group, FieldWork.group, EndToEnd.group, SmallSecret.group,
]
print("# Benchmarks")
for group in groups { group(effort).print() }

var usage = rusage()
getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
print("\nPeak memory of the benchmark itself: \(usage.ru_maxrss >> 10) MiB, most of it the long vectors.")
