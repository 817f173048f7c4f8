// SPDX-License-Identifier: Apache-2.0
//
// An edge leads from a trace to a trace: of another name of the same actor (descent 0), or of what the actor's call
// begot (descent 1). It is followed by somebody who holds the first trace at a time from `first_seen` to `last_seen`,
// and what it leads to is theirs from `begins` to `ends`. Lineage over this table ends soon; over all events it did not.

/// `glasswatch_edges`: who came from whom, as far as single events tell.
struct EdgeStatement {
    let engine: Engine
    /// Later than each event.
    static let never = "9999999999"

    var statements: [String] {
        SQL.table(
            "glasswatch_edges",
            """
            WITH
            deletions AS (
              SELECT happened, 'user:' || account || '/' || \(engine.string("parameters", ["userName"], isValid: true)) AS trace
              FROM glasswatch_events
              WHERE service = 'iam' AND name = 'DeleteUser' AND error_code IS NULL
              UNION ALL
              SELECT happened, 'role:' || account || '/' || \(engine.string("parameters", ["roleName"], isValid: true))
              FROM glasswatch_events
              WHERE service = 'iam' AND name = 'DeleteRole' AND error_code IS NULL
            ),
            \(made),
            \(policies),
            begotten AS (
            \(begotten.joined(separator: "\n  UNION ALL\n"))
            ),
            known AS (
              SELECT DISTINCT trace FROM begotten WHERE trace LIKE 'key:%'
            ),
            links AS (
              SELECT
                parent.trace AS parent, child.trace AS child,
                min(event.happened) AS first_seen, max(event.happened) AS last_seen,
                min(\(EventStatement.borrowed("parent.trace"))) AS descent
              FROM glasswatch_events AS event
                \(engine.unnest("event.traces", "parent", "trace"))
                \(engine.unnest("event.traces", "child", "trace"))
                LEFT JOIN known ON known.trace = parent.trace
              WHERE parent.trace <> child.trace AND (
                child.trace LIKE 'shared:%' AND parent.trace NOT LIKE 'trusted:%'
                OR child.trace LIKE 'signin:%' AND parent.trace NOT LIKE 'trusted:%'
                  AND (parent.trace NOT LIKE 'key:%' OR known.trace IS NOT NULL)
                OR child.trace LIKE 'session:%' AND parent.trace NOT LIKE 'trusted:%'
                  AND (parent.trace NOT LIKE 'key:%' OR known.trace IS NOT NULL)
                OR child.trace LIKE 'key:%' AND child.trace NOT LIKE 'key:AKIA%'
                  AND (parent.trace LIKE 'session:%' OR parent.trace LIKE 'shared:%'
                    OR event.issued IS NULL AND parent.trace NOT LIKE 'trusted:%' AND parent.trace NOT LIKE 'key:%')
                OR child.trace LIKE 'principal:%' AND event.kind = 'IAMUser'
                  AND (parent.trace LIKE 'identity:%' OR parent.trace LIKE 'user:%')
              )
              GROUP BY parent.trace, child.trace
            )
            SELECT parent, child, first_seen, last_seen, -1 AS begins, \(Self.never) AS ends, descent,
              \(engine.text("NULL")) AS event_id, \(engine.text("NULL")) AS made
            FROM links
            UNION ALL
            SELECT DISTINCT
              parent.trace, begotten.trace, event.happened, event.happened, begotten.begins, begotten.ends,
              CASE WHEN event.name IN ('GetSessionToken', 'GetSigninToken', 'CreateOAuth2Token') THEN 0 ELSE 1 END,
              event.event_id, begotten.made
            FROM begotten
              JOIN glasswatch_events AS event ON event.event_id = begotten.event_id
              \(engine.unnest("event.traces", "parent", "trace"))
            WHERE parent.trace <> begotten.trace AND begotten.trace IS NOT NULL AND parent.trace IS NOT NULL
              AND (parent.trace LIKE 'session:%' OR parent.trace LIKE 'trusted:%' OR parent.trace LIKE 'shared:%'
                OR event.issued IS NULL)
            """)
    }

