// SPDX-License-Identifier: Apache-2.0
//
// The program of scripts/check-embedded: from the deal to the opened credential, on the Embedded Swift runtime.

import SecretMemory
import SecretSharing
import ShareEnvelope

@main
struct RoundTrip {
    static func main() {
        do throws(EnvelopeError) { try run() } catch { fatalError("the round trip failed") }
    }

    private static func run() throws(EnvelopeError) {
        let password = Array("correct horse".utf8)
        let credential = try Credential(fields: [
            CredentialField(kind: .secret, name: text("password"), value: SecretBytes(copying: password.span))
        ])
        let plan = try SetPlan(
            label: text("AWS root 1111"), credential: text("root password"),
            groups: [
                Manifest.Group(name: text("Security"), threshold: threshold(2, of: 3)),
                Manifest.Group(name: text("Operations"), threshold: threshold(1, of: 2)),
            ],
            groupsNeeded: 2, isCiphertextApart: false)
        let seed = CeremonySeed(dice: SecretBytes(zeroCount: 0))
        let dealt = try Dealer.deal(credential, plan: plan, created: 1_800_000_000, seed: seed)

        var collector = PartCollector()
        for part in dealt.manifest.parts + dealt.manifest.parts(of: dealt.ciphertext) {
            if case .part(let read) = try PaperCode.read(Array(part.text.utf8).span) { collector.add(read, from: 1) }
        }
        guard let manifest = collector.manifests().first, let ciphertext = collector.ciphertext(of: manifest) else {
            fatalError("the parts do not come together")
        }
        var shares: [Share] = []
        for share in dealt.shares[1...] {
            guard case .share(.plain(let read)) = try PaperCode.read(ReadShare.plain(share).codeText.span) else {
                fatalError("a share reads as something else")
            }
            shares.append(try manifest.prove(read))
        }
        let opening = try Quorum(shares, of: manifest).open(ciphertext)
        guard opening.credential.fields[0].value.isEqual(to: SecretBytes(copying: password.span)) else {
            fatalError("another password came out")
        }
        print("opened")
    }

    private static func text(_ text: String) throws(EnvelopeError) -> PublicText {
        do { return try PublicText(text, limit: 64) } catch { throw .emptyCredential }
    }

    private static func threshold(_ needed: Int, of total: Int) throws(EnvelopeError) -> Threshold {
        do { return try Threshold(needed, of: total) } catch { throw .sharing(error) }
    }
}
