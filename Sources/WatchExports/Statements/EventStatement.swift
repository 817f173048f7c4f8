// SPDX-License-Identifier: Apache-2.0
//
// Traces are what tells who acted, written `kind:what`; an event has several, and two events with a trace in common may
// have the same actor. docs/EXPORTS.md lists the kinds.

/// `glasswatch_events`: every record, each once, with what lineage and rules need.
struct EventStatement {
    let engine: Engine

    func statements(from log: String) -> [String] {
        SQL.table(
            "glasswatch_events",
            """
            WITH
            read AS (
              SELECT DISTINCT
                \(columns.map { "\($0.expression) AS \($0.name)" }.joined(separator: ",\n    "))
              FROM \(engine.records(of: log))
            ),
            named AS (
              SELECT
                read.*,
                coalesce(\(engine.seconds(Self.plainTime("happened_text"))), -1) AS happened,
                \(engine.seconds(Self.plainTime("issued_text"))) AS issued,
                regexp_replace(source, '[.]amazonaws[.]com([.]cn)?$', '') AS service,
                regexp_replace(name, '((19|20)[0-9]{6}|(19|20)[0-9]{2}_[0-9]{2}_[0-9]{2})(v[0-9]+)?$', '') AS stem,
                coalesce(recipient, identity_account, aggregated_account) AS account,
                coalesce(identity_account, recipient, '') AS home,
                coalesce(identity_type, '') AS kind,
                source = 'signin.amazonaws.com' AND name IN ('ConsoleLogin', 'SwitchRole') AS is_sign_in,
                lower(parameters) AS small_parameters,
                lower(response) AS small_response,
                lower(additional) AS small_additional,
                \(engine.string("additional", ["SwitchFrom"], isValid: true)) AS switched_from,
                \(engine.string("parameters", ["roleArn"], isValid: true)) AS asked_role,
                \(engine.string("parameters", ["roleSessionName"], isValid: true)) AS session_name,
                \(engine.string("response", ["assumedRoleUser", "arn"], isValid: true)) AS assumed_arn
              FROM read
            )
            SELECT
              named.*,
              \(nature) AS nature,
              \(engine.list(traces)) AS traces
            FROM named
            WHERE event_id IS NOT NULL
            """)
    }

    /// `2026-01-02T03:04:05` of that with a Z and perhaps a fraction, or of the old `20260102T030405Z`.
    private static func plainTime(_ text: String) -> String {
        """
        CASE WHEN length(\(text)) = 16 THEN substr(\(text), 1, 4) || '-' || substr(\(text), 5, 2) || '-' || \
        substr(\(text), 7, 2) || 'T' || substr(\(text), 10, 2) || ':' || substr(\(text), 12, 2) || ':' || \
        substr(\(text), 14, 2) ELSE substr(\(text), 1, 19) END
        """
    }

    private var columns: [(name: String, expression: String)] {
        [
            ("event_id", "coalesce(\(engine.field("eventID")), \(engine.field("eventId")))"),
            ("shared_id", engine.field("sharedEventID")), ("happened_text", engine.field("eventTime")),
            ("source", "coalesce(\(engine.field("eventSource")), '')"),
            ("name", "coalesce(\(engine.field("eventName")), '')"), ("event_type", engine.field("eventType")),
            ("event_category", engine.field("eventCategory")), ("region", engine.field("awsRegion")),
            ("recipient", engine.field("recipientAccountId")), ("aggregated_account", "CAST(NULL AS varchar(12))"),
            ("identity_type", engine.field("userIdentity.type")),
            ("principal", engine.field("userIdentity.principalId")), ("arn", engine.field("userIdentity.arn")),
            ("identity_account", engine.field("userIdentity.accountId")),
            ("access_key", engine.field("userIdentity.accessKeyId")),
            ("user_name", engine.field("userIdentity.userName")),
            ("invoked_by", engine.field("userIdentity.invokedBy")),
            ("person", engine.field("userIdentity.onBehalfOf.userId")),
            ("issuer_type", engine.field("userIdentity.sessionContext.sessionIssuer.type")),
            ("issuer_principal", engine.field("userIdentity.sessionContext.sessionIssuer.principalId")),
            ("issuer_arn", engine.field("userIdentity.sessionContext.sessionIssuer.arn")),
            ("issuer_account", engine.field("userIdentity.sessionContext.sessionIssuer.accountId")),
            ("issued_text", engine.field("userIdentity.sessionContext.attributes.creationDate")),
            ("sign_in", engine.field("userIdentity.sessionContext.signInSessionArn")),
            ("address", engine.field("sourceIPAddress")), ("agent", engine.field("userAgent")),
            ("read_only", "lower(\(engine.field("readOnly")))"), ("error_code", engine.field("errorCode")),
            ("error_message", engine.field("errorMessage")), ("parameters", engine.object("requestParameters")),
            ("response", engine.object("responseElements")), ("additional", engine.object("additionalEventData")),
        ]
    }

    private func when(_ condition: String, _ trace: String) -> String { "CASE WHEN \(condition) THEN \(trace) END" }

    /// The account, role and session of `arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION`, as a trace of the role.
    private func role(ofSession arn: String) -> String {
        when(
            "\(arn) LIKE 'arn:%:assumed-role/%/%'",
            "'role:' || split_part(\(arn), ':', 5) || '/' || split_part(\(arn), '/', 2)")
    }

    private func trusted(_ principal: String) -> String {
        when(
            "source = 'sts.amazonaws.com' AND name LIKE 'AssumeRole%' AND error_code IS NULL "
                + "AND asked_role LIKE 'arn:%:role/%'",
            "'trusted:' || split_part(asked_role, ':', 5) || '/' || "
                + "\(engine.group("asked_role", "([^/]+)$")) || '/' || \(principal)")
    }

