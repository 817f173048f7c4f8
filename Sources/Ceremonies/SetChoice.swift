// SPDX-License-Identifier: Apache-2.0

public import ShareEnvelope

/// Which of several sets a person means: its code, as every sheet shows it, or its whole identity.
///
/// The code chooses among the sets at hand; it is no proof. Two sets of one code are not chosen between.
public struct SetChoice: Hashable, Sendable {
    private let text: String

    /// Reads a code in groups of four, or 64 hexadecimal digits, in either case.
    ///
    /// - Returns: nothing for any other text.
    public init?(reading text: String) {
        let letters = text.filter { $0 != "-" && $0 != " " }
        let isIdentity = letters.count == 64 && letters.allSatisfy { $0.isHexDigit }
        let isCode = letters.count == 16 && letters.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
        guard isIdentity || isCode else { return nil }
        self.text = isIdentity ? letters.lowercased() : letters.uppercased()
    }

    /// The set of this identity.
    public init(_ identity: SetIdentity) { text = identity.hexadecimal }

    /// Whether this set is meant.
    public func means(_ identity: SetIdentity) -> Bool {
        text == identity.hexadecimal || text == identity.code.filter { $0 != "-" }
    }
}
