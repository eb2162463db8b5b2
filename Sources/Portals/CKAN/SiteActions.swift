import Kernel
import Web

extension Action {
    static let site = [
        Action("status_show", "What this site is and which version of CKAN's API it speaks.") { _, context in
            [
                "site_title": .string(context.siteTitle), "site_description": .string(context.siteDescription),
                "site_url": .string(context.address.absolute("")), "error_emails_to": nil, "locale_default": "id",
                // What harvesters look for before they ask for rows or linked data.
                "extensions": ["datastore", "dcat", "structured_data"], "ckan_version": "2.11.5",
            ]
        },
        Action("help_show", "What an action does. Parameter: name.") { call, _ in
            guard let name = try call.text("name") else { throw ActionFailure.missing("name") }
            if let action = Action.all[name] { return .string(action.help) }
            guard Action.writing.contains(name) else { throw ActionFailure.notFound("Action \"\(name)\" does not exist.") }
            return .string("Changes data. This site refuses it: data are published with the checks of its own pages and API.")
        },
        Action("license_list", "The licences datasets may have.") { _, _ in
            .list(
                PortalLicence.known.map { licence in
                    let isOpen = OrderedJSON.string(licence.isOpen ? "True" : "False")
                    return [
                        "domain_content": "False", "domain_data": isOpen, "domain_software": "False", "family": "",
                        "id": .string(licence.id), "is_generic": "False", "maintainer": "",
                        "od_conformance": .string(licence.isOpen ? "approved" : "not reviewed"), "osd_conformance": "not reviewed",
                        "status": "active", "title": .string(licence.title), "url": .string(licence.url ?? ""), "is_okd_compliant": isOpen,
                        "is_osi_compliant": "False",
                    ]
                })
        },
        Action("user_list", "The site's users, who are not told of here.") { _, _ in throw ActionFailure.denied() },
        Action("user_show", "A user, who is not told of here.") { _, _ in throw ActionFailure.denied() },
        Action("dashboard_activity_list", "A user's dashboard, which is not kept here.") { _, _ in throw ActionFailure.denied() },
    ]
}
