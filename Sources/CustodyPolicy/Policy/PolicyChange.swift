// SPDX-License-Identifier: Apache-2.0

import Foundation
import ShareEnvelope

/// A part of a policy before and after, and what lines about its change call it.
struct PolicyChange<Part> {
    let old: Part
    let new: Part
    /// What lines call the part.
    let name: String
    /// What lines call the credential that the part belongs to.
    let credential: String
    /// The policies that the parts are from.
    let policies: PolicyPair

    init(_ old: Part, _ new: Part, name: String, credential: String = "", in policies: PolicyPair) {
        self.old = old
        self.new = new
        self.name = name
        self.credential = credential
        self.policies = policies
    }

    /// The line about a value that was set, changed, or removed.
    func value<Value: Equatable>(_ label: String, _ value: (Part) -> Value?) -> [String] {
        switch (value(old), value(new)) {
        case (let old, let new) where old == new: []
        case (let old?, let new?): ["\(label) changed from \(quoted(old)) to \(quoted(new))"]
        case (let old?, nil): ["\(label) removed; it was \(quoted(old))"]
        case (nil, let new?): ["\(label) set to \(quoted(new))"]
        case (nil, nil): []
        }
    }

    /// The lines about a list of words: which were removed and added, or that only the order changed.
    func words<Word: Hashable>(_ label: String, _ words: (Part) -> [Word]) -> [String] {
        self.words(label, words(old), words(new))
    }

    /// The lines about two lists of words.
    func words<Word: Hashable>(_ label: String, _ old: [Word], _ new: [Word]) -> [String] {
        guard old != new else { return [] }
        let gone = old.filter { !new.contains($0) }.map { "\(label): \(quoted($0)) removed" }
        let come = new.filter { !old.contains($0) }.map { "\(label): \(quoted($0)) added" }
        return gone.isEmpty && come.isEmpty ? ["\(label): order changed"] : gone + come
    }
}

/// Two policies that are compared.
struct PolicyPair {
    let old: Policy
    let new: Policy
}

/// A value in a line, cut if it is long.
func quoted(_ value: some Any) -> String {
    let limit = 60
    let text = String(describing: value)
    return text.count <= limit ? text : text.prefix(limit - 1) + "…"
}

extension Policy {
    /// What lines call a person.
    func personName(_ id: PolicyIdentifier) -> String { person(id).map { quoted($0.name) } ?? id.rawValue }

    /// What lines call the place of a sheet.
    func place(of custodian: Custodian) -> String {
        "\(site(custodian.site).map { quoted($0.name) } ?? custodian.site.rawValue), \(quoted(custodian.container))"
    }
}
