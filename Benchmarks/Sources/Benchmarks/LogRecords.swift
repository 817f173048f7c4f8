// SPDX-License-Identifier: Apache-2.0
//
// A day of an ordinary account, in the form in which CloudTrail delivers it: role sessions that mostly read, services
// that take roles, onward calls, and now and then a change.

/// Makes the records of logs, the same ones in every run.
struct LogRecords {
    private var random: UInt64 = 0x9E37_79B9_7F4A_7C15
    private var count = 0
    private let account = "111122223333"
    private static let reads = [
        ("ec2", "DescribeInstances"), ("ec2", "DescribeNetworkInterfaces"), ("s3", "GetBucketAcl"),
        ("s3", "ListBuckets"), ("iam", "ListRoles"), ("iam", "GetRolePolicy"), ("logs", "DescribeLogGroups"),
        ("monitoring", "DescribeAlarms"), ("dynamodb", "DescribeTable"), ("rds", "DescribeDBInstances"),
        ("ecs", "DescribeTasks"), ("elasticloadbalancing", "DescribeTargetHealth"), ("ssm", "GetParameter"),
    ]
    private static let writes = [
        ("ec2", "RunInstances"), ("iam", "AttachRolePolicy"), ("ec2", "AuthorizeSecurityGroupIngress"),
        ("ec2", "CreateTags"), ("lambda", "UpdateFunctionCode20150331v2"), ("s3", "PutBucketPolicy"),
    ]

    private mutating func next(_ limit: Int) -> Int {
        random ^= random << 13
        random ^= random >> 7
        random ^= random << 17
        return Int(random % UInt64(limit))
    }

    private func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    /// A file of about this many bytes.
    mutating func file(byteCount: Int) -> String {
        var text = "{\"Records\":["
        var isFirst = true
        while text.utf8.count < byteCount {
            if !isFirst { text += "," }
            isFirst = false
            text += record()
        }
        return text + "]}"
    }

    private mutating func record() -> String {
        count += 1
        return switch next(100) {
        case ..<9: roleCall()
        case ..<20: onwardCall()
        case ..<95: call(Self.reads[next(Self.reads.count)], isRead: true)
        default: call(Self.writes[next(Self.writes.count)], isRead: false)
        }
    }

    private var time: String {
        let second = count / 2
        return "2026-11-\(padded(1 + second / 86_400 % 28, 2))T\(padded(second / 3_600 % 24, 2)):"
            + "\(padded(second / 60 % 60, 2)):\(padded(second % 60, 2))Z"
    }

    private mutating func uuid() -> String {
        "\(padded(next(99_999_999), 8))-0000-4000-8000-\(padded(count, 12))"
    }

    private mutating func tail(_ service: String) -> String {
        """
        "requestID":"\(uuid())","eventID":"\(uuid())","eventType":"AwsApiCall","managementEvent":true,\
        "recipientAccountId":"\(account)","eventCategory":"Management","tlsDetails":{"tlsVersion":"TLSv1.3",\
        "cipherSuite":"TLS_AES_128_GCM_SHA256","clientProvidedHostHeader":"\(service).eu-central-1.amazonaws.com"}}
        """
    }

    private mutating func call(_ call: (service: String, name: String), isRead: Bool) -> String {
        let session = next(400)
        let role = "Role\(session % 40)"
        let key = "ASIA\(padded(session, 16))"
        return """
            {"eventVersion":"1.11","userIdentity":{"type":"AssumedRole",\
            "principalId":"AROA\(padded(session % 40, 17)):session-\(session)",\
            "arn":"arn:aws:sts::\(account):assumed-role/\(role)/session-\(session)","accountId":"\(account)",\
            "accessKeyId":"\(key)","sessionContext":{"sessionIssuer":{"type":"Role",\
            "principalId":"AROA\(padded(session % 40, 17))","arn":"arn:aws:iam::\(account):role/\(role)",\
            "accountId":"\(account)","userName":"\(role)"},"attributes":{\
            "creationDate":"2026-11-\(padded(1 + session % 28, 2))T06:00:00Z","mfaAuthenticated":"false"}}},\
            "eventTime":"\(time)","eventSource":"\(call.service).amazonaws.com","eventName":"\(call.name)",\
            "awsRegion":"eu-central-1","sourceIPAddress":"10.0.\(session % 256).\(next(256))",\
            "userAgent":"aws-sdk-go-v2/1.32.6 os/linux lang/go#1.23.4 md/GOOS#linux md/GOARCH#amd64 \
            api/\(call.service)#1.142.0","requestParameters":{"filterSet":{"items":[{"name":"tag:Name",\
            "valueSet":{"items":[{"value":"node-\(next(1_000))"}]}}]},"maxResults":100},\
            "responseElements":null,"readOnly":\(isRead),\(tail(call.service))
            """
    }

    private mutating func onwardCall() -> String {
        """
        {"eventVersion":"1.11","userIdentity":{"type":"AssumedRole",\
        "principalId":"AROA\(padded(next(40), 17)):autoscaling",\
        "arn":"arn:aws:sts::\(account):assumed-role/AWSServiceRoleForAutoScaling/autoscaling",\
        "accountId":"\(account)","sessionContext":{"sessionIssuer":{"type":"Role","principalId":"AROASERVICE0000000001",\
        "arn":"arn:aws:iam::\(account):role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling",\
        "accountId":"\(account)","userName":"AWSServiceRoleForAutoScaling"},"attributes":{"creationDate":"\(time)",\
        "mfaAuthenticated":"false"}},"invokedBy":"autoscaling.amazonaws.com"},"eventTime":"\(time)",\
        "eventSource":"kms.amazonaws.com","eventName":"Decrypt","awsRegion":"eu-central-1",\
        "sourceIPAddress":"autoscaling.amazonaws.com","userAgent":"autoscaling.amazonaws.com",\
        "requestParameters":{"encryptionAlgorithm":"SYMMETRIC_DEFAULT","encryptionContext":{\
        "aws:ebs:id":"vol-\(padded(next(99_999), 17))"}},"responseElements":null,"readOnly":true,\(tail("kms"))
        """
    }

    private mutating func roleCall() -> String {
        let session = next(400)
        let role = "Role\(session % 40)"
        let (year, month) = ("2026", "Nov")
        return """
            {"eventVersion":"1.11","userIdentity":{"type":"AWSService","invokedBy":"ecs-tasks.amazonaws.com"},\
            "eventTime":"\(time)","eventSource":"sts.amazonaws.com","eventName":"AssumeRole",\
            "awsRegion":"eu-central-1","sourceIPAddress":"ecs-tasks.amazonaws.com",\
            "userAgent":"ecs-tasks.amazonaws.com","requestParameters":{\
            "roleArn":"arn:aws:iam::\(account):role/\(role)","roleSessionName":"session-\(session)"},\
            "responseElements":{"credentials":{"accessKeyId":"ASIA\(padded(session, 16))",\
            "sessionToken":"\(String(repeating: "IQoJb3JpZ2luX2VjE", count: 24))",\
            "expiration":"\(month) 24, \(year), 9:17:02 PM"},"assumedRoleUser":{\
            "assumedRoleId":"AROA\(padded(session % 40, 17)):session-\(session)",\
            "arn":"arn:aws:sts::\(account):assumed-role/\(role)/session-\(session)"}},"readOnly":true,\
            "sharedEventID":"\(uuid())",\(tail("sts"))
            """
    }
}
