// SPDX-License-Identifier: Apache-2.0

import SecretMemory
import SecretSharing

@testable import ShareEnvelope

/// Vectors/must-fail: something that every reader refuses, and why.
struct MustFailVector: Codable, Equatable {
    /// What `input` is: code, line, words, manifest, ciphertext, share, or shares (which then do not open).
    let encoding: String
    /// One text, or several; manifest, ciphertext and bytes of shares in hexadecimal.
    let input: [String]
    /// The manifest that it is held against, in hexadecimal, where one is needed.
    let manifest: String?
    /// The ciphertext that belongs to the manifest, in hexadecimal, where one is needed.
    let ciphertext: String?
    /// What the sealed share is opened with, where it is sealed.
    let passphrase: String?
    /// For people.
    let why: String
    /// How this project's reader names the defect.
    let refusal: String
}

extension MustFailVector {
    /// The vectors, by the names of their files.
    static func made() throws -> [String: MustFailVector] {
        let dealt = try Sample.dealt(credential: "root password")
        let other = try Sample.dealt(seed: 8)
        var vectors: [String: MustFailVector] = [:]
        for (name, encoding, input, why) in try manifests(dealt) + codes(dealt) + linesAndWords(dealt) {
            vectors[name] = try MustFailVector(encoding, [input], why: why)
        }
        for (name, encoding, input, why) in try heldAgainstManifest(dealt, other) {
            vectors[name] = try MustFailVector(encoding, input, against: dealt, why: why)
        }
        for (name, bytes, why) in try sealedShares(dealt) {
            vectors[name] = try MustFailVector(
                "share", [bytes.hexadecimal], manifest: dealt.manifest, ciphertext: dealt.ciphertext,
                passphrase: passphrase, why: why)
        }
        for (name, dealer, why) in dishonestDealers() {
            let set = try dealer.deal()
            vectors[name] = try MustFailVector(
                "shares", set.shares.map { $0.encoded.publicBytes().hexadecimal }, manifest: set.manifest,
                ciphertext: set.ciphertext, why: why)
        }
        return vectors
    }

    private init(_ encoding: String, _ input: [String], against dealt: DealtSet? = nil, why: String) throws {
        try self.init(encoding, input, manifest: dealt?.manifest, ciphertext: dealt?.ciphertext, why: why)
    }

    private init(
        _ encoding: String, _ input: [String], manifest: Manifest?, ciphertext: Ciphertext?, passphrase: String? = nil,
        why: String
    ) throws {
        self.encoding = encoding
        self.input = input
        self.manifest = manifest?.encoded.hexadecimal
        self.ciphertext = ciphertext?.bytes.hexadecimal
        self.passphrase = passphrase
        self.why = why
        refusal = try VectorReader.refusal(
            encoding, input, manifest: manifest, ciphertext: ciphertext, passphrase: passphrase)
    }

    private typealias Case = (name: String, encoding: String, input: String, why: String)

