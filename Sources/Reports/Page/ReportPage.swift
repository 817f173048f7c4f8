// SPDX-License-Identifier: Apache-2.0

import Mustache

/// A report as an HTML page. The template engine escapes every text from the ledger.
struct ReportPage {
    /// The whole page.
    let html: String

    init(_ content: ReportContent) {
        html = Self.layout.render(content) + "\n"
    }

    /// The parsed template.
    private static let layout: MustacheTemplate = {
        do { return try MustacheTemplate(string: withRoles(template)) } catch {
            preconditionFailure("the report's template is not valid: \(error)")
        }
    }()

    /// Adds ARIA roles: on phones, tables are laid out as blocks, and some browsers then lose the roles of tables.
    private static func withRoles(_ template: String) -> String {
        [
            ("<table>", "<table role=\"table\">"), ("<thead>", "<thead role=\"rowgroup\">"),
            ("<tbody>", "<tbody role=\"rowgroup\">"), ("<tr>", "<tr role=\"row\">"), ("<td ", "<td role=\"cell\" "),
            ("scope=\"col\"", "role=\"columnheader\" scope=\"col\""),
            ("scope=\"row", "role=\"rowheader\" scope=\"row"),
        ].reduce(template) { $0.replacing($1.0, with: $1.1) }
    }

    private static let template = """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <title>Emergency access at {{organisation}}, {{time.day}}</title>
        <style>
        \(ReportStyle.text)
        </style>
        </head>
        <body>
        <a class="skip" href="#content">Skip to content</a>
        <header>
        <p class="faint">Breakglass report of <time datetime="{{time.machine}}">{{time.minute}}</time>. All times are UTC.</p>
        <h1>Emergency access at {{organisation}}</h1>
        <p class="lead"><strong class="{{#isInOrder}}good{{/isInOrder}}{{^isInOrder}}bad{{/isInOrder}}">{{sentence}}</strong></p>
        <p class="{{^isWhole}}bad{{/isWhole}}">\(runs("verdict"))</p>
        <nav aria-label="Contents"><ul>
        <li><a href="#glance">At a glance</a></li>
        <li><a href="#duties">What is due</a></li>
        {{#credentials}}<li><a href="#{{anchor}}">{{title}}</a></li>
        {{/credentials}}
        <li><a href="#timeline">Timeline</a></li>
        <li><a href="#witnesses">Who vouches</a></li>
        <li><a href="#entries">Every entry</a></li>
        <li><a href="#verify">How to verify</a></li>
        </ul></nav>
        </header>
        <main id="content" tabindex="-1">
        \(overview)
        {{#credentials}}
        \(credential)
        {{/credentials}}
        \(timeline)
        \(ledger)
        </main>
        <footer class="faint"><p>Ledger {{ledger}}. Nothing on this page is secret.</p></footer>
        </body>
        </html>
        """

    /// A link to an entry, if there is one.
    private static let reference = """
        {{#entry}} <a class="ref" href="#{{anchor}}">entry {{place}}</a>{{/entry}}
        """

    /// A text with parts that are typed, marked as code.
    private static func runs(_ name: String) -> String {
        "{{#\(name)}}{{#isTyped}}<code>{{text}}</code>{{/isTyped}}{{^isTyped}}{{text}}{{/isTyped}}{{/\(name)}}"
    }

    private static let facts = """
        <dl>{{#facts}}<dt>{{name}}</dt><dd class="{{#isBad}}bad{{/isBad}}">{{value}}\(reference)</dd>
        {{/facts}}</dl>
        """

    private static let overview = """
        <section aria-labelledby="glance">
        <h2 id="glance">At a glance</h2>
        <table>
        <caption>Every credential, its sheets in force, and what is due</caption>
        <thead><tr><th scope="col">Credential</th><th scope="col">State</th><th scope="col">Sheets proven</th>
        <th scope="col">Can still lose</th><th scope="col">Next proof due</th><th scope="col">Duties</th></tr></thead>
        <tbody>{{#credentials}}<tr><th scope="row"><a href="#{{anchor}}">{{title}}</a></th>
        <td data-label="State" class="{{^isUnopened}}bad{{/isUnopened}}">{{state}}</td>
        <td data-label="Sheets proven" class="{{^isQuorumProven}}bad{{/isQuorumProven}}">{{proven}}</td>
        <td data-label="Can still lose">{{losses}}</td><td data-label="Next proof due" class="day{{#isLate}} bad{{/isLate}}">{{nextDue}}{{#isLate}} LATE{{/isLate}}</td>
        <td data-label="Duties" class="{{#hasDuties}}bad{{/hasDuties}}">{{duties}}</td></tr>
        {{/credentials}}</tbody>
        </table>
        \(facts)
        <p class="faint small">Each claim links to its entry, which is shown in full with its proof.</p>
        </section>
        <section aria-labelledby="duties">
        <h2 id="duties">What is due</h2>
        {{^duties}}<p class="good">Nothing is due.</p>{{/duties}}
        {{^empty(findings)}}<h3>Findings of the ledger's audit</h3>{{#findings}}<p class="{{^isNote}}bad{{/isNote}}">{{#isNote}}Note: {{/isNote}}{{^isNote}}WRONG: {{/isNote}}{{what}}\(reference)</p>
        {{/findings}}{{/empty(findings)}}
        {{^empty(duties)}}<ul class="duties">{{#duties}}<li><div><p><span class="badge {{#isOverdue}}bad{{/isOverdue}}">{{#isOverdue}}overdue or open{{/isOverdue}}{{^isOverdue}}due soon{{/isOverdue}}</span></p>
        <p class="when small">{{#due}}<time datetime="{{machine}}">{{minute}}</time>{{/due}}{{^due}}now{{/due}}</p></div>
        <div>{{#about}}<p><strong>{{.}}</strong></p>{{/about}}<p>\(runs("words"))\(reference)</p></div></li>
        {{/duties}}</ul>{{/empty(duties)}}
        </section>
        """

