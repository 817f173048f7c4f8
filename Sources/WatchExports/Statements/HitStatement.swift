// SPDX-License-Identifier: Apache-2.0
//
// Three tables and not one: an engine that puts a query into each place that names it would run the recursion several
// times.

/// `glasswatch_reached`: the traces of the declared identities and of what came from them; `glasswatch_acted`: the events
/// that bear one of these; `glasswatch_hits`: the same with the calls by which others issued their sessions.
struct HitStatement {
    let engine: Engine
    /// The longest way from a declared identity, in edges. Trino follows ten and no more.
    static let depth = 10

    var statements: [String] {
        SQL.table(
            "glasswatch_reached",
            """
            WITH RECURSIVE reached (trace, account, identity, begins, ends, depth, descent, way) AS (
              SELECT
                \(engine.text("trace")), account, identity, CAST(-1 AS bigint), CAST(\(EdgeStatement.never) AS bigint),
                0, 0, \(engine.text("trace || ' '"))
              FROM glasswatch_identities
              UNION ALL
              SELECT
                edge.child, reached.account, reached.identity, CAST(edge.begins AS bigint), CAST(edge.ends AS bigint),
                reached.depth + 1, reached.descent + edge.descent, \(engine.text("reached.way || edge.child || ' '"))
              FROM reached
                JOIN glasswatch_edges AS edge
                  ON edge.parent = reached.trace
                  AND edge.last_seen >= reached.begins AND edge.first_seen <= reached.ends
              WHERE reached.depth < \(Self.depth - 1) AND position(edge.child || ' ' IN reached.way) = 0
            )
            SELECT DISTINCT trace, account, identity, begins, ends, descent, way FROM reached
            """)
            + SQL.table(
                "glasswatch_acted",
                """
                SELECT
                  event.event_id, min(reached.account) AS policy_account, min(reached.identity) AS identity,
                  min(reached.descent + \(EventStatement.borrowed("actor.trace"))) AS descent, min(reached.way) AS way
                FROM glasswatch_events AS event
                  \(engine.unnest("event.traces", "actor", "trace"))
                  JOIN glasswatch_reached AS reached
                    ON reached.trace = actor.trace AND event.happened >= reached.begins AND event.happened <= reached.ends
                GROUP BY event.event_id
                """)
            + SQL.table(
                "glasswatch_hits",
                """
                WITH
                callers AS (
                  SELECT DISTINCT event.shared_id
                  FROM glasswatch_acted AS acted JOIN glasswatch_events AS event ON event.event_id = acted.event_id
                  WHERE event.shared_id IS NOT NULL AND event.kind <> 'AWSAccount'
                ),
                issues AS (
                  SELECT
                    edge.event_id, acted.policy_account, acted.identity, acted.descent, acted.way,
                    call.account = event.home AS is_home,
                    max(CASE WHEN call.account = event.home THEN 1 ELSE 0 END) OVER (PARTITION BY event.event_id) AS has_home
                  FROM glasswatch_acted AS acted
                    JOIN glasswatch_events AS event ON event.event_id = acted.event_id
                    \(engine.unnest("event.traces", "actor", "trace"))
                    JOIN glasswatch_edges AS edge ON edge.child = actor.trace AND edge.made = 'session'
                    JOIN glasswatch_events AS call ON call.event_id = edge.event_id
                  WHERE event.nature <> 'onward'
                ),
                issued AS (
                  SELECT
                    event_id, min(policy_account) AS policy_account, min(identity) AS identity, min(descent) AS descent,
                    min(way) AS way
                  FROM issues
                  WHERE is_home OR has_home = 0
                  GROUP BY event_id
                )
                SELECT DISTINCT
                  acted.event_id, acted.policy_account, acted.identity, acted.descent, acted.way,
                  CASE
                    WHEN issued.descent < acted.descent THEN 'issued'
                    WHEN event.kind = 'AWSAccount' AND callers.shared_id IS NOT NULL THEN 'copy'
                    ELSE 'acted'
                  END AS relation
                FROM glasswatch_acted AS acted
                  JOIN glasswatch_events AS event ON event.event_id = acted.event_id
                  LEFT JOIN callers ON callers.shared_id = event.shared_id
                  LEFT JOIN issued ON issued.event_id = acted.event_id
                UNION ALL
                SELECT issued.event_id, issued.policy_account, issued.identity, issued.descent, issued.way, 'issued'
                FROM issued LEFT JOIN glasswatch_acted AS acted ON acted.event_id = issued.event_id
                WHERE acted.event_id IS NULL
                """)
    }
}