    /// Users and roles, until the first deletion of that name.
    private var made: String {
        func one(_ kind: String, _ id: String, _ calls: String) -> String {
            let name =
                "coalesce(\(engine.string("event.response", [kind, "\(kind)Name"], isValid: true)), "
                + "\(engine.string("event.parameters", ["\(kind)Name"], isValid: true)))"
            return """
                  SELECT
                    event.event_id, event.happened, '\(kind)' AS made,
                    '\(kind):' || event.account || '/' || \(name) AS by_name,
                    'identity:' || \(engine.string("event.response", [kind, "arn"], isValid: true)) AS by_arn,
                    'principal:' || \(engine.string("event.response", [kind, id], isValid: true)) AS by_id
                  FROM glasswatch_events AS event
                  WHERE event.service = 'iam' AND event.name IN \(calls) AND event.error_code IS NULL
                """
        }
        return """
            created AS (
            \(one("user", "userId", "('CreateUser')"))
              UNION ALL
            \(one("role", "roleId", "('CreateRole', 'CreateServiceLinkedRole')"))
            ),
            made AS (
              SELECT
                created.event_id, created.happened, created.made, created.by_name, created.by_arn, created.by_id,
                coalesce(min(deletions.happened), \(Self.never)) AS ends
              FROM created
                LEFT JOIN deletions ON deletions.trace = created.by_name AND deletions.happened >= created.happened
              GROUP BY created.event_id, created.happened, created.made, created.by_name, created.by_arn, created.by_id
            )
            """
    }

    /// Trust policies in order, so that those whom a call let in are told from those who were in before.
    private var policies: String {
        let document =
            "coalesce(\(engine.value("parameters", ["policyDocument"], isValid: true)), "
            + "\(engine.value("parameters", ["assumeRolePolicyDocument"], isValid: true)))"
        return """
            documents AS (
              SELECT
                event_id, happened, name, account, \(engine.string("parameters", ["roleName"], isValid: true)) AS role,
                \(document) AS document
              FROM glasswatch_events
              WHERE service = 'iam' AND name IN ('CreateRole', 'UpdateAssumeRolePolicy') AND error_code IS NULL
            ),
            policies AS (
              SELECT
                event_id, happened, name, account, role, \(engine.plain("document")) AS document,
                lag(\(engine.plain("document"))) OVER (PARTITION BY account, role ORDER BY happened, event_id) AS before
              FROM documents
            ),
            opened AS (
              SELECT
                policies.event_id, policies.happened, policies.account, policies.role,
                CASE WHEN part.text LIKE 'arn:%:root' THEN split_part(part.text, ':', 5) ELSE part.text END AS whom
              FROM policies
                \(engine.unnest(engine.split("policies.document", "\""), "part", "text"))
              WHERE policies.name = 'UpdateAssumeRolePolicy'
                AND (part.text = '*' OR \(engine.fits("part.text", "^([0-9]{12}|arn:[^:]*:(iam|sts)::[0-9]{12}:.+)$")))
                AND CASE WHEN policies.before IS NULL
                  THEN part.text <> policies.account AND position('::' || policies.account || ':' IN part.text) = 0
                  ELSE position('"' || part.text || '"' IN policies.before) = 0 END
            )
            """
    }

    private func sessions(_ trace: String, _ condition: String, _ begins: String = "-1", _ ends: String = never)
        -> String
    {
        """
          SELECT event_id, 'session' AS made, \(trace) AS trace, \(begins) AS begins, \(ends) AS ends
          FROM glasswatch_events
          WHERE service IN ('sts', 'rolesanywhere', 'signin', 'sso') AND error_code IS NULL AND happened >= 0
            AND \(condition)
        """
    }