    /// `Sources/Watch/Lineage/ActorTraces.swift` has the same in Swift.
    private var traces: [String] {
        let id = engine.group("principal", "^[^:]*:(i-[0-9a-f]{8}|i-[0-9a-f]{17})$")
        let service = "kind = 'AWSService' AND source = 'sts.amazonaws.com' AND name = 'AssumeRole'"
        let federated = "kind = 'FederatedUser'"
        let isRootsUser = "issuer_type = 'Root' AND issuer_account IS NOT NULL"
        return [
            "'key:' || access_key", "'signin:' || sign_in",
            "'session:' || principal || '@' || \(engine.text("issued"))",
            when("is_sign_in AND happened >= 0", "'session:' || principal || '@' || \(engine.text("happened"))"),
            when("is_sign_in AND principal LIKE '%:%'", "'signer:' || principal"),
            when("kind <> 'Root' AND principal NOT LIKE '%:%'", "'principal:' || principal"),
            when("kind <> 'Root' AND principal LIKE 'AROA%:%'", "'principal:' || split_part(principal, ':', 1)"),
            when("kind <> 'Root'", "'instance:' || \(id)"), when("kind <> 'Root'", "'identity:' || arn"),
            when("kind <> 'Root'", role(ofSession: "arn")),
            when("kind = 'Root' AND coalesce(event_type, '') <> 'AwsServiceEvent'", "'root:' || home"),
            when("kind = 'IAMUser'", "'user:' || home || '/' || user_name"),
            when("kind = 'IAMUser' AND is_sign_in", "'console:' || home || '/' || user_name"),
            when("kind = 'AssumedRole'", "'identity:' || issuer_arn"),
            when("kind = 'AssumedRole'", "'principal:' || issuer_principal"), "'store:' || person",
            "'shared:' || shared_id", when("\(federated) AND \(isRootsUser)", "'root:' || issuer_account"),
            when("\(federated) AND NOT coalesce(\(isRootsUser), FALSE)", "'identity:' || issuer_arn"),
            when("\(federated) AND NOT coalesce(\(isRootsUser), FALSE)", "'principal:' || issuer_principal"),
            "'identity:' || switched_from", role(ofSession: "switched_from"),
            when(service, "'instance:' || \(engine.group("session_name", "^(i-[0-9a-f]{8}|i-[0-9a-f]{17})$"))"),
            when(service, "'identity:' || assumed_arn"),
            when(
                "source = 'sts.amazonaws.com' AND name = 'AssumeRoleWithSAML'",
                "'provider:' || \(engine.string("parameters", ["principalArn"], isValid: true))"),
            when(
                "source = 'sts.amazonaws.com' AND name = 'AssumeRoleWithWebIdentity'",
                "'provider:' || \(engine.group("principal", "^(arn:[^:]*:[^:]*:[^:]*:[^:]*:[^:]*)"))"),
            when(
                "source = 'rolesanywhere.amazonaws.com' AND name = 'CreateSession'",
                "'provider:' || \(engine.string("parameters", ["trustAnchorArn"], isValid: true))"),
            trusted("arn"), trusted("issuer_arn"), trusted("identity_account"), trusted("'*'"),
        ]
    }

    /// 1 where a trace of an event is that of somebody behind the caller rather than the caller's own, else 0.
    static func borrowed(_ trace: String) -> String {
        """
        CASE WHEN event.kind = 'FederatedUser' AND (\(trace) = 'root:' || event.issuer_account \
        OR \(trace) = 'identity:' || event.issuer_arn OR \(trace) = 'principal:' || event.issuer_principal) \
        OR \(trace) = 'identity:' || event.switched_from AND event.switched_from <> coalesce(event.arn, '') \
        THEN 1 ELSE 0 END
        """
    }

    /// `Sources/Watch/Sessions/EventNature.swift` has the same in Swift.
    private var nature: String {
        let call = "service || ':' || name"
        let reads = LogCalls.readVerbs.map { "^\($0)([^a-z]|$)" }.joined(separator: "|")
        return """
            CASE
                WHEN kind = 'AWSService' OR event_type = 'AwsServiceEvent'
                  OR kind = '' AND (address = 'AWS Internal' OR address LIKE '%.amazonaws.com'
                    OR address LIKE '%.amazonaws.com.cn') THEN 'service'
                WHEN event_category NOT IN ('Management', 'Data') THEN 'service'
                WHEN invoked_by IS NOT NULL THEN 'onward'
                WHEN kind = 'AssumedRole' AND \(call) IN \(SQL.texts(LogCalls.heartbeats.sorted()))
                  THEN 'heartbeat'
                WHEN service = 'signin' AND name IN \(SQL.texts(LogCalls.signIns.sorted())) THEN 'entry'
                WHEN service = 'sts' AND (name LIKE 'AssumeRo%' OR name LIKE 'Get%' OR name LIKE 'Decode%') THEN 'entry'
                WHEN \(call) = 'rolesanywhere:CreateSession' THEN 'entry'
                WHEN service = 'sso' AND name IN ('GetRoleCredentials', 'Federate', 'Authenticate', 'CreateToken') THEN 'entry'
                WHEN \(call) IN \(SQL.texts(LogCalls.changesNothing.sorted())) THEN 'read'
                WHEN read_only = 'true' THEN 'read'
                WHEN read_only = 'false' THEN 'act'
                WHEN \(engine.fits("name", reads)) THEN 'read'
                ELSE 'act'
              END
            """
    }
}
