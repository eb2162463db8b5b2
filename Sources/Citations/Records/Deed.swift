import Catalogue
import Directory
import Kernel
import Signing
import Web

/// What is signed: everything somebody needs to find the rows again and to see who answers for them, without asking us.
package enum Deed {
    /// Stands in every deed under `type`.
    package static let type = "pendopo.citation/1"

    /// Who signs, and where the citation can be looked up.
    package struct Issuer: Sendable {
        package var name: String
        /// Kemendagri code of the regency.
        package var code: String
        /// Absolute address of the citation.
        package var address: String
    }

    static func payload(
        code: String, of table: OpenedTable, filter: String, formula: Formula, computed: Computed, unit: String?, producer: Agency?,
        steward: Agency?, at: Instant, issuer: Issuer
    ) -> CanonicalValue {
        .object([
            "type": .string(type), "code": .string(code),
            "issuer": ["name": .string(issuer.name), "code": .string(issuer.code), "address": .string(issuer.address)],
            "dataset": [
                "id": .string(table.dataset.id.text), "name": .string(table.dataset.name), "title": .string(table.dataset.title),
                "access": .string(table.dataset.access.rawValue),
            ],
            "table": ["id": .string(table.distribution.id.text), "name": .string(table.distribution.name)],
            "version": [
                "number": .integer(table.version.number), "sha256": .string(table.version.hash),
                "published_at": .string(table.version.publishedAt.description),
            ],
            "filter": .string(filter), "formula": .string(formula.text), "value": .text(computed.value),
            "series": CanonicalValue(computed.series), "rows": .integer(computed.rows), "unit": .text(unit),
            "producer": agency(producer), "steward": agency(steward), "cited_at": .string(at.description),
        ])
    }

    private static func agency(_ agency: Agency?) -> CanonicalValue {
        agency.map { ["code": .string($0.code), "name": .string($0.name)] } ?? .null
    }
}

extension CanonicalValue {
    /// A JSON value as a canonical one; `nil` where it holds fractions, which no deed of ours has.
    package init?(_ json: JSONValue) {
        switch json {
        case .null: self = .null
        case .bool(let flag): self = .bool(flag)
        case .integer(let number): self = .integer(number)
        case .number: return nil
        case .string(let text): self = .string(text)
        case .array(let items):
            let values = items.compactMap { CanonicalValue($0) }
            guard values.count == items.count else { return nil }
            self = .array(values)
        case .object(let members):
            let values = members.compactMapValues { CanonicalValue($0) }
            guard values.count == members.count else { return nil }
            self = .object(values)
        }
    }

    /// Reads JSON text; `nil` when it is none or holds fractions.
    package init?(parsing text: String) {
        guard let json = try? JSONValue(parsing: Array(text.utf8)), let value = CanonicalValue(json) else { return nil }
        self = value
    }

    /// As the API's own JSON.
    package var jsonValue: JSONValue {
        switch self {
        case .null: .null
        case .bool(let flag): .bool(flag)
        case .integer(let number): .integer(number)
        case .string(let text): .string(text)
        case .array(let items): .array(items.map(\.jsonValue))
        case .object(let members): .object(members.mapValues(\.jsonValue))
        }
    }
}

extension Citation {
    /// The deed with its signature; `nil` when the stored text can no longer be read.
    package var signed: Signed? {
        CanonicalValue(parsing: deed).map { Signed(payload: $0, key: key, signature: signature) }
    }

    /// What is to be thought of the deed: also whether it still says what the record says.
    func verdict(_ keys: KeySet) -> KeySet.Verdict {
        guard let signed, signed.payload.text == deed else { return .altered }
        let verdict = keys.verify(signed, type: Deed.type, at: citedAt)
        guard verdict == .valid else { return verdict }
        let payload = signed.payload
        let fits =
            payload["code"]?.string == code && payload["filter"]?.string == filter && payload["formula"]?.string == formula.text
            && payload["value"] == CanonicalValue.text(computed.value) && payload["series"] == CanonicalValue(computed.series)
            && payload["rows"]?.integer == computed.rows && payload["unit"] == CanonicalValue.text(unit)
            && payload["table"]?["id"]?.string == distribution.text && payload["cited_at"]?.string == citedAt.description
        return fits ? .valid : .altered
    }
}
