import Catalogue
import Kernel
import Storage
import Web
import Work

/// How other capabilities name requests and agreements and lead to them.
package enum SharingReferences {
    package static let all = [accessRequest, agreement, informationRequest]

    static let accessRequest = ReferenceKind(
        AccessRequest.kind,
        views: { tx, ids, actor in
            var views: [String: ReferenceView] = [:]
            for id in ids {
                guard let request = try AccessRequest.find(id, tx), request.maySee(actor) else { continue }
                views[id] = ReferenceView(
                    title: try tx.dataset(request.dataset)?.title ?? request.code, url: SharingPaths.request(request.code))
            }
            return views
        },
        find: { tx, typed in try ShortCode.normalize(typed).flatMap { try tx.accessRequest(code: $0)?.id.text } })

    static let agreement = ReferenceKind(
        "agreement",
        views: { tx, ids, actor in
            var views: [String: ReferenceView] = [:]
            for id in ids {
                guard let agreement = try tx.agreement(id), agreement.maySee(actor) else { continue }
                views[id] = ReferenceView(
                    title: try tx.dataset(agreement.dataset)?.title ?? agreement.code, url: SharingPaths.agreement(agreement.code))
            }
            return views
        },
        find: { tx, typed in try ShortCode.normalize(typed).flatMap { try tx.agreement(code: $0)?.id.text } })

    static let informationRequest = ReferenceKind(
        InformationRequest.kind, aliases: ["information_applicant"],
        views: { tx, ids, actor in
            var views: [String: ReferenceView] = [:]
            for id in ids {
                guard let request = try InformationRequest.find(id, tx), request.maySee(actor), !request.isApplicant(actor) else {
                    continue
                }
                views[id] = ReferenceView(
                    title: request.publicSubject ?? request.registerNumber, url: InformationPaths.one(request.code))
            }
            return views
        },
        find: { tx, typed in try ShortCode.normalize(typed).flatMap { try tx.informationRequest(code: $0)?.id.text } })
}
