// SPDX-License-Identifier: Apache-2.0

import Watch

/// `glasswatch_findings`: each change that a hit made, with its rule, category, direction and outcome.
struct FindingStatement {
    let engine: Engine
    /// As in `ChangeList`: the same call within so many seconds is one that was tried again.
    private static let retrySeconds = 120

    func statements(_ catalogue: Catalogue) -> [String] {
        let direction = DirectionExpression(catalogue.rules, engine)
        let tokens = #""client[a-zA-Z]*[tT]oken": *"[^"]*",?|"requestToken": *"[^"]*",?"#
        return SQL.table(
            "glasswatch_findings",
            """
            WITH
            copies AS (
              SELECT
                event.*, hit.policy_account, hit.identity, hit.descent, hit.way,
                min(CASE WHEN event.error_code IS NULL THEN 0 ELSE 1 END)
                  OVER (PARTITION BY event.event_id) AS all_failed,
                rule.rule, rule.category, rule.severity, rule.direction,
                \(engine.without("coalesce(event.parameters, '')", tokens)) AS call
              FROM glasswatch_hits AS hit
                JOIN glasswatch_events AS event ON event.event_id = hit.event_id
                LEFT JOIN glasswatch_rules AS rule ON rule.service = event.service AND rule.stem = event.stem
              WHERE event.nature = 'act' AND hit.relation = 'acted' AND (rule.category IS NULL OR rule.category <> 'U' OR event.service = 'signin')
            ),
            called AS (
              SELECT * FROM copies WHERE error_code IS NULL OR all_failed = 1
            ),
            looked_at AS (
              SELECT
                called.*,
                \(direction.subject) AS subject,
                min(CASE WHEN error_code IS NULL THEN happened END) OVER (
                  PARTITION BY identity, service, stem, call ORDER BY happened, event_id
                  ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS succeeded,
                max(CASE WHEN error_code IS NULL THEN happened END) OVER (
                  PARTITION BY identity, service, stem, call ORDER BY happened, event_id
                  ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS succeeded_before,
                max(CASE WHEN error_code IS NOT NULL THEN happened END) OVER (
                  PARTITION BY identity, service, stem, call ORDER BY happened, event_id
                  ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS failed_before
              FROM called
            ),
            parted AS (
              SELECT looked_at.*, \(engine.elements("subject")) AS parts
              FROM looked_at
            ),
            judged AS (
            SELECT
              event_id, happened_text AS event_time, policy_account, identity, descent, way, arn, account, region,
              address, service, name, rule, category, severity,
              CASE
                WHEN rule IS NULL OR \(engine.value("small_parameters", ["omitted"])) = 'true' THEN 'unknown'
                WHEN direction IS NOT NULL THEN direction
                ELSE \(direction.direction)
              END AS direction,
              CASE
                WHEN error_code IS NOT NULL THEN 'failed'
                WHEN failed_before >= happened - \(Self.retrySeconds)
                  AND failed_before >= coalesce(succeeded_before, -1) THEN 'retried'
                ELSE 'done'
              END AS outcome,
              error_code
            FROM parted
            WHERE error_code IS NULL OR succeeded IS NULL OR succeeded > happened + \(Self.retrySeconds)
            ),
            ranked AS (
              SELECT
                judged.*,
                row_number() OVER (
                  PARTITION BY event_id ORDER BY CASE direction WHEN 'weakens' THEN 0 WHEN 'unknown' THEN 1 ELSE 2 END
                ) AS place
              FROM judged
            )
            SELECT
              event_id, event_time, policy_account, identity, descent, way, arn, account, region, address, service, name,
              rule, category, severity, direction, outcome, error_code
            FROM ranked
            WHERE place = 1
            """)
    }
}
