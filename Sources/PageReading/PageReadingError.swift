// SPDX-License-Identifier: Apache-2.0

/// Why a page could not be searched; finding no code is not an error.
package enum PageReadingError: Error, Equatable {
    /// The decoder or an image ran out of memory.
    case outOfMemory
}
