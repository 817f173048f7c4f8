// SPDX-License-Identifier: Apache-2.0
//
// One file for any browser: no script, nothing loaded, and a policy that forbids both. The policy names the style sheet
// by its hash, so that no style can get in by a text of the log.

package import CloudTrail
package import Watch

/// The report of an audit as a page.
package struct AuditPage {
    /// The whole page.
    package let html: String

    /// - Parameters:
    ///   - program: the program and its version.
    ///   - time: when the page is written.
    package init(_ audit: Audit, program: String, time: EventTime) {
        let findings = PageFindings(audit: audit)
        let page: Markup = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="\(PageStyle.policy)">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="referrer" content="no-referrer">
            <title>\(audit.verdict.rawValue): use of emergency accounts, \(String(time.description.prefix(10)))</title>
            \(PageStyle.element)
            </head>
            <body>
            <a class="skip" href="#content">Skip to content</a>
            \(Self.header(audit, time))
            <main id="content" tabindex="-1">
            \(findings.reasons)
            \(findings.standing)
            \(PageSessions(audit: audit).markup)
            \(PageSignIns(audit: audit).markup)
            \(PageChanges(audit: audit).markup)
            </main>
            <footer class="faint"><p>Written by \(program). It says what the log and the ledger show, and no more: what \
            is not in the files that were read is not in here.</p></footer>
            </body>
            </html>

            """
        html = page.text
    }

    private static func header(_ audit: Audit, _ time: EventTime) -> Markup {
        let sign =
            switch audit.verdict {
            case .breakGlass: "✓"
            case .backdoor: "!!"
            case .cannotBeShown: "??"
            }
        let style =
            switch audit.verdict {
            case .breakGlass: "good"
            case .backdoor: "bad"
            case .cannotBeShown: "open"
            }
        let accounts = audit.expectations.map(\.account).joined(separator: ", ")
        let ledger: Markup =
            audit.openings == nil
            ? "<p class=\"bad\"><strong>No ledger was given: nothing says which use was opened.</strong></p>" : ""
        let redacted: Markup = audit.isRedacted ? "<p><strong>\(Audit.redactionSentence)</strong></p>" : ""
        let outside = audit.uses.count { audit.openingOf[$0] == nil }
        return """
            <header>
            <p class="faint">Audit of the cloud's log, written \(Moment.text(time)). All times are UTC.</p>
            <h1 class="\(style)"><span aria-hidden="true">\(sign)</span> \(audit.verdict.rawValue)</h1>
            <p class="lead">\(audit.meaning)</p>
            \(ledger)
            \(redacted)
            <dl><dt>Accounts</dt><dd>\(accounts)</dd>\
            <dt>Identities</dt><dd>\(audit.expectations.flatMap(\.identities).joined(separator: ", "))</dd>\
            <dt>Sessions</dt><dd>\(Counted.number(audit.uses.count)), \(Counted.number(outside)) of them outside of \
            every window</dd>\
            <dt>Failed sign-ins</dt><dd>\(Counted.number(audit.grouping.failedSignIns.map(\.events.count).reduce(0, +)))</dd>\
            <dt>Findings</dt><dd>\(Counted.number(audit.findings.count))</dd>\
            <dt>Still standing</dt><dd>\(Counted.number(audit.standing.count))</dd></dl>
            <nav aria-label="Contents"><ul>
            <li><a href="#why">Why</a></li>
            <li><a href="#standing">What still stands</a></li>
            <li><a href="#sessions">Windows and sessions</a></li>
            <li><a href="#sign-ins">Failed sign-ins</a></li>
            <li><a href="#changes">Changes</a></li>
            <li><a href="#begotten">What came from the identities</a></li>
            </ul></nav>
            </header>
            """
    }
}
