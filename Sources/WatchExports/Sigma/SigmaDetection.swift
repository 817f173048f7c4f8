// SPDX-License-Identifier: Apache-2.0

import Watch

/// When a rule weakens, as selections of Sigma and a condition over them.
struct SigmaDetection {
    /// In order; each holds when one of its maps does, and a map when all of its fields do.
    private(set) var selections: [(name: String, maps: [[(field: String, value: SigmaValue)]])] = []
    private(set) var condition = "call"

    /// Reads a rule that weakens in some case.
    ///
    /// - Throws: `SigmaGap`, if Sigma cannot say when.
    init(_ rule: Rule) throws(SigmaGap) {
        selections = [("call", [Self.call(rule)])]
        guard !rule.direction.isConstant else { return }
        var others: [String] = []
        var cases: [[String]] = []
        for (place, branch) in rule.direction.branches.enumerated() {
            let name = "case_\(place + 1)"
            let exceptions = others.map { "not \($0)" }
            guard !branch.when.isEmpty else {
                if branch.direction == .weakens { cases.append(exceptions) }
                break
            }
            selections.append((name, try Self.maps(branch)))
            if branch.direction == .weakens {
                cases.append([name] + exceptions)
            } else {
                others.append(name)
            }
        }
        // A case without terms is every call.
        if cases.contains(where: \.isEmpty) { cases = [[]] }
        let used = Set(cases.joined().map { $0.split(separator: " ").last.map(String.init) ?? $0 })
        selections.removeAll { $0.name != "call" && !used.contains($0.name) }
        condition = Self.condition(cases)
    }

    /// `call`, and all of a case's terms for one of the cases.
    private static func condition(_ cases: [[String]]) -> String {
        guard cases.count > 1 else { return (["call"] + cases[0]).joined(separator: " and ") }
        let alternatives = cases.map { terms in
            terms.count == 1 ? terms[0] : "(\(terms.joined(separator: " and ")))"
        }
        return "call and (\(alternatives.joined(separator: " or ")))"
    }

    /// Names of APIs with a date at their end are matched with and without it.
    private static func call(_ rule: Rule) -> [(field: String, value: SigmaValue)] {
        let source = ("eventSource", SigmaValue.text("\(rule.service).amazonaws.com"))
        guard ["lambda", "cloudfront"].contains(rule.service) else { return [source, ("eventName", .text(rule.stem))] }
        return [
            source, ("eventName|re", .expression("^\(rule.stem)([0-9]{8}(v[0-9]+)?|[0-9]{4}_[0-9]{2}_[0-9]{2})?$")),
        ]
    }

    private static func maps(
        _ branch: DirectionRule.Branch
    ) throws(SigmaGap) -> [[(field: String, value: SigmaValue)]] {
        var maps: [[(field: String, value: SigmaValue)]] = [[]]
        for (path, test) in branch.when.sorted(by: { $0.path.text < $1.path.text }) {
            var next: [[(field: String, value: SigmaValue)]] = []
            for way in path.alternatives {
                let fields = try fields(field(way), test)
                next += maps.map { $0 + fields }
            }
            maps = next
        }
        return maps
    }

    private static func field(_ way: ValuePath.Steps) throws(SigmaGap) -> String {
        let roots = [
            "parameters": "requestParameters", "response": "responseElements", "additional": "additionalEventData",
            "region": "awsRegion",
        ]
        guard let root = roots[way.root] else { throw .noField }
        let keys = way.steps.compactMap { step in
            if case .key(let key) = step { key } else { nil }
        }
        if keys.contains("statement") { throw .policy }
        return ([root] + keys).joined(separator: ".")
    }

    private static func fields(
        _ field: String, _ test: ParameterTest
    ) throws(SigmaGap) -> [(field: String, value: SigmaValue)] {
        var found: [(field: String, value: SigmaValue)] = []
        for kind in test.tests {
            switch kind {
            case .equals(let scalar): found.append((field, SigmaValue(scalar.text)))
            case .isOneOf(let scalars): found.append((field, .texts(scalars.map(\.text))))
            case .exists(let wanted): found.append(("\(field)|exists", .flag(wanted)))
            case .contains(let part): found.append(("\(field)|contains", .text(part)))
            case .over(let bound): found.append(("\(field)|gt", .number(bound)))
            case .under(let bound): found.append(("\(field)|lt", .number(bound)))
            case .allElements: throw .eachElement
            case .anyElement(.itself(let test)): found += try fields(field, test)
            case .anyElement(.members(let members)):
                // Two members may be of two elements.
                guard members.count == 1 else { throw .sameElement }
                let path = members[0].path.alternatives[0]
                let keys = path.steps.compactMap { step in
                    if case .key(let key) = step { key } else { nil }
                }
                found += try fields(([field, path.root] + keys).joined(separator: "."), members[0].test)
            }
        }
        return found
    }
}

/// What Sigma cannot say of one event.
package enum SigmaGap: String, Error, Sendable {
    case policy = "the statements of a policy, often written as a text inside of the record"
    case eachElement = "a test of each element of a list"
    case sameElement = "two tests of the same element of a list"
    case noField = "a value that is no field of the record"
    case use = "a use of an identity, which is a finding only for the identities that the policy declares"
}
