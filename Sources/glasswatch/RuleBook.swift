// SPDX-License-Identifier: Apache-2.0

import CCatalogue
import Watch

/// The rules that are built into the program.
enum RuleBook {
    /// - Throws: `CommandFailure`, if the program was built with a broken catalogue.
    static func catalogue() throws(CommandFailure) -> Catalogue {
        // The bytes live as long as the program.
        let json = unsafe Array(UnsafeBufferPointer(start: cwatch_catalogue(), count: cwatch_catalogue_size()))
        do {
            return try Catalogue(json: json)
        } catch {
            throw CommandFailure(.fault, "\(error)")
        }
    }
}
