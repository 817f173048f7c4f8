// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A file of public bytes that is not there yet.
struct NewFile {
    let path: String

    /// Refuses a file that is there, before anything is done for it.
    init(_ path: String) throws(Complaint) {
        guard !SheetPaths.exists(path) else {
            throw Complaint(.cannotCreate, "\(path) is there already", hint: "name a file that is not there yet")
        }
        self.path = path
    }

    /// Writes all of it, or leaves nothing.
    func write(_ bytes: [UInt8]) throws(Complaint) {
        do {
            try Data(bytes).write(to: URL(filePath: path), options: .withoutOverwriting)
        } catch {
            throw Complaint(
                .cannotCreate, "\(path) cannot be made", hint: "name a new file in a folder that is there")
        }
    }
}
