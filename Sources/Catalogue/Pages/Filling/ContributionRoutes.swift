import Directory
import HTTPTypes
import Ingest
import Kernel
import Storage
import Web

/// What villages have sent for a table, for the agency whose table it is: looked at, taken into one file, or sent back.
enum ContributionRoutes {
    static let all: [PageRoute] = [
        .post(CataloguePaths.invite) { request in
            try await ManageRoutes.act(request) { checker in
                let table: Identifier<Distribution>? = checker.id("table")
                let until = checker.day("until")
                return (InviteVillages(table ?? Identifier(""), until: until ?? request.catalogueDesk.directory.today), "invitation.made")
            }
        },
        .post(CataloguePaths.dismiss) { request in
            try await ManageRoutes.act(request) { checker in
                let table: Identifier<Distribution>? = checker.id("table")
                return (EndInvitation(table ?? Identifier("")), "invitation.ended")
            }
        },
        .get(CataloguePaths.contributions) { request in .page(try await page(request)) },
        .post(CataloguePaths.gather) { request in
            let (table, _) = try await find(request)
            return try await request.act(again: { form, error in try await page(request, form, error) }) { data in
                let note = Plain.text(data["note"] ?? "")
                let made = try await request.catalogueDesk.gather(table.id, note: String(note.prefix(2000)), by: request.actor)
                return .redirect(CataloguePaths.submission(made.id.text), flash: request.t("contribution.gathered"))
            }
        },
        .post(CataloguePaths.refuseContribution) { request in
            let (table, _) = try await find(request)
            return try await request.act(again: { form, error in try await page(request, form, error) }) { data in
                guard let id = data["contribution"].flatMap({ Identifier<Contribution>(checking: $0) }) else { throw AppError.notFound }
                _ = try await request.catalogueDesk.refuse(
                    id, reason: data["reason"] ?? "", expecting: data.neededVersion, by: request.actor)
                return .redirect(CataloguePaths.contributions(table.id.text), flash: request.t("contribution.refused"))
            }
        },
    ]

    private static func find(_ request: Request) async throws -> (Distribution, Dataset) {
        try request.requireAccount()
        let id = try request.id("id", Distribution.self)
        let found = try await request.database.read { tx -> (Distribution, Dataset)? in
            guard let table = try tx.distribution(id), let dataset = try tx.dataset(table.dataset) else { return nil }
            return (table, dataset)
        }
        guard let found, DatasetPolicy.mayWorkOn(found.1, request.actor) else { throw AppError.notFound }
        return found
    }

    private static func page(_ request: Request, _ form: Form = .empty, _ error: AppError? = nil) async throws -> HTML {
        let (table, dataset) = try await find(request)
        let (all, invitation) = try await request.database.read { tx in
            (try tx.contributions(to: table.id, limit: 500), try tx.fillingInvitation(table.id))
        }
        let view = ContributionPage.View(
            table: table, dataset: dataset, invitation: invitation, contributions: all.filter { $0.state != .replaced },
            agencies: request.catalogueDesk.directory.agencies, mayTake: request.actor.may(.produceData, agency: dataset.producer.text),
            form: form)
        return ContributionPage.page(request.page, view, error)
    }
}
