// SPDX-License-Identifier: Apache-2.0

package import ShareEnvelope

/// What a text must have to be the name of a person: custodian, approver, operator, or anyone who decides something.
package enum PersonName {
    /// The longest name of a person, in bytes.
    package static let limit = 64

    /// What is wrong with a text that does not fit, after what it is called.
    package static let defect = "has no letter, so it names no person"
    /// What fits.
    package static let hint = "write the person's name, such as Ana Ruiz"

    /// Whether a text has at least one visible letter, of any script. Marks, numerals and letters in circles do not count.
    ///
    /// Digits alone are most often a code, or an answer to another question; nobody can be found by them later.
    package static func fits(_ text: PublicText) -> Bool {
        text.description.unicodeScalars.contains {
            let isLetter =
                switch $0.properties.generalCategory {
                case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .otherLetter: true
                default: false
                }
            return isLetter && !$0.properties.isDefaultIgnorableCodePoint
        }
    }
}
