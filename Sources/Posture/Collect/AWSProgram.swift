// SPDX-License-Identifier: Apache-2.0

import Subprocess

/// The `aws` command of this machine, run without a shell.
package struct AWSProgram: Sendable {
    private let profile: String?

    /// - Parameter profile: one of the command's own profiles; nil for what the environment says.
    package init(profile: String?) {
        self.profile = profile
    }

    /// Runs one call. The command finds its credentials by itself; they pass through no argument.
    ///
    /// - Throws: `PostureError` when there is no such command or its answer is too long.
    package func run(_ call: ExportCall) async throws(PostureError) -> Collection.Outcome {
        let arguments = (profile.map { ["--profile", $0] } ?? []) + call.arguments
        do {
            let record = try await Subprocess.run(
                .name("aws"), arguments: Arguments(arguments),
                environment: .inherit.updating(["AWS_PAGER": "", "AWS_CLI_AUTO_PROMPT": "off", "LC_ALL": "C.UTF-8"]),
                output: .bytes(limit: Export.fileLimit), error: .bytes(limit: 1 << 16))
            let exit: Int32 =
                switch record.terminationStatus {
                case .exited(let code): code
                case .signaled(let signal): 128 + signal
                }
            return Collection.Outcome(exit: exit, output: record.standardOutput, error: record.standardError)
        } catch {
            throw .notFound(
                "the aws command cannot be run: \(error)",
                hint: "install it, or make the files with the commands in docs/POSTURE.md on another machine")
        }
    }
}
