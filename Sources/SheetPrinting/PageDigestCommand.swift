// SPDX-License-Identifier: Apache-2.0

/// The command that prints the SHA-256 of the recovery page's file, on each system that a person may have at night.
package enum PageDigestCommand: String, CaseIterable, Sendable {
    case linux = "Linux"
    case macOS = "macOS"
    case windows = "Windows"

    /// The command, as it is typed in the folder of the file.
    package var text: String {
        switch self {
        case .linux: "sha256sum recovery.html"
        case .macOS: "shasum -a 256 recovery.html"
        case .windows: "certutil -hashfile recovery.html SHA256"
        }
    }

    /// All of them in a sentence: "Linux: sha256sum recovery.html; macOS: …".
    package static var sentence: String { allCases.map { "\($0.rawValue): \($0.text)" }.joined(separator: "; ") }

    /// All of them for a text file or a screen, a line for each, below each other.
    ///
    /// - Parameter indent: the spaces before each.
    package static func lines(indent: Int) -> [String] {
        let width = allCases.map(\.rawValue.count).max() ?? 0
        return allCases.map { command in
            let name = command.rawValue
            return String(repeating: " ", count: indent) + name
                + String(repeating: " ", count: width - name.count + 2) + command.text
        }
    }
}
