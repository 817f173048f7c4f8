// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Ceremonies
import Custody
import CustodyPolicy
import Ledger
import MerkleLog
import SecretSharing
import ShareEnvelope
import SheetPrinting

/// `breakglass drill open`
struct DrillOpenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "open",
        abstract: "Write a challenge, and letters for custodians who answer it on their own machines.",
        discussion: """
            A letter is a page and the text of its codes, in the binder's papers. It holds nothing secret: send it any \
            way you like. It shows that the ledger continues its readers' newest paper: there is one letter for people \
            who have only the sheet, and one for each later slip. Record the answers with `drill record`.
            """)

    @OptionGroup(title: "Credential") var credential: CredentialArguments

    @Option(help: ArgumentHelp("Ask only this share. Repeatable (default: all of them).", valueName: "share"))
    var share: [String] = []

    @Option(help: "Who asks.")
    var by: String?

    @Option(help: ArgumentHelp("How long answers are accepted.", valueName: "days"), transform: PlainNumber.read)
    var days: Int = 30

    @Option(
        help: ArgumentHelp(
            "Prove that the ledger continues paper that shows this many entries, such as a custodian's newest slip "
                + "(default: a letter for each newest slip that the ledger knows of, and one for the sheets alone).",
            valueName: "entries"))
    var since: UInt64?

    @OptionGroup(title: "Evidence") var binder: BinderArguments
    @OptionGroup var key: BinderKeyArguments

    func run() throws {
        guard (1...366).contains(days) else {
            throw CommandError(.usage, "--days \(days): a challenge is open for 1 to 366 days", hint: "use --days 30")
        }
        let binder = try StrictBinder(self.binder, key)
        let life = try binder.life(credential)
        guard let set = life.liveSet else { throw CommandError(.fault, "the set is gone") }
        let shares = try asked(of: set)
        let starts = try self.starts(of: set, asking: shares, in: binder)
        let author = try PublicText(named: "--by", try Prompt().text(by, "Who asks", "--by"), limit: 64)
        do throws(BinderError) { try binder.folder.checkPapers() } catch { throw CommandError(error) }
        let now = LedgerTime.now
        let appended = try binder.append(
            .drillOpened(
                DrillOpened(
                    set: set.identity, shares: shares, nonce: DrillNonce(), way: .byMail,
                    expires: now.adding(seconds: UInt64(days) * 86_400), by: author)), at: now)
        let after: StrictBinder = try StrictBinder(self.binder, key)
        for (start, readers) in starts {
            try LetterPost(entry: appended.index, since: start, of: set, in: after)
                .write(isFirst: start == starts[0].size, for: readers)
        }
        Console.say(
            "Record answers with `breakglass drill record`; end with `breakglass drill close \(appended.index)`.")
    }

    private func asked(of set: SetHistory) throws(CommandError) -> [ShareNumber] {
        let all = set.created.custodians.map { $0.share }
        guard !share.isEmpty else { return all }
        var shares: Set<ShareNumber> = []
        for text in share {
            guard let number = ShareNumber(reading: text), all.contains(number) else {
                throw CommandError(
                    .usage, "--share \(text): the set has no such share",
                    hint: "it has \(all.map(\.description).joined(separator: ", "))")
            }
            shares.insert(number)
        }
        return shares.sorted()
    }

    /// The ledger sizes that the custodians' newest paper may show, and who has each: the sheets' own size first.
    private func starts(
        of set: SetHistory, asking shares: [ShareNumber], in binder: StrictBinder
    ) throws(CommandError) -> [(size: TreeSize, readers: [ShareNumber])] {
        let log = binder.log
        if let since {
            guard since >= 1, since <= log.size, let size = TreeSize(since) else {
                throw CommandError(
                    .usage, "--since \(since): the ledger has \(log.size) entries", hint: "use the number on the slip")
            }
            return [(size, [])]
        }
        func isOfNewestKey(_ size: UInt64) -> Bool { log.keys.map { $0.key(at: size) == $0.newest } ?? true }
        let slips = SlipHistory(of: set.identity, in: log)
        let sheet = set.place.inRecord == nil ? set.place.index + 1 : nil
        let newest = Dictionary(grouping: shares) { slips.newest(of: $0) ?? 0 }
        let sizes = ([sheet].compactMap { $0 } + newest.keys.filter { $0 > sheet ?? 0 }.sorted()).filter(isOfNewestKey)
        let starts = sizes.compactMap { size in TreeSize(size).map { ($0, newest[size] ?? []) } }
        let gate = binder.gate(.drillOpen, of: set.created.account)
        try gate.pass([LetterRule(set, hasStart: !starts.isEmpty, isShown: sheet != nil)])
        return starts
    }
}

/// A letter about a challenge.
struct LetterPost {
    private let letter: DrillLetter
    private let set: SetHistory
    private let binder: StrictBinder

    init(entry: UInt64, since start: TreeSize, of set: SetHistory, in binder: StrictBinder) throws(CommandError) {
        do throws(LetterError) {
            letter = try DrillLetter(entry: entry, of: binder.log, since: start, signature: binder.store.signature)
        } catch { throw CommandError(.fault, "the letter cannot be made: \(error.words)") }
        self.set = set
        self.binder = binder
    }

    /// Writes page and text into the binder's papers, and says where.
    ///
    /// - Parameters:
    ///   - isFirst: whether to print the challenge too.
    ///   - readers: the shares whose newest slip it continues; empty for sheets alone, or for a slip of `--since`.
    func write(isFirst: Bool, for readers: [ShareNumber]) throws(CommandError) {
        let index = letter.inclusion.index
        let codes = letter.parts.map { PublicCode(title: "Letter \($0.index) of \($0.count)", text: $0.text) }
        let asked = letter.opened.shares.map { "\(set.custodian(of: $0)) (\($0))" }
        let paper = DrillLetterPaper(
            subject: PaperSubject(set), words: letter.opened.nonce.words,
            asked: asked, by: letter.opened.by.description, ledger: letter.key.name.description,
            written: CreationTime(letter.entry.time), expires: CreationTime(letter.opened.expires),
            start: letter.continuity.old.rawValue, codes: codes)
        let page: SheetFile
        do { page = try LetterDrawing.draw(paper, paper: .a4) } catch {
            throw CommandError(.fault, "the letter cannot be drawn: \(error.words)")
        }
        let text = codes.map { $0.text + "\n" }.joined()
        do throws(BinderError) {
            let start = letter.continuity.old.rawValue
            let name = readers.isEmpty ? "letter-\(index)" : "letter-\(index)-since-\(start)"
            let path = try binder.folder.keep(paper: "\(name).pdf", page.publicBytes)
            let textPath = try binder.folder.keep(paper: "\(name).txt", Array(text.utf8))
            if isFirst {
                Console.say("Challenge  \(letter.opened.nonce.words.joined(separator: " "))  (entry \(index), by mail)")
                Console.say("Asked      \(asked.joined(separator: ", ")), until \(letter.opened.expires)")
            }
            let people = readers.map { "\(set.custodian(of: $0)) (\($0))" }.joined(separator: ", ")
            Console.say(
                "Letter     \(path); the same as text: \(textPath)"
                    + (readers.isEmpty ? "" : "; for \(people), with the slip of \(start) entries"))
        } catch { throw CommandError(error) }
    }
}
