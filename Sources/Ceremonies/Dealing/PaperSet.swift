// SPDX-License-Identifier: Apache-2.0
//
// A dealt set on its way to paper: each sheet is drawn, read back from its own pages, and every quorum of what came back
// is tried. What the sheets show is known before the first one is drawn.

package import CustodyPolicy
package import SecretSharing
package import ShareEnvelope
package import SheetScanning

/// What the sheets of a set show beside the set itself.
package struct SheetFace: Sendable {
    /// The ledger's checkpoint; `nil` without a ledger.
    package let checkpoint: CheckpointCode?
    /// The day by which each sheet must be proven whole for the first time.
    package let nextDrill: CalendarDay?
    /// The address of the program and its instructions.
    package let program: String?

    /// Says what sheets show.
    package init(checkpoint: CheckpointCode? = nil, nextDrill: CalendarDay? = nil, program: String? = nil) {
        self.checkpoint = checkpoint
        self.nextDrill = nextDrill
        self.program = program
    }
}

/// A dealt set whose sheets are drawn.
package final class PaperSet {
    /// The most minimal quorums that ``check()`` tries; if there are more, it tries a sample.
    package static let quorumLimit = 1_000

    /// The set.
    package let dealt: DealtSet
    /// Who keeps what.
    package let roster: Roster
    /// What the sheets show.
    package let face: SheetFace
    private let credential: Credential
    private let style: SheetStyle
    private let drawer: SheetDrawer
    private let scanner: SheetScanner
    /// The shares as they go on paper.
    private let papers: [ShareNumber: ReadShare]
    /// The shares as they came back from paper; sealed shares are opened.
    private var readBack: [ShareNumber: Share] = [:]
    /// The keys of sealed shares, until their sheets are read back.
    private var keys: [ShareNumber: StretchedKey]

    /// Takes a dealt credential; its shares can no longer be sealed.
    package init(_ deal: DealtCredential, showing face: SheetFace) {
        self.face = face
        dealt = deal.dealt
        roster = deal.roster
        credential = deal.credential
        style = deal.style
        papers = deal.papers
        keys = deal.takeKeys()
        drawer = SheetDrawer(executable: deal.executable)
        scanner = SheetScanner(executable: deal.executable)
    }

    /// Every share, in order.
    package var numbers: [ShareNumber] { dealt.shares.map { $0.number } }

    /// Draws a custodian's sheet and reads it back from its own pages.
    ///
    /// - Throws: `CeremonyError.drawing`, `.scanning`, `.notReadBack`.
    package func sheet(of number: ShareNumber) async throws(CeremonyError) -> [DrawnFile] {
        guard let share = papers[number] else { throw .envelope(.noSuchShare(number)) }
        let order = SheetOrder(
            set: dealt, custodian: roster.custodian(of: number), style: style, face: face)
        let files = try await drawer.draw(order, share: share, name: "sheet-\(number)")
        try await takeBack(readable(files, of: order, share: share), of: number)
        return files
    }

    /// Draws the vault sheet and reads it back from its own pages.
    ///
    /// - Throws: `CeremonyError.drawing`, `.scanning`, `.notReadBack`.
    package func vaultSheet() async throws(CeremonyError) -> [DrawnFile] {
        let order = SheetOrder(
            set: dealt, custodian: nil, style: style,
            face: SheetFace(checkpoint: face.checkpoint, program: face.program))
        let files = try await drawer.draw(order, share: nil, name: "vault")
        let codes = try await scan(readable(files, of: order, share: nil))
        do { try SheetReadBack(set: dealt).checkVault(codes) } catch { throw .notReadBack(nil, error) }
        return files
    }

    /// Combines every minimal quorum of what was read back, and opens the credential.
    ///
    /// - Returns: how many quorums were tried, and how many the rule has.
    /// - Throws: `CeremonyError.otherCredential` or `.envelope` if one of them does not recover it.
    package func check() throws(CeremonyError) -> (tried: Int, all: Int) {
        let figures: (tried: Int, all: Int)
        let opening: OpenedCredential
        do throws(EnvelopeError) {
            let quorum = try Quorum(Array(readBack.values), of: dealt.manifest)
            figures = try quorum.rehearse(limit: Self.quorumLimit)
            opening = try quorum.open(dealt.ciphertext)
        } catch { throw .envelope(error) }
        guard opening.findings.isEmpty, opening.credential.isSame(as: credential) else { throw .otherCredential }
        return figures
    }

    /// Checks scans of printed sheets; one file may have several sheets.
    ///
    /// - Returns: the shares whose sheets are whole on paper, and the defects of those that are not.
    package func confirmPrinted(
        _ codes: [ScannedCode]
    ) -> (whole: [ShareNumber], defects: [(number: ShareNumber, defect: ReadBackDefect)], hasVault: Bool) {
        let reader = SheetReadBack(set: dealt)
        let sheets = Self.sheets(of: codes)
        var whole: [ShareNumber] = []
        var defects: [(number: ShareNumber, defect: ReadBackDefect)] = []
        for number in numbers {
            guard let share = papers[number] else { continue }
            let own = sheets.filter { sheet in sheet.contains { Self.share($0)?.number == number } }
            var defect: ReadBackDefect?
            let isWhole = own.contains { sheet in
                do throws(ReadBackDefect) { _ = try reader.check(sheet, is: share) } catch {
                    defect = error
                    return false
                }
                return true
            }
            if isWhole { whole.append(number) } else if let defect { defects.append((number, defect)) }
        }
        let hasVault = dealt.manifest.isCiphertextApart && (try? reader.checkVault(codes)) != nil
        return (whole, defects, hasVault)
    }

    /// The shares with these numbers, which sign that their printed sheets were read back.
    package func shares(_ numbers: [ShareNumber]) -> [Share] {
        dealt.shares.filter { numbers.contains($0.number) }.compactMap { try? dealt.manifest.prove($0) }
    }

    /// Splits the codes of a pile by sheet: each page with a share begins a sheet, so that no sheet borrows what
    /// another sheet of the pile shows.
    private static func sheets(of codes: [ScannedCode]) -> [[ScannedCode]] {
        var sheets: [[ScannedCode]] = [[]]
        var hasShare = false
        for page in Set(codes.map { $0.page }).sorted() {
            let onPage = codes.filter { $0.page == page }
            let begins = onPage.contains { share($0) != nil }
            if begins, hasShare { sheets.append([]) }
            hasShare = hasShare || begins
            sheets[sheets.count - 1] += onPage
        }
        return sheets
    }

    private static func share(_ code: ScannedCode) -> ReadShare? {
        if case .share(let share)? = try? code.paperCode() { share } else { nil }
    }

    // MARK: - Reading back

    /// What the scanner can read: SVG pages are drawn again as a PDF by the same routine.
    private func readable(
        _ files: [DrawnFile], of order: SheetOrder, share: ReadShare?
    ) async throws(CeremonyError) -> [DrawnFile] {
        guard style.format == .svg else { return files }
        let pdf = SheetStyle(
            paper: style.paper, format: .pdf, isAnonymous: style.isAnonymous, secondsFromUTC: style.secondsFromUTC,
            version: style.version)
        let custodian = share.map { roster.custodian(of: $0.number) }
        return try await drawer.draw(
            SheetOrder(set: dealt, custodian: custodian, style: pdf, face: face), share: share, name: "read-back")
    }

    private func scan(_ files: [DrawnFile]) async throws(CeremonyError) -> [ScannedCode] {
        var codes: [ScannedCode] = []
        for file in files {
            do { codes += try await scanner.codes(inDrawn: file.bytes.duplicate()) } catch { throw .scanning(error) }
        }
        return codes
    }

    private func takeBack(_ files: [DrawnFile], of number: ShareNumber) async throws(CeremonyError) {
        let codes = try await scan(files)
        guard let expected = papers[number] else { throw .envelope(.noSuchShare(number)) }
        let found: ReadShare
        do { found = try SheetReadBack(set: dealt).check(codes, is: expected) } catch {
            throw .notReadBack(number, error)
        }
        do throws(EnvelopeError) {
            switch found {
            case .plain(let share): readBack[number] = try dealt.manifest.prove(share)
            case .sealed(let share):
                guard let key = keys[number] else { throw .noSuchShare(number) }
                readBack[number] = try dealt.manifest.prove(try Self.open(share, with: key.key))
                keys[number] = nil
            }
        } catch { throw .envelope(error) }
    }

    private static func open(
        _ share: SealedShare, with key: borrowing StretchedPassphrase
    ) throws(EnvelopeError) -> UnverifiedShare {
        try share.opened(with: key)
    }
}

extension Credential {
    /// Whether all fields are the same; values are compared in constant time.
    func isSame(as other: Credential) -> Bool {
        guard fields.count == other.fields.count else { return false }
        return zip(fields, other.fields).allSatisfy { mine, theirs in
            mine.kind == theirs.kind && mine.name == theirs.name && mine.value.isEqual(to: theirs.value)
        }
    }
}
