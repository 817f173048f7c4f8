// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@Suite("The script that installs packages")
struct InstallPackagesTests {
    private static let script = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../scripts/install-packages").standardizedFileURL.path

    @Test("ends with one error that names the packages and the fix if apt-get cannot install them, and builds nothing")
    func refused() async throws {
        let scratch = try Scratch(in: FileManager.default.temporaryDirectory.path)
        let tools = scratch.file("tools")
        try FileManager.default.createDirectory(atPath: tools, withIntermediateDirectories: false)
        for (name, text) in [
            ("apt-get", "echo \"E: no lock for $1\" >&2; exit 100"), ("dpkg-query", "exit 1"), ("swift", "exit 0"),
            ("sudo", "exec \"$@\""),
        ] {
            let path = try scratch.write("#!/bin/sh\n\(text)\n", "tools/\(name)")
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        }
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        let ended = try await Program.run("sh", [Self.script, "build"], environment: ["PATH": "\(tools):\(path)"])
        #expect(ended.code == 69, "\(ended.errors)")
        let errors = ended.lines("install-packages: error: ")
        #expect(errors.count == 1 && errors.first?.contains(" cmake ") == true, "\(ended.errors)")
        let hints = ended.lines("install-packages: hint: ")
        #expect(hints.count == 1 && hints.first?.contains("apt-get update && apt-get install") == true)
        #expect(ended.errors.split(separator: "\n").last?.hasPrefix("install-packages: hint: ") == true, "it went on")
    }
}
