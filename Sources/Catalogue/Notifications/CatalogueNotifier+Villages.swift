import Directory
import Kernel
import Storage
import Web
import Work

extension CatalogueNotifier {
    /// Tells every village that it is asked for its rows, in the application and by mail: people of a village do not look in every day.
    func tellVillages(_ event: Event, _ tx: Transaction) throws {
        guard let id = event.details["table"], let table = try tx.distribution(Identifier(id)), let dataset = try tx.dataset(table.dataset),
            let invitation = try tx.fillingInvitation(table.id), invitation.untilOn >= desk.directory.today
        else { return }
        let today = desk.directory.today
        let villages = desk.directory.agencies.active(on: today).filter(FillingInvitation.isMeant).map(\.id.text)
        let values = [
            "table": table.title, "agency": desk.directory.agencies.name(dataset.producer.text), "day": Self.digits(invitation.untilOn),
        ]
        for person in try tx.holders(of: .produceData, anyOf: villages, on: today) where person != event.actorID {
            for channel in [Notification.Channel.app, .mail] {
                try notify(event, person, channel, Message("told.data.invited", values), CataloguePaths.fill(table.id.text), tx)
            }
        }
    }

    /// Tells whoever sent a village's rows that they came back, and why.
    func tell(_ event: Event, refused id: Identifier<Contribution>, _ tx: Transaction) throws {
        guard let contribution = try tx.contribution(id), let table = try tx.distribution(contribution.table) else { return }
        let message = Message("told.data.rows_returned", ["table": table.title, "reason": contribution.reason ?? ""])
        for channel in [Notification.Channel.app, .mail] where contribution.sentBy != event.actorID {
            try notify(event, contribution.sentBy, channel, message, CataloguePaths.fill(table.id.text), tx)
        }
    }

    /// A day that reads the same in both languages, for a message is kept before it is known who reads it.
    private static func digits(_ day: Day) -> String { "\(day.civil.day)-\(day.civil.month)-\(day.civil.year)" }

    /// The same of a day as events keep it; what is no day stays as it is.
    static func digits(_ text: String?) -> String { text.flatMap { Day($0) }.map { digits($0) } ?? text ?? "" }
}
