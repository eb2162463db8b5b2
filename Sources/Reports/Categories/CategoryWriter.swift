import Directory
import Foundation
import Kernel
import Storage
import Work

/// Changes to categories inside a transaction, for pages and the importer alike: each leaves its event and what the category
/// looked like after it.
package struct CategoryWriter {
    let tx: Transaction
    let world: World
    let actor: Actor

    package init(_ tx: Transaction, world: World, by actor: Actor) {
        self.tx = tx
        self.world = world
        self.actor = actor
    }

    func create(_ category: Category) throws {
        var category = category
        category.version = 1
        try tx.insert(category)
        try keep(category, "category.created")
    }

    /// Saves a category over the one it was made from.
    /// - Parameter seen: the version the person had before them.
    /// - Returns: the category with its new version; the old one when nothing changed.
    @discardableResult
    package func update(_ category: Category, from old: Category, seen: Int? = nil, kind: String = "category.changed") throws -> Category {
        if let seen { try tx.needVersion(seen, of: old.reference, current: old.version) }
        var new = category
        new.version = old.version
        if new == old { return old }
        if new.parent != old.parent, try tx.row("SELECT id FROM report WHERE category_id = \(old.id) LIMIT 1") != nil {
            // The lists of its reports and their figures stand under the old one.
            throw AppError.invalid("parent", "category.error.in_use")
        }
        new.version += 1
        try tx.update(new)
        let changed = Set(old.fields.keys).union(new.fields.keys).filter { old.fields[$0] != new.fields[$0] }.sorted()
        try keep(new, kind, details: ["fields": changed.joined(separator: " ")])
        return new
    }

    private func keep(_ category: Category, _ kind: String, details: [String: String] = [:]) throws {
        try tx.keep(
            category.reference, version: category.version, kind, fields: category.fields, by: actor, in: world, agency: category.agency,
            details: details)
    }

    /// An id that reads like the name and that no category has; names that begin alike are numbered.
    static func freeID(_ name: String, below parent: String?, isTaken: (String) -> Bool) -> String {
        let plain = CategoryRow.id(name, below: parent)
        var id = plain
        var number = 2
        while isTaken(id) {
            id = "\(plain)-\(number)"
            number += 1
        }
        return id
    }
}

extension Category {
    package var reference: Reference { Reference("category", id) }

    /// Its fields as history keeps them.
    var fields: [String: String] {
        var fields = [
            "nameID": nameIndonesian, "nameEN": nameEnglish, "kind": kind.rawValue, "rounding": "\(rounding)",
            "needsEvidence": "\(needsEvidence)", "isSensitive": "\(isSensitive)", "position": "\(position)",
            "validFrom": validFrom.description,
        ]
        fields["parent"] = parent
        fields["agency"] = agency
        fields["validTo"] = validTo?.description
        if !questions.isEmpty { fields["questions"] = questions.map(\.trace).joined(separator: " · ") }
        return fields
    }
}

extension CategoryQuestion {
    /// One line that tells it from every other, for history.
    fileprivate var trace: String {
        let choices = options.isEmpty ? "" : " [\(options.joined(separator: ", "))]"
        let days = validFrom == nil && validTo == nil ? "" : " \(validFrom?.description ?? "")..\(validTo?.description ?? "")"
        return "\(labelIndonesian)/\(labelEnglish) (\(code), \(kind.rawValue)\(isRequired ? "!" : ""))\(choices)\(days)"
    }
}
