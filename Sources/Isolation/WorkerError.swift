// SPDX-License-Identifier: Apache-2.0

/// Why a worker gave no answer; none of these errors ends or stops the parent.
package enum WorkerError: Error, Equatable, Sendable {
    /// The worker could not be started or could not protect itself.
    case couldNotStart(reason: String)
    /// The worker died of a signal that nobody sent on purpose: a sign of hostile input or of a fault in a library.
    case crashed(signal: Int32)
    /// The worker exited without an answer and without a reason.
    case failed(exitCode: Int32)
    /// The worker was still busy when its time was over.
    case ranOutOfTime
    /// The worker needed more memory than it was allowed.
    case ranOutOfMemory
    /// The worker read its input and says why it gives no answer; the message is public and meant for people.
    case refused(String)
    /// The answer is longer than the parent's limit, in bytes.
    case replyTooLarge(limit: Int)
    /// The answer does not have the agreed form.
    case replyMalformed
}
