// SPDX-License-Identifier: Apache-2.0

/// How much a file of the disk may expand to, through all its layers: what is made to fill memory or time stops here.
final class OutputBudget {
    /// Logs of CloudTrail compress to a sixth, the most repetitive ones to a hundredth.
    static let mostTimes = 250
    static let alwaysAllowed = 64 << 20

    private var left: Int

    init(fileByteCount: Int) {
        left = OutputBudget.alwaysAllowed + fileByteCount * OutputBudget.mostTimes
    }

    func spend(_ byteCount: Int) throws(SourceFailure) {
        left -= byteCount
        guard left >= 0 else {
            throw SourceFailure(
                message: "expands to more than \(OutputBudget.mostTimes) times its size; the rest is not read")
        }
    }
}
