// SPDX-License-Identifier: Apache-2.0

/// How long a measurement may take.
struct Effort {
    let rounds: Int
    /// The bytes of a long vector.
    let vectorLength: Int
    /// How often a short operation is repeated within a round.
    let repetitions: Int
    /// How often a program is started.
    let starts: Int
    /// How many entries ledgers have.
    let ledgerSizes: [Int]
    /// How many damaged pages are read, and how many hostile ones.
    let damagedPages: Int
    let hostilePages: Int
    /// The bytes of JSON of a set of logs.
    let logBytes: Int
    /// The same of the logs that are read to measure memory, and how many copies of them are read.
    let memoryLogBytes: Int
    let memoryFactors: [Int]

    static let full = Effort(
        rounds: 9, vectorLength: 64 << 20, repetitions: 20_000, starts: 40, ledgerSizes: [1_000, 10_000, 100_000],
        damagedPages: 33, hostilePages: 20, logBytes: 1_000_000_000,
        memoryLogBytes: 100_000_000, memoryFactors: [1, 100])
    static let smoke = Effort(
        rounds: 2, vectorLength: 4 << 20, repetitions: 5_000, starts: 3, ledgerSizes: [1_000], damagedPages: 3,
        hostilePages: 2, logBytes: 4_000_000, memoryLogBytes: 4_000_000, memoryFactors: [1, 2])
}

/// Runs two kinds of work in turns, so that both see the same load, and returns the median time of each.
func compare(rounds: Int, _ ours: () -> Void, _ theirs: () -> Void) -> (ours: Double, theirs: Double) {
    ours()
    theirs()
    var times: (ours: [Double], theirs: [Double]) = ([], [])
    for _ in 0..<rounds {
        times.ours.append(seconds(ours))
        times.theirs.append(seconds(theirs))
    }
    return (median(times.ours), median(times.theirs))
}

/// Does the same for programs, by the processor time of each with its children.
func compareProcessorTime(
    rounds: Int, _ ours: () -> ProgramRun, _ theirs: () -> ProgramRun
) -> (ours: Double, theirs: Double) {
    var times: (ours: [Double], theirs: [Double]) = ([], [])
    for _ in 0..<rounds {
        times.ours.append(ours().processorTime)
        times.theirs.append(theirs().processorTime)
    }
    return (median(times.ours), median(times.theirs))
}

/// Returns the median time of the rounds.
func measure(rounds: Int, _ work: () -> Void) -> Double {
    median((0..<rounds).map { _ in seconds(work) })
}

private func seconds(_ work: () -> Void) -> Double {
    let clock = ContinuousClock()
    let time = clock.measure(work).components
    return Double(time.seconds) + Double(time.attoseconds) * 1e-18
}

private func median(_ times: [Double]) -> Double { times.sorted()[times.count / 2] }
