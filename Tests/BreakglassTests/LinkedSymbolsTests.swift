// SPDX-License-Identifier: Apache-2.0
//
// What glasswatch contains. A machine that watches logs must not be able to combine shares or open a ciphertext, even if
// somebody takes it over: the code for it is not there.

import Foundation
import Testing

@Suite("The code in glasswatch")
struct LinkedSymbolsTests {
    /// The modules that hold secrets, combine shares, open, sign, or read the ledger.
    private static let modules = [
        "SecretMemory", "SecretSharing", "ShareEnvelope", "Recovery", "MerkleLog", "Ledger", "CustodyPolicy",
    ]

    /// The beginnings of functions of libsodium and libcrypto that open, derive or sign.
    private static let functions = [
        "crypto_secretbox", "crypto_box", "crypto_aead", "crypto_secretstream", "crypto_stream", "crypto_pwhash",
        "crypto_kdf", "crypto_kx", "crypto_scalarmult", "crypto_core", "crypto_sign", "EVP_DigestSign", "EVP_Sign",
        "EVP_PKEY_sign", "EVP_PKEY_decrypt", "EVP_PKEY_derive", "EVP_Decrypt", "EVP_Cipher", "EVP_Open", "EVP_KDF",
        "EVP_PBE", "PKCS5_", "RSA_private",
    ]

    /// The symbols in a program: all of them, or only those that it takes from libraries.
    private static func symbols(_ program: String, imported: Bool = false) async throws -> [Substring] {
        let table = imported ? ["-D", "--undefined-only"] : []
        let text = try await Program.run("nm", ["--just-symbols"] + table + [program]).text
        return text.split(separator: "\n").map { $0.prefix { $0 != "@" } }
    }

    /// The modules that some symbol belongs to.
    private static func linked(_ symbols: [Substring]) -> [String] {
        modules.filter { name in
            let start = "$s\(name.utf8.count)\(name)"
            return symbols.contains { $0.hasPrefix(start) }
        }
    }

    /// The functions that are taken from libraries and must not be.
    private static func opening(_ symbols: [Substring]) -> [Substring] {
        symbols.filter { symbol in functions.contains { symbol.hasPrefix($0) } }
    }

    @Test("the check finds each module and the functions that open, derive and sign in breakglass")
    func canFail() async throws {
        #expect(try await Self.linked(Self.symbols(Program.path)) == Self.modules)
        let found = try await Self.opening(Self.symbols(Program.path, imported: true))
        for function in [
            "crypto_aead_xchacha20poly1305_ietf_decrypt", "crypto_pwhash_argon2id", "crypto_kdf_derive_from_key",
            "crypto_sign_detached",
        ] {
            #expect(found.contains { $0 == function }, "\(function): \(found)")
        }
    }

    @Test("glasswatch has nothing of the modules that combine and open, and takes no function for it from a library")
    func glasswatch() async throws {
        let all = try await Self.symbols(Program.glasswatch)
        #expect(all.contains { $0.hasPrefix("$s5Watch") }, "without symbols of its own, nothing is shown")
        #expect(Self.linked(all) == [])
        let imported = try await Self.symbols(Program.glasswatch, imported: true)
        #expect(imported.contains("EVP_DigestVerify"), "it verifies digests, and that is seen")
        #expect(Self.opening(imported) == [])
        #expect(Self.opening(all) == [], "nor is such a function linked statically")
    }

    @Test("a program without its symbols still shows what it takes from libraries")
    func stripped() async throws {
        let scratch = try Scratch()
        try await Program.tool("strip", "-o", scratch.file("breakglass"), Program.path)
        #expect(try await Self.linked(Self.symbols(scratch.file("breakglass"))) == [])
        let imported = try await Self.symbols(scratch.file("breakglass"), imported: true)
        #expect(Self.opening(imported).contains("crypto_aead_xchacha20poly1305_ietf_decrypt"))
    }
}
