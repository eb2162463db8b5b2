import HTTPTypes
import Kernel
import Web

extension Endpoint {
    /// Values of settings over time, those to come included, the ones set last first.
    static func settingHistory(
        _ path: Path, _ summary: String, permission: Permission, of keys: @escaping @Sendable (Request) -> [String]
    ) -> Endpoint {
        Endpoint(.get, path, summary, permission: permission, response: .items(of: SettingItem.schema)) { request in
            let entries = keys(request).flatMap { request.directory.settings.history($0) }.sorted { $0.setAt > $1.setAt }
            let names = try await request.desk.names(of: entries.map(\.setBy))
            return try .json(Items(entries.map { SettingItem($0, names) }))
        }
    }
}

private struct SettingItem: Encodable, Sendable {
    var key: String
    var value: String
    var validFrom: Day
    var setAt: Instant
    var setBy: SetterItem

    init(_ entry: SettingEntry, _ names: [String: String]) {
        (key, value, validFrom, setAt) = (entry.key, entry.value, entry.validFrom, entry.setAt)
        setBy = SetterItem(entry.setBy, names)
    }

    static let schema = Schema.named(
        "SettingValue",
        .object(
            .required("key", .string.example("brand.product_name")), .required("value", .string.about("Empty goes back to Pendopo's own.")),
            .required("validFrom", .day), .required("setAt", .instant), .required("setBy", .setter)))
}
