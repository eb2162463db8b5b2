/// The style of papers that stand alone. Pages of ours have theirs in `Assets/css`.
enum PaperStyle {
    static func css(_ look: PaperLook) -> String {
        """
        :root { --accent: \(look.accent); --line: #c9d0d6; --muted: #56606b; }
        * { box-sizing: border-box; }
        body { margin: 0; font: 1rem/1.5 "Source Sans 3", "Source Sans Pro", system-ui, sans-serif; color: #15191d; background: #fff; }
        main { max-width: 52rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
        h1, h2, h3 { color: var(--accent); line-height: 1.2; }
        h1 { font-size: 2rem; } h2 { font-size: 1.5rem; margin-top: 2.2em; } h3 { font-size: 1.2rem; } h4, h5 { font-size: 1rem; }
        a { color: var(--accent); }
        .paper__letterhead { display: flex; gap: 1rem; align-items: center; justify-content: center; text-align: center;
            border-bottom: 3px double #15191d; padding-bottom: .6rem; text-transform: none; }
        .paper__letterhead svg { width: 3.4rem; height: 3.4rem; flex: none; }
        .paper__letterhead p { margin: 0; }
        .paper__subtitle { font-size: 1.15rem; color: var(--muted); } .paper__date, small { color: var(--muted); }
        .paper__number { margin-right: .4em; }
        .paper__table { overflow-x: auto; margin: 1rem 0; }
        table { border-collapse: collapse; width: 100%; font-size: .92rem; }
        caption { text-align: left; font-weight: 600; padding-bottom: .4rem; }
        th, td { text-align: left; vertical-align: top; padding: .3rem .5rem; border-bottom: 1px solid var(--line); }
        thead th { border-bottom: 2px solid var(--accent); vertical-align: bottom; } tfoot td { font-weight: 600; border-top: 2px solid var(--accent); }
        .number { text-align: right; font-variant-numeric: tabular-nums; }
        .paper__sheet { margin: 1rem 0; border-top: 2px solid var(--accent); }
        .paper__sheet > div { display: grid; grid-template-columns: minmax(9rem, 28%) 1fr; border-bottom: 1px solid var(--line); }
        .paper__sheet dt { font-weight: 600; padding: .3rem .5rem; background: #f5f7f8; } .paper__sheet dd { margin: 0; padding: .3rem .5rem; }
        .paper__sheet dd p { margin: 0 0 .4rem; }
        @media (max-width: 32rem) { .paper__sheet > div { grid-template-columns: 1fr; } }
        .paper__figure { margin: 1.2rem 0; } .paper__figure svg { width: 100%; height: auto; } figcaption { font-weight: 600; font-size: .92rem; }
        .paper__qr { display: flex; gap: 1rem; align-items: center; } .paper__qr svg { width: 8rem; height: 8rem; flex: none; }
        .paper__note { border-left: 4px solid var(--accent); background: #eef5f8; padding: .5rem .9rem; margin: 1rem 0; }
        .paper__note--warning { border-color: #9a5b00; background: #fdf3e1; } .paper__note--success { border-color: #1d6b3a; background: #ebf6ee; }
        .paper__contents ul { list-style: none; padding: 0; } .paper__level2 { margin-left: 1.5rem; } .paper__level3, .paper__level4 { margin-left: 3rem; }
        .paper__signatures { list-style: none; padding: 0; display: grid; grid-template-columns: repeat(2, 1fr); gap: 2rem 1rem; text-align: center; }
        .paper__signatures li { display: flex; flex-direction: column; } .paper__signatures strong { margin-top: 4.5rem; text-decoration: underline; }
        .paper__code { font-size: .7em; vertical-align: super; text-decoration: none; white-space: nowrap; }
        @media print {
            @page { size: \(look.sheet.rawValue.uppercased())\(look.isLandscape ? " landscape" : ""); margin: \(look.margin)cm; }
            @page wide { size: \(look.sheet.rawValue.uppercased()) landscape; }
            main { max-width: none; padding: 0; } body { font-size: \(look.size)pt; }
            .paper--cover .paper__front { break-after: page; min-height: 60vh; display: flex; flex-direction: column; justify-content: space-between; }
            .paper__wide { page: wide; } .paper__new { break-before: page; margin-top: 0; } .paper__break { break-after: page; }
            .paper__table { overflow: visible; } thead { display: table-header-group; } tr, .paper__sheet > div, figure, .paper__qr { break-inside: avoid; }
            h1, h2, h3, h4 { break-after: avoid; } a { text-decoration: none; }
        }
        """
    }
}