    private static let credential = """
        <section aria-labelledby="{{anchor}}">
        <div class="together">
        <h2 id="{{anchor}}">{{title}}</h2>
        <p><span class="badge {{#isUnopened}}good{{/isUnopened}}{{^isUnopened}}bad{{/isUnopened}}">{{state}}</span></p>
        {{#set}}<p>It opens with {{rule}}. {{figures}} The sheets in force are of set {{set}}, dealt in{{#dealt}} <a class="ref" href="#{{anchor}}">entry {{place}}</a>{{/dealt}}.</p>{{/set}}
        <p class="{{^isQuorumProven}}bad{{/isQuorumProven}}">{{coverage}}.</p>
        {{#chart}}<figure>
        <svg role="img" aria-label="Sheets proven over time: {{words}}" viewBox="-30 -10 {{width}} 114" width="{{width}}" height="114">
        {{#marks}}<text x="-8" y="{{y}}" dy="4" text-anchor="end">{{label}}</text><line x1="0" y1="{{y}}" x2="{{end}}" y2="{{y}}" stroke="currentColor" stroke-opacity=".25"/>{{/marks}}
        {{#bars}}<rect class="{{color}}" x="{{x}}" y="{{y}}" width="{{width}}" height="{{height}}"/>{{/bars}}
        <text x="0" y="98">{{first}}</text><text x="{{end}}" y="98" text-anchor="end">{{last}}</text>
        </svg>
        <figcaption>Sheets proven within the interval, every 30 days:<span class="key quorum"></span>a quorum is proven<span class="key few"></span>no quorum is proven.
        {{words}}.</figcaption>
        <details><summary>The chart as a table</summary>
        <table><caption>Sheets proven within the interval</caption><thead><tr><th scope="col">Day</th><th scope="col">Proven</th><th scope="col">A quorum</th></tr></thead>
        <tbody>{{#rows}}<tr><th scope="row" class="day">{{day}}</th><td data-label="Proven">{{proven}}</td><td data-label="A quorum" class="{{^isQuorum}}bad{{/isQuorum}}">{{quorum}}</td></tr>{{/rows}}</tbody></table>
        </details>
        </figure>{{/chart}}
        </div>
        {{#set}}<h3>Who keeps what</h3>
        <table>
        <caption>The sheets in force, group by group</caption>
        <thead><tr><th scope="col">Sheet</th><th scope="col">Custodian</th><th scope="col">Place</th>
        <th scope="col">Last proven whole</th></tr></thead>
        {{#groups}}<tbody><tr><th class="group" scope="rowgroup" colspan="4"><strong>{{name}}</strong> <span class="{{#isShort}}bad{{/isShort}}">{{health}}</span></th></tr>
        {{#sheets}}<tr><th scope="row">{{share}}</th><td data-label="Custodian">{{custodian}}</td><td data-label="Place">{{place}}</td>
        <td data-label="Last proven whole" class="{{#isWanting}}bad{{/isWanting}}">{{proven}}{{#how}}, {{.}}{{/how}}\(reference)</td></tr>
        {{/sheets}}</tbody>
        {{/groups}}
        </table>{{/set}}
        {{^empty(uses)}}<h3>Openings and their reviews</h3>
        <table><caption>Each use: why, by whom, and whether it was reviewed</caption>
        <thead><tr><th scope="col">When</th><th scope="col">Why</th><th scope="col">Operator</th><th scope="col">Shown for use</th>
        <th scope="col">Review</th></tr></thead>
        <tbody>{{#uses}}<tr><th scope="row" class="day"><a href="#{{ceremony}}">{{time.day}}</a></th><td data-label="Why">{{reason}}\(reference)</td><td data-label="Operator">{{by}}</td>
        <td data-label="Shown for use" class="day">{{window}}</td><td data-label="Review" class="{{^isReviewed}}bad{{/isReviewed}}">{{review}}</td></tr>
        {{/uses}}</tbody></table>{{/empty(uses)}}
        {{^empty(drills)}}<h3>Drills</h3>
        <table><caption>Each drill and its result</caption>
        <thead><tr><th scope="col">When</th><th scope="col">Way</th><th scope="col">Proven</th><th scope="col">Recovered in</th>
        <th scope="col">Findings</th></tr></thead>
        <tbody>{{#drills}}<tr><th scope="row" class="day"><a href="#{{ceremony}}">{{time.day}}</a></th><td data-label="Way">{{way}}\(reference)</td>
        <td data-label="Proven" class="{{^isWhole}}bad{{/isWhole}}">{{result}}</td><td data-label="Recovered in">{{duration}}</td><td data-label="Findings">{{findings}}</td></tr>
        {{/drills}}</tbody></table>{{/empty(drills)}}
        {{^empty(sets)}}<h3>Sets dealt</h3>
        <table><caption>Every set, and whether its paper still opens anything</caption>
        <thead><tr><th scope="col">Dealt</th><th scope="col">Set</th><th scope="col">State</th></tr></thead>
        <tbody>{{#sets}}<tr><th scope="row" class="day">{{time.day}}</th><td data-label="Set">{{code}}\(reference)</td><td data-label="State" class="{{#isBad}}bad{{/isBad}}">{{state}}</td></tr>
        {{/sets}}</tbody></table>{{/empty(sets)}}
        </section>
        """

