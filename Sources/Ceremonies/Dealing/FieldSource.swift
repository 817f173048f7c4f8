// SPDX-License-Identifier: Apache-2.0

package import ShareEnvelope

/// Where a field's value comes from.
package struct FieldSource: Hashable, Sendable {
    package enum Origin: Hashable, Sendable {
        case prompt
        case standardInput
        case file(String)
        case generated
        case enrolmentImage(String)
    }

    /// The field's name.
    package let name: PublicText
    /// What kind of value it has.
    package let kind: FieldKind
    /// Where the value is.
    package let origin: Origin

    /// Names a field and its source.
    package init(name: PublicText, kind: FieldKind, origin: Origin) {
        self.name = name
        self.kind = kind
        self.origin = origin
    }
}

extension [FieldSource] {
    /// The names of the fields whose passwords are generated.
    package var generated: [PublicText] { filter { $0.origin == .generated }.map(\.name) }

    /// The names of the fields that are seeds of one-time passwords.
    package var seeds: [PublicText] { filter { $0.kind == .oneTimePasswordSeed }.map(\.name) }
}
