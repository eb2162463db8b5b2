"""The whole way of planning in one walk: from an empty plan through four workshops, sheets and a second agency to a plan that is adopted, a
commitment that is signed, and three printed books. Nobody types an address: everything is reached by what the pages say."""

from on_foot import OnFoot
from way import books, plan, pledge, rooms, sheet

from . import journey


@journey("The whole way: from an empty plan through four workshops to an adopted plan, a signed commitment and three printed books")
def whole_way(server):
    with OnFoot(server) as head, OnFoot(server) as office, OnFoot.phone(server) as guest:
        head.sign_in("bappeda")
        first = plan.begin(head)
        link = rooms.prepare(head, first)
        rooms.bimtek_1(head, guest, link)
        plan.frame(head)
        rooms.bimtek_2(head)
        code = rooms.bimtek_3(head, guest, first)
        sheet.write(office, first)
        sheet.second_agency(office)
        sheet.accept(head)
        rooms.bimtek_4(head)
        address = sheet.into_plan(head)
        plan.close_a_hole(head)
        plan.adopt(head)
        plan.on_years(head, first)
        pledge.write(head, first, address, code)
        pledge.everybody_signs(head, office)
        books.print_three(head, code)
        plan.aligned(head)
