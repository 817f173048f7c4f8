// SPDX-License-Identifier: Apache-2.0

/// Why a page could not be searched; finding no code is no error.
package enum PageReadingError: Error, Equatable {
    /// The decoder or an image had no memory left.
    case outOfMemory
}
