// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc
import LedgerFixtures
import MerkleLog
import ShareEnvelope
import Subprocess
import Synchronization
import SystemPackage
import Testing

@testable import Custody
@testable import CustodyPolicy
@testable import Ledger

@Suite("A ledger on disk")
struct StoreTests {
    // MARK: - Two at once

    @Test("two programs that append a thousand entries each at once leave one history of two thousand")
    func twoPrograms() async throws {
        // What is tried is the lock: eight thousand waits for a disk would take minutes and add nothing.
        let folder = try StoreFolder(entries: 1, isOnDisk: false)
        let key = folder.path + "-key"
        defer { unlink(key) }
        let file = folder.key.file
        try Data((0..<file.count).map { file.span[$0] }).write(to: URL(filePath: key))
        let probe = FilePath(
            URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "LedgerProbe").path)
        try await withThrowingTaskGroup(of: (String, Bool).self) { group in
            for name in ["left", "right"] {
                group.addTask { [path = folder.path] in
                    let ended = try await Subprocess.run(
                        .path(probe), arguments: [path, key, "1000", name], output: .string(limit: 4096),
                        error: .string(limit: 4096))
                    return (ended.standardOutput, ended.terminationStatus.isSuccess)
                }
            }
            for try await (talk, isDone) in group { #expect(isDone, "\(talk)") }
        }
        let audit = try folder.audit()
        #expect(audit.log.size == 2_001)
        #expect(audit.isWhole, "\(audit.findings)")
        #expect(audit.signed == 2_001)
        var seen: [String: [Int]] = [:]
        for case .refused(let refused) in audit.log.replay.entries.map({ $0.event }) {
            let words = refused.why.description.split(separator: " ")
            seen[String(words[0]), default: []].append(Int(words[1]) ?? -1)
        }
        #expect(seen == ["left": Array(0..<1000), "right": Array(0..<1000)], "each in its own order, none lost")
    }

