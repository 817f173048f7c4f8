// SPDX-License-Identifier: Apache-2.0

import CArchive

/// The members of a zip or tar file, also of a tar file in gzip, one after another. Their names are only names: nothing
/// is written anywhere.
@safe
final class ArchiveSource: ByteSource {
    private static let blockByteCount = 1 << 16

    private let archive: OpaquePointer
    private let budget: OutputBudget
    private var number = 0

    init(path: String, budget: OutputBudget) throws(SourceFailure) {
        guard let archive = unsafe archive_read_new() else { fatalError("out of memory") }
        unsafe self.archive = archive
        self.budget = budget
        unsafe archive_read_support_filter_gzip(archive)
        unsafe archive_read_support_format_zip(archive)
        unsafe archive_read_support_format_tar(archive)
        guard unsafe archive_read_open_filename(archive, path, ArchiveSource.blockByteCount) == ARCHIVE_OK else {
            throw failure("cannot be opened as an archive")
        }
    }

    deinit {
        unsafe archive_read_free(archive)
    }

    /// Goes to the next member that is a file, and returns its name; nil at the end.
    func next() throws(SourceFailure) -> String? {
        var entry: OpaquePointer?
        while true {
            let end = unsafe archive_filter_bytes(archive, 0)
            switch unsafe archive_read_next_header(archive, &entry) {
            case ARCHIVE_EOF: return nil
            case ARCHIVE_OK, ARCHIVE_WARN: break
            case ARCHIVE_RETRY: continue
            default: throw failure("an archive that is broken; its other members are not read")
            }
            // Members come in the order of their places. One that begins in the one before is made to be read many times.
            guard unsafe archive_filter_bytes(archive, 0) >= end else {
                throw SourceFailure(message: "an archive whose members overlap; its other members are not read")
            }
            number += 1
            // Where metadata may be made to expand without end, members are counted.
            try budget.spend(512)
            guard unsafe archive_entry_filetype(entry) == ArchiveSource.regular else { continue }
            return unsafe name(of: entry)
        }
    }

    /// The file type of a regular file, a macro with a cast that Swift does not import.
    private static let regular: mode_t = 0o100000

    private func name(of entry: OpaquePointer?) -> String {
        // The name as it is in the archive, if the locale can say it; the other call gives UTF-8 for what it can convert.
        guard let name = unsafe archive_entry_pathname_utf8(entry) ?? archive_entry_pathname(entry) else {
            return "member \(number)"
        }
        let text = unsafe String(cString: name)
        return text.utf8.count > 4_096 ? "member \(number)" : text
    }

    @unsafe
    func read(into memory: UnsafeMutableRawBufferPointer) throws(SourceFailure) -> Int {
        while true {
            let count = unsafe archive_read_data(archive, memory.baseAddress, memory.count)
            if count >= 0 {
                try budget.spend(count)
                return count
            }
            if count != Int(ARCHIVE_RETRY) { throw failure("a member that cannot be read whole") }
        }
    }

    private func failure(_ what: String) -> SourceFailure {
        guard let text = unsafe archive_error_string(archive) else { return SourceFailure(message: what) }
        return SourceFailure(message: "\(what) (\(unsafe String(cString: text)))")
    }
}
