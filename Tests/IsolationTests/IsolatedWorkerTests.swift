// SPDX-License-Identifier: Apache-2.0

import Glibc
import SecretMemory
import SystemPackage
import Testing

@testable import Isolation

@Suite("A worker gives an answer or a reason")
struct IsolatedWorkerTests {
    @Test("its answer is what it wrote, whether it read a pipe of any length", arguments: [0, 1, 65_536, 3_000_000])
    func echo(count: Int) async throws {
        let sent = SecretBytes(randomCount: count)
        let copy = sent.duplicate()
        let answer = try await Probe.worker("echo").run(input: sent, replyLimit: count)
        let isSame = answer.isEqual(to: copy)
        #expect(isSame)
    }

    @Test("or an open file")
    func file() async throws {
        let file = try FileDescriptor.open("/proc/self/comm", .readOnly)
        defer { try? file.close() }
        let answer = try await Probe.worker("echo").answer(readingFrom: file, replyLimit: 100).whole()
        #expect(Probe.text(answer).hasSuffix("\n"))
    }

    @Test("many run side by side")
    func sideBySide() async throws {
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<8 {
                group.addTask {
                    let answer = try await Probe.worker("echo").run(
                        input: Probe.bytes("worker \(number)"), replyLimit: 100)
                    return Probe.text(answer) == "worker \(number)"
                }
            }
            for try await isRight in group { #expect(isRight) }
        }
    }

    @Test("one that reads nothing may answer all the same")
    func deaf() async throws {
        let answer = try await Probe.worker("deaf").run(input: SecretBytes(zeroCount: 4 << 20), replyLimit: 100)
        #expect(Probe.text(answer) == "not read")
    }

    @Test("noise on its error output is no reason to stop")
    func noise() async throws {
        #expect(try await Probe.answer(Probe.worker("noise")) == "heard")
    }

    @Test("a crash is an error that names the signal")
    func crash() async {
        let crash = await Probe.failure(of: Probe.worker("crash"))
        #expect(crash == .crashed(signal: SIGSEGV))
        switch await Probe.failure(of: Probe.worker("trap")) {
        case .crashed(let signal): #expect([SIGILL, SIGTRAP].contains(signal))
        case let other: Issue.record("\(String(describing: other))")
        }
    }

    @Test("memory without bound is an error", arguments: ["allocate", "allocate in Swift"])
    func memory(how: String) async {
        #expect(await Probe.failure(of: Probe.worker(how)) == .ranOutOfMemory)
    }

    @Test("a loop without end runs out of processor time, a wait without end out of time")
    func time() async {
        #expect(await Probe.failure(of: Probe.worker("spin")) == .ranOutOfTime)
        #expect(await Probe.failure(of: Probe.worker("sleep", within: .milliseconds(300))) == .ranOutOfTime)
    }

    @Test("an answer without end is cut off")
    func flood() async {
        #expect(await Probe.failure(of: Probe.worker("flood"), replyLimit: 5000) == .replyTooLarge(limit: 5000))
    }

    @Test("an answer may have the limit's length and not one byte more")
    func replyLimit() async {
        #expect(await Probe.failure(of: Probe.worker("echo"), input: "12345", replyLimit: 5) == nil)
        #expect(
            await Probe.failure(of: Probe.worker("echo"), input: "12345", replyLimit: 4) == .replyTooLarge(limit: 4))
    }

    @Test("a refusal carries the worker's words, without what would steer a terminal")
    func refusal() async {
        #expect(await Probe.failure(of: Probe.worker("refuse")) == .refused("not [31mtoday"))
    }

    @Test("an exit without a reason tells its code")
    func exit() async {
        #expect(await Probe.failure(of: Probe.worker("leave")) == .failed(exitCode: 3))
    }

    @Test("a program that is not there could not start")
    func missing() async {
        let worker = IsolatedWorker(
            executable: "/nowhere/worker", arguments: [],
            limits: WorkerLimits(addressSpace: 1 << 20, processorSeconds: 1, wallClock: .seconds(1)))
        switch await Probe.failure(of: worker, input: "secret") {
        case .couldNotStart(let reason): #expect(!reason.contains("secret"))
        case let other: Issue.record("\(String(describing: other))")
        }
    }

    @Test("no descriptor stays open, however a worker ends")
    func descriptors() async throws {
        // The first run opens what later ones share.
        _ = await Probe.failure(of: Probe.worker("deaf"))
        let before = try openPipes()
        for command in ["echo", "crash", "leave", "refuse", "flood"] {
            _ = await Probe.failure(of: Probe.worker(command), replyLimit: 100)
        }
        let worker = IsolatedWorker(
            executable: "/nowhere/worker", arguments: [],
            limits: WorkerLimits(addressSpace: 1 << 20, processorSeconds: 1, wallClock: .seconds(1)))
        _ = await Probe.failure(of: worker)
        // Other tests run beside this one and hold pipes of their own: what leaked would not go away.
        for _ in 0..<12_000 where try openPipes() > before { usleep(50_000) }
        #expect(try openPipes() <= before)
    }

    private func openPipes() throws -> Int {
        (0..<256).count { descriptor in
            var status = stat()
            return fstat(Int32(descriptor), &status) == 0 && status.st_mode & S_IFMT == S_IFIFO
        }
    }
}
