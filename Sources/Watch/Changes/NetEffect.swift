// SPDX-License-Identifier: Apache-2.0

import CloudTrail

/// What is left of changes when the calls that take them back are seen, each found by the key of its object.
struct NetEffect {
    private let catalogue: Catalogue
    /// Changes that stand, by the object they changed and by the owner of that object.
    private var byObject: [ObjectKey: [Int]] = [:]
    private var byOwner: [Owner: [Int]] = [:]
    /// The objects of each change that still are as it left them.
    private var pending: [Int: Set<ObjectKey>] = [:]
    private var values: [Setting: String] = [:]
    /// For each setting that a change opened, the value before it and the changes since.
    private var opened: [Setting: Opened] = [:]

    private struct Owner: Hashable {
        var account: String
        var name: String
    }

    /// A value that a call sets: of an object, by the kind of value.
    private struct Setting: Hashable {
        var account: String
        var region: String
        var name: String
        var subject: String
    }

    private struct Opened {
        var before: String?
        var changes: [Int]
    }

    init(_ catalogue: Catalogue) { self.catalogue = catalogue }

    /// A change that weakens: it stands until something takes it back.
    mutating func open(_ change: Int, _ place: Int, _ event: LogEvent, _ changes: inout [Change]) {
        changes[change].after = .stands
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
            // A call that can go both ways takes its own kind back only when it goes the other way.
            let weakens = rule.direction.direction(of: event) == .weakens
            let taken = catalogue.takenBack(by: rule).subtracting(weakens ? [rule.id] : [])
            let owned = catalogue.takenBackAsOwner(by: rule)
            guard !taken.isEmpty || !owned.isEmpty || !rule.sets.isEmpty else { continue }
            for object in ObjectKey.keys(of: event, by: rule) {
                if !rule.sets.isEmpty { set(object, rule, event, place, change, &changes) }
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
            pending[change]?.remove(object)
            finish(change, .undone, place, &changes)
            Self.credit(closing, &changes)
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
            guard let rule = changes[change].rule, rules.contains(rule.id) else {
                rest.append(change)
                continue
            }
            pending[change] = pending[change]?.filter { !$0.scope.contains(owner.name) }
            finish(change, .undone, place, &changes)
            Self.credit(closing, &changes)
        }
        byOwner[key] = rest
    }

    /// Taking something back strengthens.
    private static func credit(_ closing: Int?, _ changes: inout [Change]) {
        if let closing, changes[closing].direction == .neutral { changes[closing].direction = .strengthens }
    }

    private func finish(_ change: Int, _ after: Change.After, _ place: Int, _ changes: inout [Change]) {
        guard changes[change].after == .stands, pending[change]?.isEmpty ?? true else { return }
        changes[change].after = after
        changes[change].closedBy = place
    }

    /// A setting act replaces the value before it. Back at the value from before the first weakening, the weakening is
    /// reverted; at any other value it is gone.
    private mutating func set(
        _ object: ObjectKey, _ rule: Rule, _ event: LogEvent, _ place: Int, _ change: Int?,
        _ changes: inout [Change]
    ) {
        guard let value = Self.value(rule, event) else { return }
        let setting = Setting(
            account: object.account, region: object.region, name: object.name, subject: Self.subject(rule, object))
        let before = values.updateValue(value, forKey: setting)
        // What makes an object gives it its first value, and is not taken back by another one.
        guard rule.makes == nil else { return }
        let isBack = opened[setting].map { $0.before == value } ?? false
        for earlier in opened[setting]?.changes ?? [] where changes[earlier].after == .stands {
            changes[earlier].after = isBack ? .reverted : .undone
            changes[earlier].closedBy = place
            Self.credit(change, &changes)
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

    /// Calls that set the same thing of an object: a role is created with the policy that another call replaces.
    private static func subject(_ rule: Rule, _ object: ObjectKey) -> String {
        ["iam:CreateRole", "iam:UpdateAssumeRolePolicy"].contains(rule.id) ? "trust" : "\(rule.service) \(object.kind)"
    }

    private static func value(_ rule: Rule, _ event: LogEvent) -> String? {
        let values = rule.sets.map { $0.values(in: event) }
        guard values.contains(where: { !$0.isEmpty }) else { return nil }
        return values.map { $0.map(SettingText.canonical).joined(separator: ",") }.joined(separator: ";")
    }
}
