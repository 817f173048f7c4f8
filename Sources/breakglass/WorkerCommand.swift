// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Ceremonies
import SheetScanning

/// A command that only ever runs as a child process of this program.
protocol WorkerSubcommand {}

/// The child processes of this program, which people do not start by hand.
struct WorkerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "worker", abstract: "A child process of this program.", shouldDisplay: false,
        subcommands: [Decode.self, Draw.self, Stretch.self])

    struct Decode: ParsableCommand, WorkerSubcommand {
        static let configuration = CommandConfiguration(abstract: "Reads the codes of a page.")
        @Argument var page: Int?
        func run() { DecodeWorker.main(page: page) }
    }

    struct Draw: ParsableCommand, WorkerSubcommand {
        static let configuration = CommandConfiguration(abstract: "Draws a sheet.")
        func run() { DrawWorker.main() }
    }

    struct Stretch: ParsableCommand, WorkerSubcommand {
        static let configuration = CommandConfiguration(abstract: "Stretches a passphrase.")
        func run() { StretchWorker.main() }
    }
}