    /// `Sources/Watch/Lineage/Offspring.swift` has the same in Swift.
    private var begotten: [String] {
        let set = engine.value("response", ["credentialSet"], isValid: true)
        let first = engine.elements("credential_set")
        let key =
            "coalesce(\(engine.string("response", ["credentials", "accessKeyId"], isValid: true)), "
            + "\(engine.string("response", ["accessToken", "accessKeyId"], isValid: true)))"
        let principal =
            "coalesce(\(engine.string("response", ["assumedRoleUser", "assumedRoleId"], isValid: true)), "
            + "\(engine.string("response", ["federatedUser", "federatedUserId"], isValid: true)))"
        func iam(_ made: String, _ names: String, _ trace: String) -> String {
            """
              SELECT event_id, '\(made)', \(trace), \(made == "key" ? "-1" : "happened"), \(Self.never)
              FROM glasswatch_events
              WHERE service = 'iam' AND name IN \(names) AND error_code IS NULL
            """
        }
        let user = engine.string("parameters", ["userName"], isValid: true)
        let function =
            "coalesce(\(engine.string("response", ["functionName"], isValid: true)), \(engine.string("parameters", ["functionName"], isValid: true)))"
        let role =
            "coalesce(\(engine.string("response", ["role"], isValid: true)), \(engine.string("parameters", ["role"], isValid: true)))"
        return [
            sessions("'key:' || \(key)", "\(key) NOT LIKE 'HIDDEN%'"),
            sessions("'session:' || \(principal) || '@' || \(engine.text("happened"))", "response IS NOT NULL"),
            sessions("'session:' || \(principal) || '@' || \(engine.text("happened + 1"))", "response IS NOT NULL"),
            sessions("'signer:' || \(principal)", "kind <> 'AWSService'", "happened", "happened + 129600"),
            // Roles Anywhere answers with a list.
            """
              SELECT sets.event_id, 'session', 'key:' || \(engine.string("one.part", ["credentials", "accessKeyId"])), -1, \
            \(Self.never)
              FROM (SELECT event_id, \(set) AS credential_set FROM glasswatch_events
                WHERE service = 'rolesanywhere' AND name = 'CreateSession' AND error_code IS NULL) AS sets
                \(engine.unnest(first, "one", "part"))
            """,
            """
              SELECT sets.event_id, 'session', 'session:' || \
            \(engine.string("one.part", ["assumedRoleUser", "assumedRoleId"])) || '@' || \(engine.text("sets.happened")), \
            -1, \(Self.never)
              FROM (SELECT event_id, happened, \(set) AS credential_set FROM glasswatch_events
                WHERE service = 'rolesanywhere' AND name = 'CreateSession' AND error_code IS NULL) AS sets
                \(engine.unnest(first, "one", "part"))
            """,
            "  SELECT event_id, made, by_name, happened, ends FROM made",
            "  SELECT event_id, made, by_arn, happened, ends FROM made",
            "  SELECT event_id, made, by_id, -1, \(Self.never) FROM made",
            iam(
                "key", "('CreateAccessKey')",
                "'key:' || \(engine.string("response", ["accessKey", "accessKeyId"], isValid: true))"),
            iam(
                "password", "('CreateLoginProfile', 'UpdateLoginProfile')",
                "CASE WHEN \(user) <> coalesce(user_name, '') THEN 'console:' || account || '/' || \(user) END"),
            """
              SELECT event_id, 'trust', 'trusted:' || account || '/' || role || '/' || whom, happened, \(Self.never)
              FROM opened
            """,
            """
              SELECT runs.event_id, 'instance', 'instance:' || \(engine.string("item.part", ["instanceId"])), -1, \
            \(Self.never)
              FROM (SELECT event_id, \(engine.value("response", ["instancesSet", "items"], isValid: true)) AS items
                FROM glasswatch_events
                WHERE service = 'ec2' AND name = 'RunInstances' AND error_code IS NULL) AS runs
                \(engine.unnest(engine.elements("items"), "item", "part"))
            """,
            """
              SELECT event_id, 'function',
                'identity:arn:' || split_part(role, ':', 2) || ':sts::' || split_part(role, ':', 5) || ':assumed-role/'
                || \(engine.group("role", "([^/]+)$")) || '/' || function_name, happened, \(Self.never)
              FROM (SELECT event_id, happened, \(role) AS role,
                  \(engine.without(function, "^.*:function:|:.*$")) AS function_name
                FROM glasswatch_events
                WHERE service = 'lambda' AND stem = 'CreateFunction' AND error_code IS NULL) AS functions
              WHERE role LIKE 'arn:%'
            """,
            """
              SELECT event_id, 'user', 'store:' || coalesce(\(engine.string("response", ["userId"], isValid: true)), \
            \(engine.string("response", ["user", "userId"], isValid: true))), -1, \(Self.never)
              FROM glasswatch_events
              WHERE service IN ('identitystore', 'sso-directory') AND name = 'CreateUser' AND error_code IS NULL
            """,
            """
              SELECT event.event_id, 'provider', 'provider:' || \(engine.group("event.response", "\"(arn:[^\"]+)\"")), \
            event.happened, \(Self.never)
              FROM glasswatch_events AS event
                JOIN glasswatch_rules AS rule ON rule.service = event.service AND rule.stem = event.stem
              WHERE rule.makes = 'provider' AND event.error_code IS NULL
            """,
        ]
    }
}
