// SPDX-License-Identifier: Apache-2.0

/// Why a worker gave no answer; none of these ends or stops the parent.
public enum WorkerError: Error, Equatable, Sendable {
    /// The system started no process.
    case couldNotStart(reason: String)
    /// The worker died of a signal that nobody sent on purpose: hostile input or a fault in a library.
    case crashed(signal: Int32)
    /// The worker ended by itself without an answer and without a reason.
    case failed(exitCode: Int32)
    /// The worker was still busy when its time was over.
    case ranOutOfTime
    /// The worker needed more memory than it was allowed.
    case ranOutOfMemory
    /// The worker looked at its input and says why it gives no answer; the message is for people and public.
    case refused(String)
    /// The answer is longer than the parent asked for, in bytes.
    case replyTooLarge(limit: Int)
    /// The answer is not in the form that was agreed.
    case replyMalformed
}