    private static func manifests(_ dealt: DealtSet) -> [Case] {
        let good = dealt.manifest.encoded
        let labelEnd = 30 + dealt.manifest.label.utf8.count
        let nameEnd = labelEnd + 1 + "root password".utf8.count
        func manifest(_ name: String, _ bytes: [UInt8], _ why: String) -> Case {
            ("manifest-" + name, "manifest", bytes.hexadecimal, why)
        }
        let firstKey = good.count - 34 - 5 * 32
        return [
            manifest("empty", [], "no bytes"),
            manifest("wrong-magic", good.with(0x42 ^ 1, at: 0), "does not start with BGM"),
            manifest("version-2", good.with(2, at: 3), "of a version that format 1 does not know"),
            manifest("unknown-flag", good.with(4, at: 4), "bit 2 of the flags is set"),
            manifest("after-year-9999", good.with(0xFF, at: 21), "created after the year 9999"),
            manifest("empty-label", good.with(0, at: 29), "a label of no bytes"),
            manifest("control-in-label", good.with(7, at: 30), "U+0007 in the label"),
            manifest("label-not-utf8", good.with(0xFF, at: 30), "the label is not UTF-8"),
            manifest("long-credential", good.with(33, at: labelEnd), "a credential's name of 33 bytes"),
            manifest("control-in-credential", good.with(7, at: labelEnd + 1), "U+0007 in the credential's name"),
            manifest("credential-not-utf8", good.with(0xFF, at: labelEnd + 1), "the credential's name is not UTF-8"),
            manifest("no-group-needed", good.with(0, at: nameEnd), "group threshold 0"),
            manifest("more-groups-needed", good.with(3, at: nameEnd), "3 of 2 groups"),
            manifest("no-groups", good.with(0, at: nameEnd + 1), "no groups"),
            manifest("nine-groups", good.with(9, at: nameEnd + 1), "9 groups"),
            manifest("threshold-zero", good.with(0, at: nameEnd + 2), "threshold 0"),
            manifest("threshold-over-members", good.with(4, at: nameEnd + 2), "4 of 3 members"),
            manifest("no-members", good.with(0, at: nameEnd + 3), "a group of no members"),
            manifest("34-shares", good.with(32, at: nameEnd + 3), "groups of 32 and 2 members"),
            manifest("same-group-twice", sameGroup(good, at: nameEnd + 2), "two groups of one name"),
            manifest("same-key-twice", copyKey(good, from: firstKey, to: firstKey + 32), "one key for two shares"),
            manifest("key-no-point", zeroKey(good, at: firstKey), "a key of small order"),
            manifest("odd-ciphertext-length", good.with(81, at: good.count - 33), "a length that is not 16 + 64·j"),
            manifest("short-ciphertext", good.with(16, at: good.count - 33), "a ciphertext of a tag alone"),
            manifest("truncated", Array(good.dropLast()), "one byte missing"),
            manifest("trailing", good + [0], "one byte too many"),
        ]
    }

    /// Gives the second group the name of the first, `place` being where the groups start.
    private static func sameGroup(_ bytes: [UInt8], at place: Int) -> [UInt8] {
        let second = place + 3 + Int(bytes[place + 2])
        let secondEnd = second + 3 + Int(bytes[second + 2])
        var changed = bytes
        changed.replaceSubrange(second + 2..<secondEnd, with: bytes[place + 2..<second])
        return changed
    }

    private static func copyKey(_ bytes: [UInt8], from source: Int, to target: Int) -> [UInt8] {
        var changed = bytes
        changed.replaceSubrange(target..<target + 32, with: bytes[source..<source + 32])
        return changed
    }

    private static func zeroKey(_ bytes: [UInt8], at place: Int) -> [UInt8] {
        var changed = bytes
        changed.replaceSubrange(place..<place + 32, with: [1] + [UInt8](repeating: 0, count: 31))
        return changed
    }

    private static func codes(_ dealt: DealtSet) throws -> [Case] {
        let share = dealt.shares[0].encoded.publicBytes()
        let text = SetVector.text(of: .plain(dealt.shares[0]))
        func framed(_ kind: CodeKind, _ body: [UInt8]) -> String {
            String(decoding: PaperCode.text(kind: kind, body: body.span).publicBytes(), as: UTF8.self)
        }
        let part = Array(dealt.manifest.identity.bytes[0..<8])
        let chunk = [UInt8](repeating: 7, count: 336)
        func code(_ name: String, _ input: String, _ why: String) -> Case { ("code-" + name, "code", input, why) }
        return [
            code("empty", "", "nothing"),
            code("of-another-program", "HELLO WORLD", "does not start with BG"),
            code("unknown-kind", "BGX1" + text.dropFirst(4), "a kind that format 1 does not know"),
            code("kind-alone", "BGS1", "no body"),
            code(
                "misread", text.dropLast(10) + (text.suffix(10).first == "A" ? "B" : "A") + text.suffix(9),
                "one character misread"),
            code("foreign-character", text.dropLast(10) + "1" + text.suffix(9), "1 is not in base32"),
            code("cut-short", String(text.dropLast(8)), "the last characters are missing"),
            code("impossible-length", text + "A", "3 characters over a multiple of 8"),
            code("loose-bits", looseBits(text), "unused bits at the end are set"),
            code("share-version-2", framed(.share, share.with(0x20, at: 0)), "a share of version 2"),
            code("share-unknown-flag", framed(.share, share.with(0x12, at: 0)), "a flag that format 1 does not know"),
            code("share-group-zero", framed(.share, share.with(0, at: 17)), "group 0"),
            code("share-group-nine", framed(.share, share.with(9, at: 17)), "group 9"),
            code("share-member-zero", framed(.share, share.with(0, at: 18)), "member 0: the place of the secret"),
            code("share-member-33", framed(.share, share.with(33, at: 18)), "member 33"),
            code("share-truncated", framed(.share, Array(share.dropLast())), "66 bytes"),
            code("share-trailing", framed(.share, share + [0]), "68 bytes"),
            code("share-empty", framed(.share, []), "no bytes before the check"),
            code("part-index-zero", framed(.manifest, part + [0, 1] + chunk), "index 0"),
            code("part-index-over-count", framed(.manifest, part + [3, 2] + chunk), "part 3 of 2"),
            code("part-count-zero", framed(.manifest, part + [1, 0] + chunk), "count 0"),
            code("part-count-six", framed(.manifest, part + [1, 6] + chunk), "no manifest has 6 parts"),
            code(
                "part-short-chunk", framed(.manifest, part + [1, 2] + chunk.dropLast()),
                "a short chunk that is not the last"),
            code("part-long-chunk", framed(.manifest, part + [2, 2] + chunk + [7]), "337 bytes"),
            code("part-empty-chunk", framed(.ciphertext, part + [1, 1]), "no bytes"),
        ]
    }

