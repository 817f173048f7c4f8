// SPDX-License-Identifier: Apache-2.0

package import Recovery

extension ForeignText {
    /// What it is, to follow a file's name.
    package var words: String {
        switch self {
        case .recoveryPage: "is the recovery page, not a sheet"
        case .webPage: "is a web page, not a sheet"
        case .drawing: "is a drawing, not a scan"
        case .markup: "is XML, not a sheet"
        case .script: "is a script, not a sheet"
        }
    }

    /// What to do about it.
    package var hint: String {
        switch self {
        case .recoveryPage: "leave it out"
        case .webPage, .markup, .script: "leave it out; if it shows codes, save them as plain text"
        case .drawing: "print it to PNG"
        }
    }
}
