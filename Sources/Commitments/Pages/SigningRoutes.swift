import Directory
import HTTPTypes
import Kernel
import Storage
import Web
import Work

/// Signing, and the key to sign with.
enum SigningRoutes {
    private static let rate = RateLimit("signing", 30, per: 600)

    static let all: [PageRoute] = [
        .get(CommitmentPaths.sign) { request in .page(try await page(request, .empty, nil)) },
        .post(CommitmentPaths.sign, rate: rate) { request in
            try request.requireAccount()
            let code = try request.parameter("code")
            return try await request.act(again: { form, error in try await page(request, form, error) }) { data in
                let (desk, seen) = (request.commitments.desk, data["seen"] ?? "")
                if desk.signatures.provider == .bsre {
                    try await desk.signCertified(
                        code, seen: seen, nik: data["nik"] ?? "", passphrase: data.raw("passphrase") ?? "", by: request.actor,
                        words: request.installation.words)
                } else {
                    try await desk.sign(
                        SignCommitment(seen: seen, keyPassword: data.raw("key_password") ?? "", code: data["otp"] ?? ""), code,
                        by: request.actor, request.desk.signIn)
                }
                return .redirect(CommitmentPaths.commitment(code), flash: request.t("signing.done"))
            }
        },
        .get(CommitmentPaths.ownKey) { request in .page(try await ownKey(request, .empty, nil)) },
        .post(CommitmentPaths.ownKey, rate: rate) { request in
            try request.requireAccount()
            return try await request.act(again: { form, error in try await ownKey(request, form, error) }) { data in
                try await request.commitments.desk.makeKey(
                    password: data.raw("key_password") ?? "", repeated: data.raw("key_password_repeated") ?? "", code: data["otp"] ?? "",
                    by: request.actor, request.desk.signIn)
                let next = ShortCode.normalize(data["lanjut"] ?? "").map { CommitmentPaths.sign($0) } ?? CommitmentPaths.ownKey()
                return .redirect(next, flash: request.t("own_key.made"))
            }
        },
        .post(CommitmentPaths.withdrawKey) { request in
            try request.requireAccount()
            return try await request.act(again: { form, error in try await ownKey(request, form, error) }) { data in
                try await request.commitments.desk.withdrawKey(
                    try request.parameter("id"), reason: data["reason"] ?? "", by: request.actor)
                return .redirect(CommitmentPaths.ownKey(), flash: request.t("own_key.withdrawn.done"))
            }
        },
    ]

    private static func page(_ request: Request, _ form: Form, _ error: AppError?) async throws -> HTML {
        try request.requireAccount()
        let site = request.commitments
        let file = try await site.desk.file(of: try request.parameter("code"), for: request.actor)
        guard let signatory = file.signatories.first(where: { $0.account == request.actor.id }) else { throw AppError.forbidden }
        // Before it is opened there is nothing to sign yet.
        guard file.commitment.isPublic else { throw AppError.conflict("error.commitment_not_open") }
        let account = try await site.desk.person(request.actor)
        let keys = try await request.database.read { try $0.holderKeys(of: account.id.text) }
        return SigningPage.page(
            request.page,
            SigningPage.View(
                file: file, signatory: signatory, names: site.directory.agencies, hasKey: keys.contains(where: \.isCurrent),
                hasSecondStep: account.hasTOTP, provider: site.desk.signatures.provider, form: form, error: error))
    }

    private static func ownKey(_ request: Request, _ form: Form, _ error: AppError?) async throws -> HTML {
        try request.requireAccount()
        let account = try await request.commitments.desk.person(request.actor)
        let keys = try await request.database.read { try $0.holderKeys(of: account.id.text) }
        let next = form.value("lanjut").isEmpty ? request.query["lanjut"] ?? "" : form.value("lanjut")
        return OwnKeyPage.page(request.page, keys, hasSecondStep: account.hasTOTP, next: next, form, error)
    }
}
