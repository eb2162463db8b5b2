import Directory
import Kernel
import Storage
import Tables
import TestSupport
import Testing
import Web

/// The fixtures' regency with somebody signed in before its pages.
struct AdminHall {
    let site: TestSite
    let fixtures: DirectoryFixtures
    let browser: TestBrowser

    init(_ who: String = "admin") async throws {
        site = try await DirectoryFixtures.site()
        fixtures = try await DirectoryFixtures(on: site)
        browser = site.browser()
        let account = try await fixtures.account(who)
        let visit = SignIn.Visit(address: "203.0.113.7", userAgent: "")
        browser.set(CookieName.session, try await fixtures.signIn.open(account, visit))
    }
}