    private static func looseBits(_ text: String) -> String {
        // 71 bytes leave two unused bits in the last character.
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
        guard let last = text.last, let value = letters.firstIndex(of: last) else { return text }
        return text.dropLast() + String(letters[value | 1])
    }

    private static func linesAndWords(_ dealt: DealtSet) throws -> [Case] {
        let line = dealt.manifest.lines[0].text
        let words = SetVector.words(of: .plain(dealt.shares[0])).split(separator: " ").map(String.init)
        func changed(_ count: Int) -> String {
            words.enumerated().map { $0 < 6 * count && $0 % 6 == 5 ? ($1 == "able" ? "acid" : "able") : $1 }
                .joined(separator: " ")
        }
        return [
            ("line-empty", "line", "", "nothing"),
            ("line-unknown-letter", "line", "X" + line.dropFirst(), "neither M nor C"),
            ("line-number-zero", "line", "M000" + line.dropFirst(4), "line 0"),
            ("line-misread", "line", line.dropLast() + (line.last == "A" ? "B" : "A"), "a character misread"),
            ("line-of-another-place", "line", "M002" + line.dropFirst(4), "the check of another line"),
            ("line-without-check", "line", String(line.dropLast(5)), "four characters missing"),
            ("line-foreign-character", "line", line.dropLast(12) + "1" + line.suffix(11), "1 is not in base32"),
            (
                "words-unknown", "words", "qqqq " + words.dropFirst().joined(separator: " "),
                "a word that is not in the list"
            ),
            ("words-63", "words", words.dropLast().joined(separator: " "), "63 words"),
            ("words-six-wrong", "words", changed(6), "six wrong words"),
            (
                "words-eleven-illegible", "words",
                (Array(repeating: "?", count: 11) + words.dropFirst(11)).joined(separator: " "), "11 illegible words"
            ),
        ]
    }

    private static func heldAgainstManifest(
        _ dealt: DealtSet, _ other: DealtSet
    ) throws -> [(name: String, encoding: String, input: [String], why: String)] {
        let shares = dealt.shares.map { $0.encoded.publicBytes() }
        let cipher = dealt.ciphertext.bytes
        func hex(_ bytes: [[UInt8]]) -> [String] { bytes.map { $0.hexadecimal } }
        return [
            ("share-changed-value", "share", hex([shares[0].with(shares[0][30] ^ 1, at: 30)]), "one bit of y changed"),
            (
                "share-changed-randomness", "share", hex([shares[0].with(shares[0][60] ^ 1, at: 60)]),
                "one bit of r changed"
            ),
            ("share-renumbered", "share", hex([shares[0].with(2, at: 18)]), "the share of another member's number"),
            ("share-of-another-set", "share", hex([other.shares[0].encoded.publicBytes()]), "another set's share"),
            (
                "share-restamped", "share",
                hex([
                    Array(shares[0][0..<1]) + dealt.manifest.identity.bytes[0..<16]
                        + other.shares[0].encoded.publicBytes()[17...]
                ]), "another set's share under this set's identity"
            ),
            ("share-not-in-the-set", "share", hex([shares[0].with(4, at: 18)]), "the group has no fourth member"),
            ("ciphertext-changed", "ciphertext", hex([cipher.with(cipher[5] ^ 1, at: 5)]), "one bit changed"),
            ("ciphertext-of-another-set", "ciphertext", hex([other.ciphertext.bytes]), "another set's ciphertext"),
            ("ciphertext-impossible-length", "ciphertext", hex([cipher + [0]]), "not 16 + 64·j bytes"),
            ("quorum-none", "shares", [], "no shares"),
            ("quorum-one-group", "shares", hex([shares[0], shares[1]]), "Operations is missing"),
            ("quorum-doubled-share", "shares", hex([shares[0], shares[0], shares[3]]), "one share of Security twice"),
            (
                "quorum-all-but-one", "shares", hex([shares[0], shares[3], shares[4]]),
                "one more of Security is missing"
            ),
        ]
    }

