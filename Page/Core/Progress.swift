// SPDX-License-Identifier: Apache-2.0

import Recovery
import Reports
import SecretSharing
import ShareEnvelope

/// How far an opening is, as the page shows it.
struct Progress {
    private let pile: Pile
    private let findings: [RecoveryFinding]
    private let notices: [String]

    init(_ pile: Pile, findings: [RecoveryFinding], notices: [String]) {
        self.pile = pile
        self.findings = findings
        self.notices = notices
    }

    private var session: RecoverySession { pile.session }

    func write(to json: inout JSON) {
        json.name("progress")
        json.object { json in
            json.name("notes")
            json.array(notes) { json, note in write(note.finding, note.words, to: &json) }
            json.name("sets")
            json.array(session.sets) { json, set in write(set, to: &json) }
            json.member("focus", session.focus?.identity.hexadecimal)
            json.member("undecided", session.undecided.map { $0.identity.hexadecimal })
            json.member("factors", session.areFactorsOfOneAccount)
            json.member("ready", pile.isReady)
            json.member("unproven", session.unprovenCount)
            json.name("waiting")
            json.array(pile.waiting) { json, number in
                json.object { json in
                    json.member("share", number.description)
                    json.member("title", session.focus?.share(number) ?? "share \(number)")
                }
            }
            json.name("missing")
            json.array(session.missingParts) { json, part in
                json.object { json in
                    json.member("kind", Self.name(of: part.kind))
                    json.name("missing")
                    json.array(part.missing) { $0.value($1) }
                    json.member("count", part.count)
                }
            }
            json.member("standing", standing)
            json.member("notices", notices)
        }
    }

    // MARK: - Findings

    /// What happened, in order; an event that repeats on one page comes once, with its count.
    private var notes: [(finding: RecoveryFinding, words: String)] {
        let wording = RecoveryWording(session, NoLedger(), isOpening: true)
        var notes: [(finding: RecoveryFinding, words: String, count: Int)] = []
        for finding in findings {
            let words = wording.words(finding.event)
            if let place = notes.firstIndex(where: {
                $0.finding.place == finding.place && $0.words.utf8.elementsEqual(words.utf8)
            }) {
                notes[place].count += 1
            } else {
                notes.append((finding, words, 1))
            }
        }
        return notes.map { ($0.finding, $0.count == 1 ? $0.words : "\($0.words) (\($0.count) times)") }
    }

    private func write(_ finding: RecoveryFinding, _ words: String, to json: inout JSON) {
        let kind = EventKind(finding.event)
        json.object { json in
            json.member("source", finding.place.source.name)
            json.member("page", finding.place.page)
            json.member("event", kind.name)
            json.member("verdict", kind.verdict)
            json.member("share", kind.share?.description)
            json.member("set", kind.set?.code)
            json.member("fault", finding.event.isFault)
            json.member("words", words)
        }
    }

    // MARK: - Sets

    private func write(_ set: RecoverySession.FoundSet, to json: inout JSON) {
        let manifest = set.manifest
        let standing = manifest.rule.standing(of: set.proven)
        json.object { json in
            json.member("identity", manifest.identity.hexadecimal)
            json.member("code", manifest.identity.code)
            json.member("words", manifest.identity.words.joined(separator: " "))
            json.member("title", manifest.title)
            json.member("opens", manifest.opens)
            json.member("account", manifest.label.description)
            json.member("credential", manifest.credential?.description)
            json.member("practice", manifest.isPractice)
            json.member("created", manifest.createdTime)
            json.member("rule", RuleWording(manifest).rule)
            json.name("groups")
            json.array(standing.groups) { json, group in write(group, set, to: &json) }
            json.member("groupsNeeded", standing.groupsNeeded)
            json.member("isApart", manifest.isCiphertextApart)
            json.member("hasCiphertext", set.hasCiphertext)
            json.member("isMet", standing.isMet)
            json.member("counts", session.manifests.contains(manifest))
            json.member("standing", StandingWording(session).lines(of: manifest, needsCiphertext: true))
        }
    }

    private func write(
        _ group: QuorumStanding.Group, _ set: RecoverySession.FoundSet, to json: inout JSON
    ) {
        let members = set.manifest.rule.shareNumbers.filter { $0.group == group.group }
        let known = set.manifest.groups[Int(group.group.rawValue) - 1]
        json.object { json in
            json.member("name", known.name.description)
            json.member("have", group.present)
            json.member("need", group.needed)
            json.member("of", members.count)
            json.name("members")
            json.array(members) { json, number in
                json.object { json in
                    json.member("share", number.description)
                    json.member(
                        "state",
                        set.proven.contains(number) ? "proven" : set.sealed.contains(number) ? "sealed" : "missing")
                }
            }
        }
    }

    /// The lines that the command line shows.
    private var standing: [String] {
        let wording = StandingWording(session)
        guard session.undecided.isEmpty else { return wording.undecided }
        guard !pile.manifests.isEmpty else { return wording.withoutManifest.map { [$0] } ?? [] }
        let lines = pile.manifests.flatMap { wording.lines(of: $0, needsCiphertext: true) }
        return lines + (wording.unproven.map { [$0] } ?? [])
    }

    private static func name(of kind: CodeKind) -> String {
        switch kind {
        case .manifest: "manifest"
        case .letter: "letter"
        default: "ciphertext"
        }
    }
}
