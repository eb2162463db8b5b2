import Kernel

/// The kinds of values that a column may have.
extension TypeGuess {
    mutating func takeDays(_ evidence: ColumnEvidence, _ all: Int, _ words: HeadingWords) -> Bool {
        let dayFirst = evidence.weight { DateReader.day($0, DateForm(), isNumber: false) != nil || $1 == .date && $0.count == 10 }
        let monthFirst = evidence.weight {
            DateReader.day($0, DateForm(order: .monthFirst), isNumber: false) != nil || $1 == .date && $0.count == 10
        }
        if TypeGuess.isEnough(max(dayFirst, monthFirst), of: all) {
            type = .date
            form.date.order = monthFirst > dayFirst ? .monthFirst : .dayFirst
            let unclear = evidence.values.first { value in
                guard value.kind == .text else { return false }
                return value.view { cell in
                    let (one, other) = (DateReader.day(cell, DateForm()), DateReader.day(cell, DateForm(order: .monthFirst)))
                    return one != nil && other != nil && one != other
                }
            }
            exampleDay = unclear?.text
            isOrderUnclear = unclear != nil && dayFirst == monthFirst
            return true
        }
        if words.isDay {
            let serials = evidence.weight { cell, _ in DateReader.serial(cell) != nil }
            if serials > 0, TypeGuess.isEnough(serials + dayFirst, of: all) {
                type = .date
                form.date.takesSerials = true
                exampleDay = evidence.values.first { $0.view { DateReader.serial($0) != nil } }?.text
                return true
            }
        }
        let arena = RowArena(capacity: 1024)
        let moments = evidence.weight { cell, kind in
            arena.begin(room: 1024)
            return cell.count >= 12 && kind != .number && MomentReader.read(cell, form.date, offsetHours: 0, isNumber: false, arena) != nil
        }
        guard TypeGuess.isEnough(moments, of: all) else { return false }
        type = .datetime
        return true
    }

    /// Finds out anew whether numbers are whole, after their signs were decided otherwise.
    mutating func retake(_ evidence: ColumnEvidence) {
        if !takeNumbers(evidence, evidence.weight, HeadingWords(evidence.heading)) { type = .number }
    }

    mutating func takeNumbers(_ evidence: ColumnEvidence, _ all: Int, _ words: HeadingWords) -> Bool {
        let arena = RowArena(capacity: 4096)
        var fitting = 0
        var fractions = 0
        var large = 0
        var percents = 0
        var rupiah = 0
        for value in evidence.values {
            value.view { cell in
                arena.begin(room: cell.count * 2 + 1024)
                guard let number = NumberReader.read(cell, value.kind == .number ? .plain : form.number, arena) else { return }
                fitting += value.count
                if !NumberReader.isWhole(number) { fractions += 1 } else if !NumberReader.fitsInteger(number) { large += 1 }
                if cell[cell.count - 1] == UInt8(ascii: "%") { percents += value.count }
                if cell.hasPrefix(word: "rp") { rupiah += value.count }
            }
        }
        // Below "Jumlah" one word among three numbers is a mistake, not the rule.
        let isCount = words.isCount && all >= 4 && all - fitting == 1
        guard TypeGuess.isEnough(fitting, of: all) || isCount else { return false }
        type = fractions > 0 || large > 0 ? .number : .integer
        unit = percents * 2 > fitting ? "%" : rupiah * 2 > fitting ? "Rp" : nil
        return true
    }

    mutating func takePoints(_ evidence: ColumnEvidence, _ all: Int, _ words: HeadingWords) -> Bool {
        let latitudeFirst = evidence.weight { cell, _ in PointReader.isLatitudeFirst(cell) == true }
        let longitudeFirst = evidence.weight { cell, _ in PointReader.isLatitudeFirst(cell) == false }
        guard TypeGuess.isEnough(max(latitudeFirst, longitudeFirst), of: all) else { return false }
        type = .geopoint
        form.isLatitudeFirst = latitudeFirst > longitudeFirst
        return true
    }

    /// Objects, lists and shapes as JSON writes them.
    mutating func takeJSON(_ evidence: ColumnEvidence, _ all: Int) -> Bool {
        guard evidence.values.allSatisfy({ $0.bytes[0] == UInt8(ascii: "{") || $0.bytes[0] == UInt8(ascii: "[") }) else { return false }
        let few = evidence.values.prefix(50).map(\.text)
        if few.allSatisfy({ TextFormat.object.fits($0) }) {
            type = few.allSatisfy { $0.contains("\"coordinates\"") || $0.contains("\"geometries\"") } ? .geojson : .object
        } else if few.allSatisfy({ TextFormat.array.fits($0) }) {
            type = .array
        } else {
            return false
        }
        return true
    }
}
