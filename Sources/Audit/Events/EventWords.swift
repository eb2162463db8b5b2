import Kernel
import Web
import Work

/// Events in words. What has no words yet is shown by its code: a new kind must never be invisible.
enum EventWords {
    static func kind(_ kind: String, _ page: Page) -> String { named("audit.kind.\(kind)", page) ?? kind }

    static func subjectKind(_ kind: String, _ page: Page) -> String { named("audit.subject.\(kind)", page) ?? kind }

    static func detail(_ name: String, _ page: Page) -> String { named("audit.detail.\(name)", page) ?? name }

    static func actorKind(_ kind: Actor.Kind, _ page: Page) -> String { page.t(TextKey("audit.actor.\(kind.rawValue)")) }

    static func visibility(_ visibility: String, _ page: Page) -> String { page.t(TextKey("audit.visibility.\(visibility)")) }

    /// Who acted, as much of it as the reader may know.
    static func actor(_ row: EventRow, _ page: Page) -> String {
        guard let name = row.actor?.title else { return actorKind(row.event.actorKind, page) }
        return name
    }

    /// The record: its kind and, where the reader may see it, its name.
    static func subject(_ row: EventRow, _ page: Page) -> HTML {
        let kind = subjectKind(row.event.subject.kind, page)
        guard let subject = row.subject else { return "\(kind)" }
        guard let url = subject.url else { return "\(kind) \(subject.title)" }
        return "\(kind) <a href=\"\(url)\">\(subject.title)</a>"
    }

    private static func named(_ key: String, _ page: Page) -> String? {
        let key = TextKey(key)
        return page.words.sentence(key, page.language) == nil ? nil : page.t(key)
    }
}
