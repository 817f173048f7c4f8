// SPDX-License-Identifier: Apache-2.0
//
// Writes ZIP archives in memory, with libzip. The same files and the same time give the same bytes on every machine: no
// owner, no time zone, a fixed order.

import CZip
import Foundation
import Glibc

/// An archive of public files.
package struct ZipArchive {
    /// A file of the archive.
    struct File {
        /// The path in the archive, with slashes between folders.
        let name: String
        let bytes: [UInt8]
    }

    /// The archive could not be made.
    package struct Failure: Error {
        package let reason: String
    }

    /// The whole archive.
    let bytes: [UInt8]

    /// Packs files in the given order, all with the same time, in UTC.
    init(_ files: [File], secondsSince1970 seconds: UInt64) throws(Failure) {
        var failure = unsafe zip_error_t()
        unsafe zip_error_init(&failure)
        defer { unsafe zip_error_fini(&failure) }
        guard let target = unsafe zip_source_buffer_create(nil, 0, 0, &failure) else {
            throw Failure(reason: unsafe Self.words(&failure))
        }
        defer { unsafe zip_source_free(target) }
        guard let archive = unsafe zip_open_from_source(target, ZIP_TRUNCATE, &failure) else {
            throw Failure(reason: unsafe Self.words(&failure))
        }
        // Closing the archive releases the target, but it is read after that.
        unsafe zip_source_keep(target)
        do throws(Failure) {
            for file in files { unsafe try Self.add(file, to: archive, Self.dosTime(seconds)) }
            guard unsafe zip_close(archive) == 0 else { throw unsafe Self.failure(of: archive) }
        } catch {
            unsafe zip_discard(archive)
            throw error
        }
        bytes = unsafe try Self.read(target)
    }

    private static func add(
        _ file: File, to archive: OpaquePointer, _ time: (date: UInt16, time: UInt16)
    ) throws(Failure) {
        // The archive frees this memory. At least 1 byte, because malloc(0) may return NULL.
        let room = unsafe malloc(max(file.bytes.count, 1))
        guard let room = unsafe room else { throw Failure(reason: "no memory") }
        unsafe file.bytes.withUnsafeBytes { content in
            if let start = content.baseAddress { unsafe memcpy(room, start, content.count) }
        }
        guard let source = unsafe zip_source_buffer(archive, room, UInt64(file.bytes.count), 1) else {
            unsafe free(room)
            throw unsafe failure(of: archive)
        }
        let index = unsafe zip_file_add(archive, file.name, source, UInt32(ZIP_FL_ENC_UTF_8))
        guard index >= 0 else {
            unsafe zip_source_free(source)
            throw unsafe failure(of: archive)
        }
        let number = UInt64(index)
        // A regular file that everybody may read: the Unix mode, in the upper 16 bits.
        let mode = UInt32(S_IFREG | 0o644) << 16
        guard unsafe zip_set_file_compression(archive, number, ZIP_CM_DEFLATE, 9) == 0,
            unsafe zip_file_set_dostime(archive, number, time.time, time.date, 0) == 0,
            unsafe zip_file_set_external_attributes(archive, number, 0, UInt8(ZIP_OPSYS_UNIX), mode) == 0
        else { throw unsafe failure(of: archive) }
    }

    private static func read(_ source: OpaquePointer) throws(Failure) -> [UInt8] {
        var status = unsafe zip_stat_t()
        guard unsafe zip_source_stat(source, &status) == 0, unsafe zip_source_open(source) == 0 else {
            throw Failure(reason: "the packed archive cannot be read")
        }
        defer { unsafe zip_source_close(source) }
        let count = unsafe Int(status.size)
        // The buffer has `count` bytes; only the bytes that were read count as filled.
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { room, filled in
            filled = Int(max(unsafe zip_source_read(source, room.baseAddress, UInt64(count)), 0))
        }
        guard bytes.count == count else { throw Failure(reason: "the packed archive cannot be read") }
        return bytes
    }

    /// A time in MS-DOS format, in steps of two seconds, in UTC.
    private static func dosTime(_ seconds: UInt64) -> (date: UInt16, time: UInt16) {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let parts = calendar.dateComponents(
            [.year, .month, .day, .hour, .minute, .second], from: Date(timeIntervalSince1970: TimeInterval(seconds)))
        let year = min(max((parts.year ?? 1980) - 1980, 0), 127)
        return (
            UInt16(year << 9 | (parts.month ?? 1) << 5 | (parts.day ?? 1)),
            UInt16((parts.hour ?? 0) << 11 | (parts.minute ?? 0) << 5 | (parts.second ?? 0) / 2)
        )
    }

    private static func failure(of archive: OpaquePointer) -> Failure {
        Failure(reason: unsafe words(zip_get_error(archive)))
    }

    private static func words(_ error: UnsafeMutablePointer<zip_error_t>) -> String {
        unsafe String(cString: zip_error_strerror(error))
    }
}