    private static let timeline = """
        <section aria-labelledby="timeline">
        <h2 id="timeline">Timeline of ceremonies</h2>
        <p class="faint">The newest first. Each names the entries that it consists of.</p>
        <ol class="timeline">{{#ceremonies}}<li id="{{anchor}}"><div class="when"><time datetime="{{time.machine}}">{{time.minute}}</time></div>
        <div><h3>{{kind}}{{#about}}: {{.}}{{/about}}</h3>
        <p>{{sentence}}</p>
        {{^empty(facts)}}\(facts){{/empty(facts)}}
        <p class="steps">{{#steps}}<span class="day">{{kind}}\(reference)</span>{{^last()}}, {{/last()}}{{/steps}}</p></div></li>
        {{/ceremonies}}</ol>
        </section>
        """

    private static let ledger = """
        <section aria-labelledby="witnesses">
        <h2 id="witnesses">Who vouches</h2>
        <p>Each of these signed for the named entry and all entries before it. The newest first.</p>
        {{^empty(witnesses)}}<dl>{{#witnesses}}<dt>up to\(reference)</dt><dd>{{who}}</dd>
        {{/witnesses}}</dl>{{/empty(witnesses)}}
        </section>
        <section aria-labelledby="entries">
        <h2 id="entries">Every entry</h2>
        <p class="faint">In the order in which they were written, in full and with proofs. 17.3 is entry 3 of the journal that
        entry 17 merged.</p>
        <p class="paper-only">On paper each entry is one sentence. To see it in full and with its proof, open this page in a
        browser, or the auditor's bundle.</p>
        {{#entries}}<article id="{{anchor}}" aria-labelledby="{{anchor}}-name">
        <h3 id="{{anchor}}-name">{{place}}</h3>
        <div><p class="small faint"><time datetime="{{time.machine}}">{{time.minute}}</time> · {{kind}}{{#ceremony}}<span class="screen-only"> · <a href="#{{.}}">its ceremony</a></span>{{/ceremony}}</p>
        <p>{{sentence}}</p>
        <details><summary>Entry {{place}} in full{{#proof}}, with its proof{{/proof}}</summary>
        <pre tabindex="0" role="region" aria-label="Entry {{place}} in full">{{details}}</pre>
        {{#proof}}<p class="small faint">Its proof, a c2sp.org/tlog-proof file; in a bundle, {{proofFile}}:</p>
        <pre tabindex="0" role="region" aria-label="Proof of entry {{place}}">{{.}}</pre>{{/proof}}</details></div>
        </article>
        {{/entries}}
        </section>
        <section aria-labelledby="verify">
        <h2 id="verify">How to verify</h2>
        <p>This page repeats what the binder says. Only paper shows whether you can believe the binder: collect checkpoint
        codes from custodians' sheets and slips, and check the ledger against them:</p>
        <pre tabindex="0" role="region" aria-label="How to verify the ledger">breakglass ledger verify --binder FOLDER --printed BGK1… --printed BGK1…</pre>
        <p>A second verifier, in Python and written only from the ledger's description, does the same. It comes with the
        auditor's bundle, which <code>breakglass report --bundle</code> makes:</p>
        <pre tabindex="0" role="region" aria-label="How to verify the ledger with Python">python3 FOLDER/without-breakglass/verify_ledger.py FOLDER --printed BGK1…
        python3 FOLDER/without-breakglass/verify_ledger.py FOLDER --prove FOLDER/proofs/0.tlog-proof</pre>
        <p>Each entry's proof is a c2sp.org/tlog-proof file: it shows that the entry is in the ledger that the signatures
        on its checkpoint cover.</p>
        </section>
        """
}