    @Test("two journals of one program at once are one history too")
    func twoJournals() async throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "journal-\(UUID().uuidString)").path
        defer { unlink(path) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for name in ["left", "right"] {
                group.addTask {
                    let store = try JournalStore(path: path, ledger: nil, program: TestLedger.program)
                    for number in 0..<50 {
                        _ = try store.append(
                            LedgerEntry(time: StoreFolder.time(1), event: StoreFolder.event("\(name) \(number)")))
                    }
                }
            }
            try await group.waitForAll()
        }
        let log = LogAudit(journal: Array(try Data(contentsOf: URL(filePath: path))))
        #expect(log.size == 101)
        #expect(log.findings.isEmpty, "\(log.findings)")
    }

    @Test("a folder that another program holds is an error after a while, not a wait without end")
    func heldFolder() throws {
        let folder = try StoreFolder()
        let handle = open(folder.path, O_RDONLY | O_DIRECTORY)
        defer { close(handle) }
        #expect(flock(handle, LOCK_EX) == 0)
        let before = folder.bytes("ledger.jsonl")
        #expect {
            try folder.append("late")
        } throws: { error in
            guard case BinderError.store(let failure) = error else { return false }
            return failure.reason.contains("another program has held it")
        }
        #expect(folder.bytes("ledger.jsonl") == before)
    }

    @Test("a program that writes without a pause lets others in between, however slow its disk")
    func fairness() throws {
        let folder = try StoreFolder()
        let shared = try DurableFolder(path: folder.path)
        let turns = Mutex(0)
        let mayStop = Mutex(false)
        // A thread, because a task would wait for a processor that another test keeps.
        let hog = Thread {
            while !mayStop.withLock({ $0 }) {
                try? shared.whileLocked(turnstile: "ledger.jsonl") { () throws(BinderError) in
                    // Busy rather than asleep: a sleeper's wake-up would be the others' too.
                    let end = ContinuousClock.now + .milliseconds(50)
                    while ContinuousClock.now < end {}
                }
                turns.withLock { $0 += 1 }
            }
        }
        hog.start()
        while turns.withLock({ $0 }) == 0 { usleep(1_000) }
        // Without a queue, each entry would wait for a gap of microseconds between two turns of 50 ms.
        for number in 0..<20 { try folder.append("between \(number)") }
        mayStop.withLock { $0 = true }
        // Without one there would be thousands. How many of its own turns the other one misses is the machine's affair.
        #expect((2...1_000).contains(turns.withLock { $0 }))
        #expect(try folder.audit().log.size == 23)
    }

    // MARK: - After a crash

    @Test("a last line that is torn at any byte is set aside, told, and the next entry stands")
    func tornTail() throws {
        let folder = try StoreFolder()
        let ledger = try #require(folder.bytes("ledger.jsonl"))
        let line = try LedgerEntry(time: StoreFolder.time(90), event: StoreFolder.event("torn")).encodedLine() + [0x0A]
        for count in [1, 2, line.count / 2, line.count - 1, line.count] {
            try folder.write(ledger + line[0..<count], "ledger.jsonl")
            let appended = try folder.append("after \(count)")
            let aside = try #require(
                appended.repairs.compactMap { repair -> String? in
                    if case .setAside(count, let file) = repair { file } else { nil }
                }.first, "\(appended.repairs)")
            #expect(folder.bytes(aside) == Array(line[0..<count]))
            let audit = try folder.audit()
            #expect(audit.isWhole && audit.log.size == 5, "\(audit.findings)")
            guard case .exception(let told)? = audit.log.entry(at: 3)?.event else {
                Issue.record("the ledger does not tell of it")
                continue
            }
            #expect(told.decided.description.contains(aside))
            // Back to where it was, for the next count.
            try folder.write(ledger, "ledger.jsonl")
            let name = KeyName(folder.store.origin)
            let frontier = Frontier(of: ledger)
            let signed = folder.key.signed(
                Checkpoint(origin: name, size: frontier.tree.size, root: frontier.tree.root))
            try folder.write(signed.note.bytes, "checkpoint")
        }
    }

    @Test("a whole last line whose checkpoint was ready is completed, and one whose checkpoint was not is set aside")
    func wholeTail() throws {
        for isReady in [true, false] {
            let folder = try StoreFolder()
            let before = (try #require(folder.bytes("checkpoint")), try #require(folder.bytes("ledger.jsonl")))
            try folder.append("the last")
            let after = (try #require(folder.bytes("checkpoint")), try #require(folder.bytes("ledger.jsonl")))
            try folder.write(before.0, "checkpoint")
            if isReady { try folder.write(after.0, "checkpoint.next") }
            let appended = try folder.append("one more")
            let audit = try folder.audit()
            #expect(audit.isWhole, "\(audit.findings)")
            if isReady {
                #expect(appended.repairs == [.completed(index: 3)])
                #expect(try #require(folder.bytes("ledger.jsonl")).starts(with: after.1))
            } else {
                #expect(
                    appended.repairs == [
                        .setAside(byteCount: after.1.count - before.1.count, file: "set-aside-1")
                    ])
            }
        }
    }

    @Test("a checkpoint that was being written is no harm, whoever signed it")
    func strayNextCheckpoint() throws {
        let folder = try StoreFolder()
        for stray in [Array("junk".utf8), try #require(folder.bytes("checkpoint")), []] {
            try folder.write(stray, "checkpoint.next")
            let appended = try folder.append("goes on")
            #expect(appended.repairs.isEmpty)
            #expect(try folder.audit().isWhole)
        }
    }

    @Test("a cache that is stale, torn, foreign or forged is made anew, and changes nothing")
    func frontierIsACache() throws {
        let folder = try StoreFolder()
        let stale = try #require(folder.bytes("frontier"))
        try folder.append("more")
        let fresh = try #require(folder.bytes("frontier"))
        let foreign = try #require(try StoreFolder(entries: 5).bytes("frontier"))
        var forged = fresh
        forged[forged.count - 10] ^= 1
        for cache in [
            stale, Array(fresh.dropLast(5)), foreign, forged, [], Array("breakglass frontier 1\n-1\n-1\n".utf8),
        ] {
            try folder.write(cache, "frontier")
            #expect(try folder.append("goes on").repairs.isEmpty)
            #expect(try folder.audit().isWhole)
        }
        try folder.remove("frontier")
        #expect(try folder.append("goes on").repairs.isEmpty)
        #expect(try folder.audit().isWhole)
    }

    // MARK: - What is not there, or not ours

    @Test("a ledger that was changed takes no entry, and loses none")
    func changedLedger() throws {
        let folder = try StoreFolder()
        let ledger = try #require(folder.bytes("ledger.jsonl"))
        var changed = ledger
        changed[changed.count - 4] ^= 1
        let cut = Array(ledger.dropLast(40))
        for other in [changed, cut, []] {
            try folder.write(other, "ledger.jsonl")
            try? folder.remove("frontier")
            #expect(throws: BinderError.self) { try folder.append("no") }
            #expect(folder.bytes("ledger.jsonl") == other)
        }
    }

    @Test("without its checkpoint, or with another key's, a ledger takes no entry")
    func checkpointOfAnother() throws {
        let folder = try StoreFolder()
        let ledger = folder.bytes("ledger.jsonl")
        let checkpoint = try #require(folder.bytes("checkpoint"))
        try folder.remove("checkpoint")
        #expect(throws: BinderError.noCheckpoint(path: folder.path)) { try folder.append("no") }
        try folder.write(Array("no note".utf8), "checkpoint")
        #expect(throws: BinderError.self) { try folder.append("no") }
        try folder.write(checkpoint, "checkpoint")
        let thief = try LedgerStore(path: folder.path, key: .random())
        #expect(throws: BinderError.foreignCheckpoint(path: folder.file("checkpoint"))) {
            try thief.append(LedgerEntry(time: StoreFolder.time(90), event: StoreFolder.event("no")))
        }
        #expect(folder.bytes("ledger.jsonl") == ledger)
    }

    @Test("a folder that is not there, is a file, or holds links in place of files is refused")
    func oddFolders() throws {
        let folder = try StoreFolder()
        #expect(throws: BinderError.self) { try LedgerStore(path: folder.file("nowhere"), key: folder.key) }
        #expect(throws: BinderError.self) { try LedgerStore(path: folder.file("ledger.jsonl"), key: folder.key) }
        let other = try StoreFolder()
        try folder.remove("ledger.jsonl")
        #expect(symlink(other.file("ledger.jsonl"), folder.file("ledger.jsonl")) == 0)
        #expect(throws: BinderError.self) { try LedgerStore(path: folder.path, key: folder.key) }
        #expect(throws: BinderError.self) { try folder.append("no") }
        #expect(try other.audit().isWhole)
    }

    @Test("entries that are appended together stand together, and an entry that is too long is refused before any")
    func together() throws {
        let folder = try StoreFolder()
        let repairs = try folder.store.append(
            together: [StoreFolder.event("one"), StoreFolder.event("two")], at: StoreFolder.time(70))
        #expect(repairs.isEmpty)
        #expect(try folder.audit().log.size == 5)
        let before = folder.bytes("ledger.jsonl")
        let long = LedgerEvent.policyChanged(
            PolicyChanged(
                by: .known("x"), why: .known("x"), changes: [],
                policy: try PolicyLine.lines(of: String(repeating: "# a line of a policy\n", count: 4_000))))
        #expect(throws: BinderError.self) {
            try folder.store.append(together: [StoreFolder.event("three"), long], at: StoreFolder.time(80))
        }
        #expect(folder.bytes("ledger.jsonl") == before)
        #expect(try folder.audit().isWhole)
    }
}