    private static let passphrase = "six words"

    private static func sealedShares(
        _ dealt: DealtSet
    ) throws -> [(name: String, bytes: [UInt8], why: String)] {
        func sealed(_ place: Int, with passphrase: String) throws -> [UInt8] {
            let stretched = try Sample.stretched(passphrase, dealt.salts[place])
            return dealt.shares[place].sealed(with: stretched, salt: dealt.salts[place]).encoded.publicBytes()
        }
        let good = try sealed(0, with: passphrase)
        return [
            ("share-sealed-wrong-passphrase", try sealed(0, with: "six word"), "sealed with another passphrase"),
            ("share-sealed-changed", good.with(good[98] ^ 1, at: 98), "one bit of the box changed"),
            ("share-sealed-changed-salt", good.with(good[19] ^ 1, at: 19), "one bit of the salt changed"),
            ("share-sealed-renumbered", good.with(2, at: 18), "a sealed share under another member's number"),
            ("share-sealed-flag-cleared", good.with(0x10, at: 0), "99 bytes that say that they are plain"),
        ]
    }

    private static func dishonestDealers() -> [(name: String, dealer: DishonestDealer, why: String)] {
        let list = DishonestDealer.list([(2, "password", "correct horse")])
        let padded = DishonestDealer.padded(list)
        func dealer(_ plaintext: [UInt8]) -> DishonestDealer { DishonestDealer(plaintext: plaintext) }
        var uncommitted = dealer(padded)
        uncommitted.sealsUnder = [UInt8](repeating: 2, count: 32)
        uncommitted.values = [[UInt8](repeating: 2, count: 32)]
        var otherKey = dealer(padded)
        otherKey.sealsUnder = [UInt8](repeating: 2, count: 32)
        var unpadded = padded
        unpadded[list.count] = 0x40
        return [
            (
                "set-key-not-committed", uncommitted,
                "the ciphertext opens under a key that the manifest does not commit to"
            ),
            ("set-sealed-under-another-key", otherKey, "the committed key does not open the ciphertext"),
            ("set-wrong-padding", dealer(unpadded), "the padding does not start with 0x80"),
            ("set-padding-alone", dealer([0x80] + [UInt8](repeating: 0, count: 63)), "an empty field list"),
            ("set-block-of-zeros", dealer(padded + [UInt8](repeating: 0, count: 64)), "padding longer than 64 bytes"),
            ("set-no-fields", dealer(DishonestDealer.padded([0])), "a field list of no fields"),
            (
                "set-unknown-field-kind", dealer(DishonestDealer.padded(DishonestDealer.list([(5, "a", "b")]))),
                "a field of kind 5"
            ),
            (
                "set-same-field-twice",
                dealer(DishonestDealer.padded(DishonestDealer.list([(2, "a", "b"), (2, "a", "c")]))),
                "two fields of one name"
            ),
            (
                "set-empty-value", dealer(DishonestDealer.padded(DishonestDealer.list([(2, "a", "")]))),
                "a value of no bytes"
            ),
            (
                "set-empty-name", dealer(DishonestDealer.padded(DishonestDealer.list([(2, "", "b")]))),
                "a name of no bytes"
            ),
            (
                "set-list-too-long",
                dealer(
                    DishonestDealer.padded(DishonestDealer.list([(2, "a", String(repeating: "x", count: 16_379))]))),
                "a field list of 16,385 bytes"
            ),
            ("set-trailing-in-list", dealer(DishonestDealer.padded(list + [0x41])), "a byte after the last field"),
            (
                "set-bad-seed-parameters",
                dealer(DishonestDealer.padded(DishonestDealer.list([(3, "otp", "\u{1}\u{9}\u{1E}seed")]))),
                "a one-time password of 9 digits"
            ),
        ]
    }
}
