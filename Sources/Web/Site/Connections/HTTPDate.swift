import Foundation
import Synchronization

/// The present moment as the header `Date` has it (RFC 9110 §5.6.7), written anew once a second.
final class HTTPDate: Sendable {
    private let kept = Mutex<(second: Int, text: String)>((-1, ""))

    var now: String {
        let second = time(nil)
        return kept.withLock { kept in
            if kept.second != second { kept = (second, HTTPDate.text(second)) }
            return kept.text
        }
    }

    static func text(_ second: Int) -> String {
        var second = time_t(second)
        var parts = tm()
        gmtime_r(&second, &parts)
        let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let two = { (number: Int32) in number < 10 ? "0\(number)" : "\(number)" }
        let day = "\(days[Int(parts.tm_wday)]), \(two(parts.tm_mday)) \(months[Int(parts.tm_mon)]) \(parts.tm_year + 1900)"
        return "\(day) \(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec)) GMT"
    }
}
