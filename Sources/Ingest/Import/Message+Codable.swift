import Kernel

/// Sentences are kept with the rows they are about, and put into a language when somebody reads them.
extension Message: Codable {
    private enum CodingKeys: String, CodingKey { case key, values }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            TextKey(try container.decode(String.self, forKey: .key)),
            try container.decodeIfPresent([String: String].self, forKey: .values) ?? [:])
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(key.id, forKey: .key)
        if !values.isEmpty { try container.encode(values, forKey: .values) }
    }
}
