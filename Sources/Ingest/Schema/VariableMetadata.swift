/// The items of MS-Var (Perban BPS 5/2020) that a field does not already say by its name, type, constraints or standard fields.
package struct VariableMetadata: Hashable, Sendable {
    package var alias: String?
    /// Referensi pemilihan: why these and no other.
    package var selectionReference: String?
    /// Referensi waktu: the time that the values speak of.
    package var timeReference: String?
    /// Aturan validasi, in words.
    package var validationRule: String?
    /// Kalimat pertanyaan: the question that was asked.
    package var question: String?
    /// Dapat diakses umum.
    package var isPublic: Bool?
    package var more: [String: SchemaValue] = [:]

    package init() {}

    init(_ object: [String: SchemaValue]) {
        var members = SchemaMembers(object)
        alias = members.string("alias")
        selectionReference = members.string("selectionReference")
        timeReference = members.string("timeReference")
        validationRule = members.string("validationRule")
        question = members.string("question")
        isPublic = members.flag("isPublic")
        more = members.rest
    }

    var object: [String: SchemaValue] {
        var object = more
        object.put("alias", alias)
        object.put("selectionReference", selectionReference)
        object.put("timeReference", timeReference)
        object.put("validationRule", validationRule)
        object.put("question", question)
        object.put("isPublic", isPublic)
        return object
    }
}
