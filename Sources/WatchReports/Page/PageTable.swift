// SPDX-License-Identifier: Apache-2.0

import CloudTrail

/// A table of a page: on a narrow screen each row becomes a block whose cells say their column.
struct PageTable {
    let caption: String
    let columns: [String]
    /// For each row a cell for each column; the first names the row.
    let rows: [[Markup]]

    var markup: Markup {
        let heads = columns.map { column -> Markup in "<th role=\"columnheader\" scope=\"col\">\(column)</th>" }
        let body = rows.map { row -> Markup in
            let cells = zip(columns, row).enumerated().map { place, cell -> Markup in
                place == 0
                    ? "<th role=\"rowheader\" scope=\"row\">\(cell.1)</th>"
                    : "<td role=\"cell\" data-label=\"\(cell.0)\">\(cell.1)</td>"
            }
            return "<tr role=\"row\">\(Markup(cells, separator: ""))</tr>"
        }
        return """
            <table role="table"><caption>\(caption)</caption>
            <thead role="rowgroup"><tr role="row">\(Markup(heads, separator: ""))</tr></thead>
            <tbody role="rowgroup">
            \(body)
            </tbody></table>
            """
    }
}

extension LogEvent {
    /// The cell of a table that names the call and the event.
    var callCell: Markup {
        "<code class=\"call\">\(service):\(name)</code><br><code class=\"id\">\(id ?? "no id")</code>"
    }
}
