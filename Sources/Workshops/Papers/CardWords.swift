import Kernel
import Masterplan

extension RoomCard {
    /// What one of its fields says to people: choices and sub-pillars by their names, everything else as it was written.
    static func said(_ field: String, _ value: String, _ words: (TextKey) -> String) -> String {
        switch field {
        case _ where value.isEmpty: "–"
        // An id says nothing to people.
        case "initiative": words("workshop.choice.yes")
        case "quadrant", "condition", "horizon", "quick_win": words(TextKey("workshop.choice.\(value)"))
        case "pillar": CityDimension.of(subPillar: value) == nil ? value : words(TextKey("plan.sub_pillar.\(value)"))
        default: value
        }
    }

    func said(_ field: String, _ words: (TextKey) -> String) -> String { RoomCard.said(field, fields[field] ?? "", words) }
}
