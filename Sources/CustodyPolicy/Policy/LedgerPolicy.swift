// SPDX-License-Identifier: Apache-2.0
//
// What the rules of docs/LEDGER.md read of a policy (section 13, "Keys"). They depend on these parts alone, so that two
// verifiers agree about a policy that is not valid by docs/POLICY.md.

package import ShareEnvelope
internal import Yams

/// The parts of a policy that the ledger's rules depend on; a part that cannot be read says nothing.
package struct LedgerPolicy: Sendable {
    /// The credential whose quorum may change the ledger's key; `nil` if the policy names none.
    package let holder: CredentialName?
    /// The names of each account's credentials.
    let credentials: [PublicText: [PublicText]]
    /// How long after its expiry a drill's answer still counts.
    package let answerGrace: PolicySpan

    /// The most mappings and sequences that contain one another.
    private static let deepest = 32
    /// The most bytes of a name: a text of docs/LEDGER.md, section 4.
    private static let longestName = 2000

    /// Reads the text of a policy.
    package init(_ text: String) {
        let document = (try? PolicyFile.compose(text)).flatMap { Self.isPlain($0, levels: Self.deepest) ? $0 : nil }
        let root = Self.members(document)
        let credentials = Self.accounts(root?["accounts"]) ?? [:]
        self.credentials = credentials
        holder = Self.members(root?["key_change"]).flatMap { Self.holder($0, among: credentials) }
        answerGrace = root?["answer_grace"]?.scalar.flatMap { PolicySpan($0.string) } ?? Policy.defaultAnswerGrace
    }

    /// The account's only credential; `nil` if it has none or several.
    package func onlyCredential(of account: PublicText) -> PublicText? {
        guard let listed = credentials[account], listed.count == 1 else { return nil }
        return listed[0]
    }

    /// Whether all keys are distinct scalars in ASCII and no more than so many levels contain one another.
    private static func isPlain(_ node: Node, levels: Int) -> Bool {
        switch node {
        case .scalar: true
        case .alias: false
        case .sequence(let list): levels > 0 && list.allSatisfy { isPlain($0, levels: levels - 1) }
        case .mapping(let mapping):
            levels > 0 && mapping.keys.allSatisfy { $0.scalar.map { $0.string.utf8.allSatisfy { $0 < 0x80 } } ?? false }
                && Set(mapping.keys.compactMap { $0.scalar?.string }).count == mapping.count
                && mapping.values.allSatisfy { isPlain($0, levels: levels - 1) }
        }
    }

    private static func accounts(_ node: Node?) -> [PublicText: [PublicText]]? {
        guard let list = node?.sequence else { return nil }
        var accounts: [PublicText: [PublicText]] = [:]
        for account in list {
            guard let name = name(of: account), accounts[name] == nil,
                let listed = members(account)?["credentials"]?.sequence
            else { return nil }
            let names = listed.compactMap { Self.name(of: $0) }
            guard names.count == listed.count else { return nil }
            accounts[name] = names
        }
        return accounts
    }

    private static func name(of node: Node) -> PublicText? { text(members(node)?["name"]) }

    /// The members of a mapping by the text of their keys, whatever tags these have.
    private static func members(_ node: Node?) -> [String: Node]? {
        guard let mapping = node?.mapping else { return nil }
        return Dictionary(
            mapping.compactMap { key, value in key.scalar.map { ($0.string, value) } },
            uniquingKeysWith: { first, _ in first })
    }

    private static func text(_ node: Node?) -> PublicText? {
        node?.scalar.flatMap { try? PublicText($0.string, limit: longestName) }
    }

    private static func holder(
        _ members: [String: Node], among credentials: [PublicText: [PublicText]]
    ) -> CredentialName? {
        guard members.count == 2, let account = text(members["account"]), let credential = text(members["credential"]),
            credentials[account]?.count(where: { $0 == credential }) == 1
        else { return nil }
        return CredentialName(account: account, credential: credential)
    }
}
