// SPDX-License-Identifier: Apache-2.0

/// Where an object is in S3.
package struct ObjectPlace: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The bucket's name.
    package let bucket: String
    /// The object's key.
    package let key: String

    package init(bucket: String, key: String) {
        self.bucket = bucket
        self.key = key
    }

    /// The last part of the key.
    package var name: String { key.split(separator: "/").last.map(String.init) ?? key }

    /// The address that AWS prints.
    package var description: String { "s3://\(bucket)/\(key)" }

    package static func < (one: Self, other: Self) -> Bool { (one.bucket, one.key) < (other.bucket, other.key) }
}
