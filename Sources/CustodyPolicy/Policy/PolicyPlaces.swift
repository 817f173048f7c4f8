// SPDX-License-Identifier: Apache-2.0
//
// Where a policy's text mentions a person, and the sheets that the person keeps.

import ShareEnvelope
internal import Yams

/// Finds what an edit of a policy has to change. Its methods return `nil` if they cannot handle the layout.
struct PolicyPlaces {
    private let root: Node.Mapping?
    private let source: PolicySource

    init(_ root: Node, in source: PolicySource) {
        self.root = root.mapping
        self.source = source
    }

    /// The line of the key `people`, from 1.
    var line: Int { root?.first { $0.key.scalar?.string == "people" }?.key.mark?.line ?? 1 }

    // MARK: - People

    /// The edits that add a person.
    func adding(_ id: PolicyIdentifier, _ name: PublicText, _ contact: PublicText?) -> [PolicySource.Splice]? {
        guard let people, let last = people.last?.mapping, let lastMark = last.mark else { return nil }
        let fields =
            ["id: \(PolicyText.scalar(id))", "name: \(PolicyText.scalar(name))"]
            + (contact.map { ["contact: \(PolicyText.scalar($0))"] } ?? [])
        let flow = "{\(fields.joined(separator: ", "))}"
        guard !source.isFlow(at: people.mark) else {
            return source.appending(flow, toFlowAt: source.offset(people.mark)).map { [$0] }
        }
        guard let column = people.mark.map({ $0.column - 1 }) else { return nil }
        let indentation = String(repeating: " ", count: column)
        let lines =
            source.isFlow(at: lastMark)
            ? ["\(indentation)- \(flow)"]
            : fields.enumerated().map { "\(indentation)\($0 == 0 ? "-" : " ") \($1)" }
        return [
            source.inserting(lines, behind: lastMark.line - 1, before: endOfPeople, indentation: column + 1)
        ]
    }

    /// The edits that set the day on which a person leaves.
    func leaving(_ id: PolicyIdentifier, on day: CalendarDay) -> [PolicySource.Splice]? {
        guard let people, let index = people.firstIndex(where: { text($0, "id") == id.rawValue }),
            let person = people[index].mapping, let mark = person.mark
        else { return nil }
        if let old = value(person, "left")?.scalar {
            return source.range(of: old).map { [PolicySource.Splice(range: $0, text: day.description)] }
        }
        guard !source.isFlow(at: mark) else {
            return source.appending("left: \(day)", toFlowAt: source.offset(mark)).map { [$0] }
        }
        let next = people.index(after: index)
        let limit = next < people.endIndex ? people[next].mapping?.mark.map { $0.line - 1 } : endOfPeople
        guard let limit else { return nil }
        let indentation = String(repeating: " ", count: mark.column - 1)
        return [
            source.inserting(
                ["\(indentation)left: \(day)"], behind: mark.line - 1, before: limit, indentation: mark.column - 1)
        ]
    }

    private var people: Node.Sequence? { root.flatMap { value($0, "people")?.sequence } }

    /// The line of the key after `people`, from 0; the number of lines if none follows.
    private var endOfPeople: Int {
        let keys = root?.compactMap { $0.key.mark?.line } ?? []
        return keys.filter { $0 > line }.min().map { $0 - 1 } ?? source.lineCount
    }

    // MARK: - Sheets

    /// The edits that give every sheet that a person keeps to another custodian.
    func replacing(
        _ old: PolicyIdentifier, with new: PolicyIdentifier, site: PolicyIdentifier?, container: PublicText?
    ) -> [PolicySource.Splice]? {
        let custodians = entries(root, "accounts").flatMap { entries($0.mapping, "credentials") }
            .flatMap { entries($0.mapping, "groups") }.flatMap { entries($0.mapping, "custodians") }
            .filter { text($0, "person") == old.rawValue }
        let words = [
            ("person", PolicyText.scalar(new)), ("site", site.map { PolicyText.scalar($0) }),
            ("container", container.map { PolicyText.scalar($0) }),
        ]
        var splices: [PolicySource.Splice] = []
        for custodian in custodians {
            for case (let key, let word?) in words {
                guard let scalar = custodian.mapping.flatMap({ value($0, key)?.scalar }),
                    let range = source.range(of: scalar)
                else { return nil }
                splices.append(PolicySource.Splice(range: range, text: word))
            }
        }
        return splices
    }

    // MARK: - Nodes

    private func value(_ mapping: Node.Mapping, _ key: String) -> Node? {
        mapping.first { $0.key.scalar?.string == key }?.value
    }

    private func entries(_ mapping: Node.Mapping?, _ key: String) -> [Node] {
        mapping.flatMap { value($0, key)?.sequence }.map(Array.init) ?? []
    }

    private func text(_ node: Node, _ key: String) -> String? {
        node.mapping.flatMap { value($0, key)?.scalar?.string }
    }
}
