// SPDX-License-Identifier: Apache-2.0

import Mustache

/// A report laid out as HTML; every text of the ledger's is escaped by the template's engine.
struct ReportPage {
    /// The whole page.
    let html: String

    init(_ content: ReportContent) throws {
        html = try MustacheTemplate(string: Self.template).render(content) + "\n"
    }

    private static let template = """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <title>Emergency access at {{organisation}}, {{time}}</title>
        <style>
        :root { color-scheme: light dark; --ink: #1b1f24; --paper: #ffffff; --faint: #57606a; --line: #d0d7de;
          --good: #116329; --bad: #a40e26; --soft: #f6f8fa; --link: #0550ae; }
        @media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --paper: #0d1117; --faint: #9ea7b3;
          --line: #3d444d; --good: #56d364; --bad: #ff938a; --soft: #161b22; --link: #79b8ff; } }
        body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); margin: 0 auto;
          max-width: 62rem; padding: 1rem; }
        a { color: var(--link); } a:focus-visible, summary:focus-visible { outline: 3px solid var(--link); }
        h1 { line-height: 1.2; margin: 0; } h2 { border-bottom: 1px solid var(--line); margin-top: 2.5rem; }
        nav ul { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .25rem 1rem; }
        table { border-collapse: collapse; width: 100%; } caption { text-align: left; color: var(--faint); }
        th, td { text-align: left; vertical-align: top; padding: .3rem .6rem .3rem 0; border-top: 1px solid var(--line); }
        .wide { overflow-x: auto; } .good { color: var(--good); } .bad { color: var(--bad); font-weight: 600; }
        .faint { color: var(--faint); } pre { background: var(--soft); padding: .6rem; overflow-x: auto; font-size: .8rem; }
        dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 1rem; } dd { margin: 0; overflow-wrap: anywhere; }
        .quorum { fill: var(--good); } .few { fill: var(--bad); } svg { max-width: 100%; height: auto; }
        article { border-top: 1px solid var(--line); padding: .4rem 0; } article p { margin: .2rem 0; }
        .skip { position: absolute; left: -99rem; } .skip:focus { position: static; }
        @media print { nav, .skip { display: none; } article, tr { break-inside: avoid; } a { color: inherit; } }
        </style>
        </head>
        <body>
        <a class="skip" href="#content">To the content</a>
        <header>
        <p class="faint">Breakglass report of {{time}}</p>
        <h1>Emergency access at {{organisation}}</h1>
        <p><strong>{{sentence}}</strong></p>
        <p class="{{#isWhole}}good{{/isWhole}}{{^isWhole}}bad{{/isWhole}}">{{verdict}}</p>
        </header>
        <nav aria-label="Contents"><ul>
        <li><a href="#duties">What is due</a></li>
        {{#credentials}}<li><a href="#{{anchor}}">{{title}}</a></li>
        {{/credentials}}
        <li><a href="#witnesses">Who vouches</a></li>
        <li><a href="#entries">Every entry</a></li>
        <li><a href="#verify">How to verify</a></li>
        </ul></nav>
        <main id="content">
        <dl>{{#facts}}<dt>{{name}}</dt><dd>{{value}}</dd>{{/facts}}</dl>
        <section aria-labelledby="duties">
        <h2 id="duties">What is due</h2>
        {{^duties}}<p class="good">Nothing is due.</p>{{/duties}}
        {{#duties}}<p><span class="{{#isOverdue}}bad{{/isOverdue}}">{{#isOverdue}}Overdue or open{{/isOverdue}}{{^isOverdue}}Due soon{{/isOverdue}}</span>,
        <time>{{due}}</time>: {{about}}: {{words}}</p>
        {{/duties}}
        {{#findings}}<p class="bad">The ledger: {{.}}</p>{{/findings}}
        </section>
        {{#credentials}}
        <section aria-labelledby="{{anchor}}">
        <h2 id="{{anchor}}">{{title}}</h2>
        <p>It is {{state}}.{{#entry}} The sheets in force are of set {{set}}, <a href="#entry-{{entry}}">dealt in entry
        {{entry}}</a>.{{/entry}}</p>
        {{#set}}<p>It opens with {{rule}}. {{figures}}</p>{{/set}}
        <p class="{{#isQuorumProven}}good{{/isQuorumProven}}{{^isQuorumProven}}bad{{/isQuorumProven}}">{{coverage}}.</p>
        {{#chart}}<figure>
        <svg role="img" aria-label="Sheets proven over time: {{words}}" viewBox="0 -2 {{width}} 84" width="{{width}}" height="84">
        <line x1="0" y1="80" x2="{{width}}" y2="80" stroke="currentColor"/>
        {{#bars}}<rect class="{{color}}" x="{{x}}" y="{{y}}" width="8" height="{{height}}"/>{{/bars}}
        </svg>
        <figcaption class="faint">Sheets proven within the interval: {{words}}.</figcaption>
        </figure>{{/chart}}
        <div class="wide"><table>
        <caption>Who keeps what</caption>
        <thead><tr><th scope="col">Sheet</th><th scope="col">Custodian</th><th scope="col">Group</th><th scope="col">Place</th>
        <th scope="col">Last proven whole</th></tr></thead>
        <tbody>{{#sheets}}<tr><th scope="row">{{share}}</th><td>{{custodian}}</td><td>{{group}}</td><td>{{place}}</td>
        <td class="{{#isWanting}}bad{{/isWanting}}">{{proven}}{{#proof}}, <a href="#entry-{{.}}">{{how}}</a>{{/proof}}{{^proof}}{{#how}}, {{.}}{{/how}}{{/proof}}</td></tr>
        {{/sheets}}</tbody>
        </table></div>
        </section>
        {{/credentials}}
        <section aria-labelledby="witnesses">
        <h2 id="witnesses">Who vouches</h2>
        <dl>{{#witnesses}}<dt>{{name}}</dt><dd>{{value}}</dd>{{/witnesses}}</dl>
        </section>
        <section aria-labelledby="entries">
        <h2 id="entries">Every entry</h2>
        {{#entries}}<article id="{{anchor}}">
        <p><strong>{{place}}</strong> <time>{{time}}</time> <span class="faint">{{kind}}</span></p>
        <p>{{sentence}}</p>
        <details><summary>Entry {{place}} in full, with its proof</summary>
        <pre tabindex="0">{{details}}</pre>
        <pre tabindex="0">{{proof}}</pre></details>
        </article>
        {{/entries}}
        </section>
        <section aria-labelledby="verify">
        <h2 id="verify">How to verify</h2>
        <p>This page says what the binder says. Whether the binder is to be believed is told by paper: collect checkpoint
        codes from custodians' sheets and slips, and hold the ledger against them:</p>
        <pre tabindex="0">breakglass ledger verify --binder FOLDER --printed BGK1… --printed BGK1…</pre>
        <p>A second verifier in Python, written from the description of the ledger alone, does the same:</p>
        <pre tabindex="0">python3 Vectors/verify_ledger.py FOLDER --printed BGK1…</pre>
        <p>Each entry's proof above is a c2sp.org/tlog-proof file: it shows that the entry stands in the ledger that its
        checkpoint's signatures are under.</p>
        </section>
        </main>
        <footer class="faint"><p>Ledger {{ledger}}. Nothing on this page is secret.</p></footer>
        </body>
        </html>
        """
}
