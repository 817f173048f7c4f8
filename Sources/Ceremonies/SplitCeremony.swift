// SPDX-License-Identifier: Apache-2.0
//
// A split in progress: dealt at once, then sealed, drawn, read back and checked step by step. It uses no terminal.

package import CustodyPolicy
import Ledger
package import SecretMemory
package import SecretSharing
package import ShareEnvelope
import SheetPrinting
package import SheetScanning
package import SystemPackage

/// A dealt set on its way to paper.
package final class SplitCeremony {
    /// The most minimal quorums that ``check()`` tries; if there are more, it tries a sample.
    package static let quorumLimit = 1_000

    /// Who keeps what.
    package let roster: Roster
    /// The set.
    package let dealt: DealtSet
    private let credential: Credential
    private let style: SheetStyle
    private let drawer: SheetDrawer
    private let scanner: SheetScanner
    private let stretcher: PassphraseStretcher
    /// The shares as they go on paper.
    private var papers: [ShareNumber: ReadShare] = [:]
    /// The shares as they came back from paper; sealed shares are opened.
    private var readBack: [ShareNumber: Share] = [:]
    /// The keys of sealed shares, until their sheets are read back.
    private var keys: [ShareNumber: StretchedKey] = [:]

    private final class StretchedKey {
        let key: StretchedPassphrase
        init(_ key: consuming StretchedPassphrase) { self.key = key }
    }

    /// Deals the credential.
    ///
    /// - Parameters:
    ///   - created: seconds since 1970 (POSIX).
    ///   - executable: the program that the child processes run.
    /// - Throws: `CeremonyError.envelope`.
    package init(
        _ credential: Credential, to roster: Roster, isCiphertextApart: Bool, created: UInt64,
        seed: consuming CeremonySeed, style: SheetStyle, executable: FilePath = "/proc/self/exe"
    ) throws(CeremonyError) {
        do throws(EnvelopeError) {
            dealt = try Dealer.deal(
                credential, plan: roster.plan(isCiphertextApart: isCiphertextApart), created: created, seed: seed)
        } catch { throw .envelope(error) }
        self.credential = credential
        self.roster = roster
        self.style = style
        drawer = SheetDrawer(executable: executable)
        scanner = SheetScanner(executable: executable)
        stretcher = PassphraseStretcher(executable: executable)
        for share in dealt.shares { papers[share.number] = .plain(share) }
    }

    /// The ledger's checkpoint that every sheet shows. Set it before the first sheet is drawn.
    package var checkpoint: CheckpointCode?
    /// The day by which each sheet must be proven whole for the first time, printed on the sheet.
    package var nextDrill: CalendarDay?
    /// The address of the program and its instructions, printed on the sheets.
    package var program: String?

    /// Every share, in order.
    package var numbers: [ShareNumber] { dealt.shares.map { $0.number } }

    /// Locks a share with its custodian's passphrase. Call this before its sheet is drawn.
    ///
    /// - Parameter passphrase: as it was typed, without a line end.
    package func seal(_ number: ShareNumber, with passphrase: borrowing SecretBytes) async throws(CeremonyError) {
        guard let index = numbers.firstIndex(of: number) else { throw .envelope(.noSuchShare(number)) }
        let salt = dealt.salts[index]
        let key = try await stretcher.stretch(passphrase, salt: salt)
        papers[number] = .sealed(dealt.shares[index].sealed(with: key, salt: salt))
        keys[number] = StretchedKey(key)
    }

    /// Draws a custodian's sheet and reads it back from its own pages.
    ///
    /// - Throws: `CeremonyError.drawing`, `.scanning`, `.notReadBack`.
    package func sheet(of number: ShareNumber) async throws(CeremonyError) -> [DrawnFile] {
        guard let share = papers[number] else { throw .envelope(.noSuchShare(number)) }
        let order = SheetOrder(
            set: dealt, custodian: roster.custodian(of: number), style: style, checkpoint: checkpoint,
            nextDrill: nextDrill, program: program)
        let files = try await drawer.draw(order, share: share, name: "sheet-\(number)")
        try await takeBack(readable(files, of: order, share: share), of: number)
        return files
    }

    /// Draws the vault sheet and reads it back from its own pages.
    ///
    /// - Throws: `CeremonyError.drawing`, `.scanning`, `.notReadBack`.
    package func vaultSheet() async throws(CeremonyError) -> [DrawnFile] {
        let order = SheetOrder(
            set: dealt, custodian: nil, style: style, checkpoint: checkpoint, program: program)
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
            SheetOrder(
                set: dealt, custodian: custodian, style: pdf, checkpoint: checkpoint, nextDrill: nextDrill,
                program: program),
            share: share,
            name: "read-back")
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
