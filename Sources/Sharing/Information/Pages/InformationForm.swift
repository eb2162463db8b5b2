import Directory
import Kernel
import Web
import Work

/// The form with which somebody asks for information; the same for citizens and for officers who receive one at the counter.
enum InformationForm {
    static func act(_ data: FormData, _ language: Language, key: String?, source: Reference?) -> SubmitInformationRequest {
        var checker = Checker(data)
        let applicant = Applicant(
            name: Plain.line(data["name"] ?? ""), address: Plain.line(data["address"] ?? ""), phone: checker.phoneIfAny("phone") ?? "",
            mail: checker.emailIfAny("mail") ?? "", identityNumber: Plain.line(data["identity"] ?? ""))
        return SubmitInformationRequest(
            wanted: data["wanted"] ?? "", purpose: data["purpose"] ?? "",
            delivery: InformationRequest.Delivery(rawValue: data["delivery"] ?? "") ?? .mail, applicant: applicant, language: language,
            source: source, clientKey: key)
    }

    /// What the checks of single fields found, such as an address that is none.
    static func issues(_ data: FormData) -> [Issue] {
        var checker = Checker(data)
        _ = checker.phoneIfAny("phone")
        _ = checker.emailIfAny("mail")
        return checker.issues
    }

    static func html(_ page: Page, _ form: Form, action: String, key: String, extra: HTML = .empty) -> HTML {
        let fields = Fields(page, form)
        let deliveries = InformationRequest.Delivery.allCases.map { Choice($0.rawValue, page.t($0.label)) }
        let chosen = form.value("delivery").isEmpty ? form.setting("delivery", InformationRequest.Delivery.mail.rawValue) : form
        return """
            \(fields.summary)\(PostForm(
                page, action,
                """
                <input type="hidden" name="client_key" value="\(key)">\(extra)\
                \(fields.area("wanted", "information.field.wanted", hint: "information.field.wanted_hint", rows: 5, max: 5000))\
                \(fields.area("purpose", "information.field.purpose", hint: "information.field.purpose_hint", rows: 3))\
                \(Fields(page, chosen).radios("delivery", "information.field.delivery", deliveries))\
                <fieldset class="stack"><legend><strong>\(page.t("information.who"))</strong></legend><p class="hint">\(page.t("information.who_hint"))</p>\
                \(fields.line("name", "information.field.name", autocomplete: "name"))\
                \(fields.line("identity", "information.field.identity", hint: "information.field.identity_hint", max: 60))\
                \(fields.line("mail", "information.field.mail", kind: .email, need: .optional, autocomplete: "email"))\
                \(fields.line("phone", "information.field.phone", kind: .tel, need: .optional, autocomplete: "tel"))\
                \(fields.line("address", "information.field.address", need: .optional, max: 300, autocomplete: "street-address"))</fieldset>\
                <p>\(Button(page.t("information.send"), icon: .send, isBig: true))</p>
                """))
            """
    }
}
