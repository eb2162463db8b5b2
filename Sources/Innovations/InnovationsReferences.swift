import Directory
import Kernel
import Masterplan
import Storage
import Web
import Work

/// How other capabilities name records of `Innovations` and lead to them.
package enum InnovationsReferences {
    package static let all = [
        records(
            InnovationSheet.self, title: { "\($0.code) \($0.title)" }, url: { InnovationsPaths.sheet($0.code) },
            find: { tx, typed in try tx.innovationSheet(code: typed)?.id.text }),
        records(
            QuickWin.self, title: { "\($0.code) \($0.title)" }, url: { InnovationsPaths.quickWin($0.code) },
            find: { tx, typed in try tx.quickWin(code: typed)?.id.text }),
        records(
            Innovation.self, title: { "\($0.code) \($0.title)" }, url: { InnovationsPaths.entry($0.code) },
            find: { tx, typed in try tx.innovation(code: typed)?.id.text }),
        records(
            Idea.self, title: { $0.title }, url: { InnovationsPaths.staffIdea($0.code) },
            find: { tx, typed in try tx.idea(code: typed)?.id.text }),
    ]

    private static func records<Record: InnovationRecord>(
        _: Record.Type, title: @escaping @Sendable (Record) -> String, url: @escaping @Sendable (Record) -> String,
        find: @escaping ReferenceKind.Find
    ) -> ReferenceKind {
        ReferenceKind(
            Record.kind,
            views: { tx, ids, actor in
                var views: [String: ReferenceView] = [:]
                for id in ids {
                    guard let record = try Record.find(id, tx), try record.maySee(actor, tx) else { continue }
                    views[id] = ReferenceView(title: title(record), url: url(record))
                }
                return views
            }, find: find)
    }

    /// What agencies can take part in here, for `Masterplan`'s pages of who waits for whom.
    package static let subject: PlanSubjects.Describe = { tx, ids, actor in
        var found: [String: PlanSubject] = [:]
        for id in ids {
            guard let sheet = try InnovationSheet.find(id, tx), try actor.kind == .system || sheet.maySee(actor, tx) else { continue }
            found[id] = PlanSubject(
                title: "\(sheet.code) \(sheet.title)", url: InnovationsPaths.sheet(sheet.code), lead: sheet.lead.text,
                isPublic: sheet.isPublic)
        }
        return found
    }
}
