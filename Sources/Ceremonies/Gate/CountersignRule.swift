// SPDX-License-Identifier: Apache-2.0

public import Binder
public import ShareEnvelope

/// An overridden rule is countersigned once, by another person than the one who overrode it.
public struct CountersignRule: Rule {
    /// What is not kept.
    public let breaches: [Breach]

    /// Holds somebody who countersigns against the exception.
    public init(_ exception: ExceptionHistory, by author: PublicText) {
        guard exception.needsCountersignature else {
            breaches = [
                Breach(
                    expected: "an override that nobody stands for",
                    found: "entry \(exception.place) needs no countersignature",
                    remedy: "`breakglass status` lists those that do", canBeOverridden: false)
            ]
            return
        }
        breaches =
            !exception.exception.by.isSameName(as: author)
            ? []
            : [
                Breach(
                    expected: "somebody else", found: "\(author) decided it: another person must countersign",
                    remedy: "--by with that person's name", canBeOverridden: false)
            ]
    }
}
