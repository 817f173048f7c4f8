// SPDX-License-Identifier: Apache-2.0

public import ShareEnvelope

/// How sets are labelled that lock nothing of worth and are there for people to practise with. The label stands on every
/// sheet, so that nobody takes one for another.
public enum PracticeLabel {
    /// What such a label begins with.
    public static let prefix = "PRACTICE "

    /// Whether a label is that of a practice set: by its bytes, whatever sign a letter behind them begins with.
    public static func marks(_ label: PublicText) -> Bool { label.utf8.starts(with: prefix.utf8) }

    /// The label of a practice set of an account; a long name is cut at its end.
    public static func of(_ account: PublicText) -> PublicText {
        var text = prefix + account.description
        while text.utf8.count > Manifest.labelLimit { text.removeLast() }
        return .known(text)
    }
}
