// SPDX-License-Identifier: Apache-2.0

import CloudTrail

extension Inspection {
    /// P-25 to P-28.
    mutating func checkKeys() {
        for key in path.keys {
            checkState(of: key)
            guard let policy = policy(of: key, asking: "who can use it") else { continue }
            findOutsiders(.keyPolicy, key.text, policy)
            let actions = ["DisableKey", "ScheduleKeyDeletion", "PutKeyPolicy"]
            findHolders(.keyChangers, key.text, actions.map { ("kms:\($0)", key.text) }, policy: policy, isKey: true)
            for trail in path.trails where trail.description.text(at: "KmsKeyId") == key.text {
                guard !Self.lets("cloudtrail.amazonaws.com", do: ["kms:GenerateDataKey"], on: key.text, policy) else {
                    continue
                }
                find(
                    .keyForTrail, key.text, "its policy does not let cloudtrail.amazonaws.com generate data keys",
                    fix: policyFix(key.text))
            }
        }
    }

    /// The policy of a key; nil, and a gap, where it cannot be told.
    mutating func policy(of key: ARN, asking question: String) -> PolicyDocument? {
        guard case .value(let value) = known(.keyPolicy(key), key.text, question) else { return nil }
        guard let policy = value["Policy"].flatMap(PolicyDocument.init) else {
            gap(key.text, question, because: "its policy cannot be read")
            return nil
        }
        return policy
    }

    /// Whether a policy lets a service do each of some actions, whatever the conditions say.
    static func lets(_ service: String, do actions: [String], on resource: String, _ policy: PolicyDocument) -> Bool {
        actions.allSatisfy { action in
            policy.statements.contains { statement in
                !statement.isDenial && statement.match(action, on: resource) != .no
                    && (statement.principals?.services.contains(service) == true
                        || statement.principals?.identities.contains("*") == true && statement.condition.tests.isEmpty)
            }
        }
    }

    private mutating func checkState(of key: ARN) {
        let call = ExportCall.key(key)
        switch known(call, key.text, "whether it is enabled", absent: ["NotFoundException"]) {
        case nil: break
        case .absent:
            find(.keyUsable, key.text, "there is no such key", fix: ["kms", "create-key", "--region", key.region])
        case .value(let value):
            guard let state = value.text(at: "KeyMetadata.KeyState") else {
                gap(key.text, "whether it is enabled", call)
                return
            }
            guard state != "Enabled" else { return }
            let operation = state == "PendingDeletion" ? "cancel-key-deletion" : "enable-key"
            find(
                .keyUsable, key.text, "its state is \(state)",
                fix: ["kms", operation, "--key-id", key.text, "--region", key.region])
        }
    }
}
