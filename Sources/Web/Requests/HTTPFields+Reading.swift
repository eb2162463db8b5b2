import HTTPTypes

extension HTTPFields {
    /// What the subscript gives, without the sequence it makes and joins each time: nearly always there is one field of a name or none.
    func text(_ name: HTTPField.Name) -> String? {
        guard let first = firstIndex(where: { $0.name == name }) else { return nil }
        return self[(first + 1)...].contains { $0.name == name } ? self[name] : self[first].value
    }
}
