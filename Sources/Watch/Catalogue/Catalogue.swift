// SPDX-License-Identifier: Apache-2.0
//
// The rules are data (Rules/catalogue.json, docs/RULES.md). Nothing in this target knows a call by name that the
// catalogue could know; only lineage and entries read particular responses, because each has a shape of its own.

package import CloudTrail

/// The rules by which calls are understood.
package struct Catalogue: Sendable {
    /// What each category's letter stands for.
    package let categories: [String: String]
    /// Services whose objects have no region, whatever region their calls are logged in.
    package let global: Set<String>
    /// In the order of the file.
    package let rules: [Rule]
    /// A hash of the file.
    let hash: UInt64

    private let byCall: [String: [Int]]
    /// For each rule, those that it takes back on the same object, and those it takes back on what the object owns.
    private let takesBack: [String: Set<String>]
    private let takesBackOwned: [String: Set<String>]

    /// The kinds of object of which some call sets a value, with their service.
    private let settings: Set<String>

    /// How many bytes a catalogue may have; it has about one million.
    private static let byteLimit = 64 << 20

    /// Reads a catalogue.
    ///
    /// - Throws: `CatalogueError`.
    package init(json: [UInt8]) throws(CatalogueError) {
        let value: JSONValue
        do throws(JSONValue.Fault) {
            value = try JSONValue(document: json, limit: Self.byteLimit)
        } catch {
            throw .notACatalogue("\(error.place(in: json)): \(error.message)")
        }
        guard case .number(let version)? = value["version"] else { throw .notACatalogue("it has no version") }
        guard version == "1" else { throw .version(version) }
        let rules = try Self.rules(value)
        var ids: Set<String> = []
        var byCall: [String: [Int]] = [:]
        var takesBack: [String: Set<String>] = [:]
        var takesBackOwned: [String: Set<String>] = [:]
        for (place, rule) in rules.enumerated() {
            guard ids.insert(rule.id).inserted else { throw .repeatedRule(rule.id) }
            byCall["\(rule.service):\(rule.stem)", default: []].append(place)
            for undo in rule.undo { takesBack[undo, default: []].insert(rule.id) }
            for undo in rule.cascade { takesBackOwned[undo, default: []].insert(rule.id) }
        }
        for rule in rules {
            for named in rule.undo + rule.cascade where !ids.contains(named) {
                throw .unknownRule(named, namedBy: rule.id)
            }
        }
        do throws(RuleFault) {
            categories = try Self.categories(value)
            global = Set(try RuleMembers(value).texts("global"))
        } catch {
            throw .notACatalogue(error.message)
        }
        settings = Set(
            rules.filter { !$0.sets.isEmpty && $0.makes == nil }.map { "\($0.service) \($0.object?.kind ?? "")" })
        self.rules = rules
        hash = ScannedEvent.hash(String(decoding: json, as: UTF8.self), seed: 1)
        self.byCall = byCall
        self.takesBack = takesBack
        self.takesBackOwned = takesBackOwned
    }

    private static func rules(_ file: JSONValue) throws(CatalogueError) -> [Rule] {
        guard case .array(let elements)? = file["rules"] else { throw .notACatalogue("it has no list of rules") }
        var rules: [Rule] = []
        rules.reserveCapacity(elements.count)
        for element in elements {
            do throws(RuleFault) {
                rules.append(try Rule(element))
            } catch {
                let name = element["id"]?.text ?? "\(rules.count + 1)"
                throw .notACatalogue("rule \(name): \(error.message)")
            }
        }
        return rules
    }

    private static func categories(_ file: JSONValue) throws(RuleFault) -> [String: String] {
        guard let members = file["categories"] else { throw RuleFault(message: "categories is missing") }
        var categories: [String: String] = [:]
        for member in try RuleMembers(members).members {
            guard case .string(let text) = member.value else {
                throw RuleFault(message: "category \(member.key) is no text")
            }
            categories[member.key] = text
        }
        return categories
    }

    /// The rule for an event; of several for one call, the first that weakens, else the first.
    package func rule(for event: LogEvent) -> Rule? {
        let found = rules(service: event.service, stem: event.stem)
        guard found.count > 1 else { return found.first }
        return found.first { $0.direction.direction(of: event) == .weakens } ?? found.first
    }

    /// The rules for a call.
    package func rules(service: String, stem: String) -> [Rule] {
        (byCall["\(service):\(stem)"] ?? []).map { rules[$0] }
    }

    /// The rules whose acts this one takes back on the same object.
    package func takenBack(by rule: Rule) -> Set<String> { takesBack[rule.id] ?? [] }

    /// The rules whose acts this one takes back because their object belongs to its own.
    package func takenBackAsOwner(by rule: Rule) -> Set<String> { takesBackOwned[rule.id] ?? [] }

    /// Whether a call may lead from one identity to another, or change what another one takes back.
    package func mayLead(service: String, stem: String) -> Bool {
        switch service {
        case "signin", "rolesanywhere", "sso", "sso-oauth": return true
        case "sts": return stem.hasPrefix("Assume") || stem.hasSuffix("Token")
        case _ where Heartbeats.contains(service, stem): return false
        default:
            return rules(service: service, stem: stem).contains { rule in
                rule.makes != nil || !rule.undo.isEmpty || !rule.cascade.isEmpty || !rule.sets.isEmpty
                    || takesBack[rule.id] != nil || takesBackOwned[rule.id] != nil || isSetting(rule)
            }
        }
    }

    /// Whether the object of a rule is one whose value some call sets, and the rule's own call does not only read it.
    package func isSetting(_ rule: Rule) -> Bool {
        guard let object = rule.object, !CustodySecrets.mayRead(service: rule.service, name: rule.stem) else {
            return false
        }
        return settings.contains("\(rule.service) \(object.kind)")
    }
}
