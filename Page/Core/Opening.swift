// SPDX-License-Identifier: Apache-2.0

import Recovery
import Reports
import SecretMemory
import SecretSharing
import ShareEnvelope

/// One opening: the statement, the sheets, the journal, and what was opened. The other credential of the account may
/// follow.
struct Opening {
    private var stated: Stated
    private var pile: Pile
    private var journal: Journal
    private var opened: OpenedCredential?
    /// The set that was opened last.
    private var revealed: Manifest?
    /// The account's credential that was opened before this one.
    private var first: Manifest?
    private var isBinderTold = false
    private var refusedTold = 0

    init(_ stated: Stated, program: String, at time: UInt64) {
        self.stated = stated
        pile = Pile(stated)
        journal = Journal(stated, program: program, at: time)
    }

    mutating func answer(
        _ operation: Operation, _ arguments: inout Arguments, at time: UInt64, _ json: inout JSON
    ) throws(Refusal) {
        switch operation {
        case .state, .words: return
        case .code:
            try mayRead()
            let source = Source(arguments.text())
            let page = arguments.number()
            pile.add(code: arguments.next(), from: SourcePage(source, page: page))
        case .end:
            try mayRead()
            pile.end(Source(arguments.text()))
            sortOut(at: time)
            write(to: &json)
        case .text:
            try mayRead()
            let source = Source(arguments.text())
            try write(pile.add(text: arguments.next(), from: source), to: &json)
            sortOut(at: time)
            write(to: &json)
        case .type:
            try mayRead()
            let isTogether = arguments.isNext("true")
            json.member("taken", pile.add(typed: arguments.next(), isTogether: isTogether))
            sortOut(at: time)
            write(to: &json)
        case .untype:
            json.member("discarded", pile.forgetWords())
            write(to: &json)
        case .unlock:
            try mayRead()
            let number = try share(&arguments)
            do throws(EnvelopeError) { try pile.unlock(number, arguments.next()) } catch { throw Refusal(error) }
            write(to: &json)
        case .leave:
            pile.leave(try share(&arguments))
            write(to: &json)
        case .drop:
            let number = try share(&arguments)
            guard pile.drop(number, of: SetChoice(reading: arguments.text())) else {
                throw Refusal("share \(number) is not here, or several sets have one", hint: "name its set")
            }
            write(to: &json)
        case .choose:
            guard let choice = SetChoice(reading: arguments.text()), pile.choose(choice) else {
                throw Refusal("none of these sets, or more than one, has this code", hint: "choose one of the list")
            }
            write(to: &json)
        case .progress: write(to: &json)
        case .open: try open(at: time, &json)
        case .glyphs: try drawn(try field(&arguments), &json)
        case .value:
            let field = try field(&arguments)
            guard field.kind != .oneTimePasswordSeed else { throw Refusal("a seed is shown as its codes only") }
            Exchange.shared.hold(field.value.duplicate())
        case .oneTimeCode:
            guard let code = OneTimeCode(seedValue: try field(&arguments).value, at: time) else {
                throw Refusal("this is not the seed of one-time codes")
            }
            json.member("seconds", code.secondsLeft)
            Exchange.shared.hold(code.digits.duplicate())
        case .close: close(hasFailed: arguments.isNext("failed"), arguments.text(), at: time)
        case .next: try goOn(at: time, &json)
        case .journal:
            json.member("name", "journal-\(journal.name)-\(journal.lines.count).jsonl")
            json.member("entries", journal.lines.count)
            Exchange.shared.hold(SecretBytes(copying: journal.bytes.span))
        }
    }

    /// Writes the progress, and what is to be said once.
    mutating func write(to json: inout JSON) {
        var notices: [String] = []
        if !isBinderTold, let size = pile.session.checkpoints.map({ $0.size }).max() {
            isBinderTold = true
            notices = [
                "these sheets belong to a binder, whose ledger had \(size) entries; its policy says who may open this, and why",
                "without it the recovery goes on: the evidence is in a journal, `breakglass ledger merge` merges it later, "
                    + "and somebody else must countersign",
            ]
        }
        Progress(pile, findings: pile.takeFindings(), notices: notices).write(to: &json)
    }

    /// Writes what became of a text.
    private func write(_ reading: Pile.Reading, to json: inout JSON) throws(Refusal) {
        switch reading {
        case .taken: json.member("taken", true)
        case .empty: json.member("taken", false)
        case .foreign(let text): json.member("foreign", "this \(text.words); \(text.hint)")
        case .noText:
            throw Refusal(
                "this is no picture, PDF or text that this page can read", hint: "save it as PNG, JPEG or PDF")
        }
    }

    // MARK: - Rules

    /// Once something was opened, no more sheets are read.
    private func mayRead() throws(Refusal) {
        guard opened == nil, !journal.isClosed else {
            throw Refusal("this opening is over", hint: "forget it, and begin again")
        }
    }

    /// Puts real sheets that came to a practice on record: a practice must not be a way to collect sheets.
    private mutating func sortOut(at time: UInt64) {
        guard stated.isPractice else { return }
        let new = pile.refused.dropFirst(refusedTold)
        guard !new.isEmpty else { return }
        refusedTold = pile.refused.count
        let sheets = new.map { "\($0.share) of set \($0.set.code)" }.joined(separator: ", ")
        journal.remark(
            expected: "practice sheets alone", happened: "real sheets were read: \(sheets)",
            decided: "they were not used", by: stated.author, isSuspicious: true, at: time)
    }

