// SPDX-License-Identifier: Apache-2.0

package import ShareEnvelope

/// Asks who makes a paper. Everything else is decided by policy and ledger.
package struct PaperAuthor: Ceremony {
    private let paper: String

    /// - Parameter paper: what is made: "script".
    package init(of paper: String) { self.paper = paper }

    package func plan(_ answers: Answers) throws(Asking) -> PublicText {
        try answers.personName(Question("--by", "Who makes the \(paper)"))
    }
}
