// SPDX-License-Identifier: Apache-2.0

package import CustodyPolicy
package import Ledger

/// A binder's page and bundle, as of one moment.
package struct Report {
    /// The page.
    package let page: String
    /// The bundle; `nil` unless asked for.
    package let bundle: ReportBundle?

    /// - Throws: `BinderError` if the binder cannot be read, or holds a secret.
    package init(of folder: BinderFolder, at now: LedgerTime, isPacked: Bool) throws(BinderError) {
        // Everything else happens after the ledger is unlocked: a report must not hold up an emergency.
        let copy = try BinderCopy(of: folder, withPapers: isPacked)
        let audit = LedgerAudit(copy, of: folder)
        let state = BinderState(of: audit.log)
        page = ReportPage(ReportContent(copy, state, audit, now: now)).html
        bundle =
            isPacked ? try ReportBundle(copy, of: folder.path, audit.log, state, page: page, at: now) : nil
    }
}
