import Directory
import Innovations
import Kernel
import Masterplan
import Storage
import Web
import Work

extension Capability {
    /// The four workshops on the way to a smart-city masterplan, as rooms to work in; the council and the team. Needs the directory, the
    /// masterplan and innovations.
    package static func workshops() throws -> Capability {
        Capability(
            name: "workshops", migrations: WorkshopsMigrations.all, words: try WorkshopsWords.load(), permissions: Permission.ofWorkshops,
            pages: CycleRoutes.all + RoomRoutes.all + BodyRoutes.all + WorkshopListRoutes.all,
            endpoints: WorkshopEndpoints.all + BodyEndpoints.all + WorkshopListRoutes.endpoints,
            menu: [MenuItem("workshop.menu", link: WorkshopsPaths.cycles(), permission: .joinWorkshops)],
            start: { installation in
                let services = installation.services
                var desk = WorkshopDesk(
                    database: installation.database, world: installation.world, vault: installation.vault, directory: services.get(),
                    innovations: services.get(), broadcast: ChangeBroadcast())
                desk.plans = services.find(MasterplanSite.self)?.desk
                services.put(desk)
                services.find(SheetGuests.self)?.add { ids, tx in try tx.workshopGuestNames(ids) }
                if let stages = services.find(PlanStages.self) {
                    stages.add(WorkshopStages.team)
                    stages.add(WorkshopStages.workshops)
                }
            })
    }
}

extension Request {
    /// Workshops of this installation.
    package var workshops: WorkshopDesk { installation.services.get() }
}
