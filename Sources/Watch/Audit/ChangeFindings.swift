// SPDX-License-Identifier: Apache-2.0

import CloudTrail

extension Scene {
    /// What was changed, what is left of it, and what was tried.
    var changeFindings: [Finding] {
        let failed = changes.filter { $0.direction == .weakens && $0.outcome == .failed }.map(\.event)
        return finding(.weakeningStands, changes.filter { $0.after == .stands }.map(\.event))
            + finding(.logTouched, (changes + onward).filter(touchesLog).map(\.event))
            + finding(.descendantAlive, living)
            + finding(.attemptFailed, failed + grouping.failedSignIns.flatMap(\.lasting))
            + finding(
                .changedAndReverted, changes.filter { $0.after == .reverted && $0.rule?.category == "T" }.map(\.event))
    }

    /// What was begotten and can act by itself, and was not removed.
    private var living: [Int] {
        let alive = Set((changes + onward).filter(\.isAlive).map(\.event))
        return lineage.nodes.compactMap(\.event).filter(alive.contains)
    }

    private func touchesLog(_ change: Change) -> Bool {
        guard change.direction == .weakens, let rule = change.rule else { return false }
        let expectation = expectation(of: change.node)
        // Most buckets, topics, queues and functions have nothing to do with the log.
        if ["s3", "sns", "sqs", "lambda"].contains(rule.service) {
            let watched = expectation.buckets + expectation.alertChannels
            return change.objects.contains { object in
                watched.contains(object.name) || object.scope.contains(where: watched.contains)
            }
        }
        return rule.category == "L" && !isOfAnotherTrail(change)
    }

    /// Whether a change is known to be of a trail that the policy does not declare, although it declares some.
    private func isOfAnotherTrail(_ change: Change) -> Bool {
        let event = events[change.event]
        guard event.service == "cloudtrail", !expectation(of: change.node).trails.isEmpty, !change.objects.isEmpty,
            change.objects.allSatisfy({ Self.trailKinds.contains($0.kind) }),
            event.parameters?.member("eventDataStore") == nil,
            // Who mistypes a trail's name meant one.
            event.errorCode != "TrailNotFoundException"
        else { return false }
        let declared = expectations.flatMap(\.trails)
        return !change.objects.contains { object in declared.contains { Self.isTrail(object, $0, in: event) } }
    }

    private static let trailKinds: Set = [
        "trail", "trail-logging", "trail-settings", "trail-selectors", "trail-insights",
    ]

    /// Whether an object is the trail of an ARN. A call that succeeded was made in the trail's own region.
    private static func isTrail(_ object: ObjectKey, _ arn: String, in event: LogEvent) -> Bool {
        let parts = arn.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 6 else { return true }
        return object.name == ObjectKey.plainName(arn, nil, "cloudtrail")
            && (object.account.isEmpty || object.account == parts[4])
            && (event.errorCode != nil || object.region == parts[3])
    }
}
