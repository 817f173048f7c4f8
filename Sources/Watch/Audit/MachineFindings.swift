// SPDX-License-Identifier: Apache-2.0
//
// Credentials of machines that somebody took along. A session's name proves no machine: anyone who takes a role chooses
// it. The record of a call, or the call that issued the credentials, tells that a machine got them.

import CloudTrail

extension Scene {
    /// The calls of sessions that were used on their machine and elsewhere.
    var offMachine: [Int] {
        var instances: [String: [Int]] = [:]
        var functions: [String: [Int]] = [:]
        for place in events.indices where lineage.owners[place] != nil {
            let event = events[place]
            guard event.nature != .service, event.nature != .onward, let principal = event.identity.principalID else {
                continue
            }
            let service = issuingService(of: place)
            if event.identity.session?.isOfInstance == true || service == "ec2.amazonaws.com" {
                instances[principal, default: []].append(place)
            } else if let service, ["lambda.amazonaws.com", "ecs-tasks.amazonaws.com"].contains(service),
                let key = event.identity.accessKeyID
            {
                functions[key, default: []].append(place)
            }
        }
        return instances.values.filter(isSplit).flatMap { $0 } + functions.values.filter(isTaken).flatMap { $0 }
    }

    /// The service for which the log shows that it issued the credentials of a call.
    private func issuingService(of place: Int) -> String? {
        guard let issue = lineage.owners[place].flatMap({ lineage.nodes[$0].event }) else { return nil }
        let event = events[issue]
        let isByService = event.service == "sts" && event.name == "AssumeRole" && event.identity.type == "AWSService"
        return isByService ? event.identity.invokedBy : nil
    }

    /// Whether a session of an instance has two keys that come from two places.
    private func isSplit(_ places: [Int]) -> Bool {
        var addresses: [String: Set<String>] = [:]
        for place in places {
            guard let key = events[place].identity.accessKeyID, let address = events[place].address else { continue }
            addresses[key, default: []].insert(address)
        }
        guard let first = places.first.flatMap({ events[$0].identity.accessKeyID }), let home = addresses[first] else {
            return false
        }
        return addresses.contains { $0.key != first && $0.value.isDisjoint(with: home) }
    }

    /// Whether a key of a function or task was also used where no such program runs. Two of them at once have two keys
    /// and two addresses, and that is ordinary; each says in its calls where it runs.
    private func isTaken(_ places: [Int]) -> Bool {
        func addresses(inside: Bool) -> Set<String> {
            Set(
                places.filter { (events[$0].agent?.contains("exec-env/AWS_") ?? false) == inside }
                    .compactMap { events[$0].address })
        }
        let home = addresses(inside: true)
        return !home.isEmpty && !addresses(inside: false).isSubset(of: home)
    }
}
