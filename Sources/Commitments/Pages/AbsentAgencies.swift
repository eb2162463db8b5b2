import Directory
import Kernel
import Web

/// Who is not in a joint commitment: agencies whose head does not sign, and those that no clause binds.
enum AbsentAgencies {
    static func html(_ page: Page, _ file: CommitmentFile, _ names: AgencyTree) -> HTML {
        let both: [(TextKey, [String])] = [
            ("commitment.without_signature", file.withoutSignature), ("commitment.without_clause", file.withoutClause),
        ]
        let parts = both.filter { !$0.1.isEmpty }
        guard !parts.isEmpty else { return .empty }
        let lists = parts.html { title, agencies -> HTML in
            let items = agencies.map { names.name($0) }.sorted().html { "<li>\($0)</li>" }
            return """
                <details><summary>\(page.t(title, ["count": page.format.number(agencies.count)]))</summary><ul>\(items)</ul></details>
                """
        }
        return "<section class=\"card stack\" id=\"belum-ikut\"><h2>\(page.t("commitment.absent"))</h2>\(lists)</section>"
    }
}
