// SPDX-License-Identifier: Apache-2.0

import Ledger

extension ScriptSubject {
    /// The materials: the standard list of the ceremony, with known serials, then everything else that was named.
    var materials: [CeremonyScript.Material] {
        var left = request.materials
        var materials = standardMaterials.map { name in
            guard let place = left.firstIndex(where: { $0.name.lowercased() == name.lowercased() }) else {
                return CeremonyScript.Material(name: name, serial: nil)
            }
            return CeremonyScript.Material(name: name, serial: left.remove(at: place).serial)
        }
        materials += left.map { CeremonyScript.Material(name: $0.name, serial: $0.serial) }
        return materials
    }

    private var standardMaterials: [String] {
        var names = ["Laptop", "Boot medium", "Program medium", "Binder medium", "Key medium"]
        if request.ceremony.dealsSheets { names += ["Printer", "Printer cable"] }
        names += request.ceremony == .recovery ? ["Scanner"] : ["Scanner", "Scanner cable"]
        if request.ceremony == .split || request.ceremony == .reshare || request.ceremony == .rotation {
            names += ["Shredder"]
        }
        if newHasVaultSheet || (request.ceremony.readsSheets && oldHasVaultSheet) { names.append("Vault sheet’s bag") }
        if request.ceremony != .recovery { names += ["Clock", "Second binder medium", "New tamper-evident bags"] }
        return names
    }
}
