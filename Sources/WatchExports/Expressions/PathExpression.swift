// SPDX-License-Identifier: Apache-2.0

import Watch

/// A path of the catalogue as SQL, over an event whose `parameters`, `response` and `additional` are in small letters:
/// so keys, and the values that the catalogue compares, fit in any spelling.
struct PathExpression {
    let engine: Engine

    /// What stands at the path: an expression that gives a text or NULL, and whether it is a list of which any element
    /// counts.
    func value(_ path: ValuePath) -> (expression: String, isList: Bool) {
        let ways = path.alternatives.map { way in
            (
                expression: root(way.root) { value($0, keys(way.steps), isValid: true) },
                isList: way.steps.last == .anyElement
            )
        }
        guard ways.count > 1 else { return ways[0] }
        return ("coalesce(\(ways.map(\.expression).joined(separator: ", ")))", ways.contains(where: \.isList))
    }

    /// What stands at a path within an element of a list.
    func value(_ path: ValuePath, within element: String) -> String {
        value(element, [path.alternatives[0].root.lowercased()] + keys(path.alternatives[0].steps))
    }

    private func root(_ name: String, _ inside: (String) -> String) -> String {
        switch name {
        case "parameters", "response", "additional": inside("small_\(name)")
        default: name
        }
    }

    /// The keys of a path. A list may stand at its end only, which `ExportedRule` checks.
    private func keys(_ steps: [ValuePath.Step]) -> [String] {
        steps.compactMap { step in
            if case .key(let key) = step { key.lowercased() } else { nil }
        }
    }

    /// A document in a string is entered at the first step, where policies stand.
    private func value(_ json: String, _ keys: [String], isValid: Bool = false) -> String {
        let direct = engine.value(json, keys, isValid: isValid)
        guard keys.count > 1 else { return direct }
        let document = engine.plain(engine.string(json, [keys[0]], isValid: isValid))
        return "coalesce(\(direct), \(engine.value("(\(document))", Array(keys.dropFirst()))))"
    }
}
