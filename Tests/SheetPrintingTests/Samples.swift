// SPDX-License-Identifier: Apache-2.0

import SecretMemory
import SheetPrinting

/// Contents of sheets as a split would give them; the codes hold random-looking text of the true lengths.
enum Samples {
    static let words = try! SheetWordList(letters: Array(bytewords.utf8))

    static let rule = SheetRule(
        groups: [
            .init(name: "Security", threshold: 2, members: 3), .init(name: "Operations", threshold: 1, members: 2),
        ], groupThreshold: 2, fewestWhoCanAct: 3, fewestLossesThatLockOut: 2)

    static func facts(
        account: String = "ACME cloud organisation, root user", rule: SheetRule = rule, isAnonymous: Bool = false,
        needsVaultSheet: Bool = false, program: String? = nil
    ) -> SetFacts {
        SetFacts(
            account: account, setCode: "MZXW-6YTB-OI2D-KN3P", setWords: ["hard", "lava", "twin", "oboe"], rule: rule,
            created: CreationTime(posixSeconds: 1_795_461_840, secondsFromUTC: 3_600), version: "1.0",
            formatName: "Breakglass format 1, docs/FORMAT.md", formatDigest: "0123456789abcdef",
            pageDigest: String(repeating: "0123456789abcdef", count: 4),
            isAnonymous: isAnonymous, needsVaultSheet: needsVaultSheet, program: program)
    }

    /// A sheet for one custodian; lengths are those of the format's objects in characters.
    static func sheet(
        set: SetFacts = facts(), custodian: String = "Ana Ruiz", group: Int = 0, member: Int = 2,
        nextDrill: String? = nil, isSealed: Bool = false, manifest: [Int] = [515], ciphertext: [Int] = [360],
        lines: Int = 0
    ) -> CustodianSheet {
        CustodianSheet(
            set: set, custodian: custodian, group: group, member: member, nextDrill: nextDrill, isSealed: isSealed,
            shareCode: SecretBytes(copying: Array(shareText(isSealed: isSealed).utf8).span),
            wordBytes: SecretBytes(copying: wordBytes(isSealed: isSealed).span),
            codes: codes(manifest: manifest, ciphertext: ciphertext), checkedLines: checkedLines(lines))
    }

    static func vault(set: SetFacts = facts(), manifest: [Int] = [515], ciphertext: [Int], lines: Int = 0) -> VaultSheet
    {
        VaultSheet(
            set: set, codes: codes(manifest: manifest, ciphertext: ciphertext), checkedLines: checkedLines(lines))
    }

    static func shareText(isSealed: Bool) -> String { "BGS1" + base32(isSealed ? 165 : 114, seed: 1) }

    static func wordBytes(isSealed: Bool) -> [UInt8] {
        (0..<(isSealed ? 96 : 64)).map { UInt8(truncatingIfNeeded: $0 * 37 + 11) }
    }

    static func word(_ number: Int) -> String {
        String(decoding: Array(bytewords.utf8)[number * 4..<number * 4 + 4], as: UTF8.self)
    }

    static func codes(manifest: [Int], ciphertext: [Int]) -> [PublicCode] {
        manifest.enumerated().map { index, length in
            PublicCode(
                title: "Manifest \(index + 1) of \(manifest.count)",
                text: "BGM1" + base32(length - 4, seed: UInt64(100 + index)))
        }
            + ciphertext.enumerated().map { index, length in
                PublicCode(
                    title: "Locked credential \(index + 1) of \(ciphertext.count)",
                    text: "BGC1" + base32(length - 4, seed: UInt64(200 + index)))
            }
    }

    static func checkedLines(_ count: Int) -> [CheckedLines] {
        guard count > 0 else { return [] }
        return [("Manifest", "M", count), ("Locked credential", "C", count * 2 / 3)].map { title, letter, count in
            CheckedLines(
                title: title,
                lines: (1...max(count, 1)).map { number in
                    let digits = Array(base32(44, seed: UInt64(number)))
                    let groups = stride(from: 0, to: 44, by: 4).map { String(digits[$0..<$0 + 4]) }
                    let padded = String(String(1_000 + number).dropFirst())
                    return "\(letter)\(padded) " + groups.joined(separator: " ")
                })
        }
    }

    /// Letters of the base32 alphabet from a fixed sequence (xorshift64).
    private static func base32(_ count: Int, seed: UInt64) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
        var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
        return String(
            (0..<count).map { _ in
                state ^= state << 13
                state ^= state >> 7
                state ^= state << 17
                return alphabet[Int(state >> 40 & 31)]
            })
    }

    /// The word list of Blockchain Commons' BCR-2020-012.
    private static let bytewords =
        "ableacidalsoapexaquaarchatomauntawayaxisbackbaldbarnbeltbetabiasbluebodybragbrewbulbbuzzcalmcash"
        + "catschefcityclawcodecolacookcostcruxcurlcuspcyandarkdatadaysdelidicedietdoordowndrawdropdrumdull"
        + "dutyeacheasyechoedgeepicevenexamexiteyesfactfairfernfigsfilmfishfizzflapflewfluxfoxyfreefrogfuel"
        + "fundgalagamegeargemsgiftgirlglowgoodgraygrimgurugushgyrohalfhanghardhawkheathelphighhillholyhope"
        + "hornhutsicedideaidleinchinkyintoirisironitemjadejazzjoinjoltjowljudojugsjumpjunkjurykeepkenokept"
        + "keyskickkilnkingkitekiwiknoblamblavalazyleaflegsliarlimplionlistlogoloudloveluaulucklungmainmany"
        + "mathmazememomenumeowmildmintmissmonknailnavyneednewsnextnoonnotenumbobeyoboeomitonyxopenovalowls"
        + "paidpartpeckplaypluspoempoolposepuffpumapurrquadquizraceramprealredorichroadrockroofrubyruinruns"
        + "rustsafesagascarsetssilkskewslotsoapsolosongstubsurfswantacotasktaxitenttiedtimetinytoiltombtoys"
        + "triptunatwinuglyundouniturgeuservastveryvetovialvibeviewvisavoidvowswallwandwarmwaspwavewaxywebs"
        + "whatwhenwhizwolfworkyankyawnyellyogayurtzapszerozestzinczonezoom"
}
