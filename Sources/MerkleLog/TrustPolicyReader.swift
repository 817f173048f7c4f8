// SPDX-License-Identifier: Apache-2.0

/// Why a line of a policy is refused.
struct PolicyRefusal: Error {
    let defect: PolicyDefect
}

/// Reads a trust policy line by line.
struct TrustPolicyReader {
    private static let none = Array("none".utf8)

    private(set) var logs: [NoteVerifier] = []
    private(set) var witnesses: [TrustPolicy.Name: NoteVerifier] = [:]
    private(set) var groups: [TrustPolicy.Group] = []
    private(set) var quorum: TrustPolicy.Name?
    private(set) var hasQuorum = false
    /// The names of the witnesses and groups so far, which share one namespace.
    private var names: Set<TrustPolicy.Name> = []
    private var members: Set<TrustPolicy.Name> = []

    /// Reads one line, without its line end.
    mutating func take(_ line: [UInt8]) throws(PolicyRefusal) {
        for byte in line where (byte < 0x20 && byte != 0x09) || byte == 0x7F {
            throw PolicyRefusal(defect: .forbiddenByte)
        }
        let words = line.split { $0 == 0x20 || $0 == 0x09 }.map { Array($0) }
        guard let keyword = words.first, keyword[0] != UInt8(ascii: "#") else { return }
        switch Self.text(keyword) {
        case "log": try takeLog(words)
        case "witness": try takeWitness(words)
        case "group": try takeGroup(words)
        case "quorum": try takeQuorum(words)
        default: throw PolicyRefusal(defect: .unknownKeyword(Self.text(keyword)))
        }
    }

    private static func text(_ word: TrustPolicy.Name) -> String { String(decoding: word, as: UTF8.self) }

    private mutating func takeLog(_ words: [TrustPolicy.Name]) throws(PolicyRefusal) {
        guard (2...3).contains(words.count) else { throw PolicyRefusal(defect: .wrongWordCount) }
        let log = try Self.key(words[1], type: .ed25519)
        guard !logs.contains(where: { $0.publicKey == log.publicKey }) else {
            throw PolicyRefusal(defect: .repeatedKey)
        }
        logs.append(log)
    }

    private mutating func takeWitness(_ words: [TrustPolicy.Name]) throws(PolicyRefusal) {
        guard (3...4).contains(words.count) else { throw PolicyRefusal(defect: .wrongWordCount) }
        try checkName(words[1])
        let witness = try Self.key(words[2], type: .cosignature)
        guard !witnesses.values.contains(where: { $0.publicKey == witness.publicKey }) else {
            throw PolicyRefusal(defect: .repeatedKey)
        }
        witnesses[words[1]] = witness
        names.insert(words[1])
    }

    private mutating func takeGroup(_ words: [TrustPolicy.Name]) throws(PolicyRefusal) {
        guard words.count >= 4 else { throw PolicyRefusal(defect: .wrongWordCount) }
        let listed = Array(words[3...])
        try checkName(words[1])
        let needed: Int
        switch Self.text(words[2]) {
        case "any": needed = 1
        case "all": needed = listed.count
        case let text:
            guard let number = TreeSize(decimal: text), (1...UInt64(listed.count)).contains(number.rawValue) else {
                throw PolicyRefusal(defect: .badThreshold(text))
            }
            needed = Int(number.rawValue)
        }
        for name in listed {
            guard names.contains(name) else { throw PolicyRefusal(defect: .unknownName(Self.text(name))) }
            guard members.insert(name).inserted else { throw PolicyRefusal(defect: .memberTwice(Self.text(name))) }
        }
        groups.append(TrustPolicy.Group(name: words[1], needed: needed, members: listed))
        names.insert(words[1])
    }

    private mutating func takeQuorum(_ words: [TrustPolicy.Name]) throws(PolicyRefusal) {
        guard words.count == 2 else { throw PolicyRefusal(defect: .wrongWordCount) }
        guard !hasQuorum else { throw PolicyRefusal(defect: .quorumTwice) }
        hasQuorum = true
        guard words[1] != Self.none else { return }
        guard names.contains(words[1]) else { throw PolicyRefusal(defect: .unknownName(Self.text(words[1]))) }
        quorum = words[1]
    }

    private func checkName(_ name: TrustPolicy.Name) throws(PolicyRefusal) {
        guard name != Self.none, !names.contains(name) else {
            throw PolicyRefusal(defect: .repeatedName(Self.text(name)))
        }
    }

    private static func key(
        _ word: TrustPolicy.Name, type: SignatureType
    ) throws(PolicyRefusal) -> NoteVerifier {
        guard let vkey = String(validating: word, as: UTF8.self) else {
            throw PolicyRefusal(defect: .badKey("it is not UTF-8"))
        }
        let verifier: NoteVerifier
        do { verifier = try NoteVerifier(vkey: vkey) } catch {
            guard case .notAKey(let reason) = error else { throw PolicyRefusal(defect: .badKey(vkey)) }
            throw PolicyRefusal(defect: .badKey(reason))
        }
        guard verifier.type == type else {
            let wanted = type == .ed25519 ? "a log signs with type 0x01" : "a witness signs with type 0x04"
            throw PolicyRefusal(defect: .badKey(wanted))
        }
        return verifier
    }
}
