import Synchronization

/// Values found by their type, such as Directory's index of places: put here once at the start by the capability that owns
/// them, and read by everyone who knows the type.
package final class Services: Sendable {
    private let values = Mutex<[ObjectIdentifier: any Sendable]>([:])

    init() {}

    /// A second value of a type takes the place of the first.
    package func put<Value: Sendable>(_ value: Value) { values.withLock { $0[ObjectIdentifier(Value.self)] = value } }

    /// The value of that type; a defect of the program when no capability has put one.
    package func get<Value: Sendable>(_ type: Value.Type = Value.self) -> Value {
        guard let value = find(type) else { preconditionFailure("no capability has put a \(type) among the services") }
        return value
    }

    /// The same for what a regency may do without.
    package func find<Value: Sendable>(_ type: Value.Type = Value.self) -> Value? {
        values.withLock { $0[ObjectIdentifier(type)] } as? Value
    }
}
