import Catalogue
import Kernel
import Web
import Work

/// Requests and agreements as the API answers them.
enum AgreementJSON {
    static func request(_ file: RequestFile) -> JSONValue {
        let request = file.request
        return [
            "code": .string(request.code), "state": .string(request.state), "dataset": .string(file.dataset.name),
            "table": .string(file.table.name), "owner": .string(request.owner.text), "agency": .string(request.asker.text),
            "purpose": .string(request.purpose), "columns": .array(request.columns.map(JSONValue.string)),
            "filter": .string(request.filter),
            "until": .string(request.until.description), "askedAt": .string(request.askedAt.description),
            "dueAt": file.clocks.first { $0.stoppedAt == nil }.map { .string($0.dueAt.description) } ?? .null,
            "agreement": file.agreement.map { .string($0.code) } ?? .null, "version": .integer(request.version),
        ]
    }

    static func agreement(_ file: AgreementFile, _ clock: (now: Instant, offsetHours: Int)) -> JSONValue {
        let agreement = file.agreement
        var terms: [String: JSONValue] = [
            "filter": .string(agreement.terms.filter), "masks": .object(agreement.terms.masks.mapValues { .string($0.code) }),
        ]
        if !agreement.terms.columns.isEmpty { terms["columns"] = .array(agreement.terms.columns.map(JSONValue.string)) }
        if let rate = agreement.terms.rate { terms["rate"] = .integer(rate) }
        return [
            "code": .string(agreement.code), "dataset": .string(file.dataset.name), "table": .string(file.table.name),
            "owner": .string(agreement.owner.text), "agency": .string(agreement.user.text), "purpose": .string(agreement.purpose),
            "terms": .object(terms), "beginsAt": .string(agreement.beginsAt.description), "until": .string(agreement.untilOn.description),
            "isInForce": .bool(agreement.isInForce(at: clock.now, offsetHours: clock.offsetHours)),
            "endedAt": agreement.endedAt.map { .string($0.description) } ?? .null,
            "ending": agreement.ending.map { .string($0.rawValue) } ?? .null, "version": .integer(agreement.version),
        ]
    }

    static func reading(_ reading: DataReading) -> JSONValue {
        [
            "at": .string(reading.at.description), "actorKind": .string(reading.actorKind.rawValue), "actor": .string(reading.actor),
            "purpose": .string(reading.purpose.rawValue), "rows": .integer(reading.rows), "version": .string(reading.version.text),
        ]
    }

    /// - Throws: `.invalid` at `terms.masks` for a mask that does not exist: hiding less than was meant would be worse than refusing.
    static func terms(_ json: JSONValue) throws -> Terms {
        var masks: [String: Mask] = [:]
        for (column, code) in json["masks"]?.members ?? [:] {
            guard let mask = code.string.flatMap(Mask.init(code:)) else { throw AppError.invalid("terms.masks", "error.terms_mask") }
            masks[column] = mask
        }
        return Terms(
            columns: json["columns"]?.array?.compactMap(\.string) ?? [], filter: json["filter"]?.string ?? "", masks: masks,
            rate: json["rate"]?.integer)
    }
}
