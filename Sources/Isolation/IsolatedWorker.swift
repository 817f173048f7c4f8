// SPDX-License-Identifier: Apache-2.0

import CProcess
import Glibc
package import SecretMemory
import Subprocess
package import SystemPackage

/// A job that runs in its own process, without environment or network and with few other resources.
///
/// The child must call ``WorkerEntry/enter(_:reach:)`` first and end with ``WorkerEntry/reply(_:)`` or
/// ``WorkerEntry/refuse(_:)``. Anything else that it does becomes a ``WorkerError``.
package struct IsolatedWorker: Sendable {
    private let executable: FilePath
    private let arguments: [String]
    private let limits: WorkerLimits

    /// Describes a worker without starting it.
    ///
    /// - Parameters:
    ///   - executable: the program; usually this program itself, with a hidden command.
    ///   - arguments: the arguments of the command line, which are public.
    ///   - limits: what the worker may use; the worker itself enforces address space and processor time.
    package init(executable: FilePath = "/proc/self/exe", arguments: [String], limits: WorkerLimits) {
        self.executable = executable
        self.arguments = arguments
        self.limits = limits
    }

    /// Runs the worker on secret bytes, which it reads from its standard input.
    ///
    /// - Parameter replyLimit: the longest answer that is accepted, in bytes.
    package func run(input: consuming SecretBytes, replyLimit: Int) async throws(WorkerError) -> SecretBytes {
        try await answer(to: input, replyLimit: replyLimit).whole()
    }

    /// Runs the worker on secret bytes, and also returns what it answered before something went wrong.
    ///
    /// - Parameter replyLimit: the longest answer that is accepted, in bytes.
    package func answer(to input: consuming SecretBytes, replyLimit: Int) async -> WorkerAnswer {
        do throws(WorkerError) {
            let pipe = try Pipe()
            return try await run(
                standardInput: pipe.readEnd, isOurs: true, feedingEnd: pipe.writeEnd, bytes: input,
                replyLimit: replyLimit)
        } catch {
            return WorkerAnswer(bytes: SecretBytes(zeroCount: 0), failure: error)
        }
    }

    /// Runs the worker with an open file as its standard input, and also returns what it answered before something went
    /// wrong.
    ///
    /// The caller keeps the file and closes it.
    ///
    /// - Parameter replyLimit: the longest answer that is accepted, in bytes.
    package func answer(readingFrom file: FileDescriptor, replyLimit: Int) async -> WorkerAnswer {
        do throws(WorkerError) {
            return try await run(
                standardInput: file.rawValue, isOurs: false, feedingEnd: -1, bytes: SecretBytes(zeroCount: 0),
                replyLimit: replyLimit)
        } catch {
            return WorkerAnswer(bytes: SecretBytes(zeroCount: 0), failure: error)
        }
    }

    private func run(
        standardInput: Int32, isOurs: Bool, feedingEnd: Int32, bytes: consuming SecretBytes, replyLimit: Int
    ) async throws(WorkerError) -> WorkerAnswer {
        let output: Pipe
        let errors: Pipe
        do throws(WorkerError) {
            (output, errors) = try Pipe.two()
        } catch {
            if isOurs { close(standardInput) }
            if feedingEnd >= 0 { close(feedingEnd) }
            throw error
        }
        let conversation = Conversation(
            input: feedingEnd, inputBytes: bytes, output: output.readEnd, errorOutput: errors.readEnd,
            replyLimit: replyLimit)
        let status: TerminationStatus
        do {
            status = try await Subprocess.run(
                .path(executable), arguments: Arguments(arguments), environment: environment,
                input: .fileDescriptor(FileDescriptor(rawValue: standardInput), closeAfterSpawningProcess: isOurs),
                output: .fileDescriptor(FileDescriptor(rawValue: output.writeEnd), closeAfterSpawningProcess: true),
                error: .fileDescriptor(FileDescriptor(rawValue: errors.writeEnd), closeAfterSpawningProcess: true)
            ) { execution in
                await WaitingThread.run {
                    conversation.run(
                        process: execution.processIdentifier.processDescriptor, within: limits.wallClock)
                }
                // A worker that has ended does not need to be killed.
                if conversation.outcome != .answered { try? execution.send(signal: .kill) }
            }.terminationStatus
        } catch {
            throw .couldNotStart(reason: "\(error)")
        }
        return WorkerAnswer(bytes: conversation.takeReply(), failure: failure(of: conversation, status))
    }

    /// The worker's environment. Nothing is inherited, because variables tell libraries where to find files, fonts and
    /// modules.
    ///
    /// Swift's crash reports are off: they show registers and memory, which may hold a share.
    private var environment: Environment {
        .custom([
            "LANG": "C.UTF-8", "SWIFT_BACKTRACE": "enable=no",
            .init(stringLiteral: WorkerEntry.parentVariable): "\(getpid())",
        ])
    }

    /// Returns what went wrong; `nil` when the worker ended as it should.
    private func failure(of conversation: Conversation, _ status: TerminationStatus) -> WorkerError? {
        switch conversation.outcome {
        case .timeIsOver: return .ranOutOfTime
        case .replyTooLarge: return .replyTooLarge(limit: conversation.replyLimit)
        case .answered: break
        }
        let text = WorkerErrorText(conversation.errorText)
        switch status {
        case .exited(0): return nil
        case .exited(WorkerEntry.refusalCode): return .refused(text.message ?? "the worker gave no reason")
        case .exited(let code):
            if text.speaksOfMemory { return .ranOutOfMemory }
            if code == WorkerEntry.unprotectedCode, let message = text.message {
                return .couldNotStart(reason: message)
            }
            return .failed(exitCode: code)
        case .signaled(SIGXCPU): return .ranOutOfTime
        // This program did not send it. The system did, for lack of memory or past the hard limit of processor time.
        case .signaled(SIGKILL): return text.speaksOfMemory ? .ranOutOfMemory : .crashed(signal: SIGKILL)
        case .signaled(let signal): return text.speaksOfMemory ? .ranOutOfMemory : .crashed(signal: signal)
        }
    }
}

