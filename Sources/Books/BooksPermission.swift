import Directory
import Kernel

extension Permission {
    /// Read books that are not published.
    package static let readBooks: Permission = "books.read"
    /// Ask for books.
    package static let makeBooks: Permission = "books.make"
    /// Let everybody read a book, and take that back.
    package static let publishBooks: Permission = "books.publish"
    /// Change letterhead, chapters and words of the templates.
    package static let editBookTemplates: Permission = "books.templates"

    package static let ofBooks: [Permission] = [.readBooks, .makeBooks, .publishBooks, .editBookTemplates]
}

extension BuiltinRole {
    /// What `Books` lets the built-in roles do at first; a regency changes it in the administration.
    package static let books: [BuiltinRole] = [
        BuiltinRole(
            "planning_head", id: "Kepala Bappeda", en: "Planning head", [.readBooks, .makeBooks, .publishBooks, .editBookTemplates]),
        BuiltinRole("regent", id: "Bupati", en: "Regent", [.readBooks]),
        BuiltinRole("agency_head", id: "Kepala OPD", en: "Agency head", [.readBooks, .makeBooks]),
        BuiltinRole("agency_clerk", id: "Operator OPD", en: "Agency clerk", [.readBooks, .makeBooks]),
        BuiltinRole("inspector", id: "Inspektorat", en: "Inspector", [.readBooks]),
    ]
}
