// SPDX-License-Identifier: Apache-2.0

/// What agents of machines write by themselves; `readOnly` is false, yet nothing changes.
package enum Heartbeats {
    /// Whether a call is one.
    static func contains(_ service: String, _ name: String) -> Bool { calls.contains("\(service):\(name)") }

    /// `service:name` of each.
    package static let calls: Set<String> = [
        "ssm:UpdateInstanceInformation", "ssm:PutInventory", "ssm:PutComplianceItems", "ssm:ListInstanceAssociations",
        "ssm:UpdateInstanceAssociationStatus", "ssm:UpdateAssociationStatus", "ssm:ListAssociations",
        "ssm:PutConfigurePackageResult", "ssm:GetDeployablePatchSnapshotForInstance",
        "ssmmessages:CreateControlChannel", "ssmmessages:CreateDataChannel", "ssmmessages:OpenControlChannel",
        "ssmmessages:OpenDataChannel", "ec2messages:AcknowledgeMessage", "ec2messages:DeleteMessage",
        "ec2messages:FailMessage", "ec2messages:GetEndpoint", "ec2messages:GetMessages", "ec2messages:SendReply",
        "logs:CreateLogStream", "logs:PutLogEvents", "monitoring:PutMetricData",
        "xray:PutTraceSegments", "xray:PutTelemetryRecords",
    ]
}
