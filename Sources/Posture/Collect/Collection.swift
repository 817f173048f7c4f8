// SPDX-License-Identifier: Apache-2.0

package import CloudTrail
import FoundationEssentials

/// An export that is being made, in memory until all of it is there.
package struct Collection: Sendable {
    /// What `aws` did.
    package struct Outcome: Sendable {
        package var exit: Int32
        package var output: [UInt8]
        package var error: [UInt8]

        package init(exit: Int32, output: [UInt8], error: [UInt8] = []) {
            self.exit = exit
            self.output = output
            self.error = error
        }
    }

    package private(set) var export = Export(files: [:])
    private var calls: [Manifest.Call] = []

    /// Makes every call that the scope and the answers ask for.
    ///
    /// - Parameters:
    ///   - ask: runs one call.
    ///   - now: the time, for the manifest.
    ///   - pause: waits until the credential report may be ready.
    /// - Throws: `PostureError` when a call gets no answer of AWS, because half an export would pass for a whole one.
    package init(
        _ scope: PostureScope, ask: (ExportCall) async throws(PostureError) -> Outcome, now: () -> EventTime,
        pause: () async -> Void
    ) async throws(PostureError) {
        var asked: Set<ExportCall> = []
        while true {
            let open = EmergencyPath(export: export, scope: scope).calls.filter { !asked.contains($0) }
            guard !open.isEmpty else { break }
            for call in open where asked.insert(call).inserted {
                try await make(call, ask: ask, now: now)
                guard call == .newCredentialReport else { continue }
                var patience = 30
                while case .value(let value) = export.answer(call), value.text(at: "State") != "COMPLETE", patience > 0
                {
                    patience -= 1
                    await pause()
                    try await make(call, ask: ask, now: now)
                }
            }
            guard let account = export.account else {
                throw .unusable("AWS does not say which account this is", hint: "check the credentials of the profile")
            }
            guard scope.accounts.isEmpty || scope.accounts.contains(account) else {
                throw .unusable(
                    "the profile belongs to account \(account), which the policy does not name",
                    hint: "choose another one with --profile")
            }
        }
    }

    private mutating func make(
        _ call: ExportCall, ask: (ExportCall) async throws(PostureError) -> Outcome, now: () -> EventTime
    ) async throws(PostureError) {
        let outcome = try await ask(call)
        guard outcome.exit == 0 || Export.code(in: outcome.error) != nil else {
            let reason = String(decoding: outcome.error, as: UTF8.self).split(whereSeparator: { $0.isNewline }).first
            throw .unusable(
                "aws \(call.service) \(call.operation) got no answer (exit code \(outcome.exit)): "
                    + (reason.map(String.init) ?? "it gave no reason"),
                hint: "run `aws sts get-caller-identity` with the same profile; nothing was written")
        }
        let isAnswer = outcome.exit == 0
        export.add(call, output: isAnswer ? outcome.output : [], error: isAnswer ? [] : outcome.error)
        calls.append(
            Manifest.Call(
                file: "\(call.name).\(isAnswer ? "json" : "error")", arguments: call.arguments, at: now().description,
                exit: outcome.exit))
    }

    /// Writes the export to a folder that is not there yet, completely or not at all.
    ///
    /// - Throws: `PostureError` when the folder is there or cannot be written.
    package func write(to folder: String) throws(PostureError) {
        let files = FileManager.default
        guard !files.fileExists(atPath: folder) else {
            throw .unusable("\(folder) is there already", hint: "name a folder that is not; an export is never changed")
        }
        let unfinished = "\(folder).unfinished-\(UInt32.random(in: 0...UInt32.max))"
        do {
            try files.createDirectory(
                atPath: unfinished, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
            for (name, content) in export.files where !(name.hasSuffix(".json") && isRefused(name)) {
                try Data(content).write(to: URL(filePath: "\(unfinished)/\(name)"))
            }
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            let manifest = try encoder.encode(
                Manifest(schema: "glasswatch-export/1", account: export.account ?? "", calls: calls))
            try manifest.write(to: URL(filePath: "\(unfinished)/\(Manifest.name)"))
            try files.moveItem(atPath: unfinished, toPath: folder)
        } catch {
            try? files.removeItem(atPath: unfinished)
            throw .cannotWrite(
                "\(folder) cannot be written", hint: "check the folder above it and the space on the disk")
        }
    }

    private func isRefused(_ name: String) -> Bool { export.files[name.dropLast(".json".count) + ".error"] != nil }
}
