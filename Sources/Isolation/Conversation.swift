// SPDX-License-Identifier: Apache-2.0
//
// The parent's side of the wall: one thread per worker feeds it, reads its answer and watches the clock.
// Answers go from read(2) into SecretBytes. Only the error output, which is public, becomes text.

import Glibc
import SecretMemory

/// The exchange with one worker, from its start to its end.
final class Conversation: @unchecked Sendable {
    /// How the exchange ended; how the worker itself ended is in its termination status.
    enum Outcome {
        case answered
        case timeIsOver
        case replyTooLarge
    }

    private var input: Int32
    private let inputBytes: SecretBytes
    private var inputOffset = 0
    private let output: Int32
    private let errorOutput: Int32
    let replyLimit: Int
    private var reply = SecretWriter(capacity: 4096)
    private var piece = SecretBytes(zeroCount: 65_536)
    private var lastErrors: [UInt8] = []
    private(set) var outcome = Outcome.answered

    /// Takes ownership of the parent's ends of the pipes; `input` is −1 when the worker reads a file.
    init(input: Int32, inputBytes: consuming SecretBytes, output: Int32, errorOutput: Int32, replyLimit: Int) {
        self.input = input
        self.inputBytes = inputBytes
        self.output = output
        self.errorOutput = errorOutput
        self.replyLimit = replyLimit
        for descriptor in [input, output, errorOutput] where descriptor >= 0 {
            _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
        }
    }

    deinit {
        closeInput()
        close(output)
        close(errorOutput)
    }

    /// Returns the answer; call it once the conversation is over.
    func takeReply() -> SecretBytes {
        var taken = SecretWriter(capacity: 0)
        swap(&taken, &reply)
        return taken.finish()
    }

    /// The end of what the worker wrote to its error output.
    var errorText: String { String(decoding: lastErrors, as: UTF8.self) }

    /// Exchanges data until the worker has ended or its time is over; call it on a thread that is allowed to block.
    ///
    /// The time starts with this call, so that the worker does not pay for a busy parent.
    ///
    /// - Parameter process: the worker's pidfd, which becomes readable when the worker ends.
    func run(process: Int32, within time: Duration) {
        let deadline = ContinuousClock.now + time
        let pipeSignal = PipeSignal()
        defer { pipeSignal.restore() }
        if inputBytes.count == 0 { closeInput() }
        while true {
            let left = deadline - .now
            guard left > .zero else { return outcome = .timeIsOver }
            var waited = [
                pollfd(fd: output, events: Int16(POLLIN), revents: 0),
                pollfd(fd: errorOutput, events: Int16(POLLIN), revents: 0),
                pollfd(fd: process, events: Int16(POLLIN), revents: 0),
                pollfd(fd: input, events: Int16(POLLOUT), revents: 0),
            ]
            // A pipe whose other end is closed stays readable. Stop polling it, or this loop would spin.
            if isOutputOver { waited[0].fd = -1 }
            if isErrorOver { waited[1].fd = -1 }
            // Rounded up, so that the loop does not spin in the last millisecond.
            let milliseconds = min(left / .milliseconds(1) + 1, 60_000)
            let ready = unsafe poll(&waited, nfds_t(waited.count), Int32(milliseconds))
            if ready < 0 && errno != EINTR { return outcome = .timeIsOver }
            guard ready > 0 else { continue }
            if waited[3].revents != 0 { feed() }
            if waited[0].revents != 0, !readReply() { return outcome = .replyTooLarge }
            if waited[1].revents != 0 { readErrors() }
            if waited[2].revents != 0 {
                // The worker has ended, so no more data can come. Take what is left in the pipes.
                if !readReply() { return outcome = .replyTooLarge }
                return readErrors()
            }
        }
    }

    private var isOutputOver = false
    private var isErrorOver = false

    private func closeInput() {
        if input >= 0 { close(input) }
        input = -1
    }

    private func feed() {
        do {
            inputOffset += try SecretOutput.writeOnce(inputBytes, from: inputOffset, to: input)
        } catch .system(let number) where number == EAGAIN {
            return
        } catch {
            // A worker that stops reading its input may still answer.
            return closeInput()
        }
        if inputOffset == inputBytes.count { closeInput() }
    }

    /// Reads what is available; returns false when the answer is longer than the limit.
    private func readReply() -> Bool {
        while !isOutputOver {
            guard let count = try? SecretInput.readOnce(from: output, into: &piece) else { return true }
            if count == 0 { isOutputOver = true }
            guard reply.count + count <= replyLimit else { return false }
            reply.append(piece.span.extracting(0..<count))
        }
        return true
    }

    private func readErrors() {
        var buffer = [UInt8](repeating: 0, count: Self.errorLimit)
        while !isErrorOver {
            let count = unsafe read(errorOutput, &buffer, buffer.count)
            if count < 0 { return }
            if count == 0 { isErrorOver = true }
            lastErrors = (lastErrors + buffer[0..<count]).suffix(Self.errorLimit)
        }
    }

    /// How many bytes of the error output are kept: its end, where a worker says why it gives up.
    private static let errorLimit = 4096
}
