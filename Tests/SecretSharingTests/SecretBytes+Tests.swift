// SPDX-License-Identifier: Apache-2.0

import SecretMemory

extension SecretBytes {
    /// The bytes in the open, for comparing: what tests share is no secret.
    var exposed: [UInt8] { span.indices.map { span[$0] } }
}
