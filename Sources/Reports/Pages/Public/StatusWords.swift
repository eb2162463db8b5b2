import Kernel
import Web

extension ReportFilter.Status {
    package var label: TextKey { TextKey("status.\(rawValue)") }

    /// The status with its shape.
    package func tag(_ page: Page) -> Tag {
        let kind: Tag.Kind =
            switch self {
            case .waiting: .info
            case .working, .claimed: .act
            case .checked, .closed: .good
            case .rejected: .idle
            }
        return Tag(page.t(label), kind)
    }
}

extension Report.Kind { package var label: TextKey { TextKey("report.kind.\(rawValue)") } }
extension Report.Disclosure { package var label: TextKey { TextKey("report.disclosure.\(rawValue)") } }

/// Words for one state of the workflow, in more detail than ``ReportFilter/Status``.
package enum StateWords {
    package static func label(_ state: String) -> TextKey { TextKey("status.state.\(state)") }
    /// What the state means for the reporter, and whose turn it is.
    package static func meaning(_ state: String) -> TextKey { TextKey("report.meaning.\(state)") }
}

/// Words for one act in a timeline: what happened, in the past tense.
package enum ActWords {
    package static func title(_ act: String) -> TextKey { TextKey("act.\(act)") }

    /// The title of an entry with names for the codes it carries.
    static func title(_ entry: TimelineEntry, _ page: Page, _ names: Names) -> Message {
        var values = entry.details
        for field in ["agency", "from"] { values[field] = entry.details[field].map(names.agency) ?? "" }
        values["until"] = entry.details["until"].flatMap { Day($0) }.map(page.format.day) ?? ""
        values["reason"] = entry.details["reason"].map { page.t(TextKey("report.reject.\($0)")) } ?? ""
        return Message(title(entry.act), values)
    }
}