    /// Compares what is about to be opened with the statement.
    private func check(_ manifest: Manifest) throws(Refusal) {
        if let account = stated.account, account != manifest.label {
            throw Refusal(
                "these sheets open \(manifest.opens), and \(account) was stated",
                hint: "bring the sheets of \(account), or forget this and state what is to be opened")
        }
        if let credential = stated.credential, credential != manifest.credential {
            throw Refusal(
                "these sheets open \(manifest.opens), and the credential \(credential) was stated",
                hint: "bring its sheets, or forget this and state what is to be opened")
        }
    }

    private func share(_ arguments: inout Arguments) throws(Refusal) -> ShareNumber {
        let name = arguments.text()
        guard let number = ShareNumber(reading: name) else {
            throw Refusal("\(name): not a share", hint: "shares have names such as g1m1 and g1m2")
        }
        return number
    }

    // MARK: - Opening

    private mutating func open(at time: UInt64, _ json: inout JSON) throws(Refusal) {
        try mayRead()
        let parts: (quorum: Quorum, ciphertext: Ciphertext)
        do throws(RecoveryError) { parts = try pile.session.quorum() } catch { throw refusal(error) }
        let manifest = parts.quorum.manifest
        try check(manifest)
        let credential: OpenedCredential
        do throws(EnvelopeError) { credential = try parts.quorum.open(parts.ciphertext) } catch {
            throw refusal(.envelope(error))
        }
        if !pile.session.checkpoints.isEmpty {
            journal.remark(
                expected: "the binder's policy is applied and its ledger written",
                happened: "the recovery page was used, which knows no binder; its policy could not be applied",
                decided: "to continue without it", by: stated.author, isSuspicious: true, at: time)
        }
        journal.reveal(parts.quorum.shares, of: manifest, at: time)
        opened = credential
        revealed = manifest
        json.member("title", manifest.title)
        json.member("other", offersOther ? pile.other(than: manifest)?.opens : nil)
        json.member("findings", credential.findings.map { OpeningWording.warning($0) })
        json.member("used", credential.used.map { $0.description })
        json.name("fields")
        json.array(credential.credential.fields.enumerated()) { json, field in
            Self.write(field.element, index: field.offset, to: &json)
        }
    }

    /// Whether the other credential of the account may follow.
    var offersOther: Bool { first == nil && stated.coversOther }

    /// Goes on with the other credential of the account: wipes the first with its shares, and repeats the statement.
    private mutating func goOn(at time: UInt64, _ json: inout JSON) throws(Refusal) {
        guard let revealed, offersOther else {
            throw Refusal("no other credential can follow", hint: "forget this, and begin again")
        }
        close(hasFailed: false, "", at: time)
        let other = pile.other(than: revealed)
        first = revealed
        self.revealed = nil
        stated = Stated(stated, account: revealed.label, other: other)
        pile.turn(from: revealed)
        journal.state(stated, of: other, at: time)
        json.member(
            "title",
            other.map { "\($0.opens), set \($0.identity.code) (\($0.identity.words.joined(separator: " ")))" })
        json.member("account", revealed.label.description)
        stated.write(to: &json)
        json.member("offersOther", offersOther)
        write(to: &json)
    }

    private func refusal(_ error: RecoveryError) -> Refusal {
        let (words, hint) = OpeningWording(pile.session).refusal(error)
        return Refusal(words, hint: hint)
    }

    private static func write(_ field: CredentialField, index: Int, to json: inout JSON) {
        json.object { json in
            json.member("index", index)
            json.member("name", field.name.description)
            json.member("length", field.value.count)
            let kind =
                switch field.kind {
                case .text: "text"
                case .secret: "secret"
                case .oneTimePasswordSeed: "seed"
                case .file: "file"
                }
            json.member("kind", kind)
            guard field.kind == .oneTimePasswordSeed, let parameters = Self.parameters(field.value) else {
                return json.member("parameters", nil as String?)
            }
            json.name("parameters")
            json.object { json in
                let algorithm =
                    switch parameters.algorithm {
                    case .sha1: "SHA1"
                    case .sha256: "SHA256"
                    case .sha512: "SHA512"
                    }
                json.member("algorithm", algorithm)
                json.member("digits", parameters.digits)
                json.member("period", parameters.period)
            }
        }
    }

    private static func parameters(_ value: borrowing SecretBytes) -> OneTimePasswordParameters? {
        try? OneTimePasswordParameters(seedValue: value.span)
    }

    private func field(_ arguments: inout Arguments) throws(Refusal) -> CredentialField {
        let index = arguments.number()
        guard let fields = opened?.credential.fields, fields.indices.contains(index) else {
            throw Refusal("there is no such field", hint: "open the credential first")
        }
        return fields[index]
    }

    private func drawn(_ field: CredentialField, _ json: inout JSON) throws(Refusal) {
        guard field.kind != .oneTimePasswordSeed else { throw Refusal("a seed is shown as its codes only") }
        let glyphs = Glyphs(field.value)
        json.member("length", glyphs.picture.byteCount)
        json.member("characters", glyphs.picture.characterCount)
        json.member("plain", glyphs.picture.isPlain)
        json.member("marked", glyphs.picture.marksAlikes)
        Exchange.shared.hold(glyphs.bytes.duplicate())
    }

    /// Wipes what was opened, and writes how it ended.
    private mutating func close(hasFailed: Bool, _ detail: String, at time: UInt64) {
        let isShown = opened != nil
        opened = nil
        let ended = isShown ? "shown" : hasFailed ? "failed" : "given up"
        journal.close(
            ended, shares: pile.session.provenNumbers, detail: try? PublicText(detail, limit: 2000), at: time)
    }
}
