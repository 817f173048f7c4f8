// SPDX-License-Identifier: Apache-2.0

import CloudTrail

/// What is left of changes when the calls that take them back are seen, each found by the key of its object.
struct NetEffect {
    private let catalogue: Catalogue
    /// Changes that nothing took back, by the object they changed and by the owner of that object.
    private var byObject: [ObjectKey: [Int]] = [:]
    private var byOwner: [Owner: [Int]] = [:]
    /// The objects of each change that still are as it left them.
    private var pending: [Int: Set<ObjectKey>] = [:]
    private var values: [Setting: String] = [:]
    /// For each setting that a change weakened, the value before the first of them and the changes that stand.
    private var opened: [Setting: Opened] = [:]

    private struct Owner: Hashable {
        var account: String
        var name: String
    }

    /// What a call sets: a kind of value of an object.
    private struct Setting: Hashable {
        var account: String
        var region: String
        var scope: [String]
        var name: String
        var kind: String
    }

    private struct Opened {
        var before: String?
        var changes: [Int]
    }

    init(_ catalogue: Catalogue) { self.catalogue = catalogue }

    /// A change that weakens or makes something: it stands until something takes it back.
    mutating func open(_ change: Int, _ changes: inout [Change]) {
        if changes[change].weakened { changes[change].after = .stands }
        pending[change] = Set(changes[change].objects)
        for object in changes[change].objects {
            byObject[object, default: []].append(change)
            for name in Set(object.scope) where !name.isEmpty {
                byOwner[Owner(account: object.account, name: name), default: []].append(change)
            }
        }
    }

    /// A successful call of anybody: takes back what it is the inverse of, and sets what it sets.
    mutating func meet(_ event: LogEvent, _ place: Int, _ change: Int?, _ changes: inout [Change]) {
        for rule in catalogue.rules(service: event.service, stem: event.stem) {
            // A call that can go both ways takes something back only when it does not weaken.
            let opens = !rule.direction.isConstant && rule.direction.direction(of: event) == .weakens
            let taken = opens ? [] : catalogue.takenBack(by: rule)
            let owned = opens ? [] : catalogue.takenBackAsOwner(by: rule)
            let sets = !rule.sets.isEmpty || catalogue.isSetting(rule)
            guard !taken.isEmpty || !owned.isEmpty || sets else { continue }
            for object in ObjectKey.keys(of: event, by: rule, catalogue) {
                if sets { set(object, rule, event, place, change, &changes) }
                if !taken.isEmpty { close(object, taken, place, change, &changes) }
                if !owned.isEmpty { closeOwned(object, owned, place, change, &changes) }
            }
        }
    }

    private mutating func close(
        _ object: ObjectKey, _ rules: Set<String>, _ place: Int, _ closing: Int?, _ changes: inout [Change]
    ) {
        guard let open = byObject[object] else { return }
        var rest: [Int] = []
        for change in open {
            guard change != closing, let rule = changes[change].rule, rules.contains(rule.id) else {
                rest.append(change)
                continue
            }
            if rule.object?.also.isEmpty ?? true { pending[change]?.remove(object) } else { pending[change] = [] }
            finish(change, closing, place, &changes)
        }
        byObject[object] = rest
    }

    private mutating func closeOwned(
        _ owner: ObjectKey, _ rules: Set<String>, _ place: Int, _ closing: Int?, _ changes: inout [Change]
    ) {
        let key = Owner(account: owner.account, name: owner.name)
        guard let open = byOwner[key] else { return }
        var rest: [Int] = []
        for change in open {
            guard change != closing, let rule = changes[change].rule, rules.contains(rule.id) else {
                rest.append(change)
                continue
            }
            pending[change] = pending[change]?.filter { !$0.scope.contains(owner.name) }
            finish(change, closing, place, &changes)
        }
        byOwner[key] = rest
    }

    private func finish(_ change: Int, _ closing: Int?, _ place: Int, _ changes: inout [Change]) {
        guard changes[change].closedBy == nil, pending[change]?.isEmpty ?? true else { return }
        changes[change].closedBy = place
        if changes[change].after == .stands { changes[change].after = .undone }
        if changes[change].weakened { Self.credit(closing, for: changes[change].rule, &changes) }
    }

    /// Taking something back strengthens; so does the removal of what was made here, even if it weakens elsewhere.
    private static func credit(_ closing: Int?, for rule: Rule?, _ changes: inout [Change]) {
        guard let closing else { return }
        let isOwn = rule?.makes != nil && changes[closing].rule?.direction.isConstant ?? false
        guard changes[closing].direction == .neutral || isOwn else { return }
        changes[closing].direction = .strengthens
        changes[closing].after = .moot
    }

    /// A setting act replaces the value before it. Back at the value from before the first weakening, the weakening is
    /// reverted; at any other value it is gone.
    private mutating func set(
        _ object: ObjectKey, _ rule: Rule, _ event: LogEvent, _ place: Int, _ change: Int?,
        _ changes: inout [Change]
    ) {
        guard let value = Self.value(rule, event) else { return }
        // A role is made with the policy that another call replaces.
        let kind = rule.id == "iam:CreateRole" ? "trust-policy" : object.kind
        let setting = Setting(
            account: object.account, region: object.region, scope: kind == object.kind ? object.scope : [object.name],
            name: object.name, kind: "\(rule.service) \(kind)")
        let before = values.updateValue(value, forKey: setting)
        // What makes an object gives it its first value, and is not taken back by another one.
        guard rule.makes == nil else { return }
        let isBack = opened[setting].map { $0.before == value } ?? false
        for earlier in opened[setting]?.changes ?? [] where changes[earlier].after == .stands {
            changes[earlier].after = isBack && !(changes[earlier].rule?.sets.isEmpty ?? true) ? .reverted : .undone
            changes[earlier].closedBy = place
            Self.credit(change, for: nil, &changes)
        }
        if isBack {
            opened[setting] = nil
            // The call that sets it back weakens nothing, whatever its parameters look like.
            guard let change else { return }
            changes[change].after = .moot
            changes[change].direction = .strengthens
        } else if let change, changes[change].weakened {
            opened[setting] = Opened(before: opened[setting].map(\.before) ?? before, changes: [change])
        }
    }

    /// The value that the call sets; a call that sets none removes it.
    private static func value(_ rule: Rule, _ event: LogEvent) -> String? {
        guard !rule.sets.isEmpty else { return "" }
        let values = rule.sets.map { $0.values(in: event) }
        guard values.contains(where: { !$0.isEmpty }) else { return nil }
        return values.map { $0.map(EmbeddedDocument.canonical).joined(separator: ",") }.joined(separator: ";")
    }
}
