import Kernel

/// Every component in every form, on one page: what builders look at, and what tests check.
package enum Patterns {
    package static let all: [(name: String, examples: [Example])] = [
        ("Button", Button.examples), ("Icon", Icon.examples), ("Roof", Roof.examples), ("Tag", Tag.examples), ("DueTag", DueTag.examples),
        ("Rating", Rating.examples), ("Notice", Notice.examples), ("Card", Card.examples), ("ListCard", ListCard.examples),
        ("Gallery", Gallery.examples), ("Tiles", Tiles.examples), ("Table", Table.examples), ("Facts", Facts.examples),
        ("Timeline", Timeline.examples), ("Progress", Progress.examples), ("EmptyState", EmptyState.examples),
        ("ConfirmBox", ConfirmBox.examples), ("CopyBox", CopyBox.examples), ("LanguageSwitch", LanguageSwitch.examples),
        ("Breadcrumb", Breadcrumb.examples), ("Tabs", Tabs.examples), ("Stepper", Stepper.examples), ("Pagination", Pagination.examples),
        ("Filters", Filters.examples), ("ErrorSummary", ErrorSummary.examples), ("Input", Input.examples),
        ("TextArea", TextArea.examples), ("Select", Select.examples), ("Radios", Radios.examples), ("Checkboxes", Checkboxes.examples),
        ("Checkbox", Checkbox.examples), ("Stars", Stars.examples), ("PhotoInput", PhotoInput.examples),
        ("FileInput", FileInput.examples), ("PlacePicker", PlacePicker.examples), ("MapBox", MapBox.examples),
        ("PostForm", PostForm.examples), ("DraftSent", DraftSent.examples), ("BarChart", BarChart.examples),
        ("StackedBarChart", StackedBarChart.examples), ("LineChart", LineChart.examples), ("Sparkline", Sparkline.examples),
        ("OutlineMap", OutlineMap.examples), ("PlotFigure", PlotFigure.examples), ("AreaMap", AreaMap.examples),
    ]

    package static func page(_ page: Page) -> HTML {
        let sections = all.html { component in
            """
            <section class="pattern stack"><h2 id="\(component.name)">\(component.name)</h2>\
            \(each: component.examples, { example in "<h3>\(example.name)</h3><div>\(example.html(page))</div>" })</section>
            """
        }
        return Layout.page(
            page, title: "Patterns", body: "<h1>Patterns</h1><p class=\"lead\">Every component in every form.</p>\(sections)")
    }
}
