// SPDX-License-Identifier: Apache-2.0

import CPangoCairo
import Glibc

/// The folders of this system's fonts and of other files that a text layout reads.
package enum FontFolders {
    /// The folder of libthai, which Pango uses to break lines of Thai.
    private static let dictionary = "/usr/share/libthai"

    /// Reads fontconfig's settings and lists, which Pango then uses, and returns the folders that layouts read from.
    ///
    /// A list may name a font by a link. The result includes the folder that holds the real file.
    package static func load() -> [String] {
        guard FcInit() != 0 else { return [] }
        _ = FontChoice.shared
        guard let fonts = unsafe FcConfigGetFonts(nil, FcSetSystem) else { return [] }
        var folders: Set<String> = [dictionary]
        for index in 0..<Int(unsafe fonts.pointee.nfont) {
            var name: UnsafeMutablePointer<FcChar8>?
            guard unsafe FcPatternGetString(fonts.pointee.fonts[index], FC_FILE, 0, &name) == FcResultMatch,
                let name = unsafe name, let file = unsafe realpath(name, nil)
            else { continue }
            // The path is valid until it is freed, after the copy.
            unsafe folders.insert(parent(of: String(cString: file)))
            unsafe free(file)
        }
        return folders.sorted()
    }

    private static func parent(of path: String) -> String {
        String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
    }
}
