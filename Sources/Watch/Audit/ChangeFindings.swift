// SPDX-License-Identifier: Apache-2.0

import CloudTrail

extension Scene {
    /// What was changed, what is left of it, and what was tried.
    var changeFindings: [Finding] {
        let failed = changes.filter { $0.direction == .weakens && $0.outcome == .failed }.map(\.event)
        return finding(.weakeningStands, changes.filter { $0.after == .stands }.map(\.event))
            + finding(.logTouched, changes.filter(touchesLog).map(\.event))
            + finding(.descendantAlive, living)
            + finding(.attemptFailed, failed + lastingFailures)
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
        return rule.category == "L"
    }

    /// Failed sign-ins that no success followed: who mistypes a password tries again.
    private var lastingFailures: [Int] {
        grouping.failedSignIns.filter { place in
            let failed = events[place]
            guard let time = failed.time else { return true }
            return !grouping.sessions.contains { session in
                guard let entry = session.entry.map({ events[$0] }), let success = entry.time else { return false }
                return entry.identity.principalID == failed.identity.principalID && time <= success
                    && success.seconds - time.seconds <= 120
            }
        }
    }
}
