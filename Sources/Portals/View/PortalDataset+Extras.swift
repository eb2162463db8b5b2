import Kernel

extension PortalDataset {
    /// What CKAN has no field for, under the names ckanext-dcat and the portals of Satu Data read.
    package var extras: [(key: String, value: String)] {
        var extras: [(key: String, value: String)] = []
        func put(_ key: String, _ value: String?) { if let value, !value.isEmpty { extras.append((key, value)) } }
        put("identifier", id)
        put("issued", publishedAt.description)
        put("modified", modifiedAt.description)
        put("language", "[\"id\"]")
        put("title_en", titleEnglish)
        put("publisher_name", publisher.title)
        put("publisher_email", publisher.email)
        put("contact_name", publisher.title)
        put("contact_email", email)
        put("contact", email == nil ? contact : nil)
        put("access_rights", isOpen ? "terbuka" : "terbatas")
        put("access_reason", accessReason)
        put("kind", kind)
        put("is_priority", isPriority ? "true" : "false")
        put("frequency", frequency?.name)
        put("temporal_start", temporalFrom?.description)
        put("temporal_end", temporalTo?.description)
        put("spatial_code", area?.code)
        put("spatial_text", area?.name)
        put("spatial", area?.box.map { OrderedJSON.outline($0).text })
        put("standard_code", standardCode)
        let themes = groups.compactMap(\.uri)
        put("theme", themes.isEmpty ? nil : OrderedJSON.list(themes.map(OrderedJSON.string)).text)
        for fact in facts { put(fact.key, fact.value) }
        return extras.sorted { $0.key < $1.key }
    }
}