/// What a worker answered, and what went wrong, if anything. When something did, the answer may break off anywhere.
package struct WorkerAnswer: ~Copyable, Sendable {
    /// The bytes that came through the pipe.
    package let bytes: SecretBytes
    /// Why the worker did not end as it should.
    package let failure: WorkerError?

    /// Returns the answer of a worker that ended as it should; throws otherwise.
    package consuming func whole() throws(WorkerError) -> SecretBytes {
        if let failure { throw failure }
        return bytes
    }
}

/// What a worker wrote to its error output, made safe to show.
struct WorkerErrorText {
    private let text: String

    init(_ text: String) { self.text = text }

    /// The worker's own message without its mark: at most 300 characters, none of which can control a terminal.
    var message: String? {
        let lines = text.split(separator: "\n")
        guard let line = lines.last(where: { $0.hasPrefix(WorkerEntry.messageMark) }) else { return nil }
        let shown = line.dropFirst(WorkerEntry.messageMark.count).unicodeScalars.filter { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate: false
            default: true
            }
        }
        return String(String(String.UnicodeScalarView(shown)).prefix(300))
    }

    /// Whether a library ran out of memory; each library says so in its own words.
    var speaksOfMemory: Bool {
        // GLib, poppler, the C++ runtime, libsodium's caller here, and the Swift runtime, in this order.
        ["failed to allocate", "Out of memory", "std::bad_alloc", "no memory left", "could not allocate memory"]
            .contains { text.contains($0) }
    }
}

/// A pipe whose ends other programs do not inherit.
private struct Pipe {
    let readEnd: Int32
    let writeEnd: Int32

    init() throws(WorkerError) {
        var ends: [Int32] = [-1, -1]
        guard unsafe cprocess_pipe(&ends) == 0 else {
            throw .couldNotStart(reason: "cannot make a pipe: \(Errno(rawValue: errno))")
        }
        (readEnd, writeEnd) = (ends[0], ends[1])
    }

    /// Makes both pipes or neither.
    static func two() throws(WorkerError) -> (Pipe, Pipe) {
        let first = try Pipe()
        do throws(WorkerError) {
            return (first, try Pipe())
        } catch {
            close(first.readEnd)
            close(first.writeEnd)
            throw error
        }
    }
}
