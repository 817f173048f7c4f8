// SPDX-License-Identifier: Apache-2.0

package import CloudTrail

/// The changes of a lineage: what was done, whether it failed, and what is left of it.
package struct ChangeList: Sendable {
    /// In order of time.
    package let changes: [Change]
    /// What services did onward with the identity of the lineage.
    package let onward: [Change]

    /// The same call counts as one that is tried again for this many seconds: tools and consoles retry, and a new
    /// identity takes a while to be known everywhere.
    private static let retrySeconds: Int64 = 120

    /// Finds the changes in events that are in order of time; those of others tell what was undone and what was before.
    package init(_ events: [LogEvent], _ lineage: Lineage, _ catalogue: Catalogue) {
        var changes: [Change] = []
        var changeOf: [Int: Int] = [:]
        for (place, event) in events.enumerated() {
            guard let node = lineage.owners[place], event.nature == .act || event.nature == .onward && !event.isReadOnly
            else { continue }
            let rule = catalogue.rule(for: event)
            // A use is judged as a session; a password that was changed is a change too.
            if rule?.category == "U", event.service != "signin" { continue }
            changeOf[place] = changes.count
            changes.append(
                Change(
                    event: place, failedBefore: [], node: node, rule: rule,
                    direction: event.lacksParameters ? .unknown : rule?.direction.direction(of: event) ?? .unknown,
                    outcome: event.errorCode == nil ? .done : .failed, after: .moot,
                    objects: rule.map { ObjectKey.keys(of: event, by: $0, catalogue) } ?? []))
        }
        var effect = NetEffect(catalogue)
        for (place, event) in events.enumerated() where event.errorCode == nil {
            let change = changeOf[place]
            if let change, changes[change].weakened || changes[change].rule?.makes != nil {
                effect.open(change, &changes)
            }
            effect.meet(event, place, change, &changes)
        }
        Self.closeStacks(&changes, events)
        let worst = Self.worst(changes, events)
        self.changes = Self.folded(worst.filter { events[$0.event].nature == .act }, events, lineage)
        onward = worst.filter { events[$0.event].nature == .onward }
    }

    /// What stacks made goes with the last of them.
    private static func closeStacks(_ changes: inout [Change], _ events: [LogEvent]) {
        let stacks = changes.filter { $0.rule?.makes == "stack" && $0.outcome != .failed }
        guard let last = stacks.compactMap(\.closedBy).max(), stacks.allSatisfy({ $0.closedBy != nil }) else { return }
        for place in changes.indices where changes[place].closedBy == nil {
            let event = events[changes[place].event]
            guard event.nature == .onward, event.identity.invokedBy == "cloudformation.amazonaws.com" else { continue }
            changes[place].closedBy = last
            if changes[place].after == .stands { changes[place].after = .undone }
        }
    }

    /// Of copies of one event that differ, the one that says the worse.
    private static func worst(_ changes: [Change], _ events: [LogEvent]) -> [Change] {
        var places: [String: Int] = [:]
        var kept: [Change] = []
        for change in changes {
            guard let id = events[change.event].id, let place = places[id] else {
                if let id = events[change.event].id { places[id] = kept.count }
                kept.append(change)
                continue
            }
            if change.weakened && !kept[place].weakened { kept[place] = change }
        }
        return kept
    }

    private struct Call: Hashable {
        var root: Int
        var service: String
        var stem: String
        var parameters: String
    }

    /// Joins failed calls with the same call that succeeded soon after.
    private static func folded(_ changes: [Change], _ events: [LogEvent], _ lineage: Lineage) -> [Change] {
        var failed: [Call: [Int]] = [:]
        var isFolded = Array(repeating: false, count: changes.count)
        var folded = changes
        for (place, change) in changes.enumerated() {
            let event = events[change.event]
            let call = Call(
                root: lineage.root(of: change.node), service: event.service, stem: event.stem,
                parameters: event.parameters?.withoutTokens ?? "")
            if change.outcome == .failed {
                failed[call, default: []].append(place)
                continue
            }
            guard let before = failed.removeValue(forKey: call), let time = event.time else { continue }
            let retried = before.filter { earlier in
                events[changes[earlier].event].time.map { time.seconds - $0.seconds <= retrySeconds } ?? false
            }
            guard !retried.isEmpty else { continue }
            folded[place].outcome = .retried
            folded[place].failedBefore = retried.map { changes[$0].event }
            for earlier in retried { isFolded[earlier] = true }
        }
        return folded.indices.filter { !isFolded[$0] }.map { folded[$0] }
    }
}

extension LogEvent {
    /// Whether the parameters were too long for the log, so that they tell nothing.
    fileprivate var lacksParameters: Bool { parameters?.member("omitted")?.truth ?? false }
}

extension JSONValue {
    /// The canonical text without what differs between two tries of the same call.
    fileprivate var withoutTokens: String {
        guard case .object(let members) = self else { return canonical }
        return JSONValue.object(
            members.filter { !["clientToken", "clientRequestToken", "requestToken"].contains($0.key) }
        ).canonical
    }
}
