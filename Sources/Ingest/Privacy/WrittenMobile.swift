/// Mobile numbers as people write them by hand, with more than one sign between their groups: `0812 - 3456 - 7890`, `(0812) 3456 7890`,
/// `+62 (812) 3456-7890`. Digits that stand so far apart are more often times, years or amounts; a number must therefore begin with a group
/// as telephones do, go on in groups that are set apart alike, and not go on any further.
struct WrittenMobile {
    private enum Gap { case blank, dot, dash, bracket }

    private struct Group {
        var start: Int
        var count: Int
        /// What stands before it; `nil` where that parts it from the group before.
        var gap: Gap?
        /// Whether that breaks a run of digits: runs are looked at as they are.
        var isWide: Bool
    }

    /// How many of them stand in a text.
    static func count(_ text: ByteView) -> Int {
        let all = groups(text)
        var found = 0
        var at = 0
        while at < all.count {
            let taken = length(all, at, text)
            if taken > 0 { found += 1 }
            at += max(taken, 1)
        }
        return found
    }

    private static func groups(_ text: ByteView) -> [Group] {
        var all: [Group] = []
        var at = 0
        while at < text.count {
            guard isDigit(text[at]) else {
                at += 1
                continue
            }
            let start = at
            while at < text.count, isDigit(text[at]) { at += 1 }
            var group = Group(start: start, count: at - start, gap: nil, isWide: false)
            if let last = all.last {
                let end = last.start + last.count
                group.gap = gap(text, end, start)
                group.isWide = start - end > 1 || group.gap == .bracket
            }
            all.append(group)
        }
        return all
    }

    /// What two groups of one number may have between them: one sign with blanks around it, or brackets.
    private static func gap(_ text: ByteView, _ start: Int, _ end: Int) -> Gap? {
        guard end - start <= 5 else { return nil }
        var gap = Gap.blank
        var signs = 0
        var at = start
        while at < end {
            switch text[at] {
            case UInt8(ascii: " "): break
            case UInt8(ascii: "("), UInt8(ascii: ")"): gap = .bracket
            case UInt8(ascii: "."), UInt8(ascii: "-"):
                signs += 1
                if gap != .bracket { gap = text[at] == UInt8(ascii: ".") ? .dot : .dash }
            // A no-break space.
            case 0xC2 where at + 1 < end && text[at + 1] == 0xA0: at += 1
            // Dashes of typesetters.
            case 0xE2 where at + 2 < end && text[at + 1] == 0x80 && (0x90...0x95).contains(text[at + 2]):
                signs += 1
                if gap != .bracket { gap = .dash }
                at += 2
            default: return nil
            }
            at += 1
        }
        return signs <= 1 ? gap : nil
    }

    /// How many groups, from one on, are a mobile number together; 0 when they are none.
    private static func length(_ groups: [Group], _ first: Int, _ text: ByteView) -> Int {
        guard let lead = operatorGroup(groups, first, text) else { return 0 }
        var digits: [UInt8] = []
        var isWide = false
        var found = 0
        for at in first..<groups.count {
            let group = groups[at]
            if at > first {
                guard let gap = group.gap else { break }
                if at > lead, !(3...8).contains(group.count) { break }
                if at > lead + 1, gap == .bracket { break }
                if at > lead + 2, gap != groups[at - 1].gap { break }
                isWide = isWide || group.isWide
            }
            digits += text.buffer[group.start..<group.start + group.count]
            if digits.count > 14 { break }
            guard at >= lead, isWide, isEnd(groups, at, lead) else { continue }
            if digits.withUnsafeBufferPointer({ PersonNumbers.isMobile($0.baseAddress!, $0.count) }) { found = at - first + 1 }
        }
        return found
    }

    /// The group that names the operator: `0812`, `62812`, or `812` behind `62`.
    private static func operatorGroup(_ groups: [Group], _ first: Int, _ text: ByteView) -> Int? {
        let (start, count) = (groups[first].start, groups[first].count)
        if count == 4, text[start] == UInt8(ascii: "0"), text[start + 1] == UInt8(ascii: "8") { return first }
        guard count == 2 || count == 5, text[start] == UInt8(ascii: "6"), text[start + 1] == UInt8(ascii: "2") else { return nil }
        if count == 5 { return first }
        guard first + 1 < groups.count, groups[first + 1].gap != nil, groups[first + 1].count >= 3 else { return nil }
        return text[groups[first + 1].start] == UInt8(ascii: "8") ? first + 1 : nil
    }

    /// Whether what comes behind a group is no part of what it ends.
    private static func isEnd(_ groups: [Group], _ at: Int, _ operatorGroup: Int) -> Bool {
        guard at + 1 < groups.count, let next = groups[at + 1].gap else { return true }
        return next == .bracket || next == .blank && (at < operatorGroup + 2 || groups[at].gap != .blank)
    }
}
