import Kernel

/// Where something is: village from a list (works always), the phone's position, or a tap on the map (with scripts).
///
/// Sends `village` (a region code), `lat`, `lon` (decimal degrees) and `accuracy` (metres, only for the phone's position).
package struct PlacePicker: Component {
    var page: Page
    var label: String
    var villages: [ChoiceGroup]
    var village: String
    var point: MapPoint?
    var map: MapBox?
    var villagesURL: String?
    var locateURL: String?
    var hint: String?
    var error: String?

    /// - Parameters:
    ///   - villages: one group per subdistrict. Scripts turn the long list into two short ones.
    ///   - villagesURL: where the villages of a subdistrict are read from when its group came empty, with `{code}`; the group's
    ///     label is then found by the first choice, which must have the subdistrict's code as its value.
    ///   - locateURL: answers `?lat=…&lon=…` with `{"village": {"code": …, "name": …}}`, so that the village follows the point.
    package init(
        _ page: Page, label: String, villages: [ChoiceGroup], village: String = "", point: MapPoint? = nil, map: MapBox? = nil,
        villagesURL: String? = nil, locateURL: String? = nil, hint: String? = nil, error: String? = nil
    ) {
        self.page = page
        self.label = label
        self.villages = villages
        self.village = village
        self.point = point
        self.map = map
        self.villagesURL = villagesURL
        self.locateURL = locateURL
        self.hint = hint
        self.error = error
    }

    package var html: HTML {
        let frame = FieldFrame(page: page, name: "place", label: label, hint: hint, error: error, need: .filter)
        let words = [
            "subdistrict", "subdistrict_prompt", "village_prompt", "locating", "marked", "accuracy", "denied", "unavailable", "removed",
            "outside", "outside_unknown",
        ]
        let list = Select(
            page, "village", label: page.t("ui.place.village"), groups: villages, selected: village,
            prompt: page.t("ui.place.village_prompt"), need: .filter)
        return frame.group(
            """
            <p class="row"><button class="button button--quiet" type="button" data-place-locate hidden>\
            \(Icon.locate)\(page.t("ui.place.locate"))</button>
            <button class="button button--plain" type="button" data-place-remove hidden>\(page.t("ui.place.remove"))</button></p>\
            <p role="status" data-place-status></p>\(map)\
            <input type="hidden" name="lat" data-keep\(attr: "value", point.map { "\($0.latitude)" })>\
            <input type="hidden" name="lon" data-keep\(attr: "value", point.map { "\($0.longitude)" })>\
            <input type="hidden" name="accuracy" data-keep>\
            \(list)
            """,
            attributes:
                " id=\"\(frame.id)\" tabindex=\"-1\" data-place\(attr: "data-villages", villagesURL)\(attr: "data-locate", locateURL)\(words: page, "ui.place", words)"
        )
    }

    package static let examples = [
        Example("in a form that keeps a draft") { page in
            let villages = [
                ChoiceGroup("Kencong", [Choice("35.09.02.2001", "Kencong"), Choice("35.09.02.2002", "Paseban")]),
                ChoiceGroup("Kaliwates", [Choice("35.09.19.1001", "Kepatihan"), Choice("35.09.19.1002", "Jember Kidul")]),
            ]
            let map = MapBox(
                page, .pick,
                outline: OutlineMap("Kabupaten Jember", areas: [OutlineMap.Area("Kencong", rings: [OutlineMap.Area.exampleRing])]),
                boundaries: "/api/regions/boundaries")
            let place = PlacePicker(
                page, label: "Di mana?", villages: villages, map: map,
                hint: "Cukup salah satu: posisi ponsel, titik di peta, atau nama desa.")
            let title = Input(page, "draft-title", label: "Judul")
            let photos = PhotoInput(page, "draft-photos", label: "Foto")
            return PostForm(
                page, "/lapor", isMultipart: true, draft: "example",
                "\(title)\(place)\(photos)<p>\(Button("Kirim laporan", icon: .send))</p>"
            ).html
        }
    ]
}
